"""What is known of one person or organization from several articles, and what speaks for two being one."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.identity.facts import Facts

SAME_ROLE, SAME_NOUN, SAME_FIELD = 0.25, 0.15, 0.05
SAME_COUNTRY, OTHER_COUNTRY = 0.15, -0.25
OTHER_FIELD, OTHER_ROLE_ABROAD = -0.45, -0.15
NEAR, MOST_NEAR = 0.1, 0.3
"""Of each one else that both stand with, as long as few articles name him, and of all together."""
_RARE_SHARE, _RARE = 0.02, 4
"""Who stands in no more than this share, or number, of the articles tells something about those beside him."""
_SKETCH = 48
"""Most of those around somebody that are kept: those with the smallest hashes, whatever the order of articles."""
_MOST_VALUES = 40


class Points(NamedTuple):
    """Evidence for one bearer (above 0) or two, and what it is."""

    points: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Known:
    """What articles say of one person or organization, summed up. ``entry`` numbers a row of a desk's own list."""

    kind: str
    words: tuple[str, ...]
    sex: str | None = None
    generation: str | None = None
    countries: dict[str, int] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    acronyms: dict[str, int] = field(default_factory=dict)
    near: tuple[int, ...] = ()
    n_articles: int = 0
    is_body: bool = False
    pin: str | None = None
    entry: int | None = None

    @classmethod
    def of(cls, facts: Facts, near: tuple[int, ...] = (), n_articles: int = 1, entry: int | None = None) -> Known:
        return cls(
            facts.kind,
            facts.words,
            facts.sex,
            facts.generation,
            {facts.country: n_articles} if facts.country else {},
            dict.fromkeys(facts.roles, n_articles),
            {facts.acronym: n_articles} if facts.acronym else {},
            near,
            n_articles,
            facts.is_body,
            facts.pin,
            entry,
        )

    def add(self, other: Known) -> None:
        """All that is known of ``other`` is known of this one."""
        self.sex = self.sex or other.sex
        self.generation = self.generation or other.generation
        self.near = sketch(self.near, other.near)
        self.n_articles += other.n_articles
        self.entry = other.entry if self.entry is None else self.entry
        self.pin = self.pin if self.pin == other.pin else None
        for mine, theirs in (
            (self.countries, other.countries),
            (self.roles, other.roles),
            (self.acronyms, other.acronyms),
        ):
            if len(mine) < _MOST_VALUES:
                for value, n in theirs.items():
                    mine[value] = mine.get(value, 0) + n

    @property
    def country(self) -> str | None:
        return max(self.countries, key=lambda code: (self.countries[code], code)) if self.countries else None


def sketch(*parts: tuple[int, ...]) -> tuple[int, ...]:
    """The smallest of the hashes: the same whichever articles come first."""
    found = set().union(*parts)
    return tuple(sorted(found)) if len(found) <= _SKETCH else tuple(heapq.nsmallest(_SKETCH, found))


def excluded(a: Known, b: Known) -> bool:
    """Whether nothing can make them one: other sex, other generation, other country of a national body, other entry."""
    if a.sex and b.sex and a.sex != b.sex:
        return True
    if a.generation != b.generation:
        return True
    if a.is_body and b.is_body and a.country != b.country:
        return True
    if a.entry is not None and b.entry is not None:
        return a.entry != b.entry
    return a.is_body != b.is_body and a.entry is None and b.entry is None


def rare_up_to(n_articles: int) -> int:
    """In so many of ``n_articles`` articles a neighbour may stand and still tell something."""
    return max(_RARE, int(_RARE_SHARE * n_articles))


def weigh(a: Known, b: Known, usual: Set[int]) -> Points:
    """The evidence beside the names. ``usual`` are neighbours that stand in too many articles to tell anything."""
    points, reasons = 0.0, []
    is_abroad = False
    if a.countries and b.countries:
        shared = [code for code in a.countries if code in b.countries]
        if shared:
            points += SAME_COUNTRY
            reasons.append(f"same country ({max(shared, key=lambda c: (a.countries[c] + b.countries[c], c))})")
        else:
            is_abroad = True
            points += OTHER_COUNTRY
            reasons.append(f"other country ({a.country}, {b.country})")
    if a.roles and b.roles:
        role_points, reason = _weigh_roles(a.roles, b.roles, is_abroad)
        points += role_points
        reasons += [reason] if reason else []
    n_near = len(set(a.near).intersection(b.near).difference(usual))
    if n_near:
        points += min(NEAR * n_near, MOST_NEAR)
        reasons.append(f"{n_near} named beside both")
    return Points(points, tuple(reasons))


def _weigh_roles(a: Mapping[str, int], b: Mapping[str, int], is_abroad: bool) -> tuple[float, str | None]:
    same = [role for role in a if role in b]
    if same:
        best = max(same, key=lambda role: (a[role] + b[role], role))
        # every country has a president
        return (SAME_NOUN / 2 if is_abroad else SAME_ROLE), f"same role ({best})"
    nouns_a, nouns_b = {_noun(role) for role in a}, {_noun(role) for role in b}
    if nouns_a & nouns_b:
        return (0.0 if is_abroad else SAME_NOUN), f"same kind of role ({min(nouns_a & nouns_b)})"
    fields_a = set().union(*(fields_of(role) for role in a))
    fields_b = set().union(*(fields_of(role) for role in b))
    if fields_a and fields_b and not fields_a & fields_b:
        return OTHER_FIELD, f"other field ({min(fields_a)}, {min(fields_b)})"
    if is_abroad:
        return OTHER_ROLE_ABROAD, "other roles"
    if fields_a & fields_b:
        return SAME_FIELD, f"same field ({min(fields_a & fields_b)})"
    return 0.0, None


def _noun(role: str) -> str:
    return role.split(" of ")[0].rsplit(" ", 1)[-1]


@cache
def _fields() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in lexicon.table("role_fields"):
        for noun in row["nouns"].split("|"):
            found.setdefault(noun, set()).add(row["field"])
    return {noun: frozenset(fields) for noun, fields in found.items()}


def fields_of(role: str) -> frozenset[str]:
    """Fields of life that a role belongs to, by its last words; none where it is not listed."""
    known = _fields().get(" ".join(role.split()[-2:])) or _fields().get(_noun(role))
    return known or frozenset()
