"""The pass over an article that resolves its pronouns and descriptions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from pipeline.lexicon import table, words
from pipeline.records import Entity, Mention
from pipeline.relations.cast import Cast
from pipeline.relations.coreference.clauses import subject_of
from pipeline.relations.coreference.descriptions import Descriptions
from pipeline.relations.coreference.found import Found, Voice
from pipeline.relations.coreference.pronouns import pronoun_at, rank
from pipeline.relations.coreference.spoken import Stage, genders
from pipeline.relations.nouns import is_role
from pipeline.relations.roles import head_of
from pipeline.relations.speakers import Speaker
from pipeline.relations.tree import Range, Tree

_LEAST = {"he": 0.5, "it": 0.5, "they": 0.8}
"""How likely the best topic must be for a pronoun to be resolved."""

_OPEN = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj"})
_RELATIVE = frozenset({"who", "whom", "whose"})


@cache
def first_person() -> dict[str, str]:
    """``one`` or ``several`` by pronoun of the first person in lower case."""
    several = frozenset(words("plural_first_person"))
    known = (row["word"] for row in table("personal_pronouns") if row["person"] == "1")
    return {word: "several" if word in several else "one" for word in known}


@cache
def _anyone() -> frozenset[str]:
    return frozenset(words("anyone_nouns"))


def find_references(
    cast: Cast, voices: Sequence[Voice], mentions: Iterable[Mention], entities: dict[str, Entity]
) -> Iterator[Found]:
    """Pronouns and descriptions that take up a person or body of the article, in text order.

    ``mentions`` are the names, and what was resolved of the speakers; their words are not looked at again.
    """
    return _Pass(cast, voices, mentions, entities).found()


def _inside(voices: Sequence[Voice], n: int) -> list[int]:
    """Number of the innermost statement whose content holds each of ``n`` tokens, or -1."""
    inside = [-1] * n
    sizes = [sum(last - first for first, last in voice.content) for voice in voices]
    for number in sorted(range(len(voices)), key=lambda number: -sizes[number]):
        for first, last in voices[number].content:
            inside[first:last] = [number] * (last - first)
    return inside


def _quoting(voices: Sequence[Voice], tree: Tree) -> dict[int, Voice]:
    """The outermost statement that holds each quotation, by its number: whose words they are."""
    found: dict[int, tuple[int, Voice]] = {}
    for voice in voices:
        size = sum(last - first for first, last in voice.content)
        for first, last in voice.content:
            numbers = range(bisect_left(tree.quotation_starts, first), bisect_left(tree.quotation_starts, last))
            for number in {*numbers, tree.quote[first], tree.quote[last - 1]} - {-1}:
                if number not in found or found[number][0] < size:
                    found[number] = size, voice
    return {number: voice for number, (_, voice) in found.items()}


def _kind_of(entity: Entity) -> str:
    return "person" if entity.kind == "person" else "body"


class _Pass:
    def __init__(
        self, cast: Cast, voices: Sequence[Voice], mentions: Iterable[Mention], entities: dict[str, Entity]
    ) -> None:
        self.tree = cast.tree
        known: dict[int, Mention] = {}
        self.taken: set[int] = set()
        self.others: dict[int, Mention] = {}
        """Names of what has no row among people, countries and organizations, by their head."""

        for mention in mentions:
            self.taken.update(range(mention.first, mention.last))
            head = cast.heads.get(mention.mention_id)
            if head is None:
                head = head_of(cast.tree, mention)
            (known if mention.entity_id in entities else self.others)[head] = mention
        inside = _inside(voices, len(self.tree.low))
        self.stage = Stage(cast, voices, inside, _quoting(voices, self.tree), known, entities)
        self.spoken_at = {max(voice.phrase.head, voice.cue): voice for voice in voices if voice.phrase is not None}
        self.descriptions = Descriptions(cast, voices, entities, self.stage)

    def found(self) -> Iterator[Found]:
        for token in range(len(self.tree.low)):
            answer = self._at(token)
            if answer is not None:
                yield answer
            voice = self.spoken_at.get(token)
            if voice is not None:
                self._heard(voice)

    def _at(self, token: int) -> Found | None:
        tree, tag = self.tree, self.tree.tag[token]
        if token in self.taken:
            self._named(token)
            return None
        if tag[:2] == "NN" or (tree.low[token] == "old" and tree.dep[token] not in ("amod", "acomp")):
            return self._noun(token)
        word = tree.low[token]
        if tag[:3] == "PRP":
            if word in genders():
                return self._third_person(token, word)
            if word in first_person() and tree.quote[token] >= 0:
                return self._first_person(token)
        elif tag[0] == "W" and word in _RELATIVE:
            return self._relative(token)
        return None

    # ---- what is spoken of

    def _named(self, token: int) -> None:
        mention = self.stage.known.get(token)
        if mention is not None:
            entity = self.stage.entities[mention.entity_id or ""]
            by = mention.form if mention.form in ("nominal", "pronoun") else "name"
            self.stage.meet(token, _kind_of(entity), entity.entity_id, entity.entity_id, by, mention)
            return
        other = self.others.get(token)
        if other is not None and other.label != "PERSON":
            self._unnamed(token, "many" if other.label == "NORP" else "body", other.text)

    def _heard(self, voice: Voice) -> None:
        assert voice.phrase is not None
        key = voice.speaker.entity_id or self.stage.meant.get(voice.phrase.head)
        if key is None:
            return
        self.stage.last_voice = key
        for topics in (self.stage.people, self.stage.bodies):
            if key in topics:
                topics[key].voiced = self.tree.sentence[voice.phrase.head]

    def _noun(self, token: int) -> Found | None:
        """A description of someone known, or somebody or something else that a pronoun could take up."""
        tree = self.tree
        name = self._name_of(token)
        if name >= 0:
            mention = self.stage.known.get(name)
            key = mention.entity_id if mention is not None else self.stage.meant[name]
            if key:
                self.stage.meant[token] = key
            return None
        answer = self.descriptions.resolve(token)
        if answer is not None:
            speaker = answer.speaker
            entity = self.stage.entities.get(speaker.entity_id or "")
            if entity is not None:
                key = entity.entity_id
                self.stage.meet(token, _kind_of(entity), key, key, "nominal", speaker.antecedent)
                return answer
        lemma = tree.lemma[token]
        if tree.tag[token] in ("NNS", "NNPS"):
            if tree.dep[token] in _OPEN:
                self._unnamed(token, "many", lemma)
        elif is_role(lemma) or lemma in _anyone():
            self._unnamed(token, "person", lemma)
        elif tree.dep[token] in _OPEN and tree.tag[token] == "NN":
            self._unnamed(token, "body", lemma)
        return None

    def _unnamed(self, token: int, kind: str, lemma: str) -> None:
        key = f"?{kind}:{lemma}"
        self.stage.meet(token, kind, key, None, "nominal", None)

    def _name_of(self, token: int) -> int:
        """*President* Ana Ruiz, Ana Ruiz, the *mayor*, Ruiz is the *mayor*: the name that the noun goes with, or -1."""
        tree, known = self.tree, self.stage.known
        above = tree.head[token]
        if tree.dep[token] in ("compound", "nmod", "amod", "appos", "npadvmod") and above in known:
            return above
        below = next((kid for kid in tree.kids[token] if tree.dep[kid] == "appos" and kid in known), -1)
        if below < 0 and tree.dep[token] == "attr" and above != token:
            subject = subject_of(tree, above)
            return subject if subject in known or subject in self.stage.meant else -1
        return below

    # ---- who is taken up

    def _first_person(self, token: int) -> Found | None:
        """I, my in a quotation: the person who is quoted. we, our: the body; a person may speak for anybody."""
        speaker = self.stage.quoted_by(token)
        entity = self.stage.entities.get(speaker.entity_id or "") if speaker else None
        if (
            speaker is None
            or entity is None
            or (entity.kind == "person") != (first_person()[self.tree.low[token]] == "one")
        ):
            return None
        mention = speaker.mention or speaker.antecedent or self._last_named(entity.entity_id)
        return self._answer(token, entity.entity_id, mention, "first_person")

    def _last_named(self, entity_id: str) -> Mention | None:
        topic = self.stage.people.get(entity_id) or self.stage.bodies.get(entity_id)
        return topic.named if topic else None

    def _relative(self, token: int) -> Found | None:
        """who, whose: the person that the clause describes."""
        tree = self.tree
        verb = tree.head[token]
        for _ in range(4):
            if tree.dep[verb] == "relcl" or tree.head[verb] == verb:
                break
            verb = tree.head[verb]
        key = self.stage.meant.get(tree.head[verb]) if tree.dep[verb] == "relcl" else None
        if key is None:
            before = token - 1 - (tree.low[token - 1] == ",") if token else -1
            key = self.stage.meant.get(before)
        topic = self.stage.people.get(key or "")
        if topic is None:
            return None
        self.stage.meant[token] = topic.key
        if topic.entity_id is None:
            return None
        return self._answer(token, topic.entity_id, topic.named, "relative")

    def _answer(self, token: int, entity_id: str | None, through: Mention | None, rule: str) -> Found:
        entity = self.stage.entities[entity_id or ""]
        where = Range(token, token + 1)
        return Found(
            where, token, Speaker(entity.kind, entity.name, entity.entity_id, "pronoun", None, through, rule=rule)
        )

    def _third_person(self, token: int, word: str) -> Found | None:
        pronoun = pronoun_at(self.stage, token, word)
        ranked = rank(self.stage, pronoun)
        if not ranked:
            return None
        best, chance = max(ranked, key=lambda one: one[1])
        if chance < _LEAST[pronoun.kind]:
            return None
        self.stage.meet(token, best.kind, best.key, best.entity_id, "pronoun", None)
        if best.entity_id is None:
            return None
        return self._answer(token, best.entity_id, best.named, "third_person" if pronoun.kind == "he" else pronoun.kind)
