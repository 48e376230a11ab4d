"""Labelled lines to train the line model on: page dumps, clean articles, wire copy, and what people comment."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.lexicon import words as word_list
from pipeline.lines import split_lines, squash
from pipeline.records import Span

#: Tweets that make the shortest and the longest comment; words of the shortest tweet that is taken.
FEWEST_TWEETS, MOST_TWEETS, FEWEST_WORDS = 3, 8, 5

_CLOSE = re.compile(r" ([.,;:!?)%]|'(?:s|m|d|re|ve|ll)\b|n't\b)")
_OPEN = re.compile(r"(\() ")
_HANDLE = re.compile(r"\.? ?@ ?\w+(?: :)?")
_WORD = re.compile(r"[^\W\d_]+")


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


def clean_articles(path: Path, *, share: int = 1, rest: int = 0) -> list[Labelled]:
    """Articles of a corpus of clean text, every ``share``-th of them (``rest`` says which).

    Lines are body, but for the headline, where the corpus names one, and what annotators discarded. PolNeAR
    ends headlines with a stop, which pages do not: it is taken off. Every second article loses its headline.
    """
    out: list[Labelled] = []
    for number, row in enumerate(rows_of(path)):
        text = row["text"]
        spans = split_lines(text)
        if number % share != rest or len(spans) < 2:
            continue
        title = squash(row.get("title") or "")
        lines, marks = [], []
        for i, span in enumerate(spans):
            line = span.of(text)
            if any(a < span.end and span.start < b for a, b in row.get("discard", ())):
                mark = "."
            elif i < 2 and len(squash(line)) > 9 and squash(line) in title:
                mark = "T" if i == 0 else "."
                line = line.rstrip(".;")
            elif i == 0 and line[-1] not in ".!?”\"'’":
                mark = "."
            else:
                mark = "B"
            if mark != "T" or len(out) % 2:
                lines.append(line)
                marks.append(mark)
        site = f"clean {row.get('publisher') or 'none'}"
        gap = "\n" if len(out) % 3 else "\n\n"
        out.append(labelled(row["id"], "clean", frozenset((site,)), gap.join(lines), "".join(marks)))
    return out


def labelled(name: str, style: str, sites: frozenset[str], text: str, labels: str) -> Labelled:
    spans = tuple(split_lines(text))
    assert len(spans) == len(labels), name
    return Labelled(name, style, sites, text, spans, labels)


def wire_articles(path: Path, *, share: int = 1) -> list[Labelled]:
    """Every ``share``-th article of a CoNLL-2003 file, a sentence a line: wire copy of 1996, half of it sport.

    The first line is the headline; short lines right below (author, place and date) are left unsure.
    """
    articles: list[list[str]] = []
    words: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            if row.startswith("-DOCSTART-"):
                articles.append([])
            elif row.strip():
                words.append(row.split()[0])
            elif words:
                line = _CLOSE.sub(r"\1", _OPEN.sub(r"\1", " ".join(words)))
                articles[-1].append(line if articles[-1] else line.rstrip("."))
                words = []
    out = []
    for number, lines in enumerate(articles):
        if number % share == 0 and len(lines) > 3:
            marks = "T" + "".join("." if i < 4 and len(line) < 30 else "B" for i, line in enumerate(lines[1:], 1))
            out.append(labelled(f"wire-{number}", "clean", frozenset(("clean wire",)), "\n".join(lines), marks))
    return out


def comments_of(path: Path) -> list[str]:
    """What people write on the web, as comments of several tweets of the Broad Twitter Corpus (token TAB tag).

    Tweets that link somewhere announce more than they comment and are left out, as are those with few common
    English words. Names that a tweet is addressed to go.
    """
    tweets = list(dict.fromkeys(tweet for words in _tweets(path) if (tweet := _as_comment(words))))
    out: list[str] = []
    while tweets:
        number = FEWEST_TWEETS + len(out) % (MOST_TWEETS + 1 - FEWEST_TWEETS)
        out.append(" ".join(tweets[:number]))
        tweets = tweets[number:]
    return out


def _tweets(path: Path) -> Iterator[list[str]]:
    words: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            if row.strip():
                words.append(row.split("\t")[0])
            elif words:
                yield words
                words = []
    if words:
        yield words


def _as_comment(words: Sequence[str]) -> str | None:
    """The tweet as plain text, its last sentence ended, or None where it is no comment."""
    line = _HANDLE.sub("", " ".join(words).removeprefix("RT "))
    line = _CLOSE.sub(r"\1", _OPEN.sub(r"\1", line)).replace("# ", "#").strip(" :")
    found = [word.lower() for word in _WORD.findall(line)]
    common = sum(word in _common() for word in found)
    if "http" in line or len(found) < FEWEST_WORDS or 4 * common < len(found):
        return None
    return line if line[-1] in ".!?" else f"{line}."


@cache
def _common() -> frozenset[str]:
    return frozenset(word_list("stop_words"))


def fold_of(site: str, folds: int) -> int:
    """A fold that depends on the site alone."""
    return int(hashlib.md5(site.encode()).hexdigest(), 16) % folds
