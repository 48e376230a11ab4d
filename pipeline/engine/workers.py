"""Where sources are read: in this process, or by several that load the model once each.

Either way results come in the order of the sources and no more than a few are held at a time. A worker that dies is
replaced and its source tried once more; a source that kills a worker twice is refused, and the run goes on.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pipeline.config import Config
from pipeline.engine.cache import Cache
from pipeline.errors import ModelError
from pipeline.packing import pack, unpack
from pipeline.records import Page, Raw, Source, SourceReading
from pipeline.sources import read_raw

if TYPE_CHECKING:
    from pipeline.ner.model import Model

AHEAD = 4
"""Sources in work or waiting for their turn, per worker."""
TRIES = 2
START: Literal["spawn", "fork"] = "spawn"
"""How processes are started: afresh, so that a worker holds nothing but its model."""


class Result(NamedTuple):
    """A packed :class:`SourceReading` and the seconds that each stage took; ``is_reused``: from the cache."""

    data: bytes
    seconds: dict[str, float]
    is_reused: bool = False

    @property
    def reading(self) -> SourceReading:
        return unpack(self.data)


def default_workers(n_sources: int) -> int:
    """The cores that this process may use, unless there is too little to read for loading the model so often."""
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, min(cores, n_sources // 20))


def read_here(raws: Iterable[Raw], config: Config, cache: Cache | None) -> Generator[Result, None, None]:
    """Read ``raws`` in this process; raises ModelError, once there is something to read."""
    from pipeline.ner.model import load_model

    model = None
    try:
        for raw in raws:
            result = _kept(raw, cache)
            if result is None:
                if model is None:
                    model = load_model(config.model, reader=config.reader)
                    _set_aside()
                result = _read_safely(raw, model, config)
                if cache:
                    cache.put(raw, result.data)
            yield result
    finally:
        gc.unfreeze()


def read_in_processes(
    raws: Iterable[Raw], config: Config, cache: Cache | None, n: int
) -> Generator[Result, None, None]:
    """Read ``raws`` in up to ``n`` processes; raises ModelError, once there is something to read."""
    crew: list[_Worker] = []
    try:
        yield from _conduct(iter(enumerate(raws)), config, cache, n, crew)
    finally:
        for worker in crew:
            worker.stop()


def _conduct(
    raws: Iterator[tuple[int, Raw]], config: Config, cache: Cache | None, n: int, crew: list[_Worker]
) -> Iterator[Result]:
    results: dict[int, Result] = {}
    queue: deque[tuple[int, Raw]] = deque()
    tries: Counter[int] = Counter()
    due, is_exhausted = 0, False
    while True:
        while not is_exhausted and len(queue) + len(results) + _busy(crew) < AHEAD * n:
            job = next(raws, None)
            is_exhausted = job is None
            if job is not None:
                kept = _kept(job[1], cache)
                if kept:
                    results[job[0]] = kept
                else:
                    queue.append(job)
        while queue and (worker := _idle(crew, config, n)):
            tries[queue[0][0]] += 1
            worker.take(queue.popleft())
        if not results and not _busy(crew):
            return
        for worker in _ready(crew):
            job, result = worker.answer()
            if result is None:  # it died
                crew.remove(worker)
                if tries[job[0]] < TRIES:
                    queue.appendleft(job)
                    continue
                result = _refuse(job[1], f"reading it ended the process {TRIES} times; leave it out or split it")
            elif cache:
                cache.put(job[1], result.data)
            results[job[0]] = result
        while due in results:
            yield results.pop(due)
            due += 1


def _kept(raw: Raw, cache: Cache | None) -> Result | None:
    data = cache.get(raw) if cache else None
    return Result(data, {}, is_reused=True) if data else None


def _idle(crew: list[_Worker], config: Config, n: int) -> _Worker | None:
    """A worker without a job, hired if need be; None while ``n`` are busy."""
    for worker in crew:
        if worker.job is None:
            return worker
    if len(crew) == n:
        return None
    crew.append(_Worker(config))
    return crew[-1]


def _busy(crew: list[_Worker]) -> int:
    return sum(worker.job is not None for worker in crew)


def _ready(crew: list[_Worker]) -> list[_Worker]:
    """The workers that have something to say (or died), once there is one."""
    busy = {worker.connection: worker for worker in crew if worker.job is not None}
    ready = wait(list(busy)) if busy else []
    return [worker for connection, worker in busy.items() if connection in ready]


class _Worker:
    """A process at the other end of a pipe, with at most one job."""

    def __init__(self, config: Config) -> None:
        context: Any = multiprocessing.get_context(START)
        self.connection, far = context.Pipe()
        self.job: tuple[int, Raw] | None = None
        self._process: BaseProcess = context.Process(target=_serve, args=(far, config), daemon=True)
        self._process.start()
        far.close()

    def take(self, job: tuple[int, Raw]) -> None:
        self.job = job
        with suppress(BrokenPipeError, ConnectionResetError):  # it is dead: answer() will say so
            self.connection.send(job[1])

    def answer(self) -> tuple[tuple[int, Raw], Result | None]:
        """Its job and the result, or None where the process died of it. Raises ModelError."""
        assert self.job is not None
        job, self.job = self.job, None
        try:
            answer: Result | ModelError = self.connection.recv()
        except (EOFError, OSError):
            self.stop()
            return job, None
        if isinstance(answer, ModelError):
            raise answer
        return job, answer

    def stop(self) -> None:
        self.connection.close()
        self._process.terminate()
        self._process.join()


def _serve(connection: Connection, config: Config) -> None:
    """A worker's life: load the model, then answer each input until the pipe closes."""
    from pipeline.ner.model import load_model

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    try:
        model = load_model(config.model, reader=config.reader)
    except ModelError as error:
        connection.recv()
        connection.send(error)
        return
    _set_aside()
    while True:
        try:
            raw: Raw = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(_read_safely(raw, model, config))


def _set_aside() -> None:
    """Have the garbage collector pass over all that is there now: walking the model again and again takes a tenth
    of the time of a run."""
    gc.collect()
    gc.freeze()


def _read_safely(raw: Raw, model: Model, config: Config) -> Result:
    """One input through the stages; an error of ours refuses this one alone, with what is known of it."""
    from pipeline.engine.stages import read

    seconds: dict[str, float] = {}
    try:
        return Result(pack(read(read_raw(raw, config), model, config, seconds)), seconds)
    except Exception as error:
        where = error.__traceback__
        while where and where.tb_next:
            where = where.tb_next
        place = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else "unknown place"
        return _refuse(raw, f"internal error ({type(error).__name__} at {place}); please report it")


def _refuse(raw: Raw, reason: str) -> Result:
    refused = Source(raw.name, sha256=raw.sha256, status="refused", reason=reason)
    return Result(pack(SourceReading(Page(refused))), {})
