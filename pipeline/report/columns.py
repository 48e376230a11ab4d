"""Rows as columns, which pack well: the form in which the page carries its data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

NONE = -1
"""Where an index is missing."""

Column = Sequence[Any] | dict[str, Any]
Columns = dict[str, Column]


def coded(values: Iterable[Any]) -> dict[str, Any]:
    """A column of few distinct values: ``d``, the values by first appearance, and ``i``, which of them each row has."""
    numbers: dict[Any, int] = {}
    rows = [numbers.setdefault(value, len(numbers)) for value in values]
    return {"d": list(numbers), "i": rows}


def column(rows: Sequence[Mapping[str, Any]], name: str) -> list[Any]:
    """One value of each row."""
    return [row[name] for row in rows]


def indices(rows: Sequence[Mapping[str, Any]], name: str, numbers: Mapping[str, int]) -> list[int]:
    """The place of what each row refers to; NONE where it refers to nothing that is there."""
    return [numbers.get(row[name], NONE) if row[name] is not None else NONE for row in rows]
