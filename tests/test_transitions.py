"""Parsers that are stepped through from here find what spaCy's own ``pipe`` finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ner.model import Model
from pipeline.ner.transitions import is_steppable, step_through

PIECES = {
    "one word": ["Yes"],
    "one sentence": ["The minister, who had flown in from Oslo on Friday, said on Monday that the talks had failed."],
    "different lengths": [
        "Talks fail",
        'Maria Keller of the World Health Organization told reporters: "We cannot go on. We will not sign."',
        "No",
        "It rained, the mayor of Port Louis said, and 1,200 people left; nobody knows when they will come back.",
    ],
    "nothing": [""],
    "nothing beside something": ["", "Ghana and Togo signed in Accra."],
}
RAW = sorted(Path(__file__).parents[1].joinpath("data", "raw").glob("*.txt"))


@pytest.mark.parametrize("name", ["parser", "ner"])
@pytest.mark.parametrize("pieces", PIECES.values(), ids=PIECES)
def test_same_as_pipe(model: Model, name: str, pieces: list[str]) -> None:
    assert _stepped(model, name, pieces) == _piped(model, name, pieces)


@pytest.mark.parametrize("name", ["parser", "ner"])
def test_same_as_pipe_over_files(model: Model, name: str) -> None:
    for path in RAW:
        pieces = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        assert _stepped(model, name, pieces) == _piped(model, name, pieces)


@pytest.mark.parametrize(("name", "expected"), [("parser", True), ("ner", True), ("tagger", False), ("tok2vec", False)])
def test_which_components(model: Model, name: str, expected: bool) -> None:
    assert is_steppable(model.nlp.get_pipe(name)) is expected


def _piped(model: Model, name: str, pieces: list[str]) -> list[object]:
    docs = _docs(model, pieces)
    docs = list(model.nlp.get_pipe(name).pipe(docs, batch_size=4 * len(docs)))
    return [_seen(doc) for doc in docs]


def _stepped(model: Model, name: str, pieces: list[str]) -> list[object]:
    docs = _docs(model, pieces)
    step_through(model.nlp.get_pipe(name), docs)
    return [_seen(doc) for doc in docs]


def _docs(model: Model, pieces: list[str]) -> list[object]:
    docs = [model.nlp.make_doc(piece) for piece in pieces]
    return list(model.nlp.get_pipe("tok2vec").pipe(docs, batch_size=4 * len(docs)))


def _seen(doc: object) -> list[object]:
    return [(t.head.i, t.dep_, t.is_sent_start, t.ent_iob_, t.ent_type_) for t in doc]  # type: ignore[attr-defined]
