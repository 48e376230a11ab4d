"""Cuts sources into articles: headline, body lines, dateline, and what the lines around say of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.ids import article_id
from pipeline.language import has_english, other_language, passed_over
from pipeline.lines import BODY, LineModel, runs_on, score_lines, split_lines
from pipeline.records import Article, Line, Page, Source, Span
from pipeline.segment.about import one_article, with_metadata
from pipeline.segment.boundaries import Extent, find_extents
from pipeline.segment.byline import find_author
from pipeline.segment.dateline import find_dateline
from pipeline.segment.dates import date_in, published
from pipeline.segment.extracted import HTML, extracted_lines
from pipeline.segment.headline import reads_like_title
from pipeline.segment.limits import whole_page, within_limits

#: Lines above a headline and below a text that may date an article or name its author.
ABOVE, BELOW = 6, 6
#: A file whose best line is no likelier than this holds no article, only furniture.
HOPELESS = 0.1
#: So short a file is never only furniture.
FEW_LINES = 3

_URL = re.compile(r"(?:(?:source|url|link|from)\s*:?\s*)?(https?://([\w.-]+\.[a-z]{2,})\S*)", re.IGNORECASE)


def find_articles(
    sources: Iterable[Source], *, clean_text: bool = False, model: LineModel | None = None
) -> Iterator[Page]:
    """A page for each source, its articles in order, paragraphs still with the furniture between them.

    With ``clean_text`` a source is one article: its first line is the title if it reads like one and more
    follows, all other lines are paragraphs. Else ``model`` (default: the one shipped) tells body, headlines
    and furniture apart. A source without text, or with furniture only, has no articles. Text out of an HTML page
    is one article, its headline the first line if the page names it, and furniture is what surely is, and short
    lines below the text.

    What is over a limit is furniture from here on, and a source in another language is passed over (``skipped``),
    unless ``clean_text`` says that it is to be read.
    """
    for source in sources:
        bounded = within_limits(source.text)
        seen = replace(source, text=bounded.text)
        language = None if clean_text else _language(seen.text)
        if language:
            yield Page(passed_over(source, language))
            continue
        if source.media_type == HTML:
            page = _extracted_page(seen, model)
        else:
            page = _clean_page(seen) if clean_text else _dumped_page(seen, model)
        yield whole_page(with_metadata(page), source, bounded)


def _language(text: str) -> str | None:
    """What a source is in, if it holds no English article: between foreign menus one still may stand."""
    language = other_language(text)
    return None if language is None or has_english(text) else language


def _clean_page(source: Source) -> Page:
    spans = split_lines(source.text)
    if not spans:
        return Page(source)
    titled = (
        len(spans) > 1 and reads_like_title(spans[0].of(source.text)) and not runs_on(source.text, spans[0], spans[1])
    )
    extents = one_article(source, spans, [Extent(0 if titled else None, 0, len(spans) - 1)])
    return Page(source, articles=_articles(source, spans, [], extents))


def _extracted_page(source: Source, model: LineModel | None) -> Page:
    lines = extracted_lines(source.text, source.about.title if source.about else None, model)
    body = [i for i, line in enumerate(lines) if line.body >= BODY]
    if not body:
        return Page(source, lines=lines)
    title = 0 if lines[0].title else None
    extent = Extent(title, body[0] if title is None else title, body[-1])
    spans = [line.span for line in lines]
    return Page(source, articles=_articles(source, spans, lines, [extent]), lines=lines)


def _dumped_page(source: Source, model: LineModel | None) -> Page:
    lines = _with_some_body(source.text, score_lines(source.text, model=model))
    spans = [line.span for line in lines]
    extents = one_article(source, spans, find_extents(source.text, lines))
    return Page(source, articles=_articles(source, spans, lines, extents), lines=lines)


def _with_some_body(text: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines as they are if any is body; else the best ones become it, unless all speak against it."""
    lines = _with_broken_lines(text, _with_datelines(text, lines))
    best = max((line.body for line in lines), default=1.0)
    if best >= BODY or (best < HOPELESS and len(lines) > FEW_LINES):
        return lines
    bar = best / 2
    return tuple(line._replace(body=1.0) if line.body >= bar else line for line in lines)


def _with_datelines(text: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A line that holds a dateline and nothing more is body where body follows."""
    out = list(lines)
    for i, (line, following) in enumerate(pairwise(lines)):
        if line.body < BODY <= following.body and find_dateline(text, line.span) == line.span:
            out[i] = line._replace(body=1.0, title=0.0)
    return tuple(out)


def _with_broken_lines(text: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A line whose sentence runs on in a line of body is body."""
    out = list(lines)
    for i in range(len(out) - 2, -1, -1):
        if out[i].body < BODY <= out[i + 1].body and runs_on(text, out[i].span, out[i + 1].span):
            out[i] = out[i]._replace(body=1.0, title=0.0)
    return tuple(out)


def _articles(
    source: Source, spans: Sequence[Span], lines: Sequence[Line], extents: Sequence[Extent]
) -> tuple[Article, ...]:
    articles = []
    repeats: Counter[str] = Counter()
    previous_end = 0
    for ordinal, extent in enumerate(extents, 1):
        span = Span(spans[extent.first].start, spans[extent.last].end)
        stretch = span.of(source.text)
        title = None if extent.title is None else spans[extent.title]
        paragraphs = tuple(s for s in spans[extent.first : extent.last + 1] if s != title)
        limit = extents[ordinal].first if ordinal < len(extents) else len(spans)
        article = Article(
            article_id=article_id(source.name, stretch, repeats[stretch]),
            source=source.name,
            ordinal=ordinal,
            span=span,
            title=title,
            paragraphs=paragraphs,
        )
        repeats[stretch] += 1
        articles.append(_described(article, source.text, spans, lines, extent, previous_end, limit))
        previous_end = extent.last + 1
    return tuple(articles)


def _described(
    article: Article,
    text: str,
    spans: Sequence[Span],
    lines: Sequence[Line],
    extent: Extent,
    previous_end: int,
    limit: int,
) -> Article:
    """``article`` with dateline, author, date, address: what its own lines and those around it say."""
    body = [
        i for i in range(extent.first, extent.last + 1) if i != extent.title and (not lines or lines[i].body >= BODY)
    ]
    dateline = find_dateline(text, spans[body[0]]) if body else None
    head = extent.first if extent.title is None else extent.title
    above = range(max(previous_end, head - ABOVE), head)
    inside = range(head, body[0] if body else head)
    below = range(extent.last + 1, min(limit, extent.last + 1 + BELOW))
    near = [spans[i].of(text) for i in (*inside, *reversed(above), *below) if i != extent.title]
    first_lines = [spans[i].of(text) for i in (*above, *inside, *body[:2]) if i != extent.title]
    day = published([*near, *(line for line in first_lines[-2:] if len(line) < 60)])
    if day is None and dateline is not None:
        day = date_in(dateline.of(text))
    address = next((found for line in near if (found := _URL.fullmatch(line))), None)
    return replace(
        article,
        dateline=dateline,
        author=find_author(first_lines),
        published=day,
        url=address[1] if address else None,
        site=address[2].lower().removeprefix("www.") if address else None,
    )
