"""The whole run against the bare spaCy pass over the same text, in words a second.

    python -m benchmarks.speed [--texts FOLDER] [--rounds N] [--clean-text] [--no-reader] [--cpu] [--json]

One process and one thread for both; imports done, model loaded and caches of the operating system warm before the
clock starts. The bare pass is `nlp.pipe` of the untouched model, loaded anew each time. The run writes all its tables,
without a cache; what it takes to start (load the model, make the files) is measured on a text of one line and taken
off. Both alternate, and the median of the rounds' ratios counts. --cpu counts the processor's time instead of the
clock's, for a machine that has other things to do.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

# They tune numpy's matrix products for one kind of processor; the comparison is for machines as they come.
TUNING = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
ASKED, ASKED_RULES = 0.85, 1.4
"""Of a run with the reader, and of the rules alone."""


def measure(
    texts: Path,
    *,
    rounds: int = 5,
    clean_text: bool = False,
    reader: bool = True,
    clock: Callable[[], float] = perf_counter,
) -> dict[str, float]:
    """``bare`` and ``run``: words a second (medians); ``ratio`` of run to bare, ``low`` and ``high`` of the rounds."""
    import numpy  # noqa: F401  # threadpoolctl limits only what is loaded
    import spacy
    from threadpoolctl import threadpool_limits

    from pipeline.config import Config
    from pipeline.ner.weights import find_weights
    from pipeline.run import run_pipeline
    from pipeline.sources import discover, open_inputs, read_raw

    config = Config(reader=reader, clean_text=clean_text)
    found = (read_raw(raw, config) for raw in open_inputs(discover([texts]), config))
    sources = [source.text for source in found if source.status == "read"]
    words = sum(len(text.split()) for text in sources)
    with tempfile.TemporaryDirectory(prefix="whosaid-bench-") as folder, threadpool_limits(1):
        line = Path(folder, "line.txt")
        line.write_text("Nothing happened.\n", encoding="utf-8")
        out = Path(folder, "out")
        package = find_weights(None).package

        def bare() -> float:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                nlp = spacy.load(package)  # anew, as the run does: what it has read before would be known to it
            started = clock()
            for _ in nlp.pipe(sources):
                pass
            return clock() - started

        def run(path: Path) -> float:
            shutil.rmtree(out, ignore_errors=True)
            started = clock()
            run_pipeline([path], out, config=config, workers=1, cache=None)
            return clock() - started

        run(line)
        bare_passes, runs, starts = [], [], []
        for number in range(rounds):
            if number % 2:
                bare_passes.append(bare())
            runs.append(run(texts))
            starts.append(run(line))
            if not number % 2:
                bare_passes.append(bare())
    start = statistics.median(starts)
    pairs = [(took_bare, took_run - start) for took_bare, took_run in zip(bare_passes, runs, strict=True)]
    ratios = sorted(took_bare / took_run for took_bare, took_run in pairs)
    return {
        "words": words,
        "bare": words / statistics.median(took_bare for took_bare, _ in pairs),
        "run": words / statistics.median(took_run for _, took_run in pairs),
        "ratio": statistics.median(ratios),
        "low": ratios[0],
        "high": ratios[-1],
    }


def untuned() -> None:
    """Start this program again without TUNING, which is read when numpy is loaded."""
    if any(name in os.environ for name in TUNING):
        environment = {name: value for name, value in os.environ.items() if name not in TUNING}
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--texts", type=Path, help="folder of text files; default: 100 generated articles")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--clean-text", action="store_true", help="read each text as one clean article")
    parser.add_argument("--no-reader", action="store_true", help="the rules alone")
    parser.add_argument("--cpu", action="store_true", help="processor time instead of wall-clock time")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    untuned()
    with tempfile.TemporaryDirectory(prefix="whosaid-texts-") as folder:
        texts = arguments.texts
        if texts is None:
            from benchmarks.articles import write_articles

            texts = Path(folder)
            write_articles(texts, 100)
        clock = process_time if arguments.cpu else perf_counter
        found = measure(
            texts,
            rounds=arguments.rounds,
            clean_text=arguments.clean_text,
            reader=not arguments.no_reader,
            clock=clock,
        )
    if arguments.json:
        print(json.dumps(found))
    else:
        print(
            f"{found['words']:,} words; bare pass {found['bare']:,.0f} words/s, whole run {found['run']:,.0f} words/s"
        )
        asked = ASKED_RULES if arguments.no_reader else ASKED
        print(f"ratio {found['ratio']:.2f} ({found['low']:.2f} to {found['high']:.2f}), asked ≥ {asked}")


if __name__ == "__main__":
    main()
