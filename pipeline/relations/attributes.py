"""Typing: what kind of speech a statement is, what it does, whether it is denied, to whom and where it was said."""

from __future__ import annotations

from pipeline.relations.acts import act_of_cue, occasions
from pipeline.relations.proposals import Proposal
from pipeline.relations.tree import Range, Tree

_DUTY = frozenset({"must", "should", "shall", "ought"})
_WILL = frozenset({"will", "shall", "would", "'ll", "’ll", "wo"})
_SELF = frozenset({"we", "i", "he", "she"})
_TO_WHOM = frozenset({"tell", "inform", "assure", "remind", "warn", "notify", "advise"})


def kind_of(tree: Tree, content: tuple[Range, ...]) -> str:
    """``direct`` where all words stand in quotation marks, ``mixed`` where some do, else ``indirect``."""
    inside = outside = 0
    for first, last in content:
        for token in range(first, last):
            if tree.text[token][:1].isalnum():
                if tree.quote[token] >= 0:
                    inside += 1
                else:
                    outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def act_of(tree: Tree, proposal: Proposal) -> str:
    """The act of the cue; of a neutral cue what the content plainly is (a demand, a promise)."""
    act = act_of_cue(proposal.lemma, proposal.frame)
    if act is None:
        act = "thinks" if proposal.frame.startswith("adjective") else "states"
    return _of_content(tree, proposal) if act == "states" else act


def _of_content(tree: Tree, proposal: Proposal) -> str:
    """A neutral cue: a demand where somebody must or should, a promise where the speaker will."""
    first, last = proposal.first, min(proposal.last, proposal.first + 40)
    for token in range(first, last):
        if tree.tag[token] != "MD":
            continue
        subject = tree.low[token - 1] if token > first else ""
        if tree.low[token] in _DUTY and not (tree.low[token] == "shall" and subject in _SELF):
            return "demands"
        if tree.low[token] in _WILL and subject in _SELF and token - first < 6:
            return "promises"
        break
    return "states"


def is_negated(tree: Tree, proposal: Proposal) -> bool:
    """Is the attribution itself denied: *did not say that …*, *never promised to …*?"""
    head = proposal.head
    return any(tree.dep[kid] == "neg" or tree.low[kid] in ("never", "nor", "neither") for kid in tree.kids[head])


def addressee_of(tree: Tree, proposal: Proposal) -> Range | None:
    """To whom: *told the senate*, *said to Ruiz*; None where nobody is named."""
    head = proposal.head
    if not tree.is_verb(head):
        return None
    for kid in tree.kids[head]:
        if kid > head and tree.dep[kid] in ("dobj", "dative", "iobj") and tree.lemma[head] in _TO_WHOM:
            found = Range(tree.left[kid], tree.right[kid] + 1)
        elif (
            kid > head
            and tree.dep[kid] in ("prep", "dative")
            and tree.low[kid] == "to"
            and tree.child(kid, "pobj") >= 0
        ):
            if tree.lemma[head] not in ("say", "write", "explain", "announce", "speak", "confirm", "complain"):
                continue
            below = tree.child(kid, "pobj")
            found = Range(tree.left[below], tree.right[below] + 1)
        else:
            continue
        if not any(found.first < piece.last and piece.first < found.last for piece in proposal.content):
            return found
    return None


def venue_of(tree: Tree, proposal: Proposal) -> str | None:
    """Where or how it was said, by a noun beside the cue: *in an interview*, *at a news conference*."""
    head = proposal.head
    verbs = [head]
    if tree.dep[head] in ("xcomp", "advcl", "conj"):
        verbs.append(tree.head[head])
    for verb in verbs:
        stack = [k for k in tree.kids[verb] if tree.dep[k] in ("prep", "advcl")]
        seen = 0
        while stack and seen < 12:
            token = stack.pop()
            seen += 1
            if any(piece.first <= token < piece.last for piece in proposal.content):
                continue
            found = occasions().get(tree.lemma[token]) if tree.tag[token][:2] == "NN" else None
            if found:
                return found
            stack += [k for k in tree.kids[token] if tree.dep[k] in ("prep", "pobj", "pcomp")]
    return None


def day_of(tree: Tree, proposal: Proposal) -> Range | None:
    """When it was said: a day beside the cue, *on Wednesday*, *yesterday*; tokens without the preposition."""
    head = proposal.head
    kids = list(tree.kids[head])
    kids += [below for kid in tree.kids[head] if tree.dep[kid] == "advcl" for below in tree.kids[kid]]
    for kid in kids:
        below = tree.child(kid, "pobj") if tree.dep[kid] == "prep" and tree.low[kid] == "on" else kid
        if below < 0 or tree.dep[kid] not in ("prep", "npadvmod", "advmod"):
            continue
        if any(piece.first <= below < piece.last for piece in proposal.content):
            continue
        if _is_day(tree.low[below]):
            return Range(below, below + 1)
    return None


def _is_day(word: str) -> bool:
    return word.endswith("day") and word[:3] in ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "yes", "tod")
