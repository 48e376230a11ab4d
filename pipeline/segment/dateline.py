"""The dateline at the head of an article's text: place, date, agency."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import words
from pipeline.records import Span

# A place in capitals, as wires write it: KYIV; NEW YORK; PORT-AU-PRINCE, Haiti; ST. LOUIS.
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’]*[A-ZÀ-Þ.](?:[ -](?:[A-ZÀ-Þ][A-ZÀ-Þ.'’]*))*"
_REGION = r"(?:\s?,\s?[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+){0,2}){0,2}"
_MORE = rf"(?:(?:\s(?:and|&)\s|\s?/\s?){_CAPITALS}){{0,3}}"
_CASED = r"[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+){0,3}"
_SHORT = r"[A-ZÀ-Þ][a-zà-ÿ'’-]+(?:\s[A-ZÀ-Þ][a-zà-ÿ'’-]+){0,2}"
_DASH = r"(?:\s*(?:--|—|–)\s*|\s-\s?|-\s)"
_OWNER = r"\(\s?[A-Z][^()\n]{1,40}\)|/[A-Z][^/\n]{1,30}/"
_SPEAKING_PARTS = frozenset({"host", "anchor", "moderator", "presenter", "interviewer", "correspondent"})
_ISO = r"(?:19|20)\d\d-\d\d-\d\d"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    months = "|".join(name.title() for line in words("months") for name in line.split())
    day = rf"(?:\s?[,.]?\s?(?:(?:{months})\.?\s\d{{1,2}}|\d{{1,2}}\s(?:{months})\.?)(?:,?\s(?:19|20)\d\d)?,?)"
    day = rf"(?:{day}|\s\({day}\))"
    return (
        re.compile(rf"{_CAPITALS}\s{_ISO}$"),
        re.compile(rf"{_CAPITALS}{_MORE}{_REGION}{day}?\s*(?:{_OWNER})?{_DASH}(?=\S)"),
        re.compile(rf"{_CASED}{_REGION}{day}?\s*(?:{_OWNER}){_DASH}(?=\S)"),
        re.compile(rf"{_CASED}{_REGION}{day}{_DASH}(?=\S)"),
        re.compile(rf"{_SHORT}{_REGION}\s(?:-|–|—)\s(?=[A-Z“\"])"),
        re.compile(rf"{_CASED}{_REGION}{day}:\s(?=[A-Z“\"])"),
        re.compile(rf"(?:{_OWNER}){_DASH}(?=\S)"),
        re.compile(rf"{_CAPITALS}{_REGION}{day}?\s*(?:{_OWNER})?:\s(?=\S)"),
        re.compile(rf"{_CAPITALS}{_REGION}{day}?\s*(?:{_OWNER})\s(?=[A-Z“\"])"),
    )


@cache
def _no_places() -> frozenset[str]:
    return frozenset(words("not_datelines"))


def find_dateline(text: str, paragraph: Span) -> Span | None:
    """The dateline at the head of ``paragraph``, its dash or colon included, trimmed; None where there is none."""
    head = text[paragraph.start : min(paragraph.end, paragraph.start + 120)]
    for pattern in _patterns():
        found = pattern.match(head)
        if found:
            line = found.group().rstrip()
            said = [word.strip(":-—–,").lower() for word in line.split()]
            if said[0] in _no_places() or said[-1] in _SPEAKING_PARTS:
                return None
            return Span(paragraph.start, paragraph.start + len(line))
    return None
