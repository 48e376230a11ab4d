"""Signs of a headline beyond its own look: the address above it, the byline below, what the text tells of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.lexicon import words as word_list
from pipeline.lines import BODY, squash
from pipeline.records import Line, Span
from pipeline.segment.byline import author_in
from pipeline.segment.dateline import find_dateline
from pipeline.segment.dates import published

#: Lines of body on each side of a line in which its words are looked for, and the letters of each that are read.
REACH, READ = 12, 600
#: Lines of any kind that are passed to find them.
FARTHEST = 4 * REACH
#: Letters with which a headline stands in its article's address; a shorter one stands there whole.
SHARED, SHORTEST = 20, 10
#: Lines above a headline among which the address may stand, and below it among which byline or date may.
ADDRESS_ABOVE, SIGNED_BELOW = 3, 4
#: Characters below a headline in which it may be printed again.
BELOW = 50_000

_ADDRESS = re.compile(r"(?:https?://|www\.)[^?#]*")
_WORD = re.compile(r"[^\W_]{3,}")


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(word_list("stop_words"))


def _content(line: str) -> frozenset[str]:
    """The words of three letters and more that are no words of grammar, in lower case."""
    return frozenset(_WORD.findall(line[:READ].lower())) - _stop_words()


def told(text: str, lines: Sequence[Line], i: int, *, below: bool) -> float:
    """The share of the content words of line ``i`` that the body lines nearest to it have, above or ``below``."""
    wanted = _content(lines[i].span.of(text))
    seen: set[str] = set()
    body = 0
    for j in range(i + 1, min(len(lines), i + FARTHEST)) if below else range(i - 1, max(-1, i - FARTHEST), -1):
        if lines[j].body >= BODY:
            seen |= wanted & _content(lines[j].span.of(text))
            body += 1
            if body == REACH or len(seen) == len(wanted):
                break
    return len(seen) / len(wanted) if wanted else 0.0


def is_subheading(text: str, lines: Sequence[Line], i: int) -> bool:
    """Whether line ``i`` goes on with the article above: the text there tells as much of it as the text below.

    Text must follow right below the line, without a dateline: else the line stands at the head of an article.
    """
    if i + 1 == len(lines) or lines[i + 1].body < BODY or find_dateline(text, lines[i + 1].span):
        return False
    above = told(text, lines, i, below=False)
    return above > 0 and above >= told(text, lines, i, below=True)


def is_addressed(text: str, lines: Sequence[Line], i: int) -> bool:
    """Whether an address shortly above line ``i`` holds its words (“…/bridge-opens-after-ten-years-1234.html”)."""
    for line in reversed(lines[max(0, i - ADDRESS_ABOVE) : i]):
        if line.body >= BODY:
            return False
        words = line.span.of(text).split() if line.span.end - line.span.start < READ else []
        address = _ADDRESS.match(words[-1]) if words else None
        if address:
            headline = squash(lines[i].span.of(text))[:SHARED]
            return len(headline) >= SHORTEST and headline in squash(address[0].rstrip("/").rpartition("/")[2])
    return False


def again(text: str, line: Span) -> bool:
    """Whether the words of ``line`` come once more below it (“4 thoughts on ‘Bridge opens’”)."""
    return text.find(line.of(text), line.end, line.end + BELOW) >= 0


def dates(line: str) -> bool:
    """Whether ``line`` does little but name an author or a day of publication."""
    return author_in(line) is not None or published([line]) is not None


def is_signed(text: str, lines: Sequence[Line], i: int) -> bool:
    """Whether byline or date follow line ``i`` before its text, which tells more of it than the text above."""
    for line in lines[i + 1 : i + 1 + SIGNED_BELOW]:
        if line.body >= BODY:
            return False
        if dates(line.span.of(text)):
            return told(text, lines, i, below=True) > told(text, lines, i, below=False)
    return False
