"""Scoring relations between entities against corpora with other types: which types each predicate may be is data.

A relation of ours and one of the gold agree where their types do (``relation_types.csv``, beside this file) and both
ends: an end is the gold entity that overlaps best with a mention of it, in the same article, one of them holding the
other or half of the letters of both being shared, of a type that fits (a person is no place). So *Ash Carter* is
*Defense Secretary Ash Carter*, and *Iraq* is not *Iraqi President Fuad Masum*.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from pipeline.evaluate.measures import Figures, Letters, f1, jaccard, share

Row = Mapping[str, Any]
Thing = int | tuple[int, int]
"""A gold entity: its number in the document, or its span where entities have none."""

SURE = 0.5
"""Confidence from which a gold entity or relation that has one counts."""
HALF = 0.5
"""Intersection over union of their letters from which a mention and a gold entity are the same."""

_KINDS = {"PER": "person", "Person": "person", "LOC": "place", "Location": "place", "Nationality": "place"}
_KINDS |= {"ORG": "body", "Organisation": "body", "MISC": "other"}
_FITTING = {"p": ("person",), "o": ("body", "place", "other"), "place": ("body", "place", "other")}


class Meaning(NamedTuple):
    """What a predicate may be: a gold type, whether its ends are ours turned round, and whether it counts as missed."""

    type: str
    way: str
    is_counted: bool


@cache
def meanings() -> dict[str, tuple[Meaning, ...]]:
    """The gold types of each predicate."""
    found: defaultdict[str, list[Meaning]] = defaultdict(list)
    text = (files(__package__) / "relation_types.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        found[row["predicate"]].append(Meaning(row["type"], row["way"], row["counted"] == "yes"))
    return {predicate: tuple(rows) for predicate, rows in found.items()}


def score_relations(gold: Mapping[str, Row], predicted: Mapping[str, Iterable[Row]]) -> Figures:
    """Figures for ``predicted``: id → relations with ``predicate``, ``subject_spans``, ``object_spans``, ``negated``, …

    The spans are those of all mentions of the two; an object without any is looked for, by its text (``object``),
    between ``start`` and ``end``. Only predicates with a type in this corpus are scored, negated rows are not.

    ``relation.precision`` is over the relations whose two ends are gold entities of the article, two entities and
    predicate once; ``related.precision`` is over those of them whose pair has a gold relation of any type;
    ``relation.recall`` over the gold relations of counted types; ``PREDICATE.precision`` and ``TYPE.recall`` are their
    parts. ``gold`` and ``predicted`` count them.
    """
    known = {_type(relation) for row in gold.values() for relation in row["relations"]}
    right, related, judged = Counter[str](), Counter[str](), Counter[str]()
    wanted, hit = Counter[str](), Counter[str]()
    for key, row in gold.items():
        article = _Article(row)
        told: set[tuple[str, Thing, Thing]] = set()
        for predicate, pairs in _judged(article, predicted.get(key, ()), known):
            types = {one for pair in pairs for one in article.between(*pair)}
            judged[predicate] += 1
            related[predicate] += bool(types)
            right[predicate] += any(_is_meant(meaning, types) for meaning in meanings()[predicate])
            told |= {(predicate, *pair) for pair in pairs}
        for kind, source, target in article.relations:
            ways = _counted(kind)
            if ways:
                wanted[kind] += 1
                hit[kind] += any(
                    (predicate, *ends) in told for predicate, way in ways for ends in _turned(way, source, target)
                )
    figures: Figures = {"gold": wanted.total(), "predicted": judged.total()}
    figures |= f1("relation", share(right.total(), judged.total()), share(hit.total(), wanted.total()))
    figures["related.precision"] = share(right.total(), related.total())
    figures |= {f"{name}.precision": share(right[name], n) for name, n in sorted(judged.items())}
    return figures | {f"{name}.recall": share(hit[name], n) for name, n in sorted(wanted.items())}


def _type(relation: Row) -> str:
    """The type's short name: a Wikidata property, or the label."""
    return str(relation.get("property") or relation["type"])


def _counted(kind: str) -> list[tuple[str, str]]:
    return [
        (predicate, m.way) for predicate, rows in meanings().items() for m in rows if m.type == kind and m.is_counted
    ]


