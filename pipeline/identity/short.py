"""Names too short to tell who is meant ("Malenko", an acronym): decided in each article by what stands around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from typing import NamedTuple, Protocol

from pipeline import lexicon
from pipeline.identity.cluster import Why
from pipeline.identity.evidence import Known, excluded, weigh
from pipeline.identity.facts import Facts
from pipeline.identity.keys import sound
from pipeline.ner.organizations import initials, is_acronym

ENOUGH = 0.645
"""Worth from which on a short name is taken for the full one: two points of evidence where several could be meant."""
MARGIN = 0.1
"""By so much the best must fit better than the next."""
_LOOKED_AT = 30
_MORE = 5
"""Who is so many times more often named than all others together is taken for the only one."""


class _Way(NamedTuple):
    """How a short name leads to a full one: its worth if one bearer is known, and if several are."""

    only: float
    several: float
    reason: str


LISTED = _Way(0.8, 0.7, "short form in the list")
FAMILY = _Way(0.55, 0.45, "family name")
GIVEN = _Way(0.45, 0.35, "given name")
STATED = _Way(0.8, 0.6, "acronym that another article explains")
BESIDE = _Way(0.5, 0.4, "acronym beside the name in another article")
INITIALS = _Way(0.5, 0.4, "initials of the name")
BODY = _Way(0.55, 0.4, "national body without its country")
OPENING = _Way(0.5, 0.4, "beginning of the name")
_STRENGTH = (LISTED, STATED, FAMILY, BODY, BESIDE, INITIALS, OPENING, GIVEN)


class Meant(NamedTuple):
    """Somebody who goes by a short name, what is known of him, and the number of the way that leads there."""

    number: int
    known: Known
    way: int


class Called(Protocol):
    """Knows who can be meant by a short form of a name."""

    def called(self, kind: str, form: str) -> Sequence[Meant]: ...


def meant(
    facts: Facts, near: tuple[int, ...], taken: Set[int], bearers: Called, usual: Set[int]
) -> tuple[int, Why] | None:
    """The number of the bearer whom ``facts``, of a short name, mean, and why; None where nothing tells.

    ``taken`` are those whom the article names otherwise; ``near`` who else is in it; ``usual`` as of ``weigh``.
    """
    here = Known.of(facts, near)
    here.generation = None
    possible: list[tuple[int, Known, _Way]] = []
    for number, there, strength in bearers.called(facts.kind, _key(facts)):
        way = _STRENGTH[strength]
        is_free = number not in taken or way in (STATED, LISTED)
        is_other = there.generation or (way is not BODY and excluded(here, there))
        if is_free and not is_other and (way is not BODY or there.country):
            possible.append((number, there, way))
    if not possible:
        return None
    strongest = min(_STRENGTH.index(way) for _, _, way in possible)
    if strongest <= _STRENGTH.index(FAMILY):  # a given name is looked at where no family name fits
        possible = [item for item in possible if item[2] is not GIVEN]
    possible.sort(key=lambda item: (-item[1].n_articles, item[0]))
    total = sum(there.n_articles for _, there, _ in possible)
    fits: list[tuple[float, int, str]] = []
    for number, there, way in possible[:_LOOKED_AT]:
        n = there.n_articles
        is_only = n >= _MORE * (total - n)
        points, reasons = weigh(here, there, usual)
        worth = (way.only if is_only else way.several) + points
        fits.append((worth, -number, "; ".join((way.reason, *(["nobody else"] if is_only else []), *reasons))))
    fits.sort(reverse=True)
    worth, number, reason = fits[0]
    if worth < ENOUGH or (len(fits) > 1 and worth - fits[1][0] < MARGIN):
        return None
    return -number, Why(reason, round(min(worth, 1.0), 2))


def short_forms(facts: Facts) -> Iterator[tuple[str, int]]:
    """Short forms of a full name, each with the number of the way from it to the name: the lower, the surer."""
    return ((form, _STRENGTH.index(way)) for form, way in _short_forms(facts))


def _short_forms(facts: Facts) -> Iterable[tuple[str, _Way]]:
    words = facts.words
    if facts.kind == "person":
        if len(words) > 1:
            yield sound(words[-1]), FAMILY
            is_first = words[0] in _family_names_first()
            yield sound(words[0]), FAMILY if is_first else GIVEN
        return
    if facts.acronym and not is_acronym(facts.name) and _letters(facts.acronym) not in words:
        yield _letters(facts.acronym), STATED if _holds(facts.name, facts.acronym) else BESIDE
    if facts.is_body:
        yield " ".join(words), BODY
    if len(words) > 1:
        for letters in initials(facts.name):
            if len(letters) > 1:
                yield letters.casefold(), INITIALS
        is_plain = not facts.is_body and words[0] not in _general() and not is_acronym(facts.name.split()[0])
        if is_plain and all(word in _general() for word in words[1:]):
            yield words[0], OPENING


def _key(facts: Facts) -> str:
    if facts.is_body:
        return " ".join(facts.words)
    if facts.kind == "person":
        return sound(facts.words[0])
    return _letters(facts.name) if is_acronym(facts.name) else facts.words[0]


def listed_form(facts: Facts) -> tuple[str, int] | None:
    """A listed name that is short (one word or an acronym), as :func:`short_forms` gives them; None: it is full."""
    if facts.kind == "organization" and is_acronym(facts.name):
        return _letters(facts.name), _STRENGTH.index(LISTED)
    if len(facts.words) != 1:
        return None
    return sound(facts.words[0]) if facts.kind == "person" else facts.words[0], _STRENGTH.index(LISTED)


def _holds(name: str, acronym: str) -> bool:
    """Whether the letters stand in the name in this order; those of an agency beside a newspaper's name do not."""
    left = iter(name.casefold())
    return all(letter in left for letter in _letters(acronym))


def _letters(acronym: str) -> str:
    return acronym.replace(".", "").replace("-", "").casefold()


@cache
def _family_names_first() -> frozenset[str]:
    return frozenset(name.casefold() for name in lexicon.words("family_names_first"))


@cache
def _general() -> frozenset[str]:
    lists = ("organization_words", "legal_forms", "national_bodies", "club_words")
    return frozenset(word.casefold().strip(".") for name in lists for word in lexicon.words(name))
