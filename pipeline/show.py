"""Statements of a result, picked and laid out for reading in a terminal."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import ResultError

WIDTH = 96


def most_quoted(folder: Path, n: int = 10) -> list[tuple[str, int]]:
    """The ``n`` speakers with an entity that have the most statements."""
    rows = read_rows(folder, "statements", ["speaker", "speaker_id"])
    counts = Counter(row["speaker"] for row in rows if row["speaker_id"])
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:n]


def find_statements(
    folder: Path, *, speaker: str | None = None, about: str | None = None, article: str | None = None
) -> list[dict[str, Any]]:
    """Rows of ``statements`` whose speaker, persons spoken about, and article hold the given words.

    Case does not count. ``speaker`` looks at the name and the words of the text, ``about`` at the names and
    words of mentions in the content, ``article`` at id, title and source.
    """
    found = list(read_rows(folder, "statements"))
    if speaker:
        found = [row for row in found if _has(speaker, row["speaker"], row["speaker_text"], row["speaker_id"])]
    if article:
        found = [row for row in found if _has(article, row["article_id"], row["title"], row["source"])]
    if about:
        wanted = _statements_about(folder, about)
        found = [row for row in found if row["statement_id"] in wanted]
    return found


def lay_out(row: dict[str, Any]) -> str:
    """One statement: who, how, what, and where it stands in its source."""
    who = row["speaker"] or row["speaker_text"] or "(nobody named)"
    details = [row["speaker_role"], row["speaker_iso_alpha2"]]
    if row["speaker"] and row["speaker_text"] and row["speaker_text"] != row["speaker"]:
        details.append(f"“{row['speaker_text']}”")
    head = who + (f" ({', '.join(d for d in details if d)})" if any(details) else "")
    cue = row["cue"] or "–"
    how = " · ".join(part for part in (cue, row["kind"], row["act"], "negated" if row["negated"] else "") if part)
    title = f" · {row['title']}" if row["title"] else ""
    place = f"{row['source']}:{row['content_start']}-{row['content_end']}{title}"
    body = textwrap.fill(row["content"], WIDTH, initial_indent="    ", subsequent_indent="    ")
    return f"{head}\n  {how}\n{body}\n  {textwrap.shorten(place, WIDTH, placeholder=' …')}\n"


def _statements_about(folder: Path, about: str) -> set[str]:
    mentions = {
        row["mention_id"]: row["entity_id"]
        for row in read_rows(folder, "mentions", ["mention_id", "entity_id", "text"])
        if _has(about, row["text"])
    }
    entities = {
        row["entity_id"]
        for table in ("people", "countries", "organizations")
        for row in read_rows(folder, table, ["entity_id", "name"])
        if _has(about, row["name"]) or about == row["entity_id"]
    }
    return {
        row["statement_id"]
        for row in read_rows(folder, "statement_mentions")
        if row["mention_id"] in mentions or row["entity_id"] in entities
    }


def _has(words: str, *texts: str | None) -> bool:
    return any(text and words.casefold() in text.casefold() for text in texts)


def read_rows(folder: Path, table: str, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    """Rows of a table of the result in ``folder``, in its order; raises ResultError where there is none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / f"{table}.parquet"
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(columns=columns):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowInvalid) as error:
        raise ResultError(f"{folder}: no {table}.parquet that can be read; give the folder of a run") from error
