"""Speakers given by a description of a body: the ministry, the company, the city."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipeline.ids import entity_id
from pipeline.lexicon import table, words
from pipeline.records import Mention
from pipeline.relations.nouns import compound_kind, is_office_name, stands_for
from pipeline.relations.speakers.scene import (
    Phrase,
    Scene,
    Speaker,
    Turn,
    as_body,
    country_within,
    determiner_of,
)
from pipeline.relations.tree import Range

_DEFINITE = frozenset({"the", "this", "that"})
_INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any", "no"})
_NEAR_BODIES = 40
_NEAR = 6
_ANY = "*"
_ANY_BODY = frozenset({"group", "organization", "organisation", "body", "institution"})
# What speaks for and against a body as the one that "it" or "the agency" means; tried out on annotated articles.
_HOLDS_NOUN = 3.0
_SHARED_WORD = 1.0
_SPOKE_LAST = 1.5
_SUBJECT = 1.2
_MODIFIER = 1.0
_PER_SENTENCE = 0.7
_OWN_WORDS = 2.0
_REPORTED = 1.0
_DEMONYM = 2.0
_LEAST = -2.5


@cache
def _news_agencies() -> frozenset[str]:
    return frozenset(words("photo_agencies"))


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(words("outlet_words"))


@cache
def _parts_of_bodies() -> frozenset[str]:
    return frozenset(words("parts_of_bodies"))


@cache
def _synonyms() -> dict[str, frozenset[str]]:
    return {row["noun"]: frozenset(row["names"].split("|")) for row in table("body_synonyms")}


def body_noun(scene: Scene, phrase: Phrase) -> Speaker | None:
    """the ministry, the company, the union: the body whose name holds the noun, else the last one that fits."""
    tree = scene.cast.tree
    head = phrase.head
    compound = compound_kind(tree.low[head - 1] if head else "", tree.lemma[head])
    kinds = (compound,) if compound else stands_for(tree.lemma[head])
    kind = next((k for k in ("office", "organization") if k in kinds), None)
    if kind is None or tree.tag[head] in ("NNS", "NNPS"):
        return None
    within = _within(scene, phrase)
    if within is not None:
        return as_body(scene, within, "nominal", "body_noun")
    own = _own_name(scene, phrase)
    if own is not None:
        return Speaker(kind, own, entity_id("organization", own), "name", rule="body_noun")
    if determiner_of(scene, phrase) in _INDEFINITE:
        return as_described(scene, phrase, kind)
    noun = tree.lemma[head]
    known = _spoken_of(scene, phrase, noun)
    if known is not None:
        return as_body(scene, known, "nominal", "body_noun")
    return _spoke_before(scene, phrase, noun) or as_described(scene, phrase, kind)


def _spoke_before(scene: Scene, phrase: Phrase, noun: str) -> Speaker | None:
    """*the army*, after *Israel's military said*: the body that spoke last, if it can be called so."""
    tree = scene.cast.tree
    last = next(scene.before(phrase), None)
    if last is None or last.speaker.kind != "organization" or not last.speaker.name:
        return None
    if tree.sentence[phrase.head] - last.sentence > _NEAR // 2 or determiner_of(scene, phrase) not in _DEFINITE:
        return None
    name = last.speaker.name.lower().replace("-", " ").split()
    called = _synonyms().get(noun, frozenset())
    if noun in name or (called.isdisjoint(name) and (_ANY not in called or _other_body(name, noun))):
        return None
    through = last.speaker.mention or last.speaker.antecedent
    return replace(last.speaker, resolved_by="nominal", mention=None, antecedent=through, rule="body_noun")


