"""Readers' comments below an article: prose by look, known by the heads and buttons that come again and again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.lexicon import words as word_list

#: Heads or buttons that make a section of comments, and the lines that may lie between two of them.
FEWEST, FARTHEST = 3, 14
#: Lines above the first head in which the heading of the section is looked for.
HEADING = 8
_MOST_WORDS = 16

_WORD = re.compile(r"[^\W\d_]+")
_WROTE = re.compile(r"(?:\bwrote|\bwrites|\bsays|\bsaid)\s?(?::|\.\.\.|…)$")
_TIME = re.compile(r"\d{1,2}:\d\d|\bago\b|\b(?:19|20)\d\d\b")
_STAMP = re.compile(r"\b(?:19|20)\d\d,?\s(?:at\s)?\d{1,2}:\d\d\s?(?:[ap]\.?m\.?)?$", re.IGNORECASE)


@cache
def _buttons() -> frozenset[str]:
    return frozenset(word_list("comment_buttons"))


@cache
def _openings() -> frozenset[str]:
    return frozenset(button.split()[0] for button in _buttons())


def is_comment_head(line: str) -> bool:
    """“Ann Lee wrote:”, “Report this comment”, “Reply”, “May 3, 2021 at 7:41 am”: what stands with each comment."""
    if len(line) > 160:
        return False
    words = _WORD.findall(line.casefold())
    if words[:1] and words[0] in _openings():
        lower = " ".join(words)
        if lower in _buttons() or any(lower.startswith(f"{button} ") for button in _buttons() if " " in button):
            return True
    few = len(words) <= _MOST_WORDS
    if len(line) <= 40 and _STAMP.search(line):
        return True
    return few and _WROTE.search(line) is not None and (len(words) <= 4 or _TIME.search(line) is not None)


def comment_sections(lines: Sequence[str]) -> list[range]:
    """Lines that are sections of comments: at least three heads or buttons, none far from the next.

    A section begins at the first head or at a heading (“12 comments”) shortly above, and ends with the last head.
    """
    heads = [i for i, line in enumerate(lines) if is_comment_head(line)]
    groups: list[list[int]] = []
    for i in heads:
        if groups and i - groups[-1][-1] <= FARTHEST:
            groups[-1].append(i)
        else:
            groups.append([i])
    sections = []
    for group in groups:
        if len(group) >= FEWEST:
            first = group[0]
            above = [i for i in range(max(0, first - HEADING), first) if _is_heading(lines[i])]
            sections.append(range(min([first, *above]), group[-1] + 1))
    return sections


def _is_heading(line: str) -> bool:
    return len(line) < 60 and "comment" in line.casefold()
