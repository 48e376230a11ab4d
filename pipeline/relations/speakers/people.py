"""People without a name: officials, witnesses, a source."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipeline.lexicon import words
from pipeline.records import Mention
from pipeline.relations.nouns import is_role, stands_for
from pipeline.relations.speakers.bodies import as_described
from pipeline.relations.speakers.scene import Phrase, Scene, Speaker
from pipeline.relations.tree import Range

_MANY = frozenset(
    {"many", "some", "most", "others", "several", "few", "both", "all", "those", "these", "two", "three", "four"}
    | {"five", "hundreds", "thousands", "dozens", "everyone", "everybody"}
)
_PAIR = frozenset({"couple", "pair", "duo", "both"})
_LANDS = frozenset({"country", "nation", "government", "side", "neighbour", "neighbor"})
_ANYBODY = frozenset({"man", "woman"})
_SHORT = 4
_NEAR = 8
_HEARSAY = frozenset({"source", "rumor", "rumour", "report"})


def several(scene: Scene, phrase: Phrase) -> Speaker | None:
    """the two men, both, the couple: the last two who spoke or were named together. the judges: if so called."""
    cast, tree = scene.cast, scene.cast.tree
    head, here = phrase.head, tree.sentence[phrase.head]
    said = tree.low[phrase.where.first : phrase.where.last]
    two = tree.low[head] in _PAIR or "two" in said or tree.low[head] == "both"
    if not two and (tree.tag[head] != "NNS" or said[0] not in ("the", "these") or not is_role(tree.lemma[head])):
        return None
    if "other" in said or len(said) > _SHORT:
        return None
    for turn in scene.before(phrase):
        kind = "country" if tree.lemma[head] in _LANDS else "person"
        if turn.speaker.rule != "joint" or here - turn.sentence > _NEAR or turn.speaker.kind != kind:
            continue
        if two or tree.lemma[head] in tree.lemma[slice(*tree.sentence_bounds[turn.sentence])]:
            return replace(turn.speaker, resolved_by="nominal", mention=None, rule="several")
    if not two or not (is_role(tree.lemma[head]) or tree.lemma[head] in _PAIR or tree.lemma[head] in _ANYBODY):
        return None
    near: dict[str, Mention] = {}
    people = list(cast.people_before(phrase.where.first, 3 * _SHORT))
    for mention in people:
        if here - tree.sentence[mention.first] <= 1:
            near.setdefault(mention.entity_id or "", mention)
    pair = next(((b, a) for a, b in pairwise(people) if _joined(scene, b, a)), None)
    if len(near) == 2:
        second, first = near.values()
    elif pair is not None and here - pair[0].sentence <= _NEAR:
        first, second = pair
    else:
        return None
    name = f"{cast.entities[first.entity_id or ''].name} and {cast.entities[second.entity_id or ''].name}"
    return Speaker("person", name, None, "nominal", None, first, rule="several")


def _joined(scene: Scene, first: Mention, second: Mention) -> bool:
    """Do two names stand together: *director Ana Ruiz and chair Jan Berg*?"""
    tree = scene.cast.tree
    between = range(first.last, second.first)
    if first.entity_id == second.entity_id or first.sentence != second.sentence or len(between) > _SHORT:
        return False
    return "and" in [tree.low[t] for t in between] and not any(tree.is_verb(t) for t in between)


@cache
def _partitives() -> frozenset[str]:
    return frozenset(words("partitives"))


def part_of(scene: Scene, phrase: Phrase) -> Speaker | None:
    """a number of villagers, one of the districts, part of the letter: what stands after *of*, without its name."""
    tree = scene.cast.tree
    head = phrase.head
    if tree.low[head] not in _partitives() and tree.lemma[head] not in _partitives():
        return None
    of = next((kid for kid in tree.kids[head] if tree.low[kid] == "of" and kid > head), -1)
    below = tree.child(of, "pobj") if of >= 0 else -1
    if not head < below < phrase.where.last or tree.lemma[below] in _partitives():
        return None
    whole = Phrase(Range(of + 1, phrase.where.last), below, phrase.quoter, phrase.content)
    found = scene.resolve(whole, part=True)
    if found.kind == "document":
        return found
    if tree.low[head] == "one":
        return Speaker("anonymous" if found.kind in ("group", "person") else found.kind, rule="part_of")
    return Speaker("group" if found.kind in ("anonymous", "person", "group", "country") else found.kind, rule="part_of")


def unnamed(scene: Scene, phrase: Phrase) -> Speaker | None:
    """officials, witnesses, a source: nobody with a name."""
    tree = scene.cast.tree
    head = phrase.head
    lemma = tree.lemma[head]
    kinds = stands_for(lemma)
    word = tree.low[head]
    plural = tree.tag[head] in ("NNS", "NNPS") or word in _MANY or (word[-1:] == "s" and is_role(word[:-1]))
    if lemma == "police":
        return as_described(scene, phrase, "organization")
    if "office" in kinds and plural:
        return Speaker("office", rule="unnamed")
    if "country" in kinds and plural:
        return Speaker("country", rule="unnamed")
    if lemma in _HEARSAY:
        return Speaker("anonymous", rule="unnamed")
    if plural or "group" in kinds:
        return Speaker("group", rule="unnamed")
    return Speaker("anonymous", rule="unnamed")
