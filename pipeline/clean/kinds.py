"""What kind of furniture a line is, once it is known to be furniture."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from pipeline.lines import phrase_kinds, squash

#: The kinds of furniture, with what they hold.
KINDS = {
    "repeated_title": "the headline once more, also with the name of site or section",
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
    "related": "headings of and buttons to other articles",
    "teaser": "headlines and first lines of other articles",
    "tags": "topics of the article",
    "comment": "readers' comments and the form for them",
    "cookie": "notices of cookies and consent",
    "footer": "owner, rights and rules of the site",
    "note": "notes of the editors and contributors",
    "separator": "rules and ornaments without a word",
    "over_limit": "text beyond what is read of one article or source, or a heap of words or marks",
    "other_language": "an article that is not English",
    "other": "none of these",
}

# Where phrases of several kinds stand in one line, the earlier here decides.
_RANK = (
    "cookie", "newsletter", "comment", "footer", "credit", "caption", "advert", "share", "note", "bio",
    "byline", "date", "tags", "related", "widget", "menu",
)  # fmt: skip

# A heading of this kind speaks for the lines below it, which are of the kind on the right.
_SECTIONS = {
    "related": "teaser", "comment": "comment", "menu": "menu", "footer": "footer", "tags": "tags",
    "bio": "bio", "newsletter": "newsletter", "advert": "advert",
}  # fmt: skip

_WORD = re.compile(r"[^\W_]+")
_AGENCY_SLASH = re.compile(r"\b(?:REUTERS|AFP|AP|EPA|Reuters|Getty)\s?/|/\s?(?:REUTERS|AFP|AP|EPA|Reuters|Getty)\b")
_PAREN_END = re.compile(r"\([^()]{2,60}\)\s*$")
_SENTENCE = re.compile(r"(?<![ap]\.m)[.!?…]['\"”’)]?$")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")
_NAMES = re.compile(r"[A-ZÀ-Þ][\w.'’-]+(?:\s(?:and\s|&\s)?[A-ZÀ-Þ][\w.'’-]*){1,5}$")
_FEW, _HEADING, _MANY = 4, 6, 8  # words


class Place(Enum):
    """Where a line stands: before, between or after articles; in one before its text begins, or inside."""

    BEFORE = "before"
    HEAD = "head"
    INSIDE = "inside"
    BETWEEN = "between"
    AFTER = "after"


class Named(NamedTuple):
    """The kind of a line, and the section that it opens or leaves open for the lines below it."""

    kind: str
    section: str | None


def same_line(line: str, title: str) -> bool:
    """Whether ``line`` says what ``title`` says, signs, case and white space aside."""
    return len(line) <= 3 * len(title) + 20 and squash(line) == squash(title)


def _repeats(line: str, title: str) -> bool:
    if not title or len(line) > 3 * len(title) + 20:
        return False
    mine, its = squash(line), squash(title)
    return mine == its or (len(its) >= 20 and its in mine and len(mine) <= len(its) + 40)


def name_kind(line: str, place: Place, title: str, section: str | None, previous: str) -> Named:
    """A key of KINDS for the furniture ``line``.

    ``section`` is what the headings above it opened, ``previous`` the kind of the furniture right above it.
    """
    words = [word.lower() for word in _WORD.findall(line[:600])]
    if not words:
        return Named("separator", section)
    found: tuple[str, ...] = phrase_kinds(words) if len(line) <= 400 else ()
    if same_line(line, title) or (_repeats(line, title) and "comment" not in found):
        return Named("repeated_title", None)
    pictured = place in (Place.HEAD, Place.INSIDE)
    if pictured and _AGENCY_SLASH.search(line):
        return Named("caption" if len(words) > _MANY else "credit", section)
    if line[0] == "©" or (section == "comment" and "footer" in found):
        return Named("footer", "footer")
    if section == "comment" and len(words) > _FEW:
        return Named("comment", section)
    for kind in _RANK:
        if kind in found and not (kind in ("byline", "related") and len(words) > 2 * _MANY):
            opened = _SECTIONS.get(kind, section) if len(words) <= _HEADING or kind == "comment" else section
            return Named("caption" if kind == "credit" and len(words) > _MANY + 2 else kind, opened)
    if section is not None and not (pictured and _PAREN_END.search(line)):
        return Named(section, section)
    if len(words) <= 2 * _HEADING and _DATE.search(line) and not _SENTENCE.search(line):
        return Named("date", section)
    if pictured:
        return Named(_in_article(line, words, place, previous), section)
    if len(words) <= _FEW:
        return Named(previous if previous in ("footer", "share") else "menu", section)
    return Named("teaser", section)


def _in_article(line: str, words: list[str], place: Place, previous: str) -> str:
    if place is Place.HEAD and len(words) <= _HEADING and _NAMES.fullmatch(line):
        return "byline"
    if len(words) <= _FEW:
        return previous if previous in ("share", "byline") else "widget"
    captioned = _SENTENCE.search(line) or _PAREN_END.search(line) or previous in ("caption", "credit")
    return "caption" if captioned or len(words) > 2 * _HEADING else "other"
