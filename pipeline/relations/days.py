"""Days: the words that say when something was said, and the date that they mean in an article of a given date."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import words
from pipeline.relations.acts import occasions
from pipeline.relations.link import is_passive_participle, issued_by
from pipeline.relations.proposals import Proposal
from pipeline.relations.tree import Range, Tree

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ELSEWHEN = frozenset({"since", "until", "till", "by", "before", "after", "from", "for", "through", "next", "coming"})
_PARTS = r"(?:\s+(?:morning|afternoon|evening|night))?"
_LOOK_BACK = 400
"""Characters before *a day earlier* in which the day that it counts from may stand."""
_CLIMB = 10
_LONGEST = 8
"""Tokens of *late on the night of 3 March 2024*, at most."""
_NEAR = 9
"""Tokens between a cue and the day, where the parse does not join them."""


_FAR_OFF = timedelta(days=183)
"""A day without a year that is no further ahead of the article is to come, not last year's."""


class When(NamedTuple):
    """Characters ``start`` to ``end`` of the source name a time; ``parts`` is what the pattern found in them."""

    start: int
    end: int
    parts: dict[str, str]


@cache
def _months() -> dict[str, int]:
    return {name: number for number, line in enumerate(words("months"), 1) for name in line.split()}


@cache
def _pattern() -> re.Pattern[str]:
    """Names of days and months want their capital: *march* and *may* are other words."""
    months = "|".join(sorted((name.title() for name in _months()), key=len, reverse=True))
    weekdays = "|".join(name.title() for name in _WEEKDAYS)
    count = "|".join(("a", *_NUMBERS, r"\d{1,2}"))
    return re.compile(
        rf"\b(?:(?:{weekdays}),?\s+\(?)?(?P<month>{months})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
        r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
        rf"|\b(?:(?:{weekdays}),?\s+\(?)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month2>{months})\b\.?"
        r"(?:,?\s+(?P<year2>(?:19|20)\d\d)\b)?"
        rf"|\b(?P<last>[Ll]ast\s+)?(?P<weekday>{weekdays})\b{_PARTS}"
        rf"|\b(?P<today>[Tt]oday|[Tt]onight|[Tt]his\s+(?:morning|afternoon|evening))\b"
        rf"|\b(?P<yesterday>[Yy]esterday\b{_PARTS}|[Ll]ast\s+night\b)"
        rf"|\b(?P<count>[Aa]|{count}|{'|'.join(n.title() for n in _NUMBERS)})\s+days?\s+(?P<from>ago|earlier|before)\b"
        r"|\b(?P<before>[Tt]he\s+(?:previous\s+day|day\s+before))\b"
        r"|\b(?P<vague>(?:[Ee]arlier\s+)?(?:[Ll]ast|[Tt]his|[Tt]he\s+previous)\s+(?:week(?:end)?|month|year)"
        r"|(?<=at\s)the\s+weekend|(?<=over\s)the\s+weekend|[Aa]\s+(?:week|month|year)\s+(?:ago|earlier)"
        rf"|(?<=[Ii]n\s)(?:{months})\b\.?(?:\s+(?:19|20)\d\d)?|(?<=[Ii]n\s)(?:19|20)\d\d)\b"
    )


def times_in(text: str, start: int, end: int) -> Iterator[When]:
    """The expressions of time in ``text[start:end]``."""
    for match in _pattern().finditer(text, start, end):
        yield When(match.start(), match.end(), {k: v for k, v in match.groupdict().items() if v})


def date_of(text: str, when: When, published: str | None) -> str | None:
    """The day that ``when`` means, as ISO: the last such day up to that of publication; None where it is no day.

    *a day earlier* counts from the day that is named before it.
    """
    today = _iso(published)
    found = _absolute(when, today) or (_relative(when, today) if today else None)
    if found is None and (when.parts.get("before") or when.parts.get("from", "ago") != "ago"):
        named = [_absolute(t, today) for t in times_in(text, max(when.start - _LOOK_BACK, 0), when.start)]
        known = [day for day in named if day]
        found = known[-1] - timedelta(days=_count(when)) if known else None
    return found.isoformat() if found else None


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _count(when: When) -> int:
    word = when.parts.get("count", "a").lower()
    return int(word) if word.isdigit() else _NUMBERS.index(word) + 1 if word in _NUMBERS else 1


def _absolute(when: When, today: date | None) -> date | None:
    """A day of the week or of a month."""
    parts = when.parts
    month = parts.get("month") or parts.get("month2")
    if month:
        day = int(parts.get("day") or parts["day2"])
        year = parts.get("year") or parts.get("year2")
        if year:
            return _valid(int(year), _months()[month.lower()], day)
        if today is None:
            return None
        found = _valid(today.year, _months()[month.lower()], day)
        # A day ahead of the article's date may be one of another time zone. Later ones are still to come, or, where far
        # off, last year's.
        if found is None or found <= today + timedelta(days=1):
            return found
        is_to_come = found - today < _FAR_OFF
        return None if is_to_come else _valid(today.year - 1, _months()[month.lower()], day)
    if "weekday" in parts and today is not None:
        back = (today.weekday() - _WEEKDAYS.index(parts["weekday"].lower())) % 7
        return today - timedelta(days=7 if back == 0 and "last" in parts else back)
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _relative(when: When, today: date) -> date | None:
    if "today" in when.parts:
        return today
    if "yesterday" in when.parts:
        return today - timedelta(days=1)
    if when.parts.get("from") == "ago":
        return today - timedelta(days=_count(when))
    return None


