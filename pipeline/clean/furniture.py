"""Tells article text from page furniture; each dropped line becomes a record with its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from pipeline.clean.added import in_english, with_more
from pipeline.clean.kinds import Place, name_kind, same_line
from pipeline.clean.wrapped import join_wrapped
from pipeline.lines import BODY
from pipeline.records import Article, Furniture, Line, Page, Span


def drop_furniture(pages: Iterable[Page], *, clean_text: bool = False) -> Iterator[Page]:
    """The pages with ``paragraphs`` narrowed to article text, all other lines as ``furniture``, no ``lines``.

    A line stays where it lies in an article and its probability of body says so; a line that only repeats
    the title goes. With ``clean_text`` nothing goes. Paragraphs that are wrapped into lines are made whole.
    Furniture that a page has already stays. An article in another language is furniture as a whole, and a page
    that holds no other is passed over, unless ``clean_text`` says that it is to be read.
    """
    for page in pages:
        text = page.source.text
        furniture: tuple[Furniture, ...] = ()
        articles = page.articles
        if not clean_text:
            body = {line.span for line in page.lines if line.body >= BODY}
            articles = tuple(_narrowed(text, article, body) for article in articles)
            furniture = tuple(_named(text, articles, page.lines))
        articles = tuple(replace(a, paragraphs=join_wrapped(text, a.paragraphs)) for a in articles)
        if page.furniture:
            furniture = with_more(furniture, page.furniture, articles)
        cleaned = replace(page, articles=articles, furniture=furniture, lines=())
        yield cleaned if clean_text else in_english(cleaned)


def _narrowed(text: str, article: Article, body: Set[Span]) -> Article:
    """``article`` with those of its paragraphs that are ``body``."""
    title = article.title.of(text) if article.title else ""
    kept = [s for s in article.paragraphs if s in body and not (title and same_line(s.of(text), title))]
    return replace(article, paragraphs=tuple(kept))


def _named(text: str, articles: Sequence[Article], lines: Sequence[Line]) -> Iterator[Furniture]:
    """The lines that are in no title and no paragraph, in order, with their kinds."""
    paragraphs = {span for article in articles for span in article.paragraphs}
    titles = {article.title for article in articles}
    upcoming = list(articles)
    current: Article | None = None  # the article whose span is open or was the last to be
    begun = False
    section: str | None = None
    previous = ""
    last_place: Place | None = None
    for line in lines:
        span = line.span
        if upcoming and span.start >= upcoming[0].span.start:
            current, begun, section, previous = upcoming.pop(0), False, None, ""
        if span in paragraphs or span in titles:
            begun, section, previous = begun or span in paragraphs, None, ""
            continue
        inside = current is not None and span.end <= current.span.end
        place = _place(current, inside, begun, bool(upcoming))
        if place is not last_place:
            section = None
        last_place = place
        near = current if current is not None else upcoming[0] if upcoming else None
        previous, section = name_kind(span.of(text), place, _title(text, near), section, previous)
        yield Furniture(previous, span, current.ordinal if current is not None and inside else None)


def _place(current: Article | None, inside: bool, begun: bool, more: bool) -> Place:
    if inside:
        return Place.INSIDE if begun else Place.HEAD
    if current is None:
        return Place.BEFORE
    return Place.BETWEEN if more else Place.AFTER


def _title(text: str, article: Article | None) -> str:
    span: Span | None = article.title if article is not None else None
    return span.of(text) if span else ""
