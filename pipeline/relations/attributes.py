"""Typing: whether a statement is in the speaker's own words, and whether the attribution is denied."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import words
from pipeline.relations.acts import refusing_verbs
from pipeline.relations.proposals import Proposal
from pipeline.relations.quotations import Quotation
from pipeline.relations.tree import Tree

_NOT = frozenset({"never", "nor", "neither"})
_NOBODY = frozenset({"nobody", "none", "neither", "no-one", "noone"})
_ONLY = frozenset({"only", "just", "merely", "simply"})
_OR = frozenset({"or", "nor"})
_SMALL = frozenset({"a", "an", "the", "of", "in", "on", "and", "or", "to", "for", "with", "by", "at", "from"})
_SINGLE_MARKS = frozenset({"‘", "’", "'"})
_MAX_CLIMB = 4


@cache
def _works() -> frozenset[str]:
    return frozenset(words("works"))


def kind_of(tree: Tree, proposal: Proposal) -> str:
    """``direct`` where all words stand in quotation marks, ``mixed`` where some do, else ``indirect``.

    Of marks around cue and content alike only those within them count, and the title of a work is nobody's words.
    """
    around = tree.quote[proposal.head]
    inside = outside = 0
    for first, last in proposal.content:
        within = False
        for token in range(first, last):
            word = tree.text[token]
            number = tree.quote[token]
            if word in _SINGLE_MARKS:
                within = not within and _opens(tree, token)
            elif word[:1].isalnum():
                foreign = number == around >= 0 or (
                    number >= 0 and _is_title(tree, tree.quotations[number], first, last)
                )
                if within if foreign else number >= 0:
                    inside += 1
                else:
                    outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _opens(tree: Tree, mark: int) -> bool:
    """A blank before it, none after it: no apostrophe."""
    starts, ends = tree.parsed.tokens.start, tree.parsed.tokens.end
    loose = mark == 0 or ends[mark - 1] < starts[mark] or not tree.text[mark - 1][:1].isalnum()
    return tree.text[mark] != "’" and loose and mark + 1 < len(starts) and starts[mark + 1] == ends[mark]


def _is_title(tree: Tree, quotation: Quotation, first: int, last: int) -> bool:
    """*the film “Sons of Aden”*, in a content that is more than that."""
    if (quotation.first <= first and last <= quotation.last) or quotation.first < 1:
        return False
    named = [tree.text[t] for t in range(quotation.first, quotation.last) if tree.text[t][:1].isalnum()]
    if not all(word[:1].isupper() or word[:1].isdigit() or word in _SMALL for word in named):
        return False
    before = quotation.first - 1
    if tree.low[before] == ",":
        before -= 1
    return tree.lemma[before] in _works() or tree.low[before] in _works()


def is_negated(tree: Tree, proposal: Proposal) -> bool:
    """Is the attribution itself denied: *did not say that …*, *refused to say whether …*, *nobody said …*?"""
    head = proposal.head
    if not (tree.is_verb(head) or tree.tag[head] == "MD"):
        return any(tree.low[kid] == "no" and tree.dep[kid] == "det" for kid in tree.kids[head])
    noun = tree.child(head, "dobj")
    inside = any(first <= noun < last for first, last in proposal.content)
    no_noun = noun > head and not inside and tree.tag[noun][:2] == "NN" and tree.low[tree.left[noun]] == "no"
    return no_noun or _is_denied(tree, head) != _is_refused(tree, head)


def _is_denied(tree: Tree, verb: int) -> bool:
    for kid in tree.kids[verb]:
        if (tree.dep[kid] == "neg" or tree.low[kid] in _NOT) and kid < verb:
            return tree.low[kid + 1] not in _ONLY
        if tree.dep[kid] in ("nsubj", "nsubjpass") and kid < verb and _is_nobody(tree, kid):
            return True
        if tree.dep[kid] == "prep" and kid < verb and tree.low[kid : kid + 3] == ["at", "no", "time"]:
            return True
    above = tree.head[verb]
    joined = tree.dep[verb] == "conj" and above != verb and any(tree.low[kid] in _OR for kid in tree.kids[above])
    return joined and tree.is_verb(above) and _is_denied(tree, above)


def _is_nobody(tree: Tree, subject: int) -> bool:
    if tree.low[subject] in _NOBODY:
        return True
    return any(tree.low[kid] in ("no", "neither") and tree.dep[kid] in ("det", "preconj") for kid in tree.kids[subject])


def _is_refused(tree: Tree, verb: int) -> bool:
    """*refused to say*, *without saying*, *stopped short of saying*; but not *did not hesitate to*."""
    preposition = tree.head[verb]
    if tree.dep[verb] == "pcomp" and preposition != verb:
        if tree.low[preposition] == "without":
            return True
        governor = tree.head[preposition]
        for _ in range(_MAX_CLIMB):  # "short" may stand between
            if tree.is_verb(governor) or tree.head[governor] == governor:
                break
            governor = tree.head[governor]
        pair = f"{tree.lemma[governor]} {tree.low[preposition - 1]}"
        known = pair in refusing_verbs() or tree.lemma[governor] in refusing_verbs()
        return known and not _is_denied(tree, governor)
    if tree.dep[verb] != "xcomp" or not tree.is_verb(preposition):
        return False
    refused = tree.lemma[preposition] in refusing_verbs()
    return refused != _is_denied(tree, preposition)
