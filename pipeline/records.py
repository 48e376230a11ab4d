"""The records that travel from stage to stage.

All are frozen. A :class:`Span` is half-open and counts Unicode code points in the *source text*, which is
never altered, so that any record leads back to the very characters that it came from::

    Raw → Source ─segment→ Page(articles, furniture) ─clean→ Page ─ner→ Parsed ─relations→ Reading ─export→ rows
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """``source.text[start:end]``; code points, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters as they stand in the source."""
        return text[self.start : self.end]

    def folded(self, text: str) -> str:
        """The characters with runs of white space folded to one blank: the text of a row."""
        return " ".join(text[self.start : self.end].split())

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class About(NamedTuple):
    """What a page or a record says of itself, beside its text; ``published`` is an ISO date."""

    title: str | None = None
    author: str | None = None
    site: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """One input before it is decoded: a file, a member of an archive, a record.

    ``data`` are the bytes of the file, of a record its text in UTF-8; ``media_type`` None is told by these bytes.
    ``status`` other than ``read``: settled before, for ``reason``.
    """

    name: str
    data: bytes = b""
    media_type: str | None = None
    about: About | None = None
    status: str = "read"
    reason: str | None = None

    @property
    def sha256(self) -> str:
        """Of ``data``; empty where there is none because it could not be had."""
        return hashlib.sha256(self.data).hexdigest() if self.status == "read" or self.data else ""


@dataclass(frozen=True, slots=True)
class Source:
    """One input as it was read; ``status`` is ``read``, ``skipped`` or ``refused`` (with both ``text`` is empty)."""

    name: str
    text: str = ""
    media_type: str = "text/plain"
    encoding: str | None = None
    sha256: str = ""
    status: str = "read"
    reason: str | None = None
    about: About | None = None


OVER_LIMIT = "over_limit"
"""Kind of furniture: what of a source was not read, since it is over a limit."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """Text of the page that is no article text, kept with its ``kind`` (``repeated_title``, ``caption``, …).

    ``article`` is the ordinal of the article in whose span it lies, or None outside any.
    """

    kind: str
    span: Span
    article: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a source. ``paragraphs`` are its body lines in order, trimmed, title and furniture excluded.

    The title lies within ``span``; the body is ``span`` less the title and the furniture. ``given_title`` is one that
    the record has beside its text, which does not hold it.
    """

    article_id: str
    source: str
    ordinal: int
    span: Span
    title: Span | None
    paragraphs: tuple[Span, ...]
    dateline: Span | None = None
    author: str | None = None
    site: str | None = None
    url: str | None = None
    published: str | None = None
    language: str = "en"
    given_title: str | None = None


class Line(NamedTuple):
    """A line of a source, white space at its ends left off, and how likely it is article text or a headline."""

    span: Span
    body: float
    title: float


@dataclass(frozen=True, slots=True)
class Page:
    """A source cut into articles. Once it is clean, every character is in one article or one piece of furniture.

    ``lines`` is what the segmenter knows of each line and the cleaner decides by; a clean page has none.
    """

    source: Source
    articles: tuple[Article, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    lines: tuple[Line, ...] = ()


class Block(NamedTuple):
    """A piece of an article that is parsed on its own: a ``title``, ``dateline``, ``clock`` or ``paragraph``."""

    kind: str
    span: Span


class Sentence(NamedTuple):
    """Tokens ``first`` (inclusive) to ``last`` (exclusive) of an article; ``block`` is an index into its blocks."""

    first: int
    last: int
    block: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of an article as parallel columns, one entry a token, numbered through the whole article.

    ``start``/``end`` are offsets in the source text; ``tag`` is Penn Treebank, ``dep`` CLEAR style, ``head``
    the number of the governing token (a root governs itself).
    """

    text: tuple[str, ...] = ()
    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    lemma: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    dep: tuple[str, ...] = ()
    head: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.text)

    def span(self, first: int, last: int) -> Span:
        """Source span of the tokens ``first`` to ``last`` (exclusive)."""
        return Span(self.start[first], self.end[last - 1])


@dataclass(frozen=True, slots=True)
class Marks:
    """What the reader says of each word: ``columns`` by name, one entry a token, probabilities in thousandths.

    ``content``, ``cue`` and ``source`` have a column ``_begin`` and one ``_inside``, ``inner_`` the same for
    statements in another's content. ``cue_of`` is the token where the cue of a content's token begins, ``source_of``
    where the source of a cue's token does (-1: none), ``inner_cue_of`` like ``cue_of``; each has its ``_p``.
    """

    columns: dict[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, or a description or pronoun that was resolved to one.

    ``label`` is OntoNotes; ``form`` is ``name``, ``nominal``, ``pronoun``, ``demonym`` or ``metonym``;
    ``first``/``last`` are tokens (last exclusive) and ``sentence`` counts from 0 within the article.
    """

    mention_id: str
    label: str
    form: str
    span: Span
    text: str
    sentence: int
    first: int
    last: int
    entity_id: str | None = None
    iso_alpha2: str | None = None
    resolved_by: str | None = None
    antecedent_id: str | None = None
    reason: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, country or organization as one article knows it; ``kind`` is one of these three words.

    ``sex`` (``m`` or ``f``) is that of a person's form of address or given name, where they tell.
    """

    entity_id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    iso_alpha2: str | None = None
    acronym: str | None = None
    sex: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article with its words, sentences and names: what the relation rules work on.

    ``text`` is the text of the whole source, which all spans index. The title, if any, is the first block.
    ``parts`` are mentions of places and peoples within the names of ``mentions``; these do not overlap.
    """

    article: Article
    text: str
    blocks: tuple[Block, ...]
    tokens: Tokens
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    marks: Marks | None = None
    parts: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what. ``speaker_*`` is the source of the attribution, as written and as resolved."""

    statement_id: str
    content_spans: tuple[Span, ...]
    content: str
    kind: str
    act: str
    rule: str
    sentence: int
    cue: str | None = None
    cue_lemma: str | None = None
    cue_span: Span | None = None
    speaker_text: str | None = None
    speaker_span: Span | None = None
    speaker_mention_id: str | None = None
    speaker_id: str | None = None
    speaker: str | None = None
    speaker_kind: str | None = None
    speaker_role: str | None = None
    speaker_iso_alpha2: str | None = None
    resolved_by: str = "none"
    parent_id: str | None = None
    negated: bool = False
    addressee_id: str | None = None
    addressee: str | None = None
    venue: str | None = None
    said_on: str | None = None
    said_on_text: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A fact between entities; the object of ``holds_role`` is a text without an id."""

    relation_id: str
    subject_id: str
    subject: str
    predicate: str
    object: str
    span: Span
    evidence: str
    rule: str
    object_id: str | None = None
    statement_id: str | None = None
    qualifier: str | None = None
    negated: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one article: what export writes."""

    article: Article
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceReading:
    """A source with the readings of its articles: the unit of work, of the cache and of the output."""

    page: Page
    readings: tuple[Reading, ...] = field(default=())
