"""Firms that were read as people, by what the article says of them."""

from __future__ import annotations

from functools import cache

from pipeline import lexicon
from pipeline.ner.consistency import name_key
from pipeline.ner.evidence import Evidence
from pipeline.ner.names import Name, addresses

_GENITIVE = frozenset(("'s", "’s", "'", "’"))
_HELD = frozenset(("shares", "stake", "stakes", "shareholders", "takeover", "acquisition"))
_IN = frozenset(("in", "of"))
_LONGEST = 4
"""Words of what a firm has."""


def firms(names: list[Name], evidence: Evidence) -> list[Name]:
    """A firm read as a person: "*Norvik*'s shares", "a stake in *Norvik*", "the lender *Norvik*".

    Not where it also bears a given name, a title or a form of address.
    """
    people = [name for name in names if name.label == "PERSON"]
    told = {name_key(name, evidence) for name in people if _is_told(name, evidence)}
    full = {name.first for name in people if name.last - name.first > 1}
    told |= {name_key(name, evidence) for name in people if _has_somebody(name, full, evidence)}
    if not told:
        return names
    told -= {part for name in people if _is_person(name, evidence) for part in _forms(name, evidence)}
    return [
        name._replace(label="ORG", rule="told to be a firm")
        if name.label == "PERSON" and name_key(name, evidence) in told
        else name
        for name in names
    ]


def _is_told(name: Name, evidence: Evidence) -> bool:
    lower = evidence.lower
    if lower[name.last : name.last + 1] and lower[name.last] in _GENITIVE:
        after = " ".join(lower[name.last + 1 : name.last + 1 + _LONGEST]) + " "
        return any(after.startswith(f"{words} ") for words in lexicon.words("firm_words"))
    before = lower[max(name.first - 2, 0) : name.first]
    if before[-1:] and before[-1] in _firm_nouns():
        return True
    return len(before) == 2 and before[0] in _HELD and before[1] in _IN


def _has_somebody(name: Name, full: set[int], evidence: Evidence) -> bool:
    """Whose somebody with a full name is: "*Norvik*'s Ana Ruiz". ``full`` are the first tokens of such names."""
    return evidence.lower[name.last : name.last + 1] in (["'s"], ["’s"]) and name.last + 1 in full


def _is_person(name: Name, evidence: Evidence) -> bool:
    marks = evidence.listed
    if name.last - name.first > 1 and "given" in marks.get(name.first, ""):
        return True
    return name.first > 0 and (
        marks.get(name.first - 1, "").endswith("title") or evidence.lower[name.first - 1] in addresses()
    )


def _forms(name: Name, evidence: Evidence) -> set[tuple[str, ...]]:
    """The name, and its last word."""
    key = name_key(name, evidence)
    return {key, key[-1:]}


@cache
def _firm_nouns() -> frozenset[str]:
    """Nouns for bodies that are none for people: *lender*, but not *producer*."""
    kinds: dict[str, set[str]] = {}
    for row in lexicon.table("speaker_nouns"):
        kinds.setdefault(row["noun"], set()).add(row["kind"])
    people = frozenset(word.casefold() for word in lexicon.words("roles"))
    bodies = (noun for noun, of in kinds.items() if of == {"organization"} and noun not in people)
    return frozenset((*bodies, *lexicon.words("firm_nouns")))
