"""The tables of a result, read from their Parquet files a batch at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ResultError
from pipeline.schema import RUN_FILE, STATEMENT_MENTIONS, STATEMENTS, TABLES, Table

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 1_000
"""Rows that are in memory at a time."""

Row = dict[str, Any]


def open_result(folder: Path) -> Path:
    """Where the files of the result in ``folder`` lie: one run's, also while another one replaces it.

    Raises ResultError where tables are missing, cannot be read or have other columns than :mod:`pipeline.schema`.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    at = (folder / RUN_FILE).resolve().parent
    for table in TABLES:
        path = at / f"{table.name}.parquet"
        try:
            names = tuple(pq.read_schema(path).names)
        except FileNotFoundError as error:
            raise ResultError(
                f"{folder}: no {path.name} here; give the folder that `whosaid run --out` wrote"
            ) from error
        except (OSError, pa.ArrowInvalid) as error:
            raise ResultError(f"{folder / path.name}: cannot be read as Parquet; run again") from error
        if names != table.header:
            raise ResultError(f"{folder / path.name}: not the columns of {table.name!r}; run again with this version")
    return at


def arrow_batches(at: Path, table: Table) -> Iterator[pa.RecordBatch]:
    """The rows of a table in its order, BATCH at most at a time. Raises ResultError where they cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = at / f"{table.name}.parquet"
    try:
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(batch_size=BATCH)
    except (OSError, pa.ArrowInvalid) as error:
        raise ResultError(f"{path}: cannot be read as Parquet; run again") from error


def batches(at: Path, table: Table) -> Iterator[list[Row]]:
    """The same as lists of dictionaries."""
    for batch in arrow_batches(at, table):
        yield batch.to_pylist()


def rows(at: Path, table: Table) -> Iterator[Row]:
    """The rows of a table, one by one."""
    for batch in batches(at, table):
        yield from batch


def n_rows(at: Path, table: Table) -> int:
    """Rows of ``table`` in the result at ``at``, from the file's own footer."""
    import pyarrow.parquet as pq

    count: int = pq.read_metadata(at / f"{table.name}.parquet").num_rows
    return count


def made_by(at: Path) -> dict[str, str]:
    """What ``run.json`` says of how the result was made, as texts; seconds and machine are left out."""
    path = at / RUN_FILE
    try:
        report = json.loads(path.read_text("utf-8"))
        model, reader = report["model"] or {}, report["reader"] or {}
        found = {
            "program": f"{report['program']['name']} {report['program']['version']}",
            "program_digest": report["program"]["digest"],
            "model": f"{model['name']} {model['version']}" if model else None,
            "reader_sha256": reader.get("sha256"),
            "settings": json.dumps(report["settings"], sort_keys=True) if report["settings"] else None,
            "input_state": report["input"]["state"],
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ResultError(f"{path}: not what `whosaid run` writes; run again") from error
    return {key: str(value) for key, value in found.items() if value}


def statements_and_subjects(at: Path) -> Iterator[tuple[Row, list[str]]]:
    """Each statement with the entities that it is about, each once, in the order in which they are mentioned.

    Both tables are read once, side by side: they have one order. Raises ResultError where they have not.
    """
    mentioned = groupby(rows(at, STATEMENT_MENTIONS), key=itemgetter("statement_id"))
    statement_id, group = next(mentioned, (None, iter(())))
    for row in rows(at, STATEMENTS):
        subjects: dict[str, None] = {}
        if row["statement_id"] == statement_id:
            subjects = dict.fromkeys(mention["entity_id"] for mention in group if mention["entity_id"])
            statement_id, group = next(mentioned, (None, iter(())))
        yield row, list(subjects)
    if statement_id is not None:
        raise ResultError(f"{at}: statement_mentions are not in the order of statements; run again")
