"""How a value stands in a CSV cell, and how it is read back."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from pipeline.schema import BOOLEAN, INTEGER, NUMBER, SPANS, STRINGS, Column

Value = str | int | float | bool | list[str] | list[list[int]] | None

# What a spreadsheet would take for a formula; apostrophes before it are counted in, so that the mark that
# neutralises it can be told from one of the text's own.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_FORMULA_FIRST = frozenset("'=+-@\t\r")
_MARKED = re.compile(r"''*[=+\-@\t\r]")

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def neutralise(text: str) -> str:
    """One ``'`` before a text that a spreadsheet would run as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def restore(cell: str) -> str:
    """Undo :func:`neutralise`: drop one leading ``'`` where a formula's first character follows."""
    return cell[1:] if _MARKED.match(cell) else cell


def is_verbatim(column: Column, table: str) -> bool:
    """``sources.text`` is never touched: all offsets count in it."""
    return table == "sources" and column.name == "text"


def to_cells(values: Sequence[Value], column: Column, table: str) -> Sequence[Value]:
    """A column's values as the ``csv`` module is to write them: it makes the empty cell of a missing value."""
    if column.type == BOOLEAN:
        return [None if value is None else "true" if value else "false" for value in values]
    if column.type == NUMBER:
        return [None if value is None else f"{value:.2f}" for value in values]
    if column.type in (STRINGS, SPANS):
        return [None if value is None else _JSON.encode(value) for value in values]
    if column.type == INTEGER or is_verbatim(column, table):
        return values
    return [neutralise(value) if isinstance(value, str) and value[:1] in _FORMULA_FIRST else value for value in values]


def to_cell(value: Value, column: Column, table: str) -> str:
    """The text of a CSV cell; a missing value is the empty cell."""
    (cell,) = to_cells([value], column, table)
    return "" if cell is None else str(cell)


def from_cell(cell: str, column: Column, table: str) -> Value:
    """The value of a CSV cell. Empty texts and missing values are both None."""
    if cell == "":
        return None
    if column.type == BOOLEAN:
        return cell == "true"
    if column.type == NUMBER:
        return float(cell)
    if column.type == INTEGER:
        return int(cell)
    if column.type in (STRINGS, SPANS):
        found: list[str] | list[list[int]] = json.loads(cell)
        return found
    return cell if is_verbatim(column, table) else restore(cell)
