"""What a record or page says of itself, laid over what its text says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.lines import squash
from pipeline.records import Page, Source, Span
from pipeline.segment.boundaries import Extent

LOOKED_AT = 5
"""Lines at the head of a text among which its title is looked for."""


def one_article(source: Source, lines: Sequence[Span], extents: list[Extent]) -> list[Extent]:
    """``extents``, but of a source that has a title beside its text one: it is one article, and nothing else in it
    is a title than the line that says the same."""
    title = squash(source.about.title or "") if source.about else ""
    if not title or not extents:
        return extents
    first, last = extents[0].first, extents[-1].last
    for i, line in enumerate(lines[:LOOKED_AT]):
        if i < last and squash(line.of(source.text)) == title:
            return [Extent(i, min(i, first), last)]
    return [Extent(None, first, last)]


def with_metadata(page: Page) -> Page:
    """``page``, its articles with the author, date, … that its source has beside the text, where that tells none.

    Author and title are those of the only article; of several nobody knows whose they are.
    """
    about = page.source.about
    if about is None:
        return page
    is_one = len(page.articles) == 1
    articles = tuple(
        replace(
            article,
            given_title=about.title if is_one and article.title is None else None,
            author=article.author or (about.author if is_one else None),
            published=article.published or about.published,
            url=article.url or about.url,
            site=article.site or about.site,
        )
        for article in page.articles
    )
    return replace(page, articles=articles)
