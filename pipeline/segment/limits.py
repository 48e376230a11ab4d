"""How much of a source is read: budgets in characters, words and lines, so that they mean the same everywhere.

What is over a budget is cut at a paragraph and stays in the source as furniture of the kind ``over_limit``. The
figures, and what real articles come to, are told in ``docs/limits.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.lines import iter_lines
from pipeline.records import OVER_LIMIT, Furniture, Span

MOST_WORDS = 40_000
"""Words and signs of a source."""
MOST_CHARACTERS = 400_000
"""Characters of its paragraphs: a word may have many, and some are not seen."""
MOST_LINES = 10_000
"""Paragraphs of a source, headlines and furniture included."""
LONGEST_STRETCH = 1_500
"""Words and signs of a paragraph in a row among which no sentence ends."""
LONGEST_RUN = 200
"""Brackets and quotation marks in a row, white space between them or not."""
LONG_PARAGRAPH = 2_000
"""Words and signs from which on a paragraph over the budget is cut within, after a sentence."""

# A longer word is as many as the parser cuts it into.
_WORD = r"\w{1,60}|[^\w\s]"
_WORDS = re.compile(_WORD)
_WORDS_AND_ENDS = re.compile(rf"([.!?…]+[\"'”’)\]»]*(?=\s|$))|{_WORD}")
_RUNS = re.compile(r"(?:[()\[\]{}<>\"'`“”„‟‘’‚‛«»‹›]\s*)+")
_BLANK = re.compile(r"\s")


class Bounded(NamedTuple):
    """``text`` with blanks for the spans that are ``over`` a budget, and what is to be said of them, or None."""

    text: str
    over: tuple[Span, ...] = ()
    note: str | None = None


def within_limits(text: str) -> Bounded:
    """What is read of the text of a source; offsets hold in it."""
    over: list[Span] = []
    n_read, words, characters = 0, MOST_WORDS, MOST_CHARACTERS  # the last two: that are left
    for line in iter_lines(text):
        head = text[line.start : min(line.end, line.start + MOST_CHARACTERS + 1)]
        if _is_tangled(head):
            over.append(line)
            continue
        size = len(_WORDS.findall(head))
        budget = (
            f"{MOST_LINES:,} paragraphs" if n_read == MOST_LINES
            else f"{MOST_CHARACTERS:,} characters" if len(head) > characters
            else f"{MOST_WORDS:,} words and signs" if size > words
            else None
        )  # fmt: skip
        if budget:
            end = _last_end(head[:characters], words) if size > LONG_PARAGRAPH and n_read < MOST_LINES else 0
            start = line.start + len(head) - len(head[end:].lstrip())
            stop = f"read up to character {start:,}, the rest is over {budget} and kept as furniture; split the file"
            note = "; ".join([*_left_out(len(over)), stop])
            return Bounded(_blanked(text[:start], over), (*over, Span(start, len(text.rstrip()))), note)
        n_read += 1
        words -= size
        characters -= len(head)
    return Bounded(_blanked(text, over), tuple(over), "; ".join(_left_out(len(over))) or None)


def over_limit(bounded: Bounded) -> tuple[Furniture, ...]:
    """What is over a budget, as furniture that no article has yet."""
    return tuple(Furniture(OVER_LIMIT, span) for span in bounded.over)


def _blanked(text: str, spans: Sequence[Span]) -> str:
    parts, end = [], 0
    for span in spans:
        parts += [text[end : span.start], " " * (span.end - span.start)]
        end = span.end
    return "".join([*parts, text[end:]]) if spans else text


def _left_out(n: int) -> list[str]:
    if not n:
        return []
    what = "1 paragraph" if n == 1 else f"{n:,} paragraphs"
    return [
        f"{what} kept as furniture, not read: over {LONGEST_STRETCH:,} words without the end of a sentence, "
        f"or {LONGEST_RUN} brackets or marks in a row"
    ]


def _is_tangled(paragraph: str) -> bool:
    """Whether it is a heap of words or marks, not sentences."""
    if len(paragraph) > LONGEST_RUN and any(
        len(run[0]) > LONGEST_RUN and len(_BLANK.sub("", run[0])) > LONGEST_RUN for run in _RUNS.finditer(paragraph)
    ):
        return True
    if len(paragraph) <= LONGEST_STRETCH:
        return False
    n = 0
    for found in _WORDS_AND_ENDS.finditer(paragraph):
        n = 0 if found[1] else n + 1
        if n > LONGEST_STRETCH:
            return True
    return False


def _last_end(paragraph: str, words: int) -> int:
    """Where the last sentence ends before ``words`` words and signs are over; 0 where none does."""
    end = 0
    for n, found in enumerate(_WORDS_AND_ENDS.finditer(paragraph)):
        if n == words:
            break
        end = found.end() if found[1] else end
    return end
