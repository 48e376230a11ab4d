"""The last stage alone, from readings to tables: seconds and peak memory at 10,000 and at 100,000 short articles.

    python -m benchmarks.export [--small N] [--large N] [--json]

The readings are made up without the model (benchmarks/made.py), each with new people, and come out of order. Seconds
are the processor's, of one process; making the readings up is taken off. It also is the yardstick by which the two
sizes are compared, since it costs the same for every article: a processor that others share is not always as fast.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time

SMALL, LARGE = 10_000, 100_000
ASKED_MEMORY, ASKED_TIME = 1.15, 1.10


def export(n: int) -> dict[str, float]:
    """``seconds`` a thousand articles, those of ``making`` them up, ``mb`` at the peak of this process, ``rows`` of all
    tables.
    """
    from benchmarks.made import readings
    from pipeline.export.tables import write_tables
    from pipeline.records import SourceReading
    from pipeline.schema import TABLES

    making = 0.0

    def made() -> Iterator[SourceReading]:
        nonlocal making
        started = process_time()
        for reading in readings(n):
            making += process_time() - started
            yield reading
            started = process_time()

    with tempfile.TemporaryDirectory(prefix="whosaid-bench-") as folder:
        started = process_time()
        counts = write_tables(made(), Path(folder))
        took = process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    rows = sum(counts[table.name] for table in TABLES)
    return {"seconds": 1000 * (took - making) / n, "making": 1000 * making / n, "mb": peak, "rows": rows}


def measured(n: int) -> dict[str, float]:
    """:func:`export` in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.export", "--only", str(n)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def growth(low: dict[str, float], high: dict[str, float]) -> float:
    """The seconds of ``high`` for an article in relation to those of ``low``, both by the yardstick."""
    return (high["seconds"] / high["making"]) / (low["seconds"] / low["making"])


def measure(small: int = SMALL, large: int = LARGE) -> dict[str, float]:
    """``seconds`` a thousand articles at ``large``, its peak ``mb``; ratios of ``time`` and ``memory`` to ``small``."""
    low, high = measured(small), measured(large)
    return {
        "seconds": high["seconds"],
        "mb": high["mb"],
        "small_mb": low["mb"],
        "time": growth(low, high),
        "memory": high["mb"] / low["mb"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.export", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--small", type=int, default=SMALL)
    parser.add_argument("--large", type=int, default=LARGE)
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.only:
        print(json.dumps(export(arguments.only)))
        return
    found = measure(arguments.small, arguments.large)
    if arguments.json:
        print(json.dumps(found))
    else:
        print(
            f"{arguments.large:,} articles: {found['seconds']:.2f} s of the processor a thousand, {found['mb']:.0f} MB"
        )
        print(f"time {found['time']:.2f} of that at {arguments.small:,}, asked ≤ {ASKED_TIME}")
        print(f"memory {found['memory']:.2f} of that at {arguments.small:,}, asked ≤ {ASKED_MEMORY}")


if __name__ == "__main__":
    main()
