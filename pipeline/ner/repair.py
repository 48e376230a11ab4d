"""The names of an article: the tagger's, with their edges set and the article's own consistency brought to bear.

Each rule is one function over the names in order, with one invented example; the name says which rule made it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from pipeline import lexicon
from pipeline.ner.consistency import family_names, headline_people, one_label, repeated, short_bodies
from pipeline.ner.countries import expression
from pipeline.ner.evidence import Evidence
from pipeline.ner.firms import firms
from pipeline.ner.homonyms import given_names, homonyms
from pipeline.ner.kinds import abbreviations, armed_groups, events, group_names, place_names, ships, units
from pipeline.ner.labels import WELL_KNOWN, is_known_place, labelled
from pipeline.ner.names import MISREAD, Name, addresses, tokens_in, trimmed, without_titles
from pipeline.ner.namesakes import namesakes
from pipeline.ner.offices import employers, offices
from pipeline.ner.parse import Analysis
from pipeline.ner.peoples import peoples
from pipeline.ner.tagger import tagged_names

_OTHERS = frozenset(("EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"))
MOST_TOKENS = 30
"""No name is longer; what seems so is a list or a run of signs."""
_LABEL_OF = {"name": "GPE", "capital": "GPE", "demonym": "NORP"}
_SAFE_LENGTH = 4  # "US" and "CAR" are words in capitals, too
_PARTY = re.compile(r"[DRI]-[A-Z][a-z]*\b")  # "(D-Ohio)" after the name of a member of Congress
_ARTICLES = frozenset(("the", "a", "an"))
_DESCRIBING = ("NN", "NNP", "NNPS", "JJ", "POS", "HYPH", "VBN", "VBG", "CD", "JJS")
_MOST_DESCRIBED = 9
_ALSO_NAMES = frozenset(
    ("Co", "Cos", "Bros", "Holding", "Partners", "Associates", "Group", "PT", "SE", "LP", "KG", "SA")
)
_DASHES, _CLOSING = frozenset(("―", "—", "–", "--", "-")), '"”’»'
_MOST_SIGNED = 4
_ARABIC_ARTICLES = frozenset(("al", "el", "ul", "as", "ash", "an", "ar", "ad", "at", "az"))


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
    if last - first > 1 and tokens.tag[first] == "IN" and evidence.lower[first] in _place_prepositions():
        first += 1  # *Near Lindby*
    begin = without_titles(tokens, first, last)
    if begin == last or last - first > MOST_TOKENS or _PARTY.match(evidence.words[first]):
        return None
    if name.label == "PERSON":
        first = begin
        if last - first > 2 and evidence.words[first] in _peoples():
            first += 1  # *Democrat Ana Ruiz*
    return name._replace(first=first, last=last) if first < last else None


@cache
def _place_prepositions() -> frozenset[str]:
    return frozenset(lexicon.words("place_prepositions"))


@cache
def _peoples() -> frozenset[str]:
    return frozenset(lexicon.words("peoples"))


def works_and_events(names: list[Name], evidence: Evidence) -> list[Name]:
    """What the model calls an event, law, work, product or language, where the tagger sees no name at all."""
    taken = tokens_in(names)
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


def inner_particles(names: list[Name], evidence: Evidence) -> list[Name]:
    """Two halves of one name with a small word between them: "*Ana Corrêa do Lago* agreed"."""
    found: list[Name] = []
    for name in names:
        before = found[-1] if found else None
        if (
            before is not None
            and before.label == name.label == "PERSON"
            and before.last + 1 == name.first
            and evidence.words[before.last] in _inner_particles()
        ):
            found[-1] = Name(before.first, name.last, "PERSON", "with its small word")
        else:
            found.append(name)
    return found


@cache
def _inner_particles() -> frozenset[str]:
    return frozenset(lexicon.words("name_particles")) - {"e", "y", "st"}


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


def bodies_described(names: list[Name], evidence: Evidence) -> list[Name]:
    """A body read as a person, by its legal form or what it is said to be: "*Norvik AB*", "*Resko*, the lender"."""
    return [
        name._replace(label="ORG", rule="described as a body")
        if name.label == "PERSON"
        and not evidence.listed.get(name.first - 1, "").endswith("title")
        and (_has_legal_form(name, evidence) or _is_said_a_body(name, evidence))
        else name
        for name in names
    ]


def _has_legal_form(name: Name, evidence: Evidence) -> bool:
    last = evidence.words[name.last - 1]
    if name.last - name.first == 1:
        return False
    is_given = "given" in evidence.listed.get(name.first, "")
    return last in _sure_forms() or (not is_given and last in _industries())


def _is_said_a_body(name: Name, evidence: Evidence) -> bool:
    """Does "the/a … SERVICE" follow between commas, and is none of its words a given name?"""
    words, lower, tags = evidence.words, evidence.lower, evidence.analysis.tokens.tag
    token = name.last + 1
    if (
        name.last - name.first > 1
        or token + 1 >= len(words)
        or words[name.last] != ","
        or lower[token] not in _ARTICLES
    ):
        return False
    if "given" in evidence.listed.get(name.first, ""):
        return False
    token += 1
    while token < min(name.last + _MOST_DESCRIBED, len(words)) and tags[token] in _DESCRIBING:
        token += 1
    ends = token < len(words) and (lower[token] in (",", "that", "which", ".") or tags[token] == "IN")
    return ends and lower[token - 1] in _body_nouns()


@cache
def _industries() -> frozenset[str]:
    return frozenset(lexicon.words("industry_words"))


@cache
def _sure_forms() -> frozenset[str]:
    """Legal forms that are no words and no names of people."""
    return frozenset(
        form for form in lexicon.words("legal_forms") if form.removesuffix(".") not in _ALSO_NAMES and form[-2:] != "es"
    )


@cache
def _body_nouns() -> frozenset[str]:
    return frozenset(row["noun"] for row in lexicon.table("speaker_nouns") if row["kind"] == "organization")


def countries_missed(names: list[Name], evidence: Evidence) -> list[Name]:
    """A country or its people that the tagger missed in a headline: "OSLO SIGNS PACT WITH *FINLAND*"."""
    taken = tokens_in(names)
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


def known_places(names: list[Name], evidence: Evidence) -> list[Name]:
    """A listed place read as a person or an organization: "*North Kivu* voted". In sport, places are teams."""
    return [name._replace(label="GPE", rule="known place") if _is_place(name, evidence) else name for name in names]


def _is_place(name: Name, evidence: Evidence) -> bool:
    marks = [evidence.listed.get(token, "") for token in range(name.first, name.last)]
    if not all(mark.startswith("I:") for mark in marks[1:]):
        return False
    if name.label == "PERSON":
        return len(marks) > 1 and is_known_place(name, evidence)
    return name.label == "ORG" and not evidence.sport and is_known_place(name, evidence, WELL_KNOWN)


def addressed(names: list[Name], evidence: Evidence) -> list[Name]:
    """Whoever is addressed as a person is one: "Mr *Verkhov*". "DR Congo" is a country."""
    found = []
    for name in names:
        begin = name.first + (evidence.lower[name.first] in addresses() and name.last - name.first > 1)
        told = begin > name.first or (begin > 0 and evidence.lower[begin - 1] in addresses())
        if told and name.label in MISREAD and not expression(" ".join(evidence.words[name.first : name.last])):
            name = Name(begin, name.last, "PERSON", "form of address")
        found.append(name)
    return found


def signatures(names: list[Name], evidence: Evidence) -> list[Name]:
    """Whoever signs a quotation, with all of the name: “They closed it.” — *Per Moen*, 61."""
    words = evidence.words
    dashes = [t for t in range(1, len(words) - 2) if words[t] in _DASHES and words[t - 1][-1] in _CLOSING]
    if not dashes:
        return names
    heads = {sentence.first for sentence in evidence.analysis.sentences}
    whose = {token: name for name in names for token in range(name.first, name.last)}
    gone: set[Name] = set()
    signers: list[Name] = []
    for dash in dashes:
        first, last = dash + 1, dash + 2
        while last < len(words) and last not in heads and evidence.upper[last] and words[last][0].isalpha():
            last += 1
        is_alone = last == len(words) or last in heads or words[last] == ","
        inside = {whose[token] for token in range(first, last) if token in whose}
        if is_alone and 1 < last - first <= _MOST_SIGNED and _may_sign(first, inside, evidence):
            gone |= inside
            signers.append(Name(first, last, "PERSON", "signature"))
    return sorted([*(name for name in names if name not in gone), *signers])


def _may_sign(first: int, inside: set[Name], evidence: Evidence) -> bool:
    """Whether a part of the tokens is a person's name, or the first a given name and no name of anything else."""
    if inside:
        return [name.label for name in inside] == ["PERSON"]
    return "given" in evidence.listed.get(first, "")


