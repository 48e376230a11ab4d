"""People of one article: which names are one person's.

Full names (two words and more) found persons first; then each shorter name goes to the full name that holds it,
the last one before it or, in headlines and leads, the first one after. Names that cannot be one person's, by given
name, by sex or by generation (Jr, Sr), stay apart; a title that only one of several bears tells who is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from pipeline import lexicon

_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv", "junior", "senior"))
_DEGREES = frozenset(lexicon.words("degrees"))
_DEGREES_AFTER = re.compile(rf"(?:,?\s(?:{'|'.join(map(str.upper, sorted(_DEGREES)))}|Esq|PhD))+\.?$")
_ARABIC_ARTICLES = frozenset(("al", "el", "ul", "ad", "ar", "as", "ash", "at", "az", "an"))
_PARTICLES = frozenset(lexicon.words("name_particles"))
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
"""Letters that are not taken apart into a plain one and an accent."""
_TYPO_FROM = 6
"""Shortest word in which one letter may differ."""
_LOOKED_AT = 60
"""Most persons that one name is compared with; only lists of names hold more that share a word."""


class PersonName(NamedTuple):
    """A mention of a person: its number, its text, and what :func:`person_name` reads from them.

    ``titles`` are the roles beside it, a word each: of *Foreign Minister Ana Ruiz* and *Ana Ruiz, the minister*.
    """

    mention: int
    text: str
    words: tuple[str, ...]
    generation: str | None
    sex: str | None
    titles: frozenset[str] = frozenset()


@dataclass(eq=False, slots=True)
class Person:
    """Mentions (their numbers) of one person; ``words`` are those of the fullest name."""

    name: str
    words: tuple[str, ...]
    generation: str | None
    sex: str | None = None
    mentions: list[int] = field(default_factory=list)
    forms: dict[str, None] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)

    def add(self, name: PersonName) -> None:
        self.mentions.append(name.mention)
        self.forms[name.text] = None
        self.sex = self.sex or name.sex
        self.titles |= name.titles
        fuller = len(name.words) > len(self.words)
        if fuller or (len(name.words) == len(self.words) and self.name.isupper() and not name.text.isupper()):
            self.name, self.words = name.text, name.words


def person_name(
    mention: int, text: str, sex: str | None = None, titles: frozenset[str] = frozenset()
) -> PersonName | None:
    """The name in ``text`` as words for comparison: lower case, no accents, no Arabic article, no degrees.

    ``sex`` (``m`` or ``f``) is that of the form of address; without one, a given name may tell. None where
    ``text`` holds no letters.
    """
    plain = text.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    found = [word.replace("’", "'").removesuffix("'s") for word in re.findall(r"[^\W\d_]+(?:['’`][^\W\d_]+)*", plain)]
    generation = found[-1] if len(found) > 1 and found[-1] in _GENERATIONS else None
    words = [w for w in found if w not in _GENERATIONS and w not in _DEGREES] or found
    bare = [w for i, w in enumerate(words) if w not in _ARABIC_ARTICLES or i == len(words) - 1]
    if not bare:
        return None
    if sex is None and len(bare) > 1:
        sex = _sexes().get(bare[0])
    return PersonName(mention, _DEGREES_AFTER.sub("", text) or text, tuple(bare), generation, sex, titles)


def fold_people(names: Sequence[PersonName]) -> list[Person]:
    """The persons behind ``names``, in order of first mention; each name is in one of them."""
    roll = _Roll()
    whose: dict[int, Person] = {}
    for name in names:
        if len(name.words) > 1:
            person = roll.same(name) or roll.new(name)
            person.add(name)
            roll.index(person, name.words)
            whose[name.mention] = person
    last_seen: dict[Person, int] = {}
    for name in names:
        known = whose.get(name.mention)
        person = known or roll.holder(name, last_seen) or roll.new(name)
        if known is None:
            person.add(name)
        last_seen[person] = name.mention
    for person in roll.people:
        person.mentions.sort()
    return sorted(roll.people, key=lambda person: person.mentions[0])


class _Roll:
    """Persons found so far, by the words of their names."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._near: dict[str, str] = {}
        self._by_initials: dict[str, dict[Person, None]] = {}
        self._indexed: set[tuple[str, int]] = set()

    def new(self, name: PersonName) -> Person:
        person = Person(name.text, name.words, name.generation, name.sex)
        self.people.append(person)
        self.index(person, name.words)
        return person

    def index(self, person: Person, words: tuple[str, ...]) -> None:
        for word in words:
            if (word, id(person)) not in self._indexed:
                self._indexed.add((word, id(person)))
                self._by_word.setdefault(word, []).append(person)
        for shortened in _shortened(words[-1]):
            self._near.setdefault(shortened, words[-1])
        self._by_initials.setdefault(_initials(person.words), {})[person] = None

    def _with(self, word: str) -> list[Person]:
        return self._by_word.get(word, [])[-_LOOKED_AT:]

    def same(self, name: PersonName) -> Person | None:
        """A person of whom ``name`` is another full form: "Sergey V. Malenko" of "Sergei Malenko"."""
        for word in dict.fromkeys((name.words[-1], name.words[0])):
            for person in reversed(self._with(word)):
                alike = _one_sex(person, name) and person.generation == name.generation
                if alike and _one_name(person.words, name.words):
                    return person
        return None

    def holder(self, name: PersonName, last_seen: dict[Person, int]) -> Person | None:
        """The person whom the short ``name`` means: one it begins or ends the name of, the last one spoken of."""
        words = name.words
        content = next((w for w in words if w not in _PARTICLES), words[0])
        candidates = [p for p in self._with(content) if _one_sex(p, name) and _part_of(words, p.words)]
        if not candidates and len(words) == 1:
            meant = next((self._near[s] for s in _shortened(words[0]) if s in self._near), None)
            if meant and _one_word(meant, words[0]):
                candidates = [p for p in self._with(meant) if _one_sex(p, name) and p.words[-1] == meant]
        if not candidates and len(words) == 1 and name.text.isupper() and len(words[0]) > 2:
            candidates = [p for p in self._by_initials.get(words[0], ()) if _initials(p.words) == words[0]]
        if not candidates:
            return None

        main = _main_bearer(candidates, words, name.mention)

        def rank(person: Person) -> tuple[bool, bool, bool, int, int]:
            at_edge = person.words[-len(words) :] == words or person.words[: len(words)] == words
            seen = last_seen.get(person, -1)
            return (
                at_edge,
                not name.titles.isdisjoint(person.titles),
                person is main,
                seen,
                -person.mentions[0] if seen < 0 else 0,
            )

        return max(candidates, key=rank)


