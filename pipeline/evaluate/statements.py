"""Scoring statements against annotated attributions, paired as :mod:`~pipeline.evaluate.match` says."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.evaluate.match import Item, Match, is_same_source, match
from pipeline.evaluate.measures import Figures, Letters, prf, share

EXACT = 0.95
"""Intersection over union of two contents from which they agree."""
LABELS = ("speaker", "speaker_kind", "kind", "act", "negated")
"""What gold may say beside the spans."""

_OPENING = ('"', "“", "‘", "'", "«")
_OPENING_BEFORE = ('"', "“")


def score_statements(
    gold: Mapping[str, Mapping[str, Any]], predicted: Mapping[str, Iterable[Mapping[str, Any]]]
) -> Figures:
    """Figures for ``predicted``: id → rows with ``source``, ``content`` and, of those inside others, ``in``.

    Of the statements outside others, ``content``: pairs; ``content_exact``: those that agree; ``characters``:
    letters in any content; ``source``: share of the pairs with a gold source whose source is right (half of the
    shorter one or more is shared); ``attribution``: pairs with the right source, or none where gold has none;
    ``direct_recall``: recall of these among gold contents that open with a quotation mark; ``speaker``,
    ``speaker_kind``, ``kind``, ``act``, ``negated``: share of the pairs that agree, where gold says it (of a name,
    every word must be there). ``nested``: pairs of statements inside others with the right source, whose outer
    statements are a pair too; only for gold that marks them.
    """
    n: Counter[str] = Counter()
    for key, article in gold.items():
        n.update(_count(article, list(predicted.get(key, ()))))
    figures: Figures = {"articles": len(gold), "gold": n["gold"], "predicted": n["predicted"]}
    for name in ("content", "content_exact", "attribution"):
        figures |= prf(name, n[name], n["predicted"], n["gold"])
    figures |= prf("characters", n["shared letters"], n["predicted letters"], n["gold letters"])
    figures["source"] = share(n["source"], n["sourced"])
    figures["direct_recall"] = share(n["direct right"], n["direct"])
    figures |= {label: n[label] / n[f"{label} given"] for label in LABELS if n[f"{label} given"]}
    if n["marks nested"]:
        figures |= prf("nested", n["nested"], n["nested predicted"], n["nested gold"])
    return figures


def _count(article: Mapping[str, Any], rows: list[Mapping[str, Any]]) -> Counter[str]:
    text, golds = article["text"], article["attributions"]
    letters = Letters(text)
    outer = match(letters, golds, rows, inside=False)
    n: Counter[str] = Counter(gold=len(outer.golds), predicted=len(outer.items))
    said, found = _union(outer.golds), _union(outer.items)
    n["shared letters"] = (said & found).bit_count()
    n["gold letters"], n["predicted letters"] = said.bit_count(), found.bit_count()
    n["direct"] = sum(_is_direct(item.row, text) for item in outer.golds)
    for item, other, overlap in outer:
        is_right = is_same_source(item, other)
        n["content"] += 1
        n["content_exact"] += overlap >= EXACT
        n["attribution"] += is_right
        n["direct right"] += is_right and _is_direct(item.row, text)
        if item.source:
            n["sourced"] += 1
            n["source"] += is_right
        for label in LABELS:
            if label in item.row:
                n[f"{label} given"] += 1
                n[label] += _agrees(label, item.row[label], other.row.get(label))
    if any("in" in row for row in golds):
        n.update(_count_nested(outer, match(letters, golds, rows, inside=True)))
    return n


def _count_nested(outer: Match, inner: Match) -> Counter[str]:
    """The outer one of a statement inside another may lie inside a third."""
    partner = {gold.key: item.key for level in (outer, inner) for gold, item, _ in level}
    right = sum(is_same_source(gold, item) and partner.get(gold.row["in"]) == item.row["in"] for gold, item, _ in inner)
    return Counter(
        {"marks nested": 1, "nested": right, "nested gold": len(inner.golds), "nested predicted": len(inner.items)}
    )


def _union(items: list[Item]) -> int:
    letters = 0
    for item in items:
        letters |= item.content
    return letters


def _is_direct(row: Mapping[str, Any], text: str) -> bool:
    """Whether the content opens with a quotation mark, or stands right after one."""
    start = min(span[0] for span in row["content"])
    return text[start : start + 1] in _OPENING or (start > 0 and text[start - 1] in _OPENING_BEFORE)


def _agrees(label: str, gold: Any, predicted: Any) -> bool:
    if label == "negated":
        return bool(gold) == bool(predicted)
    if label != "speaker":
        return bool(gold == (predicted or ""))
    return _words(gold) <= _words(predicted) if gold else not _words(predicted)


def _words(name: str | None) -> set[str]:
    """The words of a name, without accents, case, "the" and the genitive's s."""
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    return set(re.findall("[a-z0-9]+", plain)) - {"the", "s"}
