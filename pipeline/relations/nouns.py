"""What a noun can stand for as a speaker: the lexicon's ``speaker_nouns`` and what follows from them."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import table

# Words that companies and clubs bear as well.
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


def is_role(noun: str) -> bool:
    return "role" in stands_for(noun) or ("-" in noun and "role" in stands_for(noun.rsplit("-", 1)[-1]))


def is_office_name(words: list[str]) -> bool:
    """Does a name of these words in lower case belong to an office of a state (ministry, court, council)?"""
    return any("office" in stands_for(word) and word not in _COMPANY_TOO for word in words)
