"""Things and people that bear the name of a place and are not introduced by a fuller name.

What stands beside one mention decides, for the other mentions of the name as well unless the article uses it as a
place's (:mod:`pipeline.ner.uses`). Each rule is one function with invented examples.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.ner.evidence import Evidence
from pipeline.ner.names import Name
from pipeline.ner.places import PROVINCE, sizes
from pipeline.ner.uses import ARTICLES, PLACES, Uses, personal_names

_OLDEST = 119
_WHO = frozenset(("who", "whose", "whom"))
_OTHERS = 2
"""Other members from which a list tells what kind of names it holds."""
_GOING_ON = frozenset(("of", ",", "-", "–", "that", "where"))
_BESIDE = frozenset(("nsubj", "compound"))
_SAYING_WHICH = frozenset(("relcl", "acl", "prep"))
_NEAR = 8
_IN_LISTS = frozenset(("PERSON", "ORG", "PRODUCT", "WORK_OF_ART"))


class Told(NamedTuple):
    """The label that a name should bear, and why."""

    label: str
    why: str


class _Known(NamedTuple):
    """A row of ``namesake_things``: what its names are, and the words beside which they are that."""

    label: str
    near: frozenset[str]
    number: int


def homonyms(names: list[Name], evidence: Evidence) -> list[Name]:
    """Names of one word that are labelled as places and are none."""
    if not any(name.label in PLACES and name.last - name.first == 1 for name in names):
        return names
    uses = Uses(names, evidence)
    told: dict[int, Told] = {}
    for number in uses.suspects:
        if evidence.casing[names[number].first] != "caps":
            found = next((found for rule in _RULES if (found := rule(number, uses))), None)
            if found:
                told[number] = found
    _spread(told, uses)
    return [
        name._replace(label=told[number].label, rule=told[number].why) if number in told else name
        for number, name in enumerate(names)
    ]


def _spread(told: dict[int, Told], uses: Uses) -> None:
    """What holds for one name holds for the same word elsewhere, and for the rest of an enumeration."""
    suspects = set(uses.suspects)
    left = list(told)
    while left:
        number = left.pop()
        listed = [n for n in uses.fellows(number) if n in suspects and not uses.is_known(n)]
        for other in (*uses.alike.pop(uses.key(number), ()), *listed):
            if other not in told and uses.key(other) not in uses.used:
                told[other] = told[number]
                left.append(other)


def _beside_a_noun(number: int, uses: Uses) -> Told | None:
    """A thing by the noun before or after it: "the ferry *Estonia*", "two *Sherman* tanks"."""
    token = uses.names[number].first
    label = _thing_nouns().get((uses.at(token - 1), "before"))
    if label and _are_one(token - 1, token, uses):
        return Told(label, f"beside {uses.at(token - 1)}")
    label = _thing_nouns().get((uses.at(token + 1), "after"))
    if not label or uses.is_known(number) or uses.key(number) in uses.used | uses.among:
        return None
    goes_on = uses.tokens.tag[token + 2 : token + 3] in (("NN",), ("NNS",), ("HYPH",))
    return None if goes_on else Told(label, f"beside {uses.at(token + 1)}")


def _are_one(noun: int, token: int, uses: Uses) -> bool:
    """Whether the parse has the noun and the name in one phrase: not so in "the missile Iran fired"."""
    tokens = uses.tokens
    above = tokens.head[token]
    if tokens.head[noun] == token:
        return tokens.dep[noun] in ("compound", "nmod", "amod")
    if above == noun:
        return tokens.dep[token] in ("appos", "nmod", "compound")
    if tokens.dep[token] != "nsubj":
        return False
    is_misread = tokens.dep[noun] == "ROOT" and tokens.dep[above] == "relcl"  # "the ferry *Estonia* sank" and no more
    return (tokens.head[above] == noun and is_misread) or (above == tokens.head[noun] and tokens.dep[noun] in _BESIDE)


def _better_known(number: int, uses: Uses) -> Told | None:
    """What is better known as, or stands beside words of, something else: "*Edam* and other cheeses", "the *Honda*"."""
    if uses.key(number) in uses.used or (uses.is_known(number) and uses.key(number) in uses.within):
        return None
    token = uses.names[number].first
    has_article = uses.has_article(number)
    around = uses.sentence(number) if uses.is_known(number) or not has_article else uses.evidence.common
    for kind in _better_known_as().get(uses.key(number), ()):
        if kind.label == "ORG" and kind.near and has_article:
            continue  # "the *Amazon*" is a river
        if not kind.near or (has_article and kind.near & around):
            return Told(kind.label, "better known as something else")
        if uses.at(token - 1) == "of" and uses.at(token - 2) in kind.near:
            return Told(kind.label, f"after {uses.at(token - 2)} of")
        if any(kind in _better_known_as().get(uses.key(other), ()) for other in uses.fellows(number)):
            return Told(kind.label, "in a list of such things")
        if not uses.is_large(number) and kind.near & around:
            return Told(kind.label, "beside words of such things")
    return None


def _introduced(number: int, uses: Uses) -> Told | None:
    """Names that a noun introduces: "her sons *Houston* and *Dallas*", "two ferries: *Kirkwall* and *Wick*"."""
    noun = uses.introduction(number)
    if noun is None or uses.key(number) in uses.used:
        return None
    word, lemma = uses.at(noun), uses.tokens.lemma[noun]
    if word in _set("personal_nouns") and _may_be_person(number, uses):
        return Told("PERSON", f"introduced by {word}")
    label = _thing_nouns().get((lemma, "before"))
    is_many = bool(uses.fellows(number)) and uses.tokens.tag[noun] == "NNS"
    return Told(label, f"introduced by {word}") if label and is_many and not uses.is_known(number) else None


def _with_an_age(number: int, uses: Uses) -> Told | None:
    """ "*Holland*, 34, smiled", "*Paris* (51)", "*Lincoln*, who married": a person."""
    end = uses.names[number].last
    if uses.evidence.sport or not _may_be_person(number, uses) or uses.key(number) in uses.among:
        return None
    if uses.at(end) in (",", "(") and uses.at(end + 2) in (",", ")", "."):
        age = uses.at(end + 1)
        if age.isascii() and age.isdigit() and int(age) <= _OLDEST:
            return Told("PERSON", "an age follows")
    return Told("PERSON", "who follows") if uses.at(end) == "," and uses.at(end + 1) in _WHO else None


def _of_kin(number: int, uses: Uses) -> Told | None:
    """ "*Paris*'s wife", "*Jordan*'s childhood": a person."""
    token = uses.names[number].first
    if uses.tokens.dep[token] != "poss" or not _may_be_person(number, uses):
        return None
    noun = uses.at(uses.tokens.head[token])
    return Told("PERSON", f"possessor of {noun}") if noun in _set("kin_nouns") else None


def _acts_as_people_do(number: int, uses: Uses) -> Told | None:
    """ "*Holland* smiled", "Hale and *Jordan* left early", "*Lincoln* said": a person, by the verb or the company."""
    token, tokens = uses.names[number].first, uses.tokens
    if not _may_be_person(number, uses) or uses.key(number) in uses.among:
        return None
    verb = tokens.lemma[tokens.head[token]] if tokens.dep[token] == "nsubj" else ""
    is_personal = uses.key(number) in personal_names()
    if verb in _set("personal_verbs") or (verb in _set("speaking_verbs") and is_personal and not uses.is_known(number)):
        return Told("PERSON", f"subject of {verb}")
    return Told("PERSON", "beside a person") if is_personal and _is_beside_a_person(number, uses) else None


def _may_be_person(number: int, uses: Uses) -> bool:
    """Whether the article does not use the name as a place's; a country's must be a name of people as well."""
    if uses.key(number) in uses.used:
        return False
    return not uses.is_known(number) or uses.key(number) in personal_names()


def _is_beside_a_person(number: int, uses: Uses) -> bool:
    """Whether "and" joins the subject with somebody whom the article names more fully, or who bears no town's name."""
    name, tokens = uses.names[number], uses.tokens
    first = tokens.head[name.first] if tokens.dep[name.first] == "conj" else name.first
    if tokens.dep[first] not in ("nsubj", "nsubjpass"):
        return False
    for other in uses.fellows(number):
        fellow = uses.names[other]
        is_next = "and" in (uses.at(fellow.last), uses.at(name.last)) and abs(fellow.first - name.first) == 2
        if is_next and fellow.label == "PERSON":
            return uses.lower[fellow.first] in uses.persons or not sizes(uses.words[fellow.first])
    return False


