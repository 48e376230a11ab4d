"""Who does what a verb says, and to whom: through passives, relative clauses, control and coordination."""

from __future__ import annotations

from pipeline.relations.facts.ends import End, Ends
from pipeline.relations.facts.scope import is_effort
from pipeline.relations.tree import Tree

_RELATIVES = ("who", "which", "that", "whom")
_MOST = 6


def is_passive(tree: Tree, verb: int) -> bool:
    """*was accused*, or *the minister accused of*: the subject is who it is done to."""
    if tree.child(verb, "auxpass", "nsubjpass") >= 0:
        return True
    if tree.dep[verb] == "conj" and tree.tag[verb] == "VBN" and tree.child(verb, "nsubj", "aux", "dobj") < 0:
        return is_passive(tree, tree.head[verb])
    return tree.dep[verb] in ("acl", "advcl") and tree.tag[verb] in ("VBN", "VBD") and tree.child(verb, "dobj") < 0


def subject(tree: Tree, verb: int) -> int:
    """The token of the verb's grammatical subject, understood ones included, or -1."""
    place = verb
    for _ in range(_MOST):
        kid = tree.child(place, "nsubj", "nsubjpass")
        if kid >= 0 and tree.low[kid] not in _RELATIVES:
            return kid
        above = tree.head[place]
        if above == place:
            return -1
        label = tree.dep[place]
        if label == "relcl":
            return above if kid >= 0 else -1
        if kid >= 0:
            return -1
        if label == "acl" and tree.tag[place] == "VB" and is_effort(tree.lemma[above]):
            return _whose(tree, above)
        if label == "acl":
            return above if tree.tag[place] in ("VBG", "VBN", "VBD") else -1
        if label == "xcomp" or (label == "pcomp" and tree.low[above] in ("of", "from", "with", "for", "in")):
            verb_above = above if label == "xcomp" else tree.head[above]
            controlled = tree.child(verb_above, "dobj")
            if 0 <= controlled < place:
                return controlled
            place = verb_above
        elif label == "pcomp":
            place = tree.head[above]
        elif label in ("conj", "advcl"):
            if label == "conj" and not tree.is_verb(above):
                return -1
            place = above
        else:
            return -1
        if not tree.is_verb(place) and tree.tag[place] != "MD":
            return -1
    return -1


def _whose(tree: Tree, noun: int) -> int:
    """Whose effort it is: *Norway's campaign (to …)*, *Norway launched a campaign (to …)*."""
    owner = tree.child(noun, "poss", "compound", "amod")
    if owner >= 0 and tree.is_name(owner):
        return owner
    verb = tree.head[noun]
    if tree.dep[noun] == "pobj":
        verb = tree.head[verb]
    return tree.child(verb, "nsubj") if tree.dep[noun] in ("dobj", "pobj") and tree.is_verb(verb) else -1


def subjects(tree: Tree, ends: Ends, verb: int) -> list[End]:
    """The entities that are the subject of ``verb``, joint ones too."""
    token = subject(tree, verb)
    return ends.all(token) if token >= 0 else []


def relative_object(tree: Tree, verb: int) -> int:
    """*the general whom Ruiz met*, *the group that Norway supports*: the noun before, or -1."""
    if tree.dep[verb] != "relcl":
        return -1
    kid = tree.child(verb, "dobj")
    if kid >= 0 and tree.low[kid] not in _RELATIVES:
        return -1
    own = tree.child(verb, "nsubj")
    return tree.head[verb] if own >= 0 and tree.low[own] not in _RELATIVES else -1


def objects(tree: Tree, ends: Ends, verb: int) -> list[End]:
    """Direct objects of an active verb."""
    kid = tree.child(verb, "dobj")
    if kid >= 0 and tree.low[kid] not in _RELATIVES:
        return ends.all(kid)
    noun = relative_object(tree, verb)
    return ends.all(noun) if noun >= 0 else []


def governed(tree: Tree, token: int, prepositions: tuple[str, ...]) -> list[int]:
    """Objects of these prepositions that hang on ``token``."""
    found = []
    for kid in tree.kids[token]:
        if tree.dep[kid] in ("prep", "agent", "dative") and tree.low[kid] in prepositions:
            noun = tree.child(kid, "pobj")
            if noun >= 0:
                found.append(noun)
    return found
