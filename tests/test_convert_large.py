"""A hundred thousand statements: every row arrives, and memory does not grow with them."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from convert_case import RUN, STATEMENTS, small

from pipeline.export.writer import TableSet
from pipeline.schema import TABLES, Column, Table

pytestmark = pytest.mark.slow

TIMES = 14_300
MORE = 128
"""Megabytes that a thousand times as many rows may add; DuckDB, which keeps its keys in memory, is not held to it."""

CONVERT = """
import resource, sys
from pathlib import Path
from pipeline.convert import convert_result
convert_result(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def multiplied(folder: Path, out: Path, times: int) -> Path:
    """The rows of a result ``times`` over, under keys of their own."""
    out.mkdir()
    rows = {table: pq.read_table(folder / f"{table.name}.parquet").to_pylist() for table in TABLES}
    with TableSet(out) as written:
        for table in TABLES:
            for n in range(times):
                written.write(
                    table.name, [tuple(_own(n, table, c, row[c.name]) for c in table.columns) for row in rows[table]]
                )
    (out / "run.json").write_text(json.dumps(RUN), "utf-8")
    return out


def _own(n: int, table: Table, column: Column, value):
    refers = column.name == table.key or column.refers_to or column.is_entity
    return f"{n:05}{value}" if refers and value is not None else value


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("results")
    one = small(folder / "small")
    return {times: multiplied(one, folder / str(times), times) for times in (14, TIMES)}


@pytest.mark.parametrize("to", ["sqlite", "duckdb", "datapackage", "jsonld", "ftm"])
def test_a_hundred_thousand_statements(results, tmp_path, to):
    peak = {}
    for times, result in results.items():
        words = [sys.executable, "-c", CONVERT, str(result), to, str(tmp_path / f"{times}.db")]
        peak[times] = int(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    out = tmp_path / f"{TIMES}.db"
    wanted = TIMES * len(STATEMENTS)
    if to == "sqlite":
        assert sqlite3.connect(out).execute("SELECT count(*) FROM statements").fetchone() == (wanted,)
        assert sqlite3.connect(out).execute("SELECT count(*) FROM who_accuses_whom").fetchone() == (TIMES,)
    elif to == "duckdb":
        assert duckdb.connect(str(out)).execute("SELECT count(*) FROM statements").fetchone() == (wanted,)
        assert duckdb.connect(str(out)).execute("SELECT count(*) FROM who_accuses_whom").fetchone() == (TIMES,)
        return
    elif to != "datapackage":
        with out.open(encoding="utf-8") as lines:
            found = sum('"@type":"Quotation"' in line or '"schema":"Note"' in line for line in lines)
        assert found == wanted - TIMES  # what was not said
    assert peak[TIMES] - peak[14] < MORE, peak