@cache
def _telltale() -> frozenset[str]:
    """Words of which one stands in every expression of time, years aside."""
    known = (*_WEEKDAYS, *_months(), "today", "tonight", "yesterday", "day", "days", "last", "this", "previous")
    return frozenset((*known, "weekend", "week", "month", "year"))


def _times(tree: Tree, where: Range) -> Iterator[When]:
    """The expressions of time among the tokens; the pattern is slow, so first a look whether there can be one."""
    first, last = where
    tokens = tree.parsed.tokens
    seen = tree.low[first:last]
    if not _telltale().isdisjoint(seen) or any(word.isdigit() and len(word) == 4 for word in seen):
        yield from times_in(tree.parsed.text, tokens.start[first], tokens.end[last - 1])


def is_time(tree: Tree, where: Range) -> bool:
    """Is it nothing but a time, and a preposition or *late* before it: *late on Monday*, *a week ago*?"""
    first, last = where
    if last - first > _LONGEST:
        return False
    starts, ends = tree.parsed.tokens.start, tree.parsed.tokens.end
    for when in _times(tree, where):
        before = [t for t in range(first, last) if starts[t] < when.start]
        return when.end == ends[last - 1] and all(tree.tag[t] in ("IN", "RB", "RBR", "JJ") for t in before)
    return False


def day_of(tree: Tree, proposal: Proposal) -> tuple[Range, When] | None:
    """When it was said, beside the cue: *on Wednesday*, *on 3 March*, *last week*; its tokens without preposition."""
    starts, ends = tree.parsed.tokens.start, tree.parsed.tokens.end
    cues = cue_chain(tree, proposal.head)
    for cue in cues:
        first, last = tree.sentence_of(cue)
        best: tuple[int, Range, When] | None = None
        for when in _times(tree, Range(first, last)):
            where = Range(bisect_left(ends, when.start + 1, first, last), bisect_left(starts, when.end, first, last))
            if where.first >= where.last or not _is_when_said(tree, where, proposal, cue):
                continue
            distance = abs(where.first - cue)
            if best is None or distance < best[0]:
                best = distance, where, when
        if best is not None:
            return best[1], best[2]
    return None


def cue_chain(tree: Tree, head: int) -> list[int]:
    """The cue and those before it that it goes on from: *said …, adding …*, *said … and added …*, *began by saying*."""
    chain = [head]
    while len(chain) < 4 and tree.is_verb(chain[-1]):
        verb = chain[-1]
        above = tree.head[verb]
        if tree.dep[verb] == "pcomp":
            above = tree.head[above]
        issuing = issued_by(tree, verb)
        if issuing >= 0:
            chain.append(issuing)
            continue
        own = any(tree.dep[kid] in ("nsubj", "nsubjpass") for kid in tree.kids[verb])
        if (
            above == verb
            or own
            or not tree.is_verb(above)
            or is_passive_participle(tree, above)
            or tree.dep[verb] not in ("xcomp", "conj", "advcl", "pcomp")
        ):
            break
        if tree.dep[verb] == "advcl" and tree.tag[verb] != "VBG":
            break
        chain.append(above)
    return chain


def _is_when_said(tree: Tree, where: Range, proposal: Proposal, cue: int) -> bool:
    before = tree.low[where.first - 1] if where.first else ""
    after = tree.low[where.last] if where.last < len(tree.low) else ""
    if before in _ELSEWHEN or after in ("'s", "’s", "-") or tree.quote[where.first] != tree.quote[cue]:
        return False
    if any(piece.first < where.last and where.first < piece.last for piece in proposal.content):
        return False
    return _hangs_on(tree, where, cue) or _is_near(tree, where, proposal, cue)


def _hangs_on(tree: Tree, where: Range, cue: int) -> bool:
    """Does the parse lead from the day to the cue, through nothing but the occasion, the speaker and the hearer?"""
    token = next((t for t in range(*where) if not where.first <= tree.head[t] < where.last), where.first)
    for _ in range(_CLIMB):
        above = tree.head[token]
        if above == cue:
            return True
        if above == token:
            return False
        if tree.is_verb(above):
            if tree.lemma[above] not in _OCCASIONAL or tree.dep[above] not in ("advcl", "acl", "pcomp"):
                return False
        elif tree.tag[above][:2] in ("NN", "PR") and tree.dep[above] == "pobj":
            hearer = tree.low[tree.head[above]] in ("to", "with")
            place = tree.is_name(above)
            if not hearer and not place and tree.lemma[above] not in occasions():
                return False
        token = above
    return False


_OCCASIONAL = frozenset({"speak", "talk", "address", "testify", "appear", "issue", "release", "publish", "post", "air"})


def _is_near(tree: Tree, where: Range, proposal: Proposal, cue: int) -> bool:
    """Does the day follow the cue with only its speaker or hearer between: *Olsen told reporters late on Monday*?"""
    if not cue < where.first <= cue + _NEAR:
        return False
    for token in range(cue + 1, where.first):
        if tree.tag[token][0] not in "NDJPRI" or (
            tree.tag[token] == "IN" and tree.low[token] not in ("on", "in", "at")
        ):
            return False
        if any(piece.first <= token < piece.last for piece in proposal.content):
            return False
    return True
