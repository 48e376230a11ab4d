"""Precision, recall, F1, and sets of the letters of a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Figures = dict[str, float]
"""Name of a measure (``attribution.f1``) to its value: shares from 0 to 1, or counts (``gold``, ``predicted``)."""

GAPS = frozenset({"calibration", "trap"})
"""Measures that are the better the smaller; all others are the better the larger."""


def measured(figures: Figures, metric: str) -> float:
    """The figure, or, where it could not be measured, the worst that it can be."""
    return figures.get(metric, 1.0 if metric in GAPS else 0.0)


def share(part: float, whole: float) -> float:
    """``part`` of ``whole``; 0 where there is nothing."""
    return part / whole if whole else 0.0


def prf(name: str, hits: int, predicted: int, gold: int) -> Figures:
    """``NAME.precision``, ``NAME.recall`` and ``NAME.f1``."""
    return f1(name, share(hits, predicted), share(hits, gold))


def f1(name: str, precision: float, recall: float) -> Figures:
    """The same from shares."""
    both = share(2 * precision * recall, precision + recall)
    return {f"{name}.precision": precision, f"{name}.recall": recall, f"{name}.f1": both}


class Letters:
    """Sets of a text's letters and digits as integers, one bit a character: overlap is ``(a & b).bit_count()``."""

    def __init__(self, text: str) -> None:
        self._size = len(text)
        self._all = int("".join("1" if c.isalnum() else "0" for c in reversed(text)) or "0", 2)

    def of(self, spans: Iterable[Sequence[int]] | None) -> int:
        """The letters in ``spans``; what lies beyond the text does not count."""
        found = 0
        for start, end in spans or ():
            start, end = max(0, start), min(end, self._size)
            if start < end:
                found |= ((1 << (end - start)) - 1) << start
        return found & self._all


def jaccard(a: int, b: int) -> float:
    """Intersection over union of two sets of letters."""
    return share((a & b).bit_count(), (a | b).bit_count())
