"""People of a state, a region or a town, whose names say where it lies: "*Texans* voted"."""

from __future__ import annotations

from functools import cache

from pipeline import lexicon
from pipeline.ner.evidence import Evidence
from pipeline.ner.names import MISREAD, Name, tokens_in


@cache
def local_peoples() -> dict[str, str]:
    """Code of the country by the name of the people."""
    return {row["name"]: row["alpha2"] for row in lexicon.table("local_peoples")}


def peoples(names: list[Name], evidence: Evidence) -> list[Name]:
    """Such a people that was missed, or read as an organization or a place: "*Catalan* leaders met".

    Family names, as *Breton* may be, stay what they are.
    """
    table, words = local_peoples(), evidence.words
    found = [
        name._replace(label="NORP", rule="people of a region")
        if name.label in MISREAD and name.last - name.first == 1 and words[name.first] in table
        else name
        for name in names
    ]
    missed = [token for token, word in enumerate(words) if word in table and _is_of_people(token, evidence)]
    taken = tokens_in(names) if missed else set()
    return sorted(found + [Name(t, t + 1, "NORP", "people of a region") for t in missed if t not in taken])


def _is_of_people(token: int, evidence: Evidence) -> bool:
    """Whether the word is a plural, or an adjective of the common noun after it."""
    tags = evidence.analysis.tokens.tag
    return tags[token] in ("NNS", "NNPS") or tags[token + 1 : token + 2] in (("NN",), ("NNS",))
