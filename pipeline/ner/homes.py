"""Which country a place lies in, where its name alone does not say.

The article decides between places of one name: the country or state named right after ("Tripoli, Lebanon"), then the
countries that it speaks of, then the number of people. A place that no list knows lies where its neighbours do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.ner.countries import Expression, country_in, expression
from pipeline.ner.names import Name
from pipeline.ner.places import plain_name, sizes
from pipeline.records import Tokens

PLACES = frozenset(("GPE", "LOC", "FAC"))
SPOKEN_OF = 1.3
"""A country that the article speaks of outweighs so many powers of ten in people."""
FOREMOST = 2.5
"""So many more if it speaks of no other country, the share of them otherwise."""
SURE = 5.0
"""A place of so many powers of ten in people that has no such rival shows where the article is set."""
ALONE = 4.0
"""The same of a place whose name no other has."""
UNRIVALLED = 1.0
"""Powers of ten by which the largest place of a name exceeds those that are no rivals."""
WITHIN = 2
"""A town or region says as much of where an article is set as so many names of countries."""
MAIN = 0.4
"""Share of what an article speaks of that its main country has."""
FAMOUS = 5.5
"""Powers of ten in people of a town after which a street or a building far from it may be named."""
_SPORT_EVERY = 60
"""An article about sport has a word of sport in so many words."""
_ACRONYM = 5
"""Letters, at most, of a name in capitals that is taken for an acronym."""
_NEAR = 4
"""Words between a place and one that it is said to lie in."""
_SUCH = PLACES | {"NORP", "ORG"}
_WITHIN = frozenset(("in", "of", "near", "outside", "the", ",", "(", "'s", "’s"))


class _Homonym(NamedTuple):
    other: str
    near: frozenset[str]


class Homes:
    """What an article's names say of countries, gathered once."""

    def __init__(self, names: Sequence[Name], texts: Sequence[str], tokens: Tokens) -> None:
        self._names, self._texts, self._tokens = names, texts, tokens
        self.known = [
            expression(text) if name.label in _SUCH else None for name, text in zip(names, texts, strict=True)
        ]
        self._followed = [self._followed_by(number) for number in range(len(names))]
        self._spoken_of: Counter[str] = Counter()
        self._hinted: Counter[tuple[str, str]] = Counter()  # what the names of organizations alone speak of
        self._local: Counter[str] = Counter()
        for number, text in enumerate(texts):
            if text not in _homonyms():
                self._count(number, text)
        self._total = sum(self._spoken_of.values())
        self._homes: dict[str, str | None] = {}
        self._sport: bool | None = None
        for number, is_followed in enumerate(self._followed):
            if is_followed and (found := self.expression(number + 1)):
                self._homes.setdefault(texts[number].casefold(), found.alpha2)

    def _count(self, number: int, text: str) -> None:
        """Note the country that the name speaks of. What lies within one says more of where the article is set."""
        found, label = self.known[number], self._names[number].label
        if found:
            self._spoken_of[found.alpha2] += WITHIN if found.kind in ("region", "capital") else 1
            if found.kind in ("region", "demonym") or found.alpha2 != "US":
                self._local[found.alpha2] += 1
        elif label in PLACES and (code := _sure_home(text)):
            self._spoken_of[code] += WITHIN
        elif label == "ORG":
            codes = [country_in(tuple(text.split()))]
            codes += [region.alpha2 if (region := _region(part)) else _sure_home(part) for part in _edges(text)]
            if code := next(filter(None, codes), None):
                self._spoken_of[code] += 1
                self._hinted[text, code] += 1

    def _followed_by(self, number: int) -> bool:
        """Whether a country or state stands after a comma: "Tripoli, *Lebanon*", "Athens, *Ga.*", "Paris, *TX*"."""
        if number + 1 == len(self._names):
            return False
        here, after = self._names[number], self._names[number + 1]
        if after.first != here.last + 1 or self._tokens.text[here.last] != "," or here.label not in PLACES:
            return False
        found = self.known[number + 1]
        if found is None and (code := _postal_codes().get(self._texts[number + 1].upper())):
            found = self.known[number + 1] = Expression(code, "region")
        own, text = self.known[number], self._texts[number]
        if found is None or found.kind not in ("name", "region") or (own and own.kind in ("name", found.kind)):
            return False  # "Estonia, Latvia and Lithuania"
        homonym = _homonyms().get(self._texts[number + 1])
        meant = {found.alpha2, homonym.other if homonym else found.alpha2}
        where = {*sizes(text), *([own.alpha2] if own else [])}
        return not where or not where.isdisjoint(meant)

    def expression(self, number: int) -> Expression | None:
        """What the tables know of the name, homonyms decided by the article."""
        found = self.known[number]
        homonym = _homonyms().get(self._texts[number])
        if found is None or homonym is None:
            return found
        other = self._local[homonym.other]
        if number and self._followed[number - 1] and homonym.other in sizes(self._texts[number - 1]):
            return Expression(homonym.other, "region")
        if other > sum(self._local[code] for code in homonym.near):
            return Expression(homonym.other, "region" if homonym.other == "US" else found.kind)
        return found

    def is_where(self, number: int) -> bool:
        """Whether the name says where the place before it lies: "Tripoli, *Lebanon*"."""
        return number > 0 and self._followed[number - 1]

    def named_after(self, number: int) -> str | None:
        """Code of the country of the place whose name an organization bears as its own, None if it bears none."""
        found = self.expression(number)
        if found and found.kind in ("name", "region", "capital"):
            return found.alpha2
        return self.known_here(self._texts[number]) if self._is_sport() else None

    def named_in(self, number: int) -> str | None:
        """Code of the country, or of the place, that an organization's name begins or ends with."""
        text = self._texts[number]
        if code := country_in(tuple(text.split())):
            return code
        for part in (text, *_edges(text)):
            if region := _region(part):
                return region.alpha2
            if code := self._known_place(part, text):
                return code
        return None

    def _known_place(self, text: str, body: str) -> str | None:
        """Code of the country of a place within the name of an organization, or of one that was taken for one.

        The name of ``body`` alone shows no country: "Boko *Haram*" speaks of no town in Norway.
        """
        found = sizes(text)
        if not text[0].isupper() or not found or _is_no_town(text):
            return None
        spoken_of = (self._spoken_of[code] > self._hinted[body, code] for code in found)
        is_here = any(spoken_of) and text.casefold() not in _words_of_names()
        return self._likeliest(text) if is_here or max(found.values()) >= SURE else None

    def known_here(self, text: str) -> str | None:
        """Code of the country of a place that is well known, or known in a country that the article speaks of."""
        if _is_no_town(text):
            return None
        known = any(size >= (ALONE if self._spoken_of[code] else SURE) for code, size in sizes(text).items())
        return self._homes.get(text.casefold()) or (self._likeliest(text) if known else None)

    def of(self, number: int) -> str | None:
        """Code of the country in which the place lies, None where unknown."""
        text = self._texts[number]
        if self._followed[number] and (found := self.expression(number + 1)):
            return found.alpha2
        key = text.casefold()
        if key in _wide():
            return None
        if key not in self._homes:
            self._homes[key] = self._likeliest(text) or self._around(number)
        return self._homes[key]

    def _likeliest(self, text: str) -> str | None:
        candidates = sizes(text) or self._named_with_kind(text)
        return max(candidates, key=lambda code: (candidates[code] + self._weight(code), code), default=None)

    def _named_with_kind(self, text: str) -> dict[str, float]:
        """Where "Lindby Province" may lie: where Lindby does. "Lindby Street" only if the article speaks of there."""
        name, _, kind = text.rpartition(" ")
        if not name or kind.casefold() not in _kinds():
            return {}
        found = sizes(name)
        if kind.casefold() in _divisions():
            return found
        return {code: size for code, size in found.items() if self._spoken_of[code] or size >= FAMOUS}

    def _weight(self, code: str) -> float:
        """Powers of ten in people that a place gains by lying in a country that the article speaks of."""
        times = self._spoken_of[code]
        return SPOKEN_OF + FOREMOST * times / self._total if times else 0.0

    def _around(self, number: int) -> str | None:
        """Country of a place that no list knows: what it is said to lie in, else the article's main country."""
        last_word = plain_name(self._texts[number]).rpartition(" ")[2]
        if last_word in _wide() or self._names[number].label == "ORG":
            return None
        here = self._names[number]
        if number + 1 < len(self._names):
            after = self._names[number + 1]
            between = self._tokens.text[here.last : after.first]
            if 0 < len(between) <= _NEAR and after.label in PLACES and self._says_where(between):
                found = self.expression(number + 1)
                code = found.alpha2 if found else self._likeliest(self._texts[number + 1])
                if code:
                    return code
        (main, times), *_ = self._spoken_of.most_common(1) or [("", 0)]
        return main if times > MAIN * self._total else None

    @staticmethod
    def _says_where(between: Sequence[str]) -> bool:
        return all(word in _WITHIN or word in _kinds() for word in between)

    def _is_sport(self) -> bool:
        """Whether the article is about sport, where what is called by a town's name is its team, not a company."""
        if self._sport is None:
            words = sum(word.casefold() in _sport_words() for word in self._tokens.text)
            self._sport = words * _SPORT_EVERY > len(self._tokens)
        return self._sport


