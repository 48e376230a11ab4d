"""The weights file and what it is read as."""

from __future__ import annotations

import pytest

from pipeline.ner.evidence import KINDS, Fact
from pipeline.ner.tagger import fact_of, fact_text, tagger


@pytest.mark.parametrize(
    "fact",
    [
        pytest.param("oslo", id="word"),
        pytest.param("", id="nothing"),
        pytest.param(("B-PER", "NNP"), id="pair"),
        pytest.param((True, "", "x"), id="flag and empty part"),
        pytest.param(("given",), id="one part"),
    ],
)
def test_facts_survive_the_weights_file(fact: Fact) -> None:
    assert fact_of(fact_text(fact)) == fact


def test_shipped_weights_know_every_kind_of_evidence() -> None:
    known = tagger()
    assert len(known.rows) == len(KINDS)
    assert all(known.rows)


def test_labels_follow_the_evidence() -> None:
    blank: list[Fact] = [""] * len(KINDS)
    assert tagger().labels_of([[tuple(blank)]]) == [["O"]]
    assert tagger().labels_of([]) == []
