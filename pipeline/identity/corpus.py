"""The people and organizations of a corpus: add its readings, settle who is who, then rename reading by reading.

What is noted lies on disk. Memory holds one family of names at a time (:mod:`.pairs`) and four bytes for each
different name, however many articles there are.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import ids
from pipeline.identity.bearers import Bearers, Standing
from pipeline.identity.decide import decide
from pipeline.identity.facts import Facts, Seen, facts_of
from pipeline.identity.gazetteer import Entry
from pipeline.identity.likeness import LIKENESSES, Likeness
from pipeline.identity.notes import Note, Notes, unpack_facts, unpack_near
from pipeline.identity.pairs import Families, find_alike
from pipeline.identity.rename import Canonical, renamed
from pipeline.identity.short import meant
from pipeline.ner.organizations import national_body, org_words
from pipeline.ner.people import person_name
from pipeline.records import Reading
from pipeline.scratch import scratch

MergeRow = tuple[str, str | None, str, str, float]
"""A row of ``merges``: the id that the name has by itself, a mention, the id it was joined with, why, how sure."""

_TOGETHER = 100
"""Families that are noted at a time."""


class Renamed(NamedTuple):
    """A reading under canonical ids, and the rows of ``merges`` that this article alone accounts for."""

    reading: Reading
    merges: tuple[MergeRow, ...]


class Corpus:
    """``add`` each reading, ``settle``, then ask for ``renamed`` readings. ``entries`` are a desk's own list.

    ``path`` is a file for what is noted, gone after :meth:`close`; without it there is one in the system's folder.
    """

    def __init__(self, entries: Sequence[Entry] = (), path: Path | None = None) -> None:
        self._entries = entries
        self._path = path
        self._db = scratch(path)
        self._notes = Notes(self._db)
        self._bearers = Bearers(self._db)
        self._usual: frozenset[int] = frozenset()

    def close(self) -> None:
        self._db.close()
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def add(self, reading: Reading, place: bytes | None = None) -> None:
        """Note what ``reading`` says of its people and organizations.

        ``place`` tells where its source comes among all; without it, articles come in the order of the calls.
        """
        if place is None:
            place = struct.pack(">Q", self._notes.n_articles)
        self._notes.add(list(facts_of(reading)), place, reading.article.ordinal)

    def settle(self) -> None:
        """Decide who is who; no reading can be added afterwards."""
        listed: dict[Facts, int] = {}
        for number, entry in enumerate(self._entries):
            for name in (entry.name, *entry.aliases):
                listed.setdefault(_listed_facts(entry, name), number)
        self._notes.sum_up(list(listed.items()))
        self._usual = self._notes.usual()
        find_alike(self._db)
        families = _families(self._db)
        while decided := [decide(*family, self._usual, self._entries) for family in islice(families, _TOGETHER)]:
            bearers = [bearer for some, _ in decided for bearer in some]
            namesakes = [one for _, some in decided for one in some]
            self._bearers.add(bearers, namesakes, self._entries)
        self._bearers.name_all()

    def renamed(self, reading: Reading) -> Renamed:
        """``reading`` with canonical ids and names, and what had to be decided for this article alone."""
        seen = list(facts_of(reading))
        standings = [self._whose(one) for one in seen]
        taken = {whose.number for one, whose in zip(seen, standings, strict=True) if not one.facts.is_short}
        given: dict[str, Canonical] = {}
        merges: list[MergeRow] = []
        for one, whose in zip(seen, standings, strict=True):
            canonical = whose.canonical
            if one.facts.is_short and one.facts.pin is None and not whose.is_listed:
                found = meant(one.facts, one.near, taken, self._bearers, self._usual)
                if found:
                    canonical = self._bearers.standing(found[0]).canonical
                    own = ids.entity_id(one.facts.kind, one.facts.name)
                    merges.append((own, one.mention_id, canonical.entity_id, *found[1]))
            if (canonical.entity_id, canonical.name) != (one.entity.entity_id, one.entity.name) or canonical.iso_alpha2:
                given[one.entity.entity_id] = canonical
        return Renamed(renamed(reading, given), tuple(merges))

    def merge_rows(self) -> Iterator[MergeRow]:
        """The decisions that hold in all articles: a row a name that was joined with another."""
        return self._bearers.merge_rows()

    def _whose(self, seen: Seen) -> Standing:
        """Whose the facts are; if they are bare, the namesake's beside whom the same people stand."""
        whose = self._bearers.whose(seen.facts)
        if not seen.facts.is_bare or seen.facts.pin or seen.facts.is_body:
            return whose
        namesakes = self._bearers.namesakes(seen.facts.kind, seen.facts.words)
        if not namesakes:
            return whose
        here = set(seen.near)
        shared = {number: len(here.intersection(known.near)) for number, known in namesakes.items()}
        best = max(shared, key=lambda n: (shared[n], n == whose.number, namesakes[n].n_articles, -n))
        sex = namesakes[best].sex
        is_same_sex = not (seen.facts.sex and sex and seen.facts.sex != sex)
        is_better = shared[best] > shared.get(whose.number, 0) and is_same_sex
        return self._bearers.standing(best) if is_better else whose


