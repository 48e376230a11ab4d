"""Who and what the text has spoken of so far: the stage on which pronouns find their antecedents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.lexicon import table
from pipeline.records import Entity, Mention
from pipeline.relations.cast import Cast
from pipeline.relations.coreference.found import Voice
from pipeline.relations.speakers import Speaker

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ROLES = {
    "nsubj": "subject", "nsubjpass": "subject", "dobj": "object", "dative": "object", "pobj": "oblique",
    "poss": "owner", "compound": "modifier", "amod": "modifier", "nmod": "modifier",
}  # fmt: skip
_MOST = 12
"""Candidates looked at for one pronoun."""

_FAR = 12
"""Sentences after which nobody is taken up any more without being named."""


@cache
def genders() -> dict[str, str]:
    """``m``, ``f``, ``n`` (it) or ``p`` (they) by pronoun of the third person in lower case."""
    return {row["word"]: row["gender"] for row in table("third_person_pronouns")}


@dataclass(slots=True)
class Place:
    """Where something was spoken of: its head token and how it stands there."""

    token: int
    role: str
    sentence: int
    block: int
    quote: int
    by: str
    mention: Mention | None


@dataclass(slots=True)
class Topic:
    """A person or body, or something without a name (``entity_id`` None) that a pronoun could take up as well."""

    key: str
    entity_id: str | None
    kind: str
    sex: str | None
    last: Place
    first: int
    n: int = 1
    voiced: int = -1
    """Sentence in which it last said something, or -1."""

    named: Mention | None = None
    """The last mention by name or resolved description."""


@dataclass(slots=True)
class Stage:
    """Who is spoken of: topics by key, the last one at the end, people and bodies apart; and what is known beforehand.

    ``inside`` is the number of the innermost of the ``voices`` that says each token, or -1; ``quoting`` the
    voice whose words a quotation is, by its number; ``known`` the mentions of entities by their head.
    """

    cast: Cast
    voices: Sequence[Voice]
    inside: Sequence[int]
    quoting: dict[int, Voice]
    known: dict[int, Mention]
    entities: dict[str, Entity]
    people: dict[str, Topic] = field(default_factory=dict)
    bodies: dict[str, Topic] = field(default_factory=dict)
    many: dict[str, Topic] = field(default_factory=dict)
    meant: dict[int, str] = field(default_factory=dict)
    """Key of the topic that a token stands for."""

    last_voice: str | None = None
    """Key of who said something last."""

    def meet(self, token: int, kind: str, key: str, entity_id: str | None, by: str, mention: Mention | None) -> None:
        """Something is spoken of at ``token``; ``by`` is ``name``, ``nominal`` or ``pronoun``."""
        place = self._place(token, by, mention)
        topics = self.of(kind)
        topic = topics.pop(key, None)
        if topic is None:
            topic = Topic(key, entity_id, kind, self._sex(kind, entity_id), place, token)
        else:
            topic.last = place
            topic.n += 1
        if by != "pronoun" and mention is not None:
            topic.named = mention
        topics[key] = topic
        self.meant[token] = key

    def topic_at(self, token: int, mention: Mention) -> Topic:
        """The topic of a mention further on, which the text has not come to yet."""
        entity = self.entities[mention.entity_id or ""]
        kind = "person" if entity.kind == "person" else "body"
        key, by = entity.entity_id, mention.form if mention.form in ("nominal", "pronoun") else "name"
        return Topic(key, key, kind, self._sex(kind, key), self._place(token, by, mention), token, named=mention)

    def _sex(self, kind: str, entity_id: str | None) -> str | None:
        return self.cast.sex(entity_id) if entity_id and kind == "person" else None

    def _place(self, token: int, by: str, mention: Mention | None) -> Place:
        tree = self.cast.tree
        role = _ROLES.get(tree.dep[token], "other")
        if tree.dep[token] in ("conj", "appos") and tree.head[token] != token:
            role = _ROLES.get(tree.dep[tree.head[token]], "other")
        return Place(token, role, tree.sentence[token], tree.block[token], tree.quote[token], by, mention)

    def quoted_by(self, token: int) -> Speaker | None:
        """Who says the words in quotation marks that ``token`` stands in: the nearest voice that is known."""
        voice = self.voices[self.inside[token]] if self.inside[token] >= 0 else None
        if voice is None or voice.speaker.entity_id is None:
            voice = self.quoting.get(self.cast.tree.quote[token], voice)
        return voice.speaker if voice is not None and voice.speaker.entity_id is not None else None

    def of(self, kind: str) -> dict[str, Topic]:
        """Topics of a kind: ``person``, ``body`` (and any single thing) or ``many``."""
        return self.people if kind == "person" else self.bodies if kind == "body" else self.many

    def recent(self, kind: str, token: int) -> Iterator[Topic]:
        """Topics before ``token``, the last one first, as far as they can still be taken up."""
        topics = self.of(kind)
        here = self.cast.tree.sentence[token]
        for number, topic in enumerate(reversed(topics.values())):
            if number >= _MOST:
                return
            if here - topic.last.sentence <= _FAR or (topic.voiced >= 0 and here - topic.voiced <= _FAR):
                yield topic
