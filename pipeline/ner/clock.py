"""The time of the clock at the head of a paragraph, as live reports have it: *14:02 – Police said …*."""

from __future__ import annotations

import re

from pipeline.records import Span

_LONGEST = 40
"""Characters, with zone and sign."""
_HALF = r"\s?[ap]\.?m\b\.?"
_ZONE = r"(?:\s(?:[A-Z]{2,5}|local time))?"
_CLOCK = re.compile(
    rf"(?:(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:{_HALF}|h\b)?|(?:[01]?\d)(?:[.:][0-5]\d)?{_HALF}){_ZONE}"
    r"\s*(?:--?|[–—|•:])\s*(?=[^\W\d]|[“‘\"'(])",
    re.IGNORECASE,
)


def find_clock(text: str, paragraph: Span) -> Span | None:
    """The time at the head of ``paragraph``, its dash or colon included, trimmed; None where there is none.

    A time that something else follows is part of a sentence: *8 p.m. was late*.
    """
    found = _CLOCK.match(text, paragraph.start, min(paragraph.end, paragraph.start + _LONGEST))
    return Span(paragraph.start, paragraph.start + len(found[0].rstrip())) if found else None