@cache
def _particles() -> frozenset[str]:
    return frozenset(lexicon.words("leading_particles"))


def datelines(names: list[Name], evidence: Evidence) -> list[Name]:
    """A dateline begins with a place; what it names is one, but for the agency in brackets.

    "*TRONDHEIM*, Norway (Nordwire) —"
    """
    heads = [
        sentence
        for sentence in evidence.analysis.sentences
        if evidence.analysis.blocks[sentence.block].kind == "dateline"
    ]
    within = {token for sentence in heads for token in range(sentence.first, sentence.last)}
    found = [name for name in names if name.first not in within]
    for name in names:
        if name.first in within:
            bracketed = name.first > 0 and evidence.words[name.first - 1] == "("
            label = "ORG" if bracketed else "GPE" if name.label in ("PERSON", "ORG", "LOC") else name.label
            found.append(name._replace(label=label, rule="dateline"))
    taken = tokens_in(found)
    for first, last, _ in heads:
        stop = next((token for token in range(first, last) if not evidence.upper[token]), last)
        if first < stop and taken.isdisjoint(range(first, stop)):
            found.append(Name(first, stop, "GPE", "dateline"))
    return sorted(found)


Rule = Callable[[list[Name], Evidence], list[Name]]
RULES: tuple[Rule, ...] = (
    works_and_events,
    particles,
    inner_particles,
    offices,
    bodies,
    group_names,
    events,
    ships,
    units,
    abbreviations,
    place_names,
    headline_people,
    armed_groups,
    known_places,
    countries_missed,
    addressed,
    signatures,
    one_label,
    family_names,
    bodies_described,
    firms,
    short_bodies,
    namesakes,
    given_names,
    homonyms,
    employers,
    peoples,
    repeated,
    datelines,
)