def _in_a_list(number: int, uses: Uses) -> Told | None:
    """A town's name among others that are none: "Ann Hale, Rowe and *Burton*", "Nordvik, *Lindby* and Kaspro fell"."""
    fellows = [uses.names[other] for other in uses.fellows(number)]
    if uses.is_known(number) or uses.key(number) in uses.used | uses.among or len(fellows) < _OTHERS:
        return None
    label = fellows[0].label
    if label not in _IN_LISTS or any(fellow.label != label for fellow in fellows):
        return None
    is_told = label != "PERSON" or any(uses.lower[fellow.last - 1] in uses.persons for fellow in fellows)
    return Told(label, "in a list of such names") if is_told else None


def _under_an_article(number: int, uses: Uses) -> Told | None:
    """A town bears no article, so that what does is something else: "the *Durango* pulled up", "a 2005 *Tacoma*"."""
    name, tokens = uses.names[number], uses.tokens
    if uses.is_known(number) or uses.key(number) in uses.used | uses.within | uses.among or name.label != "GPE":
        return None
    if uses.key(number) in uses.called_the:
        return None
    before = uses.before(number)
    if uses.at(before) not in ARTICLES or tokens.head[before] != name.first or not _is_town(uses.words[name.first]):
        return None
    if tokens.dep[name.first] in ("compound", "nmod", "amod") or _is_described(name.first, uses):
        return None
    if uses.key(number) not in uses.bare and uses.is_surely_place(number):
        return None  # a river is never without its article
    if uses.at(name.last) in _GOING_ON or any(uses.evidence.upper[name.last : name.last + 1]):
        return None
    return Told("PRODUCT", "a town bears no article")


