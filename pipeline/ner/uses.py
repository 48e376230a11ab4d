"""How an article uses names of one word that are labelled as places: what stands beside them says whether they are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

import numpy as np

from pipeline import lexicon
from pipeline.ner.countries import expression
from pipeline.ner.evidence import Evidence
from pipeline.ner.names import Name
from pipeline.ner.namesakes import countries_spoken_of
from pipeline.ner.places import sizes
from pipeline.reader.labels import NAMES

PLACES = frozenset(("GPE", "LOC"))
AND = frozenset((",", "and", "or", "&", ";", "/"))
ARTICLES = frozenset(("the", "a", "an"))
_INTRODUCING = frozenset((":", "-", "–", "—", ",", "(", "as", "including", "named", "called", "like"))
_ALONG = frozenset(("on", "along", "through", "over", "up", "down", "beyond", "beneath", "between"))
"""Prepositions before rivers and regions, which bear an article."""
_FARTHEST = 4
"""Most words between two names of one enumeration."""
_PHRASE = 8
"""Words of a phrase before its last one among which an article is looked for."""
_MOST = 8
"""Names of an enumeration that are looked at on either side."""
_LARGE = 5.0
"""Powers of ten in people of a town that is meant by its name unless that is a name of people or things as well."""
_SURE = 0.9
"""Probability of a place from which the reader's word counts for more than an article before the name."""
_LOC = [NAMES.index("B-LOC"), NAMES.index("I-LOC")]
_POSSESSIVES = frozenset(("'s", "’s", "'", "’"))


