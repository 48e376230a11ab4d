"""What needs no weighing: sections of comments, buttons, notices of rights, and very long paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.lexicon import table
from pipeline.lines.comments import comment_sections
from pipeline.lines.trees import Floats

#: No furniture of the training pages is that long (characters), comments and notices of cookies aside.
LONG = 1000
#: And it has so many sentences.
SENTENCES = 4
_PROSE = 0.95

_END = re.compile(r"[.!?]['\"”’)]?\s")
_NOTICE = re.compile(r"\b(?:cookies?|privacy policy)\b", re.IGNORECASE)

_WORD = re.compile(r"[^\W_]+")
_FURNITURE = re.compile(
    r"©|(?:published|updated|posted|last updated|last modified)\b.*\d"
    r"|.*\ball rights reserved\b|.*\bcopyright (?:©|\(c\)|\d)"
    r"|.*\b(?:published|updated):? (?:at )?\d{1,2}:\d\d|.*\b(?:we|site|website) uses? (?:\w+ )?cookies\b"
    r"|.*\baccept (?:all )?cookies\b|.*\bcookie (?:policy|settings|preferences)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:By|BY) [A-Z][\w.’'-]+ [A-Z][\w.’'-]+$")


@cache
def _buttons() -> frozenset[tuple[str, ...]]:
    """Phrases that are furniture where they are the whole line."""
    return frozenset(tuple(r["phrase"].split()) for r in table("furniture_phrases") if r["where"] == "whole")


def is_furniture(line: str) -> bool:
    """Whether a short line is a button, a byline, a date of publication, a notice of rights or cookies.

    On the training pages 4,232 lines are, and 17 of them are called article text.
    """
    if len(line) > 250:
        return False
    if len(line) <= 40 and line[-1] != ".":
        words = tuple(word for word in _WORD.findall(line.lower()) if not word.isdigit())
        if words in _buttons() or _BYLINE.match(line):
            return True
    return _FURNITURE.match(line) is not None


def settle(lines: Sequence[str], body: Floats, title: Floats) -> None:
    """Set the probabilities of the ``lines`` that are certain, in place."""
    for i, line in enumerate(lines):
        if is_furniture(line) or not any(char.isalnum() for char in line):
            body[i] = title[i] = 0.0
        elif len(line) >= LONG and body[i] < _PROSE and _is_prose(line):
            body[i], title[i] = _PROSE, 0.0
    for section in comment_sections(lines):
        body[section.start : section.stop] = title[section.start : section.stop] = 0.0


def _is_prose(line: str) -> bool:
    head = line[: 2 * LONG]
    return len(_END.findall(head)) >= SENTENCES and _NOTICE.search(head) is None