def _is_described(token: int, uses: Uses) -> bool:
    """Whether a clause or phrase says which: "the *Paris* he knew", "the *Venice* of the north"."""
    heads, deps = uses.tokens.head, uses.tokens.dep
    return any(heads[n] == token and deps[n] in _SAYING_WHICH for n in range(token + 1, min(token + _NEAR, len(heads))))


_RULES: tuple[Callable[[int, Uses], Told | None], ...] = (
    _beside_a_noun,
    _introduced,
    _better_known,
    _with_an_age,
    _of_kin,
    _acts_as_people_do,
    _in_a_list,
    _under_an_article,
)
"""Each gives the label that the name should bear, and why, or None where it does not apply. The first decides."""


def given_names(names: list[Name], evidence: Evidence) -> list[Name]:
    """A given name that was read as a place, before the family name: "Mayor *Virginia* Tallis"."""
    found: list[Name] = []
    for name in names:
        if found and _are_given_and_family(found[-1], name, evidence):
            found[-1] = Name(found[-1].first, name.last, "PERSON", "given and family name")
        else:
            found.append(name)
    return found


def _are_given_and_family(given: Name, family: Name, evidence: Evidence) -> bool:
    if given.label not in PLACES or family.label != "PERSON" or given.last != family.first:
        return False
    if given.last - given.first > 1 or family.last - family.first > 1 or evidence.casing[given.first] != "text":
        return False
    before = evidence.lower[given.first - 1] if given.first else ""
    is_given = "given" in evidence.listed.get(given.first, "") or evidence.lower[given.first] in personal_names()
    return is_given and before not in _set("place_prepositions")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(lexicon.words(name))


@cache
def _thing_nouns() -> dict[tuple[str, str], str]:
    return {(row["noun"].casefold(), row["side"]): row["label"] for row in lexicon.table("thing_nouns")}


@cache
def _better_known_as() -> dict[str, tuple[_Known, ...]]:
    found: dict[str, tuple[_Known, ...]] = {}
    for number, row in enumerate(lexicon.table("namesake_things")):
        known = _Known(row["label"], frozenset(filter(None, row["near"].split("|"))), number)
        for name in row["names"].split("|"):
            found[name.casefold()] = (*found.get(name.casefold(), ()), known)
    return found


def _is_town(text: str) -> bool:
    """Whether it is a town's name, and no common word of places as "delta" is."""
    return text not in _set("place_words") and any(size != PROVINCE for size in sizes(text).values())
