"""A spaCy component: statements on a ``Doc``, in any English pipeline that tags and parses.

The package registers it by entry point, so no import is needed::

    nlp = spacy.load("en_core_web_sm")
    nlp.add_pipe("whosaid_statements")
    doc = nlp("The minister, Ana Ruiz, resigned. She said the court had lied.")
    doc._.statements[0].speaker  # "Ana Ruiz"

What it finds is kept in ``doc.user_data``, as plain values with character offsets, and is there again after a
DocBin (``store_user_data=True``) or ``to_disk``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.ids import article_id
from pipeline.ner.mentions import read_article
from pipeline.ner.parse import RawEntity, analysed
from pipeline.records import Article, Block, Sentence, Statement, Tokens
from pipeline.records import Span as Extent
from pipeline.relations import find_statements

if TYPE_CHECKING:
    from pipeline.reader.model import Reader

NAME = "whosaid_statements"
CONTENTS, CUES, SOURCES = "contents", "cues", "sources"
"""Names of the groups in ``doc.spans``."""


@dataclass(frozen=True, slots=True)
class DocStatement:
    """A statement on a ``Doc``: ``content`` (its pieces), ``cue`` and ``source`` are spans of it.

    ``record`` is what the rest of the package knows of it; ``parent`` is the number of the statement that this one
    is part of.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    record: Statement
    parent: int | None = None

    @property
    def speaker(self) -> str | None:
        """The canonical name, None where the speaker is unnamed."""
        return self.record.speaker


@Language.factory(
    NAME,
    default_config={"reader": True},
    requires=["doc.sents", "doc.ents", "token.tag", "token.dep", "token.head", "token.lemma"],
    assigns=["doc._.statements", "span._.speaker", "doc.spans"],
)  # type: ignore[untyped-decorator]
def make_statements(nlp: Language, name: str, reader: bool) -> StatementFinder:
    """The component; with ``reader`` false the rules work alone, on the names of ``doc.ents``."""
    from pipeline.reader.model import load_reader

    return StatementFinder(load_reader() if reader else None)


class StatementFinder:
    """Reads a tagged and parsed ``Doc`` as one article, a paragraph a line."""

    def __init__(self, reader: Reader | None = None) -> None:
        self._reader = reader

    def __call__(self, doc: Doc) -> Doc:
        statements = _statements(doc, self._reader)
        doc.user_data[NAME] = msgspec.json.encode(statements).decode()
        found = statements_of(doc)
        doc.spans[CONTENTS] = [piece for statement in found for piece in statement.content]
        doc.spans[CUES] = [statement.cue for statement in found if statement.cue is not None]
        doc.spans[SOURCES] = [statement.source for statement in found if statement.source is not None]
        return doc


def statements_of(doc: Doc) -> list[DocStatement]:
    """The statements that the component found in ``doc``, in the order of the text; none where it did not run."""
    records = msgspec.json.decode(doc.user_data.get(NAME, "[]"), type=list[Statement])
    numbers = {record.statement_id: number for number, record in enumerate(records)}
    return [
        DocStatement(
            tuple(piece for extent in record.content_spans if (piece := _span(doc, extent)) is not None),
            _span(doc, record.cue_span),
            _span(doc, record.speaker_span),
            record,
            numbers.get(record.parent_id or ""),
        )
        for record in records
    ]


def statements_with(span: Span) -> list[DocStatement]:
    """The statements in whose content ``span`` lies, the innermost first."""
    held = [
        statement
        for statement in statements_of(span.doc)
        if any(piece.start <= span.start and span.end <= piece.end for piece in statement.content)
    ]
    return sorted(held, key=lambda statement: sum(len(piece) for piece in statement.content))


def speaker_of(span: Span) -> str | None:
    """Who says the words of ``span``: the speaker of the innermost statement that holds them."""
    return next((statement.speaker for statement in statements_with(span)), None)


def doc_to_displacy(doc: Doc) -> dict[str, Any]:
    """What ``displacy.render(…, style="span", manual=True)`` draws: contents, cues and sources, each a labelled bar."""
    spans = []
    for statement in statements_of(doc):
        marked = [
            (piece, f"SAID BY {statement.speaker}" if statement.speaker else "SAID") for piece in statement.content
        ]
        marked += [(part, name) for part, name in ((statement.cue, "CUE"), (statement.source, "SOURCE")) if part]
        spans += [
            {"start_token": piece.start, "end_token": piece.end, "label": label, "kb_id": "", "kb_url": "#"}
            for piece, label in marked
        ]
    spans.sort(key=lambda span: (span["start_token"], -span["end_token"], span["label"]))
    return {"text": doc.text, "spans": spans, "tokens": [token.text for token in doc], "settings": {}}


def _span(doc: Doc, extent: Extent | None) -> Span | None:
    return None if extent is None else doc.char_span(*extent, alignment_mode="expand")


def _statements(doc: Doc, reader: Reader | None) -> tuple[Statement, ...]:
    text = doc.text
    blocks = tuple(_blocks(text))
    if not blocks:
        return ()
    whole = Extent(0, len(text))
    article = Article(article_id("", text), "", 1, whole, None, tuple(block.span for block in blocks))
    tokens, numbers = _tokens(doc)
    sentences = _sentences(doc, numbers, tokens, blocks)
    entities = [
        RawEntity(numbers[inside[0].i], numbers[inside[-1].i] + 1, ent.label_)
        for ent in doc.ents
        if (inside := [token for token in ent if token.i in numbers])
    ]
    parsed = read_article(article, text, analysed(blocks, tokens, sentences, entities, reader))
    (reading,) = find_statements([parsed])
    return reading.statements


def _blocks(text: str) -> Iterator[Block]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            first = start + len(line) - len(line.lstrip())
            yield Block("paragraph", Extent(first, first + len(line.strip())))
        start += len(line)


def _tokens(doc: Doc) -> tuple[Tokens, dict[int, int]]:
    """The words of ``doc`` without its white-space tokens, and the new number of each."""
    words = [token for token in doc if not token.is_space]
    numbers = {token.i: number for number, token in enumerate(words)}
    heads = []
    for token in words:
        head = token.head
        while head.i not in numbers and head.head.i != head.i:
            head = head.head
        heads.append(numbers.get(head.i, numbers[token.i]))
    return (
        Tokens(
            text=tuple(token.text for token in words),
            start=tuple(token.idx for token in words),
            end=tuple(token.idx + len(token.text) for token in words),
            lemma=tuple(token.lemma_ for token in words),
            tag=tuple(token.tag_ for token in words),
            dep=tuple(token.dep_ for token in words),
            head=tuple(heads),
        ),
        numbers,
    )


def _sentences(doc: Doc, numbers: dict[int, int], tokens: Tokens, blocks: tuple[Block, ...]) -> list[Sentence]:
    """Sentences of ``doc``, cut where a paragraph ends."""
    starts = {numbers[words[0].i] for sent in doc.sents if (words := [t for t in sent if t.i in numbers])}
    block_of = []
    block = 0
    for start in tokens.start:
        while blocks[block].span.end <= start:
            block += 1
        block_of.append(block)
    starts |= {number for number, (before, here) in enumerate(pairwise(block_of), 1) if before != here}
    edges = [*sorted(starts), len(tokens)]
    return [Sentence(first, last, block_of[first]) for first, last in pairwise(edges)]


# As spaCy has it, extension attributes are there once the module is imported.
Doc.set_extension("statements", getter=statements_of, force=True)
Span.set_extension("statements", getter=statements_with, force=True)
Span.set_extension("speaker", getter=speaker_of, force=True)
