"""Everybody that was told apart, on disk: whose the facts of an article are, and who can be meant by a short name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

import msgspec

from pipeline import ids
from pipeline.identity.canon import own_id, told_apart
from pipeline.identity.decide import Bearer, Namesakes
from pipeline.identity.evidence import Known
from pipeline.identity.facts import Facts
from pipeline.identity.gazetteer import Entry
from pipeline.identity.notes import key_of, pack_facts
from pipeline.identity.rename import Canonical
from pipeline.identity.short import Meant, listed_form, short_forms
from pipeline.scratch import run

_TABLES = """
    CREATE TABLE bearer (number INTEGER PRIMARY KEY, first, name, own, listed, country);
    CREATE TABLE known (bearer INTEGER PRIMARY KEY, known);
    CREATE TABLE made (bearer INTEGER PRIMARY KEY, entity_id);
    CREATE TABLE whose (note INTEGER PRIMARY KEY, bearer);
    CREATE TABLE joined (first, note, bearer, own, mention, reason, score);
    CREATE TABLE sharing (kind, words, first, bearers, PRIMARY KEY (kind, words)) WITHOUT ROWID;
    CREATE TABLE form (kind, form, bearer, way);
    CREATE TABLE listed_form (kind, form, bearer, way, note);
"""
_NAMED = """
    CREATE INDEX by_own ON bearer (own);
    CREATE INDEX by_made ON made (entity_id);
"""
_FORMS = """
    INSERT INTO form SELECT kind, form, bearer, way FROM
        (SELECT kind, form, bearer, way, min(note) FROM listed_form GROUP BY kind, form);
    CREATE TABLE short AS SELECT kind, form, bearer, min(way) AS way FROM form GROUP BY kind, form, bearer;
    DROP TABLE form;
    CREATE INDEX by_form ON short (kind, form);
"""
_ENTITY_ID = "coalesce(bearer.listed, (SELECT entity_id FROM made WHERE made.bearer = bearer.number), bearer.own)"
_KEPT = 20_000
"""Bearers of short names that are held in memory."""


class Standing(NamedTuple):
    """A bearer by number, as the tables show it; ``is_listed``: the desk's own list knows it."""

    number: int
    canonical: Canonical
    is_listed: bool


