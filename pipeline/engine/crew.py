"""Processes that load the model once and read shards: several inputs at once, so that little time goes into talk."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, Literal

from pipeline.config import Config
from pipeline.engine.reading import Result, longest, read_safely, spare_collector
from pipeline.errors import ModelError
from pipeline.records import Raw

START: Literal["spawn", "fork"] = "spawn"
"""How processes are started: afresh, so that a worker holds nothing but its model."""
SHARD_BYTES = 30_000
"""What a shard holds at least, unless one input is larger: about a second's work."""
SHARD_INPUTS = 64


class Job:
    """An input with its number in the order of all; ``deaths``: how many processes ended while they had it."""

    __slots__ = ("deaths", "number", "raw")

    def __init__(self, number: int, raw: Raw) -> None:
        self.number, self.raw = number, raw
        self.deaths = 0


class Worker:
    """A process at the other end of a pipe, with the shards that it was given and has not answered."""

    def __init__(self, config: Config) -> None:
        context: Any = multiprocessing.get_context(START)
        self.connection: Connection
        self.connection, far = context.Pipe()
        self.shards: deque[deque[Job]] = deque()
        self.is_ready = False
        self._since = monotonic()
        self._process: BaseProcess = context.Process(target=_serve, args=(far, config), daemon=True)
        try:
            self._process.start()
        finally:
            far.close()

    @property
    def wants_more(self) -> bool:
        """Whether it is at its last shard, so that another may wait with it."""
        return len(self.shards) < 2

    @property
    def is_overdue(self) -> bool:
        """Whether the input that it is at takes longer than any may."""
        if not (self.is_ready and self.shards):
            return False
        return monotonic() - self._since > longest(self.shards[0][0].raw)

    def take(self, shard: Sequence[Job]) -> None:
        if not self.shards:
            self._since = monotonic()
        self.shards.append(deque(shard))
        with suppress(BrokenPipeError, ConnectionResetError):  # it is dead: answer() will say so
            self.connection.send([job.raw for job in shard])

    def answer(self) -> tuple[Job, Result] | None:
        """What it has read, or None where it has only now loaded its model. Raises ModelError, and EOFError where the
        process has ended."""
        try:
            answer: Result | ModelError | None = self.connection.recv()
        except OSError as error:
            raise EOFError from error
        self._since = monotonic()
        if isinstance(answer, ModelError):
            raise answer
        if answer is None:
            self.is_ready = True
            return None
        job = self.shards[0].popleft()
        if not self.shards[0]:
            self.shards.popleft()
        return job, answer

    def stop(self) -> None:
        self.connection.close()
        self._process.terminate()
        self._process.join()


def _serve(connection: Connection, config: Config) -> None:
    """A worker's life: load the model, then answer each input of each shard, until the pipe closes."""
    from pipeline.ner.model import load_model

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    shards: SimpleQueue[list[Raw]] = SimpleQueue()
    Thread(target=_receive, args=(connection, shards), daemon=True).start()
    Thread(target=_leave_with_parent, daemon=True).start()
    with suppress(BrokenPipeError, ConnectionResetError):
        try:
            model = load_model(config.model, reader=config.reader)
        except ModelError as error:
            connection.send(error)
            return
        spare_collector()
        connection.send(None)
        while True:
            for raw in shards.get():
                connection.send(read_safely(raw, model, config))


def _receive(connection: Connection, shards: SimpleQueue[list[Raw]]) -> None:
    """Take in shards while others are read; leave when there are to be no more."""
    try:
        while True:
            shards.put(connection.recv())
    except (EOFError, OSError):
        os._exit(0)


def _leave_with_parent() -> None:
    """End at once when the parent has, however it went; the pipe does not tell where a fork holds its other end."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(0)
