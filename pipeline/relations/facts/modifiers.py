"""Participles joined to a name: *Norwegian-backed rebels*."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.relations.facts.ends import End, Ends
from pipeline.relations.facts.fact import Fact, cues, facts
from pipeline.relations.facts.scope import is_denied
from pipeline.relations.tree import Tree


def backed(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X-backed Y: *the Norwegian-backed Falcon Brigade*."""
    known = cues("backed")
    for dash in ends.tokens("-"):
        token = dash + 1
        if 0 < dash < len(tree.low) - 1 and tree.low[token] in known:
            backer = _joined(tree, ends, dash - 1)
            noun = tree.head[token]
            target = ends.one(noun) if noun > token else None
            if backer is not None and target is not None:
                denied = is_denied(tree, token)
                for cue in known[tree.low[token]]:
                    if denied is not None:
                        yield from facts(cue.predicate, [backer], [target], token, denied, "backed")


def _joined(tree: Tree, ends: Ends, token: int) -> End | None:
    """The name that ends at ``token``."""
    number = tree.entity[token]
    if number < 0 or tree.parsed.mentions[number].last != token + 1:
        return None
    return ends.of(tree.parsed.mentions[number])


MODIFIER_RULES = (backed,)
