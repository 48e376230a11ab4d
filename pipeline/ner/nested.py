"""Countries, places and peoples within longer names: "*Syrian* Observatory", "University of *Leeds*".

They are mentions of their own, with a label of their own (``PART``): the longer name is what the text speaks of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.ner.countries import expression
from pipeline.ner.homes import PLACES, Homes
from pipeline.ner.names import Name
from pipeline.ner.places import sizes
from pipeline.records import Tokens

LABEL = "PART"
_LONGEST = 4
_KINDS = frozenset(("name", "demonym", "region", "capital"))


class Part(NamedTuple):
    """Tokens ``first`` to ``last`` (exclusive) within a longer name; ``form`` is ``name`` or ``demonym``."""

    first: int
    last: int
    form: str
    alpha2: str


def parts_of(names: Sequence[Name], tokens: Tokens, homes: Homes) -> Iterator[Part]:
    """The parts of each name that say something of a country, in order, none overlapping. Names of persons
    and of peoples have none."""
    for name in names:
        if name.label in ("PERSON", "NORP") or name.last - name.first < 2 or _is_one_place(name, tokens):
            continue
        at = name.first
        while at < name.last:
            part = _longest(name, at, tokens, homes)
            if part:
                yield part
            at = part.last if part else at + 1


def _is_one_place(name: Name, tokens: Tokens) -> bool:
    """Whether the lists know the name as a whole: "South Korea" has no part."""
    text = " ".join(tokens.text[name.first : name.last])
    return expression(text) is not None or (name.label in PLACES and bool(sizes(text)))


def _longest(name: Name, at: int, tokens: Tokens, homes: Homes) -> Part | None:
    """The longest part that begins at token ``at``; the whole name is none of its own parts."""
    if not tokens.text[at][0].isupper():
        return None
    for last in range(min(at + _LONGEST, name.last), at, -1):
        if last - at == name.last - name.first or not tokens.text[last - 1][0].isupper():
            continue
        text = " ".join(tokens.text[at:last])
        found = expression(text)
        if found and found.kind in _KINDS:
            return Part(at, last, "demonym" if found.kind == "demonym" else "name", found.alpha2)
        if text.casefold() not in _common() and (code := homes.known_here(text)):
            return Part(at, last, "name", code)
    return None


@cache
def _common() -> frozenset[str]:
    """Words of organizations and places that are names of towns as well: "Union", "Bank", "Park"."""
    lists = ("organization_words", "place_words", "legal_forms", "team_nouns", "first_names", "months")
    return frozenset(word.casefold() for name in lists for word in lexicon.words(name))
