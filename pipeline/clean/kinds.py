"""What kind of furniture a line is, once it is known to be furniture."""

from __future__ import annotations

import re
from enum import Enum

from pipeline.lines.phrases import phrase_kinds

#: The kinds of furniture, with what they hold.
KINDS = {
    "repeated_title": "the headline once more",
    "caption": "what a picture or video shows",
    "credit": "who took a picture",
    "byline": "who wrote the article",
    "bio": "about the author",
    "date": "when the article appeared or was changed",
    "share": "buttons that pass the article on",
    "widget": "players, sizes of type, counts and other things that the page does",
    "advert": "advertisements and their marks",
    "newsletter": "invitations to subscribe, sign up or give",
    "menu": "sections and accounts of the site",
    "related": "links to other articles, and their headings",
    "teaser": "headlines and first lines of other articles",
    "tags": "topics of the article",
    "comment": "readers' comments and the form for them",
    "cookie": "notices of cookies and consent",
    "footer": "owner, rights and rules of the site",
    "note": "notes of the editors and contributors",
    "separator": "rules and ornaments without a word",
    "other": "none of these",
}

# Where phrases of several kinds stand in one line, the earlier here decides.
_RANK = (
    "cookie", "newsletter", "comment", "footer", "credit", "caption", "advert", "share", "note", "bio",
    "byline", "date", "tags", "related", "widget", "menu",
)  # fmt: skip

_WORD = re.compile(r"[^\W_]+")
_CREDIT = re.compile(r"(?:REUTERS|AFP|AP|EPA|Reuters|Getty)\s?/|/\s?(?:REUTERS|AFP|AP|EPA|Reuters|Getty)\b|©")
_SENTENCE = re.compile(r"[.!?…]['\"”’)]?$")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")
_SPREADING = frozenset(("related", "comment", "teaser", "menu", "footer", "tags", "bio", "newsletter"))


class Place(Enum):
    """Where a line stands: before, between or after articles; in one before its text begins, or inside."""

    BEFORE = "before"
    HEAD = "head"
    INSIDE = "inside"
    BETWEEN = "between"
    AFTER = "after"


def same_line(line: str, title: str) -> bool:
    """Whether ``line`` says what ``title`` says, signs, case and white space aside."""
    return len(line) <= 3 * len(title) + 20 and _squash(line) == _squash(title)


def _squash(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _repeats(line: str, title: str) -> bool:
    """The title, or the title with the site's name or a section before or after it."""
    if not title or len(line) > 3 * len(title) + 20:
        return False
    mine, its = _squash(line), _squash(title)
    return mine == its or (len(its) >= 20 and its in mine and len(mine) <= len(its) + 40)


def kind_of(line: str, place: Place, title: str, previous: str) -> str:
    """A key of KINDS for the furniture ``line``; ``previous`` is the kind of the furniture right above it."""
    words = [word.lower() for word in _WORD.findall(line[:600])]
    if not words:
        return "separator"
    if _repeats(line, title):
        return "repeated_title"
    long = len(words) > 12
    if _CREDIT.search(line) and place is not Place.AFTER and "©" not in line[:3]:
        return "caption" if long else "credit"
    kinds = phrase_kinds(words) if len(line) <= 400 else ()
    for kind in _RANK:
        if kind in kinds and not (kind == "byline" and long):
            return "caption" if kind == "credit" and long else kind
    if len(words) <= 12 and _DATE.search(line):
        return "date"
    if place in (Place.HEAD, Place.INSIDE):
        if previous in _SPREADING:
            return "teaser" if previous == "related" else previous
        if place is Place.HEAD and len(words) <= 5:
            return "byline" if previous in ("byline", "date") else "widget"
        return "caption" if long or _SENTENCE.search(line) else "other"
    if len(words) <= 4:
        return previous if previous in ("footer", "share", "comment") else "menu"
    return previous if previous in ("comment", "bio", "footer", "newsletter") else "teaser"
