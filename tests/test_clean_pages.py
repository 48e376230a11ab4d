"""Whole pages in several styles: what is headline (T), body (B), and which kind of furniture is what."""

from __future__ import annotations

import pytest

from pipeline.clean import drop_furniture
from pipeline.records import Page, Source
from pipeline.segment import find_articles

FERRY = """
T|Islanders protest as ferry line is cut
byline|By Ann Lee
date|March 3, 2021
share|Share
B|Hundreds of islanders blocked the harbour of Port Elin on Tuesday to protest against the end of the ferry line.
B|The company said the line had lost money for years and that it could no longer pay for fuel.
B|“We have no other way to reach a doctor,” said Maria Holt, who runs the island's only shop.
B|Transport Minister Jonas Brandt promised to meet the islanders next week, but ruled out a subsidy.
B|The last ferry is due to leave on Sunday evening.
"""

BRIDGE = """
T|Council votes for new bridge over the Arno river
B|The town council voted late on Monday to build a new bridge, after years of debate about the cost.
B|Mayor Petra Novak said the work would begin in spring and take about two years.
B|Opponents argued that the old bridge could have been repaired for half the money.
B|“This is a monument to somebody's vanity,” said councillor Karl Weiss, who voted against it.
"""

CASES = {
    "clean article": BRIDGE,
    "clean article with byline and date": FERRY,
    "all-caps headline": BRIDGE.replace(
        "Council votes for new bridge over the Arno river", "COUNCIL VOTES FOR NEW BRIDGE OVER THE ARNO RIVER"
    ),
    "two articles, one after the other": BRIDGE + FERRY,
    "two articles below a rule": BRIDGE + "separator|====================\n" + FERRY,
    "three articles between stars": f"{BRIDGE}separator|**********\n{FERRY}separator|**********\n"
    + """
T|Fire destroys theatre in old town of Lugo
B|A fire destroyed the old theatre of Lugo on Friday night, the fire brigade said. Nobody was hurt.
B|Two hundred people had left the building only minutes before the flames were seen, a spokesman said.
B|Police are looking into the cause of the fire and asked witnesses to come forward with pictures.
""",
    "repeated headline, caption, credit and type size": """
T|Islanders Protest as Ferry Line Is Cut
caption|People stand on the quay during a protest in Port Elin, March 2, 2021. REUTERS/Ann Lee
caption|People stand on the quay during a protest in Port Elin, March 2, 2021. REUTERS/Ann Lee
widget|TT
repeated_title|Islanders Protest as Ferry Line Is Cut
caption|People stand on the quay during a protest in Port Elin, March 2, 2021. REUTERS/Ann Lee
B|Hundreds of islanders blocked the harbour of Port Elin on Tuesday to protest against the end of the ferry line.
B|The company said the line had lost money for years and that it could no longer pay for fuel.
B|“We have no other way to reach a doctor,” said Maria Holt, who runs the island's only shop.
""",
    "letters with a signature below each": """
T|Readers on the end of the ferry line to Port Elin
B|We asked islanders what they make of the end of the ferry line, which the company announced on Monday.
B|“We have no other way to reach a doctor. Nobody asked us, and nobody came to see how we live here.”
B|― Maria Holt, 41, Port Elin
B|“My father built that quay. I would rather pay more for the ticket than see the last boat leave.”
B|― Per Moen, Ostvik
menu|Home
menu|News
""",
    "broadcaster's page": """
menu|Home
menu|News
menu|Sport
menu|Weather
T|Islanders protest as ferry line is cut
date|Published 3 hours ago
share|Share
B|Hundreds of islanders have blocked the harbour of Port Elin to protest against the end of the ferry line.
B|The company said the line had lost money for years and that it could no longer pay for fuel.
B|“We have no other way to reach a doctor,” said Maria Holt, who runs the island's only shop.
B|Transport Minister Jonas Brandt promised to meet the islanders next week, but ruled out a subsidy.
related|More on this story
teaser|Ferry company warns of losses
teaser|What the island lives on
footer|© 2021 The Elin Broadcasting Company. All rights reserved.
""",
    "wire copy with dateline, slug and credits": """
T|UPDATE 1-Islanders protest as ferry line is cut
byline|By Ann Lee
B|PORT ELIN, March 3 (Wire Desk) - Hundreds of islanders blocked the harbour of Port Elin on Tuesday.
B|The company said the line had lost money for years and that it could no longer pay for fuel.
B|“We have no other way to reach a doctor,” said Maria Holt, who runs the island's only shop.
B|Transport Minister Jonas Brandt promised to meet the islanders next week, but ruled out a subsidy.
""",
    "local paper with newsletter, adverts and comments": """
newsletter|Subscribe
menu|Log in
menu|Obituaries
T|Council votes for new bridge over the Arno river
byline|By Karl Anders
date|March 3, 2021 | Updated 4:10 p.m.
B|The town council voted late on Monday to build a new bridge, after years of debate about the cost.
advert|Advertisement
B|Mayor Petra Novak said the work would begin in spring and take about two years.
newsletter|Sign up for our daily newsletter
B|Opponents argued that the old bridge could have been repaired for half the money.
B|“This is a monument to somebody's vanity,” said councillor Karl Weiss, who voted against it.
newsletter|♦ Receive daily updates directly in your inbox
share|Follow us on Lantern and Threads.
related|Read more
teaser|School gets new roof
teaser|Storm closes road to airport
comment|2 Comments
footer|Privacy Policy
footer|Terms of Use
""",
    "credits and share buttons between paragraphs": """
T|Fire destroys theatre in old town of Lugo
credit|Photo: Ann Lee/EPA
B|A fire destroyed the old theatre of Lugo on Friday night, the fire brigade said. Nobody was hurt.
share|Share on Facebook
share|Share on Twitter
B|Two hundred people had left the building only minutes before the flames were seen, a spokesman said.
B|Police are looking into the cause of the fire and asked witnesses to come forward with pictures.
cookie|We use cookies to improve this site. Accept all
""",
}