class Bearers:
    """:meth:`add` all, :meth:`name_all`, then ask."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._called: dict[tuple[str, str], list[Meant]] = {}
        self._n_called = 0
        run(db, _TABLES)

    def add(self, bearers: Sequence[Bearer], namesakes: Sequence[Namesakes], entries: Sequence[Entry]) -> None:
        """Take those of some families."""
        insert = self._db.executemany
        insert("INSERT INTO bearer VALUES (?, ?, ?, ?, ?, ?)", [_row(bearer, entries) for bearer in bearers])
        insert("INSERT INTO known VALUES (?, ?)", [(b.number, msgspec.msgpack.encode(b.known)) for b in bearers])
        insert("INSERT INTO whose VALUES (?, ?)", [(note.number, b.number) for b in bearers for note in b.notes])
        insert("INSERT INTO joined VALUES (?, ?, ?, ?, ?, ?, ?)", chain.from_iterable(map(_joined, bearers)))
        insert("INSERT INTO form VALUES (?, ?, ?, ?)", chain.from_iterable(map(_forms, bearers)))
        insert("INSERT INTO listed_form VALUES (?, ?, ?, ?, ?)", chain.from_iterable(map(_listed_forms, bearers)))
        insert(
            "INSERT INTO sharing VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
            " SET first = excluded.first, bearers = excluded.bearers WHERE excluded.first > first",
            [(one.kind, "\0".join(one.words), one.first, msgspec.msgpack.encode(one.numbers)) for one in namesakes],
        )

    def name_all(self) -> None:
        """Give each an id of its own."""
        db = self._db
        run(db, _NAMED)
        shared = db.execute(
            "SELECT own, min(first) AS f FROM bearer WHERE listed IS NULL GROUP BY own HAVING count(*) > 1 ORDER BY f"
        ).fetchall()
        for own, _ in shared:
            rows = db.execute(
                "SELECT number, name, known FROM bearer JOIN known ON known.bearer = number"
                " WHERE own = ? AND listed IS NULL ORDER BY number",
                (own,),
            )
            bearers = {number: (name, _known(known)) for number, name, known in rows}
            for made in told_apart(bearers, self._is_taken):
                db.execute("INSERT INTO made VALUES (?, ?)", made)
        run(db, _FORMS)

    def _is_taken(self, entity_id: str) -> bool:
        query = """
            SELECT 1 FROM bearer WHERE own = :id AND listed IS NULL
            UNION ALL SELECT 1 FROM made WHERE entity_id = :id LIMIT 1
        """
        return self._db.execute(query, {"id": entity_id}).fetchone() is not None

    def whose(self, facts: Facts) -> Standing:
        """Who is meant where an article says this. KeyError for facts of no article that was added."""
        query = f"""
            SELECT bearer.number, {_ENTITY_ID}, bearer.name, country, listed FROM note
            JOIN whose ON whose.note = note.number JOIN bearer ON bearer.number = whose.bearer
            WHERE key = ? AND entry IS NULL
        """
        row = self._db.execute(query, (key_of(pack_facts(facts)),)).fetchone()
        if row is None:
            raise KeyError(facts)
        return _standing(row)

    def standing(self, number: int) -> Standing:
        query = f"SELECT number, {_ENTITY_ID}, name, country, listed FROM bearer WHERE number = ?"
        return _standing(self._db.execute(query, (number,)).fetchone())

    def namesakes(self, kind: str, words: tuple[str, ...]) -> Mapping[int, Known]:
        """The bearers of one name, where there are several."""
        query = "SELECT bearers FROM sharing WHERE kind = ? AND words = ?"
        row = self._db.execute(query, (kind, "\0".join(words))).fetchone()
        return {number: self._known(number) for number in msgspec.msgpack.decode(row[0])} if row else {}

    def called(self, kind: str, form: str) -> Sequence[Meant]:
        """Who can be meant by a short form."""
        found = self._called.get((kind, form))
        if found is None:
            query = """
                SELECT known.bearer, known, way FROM short JOIN known USING (bearer) WHERE kind = ? AND form = ?
            """
            rows = self._db.execute(query, (kind, form))
            found = [Meant(number, _known(known), way) for number, known, way in rows]
            self._n_called += len(found) + 1
            if self._n_called > _KEPT:
                self._called.clear()
                self._n_called = len(found) + 1
            self._called[kind, form] = found
        return found

    def merge_rows(self) -> Iterator[tuple[str, str | None, str, str, float]]:
        """Id that the name has by itself, a mention, id it was joined with, why, how sure; sorted by the ids."""
        query = f"""
            SELECT joined.own, joined.mention, {_ENTITY_ID} AS entity_id, reason, score
            FROM joined JOIN bearer ON bearer.number = joined.bearer WHERE joined.own != entity_id
            ORDER BY entity_id, joined.own, joined.first, note
        """
        for _, rows in groupby(self._db.execute(query), key=itemgetter(2, 0)):
            yield next(rows)

    def _known(self, number: int) -> Known:
        return _known(self._db.execute("SELECT known FROM known WHERE bearer = ?", (number,)).fetchone()[0])


def _standing(row: tuple[int, str, str, str | None, str | None]) -> Standing:
    number, entity_id, name, country, listed = row
    return Standing(number, Canonical(entity_id, name, country), listed is not None)


def _known(data: bytes) -> Known:
    return msgspec.msgpack.decode(data, type=Known)


def _row(bearer: Bearer, entries: Sequence[Entry]) -> tuple[int, int, str, str, str | None, str | None]:
    known = bearer.known
    listed = entries[known.entry].entity_id if known.entry is not None else None
    country = known.country if known.is_body or listed else None
    return bearer.number, bearer.notes[0].number, bearer.name, own_id(bearer.name, known), listed, country


def _joined(bearer: Bearer) -> Iterator[tuple[int, int, int, str, str | None, str, float]]:
    first = bearer.notes[0].number
    for note in bearer.notes:
        if note.entry is None and note.number in bearer.why:
            own = ids.entity_id(note.facts.kind, note.facts.name)
            yield first, note.number, bearer.number, own, note.mention_id, *bearer.why[note.number]


def _forms(bearer: Bearer) -> Iterator[tuple[str, str, int, int]]:
    if not all(note.facts.is_short for note in bearer.notes):
        for note in bearer.notes:
            for form, way in short_forms(note.facts):
                yield bearer.known.kind, form, bearer.number, way


def _listed_forms(bearer: Bearer) -> Iterator[tuple[str, str, int, int, int]]:
    for note in bearer.notes:
        found = listed_form(note.facts) if note.entry is not None else None
        if found:
            yield bearer.known.kind, found[0], bearer.number, found[1], note.number
