"""A result as a DuckDB database with keys, comments, views and full-text search.

DuckDB's own search extension must be fetched from a network, so an inverted index is written as plain tables here,
with macros that ask it. Keys have indices; there are no others, since DuckDB 1.1 does not open a file that has some
once it is renamed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.convert.place import new_file
from pipeline.convert.relational import (
    ABOUT,
    ENTITIES,
    FILL_ENTITIES,
    SEARCHED,
    Reference,
    about_rows,
    in_order,
    keyed,
    references,
)
from pipeline.convert.result import arrow_batches
from pipeline.convert.views import read_views
from pipeline.errors import ConvertError, MissingExtra, ResultError
from pipeline.export.writer import arrow_schema
from pipeline.schema import BOOLEAN, INTEGER, NUMBER, SPANS, STRING, STRINGS, Table

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_TYPES = {
    STRING: "VARCHAR",
    INTEGER: "BIGINT",
    NUMBER: "DOUBLE",
    BOOLEAN: "BOOLEAN",
    STRINGS: "VARCHAR[]",
    SPANS: "BIGINT[][]",
}
_FILE = {"storage_compatibility_version": "v1.1.0", "default_block_size": "16384"}
"""Any DuckDB from 1.1 on opens the file. Blocks, in bytes, are the least there is: every column and key takes whole
ones, and with 256 kB a small result takes 16 MB."""

_WORDS = r"regexp_extract_all(lower(strip_accents({text})), '[\p{{L}}\p{{N}}]+')"
"""Letters and digits, without case and accents: what SQLite's unicode61 takes for words."""

_SEARCH = """
CREATE MACRO search_{table}(words) AS TABLE
WITH
asked AS (SELECT DISTINCT unnest({asked}) AS word),
known AS (SELECT w.word, count(*) AS n FROM {table}_words AS w JOIN asked USING (word) GROUP BY w.word),
found AS (
  SELECT w.{key}, sum(ln(1 + (SELECT count(*) FROM {table}) / known.n) * w.n / (w.n + 1.2)) AS score
  FROM {table}_words AS w JOIN known USING (word)
  GROUP BY w.{key} HAVING count(*) = (SELECT count(*) FROM asked)
)
SELECT t.*, found.score FROM found JOIN {table} AS t USING ({key}) ORDER BY found.score DESC, t.{key}
"""
"""Rows that hold all words asked for; rare words and repeated ones weigh more (BM25 without the length of the row)."""


def write_duckdb(at: Path, out: Path, *, force: bool = False) -> list[Path]:
    """Write the result whose files lie at ``at`` into the database ``out``; returns the files written.

    DuckDB does not promise the same bytes for the same rows; the rows and their order are the same. Raises
    ConvertError where ``out`` cannot be written, and ResultError where a reference of the result leads nowhere.
    """
    try:
        import duckdb
    except ModuleNotFoundError as error:
        raise MissingExtra("DuckDB databases", "duckdb") from error
    with new_file(out, is_our_database, force=force) as attempt:
        try:
            with duckdb.connect(str(attempt), config=_FILE) as db:
                _fill(db, at)
        except duckdb.ConstraintException as error:
            raise ResultError(f"{at}: {str(error).splitlines()[0]}; see `whosaid verify`, run again") from error
        except duckdb.Error as error:
            raise ConvertError(f"{out}: DuckDB cannot write it ({str(error).splitlines()[0]})") from error
    return [out]


def is_our_database(path: Path) -> bool:
    """Is it a DuckDB database that says that whosaid made it? Raises ConvertError while another program has it."""
    import duckdb

    with path.open("rb") as file:
        if file.read(12)[8:] != b"DUCK":  # duckdb.org/docs/internals/storage
            return False
    try:
        with duckdb.connect(str(path), read_only=True) as db:
            found = db.execute("SELECT value FROM run WHERE key = 'program'").fetchone()
    except duckdb.IOException as error:
        raise ConvertError(f"{path}: is in use or damaged; close it or choose another --out") from error
    except duckdb.Error:
        return False
    return found is not None and str(found[0]).startswith("whosaid ")


