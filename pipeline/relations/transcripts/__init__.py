"""Transcripts, interviews, pages of questions and answers: each turn is a statement of its speaker.

Labels are read (:mod:`labels`), believed by evidence over several lines (:mod:`evidence`) and followed by what is said
(:mod:`turns`; :mod:`interviews` where answers have no label). Who is meant by a label is looked up among the people of
the article (:mod:`voices`). Where an article is nothing of the kind, all is as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate, pairwise

from pipeline.relations.proposals import Proposal
from pipeline.relations.transcripts.evidence import believed_labels
from pipeline.relations.transcripts.interviews import interviewee, last_name, opening_of, outlet, unlabelled_turns
from pipeline.relations.transcripts.labels import labels_of
from pipeline.relations.transcripts.turns import Transcript, blocks_of, labelled_turns
from pipeline.relations.transcripts.voices import voices_of, with_named_labels
from pipeline.relations.tree import Tree

__all__ = [
    "RULE",
    "Transcript",
    "apart",
    "confidence_of",
    "find_transcript",
    "is_asking",
    "proposals_of",
    "voices_of",
    "with_named_labels",
]

RULE = "turn"
CONFIDENCE = 0.9
"""All 16 turns under names in the training part of PolNeAR are right (``attribution``); too few to say more."""
_MEASURED = frozenset({"name", "office"})
_LABEL = -2


def find_transcript(tree: Tree) -> Transcript:
    """The turns of the article, in text order; none where it is no transcript and no interview."""
    blocks = blocks_of(tree)
    labels = believed_labels(tree, list(labels_of(tree, blocks)), blocks)
    opening = blocks[labels[0].block].first if labels else opening_of(tree, blocks)
    if opening is None:
        return Transcript()
    person, asks = interviewee(tree, blocks, opening), outlet(tree, opening)
    own = last_name(person) if person else frozenset()
    turns = labelled_turns(tree, blocks, labels, own)
    if person and all(label.part == "asks" for label in labels):
        turns += unlabelled_turns(tree, blocks, labels, person, asks)
    return Transcript(tuple(sorted(turns, key=lambda turn: turn.pieces)), person, asks)


def proposals_of(tree: Tree, transcript: Transcript) -> list[Proposal]:
    """The turns as proposals that need no weighing; the rule is ``turn``, the frame the part of the label."""
    made: list[Proposal] = []
    for turn in transcript.turns:
        cue = (turn.cue,) if turn.cue else ()
        lemma = ":" if turn.cue and ":" in tree.low[turn.head] else tree.low[turn.head] if turn.cue else ""
        proposal = Proposal(turn.head, cue, turn.pieces, turn.part, RULE, lemma, turn.source, link="label")
        proposal.confidence, proposal.exactness = CONFIDENCE, CONFIDENCE
        if turn.source is not None:
            named = turn.label.name.last if turn.label and turn.part == "name" else turn.source.last
            proposal.source_head = named - 1
        made.append(proposal)
    return made


def apart(tree: Tree, transcript: Transcript, proposals: Iterable[Proposal]) -> list[Proposal]:
    """Those of ``proposals`` that lie in one turn or in none: nothing runs over from one speaker to the next."""
    owner = [-1] * len(tree.low)
    for number, turn in enumerate(transcript.turns):
        for first, last in turn.pieces:
            owner[first:last] = [number] * (last - first)
        if turn.label is not None:
            first, last = min(turn.label.where.first, turn.label.mark.first), turn.label.mark.last
            owner[first:last] = [_LABEL] * (last - first)
    changes = list(accumulate((a != b for a, b in pairwise(owner)), initial=0))
    kept: list[Proposal] = []
    for proposal in proposals:
        ranges = (*proposal.content, *proposal.cue, *((proposal.source,) if proposal.source else ()))
        owners = {owner[proposal.head], *(owner[first] for first, _ in ranges)}
        whole = all(changes[first] == changes[last - 1] for first, last in ranges)
        if whole and len(owners) == 1 and _LABEL not in owners:
            kept.append(proposal)
    return kept


def confidence_of(proposal: Proposal) -> float | None:
    """Of a turn: None where no corpus marks its like, as with questions and answers."""
    return CONFIDENCE if proposal.frame in _MEASURED else None


def is_asking(tree: Tree, proposal: Proposal) -> bool:
    """Is a turn a question? That of who only asks, or one of questions only."""
    ends = (tree.sentence_of(token).last for piece in proposal.content for token in (piece.first, piece.last - 1))
    return proposal.frame == "asks" or all("?" in tree.low[end - 3 : end] for end in ends)
