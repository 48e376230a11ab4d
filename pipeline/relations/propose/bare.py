"""Quotations without a cue of their own belong to the statement right before them."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.relations.proposals import Proposal
from pipeline.relations.propose.quoted import is_speech
from pipeline.relations.tree import Range, Tree


def attach_bare(tree: Tree, chosen: list[Proposal]) -> list[Proposal]:
    """``chosen``, where quoted sentences that follow a statement without a cue are added to its content.

    A quotation counts as following when nothing but its statement's own sentence, other such quotations and
    paragraph breaks stand between.
    """
    tops = sorted((p for p in chosen if p.parent < 0 and p.source is not None), key=lambda p: p.head)
    if not tops:
        return chosen
    taken = [False] * len(tree.low)
    for proposal in chosen:
        for first, last in proposal.content:
            for token in range(first, last):
                taken[token] = True
    ends = sorted((max(p.last, p.head + 1), number) for number, p in enumerate(tops))
    places = [end for end, _ in ends]
    reach: dict[int, int] = {}
    for number, quotation in enumerate(tree.quotations):
        if taken[quotation.first + 1] or not _whole(tree, number):
            continue
        before = bisect_right(places, quotation.first) - 1
        if before < 0:
            continue
        owner = ends[before][1]
        proposal = tops[owner]
        start = max(reach.get(owner, 0), _end(tree, proposal))
        if (
            any(tree.low[t][:1].isalnum() for t in range(start, quotation.first))
            or tree.block[quotation.first] > tree.block[max(start - 1, 0)] + 1
        ):
            continue
        proposal.content = (*proposal.content, Range(quotation.first, quotation.last))
        reach[owner] = quotation.last
    return chosen


def _whole(tree: Tree, number: int) -> bool:
    """Is the quotation one or more whole sentences, from the start of a sentence on?"""
    quotation = tree.quotations[number]
    first = quotation.first
    starts = first == 0 or tree.block[first - 1] != tree.block[first] or tree.low[first - 1][-1:] in ".?!”\"'"
    return starts and is_speech(tree, number)


def _end(tree: Tree, proposal: Proposal) -> int:
    """End of the sentence that the statement ends in."""
    last = max(proposal.last, proposal.head + 1)
    return max(last, tree.sentence_of(last - 1).last if tree.quote[last - 1] < 0 else last)