def _own_name(scene: Scene, phrase: Phrase) -> str | None:
    """A name in capitals that nothing else knows as one: *the Harbour Pilots Network*, *the airline Berg Air*."""
    tree = scene.cast.tree
    behind = phrase.head + 1
    while behind < phrase.where.last and tree.tag[behind] in ("NNP", "NNPS", "HYPH"):
        if scene.cast.mention_at(behind) is not None:
            return None
        behind += 1
    if behind > phrase.head + 1:
        return tree.parsed.tokens.span(phrase.head + 1, behind).folded(tree.parsed.text)
    first = phrase.head + 1
    while first > phrase.where.first and tree.tag[first - 1] in ("NNP", "NNPS") and tree.text[first - 1][:1].isupper():
        if scene.cast.mention_at(first - 1) is not None:
            return None
        first -= 1
    if phrase.head - first < 1:
        return None
    return tree.parsed.tokens.span(first, phrase.head + 1).folded(tree.parsed.text)


def _within(scene: Scene, phrase: Phrase) -> Mention | None:
    """The name in the description: *the agency Reuters*, *the Berg group*; not the owner of a part: *Berg's board*."""
    cast, tree = scene.cast, scene.cast.tree
    for token in range(phrase.where.first, phrase.where.last):
        mention = cast.mention_at(token)
        entity = cast.entities.get(mention.entity_id or "") if mention else None
        if mention is None or entity is None or entity.kind != "organization" or mention.last > phrase.head >= token:
            continue
        owns = mention.last < len(tree.tag) and tree.tag[mention.last] == "POS"
        part = owns or tree.lemma[phrase.head] in _parts_of_bodies() or mention.last < phrase.head
        if token > phrase.head:
            owned = any(tree.low[t] in _OF for t in range(phrase.head, token))
            part = owned and tree.low[mention.first - 1] != ","
        if not part:
            return mention
    return None


def _beside(scene: Scene, phrase: Phrase) -> frozenset[str]:
    tree = scene.cast.tree
    return frozenset(
        tree.low[token]
        for token in range(phrase.where.first, phrase.head)
        if tree.tag[token] in ("NN", "NNP", "NNS", "JJ") and tree.low[token] not in _PLAIN
    )


_OF = frozenset({"of", "for", "in", "at", "by", "from"})
_PLAIN = frozenset({"same", "new", "own", "whole", "entire", "local", "state", "national", "international", "global"})


def _spoken_of(scene: Scene, phrase: Phrase, noun: str) -> Mention | None:
    cast, tree = scene.cast, scene.cast.tree
    beside = _beside(scene, phrase)
    called = _synonyms().get(noun, frozenset())
    speaks = scene.last(phrase, "organization", "office", "document")
    definite = determiner_of(scene, phrase) in _DEFINITE or tree.tag[phrase.head] == "NNP"
    is_office = "office" in stands_for(noun)
    best: tuple[float, Mention] | None = None
    for mention, distance in _bodies_around(scene, phrase):
        entity = cast.entities[mention.entity_id or ""]
        if entity.kind != "organization" or mention.form == "metonym":
            continue
        name = entity.name.lower().replace("-", " ").split()
        shared = beside.intersection(name)
        if noun in name:
            if len(name) < 2 or (is_office and beside and not shared):
                continue
            score = _HOLDS_NOUN + _SHARED_WORD * len(shared)
        elif definite and not (is_office and beside - shared) and not called.isdisjoint(name):
            score = _SHARED_WORD
        elif definite and distance <= _NEAR and _ANY in called and not _other_body(name, noun):
            score = 0.0
        else:
            continue
        if mention.text in _news_agencies() and noun not in ("agency", "service", "outlet", "organization"):
            continue  # named for having sent the news
        score += _salience(scene, phrase, mention, speaks)
        if best is None or score > best[0]:
            best = (score, mention)
    return best[1] if best else None


def _bodies_around(scene: Scene, phrase: Phrase) -> Iterator[tuple[Mention, int]]:
    """Organizations before the phrase, nearest first, then those after it; with the distance in sentences."""
    cast, tree = scene.cast, scene.cast.tree
    here = tree.sentence[phrase.head]
    for mention in cast.bodies_before(phrase.where.first, _NEAR_BODIES):
        yield mention, here - tree.sentence[mention.first]
    for mention in cast.bodies_after(phrase.where.last, _NEAR_BODIES):
        yield mention, 2 * _NEAR


