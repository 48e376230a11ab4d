"""What one stage hands to the next, on disk: one JSON object a source and line, in ``STAGE.jsonl``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.errors import InputError, ResultError
from pipeline.records import Page, Parsed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ParsedSource:
    """A source and its parsed articles; the text of the source, which each of them has, is stored once."""

    page: Page
    parsed: tuple[Parsed, ...]

    @classmethod
    def of(cls, page: Page, parsed: Iterable[Parsed]) -> ParsedSource:
        return cls(page, tuple(replace(article, text="") for article in parsed))

    def articles(self) -> Iterator[Parsed]:
        return (replace(article, text=self.page.source.text) for article in self.parsed)


def write_stage(items: Iterable[T], folder: Path, stage: str) -> Path:
    """Write ``items`` to ``folder/STAGE.jsonl``, which appears whole or not at all."""
    path = folder / f"{stage}.jsonl"
    partial = path.with_suffix(f".{os.getpid()}.partial")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            for item in items:
                file.write(msgspec.json.encode(item) + b"\n")
        os.replace(partial, path)
    except OSError as error:
        raise ResultError(f"{folder}: cannot be written ({error.strerror}); choose another --out") from error
    finally:
        partial.unlink(missing_ok=True)
    return path


def read_stage(path: Path, stage: str, kind: type[T]) -> Iterator[T]:
    """Read ``STAGE.jsonl``, given itself or its folder. Raises InputError, in one line."""
    file_path = path / f"{stage}.jsonl" if path.is_dir() else path
    if not file_path.is_file():
        raise InputError(f"{path}: no {stage}.jsonl here; run `whosaid {stage}` first and give its --out folder")
    with file_path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield msgspec.json.decode(line, type=kind)
            except msgspec.MsgspecError as error:
                raise InputError(f"{file_path}:{number}: not what `whosaid {stage}` writes ({error})") from error
