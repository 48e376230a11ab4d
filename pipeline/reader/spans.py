"""From the reader's probabilities to spans: the likeliest sequence of outside, begin and inside (Viterbi)."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from pipeline.records import Marks

_LOG = [log(max(p, 0.5) / 1000) for p in range(1001)]
_FAINT = 20
"""Thousandths; a stretch of tokens where begin and inside are never likelier holds no span."""


def spans_of(marks: Marks, head: str, boost: float = 0.0) -> list[tuple[int, int]]:
    """Spans of ``head`` as (first token, last token exclusive), in order; ``boost`` is the log-odds against outside."""
    begin, inside = marks.columns.get(f"{head}_begin", ()), marks.columns.get(f"{head}_inside", ())
    found: list[tuple[int, int]] = []
    n = len(begin)
    token = 0
    while token < n:
        if begin[token] <= _FAINT and inside[token] <= _FAINT:
            token += 1
            continue
        last = token
        while last < n and (begin[last] > _FAINT or inside[last] > _FAINT):
            last += 1
        found += _best(begin, inside, token, last, boost)
        token = last
    return found


def _best(begin: Sequence[int], inside: Sequence[int], first: int, last: int, boost: float) -> list[tuple[int, int]]:
    """Spans within one stretch, before and after which nothing is likely."""
    outside, began, within = 0.0, -1e9, -1e9  # scores of the best sequence that ends so
    back: list[tuple[int, int, int]] = []
    for token in range(first, last):
        b, i = begin[token], inside[token]
        o_score, b_score, i_score = _LOG[max(1000 - b - i, 0)] - boost, _LOG[b], _LOG[i]
        into = max((outside, 0), (began, 1), (within, 2))
        held = max((began, 1), (within, 2))
        back.append((into[1], into[1], held[1]))
        outside, began, within = into[0] + o_score, into[0] + b_score, held[0] + i_score
    state = max((outside, 0), (began, 1), (within, 2))[1]
    found: list[tuple[int, int]] = []
    end = -1
    for token in range(last - 1, first - 1, -1):
        if state and end < 0:
            end = token + 1
        if state == 1:
            found.append((token, end))
            end = -1
        state = back[token - first][state]
    return found[::-1]
