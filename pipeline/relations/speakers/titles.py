"""Speakers given by their role: the minister, the former coach, the 40-year-old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipeline.lexicon import table, words
from pipeline.records import Mention
from pipeline.relations.cast import role_sex
from pipeline.relations.nouns import compound_kind, is_role
from pipeline.relations.roles import LANDS, Role, country_meant
from pipeline.relations.speakers.pronouns import salient_person
from pipeline.relations.speakers.scene import (
    Phrase,
    Scene,
    Speaker,
    as_person,
    country_of,
    country_within,
    determiner_of,
)

_TENSES = frozenset(
    {"former", "acting", "current", "new", "then", "ex", "late", "same", "outgoing", "incumbent"}
    | {"top", "senior", "old"}
)
_BELOW = frozenset({"vice", "deputy", "assistant", "under", "junior", "associate", "vice-prime", "co", "shadow"})
"""Who bears one of these holds another role than who does not."""

_INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any", "every", "no", "each"})
_AFTER_CUE = 10
"""Tokens after the cue in which it may be said that no name is given."""

_AGE = "year-old"
_DEFINITE = frozenset({"the", "this", "that"})
_OWNERS = frozenset({"of", "for", "from", "in", "at"})
_NEAR = 4
_ALONE = 8
"""Mentions of people before a description; if they are all one person's, nobody else was spoken of."""

_LEAD = 1
"""Sentences from 0 that may tell of a person who is named below them."""

_THRESHOLD = -2.5
# What speaks for and against a holder of the role as the one meant; tried out on annotated articles.
_SAME_NOUN = 1.0
_SHARED_WORD = 0.6
_OTHER_TENSE = 1.0
_SAME_COUNTRY = 1.0
_HOME = 0.4
_SAME_BODY = 1.5
_OTHER_BODY = 1.5
_SPOKE_LAST = 1.0
_PER_SENTENCE = 0.1
_NOT_YET = 1.0
_OWN_WORDS = 3.0


@dataclass(frozen=True, slots=True)
class _Description:
    """*the former Peruvian foreign minister*: its noun, words beside it, and whom it belongs to."""

    noun: str
    beside: frozenset[str]
    is_former: bool
    country: str | None
    bodies: frozenset[str]


@cache
def _single_offices() -> frozenset[str]:
    return frozenset(words("single_offices"))


@cache
def _anyone() -> frozenset[str]:
    return frozenset(words("anyone_nouns"))


@cache
def _proxies() -> frozenset[str]:
    return frozenset(words("proxy_roles"))


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    return {row["noun"]: tuple(row["roles"].split("|")) for row in table("role_synonyms")}


def role_noun(scene: Scene, phrase: Phrase) -> Speaker | None:
    """the minister, the former coach: the person with that role who is spoken of, else the last person who fits."""
    tree = scene.cast.tree
    head = phrase.head
    if not _is_person_noun(scene, head):
        return None
    described = _described(scene, phrase)
    determiner = determiner_of(scene, phrase)
    if _wants_no_name(scene, phrase):
        scene.unnamed[described.noun] = tree.sentence[head]
        return Speaker("anonymous", rule="role_noun")
    if determiner in _INDEFINITE:
        return _introduced(scene, phrase, described)
    best = None if described.noun in _anyone() else _holder(scene, phrase, described)
    since = scene.unnamed.get(described.noun)
    if since is not None and (best is None or best.sentence < since):
        return Speaker("anonymous", rule="role_noun")
    if best is not None:
        found = as_person(scene, best, "nominal", "role_noun")
        return found if found.country else replace(found, country=_own_country(scene, phrase))
    if determiner in _DEFINITE or (not determiner and tree.tag[head] == "NNP"):
        last = _last_person(scene, phrase, described)
        if last is not None:
            return as_person(scene, last, "nominal", "description")
    return Speaker("anonymous", rule="role_noun")


