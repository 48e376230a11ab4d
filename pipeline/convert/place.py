"""What is written appears whole or not at all, and replaces nothing but what was written by the same command.

It is written in a hidden folder beside its place, which holds a lock as long as the process lives: what one that was
killed has left there goes with the next that writes to the same place.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import ConvertError
from pipeline.locks import FileLock

BESIDE = ("-wal", "-journal", ".wal")
"""Endings of the files in which databases keep changes that are not yet in the database itself."""

_LOCK, _OLD = "lock", "old"


@contextmanager
def new_file(out: Path, is_ours: Callable[[Path], bool], *, force: bool) -> Iterator[Path]:
    """A path to write to; it becomes ``out`` in one step when the block ends without error.

    A file that is there and neither empty nor ``is_ours`` is replaced only with ``force``. Raises ConvertError.
    """
    check_file(out, is_ours, force=force)
    with _attempt(out) as folder:
        attempt = folder / "attempt"
        yield attempt
        _to_disk(attempt)
        os.replace(attempt, out)


def check_file(out: Path, is_ours: Callable[[Path], bool], *, force: bool) -> None:
    """Raise ConvertError where :func:`new_file` would not replace what is there."""
    if out.is_dir():
        raise ConvertError(f"{out}: is a folder; give a file with --out")
    for ending in BESIDE:
        if out.with_name(out.name + ending).exists():
            raise ConvertError(
                f"{out}: is in use ({out.name}{ending} lies beside it); close it or choose another --out"
            )
    if not force and out.exists() and out.stat().st_size and not is_ours(out):
        raise ConvertError(
            f"{out}: was not written by `whosaid convert`; choose another --out, or --force to replace it"
        )


@contextmanager
def new_folder(out: Path, files_of: Callable[[Path], set[str] | None]) -> Iterator[Path]:
    """A folder to write into; it becomes ``out`` when the block ends without error.

    ``files_of`` says which files of an older result are ours, or None where it is none. A folder that holds anything
    else is never replaced. Raises ConvertError.
    """
    if out.exists() and not out.is_dir():
        raise ConvertError(f"{out}: is a file; give a folder with --out")
    old = {path.name for path in out.iterdir()} if out.exists() else set()
    if old and not old <= (files_of(out) or set()):
        raise ConvertError(f"{out}: holds other files than `whosaid convert` writes; choose another --out")
    with _attempt(out) as folder:
        attempt = folder / "attempt"
        attempt.mkdir()
        yield attempt
        for file in attempt.iterdir():
            _to_disk(file)
        if out.exists():
            os.replace(out, folder / _OLD)
        os.replace(attempt, out)


@contextmanager
def _attempt(out: Path) -> Iterator[Path]:
    """A folder beside ``out``, on the same disk, gone when the block ends."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _clear(out)
        folder, lock = _own_folder(out)
        try:
            yield folder
        finally:
            lock.release()
            _remove(folder, out)
    except OSError as error:
        raise ConvertError(f"{out}: cannot be written ({error.strerror or error}); choose another --out") from error


def _own_folder(out: Path) -> tuple[Path, FileLock]:
    """A new folder with its lock; another one where a process that clears came in between."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_prefix(out), dir=out.parent))
        with suppress(FileNotFoundError):
            lock = FileLock(folder / _LOCK)
            if lock.take() and (folder / _LOCK).exists():
                return folder, lock
            lock.release()


def _clear(out: Path) -> None:
    """Remove the folders of processes that ended before they could; what cannot be removed stays, and is no error."""
    with suppress(OSError):
        for folder in [path for path in out.parent.iterdir() if path.name.startswith(_prefix(out))]:
            with suppress(OSError):
                lock = FileLock(folder / _LOCK)
                if lock.take():
                    _remove(folder, out)
                lock.release()


def _remove(folder: Path, out: Path) -> None:
    """Remove ``folder``; an older result for which nothing has come yet is put back."""
    with suppress(OSError):
        if (folder / _OLD).exists() and not out.exists():
            os.replace(folder / _OLD, out)
    shutil.rmtree(folder, ignore_errors=True)


def _prefix(out: Path) -> str:
    return f".{out.name}.whosaid-"


def _to_disk(file: Path) -> None:
    with file.open("rb") as handle:
        os.fsync(handle.fileno())
