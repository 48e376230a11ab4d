"""Organizations of one article: names without their legal form, and acronyms with what they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.ner.countries import expression

_SMALL = frozenset(("of", "the", "for", "and", "in", "on", "to", "de", "la", "des", "du", "et"))

_LETTERS = 4
"""Longest word of capitals that is never another name in a headline."""


class OrgName(NamedTuple):
    """A mention of an organization; ``bracketed`` where it stands in brackets right after the mention before it.

    ``owner`` is the country (ISO alpha-2) whose name stands beside it, as in "the Iraqi Parliament"; ``home`` the one
    from whose capital the words before it are datelined.
    """

    mention: int
    text: str
    bracketed: bool = False
    owner: str | None = None
    home: str | None = None


@dataclass(eq=False, slots=True)
class Organization:
    """Mentions (their numbers) of one organization; ``name`` is the longest form, ``acronym`` the short one.

    ``nation`` is the country whose body it is, where its name alone does not say whose.
    """

    name: str
    nation: str | None = None
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
    bodies = _Bodies(names)
    by_key: dict[_Key, Organization] = {}
    for name in names:
        key = org_key(name.text)
        full = bodies.key(name) or (expanded.get(key, key), None)
        if full not in by_key:
            by_key[full] = Organization(name.text, full[1])
        by_key[full].add(name)
        by_key[full].nation = by_key[full].nation or bodies.nation(name)
    return list(by_key.values())


_Key = tuple[str, str | None]
"""Words of a name, and the country where they say nothing of whose body it is."""


class _Bodies:
    """National bodies of the article; ask in the order of the names."""

    def __init__(self, names: Sequence[OrgName]) -> None:
        self._nations = _nations(names)
        self._owner: dict[str, str] = {}
        self._with: dict[str, dict[_Key, None]] = {}
        for name in names:
            body = national_body(name.text)
            is_told = body is not None and (body[1] or name.owner or len(self._nations[" ".join(body[0])]) < 2)
            if body is not None and is_told and len(body[0]) > 1:
                for word in body[0]:
                    self._with.setdefault(word, {})[self._full(body, name)] = None
        self._last: dict[str, _Key] = {}

    def key(self, name: OrgName) -> _Key | None:
        """Key of a national body; None for other organizations."""
        body = national_body(name.text)
        if body is None:
            return None
        full = self._full(body, name)
        if len(body[0]) == 1:
            full = self._longer(body[0][0], full) or full
        self._last.update(dict.fromkeys(body[0], full))
        if full[1]:
            self._last.update((f"{full[1]} {word}", full) for word in body[0])
            self._owner[full[0]] = full[1]
        return full

    def nation(self, name: OrgName) -> str | None:
        """The country that the mention of a national body gives."""
        body = national_body(name.text)
        return body[1] or name.owner if body is not None else None

    def _full(self, body: tuple[tuple[str, ...], str | None], name: OrgName) -> _Key:
        words = " ".join(body[0])
        return words, body[1] or name.owner or self._meant(words, name.home)

    def _meant(self, words: str, home: str | None) -> str | None:
        """Whose body is meant where none is named: the last one's, else the dateline's, else the only one's.

        The dateline says so only where another country's is named later.
        """
        known = self._nations[words]
        if words in self._owner or not known:
            return self._owner.get(words)
        return home or (known[0] if len(known) == 1 else None)

    def _longer(self, word: str, full: _Key) -> _Key | None:
        """Whom one word means: "the Ministry" the last one named, or in a headline the only one with that word.

        "The Iraqi Ministry" is the last of Iraq's, or one whose country is not said.
        """
        longer = list(self._with.get(word, ()))
        if full[1] and (own := [key for key in longer if key[1] == full[1]]):
            return self._last.get(f"{full[1]} {word}") or (own[0] if len(own) == 1 else None)
        last = self._last.get(word) or (longer[0] if len(longer) == 1 else None)
        return last if last in longer and (full[1] is None or last[1] in (None, full[1])) else None


def _nations(names: Sequence[OrgName]) -> dict[str, list[str]]:
    """Words of national bodies → the countries that are said to have them, in order."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        body = national_body(name.text)
        if body is not None:
            nation = body[1] or name.owner
            found.setdefault(" ".join(body[0]), {}).update({nation: None} if nation else {})
    return {words: list(nations) for words, nations in found.items()}


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
    stated = _endings(names) | _openings(names) | stated
    for name in names:
        key, letters = org_key(name.text), _letters(name.text)
        if is_acronym(name.text) and letters in by_initials:
            stated.setdefault(key, by_initials[letters])
    return stated


