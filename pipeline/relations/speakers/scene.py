"""What resolving works on: the speaker found, the phrase to resolve, and what the article has told so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.records import Mention
from pipeline.relations.cast import Cast, country_names, country_words, seats
from pipeline.relations.nouns import is_office_name
from pipeline.relations.tree import Range


@dataclass(frozen=True, slots=True)
class Speaker:
    """``name`` is None for unnamed speakers; ``antecedent`` is the mention it was resolved through."""

    kind: str
    name: str | None = None
    entity_id: str | None = None
    resolved_by: str = "none"
    mention: Mention | None = None
    antecedent: Mention | None = None
    country: str | None = None
    rule: str = "none"


class Turn(NamedTuple):
    """An earlier statement: its ``speaker``, the ``sentence`` of its source, and whether another's content holds it."""

    sentence: int
    speaker: Speaker
    inside: bool
    head: int


_DEEPEST = 8


@dataclass(slots=True)
class Scene:
    """What was resolved so far in the article, in text order."""

    cast: Cast
    sources: tuple[Range, ...] = ()
    """Tokens of every source in the article."""

    labelled: Mapping[int, Speaker] = field(default_factory=dict)
    """Speakers whom the label of a turn names, by the token of their cue."""

    turns: list[Turn] = field(default_factory=list)

    unnamed: dict[str, int] = field(default_factory=dict)
    """Nouns of people without a name (*an official*) with the sentence they last spoke in."""

    rules: tuple[Rule, ...] = ()

    depth: int = 0
    """Descriptions within descriptions that are being resolved."""

    reported: set[int] = field(default_factory=set)
    """Tokens that stand in what somebody said before."""

    def resolve(self, phrase: Phrase, *, part: bool = False) -> Speaker:
        """The first answer of the rules; a ``part`` of joint speakers is not itself taken apart."""
        if self.depth >= _DEEPEST:
            return Speaker("anonymous")
        self.depth += 1
        rules = self.rules[1:] if part else self.rules
        speaker = next((found for rule in rules if (found := rule(self, phrase)) is not None), Speaker("anonymous"))
        self.depth -= 1
        return speaker

    def remember(self, phrase: Phrase, speaker: Speaker) -> None:
        self.turns.append(Turn(self.cast.tree.sentence[phrase.head], speaker, phrase.quoter is not None, phrase.head))
        for piece in phrase.content:
            self.reported.update(range(*piece))

    def before(self, phrase: Phrase) -> Iterator[Turn]:
        """Earlier turns, the last one first. What others are reported to say does not count for the reporter's text."""
        for turn in reversed(self.turns[-24:]):
            if phrase.quoter is not None or not turn.inside:
                yield turn

    def last(self, phrase: Phrase, *kinds: str) -> Turn | None:
        """The last turn before ``phrase`` of a named speaker of these kinds."""
        return next((turn for turn in self.before(phrase) if turn.speaker.kind in kinds and turn.speaker.name), None)


@dataclass(frozen=True, slots=True)
class Phrase:
    """The source as written: its tokens and their head.

    ``quoter`` made the statement that it stands in; ``content`` is what it is the source of and ``cue`` the token
    that says so (-1: none).
    """

    where: Range
    head: int
    quoter: Speaker | None = None
    content: tuple[Range, ...] = ()
    cue: int = -1

    def says(self, token: int) -> bool:
        """Does the token stand in what is said? Nobody goes by name in their own words and is *he* outside them."""
        return any(piece.first <= token < piece.last for piece in self.content)


Rule = Callable[[Scene, Phrase], Speaker | None]


def as_person(scene: Scene, mention: Mention, by: str, rule: str) -> Speaker:
    """The person of ``mention`` as speaker, resolved ``by`` (a value of ``resolved_by``) through ``rule``."""
    entity = scene.cast.entities[mention.entity_id or ""]
    return Speaker("person", entity.name, entity.entity_id, by, None, mention, country_of(scene.cast, mention), rule)


def country_of(cast: Cast, mention: Mention) -> str | None:
    """The country that the person of ``mention`` acts for by a role in the article."""
    for role in cast.roles_of.get(mention.entity_id or "", ()):
        if role.country:
            return role.country
    return None


def is_government(mention: Mention) -> bool:
    """Whether the name of a place, or of a seat of government, stands for a government; a team's does not."""
    return mention.form == "metonym" and (mention.label != "ORG" or mention.text in seats())


def country_speaker(cast: Cast, code: str | None, by: str, mention: Mention | None) -> Speaker | None:
    """The country of ``code`` as speaker; None without one."""
    if code is None:
        return None
    return Speaker("country", country_names().get(code, code), code, by, mention, country=code, rule="country")


def as_body(scene: Scene, mention: Mention, by: str, rule: str) -> Speaker:
    """The organization, office or country of ``mention`` as speaker, resolved ``by`` through ``rule``."""
    cast = scene.cast
    entity = cast.entities[mention.entity_id or ""]
    if entity.kind == "country" or is_government(mention):
        code = mention.iso_alpha2 or entity.iso_alpha2 or entity.entity_id
        return Speaker("country", country_names().get(code, entity.name), code, by, None, mention, code, rule)
    kind = "office" if is_office_name(entity.name.lower().split()) else "organization"
    return Speaker(kind, entity.name, entity.entity_id, by, None, mention, entity.iso_alpha2, rule)


def determiner_of(scene: Scene, phrase: Phrase) -> str:
    """The article, pronoun or *one* before the phrase's noun, in lower case; empty where there is none."""
    tree = scene.cast.tree
    for kid in tree.kids[phrase.head]:
        if tree.dep[kid] in ("det", "poss") and kid < phrase.head:
            return tree.low[kid]
    first = phrase.where.first
    is_determiner = tree.tag[first] in ("DT", "PRP$") or tree.low[first] == "one"
    return tree.low[first] if first < phrase.head and is_determiner else ""


def country_within(scene: Scene, phrase: Phrase) -> str | None:
    """Code of the first country that the phrase names, by a mention or by a word for it."""
    for token in range(phrase.where.first, phrase.where.last):
        mention = scene.cast.mention_at(token)
        if mention is not None and mention.iso_alpha2 and mention.label in ("GPE", "NORP", "ORG"):
            return mention.iso_alpha2
    for token in range(phrase.where.first, phrase.where.last):
        code = country_words().get(scene.cast.tree.text[token])
        if code:
            return code
    return None
