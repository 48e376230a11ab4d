"""The date on which an article was published, from the lines that do nothing but date it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from pipeline.lexicon import words

_MOST_LETTERS = 200
_MOST_OTHER_WORDS = 8
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _months() -> dict[str, int]:
    return {name: i for i, line in enumerate(words("months"), 1) for name in line.split()}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    months = "|".join(sorted(_months(), key=len, reverse=True))
    year = r"(?P<y>(?:19|20)\d\d)"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"(?<!\d){year}[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)(?!\d)",
            rf"\b(?P<name>{months})\.?\s+(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s+{year}\b",
            rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<name>{months})\.?,?[\s-]+{year}\b",
            rf"(?<!\d)(?P<a>\d\d?)(?P<sign>[/.])(?P<b>\d\d?)(?P=sign){year}(?!\d)",
        )
    )


@cache
def _date_words() -> frozenset[str]:
    """Words that a line which only dates an article may hold beside the date."""
    return frozenset((*words("date_words"), *_months()))


def date_in(text: str) -> str | None:
    """The first full date in ``text`` as ISO, or None; 3/4/2020 is nobody's guess and None too."""
    found: list[tuple[int, date]] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            parts = match.groupdict()
            if "a" in parts:
                a, b = int(parts["a"]), int(parts["b"])
                if parts["sign"] == "." or a > 12 >= b:
                    day, month = a, b
                elif b > 12 >= a or a == b:
                    day, month = b, a
                else:
                    continue
            else:
                day = int(parts["d"])
                month = _months()[parts["name"].lower()] if parts.get("name") else int(parts["m"])
            try:
                found.append((match.start(), date(int(parts["y"]), month, day)))
            except ValueError:
                continue
            break
    return min(found)[1].isoformat() if found else None


def published(lines: Iterable[str]) -> str | None:
    """The date of publication that the furniture ``lines`` give (nearest to the article first), as ISO.

    A line counts when little but the date stands in it: a caption's date is the picture's. A date of
    publication goes before an unnamed one, and that before the date of an update.
    """
    best: tuple[int, str] | None = None
    for line in lines:
        if len(line) > _MOST_LETTERS:
            continue
        day = date_in(line)
        if day is None:
            continue
        lower = [word.lower() for word in _WORD.findall(line)]
        others = [word for word in lower if word not in _date_words()]
        if len(others) > _MOST_OTHER_WORDS or "©" in line or "copyright" in lower:
            continue
        named = any(word in ("published", "posted", "publish", "created") for word in lower)
        if not named and others and line.rstrip(')"”’').endswith("."):
            continue  # a sentence or a caption
        if not named and line.startswith("(") and others:
            continue
        rank = 0 if named else 2 if any(word in ("updated", "modified", "edited") for word in lower) else 1
        if best is None or rank < best[0]:
            best = (rank, day)
    return best[1] if best else None
