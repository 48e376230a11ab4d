"""What a command is given to read: paths, a list of paths, standard input."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import typer

from pipeline.errors import InputError

STANDARD_INPUT = Path("-")


@contextmanager
def given_inputs(inputs: Sequence[Path] | None, paths: Path | None) -> Iterator[list[Path]]:
    """``inputs`` and what the file ``paths`` lists, one path a line; either may be ``-``.

    Standard input as an input is put into a temporary file called ``stdin``, so that it can be read more than once;
    it is gone when the command ends. Raises InputError where the list cannot be read, BadParameter where nothing or
    standard input twice is given.
    """
    given = list(inputs or ())
    if not given and paths is None:
        raise typer.BadParameter("Missing argument 'IN...': name files or folders, - or --paths FILE")
    if STANDARD_INPUT in given and paths == STANDARD_INPUT:
        raise typer.BadParameter("standard input cannot be both an input and the list of paths")
    listed = _listed(paths) if paths else []
    if STANDARD_INPUT not in given:
        yield given + listed
        return
    with tempfile.TemporaryDirectory(prefix="whosaid-") as folder:
        place = Path(folder) / "standard-input" / "stdin"
        place.parent.mkdir()
        with place.open("wb") as copy:
            shutil.copyfileobj(_standard_input(), copy)
        yield [path for path in given if path != STANDARD_INPUT] + [place] + listed


def _listed(paths: Path) -> list[Path]:
    try:
        data = _standard_input().read() if paths == STANDARD_INPUT else paths.read_bytes()
    except OSError as error:
        raise InputError(f"{paths}: cannot be read ({error.strerror}); give --paths a file of paths") from error
    lines = data.decode("utf-8-sig", "surrogateescape").splitlines()
    return [Path(line) for line in lines if line.strip()]


def _standard_input() -> BinaryIO:
    return sys.stdin.buffer
