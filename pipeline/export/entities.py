"""The entity tables: what all articles together say of people, countries, organizations and roles.

Memory grows with the number of distinct entities, not with the number of articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.export.writer import Row
from pipeline.lexicon import table
from pipeline.records import Reading, Relation, Statement

GOVERNMENT_KINDS = frozenset({"person", "office", "organization", "country"})
"""Kinds of speaker whose statements count as their country's where they act for it."""


@dataclass(slots=True)
class _Seen:
    """What was seen of one entity so far."""

    kind: str
    names: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    acronyms: Counter[str] = field(default_factory=Counter)
    isos: Counter[str] = field(default_factory=Counter)
    organizations: Counter[str] = field(default_factory=Counter)
    n_mentions: int = 0
    n_articles: int = 0
    n_independent: int = 0
    n_statements: int = 0
    n_statements_about: int = 0
    is_speaker: bool = False

    @property
    def name(self) -> str:
        """The fullest form seen; of equally long ones the most frequent."""
        return max(self.names, key=lambda name: (len(name), self.names[name], name))

    @property
    def aliases(self) -> list[str]:
        return sorted(form for form in self.forms | self.names if form != self.name)


@dataclass(slots=True)
class _RoleSeen:
    first: str | None = None
    last: str | None = None
    order: int = 0
    n_mentions: int = 0
    organization_id: str | None = None
    iso_alpha2: str | None = None

    def add(self, published: str | None, order: int) -> None:
        self.n_mentions += 1
        self.order = order
        if published:
            self.first = min(self.first or published, published)
            self.last = max(self.last or published, published)


