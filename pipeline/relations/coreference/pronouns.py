"""Whom a pronoun of the third person means: what can be meant, what speaks for each, how likely it is."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.relations.coreference.clauses import (
    governs,
    is_empty_it,
    owned,
    subject_behind,
    subject_of,
    subjects_above,
    verb_of,
)
from pipeline.relations.coreference.spoken import Stage, Topic, genders
from pipeline.relations.coreference.weights import chances, often, weights

_FIRST_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun of the third person: ``kind`` is ``he``, ``it`` or ``they``; ``inside`` the number of the statement
    that it stands in (-1: none), ``above`` the subjects of the clauses that hold it, ``barred`` whom it cannot mean."""

    token: int
    gender: str
    kind: str
    inside: int
    quoted: bool
    above: tuple[int, ...]
    barred: frozenset[str | None]


def pronoun_at(stage: Stage, token: int, word: str) -> Pronoun:
    """The pronoun ``word`` at ``token``, with what stands around it."""
    tree = stage.cast.tree
    gender = genders()[word]
    kind = "he" if gender in "mf" else "it" if gender == "n" else "they"
    quoted = tree.quote[token] >= 0
    above = tuple(subjects_above(tree, token))
    return Pronoun(token, gender, kind, stage.inside[token], quoted, above, _barred(stage, token, word, quoted))


def _barred(stage: Stage, token: int, word: str, quoted: bool) -> frozenset[str | None]:
    """Keys of whom a pronoun cannot mean: who says it, who is owned by it, the subject of its own verb."""
    tree = stage.cast.tree
    found: list[str | None] = []
    speaker = stage.quoted_by(token) if quoted else None
    if speaker is not None:
        found.append(speaker.entity_id)
    if tree.dep[token] == "poss":
        nouns = owned(tree, token)
        found.extend(stage.meant.get(noun) for noun in nouns)
        found.extend(stage.known[noun].entity_id for noun in nouns if noun in stage.known)
    elif not word.endswith(("self", "selves")):
        verb = verb_of(tree, token)
        subject = subject_of(tree, verb) if verb >= 0 else token
        if subject not in (token, -1):
            found.append(stage.meant.get(subject))
    return frozenset(found) - {None}


def rank(stage: Stage, pronoun: Pronoun) -> list[tuple[Topic, float]]:
    """Topics that the pronoun can mean, with how likely each is."""
    found = [(topic, evidence(stage, pronoun, topic, place)) for place, topic in enumerate(candidates(stage, pronoun))]
    if not found:
        return []
    own, none = weights(pronoun.kind)
    scores = [sum(own[name] * value for name, value in evidence.items()) for _, evidence in found]
    nobody = sum(none[name] for name in evidence_for_none(stage, pronoun))
    return list(zip([topic for topic, _ in found], chances(scores, nobody), strict=True))


def candidates(stage: Stage, pronoun: Pronoun) -> list[Topic]:
    """Topics that ``pronoun`` may take up, the most recent first."""
    kinds = {"he": ("person",), "it": ("body",), "they": ("body", "many")}[pronoun.kind]
    found = [topic for kind in kinds for topic in stage.recent(kind, pronoun.token)]
    if len(kinds) > 1:
        found = [t for t in found if t.entity_id is not None or t.kind == "many"]
        found.sort(key=lambda topic: -topic.last.token)
    for head in (_speaker_after(stage, pronoun), subject_behind(stage.cast.tree, pronoun.token)):
        mention = stage.known.get(head)
        if mention is not None and all(topic.key != mention.entity_id for topic in found):
            later = stage.topic_at(head, mention)
            if later.kind == kinds[0] and later.last.by == "name":
                found.append(later)
    return [topic for topic in found if _can_be(stage, pronoun, topic)]


def _speaker_after(stage: Stage, pronoun: Pronoun) -> int:
    """The source of what the pronoun stands in, where the text names it only afterwards; else -1."""
    if pronoun.inside < 0 or pronoun.quoted:
        return -1
    phrase = stage.voices[pronoun.inside].phrase
    return phrase.head if phrase is not None and phrase.head > pronoun.token else -1


def _can_be(stage: Stage, pronoun: Pronoun, topic: Topic) -> bool:
    if topic.key in pronoun.barred or (topic.sex and topic.sex != pronoun.gender and pronoun.kind == "he"):
        return False
    tree, last = stage.cast.tree, topic.last.token
    if tree.dep[pronoun.token] == "poss" and last < pronoun.token and governs(tree, last, pronoun.token):
        return tree.dep[last] in ("nsubj", "nsubjpass") and tree.right[last] < pronoun.token
    return True


def evidence(stage: Stage, pronoun: Pronoun, topic: Topic, place: int) -> dict[str, float]:
    """What speaks for and against ``topic``, the ``place``-th one back."""
    tree, last = stage.cast.tree, topic.last
    here = tree.sentence[pronoun.token]
    away = max(here - last.sentence, 0)
    found = {("sentence 0", "sentence 1", "sentence 2", "sentence 3", "further")[min(away, 4)]: 1.0}
    if last.role != "other":
        found[last.role] = 1.0
    for number, subject in enumerate(pronoun.above):
        if stage.meant.get(subject) == topic.key:
            found["nearest subject" if number == 0 else "subject above"] = 1.0
            break
    if last.token > pronoun.token:
        found["nearest subject"] = 1.0
    if pronoun.inside >= 0 and not pronoun.quoted:
        voice = stage.voices[pronoun.inside]
        source = voice.phrase.head if voice.phrase is not None else -1
        if topic.key in (voice.speaker.entity_id, stage.meant.get(source)):
            found["speaker of it"] = 1.0
    if stage.last_voice == topic.key:
        found["spoke last"] = 1.0
    if last.by != "name":
        found["by pronoun" if last.by == "pronoun" else "by description"] = 1.0
    found["often"] = often(topic)
    if place < 2:
        found["second" if place else "latest"] = 1.0
    if topic.entity_id is None:
        found["unnamed"] = 1.0
    if pronoun.kind == "he":
        found["sex" if topic.sex else "sex unknown"] = 1.0
    if last.role == "subject" and tree.dep[pronoun.token] in ("nsubj", "nsubjpass"):
        found["parallel"] = 1.0
    if last.block != tree.block[pronoun.token]:
        found["other block"] = 1.0
        if tree.block_kinds[last.block] == "title":
            found["title"] = 1.0
    if topic.named is not None and " " not in stage.entities[topic.key].name:
        found["one word"] = 1.0
    if last.quote >= 0:
        found["same quotation" if last.quote == tree.quote[pronoun.token] else "quoted before"] = 1.0
    if topic.entity_id is not None and pronoun.kind != "he" and stage.entities[topic.entity_id].kind == "country":
        found["country"] = 1.0
        if last.mention is not None and last.mention.form == "demonym":
            found["adjective"] = 1.0
    return found


def evidence_for_none(stage: Stage, pronoun: Pronoun) -> list[str]:
    """What speaks for the pronoun taking up nobody, as names of weights."""
    tree = stage.cast.tree
    found = ["none"]
    if tree.dep[pronoun.token] == "poss":
        found.append("none:possessive")
    elif tree.dep[pronoun.token] in ("nsubj", "nsubjpass"):
        found.append("none:subject")
    if pronoun.quoted:
        found.append("none:quoted")
    if pronoun.kind == "it" and is_empty_it(tree, pronoun.token):
        found.append("none:empty")
    if tree.sentence[pronoun.token] < _FIRST_SENTENCES:
        found.append("none:first sentences")
    return found
