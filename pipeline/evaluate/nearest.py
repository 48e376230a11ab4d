"""Which mention stands where an annotated one does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Mention = Mapping[str, Any]
"""A row with ``start`` and ``end``, and what else the scorer wants of it."""


def nearest(gold: Mention, mentions: Iterable[Mention], agreement: Callable[[Mention], float]) -> Mention | None:
    """Of the mentions that overlap ``gold``, the one that agrees best, the first of equals; None where all are at 0."""
    best, found = 0.0, None
    for mention in mentions:
        if mention["start"] < gold["end"] and gold["start"] < mention["end"]:
            value = agreement(mention)
            if value > best:
                best, found = value, mention
    return found
