"""Dates of records, in the ways that machines write them."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_YEARS = range(1600, 2101)
_SECONDS = 100_000_000, 4_102_444_800
"""Numbers between these count seconds since 1970: years 1973 to 2100. A thousand times as much counts milliseconds."""
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,].*)?", re.DOTALL)
_SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ,].*)?", re.DOTALL)
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:,|\s+at|\s*[-–|])?\s+\d{1,2}(?::\d{2})+.*|(?<=\d{4}),?\s+\d{1,2}\s*[ap]\.?m\.?.*", re.IGNORECASE
)
_WORDED = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%d-%b-%Y", "%Y %B %d", "%Y %b %d")
_LONGEST = 80


def iso_date(value: object) -> str | None:
    """``value`` as ``YYYY-MM-DD``: the day as it is written, whatever the time zone; None if it is not plain which.

    Understood are ISO 8601, RFC 5322, seconds or milliseconds since 1970, and days with an English month. Of
    ``3/4/2021`` nobody knows the month; ``31/4/2021`` is no day at all.
    """
    if isinstance(value, datetime | date):
        return _day(value.year, value.month, value.day)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _of_number(value)
    text = " ".join(str(value).split())
    if not text or len(text) > _LONGEST:
        return None
    if found := _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return _day(*map(int, found.groups()))
    if found := _SLASHED.fullmatch(text):
        one, two, year = map(int, found.groups())
        return _day(year, one, two) if one == two or two > 12 >= one else _day(year, two, one) if one > 12 else None
    if re.fullmatch(r"\d{9,13}(?:\.\d+)?", text):
        return _of_number(float(text))
    return _of_words(text)


def _of_number(value: float) -> str | None:
    if not math.isfinite(value):
        return None
    if isinstance(value, int) and (found := _COMPACT.fullmatch(str(value)[:9])) and value < 10**8:
        return _day(*map(int, found.groups()))
    least, most = _SECONDS
    seconds = value if least <= value < most else value / 1000
    return datetime.fromtimestamp(seconds, UTC).date().isoformat() if least <= seconds < most else None


def _of_words(text: str) -> str | None:
    bare = _CLOCK.sub("", _WEEKDAY.sub("", text)).replace(",", " ").replace(".", " ")
    bare = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b", " ", bare)
    bare = re.sub(r"\bSept\b", "Sep", " ".join(bare.split()), flags=re.IGNORECASE)
    for form in _WORDED:
        try:
            found = datetime.strptime(bare, form)
        except ValueError:
            continue
        return _day(found.year, found.month, found.day)
    try:
        sent = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _day(sent.year, sent.month, sent.day)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year in _YEARS else None
    except ValueError:
        return None
