"""Whether confidence is what it says: of the statements at 0.8, are four in five right?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.match import is_same_source, match
from pipeline.evaluate.measures import Figures, Letters, share

BINS = 10
"""Number of parts of equal width that the scale of confidence, 0 to 1, is cut into."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements of like confidence: the mean of it, and the share of them that is right. Both 0 without rows."""

    rows: int
    confidence: float
    right: float


Curve = tuple[Bin, ...]
"""One for each part of the scale, from the least certain; empty where no statement has a confidence."""


def calibration_curve(
    gold: Mapping[str, Mapping[str, Any]], predicted: Mapping[str, Iterable[Mapping[str, Any]]]
) -> Curve:
    """How often the rows of ``predicted`` (as for ``score_statements``, with ``confidence``) are right.

    Right is what counts for the measure ``attribution``: a pair whose source is right too. Statements inside others
    and rows without confidence are left out.
    """
    sides: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for key, article in gold.items():
        for confidence, is_right in _verdicts(article, list(predicted.get(key, ()))):
            sides[min(int(confidence * BINS), BINS - 1)].append((confidence, is_right))
    if not any(sides):
        return ()
    return tuple(
        Bin(
            len(side),
            share(sum(sure for sure, _ in side), len(side)),
            share(sum(right for _, right in side), len(side)),
        )
        for side in sides
    )


def calibration_gap(curve: Curve) -> Figures:
    """``calibration``: the distance of confidence and share right, in the mean over the rows; none without rows."""
    rows = sum(part.rows for part in curve)
    if not rows:
        return {}
    return {"calibration": sum(part.rows * abs(part.confidence - part.right) for part in curve) / rows}


def _verdicts(article: Mapping[str, Any], rows: list[Mapping[str, Any]]) -> Iterator[tuple[float, bool]]:
    """Confidence of each predicted statement that has one, and whether it is right."""
    found = match(Letters(article["text"]), article["attributions"], rows, inside=False)
    right = {item.key for gold, item, _ in found if is_same_source(gold, item)}
    for item in found.items:
        if item.row.get("confidence") is not None:
            yield item.row["confidence"], item.key in right
