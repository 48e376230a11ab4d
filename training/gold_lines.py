"""Labelled lines to train the line model on: page dumps, clean articles, files put together from these."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.lines.split import split_lines
from pipeline.records import Span

#: What stands between articles in files that people put together.
SEPARATORS = ("\n", "\n\n", "\n\n\n", "\n\n* * *\n\n", "\n\n====================\n\n", "\n---\n", "\n\n###\n\n")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A file with a label for each line: ``T`` headline, ``B`` body, ``F`` furniture, ``.`` unsure.

    ``sites`` are those that it comes from: no model is judged on a site that it was trained on. ``row`` is
    the gold row where ``score_pages.py`` scores it, else None.
    """

    name: str
    style: str
    sites: frozenset[str]
    text: str
    spans: tuple[Span, ...]
    labels: str
    row: dict[str, Any] | None = None


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def page_dumps(path: Path) -> list[Labelled]:
    """The dumps of ``pages-train.jsonl.gz``."""
    out = []
    for row in rows_of(path):
        text = row["text"]
        labels = {start: label for start, _, label, _ in row["lines"]}
        spans = split_lines(text)
        marks = "".join(labels.get(span.start, ".") for span in spans)
        sites = frozenset(row["domain"].split("+"))
        out.append(Labelled(row["id"], row["style"], sites, text, tuple(spans), marks, row))
    return out


def squash(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def clean_articles(path: Path, *, share: int = 1, rest: int = 0) -> list[Labelled]:
    """Articles of a corpus of clean text, every ``share``-th of them (``rest`` says which).

    Lines are body, but for the headline, where the corpus names one, and what annotators discarded.
    """
    out = []
    for number, row in enumerate(rows_of(path)):
        if number % share != rest:
            continue
        text = row["text"]
        spans = split_lines(text)
        if len(spans) < 2:
            continue
        title = squash(row.get("title") or "")
        marks = []
        for i, span in enumerate(spans):
            line = squash(span.of(text))
            if any(a < span.end and span.start < b for a, b in row.get("discard", ())):
                marks.append(".")
            elif i < 2 and len(line) > 9 and line in title:
                marks.append("T" if i == 0 else ".")
            elif i == 0 and text[span.end - 1] not in ".!?”\"'’":
                marks.append(".")
            else:
                marks.append("B")
        site = row.get("publisher") or "none"
        out.append(Labelled(row["id"], "clean", frozenset((f"clean {site}",)), text, tuple(spans), "".join(marks)))
    return out


def put_together(articles: Sequence[Labelled], number: int, *, seed: int = 1) -> list[Labelled]:
    """``number`` files of two to five clean articles with a headline, one after the other."""
    chance = random.Random(seed)
    titled = [article for article in articles if article.labels[0] == "T"]
    out = []
    for i in range(number):
        chosen = chance.sample(titled, chance.randint(2, 5))
        separator = chance.choice(SEPARATORS)
        spaced = chance.random() < 0.7
        text, marks = "", ""
        for article in chosen:
            if text:
                text += separator
                marks += "F" * bool(separator.strip())
            for span, label in zip(article.spans, article.labels, strict=True):
                line = span.of(article.text)
                if label == "T":
                    line = line.rstrip(".")
                text += line + ("\n\n" if spaced else "\n")
                marks += label
        sites = frozenset().union(*(article.sites for article in chosen))
        spans = tuple(split_lines(text))
        if len(spans) == len(marks):
            out.append(Labelled(f"together-{i}", "together", sites, text, spans, marks))
    return out


def fold_of(site: str, folds: int) -> int:
    """A fold that depends on the site alone."""
    return int(hashlib.md5(site.encode()).hexdigest(), 16) % folds
