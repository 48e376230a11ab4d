"""Quotations without a cue of their own belong to the statement right before them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from pipeline.relations.proposals import Proposal
from pipeline.relations.propose.quoted import is_speech
from pipeline.relations.tree import Range, Tree


def attach_bare(tree: Tree, chosen: list[Proposal]) -> list[Proposal]:
    """``chosen``, where quoted sentences that follow a statement without a cue are added to its content."""
    taken = taken_quotations(tree, chosen)
    tops = [p for p in chosen if p.parent < 0 and p.source is not None]
    for proposal in sorted(tops, key=lambda p: (end_of(tree, p), p.head)):
        more = bare_after(tree, proposal, taken)
        if more:
            proposal.content = (*proposal.content, *more)
            taken |= taken_quotations(tree, [proposal])
    return chosen


def taken_quotations(tree: Tree, proposals: Iterable[Proposal]) -> set[int]:
    """Numbers of the quotations that lie in some content."""
    return {
        tree.quote[token]
        for proposal in proposals
        for first, last in proposal.content
        for token in (first, last - 1, (first + last) // 2)
        if tree.quote[token] >= 0
    }


def bare_after(tree: Tree, proposal: Proposal, taken: set[int]) -> tuple[Range, ...]:
    """The quoted sentences that follow ``proposal`` with nothing but marks and one paragraph break between."""
    starts = tree.quotation_starts
    end = end_of(tree, proposal)
    found: list[Range] = []
    number = bisect_left(starts, end)
    while number < len(starts):
        quotation = tree.quotations[number]
        if number in taken or not _whole(tree, number):
            break
        if quotation.first > end + 3 or any(tree.low[t][:1].isalnum() for t in range(end, quotation.first)):
            break
        if tree.block[quotation.first] > tree.block[max(end - 1, 0)] + 1:
            break
        found.append(Range(quotation.first, quotation.last))
        end = quotation.last
        number += 1
    return tuple(found)


def _whole(tree: Tree, number: int) -> bool:
    """Is the quotation one or more whole sentences, from the start of a sentence on?"""
    first = tree.quotations[number].first
    starts = first == 0 or tree.block[first - 1] != tree.block[first] or tree.low[first - 1][-1:] in ".?!”\"'"
    return starts and is_speech(tree, number)


def end_of(tree: Tree, proposal: Proposal) -> int:
    """End of the sentence that the statement ends in."""
    last = max(proposal.last, proposal.head + 1)
    return max(last, tree.sentence_of(last - 1).last if tree.quote[last - 1] < 0 else last)
