"""Giving statements another speaker, and what follows for the words that stand for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from pipeline.corrections.mark import mark_statement
from pipeline.corrections.mentions import UNNAMED_FORMS, is_first_person, is_pronoun, meaning, new_mention
from pipeline.corrections.names import Named, could_name, speaker_kind
from pipeline.corrections.tidy import known
from pipeline.records import Entity, Mention, Reading, Span, Statement

_UNNAMED_KINDS = ("group", "anonymous", "document", "office")
_PASSING_KINDS = ("group", "document")
"""Kinds that an entity has for one statement, not for all of its own."""


class Standing(NamedTuple):
    """What the article knows of a speaker."""

    kind: str
    role: str | None
    iso_alpha2: str | None


def standing(reading: Reading, entity: Entity, without: Collection[str] = ()) -> Standing:
    """As the entity's other statements have it (those ``without`` left out), else by its roles in the article."""
    kind = role = country = None
    for relation in sorted(reading.relations, key=lambda r: (r.span, r.relation_id)):
        if relation.subject_id == entity.entity_id and not relation.negated:
            if relation.predicate == "holds_role":
                is_worn = relation.qualifier in ("former", "acting")
                role = f"{relation.qualifier} {relation.object}" if is_worn else relation.object
            elif relation.predicate == "represents":
                country = relation.object_id
    for statement in reading.statements:
        if statement.speaker_id == entity.entity_id and statement.statement_id not in without:
            kind = kind or (None if statement.speaker_kind in _PASSING_KINDS else statement.speaker_kind)
            role = statement.speaker_role or role
            country = statement.speaker_iso_alpha2 or country
    return Standing(kind or speaker_kind(entity), role, country or entity.iso_alpha2)


def give_speaker(reading: Reading, statement_ids: Collection[str], speaker: Named, text: str, note: str) -> Reading:
    """The statements, and those in first person within them, are ``speaker``'s.

    A pronoun or description that stands for the speaker is taken for it as well, where all its statements are among
    them; a name goes on naming whom it named, unless it is part of the speaker's.
    """
    chosen = _with_first_persons(reading, statement_ids)
    entity = speaker.entity
    if entity is None:
        return _unname(reading, chosen, speaker.kind)
    reading = known(reading, entity)
    known_as = standing(reading, entity, chosen)
    stands: dict[Span, Mention] = {}
    for span in sorted({s.speaker_span for s in _picked(reading, chosen) if s.speaker_span is not None}):
        mention = _standing_for(reading, span, entity, chosen, text, note)
        if mention is not None:
            stands[span] = mention
            others = tuple(m for m in reading.mentions if m.mention_id != mention.mention_id)
            reading = replace(reading, mentions=(*others, mention))

    def said_by(statement: Statement) -> Statement:
        if statement.speaker_id == entity.entity_id:
            return mark_statement(statement, speaker_kind=speaker.kind or statement.speaker_kind)
        mention = stands.get(statement.speaker_span) if statement.speaker_span else None
        return mark_statement(
            statement,
            speaker_id=entity.entity_id,
            speaker=entity.name,
            speaker_kind=speaker.kind or known_as.kind,
            speaker_role=known_as.role,
            speaker_iso_alpha2=known_as.iso_alpha2,
            speaker_mention_id=mention.mention_id if mention else None,
            resolved_by=resolved_by(mention, statement.speaker_text, entity),
        )

    statements = tuple(said_by(s) if s.statement_id in chosen else s for s in reading.statements)
    return replace(reading, statements=statements)


def resolved_by(mention: Mention | None, words: str | None, entity: Entity) -> str:
    """How ``words`` stand for a statement's speaker: as the mention in them does, else by what they are."""
    if mention is not None:
        return mention.form if mention.form in ("pronoun", "nominal", "metonym") else "name"
    if words is None or could_name(words, entity):
        return "name"
    return "pronoun" if is_pronoun(words) else "nominal"


def unnamed(statement: Statement, kind: str | None = None) -> Statement:
    """``statement`` of somebody without a name."""
    usual = statement.speaker_kind if statement.speaker_kind in _UNNAMED_KINDS else "anonymous"
    return mark_statement(
        statement,
        speaker_id=None,
        speaker=None,
        speaker_kind=kind or usual,
        speaker_role=None,
        speaker_iso_alpha2=None,
        speaker_mention_id=None,
        resolved_by="none",
    )


def _unname(reading: Reading, chosen: set[str], kind: str | None) -> Reading:
    used = {s.speaker_mention_id for s in reading.statements if s.statement_id not in chosen}
    through = {s.speaker_mention_id for s in _picked(reading, chosen)} - used
    gone = {m.mention_id for m in reading.mentions if m.mention_id in through and m.form in UNNAMED_FORMS}
    statements = tuple(unnamed(s, kind) if s.statement_id in chosen else s for s in reading.statements)
    mentions = tuple(m for m in reading.mentions if m.mention_id not in gone)
    return replace(reading, statements=statements, mentions=mentions)


def _picked(reading: Reading, chosen: Collection[str]) -> list[Statement]:
    return [s for s in reading.statements if s.statement_id in chosen]


def _with_first_persons(reading: Reading, statement_ids: Collection[str]) -> set[str]:
    """Together with the statements in them whose speaker is *I* or *we*, as far down as these go."""
    chosen = set(statement_ids)
    grows = True
    while grows:
        more = {
            s.statement_id
            for s in reading.statements
            if s.parent_id in chosen and s.statement_id not in chosen and is_first_person(s.speaker_text or "")
        }
        grows = bool(more)
        chosen |= more
    return chosen


def _standing_for(
    reading: Reading, span: Span, entity: Entity, chosen: Collection[str], text: str, note: str
) -> Mention | None:
    """The mention at ``span`` (a speaker's words) that stands for ``entity``, made so where that is safe."""
    inside = [m for m in reading.mentions if span.holds(m.span)]
    already = [m for m in inside if m.entity_id == entity.entity_id]
    if already:
        return max(already, key=lambda m: (m.span.end - m.span.start, m.span))
    users = [s for s in reading.statements if s.speaker_span == span]
    if any(s.statement_id not in chosen for s in users):
        return None
    through = {s.speaker_mention_id for s in users}
    own = [m for m in inside if m.mention_id in through or m.span == span]
    for mention in own:
        if mention.form in UNNAMED_FORMS or could_name(mention.text, entity):
            return meaning(reading, mention, entity, note)
    return None if own else new_mention(reading, text, span, entity, note)
