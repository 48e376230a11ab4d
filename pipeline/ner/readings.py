"""The construction that makes the name of a place stand for those who act for it, read off the parse.

Each rule is one function with one invented example, and says in words why. Which verbs and nouns make a construction
is data (``lexicon``). A country (or a part of one that is written of like a country) that does or suffers something is
its government, people or team unless the verb is one of land; a town must be governed like a government to be read so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.records import Tokens

_SCORE = re.compile(r"\d{1,3}(?:[-–/]\d{1,3})*")
_VERSUS = frozenset(("v", "v.", "vs", "vs.", "versus"))
_NOUNS = ("compound", "nmod", "amod")
_COPULAS = frozenset(("be", "remain", "become"))
_REACH = 12
"""Words after a verb among which its complement is looked for."""


class Place(NamedTuple):
    """A place name in the parse: tokens ``first`` to ``last`` (exclusive), of which ``head`` is governed from outside.

    ``is_land``: a country or a part written of like one; ``is_capital``: a capital; ``is_seat``: a seat of government.
    """

    first: int
    last: int
    head: int
    is_land: bool = False
    is_capital: bool = False
    is_seat: bool = False


Reasons = Mapping[int, str | None]
"""Why the names before, by their heads, are metonyms; None where they are not."""


def reason(place: Place, tokens: Tokens, before: Reasons) -> str | None:
    """Why ``place`` stands for those who act for it, None where it is a place."""
    place = place._replace(head=_outer(place.head, tokens))
    for rule in _RULES:
        found = rule(place, tokens, before)
        if found is not None:
            return found or None
    return None


def _outer(head: int, tokens: Tokens) -> int:
    """The noun whose part in the sentence is the name's: "the *state* of Guinea", "their *rivals*, Peru"."""
    governor = tokens.head[head]
    if tokens.dep[head] == "pobj" and tokens.text[governor] == "of":
        noun = tokens.head[governor]
        return noun if tokens.text[noun] in _set("states_of") else head
    is_common = tokens.tag[governor] in ("NN", "NNS") and tokens.text[governor].islower()
    return governor if tokens.dep[head] == "appos" and is_common else head


def _in_a_result(place: Place, tokens: Tokens, before: Reasons) -> str | None:
    """ "*Norway* 3, *Malta* 0", "*Norway* v *Malta*": a team."""
    after = tokens.text[place.last] if place.last < len(tokens) else ""
    ahead = tokens.text[place.first - 1].casefold() if place.first else ""
    if _SCORE.fullmatch(after) and tokens.tag[place.last] == "CD" and tokens.dep[place.head] != "pobj":
        return "in a result"
    if ahead in _VERSUS or after.casefold() in _VERSUS:
        return "in a result"
    return None


def _in_a_headline(place: Place, tokens: Tokens, before: Reasons) -> str | None:
    """ "NORWAY BEAT MALTA", "Chad thanks Gabon", where the verb was taken for a noun."""
    dep = tokens.dep[place.head]
    if dep in ("pobj", "poss", "nsubj", "dobj", "conj"):
        return None
    is_first = place.first == 0 or tokens.tag[place.first - 1] not in ("IN", "DT", "JJ")
    if is_first and place.last + 1 < len(tokens) and dep != "appos":
        if _is_headline_verb(place.last, tokens):
            return f"before {tokens.text[place.last].casefold()} in a headline"
        if tokens.text[place.last].casefold() == "to" and tokens.tag[place.last + 1] == "VB" and place.is_land:
            return f"before to {tokens.text[place.last + 1].casefold()} in a headline"
    if dep in _NOUNS or place.first < 2:
        return None
    if _is_headline_verb(place.first - 1, tokens) and tokens.tag[place.first - 2][:2] == "NN":
        return f"after {tokens.text[place.first - 1].casefold()} in a headline"
    return None


def _is_headline_verb(token: int, tokens: Tokens) -> bool:
    word = tokens.text[token].casefold()
    return word in _set("headline_verbs") or (word[-1:] == "s" and _singular(word) in _set("headline_verbs"))


def _singular(word: str) -> str:
    return word[:-2] if word.endswith(("shes", "ches", "sses")) else word[:-1]


def _coordinated(place: Place, tokens: Tokens, before: Reasons) -> str | None:
    """ "*Oslo* and *Helsinki* agreed": read like the first."""
    governor = tokens.head[place.head]
    if tokens.dep[place.head] == "conj" and governor in before:
        return before[governor] or ""
    return None


