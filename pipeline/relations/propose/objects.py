"""Verbs with an infinitive, a noun phrase or a predicate as content; passives; adjectives."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.relations.acts import (
    act_of_cue,
    light_verbs,
    reporting_nouns,
    reporting_verbs,
    support_verbs,
    telling_occasions,
)
from pipeline.relations.days import is_time
from pipeline.relations.link import issued_by
from pipeline.relations.proposals import Proposal
from pipeline.relations.propose.cue import cue_range, proposal_of, quoted_as, refusal_before, saying_of
from pipeline.relations.propose.edges import settle, without_occasion
from pipeline.relations.tree import Range, Tree

_OBJECTS = ("dobj", "dative", "iobj")


def infinitive(tree: Tree, verb: int) -> Iterator[Proposal]:
    """V to-VERB, V VERB-ing: *Berg vowed to reopen the mine*."""
    for kid in tree.kids[verb]:
        if kid < verb or not (tree.dep[kid] == "xcomp" or _is_late(tree, verb, kid)):
            continue
        if object_of(tree, verb, before=kid) >= 0 or _hearer_before(tree, verb, kid) or _no_comment(tree, verb, kid):
            continue
        to = any(tree.low[k] == "to" for k in tree.kids[kid])
        frame = "to" if to else "ing" if tree.tag[kid] == "VBG" else "complement"
        piece = settle(tree, verb, max(tree.left[kid], verb + 1), tree.right[kid] + 1)
        if piece.first < piece.last:
            yield proposal_of(tree, verb, (piece,), frame, "infinitive")


def _is_late(tree: Tree, verb: int, kid: int) -> bool:
    """*promised on 6 June to hold elections*: with a day between, the parse takes the infinitive for a purpose."""
    between = Range(verb + 1, tree.left[kid])
    late = tree.dep[kid] == "advcl" and tree.low[tree.left[kid]] == "to" and between.first < between.last
    return (
        late and act_of_cue(tree.lemma[verb], "to") in ("promises", "threatens", "intends") and is_time(tree, between)
    )


def _hearer_before(tree: Tree, verb: int, kid: int) -> bool:
    """*appealed to the junta to …*: whom it was said to belongs to the content."""
    if tree.lemma[verb] not in ("appeal", "call", "plead"):
        return False
    return any(tree.dep[k] == "prep" and verb < k < kid and tree.child(k, "pobj") >= 0 for k in tree.kids[verb])


def _no_comment(tree: Tree, verb: int, kid: int) -> bool:
    """*refused to comment*: nothing was said. *refused to say whether …*: *say* is the verb of the cue."""
    if tree.lemma[verb] not in ("refuse", "decline"):
        return False
    if tree.right[kid] == kid:
        return True
    return tree.lemma[kid] in reporting_verbs() and tree.child(kid, "ccomp", "prt") >= 0


def object_of(tree: Tree, verb: int, before: int | None = None) -> int:
    """The object of ``verb``, before the token ``before`` if one is given; -1 where it has none."""
    for kid in tree.kids[verb]:
        if tree.dep[kid] in _OBJECTS and kid > verb and (before is None or kid < before):
            return kid
    return -1


def thing(tree: Tree, verb: int) -> Iterator[Proposal]:
    """V NOUN PHRASE: *Berg condemned the closure*."""
    kid = object_of(tree, verb)
    if kid >= 0 and any(issued_by(tree, below) == verb for below in tree.kids[kid]):
        return  # "issued a statement saying …"
    if kid < 0 or _is_support(tree, verb, kid) or _is_act(tree, verb, kid):
        return
    piece = settle(tree, verb, max(verb + 1, tree.left[kid]), without_occasion(tree, kid, _without_occasion(tree, kid)))
    if piece.first < piece.last:
        yield proposal_of(tree, verb, (piece,), "object", "thing")


def _is_act(tree: Tree, verb: int, noun: int) -> bool:
    """*made a visit*: a light verb with a noun that ascribes nothing."""
    return (
        tree.lemma[verb] in light_verbs()
        and tree.tag[noun] in ("NN", "NNS")
        and tree.lemma[noun] not in reporting_nouns()
    )


def _is_support(tree: Tree, verb: int, noun: int) -> bool:
    """*expressed confidence that …*: the noun belongs to the cue, its clause is the content."""
    if tree.lemma[verb] not in support_verbs() or tree.lemma[noun] not in reporting_nouns():
        return False
    return any(tree.dep[kid] in ("acl", "ccomp") and kid > noun for kid in tree.kids[noun])


def _without_occasion(tree: Tree, noun: int) -> int:
    """End of the phrase without the place or day of the telling: *announced the deal | in a speech on Monday*."""
    for kid in tree.kids[noun]:
        below = tree.child(kid, "pobj") if tree.dep[kid] == "prep" and kid > noun else -1
        if below >= 0 and tree.low[kid] in ("in", "at", "on", "during"):
            known = telling_occasions()
            told = tree.lemma[below] in known or f"{tree.low[below - 1]} {tree.lemma[below]}" in known
            if told or tree.low[below].endswith("day"):
                return kid
        elif tree.dep[kid] == "npadvmod" and kid > noun and tree.low[kid].endswith("day"):
            return kid
    return tree.right[noun] + 1


def _is_second_object(tree: Tree, first: int, second: int) -> bool:
    """*branded the tax “an act of theft”*, which the parse takes for two objects."""
    return tree.dep[first] == tree.dep[second] == "dobj" and tree.low[tree.left[second] - 1] != ","


def thing_and_more(tree: Tree, verb: int) -> Iterator[Proposal]:
    """V NOUN PHRASE to-VERB / as / of / for / adjective / noun: *Berg accused the firm of neglect*."""
    kid = object_of(tree, verb)
    if kid < 0 or _is_act(tree, verb, kid) or saying_of(tree, verb) >= 0:
        return
    for more in tree.kids[verb]:
        if more <= kid:
            continue
        label = tree.dep[more]
        if label == "xcomp":
            frame = "object+to" if any(tree.low[k] == "to" for k in tree.kids[more]) else "object+ing"
        elif label in ("oprd", "acomp") or _is_second_object(tree, kid, more):
            frame = "object+predicate"
        elif label == "prep":
            frame = f"object+{tree.low[more]}"
        elif label == "advcl" and any(tree.low[k] == "to" for k in tree.kids[more]):
            frame = "object+to"
        elif (label == "advcl" and any(tree.low[k] == "as" for k in tree.kids[more])) or (
            label == "advmod" and tree.low[more] == "as"
        ):
            frame = "object+as"
        else:
            continue
        last = tree.right[more] + 1
        if label == "advmod":
            last = tree.right[verb] + 1
        piece = settle(tree, verb, max(verb + 1, tree.left[kid]), without_occasion(tree, kid, last))
        if piece.first < piece.last:
            yield proposal_of(tree, verb, (piece,), frame, "thing_and_more")


def prepositional(tree: Tree, verb: int) -> Iterator[Proposal]:
    """V PREPOSITION NOUN PHRASE: *Berg called for an inquiry*, *called on the state to pay*."""
    for kid in tree.kids[verb]:
        if tree.dep[kid] not in ("prep", "agent") or kid < verb or kid == saying_of(tree, verb) - 1:
            continue
        below = tree.child(kid, "pobj", "pcomp")
        if below >= 0 and is_time(tree, tree.subtree(kid)):
            continue
        if below < 0:
            inner = tree.child(kid, "prep")
            below = tree.child(inner, "pobj", "pcomp") if inner >= 0 else -1
        if below < 0:
            continue
        word = tree.low[kid]
        cue = (*cue_range(tree, verb), Range(kid, kid + 1))
        if cue[-1].first == cue[-2].last:
            cue = (*cue[:-2], Range(cue[-2].first, kid + 1))
        if tree.dep[kid] == "agent" or refusal_before(tree, below, below) < below:
            continue
        piece = settle(tree, verb, max(kid + 1, tree.left[below]), tree.right[below] + 1)
        if piece.first < piece.last:
            yield proposal_of(tree, verb, (piece,), f"prep:{word}", "prepositional", cue)
        for more in tree.kids[verb]:
            if more > kid and tree.dep[more] in ("xcomp", "advcl") and tree.tag[more] == "VB":
                wide = settle(tree, verb, max(kid + 1, tree.left[below]), tree.right[more] + 1)
                yield proposal_of(tree, verb, (wide,), f"prep:{word}+to", "prepositional", cue)
            elif more > kid and tree.dep[more] == "prep" and tree.low[more] == "as":
                wide = settle(tree, verb, max(kid + 1, tree.left[below]), tree.right[more] + 1)
                yield proposal_of(tree, verb, (wide,), f"prep:{word}+as", "prepositional", cue)


def predicate(tree: Tree, verb: int) -> Iterator[Proposal]:
    """V ADJECTIVE/NOUN as predicate, or *so*: *Berg deemed it a success*, *is considered a rival*."""
    passive = tree.child(verb, "nsubjpass")
    for kid in tree.kids[verb]:
        if kid < verb or tree.dep[kid] not in ("oprd", "acomp", "attr"):
            continue
        if object_of(tree, verb) >= 0 or tree.lemma[verb] in ("be", "become", "remain", "have"):
            continue
        piece = settle(tree, verb, max(verb + 1, tree.left[kid]), tree.right[kid] + 1)
        if piece.first >= piece.last:
            continue
        if passive >= 0:
            subject = settle(tree, verb, tree.left[passive], min(tree.right[passive] + 1, max(verb, passive + 1)))
            yield proposal_of(tree, verb, (subject, piece), "passive+predicate", "predicate")
        else:
            yield proposal_of(tree, verb, (piece,), "predicate", "predicate")


def passive(tree: Tree, verb: int) -> Iterator[Proposal]:
    """NOUN PHRASE was V-ed (as / of / to / by): *the mine was described as unsafe*, *was condemned by Berg*."""
    subject = tree.child(verb, "nsubjpass")
    if subject < 0 or subject > verb:
        return
    whole = settle(tree, verb, tree.left[subject], min(tree.right[subject] + 1, verb))
    if whole.first >= whole.last:
        return
    if quoted_as(tree, verb) or (tree.lemma[verb] == "expect" and tree.child(verb, "agent") < 0):
        return  # "is expected to" ascribes to nobody
    if tree.child(verb, "agent") >= 0:
        yield proposal_of(tree, verb, (whole,), "passive+by", "passive")
    for kid in tree.kids[verb]:
        if kid < verb:
            continue
        if tree.dep[kid] == "prep" and tree.child(kid, "pobj", "pcomp", "amod", "acomp") >= 0:
            word = tree.low[kid]
            first = kid if word in ("as", "of", "for", "with") else kid + 1
        elif tree.dep[kid] == "xcomp":
            word, first = "to", tree.left[kid]
        else:
            continue
        piece = settle(tree, verb, max(first, verb + 1), tree.right[kid] + 1)
        if piece.first < piece.last:
            yield proposal_of(tree, verb, (whole, piece), f"passive+{word}", "passive")


def adjective(tree: Tree, verb: int) -> Iterator[Proposal]:
    """be ADJECTIVE that / to / about: *Berg was confident that the mine would reopen*."""
    for kid in tree.kids[verb]:
        if tree.dep[kid] != "acomp" and not (tree.dep[kid] == "ROOT" and tree.tag[kid] == "JJ"):
            continue
        if kid < verb:
            continue
        cue = (Range(verb, kid + 1),) if kid - verb < 5 else (Range(verb, verb + 1), Range(kid, kid + 1))
        for below in (*tree.kids[kid], *(k for k in tree.kids[verb] if k > kid)):
            if below < kid:
                continue
            label = tree.dep[below]
            if label == "ccomp":
                frame, first = "adjective clause", tree.left[below]
            elif label == "xcomp":
                frame, first = "adjective to", tree.left[below]
            elif label == "prep" and tree.head[below] == kid and tree.child(below, "pobj", "pcomp") >= 0:
                frame, first = f"adjective {tree.low[below]}", below + 1
            else:
                continue
            piece = settle(tree, verb, max(kid + 1, first), tree.right[below] + 1)
            if piece.first < piece.last:
                made = proposal_of(tree, verb, (piece,), frame, "adjective", cue)
                made.lemma = tree.lemma[kid]
                yield made


OBJECT_RULES = (infinitive, thing, thing_and_more, prepositional, predicate, passive, adjective)
