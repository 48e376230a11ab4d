"""A verb as cue: which words it consists of, and the proposal that it makes."""

from __future__ import annotations

from pipeline.relations.acts import reporting_verbs
from pipeline.relations.proposals import Proposal
from pipeline.relations.tree import Range, Tree


def cue_range(tree: Tree, verb: int) -> tuple[Range, ...]:
    """The verb with its auxiliaries, negation and particle: *has not ruled out*."""
    first, last = verb, verb + 1
    for kid in reversed(tree.kids[verb]):
        if kid < first and tree.dep[kid] in ("aux", "auxpass", "neg", "advmod") and kid == first - 1:
            first = kid
    while first < verb and tree.dep[first] == "advmod":
        first += 1
    particle = tree.child(verb, "prt")
    if particle == last:
        return (Range(first, particle + 1),)
    return (Range(first, last), Range(particle, particle + 1)) if particle > last else (Range(first, last),)


def verb_lemma(tree: Tree, verb: int) -> str:
    particle = tree.child(verb, "prt")
    return f"{tree.lemma[verb]} {tree.low[particle]}" if particle >= 0 else tree.lemma[verb]


def proposal_of(
    tree: Tree,
    verb: int,
    content: tuple[Range, ...],
    frame: str,
    rule: str,
    cue: tuple[Range, ...] | None = None,
) -> Proposal:
    return Proposal(verb, cue or cue_range(tree, verb), content, frame, rule, verb_lemma(tree, verb))


def quoted_as(tree: Tree, verb: int) -> bool:
    """*was quoted as saying that …*: the source is the one who is quoted."""
    preposition = tree.child(verb, "prep") if tree.child(verb, "nsubjpass") >= 0 else -1
    if preposition < 0 or tree.low[preposition] != "as":
        return False
    saying = tree.child(preposition, "pcomp")
    return saying >= 0 and tree.lemma[saying] in reporting_verbs() and tree.child(saying, "ccomp") >= 0
