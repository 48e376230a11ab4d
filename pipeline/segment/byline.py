"""The author, from the lines that name one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.lexicon import words

_MOST_LETTERS = 160
_BY = re.compile(r"^(?:(?:written|reported|posted|published|story|words|text|article)\s+)?by:?\s+(?=\S)", re.IGNORECASE)
_BARE_BY = re.compile(r"^(?:(?:written|reported|posted|published|story)\s+)?by:?$", re.IGNORECASE)
_STOP = re.compile(
    r"\s*(?:\S+@|[|·•@(\[/]|\s[-–—]\s|\d|,?\s(?:on|for|at|in)\s"
    r"|,(?!\s*(?:and\s|&\s)?[A-Z][\w.'’-]+\s[A-Z])|\b(?:published|updated|posted|last)\b)",
    re.IGNORECASE,
)
_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?:\s(?:de|da|di|van|von|der|den|al|el|bin|ibn|la|le|du|[A-ZÀ-Þ][\w.'’-]*)){0,4}"
_NAMES = re.compile(rf"{_NAME}(?:(?:,\s?|\sand\s|\s&\s|,\sand\s){_NAME})*$")


@cache
def _role() -> re.Pattern[str]:
    ends = (*words("byline_roles"), *(name for line in words("months") for name in line.split() if name != "may"))
    return re.compile(rf"(?:,\s*(?:[\w&'’-]+\s){{0,3}}|\s+)(?:{'|'.join(map(re.escape, ends))})\b.*$", re.IGNORECASE)


def author_in(line: str) -> str | None:
    """The names after “by”, without role, agency, date or handle; None where the line is no byline."""
    start = _BY.match(line)
    if not start or len(line) > _MOST_LETTERS:
        return None
    return _names(line[start.end() :])


def _names(text: str) -> str | None:
    # The pattern of ends ignores case for its words only: a comma ends the names unless a name follows.
    text = " ".join(text.split())
    stop = _STOP.search(text)
    text = _role().sub("", text[: stop.start()] if stop else text).strip(" ,;:-–—.")
    return text if _NAMES.fullmatch(text) else None


def find_author(lines: Iterable[str]) -> str | None:
    """The first author that the ``lines`` around a headline name; “by” may stand on the line before."""
    previous = ""
    for line in lines:
        author = _names(line) if _BARE_BY.match(previous) and len(line) <= _MOST_LETTERS else author_in(line)
        if author:
            return author
        previous = line.strip()
    return None
