"""What a pattern finds, and the words that patterns look for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import table
from pipeline.relations.facts.ends import End, Ends
from pipeline.relations.tree import Range, Tree


@dataclass(frozen=True, slots=True)
class Fact:
    """``where`` are the tokens that show it, from the first to the last of its ends and its ``cue``."""

    predicate: str
    subject: End
    object: End
    cue: int
    where: Range
    negated: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Cue:
    """What a lemma says in a construction; ``prepositions`` are those before whom it is done to."""

    predicate: str
    prepositions: tuple[str, ...]


_ANY = frozenset({"person", "country", "organization"})
_BODY = frozenset({"organization"})
_SUBJECTS = {
    "member_of": frozenset({"person"}),
    "part_of": frozenset({"country", "organization"}),
    "based_in": frozenset({"person", "organization"}),
}
_OBJECTS = {
    "member_of": _BODY,
    "leads": _BODY,
    "part_of": frozenset({"country", "organization"}),
    "based_in": frozenset({"country", "place"}),
    "same_as": frozenset({"person", "country", "organization", "name"}),
}
"""Kinds of entity that a predicate relates; others relate any to any."""

Pattern = Callable[[Tree, Ends], Iterable[Fact]]


@cache
def cues(construction: str) -> dict[str, tuple[Cue, ...]]:
    """The cues of a construction by lemma."""
    found: dict[str, tuple[Cue, ...]] = {}
    for row in table("relation_cues"):
        if row["construction"] == construction:
            cue = Cue(row["predicate"], tuple(row["prepositions"].split("|")))
            found[row["lemma"]] = (*found.get(row["lemma"], ()), cue)
    return found


def facts(
    predicate: str, subjects: Iterable[End], objects: Iterable[End], cue: int, negated: bool, rule: str
) -> list[Fact]:
    """One fact for each subject and object that the predicate can relate."""
    targets = list(objects)
    return [
        Fact(predicate, subject, target, cue, _around(subject, target, cue), negated, rule)
        for subject in subjects
        for target in targets
        if _can_relate(predicate, subject, target)
    ]


def _can_relate(predicate: str, subject: End, target: End) -> bool:
    if predicate == "fights" and subject.kind == target.kind == "person":
        return False  # a murder or a match
    return subject.kind in _SUBJECTS.get(predicate, _ANY) and target.kind in _OBJECTS.get(predicate, _ANY)


def _around(subject: End, target: End, cue: int) -> Range:
    first = min(subject.where.first, target.where.first, cue)
    return Range(first, max(subject.where.last, target.where.last, cue + 1))
