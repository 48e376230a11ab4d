"""The people and organizations of a corpus: add its readings, settle who is who, then rename reading by reading.

Memory grows with the number of different names and of what is said of their bearers, not with that of articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline import ids
from pipeline.identity.canon import canonical_name, distinct_ids
from pipeline.identity.cluster import Clusters, Why, join_alike, join_namesakes
from pipeline.identity.evidence import Known, sketch
from pipeline.identity.facts import Facts, Seen, facts_of
from pipeline.identity.gazetteer import Entry
from pipeline.identity.keys import sound
from pipeline.identity.rename import Canonical, renamed
from pipeline.identity.short import ShortNames, short_form
from pipeline.ner.organizations import national_body, org_words
from pipeline.ner.people import person_name
from pipeline.records import Reading

MergeRow = tuple[str, str | None, str, str, float]
"""A row of ``merges``: the id that the name has by itself, a mention, the id it was joined with, why, how sure."""


@dataclass(slots=True)
class _Noted:
    """What is kept of equal facts: how many articles say so, a mention, who else is there."""

    mention_id: str | None
    n_articles: int = 0
    near: tuple[int, ...] = ()
    number: int = field(default=-1)


class Renamed(NamedTuple):
    """A reading under canonical ids, and the rows of ``merges`` that this article alone accounts for."""

    reading: Reading
    merges: tuple[MergeRow, ...]


class Corpus:
    """``add`` each reading, ``settle``, then ask for ``renamed`` readings. ``entries`` are a desk's own list."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self._entries = entries
        self._noted: dict[Facts, _Noted] = {}
        self._apart: defaultdict[int, set[int]] = defaultdict(set)
        self._common: Counter[int] = Counter()
        self._n_articles = 0

    def add(self, reading: Reading) -> None:
        """Note what ``reading`` says of its people and organizations."""
        self._n_articles += 1
        by_word: dict[str, list[int]] = {}
        around: set[int] = set()
        for seen in facts_of(reading):
            noted = self._noted.get(seen.facts)
            if noted is None:
                noted = self._noted[seen.facts] = _Noted(seen.mention_id, number=len(self._noted))
            noted.n_articles += 1
            noted.near = sketch(noted.near, seen.near)
            around.update(seen.near)
            if seen.facts.kind == "person":
                for word in {sound(word) for word in seen.facts.words}:
                    by_word.setdefault(word, []).append(noted.number)
        self._common.update(around)
        for numbers in by_word.values():
            for number in numbers if 1 < len(numbers) <= _MOST_APART else ():
                self._apart[number].update(other for other in numbers if other != number)

    def settle(self) -> None:
        """Decide who is who; no reading can be added afterwards."""
        facts = [*self._noted, *self._listed()]
        known = [Known.of(one, noted.near, noted.n_articles) for one, noted in self._noted.items()]
        known += [Known.of(one, entry=entry) for one, entry in self._listed().items()]
        self._clusters = clusters = Clusters(known, self._apart, self._common, self._n_articles)
        groups: dict[tuple[object, ...], list[int]] = {}
        for number, one in enumerate(facts):
            own = number if one.pin == "own" else None
            nation = one.country if one.is_body else None
            groups.setdefault((one.kind, one.words, one.is_body, nation, own), []).append(number)
        self._join_entries(facts)
        full: dict[str, dict[tuple[str, ...], list[int]]] = {"person": {}, "organization": {}}
        self._namesakes: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        for numbers in groups.values():
            roots = join_namesakes(clusters, dict.fromkeys(map(clusters.root, numbers)))
            first = facts[numbers[0]]
            if len(roots) > 1 and first.pin != "own":
                self._namesakes[first.kind, first.words] = roots
            if not first.is_short and not first.is_body and first.pin is None:
                full[first.kind].setdefault(first.words, []).extend(roots)
        for kind, by_name in full.items():
            join_alike(clusters, by_name, kind)
        self._name_all(facts)

    def _listed(self) -> dict[Facts, int]:
        """Facts of the entries' names, an alias each, and the number of the entry."""
        found: dict[Facts, int] = {}
        for number, entry in enumerate(self._entries):
            for name in (entry.name, *entry.aliases):
                found.setdefault(_listed_facts(entry, name), number)
        return found

    def _join_entries(self, facts: Sequence[Facts]) -> None:
        """An entry's names are one's."""
        first: dict[int, int] = {}
        for number, known in enumerate(self._clusters.known):
            if known.entry is not None:
                before = first.setdefault(known.entry, number)
                if before != number:
                    self._clusters.join(self._clusters.root(before), number, Why("listed as one", 1.0))

    def _name_all(self, facts: Sequence[Facts]) -> None:
        clusters = self._clusters
        members: dict[int, list[int]] = {}
        for number in range(len(facts)):
            members.setdefault(clusters.root(number), []).append(number)
        counted = {root: {facts[n]: self._n_of(facts[n]) for n in numbers} for root, numbers in members.items()}
        names: dict[int, str] = {}
        given: dict[int, str] = {}
        for root, counts in counted.items():
            entry = clusters.known[root].entry
            names[root] = self._entries[entry].name if entry is not None else canonical_name(counts)
            if entry is not None:
                given[root] = self._entries[entry].entity_id
        made = distinct_ids({root: (names[root], clusters.known[root]) for root in names if root not in given})
        self._canonical = {
            root: Canonical(
                given.get(root) or made[root],
                names[root],
                clusters.known[root].country if clusters.known[root].is_body or root in given else None,
            )
            for root in names
        }
        listed: dict[str, int] = {}
        for one, number in zip(facts[len(self._noted) :], range(len(self._noted), len(facts)), strict=True):
            form = short_form(one.kind, one.name, one.words)
            if form:
                listed.setdefault(form, number)
        full = [root for root, numbers in members.items() if not all(facts[n].is_short for n in numbers)]
        self._short = ShortNames(clusters, full, {root: [facts[n] for n in members[root]] for root in full}, listed)
        self._members = members
        self._facts = facts

    def _n_of(self, facts: Facts) -> int:
        """Articles that say so; a listed name counts as one."""
        noted = self._noted.get(facts)
        return noted.n_articles if noted else 1

    def renamed(self, reading: Reading) -> Renamed:
        """``reading`` with canonical ids and names, and what had to be decided for this article alone."""
        clusters = self._clusters
        seen = list(facts_of(reading))
        roots = [self._whose(one) for one in seen]
        taken = {root for one, root in zip(seen, roots, strict=True) if not one.facts.is_short}
        given: dict[str, Canonical] = {}
        merges: list[MergeRow] = []
        for one, root in zip(seen, roots, strict=True):
            if one.facts.is_short and one.facts.pin is None and clusters.known[root].entry is None:
                found = self._short.meant(one.facts, one.near, taken, self._common, self._n_articles)
                if found:
                    root = found[0]
                    into = self._canonical[root].entity_id
                    own = ids.entity_id(one.facts.kind, one.facts.name)
                    merges.append((own, one.mention_id, into, *found[1]))
            canonical = self._canonical[root]
            if (canonical.entity_id, canonical.name) != (one.entity.entity_id, one.entity.name) or canonical.iso_alpha2:
                given[one.entity.entity_id] = canonical
        return Renamed(renamed(reading, given), tuple(merges))

    def _whose(self, seen: Seen) -> int:
        """The root of the facts; of bare ones, the namesake beside whom the same people stand."""
        clusters = self._clusters
        root = clusters.root(self._noted[seen.facts].number)
        namesakes = self._namesakes.get((seen.facts.kind, seen.facts.words), ())
        if not namesakes or not seen.facts.is_bare or seen.facts.pin or seen.facts.is_body:
            return root
        here = set(seen.near)
        roots = dict.fromkeys(clusters.root(n) for n in namesakes)
        shared = {r: len(here.intersection(clusters.known[r].near)) for r in roots}
        best = max(shared, key=lambda r: (shared[r], r == root, clusters.known[r].n_articles, -r))
        is_same_sex = not (seen.facts.sex and clusters.known[best].sex and seen.facts.sex != clusters.known[best].sex)
        return best if shared[best] > shared.get(root, 0) and is_same_sex else root

    def merge_rows(self) -> Iterator[MergeRow]:
        """The decisions that hold in all articles: a row a name that was joined with another."""
        rows: dict[tuple[str, str], MergeRow] = {}
        for root, numbers in self._members.items():
            canonical = self._canonical[root]
            for number in numbers:
                one = self._facts[number]
                own = ids.entity_id(one.kind, one.name)
                if number >= len(self._noted) or own == canonical.entity_id:
                    continue
                why = self._why(number, root)
                if why:
                    row = (own, self._noted[one].mention_id, canonical.entity_id, why.reason, why.score)
                    rows.setdefault((canonical.entity_id, own), row)
        yield from (rows[key] for key in sorted(rows))

    def _why(self, number: int, root: int) -> Why | None:
        """Why a name is in the cluster of ``root``: what joined it, or what joined the fuller name with it."""
        clusters = self._clusters
        if number in clusters.why and clusters.why[number].reason.split(";")[0] != "same name":
            return clusters.why[number]
        words = self._facts[number].words
        joined = [n for n in self._members[root] if n in clusters.why and self._facts[n].words != words]
        own = [n for n in self._members[root] if n in clusters.why and self._facts[n].words == words]
        for others in (own, joined):
            for other in others:
                if clusters.why[other].reason.split(";")[0] != "same name":
                    return clusters.why[other]
        return clusters.why.get(number)


_MOST_APART = 12
"""Longer lists of people who share a word are no evidence, and would cost the square."""


def _listed_facts(entry: Entry, name: str) -> Facts:
    if entry.kind == "person":
        read = person_name(0, name)
        words = read.words if read else (name.casefold(),)
        sex, generation = (read.sex, read.generation) if read else (None, None)
        return Facts("person", name, words, (name,), sex, generation, entry.country, entry.roles)
    body = national_body(name)
    words = body[0] if body else org_words(name)
    country = (body[1] if body else None) or entry.country
    return Facts("organization", name, words, (name,), country=country, is_body=body is not None)
