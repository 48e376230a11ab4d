"""What needs no weighing: sections of comments, buttons, notices of rights, and very long paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.lexicon import table, words
from pipeline.lines.comments import comment_sections
from pipeline.lines.trees import Floats

#: No furniture of the training pages is that long (characters), comments and notices of cookies aside.
LONG = 1000
#: Captions with a credit are no longer than that.
MOST = 450
#: And it has so many sentences.
SENTENCES = 4
_PROSE = 0.95

_END = re.compile(r"[.!?]['\"”’)]?\s")
_NOTICE = re.compile(r"\b(?:cookies?|privacy policy)\b", re.IGNORECASE)

_WORD = re.compile(r"[^\W_]+")
_FURNITURE = re.compile(
    r"©|our standards:"
    r"|(?:read (?:more|next|also)|also read|see also|related(?: articles?| stor(?:y|ies)| news)?)\s?[:|»→]"
    r"|(?:published|updated|posted|last updated|last modified)\b.*\d"
    r"|follow us on\b|do you have an opinion on\b|\W{0,2}(?:receive|get) (?:our )?(?:daily|weekly) (?:updates|news)\b"
    r"|.*\ball rights reserved\b|.*\bcopyright (?:©|\(c\)|\d)"
    r"|.*\b(?:published|updated):? (?:at )?\d{1,2}:\d\d|.*\b(?:we|site|website) uses? (?:\w+ )?cookies\b"
    r"|.*\baccept (?:all )?cookies\b|.*\bcookie (?:policy|settings|preferences)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:Photo|PHOTO|Photograph|Photographer|Image|Picture|Illustration)(?: credit| Credit| by)?\s?:\s?\S"
    r"|\b(?:REUTERS|AFP|EPA|Getty)\s?/\s?\w|\w\s?/\s?(?:REUTERS|AFP|AP|EPA|Reuters|Getty|Shutterstock)\b"
    r"|\bvia (?:Getty|AP|Reuters|REUTERS)\b|\bGetty Images\b|\(AP Photo|\((?:Courtesy|Photo|Image)\b[^()]*\)$"
)
_BYLINE = re.compile(r"(?:By|BY) [A-Z][\w.’'-]+ [A-Z][\w.’'-]+$")

#: Who is quoted in the line above: “― Ana Ruiz, 34, Lindby”.
_SIGNATURE = re.compile(r"(?:―|—|–|--|-)\s?[A-ZÀ-Þ][\w.'’-]*(?:\s[\w.'’-]+){1,4}(?:,.{1,60})?$")


@cache
def _buttons() -> frozenset[tuple[str, ...]]:
    """Phrases that are furniture where they are the whole line."""
    return frozenset(tuple(r["phrase"].split()) for r in table("furniture_phrases") if r["where"] == "whole")


def _opens_caption(line: str) -> bool:
    return line.casefold().startswith(_openings())


@cache
def _openings() -> tuple[str, ...]:
    return words("caption_openings")


def is_furniture(line: str) -> bool:
    """Whether a line is a button, a byline, a date of publication, a credit, a notice of rights or cookies.

    On the training pages 4,815 lines are, and 19 of them are called article text.
    """
    if len(line) <= MOST and line[0] not in '"“‘' and (_CREDIT.search(line) or _opens_caption(line)):
        return True
    if len(line) > 250:
        return False
    if len(line) <= 40 and line[-1] != ".":
        bare = tuple(word for word in _WORD.findall(line.lower()) if not word.isdigit())
        if bare in _buttons() or _BYLINE.match(line):
            return True
    return _FURNITURE.match(line) is not None


def settle(lines: Sequence[str], body: Floats, title: Floats) -> None:
    """Set the probabilities of the ``lines`` that are certain, in place."""
    for i, line in enumerate(lines):
        if is_furniture(line) or not any(char.isalnum() for char in line):
            body[i] = title[i] = 0.0
        elif len(line) >= LONG and body[i] < _PROSE and _is_prose(line):
            body[i], title[i] = _PROSE, 0.0
        if i and _SIGNATURE.match(line) and _is_quoted(lines[i - 1]):
            body[i], title[i] = max(body[i], body[i - 1]), 0.0
    for section in comment_sections(lines):
        body[section.start : section.stop] = title[section.start : section.stop] = 0.0


def _is_quoted(line: str) -> bool:
    """Whether the line ends with a quotation."""
    return line[-1] in '"”' and ('"' in line[:-1] or "“" in line)


def _is_prose(line: str) -> bool:
    head = line[: 2 * LONG]
    return len(_END.findall(head)) >= SENTENCES and _NOTICE.search(head) is None
