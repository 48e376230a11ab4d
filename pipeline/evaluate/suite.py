"""All the gold files of a folder of corpora, run and scored: what ``make evaluate`` shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pipeline.config import Config
from pipeline.evaluate.layout import asked, goal_text, reaches
from pipeline.evaluate.measures import measured
from pipeline.evaluate.predict import Run, run_and_evaluate
from pipeline.evaluate.score import Report


class Corpus(NamedTuple):
    """A gold file, below the folder of corpora; ``note`` says what is to be known of its figures."""

    kind: str
    path: str
    note: str = ""


_RE3D = "Reports on defence and security; candidates of its annotators that were accepted, with a capital letter"
_SAME_WORDS = "Same words is given the mentions that gold marks; ours has to find them too"
_SAME_PAGES = "The model of lines was trained on dumps of these pages; by one that saw none of a site, F1 is 0.1 lower"

SUITE = (
    Corpus("statements", "statements/polnear-dev.jsonl.gz"),
    Corpus("statements", "statements/world-dev.jsonl.gz"),
    Corpus(
        "statements",
        "statements/gum-news-dev.jsonl.gz",
        "GUM marks fewer attributions than PolNeAR, clauses only, so precision and calibration look worse here",
    ),
    Corpus(
        "statements",
        "statements/gum-dev.jsonl.gz",
        "No news (court, fiction, interviews, speeches, talk), and fewer attributions marked, as in gum-news-dev",
    ),
    Corpus("names", "entities/conllpp-dev.jsonl.gz"),
    Corpus("names", "entities/worldwide-dev.jsonl.gz"),
    Corpus("names", "entities/re3d-train.jsonl.gz", _RE3D),
    Corpus("places", "places/geowebnews-dev.jsonl.gz"),
    Corpus("places", "places/trnews-dev.jsonl.gz", "Its readings are not annotated, so every place counts for country"),
    Corpus("places", "places/conll-metonymy-dev.jsonl.gz", "Reuters, 1996, half of it sport; teams count as metonyms"),
    Corpus("places", "places/relocar-dev.jsonl.gz", "Sentences from Wikipedia, one name judged in each"),
    Corpus("identity", "identity/reuters2020-dev.jsonl.gz", _SAME_WORDS),
    Corpus("identity", "identity/aida-conll-dev.jsonl.gz", _SAME_WORDS),
    Corpus("identity", "identity/newsfair-dev.jsonl.gz", f"Few of its people recur: it is for anaphora. {_SAME_WORDS}"),
    Corpus("relations", "entities/re3d-train.jsonl.gz"),
    Corpus("relations", "relations/conll04-dev.jsonl.gz"),
    Corpus("relations", "relations/redocred-dev.jsonl.gz"),
    Corpus(
        "pages",
        "pages/pages-train.jsonl.gz",
        "The model of lines was trained on these pages, so these figures flatter it; for those cross-validated by "
        "site: make evaluate-pages",
    ),
    Corpus("html", "pages/html-train.jsonl.gz", _SAME_PAGES),
)


def available(corpora: Path, kind: str | None = None) -> list[Corpus]:
    """Those of the suite that are there, of one kind or of all."""
    return [corpus for corpus in SUITE if (corpora / corpus.path).is_file() and kind in (None, corpus.kind)]


def run_suite(corpora: Path, run: Run, *, config: Config, kind: str | None = None) -> Iterator[Report]:
    """Run and score each gold file that is there, of one kind or of all, one after the other."""
    for corpus in available(corpora, kind):
        report = run_and_evaluate(corpus.kind, corpora / corpus.path, run, config=config)
        yield replace(report, note=corpus.note)


def summary(reports: Sequence[Report]) -> list[str]:
    """One line a figure that something is asked of."""
    rows = [("", "asked", "ours", "")]
    for report in reports:
        for metric, goal in asked(report.kind, report.data).items():
            value = measured(report.figures, metric)
            verdict = "" if reaches(metric, value, goal) else "short"
            rows.append((f"{report.data} {metric}", goal_text(metric, goal), f"{100 * value:.1f}", verdict))
    width = max(len(row[0]) for row in rows)
    return [f"{name:{width}}  {goal:>7}  {ours:>6}  {verdict}".rstrip() for name, goal, ours, verdict in rows]
