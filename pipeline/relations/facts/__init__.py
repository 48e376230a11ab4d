"""Facts between the entities of an article: who met, accused, supports, opposes or fights whom, what is part of what.

One function a pattern, in modules by the kind of word that says it; which words do is data (``relation_cues.csv`` and
others). A fact that only may hold (*may meet*, *plans to meet*, *if they met*, questions) gives none; one that is said
not to hold (*did not meet*, *denied supporting*) gives one with ``negated``. :mod:`~pipeline.relations.facts.scope`
decides that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.records import Entity, Mention
from pipeline.relations.facts.aliases import ALIAS_RULES
from pipeline.relations.facts.ends import End, Ends
from pipeline.relations.facts.fact import Fact, Pattern
from pipeline.relations.facts.modifiers import MODIFIER_RULES
from pipeline.relations.facts.nouns import NOUN_RULES
from pipeline.relations.facts.parts import PART_RULES
from pipeline.relations.facts.seats import SEAT_RULES
from pipeline.relations.facts.verbs import VERB_RULES
from pipeline.relations.tree import Tree

__all__ = ["FACT_RULES", "End", "Fact", "find_facts"]

FACT_RULES: tuple[Pattern, ...] = (
    *VERB_RULES,
    *NOUN_RULES,
    *MODIFIER_RULES,
    *PART_RULES,
    *SEAT_RULES,
    *ALIAS_RULES,
)

_SYMMETRIC = frozenset({"met_with", "fights", "same_as"})


def find_facts(tree: Tree, mentions: Iterable[Mention], entities: Mapping[str, Entity]) -> list[Fact]:
    """Every fact that a pattern finds, in order of its cue; ``mentions`` are those that stand for an entity or place.

    A pair has one fact of a kind in a sentence, the first rule's, and nothing a fact with itself.
    """
    ends = Ends(tree, mentions, entities)
    found: dict[tuple[object, ...], Fact] = {}
    for rule in FACT_RULES:
        for fact in rule(tree, ends):
            pair = (fact.subject.key, fact.object.key)
            if fact.predicate in _SYMMETRIC:
                pair = (min(pair), max(pair))
            if pair[0] == pair[1]:
                continue
            found.setdefault((fact.predicate, tree.sentence[fact.cue], pair), fact)
    return sorted(found.values(), key=lambda fact: (fact.cue, fact.where, fact.predicate, fact.object.key))
