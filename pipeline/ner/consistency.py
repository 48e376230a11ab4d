"""Making an article's names agree with each other: what is a person's name here is one there.

Each rule is one function over the names in order, with one invented example.
"""

from __future__ import annotations

from collections import Counter

from pipeline.ner.evidence import Evidence
from pipeline.ner.labels import WELL_KNOWN, is_known_place
from pipeline.ner.names import MISREAD, Name, tokens_in

_MOST_SIZES = 8
_PLACES = frozenset(("GPE", "LOC", "FAC"))


def headline_people(names: list[Name], evidence: Evidence) -> list[Name]:
    """In a headline a person's name ends where the article's text ends it: "*Verkhov* Rejects Budget"."""
    people = {
        form
        for name in names
        if name.label == "PERSON" and evidence.casing[name.first] == "text"
        for form in (name_key(name, evidence), name_key(name, evidence)[-1:])
    }
    return [_as_in_text(name, people, evidence) for name in names]


def _as_in_text(name: Name, people: set[tuple[str, ...]], evidence: Evidence) -> Name:
    key = name_key(name, evidence)
    if evidence.sport or evidence.casing[name.first] == "text" or name.label not in ("PERSON", "ORG") or key in people:
        return name
    size = next((size for size in range(len(key) - 1, 0, -1) if key[:size] in people), 0)
    if not size:
        return name
    return Name(name.first, name.first + size, "PERSON", "person of the article's text")


def one_label(names: list[Name], evidence: Evidence) -> list[Name]:
    """The same words mean the same in one article: the label that most mentions have.

    Not so for places in sport, where a town is also its team.
    """
    votes: dict[tuple[str, ...], Counter[str]] = {}
    for name in names:
        if _votes(name, evidence):
            votes.setdefault(name_key(name, evidence), Counter())[name.label] += 1
    chosen = {
        key: counter.most_common(1)[0][0]
        for key, counter in votes.items()
        if len(counter) > 1 and counter.most_common(1)[0][1] * 2 > sum(counter.values())
    }
    return [
        name._replace(label=label, rule="label of most mentions")
        if _votes(name, evidence) and (label := chosen.get(name_key(name, evidence), name.label)) != name.label
        else name
        for name in names
    ]


def _votes(name: Name, evidence: Evidence) -> bool:
    return name.label in ("PERSON", "ORG") or (name.label in _PLACES and not evidence.sport)


def family_names(names: list[Name], evidence: Evidence) -> list[Name]:
    """A family name read as something else: "Nadia Verkhov … *Verkhov* Criticised Over Budget"."""
    family = {
        evidence.lower[name.last - 1]
        for name in names
        if name.label == "PERSON" and name.last - name.first > 1 and evidence.words[name.last - 1][0].isalpha()
    }
    return [
        name._replace(label="PERSON", rule="family name of a person in the article")
        if name.label in MISREAD and evidence.lower[name.last - 1] in family and _could_be_person(name, evidence)
        else name
        for name in names
    ]


def _could_be_person(name: Name, evidence: Evidence) -> bool:
    mark = evidence.listed.get(name.first, "")[2:].split("+")
    if name.last - name.first == 1:
        return name.label == "ORG" or not is_known_place(name, evidence, WELL_KNOWN)
    return name.last - name.first == 2 and "given" in mark


def short_bodies(names: list[Name], evidence: Evidence) -> list[Name]:
    """A body by the first word of its name, read as a person: "Falcon Motors … *Falcon* sacked its head"."""
    openings = {evidence.lower[name.first] for name in names if name.label == "ORG" and name.last - name.first > 1}
    people = {
        word
        for name in names
        if name.label == "PERSON" and name.last - name.first > 1
        for word in name_key(name, evidence)
    }
    bodies = openings - people
    return [
        name._replace(label="ORG", rule="body of the article's text")
        if name.label == "PERSON"
        and name.last - name.first == 1
        and evidence.lower[name.first] in bodies
        and not evidence.listed.get(name.first, "").endswith("given")
        and not evidence.listed.get(name.first - 1, "").endswith("title")
        else name
        for name in names
    ]


def repeated(names: list[Name], evidence: Evidence) -> list[Name]:
    """A person whom the tagger missed where the article names them elsewhere: "*Verkhov* resigned"."""
    known: set[tuple[str, ...]] = set()
    sizes: dict[str, set[int]] = {}
    for name in names:
        if name.label == "PERSON":
            key = name_key(name, evidence)
            for form in (key, key[-1:]):
                if _telling(form, evidence):
                    known.add(form)
                    sizes.setdefault(form[0], set()).add(len(form))
    taken = tokens_in(names)
    starts = {sentence.first for sentence in evidence.analysis.sentences}
    found = []
    for token, word in enumerate(evidence.lower):
        if token in taken or word not in sizes or not evidence.upper[token]:
            continue
        for size in sorted(sizes[word], reverse=True)[:_MOST_SIZES]:
            span = range(token, token + size)
            is_known = span.stop <= len(evidence.lower) and tuple(evidence.lower[token : span.stop]) in known
            if is_known and taken.isdisjoint(span) and starts.isdisjoint(span[1:]):
                found.append(Name(token, span.stop, "PERSON", "named elsewhere in the article"))
                taken.update(span)
                break
    return sorted(names + found)


def _telling(form: tuple[str, ...], evidence: Evidence) -> bool:
    return len(form) > 1 or (len(form[0]) > 3 and form[0] not in evidence.common and form[0].isalpha())


def name_key(name: Name, evidence: Evidence) -> tuple[str, ...]:
    """The words of the name in lower case, by which its mentions in one article are the same."""
    return tuple(evidence.lower[name.first : name.last])
