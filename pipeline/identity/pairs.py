"""Which names are compared, and how alike they are.

Names are compared only where they share a key, and of a key that very many share each is compared with those that
stand next to it in order, so that the cost grows with n log n. What is sorted is sorted on disk.
"""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from pipeline.identity.keys import body_keys, person_keys
from pipeline.identity.likeness import LIKENESSES, body_likeness, person_likeness
from pipeline.scratch import run

WINDOW = 12
"""Names of a block, in order, that one is compared with."""
_TABLES = """
    CREATE TABLE full_name (kind, words, name);
    CREATE TABLE keyed (kind, key, place, words, name);
    CREATE TABLE alike (one, other, likeness, turn);
"""


class Named(NamedTuple):
    """A full name under one of its keys; ``place`` is that in the order of all names."""

    key: int
    place: int
    words: tuple[str, ...]
    name: int


def find_alike(db: sqlite3.Connection) -> None:
    """Fill the table ``alike`` with pairs of names of the table ``note`` that can be one bearer's, the first in order
    first; ``turn`` is the order in which they were found."""
    run(db, _TABLES)
    db.execute(
        """
        INSERT INTO full_name SELECT kind, words, name FROM
            (SELECT kind, words, name, is_full, min(number) FROM note GROUP BY name) WHERE is_full
        """
    )
    db.executemany("INSERT INTO keyed VALUES (?, ?, ?, ?, ?)", _keyed(db))
    db.executemany("INSERT INTO alike VALUES (?, ?, ?, ?)", _alike(db))
    run(db, "DROP TABLE keyed; DROP TABLE full_name;")


def _keyed(db: sqlite3.Connection) -> Iterator[tuple[str, int, int, str, int]]:
    rows = db.execute("SELECT kind, words, name FROM full_name ORDER BY kind, words")
    for place, (kind, joined, name) in enumerate(rows):
        for key in keys_of(tuple(joined.split("\0")), kind):
            yield kind, key, place, joined, name


def keys_of(words: tuple[str, ...], kind: str) -> Iterator[int]:
    """Numbers by which names that may be one bearer's are found: those share at least one."""
    keys = person_keys if kind == "person" else body_keys
    return (zlib.crc32("\0".join(key).encode("utf-8", "surrogatepass")) for key in keys(words))


def _alike(db: sqlite3.Connection) -> Iterator[tuple[int, int, int, int]]:
    turn = 0
    for kind, likeness in (("person", person_likeness), ("organization", body_likeness)):
        rows = db.execute("SELECT key, place, words, name FROM keyed WHERE kind = ? ORDER BY key, place", (kind,))
        named = (Named(key, place, tuple(words.split("\0")), name) for key, place, words, name in rows)
        for one, other in candidates(named):
            found = likeness(one.words, other.words)
            if found:
                turn += 1
                yield one.name, other.name, LIKENESSES.index(found), turn


def candidates(named: Iterable[Named]) -> Iterator[tuple[Named, Named]]:
    """Pairs of names that share a key, the first in order first; some come more than once. ``named`` is sorted."""
    for _, group in groupby(named, key=itemgetter(0)):
        block = list(group)
        if len(block) > WINDOW:
            yield from _neighbours(sorted(block, key=lambda one: (one.words[-1][::-1], one.place)))
        yield from _neighbours(block)


def _neighbours(block: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    for number, one in enumerate(block):
        for other in block[number + 1 : number + 1 + WINDOW]:
            if one.place != other.place:
                yield (one, other) if one.place < other.place else (other, one)


class Families:
    """Sets of names that lead to each other by likeness, step by step; four bytes a name."""

    def __init__(self, n: int) -> None:
        self._parent = array("I", range(n + 1))

    def of(self, name: int) -> int:
        """The number of the family of ``name``."""
        parent = self._parent
        while parent[name] != name:
            parent[name] = name = parent[parent[name]]
        return name

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        self._parent[second] = first
