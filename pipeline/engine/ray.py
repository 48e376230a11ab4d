"""Where inputs are read on a Ray cluster: the same function on the same shards, so the same bytes.

Shards go out with their inputs, and are tried again where a node or process dies; results lie in a store of shards
(:mod:`.shards`) until it is their turn, so that little is held here. A shard that Ray gives up is tried input by
input; one that ends its process again and again is set aside.
"""

from __future__ import annotations

import os
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.config import Config
from pipeline.engine.fingerprint import program_digest
from pipeline.engine.reading import Result, read_watched, set_aside, spare_collector
from pipeline.engine.shards import Attempt, ShardStore, pack_results, shard_key
from pipeline.engine.shelf import Shelf
from pipeline.engine.workers import cores
from pipeline.errors import EngineError, MissingExtra, ModelError, WhosaidError
from pipeline.records import Raw

if TYPE_CHECKING:
    from pipeline.ner.model import Model

SHARD_BYTES = 400_000
"""What a shard holds at least, unless there is no more: some ten seconds' work."""
SHARD_INPUTS = 256
AHEAD = 3
"""Shards out or waiting for their turn, for each processor of the cluster."""
RETRIES = 3
"""Times that a shard is tried again whose node or process has died, or whose results are damaged."""

ReadShard = Callable[[Sequence[Raw], Config], list[Result]]


def read_shard(raws: Sequence[Raw], config: Config) -> list[Result]:
    """The results of ``raws``, by this process's model."""
    model = _model(config)
    return [read_watched(raw, model, config) for raw in raws]


def read_on_ray(
    raws: Iterable[Raw],
    config: Config,
    fingerprint: str,
    *,
    workers: int | None = None,
    shelf: Shelf | None = None,
    shards: str | None = None,
    read: ReadShard = read_shard,
    retries: int = RETRIES,
) -> Generator[Result, None, None]:
    """Results of ``raws`` in their order, from ``shelf`` where it has them.

    The cluster is the one that is connected, else that of ``RAY_ADDRESS``, else a local one of ``workers`` processes.
    ``shards`` is a folder or URL that all nodes reach; nodes write their results there, and a later run takes them up.
    Without it, results come back through Ray. ``fingerprint`` stands for program, model and settings; a shard whose
    node or process dies is tried ``retries`` times more. Raises MissingExtra, ModelError and EngineError.
    """
    ray = _library()
    was_connected = ray.is_initialized()
    try:
        _connect(ray, workers)
        with tempfile.TemporaryDirectory(prefix="whosaid-shards-") as folder:
            store = ShardStore(shards or folder)
            url = shards if store.is_shared else None
            yield from _Conductor(ray, raws, config, fingerprint, shelf, store, url, read, retries).results()
    finally:
        if not was_connected:
            ray.shutdown()


@dataclass(eq=False, slots=True)
class _Piece:
    """Inputs that are read together; ``places`` are theirs in the shard."""

    key: str
    places: list[int]
    raws: list[Raw]
    shard: _Shard
    tries: int = 0
    attempt: Attempt | None = None


@dataclass(eq=False, slots=True)
class _Shard:
    """Inputs in their order, with the results that are there; ``open`` counts pieces that are out."""

    raws: list[Raw]
    results: dict[int, Result] = field(default_factory=dict)
    pieces: list[_Piece] = field(default_factory=list)
    open: int = 0


