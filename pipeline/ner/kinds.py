"""Names that say by a word of theirs what they are the names of: groups, events, ships, places.

Each rule is one function over the names in order, with one invented example. Which words say so is data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline import lexicon
from pipeline.ner.evidence import Evidence
from pipeline.ner.labels import sure_labels
from pipeline.ner.names import Name

_LABELS = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT"))
_LONGEST = 8
"""Most words of the name of a group."""
_PREFIXES = "ship_prefixes"
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_MOST_OF_UNIT = 6
"""Most words of the name of a unit."""


def group_names(names: list[Name], evidence: Evidence) -> list[Name]:
    """An armed group by any of its spellings, whole: "*Da'esh* fled", "the *Islamic State of Iraq and the Levant*"."""
    return _with_spans(names, _groups(evidence), "name of a group")


def _with_spans(names: list[Name], spans: Sequence[tuple[int, int]], rule: str) -> list[Name]:
    """The names, with organizations at ``spans`` (in order, none overlapping) in the place of what lies within these.

    A span that is part of a longer name, or is an organization's already, changes nothing.
    """
    if not spans:
        return names
    whose = {token: number for number, (first, last) in enumerate(spans) for token in range(first, last)}
    touching: dict[int, list[Name]] = {}
    for name in names:
        for number in {whose[token] for token in range(name.first, name.last) if token in whose}:
            touching.setdefault(number, []).append(name)
    gone: set[Name] = set()
    found: list[Name] = []
    for number, (first, last) in enumerate(spans):
        within = touching.get(number, [])
        is_there = len(within) == 1 and within[0][:3] == (first, last, "ORG")
        if not is_there and all(first <= name.first and name.last <= last for name in within):
            gone.update(within)
            found.append(Name(first, last, "ORG", rule))
    return sorted([*(name for name in names if name not in gone), *found])


def _groups(evidence: Evidence) -> list[tuple[int, int]]:
    """Tokens (first, last exclusive) of the groups of the list, the longest name at each place."""
    known, openings = _group_keys(), _group_openings()
    found: list[tuple[int, int]] = []
    free = 0
    for sentence in evidence.analysis.sentences:
        for first in range(sentence.first, sentence.last):
            if first < free or not (evidence.upper[first] or evidence.lower[first] == "al"):
                continue
            if not _key(evidence.lower[first]).startswith(openings):
                continue
            for last in range(min(first + _LONGEST, sentence.last), first, -1):
                is_whole = _key(evidence.lower[last - 1]) and any(evidence.upper[first:last])
                if is_whole and _key("".join(evidence.lower[first:last])) in known:
                    found.append((first, last))
                    free = last
                    break
    return found


def _key(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


@cache
def _group_keys() -> frozenset[str]:
    return frozenset(_key(name.casefold()) for name in lexicon.words("group_names"))


@cache
def _group_openings() -> tuple[str, ...]:
    """What the first word of such a name begins with; tokens may end after two letters ("al")."""
    return tuple(sorted({_key(name.casefold())[:2] for name in lexicon.words("group_names")}))


def events(names: list[Name], evidence: Evidence) -> list[Name]:
    """An event or a law read as an organization: "the *Amber Revolution*", "*Operation Amber Shield*"."""
    return [
        name._replace(label=label, rule="word of events and laws")
        if name.label in _LABELS and name.last - name.first > 1 and (label := _event(name, evidence))
        else name
        for name in names
    ]


def _event(name: Name, evidence: Evidence) -> str | None:
    last = sure_labels().get(evidence.lower[name.last - 1]) if name.label in ("ORG", "PERSON") else None
    opens = evidence.words[name.first] in _set("event_openings") and evidence.upper[name.first + 1]
    return last or ("EVENT" if opens else None)


def ships(names: list[Name], evidence: Evidence) -> list[Name]:
    """A ship by the prefix of its name, then by the name alone: "*HMS Rochester* left … *Rochester* will return"."""
    found: list[Name] = []
    for name in names:
        prefix = next(
            (n for n in (name.first, name.first - 1) if n >= 0 and evidence.words[n] in _set(_PREFIXES)), None
        )
        if name.label in _LABELS and prefix is not None and name.last - prefix > 1:
            name = Name(prefix, name.last, "PRODUCT", "prefix of ships")
        if found and found[-1].last > name.first:
            found.pop()  # the prefix alone
        found.append(name)
    known = {_words(name, evidence)[1:] for name in found if name.rule == "prefix of ships"}
    return [
        name._replace(label="PRODUCT", rule="a ship of the article")
        if name.label in _LABELS
        and _words(name, evidence) in known
        and _before(name, evidence) not in _set("place_prepositions")
        else name
        for name in found
    ]


def units(names: list[Name], evidence: Evidence) -> list[Name]:
    """A unit of an army by its number: "the *3rd Lindby Rifles Battalion*", "the *5th Fleet*"."""
    spans: list[tuple[int, int]] = []
    for token in range(len(evidence.words)):
        if (last := _unit_end(token, evidence)) and (not spans or spans[-1][1] <= token):
            spans.append((token, last))
    return _with_spans(names, spans, "number of a unit")


def _unit_end(first: int, evidence: Evidence) -> int | None:
    """Where the name of a unit ends whose number stands at ``first``."""
    if not evidence.words[first][0].isdigit() or not _ORDINAL.fullmatch(evidence.words[first]):
        return None
    end = None
    for token in range(first + 1, min(first + _MOST_OF_UNIT, len(evidence.words))):
        if not evidence.words[token][0].isupper():
            break
        if evidence.words[token] in _set("unit_nouns"):
            end = token + 1
    return end


def _words(name: Name, evidence: Evidence) -> tuple[str, ...]:
    return evidence.words[name.first : name.last]


def _before(name: Name, evidence: Evidence) -> str:
    return evidence.lower[name.first - 1] if name.first else ""


def abbreviations(names: list[Name], evidence: Evidence) -> list[Name]:
    """The abbreviation of a common noun is no name: "two *UAVs* fell"."""
    return [name for name in names if name.label not in _LABELS or not _is_abbreviation(name, evidence)]


def _is_abbreviation(name: Name, evidence: Evidence) -> bool:
    word = evidence.words[name.first]
    is_one = name.last - name.first == 1 and evidence.casing[name.first] != "caps"
    return is_one and (word in _set("thing_acronyms") or word.removesuffix("s") in _set("thing_acronyms"))


def place_names(names: list[Name], evidence: Evidence) -> list[Name]:
    """A transliterated place read as a person or a body: "*Dayr al-Nahr* was shelled"."""
    return [
        name._replace(label="GPE", rule="word of places")
        if name.label in ("PERSON", "ORG")
        and name.last - name.first > 1
        and evidence.words[name.first] in _set("place_openings")
        and not evidence.listed.get(name.first - 1, "").endswith("title")
        else name
        for name in names
    ]


def armed_groups(names: list[Name], evidence: Evidence) -> list[Name]:
    """A militia whose transliterated name was read as a person's: "*Liwa al-Nahr* fighters withdrew"."""
    return [
        name._replace(label="ORG", rule="word of armed groups")
        if name.label == "PERSON"
        and not evidence.listed.get(name.first - 1, "").endswith("title")
        and not _armed_words().isdisjoint(evidence.lower[name.first : name.last])
        else name
        for name in names
    ]


@cache
def _armed_words() -> frozenset[str]:
    return frozenset(word.casefold() for word in lexicon.words("armed_groups"))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(lexicon.words(name))
