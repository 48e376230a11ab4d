"""A verb as cue: which words it consists of, and the proposal that it makes."""

from __future__ import annotations

from pipeline.lexicon import words
from pipeline.relations.acts import refusing_verbs, reporting_verbs
from pipeline.relations.link import issued_by
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
    first = refusal_before(tree, verb, first)
    issuing = issued_by(tree, verb)
    first = issuing if issuing >= 0 else first
    particle = tree.child(verb, "prt")
    if particle == last:
        return (Range(first, particle + 1),)
    return (Range(first, last), Range(particle, particle + 1)) if particle > last else (Range(first, last),)


def refusal_before(tree: Tree, verb: int, first: int) -> int:
    """Where *refused to say*, *stopped short of saying*, *went on to say* begins, else ``first``."""
    if tree.tag[verb] not in ("VB", "VBG") or tree.dep[verb] not in ("xcomp", "pcomp", "advcl"):
        return first
    governor = tree.head[verb]
    if tree.dep[verb] == "pcomp":
        if tree.low[governor] == "without":
            return governor if governor == first - 1 else first
        governor = next((t for t in range(governor - 1, max(governor - 3, -1), -1) if tree.is_verb(t)), governor)
    if governor >= first:
        return first
    lemma = tree.lemma[governor]
    if lemma in ("refuse", "decline") and tree.child(verb, "ccomp", "prt") < 0:
        return first  # "refused to apologise": an intention
    pair = f"{lemma} {tree.low[governor + 1]}"
    known = (*refusing_verbs(), *words("going_on_verbs"))
    whole = lemma in known or pair in known
    return governor if whole and governor > first - 5 else first


def verb_lemma(tree: Tree, verb: int) -> str:
    """Lemma of ``verb``, with its particle: *point out*."""
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
    """A proposal with the cue of ``verb`` (or ``cue``) for ``content``; ``frame`` and ``rule`` say what found it."""
    return Proposal(verb, cue or cue_range(tree, verb), content, frame, rule, verb_lemma(tree, verb))


def quoted_as(tree: Tree, verb: int) -> bool:
    """*was quoted as saying that …*: the source is the one who is quoted."""
    return tree.child(verb, "nsubjpass") >= 0 and saying_of(tree, verb) >= 0


def saying_of(tree: Tree, verb: int) -> int:
    """*saying* in *was quoted as saying*, and in *cited Berg as saying*, where Berg says it; -1 where there is none."""
    if tree.child(verb, "nsubjpass", "dobj") < 0:
        return -1
    for kid in tree.kids[verb]:
        saying = tree.child(kid, "pcomp") if tree.dep[kid] == "prep" and tree.low[kid] == "as" else -1
        if saying == kid + 1 and tree.lemma[saying] in reporting_verbs() and tree.tag[saying] == "VBG":
            return saying
    return -1
