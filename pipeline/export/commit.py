"""A result appears whole or not at all, also over an older one.

The files of a run lie in a folder of their own, ``.whosaid/result-…``; the names that people open are links that
lead through one link, ``.whosaid/current``. Replacing that one link, which file systems do in one step, changes
all tables at once. Where links cannot be made, files are replaced one by one, ``run.json`` last. One run at a time
writes: the lock of ``.whosaid/lock`` ends with the process that holds it, and what a run that was killed has left
behind goes with the next.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import ResultError
from pipeline.locks import FileLock
from pipeline.schema import RUN_FILE, TABLES

FILES = (*(f"{table.name}.{ending}" for table in TABLES for ending in ("csv", "parquet")), RUN_FILE)
STORE = ".whosaid"
CURRENT = "current"
_ATTEMPT, _RESULT, _LOCK = "attempt-", "result-", "lock"
_NO_SYNC = (errno.EINVAL, errno.EACCES, errno.EPERM, errno.ENOTSUP, errno.EBADF, errno.ENOSYS)
"""What systems answer that cannot bring such a file to the disk by request; anything else is trouble."""
_FULL = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def new_result(out: Path) -> Iterator[Path]:
    """A folder to write FILES into; it becomes the result in ``out`` when the block ends without error.

    Raises ResultError where ``out`` is no place for a result, or another run is writing there, and OSError.
    """
    _check(out)
    store = out / STORE
    store.mkdir(parents=True, exist_ok=True)
    with _alone(out):
        _clean(out)
        attempt = Path(tempfile.mkdtemp(prefix=_ATTEMPT, dir=store))
        try:
            yield attempt
            _publish(attempt, out)
        finally:
            _clean(out)


def tidy(out: Path) -> None:
    """Remove what a run that was killed has left in ``out``, unless another is writing there."""
    with suppress(OSError, ResultError), _alone(out):
        _clean(out)


def _check(out: Path) -> None:
    """Refuse what is no folder, and a folder whose files would be overwritten though they are none of ours."""
    if out.exists() and not out.is_dir():
        raise ResultError(f"{out}: is a file, not a folder; choose another --out")
    if (out / STORE).is_dir() or (out / RUN_FILE).exists():
        return
    for name in FILES:
        if os.path.lexists(out / name):
            raise ResultError(f"{out}: holds a {name} that is not of an earlier run; choose another --out")


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    lock = FileLock(out / STORE / _LOCK)
    try:
        if not lock.take():
            holder = f"process {lock.holder()}" if lock.holder() else "another run"
            raise ResultError(f"{out}: {holder} is writing there; wait until it has ended or choose another --out")
        lock.sign()
        yield
    finally:
        lock.release()


def _publish(attempt: Path, out: Path) -> None:
    store = out / STORE
    names = sorted({file.name for file in attempt.iterdir()}, key=lambda name: (name == RUN_FILE, name))
    for name in names:
        _to_disk(attempt / name)
    _to_disk(attempt)
    result = Path(tempfile.mkdtemp(prefix=_RESULT, dir=store))
    result.chmod(0o755)
    os.replace(attempt, result)
    try:
        _adopt(out)
        for name in names:
            _link(out / name, Path(STORE) / CURRENT / name)
        _to_disk(out)
        _link(store / CURRENT, Path(result.name))
    except (OSError, NotImplementedError) as error:
        if getattr(error, "errno", None) in _FULL:
            raise
        for name in names:  # no links here
            os.replace(result / name, out / name)
    _to_disk(store)


def _adopt(out: Path) -> None:
    """Lay an older result that is no links (one copied with ``cp -rL``) behind links, so that it changes at once too.

    What stands under each name is the same at any moment.
    """
    seen = [name for name in FILES if (out / name).is_file()]
    if all((out / name).is_symlink() for name in seen):
        return
    older = Path(tempfile.mkdtemp(prefix=_RESULT, dir=out / STORE))
    older.chmod(0o755)
    for name in seen:
        shutil.copyfile(out / name, older / name)
    _link(out / STORE / CURRENT, Path(older.name))
    for name in seen:
        _link(out / name, Path(STORE) / CURRENT / name)


def _link(path: Path, target: Path) -> None:
    """Make ``path`` a link to ``target`` in one step, whatever it was."""
    if path.is_symlink() and os.readlink(path) == str(target):
        return
    fresh = _fresh(path)
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    os.replace(fresh, path)


def _fresh(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _to_disk(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk now. Raises OSError where it is full."""
    try:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _clean(out: Path) -> None:
    """Remove attempts, results that are not the current one, and links to files that it does not have."""
    store = out / STORE
    current = store / CURRENT
    kept = os.readlink(current) if current.is_symlink() else None
    for path in store.iterdir():
        if path.name.startswith((_ATTEMPT, _RESULT)) and path.name != kept:
            shutil.rmtree(path, ignore_errors=True)
    for path in (current, *(out / name for name in FILES)):
        _fresh(path).unlink(missing_ok=True)
    for path in out.iterdir():
        if path.is_symlink() and not path.exists() and Path(os.readlink(path)).parent == Path(STORE) / CURRENT:
            path.unlink(missing_ok=True)
