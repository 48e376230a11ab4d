"""A result as a SQLite database with keys, indices, full-text search and views, and Datasette's metadata beside it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from pipeline.convert.datasette import METADATA, is_our_metadata, metadata_for
from pipeline.convert.place import check_file, new_file
from pipeline.convert.relational import (
    ABOUT,
    ENTITIES,
    FILL_ENTITIES,
    INDEXED,
    SEARCHED,
    about_rows,
    in_order,
    references,
)
from pipeline.convert.result import Row, batches
from pipeline.convert.views import read_views
from pipeline.errors import ConvertError, ResultError
from pipeline.schema import BOOLEAN, INTEGER, NUMBER, SPANS, STRING, STRINGS, Table

APPLICATION_ID = 0x77686F53
"""Tells our databases from others: ``PRAGMA application_id``, the letters ``whoS``."""

_TYPES = {STRING: "TEXT", INTEGER: "INTEGER", NUMBER: "REAL", BOOLEAN: "BOOLEAN", STRINGS: "TEXT", SPANS: "TEXT"}
"""Lists are JSON arrays; BOOLEAN has the affinity of numbers, 0 and 1."""

_SETTINGS = f"""
    PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA application_id = {APPLICATION_ID};
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -32000;
"""


def write_sqlite(at: Path, out: Path, *, force: bool = False) -> list[Path]:
    """Write the result whose files lie at ``at`` into the database ``out``; returns the files written.

    The same result and the same SQLite give the same bytes. Raises ConvertError where ``out`` cannot be written, and
    ResultError where a reference of the result leads nowhere.
    """
    beside = out.parent / METADATA
    if out.name == METADATA:
        raise ConvertError(
            f"{out}: is the name of Datasette's metadata, which lies beside the database; choose another"
        )
    check_file(beside, is_our_metadata, force=force)
    with new_file(out, is_our_database, force=force) as attempt:
        try:
            with closing(sqlite3.connect(attempt, isolation_level=None)) as db:
                _fill(db, at)
        except sqlite3.IntegrityError as error:
            raise ResultError(f"{at}: {error}; see `whosaid verify`, run again") from error
        except sqlite3.Error as error:
            raise ConvertError(f"{out}: SQLite {sqlite3.sqlite_version} cannot write it ({error})") from error
    text = metadata_for(out)
    with new_file(beside, is_our_metadata, force=force) as attempt:
        attempt.write_text(text, "utf-8")
    return [out, beside]


def is_our_database(path: Path) -> bool:
    """Does the file begin like a SQLite database with APPLICATION_ID? (sqlite.org/fileformat2.html, 1.3)"""
    with path.open("rb") as file:
        head = file.read(72)
    return head.startswith(b"SQLite format 3\0") and head[68:72] == APPLICATION_ID.to_bytes(4, "big")


def _fill(db: sqlite3.Connection, at: Path) -> None:
    db.executescript(_SETTINGS)
    db.execute("BEGIN")
    for table in (*in_order(), *ABOUT):
        db.execute(_create(table))
    for table in in_order():
        if table == ENTITIES:
            db.execute(FILL_ENTITIES)
        else:
            _insert(db, table, _tuples(table, batches(at, table)))
    for name, rows in about_rows(at):
        _insert(db, next(table for table in ABOUT if table.name == name), [rows])
    for statement in _indices():
        db.execute(statement)
    for name, columns in SEARCHED.items():
        db.execute(
            f"CREATE VIRTUAL TABLE {name}_fts USING fts5({', '.join(columns)}, content='{name}', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        db.execute(f"INSERT INTO {name}_fts({name}_fts) VALUES ('rebuild')")
        db.execute(f"INSERT INTO {name}_fts({name}_fts) VALUES ('optimize')")
    for view in read_views():
        db.execute(f"CREATE VIEW {view.name} AS\n{view.query}")
    db.execute("COMMIT")
    fault = db.execute("PRAGMA foreign_key_check").fetchone()
    if fault:
        raise ResultError(
            f"{at}: a row of {fault[0]!r} refers to none of {fault[2]!r}; see `whosaid verify`, run again"
        )
    db.execute("ANALYZE")


def _create(table: Table) -> str:
    """CREATE TABLE with keys; names are quoted, as ``end`` is a word of SQL."""
    lines = []
    for column in table.columns:
        key = " PRIMARY KEY" if column.name == table.key else ""
        needed = " NOT NULL" if column.required or key else ""
        lines.append(f'"{column.name}" {_TYPES[column.type]}{needed}{key}')
    lines += [f'FOREIGN KEY ("{r.column}") REFERENCES "{r.table}" ("{r.key}")' for r in references(table)]
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def _indices() -> Iterable[str]:
    for table in (*in_order(), *ABOUT):
        for column in dict.fromkeys((*(r.column for r in references(table)), *INDEXED.get(table.name, ()))):
            yield f'CREATE INDEX "{table.name}_{column}" ON "{table.name}" ("{column}")'


def _tuples(table: Table, groups: Iterable[list[Row]]) -> Iterable[list[tuple[Any, ...]]]:
    """Rows as SQLite takes them."""
    encoders: list[tuple[str, Callable[[Any], Any] | None]] = [
        (column.name, _as_json if column.type in (STRINGS, SPANS) else None) for column in table.columns
    ]
    for group in groups:
        yield [tuple(encode(row[name]) if encode else row[name] for name, encode in encoders) for row in group]


def _as_json(value: list[Any] | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _insert(db: sqlite3.Connection, table: Table, groups: Iterable[list[tuple[Any, ...]]]) -> None:
    places = ", ".join("?" * len(table.columns))
    for group in groups:
        db.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', group)
