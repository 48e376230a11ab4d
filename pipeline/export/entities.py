"""The entity tables: what all articles together say of people, countries, organizations and roles.

What each article says is laid by on disk and summed up entity by entity, so that memory does not grow with either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import msgspec

from pipeline.export.writer import Row
from pipeline.lexicon import table
from pipeline.records import Reading, Relation
from pipeline.scratch import run, scratch

GOVERNMENT_KINDS = frozenset({"person", "office", "organization", "country"})
"""Kinds of speaker whose statements count as their country's where they act for it."""
_TABLES = """
    CREATE TABLE part (entity_id, data);
    CREATE TABLE entity (entity_id PRIMARY KEY, kind, name, n_mentions, n_articles, n_independent, n_statements,
        n_about, is_shown, data) WITHOUT ROWID;
"""
_COUNTS = "n_mentions, n_articles, n_independent, n_statements"


class _Held(NamedTuple):
    """A role that an article says somebody has; ``order`` numbers them through all articles."""

    role: str
    qualifier: str | None
    published: str | None
    order: int
    organization_id: str | None
    iso_alpha2: str | None


@dataclass(slots=True)
class _Part:
    """What one article says of one entity; ``kind`` is None where the article only counts something for it."""

    kind: str | None = None
    names: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)
    isos: list[str] = field(default_factory=list)
    organizations: list[str] = field(default_factory=list)
    roles: list[_Held] = field(default_factory=list)
    n_mentions: int = 0
    n_statements: int = 0
    n_about: int = 0
    is_speaker: bool = False
    original: str | None = None


@dataclass(slots=True)
class _Role:
    first: str | None = None
    last: str | None = None
    order: int = 0
    n_mentions: int = 0
    organization_id: str | None = None
    iso_alpha2: str | None = None

    def add(self, held: _Held) -> None:
        self.n_mentions += 1
        self.order = held.order
        if held.published:
            self.first = min(self.first or held.published, held.published)
            self.last = max(self.last or held.published, held.published)
        self.organization_id = self.organization_id or held.organization_id
        self.iso_alpha2 = self.iso_alpha2 or held.iso_alpha2


@dataclass(slots=True)
class _Sum:
    """What the articles so far say; what they count before one has the entity among its own does not."""

    kind: str | None = None
    names: Counter[str] = field(default_factory=Counter)
    forms: set[str] = field(default_factory=set)
    acronyms: Counter[str] = field(default_factory=Counter)
    isos: Counter[str] = field(default_factory=Counter)
    organizations: Counter[str] = field(default_factory=Counter)
    roles: dict[tuple[str, str | None], _Role] = field(default_factory=dict)
    n_mentions: int = 0
    n_articles: int = 0
    n_alone: int = 0
    stories: set[str] = field(default_factory=set)
    n_statements: int = 0
    n_about: int = 0
    is_speaker: bool = False

    @property
    def n_independent(self) -> int:
        """Articles without copies, and stories of several."""
        return self.n_alone + len(self.stories)

    def add(self, part: _Part) -> None:
        self.kind = self.kind or part.kind
        if not self.kind:
            return
        self.names.update(part.names)
        self.forms.update(part.forms)
        self.acronyms.update(part.acronyms)
        self.isos.update(part.isos)
        self.organizations.update(part.organizations)
        for held in part.roles:
            self.roles.setdefault((held.role, held.qualifier), _Role()).add(held)
        self.n_mentions += part.n_mentions
        if part.n_mentions:
            self.n_articles += 1
            self.n_alone += part.original is None
            self.stories.update([part.original] if part.original else [])
        self.n_statements += part.n_statements
        self.n_about += part.n_about
        self.is_speaker = self.is_speaker or part.is_speaker


class _Summed(NamedTuple):
    """What the rows of an entity say beside its counts; ``roles`` in the order of the table of that name."""

    forms: list[str]
    aliases: list[str]
    acronym: str | None
    iso_alpha2: str | None
    organization_id: str | None
    held: list[str]
    roles: list[tuple[str, str | None, str | None, str | None, str | None, str | None, int]]


