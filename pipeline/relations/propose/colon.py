"""NAME: CONTENT, as headlines and transcripts have it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.lexicon import words
from pipeline.relations.proposals import Proposal
from pipeline.relations.propose.edges import settle
from pipeline.relations.tree import Range, Tree

MAX_NAME = 8
"""Tokens before the colon."""


@cache
def labels() -> frozenset[str]:
    """Words before a colon that name a kind of article, nobody who speaks: *Interview: …*."""
    return frozenset(words("not_datelines"))


def colon(tree: Tree, first: int, last: int) -> Iterator[Proposal]:
    """SPEAKER: CONTENT over a whole block (tokens ``first`` to ``last``): *Berg: mine will close*."""
    for token in range(first + 1, min(first + MAX_NAME + 1, last - 2)):
        if tree.low[token] == ":":
            break
        if tree.low[token] in (",", ".", ";") or tree.quote[token] >= 0:
            return
    else:
        return
    if any(tree.is_verb(t) and tree.tag[t] in ("VBD", "VBZ", "VBP", "MD") for t in range(first, token)):
        return
    if token == first + 1 and tree.low[first] in labels():
        return
    piece = settle(tree, token, token + 1, last)
    if piece.last - piece.first < 2:
        return
    kind = tree.block_kinds[tree.block[first]]
    proposal = Proposal(token, (Range(token, token + 1),), (piece,), f"colon {kind}", "colon", ":")
    proposal.source = Range(first, token)
    proposal.source_head = _head(tree, first, token)
    proposal.link = "before colon"
    yield proposal


def _head(tree: Tree, first: int, last: int) -> int:
    for token in range(last - 1, first - 1, -1):
        outside = not first <= tree.head[token] < last or tree.head[token] == token
        if outside and tree.tag[token][:2] in ("NN", "PR"):
            return token
    return last - 1
