"""Tables as CSV and Parquet side by side, written in row groups so that memory stays flat."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from contextlib import suppress
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.export.cells import Value, to_cells
from pipeline.schema import BOOLEAN, INTEGER, NUMBER, SPANS, STRING, STRINGS, TABLES, Table

Row = tuple[Value, ...]

ROW_GROUP = 5_000
ROW_GROUP_CHARS = 4_000_000
"""A row group ends at the first of the two, so that long source texts do not pile up."""

_ARROW: dict[str, Any] = {
    STRING: pa.string(),
    INTEGER: pa.int64(),
    NUMBER: pa.float64(),
    BOOLEAN: pa.bool_(),
    STRINGS: pa.list_(pa.string()),
    SPANS: pa.list_(pa.list_(pa.int64())),
}


def arrow_schema(table: Table) -> pa.Schema:
    """The table's Arrow schema, each field with its description."""
    return pa.schema(
        [pa.field(c.name, _ARROW[c.type], metadata={"description": c.description.encode()}) for c in table.columns]
    )


def _texts(table: Table) -> Callable[[Row], tuple[str | None, ...]]:
    """Takes the texts out of a row; every table has several."""
    places = [place for place, column in enumerate(table.columns) if column.type == STRING]
    found: Callable[[Row], tuple[str | None, ...]] = itemgetter(*places)
    return found


class TableWriter:
    """Writes rows of one table to ``NAME.csv`` and ``NAME.parquet`` in ``folder``."""

    def __init__(self, table: Table, folder: Path) -> None:
        self.table = table
        self.n_rows = 0
        self._rows: list[Row] = []
        self._chars = 0
        self._texts = _texts(table)
        self._schema = arrow_schema(table)
        self._file = (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="")
        self._csv = csv.writer(self._file, lineterminator="\r\n")
        self._csv.writerow(table.header)
        self._parquet = pq.ParquetWriter(folder / f"{table.name}.parquet", self._schema, compression="zstd")

    def write(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._rows.append(row)
            self._chars += sum(map(len, filter(None, self._texts(row))))
            if len(self._rows) >= ROW_GROUP or self._chars >= ROW_GROUP_CHARS:
                self._flush()

    def _flush(self) -> None:
        name = self.table.name
        values = list(zip(*self._rows, strict=True))
        cells = [to_cells(some, column, name) for some, column in zip(values, self.table.columns, strict=True)]
        self._csv.writerows(zip(*cells, strict=True))
        arrays = [pa.array(some, type=field.type) for some, field in zip(values, self._schema, strict=True)]
        self._parquet.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self.n_rows += len(self._rows)
        self._rows, self._chars = [], 0

    def close(self) -> None:
        if self._rows:
            self._flush()
        self._parquet.close()
        self._file.close()

    def abandon(self) -> None:
        """Let go of the files after a write failed; closing would try to write once more, at the latest when the
        writer is collected."""
        self._parquet.is_open = False
        with suppress(OSError):
            self._file.close()


class TableSet:
    """Writers for all tables of a result; a context manager that closes them."""

    def __init__(self, folder: Path) -> None:
        self._writers: dict[str, TableWriter] = {}
        try:
            for table in TABLES:
                self._writers[table.name] = TableWriter(table, folder)
        except BaseException:
            self._abandon()
            raise

    def __enter__(self) -> TableSet:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            for writer in self._writers.values() if kind is None else ():
                writer.close()
        except BaseException:
            kind = BaseException
            raise
        finally:
            if kind:
                self._abandon()

    def _abandon(self) -> None:
        for writer in self._writers.values():
            writer.abandon()

    def write(self, name: str, rows: Iterable[Row]) -> None:
        self._writers[name].write(rows)

    @property
    def n_rows(self) -> dict[str, int]:
        """Rows a table, once closed."""
        return {name: writer.n_rows for name, writer in self._writers.items()}
