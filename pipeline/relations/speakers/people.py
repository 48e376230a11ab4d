"""People without a name: officials, witnesses, a source."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipeline.lexicon import words
from pipeline.records import Mention
from pipeline.relations.nouns import is_role, stands_for
from pipeline.relations.speakers.called import can_be, says_it_is
from pipeline.relations.speakers.described import as_described
from pipeline.relations.speakers.pronouns import together
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
    plural = tree.tag[head] == "NNS" and said[0] in ("the", "these")
    if not two and (not plural or _kind_of_several(tree.lemma[head]) is None):
        return None
    if "other" in said or len(said) > _SHORT:
        return None
    kind = _kind_of_several(tree.lemma[head])
    for turn in scene.before(phrase):
        if turn.speaker.rule != "joint" or here - turn.sentence > _NEAR or turn.speaker.kind != kind:
            continue
        so_called = tree.lemma[head] in tree.lemma[slice(*tree.sentence_bounds[turn.sentence])]
        if two or kind == "organization" or so_called:
            return replace(turn.speaker, resolved_by="nominal", mention=None, rule="several")
    if kind == "organization":
        return _two_bodies(scene, phrase)
    if not two or not (is_role(tree.lemma[head]) or tree.lemma[head] in _PAIR or tree.lemma[head] in _ANYBODY):
        return None
    near: dict[str, Mention] = {}
    people = list(cast.people_before(phrase.where.first, 3 * _SHORT))
    for mention in people:
        if here - tree.sentence[mention.first] <= 1:
            near.setdefault(mention.entity_id or "", mention)
    pair = next(((b, a) for a, b in pairwise(people) if together(cast.tree, b, a)), None)
    if len(near) == 2:
        second, first = near.values()
    elif pair is not None and here - pair[0].sentence <= _NEAR:
        first, second = pair
    else:
        return None
    name = f"{cast.entities[first.entity_id or ''].name} and {cast.entities[second.entity_id or ''].name}"
    return Speaker("person", name, None, "nominal", None, first, rule="several")


def _two_bodies(scene: Scene, phrase: Phrase) -> Speaker | None:
    """*the banks*, *both firms*: the last two bodies that were named together, if both can be called so."""
    cast, tree = scene.cast, scene.cast.tree
    noun = tree.lemma[phrase.head]
    for second, first in pairwise(cast.bodies_before(phrase.where.first, 3 * _SHORT)):
        if tree.sentence[phrase.head] - first.sentence > _NEAR:
            return None
        bodies = [cast.entities[mention.entity_id or ""] for mention in (first, second)]
        if not together(tree, first, second) or any(body.kind != "organization" for body in bodies):
            continue
        names = [body.name.lower().replace("-", " ").split() for body in bodies]
        if all(noun in name or says_it_is(name, noun) or can_be(name, noun) for name in names):
            name = f"{bodies[0].name} and {bodies[1].name}"
            return Speaker("organization", name, None, "nominal", None, first, rule="several")
    return None


def _kind_of_several(noun: str) -> str | None:
    """Kind of the speakers whom the plural of a noun takes up: *the two ministers*, *the banks*."""
    if noun in _LANDS:
        return "country"
    if is_role(noun) or noun in _ANYBODY or noun in _PAIR:
        return "person"
    return "organization" if "organization" in stands_for(noun) else None


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


def family(scene: Scene, phrase: Phrase) -> Speaker | None:
    """*the Ruiz family*, and *the family* where the text calls it so elsewhere."""
    cast, tree = scene.cast, scene.cast.tree
    if tree.low[phrase.head] != "family" or tree.low[phrase.where.first] not in ("the", "his", "her", "their"):
        return None
    for place in (phrase.head, *cast.places_of("family")):
        first = place
        while first and tree.tag[first - 1] == "NNP" and tree.block[first - 1] == tree.block[place]:
            first -= 1
        if first < place:
            name = tree.parsed.tokens.span(first, place + 1).folded(tree.parsed.text)
            return Speaker("group", name, None, "nominal", rule="family")
    return None


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
    if word == "media":
        return Speaker("organization", rule="unnamed")
    if lemma in _HEARSAY:
        return Speaker("anonymous", rule="unnamed")
    if plural or "group" in kinds:
        return Speaker("group", rule="unnamed")
    return Speaker("anonymous", rule="unnamed")