def _main_bearer(people: list[Person], words: tuple[str, ...], mention: int) -> Person | None:
    """Whom a family name alone means where kin are named as well: who was named twice before any of them was."""
    known = sorted((p for p in people if p.mentions[0] < mention), key=lambda person: person.mentions[0])
    if len(known) < 2 or len(words) > 1 or any(person.words[-1:] != words for person in known):
        return None
    first, second = known[:2]
    return first if sum(number < second.mentions[0] for number in first.mentions) > 1 else None


def _one_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    short, long = sorted((a, b), key=len)
    if _part_of(short, long) or (len(short) > 1 and _nearly_ends(short, long)):
        return True
    if not _one_word(short[-1], long[-1]) or not _one_given(short[0], long[0]):
        return False
    middle_short = [w for w in short[1:-1] if w not in _PARTICLES]
    middle_long = [w for w in long[1:-1] if w not in _PARTICLES]
    return all(_one_given(m, n) for m, n in zip(middle_short, middle_long, strict=False))


def _one_given(a: str, b: str) -> bool:
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    groups = given_groups()
    return _one_word(a, b) or bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))


def _one_word(a: str, b: str) -> bool:
    if a == b:
        return True
    return min(len(a), len(b)) >= _TYPO_FROM and a[0] == b[0] and OSA.distance(a, b, score_cutoff=1) <= 1


def _shortened(word: str) -> Iterator[str]:
    """``word`` and what is left of it without one letter: words one letter apart share one of these."""
    if len(word) >= _TYPO_FROM:
        yield word
        for i in range(1, len(word)):
            yield word[:i] + word[i + 1 :]


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words)


def _part_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    size = len(short)
    return any(long[i : i + size] == short for i in range(len(long) - size + 1))


def _nearly_ends(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Is ``short`` the end of ``long`` but for a letter: "Dukhen-Laram" of "Lila Devi Dukhan-Laram"?"""
    end = long[-len(short) :]
    return short[-1] == end[-1] and all(_one_word(m, n) for m, n in zip(short, end, strict=True))


def _one_sex(person: Person, name: PersonName) -> bool:
    return not (person.sex and name.sex and person.sex != name.sex)


@cache
def given_groups() -> dict[str, frozenset[int]]:
    """Given name (lower case) → numbers of the groups of spellings and short forms that it is in."""
    groups: dict[str, set[int]] = {}
    for number, row in enumerate(lexicon.table("given_names")):
        for name in row["group"].split("|"):
            groups.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


@cache
def _sexes() -> dict[str, str]:
    return {row["name"].casefold(): row["sex"] for row in lexicon.table("given_name_sex")}
