"""Speakers given by name: alone, with a title, in a relative clause."""

from __future__ import annotations

from dataclasses import replace

from pipeline.ids import entity_id
from pipeline.records import Mention
from pipeline.relations.cast import country_expressions
from pipeline.relations.nouns import is_office_name, is_role, stands_for
from pipeline.relations.roles import honorifics, titles
from pipeline.relations.speakers.governments import local_levels
from pipeline.relations.speakers.pronouns import salient_person
from pipeline.relations.speakers.scene import (
    Phrase,
    Scene,
    Speaker,
    as_person,
    country_of,
    country_speaker,
    is_government,
)
from pipeline.relations.tree import Range

_RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
_OWNERS = frozenset({"of", "for", "to", "by", "from", "with", "on"})
_MARKS = frozenset({'"', "“", "”", "'", "‘", "’", "(", ")", "."})
_ONE_OF_A_PEOPLE = ("an", "i", "ian")
_OF_GOVERNMENTS = frozenset({"government", "of", "the"})
_NAMING = frozenset({"surnamed", "named", "called", "nicknamed"})
_LETTERS = 6
_FAR = 8
_DASHES = frozenset({"–", "—", ":"})


def named(scene: Scene, phrase: Phrase) -> Speaker | None:
    """A name, alone or with its title or apposition: *Ruiz*, *the minister, Ana Ruiz*, *spokesman Jan Berg*."""
    tree, cast = scene.cast.tree, scene.cast
    head = phrase.head
    at_head = cast.mention_at(head)
    if at_head is None or at_head.label != "PERSON":
        mention = titled(scene, phrase)
        if mention is not None:
            return _of_mention(scene, phrase, mention)
    heads = [head, *(kid for kid in tree.kids[head] if tree.dep[kid] == "appos" and kid < phrase.where.last)]
    for token in heads:
        mention = cast.mention_at(token)
        if mention is not None and _is_common(mention):
            return None
        if mention is not None and (token == head or mention.label == "PERSON"):
            speaker = _of_mention(scene, phrase, mention)
            if speaker is not None:
                return speaker
    word = tree.text[head]
    in_capitals = word.isupper() and 2 < len(word) <= _LETTERS and tree.tag[head] == "NNP"
    if at_head is None and in_capitals and not stands_for(word.lower()):
        return Speaker("organization", word, entity_id("organization", word), "name", rule="acronym")
    return None


def _is_common(mention: Mention) -> bool:
    """Is the "name" a common noun in capitals: *the Ministry*, *the Court*?"""
    kinds = {"office", "organization", "role"} & set(stands_for(mention.text.lower()))
    return mention.label in ("ORG", "FAC") and bool(kinds) and mention.text.lower() != "police"


def titled(scene: Scene, phrase: Phrase) -> Mention | None:
    """The name that a description of its bearer ends with: *the Harbour Board (HB) chief Jan Berg*.

    Also *the minister of mines Ana Ruiz*, *the mayor of Cusco, Jan Berg* and *a trader named Jan Berg*, but no name
    that the description depends on: *the spokesman for Ana Ruiz*, *Ruiz's brother*, *the son of the author Ana Ruiz*.
    """
    tree = scene.cast.tree
    kinds = stands_for(tree.lemma[phrase.head])
    if kinds and "role" not in kinds and tree.text[phrase.head].islower():
        return None
    token = phrase.where.first
    while token < phrase.where.last:
        mention = scene.cast.mention_at(token)
        if mention is None:
            if tree.low[token] in _NAMING:
                following = scene.cast.mention_at(token + 1) if token + 1 < phrase.where.last else None
                return following if following is not None and following.label == "PERSON" else None
            if token > phrase.where.first and tree.tag[token][0] in "VW" and not _is_role(scene, token):
                return None
            token += 1
            continue
        owns = mention.last < phrase.where.last and tree.tag[mention.last] == "POS"
        if mention.label == "PERSON" and mention.first > phrase.where.first and not owns:
            return mention if _bears(scene, phrase, mention) else None
        token = max(mention.last, token + 1)
    return None


def _bears(scene: Scene, phrase: Phrase, name: Mention) -> bool:
    """Is what stands before the ``name`` in the phrase a role of its bearer?"""
    tree = scene.cast.tree
    first = phrase.where.first
    if all(tree.low[t] in titles() or tree.low[t] in _MARKS for t in range(first, name.first)):
        return True
    before = name.first - 1
    while before > first and (
        tree.low[before] in _MARKS or (tree.low[before] in honorifics() and not _is_role(scene, before))
    ):
        before -= 1
    if tree.low[before] in _OWNERS:
        return False  # *an aide to Ana Ruiz*
    roles = [t for t in range(first, before + 1) if _is_role(scene, t)]
    if not roles or tree.tag[before] in ("NNPS", "NNS") or tree.low[before] in _DASHES:
        return before == first and tree.tag[first] == "DT"
    owner = next((t for t in range(first, before) if tree.low[t] in _OWNERS), before + 1)
    if roles[0] > owner:  # *the son of President Ruiz* against *Committee of Women chair Ana Ruiz*
        return tree.tag[owner - 1][:3] == "NNP"
    if owner > before or tree.low[before] == ",":
        return True
    return tree.tag[before][:2] == "NN" and roles[-1] < owner


