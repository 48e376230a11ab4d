"""Who is meant by a source: name, pronoun, description or place, each by a rule that says how it was done.

The rules stand in :data:`SPEAKER_RULES`, in order; the first that answers decides. A rule answers None where the
pattern is not its own. Nothing is guessed: without a candidate the speaker stays unnamed.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.relations.speakers.bodies import body_noun
from pipeline.relations.speakers.documents import document, own_words
from pipeline.relations.speakers.governments import government
from pipeline.relations.speakers.initials import initials
from pipeline.relations.speakers.joint import joint, such_as
from pipeline.relations.speakers.names import named, relative
from pipeline.relations.speakers.people import family, part_of, several, unnamed
from pipeline.relations.speakers.pronouns import first_person, it, they, third_person
from pipeline.relations.speakers.scene import Phrase, Scene, Speaker
from pipeline.relations.speakers.titles import role_noun

__all__ = ["SPEAKER_RULES", "Phrase", "Scene", "Speaker", "resolve"]

SPEAKER_RULES = (
    joint,
    such_as,
    initials,
    named,
    relative,
    first_person,
    third_person,
    they,
    it,
    own_words,
    several,
    part_of,
    role_noun,
    government,
    body_noun,
    document,
    family,
    unnamed,
)


_ARTICLES = frozenset({"the", "a", "an"})


def _with_noun(scene: Scene, phrase: Phrase) -> Phrase:
    """``phrase`` about its noun, where an article or a people is taken for its head: *the ex-president*."""
    tree = scene.cast.tree
    mention = scene.cast.mention_at(phrase.head)
    demonym = mention is not None and mention.form == "demonym" and tree.tag[phrase.head] not in ("NNS", "NNPS")
    if tree.low[phrase.head] not in _ARTICLES and not demonym:
        return phrase
    last = -1
    for token in range(phrase.head + 1, phrase.where.last):
        if tree.tag[token] == "IN":
            break
        if tree.tag[token][:2] == "NN":
            last = token
    return replace(phrase, head=last) if last >= 0 else phrase


def resolve(scene: Scene, phrase: Phrase) -> Speaker:
    """The speaker that ``phrase`` means; the scene remembers it."""
    scene.rules = SPEAKER_RULES
    phrase = _with_noun(scene, phrase)
    speaker = scene.labelled.get(phrase.cue) or scene.resolve(phrase)
    scene.remember(phrase, speaker)
    return speaker
