"""Two processes against one, over the same generated articles.

    python -m benchmarks.workers [--articles N] [--rounds N] [--cpu] [--json]

What a run takes to start is measured on a text of one line a process and taken off. --cpu counts the
processor's time instead of the clock's, for a machine that has other things to do: the time of one process against
what two cores would take, the parent's work after the last reading not shared, all other work shared evenly.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.speed import untuned
from benchmarks.watch import children_seconds

ASKED = 1.85
ARTICLES = 300
LINE = "Norway’s Prime Minister, Kari Berg, said nothing had happened.\n"


def measure(n: int = ARTICLES, *, rounds: int = 3, cpu: bool = False) -> dict[str, float]:
    """``one`` and ``two``: seconds (medians); their ``ratio``, ``low`` and ``high`` of the rounds.

    ``alone``: seconds that the parent works after the last reading, of ``two``.
    """
    from benchmarks.articles import write_articles
    from pipeline.run import run_pipeline

    with tempfile.TemporaryDirectory(prefix="whosaid-bench-") as folder:
        texts, lines, out = Path(folder, "texts"), Path(folder, "lines"), Path(folder, "out")
        write_articles(texts, n)
        write_lines(lines, 2)

        def run(path: Path, workers: int) -> tuple[float, float]:
            """Seconds in all, and after the last reading."""
            shutil.rmtree(out, ignore_errors=True)
            last = 0.0

            def note(_done: int, _total: int) -> None:
                nonlocal last
                last = process_time() if cpu else perf_counter()

            started, children, parent = perf_counter(), children_seconds(), process_time()
            run_pipeline([path], out, workers=workers, cache=None, progress=note)
            if not cpu:
                ended = perf_counter()
                return ended - started, ended - last
            alone = process_time() - last
            shared = process_time() - parent - alone + children_seconds() - children
            return alone + shared / workers, alone

        run(lines, 1)
        pairs, alone = [], []
        for _ in range(rounds):
            took = []
            for workers in (1, 2):
                start = run(lines, workers)[0]
                seconds, after = run(texts, workers)
                took.append(seconds - start)
            pairs.append(tuple(took))
            alone.append(after)
    ratios = sorted(one / two for one, two in pairs)
    return {
        "articles": n,
        "one": statistics.median(one for one, _ in pairs),
        "two": statistics.median(two for _, two in pairs),
        "alone": statistics.median(alone),
        "ratio": statistics.median(ratios),
        "low": ratios[0],
        "high": ratios[-1],
    }


def write_lines(folder: Path, n: int) -> None:
    """``n`` texts of one line in ``folder``, so wide that each is a shard and gives a process something to do."""
    from pipeline.engine.crew import SHARD_BYTES

    folder.mkdir()
    for number in range(n):
        (folder / f"{number}.txt").write_text(LINE.ljust(SHARD_BYTES), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workers", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cpu", action="store_true", help="processor time instead of wall-clock time")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    untuned()
    found = measure(arguments.articles, rounds=arguments.rounds, cpu=arguments.cpu)
    if arguments.json:
        print(json.dumps(found))
    else:
        print(f"one process {found['one']:.1f} s, two {found['two']:.1f} s, {found['alone']:.1f} s of it the tables")
        print(f"ratio {found['ratio']:.2f} ({found['low']:.2f} to {found['high']:.2f}), asked ≥ {ASKED}")


if __name__ == "__main__":
    sys.exit(main())
