"""Who is in an article: its names by place, their sex, their roles. What resolving a speaker looks things up in."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache

from pipeline.lexicon import table
from pipeline.records import Entity, Mention
from pipeline.relations.roles import Role, head_of, roles_by_entity
from pipeline.relations.tree import Tree


@cache
def given_names() -> dict[str, str]:
    return {row["name"].casefold(): row["sex"] for row in table("given_name_sex")}


@cache
def _role_sex() -> dict[str, str]:
    return {row["noun"]: row["sex"] for row in table("role_sex")}


@cache
def _honorifics() -> dict[str, str]:
    return {row["form"].casefold(): row["gender"] for row in table("honorifics") if row["gender"]}


@cache
def country_names() -> dict[str, str]:
    """Newspaper name of each country by alpha-2 code."""
    return {row["alpha2"]: row["name"] for row in table("countries")}


@cache
def country_words() -> dict[str, str]:
    """Alpha-2 code by each one-word name and demonym, as written."""
    found: dict[str, str] = {}
    for row in table("countries"):
        for text in (row["name"], *row["aliases"].split("|"), *row["demonyms"].split("|")):
            if text and " " not in text and len(text) > 2:
                found.setdefault(text, row["alpha2"])
    return found


class Cast:
    """Lookups over the mentions, entities and roles of one article."""

    def __init__(self, tree: Tree, roles: list[Role]) -> None:
        parsed = tree.parsed
        self.tree = tree
        self.roles = roles
        self.entities: dict[str, Entity] = {entity.entity_id: entity for entity in parsed.entities}
        self.people = [m for m in parsed.mentions if m.label == "PERSON" and m.entity_id]
        self.people_at = [m.first for m in self.people]
        self.bodies = [
            m
            for m in parsed.mentions
            if m.entity_id and (m.label == "ORG" or m.form == "metonym" or self._kind(m) in ("organization", "country"))
        ]
        self.bodies_at = [m.first for m in self.bodies]
        self.heads = {m.mention_id: head_of(tree, m) for m in parsed.mentions}
        self.roles_of: dict[str, list[Role]] = {}
        self.by_noun: dict[str, list[tuple[str, Role]]] = {}
        for entity_id, role in roles_by_entity(tree, roles):
            self.roles_of.setdefault(entity_id, []).append(role)
            self.by_noun.setdefault(role.noun, []).append((entity_id, role))
        self.role_words = {word for role in roles for word in role.text.split()}
        self._addressed = self._forms_of_address()
        self._sex: dict[str, str | None] = {}
        countries = Counter(m.iso_alpha2 for m in parsed.mentions if m.iso_alpha2 and self._kind(m) == "country")
        self.home = countries.most_common(1)[0][0] if countries else None
        """The country that the article names most."""

    def _kind(self, mention: Mention) -> str | None:
        entity = self.entities.get(mention.entity_id or "")
        return entity.kind if entity else None

    def sex(self, entity_id: str) -> str | None:
        """``m``, ``f`` or None: by form of address, role, given name."""
        if entity_id not in self._sex:
            self._sex[entity_id] = self._find_sex(entity_id)
        return self._sex[entity_id]

    def _forms_of_address(self) -> dict[str, str]:
        """Sex by entity, where a form of address before or in a name tells it."""
        found: dict[str, str] = {}
        for mention in self.people:
            for token in range(max(mention.first - 1, 0), mention.last):
                sex = _honorifics().get(self.tree.low[token])
                if sex:
                    found.setdefault(mention.entity_id or "", sex)
        return found

    def _find_sex(self, entity_id: str) -> str | None:
        addressed = self._addressed.get(entity_id)
        if addressed:
            return addressed
        for role in self.roles_of.get(entity_id, ()):
            known = _role_sex().get(role.noun)
            if known:
                return known
        entity = self.entities.get(entity_id)
        if entity is None:
            return None
        for name in (entity.name, *entity.aliases):
            words = name.split()
            if len(words) > 1:
                known = given_names().get(words[0].casefold())
                if known:
                    return known
        return None

    def people_before(self, token: int, limit: int) -> Iterator[Mention]:
        """Mentions of people before ``token``, nearest first, at most ``limit``."""
        place = bisect_left(self.people_at, token)
        for number in range(place - 1, max(place - 1 - limit, -1), -1):
            yield self.people[number]

    def bodies_before(self, token: int, limit: int) -> Iterator[Mention]:
        """Mentions of organizations and countries before ``token``, nearest first."""
        place = bisect_left(self.bodies_at, token)
        for number in range(place - 1, max(place - 1 - limit, -1), -1):
            yield self.bodies[number]

    def mention_at(self, token: int) -> Mention | None:
        number = self.tree.entity[token]
        return self.tree.parsed.mentions[number] if number >= 0 else None
