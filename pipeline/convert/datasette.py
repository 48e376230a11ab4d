"""``metadata.json``: what Datasette shows of our databases, with questions ready to be asked (docs.datasette.io)."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.convert.relational import ABOUT, ENTITIES
from pipeline.convert.views import read_views
from pipeline.schema import TABLES

METADATA = "metadata.json"
_TITLE = "Who said what"
_NOTE = "Written by whosaid."
_LABELS = {
    "people": "name",
    "countries": "name",
    "organizations": "name",
    "entities": "name",
    "articles": "title",
    "statements": "content",
    "utterances": "content",
    "mentions": "text",
}
"""What stands for a row where another one refers to it."""

_MOST_SAID_FIRST = ("people", "countries", "organizations", "entities", "utterances")


def metadata_for(database: Path) -> str:
    """The text of METADATA beside ``database``; other databases of ours in the folder keep their entries."""
    found = {database.stem: _describe()}
    beside = database.parent / METADATA
    if beside.exists() and is_our_metadata(beside):
        for name, entry in json.loads(beside.read_text("utf-8")).get("databases", {}).items():
            if any(path.stem == name for path in database.parent.iterdir() if path.suffix != ".json"):
                found.setdefault(name, entry)
    whole = {"title": _TITLE, "description": _NOTE, "databases": dict(sorted(found.items()))}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def is_our_metadata(path: Path) -> bool:
    """Whether the file at ``path`` is one that :mod:`~pipeline.convert.datasette` wrote."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("description") == _NOTE


def _describe() -> dict[str, Any]:
    tables: dict[str, Any] = {}
    for table in (*TABLES, ENTITIES, *ABOUT):
        tables[table.name] = {
            "description": table.description,
            "columns": {column.name: column.description for column in table.columns},
        }
        if table.name in _LABELS:
            tables[table.name]["label_column"] = _LABELS[table.name]
        if table.name in _MOST_SAID_FIRST:
            tables[table.name]["sort_desc"] = "n_statements"
    for view in read_views():
        tables[view.name] = {"description": view.description, "columns": view.columns}
    return {"tables": tables, "queries": _queries()}


def _queries() -> dict[str, Any]:
    """Each is a file of SQL; its first line says what is asked."""
    folder = files("pipeline.convert") / "questions"
    found = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        title, sql = path.read_text("utf-8").split("\n", 1)
        found[path.name.removesuffix(".sql")] = {"title": title.removeprefix("-- "), "sql": sql.strip()}
    return found
