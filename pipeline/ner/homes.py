"""Which country a place lies in, where its name alone does not say.

The article decides between places of one name: the country named right after ("Tripoli, Lebanon"), then the
countries that it speaks of, then the number of people.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.ner.countries import Expression, expression
from pipeline.ner.names import Name
from pipeline.ner.places import Place, places
from pipeline.records import Tokens

PLACES = frozenset(("GPE", "LOC", "FAC"))
PROVINCE = 300_000
"""People that a province counts as having against towns of its name."""
SPOKEN_OF = 1.3
"""A country that the article speaks of outweighs so many powers of ten in people."""
_SUCH = PLACES | {"NORP", "ORG"}


class _Homonym(NamedTuple):
    other: str
    near: frozenset[str]


class Homes:
    """What an article's names say of countries, gathered once."""

    def __init__(self, names: Sequence[Name], texts: Sequence[str], tokens: Tokens) -> None:
        self.known = [
            expression(text) if name.label in _SUCH else None for name, text in zip(names, texts, strict=True)
        ]
        self._texts = texts
        self._followed = [self._followed_by(number, names, tokens) for number in range(len(names))]
        self._spoken_of: Counter[str] = Counter()
        self._local: Counter[str] = Counter()
        for text, found in zip(texts, self.known, strict=True):
            if found and text not in _homonyms():
                self._spoken_of[found.alpha2] += 1
                if found.kind in ("region", "demonym") or found.alpha2 != "US":
                    self._local[found.alpha2] += 1

    def _followed_by(self, number: int, names: Sequence[Name], tokens: Tokens) -> bool:
        """Whether a country or state stands after a comma: "Tripoli, *Lebanon*", "Athens, *Ga.*"."""
        if number + 1 == len(names):
            return False
        here, after = names[number], names[number + 1]
        found = self.known[number + 1]
        joined = after.first == here.last + 1 and tokens.text[here.last] == ","
        return joined and found is not None and found.kind in ("name", "region")

    def expression(self, number: int) -> Expression | None:
        """What the tables know of the name, homonyms decided by the article."""
        found = self.known[number]
        homonym = _homonyms().get(self._texts[number])
        if found is None or homonym is None:
            return found
        other = self._local[homonym.other]
        if number and self._followed[number - 1] and self._lies_in(self._texts[number - 1], homonym.other):
            return Expression(homonym.other, "region")
        if other > sum(self._local[code] for code in homonym.near):
            return Expression(homonym.other, "region" if homonym.other == "US" else found.kind)
        return found

    def of(self, number: int) -> str | None:
        """Code of the country in which the place lies, None where unknown."""
        if self._followed[number] and (found := self.expression(number + 1)):
            return found.alpha2
        text = self._texts[number].casefold()
        candidates = places().get(text) or places().get(_without_kind(text), ())
        return max(candidates, key=self._likelihood).alpha2 if candidates else None

    def _likelihood(self, place: Place) -> float:
        """Log of the number of people, raised where the article speaks of the country."""
        known = math.log10(place.population or PROVINCE)
        return known + SPOKEN_OF * (place.alpha2 in self._spoken_of)

    @staticmethod
    def _lies_in(text: str, alpha2: str) -> bool:
        return any(place.alpha2 == alpha2 for place in places().get(text.casefold(), ()))


def _without_kind(text: str) -> str:
    """ "Lindby Province" and "Lindby City" are looked up as "Lindby"."""
    name, _, kind = text.rpartition(" ")
    return name if kind in _kinds() else text


@cache
def _kinds() -> frozenset[str]:
    return frozenset(word.casefold() for word in lexicon.words("place_words"))


@cache
def _homonyms() -> dict[str, _Homonym]:
    return {row["name"]: _Homonym(row["other"], frozenset(row["near"].split("|"))) for row in lexicon.table("homonyms")}
