"""Where inputs are read: in this process, or by several that load the model once each.

Either way results come in the order of the inputs, and what waits is bounded. A worker that dies is replaced, and what
it was at is tried alone; an input that ends two processes, or takes absurdly long, is set aside with the reason.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from itertools import chain
from multiprocessing.connection import wait
from pathlib import Path

from pipeline.config import Config
from pipeline.engine.crew import SHARD_BYTES, SHARD_INPUTS, Job, Worker
from pipeline.engine.reading import Result, read_watched, set_aside, spare_collector, too_long
from pipeline.engine.shelf import Shelf
from pipeline.errors import EngineError
from pipeline.records import Raw

WORTH = 150_000
"""Bytes of input below which several processes gain nothing: each loads the model first."""
HELD = 32_000_000
"""Bytes of results that wait for their turn, beyond which nothing new is begun."""
AHEAD_BYTES = 100_000
"""What a pipe holds: a shard beyond it waits until a worker is free, since handing it to one that hangs would block."""
TRIES = 2
_FALSE_STARTS = 3
_LOOK = 1.0
"""Seconds between two looks at the clock."""


def cores() -> int:
    """The processor cores that this process may use, by affinity and by the quota of its control group."""
    affinity = getattr(os, "sched_getaffinity", None)
    n = len(affinity(0)) if affinity else os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text("ascii").split()
        return max(1, min(n, round(int(quota) / int(period))))
    except (OSError, ValueError):  # none, or "max"
        return n


def read_all(
    raws: Iterable[Raw], config: Config, *, workers: int | None = 1, shelf: Shelf | None = None
) -> Generator[Result, None, None]:
    """Results of ``raws`` in their order, from ``shelf`` where it has them.

    ``workers`` is the number of processes; 1 reads in this one, None takes one a core where the input is worth it.
    Raises ModelError and EngineError, once there is something to read.
    """
    raws = iter(raws)
    n = cores() if workers is None else workers
    head: list[Raw] = []
    if workers is None and n > 1:
        head = _first(raws, WORTH)
        n = n if sum(len(raw.data) for raw in head) >= WORTH else 1
    if n <= 1:
        yield from _read_here(chain(head, raws), config, shelf)
        return
    crew: list[Worker] = []
    try:
        yield from _Foreman(chain(head, raws), config, shelf, n, crew).results()
    finally:
        for worker in crew:
            worker.stop()


def _first(raws: Iterator[Raw], size: int) -> list[Raw]:
    """The first of ``raws``, ``size`` bytes of them."""
    head: list[Raw] = []
    for raw in raws:
        head.append(raw)
        size -= len(raw.data)
        if size <= 0:
            break
    return head


def _read_here(raws: Iterable[Raw], config: Config, shelf: Shelf | None) -> Iterator[Result]:
    from pipeline.ner.model import load_model

    model = None
    try:
        for raw in raws:
            result = shelf.find(raw) if shelf else None
            if result is None:
                if model is None:
                    model = load_model(config.model, reader=config.reader)
                    spare_collector()
                result = read_watched(raw, model, config)
                if shelf:
                    shelf.keep(raw, result)
            yield result
    finally:
        gc.unfreeze()


class _Foreman:
    """Hands shards to the ``crew`` and puts what comes back in order."""

    def __init__(self, raws: Iterable[Raw], config: Config, shelf: Shelf | None, n: int, crew: list[Worker]) -> None:
        self._jobs = (Job(number, raw) for number, raw in enumerate(raws))
        self._config, self._shelf, self._n, self._crew = config, shelf, n, crew
        self._queue: deque[list[Job]] = deque()
        self._open: list[Job] = []
        self._is_exhausted = False
        self._results: dict[int, Result] = {}
        self._held = 0
        self._due = 0
        self._false_starts = 0

    def results(self) -> Iterator[Result]:
        while True:
            self._fill_queue()
            self._hand_out()
            while self._due in self._results:
                result = self._results.pop(self._due)
                self._due += 1
                self._held -= len(result.data)
                yield result
            busy = [worker for worker in self._crew if worker.shards]
            if busy:
                self._listen(busy)
            elif self._is_exhausted and not self._queue:
                return

    def _fill_queue(self) -> None:
        """Take inputs in until there is a shard in store for each process and each has one beside that it is at."""
        while not self._is_exhausted and len(self._queue) < self._n and self._held < HELD:
            job = next(self._jobs, None)
            self._is_exhausted = job is None
            if job is None:
                break
            result = self._shelf.find(job.raw) if self._shelf else None
            if result:
                self._done(job, result)
                continue
            self._open.append(job)
            if len(self._open) >= SHARD_INPUTS or sum(len(job.raw.data) for job in self._open) >= SHARD_BYTES:
                self._close_shard()
        if self._is_exhausted or self._held >= HELD:  # else what is due might wait in it for ever
            self._close_shard()

    def _close_shard(self) -> None:
        if self._open:
            self._queue.append(self._open)
            self._open = []

    def _hand_out(self) -> None:
        while self._queue and (worker := self._worker_for(self._queue[0])):
            worker.take(self._queue.popleft())

    def _worker_for(self, shard: list[Job]) -> Worker | None:
        """A worker with nothing to do, hired if need be, else one that is at its last shard."""
        idle = next((worker for worker in self._crew if not worker.shards), None)
        if idle is None and len(self._crew) < self._n:
            try:
                idle = Worker(self._config)
                self._crew.append(idle)
            except OSError as error:
                if not self._crew:
                    raise EngineError(f"no process can be started ({error.strerror}); use --workers 1") from error
                self._n = len(self._crew)
        if idle or sum(len(job.raw.data) for job in shard) > AHEAD_BYTES:
            return idle
        return next((worker for worker in self._crew if worker.wants_more), None)

    def _listen(self, busy: list[Worker]) -> None:
        """Take what workers have to say, once there is something, and see to those that say nothing any more."""
        ready = set(wait([worker.connection for worker in busy], _LOOK))
        for worker in busy:
            try:
                if worker.connection in ready:
                    self._hear(worker)
                elif worker.is_overdue:
                    self._replace(worker, is_late=True)
            except EOFError:
                self._replace(worker)

    def _hear(self, worker: Worker) -> None:
        answer = worker.answer()
        if answer is None:
            self._false_starts = 0
            return
        job, result = answer
        if self._shelf:
            self._shelf.keep(job.raw, result)
        self._done(job, result)

    def _replace(self, worker: Worker, *, is_late: bool = False) -> None:
        """Take back what a worker has not answered that died, or is ``is_late``."""
        self._crew.remove(worker)
        worker.stop()
        shards = [list(shard) for shard in worker.shards]
        if worker.is_ready:
            job, *others = shards[0]
            shards[:1] = [others] if others else []
            job.deaths += 1
            if is_late:
                self._done(job, too_long(job.raw))
            elif job.deaths < TRIES:
                shards.insert(0, [job])
            else:
                reason = f"reading it ended the process {TRIES} times; leave it out or split it"
                self._done(job, set_aside(job.raw, reason))
        else:
            self._false_starts += 1
            if self._false_starts >= _FALSE_STARTS:
                raise EngineError(
                    "the processes that read end while they load the model, perhaps for lack of memory; "
                    "use fewer --workers"
                )
        self._queue.extendleft(reversed(shards))

    def _done(self, job: Job, result: Result) -> None:
        self._results[job.number] = result
        self._held += len(result.data)
