"""Stage 5: readings into the set of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.export.entities import EntityLedger
from pipeline.export.rows import (
    article_row,
    article_text,
    furniture_rows,
    mention_rows,
    relation_rows,
    source_row,
    statement_mention_rows,
    statement_rows,
)
from pipeline.export.spool import Spool
from pipeline.export.utterances import UtteranceLedger
from pipeline.export.writer import TableSet
from pipeline.identity.corpus import Corpus
from pipeline.identity.gazetteer import Entry
from pipeline.ids import digest
from pipeline.records import SourceReading


def write_tables(readings: Iterable[SourceReading], folder: Path, *, entries: Sequence[Entry] = ()) -> dict[str, int]:
    """Write all tables into ``folder`` (which exists), in the order of ``readings``: sorted by source name.

    Who is who is known once all readings are: they pass twice, from a file in ``folder`` the second time.
    ``entries`` are people and organizations of a desk's own list. Memory is bounded by the number of distinct
    entities. Returns the number of rows of each table, and of sources by status (``sources_read`` …) and copies
    (``copies``).
    """
    corpus = Corpus(entries)
    with Spool(folder / "read.spool") as read, Spool(folder / "named.spool") as named:
        for reading in readings:
            read.put(reading)
            for article_reading in reading.readings:
                corpus.add(article_reading)
        corpus.settle()
        return _write(read, named, corpus, folder)


def _write(readings: Iterable[SourceReading], named: Spool, corpus: Corpus, folder: Path) -> dict[str, int]:
    """Write the rows; ``named`` takes the readings under canonical names for those that need all of them once more."""
    counts: Counter[str] = Counter(sources_read=0, sources_skipped=0, sources_refused=0, copies=0)
    entities = EntityLedger()
    utterances = UtteranceLedger(folder)
    first_with: dict[str, str] = {}
    tables = TableSet(folder)
    with tables:
        tables.write("merges", corpus.merge_rows())
        for reading in readings:
            page = reading.page
            counts[f"sources_{page.source.status}"] += 1
            tables.write("sources", [source_row(page.source)])
            tables.write("furniture", furniture_rows(page))
            text = page.source.text
            renamed = []
            for local_reading in reading.readings:
                article_reading, merges = corpus.renamed(local_reading)
                renamed.append(article_reading)
                tables.write("merges", merges)
                article = article_reading.article
                first = first_with.setdefault(digest(article_text(article, text)), article.article_id)
                is_copy = first != article.article_id
                counts["copies"] += is_copy
                tables.write("articles", [article_row(article_reading, page.source, first if is_copy else None)])
                tables.write("mentions", mention_rows(article_reading))
                about = list(statement_mention_rows(article_reading))
                tables.write("statement_mentions", about)
                tables.write("relations", relation_rows(article_reading, text))
                entities.add(article_reading, about, is_copy=is_copy)
                for statement in article_reading.statements:
                    utterances.add(statement, article, is_copy=is_copy)
            named.put(replace(reading, readings=tuple(renamed)))
        utterances.group()
        for reading in named:
            for article_reading in reading.readings:
                text = reading.page.source.text
                tables.write("statements", statement_rows(article_reading, text, utterances.utterance_of))
        tables.write("people", entities.people_rows())
        tables.write("countries", entities.country_rows())
        tables.write("organizations", entities.organization_rows())
        tables.write("roles", entities.role_rows())
        tables.write("utterances", utterances.rows())
        utterances.close()
    return {**counts, **tables.n_rows}
