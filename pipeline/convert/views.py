"""Views for common questions: one file of SQL each, which SQLite and DuckDB both understand.

The first line is a comment that says what a row is. A column whose line ends in a comment is described by it, any
other by the column of that name in :mod:`pipeline.schema`, in ``statements`` if it is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

from pipeline.schema import STATEMENTS, TABLES

NAMES = (
    "quotes_by_speaker_and_month",
    "who_accuses_whom",
    "who_talks_about_whom",
    "country_statements",
    "independent_reports",
    "statements_with_context",
)
_COLUMN = re.compile(r'^  (?:.* AS |\w+\.)?"?(?P<name>\w+)"?,?(?: -- (?P<text>.+))?$')


@dataclass(frozen=True, slots=True)
class View:
    """``columns`` are names with what they hold; ``query`` is the SELECT."""

    name: str
    description: str
    columns: dict[str, str]
    query: str


def read_views() -> list[View]:
    """All views, in the order of NAMES."""
    folder = files("pipeline.convert") / "views"
    return [_parse(name, (folder / f"{name}.sql").read_text("utf-8")) for name in NAMES]


def _parse(name: str, sql: str) -> View:
    lines = sql.splitlines()
    known = {column.name: column.description for table in (*TABLES[::-1], STATEMENTS) for column in table.columns}
    start = len(lines) - lines[::-1].index("SELECT")
    columns = {}
    for line in lines[start:]:
        if not line.startswith("  "):
            break
        found = _COLUMN.match(line)
        if found is None:
            raise ValueError(f"{name}.sql: a column of the view is one line: {line!r}")
        columns[found["name"]] = found["text"] or known[found["name"]]
    return View(name, lines[0].removeprefix("-- "), columns, "\n".join(lines[1:]))
