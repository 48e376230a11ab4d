"""The file of the cache: results under their keys in SQLite, with a size that it does not outgrow.

Several processes may use it at once. Writing is all or nothing, also where a process is killed amid it. What was used
least recently goes first; by that the number of the run counts, not the clock. What a run has used or kept stays
while it lasts: of a corpus that is too large for the file a part is kept, where a plain queue would keep none of what
the next run asks for.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

FILE = "readings.sqlite"
LIMIT = 2 * 1024**3
"""Bytes, unless another limit was set."""
_LAYOUT = 1
_FULL_TO = 0.9
"""Share of the limit to which a full file is cleared, so that this is seldom done."""
_BUSY_SECONDS = 20.0
_PAGE = 4096
"""Bytes that SQLite sets aside at a time."""
_ENTRY = 200
"""Bytes that an entry takes beside its data."""
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_TABLES = (
    "CREATE TABLE entries (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, used INTEGER NOT NULL)",
    "CREATE INDEX entries_by_use ON entries (used, id)",
    "CREATE TABLE readings (id INTEGER PRIMARY KEY, crc INTEGER NOT NULL, data BLOB NOT NULL)",
    "CREATE TABLE runs (number INTEGER PRIMARY KEY, asked INTEGER NOT NULL, found INTEGER NOT NULL)",
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
    f"PRAGMA user_version = {_LAYOUT}",
)


class State(NamedTuple):
    """What a store holds, sizes in bytes. ``asked`` and ``found``: results that the last run asked for and found."""

    entries: int
    size: int
    limit: int
    asked: int
    found: int


class Store:
    """The file in ``folder``, which exists. All that it does may raise sqlite3.Error; see :func:`is_damage`.

    ``limit`` is its size in bytes; None takes the one that :meth:`resize` has set, else LIMIT.
    """

    def __init__(self, folder: Path, limit: int | None = None) -> None:
        self._file = sqlite3.connect(folder / FILE, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            self._prepare()
            set_limit = self._one("SELECT max(value) FROM settings WHERE name = 'limit'")
            self._run = 1 + (self._one("SELECT max(number) FROM runs") or 0)
        except sqlite3.Error:
            self._file.close()
            raise
        self.limit = limit if limit is not None else LIMIT if set_limit is None else set_limit

    def get(self, key: bytes) -> tuple[int, bytes] | None:
        """Number and bytes of what was kept under ``key``; what is not as it was written counts as none."""
        query = "SELECT id, crc, data FROM entries JOIN readings USING (id) WHERE key = ?"
        row = self._file.execute(query, (key,)).fetchone()
        return (row[0], row[2]) if row and zlib.crc32(row[2]) == row[1] else None

    def put(self, new: Mapping[bytes, bytes], used: Iterable[int], *, asked: int, found: int) -> bool:
        """Keep ``new`` and note that the numbers ``used`` were; False where there was no room for all that is new.

        ``asked`` and ``found`` are counts of the run so far.
        """
        with self._transaction():
            self._file.execute("INSERT OR REPLACE INTO runs VALUES (?, ?, ?)", (self._run, asked, found))
            self._file.execute("DELETE FROM runs WHERE number < ?", (self._run - 100,))
            marks = ((self._run, number, self._run) for number in used)
            self._file.executemany("UPDATE entries SET used = ? WHERE id = ? AND used < ?", marks)
            room = self._make_room(sum(map(_cost, new.values())))
            for key, data in new.items():
                room -= _cost(data)
                if room >= 0:
                    self._insert(key, data)
        self._shrink()
        return room >= 0

    def state(self) -> State:
        last = "SELECT asked, found FROM runs WHERE asked > 0 ORDER BY number DESC LIMIT 1"
        asked, found = self._file.execute(last).fetchone() or (0, 0)
        return State(self._one("SELECT count(*) FROM entries") or 0, self._size(), self.limit, asked, found)

    def clear(self) -> None:
        with self._transaction():
            self._file.execute("DELETE FROM entries")
            self._file.execute("DELETE FROM readings")
        self._shrink()

    def resize(self, limit: int) -> None:
        """Set the limit for this and later runs, and make room at once."""
        self.limit = limit
        self._run += 1  # so that nothing counts as used by this run
        with self._transaction():
            self._file.execute("INSERT OR REPLACE INTO settings VALUES ('limit', ?)", (limit,))
            self._make_room(0)
        self._shrink()

    def close(self) -> None:
        self._file.close()

    def _prepare(self) -> None:
        """Make the tables, where they are not there yet."""
        file = self._file
        file.execute(f"PRAGMA page_size = {_PAGE}")
        file.execute("PRAGMA auto_vacuum = INCREMENTAL")
        with self._transaction():  # others may be about to do the same
            layout = self._one("PRAGMA user_version")
            if layout not in (0, _LAYOUT):
                raise OtherLayout
            if layout == 0:
                for statement in _TABLES:
                    file.execute(statement)
        with suppress(sqlite3.OperationalError):  # locked by one who begins too: the next one sets it
            file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = NORMAL")
        file.execute(f"PRAGMA journal_size_limit = {64 * 1024**2}")

    def _insert(self, key: bytes, data: bytes) -> None:
        """Put ``data`` in the place of what was kept under ``key``."""
        self._file.execute("DELETE FROM readings WHERE id = (SELECT id FROM entries WHERE key = ?)", (key,))
        query = "INSERT OR REPLACE INTO entries (key, used) VALUES (?, ?)"
        number = self._file.execute(query, (key, self._run)).lastrowid
        self._file.execute("INSERT INTO readings VALUES (?, ?, ?)", (number, zlib.crc32(data), data))

    def _make_room(self, wanted: int) -> int:
        """Let go what was used least recently until ``wanted`` bytes fit, or nothing is out of use; the bytes free."""
        aim = self.limit if self._size() + wanted <= self.limit else _FULL_TO * self.limit
        while (excess := self._size() + wanted - aim) > 0:
            oldest = "SELECT id, length(data) FROM entries JOIN readings USING (id) WHERE used < ? ORDER BY used, id"
            gone = []
            with closing(self._file.execute(oldest, (self._run,))) as rows:
                for number, size in rows:
                    gone.append((number,))
                    excess -= -(-size // _PAGE) * _PAGE
                    if excess <= 0:
                        break
            if not gone:
                break
            self._file.executemany("DELETE FROM readings WHERE id = ?", gone)
            self._file.executemany("DELETE FROM entries WHERE id = ?", gone)
        return self.limit - self._size()

    def _size(self) -> int:
        pages = (self._one("PRAGMA page_count") or 0) - (self._one("PRAGMA freelist_count") or 0)
        return pages * _PAGE

    def _shrink(self) -> None:
        """Give the room of what was let go back to the file system."""
        if self._one("PRAGMA freelist_count"):
            self._file.executescript("PRAGMA incremental_vacuum")  # execute() would take one page

    def _one(self, query: str) -> int | None:
        row = self._file.execute(query).fetchone()
        value: int | None = row[0] if row else None
        return value

    def _transaction(self) -> _Transaction:
        return _Transaction(self._file)


class _Transaction:
    """A ``with`` block that is written whole or not at all."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file

    def __enter__(self) -> None:
        self._file.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._file.execute("COMMIT")
        elif self._file.in_transaction:
            self._file.execute("ROLLBACK")


def _cost(data: bytes) -> int:
    """Bytes of the file that an entry takes, rather too many than too few."""
    return -(-(len(data) + _ENTRY) // _PAGE) * _PAGE + _ENTRY


class OtherLayout(sqlite3.DatabaseError):
    """The file was written by a program that lays it out otherwise."""


def is_damage(error: BaseException) -> bool:
    """Whether the file is of no use, rather than out of reach for the moment."""
    return isinstance(error, OtherLayout) or getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def remove(folder: Path) -> None:
    """Remove the file; nobody may be using it."""
    for ending in ("", "-wal", "-shm"):  # a log without its file is of no effect
        (folder / f"{FILE}{ending}").unlink(missing_ok=True)