def _salience(scene: Scene, phrase: Phrase, mention: Mention, last: Turn | None) -> float:
    """How near and how prominent the mention is; ``last`` is the last turn of a body."""
    cast, tree = scene.cast, scene.cast.tree
    head = cast.heads[mention.mention_id]
    seen, score = tree.sentence[head], 0.0
    if last and last.speaker.entity_id == mention.entity_id:
        score += _SPOKE_LAST
        seen = max(seen, last.sentence)
    away = tree.sentence[phrase.head] - seen
    score -= _PER_SENTENCE * min(away if away >= 0 else 4 - away, 8)
    if tree.dep[head] in ("nsubj", "nsubjpass"):
        score += _SUBJECT
    elif tree.dep[head] in ("compound", "amod", "nmod", "poss"):
        score -= _MODIFIER
    if phrase.says(head):
        score -= _OWN_WORDS
    elif phrase.quoter is None and head in scene.reported:
        score -= _REPORTED
    return score


def salient_body(scene: Scene, phrase: Phrase) -> Mention | None:
    """The organization or country before ``phrase`` that *it* takes up."""
    cast = scene.cast
    last = scene.last(phrase, "organization", "office", "country")
    best: tuple[float, Mention] | None = None
    for mention in cast.bodies_before(phrase.where.first, _NEAR_BODIES):
        if mention.text in _news_agencies():
            continue
        score = _salience(scene, phrase, mention, last) - _DEMONYM * (mention.form == "demonym")
        if score > _LEAST and (best is None or score > best[0]):
            best = (score, mention)
    return best[1] if best else None


def _other_body(name: list[str], noun: str) -> bool:
    """Does the name say that it is another kind of body than ``noun``: an agency is no company?"""
    if is_office_name(name) or not _outlet_words().isdisjoint(name):
        return True
    if noun in _ANY_BODY:
        return False
    return any("organization" in stands_for(word) and word not in ("group", noun) for word in name)


def as_described(scene: Scene, phrase: Phrase, kind: str) -> Speaker:
    """A body without a name goes by its fullest description: *Dutch police*, *the electoral commission of Peru*.

    With its country that tells it apart anywhere; without, the next article's commission is another one, and it
    gets no entity.
    """
    tree = scene.cast.tree
    indefinite = determiner_of(scene, phrase) in _INDEFINITE
    where = _description(scene, phrase.head, phrase.where)
    code = country_within(scene, phrase)
    if not indefinite:
        where = _fuller(scene, phrase, where)
        code = code or country_within(scene, Phrase(where, phrase.head))
    name = tree.parsed.tokens.span(*where).folded(tree.parsed.text)
    if " " not in name and name.islower() and name != "police":
        return Speaker(kind, country=code, rule="described_body")  # *its unit*, *the company*: any
    known = entity_id("organization", name) if code else None
    return Speaker(kind, name, known, "nominal" if known else "none", None, None, code, "described_body")


def _description(scene: Scene, head: int, within: Range) -> Range:
    """The noun with what describes it: words before it, and *of* or *for* something behind it."""
    tree = scene.cast.tree
    first, last = within.first, head + 1
    while first < head and tree.tag[first] in ("DT", "PRP$", "PDT", "IN", "CC", "CD", "``", ","):
        first += 1
    for kid in tree.kids[head]:
        if kid == last and tree.low[kid] in ("of", "for") and tree.right[kid] < within.last:
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
    before, after = places[max(here - _NEAR_BODIES, 0) : here], places[here : here + _NEAR_BODIES]
    for place in (*reversed(before), *after):
        mention = scene.cast.mention_at(place)
        if (tree.tag[place] in ("NNS", "NNPS") and lemma != "police") or (mention and mention.label == "ORG"):
            continue
        first = place
        stop = max(tree.sentence_of(place).first, place - _MOST_BEFORE)
        while first > stop and tree.tag[first - 1] in _DESCRIBING and tree.right[first - 1] <= place:
            first -= 1
        other = _description(scene, place, Range(first, min(tree.right[place] + 1, place + 10)))
        if other.last - other.first > own.last - own.first and said <= set(tree.low[other.first : other.last]):
            return other
    return own
