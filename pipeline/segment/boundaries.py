"""Where the articles of a file lie: headlines chosen so that each is followed by text of its own."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.lines import BODY, is_credit, phrase_kinds, runs_on, squash
from pipeline.records import Line
from pipeline.segment.byline import author_in
from pipeline.segment.dates import published
from pipeline.segment.headline import MOST_LETTERS, reads_like_title
from pipeline.segment.signs import again, dates, is_addressed, is_signed, is_subheading, told

#: Letters of body between two headlines of one file: less is a teaser's, not an article's.
BETWEEN = 250
#: Lines less likely to be body than this do not count there; the others with their probability.
DOUBTFUL = 0.2
#: Letters of body before the first headline that make an article without one.
UNTITLED = 450
#: The first headline of a file needs this probability where so much body stands above it: else it is a subheading.
AFTER_UNTITLED = 0.9
#: Probability at which a line is taken for the headline of a second article, for that of a further one where
#: there are two, and for the first of a file.
SECOND, FURTHER, FIRST = 0.35, 0.15, 0.03
#: Where no line is that likely, the likeliest of so many above the text is the headline, if it is no less than this.
ABOVE, LEAST = 25, 0.003
#: A line that does not read like a headline is so much less likely to be one.
UNLIKE = 0.3
#: A line below a rule is a headline if it is no less likely than this.
BELOW_RULE = 0.01
#: And so is a line above a byline or date that the text below tells of.
ABOVE_BYLINE = 0.1
#: A line between these is looked at once more: the text around may tell that it is a subheading.
DOUBTED, SURE = 0.1, 0.9
#: Lines below a headline with the site's name in which the bare one is looked for.
SHORTLY = 12
#: The text tells so many times as much of a headline as of the name of the site above it.
BETTER_TOLD = 2

_ADDRESS = re.compile(r"\S*(?:https?://|www\.)\S+$")
_DATED = re.compile(r"(?:published|updated|posted|last updated)\b.*\d", re.IGNORECASE)
_NO_HEADLINES = frozenset(("related", "newsletter", "cookie", "share", "credit"))
_WORD = re.compile(r"[^\W_]+")
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
        mass.append(mass[-1] + (letters * line.body if line.body >= DOUBTFUL else 0))
    if all(line.body < BODY for line in lines):
        return []
    chances = [_chance(text, lines, i) for i in range(len(lines))]
    chances = _pooled(lines, chances)
    titles = _chain(mass, chances) or _title_above(lines, chances)
    titles = _once_each(text, lines, [_without_site(text, lines, title) for title in titles])
    starts: list[tuple[int | None, int]] = [(title, title) for title in titles]
    if not titles or mass[titles[0]] >= UNTITLED:
        above = _title_above(lines[: titles[0]], chances) if titles else []
        starts.insert(0, (above[0] if above else None, 0))
    else:
        starts[0] = (titles[0], 0)  # a standfirst or lead above the headline
    extents = []
    for (title, first), following in zip(starts, [*(s for _, s in starts[1:]), len(lines)], strict=True):
        body = [i for i in range(first, following) if lines[i].body >= BODY and i != title]
        if body:
            title = None if title is not None and title > body[-1] else title
            begin = body[0] if title is None else min(title, body[0])
            extents.append(Extent(title, begin, body[-1]))
    return extents


def _chance(text: str, lines: Sequence[Line], i: int) -> float:
    """Probability that line ``i`` is a headline, never 0 or 1.

    What reads like one below a rule or its own address surely is. What names a picture's maker, an author or a
    day is none, nor is a subheading, nor a line whose sentence runs on in the next.
    """
    line = lines[i]
    words = line.span.of(text) if line.span.end - line.span.start <= MOST_LETTERS else ""
    if words and reads_like_title(words) and is_addressed(text, lines, i):
        return max(line.title, 0.95)
    if line.title < LEAST:
        return LEAST / 2
    if not words or _ADDRESS.match(words) or is_credit(words) or author_in(words) or published([words]):
        return LEAST / 2
    if i + 1 < len(lines) and lines[i + 1].body >= BODY and runs_on(text, line.span, lines[i + 1].span):
        return LEAST / 2
    likely = reads_like_title(words)
    if likely and i and line.title > BELOW_RULE and _RULE.fullmatch(lines[i - 1].span.of(text)):
        return max(line.title, 0.9)
    if likely and line.title > ABOVE_BYLINE and is_signed(text, lines, i):
        return max(line.title, 0.5)
    likely = likely and not _DATED.match(words) and _NO_HEADLINES.isdisjoint(phrase_kinds(_WORD.findall(words.lower())))
    chance = min(max(line.title * (1.0 if likely else UNLIKE), LEAST / 2), 0.999)
    return LEAST / 2 if DOUBTED <= chance < SURE and is_subheading(text, lines, i) else chance


def _pooled(lines: Sequence[Line], chances: Sequence[float]) -> list[float]:
    """``chances``, where the best line of each stretch without body has the chance that any line of it is a headline.

    A headline that is printed twice above its text shares its probability among the two.
    """
    pooled = list(chances)
    start = 0
    for i in range(len(lines) + 1):
        if i == len(lines) or lines[i].body >= BODY:
            if i > start:
                best = max(range(start, i), key=lambda j: chances[j])
                none = math.prod(1 - chance for chance in chances[start:i] if chance >= LEAST)
                pooled[best] = min(max(chances[best], 1 - none), 0.999)
            start = i + 1
    return pooled


def _title_above(lines: Sequence[Line], chances: Sequence[float]) -> list[int]:
    """The likeliest headline among the lines above the first body line and that line, if there is any chance."""
    first = next((i for i, line in enumerate(lines) if line.body >= BODY), None)
    if first is None:
        return []
    best = max(range(max(0, first - ABOVE), first + 1), key=lambda i: chances[i])
    return [best] if chances[best] >= LEAST and (best < first or first + 1 < len(lines)) else []


def _once_each(text: str, lines: Sequence[Line], titles: Sequence[int]) -> list[int]:
    """``titles`` without those that only repeat the one before: a headline printed again in or below its text."""
    words = [squash(lines[title].span.of(text)) for title in titles]
    return [title for i, title in enumerate(titles) if not i or words[i] != words[i - 1]]


def _without_site(text: str, lines: Sequence[Line], title: int) -> int:
    """The headline that stands shortly below ``title`` where that names the site, or ``title``.

    It is the beginning or end of ``title`` (“Headline” below “Headline | Site”), or a likely headline right above
    a byline or date, where ``title`` has none and the text tells less of it: by half, or the page prints the
    headline once more below.
    """
    whole = squash(lines[title].span.of(text))
    for i in range(title + 1, min(title + 1 + SHORTLY, len(lines))):
        if lines[i].body >= BODY:
            break
        part = squash(lines[i].span.of(text)[: len(whole) * 3])
        if 20 <= len(part) < len(whole) and (whole.startswith(part) or whole.endswith(part)):
            return i
    return _below_site(text, lines, title)


def _below_site(text: str, lines: Sequence[Line], title: int) -> int:
    for i in range(title + 1, min(title + 1 + SHORTLY, len(lines) - 1)):
        line = lines[i]
        words = line.span.of(text)
        if line.body >= BODY or dates(words):
            break
        if line.title > ABOVE_BYLINE and reads_like_title(words) and dates(lines[i + 1].span.of(text)):
            mine, its = told(text, lines, i, below=True), told(text, lines, title, below=True)
            printed_again = again(text, line.span) and not again(text, lines[title].span)
            return i if mine > its and (mine >= BETTER_TOLD * its or printed_again) else title
    return title


def _log_odds(chance: float) -> float:
    return math.log(chance / (1 - chance))


def _chain(mass: Sequence[float], chances: Sequence[float]) -> list[int]:
    """The headlines of the file: who finds two articles in it may expect more."""
    titles = _titles(mass, chances, SECOND)
    return _titles(mass, chances, FURTHER) if len(titles) > 1 else titles


def _titles(mass: Sequence[float], chances: Sequence[float], further: float) -> list[int]:
    """Lines that make the best chain of headlines, each with ``BETWEEN`` letters of body up to the next.

    The sum of log-odds above the threshold is maximal; one pass over the lines.
    """
    bar, lowest = _log_odds(further), _log_odds(FIRST)
    best: list[float] = []
    came_from: list[int] = []
    leader = -1  # best chain that ends far enough above
    reached = 0
    for i, score in enumerate(map(_log_odds, chances)):
        while reached < i and mass[i] - mass[reached + 1] >= BETWEEN:
            if leader < 0 or best[reached] > best[leader]:
                leader = reached
            reached += 1
        after = mass[-1] - mass[i + 1]
        alone = score - (lowest if mass[i] < UNTITLED else _log_odds(AFTER_UNTITLED)) if after > 0 else -math.inf
        joined = best[leader] + score - bar if leader >= 0 and after >= BETWEEN else -math.inf
        best.append(max(alone, joined))
        came_from.append(leader if joined > alone else -1)
    end = max(range(len(best)), key=lambda i: best[i], default=-1)
    chain = []
    if end >= 0 and best[end] >= 0:
        while end >= 0:
            chain.append(end)
            end = came_from[end]
    return chain[::-1]
