"""Organizations of one article: names without their legal form, and acronyms with what they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from pipeline import lexicon

_SMALL = frozenset(("of", "the", "for", "and", "in", "on", "to", "de", "la", "des", "du", "et"))


class OrgName(NamedTuple):
    """A mention of an organization; ``bracketed`` where it stands in brackets right after the mention before it."""

    mention: int
    text: str
    bracketed: bool = False


@dataclass(eq=False, slots=True)
class Organization:
    """Mentions (their numbers) of one organization; ``name`` is the longest form, ``acronym`` the short one."""

    name: str
    acronym: str | None = None
    mentions: list[int] = field(default_factory=list)
    forms: dict[str, None] = field(default_factory=dict)

    def add(self, name: OrgName) -> None:
        self.mentions.append(name.mention)
        self.forms[name.text] = None
        if is_acronym(name.text):
            self.acronym = self.acronym or name.text
        elif is_acronym(self.name) or len(name.text) > len(self.name):
            self.name = name.text


def fold_organizations(names: Sequence[OrgName]) -> list[Organization]:
    """The organizations behind ``names``, in order of first mention; each name is in one of them."""
    expanded = _expansions(names)
    by_key: dict[str, Organization] = {}
    for name in names:
        key = org_key(name.text)
        key = expanded.get(key, key)
        if key not in by_key:
            by_key[key] = Organization(name.text)
        by_key[key].add(name)
    return list(by_key.values())


def _expansions(names: Sequence[OrgName]) -> dict[str, str]:
    """Keys of acronyms → keys of what they stand for: "(…)" after the name first, then matching initials."""
    stated: dict[str, str] = {}
    by_initials: dict[str, str] = {}
    for before, name in zip((None, *names), names, strict=False):
        if before is not None and name.bracketed and _one_short(name.text, before.text):
            short, long = sorted((name, before), key=lambda one: len(one.text))
            stated.setdefault(org_key(short.text), org_key(long.text))
        for letters in initials(name.text):
            by_initials.setdefault(letters, org_key(name.text))
    stated = _openings(names) | stated
    for name in names:
        key, letters = org_key(name.text), _letters(name.text)
        if is_acronym(name.text) and letters in by_initials:
            stated.setdefault(key, by_initials[letters])
    return stated


def _one_short(a: str, b: str) -> bool:
    """Is one of two names the short one: an acronym, or a word of the other's letters ("Unimar", Union of Mariners)?"""
    if is_acronym(a) != is_acronym(b):
        return True
    short, long = sorted((a, b), key=len)
    if " " in short or " " not in long or short[:1].casefold() != long[:1].casefold():
        return False
    letters = iter(long.casefold())
    return all(letter in letters for letter in short.casefold() if letter.isalpha())


def _openings(names: Sequence[OrgName]) -> dict[str, str]:
    """Keys of names that open just one longer name, the rest of it being general words: "Halvorsen Shipping"."""
    long: dict[str, set[str]] = {}
    keys = {org_key(name.text) for name in names}
    for key in keys:
        words = key.split()
        for size in range(1, len(words)):
            if all(word in _general() for word in words[size:]):
                long.setdefault(" ".join(words[:size]), set()).add(key)
    return {short: min(found) for short, found in long.items() if short in keys and len(found) == 1}


def org_key(text: str) -> str:
    """For comparison: lower case, without legal form, dots and possessive endings."""
    plain = text.replace(".", "").replace("’", "'").replace("'s", "").casefold()
    words = re.findall(r"[\w&]+", plain)
    while len(words) > 1 and words[-1] in _legal_forms():
        words.pop()
    return " ".join(words) or text.casefold()


def is_acronym(text: str) -> bool:
    """One word, mostly of capitals: "PKK", "U.N.", "UNHCR", "DoD"."""
    letters = _letters(text)
    if " " in text or not 2 <= len(letters) <= 8 or not letters.isalnum():
        return False
    return text[0].isupper() and sum(map(str.isupper, text)) * 2 > len(letters)


def initials(text: str) -> list[str]:
    """First letters of the words of a longer name, without and with its small words: FBI, DOD."""
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s?\b", "", text))
    if len(words) < 2 or is_acronym(text):
        return []
    large = "".join(word[0] for word in words if word.casefold() not in _SMALL).upper()
    found = [large, "".join(word[0] for word in words).upper()]
    home = next((place for place, word in enumerate(words) if word == "of" and place > 1), 0)
    if home:  # the party "of Norway" goes by the letters before that
        found.append("".join(word[0] for word in words[:home]).upper())
    return found


def _letters(text: str) -> str:
    return text.replace(".", "").replace("-", "").upper()


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(form.replace(".", "").casefold() for form in lexicon.words("legal_forms"))


@cache
def _general() -> frozenset[str]:
    return _legal_forms() | frozenset(word.casefold() for word in lexicon.words("organization_words"))
