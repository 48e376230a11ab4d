"""A result as a Frictionless data package: the CSV files with a description of every column (datapackage.org)."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from pipeline.convert.place import new_folder
from pipeline.convert.relational import references
from pipeline.convert.result import made_by
from pipeline.errors import ResultError
from pipeline.schema import BOOLEAN, BY_NAME, INTEGER, NUMBER, SPANS, STRING, STRINGS, TABLES, Column, Table

PACKAGE = "datapackage.json"
_TYPES = {STRING: "string", INTEGER: "integer", NUMBER: "number", BOOLEAN: "boolean", STRINGS: "array", SPANS: "array"}
_CELLS = (
    "Text cells that a spreadsheet would take for a formula have one leading apostrophe: drop one where only "
    "apostrophes stand before a first =, +, -, @, tab or carriage return. sources.text never has such a mark. "
    "Lists are JSON arrays. A missing value is an empty cell."
)


def write_datapackage(at: Path, out: Path, *, force: bool = False) -> list[Path]:
    """Write the CSV files of the result at ``at`` and PACKAGE into the folder ``out``; returns the files written.

    A folder that holds other files is never replaced, with or without ``force``. Raises ConvertError where ``out``
    cannot be written.
    """
    with new_folder(out, _files_of) as folder:
        resources = [_resource(at, folder, table) for table in TABLES]
        package = {
            "profile": "tabular-data-package",
            "name": "whosaid",
            "title": "Who said what",
            "description": f"Who said what in news articles. {_CELLS}",
            "resources": resources,
            "whosaid": made_by(at),
        }
        (folder / PACKAGE).write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return [out / PACKAGE, *(out / f"{table.name}.csv" for table in TABLES)]


def _files_of(folder: Path) -> set[str] | None:
    """The files of a package that this module wrote, or None where there is none."""
    try:
        package = json.loads((folder / PACKAGE).read_text("utf-8"))
        if "whosaid" in package:
            return {PACKAGE, *(resource["path"] for resource in package["resources"])}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def _resource(at: Path, folder: Path, table: Table) -> dict[str, Any]:
    """Copy the table's CSV file into ``folder`` and describe it."""
    name = f"{table.name}.csv"
    try:
        shutil.copyfile(at / name, folder / name)
    except FileNotFoundError as error:
        raise ResultError(f"{at / name}: is not there; run again") from error
    with (folder / name).open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": name,
        "title": table.name.replace("_", " "),
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": (folder / name).stat().st_size,
        "hash": f"sha256:{sha256}",
        "dialect": {"delimiter": ",", "doubleQuote": True, "header": True, "lineTerminator": "\r\n"},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    found: dict[str, Any] = {"fields": [_field(table, column) for column in table.columns], "missingValues": [""]}
    if table.key:
        found["primaryKey"] = [table.key]
    keys = [reference for reference in references(table) if reference.table in BY_NAME]
    if keys:
        found["foreignKeys"] = [
            {
                "fields": [r.column],
                "reference": {"resource": "" if r.table == table.name else r.table, "fields": [r.key]},
            }
            for r in keys
        ]
    return found


def _field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "description": column.description}
    limits: dict[str, Any] = {}
    if column.required or column.name == table.key:
        limits["required"] = True
    if column.name == table.key:
        limits["unique"] = True
    if column.type in (INTEGER, NUMBER):
        limits["minimum"] = 0
    if column.type == NUMBER:
        limits["maximum"] = 1
    if limits:
        field["constraints"] = limits
    return field
