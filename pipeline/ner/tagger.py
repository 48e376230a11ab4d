"""Names by weighed evidence: a linear-chain conditional random field over stretches with capitals.

The weights (Lafferty, McCallum and Pereira, ICML 2001) are learned by ``training/names.py``. The model's own
entities are evidence among others, so that what it errs in systematically is mended and what it gets right kept.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from pipeline.ner.evidence import KINDS, Evidence, Fact, Region
from pipeline.ner.names import Name
from pipeline.reader.labels import NAMES

WEIGHTS = "names.json"
READER_WEIGHT = 1.0
"""What a log-probability of the reader counts beside the weights here; F1 on dev is flat from 0.7 to 1.5."""
LEAST = -8.0
"""The reader is never surer than this that a label is wrong."""
BEAM = 12.0
"""Labels that score lower than the best of their token by more are not looked at."""


@dataclass(frozen=True, slots=True)
class Tagger:
    """``rows[kind][fact]`` is a row of ``weights``, which has a column a label; row 0, all zeros, is for unknown facts.

    ``transitions[b][a]`` is the weight of label b after label a.
    """

    labels: tuple[str, ...]
    rows: tuple[Mapping[Fact, int], ...]
    weights: np.ndarray[Any, Any]
    transitions: tuple[tuple[float, ...], ...]

    def labels_of(
        self, stretches: Sequence[Sequence[tuple[Fact, ...]]], more: np.ndarray[Any, Any] | None = None
    ) -> list[list[str]]:
        """The best labels (Viterbi) for the tokens of each stretch, given their evidence.

        ``more`` [tokens of all stretches, labels] is added to what the evidence weighs.
        """
        known = [rows.get for rows in self.rows]
        found = [
            get(fact, 0) for stretch in stretches for token in stretch for get, fact in zip(known, token, strict=True)
        ]
        if not found:
            return [[] for _ in stretches]
        weighed = self.weights[np.asarray(found).reshape(-1, len(known))].sum(axis=1)
        scores = (weighed if more is None else weighed + more).tolist()
        labels, start = [], 0
        for stretch in stretches:
            labels.append(self._best(scores[start : start + len(stretch)]))
            start += len(stretch)
        return labels

    def _best(self, scores: Sequence[Sequence[float]]) -> list[str]:
        if not scores:
            return []
        reached = [(label, scores[0][label]) for label in _live(scores[0])]
        back: list[dict[int, int]] = []
        for token in scores[1:]:
            came: dict[int, int] = {}
            now = []
            for label in _live(token):
                into = self.transitions[label]
                best, top = -1, -math.inf
                for before, score in reached:
                    if score + into[before] > top:
                        best, top = before, score + into[before]
                came[label] = best
                now.append((label, top + token[label]))
            back.append(came)
            reached = now
        label = max(reached, key=lambda pair: pair[1])[0]
        path = [label]
        for came in reversed(back):
            label = came[label]
            path.append(label)
        return [self.labels[label] for label in reversed(path)]


def _live(scores: Sequence[float]) -> list[int]:
    """Labels near enough to the best of the token that transitions could still make them win."""
    least = max(scores) - BEAM
    return [label for label, score in enumerate(scores) if score >= least]


@cache
def tagger() -> Tagger:
    """The weights that the package ships."""
    data = json.loads((files("pipeline.models") / WEIGHTS).read_text(encoding="utf-8"))
    labels = tuple(data["labels"])
    rows: list[dict[Fact, int]] = []
    weights = [[0.0] * len(labels)]
    for kind in KINDS:
        known: dict[Fact, int] = {}
        for fact, by_label in data["weights"].get(kind, {}).items():
            known[fact_of(fact)] = len(weights)
            weights.append([by_label.get(label, 0.0) for label in labels])
        rows.append(known)
    transitions = tuple(
        tuple(data["transitions"].get(f"{before} {label}", 0.0) for before in labels) for label in labels
    )
    return Tagger(labels, tuple(rows), np.asarray(weights, dtype=np.float32), transitions)


def fact_text(fact: Fact) -> str:
    """A fact as a key of the weights file; :func:`fact_of` turns it back."""
    return fact if isinstance(fact, str) else "\t".join(str(part) for part in ("", *fact))


def fact_of(text: str) -> Fact:
    """The fact that the weights' file writes as ``text``: a word, or parts between tabs after a leading one."""
    if not text.startswith("\t"):
        return text
    return tuple({"True": True, "False": False}.get(part, part) for part in text[1:].split("\t"))


def tagged_names(evidence: Evidence) -> Iterator[Name]:
    """Names of the article with the labels PER, ORG, LOC, NORP and MISC, in order."""
    regions = list(evidence.regions())
    found = tagger().labels_of([evidence.of(region) for region in regions], _read(evidence, regions))
    for region, labels in zip(regions, found, strict=True):
        begin, kind = region.first, "O"
        for token, label in enumerate([*labels, "O"], region.first):
            if label[0] != "I":
                if kind != "O":
                    yield Name(begin, token, kind)
                begin, kind = token, label[2:] or "O"


def _read(evidence: Evidence, regions: Sequence[Region]) -> np.ndarray[Any, Any] | None:
    """What the reader's log-probabilities add for the tokens of ``regions``; None without a reader."""
    named = evidence.analysis.named
    if named is None or not regions:
        return None
    columns = [NAMES.index(label) for label in tagger().labels]
    tokens = np.concatenate([np.arange(region.first, region.last) for region in regions])
    return np.asarray(READER_WEIGHT * np.maximum(named[tokens][:, columns], LEAST))