_NOTES = """
    SELECT family(name) AS f, number, name, facts, mention, n, near, entry FROM note ORDER BY f, number
"""
_ALIKE = """
    SELECT family(one) AS f, one, other, likeness, min(turn) AS t FROM alike GROUP BY one, other ORDER BY f, t
"""
_APART = """
    SELECT DISTINCT family(a.name) AS f, a.number, b.number FROM apart
    JOIN note AS a ON a.key = one AND a.entry IS NULL JOIN note AS b ON b.key = other AND b.entry IS NULL
    WHERE f = family(b.name) ORDER BY f, a.number, b.number
"""


class _Family(NamedTuple):
    """Notes whose names lead to each other, in order, with the likenesses of the names and who is kept apart."""

    notes: list[Note]
    alike: list[tuple[int, int, Likeness]]
    apart: list[tuple[int, int]]


def _families(db: sqlite3.Connection) -> Iterator[_Family]:
    families = Families(db.execute("SELECT coalesce(max(name), 0) FROM note").fetchone()[0])
    for one, other in db.execute("SELECT one, other FROM alike"):
        families.join(one, other)
    listed = db.execute("SELECT entry, name FROM note WHERE entry NOT NULL ORDER BY entry")
    for _, group in groupby(listed, key=itemgetter(0)):
        first, *others = group
        for _, name in others:
            families.join(first[1], name)
    db.create_function("family", 1, families.of)
    notes = db.execute(_NOTES)
    alike, apart = _Beside(db, _ALIKE), _Beside(db, _APART)
    for family, rows in groupby(notes, key=itemgetter(0)):
        yield _Family(
            [
                Note(number, name, unpack_facts(facts), mention, n, unpack_near(near), entry)
                for _, number, name, facts, mention, n, near, entry in rows
            ],
            [(one, other, LIKENESSES[likeness]) for _, one, other, likeness, _ in alike.of(family)],
            [(one, other) for _, one, other in apart.of(family)],
        )


class _Beside:
    """Rows in the order of their first column, taken group by group beside another query in that order."""

    def __init__(self, db: sqlite3.Connection, query: str) -> None:
        self._groups = groupby(db.execute(query), key=itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, key: int) -> list[tuple[Any, ...]]:
        if self._next is None or self._next[0] != key:
            return []
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found


def _listed_facts(entry: Entry, name: str) -> Facts:
    if entry.kind == "person":
        read = person_name(0, name)
        words = read.words if read else (name.casefold(),)
        sex, generation = (read.sex, read.generation) if read else (None, None)
        return Facts("person", name, words, (name,), sex, generation, entry.country, entry.roles)
    body = national_body(name)
    words = body[0] if body else org_words(name)
    country = (body[1] if body else None) or entry.country
    return Facts("organization", name, words, (name,), country=country, is_body=body is not None)
