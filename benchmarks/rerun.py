"""A second run over unchanged articles, and one with a single article more, against the first run.

    python -m benchmarks.rerun [--articles N] [--sample N] [--cpu] [--json]

Start-up is off all three: imports and the model's loading. What is kept of the articles is made up (benchmarks.made),
and so is the first run's time: it is what a sample of them takes to read, times their number, and the tables. The
unchanged run does all that it does on real ones. Of the one with an article more, what counts is the time that the
readings are waited for, the new one's included, and that of finding the files: the pass over the entities and the
writing of the tables, which any run has, are told apart. --cpu counts the processor's time instead of the clock's, for
a machine that has other things to do.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

ASKED, ASKED_SECONDS = 200, 2.0
ARTICLES, SAMPLE = 10_000, 60


def measure(n: int = ARTICLES, sample: int = SAMPLE, *, clock: Callable[[], float] = perf_counter) -> dict[str, float]:
    """Seconds: ``first`` (as reckoned), ``unchanged``, ``more`` and the ``tables``; ``ratio`` of the first two."""
    import pipeline.run
    from benchmarks.made import readings
    from pipeline.config import Config
    from pipeline.engine.cache import Cache
    from pipeline.engine.fingerprint import fingerprint
    from pipeline.engine.reading import Result, read_safely, spare_collector
    from pipeline.engine.shelf import Shelf
    from pipeline.ner.model import load_model
    from pipeline.ner.weights import find_weights
    from pipeline.packing import pack_tight
    from pipeline.records import Raw
    from pipeline.run import run_pipeline

    pipeline.run.perf_counter = clock  # what run.json's seconds are measured with
    config, weights = Config(), find_weights(None)
    settings = fingerprint(config, {**weights.digests, weights.package: weights.version})
    with tempfile.TemporaryDirectory(prefix="whosaid-bench-") as folder:
        texts, out, kept = Path(folder, "texts"), Path(folder, "out"), Path(folder, "cache")
        texts.mkdir()
        cache = Cache(kept)
        shelf = Shelf(cache, settings)
        raws = []
        for made in readings(n):
            source = made.page.source
            raw = Raw(source.name, source.text.encode())
            (texts / source.name).write_bytes(raw.data)
            known = replace(made, page=replace(made.page, source=replace(source, sha256=raw.sha256)))
            shelf.keep(raw, Result(pack_tight(known), {}))
            raws.append(raw)
        cache.close()
        model = load_model()
        spare_collector()
        read_safely(raws[0], model, config)
        started = clock()
        for raw in raws[:sample]:
            read_safely(raw, model, config)
        each = (clock() - started) / sample
        del model

        def run() -> tuple[float, dict[str, float]]:
            started = clock()
            report = run_pipeline([texts], out, cache=kept)
            assert report.counts["sources_read"] == len(list(texts.iterdir()))
            return clock() - started, json.loads((out / "run.json").read_text("utf-8"))["seconds"]

        seconds = run()[1]
        tables = seconds["total"] - seconds["wait"]
        unchanged, _ = run()
        (texts / "one.txt").write_text("Mayor Ann Lee said the road was closed.\n", encoding="utf-8")
        started = clock()
        load_model()
        spare_collector()
        start = clock() - started
        _, seconds = run()
    first = each * n + tables
    more = seconds["find"] + seconds["wait"] - start
    return {
        "articles": n,
        "each": each,
        "tables": tables,
        "first": first,
        "unchanged": unchanged,
        "more": more,
        "ratio": first / unchanged,
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rerun", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--sample", type=int, default=SAMPLE, help="articles that are read to reckon the first run")
    parser.add_argument("--cpu", action="store_true", help="processor time instead of wall-clock time")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    clock = process_time if arguments.cpu else perf_counter
    found = measure(arguments.articles, arguments.sample, clock=clock)
    if arguments.json:
        print(json.dumps(found))
    else:
        print(f"{arguments.articles:,} articles: first run {found['first']:.0f} s (as reckoned from a sample)")
        print(f"unchanged {found['unchanged']:.2f} s, {found['ratio']:.0f} × faster, asked ≥ {ASKED}")
        print(
            f"one article more {found['more']:.2f} s beside {found['tables']:.0f} s of tables, asked < {ASKED_SECONDS}"
        )


if __name__ == "__main__":
    main()
