"""What a rule (or a reader) proposes: a cue and the content that hangs on it, as tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.relations.tree import Range


@dataclass(slots=True)
class Proposal:
    """One possible attribution.

    ``head`` is the token that governs the cue, ``cue`` and ``content`` are pieces in text order, ``frame`` names
    the construction (``clause``, ``to``, ``object``, ``object+of``, …), ``rule`` the function that proposed it
    and ``lemma`` the cue's lemma as the lexicon lists it. Linking fills ``source`` and ``source_head``, weighing
    fills ``confidence``, ``confidence_inside`` for the case that it lies in another's content, and, where the reader
    has its say, ``exactness``: how likely the edges of the content are right, if the rest is.
    """

    head: int
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    frame: str
    rule: str
    lemma: str
    source: Range | None = None
    source_head: int = -1
    link: str = "none"
    confidence: float = 0.0
    confidence_inside: float = 0.0
    exactness: float | None = None
    parent: int = -1

    @property
    def first(self) -> int:
        return self.content[0].first

    @property
    def last(self) -> int:
        return self.content[-1].last

    @property
    def chance(self) -> float:
        """That it is an attribution at all, by itself or in another's content."""
        return max(self.confidence, self.confidence_inside)


def joined(pieces: Iterable[Range]) -> tuple[Range, ...]:
    """``pieces`` in order, those that overlap as one; marks that do not pair can make a quotation run into another."""
    found: list[Range] = []
    for piece in sorted(pieces):
        if found and piece.first < found[-1].last:
            found[-1] = Range(found[-1].first, max(found[-1].last, piece.last))
        else:
            found.append(piece)
    return tuple(found)


def meet(a: Range, b: Range) -> bool:
    """Whether the two share a token."""
    return a.first < b.last and b.first < a.last


def alike(a: Sequence[Range], b: Sequence[Range]) -> float:
    """Shared tokens of all tokens of two contents."""
    shared = sum(max(0, min(x.last, y.last) - max(x.first, y.first)) for x in a for y in b)
    return shared / (sum(x.last - x.first for x in (*a, *b)) - shared)