def _turned(way: str, source: Thing, target: Thing) -> list[tuple[Thing, Thing]]:
    """Our subject and object for their source and target."""
    straight, turned = (source, target), (target, source)
    return {"same": [straight], "reverse": [turned], "both": [straight, turned]}[way]


def _is_meant(meaning: Meaning, pair: set[tuple[str, str]]) -> bool:
    ways = ("same", "reverse") if meaning.way == "both" else (meaning.way,)
    return any((meaning.type, way) in pair for way in ways)


class _Article:
    """Entities and relations of a gold row."""

    def __init__(self, row: Row) -> None:
        self.text: str = row["text"]
        self.letters = Letters(self.text)
        self.entities = [
            (
                self.letters.of([(e["start"], e["end"])]),
                _KINDS.get(e["type"], "none"),
                self._thing(e),
                e["start"],
                e["end"],
            )
            for e in row["entities"]
            if e.get("confidence", 1) >= SURE
        ]
        numbers = {(e["start"], e["end"]): self._thing(e) for e in row["entities"]}
        self.relations: list[tuple[str, Thing, Thing]] = []
        self._pairs: defaultdict[tuple[Thing, Thing], set[str]] = defaultdict(set)
        for relation in row["relations"]:
            if relation.get("confidence", 1) < SURE:
                continue
            source, target = (
                relation.get(number, numbers.get(tuple(relation[end]), tuple(relation[end])))
                for number, end in (("subject", "source"), ("object", "target"))
            )
            self.relations.append((_type(relation), source, target))
            self._pairs[source, target].add(_type(relation))

    @staticmethod
    def _thing(entity: Row) -> Thing:
        number: int | None = entity.get("entity")
        return (entity["start"], entity["end"]) if number is None else number

    def between(self, subject: Thing, target: Thing) -> set[tuple[str, str]]:
        """Types between two entities, ``same`` or ``reverse``."""
        found = {(kind, "same") for kind in self._pairs.get((subject, target), ())}
        return found | {(kind, "reverse") for kind in self._pairs.get((target, subject), ())}

    def things(self, spans: Iterable[Iterable[int]], kinds: tuple[str, ...]) -> set[Thing]:
        """The gold entities that mentions at ``spans`` stand for."""
        found: set[Thing] = set()
        for start, end in spans:
            own = self.letters.of([(start, end)])
            near = [
                (jaccard(own, letters), str(thing), thing)
                for letters, kind, thing, first, last in self.entities
                if first < end and start < last and kind in kinds
                if own & letters in (own, letters) or jaccard(own, letters) >= HALF
            ]
            if near:
                found.add(max(near)[2])
        return found


def _judged(article: _Article, rows: Iterable[Row], known: set[str]) -> Iterator[tuple[str, list[tuple[Thing, Thing]]]]:
    """Predicate and gold pairs of each relation whose ends are gold entities, two entities once.

    An end is several gold entities where those are mentions: any pair of theirs will do.
    """
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        ends = (row["predicate"], *(str(row.get(f"{end}_id") or row.get(end)) for end in ("subject", "object")))
        types = meanings().get(row["predicate"], ())
        if row["negated"] or ends in seen or not any(meaning.type in known for meaning in types):
            continue
        seen.add(ends)
        subjects = article.things(row["subject_spans"], _kinds(row.get("subject_id")))
        spans = row["object_spans"] or _spans_of(article.text, row)
        objects = article.things(spans, _kinds(row.get("object_id")))
        pairs = [(one, other) for one in subjects for other in objects if one != other]
        if pairs:
            yield row["predicate"], pairs


def _kinds(identifier: str | None) -> tuple[str, ...]:
    """Kinds of gold entity that fit an entity of ours, by its id."""
    return _FITTING.get(identifier[:1] if identifier and len(identifier) > 2 else "place", _FITTING["place"])


def _spans_of(text: str, row: Row) -> list[tuple[int, int]]:
    place = text.find(str(row["object"]), row["start"], row["end"])
    return [(place, place + len(str(row["object"])))] if place >= 0 else []
