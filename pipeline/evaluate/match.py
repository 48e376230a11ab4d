"""Pairing annotated and predicted statements by the letters that their contents hold.

A gold and a predicted statement are a pair if their contents overlap by half of their union or more; each is
used once, the best pairs first. Spans count as sets of letters and digits, so that quotation marks, punctuation
and blanks at their edges cost nothing. Statements inside others are paired apart from those outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipeline.evaluate.measures import Letters, jaccard

PAIR = 0.5
"""Intersection over union of two contents from which they are a pair."""

Rows = Iterable[Mapping[str, Any]]
"""Statements with ``source`` and ``content`` as lists of [start, end]. ``in`` names the statement that one lies in,
by its ``id`` or, where rows have none, by its place among them; no ``in``, or null, is a statement outside others."""


class Item(NamedTuple):
    """A statement: what others name it by, the letters of its content and source, and the row itself."""

    key: str | int
    content: int
    source: int
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """The statements of one article; ``pairs`` gives of a gold one's place the predicted one's, and their overlap."""

    golds: list[Item]
    items: list[Item]
    pairs: dict[int, tuple[int, float]]

    def __iter__(self) -> Iterator[tuple[Item, Item, float]]:
        """Gold and predicted statement of each pair, and their overlap."""
        for gold, (item, overlap) in self.pairs.items():
            yield self.golds[gold], self.items[item], overlap


def match(letters: Letters, golds: Rows, rows: Rows, *, inside: bool) -> Match:
    """Pair the statements ``inside`` others, or those outside."""
    ours, theirs = _items(rows, letters, inside), _items(golds, letters, inside)
    return Match(theirs, ours, _pair(theirs, ours))


def is_same_source(gold: Item, item: Item) -> bool:
    """Whether half of the shorter source or more is shared, or neither has one."""
    a, b = gold.source, item.source
    if not a or not b:
        return a == b
    return 2 * (a & b).bit_count() >= min(a.bit_count(), b.bit_count())


def _items(rows: Rows, letters: Letters, inside: bool) -> list[Item]:
    items = (
        Item(row.get("id", number), letters.of(row.get("content")), letters.of(row.get("source")), row)
        for number, row in enumerate(rows)
        if (row.get("in") is not None) == inside
    )
    return [item for item in items if item.content]


def _pair(golds: list[Item], items: list[Item]) -> dict[int, tuple[int, float]]:
    candidates = []
    for i, gold in enumerate(golds):
        for j, item in enumerate(items):
            overlap = jaccard(gold.content, item.content)
            if overlap >= PAIR:
                candidates.append((-overlap, i, j))
    pairs: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for overlap, i, j in sorted(candidates):
        if i not in pairs and j not in used:
            pairs[i] = (j, -overlap)
            used.add(j)
    return pairs
