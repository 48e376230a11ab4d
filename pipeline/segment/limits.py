"""How much of an article and of a source is read: budgets in characters, words and lines, the same everywhere.

What is over a budget is cut at a paragraph and stays in the source as furniture of the kind ``over_limit``. The
figures, and what real articles come to, are told in ``docs/limits.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.ids import article_ids
from pipeline.lines import BODY, iter_lines
from pipeline.records import OVER_LIMIT, Article, Furniture, Line, Page, Source, Span


class Budget(NamedTuple):
    """``words`` and signs, ``characters`` of paragraphs (a word may have many, and some are not seen), and
    ``paragraphs``, headlines and furniture included."""

    words: int
    characters: int
    paragraphs: int


ARTICLE = Budget(40_000, 400_000, 10_000)
SOURCE = Budget(200_000, 2_000_000, 50_000)
"""Some three hundred articles of an ordinary length in one file."""
LONGEST_STRETCH = 1_500
"""Words and signs of a paragraph in a row among which no sentence ends."""
LONGEST_RUN = 200
"""Brackets and quotation marks in a row, white space between them or not."""
LONG_PARAGRAPH = 2_000
"""Words and signs from which on a paragraph over the budget is cut within, after a sentence."""

# A longer word is as many as the parser cuts it into.
_WORD = r"\w{1,60}|[^\w\s]"
_WORDS = re.compile(_WORD)
_WORDS_AND_ENDS = re.compile(rf"([.!?…]+[\"'”’)\]»]*(?=\s|$))|{_WORD}")
_RUNS = re.compile(r"(?:[()\[\]{}<>\"'`“”„‟‘’‚‛«»‹›]\s*)+")
_BLANK = re.compile(r"\s")


class Stop(NamedTuple):
    """The character from which on is not read, and the budget that is used up there."""

    start: int
    budget: str


class Bounded(NamedTuple):
    """``text`` with blanks for the spans that are ``over`` a budget: heaps, and what is from ``stop`` on."""

    text: str
    over: tuple[Span, ...] = ()
    stop: Stop | None = None


def within_limits(text: str) -> Bounded:
    """What is read of the text of a source, however many articles it holds; offsets hold in it."""
    heaps: list[Span] = []

    def read() -> Iterator[Span]:
        for line in iter_lines(text):
            if _is_tangled(text[line.start : min(line.end, line.start + ARTICLE.characters + 1)]):
                heaps.append(line)
            else:
                yield line

    stop = _stop(text, read(), SOURCE)
    end = stop.start if stop else len(text)
    rest = [Span(end, len(text.rstrip()))] if stop else []
    return Bounded(_blanked(text[:end], heaps), (*heaps, *rest), stop)


def whole_page(page: Page, source: Source, bounded: Bounded) -> Page:
    """``page`` of the text within the budget of ``source`` as one of its whole text.

    Articles end where their own budget does (one of which nothing but a headline is left goes as a whole); what is
    over is furniture that no article has yet, and the source says so.
    """
    articles: list[Article] = []
    rests: list[Span] = []
    stops: list[Stop] = []
    for article in page.articles:
        stop = _stop_of(article, page.source.text)
        kept = _up_to(stop.start, article, page) if stop else article
        if kept:
            articles.append(kept)
        if stop:
            stops.append(stop)
            rests.append(Span(stop.start if kept else article.span.start, article.span.end))
    over = [span for span in bounded.over if not any(rest.holds(span) for rest in rests)]
    if not over and not rests:
        return page
    ids = article_ids(source.name, (article.span.of(source.text) for article in articles))
    notes = [source.reason, *_left_out(len(bounded.over) - (bounded.stop is not None))]
    if bounded.stop and not (stops and len(page.articles) == 1):
        notes.append(_read_up_to(bounded.stop))
    if stops:
        notes.append(_read_up_to(stops[0]) if len(page.articles) == 1 else _cut_short(stops))
    return replace(
        page,
        source=replace(source, reason="; ".join(filter(None, notes))),
        articles=tuple(
            replace(a, ordinal=n, article_id=own) for n, (a, own) in enumerate(zip(articles, ids, strict=True), 1)
        ),
        furniture=tuple(Furniture(OVER_LIMIT, span) for span in sorted((*over, *rests))),
        lines=tuple(_without(page.lines, rests, source.text)),
    )


def _stop(text: str, lines: Iterable[Span], budget: Budget) -> Stop | None:
    """Where ``lines`` of ``text`` are over ``budget``; None where they are within."""
    words, characters = budget.words, budget.characters  # that are left
    for n_read, line in enumerate(lines):
        head = text[line.start : min(line.end, line.start + budget.characters + 1)]
        size = len(_WORDS.findall(head))
        over = (
            f"{budget.paragraphs:,} paragraphs" if n_read == budget.paragraphs
            else f"{budget.characters:,} characters" if len(head) > characters
            else f"{budget.words:,} words and signs" if size > words
            else None
        )  # fmt: skip
        if over:
            end = _last_end(head[:characters], words) if size > LONG_PARAGRAPH and n_read < budget.paragraphs else 0
            return Stop(line.start + len(head) - len(head[end:].lstrip()), over)
        words -= size
        characters -= len(head)
    return None


def _stop_of(article: Article, text: str) -> Stop | None:
    if article.span.end - article.span.start <= min(ARTICLE):  # words and paragraphs have a character at least
        return None
    lines = sorted((*([article.title] if article.title else []), *article.paragraphs))
    return _stop(text, lines, ARTICLE)


def _up_to(end: int, article: Article, page: Page) -> Article | None:
    """``article`` up to the last line of text before ``end``; None where there is none."""
    text = page.source.text
    body = {line.span for line in page.lines if line.body >= BODY} if page.lines else None
    kept = [span for span in article.paragraphs if span.start < end]
    while kept and body is not None and kept[-1] not in body:
        kept.pop()
    if not kept:
        return None
    kept[-1] = _trimmed(kept[-1], end, text)
    title = article.title if article.title and article.title.end <= end else None
    dateline = article.dateline if article.dateline and article.dateline.end <= end else None
    span = Span(article.span.start, max(kept[-1].end, title.end if title else 0))
    return replace(article, span=span, title=title, paragraphs=tuple(kept), dateline=dateline)


def _without(lines: Iterable[Line], over: Sequence[Span], text: str) -> Iterator[Line]:
    """``lines`` that are not ``over``, one that is in part up to there."""
    ahead = iter(over)
    rest = next(ahead, None)
    for line in lines:
        while rest and rest.end <= line.span.start:
            rest = next(ahead, None)
        if rest is None or line.span.end <= rest.start:
            yield line
        elif line.span.start < rest.start:
            yield line._replace(span=_trimmed(line.span, rest.start, text))


def _trimmed(span: Span, end: int, text: str) -> Span:
    """``span`` up to ``end`` at most, without white space there."""
    return span if span.end <= end else Span(span.start, span.start + len(text[span.start : end].rstrip()))


def _read_up_to(stop: Stop) -> str:
    return f"read up to character {stop.start:,}, the rest is over {stop.budget} and kept as furniture; split the file"


def _cut_short(stops: Sequence[Stop]) -> str:
    first = stops[0]
    which = (
        "1 article is not read whole," if len(stops) == 1 else f"{len(stops):,} articles are not read whole, the first"
    )
    return f"{which} from character {first.start:,} on: over {first.budget} an article, kept as furniture; split it"


def _blanked(text: str, spans: Sequence[Span]) -> str:
    parts, end = [], 0
    for span in spans:
        parts += [text[end : span.start], " " * (span.end - span.start)]
        end = span.end
    return "".join([*parts, text[end:]]) if spans else text


def _left_out(n: int) -> list[str]:
    if not n:
        return []
    what = "1 paragraph" if n == 1 else f"{n:,} paragraphs"
    return [
        f"{what} kept as furniture, not read: over {LONGEST_STRETCH:,} words without the end of a sentence, "
        f"or {LONGEST_RUN} brackets or marks in a row"
    ]


def _is_tangled(paragraph: str) -> bool:
    """Whether it is a heap of words or marks, not sentences."""
    if len(paragraph) > LONGEST_RUN and any(
        len(run[0]) > LONGEST_RUN and len(_BLANK.sub("", run[0])) > LONGEST_RUN for run in _RUNS.finditer(paragraph)
    ):
        return True
    if len(paragraph) <= LONGEST_STRETCH:
        return False
    n = 0
    for found in _WORDS_AND_ENDS.finditer(paragraph):
        n = 0 if found[1] else n + 1
        if n > LONGEST_STRETCH:
            return True
    return False


def _last_end(paragraph: str, words: int) -> int:
    """Where the last sentence ends before ``words`` words and signs are over; 0 where none does."""
    end = 0
    for n, found in enumerate(_WORDS_AND_ENDS.finditer(paragraph)):
        if n == words:
            break
        end = found.end() if found[1] else end
    return end
