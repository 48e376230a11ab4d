"""How the name of a place or a people is to be read: as name, demonym or metonym, and why.

A metonym is a place that stands for its government, its people or its team ("Lisbon objected"): the rules look at
what governs the name in the parse (:mod:`pipeline.ner.readings`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.ner.countries import Expression, country_in
from pipeline.ner.homes import PLACES, Homes
from pipeline.ner.names import Name
from pipeline.ner.peoples import local_peoples
from pipeline.ner.readings import Place, Reasons, reason
from pipeline.records import Tokens


class Form(NamedTuple):
    """``form`` of a mention, the country that it means or lies in, and the reason for the reading.

    ``meant`` is the country that is the mention's entity: none for a city as a place, or for a body of a country.
    """

    form: str = "name"
    alpha2: str | None = None
    reason: str | None = None
    meant: str | None = None


def forms_of(names: Sequence[Name], texts: Sequence[str], tokens: Tokens, homes: Homes) -> list[Form]:
    """The reading of each name; ``texts`` are their words, ``homes`` is what they say of countries."""
    forms: list[Form] = []
    reasons: dict[int, str | None] = {}
    for number, name in enumerate(names):
        form = _form(number, name, texts[number], homes, tokens, reasons)
        reasons[_head(name, tokens)] = form.reason if form.form == "metonym" else None
        forms.append(form)
    return forms


def _form(number: int, name: Name, text: str, homes: Homes, tokens: Tokens, reasons: Reasons) -> Form:
    found = homes.expression(number)
    if name.label == "NORP":
        code = found.alpha2 if found else local_peoples().get(text) or country_in(tuple(text.split()))
        meant = code if found and found.kind in ("demonym", "name") else None
        return Form("demonym", code, f"adjective or people of {code}" if code else "a people", meant)
    if name.label == "ORG":
        if found is None or found.kind not in ("seat", "body"):
            return _organization(number, homes)
        why = _why(name, found, tokens, reasons) if found.kind == "seat" else None
        return Form("metonym" if why else "name", found.alpha2, why)
    if name.label not in PLACES:
        return Form()
    if found and found.kind == "demonym":
        return Form("demonym", found.alpha2, f"adjective or people of {found.alpha2}", found.alpha2)
    is_read = name.label != "FAC" or (found and found.kind == "seat")
    why = _why(name, found, tokens, reasons) if is_read and not homes.is_where(number) else None
    form = "metonym" if why else "name"
    if found is None:
        return Form(form, homes.of(number), why)
    if found.kind == "name":
        return Form(form, found.alpha2, why, found.alpha2)
    if found.kind == "capital":
        home = homes.of(number) or found.alpha2
        acts = home == found.alpha2 and why is not None and _acts(_head(name, tokens), tokens)
        return Form(form, home, why, home if acts else None)
    return Form(form, found.alpha2, why)


def _organization(number: int, homes: Homes) -> Form:
    """An organization, perhaps a team that is called by its town alone: "*Lisbon* signed two forwards"."""
    home = homes.named_after(number)
    if home is None:
        return Form(alpha2=homes.named_in(number))
    return Form("metonym", home, "team or body called by its place")


def _why(name: Name, found: Expression | None, tokens: Tokens, reasons: Reasons) -> str | None:
    kind = found.kind if found else ""
    place = Place(
        name.first,
        name.last,
        _head(name, tokens),
        is_land=kind in ("name", "region", "seat") or tokens.text[name.last - 1] in _continents(),
        is_capital=kind == "capital",
        is_seat=kind == "seat",
    )
    return reason(place, tokens, reasons)


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
def _continents() -> frozenset[str]:
    return frozenset(name.split()[-1] for name in lexicon.words("continents"))
