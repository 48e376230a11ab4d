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
    """Sums of ``values`` from ``back`` lines before to ``ahead`` lines after (negative: not reaching).

    ``values`` has an entry a line, or a row a line: then each column is summed by itself.
    """
    cumulated = np.zeros((len(values) + 1, *values.shape[1:]))
    np.cumsum(values, axis=0, out=cumulated[1:])
    place = np.arange(len(values))
    low = np.minimum(np.maximum(place - back, 0), len(values))
    high = np.maximum(np.minimum(place + ahead + 1, len(values)), low)
    return np.asarray(cumulated[high] - cumulated[low])


def distances(marked: Floats) -> tuple[Floats, Floats]:
    """Lines to the nearest marked line before and after, at most 30."""
    n = len(marked)
    place = np.arange(n)
    last = np.maximum.accumulate(np.where(marked > 0, place, -1000))
    last = np.concatenate(([-1000], last[:-1]))
    following = np.minimum.accumulate(np.where(marked > 0, place, n + 1000)[::-1])[::-1]
    following = np.concatenate((following[1:], [n + 1000]))
    return np.minimum(place - last, 30).astype(float), np.minimum(following - place, 30).astype(float)