def _subject(place: Place, tokens: Tokens, before: Reasons) -> str | None:
    """ "*Norway* objected"."""
    dep, governor = tokens.dep[place.head], tokens.head[place.head]
    is_loose = dep == "npadvmod" and place.is_land and governor > place.last  # "*Turkey*, despite its lead, lost"
    if not (is_loose or dep in ("nsubj", "nsubjpass")) or governor == place.head:
        return None
    lemma = tokens.lemma[governor].casefold()
    if dep == "nsubjpass":
        suffers = place.is_land and lemma not in _set("reaching_verbs")
        return f"subject of {lemma}" if suffers or lemma in _set("addressing_verbs") else ""
    if lemma in _set("place_verbs") or not (place.is_land or tokens.tag[governor][:2] == "VB"):
        return ""
    if place.is_land:
        return "" if lemma in _COPULAS and _is_called_a_place(governor, tokens) else f"subject of {lemma}"
    return "" if lemma in _set("town_place_verbs") else f"subject of {lemma}"


def _is_called_a_place(verb: int, tokens: Tokens) -> bool:
    """Whether the complement of ``verb`` says that its subject is a place, or where it lies."""
    for token in range(verb + 1, min(verb + _REACH, len(tokens))):
        if tokens.head[token] == verb:
            if tokens.dep[token] in ("attr", "acomp") and tokens.lemma[token].casefold() in _set("place_predicates"):
                return True
            if token == verb + 1 and tokens.dep[token] == "prep" and tokens.text[token] in ("in", "near", "on"):
                return True
    return False


def _object(place: Place, tokens: Tokens, before: Reasons) -> str | None:
    """ "They accused *Norway*"."""
    dep, governor = tokens.dep[place.head], tokens.head[place.head]
    if dep not in ("dobj", "dative", "iobj"):
        return None
    if _is_before_noun(place, tokens):
        return ""
    lemma = tokens.lemma[governor].casefold()
    if lemma in _set("addressing_verbs") or (place.is_land and lemma not in _set("reaching_verbs")):
        return f"object of {lemma}"
    return ""


def _is_before_noun(place: Place, tokens: Tokens) -> bool:
    """Whether a common noun follows, which the parse should have made the governor: "gave *Ohio* delegates hope"."""
    return place.last < len(tokens) and tokens.tag[place.last] in ("NN", "NNS") and tokens.text[place.last].islower()


def _possessor(place: Place, tokens: Tokens, before: Reasons) -> str | None:
    """ "*Norway*'s stance"; of a capital also "*Oslo*'s ambassador"."""
    if tokens.dep[place.head] != "poss":
        return None
    lemma = tokens.lemma[tokens.head[place.head]].casefold()
    if any(lemma in _set(nouns) for nouns in ("government_nouns", "economy_nouns", "team_nouns")):
        return f"possessor of {lemma}"
    return f"possessor of {lemma}" if place.is_capital and lemma in _set("office_nouns") else ""


def _before_noun(place: Place, tokens: Tokens, before: Reasons) -> str | None:
    """ "*Norway* captain", "the *Lisbon* side", "the *U.S.* tariffs"."""
    if tokens.dep[place.head] not in _NOUNS:
        return None
    lemma = tokens.lemma[tokens.head[place.head]].casefold()
    if place.is_seat or lemma in _set("team_nouns") or (place.is_land and lemma in _set("government_nouns")):
        return f"before {lemma}"
    return None


def _after_preposition(place: Place, tokens: Tokens, before: Reasons) -> str | None:
    """ "talks with *Norway*", "independence from *Norway*"; "in *Norway*" is the place."""
    governor = tokens.head[place.head]
    if tokens.dep[place.head] != "pobj":
        return None
    preposition = tokens.lemma[governor].casefold()
    if preposition == "by" and tokens.dep[governor] != "agent" and not place.is_land:
        return None
    if preposition == "to" and tokens.lemma[tokens.head[governor]].casefold() == "accord":
        return "after according to"
    outer = tokens.head[governor]
    if tokens.dep[governor] == "conj" and tokens.tag[outer] == "IN":  # "for England and for *Wales*"
        outer = tokens.head[outer]
    above, ahead = (tokens.lemma[token].casefold() for token in (outer, max(governor - 1, 0)))
    for of_country, governors, places in _prepositions().get(preposition, ()):
        if (of_country and not place.is_land) or above in places or ahead in places:
            continue
        if not governors or above in governors or ahead in governors:
            return f"after {ahead if governors and above not in governors else above} {preposition}"
    return None


_RULES: tuple[Callable[[Place, Tokens, Reasons], str | None], ...] = (
    _in_a_result,
    _coordinated,
    _in_a_headline,
    _subject,
    _object,
    _possessor,
    _before_noun,
    _after_preposition,
)
"""Each gives a reason for a metonym, "" for certainly a place, None where it does not apply. The first decides."""


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(lexicon.words(name))


@cache
def _prepositions() -> dict[str, list[tuple[bool, frozenset[str], frozenset[str]]]]:
    found: dict[str, list[tuple[bool, frozenset[str], frozenset[str]]]] = {}
    for row in lexicon.table("government_prepositions"):
        governors, places = (frozenset(filter(None, row[field].split("|"))) for field in ("governors", "places"))
        found.setdefault(row["preposition"], []).append((row["of"] == "country", governors, places))
    return found
