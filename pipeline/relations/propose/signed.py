"""Quotations that are signed: *“They closed two schools.” — Karim Haddad*."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.relations.proposals import Proposal
from pipeline.relations.quotations import Quotation
from pipeline.relations.tree import Range, Tree

RULE = "signed"
CONFIDENCE = 0.8
"""No training article signs its quotations, so that nothing was learned of them: a reckoning, not a measure."""
_DASHES = frozenset({"―", "—", "–", "--", "-"})
_AFTER = 12
"""Most tokens after the name, such as age and place."""


def signed(tree: Tree) -> Iterator[Proposal]:
    """The quotations that a dash and the name of a person follow, and little else up to the next one or the end.

    They need no weighing.
    """
    for number, quotation in enumerate(tree.quotations):
        dash = quotation.last
        if dash + 1 < len(tree.low) and tree.low[dash] in _DASHES and tree.entity[dash + 1] >= 0:
            mention = tree.parsed.mentions[tree.entity[dash + 1]]
            following = tree.quotations[number + 1].first if number + 1 < len(tree.quotations) else len(tree.low)
            if mention.label == "PERSON" and mention.first == dash + 1 and _ends(tree, mention.last, following):
                yield _proposal(quotation, dash, Range(mention.first, mention.last))


def _ends(tree: Tree, token: int, following: int) -> bool:
    """Whether no more than a few words without a verb follow, up to the end of the paragraph or the next quotation."""
    for place in range(token, token + _AFTER):
        if place >= following or tree.block[place] != tree.block[token - 1]:
            return True
        if tree.is_verb(place):
            return False
    return False


def _proposal(quotation: Quotation, dash: int, source: Range) -> Proposal:
    content = Range(quotation.first, quotation.last)
    made = Proposal(dash, (Range(dash, dash + 1),), (content,), "signature", RULE, "—", source, source.last - 1, RULE)
    made.confidence = made.exactness = CONFIDENCE
    return made
