"""Joins what is known under one name, then under names that are alike, strongest evidence first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from pipeline.identity.evidence import Known, excluded, weigh
from pipeline.identity.likeness import HOMELESS, INITIAL, SAME, SHORTER, TYPO, Likeness, person_likeness

_NAMESAKES = 30
"""Bearers of one name that another is compared with."""
_FORMS = 8
"""Forms of two bearers' names that must all be alike."""
_RIVAL = 0.1
"""By so much one must fit a shorter name better than another."""
_RARER = 3
"""A slip is so many times rarer than the right spelling."""
_MORE = 5
"""Who is so many times more often named is meant before others."""


class Why(NamedTuple):
    """The reason for a join, and how strong it is (0 to 1)."""

    reason: str
    score: float


class Clusters:
    """Bearers of names. Numbers are those of the list ``known``, whose items sum up what was joined to them."""

    def __init__(self, known: list[Known], apart: Mapping[int, set[int]], usual: Set[int]) -> None:
        self.known = known
        self.why: dict[int, Why] = {}
        self._parent = list(range(len(known)))
        self._apart = {number: set(others) for number, others in apart.items()}
        self._forms: list[tuple[tuple[str, ...], ...]] = [(one.words,) for one in known]
        self._usual = usual

    def root(self, number: int) -> int:
        """The number under which all that was joined with ``number`` is summed up."""
        while self._parent[number] != number:
            self._parent[number] = number = self._parent[self._parent[number]]
        return number

    def points(self, a: int, b: int) -> tuple[float, tuple[str, ...]] | None:
        """The evidence for two roots being one; None where they cannot be."""
        if a == b or excluded(self.known[a], self.known[b]) or self._are_apart(a, b):
            return None
        found = weigh(self.known[a], self.known[b], self._usual)
        return found.points, found.reasons

    def join(self, a: int, b: int, why: Why) -> None:
        """The less often named of two roots goes to the other."""
        into, gone = sorted((a, b), key=lambda n: (self.known[n].entry is None, -self.known[n].n_articles, n))
        self._parent[gone] = into
        self.known[into].add(self.known[gone])
        self._forms[into] = tuple(dict.fromkeys((*self._forms[into], *self._forms[gone])))[:_FORMS]
        if gone in self._apart:
            self._apart.setdefault(into, set()).update(self._apart[gone])
        self.why[gone] = why

    def _are_apart(self, a: int, b: int) -> bool:
        """Whether one article knows the two as two."""
        return any(self.root(n) == b for n in self._apart.get(a, ())) or any(
            self.root(n) == a for n in self._apart.get(b, ())
        )

    def are_alike(self, a: int, b: int) -> bool:
        """Whether no full name of a person speaks against one of the other; listed names need not be alike."""
        if self.known[a].kind != "person":
            return True
        pairs = [(m, n) for m in self._forms[a] for n in self._forms[b] if len(m) > 1 and len(n) > 1]
        is_listed = self.known[a].entry is not None or self.known[b].entry is not None
        return (any if is_listed else all)(person_likeness(m, n) is not None for m, n in pairs)


def join_namesakes(clusters: Clusters, numbers: Iterable[int]) -> list[int]:
    """Join those of one name whom nothing keeps apart; returns the roots, most often named first."""
    known = clusters.known
    order = sorted(numbers, key=lambda n: (known[n].entry is None, -_richness(known[n]), -known[n].n_articles, n))
    roots: list[int] = []
    for number in order:
        best: tuple[float, int, int, Why] | None = None
        for place, root in enumerate(roots[:_NAMESAKES]):
            found = clusters.points(root, number)
            if found and (found[0] > SAME.need or known[number].pin == "name"):
                fit = (found[0], known[root].n_articles, -place, Why(_said(SAME, found[1]), _score(SAME, found[0])))
                best = max(best, fit) if best else fit
        if best is None:
            roots.append(number)
            continue
        root = roots[-best[2]]
        clusters.join(root, number, best[3])
        roots[-best[2]] = clusters.root(root)
    return sorted(roots, key=lambda n: (-known[n].n_articles, n))


def _richness(known: Known) -> int:
    return bool(known.countries) + 2 * bool(known.roles)


def join_alike(
    clusters: Clusters,
    by_name: Mapping[tuple[str, ...], Sequence[int]],
    pairs: Mapping[tuple[tuple[str, ...], tuple[str, ...]], Likeness],
) -> None:
    """Join bearers of names that are alike. ``by_name`` holds the roots of each full name, ``pairs`` the likeness of
    two of these names, the first of which comes first in order."""
    names = sorted(by_name)
    place = {name: number for number, name in enumerate(names)}
    shorter: dict[int, list[tuple[Likeness, int]]] = {}
    plain: list[tuple[float, int, int, Likeness]] = []
    for (one, other), found in pairs.items():
        a, b = place[one], place[other]
        if found in (SHORTER, INITIAL, HOMELESS):
            less, more = sorted((a, b), key=lambda n: (sum(map(len, names[n])), n))
            shorter.setdefault(less, []).append((found, more))
        else:
            plain.append((-found.base, a, b, found))
    plain.sort(key=lambda pair: pair[:3])
    for _ in range(2):  # what was joined in the first round may be evidence in the second
        for _, a, b, found in plain:
            _join_best(clusters, by_name[names[a]], [(found, by_name[names[b]])])
        for less in sorted(shorter, key=lambda n: (-len(names[n]), n)):
            _join_best(clusters, by_name[names[less]], [(found, by_name[names[n]]) for found, n in shorter[less]])


def _join_best(clusters: Clusters, ones: Sequence[int], others: Sequence[tuple[Likeness, Sequence[int]]]) -> None:
    """Join each of ``ones`` with the best of ``others``, if there is enough evidence and no rival."""
    known = clusters.known
    for one in dict.fromkeys(map(clusters.root, ones)):
        fits: dict[int, tuple[float, Likeness, tuple[str, ...]]] = {}
        for likeness, numbers in others:
            for other in dict.fromkeys(clusters.root(n) for n in numbers[:_NAMESAKES]):
                if _is_possible(clusters, one, other, likeness) and (found := clusters.points(one, other)):
                    fit = (likeness.base + found[0], likeness, found[1])
                    fits[other] = max(fits[other], fit, key=lambda f: f[0]) if other in fits else fit
        best = max(fits, key=lambda n: (fits[n][0], known[n].n_articles, -n), default=None)
        if best is None:
            continue
        worth, likeness, reasons = fits[best]
        rivals = [n for n in fits if n != best and not _is_rarer(known[n], known[best])]
        if worth - likeness.base < likeness.need or any(worth - fits[n][0] < _RIVAL for n in rivals):
            continue
        clusters.join(one, best, Why(_said(likeness, reasons), _score(likeness, worth - likeness.base)))


def _is_possible(clusters: Clusters, one: int, other: int, likeness: Likeness) -> bool:
    a, b = clusters.known[one], clusters.known[other]
    if one == other or a.pin or b.pin or not clusters.are_alike(one, other):
        return False
    few, many = sorted((a.n_articles, b.n_articles))
    return likeness is not TYPO or few == 1 or few * _RARER <= many


def _is_rarer(one: Known, other: Known) -> bool:
    return one.n_articles * _MORE <= other.n_articles


def _said(likeness: Likeness, reasons: Iterable[str]) -> str:
    return "; ".join((likeness.reason, *reasons))


def _score(likeness: Likeness, points: float) -> float:
    return round(min(1.0, max(0.0, likeness.base + points)), 2)
