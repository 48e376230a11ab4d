"""Finds the phrases of ``lexicon/furniture_phrases.csv`` in the words of a line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.lexicon import table

#: Kinds of furniture that a phrase can speak for, in a fixed order.
PHRASE_KINDS = (
    "share", "widget", "advert", "newsletter", "menu", "cookie", "footer", "related", "tags", "comment",
    "byline", "bio", "date", "credit", "caption", "note",
)  # fmt: skip

_LONGEST = 40


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Phrases by their first word: their words, kind, and where they count."""
    index: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in table("furniture_phrases"):
        words = tuple(row["phrase"].split())
        index.setdefault(words[0], []).append((words, row["kind"], row["where"]))
    return {word: tuple(entries) for word, entries in index.items()}


def phrase_kinds(words: Sequence[str]) -> tuple[str, ...]:
    """Kinds that the phrases in ``words`` (lower case, no signs) speak for, in the order of their places.

    Only the first 40 words are looked at: furniture that long shows itself early. Figures at the head do not
    count (“12 comments”).
    """
    index = _phrases()
    found: list[str] = []
    figures = next((i for i, word in enumerate(words) if not word.isdigit()), 0)
    words = words[figures : figures + _LONGEST]
    for i, word in enumerate(words):
        for phrase, kind, where in index.get(word, ()):
            if (where != "any" and i) or kind in found:
                continue
            if where == "whole" and any(not w.isdigit() for w in words[len(phrase) :]):
                continue
            if tuple(words[i : i + len(phrase)]) == phrase:
                found.append(kind)
    return tuple(found)
