"""Names too short to tell who is meant ("Malenko", an acronym): decided in each article by what stands around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.identity.cluster import Clusters, Why
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


class ShortNames:
    """Who can be meant by a short name. ``roots`` are those known by a full one, ``listed`` short forms of entries."""

    def __init__(
        self, clusters: Clusters, roots: Iterable[int], names: Mapping[int, Sequence[Facts]], listed: Mapping[str, int]
    ) -> None:
        self._clusters = clusters
        self._ways: dict[tuple[str, str], dict[int, _Way]] = {}
        for root in roots:
            for facts in names[root]:
                for form, way in _short_forms(facts):
                    self._add(facts.kind, form, root, way)
        for form, number in listed.items():
            kind, _, short = form.partition("\0")
            self._add(kind, short, clusters.root(number), LISTED)

    def _add(self, kind: str, form: str, root: int, way: _Way) -> None:
        ways = self._ways.setdefault((kind, form), {})
        if root not in ways or _STRENGTH.index(way) < _STRENGTH.index(ways[root]):
            ways[root] = way

    def meant(
        self, facts: Facts, near: tuple[int, ...], taken: set[int], common: Mapping[int, int], n_articles: int
    ) -> tuple[int, Why] | None:
        """The root that ``facts``, of a short name, mean, and why; None where nothing tells.

        ``taken`` are those whom the article names otherwise; ``near`` who else is in it.
        """
        found = self._ways.get((facts.kind, _key(facts)), {})
        known = self._clusters.known
        here = Known.of(facts, near)
        here.generation = None
        possible: list[tuple[int, _Way]] = []
        for root, way in found.items():
            there = known[root]
            is_free = root not in taken or way in (STATED, LISTED)
            is_other = there.generation or (way is not BODY and excluded(here, there))
            if is_free and not is_other and (way is not BODY or there.country):
                possible.append((root, way))
        if not possible:
            return None
        strongest = min(_STRENGTH.index(way) for _, way in possible)
        if strongest <= _STRENGTH.index(FAMILY):  # a given name is looked at where no family name fits
            possible = [item for item in possible if item[1] is not GIVEN]
        possible.sort(key=lambda item: (-known[item[0]].n_articles, item[0]))
        total = sum(known[root].n_articles for root, _ in possible)
        fits: list[tuple[float, int, str]] = []
        for root, way in possible[:_LOOKED_AT]:
            n = known[root].n_articles
            is_only = n >= _MORE * (total - n)
            points, reasons = weigh(here, known[root], common, n_articles)
            worth = (way.only if is_only else way.several) + points
            fits.append((worth, -root, "; ".join((way.reason, *(["nobody else"] if is_only else []), *reasons))))
        fits.sort(reverse=True)
        worth, root, reason = fits[0]
        if worth < ENOUGH or (len(fits) > 1 and worth - fits[1][0] < MARGIN):
            return None
        return -root, Why(reason, round(min(worth, 1.0), 2))


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


def short_form(kind: str, name: str, words: Sequence[str]) -> str | None:
    """The key of a listed ``name`` that is short (one word or an acronym), for ``listed``; None for a full name."""
    if kind == "organization" and is_acronym(name):
        return f"{kind}\0{_letters(name)}"
    if len(words) != 1:
        return None
    return f"{kind}\0{sound(words[0]) if kind == 'person' else words[0]}"


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
