"""Sums and distances along the lines of a file, as columns of one number a line."""

from __future__ import annotations

import numpy as np

from pipeline.lines.trees import Floats


def shifted(columns: Floats, by: int) -> Floats:
    """Row i holds what row ``i - by`` held; zeros come in at the end."""
    out = np.zeros_like(columns)
    if by >= len(columns) or -by >= len(columns):
        return out
    if by > 0:
        out[by:] = columns[:-by]
    else:
        out[:by] = columns[-by:]
    return out


def window(values: Floats, back: int, ahead: int) -> Floats:
    """Sum of ``values`` from ``back`` lines before to ``ahead`` lines after (negative: not reaching)."""
    cumulated = np.concatenate(([0.0], np.cumsum(values)))
    n = len(values)
    place = np.arange(n)
    low = np.clip(place - back, 0, n)
    high = np.clip(place + ahead + 1, 0, n)
    return np.where(high > low, cumulated[high] - cumulated[low], 0.0)


def distances(marked: Floats) -> tuple[Floats, Floats]:
    """Lines to the nearest marked line before and after, at most 30."""
    n = len(marked)
    place = np.arange(n)
    last = np.maximum.accumulate(np.where(marked > 0, place, -1000))
    last = np.concatenate(([-1000], last[:-1]))
    following = np.minimum.accumulate(np.where(marked > 0, place, n + 1000)[::-1])[::-1]
    following = np.concatenate((following[1:], [n + 1000]))
    return np.minimum(place - last, 30).astype(float), np.minimum(following - place, 30).astype(float)
