"""What stands before a person's name and is no part of it: abbreviated offices, who employs the holder of a role."""

from __future__ import annotations

from functools import cache

from pipeline import lexicon
from pipeline.ner.evidence import Evidence
from pipeline.ner.names import Name

_JOINING = frozenset(("for", "of", "and", "&", ","))
_EMPLOYS = "employs the holder of a role"
_OF_BODIES = ("orgword", "legal")
_TREASURY = "Treasury"
"""The one portfolio that is the body's name as well."""
_LONGEST_PORTFOLIO = 8
_LONGEST_ROLE = 2
"""Words of a role."""


def offices(names: list[Name], evidence: Evidence) -> list[Name]:
    """An abbreviated office read as a body: "*CS Health* agreed", "*CS Health Ruiz* agreed", "*Roads PS* Ana Ruiz".

    What is left is the person's name, or the body in charge ("*Treasury* CS Ana Ruiz", "*Treasury* Cabinet Secretary").
    """
    people = {name.first for name in names if name.label == "PERSON"}
    return [
        left
        for name in names
        if (left := _without_office(name, people, evidence) if name.label in ("ORG", "PERSON") else name)
    ]


def _without_office(name: Name, people: set[int], evidence: Evidence) -> Name | None:
    """The name without the office that it begins or ends with; None if it is nothing else."""
    words = evidence.words
    if " ".join(words[name.last - 1 : name.last + 1]) in _set("parted_offices"):
        return Name(name.first, name.last - 1, "ORG", "before an office") if name.last - name.first > 1 else None
    if words[name.first] in _set("office_abbreviations"):
        stop = _portfolio_end(name.first + 1, evidence)
        if stop == name.first + 1:
            return None if stop == name.last and stop in people else name
        if stop >= name.last:
            return None
        is_body = any(evidence.listed.get(token, "").endswith(_OF_BODIES) for token in range(stop, name.last))
        return name if is_body else Name(stop, name.last, "PERSON", "after an office")
    last = name.last - 1
    is_before_name = last > name.first and words[last] in _set("office_abbreviations") and name.last in people
    if not is_before_name or _portfolio_end(name.first, evidence) != last:
        return name
    is_body = last == name.first + 1 and words[name.first] == _TREASURY
    return Name(name.first, last, "ORG", "before an office") if is_body else None


def _portfolio_end(first: int, evidence: Evidence) -> int:
    """Where the words of a portfolio end that begin at ``first``: "*for Health and Sanitation* Ana Ruiz"."""
    end, words = first, evidence.words
    for token in range(first, min(first + _LONGEST_PORTFOLIO, len(words))):
        if words[token] in _set("portfolios"):
            end = token + 1
        elif evidence.lower[token] not in _JOINING:
            break
    return end


def employers(names: list[Name], evidence: Evidence) -> list[Name]:
    """Who employs the holder of a role, missed or read as a person: "*Halvorsen* analyst Ana Ruiz"."""
    taken = {token: name for name in names for token in range(name.first, name.last)}
    known = {evidence.lower[name.last - 1] for name in names if name.label == "PERSON" and name.last - name.first > 1}
    employing = {
        first - 1
        for name in names
        if name.label == "PERSON"
        and (first := _role_before(name, evidence))
        and _may_employ(first - 1, known, evidence)
    }
    missed = [Name(token, token + 1, "ORG", _EMPLOYS) for token in employing if token not in taken]
    return sorted(
        [
            name._replace(label="ORG", rule=_EMPLOYS)
            if name.label == "PERSON" and name.last - name.first == 1 and name.first in employing
            else name
            for name in names
        ]
        + missed
    )


def _role_before(person: Name, evidence: Evidence) -> int | None:
    """The token where the role in lower case right before the name begins."""
    for length in range(1, _LONGEST_ROLE + 1):
        first = person.first - length
        if first >= 0 and " ".join(evidence.words[first : person.first]) in _set("employed_roles"):
            return first
    return None


def _may_employ(token: int, known: set[str], evidence: Evidence) -> bool:
    """Whether the word is a name, and nobody's given or family name."""
    word, lower = evidence.words[token], evidence.lower[token]
    is_name = word[0].isupper() and evidence.analysis.tokens.tag[token] == "NNP" and evidence.casing[token] == "text"
    listed = evidence.listed.get(token, "")
    return is_name and lower not in evidence.common and lower not in known and not listed.endswith(("title", "given"))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(lexicon.words(name))
