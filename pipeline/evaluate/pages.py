"""Scoring the cleaning of page dumps against lines labelled headline, body or furniture.

Letters and digits of body and furniture lines count. One is kept if it lies in an article and in no furniture.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.evaluate.measures import Figures, share

BODY, FURNITURE = "B", "F"
"""Labels of scored lines; headlines are scored by ``titles``, others are open."""
LOST = 0.8
"""Share of its letters below which a body line counts as lost."""
STYLES = ("container", "page", "multi")
"""An article's element, a whole page, several articles in a row."""

Rows = Sequence[Mapping[str, Any]]


class Cut(NamedTuple):
    """What a run made of one dump: rows of the tables articles and furniture."""

    articles: Rows = ()
    furniture: Rows = ()


def score_pages(gold: Mapping[str, Mapping[str, Any]], predicted: Mapping[str, Cut]) -> Figures:
    """Figures for ``predicted`` (id → its articles and furniture), in all and by style of dump.

    ``kept``: share of the body's letters kept; ``removed``: share of the furniture's that are not (of a dump
    without any row: none); ``f1``: of kept letters against the body's; ``lost``: body lines lost; ``titles``:
    headlines that are an article's title; ``counts``: dumps with the right number of articles; ``placed``: share
    of the kept body letters in the right article, articles paired one to one, largest overlap first.
    """
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, row in gold.items():
        n = _count(row, predicted.get(key, Cut()))
        sums["all"] += n
        sums[row["style"]] += n
    figures: Figures = {"articles": len(gold)}
    for style in ("all", *STYLES):
        if style in sums:
            figures |= {f"{style}.{name}": value for name, value in _figures(sums[style]).items()}
    return figures


def _figures(n: Counter[str]) -> Figures:
    precision = share(n["body kept"], n["body kept"] + n["furniture kept"])
    recall = share(n["body kept"], n["body"])
    return {
        "dumps": n["dumps"],
        "kept": recall,
        "removed": 1 - share(n["furniture kept"], n["furniture"]),
        "f1": share(2 * precision * recall, precision + recall),
        "lines": n["lines"],
        "lost": n["lost"],
        "titles": share(n["titles right"], n["titles"]),
        "counts": share(n["counts right"], n["dumps"]),
        "placed": share(n["placed"], n["body kept"]),
    }


def _count(row: Mapping[str, Any], cut: Cut) -> Counter[str]:
    text = row["text"]
    owner = _owners(len(text), cut)
    is_seen = bool(cut.articles or cut.furniture)
    n: Counter[str] = Counter(dumps=1)
    overlap: Counter[tuple[int | None, int]] = Counter()
    for start, end, label, article in row["lines"]:
        if label not in (BODY, FURNITURE):
            continue
        owners = [owner[i] for i in range(start, end) if text[i].isalnum()]
        kept = sum(number > 0 for number in owners)
        if label == FURNITURE:
            n["furniture"] += len(owners)
            n["furniture kept"] += kept if is_seen else len(owners)
            continue
        n["body"] += len(owners)
        n["body kept"] += kept
        n["lines"] += 1
        n["lost"] += kept < LOST * len(owners)
        overlap.update((article, number) for number in owners if number)
    n["placed"] = _placed(overlap)
    wanted = Counter(_squashed(title) for title in row["titles"] if title)
    found = Counter(_squashed(article.get("title")) for article in cut.articles)
    n["titles"] = wanted.total()
    n["titles right"] = (wanted & found).total()
    n["counts right"] = int(len(cut.articles) == len(row["titles"]))
    return n


def _owners(size: int, cut: Cut) -> list[int]:
    """For each character the number (from 1) of the article that keeps it, or 0."""
    owner = [0] * size
    for number, rows in [*enumerate(([row] for row in cut.articles), 1), (0, cut.furniture)]:
        for row in rows:
            start, end = max(0, row["start"]), min(row["end"], size)
            owner[start:end] = [number] * (end - start)
    return owner


def _placed(overlap: Counter[tuple[int | None, int]]) -> int:
    """Letters in the pairs (gold article, predicted article), each used once, largest first."""
    used_gold, used_predicted, placed = set(), set(), 0
    for (article, number), count in sorted(overlap.items(), key=lambda item: (-item[1], str(item[0]))):
        if article not in used_gold and number not in used_predicted:
            used_gold.add(article)
            used_predicted.add(number)
            placed += count
    return placed


def _squashed(title: str | None) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", title or "").casefold() if c.isalnum())
