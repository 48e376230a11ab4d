"""Who is who among the names of one article."""

from __future__ import annotations

import pytest

from pipeline.ner.people import fold_people, person_name


def fold(*names: str) -> list[tuple[str, list[str]]]:
    """Canonical name and mentions of each person; ``Mrs Dahl`` gives the sex of the form of address."""
    sexes = {"Mr": "m", "Sir": "m", "Mrs": "f", "Ms": "f"}
    read = []
    for number, name in enumerate(names):
        address, _, rest = name.partition(" ")
        known = person_name(number, rest, sexes[address]) if address in sexes else person_name(number, name)
        assert known
        read.append(known)
    return [(person.name, [names[i] for i in person.mentions]) for person in fold_people(read)]


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["Oskar Lindqvist", "Lindqvist"], id="family name"),
        pytest.param(["Lindqvist", "Oskar Lindqvist"], id="headline before the full name"),
        pytest.param(["Oskar Lindqvist", "Mr Lindqvist"], id="form of address"),
        pytest.param(["Oskar Lindqvist", "Oskar"], id="given name alone"),
        pytest.param(["Oskar Johan Lindqvist", "Oskar Lindqvist"], id="middle name left out"),
        pytest.param(["Oskar Lindqvist", "O. Lindqvist"], id="initial"),
        pytest.param(["Sergei Malenko", "Sergey Malenko"], id="transliteration of a given name"),
        pytest.param(["Mohammed Tariqi", "Muhammad Tariqi"], id="spellings of Muhammad"),
        pytest.param(["Robert Ainsley", "Bob Ainsley"], id="short form of a given name"),
        pytest.param(["Oskar Lindqvist", "Oskar Lindquist"], id="one letter apart"),
        pytest.param(["Oskar Lindqvist", "Lindquist"], id="family name one letter apart"),
        pytest.param(["Wu Jianming", "Wu"], id="family name first"),
        pytest.param(["Daw Mya Thein Kyi", "Thein Kyi"], id="Burmese"),
        pytest.param(["Faisal bin Rashid", "bin Rashid"], id="bin"),
        pytest.param(["Karim al-Tikrani", "Tikrani"], id="Arabic article left out"),
        pytest.param(["Karim al-Tikrani", "al-Tikrani"], id="Arabic article kept"),
        pytest.param(["Marta Ruiz Salcedo", "Ruiz Salcedo", "Salcedo"], id="two family names"),
        pytest.param(["José Peña", "Jose Pena"], id="accents"),
        pytest.param(["Jean-Luc Moreau", "Moreau"], id="hyphen"),
        pytest.param(["Pieter van der Meulen", "van der Meulen"], id="van der"),
        pytest.param(["Oskar Lindqvist", "LINDQVIST"], id="capitals"),
    ],
)
def test_one_person(names: list[str]) -> None:
    assert len(fold(*names)) == 1


@pytest.mark.parametrize(
    ("names", "people"),
    [
        pytest.param(["Mr Dahl", "Mrs Dahl", "Mr Dahl"], [["Mr Dahl", "Mr Dahl"], ["Mrs Dahl"]], id="husband and wife"),
        pytest.param(
            ["Kim Sun-ho", "Kim Jae-won", "Kim"], [["Kim Sun-ho"], ["Kim Jae-won", "Kim"]], id="last one spoken of"
        ),
        pytest.param(
            ["Kim Sun-ho", "Kim Jae-won", "Kim Sun-ho", "Kim"],
            [["Kim Sun-ho", "Kim Sun-ho", "Kim"], ["Kim Jae-won"]],
            id="spoken of again",
        ),
        pytest.param(
            ["Anna Berg", "Anna Berg", "Erik Berg", "Berg", "Erik"],
            [["Anna Berg", "Anna Berg", "Berg"], ["Erik Berg", "Erik"]],
            id="whom the text is about, before kin was named",
        ),
        pytest.param(["Anna Berg", "Erik Berg"], [["Anna Berg"], ["Erik Berg"]], id="two given names"),
        pytest.param(["George W. Marsh", "George H. Marsh"], [["George W. Marsh"], ["George H. Marsh"]], id="initials"),
        pytest.param(["Paul Rowe", "Paul Rowe Jr."], [["Paul Rowe"], ["Paul Rowe Jr."]], id="father and son"),
        pytest.param(
            ["Maria Keller", "Thomas Keller", "Mrs Keller"],
            [["Maria Keller", "Mrs Keller"], ["Thomas Keller"]],
            id="form of address and given name",
        ),
    ],
)
def test_kept_apart(names: list[str], people: list[list[str]]) -> None:
    assert [mentions for _, mentions in fold(*names)] == people


@pytest.mark.parametrize(
    ("names", "canonical"),
    [
        pytest.param(["Lindqvist", "Oskar Lindqvist", "Oskar J. Lindqvist"], "Oskar J. Lindqvist", id="fullest"),
        pytest.param(["OSKAR LINDQVIST", "Oskar Lindqvist"], "Oskar Lindqvist", id="not in capitals"),
        pytest.param(["Mr Lindqvist"], "Lindqvist", id="without form of address"),
        pytest.param(["Oskar Lindqvist KC", "Lindqvist"], "Oskar Lindqvist", id="without degree"),
    ],
)
def test_canonical_name(names: list[str], canonical: str) -> None:
    assert [name for name, _ in fold(*names)] == [canonical]


def test_many_people_of_one_name_cost_no_more_than_few() -> None:
    names = [
        known for i in range(20_000) if (known := person_name(i, f"John Smith{'abcdefghij'[i % 10]}{chr(97 + i % 26)}"))
    ]
    assert sum(len(person.mentions) for person in fold_people(names)) == 20_000


def test_no_letters_no_person() -> None:
    assert person_name(0, "7") is None
