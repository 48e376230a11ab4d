"""What resolving over the article takes and gives: statements as they were resolved, and what takes up whom."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.relations.speakers import Phrase, Speaker
from pipeline.relations.tree import Range


class Voice(NamedTuple):
    """A statement as it was resolved: its source as written (None: there is none), what it says, and its speaker.

    ``cue`` is the token that says that it was said.
    """

    phrase: Phrase | None
    content: tuple[Range, ...]
    speaker: Speaker
    cue: int


class Found(NamedTuple):
    """A pronoun or description at ``where`` (its head is ``head``) and whom it takes up."""

    where: Range
    head: int
    speaker: Speaker
