"""Words that somebody passes on: *Ruiz was quoted by Nordwire as saying …*, *Nordwire quoted Ruiz as saying …*."""

from __future__ import annotations

from pipeline.relations.proposals import Proposal
from pipeline.relations.propose.cue import quoted_as, saying_of
from pipeline.relations.tree import Tree

CONFIDENCE = 0.8
"""Of words that somebody is *quoted as saying*: the training articles hold too few to learn from, so a reckoning."""


def is_given_to_relay(tree: Tree, proposal: Proposal) -> bool:
    """Whether who passes the words on, *Nordwire* in both examples, is taken for who says them or for what is said."""
    for relay in _relays(tree, proposal):
        saying = saying_of(tree, relay)
        if quoted_as(tree, relay):
            by = [kid for kid in (*tree.kids[relay], *tree.kids[saying]) if tree.low[kid] == "by"]
            taken = (proposal.source_head, proposal.content[0].first)
            if any(kid < token <= tree.right[kid] for kid in by for token in taken):
                return True
        elif proposal.head == saying and proposal.source_head == tree.child(relay, "nsubj"):
            return True
    return False


def believe_quoted(tree: Tree, proposals: list[Proposal]) -> None:
    """Have those of ``proposals`` believed that say what their source is quoted as saying.

    Where somebody *was quoted*, nobody else says it; where *Nordwire quoted* somebody, it stands in what Nordwire says.
    """
    for proposal in proposals:
        if proposal.rule == "reader":
            continue
        for relay in _relays(tree, proposal):
            saying = saying_of(tree, relay)
            if quoted_as(tree, relay):
                if proposal.head in (relay, saying) and proposal.source_head == tree.child(relay, "nsubjpass"):
                    proposal.confidence = max(proposal.confidence, CONFIDENCE)
            elif proposal.head == saying and proposal.source_head == tree.child(relay, "dobj"):
                proposal.confidence_inside = max(proposal.confidence_inside, CONFIDENCE)


def _relays(tree: Tree, proposal: Proposal) -> set[int]:
    """The verbs of the cue that pass on what another says."""
    verbs = (token for piece in proposal.cue for token in range(*piece) if tree.tag[token][0] == "V")
    above = {verb for token in verbs for verb in (token, tree.head[tree.head[token]])}
    return {verb for verb in above if saying_of(tree, verb) >= 0}
