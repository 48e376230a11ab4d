"""Names that are marked in a text, as if a model had found them, with the evidence of the article."""

from __future__ import annotations

import re

from pipeline.ner.evidence import Evidence
from pipeline.ner.model import Model
from pipeline.ner.names import Name
from pipeline.ner.parse import parse
from pipeline.records import Block, Span

MARK = re.compile(r"\[([^\]]+)\]|\{([^}]+)\}|<([^>]+)>")
LABELS = ("GPE", "PERSON", "ORG")


def marked_names(marked: str, model: Model) -> tuple[list[Name], Evidence]:
    """The names in order: ``[…]`` was read as a place, ``{…}`` as a person's, ``<…>`` as an organization's."""
    text, spans, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        words, label = next((words, label) for words, label in zip(mark.groups(), LABELS, strict=True) if words)
        spans.append((Span(len(text), len(text) + len(words)), label))
        text, at = text + words, mark.end()
    text += marked[at:]
    analysis = parse(text, [Block("paragraph", Span(0, len(text)))], model)
    tokens = analysis.tokens
    names = [Name(tokens.start.index(span.start), tokens.end.index(span.end) + 1, label) for span, label in spans]
    return names, Evidence(analysis)


def written(names: list[Name], evidence: Evidence) -> list[tuple[str, str]]:
    """Words and label of each name."""
    return [(" ".join(evidence.words[name.first : name.last]), name.label) for name in names]