class Uses:
    """The names of an article and the words around them; names go by their number.

    ``suspects`` are the names of one word that are labelled as places, ``alike`` these by their words. ``used`` are
    the words that the article uses as a place's, ``within`` those that it does after "the", ``among`` those that it
    names together with places, ``called_the`` those that a "The" belongs to, ``bare`` those that stand without an
    article, too; ``persons`` are first and last words of people's full names.
    """

    def __init__(self, names: Sequence[Name], evidence: Evidence) -> None:
        self.names, self.evidence = names, evidence
        self.lower, self.words = evidence.lower, evidence.words
        self.tokens = evidence.analysis.tokens
        people = [name for name in names if name.label == "PERSON"]
        full = [name for name in people if name.last - name.first > 1]
        self.persons = {self.lower[token] for name in full for token in (name.first, name.last - 1)}
        self._ends = {name.last for name in people}
        self._begins = [sentence.first for sentence in evidence.analysis.sentences]
        self._sentences: dict[int, frozenset[str]] = {}
        self._known: dict[str, bool] = {}
        self._group = self._groups()
        spoken_of = countries_spoken_of(names, evidence)
        self.suspects = [
            number for number, name in enumerate(names) if name.label in PLACES and name.last - name.first == 1
        ]
        self.alike: dict[str, list[int]] = {}
        for number in self.suspects:
            self.alike.setdefault(self.key(number), []).append(number)
        self.called_the = {self.key(n) for n in self.suspects if self._is_called_the(n)}
        self.bare = {self.key(n) for n in self.suspects if self.at(self.names[n].first - 1) not in ARTICLES}
        self.used = {
            self.key(number)
            for number in self.suspects
            if self._stands_as_place(number, 1) or self._code(number) in spoken_of
        }
        self.within = {self.key(n) for n in self.suspects if self._is_within(n)}
        sure = {number for number in range(len(names)) if self._is_sure_place(number)}
        self.among = {self.key(n) for n in self.suspects if sure and not sure.isdisjoint(self.fellows(n))}

    def key(self, number: int) -> str:
        return self.lower[self.names[number].first]

    def at(self, token: int) -> str:
        """The word in lower case; empty outside the article."""
        return self.lower[token] if 0 <= token < len(self.lower) else ""

    def is_known(self, number: int) -> bool:
        """Whether the tables of countries know the name: the plainest evidence alone is enough then."""
        word = self.words[self.names[number].first]
        if word not in self._known:
            self._known[word] = expression(word) is not None
        return self._known[word]

    def is_large(self, number: int) -> bool:
        """Whether a country, a province or a large town bears the name."""
        return self.is_known(number) or _size(self.words[self.names[number].first]) >= _LARGE

    def _code(self, number: int) -> str | None:
        known = expression(self.words[self.names[number].first])
        return known.alpha2 if known and known.kind == "name" else None

    def is_surely_place(self, number: int) -> bool:
        """Whether the reader, if there is one, is sure of it: "the *Wye*" is a river."""
        named = self.evidence.analysis.named
        if named is None:
            return False
        return float(np.exp(named[self.names[number].first][_LOC]).sum()) > _SURE

    def sentence(self, number: int) -> frozenset[str]:
        """The words in lower case of the sentence that holds the name."""
        place = bisect_right(self._begins, self.names[number].first) - 1
        if place not in self._sentences:
            first, last, _ = self.evidence.analysis.sentences[place]
            self._sentences[place] = frozenset(self.lower[first:last])
        return self._sentences[place]

    def _is_called_the(self, number: int) -> bool:
        """Whether "The" stands before the name in the midst of a sentence."""
        before = self.names[number].first - 1
        place = bisect_right(self._begins, before) - 1
        return before >= 0 and self.words[before] == "The" and self._begins[place] != before

    def before(self, number: int) -> int:
        """The token before the name and the numbers in its phrase: "*a* 2005 Honda"."""
        token, tokens = self.names[number].first, self.tokens
        before = token - 1
        while before > max(0, token - _PHRASE) and tokens.tag[before] == "CD" and tokens.head[before] == token:
            before -= 1
        return before

    def has_article(self, number: int) -> bool:
        """Whether an article belongs to the name: "*a* white male Chihuahua"."""
        token, tokens = self.names[number].first, self.tokens
        return any(self.at(n) in ARTICLES and tokens.head[n] == token for n in range(max(0, token - _PHRASE), token))

    def fellows(self, number: int) -> Sequence[int]:
        """The other names of the enumeration that this one stands in, no further than some."""
        first, last = self._group[number]
        near = range(max(first, number - _MOST), min(last, number + _MOST) + 1)
        return [other for other in near if other != number]

    def _groups(self) -> list[tuple[int, int]]:
        """First and last name of the enumeration that each name stands in."""
        found: list[tuple[int, int]] = []
        first = 0
        for number in range(len(self.names)):
            if number + 1 == len(self.names) or not self._are_listed(number):
                found += [(first, number)] * (number + 1 - first)
                first = number + 1
        return found

    def _are_listed(self, number: int) -> bool:
        """Whether "and", commas and words that may be names themselves are all that stands before the next one."""
        between = range(self.names[number].last, self.names[number + 1].first)
        if not 0 < len(between) <= _FARTHEST or self.at(between[0]) not in AND or self.at(between[-1]) not in AND:
            return False
        return all(self.lower[token] in AND or self.evidence.upper[token] for token in between)

    def introduction(self, number: int) -> int | None:
        """The noun that says what the names of an enumeration are: "her *sons* A and B", "two *ships*: A and B"."""
        token = self.names[self._group[number][0]].first - 1
        if token > 0 and self.at(token) in _INTRODUCING:
            token -= 1 + (self.at(token) == "as")
        return token if token >= 0 and self.tokens.tag[token] in ("NN", "NNS") else None

    def _stands_as_place(self, number: int, back: int) -> bool:
        """Whether only a place stands so, ``back`` words after what governs it.

        "in *Jordan*", "Ann Hale of *Lincoln*", "*Lincoln* residents".
        """
        name = self.names[number]
        before = name.first - back
        if self.at(before) in _place_prepositions() and self.at(name.last) not in _POSSESSIVES:
            return True
        if self.at(name.last) in _local_nouns() or self.at(before) in _local_nouns():
            return True
        return self.at(before) == "of" and (self._ends_a_person(before) or self.at(before - 1) in _local_nouns())

    def _is_within(self, number: int) -> bool:
        """ "in the *Delta*", "along the *Wye*"; "in the *Corolla* plant" says nothing."""
        token = self.names[number].first
        is_whole = self.tokens.dep[token] not in ("compound", "nmod", "amod")
        is_along = self.at(token - 2) in _ALONG
        return is_whole and self.at(token - 1) == "the" and (is_along or self._stands_as_place(number, 2))

    def _ends_a_person(self, token: int) -> bool:
        """Whether somebody is named before the token, perhaps with an age: "Ann Hale, 34, *of* Lincoln"."""
        while token > 0 and (self.at(token - 1) == "," or self.at(token - 1).isdigit()):
            token -= 1
        return token in self._ends

    def _is_sure_place(self, number: int) -> bool:
        name = self.names[number]
        text = " ".join(self.words[name.first : name.last])
        if name.label not in ("GPE", "LOC", "FAC", "NORP") or text.casefold() in _ambiguous():
            return False
        return expression(text) is not None or _size(text) >= _LARGE


def _size(text: str) -> float:
    return max(sizes(text).values(), default=0.0)


@cache
def personal_names() -> frozenset[str]:
    """Family and given names, in lower case, that are names of places as well."""
    return frozenset(word.casefold() for word in lexicon.words("personal_place_names"))


@cache
def _ambiguous() -> frozenset[str]:
    things = (row["names"].split("|") for row in lexicon.table("namesake_things"))
    return personal_names() | {name.casefold() for names in things for name in names}


@cache
def _place_prepositions() -> frozenset[str]:
    return frozenset(lexicon.words("place_prepositions"))


@cache
def _local_nouns() -> frozenset[str]:
    return frozenset(lexicon.words("local_nouns"))
