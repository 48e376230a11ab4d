"""Roles next to names: *Peruvian Foreign Minister Ana Ruiz*, *Ana Ruiz, Peru's foreign minister*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipeline.lexicon import words
from pipeline.records import Mention
from pipeline.relations.nouns import is_role
from pipeline.relations.offices import (
    LANDS,
    OWNERS,
    Role,
    country_meant,
    described,
    head_of,
    honorifics,
    lesser_ranks,
    role_at,
    titles,
)
from pipeline.relations.tenure import TENURE_RULES
from pipeline.relations.tree import Range, Tree

__all__ = [
    "LANDS",
    "ROLE_RULES",
    "Role",
    "country_meant",
    "find_roles",
    "head_of",
    "honorifics",
    "roles_by_entity",
    "titles",
]

_IN_TITLES = frozenset({"of", "for", "in", "the", "and", "at", "'s", "’s", "&"})
_FORMS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "dame", "hon.", "hon"})
_SENT = frozenset({"ambassador", "envoy", "representative", "delegate", "commissioner", "nuncio"})
_SUPPOSING = frozenset({"could", "would", "should", "might", "may", "must", "can"})
_UNTIL = frozenset({"until", "till"})
_MAX_ROLE = 8


def find_roles(tree: Tree) -> list[Role]:
    """Every role that a rule sees next to a person's name, in text order; of each group the first rule's."""
    found: list[Role] = []
    for number, mention in enumerate(tree.parsed.mentions):
        if mention.label == "PERSON" and mention.entity_id:
            head = head_of(tree, mention)
            told: dict[str, Role] = {}
            for group in ROLE_RULES:
                role = next((role for rule in group if (role := rule(tree, number, mention, head)) is not None), None)
                if role is not None:
                    told.setdefault(role.text, role)
            found += told.values()
    return _in_full(tree, _counterparts(tree, found))


def before_name(tree: Tree, number: int, mention: Mention, head: int) -> Role | None:
    """ROLE NAME: *Peruvian Foreign Minister Ana Ruiz*, *union spokesman Jan Berg*."""
    last = mention.first
    bounds = tree.sentence_of(mention.first)
    while last > bounds.first and tree.low[last - 1] in _FORMS:
        last -= 1
    if last - 1 > bounds.first and tree.low[last - 1] in honorifics() and is_role(tree.low[last - 2]):
        last -= 1  # *Prime Minister Sheikh Salma*
    first = last
    while first > bounds.first and last - first < _MAX_ROLE and _is_modifier(tree, first - 1):
        first -= 1
    while first < last and tree.low[first] in ("the", "a", "an", "-", ",", *_FORMS):
        first += 1
    noun = last - 1
    while noun >= first and not is_role(tree.low[noun]) and noun > last - 3:
        noun -= 1
    if noun < first or not is_role(tree.low[noun]):
        return None
    return role_at(tree, number, first, noun, (), Range(first, mention.last), "before_name")


def title_of(tree: Tree, number: int, mention: Mention, head: int) -> Role | None:
    """ROLE of BODY NAME: *the President of the Republic Ana Ruiz*, *Minister of Mines and Energy, Jan Berg*."""
    bounds = tree.sentence_of(mention.first)
    last = mention.first
    while last > bounds.first and (tree.low[last - 1] == "," or tree.low[last - 1] in _FORMS):
        last -= 1
    place = last - 1
    if tree.low[place] in _IN_TITLES:
        return None  # *an ally of Ruiz*
    while place >= max(bounds.first, last - 12):
        word = tree.low[place]
        if is_role(word) and place + 1 < last and tree.low[place + 1] in OWNERS:
            break
        if place + 2 < last and _is_sent(tree, place):
            break
        if tree.tag[place][:2] not in ("NN", "JJ") and word not in (*_IN_TITLES, "to"):
            return None
        place -= 1
    else:
        return None
    first = place
    while first > bounds.first and tree.tag[first - 1][:2] in ("NN", "JJ") and place - first < 3:
        first -= 1
    owner = last - 1
    owners = (owner,) if tree.low[place + 1] in OWNERS else ()
    role = role_at(tree, number, first, place, owners, Range(first, mention.last), "title_of")
    return _with_field(tree, role, place, owner) if role else None


def _is_sent(tree: Tree, place: int) -> bool:
    """*ambassador to Norway*: sent to a country or a body, whose the role is not."""
    if tree.lemma[place] not in _SENT or tree.low[place + 1] != "to":
        return False
    number = tree.entity[place + 3] if tree.low[place + 2] == "the" else tree.entity[place + 2]
    return number >= 0 and tree.parsed.mentions[number].label in ("GPE", "LOC", "ORG")


def _with_field(tree: Tree, role: Role, noun: int, owner: int) -> Role:
    """*Secretary of State*: what stands after *of* is part of the role unless it names a country or a body."""
    if tree.low[noun + 1] != "of" or any(tree.entity[token] >= 0 for token in range(noun + 1, owner + 1)):
        return role
    field = tree.parsed.tokens.span(noun + 1, owner + 1).folded(tree.parsed.text).lower()
    return replace(role, text=f"{role.text} {field}")


@cache
def _times() -> frozenset[str]:
    """Words for a day or a time, which may stand before a role: *last month President Ruiz said*."""
    return frozenset(word.casefold() for word in (*words("calendar"), *words("time_words")))


def _is_modifier(tree: Tree, token: int) -> bool:
    tag = tree.tag[token]
    if tree.low[token] == "," or tree.low[token] in _times():
        return False
    if tree.entity[token] >= 0 and tree.text[token].isupper():
        return True  # an acronym, which the tagger may take for anything
    return tag[:2] in ("NN", "JJ") or tag in ("POS", "HYPH", "VBG", "VBN", "RB") or tree.low[token] in ("-", "'s", "’s")


def apposition(tree: Tree, number: int, mention: Mention, head: int) -> Role | None:
    """NAME, ROLE or the ROLE, NAME: *Ana Ruiz, Peru's foreign minister*; *the minister, Ana Ruiz*."""
    for noun in _appositions(tree, mention, head):
        if _is_one(tree, noun):
            return described(tree, number, mention, noun, "apposition")
    return None