def _is_role(scene: Scene, token: int) -> bool:
    tree = scene.cast.tree
    return is_role(tree.lemma[token]) or is_role(tree.low[token])


def _of_mention(scene: Scene, phrase: Phrase, mention: Mention) -> Speaker | None:
    cast = scene.cast
    entity = cast.entities.get(mention.entity_id or "")
    if mention.label in ("GPE", "LOC") and entity is None and mention.text not in cast.capitals():
        return Speaker("office", mention.text, None, "name", mention, country=mention.iso_alpha2, rule="place")
    if is_government(mention) or (entity and entity.kind == "country" and mention.form != "demonym"):
        return country_speaker(cast, mention.iso_alpha2, "metonym" if mention.form == "metonym" else "name", mention)
    if mention.label == "PERSON":
        name = entity.name if entity else mention.text
        return Speaker(
            "person", name, mention.entity_id, "name", mention, country=country_of(cast, mention), rule="named"
        )
    if entity and entity.kind == "organization":
        if entity.iso_alpha2 and _names_government(entity.name):
            return country_speaker(cast, entity.iso_alpha2, "name", mention)
        kind = "office" if is_office_name(entity.name.lower().split()) else "organization"
        return Speaker(kind, entity.name, entity.entity_id, "name", mention, country=entity.iso_alpha2, rule="named")
    if mention.form == "demonym" or mention.label == "NORP":
        return _compatriot(scene, phrase, mention) or Speaker("group", rule="people")
    if mention.label in ("WORK_OF_ART", "LAW", "PRODUCT"):
        return Speaker("document", rule="work")
    if mention.label == "GPE" and mention.iso_alpha2:
        return country_speaker(cast, mention.iso_alpha2, "metonym", mention)
    if mention.label in ("GPE", "LOC", "FAC"):
        return Speaker("office", mention.text, None, "name", mention, country=mention.iso_alpha2, rule="place")
    return None


def _compatriot(scene: Scene, phrase: Phrase, mention: Mention) -> Speaker | None:
    """*the Chilean said*: the person whom the text is about; not *the French*, *Chileans*."""
    tree = scene.cast.tree
    alone = phrase.where.last - phrase.where.first == 2 and tree.low[phrase.where.first] == "the"
    if not alone or not mention.text.endswith(_ONE_OF_A_PEOPLE) or tree.tag[phrase.head] in ("NNS", "NNPS"):
        return None
    person = salient_person(scene, phrase, None)
    if person is None or tree.sentence[phrase.head] - person.sentence > 2:
        return None
    if country_of(scene.cast, person) not in (None, mention.iso_alpha2):
        return None
    return as_person(scene, person, "nominal", "compatriot")


def _names_government(name: str) -> bool:
    """*the Government of Peru*, *Peruvian Government*, in capitals; not *Lima City Government*, *Delhi Government*."""
    words = name.lower().split()
    if not words or "government" not in (words[0], words[-1]) or local_levels().intersection(words):
        return False
    rest = " ".join(word for word in name.split() if word.lower() not in _OF_GOVERNMENTS)
    return rest in country_expressions()


def relative(scene: Scene, phrase: Phrase) -> Speaker | None:
    """who/which: *Ruiz, who said …* is what the relative clause hangs on, else what stands before it."""
    tree = scene.cast.tree
    if tree.low[phrase.head] not in _RELATIVE or tree.tag[phrase.head][0] != "W":
        return None
    noun = _governor(scene, phrase.head)
    if noun < 0 or tree.tag[noun][:2] == "RB":
        noun = _noun_before(scene, phrase.head)
    if noun < 0 and tree.low[phrase.head] == "who":
        noun = _somebody_before(scene, phrase.head)
    if noun < 0:
        return None
    found = scene.resolve(Phrase(Range(min(tree.left[noun], noun), noun + 1), noun, phrase.quoter, phrase.content))
    if not found.name:
        return found
    through = found.mention or found.antecedent
    return replace(found, resolved_by="pronoun", mention=None, antecedent=through, rule="relative")


def _governor(scene: Scene, pronoun: int) -> int:
    """The noun that the pronoun's clause describes, or -1."""
    tree = scene.cast.tree
    verb = tree.head[pronoun]
    for _ in range(4):
        if tree.dep[verb] == "relcl":
            return tree.head[verb] if tree.head[verb] != pronoun else -1
        if tree.head[verb] == verb:
            return -1
        verb = tree.head[verb]
    return -1


def _somebody_before(scene: Scene, pronoun: int) -> int:
    """The nearest word for people before *who*: *fans at home and abroad who*."""
    cast, tree = scene.cast, scene.cast.tree
    for token in range(pronoun - 1, max(tree.sentence_of(pronoun).first, pronoun - _FAR) - 1, -1):
        mention = cast.mention_at(token)
        if not {"role", "group"}.isdisjoint(stands_for(tree.lemma[token])) or (mention and mention.label == "PERSON"):
            return token
    return -1


def _noun_before(scene: Scene, pronoun: int) -> int:
    """The noun or name right before the pronoun, a comma and brackets left out, or -1."""
    tree = scene.cast.tree
    token, first = pronoun - 1, tree.sentence_of(pronoun).first
    while token > first and (tree.low[token] in (",", "of", "in") or tree.low[token] in _MARKS):
        token -= 1
    return token if token >= first and tree.tag[token][:2] == "NN" else -1
