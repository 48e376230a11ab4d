"""Speakers given by a description of a body: the ministry, the company, the city."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipeline.ids import entity_id
from pipeline.lexicon import words
from pipeline.records import Mention
from pipeline.relations.nouns import compound_kind, is_office_name, stands_for
from pipeline.relations.speakers.called import can_be, is_called, news_agencies, says_it_is
from pipeline.relations.speakers.described import as_described
from pipeline.relations.speakers.scene import (
    Phrase,
    Scene,
    Speaker,
    Turn,
    as_body,
    determiner_of,
)
from pipeline.relations.tree import Range, Tree

_DEFINITE = frozenset({"the", "this", "that"})
_INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any", "no"})
_HIS = frozenset({"his", "her"})
_NEAR_BODIES = 40
_NEAR = 6
_MOST_ABOVE = 10
"""Words between one and the verb of its sentence."""
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
_PER_MENTION = 0.1
_OFTEN = 5
_LEAST = -2.5


@cache
def _parts_of_bodies() -> frozenset[str]:
    return frozenset(words("parts_of_bodies"))


def body_noun(scene: Scene, phrase: Phrase) -> Speaker | None:
    """the ministry, the company, the union: the body whose name holds the noun, else the last one that fits."""
    tree = scene.cast.tree
    head = phrase.head
    kind = _kind(scene, head)
    if kind is None or tree.tag[head] in ("NNS", "NNPS"):
        return None
    if "document" in stands_for(tree.lemma[head]) and tree.child(head, "poss") >= 0:
        return None  # *the firm's website*: its owner
    within = _within(scene, phrase)
    if within is not None:
        return as_body(scene, within, "nominal", "body_noun")
    own = _own_name(scene, phrase)
    if own is not None:
        return Speaker(kind, own, entity_id("organization", own), "name", rule="body_noun")
    if determiner_of(scene, phrase) in _INDEFINITE:
        return as_described(scene, phrase, kind)
    noun = tree.lemma[head]
    if compound_kind(tree.low[head - 1], noun) and is_called(f"{tree.low[head - 1]} {noun}"):
        noun = f"{tree.low[head - 1]} {noun}"
    if determiner_of(scene, phrase) in _HIS:
        return _own_body(scene, phrase, noun) or as_described(scene, phrase, kind)
    if _is_told_apart(tree, head):
        return as_described(scene, phrase, kind)
    known = _spoken_of(scene, phrase, noun)
    if known is not None:
        return as_body(scene, known, "nominal", "body_noun")
    return _spoke_before(scene, phrase, noun) or as_described(scene, phrase, kind)


def _is_told_apart(tree: Tree, head: int) -> bool:
    """*the group that claimed the hack* is none that was spoken of before; *the group, which …* may be."""
    following = tree.low[head + 1 : head + 2]
    return following in (["that"], ["which"]) and any(
        tree.dep[kid] == "relcl" and kid > head for kid in tree.kids[head]
    )


def _kind(scene: Scene, head: int) -> str | None:
    """``office`` or ``organization``, if the noun can stand for one."""
    tree = scene.cast.tree
    compound = compound_kind(tree.low[head - 1] if head else "", tree.lemma[head])
    kinds = (compound,) if compound else stands_for(tree.lemma[head])
    return next((kind for kind in ("office", "organization") if kind in kinds), None)


def _own_body(scene: Scene, phrase: Phrase, noun: str) -> Speaker | None:
    """*his company*: the body that he has a role in, if it can be called so."""
    cast, tree = scene.cast, scene.cast.tree
    owner = tree.child(phrase.head, "poss")
    if owner < 0 or tree.low[owner] not in _HIS:
        return None
    person = scene.resolve(Phrase(Range(owner, owner + 1), owner, phrase.quoter, phrase.content))
    for role in cast.roles_of.get(person.entity_id or "", ()):
        mention = tree.parsed.mentions[role.organization] if role.organization is not None else None
        entity = cast.entities.get(mention.entity_id or "") if mention else None
        name = entity.name.lower().replace("-", " ").split() if entity else []
        if mention and entity and (noun in name or says_it_is(name, noun) or can_be(name, noun)):
            return as_body(scene, mention, "nominal", "body_noun")
    return None


def _spoke_before(scene: Scene, phrase: Phrase, noun: str) -> Speaker | None:
    """*the army*, after *Israel's military said*: the body that spoke last, if it can be called so."""
    tree = scene.cast.tree
    last = next(scene.before(phrase), None)
    if last is None or last.speaker.kind != "organization" or not last.speaker.name:
        return None
    if tree.sentence[phrase.head] - last.sentence > _NEAR // 2 or determiner_of(scene, phrase) not in _DEFINITE:
        return None
    name = last.speaker.name.lower().replace("-", " ").split()
    if noun in name or not (says_it_is(name, noun) or can_be(name, noun)):
        return None
    if last.speaker.entity_id in _set_against(scene, phrase):
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
    speaks = scene.last(phrase, "organization", "office", "document")
    definite = determiner_of(scene, phrase) in _DEFINITE or tree.tag[phrase.head] == "NNP"
    no_office = compound_kind(tree.low[phrase.head - 1], tree.lemma[phrase.head]) == "organization"
    is_office = "office" in stands_for(noun) and not no_office
    apart = _set_against(scene, phrase)
    best: tuple[float, Mention] | None = None
    for mention, distance in _bodies_around(scene, phrase):
        entity = cast.entities[mention.entity_id or ""]
        if entity.kind != "organization" or mention.form == "metonym":
            continue
        name = entity.name.lower().replace("-", " ").split()
        if (no_office and is_office_name(name)) or (noun not in name and mention.entity_id in apart):
            continue
        shared = beside.intersection(name)
        if noun in name:
            if len(name) < 2 or (is_office and beside and not shared):
                continue
            score = _HOLDS_NOUN + _SHARED_WORD * len(shared)
        elif definite and not (is_office and beside - shared) and says_it_is(name, noun):
            score = _SHARED_WORD
        elif definite and distance <= _NEAR and can_be(name, noun):
            score = 0.0
        else:
            continue
        if mention.text in news_agencies() and noun not in ("agency", "service", "outlet", "organization"):
            continue  # named for having sent the news
        score += _salience(scene, phrase, mention, speaks)
        score += _PER_MENTION * min(cast.times_named[mention.entity_id], _OFTEN)
        if best is None or score > best[0]:
            best = (score, mention)
    return best[1] if best else None


def _set_against(scene: Scene, phrase: Phrase) -> frozenset[str | None]:
    """Bodies that cannot be meant, since they did something to it: *the brigade accused the army. The army* …"""
    cast, tree = scene.cast, scene.cast.tree
    places = cast.places_of(tree.lemma[phrase.head])
    found: set[str | None] = set()
    for place in places[max(bisect_left(places, phrase.head) - _NEAR, 0) : bisect_left(places, phrase.head)]:
        for above in _clauses_above(tree, place):
            subject = tree.child(above, "nsubj")
            doer = cast.mention_at(subject) if 0 <= subject < place else None
            if doer is not None:
                found.add(doer.entity_id)
    return frozenset(found)


def _clauses_above(tree: Tree, token: int) -> Iterator[int]:
    for _ in range(_MOST_ABOVE):
        above = tree.head[token]
        if above == token:
            return
        yield above
        token = above


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
        if mention.text in news_agencies():
            continue
        score = _salience(scene, phrase, mention, last) - _DEMONYM * (mention.form == "demonym")
        if score > _LEAST and (best is None or score > best[0]):
            best = (score, mention)
    return best[1] if best else None
