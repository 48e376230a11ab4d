"""From the tagger's five kinds to OntoNotes labels, which the tables carry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline import lexicon
from pipeline.ner.countries import expression
from pipeline.ner.evidence import Evidence
from pipeline.ner.names import Name

_OTHERS = frozenset(("EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"))
_PLACES = frozenset(("GPE", "LOC", "FAC"))
WELL_KNOWN = frozenset(("name", "capital", "region", "big"))
"""Places that keep their meaning where a person of the article bears the same name."""
_GOVERNED = frozenset(("name", "capital", "region", "big", "town", "province"))


def labelled(name: Name, evidence: Evidence) -> Name | None:
    """``name`` with its OntoNotes label; None where the tagger's MISC is nothing that the tables know."""
    if name.label == "PER":
        return name._replace(label="PERSON")
    if name.label == "LOC":
        return name._replace(label=_place(name, evidence))
    if name.label == "MISC":
        label = _other(name, evidence) or _country(name, evidence)
        return name._replace(label=label) if label else None
    return name


def _place(name: Name, evidence: Evidence) -> str:
    last = evidence.lower[name.last - 1]
    if (last in _buildings() and name.last - name.first > 1) or evidence.listed.get(name.first) == "B:seat":
        return "FAC"
    for token in range(name.first, name.last):
        model = evidence.labels[token]
        if model in _PLACES:
            return model
    return "GPE" if is_known_place(name, evidence) or name.last - name.first == 1 else "LOC"


def is_known_place(name: Name, evidence: Evidence, kinds: frozenset[str] = _GOVERNED) -> bool:
    """Whether the lists know the first words of ``name`` as a country, region, town or province (``kinds``)."""
    mark = evidence.listed.get(name.first, "")[2:]
    return not kinds.isdisjoint(mark.split("+"))


def _other(name: Name, evidence: Evidence) -> str | None:
    for token in range(name.first, name.last):
        if evidence.labels[token] in _OTHERS:
            return evidence.labels[token]
    return _by_word(evidence.words[name.first : name.last])


def _country(name: Name, evidence: Evidence) -> str | None:
    found = expression(" ".join(evidence.words[name.first : name.last]))
    return {"name": "GPE", "demonym": "NORP"}.get(found.kind) if found else None


def _by_word(words: Sequence[str]) -> str | None:
    known = _labels_by_word()
    return next((known[word] for word in reversed(words) if word in known), None)


@cache
def sure_labels() -> dict[str, str]:
    """Label by last word, in lower case, of names that are never an organization's or a person's."""
    return {row["word"].casefold(): row["label"] for row in lexicon.table("event_words") if row["sure"]}


@cache
def _labels_by_word() -> dict[str, str]:
    return {row["word"]: row["label"] for row in lexicon.table("event_words")}


@cache
def _buildings() -> frozenset[str]:
    return frozenset(lexicon.words("buildings"))
