"""What a run found, by gold id: read back from its tables. A source's id is its file name without the ending."""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.errors import ResultError
from pipeline.evaluate.html_pages import Extract
from pipeline.evaluate.pages import Cut
from pipeline.export.cells import from_cell
from pipeline.schema import BY_NAME, RUN_FILE

Row = dict[str, Any]


def statements_of(folder: Path) -> dict[str, list[Row]]:
    """Statements, with ``source``, ``cue`` and ``content`` as lists of [start, end].

    ``in`` is the ``id`` of the statement that one lies in, or None.
    """
    labels = ("speaker", "speaker_kind", "kind", "act", "negated", "confidence")
    places = ("content_spans", "speaker_start", "speaker_end", "cue_start", "cue_end")
    found: dict[str, list[Row]] = {key: [] for key in sources_of(folder)}
    for row in _rows(folder, "statements", ["source", "statement_id", "parent_id", *places, *labels]):
        spans = {"content": row["content_spans"], "source": _span(row, "speaker"), "cue": _span(row, "cue")}
        ids = {"id": row["statement_id"], "in": row["parent_id"] or None}
        found.setdefault(_key(row), []).append(ids | spans | {label: row[label] for label in labels})
    return found


def names_of(folder: Path) -> dict[str, list[Row]]:
    """Mentions but for descriptions and pronouns."""
    return {
        key: [row | {"type": row["label"]} for row in rows if row["form"] not in ("nominal", "pronoun")]
        for key, rows in mentions_of(folder).items()
    }


def places_of(folder: Path) -> dict[str, list[Row]]:
    """Mentions but for pronouns."""
    return {key: [row for row in rows if row["form"] != "pronoun"] for key, rows in mentions_of(folder).items()}


def mentions_of(folder: Path) -> dict[str, list[Row]]:
    """All mentions."""
    found: dict[str, list[Row]] = {key: [] for key in sources_of(folder)}
    columns = ["start", "end", "label", "form", "iso_alpha2", "entity_id"]
    for row in _rows(folder, "mentions", ["source", *columns]):
        found.setdefault(_key(row), []).append({column: row[column] for column in columns})
    return found


def relations_of(folder: Path) -> dict[str, list[Row]]:
    """Relations, with ``subject_spans`` and ``object_spans``: all mentions of the two in the article, as [start, end].

    The object of a role is a text, so it has none.
    """
    spans: defaultdict[tuple[str, str], list[list[int]]] = defaultdict(list)
    for row in _rows(folder, "mentions", ["article_id", "entity_id", "start", "end"]):
        if row["entity_id"]:
            spans[row["article_id"], row["entity_id"]].append([row["start"], row["end"]])
    found: dict[str, list[Row]] = {key: [] for key in sources_of(folder)}
    parts = ["subject_id", "subject", "object_id", "object", "article_id"]
    labels = ["predicate", "qualifier", "start", "end", "negated", "confidence"]
    for row in _rows(folder, "relations", ["source", *parts, *labels]):
        ends = {f"{end}_spans": spans.get((row["article_id"], row[f"{end}_id"]), []) for end in ("subject", "object")}
        found.setdefault(_key(row), []).append(row | ends)
    return found


def pages_of(folder: Path) -> dict[str, Cut]:
    """Articles, with their titles, and furniture."""
    found: dict[str, tuple[list[Row], list[Row]]] = {key: ([], []) for key in sources_of(folder)}
    for row in _rows(folder, "articles", ["source", "title", "start", "end"]):
        found.setdefault(_key(row), ([], []))[0].append(row)
    for row in _rows(folder, "furniture", ["source", "start", "end"]):
        found.setdefault(_key(row), ([], []))[1].append(row)
    return {key: Cut(*rows) for key, rows in found.items()}


def extracts_of(folder: Path) -> dict[str, Extract]:
    """The articles of each page in order: their texts and titles."""
    found: dict[str, list[Row]] = {key: [] for key in sources_of(folder)}
    for row in _rows(folder, "articles", ["source", "ordinal", "title", "text"]):
        found.setdefault(_key(row), []).append(row)
    extracts = {}
    for key, rows in found.items():
        rows.sort(key=lambda row: row["ordinal"])
        extracts[key] = Extract(tuple(row["text"] for row in rows), tuple(row["title"] for row in rows))
    return extracts


def sources_of(folder: Path) -> set[str]:
    """The ids of all sources that were read."""
    return {_key(row) for row in _rows(folder, "sources", ["source", "status"]) if row["status"] == "read"}


def maker_of(folder: Path) -> str:
    """The program, model and settings that made a result, as its run.json says; empty where that is not there."""
    try:
        run = json.loads((folder / RUN_FILE).read_text("utf-8"))
        parts = [f"{run['program']['name']} {run['program']['version']}"]
        parts += [f"{run['model']['name']} {run['model']['version']}"] if run["model"] else []
        settings = (run["settings"] or {}).items()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
    parts += [f"{name.replace('_', ' ')}: {_word(value)}" for name, value in settings if name != "model"]
    return ", ".join(parts)


def _word(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _key(row: Row) -> str:
    return PurePosixPath(row["source"]).stem


def _span(row: Row, part: str) -> list[list[int]]:
    return [] if row[f"{part}_start"] is None else [[row[f"{part}_start"], row[f"{part}_end"]]]


def _rows(folder: Path, name: str, columns: list[str]) -> Iterator[Row]:
    """Rows of a table, from the Parquet file, or from the CSV file where there is none."""
    if (folder / f"{name}.parquet").exists():
        yield from _parquet_rows(folder / f"{name}.parquet", columns)
    elif (folder / f"{name}.csv").exists():
        yield from _csv_rows(folder / f"{name}.csv", name, columns)
    else:
        raise ResultError(f"{folder}: no {name}.parquet or .csv here; give the folder that `whosaid run --out` wrote")


def _parquet_rows(path: Path, columns: list[str]) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            _check(columns, file.schema_arrow.names, path)
            for batch in file.iter_batches(columns=columns):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise ResultError(f"{path}: cannot be read; run again") from error


def _csv_rows(path: Path, name: str, columns: list[str]) -> Iterator[Row]:
    csv.field_size_limit(sys.maxsize)
    kinds = {column.name: column for column in BY_NAME[name].columns}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            _check(columns, rows.fieldnames or (), path)
            for row in rows:
                yield {column: from_cell(row[column] or "", kinds[column], name) for column in columns}
    except (OSError, ValueError, csv.Error) as error:
        raise ResultError(f"{path}: cannot be read; run again") from error


def _check(wanted: list[str], there: Iterable[str], path: Path) -> None:
    missing = set(wanted) - set(there)
    if missing:
        raise ResultError(f"{path}: no column {min(missing)}; run again with this version of whosaid")
