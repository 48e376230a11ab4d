"""Whether a clause says that something is so, is not so, or only may be."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import table
from pipeline.relations.tree import Tree

_TAIL = 4
"""Tokens at the end of a sentence that may follow its question mark: quotation marks, brackets."""

_MOST = 10
"""Governors looked at, from the cue upward."""


@cache
def _effects(kind: str) -> dict[str, str]:
    return {row["word"]: row["effect"] for row in table("relation_scope") if row["kind"] == kind}


EFFORTS = frozenset({"fights", "supports", "opposes"})
"""Predicates that hold while somebody is at it: who works to defeat an army fights it."""

SPOKEN = frozenset({"accuses", "opposes"})
"""Predicates of what was said, which was said though somebody rejects it: *rejected Norway's accusation*."""


def is_effort(lemma: str) -> bool:
    """Whether a verb tells of an effort, which need not succeed: *try*, *seek*."""
    return lemma in _effects("effort")


def is_denied(tree: Tree, cue: int, predicate: str = "") -> bool | None:
    """False where the text says that what ``cue`` names is so, True where not, None where it leaves it open.

    Open are modals, infinitives of purpose and plan, conditions, questions, and what is proposed, feared or planned.
    """
    counts = predicate in EFFORTS
    end = tree.sentence_of(cue).last
    if "?" in tree.low[max(cue, end - _TAIL) : end]:
        return None
    denied = False
    place = below = cue
    for _ in range(_MOST):
        beside = _beside(tree, place, below)
        if beside is None:
            return None
        denied ^= beside
        above = tree.head[place]
        if above == place or tree.dep[place] == "ROOT":
            break
        step = _above(tree, place, above, counts=counts, is_act=predicate in SPOKEN)
        if step == "stop":
            break
        if step == "open":
            return None
        denied ^= step == "negated"
        place, below = above, place
    return denied


def _beside(tree: Tree, place: int, below: int) -> bool | None:
    """What the words that hang on ``place`` make of it: negated (True), nothing (False), open (None).

    ``below`` is the one that was looked at before.
    """
    denied = False
    for kid in tree.kids[place]:
        label, word = tree.dep[kid], tree.low[kid]
        if label == "neg":
            denied = denied or tree.low[kid + 1 : kid + 2] not in (["only"], ["just"])
            continue
        if label in ("nsubj", "nsubjpass", "dobj") and kid != below and tree.is_verb(place):
            denied = denied or word in ("nobody", "none") or tree.low[tree.left[kid]] in ("no", "neither")
            continue
        if kid > place or label not in ("aux", "auxpass", "mark", "advmod", "det", "amod", "preconj", "cc", "prep"):
            continue
        opening = tree.low[tree.left[kid]] if label == "advmod" else word  # *no longer*
        effect = _effects("before").get(word) or _effects("before").get(opening) or (tree.tag[kid] == "MD" and "open")
        if effect == "open":
            return None
        denied = denied or effect == "negated"
    return denied


def _above(tree: Tree, place: int, above: int, *, counts: bool, is_act: bool) -> str:
    """What the word above makes of ``place``: ``negated``, ``open``, ``asserted`` (look further up) or ``stop``."""
    label, lemma = tree.dep[place], tree.lemma[above]
    effect = _effects("verb").get(lemma)
    infinitive = any(tree.tag[kid] == "TO" for kid in tree.kids[place] if kid < place)
    if label == "conj":
        own = any(tree.dep[kid] in ("nsubj", "nsubjpass") for kid in tree.kids[place])
        return "stop" if own else "asserted"
    if infinitive:
        if label == "xcomp" and _effects("to").get(lemma) == "asserted":
            return "asserted"
        if counts and is_effort(lemma):
            return "asserted"
        return "negated" if effect == "negated" and label == "xcomp" else "open"
    if label == "ccomp":
        if effect == "negated" or (tree.is_verb(above) and effect == "open"):
            return effect or "stop"
        return "open" if _beside(tree, above, place) is not False else "stop"
    if label in ("xcomp", "dobj", "nsubjpass") or (label == "acl" and tree.tag[place] == "VBN"):
        if label == "acl":
            return "stop"
        return "asserted" if is_act and label != "xcomp" else effect or "asserted"
    if label in ("pcomp", "pobj"):
        word = tree.low[above]
        noun = tree.head[above]
        if tree.tag[noun][:2] == "NN" and word in ("of", "for") and tree.lemma[noun] in _effects("noun"):
            return _effects("noun")[tree.lemma[noun]]
        if word in ("before", "without", "until", "despite"):
            return "negated" if word == "without" else "asserted" if word == "despite" else "open"
        if word in ("for", "of", "to", "against", "about", "from", "on", "out", "in"):
            return "asserted"
        return "stop"
    if label == "prep":
        return (effect or "asserted") if tree.is_verb(above) else "stop"
    if label in ("advcl", "relcl", "acl", "nsubj", "appos"):
        return "stop"
    if label in ("attr", "oprd"):
        return "asserted"
    return "stop"
