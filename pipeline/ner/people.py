"""People of one article: which names are one person's.

Full names (two words and more) found persons first; then each shorter name goes to the full name that holds it,
the last one before it or, in headlines and leads, the first one after. Names that cannot be one person's, by
given name or by the sex of their form of address, stay apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from pipeline import lexicon

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "esq", "phd", "md", "obe", "mbe", "cbe"))
_ARABIC_ARTICLES = frozenset(("al", "el", "ul", "ad", "ar", "as", "ash", "at", "az", "an"))
_PARTICLES = frozenset(lexicon.words("name_particles"))
_TYPO_FROM = 5
"""Shortest word in which one letter may differ."""


class PersonName(NamedTuple):
    """A mention of a person as its words in lower case, without accents, titles and suffixes."""

    mention: int
    text: str
    words: tuple[str, ...]
    sex: str | None


@dataclass(slots=True)
class Person:
    """Mentions (their numbers) of one person; ``words`` are those of the fullest name."""

    name: str
    words: tuple[str, ...]
    sex: str | None
    mentions: list[int] = field(default_factory=list)
    forms: dict[str, None] = field(default_factory=dict)

    def add(self, name: PersonName) -> None:
        self.mentions.append(name.mention)
        self.forms[name.text] = None
        self.sex = self.sex or name.sex
        if len(name.words) > len(self.words):
            self.name, self.words = name.text, name.words


def name_words(text: str) -> tuple[str, ...]:
    """Words of a person's name for comparison: lower case, no accents, no Arabic article, no suffix."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = re.findall(r"[^\W\d_]+(?:['’`][^\W\d_]+)*", plain.casefold())
    if words and words[-1] == "s" and re.search(r"['’]s$", plain.casefold()):
        words.pop()
    kept = [w.replace("’", "'").removesuffix("'s") for w in words if w not in _SUFFIXES]
    bare = [w for i, w in enumerate(kept) if w not in _ARABIC_ARTICLES or i == len(kept) - 1]
    return tuple(bare or kept)


def fold_people(names: Sequence[PersonName]) -> list[Person]:
    """The persons behind ``names``, in order of first mention; each name is in one of them."""
    people: list[Person] = []
    by_word: dict[str, list[Person]] = {}
    for name in names:
        if len(name.words) > 1:
            person = _same_full(name, by_word) or _found(name, people, by_word)
            person.add(name)
            _index(person, name.words, by_word)
    last_seen: dict[int, int] = {}
    full = {m: p for p in people for m in p.mentions}
    for position, name in enumerate(names):
        person = full.get(name.mention) or _holder(name, by_word, last_seen) or _found(name, people, by_word)
        if name.mention not in full:
            person.add(name)
            _index(person, name.words, by_word)
            full[name.mention] = person
        last_seen[id(person)] = position
    for person in people:
        person.mentions.sort()
    return sorted(people, key=lambda person: person.mentions[0])


def _found(name: PersonName, people: list[Person], by_word: dict[str, list[Person]]) -> Person:
    person = Person(name.text, name.words, name.sex)
    people.append(person)
    _index(person, name.words, by_word)
    return person


def _index(person: Person, words: tuple[str, ...], by_word: dict[str, list[Person]]) -> None:
    for word in words:
        known = by_word.setdefault(word, [])
        if person not in known[-8:] and all(person is not other for other in known):
            known.append(person)


def _same_full(name: PersonName, by_word: dict[str, list[Person]]) -> Person | None:
    """A person of whom ``name`` is another full form: "Sergey V. Lavrov" of "Sergei Lavrov"."""
    for word in dict.fromkeys((name.words[-1], name.words[0])):
        for person in reversed(by_word.get(word, ())):
            if _one_sex(person, name) and _one_name(person.words, name.words):
                return person
    return None


def _one_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    short, long = sorted((a, b), key=len)
    if _part_of(short, long):
        return True
    if not _one_word(short[-1], long[-1]) or not _one_given(short[0], long[0]):
        return False
    middle_short, middle_long = short[1:-1], long[1:-1]
    return not middle_short or all(any(_one_given(m, n) for n in middle_long) for m in middle_short)


def _one_given(a: str, b: str) -> bool:
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    group = _given_groups()
    return _one_word(a, b) or bool(group.get(a, frozenset()) & group.get(b, frozenset()))


def _one_word(a: str, b: str) -> bool:
    if a == b:
        return True
    return min(len(a), len(b)) >= _TYPO_FROM and a[0] == b[0] and OSA.distance(a, b, score_cutoff=1) == 1


def _part_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    size = len(short)
    return any(long[i : i + size] == short for i in range(len(long) - size + 1))


def _holder(name: PersonName, by_word: dict[str, list[Person]], last_seen: dict[int, int]) -> Person | None:
    """The person whom the short ``name`` means: by family name before given name, the last one spoken of."""
    content = [w for w in name.words if w not in _PARTICLES] or list(name.words)
    candidates = [
        person
        for person in by_word.get(content[0], ())
        if _one_sex(person, name) and _part_of(name.words, person.words)
    ]
    if not candidates:
        return None
    size = len(name.words)

    def rank(person: Person) -> tuple[bool, int, int]:
        seen = last_seen.get(id(person), -1)
        ends = person.words[-size:] == name.words or person.words[:1] == name.words
        first_after = -min((m for m in person.mentions if m > name.mention), default=0)
        return ends, seen, first_after if seen < 0 else 0

    return max(candidates, key=rank)


def _one_sex(person: Person, name: PersonName) -> bool:
    return not (person.sex and name.sex and person.sex != name.sex)


@cache
def _given_groups() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, row in enumerate(lexicon.table("given_names")):
        for name in row["group"].split("|"):
            groups.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}
