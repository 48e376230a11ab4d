"""Time and memory of whole runs over more and more short articles, no two alike: nothing made up, nothing reckoned.

    python -m benchmarks.growth [--articles N …] [--workers N] [--json]

Each run is one of the command line over text files of two sentences or so, without a cache. What a run takes to
start, measured on two lines, is taken off its time. Memory is the sum of the peaks of all its processes. The usual
three sizes take about twenty minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed import untuned

ARTICLES = (1_000, 10_000, 100_000)
PARAGRAPHS = 1
ASKED_TIME, ASKED_MEMORY, ASKED_MB = 1.1, 1.15, 1_500


def measure(sizes: Sequence[int] = ARTICLES, *, workers: int = 2) -> list[dict[str, float]]:
    """For each size ``articles``, ``seconds`` and ``processor`` seconds a thousand, peak ``mb`` and ``parent_mb``."""
    from benchmarks.articles import write_articles
    from benchmarks.watch import watched
    from benchmarks.workers import write_lines

    found = []
    with tempfile.TemporaryDirectory(prefix="whosaid-bench-") as folder:
        command = [sys.executable, "-W", "ignore", "-m", "pipeline", "run", "--out", f"{folder}/out"]
        command += ["--workers", str(workers), "--no-cache", "--quiet"]
        lines = Path(folder, "lines")
        write_lines(lines, workers)
        watched([*command, str(lines)])
        start = watched([*command, str(lines)])
        for size in sizes:
            texts = Path(folder, str(size))
            write_articles(texts, size, PARAGRAPHS)
            run = watched([*command, str(texts)])
            found.append(
                {
                    "articles": size,
                    "seconds": 1000 * (run.clock - start.clock) / size,
                    "processor": 1000 * (run.processor - start.processor) / size,
                    "mb": sum(sorted(run.peaks.values())[-1 - workers :]),
                    "parent_mb": run.peaks[run.own],
                }
            )
            print(f"{size:,} articles done", file=sys.stderr, flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, nargs="+", default=list(ARTICLES), metavar="N")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    untuned()
    found = measure(arguments.articles, workers=arguments.workers)
    if arguments.json:
        print(json.dumps(found))
        return
    for run in found:
        print(
            f"{run['articles']:>9,.0f} articles: {run['seconds']:.2f} s a thousand, {run['processor']:.2f} of the"
            f" processor; {run['mb']:.0f} MB, {run['parent_mb']:.0f} of them the parent"
        )
    first, before, last = found[0], found[max(len(found) - 2, 0)], found[-1]
    print(f"time {last['processor'] / first['processor']:.2f} of the first, asked ≤ {ASKED_TIME}")
    print(f"memory {last['mb'] / before['mb']:.2f} of the one before, asked ≤ {ASKED_MEMORY}, < {ASKED_MB} MB")


if __name__ == "__main__":
    main()
