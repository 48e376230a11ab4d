"""Stage 5: readings into the set of tables."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from pipeline.copies.ledger import CopyLedger
from pipeline.export.entities import EntityLedger
from pipeline.export.rows import (
    article_row,
    furniture_rows,
    mention_rows,
    relation_rows,
    source_row,
    statement_mention_rows,
    statement_rows,
    with_utterance,
)
from pipeline.export.spool import Spool, place_of
from pipeline.export.utterances import UtteranceLedger
from pipeline.export.writer import TableSet
from pipeline.identity.corpus import Corpus
from pipeline.identity.gazetteer import Entry
from pipeline.packing import pack, unpack
from pipeline.records import SourceReading

ALLOCATIONS = 100_000
"""Objects made, less those gone, from which on the garbage collector looks for cycles."""


def write_tables(readings: Iterable[SourceReading], folder: Path, *, entries: Sequence[Entry] = ()) -> dict[str, int]:
    """Write all tables into ``folder`` (which exists), sorted by source name, in whatever order ``readings`` come.

    Who is who is known once all readings are: they pass twice, from a file in ``folder`` the second time.
    ``entries`` are people and organizations of a desk's own list. Memory does not grow with the number of articles
    or entities: what must be kept of them lies in ``folder`` as long as it is needed. Returns the number of rows of
    each table, and of sources by status (``sources_read`` …) and copies (``copies``).
    """
    with (
        Spool(folder / "read.spool") as read,
        Spool(folder / "said.spool") as said,
        closing(Corpus(entries, folder / "who.sqlite")) as corpus,
        closing(CopyLedger(folder)) as copies,
        closing(EntityLedger(folder / "entities.sqlite")) as entities,
        closing(UtteranceLedger(folder)) as utterances,
    ):
        for reading in readings:
            place = place_of(reading.page.source.name)
            read.put(place, pack(reading))
            for article_reading in reading.readings:
                corpus.add(article_reading, place)
                copies.add(article_reading.article, reading.page.source.text)
        with _few_collections():
            corpus.settle()
            copies.settle()
            with TableSet(folder) as tables:
                counts = _write(map(unpack, read), said, corpus, copies, entities, utterances, tables)
    return {**counts, **tables.n_rows}


@contextmanager
def _few_collections() -> Iterator[None]:
    """Have the garbage collector seldom look at the rows that wait to be written: none of them refers to itself."""
    before = gc.get_threshold()
    gc.set_threshold(before[0] and ALLOCATIONS, *before[1:])  # 0: whoever calls wants none
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _write(
    readings: Iterable[SourceReading],
    said: Spool,
    corpus: Corpus,
    copies: CopyLedger,
    entities: EntityLedger,
    utterances: UtteranceLedger,
    tables: TableSet,
) -> Counter[str]:
    """Write the rows; ``said`` takes those of statements, which wait until it is known what is one utterance."""
    counts: Counter[str] = Counter(sources_read=0, sources_skipped=0, sources_refused=0, copies=0)
    tables.write("merges", corpus.merge_rows())
    for reading in readings:
        page = reading.page
        counts[f"sources_{page.source.status}"] += 1
        tables.write("sources", [source_row(page.source)])
        tables.write("furniture", furniture_rows(page))
        text = page.source.text
        place = place_of(page.source.name)
        for local_reading in reading.readings:
            article_reading, merges = corpus.renamed(local_reading)
            tables.write("merges", merges)
            article = article_reading.article
            original = copies.original_of(article.article_id)
            duplicate_of = original if original != article.article_id else None
            counts["copies"] += duplicate_of is not None
            tables.write("articles", [article_row(article_reading, page.source, duplicate_of)])
            tables.write("mentions", mention_rows(article_reading))
            about = list(statement_mention_rows(article_reading))
            tables.write("statement_mentions", about)
            tables.write("relations", relation_rows(article_reading, text))
            entities.add(article_reading, about, original=original)
            for statement in article_reading.statements:
                utterances.add(statement, article, original=original)
            said.put(place, msgspec.msgpack.encode(list(statement_rows(article_reading, text))))
    utterances.group()
    reported = utterances.in_order()
    for data in said:
        rows = msgspec.msgpack.decode(data, type=list[tuple[Any, ...]])
        utterance_of = dict(islice(reported, len(rows)))
        tables.write("statements", (with_utterance(row, utterance_of[row[0]]) for row in rows))
    entities.sum_up()
    tables.write("people", entities.people_rows())
    tables.write("countries", entities.country_rows())
    tables.write("organizations", entities.organization_rows())
    tables.write("roles", entities.role_rows())
    tables.write("utterances", utterances.rows())
    return counts
