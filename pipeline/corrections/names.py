"""Who the cell ``value`` of a correction names."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline import ids
from pipeline.corrections.read import NotApplied
from pipeline.lexicon import words
from pipeline.ner.countries import countries, expression, is_seat
from pipeline.ner.organizations import is_acronym
from pipeline.records import Entity, Reading
from pipeline.relations.nouns import is_office_name, stands_for

ENTITY_KIND = {
    "person": "person",
    "office": "organization",
    "group": "organization",
    "organization": "organization",
    "country": "country",
    "document": "organization",
    "anonymous": None,
}
"""Kind of entity by kind of speaker; an anonymous speaker has none."""
_PREFIXED = re.compile(rf"({'|'.join(ENTITY_KIND)})\s*:\s*(.*)", re.IGNORECASE)

_ID = re.compile(r"[po][0-9a-f]{12}")


class Named(NamedTuple):
    """``entity`` is None for somebody without a name; ``kind`` is the kind of speaker where the line gives one."""

    entity: Entity | None
    kind: str | None = None


def named(reading: Reading, value: str, *, without: str | None = None, kind: str | None = None) -> Named:
    """Who ``value`` names: an entity of the article (by id, name or other form), a country, or somebody new.

    ``person:``, ``organization:`` or another kind of speaker before the name says what it is; for a new name without
    it, ``kind`` does, else its words. ``without`` is an id that is not meant. Raises NotApplied where several fit.
    """
    prefixed = _PREFIXED.fullmatch(value)
    given = prefixed[1].casefold() if prefixed else None
    name = " ".join((prefixed[2] if prefixed else value).split())
    if not name:
        return Named(None, given)
    wanted = ENTITY_KIND[given] if given else None
    if given == "anonymous":
        raise NotApplied(f"an anonymous speaker has no name; leave out “{name}” or say what it is (person: {name})")
    known = [e for e in reading.entities if e.entity_id != without and wanted in (None, e.kind)]
    return Named(_known(reading, known, name) or _new(name, wanted, kind), given)


def could_name(text: str, entity: Entity) -> bool:
    """Whether ``text`` is (part of) one of the entity's names, or stands for the country: *Lavrov*, *Moscow*."""
    if entity.kind == "country":
        read = expression(text)
        return read is not None and read.alpha2 == entity.entity_id
    own = _words(text)
    return bool(own) and any(own <= _words(name) for name in (entity.name, *entity.aliases))


def speaker_kind(entity: Entity) -> str:
    """The usual kind of speaker for an entity: an organization by the name of a state's body is an office."""
    is_office = entity.kind == "organization" and is_office_name(entity.name.casefold().split())
    return "office" if is_office else entity.kind


def _known(reading: Reading, entities: list[Entity], name: str) -> Entity | None:
    """By id, else by name, else by another form."""
    plain = name.casefold()
    mentioned: dict[str, set[str]] = {}
    for mention in reading.mentions:
        if mention.entity_id and mention.form == "name":
            mentioned.setdefault(mention.entity_id, set()).add(mention.text.casefold())
    for fits in (
        [e for e in entities if e.entity_id == name],
        [e for e in entities if e.name.casefold() == plain],
        [e for e in entities if plain in {*map(str.casefold, e.aliases), *mentioned.get(e.entity_id, ())}],
    ):
        if len(fits) > 1:
            several = ", ".join(f"{e.name} ({e.entity_id})" for e in fits)
            raise NotApplied(f"“{name}” can be {several}; give the entity_id")
        if fits:
            return fits[0]
    return None


def _new(name: str, wanted: str | None, usual: str | None) -> Entity:
    if _ID.fullmatch(name):
        raise NotApplied(f"{name} is nobody that this article knows; give the name instead")
    read = expression(name)
    if wanted is None and name in countries():
        wanted = "country"
    if wanted == "country" or (wanted is None and read is not None and read.kind == "name"):
        country = countries().get(read.alpha2 if read else name)
        if country is None:
            raise NotApplied(f"“{name}” is no country that is known; use its usual name or its code in ISO 3166")
        return Entity(country.alpha2, "country", country.name, (), country.alpha2)
    kind = wanted or (usual if usual != "country" else None) or _guess(name)
    acronym = name if kind == "organization" and is_acronym(name) else None
    return Entity(ids.entity_id(kind, name), kind, name, acronym=acronym)


def _guess(name: str) -> str:
    parts = name.split()
    lowered = [part.casefold() for part in parts]
    is_body = (
        is_acronym(name)
        or is_seat(name)
        or any(word in _body_words() for word in lowered)
        or any(kind in ("organization", "office") for word in lowered for kind in stands_for(word))
    )
    return "organization" if is_body else "person"


@cache
def _body_words() -> frozenset[str]:
    lists = ("organization_words", "legal_forms", "armed_groups")
    return frozenset(word.casefold() for name in lists for word in words(name))


def _words(text: str) -> set[str]:
    return {word.casefold().replace("’", "'").removesuffix("'s").strip(".,") for word in text.split()}
