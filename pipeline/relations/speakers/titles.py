"""Speakers given by their role: the minister, the former coach, the 40-year-old."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pipeline.lexicon import words
from pipeline.records import Mention
from pipeline.relations.cast import role_sex
from pipeline.relations.nouns import compound_kind, is_role
from pipeline.relations.roles import LANDS, country_meant
from pipeline.relations.speakers.holders import (
    AGE,
    SAME_NOUN,
    SHARED_WORD,
    Description,
    candidates,
    describe,
    holder,
    roles_called,
)
from pipeline.relations.speakers.leads import named_below
from pipeline.relations.speakers.pronouns import salient_person
from pipeline.relations.speakers.scene import (
    Phrase,
    Scene,
    Speaker,
    as_person,
    country_of,
    determiner_of,
)

_INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any", "every", "no", "each"})
_AFTER_CUE = 10
"""Tokens after the cue in which it may be said that no name is given."""

_DEFINITE = frozenset({"the", "this", "that"})
_ITS = frozenset({"its", "their"})
_OWNERS = frozenset({"of", "for", "from", "in", "at"})
_NEAR = 4
_MANY = 60
"""Mentions of people, and of bodies, that are looked at."""
_ALONE = 8
"""Mentions of people before a description; if they are all one person's, nobody else was spoken of."""

_LEAD = 1
"""Sentences from 0 that may tell of a person who is named below them."""


@cache
def _single_offices() -> frozenset[str]:
    return frozenset(words("single_offices"))


@cache
def _anyone() -> frozenset[str]:
    return frozenset(words("anyone_nouns"))


@cache
def _proxies() -> frozenset[str]:
    return frozenset(words("proxy_roles"))


def role_noun(scene: Scene, phrase: Phrase) -> Speaker | None:
    """the minister, the former coach: the person with that role who is spoken of, else the last person who fits."""
    tree = scene.cast.tree
    head = phrase.head
    if not _is_person_noun(scene, head):
        return None
    described = describe(scene, phrase)
    determiner = determiner_of(scene, phrase)
    if _wants_no_name(scene, phrase):
        scene.unnamed[described.noun] = tree.sentence[head]
        return Speaker("anonymous", rule="role_noun")
    if determiner in _INDEFINITE:
        return _introduced(scene, phrase, described)
    best = None if described.noun in _anyone() else holder(scene, phrase, described)
    if best is not None and _is_of_another(scene, phrase, best):
        return Speaker("anonymous", rule="role_noun")
    if best is not None and _is_new(scene, phrase):
        best = _successor(scene, phrase, described, best)
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
        below = _below(scene, phrase, described)
        if below is not None:
            return below
    return Speaker("anonymous", rule="role_noun")


def _is_of_another(scene: Scene, phrase: Phrase, best: Mention) -> bool:
    """*The Liberals objected. Their leader said …* means nobody who leads what was spoken of before them."""
    cast, tree = scene.cast, scene.cast.tree
    here = tree.sentence[phrase.head]
    if tree.low[phrase.where.first] not in _ITS or here - best.sentence <= 1:
        return False
    before = range(*tree.sentence_bounds[here - 1])
    subject = next((t for t in before if tree.dep[t] == "nsubj" and tree.dep[tree.head[t]] == "ROOT"), -1)
    owner = cast.mention_at(subject) if subject >= 0 else None
    if owner is None or owner.label not in ("ORG", "NORP"):
        return False
    near = {m.sentence for m in cast.bodies_before(subject, _MANY) if m.entity_id == owner.entity_id}
    return not any(m.entity_id == best.entity_id and m.sentence in near for m in cast.people_before(subject, _MANY))


def _is_new(scene: Scene, phrase: Phrase) -> bool:
    return "new" in scene.cast.tree.low[phrase.where.first : phrase.head]


def _successor(scene: Scene, phrase: Phrase, described: Description, best: Mention) -> Mention:
    """*the new president*: not who held the office before, but who is spoken of right before it."""
    tree = scene.cast.tree
    near = salient_person(scene, phrase, role_sex().get(described.noun))
    if near is None or near.entity_id == best.entity_id or phrase.says(near.first):
        return best
    return near if tree.sentence[phrase.head] - near.sentence <= 1 else best


def _is_person_noun(scene: Scene, head: int) -> bool:
    tree = scene.cast.tree
    if tree.tag[head] in ("NNS", "NNPS") or tree.tag[head][0] in "VPW":
        return False
    compound = compound_kind(tree.low[head - 1] if head else "", tree.lemma[head])
    if compound is not None and compound != "role":
        return False
    joined = scene.cast.joined(head)
    if joined.endswith(AGE) or any(scene.cast.joined(kid).endswith(AGE) for kid in tree.kids[head]):
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


def _introduced(scene: Scene, phrase: Phrase, described: Description) -> Speaker:
    """*A mayoral candidate said … Ana Ruiz, who runs for mayor, …*: a lead's description of who is named below it."""
    cast, tree = scene.cast, scene.cast.tree
    here = tree.sentence[phrase.head]
    if here <= _LEAD and described.noun not in _anyone():
        for entity_id, role, fit in candidates(scene, phrase, described):
            later = 0 <= tree.sentence[role.where.first] - here <= _NEAR and role.where.first > phrase.head
            if later and fit >= SAME_NOUN + SHARED_WORD and not cast.last_before(entity_id, phrase.where.first):
                return as_person(scene, tree.parsed.mentions[role.mention], "nominal", "introduced")
    below = _below(scene, phrase, described)
    if below is not None:
        return below
    scene.unnamed[described.noun] = here
    return Speaker("anonymous", rule="role_noun")


def _below(scene: Scene, phrase: Phrase, described: Description) -> Speaker | None:
    mention = named_below(scene, phrase, described.noun, roles_called().get(described.noun, ()))
    if mention is None or (described.country and country_of(scene.cast, mention) not in (described.country, None)):
        return None
    return as_person(scene, mention, "nominal", "introduced")


def _last_person(scene: Scene, phrase: Phrase, described: Description) -> Mention | None:
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
    just_spoke = spoke and tree.sentence[phrase.head] - seen <= 1 and not described.bodies
    if _is_known_otherwise(scene, mention) and _is_well_known(described):
        return None
    is_single = described.noun in _single_offices()
    single = is_single and (not just_spoke or _is_known_otherwise(scene, mention) or _is_well_known(described))
    if single or (not just_spoke and (owned or known)):
        others = {m.entity_id for m in cast.people_before(phrase.where.first, _ALONE)} - {mention.entity_id}
        if others:
            return None
    if described.country and country_of(cast, mention) not in (described.country, None):
        return None
    return mention


def _is_known_otherwise(scene: Scene, mention: Mention) -> bool:
    """Does the person hold a role that tells what they are?"""
    roles = scene.cast.roles_of.get(mention.entity_id or "", ())
    return any(role.text not in words("general_roles") for role in roles)


def _is_well_known(described: Description) -> bool:
    """Is it an office whose holder a text may speak of and never name: *the president*?"""
    named = (role.split() for role in words("heads_of_state"))
    return any(role[-1] == described.noun and described.beside.issuperset(role[:-1]) for role in named)


def _own_country(scene: Scene, phrase: Phrase) -> str | None:
    """*the country's minister*: the country that is meant."""
    tree = scene.cast.tree
    owner = tree.child(phrase.head, "poss")
    return country_meant(tree, owner) if owner >= 0 and tree.lemma[owner] in LANDS else None
