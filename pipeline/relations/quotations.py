"""Quotations: which stretches of an article stand in quotation marks.

Marks are paired block by block in one pass. A new paragraph that opens with a mark while a quotation is open
goes on with it (the customary mark of a quotation over several paragraphs); an opening mark that is never closed
reaches to the end of its paragraph. Single marks count only outside double ones and only in pairs, since most
of them are apostrophes. A nickname within a name is no quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from pipeline.records import Block, Parsed, Span

_DOUBLE = re.compile("``|''|[\"“”„‟«»]")
_SINGLE = re.compile(r"(?<!\w)['‘’](?=[A-Za-z])|['’](?!\w)")
_OPENING = frozenset("“„‟«") | {"``"}
_CLOSING = frozenset("»") | {"''"}
MAX_SINGLE = 600
"""Characters that single marks may hold; beyond it they are taken for apostrophes."""

_NICKNAME = 3
"""Words of a nickname, at most."""
_NO_NAMES = frozenset({"the", "a", "an", "this", "that", "his", "her", "their", "its", "our", "my", "i", "in", "on"})


class Quotation(NamedTuple):
    """Tokens ``first`` to ``last`` (exclusive), marks included; ``closed``: its end is marked.

    ``follows``: it goes on with the quotation before it, in a new paragraph.
    """

    first: int
    last: int
    span: Span
    closed: bool
    follows: bool


def find_quotations(parsed: Parsed) -> list[Quotation]:
    """All quotations of the article, in text order; they do not overlap."""
    found: list[Quotation] = []
    starts = parsed.tokens.start
    ends = parsed.tokens.end
    pending = False
    tokens_of = _tokens_of_blocks(parsed)
    for place, block in enumerate(parsed.blocks):
        pairs = _pair(parsed.text, block)
        low, high = tokens_of.get(place, (0, 0))
        for number, (span, closed) in enumerate(pairs):
            first = bisect_left(ends, span.start + 1, low, high)
            last = bisect_left(starts, span.end, low, high)
            if last - first < 2 or (block.kind != "title" and _is_nickname(parsed, first, last, low, high)):
                continue
            follows = pending and number == 0 and not parsed.text[block.span.start : span.start].strip()
            found.append(Quotation(first, last, span, closed, follows))
        pending = bool(pairs) and not pairs[-1][1]
    return found


def _is_nickname(parsed: Parsed, first: int, last: int, low: int, high: int) -> bool:
    """*Abdul “Tiger” Rahman*: a few words with capitals between two others, nothing that anybody said."""
    text = parsed.tokens.text
    if last - first - 2 > _NICKNAME or first <= low or last >= high:
        return False
    tags = (*parsed.tokens.tag[first - 1 : first], *parsed.tokens.tag[last : last + 1])
    if any(tag[:1] in ("V", "M", "I") for tag in tags):
        return False
    before, after, named = text[first - 1], text[last], text[first + 1 : last - 1]
    names = (before, after, *(word for word in named if word != "the"))
    return before.lower() not in _NO_NAMES and all(word[:1].isupper() and word.isalpha() for word in names)


def _tokens_of_blocks(parsed: Parsed) -> dict[int, tuple[int, int]]:
    """Block → its tokens, last exclusive. Offsets rise within a block only: a title comes first, wherever it stands."""
    found: dict[int, tuple[int, int]] = {}
    for sentence in parsed.sentences:
        first = found[sentence.block][0] if sentence.block in found else sentence.first
        found[sentence.block] = (first, sentence.last)
    return found


def _pair(text: str, block: Block) -> list[tuple[Span, bool]]:
    start, end = block.span
    marks = [(m.start(), m.group()) for m in _DOUBLE.finditer(text, start, end)]
    pairs: list[tuple[Span, bool]] = []
    opened, opener = -1, ""
    for place, mark in marks:
        after = place + len(mark)
        if opened < 0:
            if _opens(text, place, after, mark, start, end):
                opened, opener = place, mark
        elif _closes(text, place, after, mark, opener, end):
            pairs.append((Span(opened, after), True))
            opened = -1
    if opened >= 0:
        pairs.append((Span(opened, end), False))
    return _with_single(text, block, pairs)


def _opens(text: str, place: int, after: int, mark: str, start: int, end: int) -> bool:
    if after >= end:
        return False
    if mark in _OPENING:
        return True
    glued_before = place > start and (text[place - 1].isalnum() or text[place - 1] in ",.!?")
    return not glued_before and not text[after].isspace()


def _closes(text: str, place: int, after: int, mark: str, opener: str, end: int) -> bool:
    if opener == "„":
        return mark in '“”"'
    if opener == "»":
        return mark in "«»"
    if mark in _OPENING:  # some close with it as well
        return mark == "“" and not text[place - 1].isspace() and not text[after : after + 1].isalnum()
    if mark in _CLOSING or mark == "”":
        return True
    # A straight mark between a blank and a letter opens; the quotation before it lost its end.
    return not (text[place - 1].isspace() and after < end and text[after].isalnum())


def _with_single(text: str, block: Block, pairs: list[tuple[Span, bool]]) -> list[tuple[Span, bool]]:
    """``pairs`` and the pairs of single marks in the gaps between them."""
    merged: list[tuple[Span, bool]] = []
    place = block.span.start
    for pair in [*pairs, None]:
        stop = pair[0].start if pair else block.span.end
        merged += _single(text, place, stop)
        if pair:
            merged.append(pair)
            place = pair[0].end
    return merged


def _single(text: str, start: int, end: int) -> list[tuple[Span, bool]]:
    pairs: list[tuple[Span, bool]] = []
    opened = -1
    for match in _SINGLE.finditer(text, start, end):
        place = match.start()
        mark = match.group()
        opening = mark == "‘" or (
            (place == start or not text[place - 1].isalnum())
            and (place + 1 < end and text[place + 1].isalpha() and not (place > start and text[place - 1] in ",.!?"))
        )
        if opening:
            if opened < 0:
                opened = place
        elif opened >= 0 and not text[place - 1].isspace():
            if text[place - 1] == "s" and text[place + 1 : place + 2] == " " and text[place + 2 : place + 3].islower():
                continue  # rather a possessive
            if place - opened <= MAX_SINGLE:
                pairs.append((Span(opened, place + 1), True))
            opened = -1
    return pairs
