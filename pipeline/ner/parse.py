"""Words, tags and trees of an article, as plain columns over the source text.

Each block (title, dateline, time of the clock, paragraph) is parsed on its own, so that no sentence runs over its
edge, and the blocks of one article form the batches. What an article's parse is thus never depends on its neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from pipeline.ner.clock import find_clock
from pipeline.ner.listed import marks_of
from pipeline.ner.model import Model
from pipeline.ner.transitions import is_steppable, step_through
from pipeline.reader.labels import spans_of_labels
from pipeline.reader.model import Reader
from pipeline.records import Article, Block, Marks, Sentence, Span, Tokens

MAX_PIECE = 10_000
"""Characters parsed at once; a longer block is cut at the end of a sentence, else at a blank."""
MAX_RUN = 60
"""Characters without a blank that the tokenizer gets to see: it is quadratic in runs of punctuation."""
BATCH = 30_000
"""Characters in a batch of pieces."""
_ON = frozenset(("on", "to", "via"))
"""Words before the name of a network."""


_INVISIBLE = ("Cf", "Cc", "Cs", "Co", "Cn")
# What keeps a view from being the text itself: odd or repeated white space, long runs, characters that are
# not plainly printable (the class names those that news uses; others only cost a closer look).
_ODD = re.compile(rf"^\s|\s\s|[^\S ]|\S{{{MAX_RUN + 1},}}|[^\s!-~¡-¬®-ʯ–—‘’“”…€]")


class RawEntity(NamedTuple):
    """A name as the model gives it: tokens ``first`` to ``last`` (exclusive) of the article."""

    first: int
    last: int
    label: str


class View(NamedTuple):
    """A piece of text as the model reads it; ``offsets[i]`` is the place of its i-th character in the source."""

    text: str
    offsets: np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the model says of an article, and the reader where there is one.

    ``listed`` is what the lists know of a token; ``entities`` are the reader's, else the model's; ``named`` are the
    reader's log-probabilities of the labels of names [tokens, labels].
    """

    blocks: tuple[Block, ...]
    tokens: Tokens
    sentences: tuple[Sentence, ...]
    entities: tuple[RawEntity, ...]
    listed: dict[int, str] = field(default_factory=dict)
    named: np.ndarray[Any, Any] | None = None
    marks: Marks | None = None


def blocks_of(text: str, article: Article) -> tuple[Block, ...]:
    """Title first, then paragraphs; a dateline or a time of the clock at the head of one is a block of its own."""
    blocks = [Block("title", article.title)] if article.title else []
    for span in article.paragraphs:
        dateline = article.dateline
        if dateline and span.start <= dateline.start and dateline.end < span.end:
            blocks.append(Block("dateline", dateline))
            span = Span(dateline.end, span.end)
        clock = find_clock(text, span)
        if clock and clock.end < span.end:
            blocks.append(Block("clock", clock))
            span = Span(clock.end, span.end)
        blocks.append(Block("paragraph", span))
    return tuple(blocks)


def parse(text: str, blocks: Sequence[Block], model: Model) -> Analysis:
    """Parse ``blocks`` of the source ``text``."""
    pieces = [(number, view) for number, block in enumerate(blocks) for view in _views(text, block.span)]
    columns: dict[str, list[Any]] = {name: [] for name in ("text", "start", "end", "tag", "dep", "head")}
    sentences: list[Sentence] = []
    entities: list[RawEntity] = []
    with model.words() as nlp:
        for batch in _batches(pieces):
            docs = _run(nlp, [view.text for _, view in batch])
            for (number, view), doc in zip(batch, docs, strict=True):
                first = len(columns["text"])
                sentences += _append(doc, view, first, number, columns)
                entities += [RawEntity(first + e.start, first + e.end, e.label_) for e in doc.ents]
        lemmas = _lemmas(model, columns["text"], columns["tag"])
    tokens = Tokens(lemma=lemmas, **{name: tuple(column) for name, column in columns.items()})
    return analysed(blocks, tokens, sentences, entities, model.reader)


def analysed(
    blocks: Sequence[Block],
    tokens: Tokens,
    sentences: Sequence[Sentence],
    entities: Sequence[RawEntity],
    reader: Reader | None,
) -> Analysis:
    """The analysis of parsed words: what lists know of them, and what ``reader`` makes of them if there is one."""
    listed = _listed(tokens)
    if reader is None:
        return Analysis(tuple(blocks), tokens, tuple(sentences), tuple(entities), listed)
    seen = reader.read(tokens, sentences, listed)
    names = tuple(RawEntity(*s) for s in spans_of_labels(seen.model, reader.model_labels, tokens.text))
    return Analysis(tuple(blocks), tokens, tuple(sentences), names, listed, seen.names, seen.marks)


def _listed(tokens: Tokens) -> dict[int, str]:
    lower = [word.casefold() for word in tokens.text]
    return marks_of(lower, [word != low for word, low in zip(tokens.text, lower, strict=True)])