def parse(case: str) -> list[tuple[str, str]]:
    rows = (line.split("|", 1) for line in case.strip().splitlines() if line)
    return [(mark, line) for mark, line in rows]


def read(text: str) -> tuple[Page, list[tuple[str, str]]]:
    """The page, and each of its lines with its mark."""
    (page,) = drop_furniture(find_articles([Source("page.txt", text)]))
    rows = [(span, "B") for article in page.articles for span in article.paragraphs]
    rows += [(article.title, "T") for article in page.articles if article.title]
    rows += [(row.span, row.kind) for row in page.furniture]
    return page, [(mark, span.of(text)) for span, mark in sorted(rows)]


@pytest.mark.parametrize("end", ["\n", "\n\n", "\r\n"], ids=["lines", "blank lines", "Windows"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_page(case: str, end: str) -> None:
    expected = parse(case)
    page, found = read(end.join(line for _, line in expected) + end)
    assert found == expected
    assert len(page.articles) == sum(mark == "T" for mark, _ in expected)


def test_what_is_known_of_an_article() -> None:
    page, _ = read("\n".join(line for _, line in parse(FERRY)))
    (article,) = page.articles
    assert (article.author, article.published, article.dateline) == ("Ann Lee", "2021-03-03", None)
    page, _ = read("\n".join(line for _, line in parse(CASES["wire copy with dateline, slug and credits"])))
    (article,) = page.articles
    assert article.dateline is not None
    assert article.dateline.of(page.source.text) == "PORT ELIN, March 3 (Wire Desk) -"
    assert article.published is None


def test_date_of_a_caption_is_not_the_article_s() -> None:
    case = CASES["repeated headline, caption, credit and type size"]
    page, _ = read("\n".join(line for _, line in parse(case)))
    assert [article.published for article in page.articles] == [None]


@pytest.mark.parametrize("titled", [True, False])
def test_clean_text_takes_a_headline_only_where_one_is(titled: bool) -> None:
    lines = [line for _, line in parse(BRIDGE)][0 if titled else 1 :]
    (page,) = drop_furniture(find_articles([Source("page.txt", "\n".join(lines))], clean_text=True), clean_text=True)
    (article,) = page.articles
    assert (article.title is not None) is titled
    assert len(article.paragraphs) == 4
    assert page.furniture == ()
