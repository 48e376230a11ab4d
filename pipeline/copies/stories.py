"""Texts that are copies of one another, directly or through others, are one story."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.copies.likeness import are_copies
from pipeline.copies.sketch import Keys, Sketches

Numbers = npt.NDArray[np.int64]

NEIGHBOURS = 4
"""In a bucket each text is compared with the next few only: a large one is chained through, never paired all."""

TOGETHER = 8
"""Bands whose candidates are compared before it is seen again what is one story already."""


def find_stories(sketches: Sketches, order: Numbers) -> Numbers:
    """The story of each text: the place in ``order`` of its first text. Both count places in ``order``.

    ``order`` lists texts by their number in ``sketches``; where it follows from their content alone, so does the
    result, however they came in. Cost grows with the number of texts, not with that of pairs.
    """
    stories = np.arange(len(order))
    rejected = np.zeros(0, dtype=np.int64)
    for keys in sketches.bands(TOGETHER):
        pairs = _candidates(keys[:, order], stories)
        pairs = np.setdiff1d(pairs, rejected, assume_unique=True)
        copies = [
            are_copies(sketches.shingles(order[pair // len(order)]), sketches.shingles(order[pair % len(order)]))
            for pair in pairs.tolist()
        ]
        found = np.array(copies, dtype=bool)
        rejected = np.union1d(rejected, pairs[~found])
        stories = _joined(stories, pairs[found])
    return stories


def _candidates(bands: Keys, stories: Numbers) -> Numbers:
    """Pairs of texts, not yet of one story, that share a bucket: first * number of texts + second, sorted."""
    n = len(stories)
    found = [np.zeros(0, dtype=np.int64)]
    for keys in bands:
        places = np.argsort(keys, kind="stable")
        keys = keys[places]
        for step in range(1, min(NEIGHBOURS, n - 1) + 1):
            together = keys[:-step] == keys[step:]
            first, second = places[:-step][together], places[step:][together]
            apart = stories[first] != stories[second]
            found.append(first[apart] * n + second[apart])
    return np.unique(np.concatenate(found))


def _joined(stories: Numbers, pairs: Numbers) -> Numbers:
    """The stories once those of each pair are one."""
    roots = stories.tolist()

    def root(place: int) -> int:
        while roots[place] != place:
            roots[place] = roots[roots[place]]
            place = roots[place]
        return place

    for first, second in zip(
        (pairs // max(len(roots), 1)).tolist(), (pairs % max(len(roots), 1)).tolist(), strict=True
    ):
        low, high = sorted((root(first), root(second)))
        roots[high] = low
    return np.array([root(place) for place in range(len(roots))], dtype=np.int64)
