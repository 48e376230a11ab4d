"""What a noun can stand for as a speaker: the lexicon's ``speaker_nouns`` and what follows from them."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import table

# Words that companies and clubs bear as well.
_OWNED = frozenset({"of", "for", "on", "against"})
_WIDE = frozenset({"world", "international", "inter-american", "global", "nations", "gulf", "arab", "african", "asian"})
"""Words of bodies that no single state has."""

_STATE = frozenset({"government", "administration"})
_COMPANY_TOO = frozenset({"board", "panel", "mission", "house", "assembly", "committee", "delegation", "cabinet"})


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    kinds: dict[str, tuple[str, ...]] = {}
    for row in table("speaker_nouns"):
        kinds[row["noun"]] = (*kinds.get(row["noun"], ()), row["kind"])
    return kinds


def stands_for(noun: str) -> tuple[str, ...]:
    """Kinds of speaker for a noun's lemma in lower case: ``role``, ``group``, ``organization``, ``office``, …"""
    return _kinds().get(noun, ())


@cache
def _compounds() -> dict[str, str]:
    return {row["noun"]: row["kind"] for row in table("compound_speakers")}


def compound_kind(before: str, noun: str) -> str | None:
    """Kind of speaker for two words together, where it is not that of the last alone: *coast guard*."""
    return _compounds().get(f"{before} {noun}")


def is_role(noun: str) -> bool:
    """Whether a noun in lower case names who does or holds something: *minister*, *vice-president*."""
    return "role" in stands_for(noun) or ("-" in noun and "role" in stands_for(noun.rsplit("-", 1)[-1]))


def is_office_name(words: list[str]) -> bool:
    """Does a name of these words in lower case belong to an office of a state (ministry, court, council)?

    What it is says the word before *of* or *for*, else the last one: *City Hospital* is a hospital.
    """
    end = next((place for place, word in enumerate(words) if word in _OWNED and place), len(words))
    head = words[end - 1] if words else ""
    if not _WIDE.isdisjoint(words[:end]) and head != "court":
        return False
    return ("office" in stands_for(head) and head not in _COMPANY_TOO) or head in _STATE
