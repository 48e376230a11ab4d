"""Leave nothing that points at what a correction took away."""

from __future__ import annotations

from dataclasses import replace

from pipeline.corrections.mark import RULE, mark_mention, mark_statement
from pipeline.corrections.mentions import name_before
from pipeline.records import Entity, Mention, Reading, Relation

_OF_PEOPLE = ("holds_role", "represents", "member_of", "leads")
"""Relations that only people have."""
_OBJECTS = {"represents": "country", "member_of": "organization", "leads": "organization"}


def known(reading: Reading, entity: Entity) -> Reading:
    """``reading`` with ``entity`` among its entities, as given here."""
    others = tuple(e for e in reading.entities if e.entity_id != entity.entity_id)
    if len(others) == len(reading.entities):
        return replace(reading, entities=(*others, entity))
    return replace(reading, entities=tuple(entity if e.entity_id == entity.entity_id else e for e in reading.entities))


def tidy(before: Reading, after: Reading, note: str) -> Reading:
    """``after``, which an action made of ``before``, without what points at nothing.

    Mentions that were resolved through one that is gone, or means another entity now, lean on another name of their
    own; entities that are no longer mentioned and do not speak are gone, with their relations and as addressees.
    """
    after = _leant(before, after, note)
    gone = _alive(before) - _alive(after)
    kinds = {e.entity_id: e.kind for e in after.entities}
    statements = tuple(mark_statement(s, addressee_id=None) if s.addressee_id in gone else s for s in after.statements)
    relations: dict[str, Relation] = {}
    for relation in after.relations:
        ends = {relation.subject_id, relation.object_id}
        if not ends & gone and (relation.rule != RULE or _is_possible(relation, kinds)):
            relations.setdefault(relation.relation_id, relation)
    return replace(
        after,
        mentions=tuple(sorted(after.mentions, key=lambda m: (m.span, m.mention_id))),
        entities=tuple(e for e in after.entities if e.entity_id not in gone),
        statements=statements,
        relations=tuple(relations.values()),
    )


def _alive(reading: Reading) -> set[str | None]:
    """Ids of the entities that are mentioned or speak."""
    found = {m.entity_id for m in reading.mentions} | {s.speaker_id for s in reading.statements}
    return found - {None}


def _is_possible(relation: Relation, kinds: dict[str, str]) -> bool:
    """Whether entities of these kinds can stand in the relation, and it is not one with itself."""
    is_person = relation.predicate not in _OF_PEOPLE or kinds.get(relation.subject_id) == "person"
    wanted = _OBJECTS.get(relation.predicate)
    is_object = wanted is None or kinds.get(relation.object_id or "") == wanted
    return is_person and is_object and relation.subject_id != relation.object_id


def _leant(before: Reading, after: Reading, note: str) -> Reading:
    entity_of = {m.mention_id: m.entity_id for m in after.mentions}
    moved = {m.mention_id for m in before.mentions if entity_of.get(m.mention_id, "") != m.entity_id}

    def leant(mention: Mention) -> Mention:
        through = mention.antecedent_id
        if through not in moved or entity_of.get(through) == mention.entity_id:
            return mention
        return mark_mention(mention, note, antecedent_id=name_before(after, mention, mention.entity_id))

    return replace(after, mentions=tuple(leant(m) for m in after.mentions))
