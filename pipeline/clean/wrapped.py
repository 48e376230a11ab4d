"""Paragraphs that were broken into lines of a fixed width, or in the midst of a sentence, become whole again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.lines import runs_on
from pipeline.lines.wrapped import NARROWEST, WIDEST, last_line
from pipeline.records import Span

_ENDS = '.!?…:;"”’)'


def join_wrapped(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """``paragraphs`` of one article with those joined that belong together; only white space lies in a joint.

    Two lines belong together where the sentence runs on, or where the text is wrapped to a width and the next
    line's first word had no room any more.
    """
    width = _width(text, paragraphs)
    joined: list[Span] = []
    for span in paragraphs:
        above = joined[-1] if joined else None
        if above and (runs_on(text, above, span) or (width and _wrapped(text, above, span, width))):
            joined[-1] = Span(above.start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def _wrapped(text: str, above: Span, below: Span, width: int) -> bool:
    between = text[above.end : below.start]
    one_break = between.isspace() and between.replace("\r\n", "\n").count("\n") == 1
    return one_break and not _fits(text, len(last_line(text, above)), below, width)


def _fits(text: str, length: int, below: Span, width: int) -> bool:
    """Whether the first word of ``below`` had room at the end of a line of ``length``."""
    word = text[below.start : min(below.end, below.start + WIDEST)].split(maxsplit=1)[0]
    return length + 1 + len(word) <= width


def _width(text: str, paragraphs: Sequence[Span]) -> int:
    """The width that the paragraphs were wrapped to, or 0.

    Wrapped text has no line beyond the width, most lines could not have taken one more word, and most end
    within a sentence.
    """
    width = max((span.end - span.start for span in paragraphs), default=0)
    if not NARROWEST <= width <= WIDEST or len(paragraphs) < 4:
        return 0
    full = [not _fits(text, above.end - above.start, below, width) for above, below in pairwise(paragraphs)]
    ended = sum(text[span.end - 1] in _ENDS for span in paragraphs)
    return width if 2 * sum(full) > len(full) and 2 * ended < len(paragraphs) else 0
