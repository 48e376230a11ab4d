"""Words of names as they sound, whatever the transliteration: for finding and comparing spellings of one name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline import lexicon
from pipeline.ner.countries import expression

_LONG = 6
"""From this length on, a word keeps its first or its last three letters when one letter is mistyped."""
_MOST_WORDS = 6
"""Longest name of an organization in which a slip is looked for."""
_CODE = 4
"""Shorter words for a country are letters: US, UAE."""
_VOWELS = re.compile(r"[aiu]+")
_TWICE = re.compile(r"(.)\1+")


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    return tuple((row["letters"], row["sound"]) for row in lexicon.table("transliterations"))


@cache
def _given_groups() -> dict[str, str]:
    """Given name → the first of its group, where it is in one group only."""
    found: dict[str, str] = {}
    several: set[str] = set()
    for row in lexicon.table("given_names"):
        names = row["group"].split("|")
        for name in names:
            if name in found:
                several.add(name)
            found.setdefault(name, names[0])
    return {name: first for name, first in found.items() if name not in several}


@lru_cache(50_000)
def sound(word: str) -> str:
    """``word`` (lower case, no accents) with one letter for what transliterations write in several ways."""
    for letters, heard in _spellings():
        if letters in word:
            word = word.replace(letters, heard)
    return _TWICE.sub(r"\1", word)


@lru_cache(50_000)
def skeleton(word: str) -> str:
    """The consonants of :func:`sound`; a vowel at the beginning counts as ``a``."""
    heard = sound(_given_groups().get(word, word))
    first = "a" if heard[:1] in "aiu" else ""
    return first + _VOWELS.sub("", heard) or heard


def person_keys(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Keys of a full name (two words and more): names that may be one person's share at least one."""
    given, family = words[0], words[-1]
    given_bones, family_bones = skeleton(given), skeleton(family)
    yield ("w", *sorted(map(skeleton, words)))
    yield ("f", family_bones, given[0])
    if len(words) > 2:
        yield ("j", sound("".join(words)))
        yield ("f", skeleton(words[-2]), given[0])  # two family names, the second left out
    else:
        yield ("j", sound(given + family))
    if len(family) >= _LONG:
        yield ("b", given_bones, family[:3])
        yield ("e", given_bones, family[-3:])


def body_keys(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Keys of an organization's name; likewise."""
    yield ("w", *sorted(words))
    if len(words) > 2 and (rest := without_country(words)) != words:
        yield ("w", *sorted(rest))
    if len(words) > 1:
        yield ("s", *sorted(map(skeleton, words)))
        for left_out in range(len(words)):
            rest = words[:left_out] + words[left_out + 1 :]
            if len(words[left_out]) >= _LONG and len(words) <= _MOST_WORDS:
                yield ("t", str(left_out), words[left_out][:3], *rest)
                yield ("t", str(left_out), words[left_out][-3:], *rest)


@lru_cache(20_000)
def without_country(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words of an organization's name without a country's before them: "Federal Reserve" of "U.S. Federal Reserve"."""
    for length in (2, 1):
        written = " ".join(word.upper() if len(word) < _CODE else word.title() for word in words[:length])
        found = expression(written)
        if len(words) > length and found and found.kind in ("name", "demonym"):
            return words[length:]
    return words
