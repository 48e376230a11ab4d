"""How a name of a country, its people or its capital is to be read: name, demonym or metonym, and why."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.ner.countries import Expression, expression
from pipeline.ner.names import Name
from pipeline.records import Tokens

PLACES = frozenset(("GPE", "LOC", "FAC"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "agent"))


class Form(NamedTuple):
    """``form`` of a mention, the country that it means or lies in, and the reason for the reading."""

    form: str
    alpha2: str | None
    reason: str | None


@cache
def _verbs() -> frozenset[str]:
    return frozenset(lexicon.words("government_verbs"))


@cache
def _nouns() -> frozenset[str]:
    return frozenset(lexicon.words("government_nouns"))


def form_of(name: Name, text: str, tokens: Tokens) -> tuple[Form, Expression | None]:
    """The reading of ``name``, whose words are ``text``, and what the country table knows of it."""
    found = expression(text)
    if found is None or name.label in ("PERSON", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW", "LANGUAGE"):
        return Form("name", None, None), None
    if found.kind == "demonym":
        if name.label == "NORP":
            return Form("demonym", found.alpha2, f"adjective or people of {found.alpha2}"), found
        return Form("name", found.alpha2, None), found
    if found.kind == "body":
        return Form("name", found.alpha2, None), found
    reason = _as_government(name, tokens)
    if reason and (found.kind != "region"):
        return Form("metonym", found.alpha2, reason), found
    return Form("name", found.alpha2, None), found


def _as_government(name: Name, tokens: Tokens) -> str | None:
    """The construction that makes a government of a place name, or None."""
    head = next((i for i in range(name.last - 1, name.first - 1, -1) if _outside(tokens.head[i], name)), name.first)
    governor = tokens.head[head]
    if governor == head:
        return None
    lemma, dep = tokens.lemma[governor].lower(), tokens.dep[head]
    if dep in _SUBJECTS and tokens.tag[governor][:2] == "VB" and lemma in _verbs():
        return f"subject of {lemma}"
    if dep == "poss" and lemma in _nouns():
        return f"possessor of {lemma}"
    return None


def _outside(token: int, name: Name) -> bool:
    return not name.first <= token < name.last
