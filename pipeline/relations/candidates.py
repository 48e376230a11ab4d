"""All readings that are weighed: those of the rules, those of the reader, and crossings of the two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.relations.acts import reporting_verbs
from pipeline.relations.link import link
from pipeline.relations.marked import marked
from pipeline.relations.proposals import Proposal, alike, meet
from pipeline.relations.propose import propose, says_nothing
from pipeline.relations.tree import Range, Tree

CROSSED = "crossed"
LIKE = 0.5
"""Share of tokens from which two contents are readings of one."""


def candidates(tree: Tree) -> list[Proposal]:
    """Linked proposals; a cue that both know also has the reader's content with the rules' source, and vice versa."""
    found = [p for p in propose(tree) if p.content and all(piece.first < piece.last for piece in p.content)]
    found = [p for p in found if not _is_deed(tree, p)]
    for proposal in found:
        link(tree, proposal)
    marks = tree.parsed.marks
    if marks is None or not marks.columns:
        return found
    read: list[Proposal] = []
    by_cue: dict[int, list[Proposal]] = {}
    at: dict[int, list[Proposal]] = {}
    for proposal in found:
        by_cue.setdefault(proposal.head, []).append(proposal)
        for token in {token for piece in proposal.cue for token in range(*piece)}:
            at.setdefault(token, []).append(proposal)
    for proposal in marked(tree, marks):
        if says_nothing(tree, proposal) or _is_deed(tree, proposal):
            continue
        nearest = _nearest(proposal, by_cue, at)
        if nearest is not None:
            proposal.head, proposal.frame, proposal.lemma = nearest.head, nearest.frame, nearest.lemma
        rules = by_cue.get(proposal.head, ())
        read.append(proposal)
        read += _crossed(proposal, [*rules, *_by_syntax(tree, proposal)])
    return found + read


def _is_deed(tree: Tree, proposal: Proposal) -> bool:
    """*plans to close the port*: the infinitive is what is planned; only a verb of saying is a cue of its own."""
    head = proposal.head
    is_infinitive = any(tree.dep[kid] == "aux" and tree.low[kid] == "to" for kid in tree.kids[head])
    return is_infinitive and tree.dep[head] in ("xcomp", "acl") and tree.lemma[head] not in reporting_verbs()


def _nearest(
    read: Proposal, by_head: Mapping[int, Sequence[Proposal]], at: Mapping[int, Sequence[Proposal]]
) -> Proposal | None:
    """The rules' reading of the same cue, by head or by words of it, whose content is most like.

    ``by_head`` and ``at`` have the rules' readings by the head of their cue and by each of its tokens.
    """
    same: Iterable[Proposal] = by_head.get(read.head, ())
    if not same:
        words = (token for piece in read.cue for token in range(*piece))
        same = [rule for token in words for rule in at.get(token, ()) if alike(rule.content, read.content) >= LIKE]
    return max(same, key=lambda rule: alike(rule.content, read.content), default=None)


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
            if key in seen or _mixes(content, other.source, rule.cue):
                continue
            seen.add(key)
            yield replace(
                rule, rule=CROSSED, content=content, source=other.source, source_head=other.source_head, link=other.link
            )


def _mixes(content: Sequence[Range], source: Range | None, cue: Sequence[Range]) -> bool:
    """Whether the cue or the source would stand in the content."""
    return any(meet(other, piece) for piece in content for other in (*cue, *((source,) if source else ())))
