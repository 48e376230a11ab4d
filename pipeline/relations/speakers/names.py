"""Speakers given by name: alone, with a title, jointly, in a relative clause."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records import Mention
from pipeline.relations.nouns import is_office_name, is_role, stands_for
from pipeline.relations.speakers.scene import Phrase, Scene, Speaker, country_of, country_speaker
from pipeline.relations.tree import Range

_RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
_ADDRESS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "prof", "prof.", "sir", "dame", "advocate"})


def joint(scene: Scene, phrase: Phrase) -> Speaker | None:
    """A and B: *Ana Ruiz and Jan Berg said* — both names, or a group where one is unnamed."""
    tree = scene.cast.tree
    partners = _conjuncts(scene, phrase)
    if not partners:
        return None
    parts = [phrase.head, *partners]
    speakers = []
    for number, token in enumerate(parts):
        first = max(tree.left[token], phrase.where.first)
        stop = min(tree.left[parts[number + 1]] if number + 1 < len(parts) else phrase.where.last, phrase.where.last)
        where = Range(min(first, token), max(stop, token + 1))
        speakers.append(scene.resolve(Phrase(where, token, phrase.quoter), part=True))
    named = [speaker for speaker in speakers if speaker.name]
    if not named or len(named) < len(speakers):
        return Speaker("group", rule="joint") if not named else None
    kinds = {speaker.kind for speaker in named}
    name = ", ".join(s.name or "" for s in named[:-1]) + f" and {named[-1].name}"
    kind = named[0].kind if len(kinds) == 1 else "group"
    return Speaker(kind, name, None, named[0].resolved_by, None, named[0].antecedent, named[0].country, "joint")


def such_as(scene: Scene, phrase: Phrase) -> Speaker | None:
    """BODIES such as A and B: *unions such as the Miners and the Dockers said* — the names that are given."""
    tree = scene.cast.tree
    if tree.tag[phrase.head] not in ("NNS", "NNPS"):
        return None
    for kid in tree.kids[phrase.head]:
        if kid < phrase.head or tree.low[kid] not in ("as", "including", "like"):
            continue
        below = tree.child(kid, "pobj")
        if not 0 <= below < phrase.where.last:
            return None
        inner = Phrase(Range(max(tree.left[below], kid + 1), phrase.where.last), below, phrase.quoter)
        found = joint(scene, inner) or named(scene, inner)
        return found if found and found.name else None
    return None


def _conjuncts(scene: Scene, phrase: Phrase) -> list[int]:
    tree = scene.cast.tree
    found: list[int] = []
    token = phrase.head
    mention = scene.cast.mention_at(token)
    while True:
        kid = tree.child(token, "conj")
        if kid < 0 or kid >= phrase.where.last or (mention and mention.first <= kid < mention.last):
            return found
        found.append(kid)
        token = kid


def named(scene: Scene, phrase: Phrase) -> Speaker | None:
    """A name, alone or with its title or apposition: *Ruiz*, *the minister, Ana Ruiz*, *spokesman Jan Berg*."""
    tree, cast = scene.cast.tree, scene.cast
    head = phrase.head
    heads = [head, *(kid for kid in tree.kids[head] if tree.dep[kid] == "appos" and kid < phrase.where.last)]
    for token in heads:
        mention = cast.mention_at(token)
        if mention is not None and _is_common(mention):
            return None
        if mention is not None and (token == head or mention.label == "PERSON"):
            speaker = _of_mention(scene, phrase, mention)
            if speaker is not None:
                return speaker
    if is_role(tree.lemma[head]) or is_role(tree.low[head]):
        mention = _named_behind(scene, phrase)
        if mention is not None:
            return _of_mention(scene, phrase, mention)
    return None


def _is_common(mention: Mention) -> bool:
    """Is the "name" a common noun in capitals: *the Ministry*, *the Court*?"""
    return mention.label in ("ORG", "FAC") and bool(
        {"office", "organization"} & set(stands_for(mention.text.lower())) and mention.text.lower() != "police"
    )


def _named_behind(scene: Scene, phrase: Phrase) -> Mention | None:
    """The name that ends a description of its bearer: *the minister of mines Ana Ruiz*, *the mayor of Cusco, Jan Berg*.

    Not a name that the description depends on: *the spokesman for Ana Ruiz*, *for President Ruiz*.
    """
    tree = scene.cast.tree
    for token in range(phrase.where.last - 1, phrase.head, -1):
        mention = scene.cast.mention_at(token)
        if mention is None or mention.label != "PERSON" or mention.last != token + 1:
            continue
        before = mention.first - 1
        while before > phrase.head and tree.low[before] in _ADDRESS:
            before -= 1
        if before == phrase.head or tree.low[before] == "," or tree.tag[before] in ("NN", "NNS"):
            return mention
        if tree.tag[before][:3] == "NNP" and not is_role(tree.low[before]):
            return mention
    return None


def _of_mention(scene: Scene, phrase: Phrase, mention: Mention) -> Speaker | None:
    cast, tree = scene.cast, scene.cast.tree
    entity = cast.entities.get(mention.entity_id or "")
    if mention.form == "metonym" or (entity and entity.kind == "country" and mention.form != "demonym"):
        return country_speaker(cast, mention.iso_alpha2, "metonym" if mention.form == "metonym" else "name", mention)
    if mention.label == "PERSON":
        name = entity.name if entity else mention.text
        return Speaker(
            "person", name, mention.entity_id, "name", mention, country=country_of(cast, mention), rule="named"
        )
    if entity and entity.kind == "organization":
        kind = "office" if is_office_name(entity.name.lower().split()) else "organization"
        return Speaker(kind, entity.name, entity.entity_id, "name", mention, country=entity.iso_alpha2, rule="named")
    if mention.form == "demonym" or mention.label == "NORP":
        if tree.tag[phrase.head] in ("NNPS", "NNS") or tree.low[phrase.where.first] != "the":
            return Speaker("group", rule="people")
        return Speaker("group", rule="people")
    if mention.label in ("WORK_OF_ART", "LAW", "PRODUCT"):
        return Speaker("document", rule="work")
    if mention.label in ("GPE", "LOC", "FAC"):
        return Speaker("office", mention.text, None, "name", mention, country=mention.iso_alpha2, rule="place")
    return None


def relative(scene: Scene, phrase: Phrase) -> Speaker | None:
    """who/which: *Ruiz, who said …* is what the relative clause hangs on."""
    tree = scene.cast.tree
    if tree.low[phrase.head] not in _RELATIVE or tree.tag[phrase.head][0] != "W":
        return None
    verb = tree.head[phrase.head]
    for _ in range(4):
        if tree.dep[verb] == "relcl":
            noun = tree.head[verb]
            if noun == phrase.head:
                return None
            inner = Phrase(Range(min(tree.left[noun], noun), noun + 1), noun, phrase.quoter)
            found = scene.resolve(inner)
            if not found.name:
                return found
            return replace(
                found,
                resolved_by="pronoun",
                mention=None,
                antecedent=found.mention or found.antecedent,
                rule="relative",
            )
        if tree.head[verb] == verb:
            return None
        verb = tree.head[verb]
    return None
