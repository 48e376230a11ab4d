"""Where the articles of a file lie: headlines chosen so that each is followed by text of its own."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.lines import BODY, runs_on
from pipeline.records import Line
from pipeline.segment.headline import reads_like_title

#: Letters of body between two headlines of one file: less is a teaser's, not an article's.
BETWEEN = 250
#: Letters of body before the first headline that make an article without one.
UNTITLED = 600
#: Probability at which a line is taken for a further headline; the first headline of a file needs less.
FURTHER, FIRST = 0.5, 0.03

_RULE = re.compile(r"([=*#_~—-])(?:\s?\1){4,}")


class Extent(NamedTuple):
    """Lines of one article: its headline (or None), the first and the last that belong to it, inclusive."""

    title: int | None
    first: int
    last: int


def find_extents(text: str, lines: Sequence[Line]) -> list[Extent]:
    """Extents of the articles in order, without overlap; empty where no line is body."""
    mass = [0.0]
    for line in lines:
        letters = min(line.span.end - line.span.start, 2000)
        mass.append(mass[-1] + (letters if line.body >= BODY else 0))
    if not mass[-1]:
        return []
    titles = _titles(mass, _title_scores(text, lines))
    starts: list[tuple[int | None, int]] = [(title, title) for title in titles]
    if not titles or mass[titles[0]] >= UNTITLED:
        starts.insert(0, (None, 0))
    else:
        starts[0] = (titles[0], 0)  # a standfirst or lead above the headline
    extents = []
    for (title, first), following in zip(starts, [*(s for _, s in starts[1:]), len(lines)], strict=True):
        body = [i for i in range(first, following) if lines[i].body >= BODY and i != title]
        if body:
            begin = body[0] if title is None else min(title, body[0])
            extents.append(Extent(title, begin, max(body[-1], begin)))
    return extents


def _title_scores(text: str, lines: Sequence[Line]) -> list[float]:
    """Log-odds of each line to begin an article.

    A line that reads like a headline below a rule surely does, one whose sentence runs on in the next does not.
    """
    scores = []
    for i, line in enumerate(lines):
        probability = line.title
        if i and _RULE.fullmatch(lines[i - 1].span.of(text)) and reads_like_title(line.span.of(text)):
            probability = max(probability, 0.9)
        if i + 1 < len(lines) and runs_on(text, line.span, lines[i + 1].span):
            probability = 0.0
        probability = min(max(probability, 0.001), 0.999)
        scores.append(math.log(probability / (1 - probability)))
    return scores


def _titles(mass: Sequence[float], scores: Sequence[float]) -> list[int]:
    """Lines that make the best chain of headlines, each with ``BETWEEN`` letters of body up to the next.

    The sum of log-odds above the threshold is maximal; one pass over the lines.
    """
    further, lowest = math.log(FURTHER / (1 - FURTHER)), math.log(FIRST / (1 - FIRST))
    best: list[float] = []
    came_from: list[int] = []
    leader = -1  # best chain that ends far enough above
    reached = 0
    for i, score in enumerate(scores):
        while reached < i and mass[i] - mass[reached + 1] >= BETWEEN:
            if leader < 0 or best[reached] > best[leader]:
                leader = reached
            reached += 1
        after = mass[-1] - mass[i + 1]
        gain = score - (lowest if leader < 0 else further)
        if after <= 0 or (after < BETWEEN and leader >= 0):
            gain = -math.inf
        best.append(gain + (best[leader] if leader >= 0 else 0.0))
        came_from.append(leader)
    end = max(range(len(best)), key=lambda i: best[i], default=-1)
    chain = []
    if end >= 0 and best[end] >= 0:
        while end >= 0:
            chain.append(end)
            end = came_from[end]
    return chain[::-1]