def _one_short(a: str, b: str) -> bool:
    """Is one of two names the short one: an acronym, or a word of the other's letters ("Unimar", Union of Mariners)?"""
    short, long = sorted((a, b), key=len)
    if short.casefold() in long.casefold().split():
        return False
    if is_acronym(a) != is_acronym(b):
        return True
    if " " in short or " " not in long or short[:1].casefold() != long[:1].casefold():
        return False
    letters = iter(long.casefold())
    return all(letter in letters for letter in short.casefold() if letter.isalpha())


def _openings(names: Sequence[OrgName]) -> dict[str, str]:
    """Keys of names that open just one longer name, the rest of it being general words: "Halvorsen Shipping"."""
    long: dict[str, set[str]] = {}
    keys = dict.fromkeys(org_key(name.text) for name in names if not _is_letters(name.text))
    for key in keys:
        words = key.split()
        for size in range(1, len(words)):
            if all(word in _general() for word in words[size:]):
                long.setdefault(" ".join(words[:size]), set()).add(key)
    return {short: min(found) for short, found in long.items() if short in keys and len(found) == 1}


def _endings(names: Sequence[OrgName]) -> dict[str, str]:
    """Keys of what ends just one longer name: "the Alliance", of the Open Harbour Alliance; a council of the "U.N."."""
    keys = {org_key(name.text): name.text for name in names}
    long: dict[str, set[str]] = {}
    for key, text in keys.items():
        words = key.split()
        if len(words) > 1 and words[-1] in _general():
            long.setdefault(words[-1], set()).add(key)
        if len(words) > 2 and len(words[0]) <= _LETTERS and is_acronym(text.split()[0]):
            long.setdefault(" ".join(words[1:]), set()).add(key)
    return {word: min(found) for word, found in long.items() if word in keys and len(found) == 1}


def _is_letters(text: str) -> bool:
    """Whether it is an acronym for sure: a longer word of capitals may be a headline's; "U.N." is not its council."""
    return is_acronym(text) and (len(_letters(text)) <= _LETTERS or "." in text)


def org_key(text: str) -> str:
    """For comparison: lower case, without legal form, dots and possessive endings."""
    plain = text.replace(".", "").replace("’", "'").replace("'s", "").casefold()
    words = re.findall(r"[\w&]+", plain)
    while len(words) > 1 and words[-1] in _legal_forms():
        words.pop()
    return " ".join(words) or text.casefold()


@lru_cache(20_000)
def org_words(text: str) -> tuple[str, ...]:
    """Words of a name for comparison: as :func:`org_key`, without small words, in one spelling."""
    words = [_spelling().get(word, word) for word in org_key(text).split()]
    return tuple(word for word in words if word not in _SMALL) or tuple(words)


@lru_cache(20_000)
def national_body(text: str) -> tuple[tuple[str, ...], str | None] | None:
    """Words and country (ISO alpha-2) of a body whose name says nothing of whose it is: "Iraqi Foreign Ministry".

    The country is that of its first or last word or words, None where there is none. None for other names: "Bank of
    Norway" is no body like any other country's bank, and the Security Council is the world's. Sorted words: "Ministry
    of Trade" is the "Trade Ministry".
    """
    words = text.replace("’", "'").split()
    nation = None
    for length in (3, 2, 1):
        if length >= len(words):
            continue
        for part, rest in ((words[:length], words[length:]), (words[-length:], words[:-length])):
            found = expression(" ".join(part).removesuffix("'s").removesuffix("'"))
            if found and found.kind in ("name", "demonym"):
                nation, words = found.alpha2, rest
                break
        if nation:
            break
    compared = org_words(" ".join(words))
    if not compared or not all(word in _national() for word in compared):
        return None
    if nation and len(compared) == 1 and words[-1].casefold() == "of":
        return None
    if nation is None and " ".join(words).casefold() in _world():
        return None
    without = tuple(sorted(word for word in compared if word != "affairs")) or compared
    return without, nation


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
def _national() -> frozenset[str]:
    return frozenset(word.casefold() for word in lexicon.words("national_bodies"))


@cache
def _world() -> frozenset[str]:
    return frozenset(name.casefold() for name in lexicon.words("world_bodies"))


@cache
def _spelling() -> dict[str, str]:
    return {row["written"]: row["compared"] for row in lexicon.table("name_abbreviations")}


@cache
def _general() -> frozenset[str]:
    lists = ("organization_words", "industry_words", "club_words")
    return _legal_forms() | frozenset(word.casefold() for name in lists for word in lexicon.words(name))
