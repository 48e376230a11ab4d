"""Every character of a source is in one article's title or body, or in one row of furniture."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import drop_furniture
from pipeline.records import Page, Source
from pipeline.segment import find_articles

PIECES = st.sampled_from(
    [
        "Home", "Share", "TT", "By Ann Lee", "March 3, 2021", "Advertisement", "* * *", "=====", "", " ", "\xa0",
        "Council backs new bridge over the river", "Read more", "© 2021 The Daily Lamp",
        "The council voted on Monday to build a new bridge, officials said, after years of debate.",
        "“We have waited long enough,” the mayor told reporters after the vote in the town hall.",
        "The old bridge was closed in 2019. Engineers had found cracks in two of its piers, a report said.",
    ]
)  # fmt: skip
BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\n\n\n", "\u2028", "\x0c", "\x85", " \n\t"])
PAGES = st.lists(st.tuples(PIECES, BREAKS), max_size=40).map(lambda parts: "".join(a + b for a, b in parts))


def run(text: str, clean_text: bool = False) -> Page:
    (page,) = drop_furniture(find_articles([Source("page.txt", text)], clean_text=clean_text), clean_text=clean_text)
    return page


def check(page: Page) -> None:
    text = page.source.text
    times = [0] * len(text)
    for article in page.articles:
        inside = [*article.paragraphs, *([article.title] if article.title else [])]
        assert all(article.span.holds(span) for span in inside)
        for span in inside:
            assert span.of(text) == span.of(text).strip() != ""
            for i in range(*span):
                times[i] += 1
    for row in page.furniture:
        holder = [a.ordinal for a in page.articles if a.span.overlaps(row.span)]
        assert holder == ([] if row.article is None else [row.article])
        for i in range(*row.span):
            times[i] += 1
    assert all(n == 1 or (n == 0 and text[i].isspace()) for i, n in enumerate(times))
    spans = [article.span for article in page.articles]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert [a.ordinal for a in page.articles] == list(range(1, len(spans) + 1))
    assert len({a.article_id for a in page.articles}) == len(spans)
    assert list(page.furniture) == sorted(page.furniture, key=lambda row: row.span)
    for article in page.articles:
        if article.dateline:
            assert any(span.start == article.dateline.start for span in article.paragraphs)


@given(st.one_of(PAGES, st.text(max_size=300)), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text(text: str, clean_text: bool) -> None:
    check(run(text, clean_text))


@given(PAGES)
@settings(max_examples=40, deadline=None)
def test_clean_text_has_no_furniture(text: str) -> None:
    page = run(text, clean_text=True)
    assert page.furniture == ()
    assert len(page.articles) == bool(text.strip())


@pytest.mark.parametrize("text", ["", " \n\t\n", "\xa0\u2028"], ids=["empty", "blanks", "odd blanks"])
@pytest.mark.parametrize("clean_text", [False, True])
def test_white_space_is_no_article(text: str, clean_text: bool) -> None:
    page = run(text, clean_text)
    assert page.articles == page.furniture == ()


@pytest.mark.parametrize("clean_text", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "The minister said he would resign.",
        "Iran and Iraq",
        "   \n\nThe minister said he would resign.\n\n",
        "(" * 150,
        "word and more words, " * 250,
        "word and more words. " * 7_500,
    ],
    ids=["a sentence", "a few words", "a sentence among blanks", "brackets", "a long sentence", "a long line"],
)
def test_one_line_is_an_article(text: str, clean_text: bool) -> None:
    page = run(text, clean_text)
    (article,) = page.articles
    assert article.title is None
    assert [span.of(text) for span in article.paragraphs] == [text.strip()]


def test_same_article_twice() -> None:
    story = "Mayor resigns after vote\n\n" + "The mayor resigned on Monday, the council said in a statement. " * 8
    page = run(f"{story}\n\n\n{story}\n")
    check(page)
