"""Proposing: all places of an article where a cue may ascribe a content. What to believe is weighed later."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.relations.propose.colon import colon
from pipeline.relations.propose.nouns import NOUN_RULES, according_to
from pipeline.relations.propose.quoted import quoted
from pipeline.relations.propose.verbs import VERB_RULES, reportedly
from pipeline.relations.proposals import Proposal
from pipeline.relations.tree import Range, Tree


def propose(tree: Tree) -> Iterator[Proposal]:
    """Every proposal of every rule, in no particular order."""
    yield from quoted(tree)
    for first, last in _blocks(tree):
        yield from colon(tree, first, last)
    for token, tag in enumerate(tree.tag):
        if tag[0] == "V":
            if tree.dep[token] not in ("aux", "auxpass"):
                for rule in VERB_RULES:
                    yield from rule(tree, token)
            if tree.low[token] == "according":
                yield from according_to(tree, token)
        elif tag[:2] == "NN":
            for rule in NOUN_RULES:
                yield from rule(tree, token)
        elif tree.low[token] in _ADVERBS:
            yield from reportedly(tree, token)
        elif tree.low[token] in ("according", "per"):
            yield from according_to(tree, token)


_ADVERBS = frozenset({"reportedly", "allegedly", "supposedly", "purportedly", "apparently"})


def _blocks(tree: Tree) -> Iterator[Range]:
    first = 0
    for token in range(1, len(tree.block) + 1):
        if token == len(tree.block) or tree.block[token] != tree.block[first]:
            yield Range(first, token)
            first = token
