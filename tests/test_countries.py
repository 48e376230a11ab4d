"""Expressions for countries: which code, and of what kind."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files

import pycountry
import pytest

from pipeline import lexicon
from pipeline.ner.countries import countries, country_in, expression, is_seat
from pipeline.ner.places import sizes


@pytest.mark.parametrize(
    ("text", "alpha2", "kind"),
    [
        pytest.param("Norway", "NO", "name", id="name"),
        pytest.param("South Korea", "KR", "name", id="newspaper name"),
        pytest.param("Côte d’Ivoire", "CI", "name", id="curly apostrophe"),
        pytest.param("Burma", "MM", "name", id="older name"),
        pytest.param("U.S.", "US", "name", id="dotted"),
        pytest.param("DR Congo", "CD", "name", id="short form"),
        pytest.param("People's Republic of China", "CN", "name", id="long form"),
        pytest.param("NORWAY", "NO", "name", id="capitals"),
        pytest.param("Norwegian", "NO", "demonym", id="adjective"),
        pytest.param("Norwegians", "NO", "demonym", id="plural"),
        pytest.param("Dutchmen", "NL", "demonym", id="irregular plural"),
        pytest.param("Nigerien", "NE", "demonym", id="Niger, not Nigeria"),
        pytest.param("Nigerian", "NG", "demonym", id="Nigeria, not Niger"),
        pytest.param("South Sudanese", "SS", "demonym", id="two words"),
        pytest.param("Helsinki", "FI", "capital", id="capital"),
        pytest.param("The Hague", "NL", "capital", id="seat of government beside the capital"),
        pytest.param("Naypyitaw", "MM", "capital", id="new capital"),
        pytest.param("Scotland", "GB", "region", id="part of a country"),
        pytest.param("Calif.", "US", "region", id="abbreviated state"),
        pytest.param("Kremlin", "RU", "seat", id="seat of government"),
        pytest.param("Bundestag", "DE", "body", id="national body"),
    ],
)
def test_expression(text: str, alpha2: str, kind: str) -> None:
    assert expression(text) == (alpha2, kind)


@pytest.mark.parametrize(
    "text", ["us", "car", "turkey", "china", "polish", "New Zealand Herald", "Indian Ocean", "", "Ruritania"]
)
def test_no_expression(text: str) -> None:
    assert expression(text) is None


def test_codes_are_iso() -> None:
    for code, country in countries().items():
        known = pycountry.countries.get(alpha_2=code)
        assert code == "XK" or (known and known.alpha_3 == country.alpha3), code


def test_every_iso_country_is_there() -> None:
    left_out = {country.alpha_2 for country in pycountry.countries} - countries().keys()
    assert left_out <= {"BV", "HM"}  # uninhabited islands


def test_no_expression_means_two_countries() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.table("countries"):
        for field in ("name", "aliases", "demonyms", "capital"):
            for text in filter(None, row[field].split("|")):
                meant[text].add(row["alpha2"])
    assert {text: codes for text, codes in meant.items() if len(codes) > 1} == {}


def test_tables_leave_the_article_off() -> None:
    for row in lexicon.table("countries"):
        for text in row["aliases"].split("|"):
            assert not text.lower().startswith("the "), text


@pytest.mark.parametrize(
    ("name", "alpha2"),
    [
        pytest.param("Norwegian Refugee Council", "NO", id="demonym first"),
        pytest.param("Bank of Finland", "FI", id="country last"),
        pytest.param("Chinese University of Hong Kong", "HK", id="longer expression wins"),
        pytest.param("Institute of Physics", None, id="none"),
    ],
)
def test_country_in_a_longer_name(name: str, alpha2: str | None) -> None:
    assert country_in(tuple(name.split())) == alpha2


def test_seats_and_bodies() -> None:
    assert is_seat("Downing Street")
    assert not is_seat("Oxford Street")


@pytest.mark.parametrize(
    ("name", "alpha2"),
    [
        pytest.param("Gothenburg", "SE", id="English name"),
        pytest.param("Medellín", "CO", id="accents"),
        pytest.param("medellin", "CO", id="no accents, no capitals"),
        pytest.param("St. Petersburg", "RU", id="saint, abbreviated"),
        pytest.param("N'Djamena", "TD", id="apostrophe"),
        pytest.param("Stratford-upon-Avon", "GB", id="hyphens"),
        pytest.param("Zhejiang", "CN", id="province"),
        pytest.param("Northamptonshire", "GB", id="county"),
        pytest.param("Salisbury", "GB", id="an older name of a larger town counts less"),
    ],
)
def test_largest_place_of_a_name(name: str, alpha2: str) -> None:
    found = sizes(name)
    assert max(found, key=lambda code: (found[code], code == "GB")) == alpha2


def test_no_place() -> None:
    assert sizes("Ruritania") == {}


def test_towns_are_sorted_for_the_search() -> None:
    lines = (files("pipeline.lexicon") / "towns.tsv").read_bytes().splitlines()
    assert lines == sorted(lines)
    assert all(line.count(b"\t") == 1 for line in lines)


def test_regions_lie_in_countries() -> None:
    for row in lexicon.table("regions"):
        assert row["alpha2"] in countries()
        assert row["alpha2"] in sizes(row["name"]), row["name"]
