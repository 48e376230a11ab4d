"""A reading with the ids and names that its people and organizations have in all articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from pipeline.records import Entity, Mention, Reading, Relation, Statement


class Canonical(NamedTuple):
    """How an entity is shown: its id, its name, and the country that the corpus knows it to be of, if that is its."""

    entity_id: str
    name: str
    iso_alpha2: str | None = None


def renamed(reading: Reading, given: Mapping[str, Canonical]) -> Reading:
    """``reading`` with each entity of ``given`` (by its id in the article) under its canonical id and name.

    Ids of mentions, statements and relations stay as they are; a relation of two that are one is gone.
    """
    if not given:
        return reading
    entities: dict[str, Entity] = {}
    for entity in reading.entities:
        entity = _entity(entity, given.get(entity.entity_id))
        before = entities.get(entity.entity_id)
        entities[entity.entity_id] = _both(before, entity) if before else entity
    return replace(
        reading,
        entities=tuple(entities.values()),
        mentions=tuple(_mention(mention, given) for mention in reading.mentions),
        statements=tuple(_statement(statement, given) for statement in reading.statements),
        relations=tuple(
            new
            for old in reading.relations
            if (new := _relation(old, given)).subject_id != new.object_id or old.subject_id == old.object_id
        ),
    )


def _entity(entity: Entity, new: Canonical | None) -> Entity:
    if new is None:
        return entity
    aliases = tuple(form for form in dict.fromkeys((entity.name, *entity.aliases)) if form != new.name)
    return replace(
        entity,
        entity_id=new.entity_id,
        name=new.name,
        aliases=aliases,
        iso_alpha2=entity.iso_alpha2 or new.iso_alpha2,
    )


def _both(a: Entity, b: Entity) -> Entity:
    aliases = tuple(form for form in dict.fromkeys((*a.aliases, *b.aliases)) if form != a.name)
    return replace(
        a,
        aliases=aliases,
        iso_alpha2=a.iso_alpha2 or b.iso_alpha2,
        acronym=a.acronym or b.acronym,
        sex=a.sex or b.sex,
    )


def _mention(mention: Mention, given: Mapping[str, Canonical]) -> Mention:
    new = given.get(mention.entity_id or "")
    return replace(mention, entity_id=new.entity_id) if new else mention


def _statement(statement: Statement, given: Mapping[str, Canonical]) -> Statement:
    speaker, addressee = given.get(statement.speaker_id or ""), given.get(statement.addressee_id or "")
    if speaker:
        statement = replace(statement, speaker_id=speaker.entity_id, speaker=speaker.name)
    return replace(statement, addressee_id=addressee.entity_id) if addressee else statement


def _relation(relation: Relation, given: Mapping[str, Canonical]) -> Relation:
    subject, object_ = given.get(relation.subject_id), given.get(relation.object_id or "")
    if subject:
        relation = replace(relation, subject_id=subject.entity_id, subject=subject.name)
    return replace(relation, object_id=object_.entity_id, object=object_.name) if object_ else relation
