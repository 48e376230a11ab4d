"""Corpora into windows with labels: parsed as the product parses them, so that training sees what a run sees."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.clean import drop_furniture
from pipeline.ner.model import Model
from pipeline.ner.parse import Analysis, blocks_of, parse
from pipeline.reader.pieces import Vocabulary, vocabulary, words_of
from pipeline.reader.windows import windows_of
from pipeline.records import Source
from pipeline.segment import find_articles
from training.gold_names import Gold, articles_of, with_headlines
from training.names import labels_of
from training.reader.gold import NONE, common, model_labels, name_labels, statement_labels

PARTS = 4
"""Parts of the articles with statements; what is fitted to a reader's marks is taught by a part that it has not
learned."""
HELD_NAMES = 20
"""Of the articles with names alone, one in so many is kept from the reader, for what is fitted to its names."""
SEED = 7
Sample = tuple[Any, Any, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Lesson:
    """An analysed article with what annotators say of it.

    ``nested``: attributions in others' contents are marked; ``part`` is that of an article with annotated statements.
    """

    analysis: Analysis
    attributions: Sequence[dict[str, Any]] | None = None
    nested: bool = False
    names: Gold | None = None
    part: int | None = None


def statements_of(corpora: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The training articles with statements, of PolNeAR and of World news."""
    polnear, world = (rows_of(corpora / f"statements/{name}-train.jsonl.gz") for name in ("polnear", "world"))
    return polnear, world


def parts_of(*corpora: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Id of each article with statements → its part."""
    ids = sorted(row["id"] for rows in corpora for row in rows)
    random.Random(SEED).shuffle(ids)
    return {key: number % PARTS for number, key in enumerate(ids)}


def rows_of(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def lessons(corpora: Path, model: Model) -> dict[str, list[Lesson]]:
    """Lessons by pool: ``polnear``, ``world`` (statements and names of the same articles) and ``names``."""
    polnear, world = statements_of(corpora)
    worldwide = corpora / "entities/worldwide-train.jsonl.gz"
    names = {row["id"]: gold for row, gold in zip(rows_of(worldwide), articles_of(worldwide), strict=True)}
    part = parts_of(polnear, world)
    found: dict[str, list[Lesson]] = {"polnear": [], "world": [], "names": []}
    for row in polnear:
        for analysis in analyses_of(row, model):
            found["polnear"].append(Lesson(analysis, row["attributions"], part=part[row["id"]]))
    for row in world:
        key = row["id"]
        for analysis in analyses_of(row, model):
            found["world"].append(Lesson(analysis, row["attributions"], True, names[key], part[key]))
    others = [g for i, (k, g) in enumerate(names.items()) if i % HELD_NAMES != 3 and k not in part]
    others += [g for i, g in enumerate(articles_of(corpora / "entities/conllpp-train.conll.gz")) if i % HELD_NAMES]
    others += articles_of(corpora / "entities/wikigold.conll.gz")
    for gold in map(with_headlines, others):
        found["names"].append(Lesson(parse(gold.text, blocks_of(gold.text, gold.article()), model), names=gold))
    return found


def analyses_of(row: Mapping[str, Any], model: Model) -> Iterator[Analysis]:
    """The article ``row`` as the stages before names see it."""
    for page in drop_furniture(find_articles([Source(row["id"], row["text"])])):
        for article in page.articles:
            yield parse(row["text"], blocks_of(row["text"], article), model)


def tables_of(pools: Mapping[str, Sequence[Lesson]]) -> dict[str, list[str]]:
    """The values of tags, dependencies and list marks that are frequent enough to learn."""
    seen = [lesson.analysis for pool in pools.values() for lesson in pool]
    return {
        "tags": common((tag for a in seen for tag in a.tokens.tag), 20),
        "deps": common((dep for a in seen for dep in a.tokens.dep), 20),
        "marks": common((mark for a in seen for mark in a.listed.values()), 60),
    }


def samples(lesson: Lesson, known: Vocabulary, split: Any) -> Iterator[Sample]:
    """Windows of a lesson: word pieces, features, and labels by head and arc; ``split`` cuts words into pieces."""
    analysis = lesson.analysis
    n = len(analysis.tokens)
    if not n:
        return
    labels: dict[str, Any] = {"model": model_labels(n, analysis.entities)}
    arcs: dict[str, Any] = {}
    if lesson.attributions is not None:
        more, arcs = statement_labels(analysis.tokens, lesson.attributions, lesson.nested)
        labels |= more
    if lesson.names is not None:
        labels["names"] = name_labels(labels_of(lesson.names, analysis))
    words = words_of(analysis.tokens, analysis.sentences, analysis.listed, known)
    for window in windows_of(words, split(analysis.tokens.text)):
        size = len(window.ids)
        own, places = window.tokens[window.core :], window.places[window.core :]
        place_of = dict(zip(window.tokens.tolist(), window.places.tolist(), strict=True))
        row: dict[str, Any] = {}
        for head, values in labels.items():
            row[head] = np.full(size, NONE, np.int16)
            row[head][places] = values[own]
        for arc, targets in arcs.items():
            row[f"arc_{arc}"] = np.full(size, NONE, np.int16)
            row[f"arc_{arc}"][places] = [
                t if t == NONE else 0 if t < 0 else place_of.get(t, NONE) for t in targets[own].tolist()
            ]
        yield window.ids.astype(np.int32), window.features.astype(np.int8), row


def windows(
    pools: Mapping[str, Sequence[Lesson]], tables: Mapping[str, Sequence[str]], split: Any
) -> dict[str, list[Sample]]:
    """All windows by pool."""
    known = vocabulary(tables["tags"], tables["deps"], tables["marks"])
    return {name: [s for lesson in pool for s in samples(lesson, known, split)] for name, pool in pools.items()}
