"""One thing said, however often it was reported: statements of one speaker in the same words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import msgspec

from pipeline.export.writer import Row
from pipeline.ids import digest
from pipeline.records import Article, Statement


def utterance_id(statement: Statement) -> str:
    """The same for statements of one speaker whose contents have the same letters; an unnamed speaker is
    never taken to be another unnamed one."""
    if statement.speaker_id is None:
        return "u" + digest(statement.statement_id)
    words = "".join(char for char in statement.content.casefold() if char.isalnum())
    return "u" + digest(statement.speaker_id, statement.negated, words or statement.content)


class UtteranceLedger:
    """Collects statements on disk (``folder``), so that memory does not grow with the corpus."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "utterances.sqlite"
        self._db = sqlite3.connect(self._path)
        self._db.executescript(
            """
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
            CREATE TABLE said (utterance, speaker_id, speaker, content, quoted, said_on, article, copy, published);
            CREATE TABLE result (n_statements, speaker, utterance, row);
            """
        )

    def add(self, statement: Statement, article: Article, *, is_copy: bool) -> None:
        self._db.execute(
            "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                utterance_id(statement),
                statement.speaker_id,
                statement.speaker,
                statement.content,
                statement.kind == "direct",
                statement.said_on,
                article.article_id,
                is_copy,
                article.published,
            ),
        )

    def rows(self) -> Iterator[Row]:
        """Most often reported first, then by speaker and id."""
        rows = self._db.execute("SELECT * FROM said ORDER BY utterance, rowid")
        merged = (_merge(key, list(group)) for key, group in groupby(rows, key=itemgetter(0)))
        packed = ((row[5], row[2] or "", row[0], _pack(row)) for row in merged)
        self._db.executemany("INSERT INTO result VALUES (?, ?, ?, ?)", packed)
        query = "SELECT row FROM result ORDER BY n_statements DESC, speaker, utterance"
        for (row,) in self._db.execute(query):
            yield _unpack(row)

    def close(self) -> None:
        self._db.close()
        self._path.unlink(missing_ok=True)


def _merge(key: str, group: list[tuple[str, ...]]) -> Row:
    first = group[0]
    wordings = list(dict.fromkeys(row[3] for row in group))
    quoted = [row[3] for row in group if row[4]]
    typical = max(wordings, key=lambda text: (sum(row[3] == text for row in group), -wordings.index(text)))
    said_on = sorted(row[5] for row in group if row[5])
    published = sorted(row[8] for row in group if row[8])
    return (
        key,
        first[1],
        first[2],
        max(quoted, key=len) if quoted else typical,
        said_on[0] if said_on else None,
        len(group),
        len({row[6] for row in group}),
        len({row[6] for row in group if not row[7]}),
        published[0] if published else None,
        wordings,
    )


def _pack(row: Row) -> bytes:
    return msgspec.json.encode(row)


def _unpack(data: bytes) -> Row:
    return tuple(msgspec.json.decode(data))
