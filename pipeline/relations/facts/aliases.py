"""Two names of one thing: *the Falcon Brigade, also known as the Hawks*, *the Unity Party (UP)*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipeline.lexicon import table
from pipeline.records import Mention
from pipeline.relations.facts.ends import End, Ends
from pipeline.relations.facts.fact import Fact, facts
from pipeline.relations.tree import Range, Tree

_FAR = 8
_FILLERS = frozenset({",", "the", "“", '"', "‘", "'", "(", "-"})


@cache
def _phrases() -> frozenset[str]:
    return frozenset(_plain(row["words"].split()) for row in table("alias_words"))


def _plain(parts: list[str]) -> str:
    return " ".join(parts).replace(".", "")


def _neighbours(tree: Tree) -> Iterator[tuple[Mention, Mention, list[str]]]:
    """Names that follow each other closely, with the words between them."""
    mentions = tree.parsed.mentions
    for one, other in pairwise(mentions):
        if one.last < other.first <= one.last + _FAR and tree.sentence[one.first] == tree.sentence[other.first]:
            yield one, other, tree.low[one.last : other.first]


def also_known_as(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X, also known as Y: *the Falcon Brigade, formerly known as the Hawks*."""
    for one, other, between in _neighbours(tree):
        if _plain([word for word in between if word not in _FILLERS]) in _phrases():
            yield from _same(ends, one, other, "also_known_as")


def in_brackets(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X (Y): *the Unity Party (UP)*, capitals of the name in brackets."""
    for one, other, between in _neighbours(tree):
        closed = tree.low[other.last : other.last + 1] == [")"]
        known = (one.entity_id is not None and one.entity_id == other.entity_id) or _is_acronym(other.text, one.text)
        if between == ["("] and closed and one.label == "ORG" and known:
            yield from _same(ends, one, other, "in_brackets", 1)


def _is_acronym(short: str, name: str) -> bool:
    """Are the capitals of ``short`` among the first letters of ``name``'s words, in order?"""
    letters = [char.lower() for char in short if char.isalpha()]
    initials = iter(char for word in name.replace("-", " ").split() for char in word[:1].lower())
    return short.isupper() and len(letters) > 1 and all(letter in initials for letter in letters)


def _same(ends: Ends, one: Mention, other: Mention, rule: str, closing: int = 0) -> Iterator[Fact]:
    """The second name is an entity, or text where it is none or the same one; ``closing`` marks follow it."""
    end, second = ends.of(one), ends.of(other)
    if end is None:
        return
    if second is None or second.entity_id == end.entity_id:
        text = other.text if other.text != end.name else one.text
        second = End(text, "name", None, Range(other.first, other.last))
    second = replace(second, where=Range(other.first, other.last + closing))
    if second.kind in (end.kind, "name"):
        yield from facts("same_as", [end], [second], one.last, False, rule)


ALIAS_RULES = (also_known_as, in_brackets)
