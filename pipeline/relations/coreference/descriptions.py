"""Descriptions that take up someone: *the minister*, *the 45-year-old*, *the ministry*, by the rules for speakers.

A speaker is someone; what a description stands for elsewhere may be nobody the text knows. So more is asked of it here:
nothing in it may say more than is known of who it takes up, and who is spoken of last must be meant by a vague one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.lexicon import words
from pipeline.records import Entity
from pipeline.relations.cast import Cast, country_words, role_sex
from pipeline.relations.coreference.found import Found, Voice
from pipeline.relations.coreference.spoken import Stage, Topic
from pipeline.relations.nouns import is_role, stands_for
from pipeline.relations.speakers import SPEAKER_RULES, Phrase, Scene, Speaker
from pipeline.relations.speakers.bodies import body_noun
from pipeline.relations.speakers.governments import government
from pipeline.relations.speakers.titles import role_noun
from pipeline.relations.tree import Range

_DEFINITE = frozenset({"the", "this", "that"})
_OWNERS = frozenset({"of", "for", "from"})
_BODIES = frozenset({"organization", "office"})
_KINDS = _BODIES | {"country"}
_AGE = "year-old"
_NEAR = 1
"""Sentences back in which someone is still who the text speaks of."""

_LONGEST = 8


@cache
def _anyone() -> frozenset[str]:
    return frozenset(words("anyone_nouns"))


@cache
def _plain() -> frozenset[str]:
    """Words beside a noun that tell nothing apart."""
    return frozenset(words("plain_modifiers"))


class Descriptions:
    """Resolves descriptions in text order; ``voices`` are the statements of the article that have a source."""

    def __init__(self, cast: Cast, voices: Sequence[Voice], entities: dict[str, Entity], stage: Stage) -> None:
        self.cast = cast
        self.tree = cast.tree
        self.entities = entities
        self.stage = stage
        self.scene = Scene(cast)
        self.scene.rules = SPEAKER_RULES
        told = [(voice.phrase, voice.speaker) for voice in voices if voice.phrase is not None]
        self.told = sorted(told, key=lambda turn: turn[0].head)
        self.n_heard = 0

    def resolve(self, head: int) -> Found | None:
        """Whom the description with this head takes up; None where it describes nobody known."""
        tree = self.tree
        first = tree.left[head]
        if tree.low[first] not in _DEFINITE or not 0 < head - first < _LONGEST:
            return None
        is_aged = tree.low[head] == "old" and self.cast.joined(head).endswith(_AGE)
        if (tree.tag[head] not in ("NN", "NNP") and not is_aged) or tree.dep[head] in ("attr", "appos", "compound"):
            return None
        lemma = tree.lemma[head]
        kinds = stands_for(lemma)
        is_anyone = is_aged or lemma in _anyone()
        if "document" in kinds or not (is_anyone or is_role(lemma) or not _KINDS.isdisjoint(kinds)):
            return None
        self._hear(head)
        phrase = Phrase(Range(first, min(tree.right[head] + 1, head + _LONGEST)), head)
        if is_anyone or is_role(lemma):
            speaker = self._person(phrase, vague=is_anyone)
        elif not _BODIES.isdisjoint(kinds):
            speaker = self._body(phrase)
        else:
            speaker = self._government(phrase)
        if speaker is None or speaker.entity_id not in self.entities:
            return None
        return Found(Range(first, head + 1), head, speaker)

    def _person(self, phrase: Phrase, *, vague: bool) -> Speaker | None:
        """The holder of the role; by *the man* or *the 45-year-old*, the one person that the text speaks of."""
        speaker = role_noun(self.scene, phrase)
        if speaker is None or speaker.entity_id is None:
            return None
        if speaker.rule == "role_noun" and not vague:
            return speaker if self._says_no_more(phrase, self._known_of(speaker.entity_id)) else None
        latest = next(iter(self.stage.recent("person", phrase.head)), None)
        if not vague or latest is None or latest.key != speaker.entity_id or self._away(latest, phrase) > _NEAR:
            return None
        sex = role_sex().get(self.tree.lemma[phrase.head])
        if sex and latest.sex and latest.sex != sex:
            return None
        aged = any(self.tree.low[token].startswith("year") for token in range(phrase.where.first, phrase.head))
        return speaker if aged or self._says_no_more(phrase, frozenset()) else None

    def _body(self, phrase: Phrase) -> Speaker | None:
        """The body whose name holds the noun, or that was spoken of last."""
        speaker = body_noun(self.scene, phrase)
        entity = self.entities.get(speaker.entity_id or "") if speaker else None
        if speaker is None or entity is None or speaker.antecedent is None:
            return None
        known = self._known_of(entity.entity_id)
        if not self._says_no_more(phrase, known):
            return None
        if self.tree.lemma[phrase.head] in known:
            return speaker
        latest = next((t for t in self.stage.recent("body", phrase.head) if self._is_body(t)), None)
        near = latest is not None and latest.key == entity.entity_id and self._away(latest, phrase) <= 2 * _NEAR
        return speaker if near else None

    def _is_body(self, topic: Topic) -> bool:
        return topic.entity_id is not None and self.entities[topic.entity_id].kind == "organization"

    def _government(self, phrase: Phrase) -> Speaker | None:
        """*the Peruvian government*; *the government* only of a country just spoken of."""
        speaker = government(self.scene, phrase)
        if speaker is None or speaker.entity_id not in self.entities:
            return None
        within = {country_words().get(self.tree.text[token]) for token in range(*phrase.where)}
        if speaker.entity_id in within:
            return speaker
        topic = self.stage.bodies.get(speaker.entity_id or "")
        alone = phrase.where.last - phrase.where.first == 2 and self.tree.low[phrase.head] in (
            "government",
            "authorities",
        )
        near = topic is not None and self._away(topic, phrase) <= 2 * _NEAR
        return speaker if alone and near and speaker.entity_id == self.cast.home else None

    def _away(self, topic: Topic, phrase: Phrase) -> int:
        return self.tree.sentence[phrase.head] - topic.last.sentence

    def _known_of(self, entity_id: str) -> frozenset[str]:
        """Words of the entity's names and roles, in lower case."""
        entity = self.entities[entity_id]
        named = " ".join((entity.name, *entity.aliases)).lower().replace("-", " ").split()
        roles = self.cast.roles_of.get(entity_id, ())
        shown = {self.tree.low[token] for role in roles for token in range(*role.where)}
        return frozenset({*named, *(word for role in roles for word in role.text.split()), *shown})

    def _says_no_more(self, phrase: Phrase, known: frozenset[str]) -> bool:
        """Is every word that describes the noun known of who is meant, and its country too?"""
        return all(
            self.tree.low[token] in known or self.tree.low[token] in _plain() or self._is_country(token)
            for token in self._describing(phrase)
        )

    def _is_country(self, token: int) -> bool:
        """The rules that resolve the noun have seen to it that its country agrees."""
        mention = self.cast.mention_at(token)
        return mention is not None and mention.iso_alpha2 is not None

    def _describing(self, phrase: Phrase) -> Iterator[int]:
        """Words of the phrase that tell its noun from others; a clause behind it tells it from all that are known."""
        tree = self.tree
        before = range(phrase.where.first + 1, phrase.head)
        behind: list[int] = []
        for kid in tree.kids[phrase.head]:
            if tree.dep[kid] in ("relcl", "acl") and tree.low[kid - 1] != ",":
                yield kid
            elif kid > phrase.head and tree.low[kid] in _OWNERS:
                behind.extend(range(kid + 1, min(tree.right[kid] + 1, phrase.where.last)))
        for token in (*before, *behind):
            if tree.tag[token][:2] in ("NN", "JJ", "VB", "CD"):
                yield token

    def _hear(self, token: int) -> None:
        """Remember what was said before ``token``."""
        while self.n_heard < len(self.told) and self.told[self.n_heard][0].head < token:
            self.scene.remember(*self.told[self.n_heard])
            self.n_heard += 1
