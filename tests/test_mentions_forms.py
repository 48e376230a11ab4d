"""Whether the name of a place means the place or those who act for it: hand-built parses in, readings out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.ner.forms import Form, forms_of
from pipeline.ner.homes import Homes
from pipeline.ner.names import Name
from pipeline.ner.nested import parts_of
from pipeline.records import Tokens


def parse(text: str) -> Tokens:
    """``word/lemma/tag/dep/head`` for each word; the head is counted from 0."""
    rows = [word.rsplit("/", 4) for word in text.split()]
    starts = [sum(len(row[0]) + 1 for row in rows[:i]) for i in range(len(rows))]
    return Tokens(
        text=tuple(row[0] for row in rows),
        start=tuple(starts),
        end=tuple(start + len(row[0]) for start, row in zip(starts, rows, strict=True)),
        lemma=tuple(row[1] for row in rows),
        tag=tuple(row[2] for row in rows),
        dep=tuple(row[3] for row in rows),
        head=tuple(int(row[4]) for row in rows),
    )


def read(text: str, label: str, first: int, last: int | None = None) -> Form:
    tokens = parse(text)
    name = Name(first, last or first + 1, label)
    return readings([name], [" ".join(tokens.text[name.first : name.last])], tokens)[0]


def readings(names: Sequence[Name], texts: Sequence[str], tokens: Tokens) -> list[Form]:
    return forms_of(names, texts, tokens, Homes(names, texts, tokens))


SAID = "Oslo/Oslo/NNP/nsubj/1 objected/object/VBD/ROOT/1"
IN = "They/they/PRP/nsubj/1 met/meet/VBD/ROOT/1 in/in/IN/prep/1 Oslo/Oslo/NNP/pobj/2"


@pytest.mark.parametrize(
    ("text", "label", "first", "expected"),
    [
        pytest.param(SAID, "GPE", 0, Form("metonym", "NO", "subject of object", "NO"), id="capital speaks"),
        pytest.param(IN, "GPE", 3, Form("name", "NO", None, None), id="capital as place"),
        pytest.param(
            "Norway/Norway/NNP/nsubj/1 objected/object/VBD/ROOT/1",
            "GPE",
            0,
            Form("metonym", "NO", "subject of object", "NO"),
            id="country speaks",
        ),
        pytest.param(
            "Norway/Norway/NNP/nsubj/1 borders/border/VBZ/ROOT/1 Finland/Finland/NNP/dobj/1",
            "GPE",
            0,
            Form("name", "NO", None, "NO"),
            id="country as land",
        ),
        pytest.param(
            "They/they/PRP/nsubj/1 accused/accuse/VBD/ROOT/1 Oslo/Oslo/NNP/dobj/1",
            "GPE",
            2,
            Form("metonym", "NO", "object of accuse", "NO"),
            id="capital accused",
        ),
        pytest.param(
            "Oslo/Oslo/NNP/poss/2 's/'s/POS/case/0 stance/stance/NN/ROOT/2",
            "GPE",
            0,
            Form("metonym", "NO", "possessor of stance", "NO"),
            id="stance of a capital",
        ),
        pytest.param(
            "Oslo/Oslo/NNP/poss/2 's/'s/POS/case/0 harbour/harbour/NN/ROOT/2",
            "GPE",
            0,
            Form("name", "NO", None, None),
            id="harbour of a capital",
        ),
        pytest.param(
            "talks/talk/NNS/ROOT/0 with/with/IN/prep/0 Oslo/Oslo/NNP/pobj/1",
            "GPE",
            2,
            Form("metonym", "NO", "after talk with", "NO"),
            id="talks with",
        ),
        pytest.param(
            "Norwegian/norwegian/JJ/amod/1 troops/troop/NNS/ROOT/1",
            "NORP",
            0,
            Form("demonym", "NO", "adjective or people of NO", "NO"),
            id="adjective",
        ),
        pytest.param(
            "Kurdish/kurdish/JJ/amod/1 farmers/farmer/NNS/ROOT/1",
            "NORP",
            0,
            Form("demonym", None, "a people", None),
            id="people without a country",
        ),
        pytest.param(
            "Kremlin/Kremlin/NNP/nsubj/1 denied/deny/VBD/ROOT/1",
            "ORG",
            0,
            Form("metonym", "RU", "subject of deny", None),
            id="seat of government speaks",
        ),
        pytest.param(
            "Jordan/Jordan/NNP/nsubj/1 scored/score/VBD/ROOT/1",
            "PERSON",
            0,
            Form("name", None, None, None),
            id="a person named like a country",
        ),
        pytest.param(
            "Oslo/Oslo/NNP/nsubj/1 celebrated/celebrate/VBD/ROOT/1",
            "GPE",
            0,
            Form("metonym", "NO", "subject of celebrate", None),
            id="a town that is no government",
        ),
    ],
)
def test_form(text: str, label: str, first: int, expected: Form) -> None:
    assert read(text, label, first) == expected


def test_coordinated_names_are_read_alike() -> None:
    tokens = parse("Oslo/Oslo/NNP/nsubj/3 and/and/CC/cc/0 Helsinki/Helsinki/NNP/conj/0 agreed/agree/VBD/ROOT/3")
    forms = readings([Name(0, 1, "GPE"), Name(2, 3, "GPE")], ["Oslo", "Helsinki"], tokens)
    assert [(form.form, form.meant) for form in forms] == [("metonym", "NO"), ("metonym", "FI")]


def places(*texts: str) -> list[str | None]:
    """Countries of names that stand in a row, commas between them."""
    rows = []
    for text in texts:
        rows += [*(f"{word}/{word}/NNP/dep/0" for word in text.split()), ",/,/,/punct/0"]
    tokens = parse(" ".join(rows))
    names, at = [], 0
    for text in texts:
        size = len(text.split())
        names.append(Name(at, at + size, "GPE"))
        at += size + 1
    return [form.alpha2 for form in readings(names, texts, tokens)]


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        pytest.param(["Tripoli"], ["LY"], id="the larger of two"),
        pytest.param(["Tripoli", "Lebanon"], ["LB", "LB"], id="country named after it"),
        pytest.param(["Toledo", "Ohio"], ["US", "US"], id="state named after it"),
        pytest.param(["Spain", "Italy", "Toledo"], ["ES", "IT", "ES"], id="country that the article speaks of"),
        pytest.param(["Georgia", "Armenia"], ["GE", "AM"], id="Georgia among its neighbours"),
        pytest.param(["Atlanta", "Georgia"], ["US", "US"], id="Georgia after a town of it"),
        pytest.param(["Alabama", "Tennessee", "Georgia"], ["US", "US", "US"], id="Georgia among states"),
    ],
)
def test_where_places_lie(texts: list[str], codes: list[str]) -> None:
    assert places(*texts) == codes


def parsed_parts(text: str, *names: tuple[int, int, str]) -> list[tuple[str, str, str]]:
    """Parts of names over plain words, each name given by its first token, last (exclusive) and label."""
    tokens = parse(" ".join(f"{word}/{word}/NNP/dep/0" for word in text.split()))
    spans = [Name(*name) for name in names]
    texts = [" ".join(tokens.text[name.first : name.last]) for name in spans]
    parts = parts_of(spans, tokens, Homes(spans, texts, tokens))
    return [(" ".join(tokens.text[part.first : part.last]), part.alpha2, part.form) for part in parts]


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        pytest.param("Syrian Observatory", "ORG", [("Syrian", "SY", "demonym")], id="adjective"),
        pytest.param("Bank of Finland", "ORG", [("Finland", "FI", "name")], id="country"),
        pytest.param("University of Gothenburg", "ORG", [("Gothenburg", "SE", "name")], id="city"),
        pytest.param("New Zealand Herald", "ORG", [("New Zealand", "NZ", "name")], id="two words"),
        pytest.param("South Korean Red Cross", "ORG", [("South Korean", "KR", "demonym")], id="longest expression"),
        pytest.param("Institute of Physics", "ORG", [], id="none"),
        pytest.param("Paris Hilton", "PERSON", [], id="people have no parts"),
        pytest.param("South Korea", "GPE", [], id="a name is no part of itself"),
    ],
)
def test_parts_of_names(text: str, label: str, expected: list[tuple[str, str, str]]) -> None:
    assert parsed_parts(text, (0, len(text.split()), label)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Zhukbaru , Poland", "PL", id="said to lie in a country"),
        pytest.param("Zhukbaru near Lodz", "PL", id="said to lie near a town"),
    ],
)
def test_where_an_unknown_place_lies(text: str, expected: str) -> None:
    words = text.split()
    tokens = parse(" ".join(f"{word}/{word}/NNP/dep/0" for word in words))
    names = [Name(0, 1, "GPE"), Name(2, 3, "GPE")]
    assert readings(names, [words[0], words[2]], tokens)[0].alpha2 == expected


def test_no_country_is_guessed_for_seas() -> None:
    tokens = parse("Poland/Poland/NNP/dep/0 Baltic/Baltic/NNP/dep/0 Sea/Sea/NNP/dep/0")
    assert readings([Name(0, 1, "GPE"), Name(1, 3, "LOC")], ["Poland", "Baltic Sea"], tokens)[1].alpha2 is None
