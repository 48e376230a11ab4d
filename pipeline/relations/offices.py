"""A role that somebody holds: its words, qualifier, country and body, read off the tokens that name it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from pipeline.lexicon import table, words
from pipeline.records import Mention
from pipeline.relations.nouns import is_office_name, is_role, stands_for
from pipeline.relations.tree import Range, Tree

MODIFIERS = ("compound", "amod", "nmod", "nn", "advmod", "punct", "npadvmod", "quantmod", "conj", "cc")
OWNERS = ("of", "for", "at", "in", "with")

LANDS = frozenset({"country", "nation", "kingdom", "republic"})
_JOINING = frozenset({"and", "&", ",", "the"})
_LONGEST_PORTFOLIO = 8
"""Tokens, *of* included."""
_HEADS = frozenset({"chief", "head", "boss"})
_BODIES = frozenset({"organization", "office"})
_FAR = 6
"""Sentences back to where *the country* may have been named."""


@dataclass(frozen=True, slots=True)
class Role:
    """``text`` is the role in lower case without its qualifier; ``mention`` the number of the name that holds it.

    ``country`` is ISO alpha-2, ``organization`` the number of an organization's mention; ``where`` the tokens
    that show it, name included. ``state`` is the country for which the role is held, where the role is an office of
    it: an envoy in Cairo has ``country`` EG and no ``state``. ``is_head``: does who holds it lead the organization?
    """

    mention: int
    text: str
    qualifier: str | None
    country: str | None
    organization: int | None
    where: Range
    rule: str
    state: str | None = None
    is_head: bool = False

    @property
    def noun(self) -> str:
        """The word for who holds it: *secretary* of *secretary of state*."""
        return self.text.split(" of ")[0].rsplit(" ", 1)[-1]


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
    """Nouns of roles that are a state's own: who holds one acts for the country."""
    return frozenset(words("state_roles"))


@cache
def _not_roles() -> frozenset[str]:
    return frozenset(words("not_roles"))


@cache
def _leading_roles() -> frozenset[str]:
    return frozenset(words("leading_roles"))


@cache
def _portfolios() -> frozenset[str]:
    return frozenset(word.casefold() for word in words("portfolios"))


@cache
def lesser_ranks() -> frozenset[str]:
    """Words in a role that make it one below the head of a body, in lower case."""
    return frozenset(words("lesser_ranks"))


@cache
def _not_state() -> frozenset[str]:
    return frozenset(words("not_state_words"))


def _is_leading(text: str) -> bool:
    """Does a role of these words lead the body beside it: *general secretary*, but not *deputy director*?

    Words that end in *of* do so before it alone: a commander of a brigade, not a brigade commander. A *party chief*
    does, an *enlargement chief* leads what is in charge of that.
    """
    parts = text.split()
    if not lesser_ranks().isdisjoint(parts):
        return False
    if parts[-1] in _HEADS and len(parts) > 1 and not _BODIES.intersection(stands_for(parts[-2])):
        return False
    return any(" ".join(parts[-n:]) in _leading_roles() for n in (1, 2, 3))


def head_of(tree: Tree, mention: Mention) -> int:
    """The token of the name that its other words hang on."""
    for token in range(mention.last - 1, mention.first - 1, -1):
        if not mention.first <= tree.head[token] < mention.last or tree.head[token] == token:
            return token
    return mention.last - 1


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


def described(
    tree: Tree, number: int, mention: Mention, noun: int, rule: str, where: Range | None = None
) -> Role | None:
    """The role that the phrase of ``noun`` names; ``where`` (else name and phrase) are the tokens that show it."""
    first = noun
    for kid in reversed(tree.kids[noun]):
        if kid < noun and tree.dep[kid] in (*MODIFIERS, "poss", "det") and tree.right[kid] == first - 1:
            first = tree.left[kid]
    if mention.last > first and mention.first <= noun:
        first = max(first, mention.last)
    if first > noun:
        return None
    owners = _owners(tree, noun)
    last = max([mention.last, noun + 1, *(tree.right[owner] + 1 for owner in owners)])
    shown = Range(min(first, mention.first, where.first if where else first), max(last, where.last if where else last))
    end = _last_of(tree, noun)
    role = role_at(tree, number, first, end, owners, shown, rule)
    field = _portfolio(tree, end + 1) if role else None
    return replace(role, text=f"{role.text} {field}") if role and field else role


def _portfolio(tree: Tree, first: int) -> str | None:
    """What a minister is in charge of, from the token ``first`` on: *of health and welfare*."""
    if tree.low[first : first + 1] != ["of"]:
        return None
    last = first
    for token in range(first + 1, min(first + _LONGEST_PORTFOLIO, len(tree.low))):
        if tree.low[token] in _portfolios() and tree.entity[token] < 0:
            last = token + 1
        elif tree.low[token] not in _JOINING:
            break
    return tree.parsed.tokens.span(first, last).folded(tree.parsed.text).lower() if last > first else None


def role_of_description(tree: Tree, mention: Mention) -> Role | None:
    """The role that a description tells with whose it is: *the country's foreign minister*; None where it does not."""
    noun = head_of(tree, mention)
    if not is_role(tree.lemma[noun]):
        return None
    where = Range(mention.first, mention.last)
    role = role_at(tree, -1, where.first, _last_of(tree, noun), _owners(tree, noun), where, "description")
    return role if role and (role.state or role.organization is not None) else None


def _owners(tree: Tree, noun: int) -> tuple[int, ...]:
    """Whose or where the role after its noun is said to be: *of Peru*, *at the Red Cross*."""
    return tuple(
        below
        for kid in tree.kids[noun]
        if kid > noun and tree.dep[kid] == "prep" and tree.low[kid] in OWNERS
        for below in (tree.child(kid, "pobj"),)
        if below >= 0
    )