def _is_person_noun(scene: Scene, head: int) -> bool:
    tree = scene.cast.tree
    if tree.tag[head] in ("NNS", "NNPS") or tree.tag[head][0] in "VPW":
        return False
    compound = compound_kind(tree.low[head - 1] if head else "", tree.lemma[head])
    if compound is not None and compound != "role":
        return False
    joined = scene.cast.joined(head)
    if joined.endswith(_AGE):
        return True
    return is_role(tree.lemma[head]) or is_role(joined) or joined in _anyone()


def _wants_no_name(scene: Scene, phrase: Phrase) -> bool:
    """*an official, who asked not to be named*; *the official, speaking on condition of anonymity*."""
    tree = scene.cast.tree
    last = max(phrase.where.last, tree.right[phrase.head] + 1)
    if 0 <= phrase.cue < tree.sentence_of(phrase.head).last:
        last = max(last, phrase.cue + _AFTER_CUE)
    tokens = range(phrase.where.first, min(last, tree.sentence_of(phrase.head).last))
    beside = " ".join(tree.low[token] for token in tokens if not phrase.says(token))
    return any(f" {said} " in f" {beside} " for said in words("anonymity"))


def _introduced(scene: Scene, phrase: Phrase, described: _Description) -> Speaker:
    """*A mayoral candidate said … Ana Ruiz, who runs for mayor, …*: a lead's description of who is named below it."""
    cast, tree = scene.cast, scene.cast.tree
    here = tree.sentence[phrase.head]
    if here <= _LEAD and described.noun not in _anyone():
        for entity_id, role, fit in _candidates(scene, phrase, described):
            later = 0 <= tree.sentence[role.where.first] - here <= _NEAR and role.where.first > phrase.head
            if later and fit >= _SAME_NOUN + _SHARED_WORD and not cast.last_before(entity_id, phrase.where.first):
                return as_person(scene, tree.parsed.mentions[role.mention], "nominal", "introduced")
    scene.unnamed[described.noun] = here
    return Speaker("anonymous", rule="role_noun")


def _described(scene: Scene, phrase: Phrase) -> _Description:
    cast, tree = scene.cast, scene.cast.tree
    noun = cast.joined(phrase.head)
    beside: set[str] = set()
    bodies: set[str] = set()
    for token in range(phrase.where.first, phrase.where.last):
        mention = cast.mention_at(token)
        if mention is not None:
            if mention.label == "ORG" and mention.entity_id:
                bodies.add(mention.entity_id)
        elif token != phrase.head and tree.tag[token][:2] in ("NN", "JJ") and tree.tag[token] not in ("JJS", "JJR"):
            beside.add(cast.joined(token))
    if noun.endswith(_AGE) or any(word.endswith(_AGE) for word in beside):
        noun = "person"
    is_former = not beside.isdisjoint({"former", "ex", "ex-", "then"}) or noun.startswith("ex-")
    code = country_within(scene, phrase)
    beside -= _TENSES | {noun}
    return _Description(noun.removeprefix("ex-"), frozenset(beside), is_former, code, frozenset(bodies))


def _holder(scene: Scene, phrase: Phrase, described: _Description) -> Mention | None:
    """The mention that shows the best holder of the role."""
    cast = scene.cast
    last = scene.last(phrase, "person")
    speaks = last.speaker.entity_id if last else None
    sex = role_sex().get(described.noun)
    best: tuple[float, Mention] | None = None
    for entity_id, role, fit in _candidates(scene, phrase, described):
        if sex and cast.sex(entity_id) not in (None, sex):
            continue
        mention = cast.tree.parsed.mentions[role.mention]
        score = fit + _salience(scene, phrase, entity_id, role)
        score += _SPOKE_LAST * (speaks == entity_id)
        if score > _THRESHOLD and (best is None or score > best[0]):
            best = (score, mention)
    return best[1] if best else None