def _fill(db: duckdb.DuckDBPyConnection, at: Path) -> None:
    db.execute("SET autoinstall_known_extensions = false")
    db.execute("SET enable_progress_bar = false")  # it would go to standard output, even into a pipe
    db.execute("BEGIN")  # one commit instead of hundreds: the file is smaller and sooner there
    for table in in_order():
        db.execute(_create(table))
        if table == ENTITIES:
            db.execute(FILL_ENTITIES)
        else:
            _insert(db, table, arrow_batches(at, table))
        for reference in _within(table):
            _check(db, table, reference, at)
    rows = dict(about_rows(at))
    for table in ABOUT:
        db.execute(_create(table))
        _insert(db, table, [_batch(table, rows[table.name])])
    for table in (*in_order(), *ABOUT):
        _comment(db, "TABLE", table.name, table.description)
        for c in table.columns:
            within = next((r.table for r in _within(table) if r.column == c.name), None)
            _comment(db, "COLUMN", f'{table.name}"."{c.name}', c.description + (f" → {within}" if within else ""))
    for view in read_views():
        db.execute(f"CREATE VIEW {view.name} AS\n{view.query}")
        _comment(db, "VIEW", view.name, view.description)
        for name, text in view.columns.items():
            _comment(db, "COLUMN", f'{view.name}"."{name}', text)
    for name, searched in SEARCHED.items():
        _add_search(db, keyed(name), searched)
    db.execute("COMMIT")
    db.execute("CHECKPOINT")


def _create(table: Table) -> str:
    lines = []
    for column in table.columns:
        key = " PRIMARY KEY" if column.name == table.key else ""
        needed = " NOT NULL" if column.required and not key else ""
        lines.append(f'"{column.name}" {_TYPES[column.type]}{needed}{key}')
    lines += [
        f'FOREIGN KEY ("{r.column}") REFERENCES "{r.table}" ("{r.key}")'
        for r in references(table)
        if r.table != table.name
    ]
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def _insert(db: duckdb.DuckDBPyConnection, table: Table, batches: Iterable[pa.RecordBatch]) -> None:
    """Not with ``read_parquet``: it takes ``*`` and ``[`` in the name of a folder for a pattern."""
    import pyarrow as pa

    db.register("rows", pa.RecordBatchReader.from_batches(arrow_schema(table), batches))
    db.execute(f'INSERT INTO "{table.name}" SELECT * FROM rows')
    db.unregister("rows")


def _batch(table: Table, rows: list[tuple[object, ...]]) -> pa.RecordBatch:
    import pyarrow as pa

    named = [dict(zip(table.header, row, strict=True)) for row in rows]
    return pa.RecordBatch.from_pylist(named, schema=arrow_schema(table))


def _within(table: Table) -> list[Reference]:
    """References to other rows of the same table: DuckDB would have each row there before those that name it."""
    return [reference for reference in references(table) if reference.table == table.name]


def _check(db: duckdb.DuckDBPyConnection, table: Table, reference: Reference, at: Path) -> None:
    column, _, key = reference
    found = db.execute(
        f'SELECT "{column}" FROM "{table.name}" WHERE "{column}" IS NOT NULL '
        f'AND "{column}" NOT IN (SELECT "{key}" FROM "{table.name}")'
    ).fetchone()
    if found:
        raise ResultError(f"{at}: {table.name}.{column} {found[0]} leads nowhere; see `whosaid verify`, run again")


def _comment(db: duckdb.DuckDBPyConnection, kind: str, name: str, text: str) -> None:
    quoted = text.replace("'", "''")
    db.execute(f"COMMENT ON {kind} \"{name}\" IS '{quoted}'")


def _add_search(db: duckdb.DuckDBPyConnection, table: Table, searched: tuple[str, ...]) -> None:
    """The table ``NAME_words``, sorted by word so that few of its blocks are read, and the macro ``search_NAME``."""
    key = table.key
    words = _WORDS.format(text=f"concat_ws(' ', {', '.join(searched)})")
    db.execute(
        f"CREATE TABLE {table.name}_words AS SELECT word, {key}, count(*) AS n "
        f"FROM (SELECT {key}, unnest({words}) AS word FROM {table.name}) GROUP BY word, {key} ORDER BY word, {key}"
    )
    _comment(db, "TABLE", f"{table.name}_words", f"words of {', '.join(searched)}, without case and accents")
    db.execute(_SEARCH.format(table=table.name, key=key, asked=_WORDS.format(text="words")))
    _comment(db, "MACRO TABLE", f"search_{table.name}", f"rows of {table.name} that hold all the words, best first")
