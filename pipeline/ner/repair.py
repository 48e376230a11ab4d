"""The names of an article: the tagger's, with their edges set and the article's own consistency brought to bear.

Each rule is one function over the names in order, with one invented example; the name says which rule made it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache

from pipeline import lexicon
from pipeline.ner.countries import expression
from pipeline.ner.evidence import Evidence
from pipeline.ner.labels import WELL_KNOWN, is_known_place, labelled
from pipeline.ner.names import Name, trimmed, without_titles
from pipeline.ner.parse import Analysis
from pipeline.ner.tagger import tagged_names

_OTHERS = frozenset(("EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"))
_MISREAD = frozenset(("ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART"))
_MOST_SIZES = 8
_LABEL_OF = {"name": "GPE", "demonym": "NORP"}
_SAFE_LENGTH = 4  # "US" and "CAR" are words in capitals, too
_PARTY = re.compile(r"[DRI]-[A-Z][a-z]*\b")  # "(D-Ohio)" after the name of a member of Congress
_ARABIC_ARTICLES = frozenset(("al", "el", "ul", "as", "ash", "an", "ar", "ad", "at", "az"))
_PLACES = frozenset(("GPE", "LOC", "FAC"))


def names_of(analysis: Analysis) -> list[Name]:
    """All names of the article in order, none overlapping, with OntoNotes labels."""
    evidence = Evidence(analysis)
    names = [
        whole
        for name in tagged_names(evidence)
        if (known := labelled(name, evidence)) and (whole := _edged(known, evidence))
    ]
    for rule in RULES:
        names = rule(names, evidence)
    return names


def _edged(name: Name, evidence: Evidence) -> Name | None:
    tokens = evidence.analysis.tokens
    first, last = trimmed(tokens, name.first, name.last)
    begin = without_titles(tokens, first, last)
    if begin == last or _PARTY.match(evidence.words[first]):
        return None
    if name.label == "PERSON":
        first = begin
    return name._replace(first=first, last=last) if first < last else None


def works_and_events(names: list[Name], evidence: Evidence) -> list[Name]:
    """What the model calls an event, law, work, product or language, where the tagger sees no name at all."""
    taken = _taken(names)
    found = [
        Name(*edges, entity.label, "model")
        for entity in evidence.analysis.entities
        if entity.label in _OTHERS and taken.isdisjoint(range(entity.first, entity.last))
        for edges in [trimmed(evidence.analysis.tokens, entity.first, entity.last)]
        if edges[0] < edges[1]
    ]
    return sorted(names + found)


def particles(names: list[Name], evidence: Evidence) -> list[Name]:
    """Small words that begin a name: "*al-Tikrani* agreed", "*van der Meulen* resigned"."""
    found: list[Name] = []
    free = 0
    for name in names:
        first = _with_particle(name, evidence) if name.label in ("PERSON", "ORG", "GPE", "LOC") else name.first
        found.append(name._replace(first=first) if first >= free else name)
        free = name.last
    return found


def _with_particle(name: Name, evidence: Evidence) -> int:
    lower, first = evidence.lower, name.first
    tokens = evidence.analysis.tokens
    if first > 1 and lower[first - 1] == "-" and lower[first - 2] in _ARABIC_ARTICLES:
        return first - 2 if tokens.end[first - 2] == tokens.start[first - 1] else first
    if name.label == "PERSON":
        for length in (2, 1):
            if first >= length and " ".join(lower[first - length : first]) in _particles():
                return first - length
    return first


def bodies(names: list[Name], evidence: Evidence) -> list[Name]:
    """A national body after the adjective of its country is a name of its own: "Norwegian *Storting*"."""
    found: list[Name] = []
    for name in names:
        cut = next((at for at in range(name.first + 1, name.last) if _is_body_after(name, at, evidence)), None)
        if name.label == "ORG" and cut is not None:
            found += [Name(name.first, cut, "NORP", "adjective of a body"), name._replace(first=cut)]
        else:
            found.append(name)
    return found


def _is_body_after(name: Name, at: int, evidence: Evidence) -> bool:
    before = expression(" ".join(evidence.words[name.first : at]))
    after = expression(" ".join(evidence.words[at : name.last]))
    return bool(before and after and before.kind == "demonym" and after.kind in ("body", "seat"))


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


def countries_missed(names: list[Name], evidence: Evidence) -> list[Name]:
    """A country or its people that the tagger missed in a headline: "OSLO SIGNS PACT WITH *FINLAND*"."""
    taken = _taken(names)
    found = []
    for token, mark in evidence.listed.items():
        kind = mark[2:].split("+")[0]
        if mark[0] != "B" or kind not in _LABEL_OF or evidence.casing[token] == "text":
            continue
        if token in taken or len(evidence.words[token]) < _SAFE_LENGTH:
            continue
        last = token + 1
        while evidence.listed.get(last, "")[:2] == "I:":
            last += 1
        if taken.isdisjoint(range(token, last)):
            found.append(Name(token, last, _LABEL_OF[kind], "in the table of countries"))
    return sorted(names + found)


def one_label(names: list[Name], evidence: Evidence) -> list[Name]:
    """The same words mean the same in one article: the label that most mentions have.

    Not so for places in sport, where a town is also its team.
    """
    votes: dict[tuple[str, ...], Counter[str]] = {}
    for name in names:
        if _votes(name, evidence):
            votes.setdefault(_key(name, evidence), Counter())[name.label] += 1
    chosen = {
        key: counter.most_common(1)[0][0]
        for key, counter in votes.items()
        if len(counter) > 1 and counter.most_common(1)[0][1] * 2 > sum(counter.values())
    }
    return [
        name._replace(label=label, rule="label of most mentions")
        if _votes(name, evidence) and (label := chosen.get(_key(name, evidence), name.label)) != name.label
        else name
        for name in names
    ]


def _votes(name: Name, evidence: Evidence) -> bool:
    return name.label in ("PERSON", "ORG") or (name.label in _PLACES and not evidence.sport)


def known_places(names: list[Name], evidence: Evidence) -> list[Name]:
    """A region or town of two words and more is no person: "*North Kivu* voted"."""
    return [
        name._replace(label="GPE", rule="known place")
        if name.label == "PERSON" and name.last - name.first > 1 and _is_listed(name, evidence)
        else name
        for name in names
    ]


def _is_listed(name: Name, evidence: Evidence) -> bool:
    """Whether one listed place is the whole of the name."""
    marks = [evidence.listed.get(token, "") for token in range(name.first, name.last)]
    return is_known_place(name, evidence) and all(mark.startswith("I:") for mark in marks[1:])


def addressed(names: list[Name], evidence: Evidence) -> list[Name]:
    """Whoever is addressed as a person is one: "Mr *Verkhov*"."""
    found = []
    for name in names:
        begin = name.first + (evidence.lower[name.first] in _addresses() and name.last - name.first > 1)
        told = begin > name.first or (begin > 0 and evidence.lower[begin - 1] in _addresses())
        if told and name.label in _MISREAD:
            name = Name(begin, name.last, "PERSON", "form of address")
        found.append(name)
    return found


def family_names(names: list[Name], evidence: Evidence) -> list[Name]:
    """A family name read as something else: "Nadia Verkhov … *Verkhov* Criticised Over Budget"."""
    family = {
        evidence.lower[name.last - 1]
        for name in names
        if name.label == "PERSON" and name.last - name.first > 1 and evidence.words[name.last - 1][0].isalpha()
    }
    return [
        name._replace(label="PERSON", rule="family name of a person in the article")
        if name.label in _MISREAD and evidence.lower[name.last - 1] in family and _could_be_person(name, evidence)
        else name
        for name in names
    ]


def _could_be_person(name: Name, evidence: Evidence) -> bool:
    mark = evidence.listed.get(name.first, "")[2:].split("+")
    if name.last - name.first == 1:
        return name.label == "ORG" or not is_known_place(name, evidence, WELL_KNOWN)
    return name.last - name.first == 2 and "given" in mark


def repeated(names: list[Name], evidence: Evidence) -> list[Name]:
    """A person whom the tagger missed where the article names them elsewhere: "*Verkhov* resigned"."""
    known: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        if name.label == "PERSON":
            key = _key(name, evidence)
            for form in (key, key[-1:]):
                if _telling(form, evidence):
                    known.setdefault(form[0], set()).add(form)
    taken = _taken(names)
    found = []
    for token, word in enumerate(evidence.lower):
        if token in taken or word not in known or not evidence.upper[token]:
            continue
        sizes = sorted({len(form) for form in known[word]}, reverse=True)
        for size in sizes[:_MOST_SIZES]:
            span = range(token, token + size)
            if tuple(evidence.lower[token : span.stop]) in known[word] and taken.isdisjoint(span):
                found.append(Name(token, span.stop, "PERSON", "named elsewhere in the article"))
                taken.update(span)
                break
    return sorted(names + found)


def _telling(form: tuple[str, ...], evidence: Evidence) -> bool:
    return len(form) > 1 or (len(form[0]) > 3 and form[0] not in evidence.common and form[0].isalpha())


def _key(name: Name, evidence: Evidence) -> tuple[str, ...]:
    return tuple(evidence.lower[name.first : name.last])


def _taken(names: list[Name]) -> set[int]:
    return {token for name in names for token in range(name.first, name.last)}


@cache
def _particles() -> frozenset[str]:
    return frozenset(lexicon.words("leading_particles"))


@cache
def _addresses() -> frozenset[str]:
    return frozenset(form.casefold() for form in lexicon.words("addresses"))


@cache
def _armed_words() -> frozenset[str]:
    return frozenset(word.casefold() for word in lexicon.words("armed_groups"))


Rule = Callable[[list[Name], Evidence], list[Name]]
RULES: tuple[Rule, ...] = (
    works_and_events,
    particles,
    bodies,
    armed_groups,
    known_places,
    countries_missed,
    addressed,
    one_label,
    family_names,
    repeated,
)
