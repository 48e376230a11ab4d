"""Gold labels for the reader's heads, laid over the tokens of an analysed article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from pipeline.records import Tokens

Array = np.ndarray[Any, Any]
NONE = -100
"""No label: the token teaches nothing."""
ROLES = ("content", "cue", "source")
ACTS = (
    "states", "denies", "accuses", "promises", "threatens", "asks", "demands", "thinks", "intends", "hopes", "praises",
    "condemns", "warns", "other",
)  # fmt: skip
SPEAKER_KINDS = ("person", "office", "group", "organization", "country", "document", "anonymous")
NAMES = ("PER", "ORG", "LOC", "NORP", "MISC")
MODEL = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "NUM")
NUMBERS = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"))
BIO = {"content": 3, "cue": 3, "source": 3, "inner_content": 3, "inner_cue": 3, "inner_source": 3}
AUXILIARY = ("act", "speaker_kind", "negated")
"""Heads that only teach the encoder: what they say is too uncertain to be of use."""
HEADS = {
    **BIO, "names": 1 + 2 * len(NAMES), "model": 1 + 2 * len(MODEL),
    "act": len(ACTS), "speaker_kind": len(SPEAKER_KINDS), "negated": 2,
}  # fmt: skip
ARCS = ("cue", "source", "inner_cue")
"""From a content's token to its cue, from a cue's to its source; the first again for what lies in a content."""


def ranges(tokens: Tokens, spans: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    """Token ranges of character spans; adjacent ones are one."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        first, last = bisect_right(tokens.end, start), bisect_left(tokens.start, end)
        if first < last:
            if found and found[-1][1] == first:
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
    return found


def bio(n: int, spans: Iterable[tuple[int, int, int]]) -> Array:
    """Labels from (first, last, kind): 0 outside, 1 + 2 kind at the first token, 2 + 2 kind at the others."""
    labels = np.zeros(n, np.int64)
    for first, last, kind in spans:
        labels[first:last] = 2 + 2 * kind
        labels[first] = 1 + 2 * kind
    return labels


def statement_labels(
    tokens: Tokens, attributions: Sequence[dict[str, Any]], nested: bool
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Labels of the heads and targets of the arcs (a token; -1 for none; NONE where unknown)."""
    n = len(tokens)
    spans: dict[str, list[tuple[int, int, int]]] = {head: [] for head in BIO}
    labels = {head: np.full(n, NONE, np.int64) for head in ("act", "speaker_kind", "negated")}
    arcs = {arc: np.full(n, NONE, np.int64) for arc in ARCS}
    for a in attributions:
        inner = a.get("in") is not None
        found = {role: ranges(tokens, a[role]) for role in ROLES}
        for role in ROLES:
            spans[f"inner_{role}" if inner else role] += [(first, last, 0) for first, last in found[role]]
        cue = found["cue"][0][0] if found["cue"] else -1
        source = found["source"][0][0] if found["source"] else -1
        for first, last in found["content"]:
            arcs["inner_cue" if inner else "cue"][first:last] = cue
        for first, last in found["cue"]:
            arcs["source"][first:last] = source
            if "act" in a:
                labels["act"][first:last] = ACTS.index(a["act"]) if a["act"] in ACTS else NONE
                labels["negated"][first:last] = int(bool(a["negated"]))
        if a.get("speaker_kind") in SPEAKER_KINDS:
            for first, last in found["source"]:
                labels["speaker_kind"][first:last] = SPEAKER_KINDS.index(a["speaker_kind"])
    for head in BIO:
        if nested or not head.startswith("inner"):
            labels[head] = bio(n, spans[head])
    return labels, arcs


def name_labels(labels: Sequence[str]) -> Array:
    """From BIO labels of the names tagger's trainer."""
    return np.array([0 if x == "O" else 1 + 2 * NAMES.index(x[2:]) + (x[0] == "I") for x in labels], np.int64)


def model_labels(n: int, entities: Iterable[Any]) -> Array:
    """The spaCy pipeline's own names, which the reader learns to give as well."""
    kinds = [(e.first, e.last, "NUM" if e.label in NUMBERS else e.label) for e in entities]
    return bio(n, [(first, last, MODEL.index(kind)) for first, last, kind in kinds if kind in MODEL])


def common(values: Iterable[str], least: int) -> list[str]:
    """Values found ``least`` times or more, in order of the alphabet."""
    return sorted(value for value, count in Counter(values).items() if count >= least)
