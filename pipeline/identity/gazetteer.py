"""A desk's own list of people and organizations, whose ids then come out in the tables."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import ids
from pipeline.errors import InputError
from pipeline.ner.countries import countries, expression

COLUMNS = ("name", "alias", "kind", "country", "role", "id")
NEEDED = ("name", "kind")
KINDS = {"person": "person", "people": "person", "organization": "organization", "organisation": "organization"}
_DELIMITERS = ",;\t"
_ID = re.compile(r"[^\s\x00-\x1f][^\x00-\x1f]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody whom the list knows; ``country`` is ISO alpha-2, ``roles`` are in lower case."""

    entity_id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What the list ``file`` says; ``sha256`` is that of its bytes."""

    file: str = ""
    sha256: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    cells: dict[str, str]


def read_gazetteer(path: Path) -> Gazetteer:
    """The entries of the CSV file ``path`` in its order; lines with one id are one entry.

    Columns may stand in any order, parted by commas, semicolons or tabs; ``alias``, ``country``, ``role`` and ``id``
    may be missing. Raises InputError, in one line that says which line is wrong and what to do.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path after --gazetteer") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8; save it again as “CSV UTF-8”") from error
    entries: dict[str, Entry] = {}
    try:
        for line in _lines(path, text):
            entry = _entry(path, line)
            before = entries.get(entry.entity_id)
            entries[entry.entity_id] = _both(path, line, before, entry) if before else entry
    except csv.Error as error:
        raise InputError(f"{path}: is no CSV ({error}); write one line a name: {','.join(COLUMNS)}") from error
    if not entries:
        raise InputError(f"{path}: names nobody; write one line a name under {','.join(COLUMNS)}")
    return Gazetteer(str(path), hashlib.sha256(data).hexdigest(), tuple(entries.values()))


def _lines(path: Path, text: str) -> Iterator[_Line]:
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header = [cell.strip().casefold() for cell in next(rows, [])]
    missing = [column for column in NEEDED if column not in header]
    if missing:
        raise InputError(f"{path}:1: no column {', '.join(missing)}; begin the file with {','.join(COLUMNS)}")
    before = rows.line_num
    for cells in rows:
        number, before = before + 1, rows.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            many = f"{len(cells)} cells under {len(header)} columns"
            raise InputError(f"{path}:{number}: {many}; put a text that holds the separator in quotation marks")
        yield _Line(number, {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=False)})


def _entry(path: Path, line: _Line) -> Entry:
    def cell(column: str) -> str:
        return line.cells.get(column, "")

    where = f"{path}:{line.number}"
    name, kind = cell("name"), KINDS.get(cell("kind").casefold())
    if kind is None:
        raise InputError(f"{where}: unknown kind {cell('kind')!r}; write person or organization")
    if not any(char.isalnum() for char in name):
        raise InputError(f"{where}: no name; write the full name, short forms go under alias")
    entity_id = cell("id") or ids.entity_id(kind, name)
    if not _ID.fullmatch(entity_id) or entity_id in countries():
        raise InputError(f"{where}: {entity_id!r} cannot be an id, it is a country's; choose another")
    country = _country(where, cell("country"))
    aliases = tuple(alias for part in cell("alias").split("|") if (alias := part.strip()) and alias != name)
    return Entry(entity_id, kind, name, aliases, country, (cell("role").casefold(),) if cell("role") else ())


def _country(where: str, text: str) -> str | None:
    if not text:
        return None
    if text.upper() in countries():
        return text.upper()
    found = expression(text)
    by_alpha3 = next((c.alpha2 for c in countries().values() if c.alpha3 == text.upper()), None)
    code = found.alpha2 if found and found.kind == "name" else by_alpha3
    if code is None:
        raise InputError(f"{where}: {text!r} is no country that is known; write its ISO 3166 code or its usual name")
    return code


def _both(path: Path, line: _Line, a: Entry, b: Entry) -> Entry:
    """Two lines with one id: the names of the second are aliases."""
    if a.kind != b.kind:
        raise InputError(f"{path}:{line.number}: {b.entity_id} is a {a.kind} above and a {b.kind} here; use two ids")
    if a.country and b.country and a.country != b.country:
        raise InputError(
            f"{path}:{line.number}: {b.entity_id} is of {a.country} above and of {b.country} here; use one"
        )
    names = dict.fromkeys((*a.aliases, b.name, *b.aliases))
    roles = tuple(dict.fromkeys((*a.roles, *b.roles)))
    return Entry(a.entity_id, a.kind, a.name, tuple(n for n in names if n != a.name), a.country or b.country, roles)
