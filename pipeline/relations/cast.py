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
    """``m`` or ``f`` by given name in lower case."""
    return {row["name"].casefold(): row["sex"] for row in table("given_name_sex")}


@cache
def role_sex() -> dict[str, str]:
    """``m`` or ``f`` by role noun."""
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


@cache
def country_expressions() -> frozenset[str]:
    """Names and demonyms of countries, of any length, as written."""
    rows = table("countries")
    return frozenset(x for r in rows for x in (r["name"], *r["aliases"].split("|"), *r["demonyms"].split("|")) if x)


@cache
def seats() -> frozenset[str]:
    """Names of seats of government and of national bodies."""
    return frozenset(row["name"] for row in table("seats"))


@cache
def _capitals() -> frozenset[str]:
    return frozenset(name for row in table("countries") for name in row["capital"].split("|") if name)


_OPENING = 4
"""Tokens in which an article without a dateline of its own may name the place it was written at."""
_DATELINE = 3
_HOLDERS = 100
"""Roles looked at on either side."""


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
        self.times_named = Counter(m.entity_id for m in self.bodies)
        self.heads = {m.mention_id: head_of(tree, m) for m in parsed.mentions}
        self._mentions_of: dict[str, list[Mention]] = {}
        for mention in self.people:
            self._mentions_of.setdefault(mention.entity_id or "", []).append(mention)
        self.roles_of: dict[str, list[Role]] = {}
        self._by_noun: dict[str, list[tuple[int, str, Role]]] = {}
        for entity_id, role in roles_by_entity(tree, roles):
            self.roles_of.setdefault(entity_id, []).append(role)
            self._by_noun.setdefault(role.noun, []).append((role.where.first, entity_id, role))
        self._addressed = self._forms_of_address()
        self._sex: dict[str, str | None] = {}
        self.home = self._home()
        self.country_from: dict[str, int] = {}  # the token from which on a country is spoken of
        for mention in parsed.mentions:
            if mention.iso_alpha2:
                self.country_from.setdefault(mention.iso_alpha2, mention.first)
        """The country that the article is about: whose places, people and bodies it names most, the dateline first."""

        self._places: dict[str, list[int]] | None = None

    def _home(self) -> str | None:
        tree = self.tree
        named: Counter[str] = Counter()
        for mention in tree.parsed.mentions:
            if mention.iso_alpha2 and mention.label in ("GPE", "NORP", "LOC", "ORG"):
                first_words = tree.block_kinds[tree.block[mention.first]] == "dateline" or mention.first < _OPENING
                named[mention.iso_alpha2] += _DATELINE if first_words else 1
        for role in self.roles:
            if role.country:
                named[role.country] += 1
        return named.most_common(1)[0][0] if named else None

    @staticmethod
    def capitals() -> frozenset[str]:
        """Names of the capitals of countries."""
        return _capitals()

    def places_of(self, lemma: str) -> list[int]:
        """The tokens of a noun's lemma."""
        if self._places is None:
            self._places = {}
            for token, tag in enumerate(self.tree.tag):
                if tag[:2] == "NN":
                    self._places.setdefault(self.tree.lemma[token], []).append(token)
        return self._places.get(lemma, [])

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
            known = role_sex().get(role.noun)
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

    def last_before(self, entity_id: str, token: int) -> Mention | None:
        """The last mention of a person before ``token``."""
        own = self._mentions_of.get(entity_id, ())
        place = bisect_left(own, token, key=lambda mention: mention.first)
        return own[place - 1] if place else None

    def holders(self, noun: str, token: int) -> list[tuple[int, str, Role]]:
        """Token, entity and role of people with a role of this noun, those nearest to ``token``."""
        known = self._by_noun.get(noun, [])
        place = bisect_left(known, token, key=lambda one: one[0])
        return known[max(place - _HOLDERS, 0) : place + _HOLDERS]

    def joined(self, token: int) -> str:
        """The word of ``token`` in lower case with what is joined to it by hyphens: *secretary-general*."""
        tokens, low = self.tree.parsed.tokens, self.tree.low
        first, last = token, token + 1
        while first > 1 and low[first - 1] == "-" and tokens.end[first - 2] + 1 == tokens.start[first]:
            first -= 2
        while last + 1 < len(low) and low[last] == "-" and tokens.end[last - 1] + 1 == tokens.start[last + 1]:
            last += 2
        return "".join(low[first:last])

    def people_before(self, token: int, limit: int) -> Iterator[Mention]:
        """Mentions of people before ``token``, nearest first, at most ``limit``."""
        place = bisect_left(self.people_at, token)
        for number in range(place - 1, max(place - 1 - limit, -1), -1):
            yield self.people[number]

    def people_after(self, token: int, limit: int) -> list[Mention]:
        """Mentions of people from ``token`` on, nearest first."""
        place = bisect_left(self.people_at, token)
        return self.people[place : place + limit]

    def bodies_before(self, token: int, limit: int) -> Iterator[Mention]:
        """Mentions of organizations and countries before ``token``, nearest first."""
        place = bisect_left(self.bodies_at, token)
        for number in range(place - 1, max(place - 1 - limit, -1), -1):
            yield self.bodies[number]

    def bodies_after(self, token: int, limit: int) -> list[Mention]:
        """Mentions of organizations and countries after ``token``, nearest first."""
        place = bisect_left(self.bodies_at, token)
        return self.bodies[place : place + limit]

    def mention_at(self, token: int) -> Mention | None:
        number = self.tree.entity[token]
        return self.tree.parsed.mentions[number] if number >= 0 else None
