"""One system in a process of its own: ``python -m pipeline.evaluate.peers.process ENTRY GOLD OUT [MODEL]``.

It writes what the system found and what that cost as JSON into OUT. Imports are done, the model loaded and the system
called once before the clock starts; what it takes to start (files and tables of a run) is measured on a text of one
line and taken off. Time is the processor's, so that others at work on the machine count less.
"""

from __future__ import annotations

import json
import pkgutil
import sys
from collections.abc import Mapping
from pathlib import Path
from time import process_time

from pipeline.evaluate.gold import read_gold
from pipeline.evaluate.peers.systems import Read, Row

_LINE = {"line": "Nothing happened.\n"}
_TICK = 1e-6
"""Seconds that a system is taken to need at least, since the clock knows nothing shorter."""


def main(entry: str, gold_path: str, out: str, model: str | None = None) -> None:
    """Run the system that ``entry`` (``module:function``) makes over the gold articles; figures and rows go to the
    file ``out`` as JSON.
    """
    texts = {key: row["text"] for key, row in read_gold(Path(gold_path), "statements").rows.items()}
    read: Read = pkgutil.resolve_name(entry)(model)
    read(_LINE)
    start, _ = _timed(read, _LINE)
    seconds, found = _timed(read, texts)
    peak = peak_megabytes()
    cost = {
        "words": sum(len(text.split()) for text in texts.values()),
        "seconds": max(seconds - start, _TICK),
        "megabytes": peak,
    }
    Path(out).write_text(json.dumps(cost | {"found": found}), encoding="utf-8")


def peak_megabytes() -> float:
    """Peak resident memory of this process, 0 where the system does not tell.

    On Linux its own count of it, since the other one starts at the parent's.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) / 1e3
    except (OSError, IndexError):
        try:
            import resource
        except ImportError:
            return 0.0
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1e6 if sys.platform == "darwin" else 1e3)


def _timed(read: Read, texts: Mapping[str, str]) -> tuple[float, Mapping[str, list[Row]]]:
    started = process_time()
    found = read(texts)
    return process_time() - started, found


if __name__ == "__main__":
    main(*sys.argv[1:])
