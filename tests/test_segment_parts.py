"""Dateline, date of publication, author and headline, from the words alone."""

from __future__ import annotations

import pytest

from pipeline.clean.wrapped import join_wrapped
from pipeline.lines import split_lines
from pipeline.records import Span
from pipeline.segment.byline import author_in, find_author
from pipeline.segment.dateline import find_dateline
from pipeline.segment.dates import date_in, published
from pipeline.segment.headline import reads_like_title


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("TALLINN, March 3 (Wire Desk) - The minister resigned.", "TALLINN, March 3 (Wire Desk) -"),
        ("RIGA, Latvia (AP) — The minister resigned.", "RIGA, Latvia (AP) —"),
        ("LIMA — The minister resigned.", "LIMA —"),
        ("NAGOYA--Survivors of the flood returned.", "NAGOYA--"),
        ("ST. JOHN'S, N.L. — The minister resigned.", "ST. JOHN'S, N.L. —"),
        ("NEW DELHI: The minister resigned.", "NEW DELHI:"),
        ("Riga, Latvia (AP) - The minister resigned.", "Riga, Latvia (AP) -"),
        ("Accra, April 12, 2021 (GNA) – The minister resigned.", "Accra, April 12, 2021 (GNA) –"),
        ("(Reuters) - The minister resigned.", "(Reuters) -"),
        ("MINSK. June 5 (Interfax) - The minister resigned.", "MINSK. June 5 (Interfax) -"),
        ("CHENGDU, July 1 (Xinhua) -- The plant opened.", "CHENGDU, July 1 (Xinhua) --"),
        ("OSLO 1996-08-30", "OSLO 1996-08-30"),
        ("SUVA and APIA, Jul 26 2022 (IPS) - The minister resigned.", "SUVA and APIA, Jul 26 2022 (IPS) -"),
        ("Port Louis - The minister resigned.", "Port Louis -"),
        ("Port Louis, Sep 27: The minister resigned.", "Port Louis, Sep 27:"),
        ("SUVA/APIA (26 July 2022) – The minister resigned.", "SUVA/APIA (26 July 2022) –"),
        ("Suva, Fiji – “I resign,” the minister said.", "Suva, Fiji –"),
        ("Port Louis - and all of the island - is wet.", None),
        ("TENNIS - RESULTS OF THE OPEN.", None),
        ("The minister — who had been ill — resigned.", None),
        ("UPDATE: The minister resigned.", None),
        ("CLAIM: The minister resigned.", None),
        ("ANA RUIZ, HOST: The minister resigned.", None),
        ("WATCH — The minister resigned.", None),
        ("Oslo is cold in March (as ever) - and dark.", None),
        ("NATO said on Monday it would send ships.", None),
        ("“LIMA — I love it,” he said.", None),
    ],
    ids=lambda value: str(value)[:28],
)
def test_dateline(paragraph: str, dateline: str | None) -> None:
    text = f"Minister goes\n\n{paragraph}\n"
    found = find_dateline(text, Span(15, 15 + len(paragraph)))
    assert (found and found.of(text)) == dateline
    assert found is None or found.start == 15


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("March 3, 2021", "2021-03-03"),
        ("3 March 2021, 14:05", "2021-03-03"),
        ("Sept. 9, 2020", "2020-09-09"),
        ("1st of May 2019", "2019-05-01"),
        ("2021-03-03T14:05:00Z", "2021-03-03"),
        ("25/12/2020", "2020-12-25"),
        ("12/25/2020", "2020-12-25"),
        ("3/4/2020", None),
        ("04.03.2020", "2020-03-04"),
        ("February 30, 2021", None),
        ("3 hours ago", None),
        ("March 3", None),
        ("May 2021", None),
    ],
)
def test_date(line: str, day: str | None) -> None:
    assert date_in(line) == day


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["By Ann Lee", "March 3, 2021"], "2021-03-03"),
        (["Updated March 4, 2021", "Published March 3, 2021"], "2021-03-03"),
        (["Updated March 4, 2021"], "2021-03-04"),
        (["Published Thursday 3 March 2021 | 4 min read"], "2021-03-03"),
        (["Boats lie in the harbour of the town, March 3, 2021. REUTERS/Ann Lee"], None),
        (["Boats leave the harbour of the old town of Riga at dawn in March 3, 2021"], None),
        (["(AP Photo/Ann Lee, March 3, 2021)"], None),
        (["© March 3, 2021 The Daily Lamp"], None),
        (["Published 3 hours ago"], None),
        ([], None),
    ],
    ids=["below the byline", "published before updated", "updated", "with a label", "caption", "long caption",
         "credit", "copyright", "hours ago", "nothing"],
)  # fmt: skip
def test_published(lines: list[str], day: str | None) -> None:
    assert published(lines) == day


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("BY ANN LEE", "ANN LEE"),
        ("by Ann Lee and Bo Ek", "Ann Lee and Bo Ek"),
        ("By Ann Lee, Bo Ek and Cy Fox", "Ann Lee, Bo Ek and Cy Fox"),
        ("By Ann Lee, Staff Writer", "Ann Lee"),
        ("By Ann Lee, Courts Correspondent", "Ann Lee"),
        ("By Ann Lee | March 3, 2021", "Ann Lee"),
        ("By Ann Lee alee@lamp.example", "Ann Lee"),
        ("By Ann Lee for The Daily Lamp", "Ann Lee"),
        ("Written by Ann van der Lee", "Ann van der Lee"),
        ("By Reuters", "Reuters"),
        ("By Ann Lee March 3, 2021", "Ann Lee"),
        ("By April Lee", "April Lee"),
        ("By the time he left, it was dark.", None),
        ("By 2030 all must be done.", None),
        ("Ann Lee", None),
    ],
)
def test_author(line: str, author: str | None) -> None:
    assert author_in(line) == author