def _candidates(scene: Scene, phrase: Phrase, described: _Description) -> Iterator[tuple[str, Role, float]]:
    """People with a role that the description can mean, and how well it fits."""
    cast, tree = scene.cast, scene.cast.tree
    wanted = _synonyms().get(described.noun, ())
    of_state = described.noun == "head" and "state" in tree.low[phrase.head : phrase.where.last]
    if of_state:
        wanted = (*wanted, *words("heads_of_state"))
    for noun in dict.fromkeys((described.noun, *(text.rsplit(" ", 1)[-1] for text in wanted))):
        for _, entity_id, role in cast.holders(noun, phrase.head):
            if noun != described.noun and not any(role.text == t or role.text.endswith(" " + t) for t in wanted):
                continue
            of_land = described.noun == "leader" and described.country and role.text not in words("heads_of_state")
            if of_land and role.country != described.country:
                continue
            more = _fit(scene, described, role)
            if more is not None:
                yield entity_id, role, more + _SAME_NOUN * (noun == described.noun)


def _fit(scene: Scene, described: _Description, role: Role) -> float | None:
    """How well country, body and the words beside the noun agree; None where they contradict."""
    cast, tree = scene.cast, scene.cast.tree
    own = frozenset(role.text.split()) - {role.noun}
    if (own & _BELOW) != (described.beside & _BELOW):
        return None
    shown = {tree.low[token] for token in range(*role.where)} | own
    shared = described.beside & shown
    if described.noun == role.noun and own and described.beside and not shared:
        return None
    score = _SHARED_WORD * len(shared)
    score -= _OTHER_TENSE * (described.is_former != (role.qualifier == "former"))
    if described.country:
        if role.country and role.country != described.country:
            return None
        score += _SAME_COUNTRY * (role.country == described.country)
    elif role.country and role.country == cast.home:
        score += _HOME
    if described.bodies and role.organization is not None:
        same = tree.parsed.mentions[role.organization].entity_id in described.bodies
        score += _SAME_BODY if same else -_OTHER_BODY
    return score


def _salience(scene: Scene, phrase: Phrase, entity_id: str, role: Role) -> float:
    """How near the person was spoken of before; less where they are named only later, or in what they say."""
    cast, tree = scene.cast, scene.cast.tree
    here = tree.sentence[phrase.head]
    before = cast.last_before(entity_id, phrase.where.first)
    if before is None:
        return -_NOT_YET - _PER_SENTENCE * min(abs(tree.sentence[role.where.first] - here), 20)
    score = -_PER_SENTENCE * min(here - before.sentence, 20)
    if phrase.says(before.first):
        score -= _OWN_WORDS
    return score


def _last_person(scene: Scene, phrase: Phrase, described: _Description) -> Mention | None:
    """*the driver*: who spoke last or is the subject before it.

    For an office of which there is one (*the chairman*), one that is owned (*the founder of*) and for a person known by
    another role, only if nobody else was spoken of.
    """
    cast, tree = scene.cast, scene.cast.tree
    if described.noun == "latter":
        return next(cast.people_before(phrase.where.first, 1), None)
    mention = salient_person(scene, phrase, role_sex().get(described.noun))
    if mention is None or phrase.says(mention.first):
        return None
    last = scene.last(phrase, "person")
    spoke = last is not None and last.speaker.entity_id == mention.entity_id
    seen = max(mention.sentence, last.sentence if spoke and last else 0)
    if tree.sentence[phrase.head] - seen > _NEAR:
        return None
    owned = (
        described.noun not in _anyone() and phrase.where.last - phrase.head > 1 and tree.low[phrase.head + 1] in _OWNERS
    )
    known = described.noun not in _anyone() and bool(cast.roles_of.get(mention.entity_id or ""))
    if known and described.noun in _proxies():
        return None
    if owned or known or described.noun in _single_offices():
        others = {m.entity_id for m in cast.people_before(phrase.where.first, _ALONE)} - {mention.entity_id}
        if others:
            return None
    if described.country and country_of(cast, mention) not in (described.country, None):
        return None
    return mention


def _own_country(scene: Scene, phrase: Phrase) -> str | None:
    """*the country's minister*: the country that is meant."""
    tree = scene.cast.tree
    owner = tree.child(phrase.head, "poss")
    return country_meant(tree, owner) if owner >= 0 and tree.lemma[owner] in LANDS else None
