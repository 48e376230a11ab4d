"""One thing said, however often it was reported: statements of one speaker that make plainly the same claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

import msgspec

from pipeline.copies.words import folded_words
from pipeline.export.wordings import Report, utterances_of
from pipeline.export.writer import Row
from pipeline.ids import digest
from pipeline.records import Article, Statement
from pipeline.scratch import run, scratch

BLOCK = 20_000
"""Statements of one speaker that are compared with each other; of more, those next to each other in time."""


def _polarity(statement: Statement) -> str:
    """Told, denied or asked, and whether the telling is denied: what differs in this is not one utterance."""
    act = statement.act if statement.act in ("denies", "asks") else ""
    return f"{act}{'-' if statement.negated else ''}"


class UtteranceLedger:
    """Collects statements on disk (``folder``), so that memory does not grow with the corpus.

    Speakers bear the ids that they have over all articles. :meth:`add` all statements, then :meth:`group` once, then
    ask for :meth:`in_order` and :meth:`rows`.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "utterances.sqlite"
        self._db = scratch(self._path)
        run(
            self._db,
            """
            CREATE TABLE said (turn INTEGER PRIMARY KEY, statement, speaker_id, speaker, polarity, content, quoted,
                said_on, article, story, published);
            CREATE TABLE again (turn INTEGER PRIMARY KEY, first);
            CREATE TABLE found (turn, utterance);
            CREATE TABLE belongs (turn INTEGER PRIMARY KEY, utterance);
            CREATE TABLE result (n_statements, speaker, utterance, row);
            """,
        )

    def add(self, statement: Statement, article: Article, *, original: str | None = None) -> None:
        """Take a statement of an article; one that is there already is not counted twice.

        ``original`` is the article whose copies count as one with it, itself or another; None where it has none.
        """
        self._db.execute(
            "INSERT INTO said VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                statement.statement_id,
                statement.speaker_id,
                statement.speaker,
                _polarity(statement),
                statement.content,
                statement.kind == "direct",
                statement.said_on,
                article.article_id,
                original or article.article_id,
                article.published,
            ),
        )

    def group(self) -> None:
        """Decide what is one utterance, over all statements.

        An unnamed speaker is never taken for another one, but in copies of one story the same words are the same.
        """
        self._db.create_function("folded", 1, lambda text: " ".join(folded_words(text)), deterministic=True)
        self._db.execute(
            """
            INSERT INTO again
            SELECT * FROM (SELECT turn, min(turn) OVER (PARTITION BY statement) AS first FROM said) WHERE turn > first
            """
        )
        self._db.execute("CREATE TEMP VIEW once AS SELECT * FROM said WHERE turn NOT IN (SELECT turn FROM again)")
        unnamed = self._db.execute(
            """
            SELECT turn, first_value(statement) OVER (
                PARTITION BY story, polarity, words, nth ORDER BY article <> story, statement
            ) FROM (
                SELECT *, row_number() OVER (PARTITION BY article, polarity, words ORDER BY statement) AS nth FROM (
                    SELECT *, folded(content) AS words FROM once WHERE speaker_id IS NULL
                )
            )
            """
        )
        insert = "INSERT INTO found VALUES (?, ?)"
        self._db.executemany(insert, ((turn, "u" + digest(first)) for turn, first in unnamed))
        self._db.executemany(insert, self._joined())
        self._db.execute("INSERT INTO belongs SELECT turn, utterance FROM found ORDER BY turn")
        self._db.execute("DROP TABLE found")

    def _joined(self) -> Iterator[tuple[int, str]]:
        """Each statement of a named speaker with its utterance."""
        query = """
            SELECT speaker_id, polarity, turn, statement, content, said_on, published, article
            FROM once WHERE speaker_id NOT NULL
            ORDER BY speaker_id, polarity, coalesce(said_on, published, '9'), statement
        """
        for (speaker, polarity), rows in groupby(self._db.execute(query), key=itemgetter(0, 1)):
            used: dict[str, int | None] = {}
            while block := [Report(*row[2:]) for row in islice(rows, BLOCK)]:
                yield from utterances_of(f"{speaker}\0{polarity}", block, used)

    def in_order(self) -> Iterator[tuple[str, str]]:
        """Each statement that was added with the utterance that it reports, in the order in which they were."""
        return self._db.execute(
            """
            SELECT statement, utterance FROM said LEFT JOIN again USING (turn)
            JOIN belongs ON belongs.turn = coalesce(first, said.turn) ORDER BY said.turn
            """
        )

    def rows(self) -> Iterator[Row]:
        """Most often reported first, then by speaker and id."""
        rows = self._db.execute(
            """
            SELECT utterance, speaker_id, speaker, content, quoted, said_on, article, story, published
            FROM said JOIN belongs USING (turn)
            ORDER BY utterance, coalesce(published, '9'), statement
            """
        )
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
    counts = Counter(row[3] for row in group)
    quoted = [row[3] for row in group if row[4]]
    typical = max(wordings, key=lambda text: (counts[text], len(text)))
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
        len({row[7] for row in group}),
        published[0] if published else None,
        wordings,
    )


def _pack(row: Row) -> bytes:
    return msgspec.json.encode(row)


def _unpack(data: bytes) -> Row:
    return tuple(msgspec.json.decode(data))
