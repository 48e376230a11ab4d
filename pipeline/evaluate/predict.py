"""Having the gold articles run: each is written as a source named by its id."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from pipeline.config import Config
from pipeline.errors import InputError
from pipeline.evaluate.gold import Gold, read_gold
from pipeline.evaluate.score import Report, evaluate

CLEAN_TEXT = ("names", "places", "identity", "relations")
"""Kinds whose gold text is no page dump but plain text, read with ``--clean-text``."""
WITHOUT_READER = ("pages", "html")
"""Kinds that the reader has no part in: reading them without it takes less time."""


class Run(Protocol):
    """A function that writes the tables of ``inputs`` into ``out``, such as :func:`pipeline.run.run_pipeline`."""

    def __call__(self, inputs: Sequence[Path], out: Path, *, config: Config) -> object: ...


def run_and_evaluate(kind: str | None, gold_path: Path, run: Run, *, config: Config) -> Report:
    """Run the gold articles, as pages or as clean text by their kind, and score the result.

    Raises what :func:`evaluate` and ``run`` raise.
    """
    gold = read_gold(gold_path, kind)
    with tempfile.TemporaryDirectory(prefix="whosaid-") as folder:
        texts, out = Path(folder, "texts"), Path(folder, "tables")
        texts.mkdir()
        write_texts(gold, texts)
        reader = config.reader and gold.kind not in WITHOUT_READER
        run([texts], out, config=replace(config, reader=reader, clean_text=gold.kind in CLEAN_TEXT))
        return evaluate(gold.kind, gold_path, out)


def write_texts(gold: Gold, folder: Path) -> None:
    """Write each gold text as ``<id>.txt`` so that reading it gives the very same characters; a page as ``.html``."""
    for key, row in gold.rows.items():
        if "/" in key or "\0" in key or key.startswith("."):
            raise InputError(f"gold article {key!r}: its id cannot name a file; use letters, digits and - _")
        field, ending = ("html", "html") if gold.kind == "html" else ("text", "txt")
        text = row[field]
        encoding = "utf-8-sig" if text.startswith("\ufeff") else "utf-8"  # reading drops one mark
        (folder / f"{key}.{ending}").write_bytes(text.encode(encoding, "surrogatepass"))
