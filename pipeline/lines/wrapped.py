"""Lines that were broken in the midst of a sentence."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import words
from pipeline.records import Span

NARROWEST, WIDEST = 40, 120
"""Widths in characters that texts are wrapped to."""

_OPEN_END = re.compile(r"[\w,’'–—-]$")
_BYLINE = re.compile(r"(?:by|via|from)(?:\s+[A-Z]|$)")


@cache
def _unfinished() -> frozenset[str]:
    return frozenset(words("unfinished_words"))


def last_line(text: str, span: Span) -> str:
    """The last line of ``span``, trimmed; of a long one its end."""
    line = text[max(span.start, span.end - 2 * WIDEST) : span.end]
    return line.splitlines()[-1].strip() if line else ""


def runs_on(text: str, above: Span, below: Span) -> bool:
    """Whether the sentence that ``above`` ends with goes on in ``below``, with white space alone between.

    It does where the line is as long as wrapped ones are, stops without a sign, and the next begins in lower
    case or the last word asks for more (“… in the legislature on”, then “Tuesday”).
    """
    line = last_line(text, above)
    between = text[above.end : below.start]
    if len(line) < NARROWEST or not _OPEN_END.search(line) or not between.isspace():
        return False
    if text[below.start].islower():
        return not _BYLINE.match(text[below.start : min(below.end, below.start + 30)])
    return between.count("\n") < 2 and line.rsplit(maxsplit=1)[-1] in _unfinished()
