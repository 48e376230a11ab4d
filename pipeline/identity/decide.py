"""Who is who within one family of names: nothing outside it bears on that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from pipeline.identity.canon import canonical_name
from pipeline.identity.cluster import Clusters, Why, join_alike, join_namesakes
from pipeline.identity.evidence import Known
from pipeline.identity.facts import Facts
from pipeline.identity.gazetteer import Entry
from pipeline.identity.likeness import Likeness
from pipeline.identity.notes import Note


@dataclass(frozen=True, slots=True)
class Bearer:
    """One person or organization: the number of the note that it is known by, its notes in order, its name.

    ``why`` tells, for a note of another name than the first, what joined it.
    """

    number: int
    notes: tuple[Note, ...]
    name: str
    known: Known
    why: Mapping[int, Why]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Several bearers of one name: their numbers; ``first`` is the first note of the name."""

    kind: str
    words: tuple[str, ...]
    first: int
    numbers: tuple[int, ...]


def decide(
    notes: Sequence[Note],
    alike: Sequence[tuple[int, int, Likeness]],
    apart: Sequence[tuple[int, int]],
    usual: Set[int],
    entries: Sequence[Entry],
) -> tuple[list[Bearer], list[Namesakes]]:
    """The bearers of the names of one family, and those who share a name.

    ``notes`` come in order. ``alike`` are pairs of names, ``apart`` pairs of notes that one article knows as two.
    """
    if len(notes) == 1:
        (note,) = notes
        full_name = entries[note.entry].name if note.entry is not None else canonical_name({note.facts: note.n})
        return [Bearer(note.number, (note,), full_name, _known(note), {})], []
    place = {note.number: place for place, note in enumerate(notes)}
    kept_apart: dict[int, set[int]] = {}
    for one, other in apart:
        kept_apart.setdefault(place[one], set()).add(place[other])
    clusters = Clusters([_known(note) for note in notes], kept_apart, usual)
    _join_entries(clusters)
    by_name: dict[int, list[int]] = {}
    for number, note in enumerate(notes):
        by_name.setdefault(note.name, []).append(number)
    namesakes: list[tuple[Facts, int, list[int]]] = []
    full: dict[str, dict[tuple[str, ...], list[int]]] = {"person": {}, "organization": {}}
    words: dict[int, tuple[str, ...]] = {}
    for name, numbers in by_name.items():
        roots = join_namesakes(clusters, dict.fromkeys(map(clusters.root, numbers)))
        first = notes[numbers[0]].facts
        if len(roots) > 1 and first.pin != "own":
            namesakes.append((first, numbers[0], roots))
        if not first.is_short and not first.is_body and first.pin is None:
            full[first.kind][first.words] = roots
            words[name] = first.words
    kind = notes[0].facts.kind
    join_alike(clusters, full[kind], {(words[one], words[other]): likeness for one, other, likeness in alike})
    found = [
        Namesakes(first.kind, first.words, notes[n].number, tuple(notes[clusters.root(r)].number for r in roots))
        for first, n, roots in namesakes
    ]
    return list(_bearers(notes, clusters, entries)), found


def _known(note: Note) -> Known:
    return Known.of(note.facts, note.near, note.n, note.entry)


def _join_entries(clusters: Clusters) -> None:
    """An entry's names are one's."""
    first: dict[int, int] = {}
    for number, known in enumerate(clusters.known):
        if known.entry is not None:
            before = first.setdefault(known.entry, number)
            if before != number:
                clusters.join(clusters.root(before), number, Why("listed as one", 1.0))


def _bearers(notes: Sequence[Note], clusters: Clusters, entries: Sequence[Entry]) -> Iterator[Bearer]:
    members: dict[int, list[int]] = {}
    for number in range(len(notes)):
        members.setdefault(clusters.root(number), []).append(number)
    for root, numbers in members.items():
        known = clusters.known[root]
        if known.entry is not None:
            name = entries[known.entry].name
        else:
            name = canonical_name({notes[n].facts: notes[n].n for n in numbers})
        yield Bearer(notes[root].number, tuple(notes[n] for n in numbers), name, known, _whys(notes, clusters, numbers))


def _whys(notes: Sequence[Note], clusters: Clusters, members: Sequence[int]) -> dict[int, Why]:
    """Why a name is among the ``members``: what joined it, or what joined the fuller name with them."""
    why = clusters.why
    telling: dict[tuple[str, ...], Why] = {}
    for number in members:
        if number in why and not _is_same_name(why[number]):
            telling.setdefault(notes[number].facts.words, why[number])
    found: dict[int, Why] = {}
    for number in members:
        words = notes[number].facts.words
        own = why.get(number)
        if own is None or _is_same_name(own):
            own = telling.get(words) or next((w for other, w in telling.items() if other != words), None) or own
        if own:
            found[notes[number].number] = own
    return found


def _is_same_name(why: Why) -> bool:
    return why.reason.split(";")[0] == "same name"
