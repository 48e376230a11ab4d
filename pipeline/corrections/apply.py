"""Corrections laid over the readings of one source, line by line: one function an action."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.corrections.added import add_statement
from pipeline.corrections.find import article_at, check_text, mention_at, statements_at
from pipeline.corrections.identity import drop_mention, identify, join, part, set_apart
from pipeline.corrections.mark import mark_relation, mark_statement
from pipeline.corrections.names import Named, named
from pipeline.corrections.read import EVERYWHERE, Correction, NotApplied, Problem
from pipeline.corrections.speaking import give_speaker
from pipeline.corrections.tidy import tidy
from pipeline.records import Entity, Mention, Reading, SourceReading, Statement

Action = Callable[[Reading, str, Correction], Reading]
"""A reading, the text of its source and a line in; the corrected reading out. Raises NotApplied."""


def correct(reading: SourceReading, corrections: Iterable[Correction]) -> tuple[SourceReading, list[Problem]]:
    """``reading`` with ``corrections`` (lines for its source) applied in their order, and those that could not be.

    Each line sees what the lines before it made. What the result is depends on nothing but the two.
    """
    readings = list(reading.readings)
    text = reading.page.source.text
    problems: list[Problem] = []
    for correction in corrections:
        try:
            if correction.source == EVERYWHERE:
                readings = _merged_by_name(readings, correction)
                continue
            number = article_at(readings, correction)
            check_text(readings[number], text, correction)
            changed = _ACTIONS[correction.action](readings[number], text, correction)
            readings[number] = tidy(readings[number], changed, correction.note)
        except NotApplied as reason:
            problems.append(Problem(correction.line, str(reason)))
    return replace(reading, readings=tuple(readings)), problems


def _speaker(reading: Reading, text: str, correction: Correction) -> Reading:
    """The statement (by content or cue), or all with this speaker's words, get the speaker that ``value`` names."""
    statements = statements_at(reading, correction)
    if not statements:
        raise NotApplied(f"no statement has its content, cue or speaker at {correction.place}; use add for a new one")
    asked = {s.statement_id for s in statements}
    if all((s.speaker or "") == correction.value for s in statements):
        confirmed = (mark_statement(s) if s.statement_id in asked else s for s in reading.statements)
        return replace(reading, statements=tuple(confirmed))
    return give_speaker(reading, asked, named(reading, correction.value), text, correction.note)


def _drop(reading: Reading, text: str, correction: Correction) -> Reading:
    """No statement (its content or cue is given), else no mention."""
    found = statements_at(reading, correction)
    if not found:
        return drop_mention(reading, mention_at(reading, correction), correction.note)
    (dropped,) = found
    above = dropped.parent_id

    def below(statement: Statement) -> Statement:
        is_inner = statement.parent_id == dropped.statement_id
        return mark_statement(statement, parent_id=above) if is_inner else statement

    return replace(
        reading,
        statements=tuple(below(s) for s in reading.statements if s.statement_id != dropped.statement_id),
        relations=tuple(
            mark_relation(r, statement_id=above) if r.statement_id == dropped.statement_id else r
            for r in reading.relations
        ),
    )


def _merge(reading: Reading, text: str, correction: Correction) -> Reading:
    """The entity mentioned there, with all its mentions in the article, is the one that ``value`` names."""
    mention, old = _entity_at(reading, correction)
    if old is None:
        new = _somebody(reading, correction, None)
        spoken = [s.statement_id for s in reading.statements if s.speaker_span == mention.span and not s.speaker_id]
        reading = identify(reading, mention, new, correction.note)
        return give_speaker(reading, spoken, Named(new), text, correction.note)
    new = _somebody(reading, correction, old)
    return join(reading, old, new, correction.note)


def _merged_by_name(readings: Sequence[Reading], correction: Correction) -> list[Reading]:
    """In each article, the entity that has this name or id is the one that ``value`` names."""
    found = []
    merges = 0
    for reading in readings:
        for old in [e for e in reading.entities if correction.text in (e.name, e.entity_id)]:
            new = _somebody(reading, correction, old)
            reading = tidy(reading, join(reading, old, new, correction.note), correction.note)
            merges += 1
        found.append(reading)
    if not merges:
        raise NotApplied(f"no article has a person, country or organization named “{correction.text}”")
    return found


def _split(reading: Reading, text: str, correction: Correction) -> Reading:
    """The mention there is not the entity that it was joined to, but the one that ``value`` names, or unknown.

    Where that is the name that its article knows it by, it is nobody of another article.
    """
    mention, old = _entity_at(reading, correction)
    if old is None:
        raise NotApplied(f"“{mention.text}” at {correction.place} was joined to nobody; use merge to say who it is")
    if correction.value.casefold() == old.name.casefold() == mention.text.casefold():
        return set_apart(reading, old, correction.note)
    new = _somebody(reading, correction, old) if correction.value else None
    return part(reading, mention, old, new, correction.note)


def _entity_at(reading: Reading, correction: Correction) -> tuple[Mention, Entity | None]:
    mention = mention_at(reading, correction)
    return mention, next((e for e in reading.entities if e.entity_id == mention.entity_id), None)


def _somebody(reading: Reading, correction: Correction, old: Entity | None) -> Entity:
    """The entity that ``value`` names and that is not ``old``."""
    without, kind = (old.entity_id, old.kind) if old else (None, None)
    new = named(reading, correction.value, without=without, kind=kind).entity
    if new is None:
        raise NotApplied(f"{correction.action} needs a name in value")
    if new.entity_id == without:
        raise NotApplied(
            f"“{correction.value}” is the name of the entity that it is now; give one that tells them apart"
        )
    return new


_ACTIONS: dict[str, Action] = {
    "speaker": _speaker,
    "drop": _drop,
    "add": add_statement,
    "merge": _merge,
    "split": _split,
}
