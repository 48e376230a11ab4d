"""Linguistic knowledge as data: word lists (``NAME.txt``) and tables (``NAME.csv``) beside this file.

A word list holds one entry a line; ``#`` begins a comment. A table is CSV with a header row.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


def _read(file_name: str) -> str:
    return (files(__name__) / file_name).read_text(encoding="utf-8")


@cache
def words(name: str) -> tuple[str, ...]:
    """Entries of the word list ``NAME.txt``, in file order."""
    lines = (line.split("#")[0].strip() for line in _read(f"{name}.txt").splitlines())
    return tuple(line for line in lines if line)


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of the table ``NAME.csv``; comment lines begin with ``#``."""
    lines = (line for line in _read(f"{name}.csv").splitlines() if not line.startswith("#"))
    return tuple(csv.DictReader(lines))