class EntityLedger:
    """Add readings in their order, :meth:`sum_up`, then take the rows. ``path`` is a file for what is added."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = scratch(path)
        self._n_roles = 0
        run(self._db, _TABLES)

    def close(self) -> None:
        self._db.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def add(self, reading: Reading, about: Iterable[Row], *, original: str | None = None) -> None:
        """Count one article; ``about`` are its rows of ``statement_mentions``.

        ``original`` is the article whose copies count as one with it, itself or another; None where it has none.
        """
        parts: dict[str, _Part] = {}

        def part(entity_id: str) -> _Part:
            found = parts.get(entity_id)
            if found is None:
                found = parts[entity_id] = _Part(original=original)
            return found

        for entity in reading.entities:
            one = part(entity.entity_id)
            one.kind = one.kind or entity.kind
            one.names.append(entity.name)
            one.forms.extend(entity.aliases)
            one.acronyms.extend([entity.acronym] if entity.acronym else [])
            one.isos.extend([entity.iso_alpha2] if entity.iso_alpha2 else [])
        for mention in reading.mentions:
            if mention.entity_id:
                one = part(mention.entity_id)
                one.n_mentions += 1
                if mention.form not in ("nominal", "pronoun"):
                    one.forms.append(mention.text)
        for statement in reading.statements:
            speakers = {statement.speaker_id}
            if statement.speaker_id:
                part(statement.speaker_id).is_speaker = True
            if statement.speaker_kind in GOVERNMENT_KINDS:
                speakers.add(statement.speaker_iso_alpha2)
            for speaker in speakers:
                if speaker:
                    part(speaker).n_statements += 1
        for _, entity_id in {(row[0], str(row[2])) for row in about}:
            part(entity_id).n_about += 1
        stated_with: dict[tuple[str, str], list[Relation]] = {}
        for relation in reading.relations:
            if relation.negated:
                continue
            stated_with.setdefault((relation.subject_id, relation.evidence), []).append(relation)
            if relation.predicate in ("member_of", "leads") and relation.object_id:
                part(relation.subject_id).organizations.append(relation.object_id)
            if relation.predicate == "represents" and relation.object_id:
                part(relation.subject_id).isos.append(relation.object_id)
        for relation in sorted(reading.relations, key=lambda r: (r.span, r.relation_id)):
            if relation.predicate == "holds_role" and not relation.negated:
                self._n_roles += 1
                others = stated_with[relation.subject_id, relation.evidence]
                held = _held(relation, reading.article.published, self._n_roles, others)
                part(relation.subject_id).roles.append(held)
        rows = [(entity_id, msgspec.msgpack.encode(one)) for entity_id, one in parts.items()]
        self._db.executemany("INSERT INTO part VALUES (?, ?)", rows)

    def sum_up(self) -> None:
        """Once all are added."""
        rows = self._db.execute("SELECT entity_id, data FROM part ORDER BY entity_id, rowid")
        summed = (
            _summed(entity_id, (msgspec.msgpack.decode(data, type=_Part) for _, data in group))
            for entity_id, group in groupby(rows, key=itemgetter(0))
        )
        insert = "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        self._db.executemany(insert, (row for row in summed if row))
        self._db.execute("DROP TABLE part")

    def people_rows(self) -> Iterator[Row]:
        rows = self._db.execute("SELECT entity_id FROM entity WHERE kind = 'country' AND n_mentions")
        countries = {code for (code,) in rows}
        for entity_id, name, counts, summed in self._ordered("person"):
            organization = self._name(summed.organization_id)
            yield (
                entity_id,
                name,
                summed.aliases,
                summed.held[0] if summed.held else None,
                summed.held,
                summed.organization_id if organization else None,
                organization,
                summed.iso_alpha2 if summed.iso_alpha2 in countries else None,
                *counts[:4],
            )

    def country_rows(self) -> Iterator[Row]:
        alpha3 = {row["alpha2"]: row["alpha3"] for row in table("countries")}
        for entity_id, name, counts, summed in self._ordered("country"):
            yield (entity_id, entity_id, alpha3.get(entity_id), name, summed.forms, *counts)

    def organization_rows(self) -> Iterator[Row]:
        for entity_id, name, counts, summed in self._ordered("organization"):
            yield (entity_id, name, summed.acronym, summed.aliases, summed.iso_alpha2, *counts[:4])

    def role_rows(self) -> Iterator[Row]:
        """By person as in ``people``, then the most recent first."""
        for entity_id, _, _, summed in self._ordered("person"):
            for role, qualifier, organization_id, *rest in summed.roles:
                known = organization_id if self._name(organization_id) is not None else None
                yield (entity_id, role, qualifier, known, *rest)

    def _ordered(self, kind: str) -> Iterator[tuple[str, str, tuple[int, ...], _Summed]]:
        """Entities of a kind that were mentioned or speak: most statements, then most mentions first."""
        query = f"""
            SELECT entity_id, name, {_COUNTS}, n_about, data FROM entity
            WHERE kind = ? AND is_shown ORDER BY n_statements DESC, n_mentions DESC, name, entity_id
        """
        for entity_id, name, *counts, data in self._db.execute(query, (kind,)):
            yield entity_id, name, tuple(counts), msgspec.msgpack.decode(data, type=_Summed)

    def _name(self, entity_id: str | None) -> str | None:
        if entity_id is None:
            return None
        row = self._db.execute("SELECT name FROM entity WHERE entity_id = ?", (entity_id,)).fetchone()
        return row[0] if row else None


def _held(relation: Relation, published: str | None, order: int, others: Iterable[Relation]) -> _Held:
    """``others`` are stated in the same words."""
    iso = organization_id = None
    for other in others:
        if other.predicate == "represents":
            iso = iso or other.object_id
        elif other.predicate in ("member_of", "leads"):
            organization_id = organization_id or other.object_id
    return _Held(relation.object, relation.qualifier, published, order, organization_id, iso)


def _summed(entity_id: str, parts: Iterator[_Part]) -> tuple[object, ...] | None:
    """The row of ``entity``; None for what no article has among its entities."""
    sum_ = _Sum()
    for part in parts:
        sum_.add(part)
    if not sum_.kind:
        return None
    name = max(sum_.names, key=lambda name: (len(name), sum_.names[name], name))
    roles = sum_.roles.items()
    recent = sorted(((role.last or "", role.order, written_role(*key)) for key, role in roles), reverse=True)
    summed = _Summed(
        sorted(sum_.forms),
        sorted(form for form in sum_.forms | sum_.names.keys() if form != name),
        _most_common(sum_.acronyms),
        _most_common(sum_.isos),
        _most_common(sum_.organizations),
        list(dict.fromkeys(role for *_, role in recent)),
        [
            (*key, role.organization_id, role.iso_alpha2, role.first, role.last, role.n_mentions)
            for key, role in sorted(roles, key=lambda item: (_descending(item[1].last), -item[1].order))
        ],
    )
    is_shown = sum_.n_mentions > 0 or sum_.is_speaker
    counts = sum_.n_mentions, sum_.n_articles, sum_.n_independent, sum_.n_statements, sum_.n_about
    return entity_id, sum_.kind, name, *counts, is_shown, msgspec.msgpack.encode(summed)


def written_role(role: str, qualifier: str | None) -> str:
    """The role with its qualifier, as one would write it: "former minister", "president-elect"."""
    if qualifier in ("elect", "designate"):
        return f"{role}-{qualifier}"
    return f"{qualifier} {role}" if qualifier else role


def _most_common(counts: Counter[str]) -> str | None:
    return max(counts, key=lambda key: (counts[key], key)) if counts else None


def _descending(date: str | None) -> tuple[int, ...]:
    return tuple(-ord(char) for char in date or "")
