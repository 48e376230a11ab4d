"""Verbs between two entities: *X met Y*, *Y was accused by X*, *X clashed with Y*, *X and Y met*."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.lexicon import words
from pipeline.relations.facts.clauses import governed, is_passive, objects, subject, subjects
from pipeline.relations.facts.ends import Ends
from pipeline.relations.facts.fact import Cue, Fact, cues, facts
from pipeline.relations.facts.scope import is_denied
from pipeline.relations.tree import Tree

_EACH = (["each", "other"], ["one", "another"])


@cache
def _remote() -> frozenset[str]:
    return frozenset(words("remote_words"))


def _verbs(tree: Tree, ends: Ends, construction: str) -> Iterator[tuple[int, Cue, bool]]:
    """Verbs that are cues, with what they say and whether it is denied; what is left open is left out."""
    known = cues(construction)
    for token in ends.tokens(known):
        if tree.is_verb(token) and (construction != "effort" or tree.tag[token] in ("VB", "VBG")):
            for cue in known[tree.lemma[token]]:
                denied = is_denied(tree, token, cue.predicate)
                if denied is not None and (cue.predicate != "met_with" or not _is_remote(tree, token)):
                    yield token, cue, denied


def _is_remote(tree: Tree, verb: int) -> bool:
    """*talked by phone*: nobody met."""
    for kid in tree.kids[verb]:
        if tree.lemma[kid] in _remote() or any(tree.lemma[below] in _remote() for below in tree.kids[kid]):
            return True
    return False


def active(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X met Y: *Ana Ruiz accused the Norwegian army of theft*, *the general, who met Ruiz*."""
    for verb, cue, denied in (*_verbs(tree, ends, "object"), *_verbs(tree, ends, "effort")):
        if not is_passive(tree, verb):
            found = objects(tree, ends, verb)
            if found:
                yield from facts(cue.predicate, subjects(tree, ends, verb), found, verb, denied, "active")


def passive(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """Y was met by X: *the rebels, backed by Norway*, *Ruiz was accused by Soto of theft*."""
    for verb, cue, denied in _verbs(tree, ends, "object"):
        if is_passive(tree, verb):
            for noun in governed(tree, verb, ("by",)):
                yield from facts(cue.predicate, ends.all(noun), subjects(tree, ends, verb), verb, denied, "passive")


def with_preposition(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X clashed with Y: *Ruiz met with Soto in Lima*."""
    for verb, cue, denied in _verbs(tree, ends, "to"):
        if is_passive(tree, verb):
            continue
        for noun in governed(tree, verb, cue.prepositions):
            yield from facts(
                cue.predicate, subjects(tree, ends, verb), ends.all(noun), verb, denied, "with_preposition"
            )


def together(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X and Y met: *Ruiz and Soto met in Lima on Monday*."""
    for verb, cue, denied in _verbs(tree, ends, "together"):
        token = subject(tree, verb)
        if token < 0 or tree.child(verb, "dobj") >= 0 or governed(tree, verb, ("with",)) or is_passive(tree, verb):
            continue
        found = ends.all(token)
        for number, one in enumerate(found):
            yield from facts(cue.predicate, [one], found[number + 1 :], verb, denied, "together")


def each_other(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X and Y accused each other: both ways, but for what is mutual by itself."""
    for construction in ("object", "to"):
        for verb, cue, denied in _verbs(tree, ends, construction):
            others = [kid for kid in tree.kids[verb] if tree.dep[kid] == "dobj"]
            others += governed(tree, verb, cue.prepositions)
            if not any(tree.low[other - 1 : other + 1] in _EACH for other in others):
                continue
            found = subjects(tree, ends, verb)
            for one in found:
                yield from facts(cue.predicate, [one], [o for o in found if o != one], verb, denied, "each_other")


VERB_RULES = (active, passive, with_preposition, together, each_other)
