"""The tables as databases want them: in an order that references allow, with one table of all entities."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

from pipeline.convert.result import made_by, n_rows
from pipeline.convert.views import read_views
from pipeline.schema import BY_NAME, ENTITY_TABLES, INTEGER, ORGANIZATIONS, STRING, TABLES, Column, Table

ENTITIES = Table(
    "entities",
    "people, countries and organizations in one table",
    (
        Column("entity_id", STRING, "key in people, countries or organizations", required=True),
        Column("kind", STRING, "person, country or organization", required=True),
        *(column for column in ORGANIZATIONS.columns if column.name in ("name", "iso_alpha2")),
        *(column for column in ORGANIZATIONS.columns if column.name.startswith("n_")),
    ),
    key="entity_id",
)
KINDS = dict(zip(ENTITY_TABLES, ("person", "country", "organization"), strict=True))
FILL_ENTITIES = "INSERT INTO entities " + " UNION ALL ".join(
    f"SELECT entity_id, '{kind}', {', '.join(column.name for column in ENTITIES.columns[2:])} FROM {name}"
    for name, kind in KINDS.items()
)
"""Portable SQL; the three tables must be filled."""

ABOUT = (
    Table(
        "tables",
        "the tables and views of this database",
        (
            Column("name", STRING, "of the table or view", required=True),
            Column("kind", STRING, "table or view", required=True),
            Column("description", STRING, "what a row is", required=True),
            Column("n_rows", INTEGER, "rows of a table"),
        ),
        key="name",
    ),
    Table(
        "columns",
        "the columns of all tables and views",
        (
            Column("table_name", STRING, "table or view", "tables", required=True),
            Column("position", INTEGER, "1, 2, … within the table", required=True),
            Column("name", STRING, "of the column", required=True),
            Column("type", STRING, "string, integer, number, boolean, strings (a list) or spans (a list of pairs)"),
            Column("description", STRING, "what it holds"),
            Column("is_key", INTEGER, "1: no two rows have the same"),
            Column("refers_to", STRING, "the table whose key it holds"),
        ),
    ),
    Table(
        "run",
        "how the tables were made",
        (
            Column("key", STRING, "what is said", required=True),
            Column("value", STRING, "program, model, settings or fingerprint of the input"),
        ),
        key="key",
    ),
)
"""Tables that describe the others."""

INDEXED = {"statements": ("act", "published", "speaker_iso_alpha2"), "relations": ("predicate",), "roles": ("role",)}
"""Columns that are asked for often, beside those that refer to a table."""

SEARCHED = {"statements": ("content",), "articles": ("title", "text")}
"""Columns with full-text search."""


class Reference(NamedTuple):
    """``column`` of a table holds the ``key`` of a row of ``table``."""

    column: str
    table: str
    key: str


def references(table: Table) -> list[Reference]:
    """The foreign keys of a table."""
    found = []
    for column in table.columns:
        to = ENTITIES.name if column.is_entity else column.refers_to
        if to and (to, column.name) != (table.name, table.key):
            key = table.key if to == table.name else keyed(to).key
            found.append(Reference(column.name, to, str(key)))
    return found


def keyed(name: str) -> Table:
    """The table of that name, of those in a database."""
    return BY_NAME.get(name) or next(table for table in (ENTITIES, *ABOUT) if table.name == name)


def in_order() -> list[Table]:
    """All tables but those of ABOUT, each after those that it refers to."""
    before = {table.name: {r.table for r in references(table)} - {table.name} for table in (*TABLES, ENTITIES)}
    before[ENTITIES.name] = set(ENTITY_TABLES)
    order = TopologicalSorter({name: sorted(before[name]) for name in sorted(before)}).static_order()
    return [keyed(name) for name in order]


def about_rows(at: Path) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """The rows of each table of ABOUT for the result at ``at``."""
    tables = [(t.name, "table", t.description, n_rows(at, t)) for t in TABLES]
    tables += [(ENTITIES.name, "table", ENTITIES.description, sum(n_rows(at, BY_NAME[n]) for n in ENTITY_TABLES))]
    views = [(view.name, "view", view.description, None) for view in read_views()]
    columns: list[tuple[object, ...]] = []
    for table in (*TABLES, ENTITIES):
        to = {reference.column: reference.table for reference in references(table)}
        columns += [
            (table.name, n, c.name, c.type, c.description, int(c.name == table.key), to.get(c.name))
            for n, c in enumerate(table.columns, 1)
        ]
    for view in read_views():
        columns += [(view.name, n, name, None, text, 0, None) for n, (name, text) in enumerate(view.columns.items(), 1)]
    yield "tables", [*tables, *views]
    yield "columns", columns
    yield "run", list(made_by(at).items())
