"""What one article says of one of its people or organizations, as far as it tells who they are."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.ner.organizations import national_body, org_words
from pipeline.ner.people import person_name
from pipeline.records import Entity, Reading

PINNED = "correction"
"""``resolved_by`` of a mention whose entity an analyst gave."""
_MOST_ROLES = 3
_MOST_NEAR = 40
_MOST_FORMS = 6
_HOME_SHARE = 0.6
"""Of an article's words for countries: from this share on, a body without a country is that one's."""


class Facts(NamedTuple):
    """Equal for articles that say the same of somebody, so that they are kept once.

    ``words`` are those of the fullest name, as they are compared; ``forms`` the names seen; ``country`` is ISO alpha-2;
    ``roles`` in lower case without qualifier. ``pin``: an analyst gave the ``name``, or said that it is its ``own``.
    """

    kind: str
    name: str
    words: tuple[str, ...]
    forms: tuple[str, ...] = ()
    sex: str | None = None
    generation: str | None = None
    country: str | None = None
    roles: tuple[str, ...] = ()
    acronym: str | None = None
    is_body: bool = False
    pin: str | None = None

    @property
    def is_short(self) -> bool:
        """Whether the name may be short for another: one word, as a family name or letters, or a body of no country."""
        return not self.country if self.is_body else len(self.words) < 2

    @property
    def is_bare(self) -> bool:
        """Whether the article says nothing more of them than the name."""
        return not (self.country or self.roles)


class Seen(NamedTuple):
    """One local entity: its id in the article, the facts, a mention of it, and who else is there (hashes)."""

    entity: Entity
    facts: Facts
    mention_id: str | None
    near: tuple[int, ...]


def facts_of(reading: Reading) -> Iterator[Seen]:
    """The people and organizations of an article, in the order of its entities."""
    mentions: dict[str, str] = {}
    given: dict[str, set[str]] = {}
    found: dict[str, set[str]] = {}
    for mention in reading.mentions:
        if mention.entity_id:
            mentions.setdefault(mention.entity_id, mention.mention_id)
            texts = given if mention.resolved_by == PINNED else found
            texts.setdefault(mention.entity_id, set()).add(mention.text)
    countries: dict[str, Counter[str]] = {}
    roles: dict[str, dict[str, None]] = {}
    for relation in reading.relations:
        if relation.negated:
            continue
        if relation.predicate == "represents" and relation.object_id:
            countries.setdefault(relation.subject_id, Counter())[relation.object_id] += 2
        elif relation.predicate == "holds_role":
            roles.setdefault(relation.subject_id, {})[relation.object] = None
    for statement in reading.statements:
        if statement.speaker_id and statement.speaker_iso_alpha2:
            countries.setdefault(statement.speaker_id, Counter())[statement.speaker_iso_alpha2] += 1
    around = _around(reading)
    everybody = sorted(set(around.values()))
    home = _home(reading)
    for entity in reading.entities:
        if entity.kind == "country":
            continue
        stated = countries.get(entity.entity_id)
        country = max(stated, key=lambda code: (stated[code], code)) if stated else None
        held = tuple(sorted(roles.get(entity.entity_id, ())))[:_MOST_ROLES]
        pin = None
        if entity.name in given.get(entity.entity_id, ()):
            pin = "own"
        elif entity.entity_id in given and entity.name not in found.get(entity.entity_id, ()):
            pin = "name"
        if entity.kind == "organization":
            facts = _organization(entity, home, pin)
        else:
            facts = _person(entity, country, held, pin)
        own = around.get(entity.entity_id)
        near = tuple([key for key in everybody[: _MOST_NEAR + 1] if key != own][:_MOST_NEAR])
        yield Seen(entity, facts, mentions.get(entity.entity_id), near)


def _person(entity: Entity, country: str | None, roles: tuple[str, ...], pin: str | None) -> Facts:
    read = person_name(0, entity.name, entity.sex or sex_of(roles))
    words = read.words if read else (entity.name.casefold(),)
    sex, generation = (read.sex, read.generation) if read else (None, None)
    forms = (entity.name, *sorted(entity.aliases)[: _MOST_FORMS - 1])
    return Facts("person", entity.name, words, forms, sex, generation, country or entity.iso_alpha2, roles, pin=pin)


def _organization(entity: Entity, home: str | None, pin: str | None) -> Facts:
    forms = (entity.name, *sorted(entity.aliases)[: _MOST_FORMS - 1])
    country = entity.iso_alpha2
    body = national_body(entity.name)
    words = org_words(entity.name)
    if body is not None:
        words, named = body
        country = named or country or home
    return Facts(
        "organization", entity.name, words, forms, country=country, acronym=entity.acronym,
        is_body=body is not None, pin=pin,
    )  # fmt: skip


def _around(reading: Reading) -> dict[str, int]:
    """Entity (or place name) → hash of how it is known: the last word of a person's name, else all words."""
    found: dict[str, int] = {}
    for entity in reading.entities:
        if entity.kind != "country":
            name = entity.name.casefold()
            found[entity.entity_id] = _hash(name.split()[-1] if entity.kind == "person" else name)
    for mention in reading.mentions:
        if mention.entity_id is None:
            text = mention.text.casefold()
            found.setdefault(text, _hash(text))
    return found


def _home(reading: Reading) -> str | None:
    """The country that the article is about, if it is mostly about one."""
    spoken = Counter(m.iso_alpha2 for m in reading.mentions if m.iso_alpha2)
    if not spoken:
        return None
    code = max(spoken, key=lambda alpha2: (spoken[alpha2], alpha2))
    return code if spoken[code] >= _HOME_SHARE * spoken.total() else None


def sex_of(roles: tuple[str, ...]) -> str | None:
    """What the nouns of roles tell: a spokeswoman is a she."""
    for role in roles:
        if found := _role_sex().get(role.split(" of ")[0].rsplit(" ", 1)[-1]):
            return found
    return None


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


@cache
def _role_sex() -> dict[str, str]:
    return {row["noun"]: row["sex"] for row in lexicon.table("role_sex")}
