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
def refusing_verbs() -> frozenset[str]:
    """Lemmas of verbs whose infinitive, or whose form in *-ing*, was not done: *refuse (to say)*, *avoid (saying)*."""
    return frozenset(words("refusing_verbs"))


@cache
def unsaid_verbs() -> frozenset[str]:
    """Lemmas of verbs that are no cue where they are refused, but what is refused: *declined to comment on …*."""
    return frozenset(words("unsaid_verbs"))


@cache
def light_verbs() -> frozenset[str]:
    """Lemmas of verbs that are a cue only through the noun they govern."""
    return frozenset(words("light_verbs"))


@cache
def occasions() -> dict[str, tuple[str, str]]:
    """Venue and kind (``event``, ``body``, ``medium``, ``wide``) by the noun or two words that name it: *interview*."""
    return {row["noun"]: (row["venue"], row["kind"]) for row in table("venues")}


@cache
def addressing_cues() -> frozenset[tuple[str, str]]:
    """Lemma of a cue, and ``object`` or the preposition by which it names whom it is said to."""
    return frozenset((row["lemma"], row["by"]) for row in table("addressing_cues"))


@cache
def telling_occasions() -> frozenset[str]:
    """Nouns that after *in*, *at* or *on* say where something was told, hardly ever where it happened."""
    return frozenset(
        noun for noun, (venue, kind) in occasions().items() if kind != "wide" and venue not in ("meeting", "report")
    )


def act_of_word(lemma: str, pos: str) -> str | None:
    """The act of one word (``verb``, ``noun``, ``adjective``) or of a ``phrase`` as cue; None for an unknown one."""
    return _acts().get((lemma, pos))


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
