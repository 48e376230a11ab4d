"""People who bear the name of a place: "Michael Jordan … *Jordan* scored", "Chad Smith … *Chad* left"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pipeline import lexicon
from pipeline.ner.countries import expression
from pipeline.ner.evidence import Evidence
from pipeline.ner.names import MISREAD, Name

_POSSESSIVES = frozenset(("'s", "’s", "'", "’"))


def namesakes(names: list[Name], evidence: Evidence) -> list[Name]:
    """A family name, or a given name, of a person in the article, unless the article uses it as a place's, too."""
    bearers = {
        evidence.lower[token]
        for name in names
        if name.label == "PERSON" and name.last - name.first > 1
        for token in (name.first, name.last - 1)
    }
    suspects = [
        name
        for name in names
        if name.label in MISREAD and name.last - name.first == 1 and evidence.lower[name.first] in bearers
    ]
    if not suspects:
        return names
    used = {evidence.lower[name.first] for name in suspects if _is_used_as_place(name, names, evidence)}
    spoken_of = countries_spoken_of(names, evidence)
    return [
        name._replace(label="PERSON", rule="name of a person in the article")
        if name in suspects and evidence.lower[name.first] not in used and _code(name, evidence) not in spoken_of
        else name
        for name in names
    ]


def _is_used_as_place(name: Name, names: Iterable[Name], evidence: Evidence) -> bool:
    """Whether it stands as only a place does: "in *Jordan*", "*Lincoln*, Nebraska", "*Holland* and Belgium"."""
    before = evidence.lower[name.first - 1] if name.first else ""
    is_owner = name.last < len(evidence.lower) and evidence.lower[name.last] in _POSSESSIVES  # "in *Lincoln*'s case"
    if (before in _place_prepositions() and not is_owner) or name.label == "NORP":
        return True
    after = name.last + 1
    follows = name.last < len(evidence.lower) and evidence.lower[name.last] == ","
    return follows and any(other.first == after and other.label in ("GPE", "LOC") for other in names)


def countries_spoken_of(names: Iterable[Name], evidence: Evidence) -> set[str]:
    """Codes of the countries that the article names by what is no person's name: demonyms, capitals, longer names."""
    found = set()
    for name in names:
        known = expression(" ".join(evidence.words[name.first : name.last])) if name.label != "PERSON" else None
        if known and (known.kind in ("demonym", "capital") or name.last - name.first > 1):
            found.add(known.alpha2)
    return found


def _code(name: Name, evidence: Evidence) -> str | None:
    known = expression(evidence.words[name.first])
    return known.alpha2 if known and known.kind == "name" else None


@cache
def _place_prepositions() -> frozenset[str]:
    return frozenset(lexicon.words("place_prepositions")) - {"to", "from"}
