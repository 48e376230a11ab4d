"""Scoring the text of articles out of HTML pages, as scrapinghub's article extraction benchmark does.

Its measure: bags of all runs of four words, precision and recall of each page, their means over the pages, and F1
of the two means (https://github.com/scrapinghub/article-extraction-benchmark).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.evaluate.measures import Figures, f1, share

SHINGLE = 4
"""Words of a run; of a shorter text all that it has."""

_WORD = re.compile(r"\w+")


class Extract(NamedTuple):
    """What a run made of one page: the texts of its articles in order, and their titles."""

    texts: tuple[str, ...] = ()
    titles: tuple[str | None, ...] = ()


def score_html(gold: Mapping[str, Mapping[str, Any]], predicted: Mapping[str, Extract]) -> Figures:
    """Figures for ``predicted`` (id → its articles): ``body`` text, and headlines that are an article's title.

    A page without text has no precision and counts in recall alone. Paragraphs that the gold leaves open belong to
    it where most of their runs of words are predicted, and not otherwise.
    """
    precisions, recalls = [], []
    titles = right = 0
    for key, row in gold.items():
        extract = predicted.get(key, Extract())
        found = _shingles("\n\n".join(extract.texts))
        wanted = _wanted(row, found)
        hits = (wanted & found).total()
        if found:
            precisions.append(hits / found.total())
        if wanted:
            recalls.append(hits / wanted.total())
        titles += bool(row.get("title"))
        right += bool(row.get("title")) and _squashed(row["title"]) in map(_squashed, extract.titles)
    figures: Figures = {"articles": len(gold), "with_text": share(len(precisions), len(gold))}
    figures |= f1("body", share(sum(precisions), len(precisions)), share(sum(recalls), len(recalls)))
    return figures | {"titles": share(right, titles)}


def _wanted(row: Mapping[str, Any], found: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    wanted = _shingles(row["body"])
    for text in row.get("optional") or ():
        extra = _shingles(text)
        if (extra & found).total() > extra.total() / 2:
            wanted += extra
    return wanted


def _shingles(text: str | None) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text or "")
    runs = max(1, len(words) - SHINGLE + 1) if words else 0
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(runs))


def _squashed(title: str | None) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", title or "").casefold() if c.isalnum())
