"""A database for what does not fit into memory while a result is made: SQLite in a file that is gone afterwards."""

from __future__ import annotations

import sqlite3
from pathlib import Path

CACHE_MB = 16
"""Pages held in memory; sorting goes on in files beyond it."""


def scratch(path: Path | None = None) -> sqlite3.Connection:
    """An empty database in the file ``path``, or in one without a name, which the system removes.

    It is never there after a crash, so it waits for no disk.
    """
    if path is not None:
        path.unlink(missing_ok=True)
    db = sqlite3.connect(path or "", isolation_level=None)
    run(
        db,
        f"""
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA cache_size = -{CACHE_MB * 1024}; PRAGMA temp_store = FILE;
        """,
    )
    return db


def run(db: sqlite3.Connection, script: str) -> None:
    """Several statements at once; what follows is one transaction, since each one by itself would take its time."""
    db.executescript(script)
    db.execute("BEGIN")
