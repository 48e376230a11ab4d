"""One input through all stages, whatever it holds: what each process does, and what Ray's tasks do."""

from __future__ import annotations

import gc
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NamedTuple

from pipeline.config import Config
from pipeline.packing import pack_tight, unpack_tight
from pipeline.records import Page, Raw, Source, SourceReading

if TYPE_CHECKING:
    from pipeline.ner.model import Model

AT_LEAST = 120.0
"""Seconds that any input may take."""
BYTES_A_SECOND = 100
"""What an input must be read at; a hundredth of what the slowest machine does that it was tried on."""


class Result(NamedTuple):
    """A :class:`SourceReading`, packed, and the seconds that each stage took.

    ``is_reused``: from the cache. ``is_lasting``: to be had again from the same input; not so where time or memory
    ran out.
    """

    data: bytes
    seconds: dict[str, float]
    is_reused: bool = False
    is_lasting: bool = True

    @property
    def reading(self) -> SourceReading:
        return unpack_tight(self.data)


class _TooLong(BaseException):
    """Raised by the clock in the midst of a stage; no ``except Exception`` there may keep it."""


def longest(raw: Raw) -> float:
    """Seconds after which the reading of an input is given up: so many that only what hangs is met."""
    return max(AT_LEAST, len(raw.data) / BYTES_A_SECOND)


def read_safely(raw: Raw, model: Model, config: Config) -> Result:
    """An input through the stages; an error of ours refuses this one alone, with what is known of it."""
    from pipeline.engine.stages import read
    from pipeline.sources import read_raw

    seconds: dict[str, float] = {}
    source = None
    try:
        source = read_raw(raw, config)
        return Result(pack_tight(read(source, model, config, seconds)), seconds)
    except Exception as error:
        where = error.__traceback__
        while where and where.tb_next:
            where = where.tb_next
        place = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else "unknown place"
        return set_aside(raw, f"internal error ({type(error).__name__} at {place}); please report it", source)


def read_watched(raw: Raw, model: Model, config: Config) -> Result:
    """The same, given up after :func:`longest`, where this thread can be interrupted."""
    try:
        with _alarm(longest(raw)):
            return read_safely(raw, model, config)
    except _TooLong:
        return too_long(raw)


def too_long(raw: Raw) -> Result:
    """The refusal of an input that the watchdog ended; seconds depend on its bytes (:func:`longest`)."""
    return set_aside(raw, f"not read within {longest(raw):.0f} seconds; leave it out or split it, and please report it")


def set_aside(raw: Raw, reason: str, source: Source | None = None) -> Result:
    """The result of an input that could not be read."""
    if source is None:
        source = Source(raw.name, sha256=raw.sha256, about=raw.about)
    refused = replace(source, text="", status="refused", reason=reason)
    return Result(pack_tight(SourceReading(Page(refused))), {}, is_lasting=False)


def spare_collector() -> None:
    """Have the garbage collector pass over all that is there now: walking the model again and again takes a tenth
    of the time of a run."""
    gc.collect()
    gc.freeze()


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise _TooLong in this block after so long; not in threads, and not where the alarm is somebody else's."""
    is_free = threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer")
    if not is_free or signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL:
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _TooLong

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