def second_role(tree: Tree, number: int, mention: Mention, head: int) -> Role | None:
    """NAME, ROLE and ROLE: *Ana Ruiz, a lawyer and the head of the Red Cross*."""
    for noun in _appositions(tree, mention, head):
        for kid in tree.kids[noun]:
            if tree.dep[kid] == "conj" and kid > noun and _is_one(tree, kid) and tree.entity[kid] < 0:
                return described(tree, number, mention, kid, "second_role")
    return None


def _appositions(tree: Tree, mention: Mention, head: int) -> list[int]:
    nouns = [kid for kid in tree.kids[head] if tree.dep[kid] == "appos" and kid >= mention.last]
    return [*nouns, tree.head[head]] if tree.dep[head] == "appos" else nouns


def _is_one(tree: Tree, noun: int) -> bool:
    """A role of one person: *the ministers, Ruiz of Peru and Soto of Chile* are several."""
    known = is_role(tree.lemma[noun]) or is_role(tree.low[noun])
    return known and (tree.tag[noun] not in ("NNS", "NNPS") or tree.low[noun] == tree.lemma[noun])


def copula(tree: Tree, number: int, mention: Mention, head: int) -> Role | None:
    """NAME is the ROLE: *Ana Ruiz, who was mayor of Cusco*, *Ruiz is the mayor of Cusco*."""
    verbs = [tree.head[head]] if tree.dep[head] == "nsubj" else []
    verbs += [kid for kid in tree.kids[head] if tree.dep[kid] == "relcl"]
    for verb in verbs:
        if tree.lemma[verb] not in ("be", "become"):
            continue
        noun = tree.child(verb, "attr")
        negated = tree.child(verb, "neg") >= 0 or _is_supposed(tree, verb)
        if noun > verb and not negated and is_role(tree.lemma[noun]) and tree.tag[noun] in ("NN", "NNP"):
            role = described(tree, number, mention, noun, "copula")
            return replace(role, qualifier="former") if role and _is_over(tree, verb, noun) else role
    return None


def _is_supposed(tree: Tree, verb: int) -> bool:
    """*could have been president*, *may be the next president*: nobody says that it is so."""
    return any(tree.tag[kid] == "MD" and tree.low[kid] in _SUPPOSING for kid in tree.kids[verb])


def _is_over(tree: Tree, verb: int, noun: int) -> bool:
    """*was president until 2010*."""
    return tree.tag[verb] == "VBD" and any(tree.low[kid] in _UNTIL for kid in (*tree.kids[verb], *tree.kids[noun]))


def _counterparts(tree: Tree, roles: list[Role]) -> list[Role]:
    """*his Chilean counterpart Juan Soto* has the role that was named last before him."""
    result: list[Role] = []
    for role in roles:
        if role.noun == "counterpart":
            if not result or tree.sentence[result[-1].where.first] < tree.sentence[role.where.first] - 1:
                continue
            state = role.country if result[-1].state else None
            role = replace(role, text=result[-1].text, qualifier=None, rule="counterpart", state=state)
        result.append(role)
    return result


def _in_full(tree: Tree, roles: list[Role]) -> list[Role]:
    """*Minister Ruiz* is the foreign minister, where the article calls her so elsewhere and nothing longer besides."""
    longer: dict[tuple[str, str | None, str], set[str]] = {}
    for entity_id, role in roles_by_entity(tree, roles):
        for short in _short_forms(role.text):
            longer.setdefault((entity_id, role.qualifier, short), set()).add(role.text)
    result: list[Role] = []
    for role in roles:
        entity_id = tree.parsed.mentions[role.mention].entity_id or ""
        full = longer.get((entity_id, role.qualifier, role.text), set())
        if role.rule == "before_name" and len(full) == 1 and role.country is None:
            role = replace(role, text=min(full))
        result.append(role)
    return result


def _short_forms(title: str) -> Iterator[str]:
    """*minister* of *foreign minister*, *secretary* of *secretary of state*; none of *deputy minister*."""
    office = title.split(" of ")[0]
    if office != title:
        yield office
    words_of_office = office.split()
    for first in range(1, len(words_of_office)):
        if words_of_office[first - 1] in lesser_ranks():
            return
        yield " ".join(words_of_office[first:])


ROLE_RULES = ((before_name, title_of), (apposition,), (second_role,), (copula, *TENURE_RULES))
"""Groups of rules: a title before the name, a description beside it, a clause that says what somebody is."""


def roles_by_entity(tree: Tree, roles: list[Role]) -> Iterator[tuple[str, Role]]:
    """Each role with the id of who holds it."""
    for role in roles:
        entity_id = tree.parsed.mentions[role.mention].entity_id
        if entity_id:
            yield entity_id, role
