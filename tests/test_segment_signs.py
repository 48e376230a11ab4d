"""Signs of headlines: the address above, the byline below, what the text tells of them. ``B`` marks body lines."""

from __future__ import annotations

import pytest

from pipeline.lines import split_lines
from pipeline.records import Line
from pipeline.segment.boundaries import find_extents
from pipeline.segment.signs import is_addressed, is_signed, is_subheading, told

BRIDGE = "The council voted late on Monday to build a new bridge over the river, after years of debate. " * 4
FERRY = "Islanders blocked the harbour on Tuesday because the ferry line to the mainland is to end soon. " * 4


def page(*rows: tuple[str, float, float]) -> tuple[str, list[Line]]:
    """Text of one line a row, and its lines with probabilities of body and headline."""
    text = "\n".join(words.strip() for words, _, _ in rows)
    lines = [Line(span, body=body, title=title) for span, (_, body, title) in zip(split_lines(text), rows, strict=True)]
    return text, lines


def titles(*rows: tuple[str, float, float]) -> list[str | None]:
    text, lines = page(*rows)
    extents = find_extents(text, lines)
    return [None if extent.title is None else lines[extent.title].span.of(text) for extent in extents]


@pytest.mark.parametrize(
    ("site", "headline", "below", "title"),
    [
        ("Notes from the Quay — a diary of boats", "Islanders block the ferry harbour", "Posted on 3 March 2021", 1),
        ("Notes from the Quay — a diary of boats", "Islanders block the ferry harbour", "By Ann Lee", 1),
        ("Notes from the Quay — a diary of boats", "Islanders block the ferry harbour", "Share this", 0),
        ("Islanders block the ferry harbour", "What the mainland says about Tuesday", "By Ann Lee", 0),
    ],
    ids=["site name above a dated headline", "above a byline", "above neither", "headline with a standfirst"],
)
def test_headline_below_the_name_of_the_site(site: str, headline: str, below: str, title: int) -> None:
    assert titles((site, 0, 0.95), (headline, 0, 0.4), (below, 0, 0), (FERRY, 1, 0)) == [(site, headline)[title]]


def test_headline_that_the_page_prints_once_more() -> None:
    site, headline = "Notes from the Harbour — a quay", "Islanders angry about ferry line, says nobody"
    above = ((site, 0.0, 0.95), (headline, 0.0, 0.4), ("Posted on 3 March 2021", 0.0, 0.0), (FERRY, 1.0, 0.0))
    assert titles(*above) == [site]
    assert titles(*above, (f"4 thoughts on “{headline}”", 0, 0)) == [headline]


@pytest.mark.parametrize(
    ("address", "addressed"),
    [
        ("https://lamp.example/news/council-votes-for-bridge-over-arno-1234.html", True),
        ("URL: https://lamp.example/2021/03/1234-council-votes-for-bridge-over-arno/", True),
        ("www.lamp.example/council-votes-for-bridge?page=2", True),
        ("https://lamp.example/news/storm-closes-road", False),
        ("https://lamp.example/", False),
        ("Council votes for bridge", False),
    ],
)
def test_address_above_a_headline(address: str, addressed: bool) -> None:
    text, lines = page((address, 0, 0), ("Share", 0, 0), ("Council votes for bridge over Arno", 0, 0.01))
    assert is_addressed(text, lines, 2) is addressed


def test_address_opens_a_second_article() -> None:
    first = (("Islanders block the ferry harbour", 0.0, 0.9), (FERRY, 1.0, 0.0))
    second = (("Council votes for new bridge", 0.0, 0.01), (BRIDGE, 1.0, 0.0))
    address = ("https://lamp.example/council-votes-for-new-bridge", 0.0, 0.0)
    assert titles(*first, *second) == [first[0][0]]
    assert titles(*first, address, *second) == [first[0][0], second[0][0]]


@pytest.mark.parametrize(
    ("line", "above", "below", "subheading"),
    [
        ("What the ferry line costs", FERRY, FERRY, True),
        ("Council votes for new bridge", FERRY, BRIDGE, False),
        ("Islanders fight over bridge and ferry", FERRY, BRIDGE + FERRY, False),
        ("Ferry line ends", FERRY, f"PORT ELIN — {FERRY}", False),
        ("Nothing told anywhere", FERRY, BRIDGE, False),
    ],
    ids=["goes on", "another subject", "more of it below", "dateline below", "told nowhere"],
)
def test_subheading(line: str, above: str, below: str, subheading: bool) -> None:
    text, lines = page((above, 1, 0), (line, 0, 0.5), (below, 1, 0))
    assert is_subheading(text, lines, 1) is subheading


def test_share_of_a_line_that_the_text_tells() -> None:
    text, lines = page((BRIDGE, 1, 0), ("The council and the ferry", 0, 0), ("Ferry ferry", 0.1, 0), (FERRY, 1, 0))
    assert told(text, lines, 1, below=False) == told(text, lines, 1, below=True) == 0.5


@pytest.mark.parametrize(
    ("line", "head", "below", "signed"),
    [
        ("Council votes for new bridge", ["By Ann Lee"], BRIDGE, True),
        ("Council votes for new bridge", ["Share", "People on the quay", "3 March 2021"], BRIDGE, True),
        ("Council votes for new bridge", ["Share"], BRIDGE, False),
        ("What the ferry line costs", ["3 March 2021"], BRIDGE, False),
    ],
    ids=["byline", "date below a caption", "button alone", "told above"],
)
def test_byline_or_date_below_a_headline(line: str, head: list[str], below: str, signed: bool) -> None:
    text, lines = page((FERRY, 1, 0), (line, 0, 0.2), *((row, 0, 0) for row in head), (below, 1, 0))
    assert is_signed(text, lines, 1) is signed