def _views(text: str, span: Span) -> Iterator[View]:
    """The block as pieces that the model can read: white space folded, invisible characters left out."""
    view = text[span.start : span.end]
    if _ODD.search(view):
        view, places = _fold(view, span.start)
    else:
        places = np.arange(span.start, span.end, dtype=np.int64)
    start = 0
    while start < len(view):
        end = _cut(view, start)
        if view[start:end].strip():
            yield View(view[start:end], places[start:end])
        start = end


def _fold(raw: str, base: int) -> tuple[str, np.ndarray[Any, Any]]:
    chars: list[str] = []
    offsets: list[int] = []
    run = 0
    for offset, char in enumerate(raw, base):
        if char.isspace():
            if run == 0:
                continue
            char, run = " ", 0
        elif unicodedata.category(char) in _INVISIBLE:
            continue
        else:
            if run == MAX_RUN:
                chars.append(" ")
                offsets.append(offset)
                run = 0
            run += 1
        chars.append(char)
        offsets.append(offset)
    return "".join(chars), np.asarray(offsets, dtype=np.int64)


def _cut(view: str, start: int) -> int:
    if len(view) - start <= MAX_PIECE:
        return len(view)
    limit = start + MAX_PIECE
    for mark in (". ", " "):
        end = view.rfind(mark, start + MAX_PIECE // 2, limit)
        if end > start:
            return end + len(mark)
    return limit


def _batches(pieces: list[tuple[int, View]]) -> Iterator[list[tuple[int, View]]]:
    batch: list[tuple[int, View]] = []
    size = 0
    for piece in pieces:
        if batch and size + len(piece[1].text) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece[1].text)
    if batch:
        yield batch


def _run(nlp: Any, texts: list[str]) -> list[Any]:
    """All components but those whose work :func:`_lemmas` does once a word instead of once a token."""
    docs = [_make_doc(nlp, text) for text in texts]
    for name, component in nlp.pipeline:
        if name in ("attribute_ruler", "lemmatizer"):
            continue
        if is_steppable(component):
            step_through(component, docs)
        else:
            # spaCy steps through a quarter of a batch at once: of four times as many, all of them
            docs = list(component.pipe(docs, batch_size=4 * len(docs)))
    return docs


def _make_doc(nlp: Any, text: str) -> Any:
    """The tokens of ``text``. *On X.* ends a sentence; spaCy takes the network for an initial, as in *Ana X. Ruiz*."""
    doc = nlp.make_doc(text)
    if " X." in text:
        ends = [token for token in doc[1:] if token.text == "X." and token.nbor(-1).lower_ in _ON]
        with doc.retokenize() as retokenizer:
            for token in ends:
                retokenizer.split(token, ["X", "."], heads=[(token, 0), (token, 0)])
    return doc


def _append(doc: Any, view: View, first: int, block: int, columns: dict[str, list[Any]]) -> list[Sentence]:
    """Append the doc's columns, numbered from ``first``; returns its sentences."""
    from spacy.attrs import DEP, HEAD, IDX, LENGTH, ORTH, SENT_START, TAG

    rows = doc.to_array([ORTH, IDX, LENGTH, TAG, DEP, HEAD, SENT_START])
    strings = doc.vocab.strings
    names = {key: strings[key] for column in (0, 3, 4) for key in set(rows[:, column].tolist())}
    begin = rows[:, 1].astype(np.int64)
    stop = begin + rows[:, 2].astype(np.int64)
    columns["text"] += [names[key] for key in rows[:, 0].tolist()]
    columns["start"] += view.offsets[begin].tolist()
    columns["end"] += (view.offsets[stop - 1] + 1).tolist()
    columns["tag"] += [names[key] for key in rows[:, 3].tolist()]
    columns["dep"] += [names[key] for key in rows[:, 4].tolist()]
    heads = np.arange(len(doc)) + rows[:, 5].astype(np.int64) + first
    columns["head"] += heads.tolist()
    starts = [i for i, mark in enumerate(rows[:, 6].tolist()) if mark == 1 or i == 0]
    return [Sentence(first + a, first + b, block) for a, b in zip(starts, [*starts[1:], len(doc)], strict=True)]


def _lemmas(model: Model, words: list[str], tags: list[str]) -> tuple[str, ...]:
    """Lemma of each token. It depends on the word and its tag alone, so each pair is looked up once."""
    from spacy.tokens import Doc

    pairs = list(zip(words, tags, strict=True))
    known = model.lemmas
    new = sorted(set(pairs) - known.keys())
    if new:
        doc = Doc(model.nlp.vocab, words=[word for word, _ in new], tags=[tag for _, tag in new])
        doc = model.nlp.get_pipe("lemmatizer")(model.nlp.get_pipe("attribute_ruler")(doc))
        known.update(zip(new, (token.lemma_ for token in doc), strict=True))
    return tuple(known[pair] for pair in pairs)
