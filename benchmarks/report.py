"""Time and size of the report: of a corpus' run, and of the same tables several times over.

python -m benchmarks.report [CORPUS.jsonl.gz] [--times N] [--json]
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ASKED_SECONDS, ASKED_MB = 5.0, 6.0
CORPUS = Path("../shared/corpora/statements/polnear-dev.jsonl.gz")
TIMES = 5
"""How often the tables are laid side by side for the large report: 10,000 statements and more of this corpus."""
_IDS = ("_id", "source", "into", "duplicate_of")


def write_texts(corpus: Path, folder: Path) -> int:
    """One text file for each line of the corpus; how many."""
    folder.mkdir()
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    for number, text in enumerate(texts):
        (folder / f"{number:04}.txt").write_text(text, "utf-8")
    return len(texts)


def several(folder: Path, out: Path, times: int) -> None:
    """The tables of ``folder`` so many times, each time under other ids (countries keep theirs)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from pipeline.schema import TABLES

    out.mkdir()
    for table in TABLES:
        rows = pq.read_table(folder / f"{table.name}.parquet")
        found = [
            {name: _renamed(name, value, time) for name, value in row.items()}
            for time in range(1 if table.name == "countries" else times)
            for row in rows.to_pylist()
        ]
        pq.write_table(pa.Table.from_pylist(found, schema=rows.schema), out / f"{table.name}.parquet")
    (out / "run.json").write_bytes((folder / "run.json").read_bytes())


def _renamed(column: str, value: object, time: int) -> object:
    is_id = isinstance(value, str) and column.endswith(_IDS) and len(value) > len("US")
    return f"{value}-{time}" if is_id else value


def _report(tables: Path, page: Path) -> float:
    """Seconds of the whole command; the best of three."""
    command = [sys.executable, "-W", "ignore", "-m", "pipeline", "report", str(tables), "--out", str(page)]
    taken = []
    for _ in range(3):
        started = perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken.append(perf_counter() - started)
    return min(taken)


def _statements(tables: Path) -> int:
    import pyarrow.parquet as pq

    return int(pq.ParquetFile(tables / "statements.parquet").metadata.num_rows)


def measure(corpus: Path = CORPUS, times: int = TIMES) -> dict[str, float]:
    """``seconds``, ``mb`` and ``statements`` of the corpus' report; ``large_…``: of the tables several times."""
    with tempfile.TemporaryDirectory(prefix="whosaid-bench-") as name:
        folder = Path(name)
        write_texts(corpus, folder / "texts")
        command = [sys.executable, "-W", "ignore", "-m", "pipeline", "run", str(folder / "texts"), "--clean-text"]
        subprocess.run([*command, "--out", str(folder / "tables"), "--quiet"], check=True)
        several(folder / "tables", folder / "many", times)
        found: dict[str, float] = {}
        for prefix, tables in (("", folder / "tables"), ("large_", folder / "many")):
            page = folder / f"{prefix}report.html"
            found[f"{prefix}seconds"] = _report(tables, page)
            found[f"{prefix}mb"] = page.stat().st_size / 1e6
            found[f"{prefix}statements"] = _statements(tables)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.report", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options.corpus, options.times)
    if options.json:
        print(json.dumps(found))
        return
    for prefix in ("", "large_"):
        print(
            f"report of {found[f'{prefix}statements']:,.0f} statements: {found[f'{prefix}seconds']:.1f} s, "
            f"{found[f'{prefix}mb']:.1f} MB (asked of the first: < {ASKED_SECONDS:.0f} s, < {ASKED_MB:.0f} MB)"
        )


if __name__ == "__main__":
    main()
