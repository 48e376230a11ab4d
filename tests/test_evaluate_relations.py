"""Scoring relations: invented rows against invented gold of each kind of corpus, figures worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.evaluate.relations import meanings, score_relations

TEXT = "Transport Minister Kari Berg met Jan Dahl of the Kraken Group in Oslo. Berg praised Norway."
NAMES = {
    "minister": "Transport Minister Kari Berg",
    "berg": "Kari Berg",
    "dahl": "Jan Dahl",
    "kraken": "Kraken Group",
    "the kraken": "the Kraken Group",
    "oslo": "Oslo",
    "norway": "Norway",
    "again": "Berg praised",
}
TYPES = {"minister": "PER", "dahl": "PER", "kraken": "ORG", "oslo": "LOC", "norway": "LOC"}


def at(name: str) -> list[int]:
    """Where a name stands; *again* is the second *Berg*."""
    words = NAMES[name]
    start = TEXT.index(words)
    return [start, start + (4 if name == "again" else len(words))]


def gold(*relations: tuple[str, str, str], types: dict[str, str] = TYPES) -> dict[str, dict[str, Any]]:
    entities = [{"start": at(name)[0], "end": at(name)[1], "type": kind} for name, kind in types.items()]
    rows = [{"type": kind, "source": at(source), "target": at(target)} for kind, source, target in relations]
    return {"a": {"text": TEXT, "entities": entities, "relations": rows}}


def row(predicate: str, subject: str, object_: str, **more: Any) -> dict[str, Any]:
    ids = {"berg": "p111", "again": "p111", "dahl": "p222", "kraken": "o333", "the kraken": "o333", "norway": "NO"}
    spans = {"subject_spans": [at(subject)], "object_spans": [at(object_)]}
    keys = {"subject_id": ids.get(subject), "object_id": ids.get(object_), "object": NAMES[object_]}
    place = {"start": 0, "end": len(TEXT), "negated": False, "predicate": predicate, "subject": NAMES[subject]}
    return place | spans | keys | more


WORKS = gold(("Work_For", "dahl", "kraken"), ("OrgBased_In", "kraken", "oslo"))

CASES = {
    "found, its span a little longer": (WORKS, [row("member_of", "dahl", "the kraken")], (1.0, 0.5)),
    "another type between the two": (WORKS, [row("based_in", "dahl", "kraken")], (0.0, 0.0)),
    "nothing between the two": (WORKS, [row("member_of", "berg", "kraken")], (0.0, 0.0)),
    "two rows of one pair count once": (WORKS, [row("member_of", "dahl", "kraken")] * 2, (1.0, 0.5)),
    "the wrong way round": (WORKS, [row("member_of", "kraken", "dahl")], (0.0, 0.0)),
    "what is denied is not told": (WORKS, [row("member_of", "dahl", "kraken", negated=True)], (0.0, 0.0)),
    "an end that is no gold entity is not judged": (
        WORKS,
        [row("member_of", "dahl", "kraken"), row("member_of", "again", "kraken")],
        (1.0, 0.5),
    ),
    "a predicate that the corpus does not have is not judged": (
        WORKS,
        [row("member_of", "dahl", "kraken"), row("met_with", "berg", "dahl")],
        (1.0, 0.5),
    ),
    "a place without an id is found by its name": (
        WORKS,
        [row("based_in", "kraken", "oslo", object_spans=[], object_id=None)],
        (1.0, 0.5),
    ),
    "a longer gold name": (
        gold(("CommWith", "minister", "dahl"), types=TYPES | {"minister": "Person", "dahl": "Person"}),
        [row("met_with", "berg", "dahl")],
        (1.0, 1.0),
    ),
    "mutual, the other way round": (
        gold(("CommWith", "minister", "dahl"), types=TYPES | {"minister": "Person", "dahl": "Person"}),
        [row("met_with", "dahl", "berg")],
        (1.0, 1.0),
    ),
    "a person is no place": (
        gold(("Likes", "norway", "dahl"), types={"norway": "Person", "dahl": "Person"}),
        [row("supports", "norway", "dahl")],
        (0.0, 0.0),
    ),
}


@pytest.mark.parametrize(("rows", "predicted", "expected"), CASES.values(), ids=CASES.keys())
def test_precision_and_recall(
    rows: dict[str, Any], predicted: list[dict[str, Any]], expected: tuple[float, float]
) -> None:
    figures = score_relations(rows, {"a": predicted})
    assert (figures["relation.precision"], figures["relation.recall"]) == expected


def test_precision_over_the_pairs_that_the_gold_relates() -> None:
    predicted = [
        row("member_of", "dahl", "kraken"),
        row("based_in", "dahl", "kraken"),
        row("member_of", "berg", "kraken"),
    ]
    figures = score_relations(WORKS, {"a": predicted})
    assert (figures["predicted"], figures["relation.precision"]) == (3, pytest.approx(1 / 3))
    assert figures["related.precision"] == 0.5
    assert (figures["member_of.precision"], figures["Work_For.recall"], figures["OrgBased_In.recall"]) == (0.5, 1, 0)


def test_properties_are_of_entities_and_may_be_reversed() -> None:
    rows = gold(types={"minister": "PER", "again": "PER", "norway": "LOC"})
    numbers = (0, 0, 1)
    for entity, number in zip(rows["a"]["entities"], numbers, strict=True):
        entity["entity"] = number
    head = {"type": "head of government", "property": "P6", "subject": 1, "object": 0}
    rows["a"]["relations"] = [head | {"source": at("norway"), "target": at("minister")}]
    figures = score_relations(rows, {"a": [row("represents", "again", "norway")]})
    assert (figures["relation.precision"], figures["P6.recall"]) == (1, 1)


def test_doubtful_gold_does_not_count() -> None:
    rows = gold(("CommWith", "minister", "dahl"), types={"minister": "Person", "dahl": "Person"})
    rows["a"]["relations"][0]["confidence"] = 0.2
    figures = score_relations(rows, {"a": [row("met_with", "berg", "dahl")]})
    assert (figures["gold"], figures["relation.precision"]) == (0, 0)


def test_nothing_predicted() -> None:
    figures = score_relations(WORKS, {})
    assert (figures["gold"], figures["predicted"], figures["relation.f1"]) == (2, 0, 0)


def test_predicates_of_the_mapping_are_those_of_the_tables() -> None:
    known = {"holds_role", "represents", "member_of", "leads", "based_in", "part_of", "same_as"}
    known |= {"met_with", "accuses", "supports", "opposes", "fights"}
    assert set(meanings()) <= known
    assert {m.way for rows in meanings().values() for m in rows} == {"same", "reverse", "both"}
