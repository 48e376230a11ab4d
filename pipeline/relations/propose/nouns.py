"""Nouns that carry a content, and phrases such as *according to*."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.lexicon import words
from pipeline.relations.acts import reporting_nouns, reporting_verbs
from pipeline.relations.proposals import Proposal
from pipeline.relations.propose.edges import settle
from pipeline.relations.tree import Range, Tree

_MAX_CLIMB = 30
_COPULA = ("be", "remain")
_CLAUSES = ("ccomp", "conj", "advcl", "relcl")


@cache
def _views() -> frozenset[str]:
    return frozenset(words("view_nouns"))


def noun_clause(tree: Tree, noun: int) -> Iterator[Proposal]:
    """NOUN that CLAUSE / to VERB: *the claim that the mine is safe*, *Berg's plan to leave*."""
    for kid in tree.kids[noun]:
        if kid < noun or tree.dep[kid] not in ("acl", "ccomp", "relcl", "appos"):
            continue
        marked = any(tree.low[k] in ("that", "whether", "if") and tree.dep[k] == "mark" for k in tree.kids[kid])
        to = any(tree.low[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[kid])
        if not marked and not to:
            continue
        piece = settle(tree, noun, max(noun + 1, tree.left[kid]), tree.right[kid] + 1)
        if piece.first < piece.last:
            yield from _with_support(tree, noun, (piece,), "that" if marked else "to", "noun_clause")


def noun_preposition(tree: Tree, noun: int) -> Iterator[Proposal]:
    """NOUN PREPOSITION NOUN PHRASE: *Berg's criticism of the firm*, *voiced support for the strike*."""
    for kid in tree.kids[noun]:
        if kid < noun or tree.dep[kid] != "prep":
            continue
        below = tree.child(kid, "pobj", "pcomp")
        if below < 0 or tree.low[kid] in ("by", "from", "in", "at"):
            continue
        piece = settle(tree, noun, max(kid + 1, tree.left[below]), tree.right[below] + 1)
        if piece.first < piece.last:
            frame = tree.low[kid]
            if tree.low[kid] in ("for", "on") and tree.dep[below] == "pobj":
                more = tree.child(noun, "acl")
                if more > kid and any(tree.low[k] == "to" for k in tree.kids[more]):
                    piece = settle(tree, noun, piece.first, tree.right[more] + 1)
                    frame += "+to"
            yield from _with_support(tree, noun, (piece,), frame, "noun_preposition", kid)


def noun_is(tree: Tree, noun: int) -> Iterator[Proposal]:
    """NOUN is (that) CLAUSE / to VERB: *Berg's view is that the mine must close*."""
    verb = tree.head[noun]
    if tree.dep[noun] != "nsubj" or tree.lemma[verb] not in _COPULA or verb < noun:
        return
    for kid in tree.kids[verb]:
        if kid > verb and tree.dep[kid] in ("ccomp", "xcomp", "advcl"):
            piece = settle(tree, noun, max(verb + 1, tree.left[kid]), tree.right[kid] + 1)
            if piece.first < piece.last:
                cue = (Range(noun, noun + 1), Range(verb, verb + 1))
                yield Proposal(noun, cue, (piece,), "noun is", "noun_is", tree.lemma[noun])


def _with_support(
    tree: Tree, noun: int, content: tuple[Range, ...], frame: str, rule: str, preposition: int = -1
) -> Iterator[Proposal]:
    """The noun as cue; together with the verb whose object it is (*expressed confidence*), where it is one."""
    verb = tree.head[noun]
    if tree.lemma[verb] in reporting_verbs() and tree.lemma[noun] not in reporting_nouns():
        return  # the verb has the noun for its own content: "condemned the loss of the boat"
    tail = (Range(noun, (preposition if preposition == noun + 1 else noun) + 1),)
    if tree.dep[noun] in ("dobj", "attr") and tree.is_verb(verb) and verb < noun:
        cue = (Range(verb, tail[0].last),) if noun - verb < 4 else (Range(verb, verb + 1), *tail)
        lemma = f"{tree.lemma[verb]}"
        yield Proposal(verb, cue, content, f"support {frame}", rule, f"{lemma} {tree.lemma[noun]}")
    else:
        yield Proposal(noun, tail, content, f"noun {frame}", rule, tree.lemma[noun])


def according_to(tree: Tree, token: int) -> Iterator[Proposal]:
    """according to SOURCE, before, inside or after the clause: *According to Berg, the mine is safe*."""
    if tree.low[token] not in ("according", "per"):
        return
    if tree.low[token] == "according":
        if token + 1 >= len(tree.low) or tree.low[token + 1] != "to":
            return
        last = token + 2
    elif tree.dep[token] != "prep" or token == tree.sentence_of(token).first + 1:
        return
    else:
        last = token + 1
    phrase_last = tree.right[token] + 1
    host = tree.head[token]
    if host == token:
        return
    begin, end = tree.sentence_of(token)
    if token - begin <= 1 and tree.quote[token] < 0:
        first, stop = begin, end  # at the head of a sentence it holds for all of it
    else:
        clause = _clause_of(tree, host)
        first, stop = tree.left[clause], tree.right[clause] + 1
    pieces = []
    for a, b in ((first, min(token, stop)), (max(phrase_last, first), stop)):
        if b - a > 1:
            piece = settle(tree, token, a, b)
            if piece.last - piece.first > 1 and not (piece.first < phrase_last and piece.last > token):
                pieces.append(piece)
    if pieces:
        yield Proposal(token, (Range(token, last),), tuple(pieces), "according", "according_to", tree.low[token])


def in_view(tree: Tree, noun: int) -> Iterator[Proposal]:
    """in OWNER's view / opinion / words, CLAUSE: *In Berg's view, the mine is safe*."""
    preposition = tree.head[noun]
    if tree.low[noun] not in _views() or tree.dep[noun] != "pobj" or tree.low[preposition] not in ("in", "to"):
        return
    host = tree.head[preposition]
    if host == preposition or tree.child(noun, "poss") < 0:
        return
    clause = _clause_of(tree, host)
    last = tree.right[noun] + 1
    pieces = [
        piece
        for a, b in ((tree.left[clause], preposition), (last, tree.right[clause] + 1))
        if b - a > 1 and (piece := settle(tree, noun, a, b)).last - piece.first > 1
    ]
    if pieces:
        cue = (Range(preposition, preposition + 1), Range(noun, noun + 1))
        yield Proposal(noun, cue, tuple(pieces), "noun in view", "in_view", tree.low[noun])


def _clause_of(tree: Tree, token: int) -> int:
    """The verb of the clause that holds ``token``."""
    for _ in range(_MAX_CLIMB):
        if tree.head[token] == token:
            break
        is_clause = (tree.is_verb(token) or tree.tag[token] == "MD") and tree.dep[token] in _CLAUSES
        if is_clause and any(tree.dep[k] in ("nsubj", "nsubjpass") for k in tree.kids[token]):
            return token
        token = tree.head[token]
    return token


NOUN_RULES = (noun_clause, noun_preposition, noun_is, in_view)
