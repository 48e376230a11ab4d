"""Roles next to names: *Peruvian Foreign Minister Ana Ruiz*, *Ana Ruiz, Peru's foreign minister*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import table, words
from pipeline.records import Mention
from pipeline.relations.nouns import is_role
from pipeline.relations.tree import Range, Tree

_MODIFIERS = ("compound", "amod", "nmod", "nn", "advmod", "punct", "npadvmod", "quantmod", "conj", "cc")
_OWNERS = ("of", "for", "at", "in", "with")
_IN_TITLES = frozenset({"of", "for", "in", "the", "and", "at", "'s", "’s", "&"})
_FORMS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "dame", "hon.", "hon"})
LANDS = frozenset({"country", "nation", "kingdom", "republic"})
_MAX_ROLE = 8
_FAR = 6
"""Sentences back to where *the country* may have been named."""


@dataclass(frozen=True, slots=True)
class Role:
    """``text`` is the role in lower case without its qualifier; ``mention`` the number of the name that holds it.

    ``country`` is ISO alpha-2, ``organization`` the number of an organization's mention; ``where`` the tokens
    that show it, name included.
    """

    mention: int
    text: str
    qualifier: str | None
    country: str | None
    organization: int | None
    where: Range
    rule: str

    @property
    def noun(self) -> str:
        return self.text.rsplit(" ", 1)[-1]


@cache
def _qualifiers() -> dict[str, str]:
    return {row["word"]: row["qualifier"] for row in table("role_qualifiers")}


@cache
def honorifics() -> frozenset[str]:
    """Words of the forms of address, in lower case."""
    return frozenset(word for row in table("honorifics") for word in row["form"].casefold().split())


@cache
def titles() -> frozenset[str]:
    """Words that stand before a name as its title or form of address, in lower case, with and without full stop."""
    found = {word for title in words("titles") for word in title.casefold().split()} | honorifics()
    return frozenset(found | {word.removesuffix(".") for word in found})


@cache
def state_roles() -> frozenset[str]:
    return frozenset(words("state_roles"))


@cache
def _not_roles() -> frozenset[str]:
    return frozenset(words("not_roles"))


@cache
def leading_roles() -> frozenset[str]:
    return frozenset(words("leading_roles"))


def find_roles(tree: Tree) -> list[Role]:
    """Every role that a rule sees next to a person's name, in text order."""
    found: list[Role] = []
    for number, mention in enumerate(tree.parsed.mentions):
        if mention.label == "PERSON" and mention.entity_id:
            head = head_of(tree, mention)
            for rule in ROLE_RULES:
                role = rule(tree, number, mention, head)
                if role is not None:
                    found.append(role)
                    break
    return _counterparts(tree, found)


def head_of(tree: Tree, mention: Mention) -> int:
    """The token of the name that its other words hang on."""
    for token in range(mention.last - 1, mention.first - 1, -1):
        if not mention.first <= tree.head[token] < mention.last or tree.head[token] == token:
            return token
    return mention.last - 1


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
    while first < last and tree.low[first] in ("the", "a", "an", "-", ","):
        first += 1
    noun = last - 1
    while noun >= first and not is_role(tree.low[noun]) and noun > last - 3:
        noun -= 1
    if noun < first or not is_role(tree.low[noun]):
        return None
    return _role(tree, number, first, noun, (), Range(first, mention.last), "before_name")


def title_of(tree: Tree, number: int, mention: Mention, head: int) -> Role | None:
    """ROLE of BODY NAME: *the President of the Republic Ana Ruiz*, *Minister of Mines and Energy, Jan Berg*."""
    bounds = tree.sentence_of(mention.first)
    last = mention.first
    while last > bounds.first and (tree.low[last - 1] == "," or tree.low[last - 1] in _FORMS):
        last -= 1
    place = last - 1
    while place >= max(bounds.first, last - 12):
        word = tree.low[place]
        if is_role(word) and place + 1 < last and tree.low[place + 1] in _OWNERS:
            break
        if tree.tag[place][:2] not in ("NN", "JJ") and word not in _IN_TITLES:
            return None
        place -= 1
    else:
        return None
    first = place
    while first > bounds.first and tree.tag[first - 1][:2] in ("NN", "JJ") and place - first < 3:
        first -= 1
    owner = last - 1
    return _role(tree, number, first, place, (owner,), Range(first, mention.last), "title_of")


def _is_modifier(tree: Tree, token: int) -> bool:
    tag = tree.tag[token]
    if tree.low[token] == ",":
        return False
    return tag[:2] in ("NN", "JJ") or tag in ("POS", "HYPH", "VBG", "VBN", "RB") or tree.low[token] in ("-", "'s", "’s")


def apposition(tree: Tree, number: int, mention: Mention, head: int) -> Role | None:
    """NAME, ROLE or the ROLE, NAME: *Ana Ruiz, Peru's foreign minister*; *the minister, Ana Ruiz*."""
    nouns = [kid for kid in tree.kids[head] if tree.dep[kid] == "appos" and kid >= mention.last]
    if tree.dep[head] == "appos":
        nouns.append(tree.head[head])
    for noun in nouns:
        if is_role(tree.lemma[noun]) or is_role(tree.low[noun]):
            return _described(tree, number, mention, noun, "apposition")
    return None


