"""Speakers given by a description: the minister, the ministry, the government, a report, officials."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.ids import entity_id
from pipeline.lexicon import words
from pipeline.records import Mention
from pipeline.relations.nouns import is_role, stands_for
from pipeline.relations.roles import Role
from pipeline.relations.speakers.pronouns import salient_body
from pipeline.relations.speakers.scene import (
    Phrase,
    Scene,
    Speaker,
    as_body,
    as_person,
    country_of,
    country_speaker,
    country_within,
    determiner_of,
)

_FAR_BODIES = 400
_TENSES = frozenset({"former", "acting", "current", "new", "then", "ex", "late", "same", "outgoing", "incumbent"})
_MANY = frozenset(
    {"many", "some", "most", "others", "several", "few", "both", "all", "those", "these", "two", "three", "four"}
    | {"five", "hundreds", "thousands", "dozens"}
)


def role_noun(scene: Scene, phrase: Phrase) -> Speaker | None:
    """the minister, the former coach: the person with that role, the last one before or the first one after."""
    cast, tree = scene.cast, scene.cast.tree
    head = phrase.head
    lemma = tree.lemma[head]
    if tree.tag[head] not in ("NN", "NNP") or not (is_role(lemma) or is_role(tree.low[head])):
        return None
    determiner = determiner_of(scene, phrase)
    if determiner in ("a", "an", "another", "one", "some"):
        scene.unnamed[lemma] = tree.sentence[head]
        return Speaker("anonymous", rule="role_noun")
    said = {tree.low[t] for t in range(phrase.where.first, head + 1)}
    modifiers = {
        tree.low[kid]
        for kid in tree.kids[head]
        if kid < head
        and tree.dep[kid] in ("compound", "amod")
        and tree.tag[kid] not in ("JJS", "RBS")
        and not _is_name(scene, kid)
    } - _TENSES
    code = country_within(scene, phrase)
    best: tuple[float, Mention] | None = None
    leads = (lemma == "head" and "state" in tree.low[head : phrase.where.last]) or (lemma == "leader" and code)
    roles = cast.by_noun.get(tree.low[head], ())
    for _, role in (*roles, *(_heads_of_state(scene) if leads else ())):
        mention = tree.parsed.mentions[role.mention]
        if code and role.country != code and (role.country or lemma == "leader"):
            continue
        own = set(role.text.split())
        if own - {role.noun} and modifiers and not own & modifiers:
            continue
        score = 2.0 * len(own & said) - 0.5 * len(said & cast.role_words - own)
        distance = tree.sentence[head] - tree.sentence[role.where.first]
        score -= 0.05 * distance if distance >= 0 else 1.0 - 0.1 * distance
        if best is None or score > best[0]:
            best = (score, mention)
    if lemma in scene.unnamed and (best is None or best[1].sentence < scene.unnamed[lemma]):
        return Speaker("anonymous", rule="role_noun")
    if best is not None:
        found = as_person(scene, best[1], "nominal", "role_noun")
        return found if found.country else replace(found, country=_own_country(scene, phrase))
    if determiner in ("the", "this", "that", "his", "her"):
        last = scene.last("person")
        if (
            determiner == "the"
            and last
            and tree.sentence[head] - last[0] <= 4
            and phrase.where.last - phrase.where.first <= 3
        ):
            mention_ = last[1].mention or last[1].antecedent
            elsewhere = code and mention_ is not None and country_of(cast, mention_) not in (code, None)
            if mention_ is not None and mention_.label == "PERSON" and not elsewhere:
                return as_person(scene, mention_, "nominal", "description")
    return Speaker("anonymous", rule="role_noun")


def _heads_of_state(scene: Scene) -> Iterator[tuple[str, Role]]:
    """The roles in the article whose holders lead a country."""
    for text in words("heads_of_state"):
        for pair in scene.cast.by_noun.get(text.rsplit(" ", 1)[-1], ()):
            if pair[1].text == text:
                yield pair


def _own_country(scene: Scene, phrase: Phrase) -> str | None:
    """*the country's minister*: the country that is the subject before it, else the last one named."""
    cast, tree = scene.cast, scene.cast.tree
    owner = tree.child(phrase.head, "poss")
    if owner < 0 or tree.lemma[owner] not in ("country", "nation", "kingdom", "republic"):
        return None
    named = [
        m for m in cast.bodies_before(owner, _FAR_BODIES // 20) if cast.entities[m.entity_id or ""].kind == "country"
    ]
    subjects = [m for m in named if tree.dep[cast.heads[m.mention_id]] == "nsubj"]
    return (subjects or named)[0].iso_alpha2 if named else None


def _is_name(scene: Scene, token: int) -> bool:
    return scene.cast.mention_at(token) is not None


def government(scene: Scene, phrase: Phrase) -> Speaker | None:
    """the (Peruvian) government, the authorities: the country."""
    cast, tree = scene.cast, scene.cast.tree
    if "country" not in stands_for(tree.lemma[phrase.head]) and "country" not in stands_for(tree.low[phrase.head]):
        side = tree.low[phrase.head] == "side" and country_within(scene, phrase)
        return country_speaker(cast, side, "nominal", None) if side else None
    if tree.low[phrase.head] == "authority":
        return None
    code = country_within(scene, phrase)
    by = "nominal"
    if code is None:
        last = scene.last("country")
        if last and tree.sentence[phrase.head] - last[0] <= 3:
            code = last[1].country
        code = code or cast.home
    return country_speaker(cast, code, by, None) if code else Speaker("country", rule="government")


def body_noun(scene: Scene, phrase: Phrase) -> Speaker | None:
    """the ministry, the company, the union: the organization whose name holds the noun, else the last one that fits."""
    cast, tree = scene.cast, scene.cast.tree
    head = phrase.head
    lemma = tree.lemma[head]
    kinds = stands_for(lemma)
    kind = next((k for k in ("office", "organization") if k in kinds), None)
    if kind is None or tree.tag[head] in ("NNS", "NNPS"):
        return None
    for token in range(phrase.where.first, phrase.where.last):
        mention = cast.mention_at(token)
        if mention is None or token == head:
            continue
        entity = cast.entities.get(mention.entity_id or "")
        if entity and entity.kind == "organization":
            return as_body(scene, mention, "nominal", "body_noun")
    determiner = determiner_of(scene, phrase)
    if determiner in ("a", "an", "another", "one"):
        return _as_described(scene, phrase, kind)
    for mention in cast.bodies_before(phrase.where.first, _FAR_BODIES):
        words = cast.entities[mention.entity_id or ""].name.lower().split()
        if lemma in words and len(words) > 1 and cast.entities[mention.entity_id or ""].kind == "organization":
            return as_body(scene, mention, "nominal", "body_noun")
    if kind == "organization" and determiner in ("the", "this") and lemma != "police":
        mention_ = salient_body(scene, phrase, lemma)
        if mention_ is not None:
            speaker = as_body(scene, mention_, "nominal", "body_noun")
            if speaker.kind == "organization":
                return speaker
    return _as_described(scene, phrase, kind)


def _as_described(scene: Scene, phrase: Phrase, kind: str) -> Speaker:
    """A body that has no other name goes by its description: *Dutch police*, *the electoral commission*.

    With its country that tells it apart anywhere; without, the next article's commission is another one, and it
    gets no entity.
    """
    tree = scene.cast.tree
    first, last = phrase.where.first, phrase.head + 1
    while first < phrase.head and tree.tag[first] in ("DT", "PRP$", "PDT"):
        first += 1
    for kid in tree.kids[phrase.head]:
        if kid == last and tree.low[kid] in ("of", "for") and tree.right[kid] < phrase.where.last:
            last = tree.right[kid] + 1
    name = tree.parsed.tokens.span(first, last).folded(tree.parsed.text)
    code = country_within(scene, phrase)
    known = entity_id("organization", name) if code else None
    return Speaker(kind, name, known, "nominal" if known else "none", None, None, code, "described_body")


def document(scene: Scene, phrase: Phrase) -> Speaker | None:
    """a report by the bank, the ministry's statement: the body that issued it."""
    cast, tree = scene.cast, scene.cast.tree
    head = phrase.head
    if "document" not in stands_for(tree.lemma[head]) and "document" not in stands_for(tree.low[head]):
        return None
    for kid in tree.kids[head]:
        owners = [kid] if tree.dep[kid] in ("poss", "compound", "nmod") else []
        if tree.dep[kid] == "prep" and tree.low[kid] in ("by", "from", "of"):
            owners = [tree.child(kid, "pobj")]
        if tree.dep[kid] in ("acl", "relcl"):
            agent = tree.child(kid, "agent")
            owners = [tree.child(agent, "pobj") if agent >= 0 else tree.child(kid, "nsubj")]
        for owner in owners:
            mention = cast.mention_at(owner) if owner >= 0 else None
            entity = cast.entities.get(mention.entity_id or "") if mention else None
            if mention is not None and entity is not None:
                return Speaker(
                    "document", entity.name, entity.entity_id, "nominal", None, mention, entity.iso_alpha2, "document"
                )
    here = tree.sentence[head]
    first = head
    while first > phrase.where.first and tree.tag[first - 1] in ("NNP", "NNPS") and not _is_name(scene, first - 1):
        first -= 1
    if first < head and tree.tag[head] in ("NN", "NNS"):
        name = tree.parsed.tokens.span(first, head).folded(tree.parsed.text)
        return Speaker("document", name, entity_id("organization", name), "nominal", rule="document")
    if determiner_of(scene, phrase) in ("the", "this", "that"):
        for sentence, speaker in reversed(scene.told[-6:]):
            if here - sentence <= 5 and speaker.name and speaker.kind != "document":
                first, last = tree.sentence_bounds[sentence]
                if tree.lemma[head] in tree.lemma[first:last]:
                    return replace(
                        speaker,
                        kind="document",
                        resolved_by="nominal",
                        mention=None,
                        antecedent=speaker.mention or speaker.antecedent,
                        rule="document",
                    )
        for sentence, speaker in reversed(scene.told[-6:]):
            if here - sentence <= 4 and speaker.name and speaker.kind == "document":
                return Speaker(
                    "document",
                    speaker.name,
                    speaker.entity_id,
                    "nominal",
                    None,
                    speaker.mention or speaker.antecedent,
                    speaker.country,
                    "document",
                )
    return Speaker("document", rule="document")


def unnamed(scene: Scene, phrase: Phrase) -> Speaker | None:
    """officials, witnesses, a source: nobody with a name."""
    tree = scene.cast.tree
    head = phrase.head
    lemma = tree.lemma[head]
    kinds = stands_for(lemma)
    plural = tree.tag[head] in ("NNS", "NNPS") or tree.low[head] in _MANY
    if lemma == "police":
        return _as_described(scene, phrase, "organization")
    for kind in ("organization", "office", "country"):
        if kind in kinds and plural:
            return Speaker(kind, rule="unnamed")
    if lemma in ("source", "rumor", "rumour", "report"):
        return Speaker("anonymous", rule="unnamed")
    if plural or "group" in kinds:
        return Speaker("group", rule="unnamed")
    return Speaker("anonymous", rule="unnamed")
