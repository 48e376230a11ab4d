"""What a cue does, and on what occasion: the lexicon's ``cue_acts`` and ``venues``."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.lexicon import table, words


@cache
def _acts() -> dict[tuple[str, str], str]:
    return {(row["lemma"], row["pos"]): row["act"] for row in table("cue_acts")}


@cache
def reporting_verbs() -> frozenset[str]:
    """Lemmas of all verbs that the lexicon knows as cues."""
    return frozenset(lemma for lemma, pos in _acts() if pos == "verb")


@cache
def reporting_nouns() -> frozenset[str]:
    """Lemmas of all nouns that the lexicon knows as cues."""
    return frozenset(lemma for lemma, pos in _acts() if pos == "noun")


@cache
def support_verbs() -> frozenset[str]:
    """Lemmas of verbs that make one cue with a reporting noun."""
    return frozenset(words("support_verbs"))


@cache
def light_verbs() -> frozenset[str]:
    """Lemmas of verbs that are a cue only through the noun they govern."""
    return frozenset(words("light_verbs"))


@cache
def occasions() -> dict[str, str]:
    """Venue by the noun that names it: *interview*, *conference*, *tweet*."""
    return {row["noun"]: row["venue"] for row in table("venues")}


@lru_cache(maxsize=50_000)
def act_of_cue(lemma: str, frame: str) -> str | None:
    """The act of a cue as :class:`~pipeline.relations.proposals.Proposal` writes it; None for an unknown one.

    A phrase goes before its noun ("express confidence" is hope), a noun before its verb.
    """
    acts = _acts()
    parts = lemma.split(" ")
    if frame.startswith("prep:"):
        found = acts.get((f"{lemma} {frame[5:].split('+')[0]}", "phrase"))
        if found:
            return found
    found = acts.get((lemma, "phrase"))
    if found is None and frame.startswith("support"):
        found = acts.get((parts[-1], "noun"))
    elif found is None and frame.startswith("adjective"):
        found = acts.get((lemma, "adjective"))
    elif found is None and frame.startswith("noun"):
        found = acts.get((lemma, "noun"))
    return found or acts.get((parts[0], "verb")) or acts.get((parts[0], "noun"))
