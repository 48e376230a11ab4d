"""What tests of statements share: an article of Wednesday, 6 March 2024, read, and a row as a test writes it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from pipeline.clean import drop_furniture
from pipeline.ner import find_mentions
from pipeline.ner.model import Model
from pipeline.records import Reading, Source, Statement
from pipeline.relations import find_statements
from pipeline.segment import find_articles

PUBLISHED = "2024-03-06"


class Told(NamedTuple):
    """Who said what; then what was done by it, whether it is denied, to whom, where and when it was said."""

    speaker: str | None
    cue: str | None
    content: str
    act: str = "states"
    negated: bool = False
    addressee: str | None = None
    venue: str | None = None
    said_on: str | None = None


def read_on(text: str, model: Model, published: str | None = PUBLISHED) -> Reading:
    """The reading of an article with this ``text`` and date."""
    pages = drop_furniture(find_articles([Source("test.txt", text)], clean_text=True), clean_text=True)
    dated = [replace(page, articles=tuple(replace(a, published=published) for a in page.articles)) for page in pages]
    (reading,) = find_statements(find_mentions(dated, model))
    return reading


def told(statement: Statement) -> Told:
    return Told(
        statement.speaker_text,
        statement.cue,
        statement.content,
        statement.act,
        statement.negated,
        statement.addressee,
        statement.venue,
        statement.said_on,
    )
