"""Speakers given by a description of a government: the Peruvian government, the authorities, Oslo's side."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import words
from pipeline.relations.nouns import stands_for
from pipeline.relations.speakers.described import as_described
from pipeline.relations.speakers.scene import (
    Phrase,
    Scene,
    Speaker,
    as_body,
    country_of,
    country_speaker,
    country_within,
)

_LANDS = frozenset({"country", "nation", "state", "kingdom", "republic"})
_RECENT = 3


@cache
def _general() -> frozenset[str]:
    return frozenset(words("general_authorities"))


@cache
def local_levels() -> frozenset[str]:
    """Words for what is smaller than a country: *city*, *provincial*."""
    return frozenset(words("local_levels"))


def _beside(scene: Scene, phrase: Phrase) -> set[str]:
    """Words that describe the noun, countries aside."""
    tree = scene.cast.tree
    before = range(phrase.where.first, phrase.head)
    return {tree.low[t] for t in before if tree.tag[t][:2] in ("NN", "JJ") and scene.cast.mention_at(t) is None}


def government(scene: Scene, phrase: Phrase) -> Speaker | None:
    """the (Peruvian) government, the authorities: the country. A party's leadership is the party."""
    cast, tree = scene.cast, scene.cast.tree
    lemma, word = tree.lemma[phrase.head], tree.low[phrase.head]
    if "country" not in stands_for(lemma) and "country" not in stands_for(word):
        side = word == "side" and country_within(scene, phrase)
        return country_speaker(cast, side, "nominal", None) if side else None
    if word == "authority" or (tree.tag[phrase.head] == "NNP" and lemma in _LANDS):
        return None
    for token in range(phrase.where.first, phrase.head):
        mention = cast.mention_at(token)
        if mention is None or mention.last > phrase.head:
            continue
        entity = cast.entities.get(mention.entity_id or "")
        if entity is not None and entity.kind == "organization":
            return as_body(scene, mention, "nominal", "government")
        if mention.label in ("GPE", "LOC") and entity is None and mention.text not in cast.capitals():
            return as_described(scene, phrase, "office")
    local = local_levels() | {"state"} if lemma == "government" else local_levels()
    if any(tree.low[token] in local for token in range(phrase.where.first, phrase.head)):
        return as_described(scene, phrase, "office")
    code = country_within(scene, phrase)
    if code is None and tree.tag[phrase.head] == "NNS" and word != "authorities":
        return Speaker("country", rule="government")
    if word == "authorities" and not _general().issuperset(_beside(scene, phrase)):
        return Speaker("office", country=code, rule="government")
    if code is None:
        code = _leaders(scene, phrase)
    if code is None:
        last = scene.last(phrase, "country")
        if last and tree.sentence[phrase.head] - last.sentence <= _RECENT:
            code = last.speaker.country
        code = code or cast.home
    return country_speaker(cast, code, "nominal", None) if code else Speaker("country", rule="government")


def _leaders(scene: Scene, phrase: Phrase) -> str | None:
    """*the Ruiz administration*, *the government of President Ruiz*: the country that its leader acts for."""
    for token in range(*phrase.where):
        mention = scene.cast.mention_at(token)
        if mention is not None and mention.label == "PERSON":
            return country_of(scene.cast, mention)
    return None
