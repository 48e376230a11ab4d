"""What is written appears whole or not at all, and replaces nothing but what was written by the same command."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import ConvertError

BESIDE = ("-wal", "-journal", ".wal")
"""Endings of the files in which databases keep changes that are not yet in the database itself."""


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
            os.replace(out, folder / "old")
        os.replace(attempt, out)


@contextmanager
def _attempt(out: Path) -> Iterator[Path]:
    """A folder beside ``out``, on the same disk, gone when the block ends."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise ConvertError(f"{out}: cannot be written ({error.strerror or error}); choose another --out") from error


def _to_disk(file: Path) -> None:
    with file.open("rb") as handle:
        os.fsync(handle.fileno())
