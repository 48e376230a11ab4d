"""Articles edited as papers edit what an agency sends, and texts that only look alike.

Each edit takes an article and dice, and gives the edited one; the same dice give the same edit. WAYS names them in
the order of the table that ``python -m benchmarks.copies`` prints.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_NUMBERS = {"n": 9, "n2": 90, "n3": 9000, "n4": 30}
"""The largest number that a template takes at each place."""

_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")


class Text(NamedTuple):
    """An article: its headline and the paragraphs of its body."""

    title: str
    paragraphs: tuple[str, ...]


Edit = Callable[[Text, random.Random], Text]


@cache
def _parts() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("edits.toml").read_text(encoding="utf-8"))


def other_headline(text: Text, dice: random.Random) -> Text:
    """Another headline over the same text."""
    return Text(dice.choice(_parts()["headline"]), text.paragraphs)


def words_edited(text: Text, dice: random.Random) -> Text:
    """One word in 25 is dropped, replaced by another one, or gets a word put before it."""
    words = [word for paragraph in text.paragraphs for word in paragraph.split()]

    def edited(word: str) -> str:
        if dice.random() >= 1 / 25:
            return word
        match dice.randrange(3):
            case 0:
                return ""
            case 1:
                return dice.choice(words)
            case _:
                return f"{dice.choice(_parts()['adverb'])} {word}"

    return text._replace(paragraphs=tuple(" ".join(map(edited, p.split())) for p in text.paragraphs))


def cut_at_end(text: Text, dice: random.Random) -> Text:
    """The last 30 to 55 per cent of the words go, by whole paragraphs."""
    left = (1 - dice.uniform(0.3, 0.55)) * _length(text.paragraphs)
    kept: list[str] = []
    for paragraph in text.paragraphs:
        if kept and _length([*kept, paragraph]) > left:
            break
        kept.append(paragraph)
    return text._replace(paragraphs=tuple(kept))


def cut_in_middle(text: Text, dice: random.Random) -> Text:
    """30 to 50 per cent of the words go, in paragraphs from anywhere but the first."""
    left = (1 - dice.uniform(0.3, 0.5)) * _length(text.paragraphs)
    kept = list(enumerate(text.paragraphs))
    while len(kept) > 2 and _length([paragraph for _, paragraph in kept]) > left:
        kept.pop(dice.randrange(1, len(kept)))
    return text._replace(paragraphs=tuple(paragraph for _, paragraph in kept))


def paragraphs_added(text: Text, dice: random.Random) -> Text:
    """One to three local paragraphs, at the beginning, within or at the end."""
    paragraphs = list(text.paragraphs)
    for local in dice.sample(_parts()["local"], dice.randint(1, 3)):
        place, day = dice.choice(_parts()["place"]).title(), dice.choice(_parts()["day"])
        paragraphs.insert(dice.randrange(len(paragraphs) + 1), local.format(place=place, day=day))
    return text._replace(paragraphs=tuple(paragraphs))


def paragraphs_reordered(text: Text, dice: random.Random) -> Text:
    """All paragraphs but the first, shuffled."""
    rest = list(text.paragraphs[1:])
    dice.shuffle(rest)
    return text._replace(paragraphs=(*text.paragraphs[:1], *rest))


def credit_changed(text: Text, dice: random.Random) -> Text:
    """Another dateline, a credit at the end or the beginning, another agency that things were told to."""
    paragraphs = list(text.paragraphs)
    first = re.sub(r"^[A-Z][\w ,.()/-]{2,60}? [—–-]+ ", "", paragraphs[0])
    paragraphs[0] = f"{dice.choice(_parts()['place'])}, {dice.choice(_parts()['day'])} — {first}"
    told = re.compile(r"\btold (?:[A-Z]\w+|reporters)\b")
    paragraphs = [told.sub(f"told {dice.choice(_parts()['agency'])}", paragraph) for paragraph in paragraphs]
    paragraphs.insert(dice.choice([0, len(paragraphs)]), dice.choice(_parts()["credit"]))
    return text._replace(paragraphs=tuple(paragraphs))


def furniture_left(text: Text, dice: random.Random) -> Text:
    """A line of the page behind every third paragraph or so."""
    paragraphs: list[str] = []
    for paragraph in text.paragraphs:
        paragraphs.append(paragraph)
        if dice.random() < 1 / 3:
            paragraphs.append(dice.choice(_parts()["furniture"]))
    return text._replace(paragraphs=tuple(paragraphs))


def marks_changed(text: Text, dice: random.Random) -> Text:
    """Straight and curly marks, dashes, dots and white space changed, a paragraph for each sentence."""
    plain = {"“": '"', "”": '"', "‘": "'", "’": "'", "—": " - ", "–": "-", "…": "...", "\u00a0": " "}
    curly = {"'": "’", " - ": "—", "...": "…", '"': "“", ". ": ".\u00a0 ", "-": "\u2011"}
    changes = plain if dice.random() < 0.5 else curly
    lines = [sentence for paragraph in text.paragraphs for sentence in _SENTENCE.split(paragraph)]
    for mark, other in changes.items():
        lines = [line.replace(mark, other) for line in lines]
    return text._replace(paragraphs=tuple(lines))


def spelling_changed(text: Text, _: random.Random) -> Text:
    """American words spelt the British way and the other way round."""
    british: dict[str, str] = _parts()["spelling"]
    other = {**british, **{new: old for old, new in british.items()}}
    word = re.compile(rf"\b(?:{'|'.join(sorted(other, key=len, reverse=True))})\b")
    changed = tuple(word.sub(lambda found: other[found.group()], paragraph) for paragraph in text.paragraphs)
    return text._replace(paragraphs=changed)


def two_together(text: Text, dice: random.Random) -> Text:
    """Two different ones of the others, but not both cuts."""
    while True:
        one, other = dice.sample(_SINGLE, 2)
        if {one, other} != {cut_at_end, cut_in_middle}:
            return other(one(text, dice), dice)


_SINGLE: tuple[Edit, ...] = (
    other_headline,
    words_edited,
    cut_at_end,
    cut_in_middle,
    paragraphs_added,
    paragraphs_reordered,
    credit_changed,
    furniture_left,
    marks_changed,
    spelling_changed,
)
WAYS: tuple[Edit, ...] = (*_SINGLE, two_together)


def follow_up(text: Text, other: Text, dice: random.Random) -> Text:
    """``other`` as a follow-up to ``text``: it ends with up to three background paragraphs of it.

    They make up at most 40 per cent of its words.
    """
    own = list(other.paragraphs)
    background: list[str] = []
    for paragraph in dice.sample(text.paragraphs[1:], min(3, len(text.paragraphs) - 1)):
        if _length([*background, paragraph]) <= 0.4 * _length([*own, *background, paragraph]):
            background.append(paragraph)
    return Text(other.title, (*own, *background))


def roundup(texts: Sequence[Text]) -> Text:
    """The news of the day: the first two paragraphs of each."""
    return Text("The day in brief", tuple(paragraph for text in texts for paragraph in text.paragraphs[:2]))


def template_texts(n: int) -> Iterator[Text]:
    """``n`` market, weather and match reports and police notes from one template each, no two about the same."""
    kinds = list(_parts()["templates"])
    for number in range(n):
        dice = random.Random(number)
        kind = kinds[number % len(kinds)]
        values = {name: _Slot(dice, most) for name, most in _NUMBERS.items()} | _names(dice)
        lines = _parts()["templates"][kind].strip().split("\n")
        yield Text(f"{kind.title()} {number}", tuple(line.format(**values) for line in lines))


class _Slot:
    """A number that is another one each time it is put in."""

    def __init__(self, dice: random.Random, most: int) -> None:
        self._dice, self._most = dice, most

    def __format__(self, _: str) -> str:
        return str(self._dice.randint(2, self._most))


def _names(dice: random.Random) -> dict[str, str]:
    values: dict[str, list[str]] = _parts()["values"]

    def name() -> str:
        return "".join(dice.sample(values["syllables"], 2)).capitalize()

    towns = {key: name() for key in ("town", "town2", "town3", "town4", "company")}
    people = {key: f"{name()} {name()}" for key in ("person", "person2", "person3")}
    days = {key: dice.choice(_parts()["day"]) for key in ("day", "day2")}
    agency = dice.choice(_parts()["agency"])
    return {**towns, **people, **days, "goods": dice.choice(values["goods"]), "agency": agency}


def _length(paragraphs: Sequence[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)