def _last_of(tree: Tree, noun: int) -> int:
    """The end of *secretary-general*, which the tokenizer cuts in three."""
    tokens = tree.parsed.tokens
    part = noun + 2
    if part < len(tree.low) and tree.low[noun + 1] == "-" and tokens.end[noun] == tokens.start[part] - 1:
        return part if tree.low[part] not in _qualifiers() else noun
    return noun


def role_at(
    tree: Tree, number: int, first: int, noun: int, owners: tuple[int, ...], where: Range, rule: str
) -> Role | None:
    """The role of the words ``first`` to ``noun`` and the ``owners`` after them, or None where they name none."""
    beside = _beside(tree, number, first, noun)
    beside.add_owners(tree, owners)
    named = _text(tree, first, beside.begin, noun, where)
    if named is None:
        return None
    text, qualifier = named
    is_state = text.rsplit(" ", 1)[-1] in state_roles() and _not_state().isdisjoint(text.replace("-", " ").split())
    return Role(
        number,
        text,
        qualifier,
        beside.country,
        beside.organization,
        where,
        rule,
        beside.state if is_state else None,
        _is_leader(tree, beside, first, text),
    )


def _is_leader(tree: Tree, beside: _Beside, first: int, text: str) -> bool:
    """Leads who has the leading role in the body itself; *a Falcon Brigade leader* is one of several."""
    if beside.organization is None or beside.is_within:
        return False
    if beside.is_owner:
        return _is_leading(f"{text} of") or _is_leading(text)
    return tree.low[first] not in ("a", "an") and _is_leading(text)


@dataclass(slots=True)
class _Beside:
    """Country and body named with a role; ``is_within``: the role is that of something else in the body,
    ``is_owner``: the body follows after *of*."""

    begin: int
    country: str | None = None
    state: str | None = None
    organization: int | None = None
    is_within: bool = False
    is_owner: bool = False

    def take(self, tree: Tree, found: int, *, own: bool) -> None:
        """``own``: the role is directly the country's or body's."""
        mention = tree.parsed.mentions[found]
        if mention.label == "ORG" and self.organization is None:
            self.organization = found
        if _is_land_or_body(mention):
            self.country = self.country or mention.iso_alpha2
        if mention.label == "ORG":
            own = own and is_office_name(mention.text.lower().split())
        elif mention.entity_id != mention.iso_alpha2:
            own = False
        if own:
            self.state = self.state or mention.iso_alpha2

    def add_owners(self, tree: Tree, owners: tuple[int, ...]) -> None:
        """What stands after the role: *of Peru*, *at the Red Cross*."""
        of_other = False
        for owner in owners:
            preposition = tree.low[tree.head[owner]]
            if tree.lemma[owner] in LANDS:
                meant = country_meant(tree, owner)
                self.country = self.country or meant
                self.state = self.state or (meant if preposition == "of" else None)
            found = tree.entity[owner]
            if found >= 0:
                had = self.organization
                self.take(tree, found, own=preposition == "of")
                if had is None and self.organization is not None:
                    self.is_within = of_other and preposition in ("at", "in", "for", "with")
                    self.is_owner = preposition == "of"
            of_other = of_other or (preposition == "of" and found < 0)


def _is_land_or_body(mention: Mention) -> bool:
    """Whether a role may be its own: also a palace's that stands for a government (the Kremlin)."""
    return mention.label in ("GPE", "NORP", "ORG", "LOC") or mention.form == "metonym"


def _beside(tree: Tree, number: int, first: int, noun: int) -> _Beside:
    """What stands before the role: *Peruvian*, *Peru's*, *Red Cross*."""
    beside = _Beside(first)
    token = first
    while token <= noun:
        found = tree.entity[token]
        mention = tree.parsed.mentions[found] if found >= 0 else None
        if mention is not None and mention.last <= noun and _is_land_or_body(mention):
            if mention.label == "ORG":
                beside.organization = None
            based = tree.low[mention.last : mention.last + 2] in (["-", "based"], ["-", "born"])
            beside.take(tree, found, own=not based)
            token = beside.begin = mention.last
            continue
        if mention is not None and mention.label == "PERSON" and found != number:
            token = beside.begin = mention.last
            continue
        if tree.lemma[token] in LANDS and token < noun and tree.tag[token + 1] == "POS":
            beside.country = beside.country or country_meant(tree, token)
            beside.state = beside.state or beside.country
        if tree.tag[token] in ("POS", "DT", "PRP$") or tree.low[token] in ("'s", "’s", ",", "based", "born"):
            beside.begin = token + 1
        token += 1
    return beside


def _is_name_before(tree: Tree, place: int, noun: int) -> bool:
    """*Lombard* in *Lombard analyst*: a name that nothing knows, since the role itself has no capital."""
    is_first = place == tree.sentence_of(place).first
    return tree.text[noun].islower() and tree.tag[place][:3] == "NNP" and place < noun and not is_first


def _ends_age(tree: Tree, place: int) -> bool:
    """*old* in *45-year-old street vendor*."""
    return (tree.low[place] == "old" and tree.low[place - 1] == "-") or tree.low[place].endswith("-year-old")


def _text(tree: Tree, first: int, begin: int, noun: int, where: Range) -> tuple[str, str | None] | None:
    """The role in lower case and its qualifier."""
    qualifier: str | None = None
    kept: list[int] = []
    for place in range(begin, noun + 1):
        known = _qualifiers().get(tree.low[place])
        if known and place < noun:
            qualifier = qualifier or known
            kept.clear()
        elif _is_name_before(tree, place, noun) or _ends_age(tree, place):
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
    return text, qualifier
