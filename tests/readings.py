"""Builders for tests: records over a text, found by their words instead of by offsets."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import ids
from pipeline.records import (
    Article,
    Entity,
    Furniture,
    Mention,
    Page,
    Reading,
    Relation,
    Source,
    SourceReading,
    Span,
    Statement,
)


def span(text: str, words: str, nth: int = 0) -> Span:
    """Where ``words`` stand in ``text`` for the ``nth`` time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def page(text: str, title: str | None = None, furniture: dict[str, str] | None = None, name: str = "a.txt") -> Page:
    """One article over ``text``: lines are paragraphs, but for the title and the furniture (words → kind)."""
    furniture = furniture or {}
    lines = list(_lines(text))
    title_span = next((line for line in lines if line.of(text) == title), None)
    dropped = [Furniture(furniture[line.of(text)], line, 1) for line in lines if line.of(text) in furniture]
    taken = {title_span, *(piece.span for piece in dropped)}
    paragraphs = tuple(line for line in lines if line not in taken)
    whole = Span(lines[0].start, lines[-1].end)
    article = Article(ids.article_id(name, whole.of(text)), name, 1, whole, title_span, paragraphs)
    return Page(Source(name, text, encoding="utf-8", sha256="0" * 64), (article,), tuple(dropped))


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        start += len(line) + 1


def mention(article: Article, text: str, words: str, entity: Entity | None = None, nth: int = 0) -> Mention:
    place = span(text, words, nth)
    return Mention(
        mention_id=ids.mention_id(article.article_id, place),
        label={"person": "PERSON", "country": "GPE", "organization": "ORG"}[entity.kind] if entity else "LOC",
        form="name",
        span=place,
        text=place.folded(text),
        sentence=0,
        first=0,
        last=1,
        entity_id=entity.entity_id if entity else None,
    )


def person(name: str, *aliases: str) -> Entity:
    return Entity(ids.entity_id("person", name), "person", name, aliases)


def organization(name: str, acronym: str | None = None) -> Entity:
    return Entity(ids.entity_id("organization", name), "organization", name, acronym=acronym)


def country(code: str, name: str) -> Entity:
    return Entity(code, "country", name, iso_alpha2=code)


def statement(article: Article, text: str, speaker: Mention, name: str, cue: str, content: str) -> Statement:
    """``speaker`` said (``cue``) ``content``, all found in ``text`` by their words."""
    cue_span, content_span = span(text, cue), span(text, content)
    return Statement(
        statement_id=ids.statement_id(article.article_id, cue_span, (content_span,)),
        content_spans=(content_span,),
        content=content_span.folded(text),
        kind="indirect",
        act="states",
        rule="clause",
        sentence=0,
        cue=cue,
        cue_lemma="say",
        cue_span=cue_span,
        speaker_text=speaker.text,
        speaker_span=speaker.span,
        speaker_mention_id=speaker.mention_id,
        speaker_id=speaker.entity_id,
        speaker=name,
        speaker_kind="person",
        resolved_by="name",
    )


def relation(
    article: Article, text: str, subject: Entity, predicate: str, object_: Entity | str, words: str
) -> Relation:
    place = span(text, words)
    name = object_ if isinstance(object_, str) else object_.name
    return Relation(
        relation_id=ids.relation_id(article.article_id, predicate, subject.entity_id, name, place),
        subject_id=subject.entity_id,
        subject=subject.name,
        predicate=predicate,
        object=name,
        object_id=None if isinstance(object_, str) else object_.entity_id,
        span=place,
        evidence=place.folded(text),
        rule="title",
    )


TEXT = """Berg Promises Bridge

Share this
Norwegian Transport Minister Kari Berg said a bridge would be built. Berg lives in Oslo.
The Road Agency (RA) agreed.
"""


def berg(name: str = "a.txt", published: str | None = None) -> SourceReading:
    """A reading of TEXT: one person, one country, one organization, one statement, one role."""
    found = page(TEXT, "Berg Promises Bridge", {"Share this": "widget"}, name)
    article = found.articles[0]
    if published:
        from dataclasses import replace

        article = replace(article, published=published)
        found = replace(found, articles=(article,))
    kari, norway, agency = person("Kari Berg"), country("NO", "Norway"), organization("Road Agency", "RA")
    speaker = mention(article, TEXT, "Kari Berg", kari)
    mentions = (
        mention(article, TEXT, "Berg", kari),
        mention(article, TEXT, "Norwegian", norway),
        speaker,
        mention(article, TEXT, "Berg", kari, nth=2),
        mention(article, TEXT, "Oslo"),
        mention(article, TEXT, "Road Agency", agency),
    )
    said = statement(article, TEXT, speaker, "Kari Berg", "said", "a bridge would be built")
    evidence = "Norwegian Transport Minister Kari Berg"
    relations = (
        relation(article, TEXT, kari, "holds_role", "transport minister", evidence),
        relation(article, TEXT, kari, "represents", norway, evidence),
    )
    sentences = (*((article.title,) if article.title else ()), *article.paragraphs)
    return SourceReading(found, (Reading(article, sentences, mentions, (kari, norway, agency), (said,), relations),))
