"""What a body can be called: is "the firm" a bank, "the newspaper" the Harbour Times?"""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import table, words
from pipeline.relations.nouns import is_office_name, stands_for

_ANY = "*"
_ANY_BODY = frozenset({"group", "organization", "organisation", "body", "institution"})
_NEWS = "news"


@cache
def news_agencies() -> frozenset[str]:
    """Names of agencies as they stand in credit lines."""
    return frozenset(words("photo_agencies"))


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(words("outlet_words"))


@cache
def _synonyms() -> dict[str, frozenset[str]]:
    return {row["noun"]: frozenset(row["names"].split("|")) for row in table("body_synonyms")}


def is_called(noun: str) -> bool:
    """Are there names that ``noun``, one word or two, is known to mean?"""
    return noun in _synonyms()


def says_it_is(name: list[str], noun: str) -> bool:
    """Does a word of a name in lower case say that ``noun`` can mean its bearer?"""
    called = _synonyms().get(noun, frozenset())
    if name[-1:] and name[-1] in _outlet_words() and _NEWS not in called:
        return False  # *Army Radio* is no army
    return not called.isdisjoint(name) or (_NEWS in called and not _outlet_words().isdisjoint(name))


def can_be(name: list[str], noun: str) -> bool:
    """Can ``noun`` mean the bearer of a name that does not say what it is?"""
    return _ANY in _synonyms().get(noun, frozenset()) and not _is_another(name, noun)


def _is_another(name: list[str], noun: str) -> bool:
    """Does the name say that it is another kind of body than ``noun``: an agency is no company?"""
    if is_office_name(name) or not _outlet_words().isdisjoint(name):
        return True
    if noun in _ANY_BODY:
        return False
    return any("organization" in stands_for(word) and word not in ("group", noun) for word in name)
