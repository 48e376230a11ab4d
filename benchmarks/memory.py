"""Peak memory of a run over 10,000 and over 100,000 short articles, no two alike, with two workers.

    python -m benchmarks.memory [--small N] [--large N] [--read N] [--json]

Two parts are measured by themselves and added up. The processes that read (the model in each) hold a few inputs at a
time, however many there are: their peaks are those of a run over --read articles. The one that gathers the results
and writes the tables is measured at both numbers, with readings that are made up (benchmarks/made.py), since reading
100,000 articles takes long: ``benchmarks.growth`` does.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

ASKED, ASKED_MB = 1.15, 1_500
SMALL, LARGE, READ = 10_000, 100_000, 600
PARAGRAPHS = 5
"""Short articles: what is measured is whether memory grows with their number."""


def workers_peak(n: int) -> float:
    """Peak resident memory, in MB, of the two workers of a run over ``n`` articles, added up."""
    from benchmarks.articles import write_articles
    from benchmarks.watch import watched

    with tempfile.TemporaryDirectory(prefix="whosaid-bench-") as folder:
        texts = Path(folder, "texts")
        write_articles(texts, n, PARAGRAPHS)
        command = [sys.executable, "-W", "ignore", "-m", "pipeline", "run", str(texts), "--out", f"{folder}/out"]
        run = watched([*command, "--workers", "2", "--no-cache", "--quiet"])
    return sum(sorted(peak for pid, peak in run.peaks.items() if pid != run.own)[-2:])


def measure(small: int = SMALL, large: int = LARGE, read: int = READ) -> dict[str, float]:
    """Peaks in MB: ``workers``, ``small`` and ``large`` (each with the workers'); ``ratio`` of the two.

    ``seconds`` are those of the last stage for a thousand articles of ``large``, ``time`` their ratio to ``small``.
    """
    from benchmarks.export import growth, measured

    workers = workers_peak(read)
    few, many = measured(small), measured(large)
    low, high = few["mb"], many["mb"]
    return {
        "workers": workers,
        "small": workers + low,
        "large": workers + high,
        "ratio": (workers + high) / (workers + low),
        "growth": high / low,
        "seconds": many["seconds"],
        "time": growth(few, many),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--small", type=int, default=SMALL)
    parser.add_argument("--large", type=int, default=LARGE)
    parser.add_argument("--read", type=int, default=READ)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = measure(arguments.small, arguments.large, arguments.read)
    if arguments.json:
        print(json.dumps(found))
    else:
        print(f"two workers {found['workers']:.0f} MB")
        print(f"{arguments.small:,} articles {found['small']:.0f} MB, {arguments.large:,} {found['large']:.0f} MB")
        print(f"ratio {found['ratio']:.2f} (without workers {found['growth']:.2f}), asked ≤ {ASKED}, < {ASKED_MB} MB")


if __name__ == "__main__":
    main()
