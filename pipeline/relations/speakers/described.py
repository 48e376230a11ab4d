"""Bodies without a name: they go by their fullest description, *the electoral commission of Peru*."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.ids import entity_id
from pipeline.relations.speakers.scene import Phrase, Scene, Speaker, country_within, determiner_of
from pipeline.relations.tree import Range

_INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any", "no"})
_HIS = frozenset({"his", "her"})
_MOST_STEPS = 2
_AROUND = 40
"""Mentions of the noun looked at on either side."""


def as_described(scene: Scene, phrase: Phrase, kind: str) -> Speaker:
    """A body without a name goes by its fullest description: *Dutch police*, *the electoral commission of Peru*.

    With its country that tells it apart anywhere; without, the next article's commission is another one, and it
    gets no entity.
    """
    tree = scene.cast.tree
    indefinite = determiner_of(scene, phrase) in _INDEFINITE
    where = _description(scene, phrase.head, phrase.where)
    code = country_within(scene, phrase)
    if not indefinite and determiner_of(scene, phrase) not in _HIS:
        for _ in range(_MOST_STEPS):  # *the ministry*, of *the defence ministry*, of *Norway's defence ministry*
            where = _fuller(scene, phrase, where)
        code = code or country_within(scene, Phrase(where, phrase.head))
    name = tree.parsed.tokens.span(*where).folded(tree.parsed.text)
    indefinite = indefinite or _is_any(scene, where)
    if name.islower() and name != "police" and (" " not in name or indefinite):
        return Speaker(kind, country=code, rule="described_body")  # *the company*, *a court*: any
    known = entity_id("organization", name) if code else None
    return Speaker(kind, name, known, "nominal" if known else "none", None, None, code, "described_body")


def _is_any(scene: Scene, where: Range) -> bool:
    """Is the description the one that *a* or *an* introduced: *the court*, of *a military court*?"""
    return where.first > 0 and scene.cast.tree.low[where.first - 1] in _INDEFINITE


_NOT_IN_NAMES = frozenset({"DT", "PRP$", "PDT", "IN", "CC", "CD", "``", ","})


_NO_NAME = frozenset({"VBG", "VBN", "``", "''"})


def _description(scene: Scene, head: int, within: Range) -> Range:
    """The noun with what describes it: words before it, and *of* or *for* something behind it."""
    tree = scene.cast.tree
    first, last = within.first, head + 1
    while first < head and (tree.tag[first] in _NOT_IN_NAMES or tree.low[first] in ("own", "same")):
        first += 1
    for kid in tree.kids[head]:
        if kid == last and tree.low[kid] in ("of", "for") and tree.right[kid] < within.last:
            inside = {tree.tag[token] for token in range(kid, tree.right[kid] + 1)}
            if inside.isdisjoint(_NO_NAME):  # *the army of “staging” the raid*: what it is accused of
                last = tree.right[kid] + 1
    return Range(first, last)


_MOST_BEFORE = 5
_DESCRIBING = ("NN", "NNP", "JJ", "NNPS", "VBG", "POS")


def _fuller(scene: Scene, phrase: Phrase, own: Range) -> Range:
    """The nearest description of the same noun that says more and all that ``own`` says."""
    tree = scene.cast.tree
    lemma = tree.lemma[phrase.head]
    said = set(tree.low[own.first : own.last])
    places = scene.cast.places_of(lemma)
    here = bisect_left(places, phrase.head)
    before, after = places[max(here - _AROUND, 0) : here], places[here : here + _AROUND]
    for place in (*reversed(before), *after):
        mention = scene.cast.mention_at(place)
        if (tree.tag[place] in ("NNS", "NNPS") and lemma != "police") or (mention and mention.label == "ORG"):
            continue
        if tree.dep[place] == "compound":
            continue
        first = place
        stop = max(tree.sentence_of(place).first, place - _MOST_BEFORE)
        while first > stop and tree.tag[first - 1] in _DESCRIBING and tree.right[first - 1] <= place:
            first -= 1
        other = _description(scene, place, Range(first, min(tree.right[place] + 1, place + 10)))
        if other.last - other.first > own.last - own.first and said <= set(tree.low[other.first : other.last]):
            return other
    return own
