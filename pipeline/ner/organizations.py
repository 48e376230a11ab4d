"""Organizations of one article: names without their legal form, and acronyms with what they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from pipeline import lexicon

_SMALL = frozenset(("of", "the", "for", "and", "in", "on", "to", "de", "la", "des", "du", "et", "&"))


class OrgName(NamedTuple):
    """A mention of an organization; ``after_bracket`` where it stands alone in brackets after the mention before."""

    mention: int
    text: str
    bracketed: bool


@dataclass(slots=True)
class Organization:
    name: str
    acronym: str | None = None
    mentions: list[int] = field(default_factory=list)
    forms: dict[str, None] = field(default_factory=dict)


def org_key(text: str) -> str:
    """For comparison: lower case, without legal form, dots and possessive."""
    words = re.findall(r"[\w&]+", text.replace(".", "").replace("’", "'").replace("'s", "").casefold())
    while len(words) > 1 and words[-1] in _legal_forms():
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words) or text.casefold()


def is_acronym(text: str) -> bool:
    letters = text.replace(".", "").replace("-", "")
    return 2 <= len(letters) <= 8 and letters[:1].isupper() and sum(map(str.isupper, letters)) * 2 > len(letters)


def initials(text: str) -> str:
    words = [w for w in re.findall(r"[^\W_]+", text.replace("'s", "").replace("’s", "")) if w not in _SMALL]
    return "".join(w[0] for w in words).upper()


def fold_organizations(names: Sequence[OrgName]) -> list[Organization]:
    """The organizations behind ``names``, in order of first mention; each name is in one of them."""
    orgs: list[Organization] = []
    by_key: dict[str, Organization] = {}
    by_initials: dict[str, Organization] = {}
    before: Organization | None = None
    for name in names:
        if " " in name.text:
            by_initials.setdefault(initials(name.text), Organization(""))
    for name in names:
        key = org_key(name.text)
        org = by_key.get(key)
        acronym = is_acronym(name.text) and " " not in name.text
        if org is None and acronym and name.bracketed and before is not None and before.acronym is None:
            org = before
        short = name.text.replace(".", "").upper() if acronym else initials(name.text)
        known = by_initials.get(short) if len(short) > 2 else None
        if org is None and known is not None and known.name:
            org = known if (acronym if " " in known.name else " " in name.text) else None
        if org is None:
            org = Organization(name.text)
            orgs.append(org)
        if acronym:
            org.acronym = org.acronym or name.text
        if len(name.text) > len(org.name) and not (is_acronym(name.text) and " " not in name.text):
            org.name = name.text
        by_key[key] = org
        if short in by_initials and (acronym or " " in name.text) and not by_initials[short].name:
            by_initials[short] = org
        org.mentions.append(name.mention)
        org.forms[name.text] = None
        before = org
    return orgs


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(form.replace(".", "").casefold() for form in lexicon.words("legal_forms"))
