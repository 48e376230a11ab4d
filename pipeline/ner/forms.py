"""How the name of a place or a people is to be read: as name, demonym or metonym, and why.

A metonym is a place that stands for its government, its people or its team ("Lisbon objected"): the rules look at
what governs the name in the parse.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.ner.countries import country_in
from pipeline.ner.homes import PLACES, Homes
from pipeline.ner.names import Name
from pipeline.records import Tokens


class Form(NamedTuple):
    """``form`` of a mention, the country that it means or lies in, and the reason for the reading.

    ``meant`` is the country that is the mention's entity: none for a city as a place, or for a body of a country.
    """

    form: str = "name"
    alpha2: str | None = None
    reason: str | None = None
    meant: str | None = None


def forms_of(names: Sequence[Name], texts: Sequence[str], tokens: Tokens) -> list[Form]:
    """The reading of each name; ``texts`` are their words."""
    homes = Homes(names, texts, tokens)
    forms: list[Form] = []
    by_head: dict[int, Form] = {}
    for number, name in enumerate(names):
        head = _head(name, tokens)
        form = _form(number, name, texts[number], homes, tokens, head, by_head)
        by_head[head] = form
        forms.append(form)
    return forms


def _form(
    number: int, name: Name, text: str, homes: Homes, tokens: Tokens, head: int, by_head: dict[int, Form]
) -> Form:
    found = homes.expression(number)
    if name.label == "NORP":
        if found and found.kind in ("demonym", "name"):
            return Form("demonym", found.alpha2, f"adjective or people of {found.alpha2}", found.alpha2)
        return Form("demonym", None, "a people") if text.casefold() in _peoples() else Form()
    if name.label == "ORG":
        if found is None or found.kind not in ("seat", "body"):
            return Form(alpha2=country_in(tuple(text.split())))
        reason = _governed(head, tokens, by_head) if found.kind == "seat" else None
        return Form("metonym" if reason else "name", found.alpha2, reason)
    if name.label not in PLACES:
        return Form()
    reason = _governed(head, tokens, by_head) if name.label != "FAC" or (found and found.kind == "seat") else None
    form = "metonym" if reason else "name"
    if found is None:
        return Form(form, homes.of(number), reason)
    if found.kind == "name":
        return Form(form, found.alpha2, reason, found.alpha2)
    if found.kind == "capital":
        home = homes.of(number) or found.alpha2
        acts = home == found.alpha2 and reason is not None and _acts(head, tokens)
        return Form(form, home, reason, home if acts else None)
    if found.kind == "demonym":
        return Form("demonym", found.alpha2, f"adjective or people of {found.alpha2}", found.alpha2)
    return Form(form, found.alpha2, reason)


def _governed(head: int, tokens: Tokens, by_head: dict[int, Form]) -> str | None:
    """The construction that makes a place stand for those who act for it, or None."""
    governor, dep = tokens.head[head], tokens.dep[head]
    if governor == head:
        return None
    lemma, verbal = tokens.lemma[governor].casefold(), tokens.tag[governor][:2] == "VB"
    if dep == "conj":
        before = by_head.get(governor)
        return before.reason if before and before.form == "metonym" else None
    if dep == "nsubj" and verbal and lemma not in _set("place_verbs"):
        return f"subject of {lemma}"
    if dep in ("nsubjpass", "dobj", "dative") and lemma in _set("addressing_verbs"):
        return f"object of {lemma}"
    if dep == "poss" and lemma in _set("government_nouns"):
        return f"possessor of {lemma}"
    if dep == "pobj" and lemma in _prepositions():
        above = tokens.lemma[tokens.head[governor]].casefold()
        if lemma == "by" and tokens.dep[governor] != "agent":
            return None
        governors = _prepositions()[lemma]
        return f"after {above} {lemma}" if not governors or above in governors else None
    return None


def _acts(head: int, tokens: Tokens) -> bool:
    """Whether what the name does is what governments do, so that a capital stands for its country."""
    dep, lemma = tokens.dep[head], tokens.lemma[tokens.head[head]].casefold()
    return dep != "nsubj" or lemma not in _set("town_verbs")


def _head(name: Name, tokens: Tokens) -> int:
    """The token of the name that is governed from outside it."""
    for token in range(name.last - 1, name.first - 1, -1):
        if not name.first <= tokens.head[token] < name.last:
            return token
    return name.last - 1


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(lexicon.words(name))


@cache
def _prepositions() -> dict[str, frozenset[str]]:
    return {
        row["preposition"]: frozenset(filter(None, row["governors"].split("|")))
        for row in lexicon.table("government_prepositions")
    }


@cache
def _peoples() -> frozenset[str]:
    return frozenset(name.casefold() for name in lexicon.words("peoples"))