class EntityLedger:
    """Add readings in their order, then take the rows."""

    def __init__(self) -> None:
        self._seen: dict[str, _Seen] = {}
        self._roles: dict[tuple[str, str, str | None], _RoleSeen] = {}
        self._n_roles = 0

    def add(self, reading: Reading, about: Iterable[Row], *, is_copy: bool) -> None:
        """Count one article; ``about`` are its rows of ``statement_mentions``.

        ``is_copy`` keeps it out of ``n_independent``.
        """
        for entity in reading.entities:
            seen = self._seen.setdefault(entity.entity_id, _Seen(entity.kind))
            seen.names[entity.name] += 1
            seen.forms.update(entity.aliases)
            seen.acronyms.update([entity.acronym] if entity.acronym else [])
            seen.isos.update([entity.iso_alpha2] if entity.iso_alpha2 else [])
        mentioned = Counter(m.entity_id for m in reading.mentions if m.entity_id)
        for entity_id, n in mentioned.items():
            seen = self._seen[entity_id]
            seen.n_mentions += n
            seen.n_articles += 1
            seen.n_independent += not is_copy
        for mention in reading.mentions:
            if mention.entity_id and mention.form not in ("nominal", "pronoun"):
                self._seen[mention.entity_id].forms[mention.text] += 1
        for statement in reading.statements:
            self._count_speaker(statement)
        for _, entity_id in sorted({(row[0], str(row[2])) for row in about}):
            self._seen[entity_id].n_statements_about += 1
        self._add_roles(reading)

    def _count_speaker(self, statement: Statement) -> None:
        speakers = {statement.speaker_id}
        if statement.speaker_id in self._seen:
            self._seen[statement.speaker_id].is_speaker = True
        if statement.speaker_kind in GOVERNMENT_KINDS:
            speakers.add(statement.speaker_iso_alpha2)
        for entity_id in speakers & self._seen.keys():
            self._seen[str(entity_id)].n_statements += 1

    def _add_roles(self, reading: Reading) -> None:
        published = reading.article.published
        stated_with: dict[tuple[str, str], list[Relation]] = {}
        for relation in reading.relations:
            if relation.negated:
                continue
            stated_with.setdefault((relation.subject_id, relation.evidence), []).append(relation)
            if relation.predicate in ("member_of", "leads") and relation.object_id:
                self._seen[relation.subject_id].organizations[relation.object_id] += 1
            if relation.predicate == "represents" and relation.object_id:
                self._seen[relation.subject_id].isos[relation.object_id] += 1
        for relation in sorted(reading.relations, key=lambda r: (r.span, r.relation_id)):
            if relation.predicate != "holds_role" or relation.negated:
                continue
            key = (relation.subject_id, relation.object, relation.qualifier)
            role = self._roles.setdefault(key, _RoleSeen())
            self._n_roles += 1
            role.add(published, self._n_roles)
            for other in stated_with[relation.subject_id, relation.evidence]:
                if other.predicate == "represents":
                    role.iso_alpha2 = role.iso_alpha2 or other.object_id
                elif other.predicate in ("member_of", "leads"):
                    role.organization_id = role.organization_id or other.object_id

    def people_rows(self) -> Iterator[Row]:
        roles: dict[str, list[tuple[str, int, str]]] = {}
        for (entity_id, role, qualifier), seen_role in self._roles.items():
            written = written_role(role, qualifier)
            roles.setdefault(entity_id, []).append((seen_role.last or "", seen_role.order, written))
        for entity_id, seen in self._ordered("person"):
            held = sorted(roles.get(entity_id, []), reverse=True)
            organization_id = _most_common(seen.organizations)
            organization = self._seen[organization_id].name if organization_id in self._seen else None
            yield (
                entity_id,
                seen.name,
                seen.aliases,
                held[0][2] if held else None,
                list(dict.fromkeys(role for *_, role in held)),
                organization_id if organization else None,
                organization,
                self._country(_most_common(seen.isos)),
                *_counts(seen),
                seen.n_statements,
            )

    def country_rows(self) -> Iterator[Row]:
        alpha3 = {row["alpha2"]: row["alpha3"] for row in table("countries")}
        for entity_id, seen in self._ordered("country"):
            forms = sorted(seen.forms)
            counts = (*_counts(seen), seen.n_statements, seen.n_statements_about)
            yield (entity_id, entity_id, alpha3.get(entity_id), seen.name, forms, *counts)

    def organization_rows(self) -> Iterator[Row]:
        for entity_id, seen in self._ordered("organization"):
            yield (
                entity_id,
                seen.name,
                _most_common(seen.acronyms),
                seen.aliases,
                _most_common(seen.isos),
                *_counts(seen),
                seen.n_statements,
            )

    def role_rows(self) -> Iterator[Row]:
        """By person as in ``people``, then the most recent first."""
        place = {entity_id: i for i, (entity_id, _) in enumerate(self._ordered("person"))}
        found = [item for item in self._roles.items() if item[0][0] in place]
        found.sort(key=lambda item: (place[item[0][0]], _descending(item[1].last), -item[1].order))
        for (entity_id, role, qualifier), seen in found:
            yield (
                entity_id,
                role,
                qualifier,
                seen.organization_id if seen.organization_id in self._seen else None,
                seen.iso_alpha2,
                seen.first,
                seen.last,
                seen.n_mentions,
            )

    def _ordered(self, kind: str) -> list[tuple[str, _Seen]]:
        """Entities of a kind that were mentioned or speak: most statements, then most mentions first."""
        found = [i for i in self._seen.items() if i[1].kind == kind and (i[1].n_mentions or i[1].is_speaker)]
        return sorted(found, key=lambda item: (-item[1].n_statements, -item[1].n_mentions, item[1].name, item[0]))

    def _country(self, iso: str | None) -> str | None:
        """The code, where the country has a row of its own."""
        return iso if iso and iso in self._seen and self._seen[iso].n_mentions else None


def written_role(role: str, qualifier: str | None) -> str:
    """The role with its qualifier, as one would write it: "former minister", "president-elect"."""
    if qualifier in ("elect", "designate"):
        return f"{role}-{qualifier}"
    return f"{qualifier} {role}" if qualifier else role


def _counts(seen: _Seen) -> tuple[int, int, int]:
    return seen.n_mentions, seen.n_articles, seen.n_independent


def _most_common(counter: Counter[str]) -> str | None:
    return max(counter, key=lambda key: (counter[key], key)) if counter else None


def _descending(date: str | None) -> tuple[int, ...]:
    return tuple(-ord(char) for char in date or "")
