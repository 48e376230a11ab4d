"""A result appears whole or not at all, also over an older one.

The files of a run lie in a folder of their own, ``.whosaid/RESULT``; the names that people open are links that
lead through one link, ``.whosaid/current``. Replacing that one link, which file systems do in one step, changes
all tables at once. Where links cannot be made, files are replaced one by one, ``run.json`` last.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.schema import RUN_FILE, TABLES

FILES = (*(f"{table.name}.{ending}" for table in TABLES for ending in ("csv", "parquet")), RUN_FILE)
STORE = ".whosaid"
CURRENT = "current"
_ATTEMPT = "attempt-"


@contextmanager
def new_result(out: Path) -> Iterator[Path]:
    """A folder to write FILES into; it becomes the result in ``out`` when the block ends without error."""
    store = out / STORE
    store.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(store)
    attempt = Path(tempfile.mkdtemp(prefix=f"{_ATTEMPT}{os.getpid()}-", dir=store))
    try:
        yield attempt
        for file in attempt.iterdir():
            _to_disk(file)
        _publish(attempt, out)
    finally:
        shutil.rmtree(attempt, ignore_errors=True)


def _publish(attempt: Path, out: Path) -> None:
    store = out / STORE
    result = Path(tempfile.mkdtemp(prefix="result-", dir=store))
    result.chmod(0o755)
    os.replace(attempt, result)
    try:
        for name in FILES:
            _link(out / name, Path(STORE) / CURRENT / name)
        _link(store / CURRENT, Path(result.name))
    except (OSError, NotImplementedError):
        for name in FILES:
            os.replace(result / name, out / name)
    for old in store.iterdir():
        if old.name.startswith("result-") and old.name != result.name:
            shutil.rmtree(old, ignore_errors=True)


def _link(path: Path, target: Path) -> None:
    """Make ``path`` a link to ``target`` in one step, whatever it was."""
    if path.is_symlink() and os.readlink(path) == str(target):
        return
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    os.replace(fresh, path)


def _to_disk(file: Path) -> None:
    with file.open("rb") as handle, suppress(OSError):
        os.fsync(handle.fileno())


def _remove_abandoned(store: Path) -> None:
    """Attempts of runs that were killed."""
    for path in store.glob(f"{_ATTEMPT}*"):
        pid = path.name.removeprefix(_ATTEMPT).split("-")[0]
        if pid.isdigit() and not _is_alive(int(pid)):
            shutil.rmtree(path, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
