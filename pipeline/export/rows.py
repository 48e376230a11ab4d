"""Records to rows of the tables that follow the sources: one function a table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from pipeline.export.writer import Row
from pipeline.records import Article, Page, Reading, Source, Span, Statement
from pipeline.schema import STATEMENTS
from pipeline.sources import display_name


def source_row(source: Source) -> Row:
    """The row of ``sources``."""
    return (
        display_name(source.name),
        source.media_type,
        source.encoding,
        source.sha256 or None,
        len(source.text),
        source.text,
        source.status,
        source.reason,
    )


def article_text(article: Article, text: str) -> str:
    """The body without furniture: paragraphs, white space folded, parted by an empty line."""
    return "\n\n".join(span.folded(text) for span in article.paragraphs)


def article_title(article: Article, text: str) -> str | None:
    """The title on one line: as it stands in ``text`` of the source, else as the record gave it; None where there is
    none.
    """
    return article.title.folded(text) if article.title else article.given_title


def article_row(reading: Reading, source: Source, duplicate_of: str | None) -> Row:
    """The row of ``articles``; ``duplicate_of`` is the id of the article that it is a copy of."""
    article = reading.article
    title = article.title
    return (
        article.article_id,
        display_name(article.source),
        article.ordinal,
        article_title(article, source.text),
        title.start if title else None,
        title.end if title else None,
        article.author,
        article.site,
        article.url,
        article.language,
        article.published,
        article.dateline.folded(source.text) if article.dateline else None,
        article.span.start,
        article.span.end,
        article_text(article, source.text),
        len(reading.sentences),
        duplicate_of,
    )


def furniture_rows(page: Page) -> Iterator[Row]:
    """The rows of ``furniture`` of a clean page, in order."""
    ids = {article.ordinal: article.article_id for article in page.articles}
    name = display_name(page.source.name)
    for piece in page.furniture:
        article_id = ids[piece.article] if piece.article is not None else None
        yield (name, article_id, piece.kind, piece.span.folded(page.source.text), *piece.span)


def mention_rows(reading: Reading) -> Iterator[Row]:
    """The rows of ``mentions`` of an article, in order of the text."""
    article = reading.article
    name = display_name(article.source)
    for mention in sorted(reading.mentions, key=lambda m: (m.span, m.mention_id)):
        yield (
            mention.mention_id,
            article.article_id,
            name,
            mention.entity_id,
            mention.label,
            mention.form,
            mention.text,
            *mention.span,
            mention.sentence,
            mention.iso_alpha2,
            mention.resolved_by,
            mention.antecedent_id,
            mention.reason,
            mention.confidence,
        )


_UTTERANCE = STATEMENTS.header.index("utterance_id")


def with_utterance(row: Row, utterance: str) -> Row:
    """The row of a statement, completed: ``utterance`` is known once all statements are."""
    return *row[:_UTTERANCE], utterance, *row[_UTTERANCE + 1 :]


def statement_rows(reading: Reading, text: str) -> Iterator[Row]:
    """Rows that lack their utterance (:func:`with_utterance`)."""
    head = _head(reading.article, text)
    for statement in _in_order(reading):
        speaker = statement.speaker_span
        cue = statement.cue_span
        spans = statement.content_spans
        yield (
            statement.statement_id,
            *head,
            statement.parent_id,
            statement.speaker_id,
            statement.speaker,
            statement.speaker_kind,
            statement.speaker_text,
            speaker.start if speaker else None,
            speaker.end if speaker else None,
            statement.speaker_mention_id,
            statement.speaker_role,
            statement.speaker_iso_alpha2,
            statement.resolved_by,
            statement.cue,
            statement.cue_lemma,
            cue.start if cue else None,
            cue.end if cue else None,
            statement.content,
            spans[0].start,
            spans[-1].end,
            [list(span) for span in spans],
            statement.kind,
            statement.act,
            statement.negated,
            statement.addressee_id,
            statement.addressee,
            statement.venue,
            statement.said_on,
            statement.said_on_text,
            None,
            statement.sentence,
            reading.sentences[statement.sentence].folded(text),
            statement.confidence,
            statement.rule,
        )


_AIMED = frozenset({"accuses", "praises", "condemns"})
"""Acts whose target stands in the cue or behind it: *accused Berg of lying*."""


def statement_mention_rows(reading: Reading) -> Iterator[Row]:
    """Mentions of an entity that lie in the content of a statement, and the target of an accusation or praise."""
    mentions = sorted((m for m in reading.mentions if m.entity_id), key=lambda m: (m.span, m.mention_id))
    starts = [mention.span.start for mention in mentions]
    for statement in _in_order(reading):
        for span in (*_targets(statement), *statement.content_spans):
            for mention in mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
                if span.holds(mention.span):
                    yield (statement.statement_id, mention.mention_id, mention.entity_id)


def _targets(statement: Statement) -> Iterator[Span]:
    """What stands in a cue that aims at someone, and between it and the content."""
    cue, content = statement.cue_span, statement.content_spans[0]
    if cue is not None and statement.act in _AIMED and cue.start < content.start:
        yield Span(cue.start, content.start)


def relation_rows(reading: Reading, text: str) -> Iterator[Row]:
    """The rows of ``relations`` of an article, in order of the text; ``text`` is its source's."""
    head = _head(reading.article, text)
    for relation in sorted(reading.relations, key=lambda r: (r.span, r.relation_id)):
        yield (
            relation.relation_id,
            *head,
            relation.statement_id,
            relation.subject_id,
            relation.subject,
            relation.predicate,
            relation.object_id,
            relation.object,
            relation.qualifier,
            relation.evidence,
            *relation.span,
            relation.negated,
            relation.confidence,
            relation.rule,
        )


def _head(article: Article, text: str) -> Row:
    """What a row says of its article: id, source, title, date."""
    return article.article_id, display_name(article.source), article_title(article, text), article.published


def _in_order(reading: Reading) -> list[Statement]:
    def place(statement: Statement) -> tuple[Span, Span | None, str]:
        return statement.content_spans[0], statement.content_spans[-1], statement.statement_id

    return sorted(reading.statements, key=place)
