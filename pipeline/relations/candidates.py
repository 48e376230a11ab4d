"""All readings that are weighed: those of the rules, those of the reader, and crossings of the two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.relations.link import link
from pipeline.relations.marked import marked
from pipeline.relations.proposals import Proposal
from pipeline.relations.propose import propose
from pipeline.relations.tree import Range, Tree

CROSSED = "crossed"


def candidates(tree: Tree) -> list[Proposal]:
    """Linked proposals; a cue that both know also has the reader's content with the rules' source, and vice versa."""
    found = [p for p in propose(tree) if p.content and all(piece.first < piece.last for piece in p.content)]
    for proposal in found:
        link(tree, proposal)
    marks = tree.parsed.marks
    if marks is None or not marks.columns:
        return found
    by_cue: dict[int, list[Proposal]] = {}
    for proposal in found:
        by_cue.setdefault(proposal.head, []).append(proposal)
    for proposal in marked(tree, marks):
        rules = by_cue.get(proposal.head, ())
        nearest = max(rules, key=lambda rule: _alike(rule.content, proposal.content), default=None)
        if nearest is not None:
            proposal.frame, proposal.lemma = nearest.frame, nearest.lemma
        found.append(proposal)
        found += _crossed(proposal, [*rules, *_by_syntax(tree, proposal)])
    return found


def _by_syntax(tree: Tree, read: Proposal) -> Iterator[Proposal]:
    """The reader's cue and content with the source that the parse gives the cue."""
    other = replace(read, source=None, source_head=-1, link="none")
    link(tree, other)
    if other.source is not None:
        yield other


def _crossed(read: Proposal, rules: Sequence[Proposal]) -> Iterator[Proposal]:
    seen = {(read.content, read.source), *((rule.content, rule.source) for rule in rules)}
    for rule in rules:
        for content, other in ((read.content, rule), (rule.content, read)):
            key = content, other.source
            if key in seen or (other.source and any(_meet(other.source, piece) for piece in content)):
                continue
            seen.add(key)
            yield replace(
                rule, rule=CROSSED, content=content, source=other.source, source_head=other.source_head, link=other.link
            )


def _meet(a: Range, b: Range) -> bool:
    return a.first < b.last and b.first < a.last


def _alike(a: Sequence[Range], b: Sequence[Range]) -> float:
    """Shared tokens of all tokens of two contents."""
    shared = sum(max(0, min(x.last, y.last) - max(x.first, y.first)) for x in a for y in b)
    return shared / (sum(x.last - x.first for x in (*a, *b)) - shared)
