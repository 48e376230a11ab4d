"""What the parse says of a pronoun: the subjects above it, what it cannot mean, whether *it* means anything."""

from __future__ import annotations

from pipeline.relations.tree import Tree

_MOST_CLAUSES = 8
_SUBJECTS = ("nsubj", "nsubjpass")
_MAKING = frozenset({"make", "find", "take", "consider", "think", "keep", "leave"})
_NAME_LIKE = ("appos", "compound", "nmod")


def subjects_above(tree: Tree, token: int) -> list[int]:
    """Subjects before ``token`` of the clauses that hold it, the nearest first."""
    found: list[int] = []
    place = token
    for _ in range(_MOST_CLAUSES):
        above = tree.head[place]
        if above == place:
            break
        for kid in tree.kids[above]:
            if kid >= token:
                break
            if kid != place and kid not in found and tree.dep[kid] in _SUBJECTS:
                found.append(kid)
        place = above
    return found


def subject_behind(tree: Tree, token: int) -> int:
    """The subject that a phrase or clause before it waits for: *in his speech, Berg said*; -1 if there is none."""
    place = token
    for _ in range(_MOST_CLAUSES):
        above = tree.head[place]
        if above == place:
            return -1
        if tree.dep[place] in ("prep", "advcl") and place < above:
            subject = tree.child(above, *_SUBJECTS)
            if subject > token and tree.right[place] < subject:
                return subject
        place = above
    return -1


def verb_of(tree: Tree, token: int) -> int:
    """The verb that ``token`` is an argument of, prepositions and conjuncts passed over, or -1."""
    place = token
    for _ in range(_MOST_CLAUSES):
        above = tree.head[place]
        if above == place:
            return -1
        if tree.dep[place] in ("nsubj", "nsubjpass", "dobj", "dative"):
            return above
        if tree.dep[place] not in ("pobj", "prep", "conj", "agent"):
            return -1
        if tree.is_verb(above):
            return above
        place = above
    return -1


def subject_of(tree: Tree, verb: int) -> int:
    """The subject of a verb, that of the first verb where several are joined, or -1."""
    for _ in range(_MOST_CLAUSES):
        subject = tree.child(verb, *_SUBJECTS)
        if subject >= 0 or tree.dep[verb] not in ("conj", "xcomp") or tree.head[verb] == verb:
            return subject
        verb = tree.head[verb]
    return -1


def owned(tree: Tree, token: int) -> list[int]:
    """The noun that a possessive owns, with the names joined to it: *his brother Jan Berg*; empty for others."""
    if tree.dep[token] != "poss" or tree.head[token] == token:
        return []
    noun = tree.head[token]
    return [noun, *(kid for kid in tree.kids[noun] if tree.dep[kid] in _NAME_LIKE)]


def governs(tree: Tree, token: int, other: int) -> bool:
    """Does ``other`` stand below ``token``?"""
    for _ in range(20):
        if other == token:
            return True
        above = tree.head[other]
        if above == other:
            return False
        other = above
    return False


def is_empty_it(tree: Tree, token: int) -> bool:
    """*it* that means nothing: *it is likely that …*, *it seems*, *it rained*, *make it clear*."""
    above = tree.head[token]
    if tree.low[token] != "it" or above == token:
        return False
    if tree.dep[token] == "expl":
        return True
    if tree.dep[token] not in _SUBJECTS:
        return tree.dep[token] == "dobj" and tree.lemma[above] in _MAKING
    if tree.tag[above][0] == "J" and tree.lemma[tree.head[above]] in _MAKING:
        return True
    if tree.lemma[above] in ("seem", "appear", "rain", "snow", "happen", "turn"):
        return True
    if tree.lemma[above] != "be":
        return False
    if any(
        tree.dep[kid] == "attr" and tree.lemma[kid] in ("time", "day", "morning", "night") for kid in tree.kids[above]
    ):
        return True
    return any(
        tree.dep[kid] in ("ccomp", "xcomp", "advcl", "relcl") and kid > above for kid in tree.kids[above]
    ) or any(
        tree.dep[below] in ("ccomp", "xcomp", "relcl", "advcl", "acl")
        for kid in tree.kids[above]
        if tree.dep[kid] in ("acomp", "attr")
        for below in tree.kids[kid]
    )
