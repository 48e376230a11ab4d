"""Speakers given by initials: the *MCE* of the Municipal Chief Executive Ana Ruiz, *KKS* for Kari Koli-Salmi."""

from __future__ import annotations

from pipeline.relations.nouns import is_role, stands_for
from pipeline.relations.speakers.called import news_agencies
from pipeline.relations.speakers.scene import Phrase, Scene, Speaker, as_person

_LETTERS = range(2, 6)
_OF_A_NAME = 3
"""Letters of a person's name, at least, that stand for it."""

_MOST = 60
"""Mentions of people looked at on either side."""


def initials(scene: Scene, phrase: Phrase) -> Speaker | None:
    """Capitals that are the first letters of a role that somebody holds, or of somebody's name."""
    cast, tree = scene.cast, scene.cast.tree
    word = tree.text[phrase.head]
    if len(word) not in _LETTERS or not word.isupper() or not word.isalpha():
        return None
    if stands_for(word.lower()) or word in news_agencies():
        return None
    mention = cast.mention_at(phrase.head)
    entity = cast.entities.get(mention.entity_id or "") if mention else None
    if mention is not None and (mention.label == "PERSON" or mention.last - mention.first > 1 or mention.iso_alpha2):
        return None
    if entity is not None and " " in entity.name and not is_role(entity.name.lower().split()[-1]):
        return None
    letters = word.lower()
    for holder in (*cast.people_before(phrase.where.first, _MOST), *cast.people_after(phrase.where.last, _MOST)):
        known = cast.entities[holder.entity_id or ""]
        roles = cast.roles_of.get(known.entity_id, ())
        if any(_first_letters(role.text) == letters for role in roles):
            return as_person(scene, holder, "nominal", "initials")
        if len(letters) >= _OF_A_NAME and _first_letters(known.name.lower()) == letters:
            return as_person(scene, holder, "name", "initials")
    return None


def _first_letters(text: str) -> str:
    return "".join(word[:1] for word in text.replace("-", " ").split())
