"""Choosing: which proposals to believe, and which of them stand inside another's content."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.relations.proposals import Proposal

THRESHOLD, THRESHOLD_MARKED = 0.33, 0.38
"""A proposal below it costs more precision than it gains recall, by the rules alone and where the reader has its say
(cross-validated F1 on the training corpora is flat around both)."""
THRESHOLD_INSIDE = 0.4
"""The same for a proposal that lies in another's content."""


MAX_DEPTH = 12
"""Contents within contents; what lies deeper is left out."""


@dataclass(slots=True)
class _Node:
    proposal: Proposal
    inner: list[_Node] = field(default_factory=list)


def choose(proposals: list[Proposal], threshold: float) -> list[Proposal]:
    """The proposals from ``threshold`` on to keep, in text order.

    ``parent`` is the index, in the result, of the one that holds it.

    Every word of the text is reported once at top level: of proposals that cross, the likelier stays; of
    proposals one in the other, the outer stays unless the inner ones are worth more without it.
    """
    best: dict[int, Proposal] = {}
    for proposal in proposals:
        if proposal.confidence >= threshold or proposal.confidence_inside >= THRESHOLD_INSIDE:
            rival = best.get(proposal.head)
            if rival is None or _goes_before(proposal, rival, threshold):
                best[proposal.head] = proposal
    kept = _uncrossed(sorted(best.values(), key=lambda p: (p.first, -p.last, -p.chance, p.head)))
    chosen: list[Proposal] = []
    for node in _forest(kept):
        chosen += _take(node, threshold)[1]
    _mark_parents(chosen)
    if all(p.parent >= 0 or p.confidence >= threshold for p in chosen):
        return chosen
    chosen = [p for p in chosen if p.parent >= 0 or p.confidence >= threshold]
    _mark_parents(chosen)
    return choose(chosen, threshold)


def _goes_before(proposal: Proposal, rival: Proposal, threshold: float) -> bool:
    """The likelier of two readings of one cue, of like ones that with the likelier edges.

    Where nothing is known of edges, all pieces of a quotation go before one of them.
    """
    if proposal.exactness is not None and rival.exactness is not None:
        return proposal.chance * (1 + proposal.exactness) > rival.chance * (1 + rival.exactness)
    if proposal.rule == "quoted" and len(proposal.content) > 1 and _holds(proposal, rival):
        return proposal.confidence >= threshold
    if rival.rule == "quoted" and len(rival.content) > 1 and _holds(rival, proposal):
        return rival.confidence < threshold
    return proposal.confidence > rival.confidence


def _uncrossed(proposals: list[Proposal]) -> list[Proposal]:
    """Without those that partly overlap a likelier one."""
    stack: list[Proposal] = []
    dropped: set[int] = set()
    for proposal in proposals:
        while stack and stack[-1].last <= proposal.first:
            stack.pop()
        keep = True
        while stack and stack[-1].last < proposal.last:
            if stack[-1].chance >= proposal.chance:
                keep = False
                break
            dropped.add(id(stack.pop()))
        if keep:
            stack.append(proposal)
        else:
            dropped.add(id(proposal))
    return [proposal for proposal in proposals if id(proposal) not in dropped]


def _forest(proposals: list[Proposal]) -> list[_Node]:
    roots: list[_Node] = []
    stack: list[_Node] = []
    for proposal in proposals:
        node = _Node(proposal)
        while stack and stack[-1].proposal.last <= proposal.first:
            stack.pop()
        if len(stack) < MAX_DEPTH:
            (stack[-1].inner if stack else roots).append(node)
            stack.append(node)
    return roots


def _take(node: _Node, threshold: float) -> tuple[float, list[Proposal]]:
    """Worth of the best choice below ``node`` (expected hits less their price) and that choice, outer first."""
    inner = [_take(child, threshold) for child in node.inner]
    sure = node.proposal.confidence
    below = [p for _, picked in inner for p in picked]
    if sure < threshold and node.proposal.confidence_inside >= THRESHOLD_INSIDE:
        return sum(worth for worth, _ in inner), [node.proposal, *below]
    tops = [p for p in below if p.confidence >= threshold and not any(q is not p and _holds(q, p) for q in below[:8])]
    without = sum((1 - sure) * p.confidence - threshold for p in tops)
    if sure - threshold >= without:
        return sure - threshold, [node.proposal, *(p for p in below if p.confidence_inside >= THRESHOLD_INSIDE)]
    return sum(worth for worth, _ in inner), below


def _holds(outer: Proposal, inner: Proposal) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _mark_parents(chosen: list[Proposal]) -> None:
    stack: list[int] = []
    for number, proposal in enumerate(chosen):
        while stack and chosen[stack[-1]].last <= proposal.first:
            stack.pop()
        proposal.parent = stack[-1] if stack else -1
        stack.append(number)
