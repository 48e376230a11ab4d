"""Scoring named mentions against annotated entities, by exact span and type.

The types of OntoNotes, CoNLL and re3d are folded to four; a leading "the" and a trailing "'s" do not count, since
corpora differ on them. Types that a gold file does not annotate are not scored on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.evaluate.measures import Figures, prf

TYPES = {
    "PER": ("PER", "PERSON"),
    "ORG": ("ORG", "ORGANIZATION", "ORGANISATION"),
    "LOC": ("LOC", "GPE", "FAC", "LOCATION"),
    "NORP": ("NORP", "NATIONALITY"),
}
"""The four types and the labels that mean them; all other labels are left out on both sides."""

_FOLDED = {label: kind for kind, labels in TYPES.items() for label in labels}
_EDGES = re.compile(r"(?:[Tt]he\s+)?(.*?)(?:[’']s?)?\s*", re.S)


def score_names(gold: Mapping[str, Mapping[str, Any]], predicted: Mapping[str, Iterable[Mapping[str, Any]]]) -> Figures:
    """Figures for ``predicted`` (id → rows with ``start``, ``end``, ``type``): by type, and ``all`` together."""
    annotated = {_folded(entity["type"]) for row in gold.values() for entity in row["entities"]}
    types = [kind for kind in TYPES if kind in annotated]
    hits: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for key, article in gold.items():
        ours = _spans(predicted.get(key, ()), article["text"])
        theirs = _spans(article["entities"], article["text"])
        hits.update(kind for _, _, kind in ours & theirs)
        found.update(kind for _, _, kind in ours)
        wanted.update(kind for _, _, kind in theirs)
    n_gold, n_found = sum(wanted[kind] for kind in types), sum(found[kind] for kind in types)
    figures: Figures = {"articles": len(gold), "gold": n_gold, "predicted": n_found}
    figures |= prf("all", sum(hits[kind] for kind in types), n_found, n_gold)
    for kind in types:
        figures |= prf(kind, hits[kind], found[kind], wanted[kind])
    return figures


def _folded(label: str) -> str | None:
    return _FOLDED.get(label.upper())


def _spans(rows: Iterable[Mapping[str, Any]], text: str) -> set[tuple[int, int, str]]:
    spans = set()
    for row in rows:
        kind = _folded(row["type"])
        if kind is None:
            continue
        start, end = row["start"], row["end"]
        surface = text[start:end]
        core = _EDGES.fullmatch(surface)
        if core and core[1]:
            spans.add((start + core.start(1), end - (len(surface) - core.end(1)), kind))
    return spans
