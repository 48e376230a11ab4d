"""What an expression says of a country: its name, its people, its capital, a region or a seat of its government."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline import lexicon


class Country(NamedTuple):
    """A row of ``lexicon/countries.csv``: codes of ISO 3166-1 and the name that English newspapers use."""

    alpha2: str
    alpha3: str
    name: str


class Expression(NamedTuple):
    """``kind`` is ``name``, ``demonym``, ``capital``, ``region``, ``seat`` (of government) or ``body`` (national)."""

    alpha2: str
    kind: str


_CASELESS_FROM = 4
"""Shortest expression that is known in any case: "us", "uk" and "car" are words of their own."""


@cache
def countries() -> dict[str, Country]:
    """All countries by alpha-2 code."""
    return {row["alpha2"]: Country(row["alpha2"], row["alpha3"], row["name"]) for row in lexicon.table("countries")}


@cache
def expressions() -> dict[str, Expression]:
    """All expressions of the tables, straight apostrophes, single blanks."""
    found: dict[str, Expression] = {}
    for row in lexicon.table("countries"):
        code = row["alpha2"]
        for kind, texts in (
            ("name", [row["name"], *_listed(row["aliases"])]),
            ("demonym", _with_plurals(_listed(row["demonyms"]))),
            ("capital", _listed(row["capital"])),
            ("region", _listed(row["regions"])),
        ):
            for text in texts:
                found.setdefault(_plain(text), Expression(code, kind))
    for row in lexicon.table("states"):
        for text in (row["name"], *_listed(row["short"])):
            found.setdefault(_plain(text), Expression(row["alpha2"], "region"))
    for row in lexicon.table("seats"):
        found.setdefault(_plain(row["name"]), Expression(row["alpha2"], row["reading"]))
    return found


@cache
def _caseless() -> dict[str, Expression]:
    return {text.casefold(): found for text, found in reversed(expressions().items()) if len(text) >= _CASELESS_FROM}


def expression(text: str) -> Expression | None:
    """What ``text`` (a name without its article) says of a country; None where it says nothing or too little.

    Case counts, except in text of capitals only and for expressions of four letters and more with a capital.
    """
    plain = _plain(text)
    found = expressions().get(plain)
    if found is None and len(plain) >= _CASELESS_FROM and not plain.islower():
        found = _caseless().get(plain.casefold())
    return found


def is_seat(text: str) -> bool:
    """Whether ``text`` names a seat of government or a national body."""
    found = expression(text)
    return found is not None and found.kind in ("seat", "body")


def country_in(words: tuple[str, ...]) -> str | None:
    """Code of the country that a longer name begins or ends with: "Norwegian Broadcasting", "Bank of Finland"."""
    for length in (3, 2, 1):
        if length < len(words):
            for part in (words[:length], words[-length:]):
                found = expression(" ".join(part).removesuffix("'s").removesuffix("’s"))
                if found and found.kind in ("name", "demonym"):
                    return found.alpha2
    return None


def _listed(field: str) -> list[str]:
    return [text for text in field.split("|") if text]


def _with_plurals(demonyms: list[str]) -> Iterator[str]:
    for word in demonyms:
        yield word
        if not re.search(r"(?:ese|sh|ch|s|x|men|man|ais|ois|\.)$", word) and len(word) > 2:
            yield word + "s"


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())