class _Conductor:
    """Hands shards out and puts what comes back in order."""

    def __init__(
        self, ray: Any, raws: Iterable[Raw], config: Config, fingerprint: str, shelf: Shelf | None, store: ShardStore,
        url: str | None, read: ReadShard, retries: int,
    ) -> None:  # fmt: skip
        self._ray, self._config, self._fingerprint, self._shelf = ray, config, fingerprint, shelf
        self._store, self._url = store, url
        self._shards = map(_Shard, _batches(raws))
        self._waiting: deque[_Shard] = deque()
        self._out: dict[Any, _Piece] = {}
        self._keys: list[str] = []
        self._task = ray.remote(num_cpus=1, max_retries=retries)(_serve)
        self._read, self._retries = ray.put(read), retries

    def results(self) -> Iterator[Result]:
        ahead = AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        is_exhausted = False
        while True:
            while not is_exhausted and len(self._waiting) < ahead:
                shard = next(self._shards, None)
                is_exhausted = shard is None
                if shard is not None:
                    self._waiting.append(shard)
                    self._begin(shard)
            while self._waiting and not self._waiting[0].open and self._fetch(self._waiting[0]):
                yield from self._finished(self._waiting.popleft())
            if self._out:
                ready, _ = self._ray.wait(list(self._out), num_returns=1)
                for reference in ready:
                    self._take(self._out.pop(reference), reference)
            elif is_exhausted and not self._waiting:
                self._store.sweep(self._keys)
                return

    def _begin(self, shard: _Shard) -> None:
        left: list[int] = []
        for place, raw in enumerate(shard.raws):
            kept = self._shelf.find(raw) if self._shelf else None
            if kept:
                shard.results[place] = kept
            else:
                left.append(place)
        if left:
            piece = self._piece(shard, left)
            if not self._store.has(piece.key):
                self._send(piece)

    def _piece(self, shard: _Shard, places: list[int]) -> _Piece:
        raws = [shard.raws[place] for place in places]
        piece = _Piece(shard_key(self._fingerprint, raws), places, raws, shard)
        shard.pieces.append(piece)
        self._keys.append(piece.key)
        return piece

    def _send(self, piece: _Piece) -> None:
        piece.tries += 1
        piece.shard.open += 1
        arguments = self._read, piece.raws, self._config, self._url, piece.key, program_digest()
        self._out[self._task.remote(*arguments)] = piece

    def _take(self, piece: _Piece, reference: Any) -> None:
        """Commit what came back; where Ray gave the piece up, try its inputs one by one."""
        shard = piece.shard
        shard.open -= 1
        try:
            answer: Attempt | bytes | WhosaidError = self._ray.get(reference)
        except self._ray.exceptions.RayTaskError as error:
            what = f"{type(error.cause).__name__}: {_line(error.cause)}"
            raise EngineError(f"a shard failed on the cluster ({what}); see to it and run again") from error
        except self._ray.exceptions.RayError as error:
            shard.pieces.remove(piece)
            if len(piece.places) > 1:
                for place in piece.places:
                    self._send(self._piece(shard, [place]))
                return
            reason = f"reading it ended the process {self._retries + 1} times; leave it out or split it"
            if not isinstance(error, self._ray.exceptions.WorkerCrashedError | self._ray.exceptions.OutOfMemoryError):
                raise EngineError(
                    f"Ray gave a shard up ({_line(error)}); look after the cluster and run again"
                ) from error
            shard.results[piece.places[0]] = set_aside(piece.raws[0], reason)
            return
        if isinstance(answer, WhosaidError):
            raise answer
        try:
            if isinstance(answer, bytes):
                answer = self._store.write(piece.key, answer)
            self._store.commit(piece.key, answer)
            piece.attempt = answer
        except OSError as error:
            raise EngineError(
                f"shards cannot be written ({_line(error)}); make room or give another --shards"
            ) from error

    def _fetch(self, shard: _Shard) -> bool:
        """Have the results of a shard; what is damaged, or an earlier run could not read, is read anew."""
        for piece in list(shard.pieces):
            found = self._store.find(piece.key, piece.attempt)
            is_stale = found is not None and piece.tries == 0 and not all(result.is_lasting for result in found)
            if found is None or len(found) != len(piece.places) or is_stale:
                if piece.tries > self._retries:
                    raise EngineError("shards are lost as soon as they are written; give another --shards")
                self._send(piece)
                continue
            shard.results.update(zip(piece.places, found, strict=True))
            shard.pieces.remove(piece)
        return not shard.open

    def _finished(self, shard: _Shard) -> Iterator[Result]:
        for place, raw in enumerate(shard.raws):
            result = shard.results[place]
            if self._shelf and not result.is_reused:
                self._shelf.keep(raw, result)
            yield result


def _batches(raws: Iterable[Raw]) -> Iterator[list[Raw]]:
    batch: list[Raw] = []
    size = 0
    for raw in raws:
        batch.append(raw)
        size += len(raw.data)
        if len(batch) >= SHARD_INPUTS or size >= SHARD_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _serve(
    read: ReadShard, raws: list[Raw], config: Config, url: str | None, key: str, program: str
) -> Attempt | bytes | WhosaidError:
    """A task: the results; where there is a ``url`` for them, the attempt that holds them; or why there are none."""
    if program_digest() != program:
        node = os.uname().nodename
        return EngineError(f"node {node} has another whosaid than this one; install the same version on all nodes")
    try:
        data = pack_results(read(raws, config))
        return ShardStore(url).write(key, data) if url else data
    except ModelError as error:
        return error
    except WhosaidError as error:
        return EngineError(str(error))


@cache
def _model(config: Config) -> Model:
    from pipeline.ner.model import load_model

    model = load_model(config.model, reader=config.reader)
    spare_collector()
    return model


def _library() -> Any:
    try:
        import fsspec  # noqa: F401
        import ray
    except ImportError as error:
        raise MissingExtra("runs on a Ray cluster", "ray") from error
    return ray


def _connect(ray: Any, workers: int | None) -> None:
    """To the cluster of ``RAY_ADDRESS``, or to a local one that is started for this run."""
    if ray.is_initialized():
        return
    address = os.environ.get("RAY_ADDRESS")
    options: dict[str, Any] = {"logging_level": "error", "log_to_driver": False}
    if not address:
        options |= {"address": "local", "num_cpus": workers or cores(), "include_dashboard": False}
    try:
        ray.init(**options)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        where = f"the cluster at {address}" if address else "a local cluster"
        raise EngineError(f"Ray reaches no {where.removeprefix('the ')} ({_line(error)}); check RAY_ADDRESS") from error


def _line(error: object) -> str:
    return str(error).strip().split("\n")[0]