def copula(tree: Tree, number: int, mention: Mention, head: int) -> Role | None:
    """NAME is the ROLE: *Ana Ruiz, who was mayor of Cusco*, *Ruiz is the mayor of Cusco*."""
    verbs = [tree.head[head]] if tree.dep[head] == "nsubj" else []
    verbs += [kid for kid in tree.kids[head] if tree.dep[kid] == "relcl"]
    for verb in verbs:
        if tree.lemma[verb] not in ("be", "become"):
            continue
        noun = tree.child(verb, "attr")
        negated = tree.child(verb, "neg") >= 0
        if noun > verb and not negated and is_role(tree.lemma[noun]) and tree.tag[noun] in ("NN", "NNP"):
            return _described(tree, number, mention, noun, "copula")
    return None


def _described(tree: Tree, number: int, mention: Mention, noun: int, rule: str) -> Role | None:
    first = noun
    for kid in reversed(tree.kids[noun]):
        if kid < noun and tree.dep[kid] in (*_MODIFIERS, "poss", "det") and tree.right[kid] == first - 1:
            first = tree.left[kid]
    if mention.last > first and mention.first <= noun:
        first = max(first, mention.last)
    if first > noun:
        return None
    owners = tuple(
        below
        for kid in tree.kids[noun]
        if kid > noun and tree.dep[kid] == "prep" and tree.low[kid] in _OWNERS
        for below in (tree.child(kid, "pobj"),)
        if below >= 0
    )
    where = Range(min(first, mention.first), max([mention.last, noun + 1, *(tree.right[o] + 1 for o in owners)]))
    return _role(tree, number, first, noun, owners, where, rule)


def country_meant(tree: Tree, token: int) -> str | None:
    """*the country*: the one that is a subject before ``token``, else the last one named, not far off."""
    found: str | None = None
    stop = tree.sentence_bounds[max(tree.sentence[token] - _FAR, 0)].first
    for place in range(token - 1, stop - 1, -1):
        number = tree.entity[place]
        mention = tree.parsed.mentions[number] if number >= 0 else None
        if mention is None or mention.label != "GPE" or mention.entity_id != mention.iso_alpha2:
            continue
        if tree.dep[head_of(tree, mention)] in ("nsubj", "nsubjpass"):
            return mention.iso_alpha2
        found = found or mention.iso_alpha2
    return found


def _role(
    tree: Tree, number: int, first: int, noun: int, owners: tuple[int, ...], where: Range, rule: str
) -> Role | None:
    country: str | None = None
    organization: int | None = None
    begin = first
    token = first
    while token <= noun:
        found = tree.entity[token]
        mention = tree.parsed.mentions[found] if found >= 0 else None
        if mention is not None and mention.last <= noun and mention.label in ("GPE", "NORP", "ORG", "LOC"):
            if mention.label == "ORG":
                organization = found
            country = country or mention.iso_alpha2
            token = begin = mention.last
            continue
        if mention is not None and mention.label == "PERSON" and found != number:
            token = begin = mention.last
            continue
        if tree.lemma[token] in LANDS and token < noun and tree.tag[token + 1] == "POS":
            country = country or country_meant(tree, token)
        if tree.tag[token] in ("POS", "DT", "PRP$") or tree.low[token] in ("'s", "’s", ",", "based", "born"):
            begin = token + 1
        token += 1
    for owner in owners:
        if tree.lemma[owner] in LANDS:
            country = country or country_meant(tree, owner)
        found = tree.entity[owner]
        if found >= 0:
            mention = tree.parsed.mentions[found]
            if mention.label == "ORG":
                organization = organization if organization is not None else found
            country = country or (mention.iso_alpha2 if mention.label in ("GPE", "NORP", "ORG") else None)
    qualifier: str | None = None
    kept: list[int] = []
    for place in range(begin, noun + 1):
        known = _qualifiers().get(tree.low[place])
        if known and place < noun:
            qualifier = qualifier or known
            kept.clear()
        elif kept or tree.low[place][:1].isalpha():
            kept.append(place)
    for place in range(noun + 1, min(noun + 3, where.last)):
        if tree.low[place] in ("elect", "designate"):
            qualifier = tree.low[place]
    for place in range(first, begin):
        qualifier = qualifier or _qualifiers().get(tree.low[place])
    if not kept:
        return None
    text = tree.parsed.tokens.span(kept[0], kept[-1] + 1).folded(tree.parsed.text).lower()
    if text.rsplit(" ", 1)[-1] in _not_roles():
        return None
    for ending, known in (("-elect", "elect"), ("-designate", "designate")):
        if text.endswith(ending):
            text, qualifier = text.removesuffix(ending), known
    for opening in ("ex-", "then-"):
        if text.startswith(opening):
            text, qualifier = text.removeprefix(opening), "former"
    return Role(number, text, qualifier, country, organization, where, rule)


def _counterparts(tree: Tree, roles: list[Role]) -> list[Role]:
    """*his Chilean counterpart Juan Soto* has the role that was named last before him."""
    result: list[Role] = []
    for role in roles:
        if role.noun == "counterpart":
            if not result or tree.sentence[result[-1].where.first] < tree.sentence[role.where.first] - 1:
                continue
            role = Role(role.mention, result[-1].text, None, role.country, role.organization, role.where, "counterpart")
        result.append(role)
    return result


ROLE_RULES = (before_name, title_of, apposition, copula)


def roles_by_entity(tree: Tree, roles: list[Role]) -> Iterator[tuple[str, Role]]:
    for role in roles:
        entity_id = tree.parsed.mentions[role.mention].entity_id
        if entity_id:
            yield entity_id, role
