"""Names as token spans, before they become mentions, and how their edges are set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.records import Tokens

QUANTITIES = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"))
"""Labels that are no names; the tables leave them out."""

MISREAD = frozenset(("ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART"))
"""Labels that a person's name is given by mistake."""

_EDGE = frozenset("\"'“”‘’`´«»()[]{}<>.,;:!?…–—-*•·|/\\")
_CLITICS = frozenset(("'s", "’s", "'S", "’S", "'", "’", "s’", "s'"))
_ARTICLES = frozenset(("the", "The", "THE", "a", "A", "an", "An"))


class Name(NamedTuple):
    """Tokens ``first`` to ``last`` (exclusive) of the article; ``rule`` names the repair that made or relabelled it."""

    first: int
    last: int
    label: str
    rule: str | None = None


def tokens_in(names: Iterable[Name]) -> set[int]:
    """The tokens that belong to a name."""
    return {token for name in names for token in range(name.first, name.last)}


def trimmed(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The span without punctuation, articles and possessive endings at its edges; empty if nothing is left."""
    words = tokens.text
    while first < last and (words[first] in _EDGE or words[first] in _ARTICLES):
        first += 1
    while first < last and (
        words[last - 1] in _CLITICS or (words[last - 1] in _EDGE and not _closes(words, first, last))
    ):
        last -= 1
    return first, last


def _closes(words: Sequence[str], first: int, last: int) -> bool:
    """Whether the last token is a bracket opened inside the name."""
    return words[last - 1] == ")" and "(" in words[first : last - 1]


@cache
def addresses() -> frozenset[str]:
    """Forms of address before a person's name, in lower case."""
    return frozenset(form.casefold() for form in lexicon.words("addresses"))


@cache
def honorifics() -> dict[str, str | None]:
    """Form of address, in lower case → ``m``, ``f`` or None."""
    return {row["form"].casefold(): row["gender"] or None for row in lexicon.table("honorifics")}


@cache
def titles() -> frozenset[str]:
    """Titles before a name that are no part of it, honorifics included, in lower case."""
    return frozenset(title.casefold() for title in lexicon.words("titles")) | frozenset(honorifics())


def without_titles(tokens: Tokens, first: int, last: int) -> int:
    """Where the name proper begins after titles and forms of address; ``last`` if it is nothing but titles."""
    begin = first
    while begin < last:
        for length in (3, 2, 1):
            phrase = " ".join(tokens.text[begin : begin + length]).casefold()
            if begin + length <= last and phrase in titles():
                begin += length
                break
        else:
            break
    return begin
