"""Whom the labels of a transcript mean: people of the article by name, by office, by their part in the interview."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace

from pipeline import ids
from pipeline.records import Entity, Mention, Parsed
from pipeline.relations.cast import Cast
from pipeline.relations.names import person_at
from pipeline.relations.speakers.scene import Speaker, country_of
from pipeline.relations.transcripts.evidence import initials
from pipeline.relations.transcripts.labels import Label
from pipeline.relations.transcripts.turns import Transcript
from pipeline.relations.tree import Range, Tree

_NOBODY = Speaker("anonymous", rule="label")
_MOST = 50
"""People of one name that are looked at."""


def with_named_labels(tree: Tree, transcript: Transcript) -> Parsed:
    """``tree.parsed`` with each label that gives a name as a mention of the person who is named so in full."""
    parsed = tree.parsed
    labels = _names(transcript)
    if not labels:
        return parsed
    people = _People(tree, parsed.entities, labels)
    for label in labels:
        if not people.called(label):
            people.add(_made(tree, label))
    by_label = {label.name: _recased(found) for label in labels if (found := people.meant(label))}
    taken = {token for name in by_label for token in range(*name)}
    recased = {entity.entity_id: _recased(entity).entity_id for entity in parsed.entities if entity.kind == "person"}
    mentions = [
        replace(m, entity_id=recased.get(m.entity_id or "", m.entity_id))
        for m in parsed.mentions
        if taken.isdisjoint(range(m.first, m.last))
    ]
    mentions += [person_at(tree, name, entity, "label of a turn") for name, entity in by_label.items()]
    mentions.sort(key=lambda mention: mention.span)
    entities = {entity.entity_id: entity for entity in (*map(_recased, parsed.entities), *by_label.values())}
    left = {mention.entity_id for mention in mentions}
    kept = tuple(entity for entity in entities.values() if entity.entity_id in left)
    return replace(parsed, mentions=tuple(mentions), entities=kept)


def _names(transcript: Transcript) -> list[Label]:
    """Labels that give a name, those in full first: others are short for them."""
    labels = [turn.label for turn in transcript.turns if turn.label and turn.part == "name"]
    return sorted(labels, key=lambda label: label.name.first - label.name.last)


class _People:
    """The people of an article by last and first word of their name and by its initials; ``labels`` name some."""

    def __init__(self, tree: Tree, entities: Iterable[Entity], labels: Iterable[Label]) -> None:
        self.tree = tree
        self._by: dict[tuple[str, str], list[Entity]] = {}
        self._full = {" ".join(self._words(label)) for label in labels}
        for entity in entities:
            if entity.kind == "person":
                self.add(entity)

    def add(self, entity: Entity) -> None:
        parts = entity.name.casefold().split()
        keys = [("last", parts[-1]), ("first", parts[0]), ("initials", initials(parts))]
        for key in keys if len(parts) > 1 else [("alone", parts[0])]:
            self._by.setdefault(key, []).append(entity)

    def _words(self, label: Label) -> list[str]:
        return _written(self.tree, label).casefold().split()

    def called(self, label: Label) -> list[Entity]:
        """Those whose name ends with the label's, or begins with it, or has its initials, or is no longer."""
        own = self._words(label)
        named = self._by.get(("last", own[-1]), [])[:_MOST]
        if len(own) > 1:
            return [one for one in named if _agree(one.name.casefold().split()[0], own[0])]
        others = (("first", own[0]), ("initials", own[0].replace(".", "")), ("alone", own[0]))
        return named or next((found[:_MOST] for key in others if (found := self._by.get(key))), [])

    def meant(self, label: Label) -> Entity | None:
        """The one who is called so; of several the one who has a label in full; None where several are left."""
        called = self.called(label)
        if len(called) > 1:
            called = [one for one in called if one.name.casefold() in self._full]
        return called[0] if len(called) == 1 else None


def _agree(first: str, other: str) -> bool:
    """Two first names, or one and its initial."""
    a, b = first.rstrip("."), other.rstrip(".")
    return a == b or (a[:1] == b[:1] and min(len(a), len(b)) == 1)


def _made(tree: Tree, label: Label) -> Entity:
    name = _written(tree, label)
    return Entity(ids.entity_id("person", name), "person", name)


def _written(tree: Tree, label: Label) -> str:
    return tree.parsed.tokens.span(*label.name).folded(tree.parsed.text)


def _recased(entity: Entity) -> Entity:
    """*Ingrid Holt*, where the article has *INGRID HOLT* only."""
    if entity.kind != "person" or not entity.name.isupper() or len(entity.name) <= len("MK"):
        return entity
    name = entity.name.title()
    return replace(entity, entity_id=ids.entity_id("person", name), name=name)


def voices_of(cast: Cast, transcript: Transcript) -> dict[int, Speaker]:
    """The speaker of each turn that has a label, by the token of its cue."""
    tree = cast.tree
    names = _names(transcript)
    people = _People(tree, cast.entities.values(), names)
    known = {label.name for label in names if people.meant(label)}
    headline = {m.entity_id for m in cast.people if tree.block_kinds[tree.block[m.first]] == "title"}
    return {turn.head: _voice(cast, transcript, turn.label, known, headline) for turn in transcript.turns if turn.label}


def _voice(
    cast: Cast, transcript: Transcript, label: Label, known: AbstractSet[Range], headline: AbstractSet[str | None]
) -> Speaker:
    if label.part == "name":
        mention = cast.mention_at(label.name.last - 1) if label.name in known else None
        return _speaker(cast, mention, "name") if mention is not None and mention.entity_id else _NOBODY
    if label.part == "answers":
        return _behind(cast, transcript.interviewee)
    if label.part == "asks":
        return _behind(cast, transcript.outlet)
    return _behind(cast, _holder(cast, label, headline))


def _holder(cast: Cast, label: Label, headline: AbstractSet[str | None]) -> Mention | None:
    """The one person of the article who holds the office now; of several the one in the headline."""
    noun, token = cast.tree.low[label.where.last - 1], label.where.first
    held = {entity for _, entity, role in cast.holders(noun, token) if role.qualifier is None}
    held = held & headline if len(held) > 1 else held
    return cast.last_before(held.pop(), token) if len(held) == 1 else None


def _behind(cast: Cast, named: Mention | None) -> Speaker:
    """Who is named elsewhere; nobody where none is."""
    mention = cast.mention_at(named.first) if named is not None else None
    return _speaker(cast, mention, "nominal") if mention is not None and mention.entity_id else _NOBODY


def _speaker(cast: Cast, mention: Mention, by: str) -> Speaker:
    entity = cast.entities[mention.entity_id or ""]
    country = country_of(cast, mention) if entity.kind == "person" else entity.iso_alpha2
    own, behind = (mention, None) if by == "name" else (None, mention)
    return Speaker(entity.kind, entity.name, entity.entity_id, by, own, behind, country, "label")
