"""How two names are alike: which steps lead from one to the other, and what evidence each asks for."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from pipeline import lexicon
from pipeline.identity.keys import skeleton, sound, without_country
from pipeline.ner.people import given_groups

_TYPO_FROM = 6
"""Shortest word in which a slip is looked for."""


class Likeness(NamedTuple):
    """``base`` is what the names alone are worth (0 to 1), ``need`` the points of evidence that it takes to join."""

    base: float
    need: float
    reason: str


SAME = Likeness(0.9, -0.29, "same name")
SPELLED = Likeness(0.8, -0.1, "other spelling of the name")
ORDER = Likeness(0.8, -0.1, "same words in another order")
SHORTER = Likeness(0.75, 0.0, "a part of the name left out")
INITIAL = Likeness(0.65, 0.1, "initial for a name")
HOMELESS = Likeness(0.65, 0.1, "the country left out")
TYPO = Likeness(0.65, 0.15, "a letter or two apart")
LIKENESSES = (SAME, SPELLED, ORDER, SHORTER, INITIAL, HOMELESS, TYPO)
_RANKS = (SAME, SPELLED, ORDER, SHORTER, INITIAL, TYPO)


def person_likeness(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    """How two full names (words as of :func:`pipeline.ner.people.person_name`) can be one person's; None: they cannot.

    >>> person_likeness(("sergei", "malenko"), ("sergey", "malenko")).reason
    'other spelling of the name'
    """
    if a == b:
        return SAME
    if len(a) == len(b) and a[0] in b and sorted(a) == sorted(b):
        return ORDER
    if a[0][0] == b[0][0] and "".join(a) == "".join(b):
        return SPELLED
    short, long = (a, b) if (len(a), a) < (len(b), b) else (b, a)
    size = len(short)
    if size > 1 and size < len(long) and (long[:size] == short or long[-size:] == short):
        return SHORTER
    family = _word_likeness(short[-1], long[-1])
    if family is None:
        return None
    given = _given_likeness(short[0], long[0])
    if given is None:
        return None
    steps = [family, given]
    between, longer = short[1:-1], long[1:-1]
    if not between and longer:
        steps.append(SHORTER)
    for middle, other in zip(between, longer, strict=False):
        step = _given_likeness(middle, other)
        if step is None:
            return None
        steps.append(step)
    if len(between) != len(longer):
        steps.append(SHORTER)
    if sum(step in (INITIAL, TYPO) for step in steps[:2]) > 1:
        return None
    return max(steps, key=_RANKS.index)


def body_likeness(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    """How two names of organizations (words as of ``org_words``) can be one's; None: they cannot."""
    if a == b:
        return SAME
    if len(a) == len(b):
        different = [(m, n) for m, n in zip(a, b, strict=True) if m != n]
        if len(different) > 1:
            if sorted(a) == sorted(b):
                return ORDER
            return SPELLED if "".join(a) == "".join(b) else None
        ((m, n),) = different
        if len(a) == 1 or m[0] != n[0]:
            return None
        if sound(m) == sound(n):
            return SPELLED
        return TYPO if _is_typo(m, n) and not {m, n} <= _general() else None
    if "".join(a) == "".join(b):
        return SPELLED
    short, long = sorted((a, b), key=len)
    return HOMELESS if len(short) > 1 and without_country(long) == short else None


def word_fits(a: str, b: str) -> bool:
    """Whether two single names are one in another spelling or a letter apart."""
    return _word_likeness(a, b) is not None


def _word_likeness(a: str, b: str) -> Likeness | None:
    if a == b:
        return SAME
    if sound(a) == sound(b):
        return SPELLED
    if min(len(a), len(b)) < _TYPO_FROM or a[0] != b[0]:
        return None
    if _is_typo(a, b):
        return TYPO
    alike = skeleton(a) == skeleton(b) and OSA.distance(sound(a), sound(b), score_cutoff=1) <= 1
    return TYPO if alike else None


def _given_likeness(a: str, b: str) -> Likeness | None:
    if a == b:
        return SAME
    if min(len(a), len(b)) == 1:
        return INITIAL if a[0] == b[0] else None
    groups = given_groups()
    mine, theirs = groups.get(a, frozenset()), groups.get(b, frozenset())
    if mine & theirs:
        return SPELLED
    if mine and theirs:
        return None
    found = _word_likeness(a, b)
    # Daniel and Daniela, Martin and Marvin are two names and no slip
    return None if found is TYPO and {a, b} <= _first_names() else found


def _is_typo(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= _TYPO_FROM and a[0] == b[0] and OSA.distance(a, b, score_cutoff=1) <= 1


@cache
def _first_names() -> frozenset[str]:
    return frozenset(name.casefold() for name in lexicon.words("first_names"))


@cache
def _general() -> frozenset[str]:
    lists = ("organization_words", "national_bodies")
    return frozenset(word.casefold() for name in lists for word in lexicon.words(name))
