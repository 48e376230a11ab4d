"""Are two texts copies? Decided on their shingles, all of them and exactly."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Shingles = npt.NDArray[np.uint32]
"""Hashes of the shingles of a text, in the order of the text, the same one as often as it stands there."""

LEAST = 40
"""Distinct shingles of a text that can be a copy without being equal; shorter ones share too much by chance."""

OF_SHORTER = 0.6
OF_LONGER = 0.45
OF_LONGER_WITH_LEAD = 0.3
"""Shares of the distinct shingles; of the longer text fewer will do where its beginning is shared too."""

LEAD = 50
OF_LEAD = 0.15
"""The lead: what a paper that cuts a story keeps, and what a later story that goes back to it replaces."""


def are_copies(one: Shingles, other: Shingles) -> bool:
    """Whether two texts tell one story in the same words, so that one was made from the other or both from a third.

    A copy holds most of the shorter text, and a fair part of the longer one. That keeps apart a later story that
    repeats a few paragraphs, and one of many in a round-up.
    """
    shorter, longer = set(one.tolist()), set(other.tolist())
    if len(shorter) > len(longer):
        shorter, longer, other = longer, shorter, one
    if len(shorter) < OF_LONGER_WITH_LEAD * len(longer):
        return False
    shared = shorter & longer
    if len(shared) < OF_SHORTER * len(shorter) or len(shared) < OF_LONGER_WITH_LEAD * len(longer):
        return False
    if len(shared) >= OF_LONGER * len(longer):
        return True
    lead = other[:LEAD].tolist()
    return sum(hashed in shared for hashed in lead) >= OF_LEAD * len(lead)
