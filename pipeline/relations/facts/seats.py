"""Where somebody or something is based: *the Oslo-based Kraken Group*, *Ruiz, who lives in Lima*."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.lexicon import table, words
from pipeline.records import Mention
from pipeline.relations.acts import reporting_verbs
from pipeline.relations.facts.clauses import governed, subjects
from pipeline.relations.facts.ends import End, Ends
from pipeline.relations.facts.fact import Fact, facts
from pipeline.relations.facts.scope import is_denied
from pipeline.relations.tree import Tree

_JOINED = frozenset({"based", "headquartered"})


@cache
def _verbs() -> dict[str, tuple[str, ...]]:
    return {row["lemma"]: tuple(row["prepositions"].split("|")) for row in table("base_cues")}


@cache
def _seats() -> frozenset[str]:
    return frozenset(words("seat_nouns"))


def _places(tree: Tree, ends: Ends, token: int, prepositions: tuple[str, ...]) -> list[End]:
    return [end for noun in governed(tree, token, prepositions) for end in (ends.place(noun),) if end]


def joined(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """PLACE-based X: *the Oslo-based Kraken Group*."""
    for dash in ends.tokens("-"):
        token = dash + 1
        if dash == 0 or token == len(tree.low) or tree.low[token] not in _JOINED:
            continue
        number = tree.entity[dash - 1]
        mention = tree.parsed.mentions[number] if number >= 0 else None
        if mention is None:
            continue
        place = next((end for t in range(mention.first, mention.last) for end in (ends.place(t),) if end), None)
        noun = tree.head[token]
        whose = ends.named(noun) if noun > token else None
        if place is not None and whose is not None:
            yield from facts("based_in", [whose], [place], token, False, "joined_seat")


def verbal(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X is based in PLACE: *the league, based in Cairo*, *Ruiz, who lives in Lima*."""
    for token in ends.tokens(_verbs()):
        if not tree.is_verb(token):
            continue
        places = _places(tree, ends, token, _verbs()[tree.lemma[token]])
        denied = is_denied(tree, token) if places else None
        if denied is not None:
            yield from facts("based_in", subjects(tree, ends, token), places, token, denied, "verbal_seat")


def seat(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X's headquarters in PLACE, the PLACE headquarters of X."""
    for token in ends.tokens(_seats()):
        if tree.tag[token][:2] != "NN":
            continue
        places = _places(tree, ends, token, ("in", "at", "near"))
        places += [
            end
            for kid in tree.kids[token]
            if kid < token and tree.dep[kid] in ("compound", "nmod")
            for end in (ends.place(kid),)
            if end
        ]
        owners = [kid for kid in tree.kids[token] if tree.dep[kid] in ("poss", "compound", "nmod")]
        owners += governed(tree, token, ("of",))
        whose = [end for owner in owners for end in ends.all(owner) if end.kind == "organization"]
        if places and whose and is_denied(tree, token) is False:
            yield from facts("based_in", whose, places, token, False, "seat")


def in_place(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X in PLACE or X, PLACE: *the Kraken Institute in Oslo*, *Hill Hospital, Cardiff*."""
    for head, mention in ends.mentions():
        end = ends.named(head)
        if end is None or end.kind != "organization" or mention.form != "name":
            continue
        if not _is_addressed(tree, head):
            found = [place for place in _places(tree, ends, head, ("in", "at")) if _is_seat(tree, mention, place)]
            yield from facts("based_in", [end], found, head, False, "in_place")
        for kid in tree.kids[head]:
            if tree.dep[kid] in ("appos", "npadvmod") and kid >= mention.last and tree.low[mention.last] == ",":
                place = ends.place(kid)
                if place is not None and place.where.first == mention.last + 1:
                    yield from facts("based_in", [end], [place], head, False, "in_place")


def _is_seat(tree: Tree, mention: Mention, place: End) -> bool:
    """Directly after the name; groups of one word are active in countries (*Hezbollah in Syria*), not based there."""
    near = place.where.first <= mention.last + 2
    return near and (place.kind == "place" or mention.last - mention.first > 1)


def _is_addressed(tree: Tree, head: int) -> bool:
    """*told the Oslo Herald in Lima*: the talk was there."""
    above = tree.head[head]
    return tree.dep[head] in ("dobj", "dative", "iobj") and tree.lemma[above] in reporting_verbs()


def of_place(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X of PLACE: *Jan Berg of Bergen*, *Kraken Industries of Oslo*; what is of a country belongs to it."""
    for head, mention in ends.mentions():
        end = ends.named(head)
        if end is None or end.kind == "country" or mention.form != "name":
            continue
        places = [place for place in _places(tree, ends, head, ("of", "from")) if _is_seat(tree, mention, place)]
        if end.kind == "organization":
            places = [place for place in places if place.kind == "place"]
        yield from facts("based_in", [end], places, head, False, "of_place")


SEAT_RULES = (joined, verbal, seat, in_place, of_place)
