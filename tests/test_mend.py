"""Proposals put right before they are weighed: made by hand from a sentence's words, looked at again as words."""

from __future__ import annotations

import pytest

from pipeline.clean import drop_furniture
from pipeline.ner import find_mentions
from pipeline.ner.model import Model
from pipeline.records import Source
from pipeline.relations.mend import mended
from pipeline.relations.proposals import Proposal
from pipeline.relations.tree import Range, Tree
from pipeline.segment import find_articles

# Text, then source, cue and pieces of content as proposed, and as they are to be.
PROPOSED = {
    "what another verb says is no piece of the first one's": (
        "The line apologised to passengers and advised them not to travel.",
        ("The line", "apologised", ["passengers", "them not to travel"]),
        ("The line", "apologised", ["passengers"]),
    ),
    "pieces around the cue stay": (
        "The harbour, Olsen said, will stay closed.",
        ("Olsen", "said", ["The harbour", "will stay closed"]),
        ("Olsen", "said", ["The harbour", "will stay closed"]),
    ),
    "pieces that the reader left a gap in stay": (
        "Olsen described the quay in plain words as a ruin.",
        ("Olsen", "described", ["the quay", "as a ruin"]),
        ("Olsen", "described", ["the quay", "as a ruin"]),
    ),
    "a headline ends where the text begins": (
        "Olsen warns of ice in the harbour\n\nShips now land at Narvik, and they have done so since the middle of May.",
        ("Olsen", "warns", ["ice in the harbour Ships"]),
        ("Olsen", "warns", ["ice in the harbour"]),
    ),
    "a title with the name that it was cut from": (
        "Secretary of Trade Kari Olsen told the mayor that the harbour was closed.",
        ("Secretary of Trade", "told", ["the harbour was closed"]),
        ("Secretary of Trade Kari Olsen", "told", ["the harbour was closed"]),
    ),
    "whom one told it": (
        "Olsen told the team's website he wanted to leave.",
        ("Olsen", "told", ["the team 's website he wanted to leave"]),
        ("Olsen", "told", ["he wanted to leave"]),
    ),
    "whom and when one told it": (
        "Olsen told us in March that the harbour was closed.",
        ("Olsen", "told", ["us in March", "the harbour was closed"]),
        ("Olsen", "told", ["the harbour was closed"]),
    ),
    "whom one told to do it stays": (
        "Olsen told the crew to leave the harbour.",
        ("Olsen", "told", ["the crew to leave the harbour"]),
        ("Olsen", "told", ["the crew to leave the harbour"]),
    ),
    "pieces that touch are one": (
        "Olsen said Peru plans to close the port.",
        ("Olsen", "said", ["Peru plans", "to close the port"]),
        ("Olsen", "said", ["Peru plans to close the port"]),
    ),
    "who suspects is not said": (
        "Norwegian police look for a sailor suspected of theft.",
        ("a sailor", "suspected", ["theft"]),
        (None, "suspected", ["theft"]),
    ),
}


@pytest.mark.parametrize(("text", "proposed", "expected"), PROPOSED.values(), ids=PROPOSED.keys())
def test_mended(
    text: str,
    proposed: tuple[str | None, str, list[str]],
    expected: tuple[str | None, str, list[str]],
    model: Model,
) -> None:
    pages = drop_furniture(find_articles([Source("test.txt", text)], clean_text=True), clean_text=True)
    (parsed,) = find_mentions(pages, model)
    tree = Tree(parsed)
    (made,) = mended(tree, [_proposal(tree, *proposed)])
    assert _words(tree, made) == expected


def test_a_turn_is_not_given_to_who_speaks_next(model: Model) -> None:
    text = "BERG: Will you close the harbour this year?\n\nOLSEN: The harbour will stay open for all ships."
    pages = drop_furniture(find_articles([Source("test.txt", text)], clean_text=True), clean_text=True)
    (parsed,) = find_mentions(pages, model)
    tree = Tree(parsed)
    colon = next(t for t, word in enumerate(tree.text) if word == ":" and tree.text[t - 1] == "OLSEN")
    question = Proposal(
        colon, (Range(colon, colon + 1),), (_place(tree, "Will you close the harbour"),), "marked", "hand", ":"
    )
    assert mended(tree, [question]) == []


@pytest.mark.parametrize(
    ("content", "stays"),
    [
        ("Peru plans to close the port", True),
        ("to close the port", False),
        ("in a move that surprised its neighbours", False),
    ],
)
def test_scraps_of_the_clause_that_is_said_are_nothing_said(content: str, stays: bool, model: Model) -> None:
    text = "Peru plans to close the port, the minister said, in a move that surprised its neighbours."
    pages = drop_furniture(find_articles([Source("test.txt", text)], clean_text=True), clean_text=True)
    (parsed,) = find_mentions(pages, model)
    tree = Tree(parsed)
    assert bool(mended(tree, [_proposal(tree, "the minister", "said", [content])])) == stays


def _proposal(tree: Tree, source: str | None, cue: str, content: list[str]) -> Proposal:
    head = _place(tree, cue).first
    made = Proposal(head, (Range(head, head + 1),), tuple(_place(tree, c) for c in content), "marked", "hand", cue)
    if source is not None:
        made.source = _place(tree, source)
        made.source_head = made.source.first
    return made


def _place(tree: Tree, words: str) -> Range:
    wanted = words.split()
    for first in range(len(tree.text)):
        if list(tree.text[first : first + len(wanted)]) == wanted:
            return Range(first, first + len(wanted))
    raise AssertionError(words)


def _words(tree: Tree, proposal: Proposal) -> tuple[str | None, str, list[str]]:
    def text(span: Range) -> str:
        return " ".join(tree.text[span.first : span.last])

    return proposal.source and text(proposal.source), text(proposal.cue[0]), [text(c) for c in proposal.content]
