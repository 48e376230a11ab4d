"""Who is meant by a source: name, pronoun, description or place, each by a rule that says how it was done.

The rules stand in :data:`SPEAKER_RULES`, in order; the first that answers decides. A rule answers None where the
pattern is not its own. Nothing is guessed: without a candidate the speaker stays unnamed.
"""

from __future__ import annotations

from pipeline.relations.speakers.descriptions import body_noun, document, government, role_noun, unnamed
from pipeline.relations.speakers.names import joint, named, relative, such_as
from pipeline.relations.speakers.pronouns import first_person, it, they, third_person
from pipeline.relations.speakers.scene import Phrase, Scene, Speaker

__all__ = ["SPEAKER_RULES", "Phrase", "Scene", "Speaker", "resolve"]

SPEAKER_RULES = (
    joint,
    such_as,
    named,
    relative,
    first_person,
    third_person,
    they,
    it,
    role_noun,
    government,
    body_noun,
    document,
    unnamed,
)


def resolve(scene: Scene, phrase: Phrase) -> Speaker:
    """The speaker that ``phrase`` means."""
    scene.rules = SPEAKER_RULES
    return scene.resolve(phrase)
