"""What the articles say of people and organizations, laid by on disk and summed up: equal facts are one note."""

from __future__ import annotations

import hashlib
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import msgspec

from pipeline.identity.evidence import rare_up_to, sketch
from pipeline.identity.facts import Facts, Seen
from pipeline.identity.keys import sound
from pipeline.scratch import run

_MOST_APART = 12
"""Longer lists of people who share a word are no evidence, and would cost the square."""
_TABLES = """
    CREATE TABLE claim (facts, place, ordinal, nth, mention, near);
    CREATE TABLE around (neighbour);
    CREATE TABLE apart (one, other);
    CREATE TABLE summed (key, facts, late, place, ordinal, nth, mention, n, near, kind, words, name, is_full, entry);
    CREATE TABLE note (number INTEGER PRIMARY KEY, name INTEGER, key, facts, mention, n, near, kind, words, is_full,
        entry);
"""


class Note(NamedTuple):
    """Equal facts of ``n`` articles; ``number`` tells which came first, ``name`` is the same for those of one name.

    ``entry`` is the row of a desk's own list that says so, in place of articles.
    """

    number: int
    name: int
    facts: Facts
    mention_id: str | None
    n: int
    near: tuple[int, ...]
    entry: int | None


class Notes:
    """Add the articles, in any order, then :meth:`sum_up`; the tables ``note`` and ``apart`` are there for queries."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.n_articles = 0
        run(db, _TABLES)

    def add(self, article: Sequence[Seen], place: bytes, ordinal: int) -> None:
        """What one article says; ``place`` and ``ordinal`` are where it comes among all of them."""
        self.n_articles += 1
        claims = [
            (pack_facts(one.facts), place, ordinal, nth, one.mention_id, pack_near(one.near))
            for nth, one in enumerate(article)
        ]
        self._db.executemany("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?)", claims)
        around = set().union(*(one.near for one in article))
        self._db.executemany("INSERT INTO around VALUES (?)", zip(around, strict=True))
        by_word: dict[str, list[bytes]] = {}
        for one, claim in zip(article, claims, strict=True):
            if one.facts.kind == "person":
                for word in {sound(word) for word in one.facts.words}:
                    by_word.setdefault(word, []).append(key_of(claim[0]))
        pairs = {
            (one, other)
            for ones in by_word.values()
            if 1 < len(ones) <= _MOST_APART
            for one in ones
            for other in ones
            if one != other
        }
        self._db.executemany("INSERT INTO apart VALUES (?, ?)", sorted(pairs))

    def sum_up(self, listed: Sequence[tuple[Facts, int]]) -> None:
        """Number the notes; ``listed`` facts come after those of articles, each with its entry."""
        insert = f"INSERT INTO summed VALUES ({', '.join('?' * 14)})"
        self._db.executemany(insert, map(_summed, self._claims()))
        rows = [(facts, nth, entry) for nth, (facts, entry) in enumerate(listed)]
        self._db.executemany(
            insert, (_columns(facts, 1, b"", 0, nth, None, 1, b"", entry) for facts, nth, entry in rows)
        )
        run(
            self._db,
            """
            DROP TABLE claim;
            INSERT INTO note
            SELECT row_number() OVER (ORDER BY late, place, ordinal, nth), dense_rank() OVER (ORDER BY kind, name),
                key, facts, mention, n, near, kind, words, is_full, entry
            FROM summed ORDER BY 1;
            DROP TABLE summed;
            CREATE INDEX by_key ON note (key, entry);
            """,
        )

    def usual(self) -> frozenset[int]:
        """Neighbours of so many articles that they tell nothing; there are few of them, however many articles."""
        least = rare_up_to(self.n_articles)
        rows = self._db.execute("SELECT neighbour FROM around GROUP BY neighbour HAVING count(*) > ?", (least,))
        return frozenset(key for (key,) in rows)

    def _claims(self) -> Iterator[list[tuple[bytes, bytes, int, int, str | None, bytes]]]:
        """Claims of equal facts together, the first one first."""
        rows = self._db.execute("SELECT * FROM claim ORDER BY facts, place, ordinal, nth")
        return (list(group) for _, group in groupby(rows, key=itemgetter(0)))


def _summed(claims: list[tuple[bytes, bytes, int, int, str | None, bytes]]) -> tuple[object, ...]:
    data, place, ordinal, nth, mention, near = claims[0]
    if len(claims) > 1:
        near = pack_near(sketch(*(unpack_near(claim[-1]) for claim in claims)))
    return _columns(unpack_facts(data), 0, place, ordinal, nth, mention, len(claims), near, None)


def _columns(
    facts: Facts, late: int, place: bytes, ordinal: int, nth: int, mention: str | None, n: int, near: bytes,
    entry: int | None,
) -> tuple[object, ...]:  # fmt: skip
    data = pack_facts(facts)
    words = "\0".join(facts.words)
    nation = facts.country if facts.is_body else None
    own = data if facts.pin == "own" else None
    name = msgspec.msgpack.encode((words, facts.is_body, nation, own))
    is_full = not facts.is_short and not facts.is_body and facts.pin is None
    return key_of(data), data, late, place, ordinal, nth, mention, n, near, facts.kind, words, name, is_full, entry


def key_of(facts: bytes) -> bytes:
    """By which packed facts are looked up: shorter than they are."""
    return hashlib.blake2b(facts, digest_size=16).digest()


def pack_facts(facts: Facts) -> bytes:
    """``facts`` as bytes."""
    return msgspec.msgpack.encode(facts)


def unpack_facts(data: bytes) -> Facts:
    """What :func:`pack_facts` packed."""
    return msgspec.msgpack.decode(data, type=Facts)


def pack_near(near: Sequence[int]) -> bytes:
    """Numbers of the names beside one, four bytes each."""
    return array("I", near).tobytes()


def unpack_near(data: bytes) -> tuple[int, ...]:
    """What :func:`pack_near` packed."""
    return tuple(array("I", data))
