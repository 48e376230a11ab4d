"""Which country an expression means and how it is read: invented sentences of every kind in, code and reading out.

The sentences lie in ``country_sentences.txt``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.ner import find_mentions
from pipeline.ner.model import Model
from pipeline.records import Article, Mention, Page, Source, Span

pytestmark = pytest.mark.model

MARK = re.compile(r"\[([^|\]]+)\|([^|\]]+)\|([^|\]]+)\]")
PLACES = ("GPE", "LOC", "FAC", "NORP")
CODES_ASKED, READINGS_ASKED, SENTENCES_ASKED = 0.97, 0.92, 150


class Expression(NamedTuple):
    """``span`` of what is in brackets; ``code`` is None where it means no country, ``form`` where it is no place."""

    span: Span
    code: str | None
    form: str | None


def marked(line: str) -> tuple[str, list[Expression]]:
    """The sentence without its brackets, and what they say."""
    text, expressions, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        words, code, form = mark.groups()
        span = Span(len(text), len(text) + len(words))
        expressions.append(Expression(span, None if code == "-" else code, None if form == "-" else form))
        text, at = text + words, mark.end()
    return text + line[at:], expressions


def lines() -> list[str]:
    table = Path(__file__).with_name("country_sentences.txt").read_text("utf-8")
    return [line for line in table.splitlines() if line and not line.startswith("#")]


def found(text: str, model: Model) -> list[Mention]:
    whole = Span(0, len(text))
    (parsed,) = find_mentions([Page(Source("test", text), (Article("a1", "test", 1, whole, None, (whole,)),))], model)
    return [*parsed.mentions, *parsed.parts]


def answers(line: str, model: Model) -> list[tuple[str, str | None, str | None]]:
    """What the pipeline says of each expression: its words, code and reading, as :func:`marked` has them."""
    text, expressions = marked(line)
    mentions = found(text, model)
    said = []
    for span, _, _ in expressions:
        overlapping = [m for m in mentions if m.span.overlaps(span)]
        mention = next((m for m in overlapping if m.span == span), next(iter(overlapping), None))
        is_place = mention is not None and mention.label in PLACES
        code = mention.iso_alpha2 if mention else None
        said.append((span.of(text), code, mention.form if mention and (is_place or code) else None))
    return said


def expected(line: str) -> list[tuple[str, str | None, str | None]]:
    text, expressions = marked(line)
    return [(span.of(text), code, form) for span, code, form in expressions]


@pytest.mark.parametrize("line", lines())
def test_expression(line: str, model: Model) -> None:
    assert answers(line, model) == expected(line)


def test_shares_with_the_reader(reader_model: Model) -> None:
    """Of all expressions, the share with the right code and the share with the right reading."""
    pairs = [pair for line in lines() for pair in zip(answers(line, reader_model), expected(line), strict=True)]
    codes = sum(said[1] == wanted[1] for said, wanted in pairs) / len(pairs)
    readings = sum(said[2] == wanted[2] for said, wanted in pairs) / len(pairs)
    print(f"{len(lines())} sentences, {len(pairs)} expressions: codes {codes:.1%}, readings {readings:.1%}")
    assert len(lines()) >= SENTENCES_ASKED
    assert codes >= CODES_ASKED
    assert readings >= READINGS_ASKED