def test_author_on_the_line_after_by() -> None:
    assert find_author(["News", "by", "Ann Lee", "March 3, 2021"]) == "Ann Lee"


@pytest.mark.parametrize(
    ("line", "is_title"),
    [
        ("Minister resigns after vote", True),
        ("MINISTER RESIGNS AFTER VOTE", True),
        ("‘We are ready’: minister goes", True),
        ("Is the minister gone?", True),
        ("5 reasons why the minister went", True),
        ("The minister resigned.", False),
        ("he resigned after the vote", False),
        ("Resigned", False),
        ("In the evening,", False),
        ("Word after word " * 30, False),
    ],
    ids=lambda value: str(value)[:24],
)
def test_reads_like_title(line: str, is_title: bool) -> None:
    assert reads_like_title(line.strip()) is is_title


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (
            "The minister of the interior said on Monday he would\nresign at the end of the month.\nHe gave no reason.",
            [
                "The minister of the interior said on Monday he would resign at the end of the month.",
                "He gave no reason.",
            ],
        ),
        (
            "The long debate of the parliament was broken off in\nParis late at night and will go on when its\n"
            "members are back. A vote is expected soon, the\nspeaker said.\nNobody knows how it will end and whether\n"
            "the government can stay.",
            [
                "The long debate of the parliament was broken off in Paris late at night and will go on when its "
                "members are back. A vote is expected soon, the speaker said.",
                "Nobody knows how it will end and whether the government can stay.",
            ],
        ),
        ("He resigned.\nThen he left.", ["He resigned.", "Then he left."]),
        ("Apples\nbread\ncheese", ["Apples", "bread", "cheese"]),
        (
            "A story of the minister who resigned at last\nby Ann Lee",
            ["A story of the minister who resigned at last", "by Ann Lee"],
        ),
    ],
    ids=["in lower case", "wrapped to a width", "sentences", "short lines", "byline"],
)
def test_wrapped_lines_are_one_paragraph(text: str, paragraphs: list[str]) -> None:
    assert [span.folded(text) for span in join_wrapped(text, split_lines(text))] == paragraphs


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x85"])
def test_lines_end_by_any_convention(end: str) -> None:
    text = f" one {end}{end}\xa0two\t{end}"
    assert [span.of(text) for span in split_lines(text)] == ["one", "two"]
