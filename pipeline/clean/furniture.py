"""Tells article text from page furniture; each dropped line becomes a record with its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.clean.kinds import Place, kind_of, same_line
from pipeline.lines import BODY
from pipeline.records import Article, Furniture, Line, Page


def drop_furniture(pages: Iterable[Page], *, clean_text: bool = False) -> Iterator[Page]:
    """The pages with ``paragraphs`` narrowed to article text, all other lines as ``furniture``, no ``lines``.

    A line stays where it lies in an article and its probability of body says so; a line that only repeats
    the title goes. With ``clean_text`` nothing goes.
    """
    for page in pages:
        yield replace(page, lines=()) if clean_text else _cleaned(page)


def _cleaned(page: Page) -> Page:
    text = page.source.text
    articles: list[Article] = []
    furniture: list[Furniture] = []
    lines = iter(page.lines)
    waiting: list[Line] = []
    line = next(lines, None)
    previous = ""

    def drop(line: Line, place: Place, article: Article | None, title: str) -> None:
        nonlocal previous
        kind = kind_of(line.span.of(text), place, title, previous)
        furniture.append(Furniture(kind, line.span, article.ordinal if article else None))
        previous = kind

    for article in page.articles:
        title = article.title.of(text) if article.title else ""
        while line is not None and line.span.start < article.span.start:
            waiting.append(line)
            line = next(lines, None)
        place = Place.BETWEEN if articles else Place.BEFORE
        for outside in waiting:
            drop(outside, place, None, title)
        waiting.clear()
        kept = []
        previous = ""
        place = Place.HEAD
        while line is not None and line.span.start < article.span.end:
            if line.span == article.title:
                pass
            elif line.body >= BODY and not (title and same_line(line.span.of(text), title)):
                kept.append(line.span)
                previous = ""
                place = Place.INSIDE
            else:
                drop(line, place, article, title)
            line = next(lines, None)
        articles.append(replace(article, paragraphs=tuple(kept)))
        previous = ""
    last = articles[-1] if articles else None
    title = last.title.of(text) if last and last.title else ""
    while line is not None:
        drop(line, Place.AFTER, None, title)
        line = next(lines, None)
    return replace(page, articles=tuple(articles), furniture=tuple(furniture), lines=())
