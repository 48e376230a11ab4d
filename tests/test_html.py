"""HTML pages: the article's text and what the page says of it, then what segment and clean make of that."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import drop_furniture
from pipeline.errors import MissingExtra
from pipeline.records import About, Page, Source
from pipeline.segment import find_articles
from pipeline.sources.html import Extracted, extract
from pipeline.sources.html.page import MAX_ELEMENTS

PAGES = Path(__file__).with_name("pages")


class Expected(NamedTuple):
    """What comes out of a page of ``tests/pages``: paragraphs by how they begin, and furniture by kind."""

    about: About
    paragraphs: tuple[str, ...]
    furniture: tuple[tuple[str, str], ...] = ()
    absent: tuple[str, ...] = ()


EXPECTED = {
    "news": Expected(
        About(
            title="Harbour bridge closed after crack is found",
            author="Maud Ellery, Tobias Renn",
            site="The Evening Courier",
            url="https://www.eveningcourier.example/news/harbour-bridge-closed",
            published="2024-03-05",
            language="en",
        ),
        (
            "The harbour bridge was closed",
            "“We would rather close",
            "Detour of an hour",
            "Lorries have to drive",
            "“Each day costs our members",
            "Cars are sent",
            "Buses stop",
            "Engineers expect",
        ),
        absent=("Ilse Marr", "READ MORE", "newsletter", "second bridge", "No paragraph", "All rights", "Home"),
    ),
    "blog": Expected(
        About(
            title="Why our town needs its library",
            author="Petra Halloway",
            site="notesfromwexcombe.example",
            url="https://notesfromwexcombe.example/2019/11/library",
            published="2019-11-20",
        ),
        (
            "On Monday the council",
            "Councillor Dennis Oakley said",
            "That is not true.",
            "The mayor, Judith Farr,",
        ),
        absent=("Well said, Petra", "petition", "Share this", "Archive"),
    ),
    "amp": Expected(
        About(
            title="Miners return to work after six weeks",
            author="Sipho Ndaba",
            site="Plains Dispatch",
            url="https://plains-dispatch.example/2021/06/14/miners-return",
            published="2021-06-14",
            language="en",
        ),
        (
            "More than four thousand miners",
            "The union accepted",
            "A spokeswoman for the company",
            "Two miners were killed",
        ),
        absent=("Lindiwe Maseko", "Front page", "Station Road"),
    ),
    "tables": Expected(
        About(title="Mill to close in autumn"),
        (
            "Herald Staff Writer",
            "The paper mill at Lakeside",
            "About 340 people",
            "The mill has made newsprint",
            "Mayor Edna Sorley said",
        ),
        furniture=(("byline", "By WALTER GREAVES"), ("advert", "Advertisement")),
        absent=("Farm prices", "Copyright"),
    ),
    "live": Expected(
        About(
            title="Storm Edith live: coast towns told to leave",
            author="Rory Macphail",
            site="Northern Wire",
            published="2023-10-19",
            language="en",
        ),
        (
            "Thousands spend the night",
            "Sea wall holds at Inverlaw",
            "The sea wall at Inverlaw has held",
            "No trains will run",
            "Passengers with tickets",
            "People in Inverlaw",
        ),
        absent=("Ewan Laird", "Isla Dunn", "carpet"),
    ),
}


def read(data: bytes) -> Extracted:
    found = extract(data)
    assert found is not None
    return found


def cleaned(found: Extracted) -> Page:
    source = Source("x.html", found.text, media_type="text/html", about=found.about)
    [page] = drop_furniture(find_articles([source]))
    return page


@pytest.mark.parametrize("name", EXPECTED)
class TestPages:
    def test_what_the_page_says_of_itself(self, name: str) -> None:
        assert read((PAGES / f"{name}.html").read_bytes()).about == EXPECTED[name].about

    def test_headline_on_the_first_line_and_a_blank_line_between_paragraphs(self, name: str) -> None:
        text = read((PAGES / f"{name}.html").read_bytes()).text
        lines = text.split("\n")
        assert lines[0] == EXPECTED[name].about.title
        assert not any(lines[1::2])
        assert all(line == " ".join(line.split()) != "" for line in lines[::2])

    def test_one_article_with_these_paragraphs_and_this_furniture(self, name: str) -> None:
        found, expected = read((PAGES / f"{name}.html").read_bytes()), EXPECTED[name]
        page = cleaned(found)
        [article] = page.articles
        assert article.title is not None
        assert article.title.of(found.text) == expected.about.title
        paragraphs = [span.of(found.text) for span in article.paragraphs]
        assert len(paragraphs) == len(expected.paragraphs)
        for text, beginning in zip(paragraphs, expected.paragraphs, strict=True):
            assert text.startswith(beginning)
        assert tuple((item.kind, item.span.of(found.text)) for item in page.furniture) == expected.furniture

    def test_what_is_no_article_text_is_absent(self, name: str) -> None:
        text = read((PAGES / f"{name}.html").read_bytes()).text
        assert not [words for words in EXPECTED[name].absent if words in text]


PARAGRAPHS = (
    "<p>The council said on Monday that the old bridge would open again after ten years of work on its piers.</p>"
    "<p>“It has cost us more than we thought,” the mayor, Ines Valdés, told reporters at the town’s own café.</p>"
    "<p>Two of the three builders went out of business while the work was going on, and a third one sued the town.</p>"
)


def page(head: str = "", above: str = "", below: str = "", title: str = "Bridge opens") -> str:
    return f"<html><head>{head}</head><body><h1>{title}</h1>{above}{PARAGRAPHS}{below}</body></html>"


@pytest.mark.parametrize(
    ("encoding", "declared", "expected"),
    [
        pytest.param("utf-8", "utf-8", "utf-8", id="as declared"),
        pytest.param("utf-8", "", "utf-8", id="not declared"),
        pytest.param("utf-8", "iso-8859-1", "utf-8", id="UTF-8 declared as Latin-1"),
        pytest.param("cp1252", "utf-8", "cp1252", id="Windows-1252 declared as UTF-8"),
        pytest.param("cp1252", "iso-8859-1", "cp1252", id="Windows-1252 declared as Latin-1, as usual"),
        pytest.param("cp1252", "no-such-thing", "cp1252", id="unknown"),
        pytest.param("cp1252", "utf-16", "cp1252", id="declared as UTF-16, which it cannot be"),
        pytest.param("utf-16", "utf-8", "utf-16", id="UTF-16 with a mark"),
        pytest.param("utf-8-sig", "windows-1251", "utf-8-sig", id="UTF-8 with a mark"),
        pytest.param("gbk", "gbk", "gbk", id="Chinese code page"),
    ],
)
def test_encodings(encoding: str, declared: str, expected: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    data = page(head).encode(encoding)
    found = read(data)
    assert found.encoding == expected
    assert "“It has cost us more than we thought,” the mayor, Ines Valdés, told" in found.text


@pytest.mark.parametrize(
    ("head", "headings", "expected"),
    [
        pytest.param('<meta property="og:title" content="Bridge open again">', "", "Bridge opens again", id="heading"),
        pytest.param("<title>Bridge opens again | The Post</title>", "", "Bridge opens again", id="without site"),
        pytest.param("", "", "Bridge opens again", id="no metadata"),
        pytest.param("<title>Fire in Dock Street</title>", "", "Fire in Dock Street", id="heading of the site"),
        pytest.param("<title>Bridge opens again</title>", "<h1>The Post</h1>", "Bridge opens again", id="two headings"),
    ],
)
def test_headlines(head: str, headings: str, expected: str) -> None:
    html = page(head, title="Bridge opens again").replace("<body>", f"<body>{headings}")
    if head.endswith("Street</title>"):
        html = html.replace("<h1>Bridge opens again", "<h1>The Post")
    assert read(html.encode()).about.title == expected


def test_site_at_the_end_of_a_title_is_cut_off_where_no_heading_tells() -> None:
    head = '<title>Bridge opens again - The Post</title><meta property="og:site_name" content="The Post">'
    html = page(head).replace("<h1>Bridge opens</h1>", "")
    assert read(html.encode()).about.title == "Bridge opens again"


def test_address_that_is_known_is_kept() -> None:
    found = extract(page().encode(), "https://post.example/bridge")
    assert found is not None
    assert found.about.url == "https://post.example/bridge"


@pytest.mark.parametrize(
    "below",
    [
        '<p><a href="/x">READ ALSO: Ferry fares to rise in summer</a></p>',
        '<p><a href="/x">Ferry fares to rise in summer</a></p><p><a href="/y">Mayor wins</a></p>',
        "<h3>More from The Post</h3><p><a href='/x'>Ferry fares to rise</a></p><p><a href='/y'>Mayor wins</a></p>",
        '<div class="tooltip"><p>Ferry fares to rise in summer, the mayor says to all who ask her.</p></div>',
    ],
    ids=["cross-reference", "links below the text", "section", "pop-up"],
)
def test_links_to_other_articles_are_no_text(below: str) -> None:
    found = read(page(below=below).encode())
    assert "Ferry" not in found.text
    assert "Mayor wins" not in found.text
    assert len(found.text.split("\n\n")) == 4


def test_links_within_the_text_stay() -> None:
    html = page().replace("the old bridge", '<a href="/old">the old bridge</a>')
    assert "that the old bridge would open" in read(html.encode()).text


@pytest.mark.parametrize(
    "data",
    [b"", b" \n", b"<html></html>", b"<html><body><script>var a = '<p>x</p>'</script></body></html>", b"\0\1\2\3" * 99],
    ids=["empty", "white space", "no body", "script", "binary"],
)
def test_no_article(data: bytes) -> None:
    assert extract(data) is None


_METADATA = "<script type='application/ld+json'>{}</script>"
HOSTILE = {
    "deep": "<div>" * 100_000 + PARAGRAPHS,
    "deep inline": "<p>" + "<b>" * 100_000 + PARAGRAPHS,
    "no tags": "word and more of it. " * 75_000,
    "no spaces": "<p>" + "x" * 1_500_000,
    "many elements": "<div>a b c</div>" * 90_000,
    "many links": "<a href='x'>go on</a> " * 60_000,
    "many cells": "<table>" + ("<tr>" + "<td>12 3</td>" * 100 + "</tr>") * 900 + "</table>",
    "many titles": "<h1>A title of it</h1>" * 60_000,
    "long attribute": f"<div class='{'a ' * 700_000}'>{PARAGRAPHS}",
    "many attributes": f"<div {' '.join(f'a{i}=1' for i in range(100_000))}>{PARAGRAPHS}",
    "parts in parts": "".join(f"<div class='related promo-{i}'>" for i in range(200)) + PARAGRAPHS * 1000,
    "NULs": "\0" * 50 + PARAGRAPHS.replace(" ", "\0 "),
    "unclosed comment": f"{PARAGRAPHS}<!-- {'a-' * 700_000}",
    "signs": "<p>" + "<" * 1_500_000,
    "entities": "<p>" + "&amp;" * 300_000,
    "bomb": "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10 if i else '&a;' * 10}'>" for i in range(9))
    + f"]><html><body><p>&a8;</p>{PARAGRAPHS}",
    "outside entity": f'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>&a;</p>{PARAGRAPHS}',
    "metadata without end": _METADATA.format('{"headline":"' + '\\"' * 200_000) + PARAGRAPHS,
    "deep metadata": _METADATA.format("[" * 100_000 + "]" * 100_000) + PARAGRAPHS,
    "broken": PARAGRAPHS.replace("</p>", "</div></td></p").replace("<p>", "</table><p><tr>"),
}


WITHOUT_ARTICLE = ("deep", "deep inline", "signs", "entities")
"""The parser gives up the rest of what is too deep; the others hold no letter."""


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_and_their_article_is_read_if_it_is_within_the_bounds(name: str) -> None:
    html = HOSTILE[name]
    found = extract((html if html.startswith("<!DOCTYPE") else f"<html><head></head><body>{html}").encode())
    assert (found is None) == (name in WITHOUT_ARTICLE)
    if found is not None and ("NULs" in name or PARAGRAPHS in html):
        assert "Two of the three builders went out of business" in found.text
        assert "root:" not in found.text


@pytest.mark.slow
def test_what_is_not_read_is_said() -> None:
    found = read(page(below="<div>a b c</div>" * 20_000).encode())
    assert found.notes == (f"20,007 elements of HTML, read up to {MAX_ELEMENTS:,}",)
    assert "Two of the three builders" in found.text


_TAGS = st.sampled_from(
    ("<p>", "</p>", "<div class='related'>", "</div>", "<h1>", "</h1>", "<a href=x>", "</a>", "<td>", "<!--", "-->",
     "<script>", "</script>", "<br>", "<li>", "<meta charset=x>", "&#0;", "&lt;", "<![CDATA[", "]]>", "<p", "é", "\0")
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(_TAGS, st.text(max_size=30), st.just("The bridge opened on Monday, the mayor said. ")), max_size=40
    )
)
def test_no_markup_breaks_it(pieces: list[str]) -> None:
    found = extract("".join(pieces).encode("utf-8", "replace"))
    if found is not None:
        assert all(line == " ".join(line.split()) != "" for line in found.text.split("\n\n"))
        page = cleaned(found)
        assert len(page.articles) <= 1
        letters = sum(len(item.span.of(found.text)) for item in page.furniture)
        for article in page.articles:
            letters += sum(len(span.of(found.text)) for span in (*article.paragraphs, article.title) if span)
        assert letters == sum(map(len, found.text.split("\n\n")))


def test_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import sys; from pathlib import Path; from pipeline.sources.html import extract\n"
        "for path in sorted(Path(sys.argv[1]).iterdir()): print(repr(extract(path.read_bytes())))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code, str(PAGES)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=PAGES.parent.parent,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1


def test_without_the_library_the_error_names_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtra, match=r'^HTML pages need .*; pip install "whosaid\[html\]"$'):
        extract(page().encode())