def _edges(text: str) -> Iterator[str]:
    """What a name of several words begins and ends with, the longest first."""
    words = text.split()
    for length in (3, 2, 1):
        if length < len(words):
            for part in (words[:length], words[-length:]):
                yield " ".join(part).removesuffix("'s").removesuffix("’s")


def _region(text: str) -> Expression | None:
    found = expression(text)
    return found if found and found.kind in ("region", "capital") else None


def _sure_home(text: str) -> str | None:
    """Country of a large place whose name no other nearly as large has."""
    if _is_no_town(text):
        return None
    ranked = sorted(sizes(text).items(), key=lambda item: -item[1])
    if len(ranked) == 1 and ranked[0][1] >= ALONE:
        return ranked[0][0]
    is_sure = len(ranked) > 1 and ranked[0][1] >= SURE and ranked[0][1] - ranked[1][1] >= UNRIVALLED
    return ranked[0][0] if is_sure else None


@cache
def _kinds() -> frozenset[str]:
    return frozenset(word.casefold() for word in lexicon.words("place_words"))


@cache
def _words_of_names() -> frozenset[str]:
    """Words of organizations that are names of towns as well: "Union", "Bank"."""
    lists = ("organization_words", "legal_forms", "team_nouns", "first_names", "months")
    return frozenset(word.casefold() for name in lists for word in lexicon.words(name))


@cache
def _small_words() -> frozenset[str]:
    """Words, and names of peoples and armed groups, that are names of towns as well."""
    names = (word.casefold() for name in ("peoples", "armed_groups") for word in lexicon.words(name))
    return frozenset((*lexicon.words("small_words"), *names))


def _is_no_town(text: str) -> bool:
    """Whether a name that a town bears, too, is rather a word, a people, a group, an acronym: "Bank", "Hamas", "UN"."""
    return text.casefold() in _small_words() or (text.isupper() and len(text) <= _ACRONYM)


@cache
def _divisions() -> frozenset[str]:
    return frozenset(lexicon.words("divisions"))


@cache
def _wide() -> frozenset[str]:
    return frozenset(word.casefold() for word in lexicon.words("wide_places"))


@cache
def _sport_words() -> frozenset[str]:
    return frozenset((*lexicon.words("leagues"), *lexicon.words("team_nouns")))


@cache
def _postal_codes() -> dict[str, str]:
    return {row["code"]: row["alpha2"] for row in lexicon.table("postal_codes")}


@cache
def _homonyms() -> dict[str, _Homonym]:
    return {row["name"]: _Homonym(row["other"], frozenset(row["near"].split("|"))) for row in lexicon.table("homonyms")}
