"""Whom a lead describes before the text names them: *A resident said … Ana Ruiz told the board that …*."""

from __future__ import annotations

from pipeline.records import Mention
from pipeline.relations.cast import role_sex
from pipeline.relations.speakers.scene import Phrase, Scene

_NEAR = 4
"""Sentences below the lead in which who is described there is named."""

_MOST = 12


def named_below(scene: Scene, phrase: Phrase, noun: str, called: tuple[str, ...]) -> Mention | None:
    """The first person whom the text names below its lead, if they speak there and can be called ``noun``.

    ``called`` are roles whose holder the noun can mean. None outside the lead, and where the name may be another's.
    """
    cast, tree = scene.cast, scene.cast.tree
    if not _in_lead(scene, phrase.head):
        return None
    here, sex = tree.sentence[phrase.head], role_sex().get(noun)
    for mention in cast.people_after(phrase.where.last, _MOST):
        if tree.sentence[mention.first] - here > _NEAR:
            return None
        entity_id = mention.entity_id or ""
        owned = mention.last < len(tree.tag) and tree.tag[mention.last] == "POS"
        if phrase.says(mention.first) or owned or cast.last_before(entity_id, phrase.where.first) is not None:
            continue
        if not _speaks(scene, mention):
            return None
        roles = [role.text for role in cast.roles_of.get(entity_id, ())]
        fits = not roles or any(
            text.split()[-1] == noun or any(text == one or text.endswith(" " + one) for one in called) for text in roles
        )
        return mention if fits and not (sex and cast.sex(entity_id) not in (None, sex)) else None
    return None


def _in_lead(scene: Scene, token: int) -> bool:
    """Is it in the title or the first paragraph?"""
    kinds = scene.cast.tree.block_kinds
    return "paragraph" not in kinds[: scene.cast.tree.block[token]]


def _speaks(scene: Scene, mention: Mention) -> bool:
    """Is the name the head of a source, or with a title in one: *said the mayor, Ana Ruiz*?"""
    return any(mention.first <= first < mention.last or first <= mention.first < last for first, last in scene.sources)
