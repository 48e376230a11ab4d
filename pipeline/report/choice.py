"""What of a large result the page holds: whole sources, the newest first, up to a limit that it states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import ResultError
from pipeline.show import read_rows

Row = dict[str, Any]

STATEMENTS = 20_000
"""Statements that a page holds: with some 10 MB it still opens at once and answers while one types."""
CHARACTERS = 24_000_000
"""Characters of text that it holds, whatever was said in them."""


class Left(NamedTuple):
    """What a page leaves out."""

    sources: int
    articles: int
    statements: int


def rows_of(folder: Path, table: str, columns: Sequence[str]) -> list[Row]:
    """Those columns of a table. Raises ResultError where there is no such table, or an older one without them."""
    rows = list(read_rows(folder, table, list(columns)))
    if rows and len(rows[0]) < len(columns):
        missing = next(name for name in columns if name not in rows[0])
        raise ResultError(f"{folder}/{table}.parquet: has no column {missing}; run again with this version")
    return rows


def choose(
    sources: Sequence[Row], articles: Sequence[Row], statements: Sequence[Row], *, limit: int
) -> tuple[frozenset[str], Left | None]:
    """Names of the sources that are shown, and what is left out (None: nothing).

    Sources are taken whole, by the newest date of their articles, undated ones last, then by name, until the next
    would go over a limit. The first is always taken.
    """
    size = {row["source"]: len(row["text"] or "") for row in sources if row["status"] == "read"}
    said = _count(statements)
    newest: dict[str, str] = {}
    for row in articles:
        newest[row["source"]] = max(newest.get(row["source"], ""), row["published"] or "")
    order = sorted(sorted(size), key=lambda name: newest.get(name, ""), reverse=True)
    taken: list[str] = []
    room, text = limit, CHARACTERS
    for name in order:
        room, text = room - said.get(name, 0), text - size[name]
        if taken and (room < 0 or text < 0):
            break
        taken.append(name)
    chosen = frozenset(taken)
    if len(chosen) == len(size):
        return chosen, None
    return chosen, Left(
        len(size) - len(chosen),
        sum(row["source"] not in chosen for row in articles),
        sum(row["source"] not in chosen for row in statements),
    )


def _count(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["source"]] = counts.get(row["source"], 0) + 1
    return counts
