"""Scoring named mentions against annotated entities, by type, and by exact span or, loosely, by overlap.

The types of OntoNotes, CoNLL and re3d are folded to four; a leading "the" and a trailing "'s" do not count, since
corpora differ on them. Types that a gold file does not annotate are not scored on it. Where entities have a
``confidence`` they are candidates, descriptions among them: names are those of people, organizations and places
that are accepted (see ACCEPTED) and hold a capital letter.
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

ACCEPTED = 0.5
"""Confidence from which a candidate counts."""
CANDIDATE_TYPES = ("PER", "ORG", "LOC")
"""Types that candidates are scored for."""

_FOLDED = {label: kind for kind, labels in TYPES.items() for label in labels}
_EDGES = re.compile(r"(?:[Tt]he\s+)?(.*?)(?:[’']s?)?\s*", re.S)


def score_names(gold: Mapping[str, Mapping[str, Any]], predicted: Mapping[str, Iterable[Mapping[str, Any]]]) -> Figures:
    """Figures for ``predicted`` (id → rows with ``start``, ``end``, ``type``): by type, and ``all`` together.

    ``loose`` is the same as ``all`` for spans that overlap, each used once, from the left.
    """
    golds = {key: _spans(_names_in(article), article["text"]) for key, article in gold.items()}
    annotated = {kind for spans in golds.values() for _, _, kind in spans}
    types = [kind for kind in TYPES if kind in annotated]
    loose = 0
    hits: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for key, theirs in golds.items():
        ours = _spans(predicted.get(key, ()), gold[key]["text"])
        hits.update(kind for _, _, kind in ours & theirs)
        found.update(kind for _, _, kind in ours)
        wanted.update(kind for _, _, kind in theirs)
        loose += sum(_n_overlapping(_of(kind, theirs), _of(kind, ours)) for kind in types)
    n_gold, n_found = sum(wanted[kind] for kind in types), sum(found[kind] for kind in types)
    figures: Figures = {"articles": len(gold), "gold": n_gold, "predicted": n_found}
    figures |= prf("all", sum(hits[kind] for kind in types), n_found, n_gold)
    figures |= prf("loose", loose, n_found, n_gold)
    for kind in types:
        figures |= prf(kind, hits[kind], found[kind], wanted[kind])
    return figures


def _folded(label: str) -> str | None:
    return _FOLDED.get(label.upper())


def _names_in(article: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [row for row in article["entities"] if "confidence" not in row or _is_accepted(row, article["text"])]


def _is_accepted(row: Mapping[str, Any], text: str) -> bool:
    has_capital = any(letter.isupper() for letter in text[row["start"] : row["end"]])
    return has_capital and row["confidence"] >= ACCEPTED and _folded(row["type"]) in CANDIDATE_TYPES


def _of(kind: str, spans: set[tuple[int, int, str]]) -> list[tuple[int, int]]:
    return sorted((start, end) for start, end, found in spans if found == kind)


def _n_overlapping(golds: list[tuple[int, int]], ours: list[tuple[int, int]]) -> int:
    """How many of ``golds`` find one of ``ours`` that overlaps and is not taken yet; both sorted."""
    left, n = list(ours), 0
    for start, end in golds:
        found = next((span for span in left if start < span[1] and span[0] < end), None)
        if found:
            left.remove(found)
            n += 1
    return n


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
