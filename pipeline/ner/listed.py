"""What the lists know of the phrases in a text: given names, towns, titles, words of organizations, …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline import lexicon
from pipeline.ner.countries import expressions
from pipeline.ner.names import titles
from pipeline.ner.places import places

_LONGEST = 4
_BIG = 500_000
_LISTS = {
    "family_names_first": "family",
    "first_names": "given",
    "place_words": "placeword",
    "organization_words": "orgword",
    "legal_forms": "legal",
    "armed_groups": "armed",
    "peoples": "people",
    "calendar": "date",
}


def marks_of(lower: Sequence[str], capital: Sequence[bool]) -> dict[int, str]:
    """Marks of the tokens that begin (``B:``) or continue (``I:``) a listed phrase, the longest phrase first.

    ``lower`` are the words in lower case; a phrase begins with a word that has a ``capital``. A phrase that
    several lists know bears all their marks: ``B:town+given``.
    """
    found: dict[int, str] = {}
    known, first_words = _phrases(), _first_words()
    end = 0
    for token, has_capital in enumerate(capital):
        if not has_capital or token < end:
            continue
        size, mark = 1, known.get(lower[token])
        if lower[token] in first_words:
            for length in range(min(_LONGEST, len(lower) - token), 1, -1):
                phrase = " ".join(lower[token : token + length]).replace(" - ", "-")
                if phrase in known:
                    size, mark = length, known[phrase]
                    break
        if mark:
            for offset in range(size):
                found[token + offset] = f"{'I' if offset else 'B'}:{mark}"
            end = token + size
    return found


@cache
def _phrases() -> dict[str, str]:
    """Marks by phrase in lower case. Countries and titles outdo the rest."""
    found: dict[str, str] = {}
    for name, (largest, *_) in places().items():
        found[name] = "province" if not largest.population else "big" if largest.population >= _BIG else "town"
    for list_name, mark in _LISTS.items():
        for name in lexicon.words(list_name):
            lower = name.casefold()
            found[lower] = f"{found[lower]}+{mark}" if lower in found else mark
    for name in titles():
        found[name] = "title"
    given = {name.casefold() for name in lexicon.words("first_names")}
    for name, (_, kind) in expressions().items():
        lower = name.casefold()
        found[lower] = f"{kind}+given" if lower in given else kind
    return found


@cache
def _first_words() -> frozenset[str]:
    """First words of the phrases of several words."""
    return frozenset(re.split(r"[ -]", name)[0] for name in _phrases() if re.search(r"[ -]", name))
