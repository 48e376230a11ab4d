"""Articles without annotated statements, labelled by the product: what it knows, by its rules too, teaches the reader.

Self-training (Yarowsky, ACL 1995): the articles are of the kind that users read, and few of that kind are annotated.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.ner.model import Model
from pipeline.records import Reading, Statement
from pipeline.relations import find_statements
from training.attribution_weights import parsed_of
from training.gold_names import articles_of
from training.reader.prepare import HELD_NAMES, Lesson, analyses_of, rows_of, statements_of


def labelled(corpora: Path, model: Model, plain: Model) -> Iterator[Lesson]:
    """Lessons of the Worldwide articles that World news does not annotate.

    ``model`` has the reader that labels; ``plain`` analyses as for other lessons.
    """
    file = corpora / "entities/worldwide-train.jsonl.gz"
    known = {row["id"] for row in statements_of(corpora)[1]}
    for number, (row, names) in enumerate(zip(rows_of(file), articles_of(file), strict=True)):
        if row["id"] in known:
            continue
        found = [a for reading in find_statements(parsed_of(row, model)) for a in attributions(reading)]
        for analysis in analyses_of(row, plain):
            yield Lesson(analysis, found, True, None if number % HELD_NAMES == 3 else names)


def attributions(reading: Reading) -> list[dict[str, Any]]:
    """The statements that have a cue, in the form of annotated ones."""
    number = {statement.statement_id: n for n, statement in enumerate(reading.statements)}
    return [_attribution(s, number) for s in reading.statements if s.cue_span is not None]


def _attribution(statement: Statement, number: dict[str, int]) -> dict[str, Any]:
    spans = {"source": (statement.speaker_span,), "cue": (statement.cue_span,), "content": statement.content_spans}
    found: dict[str, Any] = {part: [list(span) for span in parts if span] for part, parts in spans.items()}
    return found | {"in": number[statement.parent_id] if statement.parent_id else None}
