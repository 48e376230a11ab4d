"""Nouns between two entities: *X's criticism of Y*, *X held talks with Y*, *clashes between X and Y*."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.lexicon import words
from pipeline.relations.facts.clauses import governed, subjects
from pipeline.relations.facts.ends import End, Ends
from pipeline.relations.facts.fact import Cue, Fact, cues, facts
from pipeline.relations.facts.scope import is_denied
from pipeline.relations.tree import Tree

_BEFORE = ("compound", "nmod", "amod")
_CARRIED = ("dobj", "pobj", "conj", "attr")


@cache
def _carriers() -> frozenset[str]:
    return frozenset(words("relation_carriers"))


@cache
def _settings() -> frozenset[str]:
    return frozenset(words("relation_settings"))


@cache
def _receiving() -> frozenset[str]:
    return frozenset(words("receiving_verbs"))


def _nouns(tree: Tree, ends: Ends, construction: str) -> Iterator[tuple[int, Cue, bool]]:
    """Nouns that are cues, with what they say and whether it is denied; what is left open is left out."""
    known = cues(construction)
    for token in ends.tokens(known):
        if tree.tag[token][:2] == "NN" or (construction == "kind" and tree.dep[token] == "amod"):
            for cue in known[tree.lemma[token]]:
                denied = is_denied(tree, token, cue.predicate)
                if denied is not None:
                    yield token, cue, denied


def _owners(tree: Tree, ends: Ends, noun: int, prepositions: tuple[str, ...]) -> list[End]:
    """Whose it is: *X's talks*, *talks by X*, *the Norwegian raid*."""
    for kid in tree.kids[noun]:
        if kid < noun and tree.dep[kid] in ("poss", "amod", "compound", "nmod"):
            found = ends.all(kid) if tree.dep[kid] == "poss" else [one for one in (ends.named(kid),) if one]
            if found:
                return found
    wanted = tuple(word for word in ("by", "from", "of") if word not in prepositions)
    return [end for place in governed(tree, noun, wanted) for end in ends.all(place)]


def owned(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X's NOUN of Y: *Norway's criticism of Soto*, *an accusation by Ruiz against Soto*."""
    for noun, cue, denied in _nouns(tree, ends, "noun"):
        places = governed(tree, noun, cue.prepositions) or [
            place
            for owner in governed(tree, noun, ("by", "of", "from"))
            for place in governed(tree, owner, cue.prepositions)
        ]
        found = [end for place in places for end in ends.all(place)]
        if found:
            yield from facts(
                cue.predicate, _owners(tree, ends, noun, cue.prepositions), found, noun, denied, "owned_noun"
            )


def carried(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X VERB NOUN with Y: *Ruiz held talks with Soto*, *Norway launched a raid on the camp*."""
    for noun, cue, denied in _nouns(tree, ends, "noun"):
        verb = _carrier(tree, noun)
        if verb < 0 or tree.child(verb, "auxpass") >= 0:
            continue
        if _owners(tree, ends, noun, cue.prepositions):
            continue
        places = governed(tree, noun, cue.prepositions) or governed(tree, verb, cue.prepositions)
        found = [end for place in places for end in ends.all(place)]
        if found:
            yield from facts(cue.predicate, subjects(tree, ends, verb), found, noun, denied, "carried_noun")


def received(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """Y receives NOUN from X: *Norway drew criticism from Ruiz*, *Soto got support from Chile*."""
    for noun, cue, denied in _nouns(tree, ends, "noun"):
        verb = tree.head[noun]
        if tree.dep[noun] == "dobj" and tree.lemma[verb] in _receiving():
            places = governed(tree, noun, ("from", "by")) or governed(tree, verb, ("from",))
            found = [end for place in places for end in ends.all(place)]
            if found:
                yield from facts(cue.predicate, found, subjects(tree, ends, verb), noun, denied, "received_noun")


def _carrier(tree: Tree, noun: int) -> int:
    """The verb that does little but carry the noun, or -1: *held*, *carried out*, *is at war with*."""
    place = noun
    for _ in range(3):
        if tree.dep[place] not in _CARRIED:
            return -1
        place = tree.head[place]
        if tree.dep[place] == "prep" and tree.low[place] in ("in", "at", "for"):
            place = tree.head[place]
            return place if tree.is_verb(place) and tree.lemma[place] in _settings() else -1
        if tree.is_verb(place):
            return place if tree.lemma[place] in _carriers() else -1
    return -1


def between(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """NOUN between X and Y: *talks between Ruiz and Soto*."""
    for noun, cue, denied in _nouns(tree, ends, "between"):
        for place in governed(tree, noun, ("between",)):
            found = ends.all(place)
            for number, one in enumerate(found):
                yield from facts(cue.predicate, [one], found[number + 1 :], noun, denied, "between")


def kind_of(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X, a NOUN of Y: *Ruiz, an ally of Soto*, *Soto's rival Ruiz*, *Ruiz is a critic of Norway*."""
    for noun, cue, denied in _nouns(tree, ends, "kind"):
        places = governed(tree, noun, cue.prepositions)
        owner = tree.child(noun, "poss")
        if owner < 0 and tree.dep[noun] in _BEFORE:
            owner = tree.child(tree.head[noun], "poss")
        if owner >= 0:
            places.append(owner)
        others = [end for place in places for end in ends.all(place)]
        if others:
            yield from facts(cue.predicate, _holders(tree, ends, noun), others, noun, denied, "kind_of")


def _holders(tree: Tree, ends: Ends, noun: int) -> list[End]:
    """Who is called by the noun: in apposition, as subject of *is*, or by the name after it."""
    above = tree.head[noun]
    if tree.dep[noun] == "appos":
        return [end for end in (ends.one(above),) if end]
    if tree.dep[noun] == "oprd" or (tree.dep[noun] == "attr" and tree.lemma[above] in ("be", "become", "remain")):
        return subjects(tree, ends, above)
    if tree.dep[noun] in _BEFORE and above > noun:
        return [end for end in (ends.named(above),) if end]
    return [end for kid in tree.kids[noun] if tree.dep[kid] == "appos" for end in (ends.named(kid),) if end]


NOUN_RULES = (owned, carried, received, between, kind_of)
