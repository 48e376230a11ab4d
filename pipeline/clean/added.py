"""Furniture that is none by its look: what is over a limit, and articles in another language."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.ids import article_ids
from pipeline.language import other_language, passed_over
from pipeline.records import Article, Furniture, Page, Span

KIND = "other_language"
WHOLE = 0.9
"""Share of a source from which its only article was judged with it."""


def with_more(
    furniture: Sequence[Furniture], more: Sequence[Furniture], articles: Sequence[Article]
) -> tuple[Furniture, ...]:
    """Both in order of their places; each of ``more`` belongs to the article in whose span it lies."""
    starts = [article.span.start for article in articles]

    def placed(piece: Furniture) -> Furniture:
        number = bisect_right(starts, piece.span.start) - 1
        inside = number >= 0 and articles[number].span.holds(piece.span)
        return replace(piece, article=articles[number].ordinal if inside else None)

    return tuple(sorted((*furniture, *map(placed, more)), key=lambda piece: piece.span))


def in_english(page: Page) -> Page:
    """``page`` with its English articles; their text is judged, not the headline or what was furniture before.

    A page that holds none, but text in another language, is passed over.
    """
    text = page.source.text
    if len(page.articles) == 1 and len(_body(page.articles[0], text)) >= WHOLE * len(text):
        return page
    languages = [other_language(_body(article, text)) for article in page.articles]
    found = [language for language in languages if language]
    if not page.articles and page.source.status == "read":
        whole = other_language(text)
        return Page(passed_over(page.source, whole)) if whole else page
    if not found:
        return page
    if all(languages):
        return Page(passed_over(page.source, found[0]))
    kept = [article for article, language in zip(page.articles, languages, strict=True) if not language]
    ordinals = {article.ordinal: number for number, article in enumerate(kept, 1)}
    dropped = [article for article, language in zip(page.articles, languages, strict=True) if language]
    furniture = [replace(piece, article=ordinals.get(piece.article or 0)) for piece in page.furniture]
    furniture += [Furniture(KIND, span) for article in dropped for span in _spans(article)]
    what = "1 article" if len(found) == 1 else f"{len(found)} articles"
    note = f"{what} kept as furniture: {', '.join(dict.fromkeys(found))}, not English"
    return replace(
        page,
        source=replace(page.source, reason=f"{page.source.reason}; {note}" if page.source.reason else note),
        articles=tuple(_numbered(kept, text)),
        furniture=tuple(sorted(furniture, key=lambda piece: piece.span)),
    )


def _body(article: Article, text: str) -> str:
    return "\n".join(span.of(text) for span in article.paragraphs)


def _spans(article: Article) -> tuple[Span, ...]:
    return (*([article.title] if article.title else ()), *article.paragraphs)


def _numbered(articles: Sequence[Article], text: str) -> Iterator[Article]:
    """``articles`` numbered anew; of equal ones the id counts, so that goes by what is left."""
    own = article_ids(articles[0].source, (article.span.of(text) for article in articles))
    for number, (article, own_id) in enumerate(zip(articles, own, strict=True), 1):
        yield replace(article, ordinal=number, article_id=own_id)
