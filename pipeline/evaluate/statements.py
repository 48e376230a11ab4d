"""Scoring statements against annotated attributions, by the letters that their spans hold.

A gold and a predicted statement are a pair if their contents overlap by half of their union or more; each is
used once, the best pairs first. Spans count as sets of letters and digits, so that quotation marks, punctuation
and blanks at their edges cost nothing. Statements inside others (``in``) are not scored.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pipeline.evaluate.measures import Figures, Letters, jaccard, prf, share

PAIR = 0.5
"""Intersection over union of two contents from which they are a pair."""
EXACT = 0.95
"""The same from which their contents agree."""
LABELS = ("speaker", "speaker_kind", "kind", "act")
"""What gold may say beside the spans."""

_OPENING = ('"', "“", "‘", "'", "«")
_OPENING_BEFORE = ('"', "“")


class _Item(NamedTuple):
    content: int
    source: int
    row: Mapping[str, Any]


def score_statements(
    gold: Mapping[str, Mapping[str, Any]], predicted: Mapping[str, Iterable[Mapping[str, Any]]]
) -> Figures:
    """Figures for ``predicted`` (id → rows with ``source``, ``cue``, ``content`` as lists of [start, end]).

    ``content``: pairs; ``content_exact``: those that agree; ``characters``: letters in any content; ``source``:
    share of the pairs with a gold source whose source is right (half of the shorter one or more is shared);
    ``attribution``: pairs with the right source, or none where gold has none; ``direct_recall``: recall of these
    among gold contents that open with a quotation mark; ``speaker``, ``speaker_kind``, ``kind``, ``act``: share
    of the pairs that agree, where gold says it (of a name, every word must be there).
    """
    n: Counter[str] = Counter()
    for key, article in gold.items():
        n.update(_count(article, predicted.get(key, ())))
    figures: Figures = {"articles": len(gold), "gold": n["gold"], "predicted": n["predicted"]}
    for name in ("content", "content_exact", "attribution"):
        figures |= prf(name, n[name], n["predicted"], n["gold"])
    figures |= prf("characters", n["shared letters"], n["predicted letters"], n["gold letters"])
    figures["source"] = share(n["source"], n["sourced"])
    figures["direct_recall"] = share(n["direct right"], n["direct"])
    return figures | {label: n[label] / n[f"{label} given"] for label in LABELS if n[f"{label} given"]}


def _count(article: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> Counter[str]:
    text = article["text"]
    letters = Letters(text)
    golds = _items((row for row in article["attributions"] if row.get("in") is None), letters)
    items = _items(rows, letters)
    pairs = _pair(golds, items)
    n: Counter[str] = Counter(gold=len(golds), predicted=len(items))
    said, found = _union(golds), _union(items)
    n["shared letters"] = (said & found).bit_count()
    n["gold letters"], n["predicted letters"] = said.bit_count(), found.bit_count()
    for number, item in enumerate(golds):
        is_direct = _is_direct(item.row, text)
        n["direct"] += is_direct
        if number not in pairs:
            continue
        other, overlap = pairs[number]
        is_right = _is_same_source(item.source, other.source)
        n["content"] += 1
        n["content_exact"] += overlap >= EXACT
        n["attribution"] += is_right
        n["direct right"] += is_direct and is_right
        if item.source:
            n["sourced"] += 1
            n["source"] += is_right
        for label in LABELS:
            if label in item.row:
                n[f"{label} given"] += 1
                n[label] += _agrees(label, item.row[label], other.row.get(label))
    return n


def _items(rows: Iterable[Mapping[str, Any]], letters: Letters) -> list[_Item]:
    items = (_Item(letters.of(row.get("content")), letters.of(row.get("source")), row) for row in rows)
    return [item for item in items if item.content]


def _pair(golds: list[_Item], items: list[_Item]) -> dict[int, tuple[_Item, float]]:
    """Number of a gold statement → the predicted one that it is paired with, and their overlap."""
    candidates = []
    for i, gold in enumerate(golds):
        for j, item in enumerate(items):
            overlap = jaccard(gold.content, item.content)
            if overlap >= PAIR:
                candidates.append((-overlap, i, j))
    pairs: dict[int, tuple[_Item, float]] = {}
    used: set[int] = set()
    for overlap, i, j in sorted(candidates):
        if i not in pairs and j not in used:
            pairs[i] = (items[j], -overlap)
            used.add(j)
    return pairs


def _union(items: list[_Item]) -> int:
    letters = 0
    for item in items:
        letters |= item.content
    return letters


def _is_direct(row: Mapping[str, Any], text: str) -> bool:
    """Whether the content opens with a quotation mark, or stands right after one."""
    start = min(span[0] for span in row["content"])
    return text[start : start + 1] in _OPENING or (start > 0 and text[start - 1] in _OPENING_BEFORE)


def _is_same_source(a: int, b: int) -> bool:
    if not a or not b:
        return a == b
    return 2 * (a & b).bit_count() >= min(a.bit_count(), b.bit_count())


def _agrees(label: str, gold: str | None, predicted: str | None) -> bool:
    if label != "speaker":
        return gold == (predicted or "")
    return _words(gold) <= _words(predicted) if gold else not _words(predicted)


def _words(name: str | None) -> set[str]:
    """The words of a name, without accents, case, "the" and the genitive's s."""
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    return set(re.findall("[a-z0-9]+", plain)) - {"the", "s"}
