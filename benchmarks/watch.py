"""A command run to its end, with what it and the processes that it started held in memory and took of the processor."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from typing import NamedTuple

_LOOK = 0.05


class Watched(NamedTuple):
    """``peaks`` of resident memory in MB by process, the command's own under ``own``; seconds of ``clock`` and
    ``processor``.
    """

    own: int
    peaks: dict[int, float]
    clock: float
    processor: float


def watched(command: Sequence[str]) -> Watched:
    """Run ``command``; SystemExit if it fails."""
    started, before = time.perf_counter(), children_seconds()
    process = subprocess.Popen(command)
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for pid, resident in _resident(process.pid):
            peaks[pid] = max(peaks.get(pid, 0.0), resident)
        time.sleep(_LOOK)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed with exit code {process.returncode}")
    return Watched(process.pid, peaks, time.perf_counter() - started, children_seconds() - before)


def _resident(pid: int) -> list[tuple[int, float]]:
    """MB of the process and of each that it started."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=False).stdout
    rows = [tuple(map(int, line.split())) for line in listed.splitlines()]
    return [(own, resident / 1e3) for own, parent, resident in rows if pid in (own, parent)]


def children_seconds() -> float:
    """Processor time of all processes that this one has started and seen end."""
    times = os.times()
    return times.children_user + times.children_system
