"""Train the line model, or cross-validate it by site.

    python -m training.lines PAGES.jsonl.gz --clean POLNEAR.jsonl.gz --out pipeline/models/lines.json
    python -m training.lines PAGES.jsonl.gz --clean POLNEAR.jsonl.gz --cross-validate TABLES

The second writes tables for ``whosaid evaluate PAGES --result TABLES``: each dump is cut and cleaned by a model that
has seen no site of it. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from pipeline.clean import drop_furniture
from pipeline.lines import LineModel
from pipeline.lines.context import around, echoes, headline, neighbourhood
from pipeline.lines.layout import LEXICAL, layout
from pipeline.lines.model import weigh
from pipeline.lines.surface import Surface, surface
from pipeline.lines.trees import Floats, Trees, sigmoid
from pipeline.lines.window import window
from pipeline.records import Page, Reading, Source, SourceReading
from pipeline.run import export_readings
from pipeline.segment import find_articles
from training.gold_lines import Labelled, clean_articles, comments_of, fold_of, page_dumps, wire_articles
from training.made_files import in_a_row, put_together, shortened, with_comments, without_first_title

INNER = 3
OUTER = 4
MULTI_GROUPS = 6
ROWS = 120  # files made of page dumps in a row
TOGETHER = 81  # files made of clean articles in a row
WORD_SITES = 5  # a word bears a weight when so many sites use it
WORD_STRENGTH = 0.3


@dataclass(frozen=True, slots=True)
class Document:
    """A labelled file with what does not depend on the fold."""

    gold: Labelled
    lines: list[Surface]
    base: Floats
    body: Floats
    title: Floats
    weight: Floats

    @classmethod
    def of(cls, gold: Labelled) -> Document:
        lines = [surface(span.of(gold.text)) for span in gold.spans]
        base = layout(gold.text, gold.spans, lines, np.zeros((len(lines), 2)))
        labels = np.array(list(gold.labels))
        letters = np.array([sum(map(str.isalnum, span.of(gold.text))) for span in gold.spans], float)
        weight = np.where(labels == ".", 0.0, np.sqrt(letters + 1)) * _thinned(labels)
        return cls(gold, lines, base, (labels == "B").astype(float), (labels == "T").astype(float), weight)

    def with_words(self, weights: Mapping[str, float]) -> Floats:
        base = self.base.copy()
        base[:, LEXICAL : LEXICAL + 2] = weigh(self.lines, weights)
        return base


def _thinned(labels: Any) -> Floats:
    """Furniture more than 40 lines from any article text is plenty: one line of four stays, for all."""
    near = window((labels == "B").astype(float), 40, 40) > 0
    return np.where(near, 1.0, np.where(np.arange(len(labels)) % 4 == 0, 4.0, 0.0))


def gather(pages: Path, clean: Sequence[Path], wire: Path | None, comments: Path | None) -> list[Document]:
    """All that is trained on: dumps, a third of the clean articles, and files made of these."""
    dumps = page_dumps(pages)
    articles = [article for path in clean for article in clean_articles(path, share=3)]
    short = shortened(articles[::3])
    gold = [*dumps, *without_first_title(dumps), *articles, *short]
    for fold in range(INNER):
        inside = [article for article in (*articles, *short) if inner_fold(article) == fold]
        gold += put_together(inside, TOGETHER // INNER, seed=fold)
    if wire:
        gold += wire_articles(wire, share=16)
    if comments:
        below = [*(dump for dump in dumps if dump.style == "container")][::3] + articles[::8]
        gold += with_comments(below, comments_of(comments))
    return [Document.of(file) for file in gold]


def inner_fold(gold: Labelled) -> int | None:
    """The inner fold of all sites of a file, or None where they are in several."""
    folds = {fold_of(f"inner {site}", INNER) for site in gold.sites}
    return folds.pop() if len(folds) == 1 else None


def word_weights(documents: Sequence[Document]) -> dict[str, float]:
    """Log-odds for body by token, of tokens that occur on at least ``WORD_SITES`` sites."""
    sites: dict[str, set[str]] = {}
    for document in documents:
        site = min(document.gold.sites)
        for line in document.lines:
            for token in line.tokens:
                sites.setdefault(token, set()).add(site)
    vocabulary = {t: i for i, t in enumerate(sorted(t for t, s in sites.items() if len(s) >= WORD_SITES))}
    indices, starts, labels, weights = [], [0], [], []
    for document in documents:
        for line, body, weight in zip(document.lines, document.body, document.weight, strict=True):
            if weight:
                indices += [vocabulary[token] for token in line.tokens if token in vocabulary]
                starts.append(len(indices))
                labels.append(body)
                weights.append(weight)
    matrix = csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(labels), len(vocabulary)))
    model = LogisticRegression(C=WORD_STRENGTH / 10, max_iter=300, solver="liblinear")
    model.fit(matrix, np.array(labels), sample_weight=np.array(weights) / np.mean(weights))
    return {t: round(float(model.coef_[0, i]), 3) for t, i in vocabulary.items() if abs(model.coef_[0, i]) >= 0.02}


def boost(
    rows: Floats, labels: Floats, weights: Floats, *, rounds: int, leaves: int, rate: float, seed: int = 0
) -> dict[str, Any]:
    """Boosted trees as plain lists, as ``pipeline.lines.trees.Trees`` reads them."""
    model = HistGradientBoostingClassifier(
        max_iter=rounds, learning_rate=rate, max_leaf_nodes=leaves, max_depth=6, l2_regularization=2.0,
        min_samples_leaf=30, max_features=0.4, max_bins=63, early_stopping=False, random_state=seed,
    )  # fmt: skip
    used = weights > 0
    model.fit(rows[used], labels[used].astype(int), sample_weight=weights[used] / weights[used].mean())
    out: dict[str, Any] = {name: [] for name in ("feature", "threshold", "left", "right", "value", "roots")}
    depth = 0
    for (tree,) in model._predictors:
        offset = len(out["feature"])
        out["roots"].append(offset)
        for number, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            out["feature"].append(0 if leaf else int(node["feature_idx"]))
            out["threshold"].append(0.0 if leaf else float(f"{node['num_threshold']:.5g}"))
            out["left"].append(offset + (number if leaf else int(node["left"])))
            out["right"].append(offset + (number if leaf else int(node["right"])))
            out["value"].append(round(float(node["value"]), 4) if leaf else 0.0)
            depth = max(depth, int(node["depth"]))
    return {**out, "bias": round(float(model._baseline_prediction.item()), 4), "depth": depth}


def mean(sets: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Several sets of trees as one whose log-odds are the mean of theirs."""
    out: dict[str, Any] = {name: [] for name in ("feature", "threshold", "left", "right", "value", "roots")}
    for trees in sets:
        offset = len(out["feature"])
        for name in ("feature", "threshold"):
            out[name] += trees[name]
        for name in ("left", "right", "roots"):
            out[name] += [number + offset for number in trees[name]]
        out["value"] += [round(value / len(sets), 5) for value in trees["value"]]
    bias = sum(trees["bias"] for trees in sets) / len(sets)
    return {**out, "bias": bias, "depth": max(trees["depth"] for trees in sets)}


def first_boost(rows: Floats, labels: Floats, weights: Floats) -> dict[str, Any]:
    return boost(rows, labels, weights, rounds=80, leaves=24, rate=0.12)


def title_boost(rows: Floats, labels: Floats, weights: Floats) -> dict[str, Any]:
    return boost(rows, labels, np.where(weights > 0, 1.0, 0.0), rounds=80, leaves=12, rate=0.1)


def second_boost(rows: Floats, labels: Floats, weights: Floats) -> dict[str, Any]:
    """The mean of two sets of trees that saw the features in another order of chance."""
    sets = [boost(rows, labels, weights, rounds=80, leaves=24, rate=0.12, seed=seed) for seed in (0, 1)]
    return mean(sets)


def train(documents: Sequence[Document]) -> dict[str, Any]:
    """The content of a model file, from ``documents`` and rows of their containers.

    What a later step sees of an earlier one is never its opinion of lines that it was trained on: for
    that, the sites are dealt into inner folds. Files of sites from several folds are left out.
    """
    containers = [
        d.gold for d in documents if d.gold.style == "container" or d.gold.name.endswith("container-untitled")
    ]
    documents = [*documents, *map(Document.of, in_a_row(containers, ROWS))]
    folds = [fold_of(f"inner {min(d.gold.sites)}", INNER) for d in documents]
    bases: list[Floats] = [np.empty(0)] * len(documents)
    for fold in range(INNER):
        weights = word_weights([d for d, f in zip(documents, folds, strict=True) if f != fold])
        for i, document in enumerate(documents):
            if folds[i] == fold:
                bases[i] = document.with_words(weights)
    firsts = [neighbourhood(b, d.gold.spans) for b, d in zip(bases, documents, strict=True)]
    body = [d.body for d in documents]
    title = [d.title for d in documents]
    weight = [d.weight for d in documents]
    body_odds, first = _stacked(first_boost, firsts, body, weight, folds)
    echo = [echoes(d.lines, p) for d, p in zip(documents, body_odds, strict=True)]
    titles = [
        headline(b, d.lines, d.gold.spans, p, e) for b, d, p, e in zip(bases, documents, body_odds, echo, strict=True)
    ]
    title_odds, head = _stacked(title_boost, titles, title, weight, folds)
    seconds = [
        around(f, d.gold.spans, b, t, e)
        for f, d, b, t, e in zip(firsts, documents, body_odds, title_odds, echo, strict=True)
    ]
    second = second_boost(np.vstack(seconds), np.concatenate(body), np.concatenate(weight))
    return {"weights": word_weights(documents), "first": first, "title": head, "second": second}


def _stacked(
    make: Any, rows: list[Floats], labels: list[Floats], weights: list[Floats], folds: list[int]
) -> tuple[list[Floats], dict[str, Any]]:
    """Out-of-fold probabilities of each document, and the trees trained on all."""
    out: list[Floats] = [np.empty(0)] * len(rows)
    for fold in range(INNER):
        inside = [i for i, f in enumerate(folds) if f != fold]
        trees = Trees.read(make(*(np.concatenate([part[i] for i in inside]) for part in (rows, labels, weights))))
        for i, f in enumerate(folds):
            if f == fold:
                out[i] = sigmoid(trees.log_odds(rows[i]))
    return out, make(*(np.concatenate(part) for part in (rows, labels, weights)))


def cross_validate(documents: Sequence[Document]) -> list[Page]:
    """Every page dump, cut and cleaned by a model that has seen none of its sites."""
    groups: list[list[Document]] = [[] for _ in range(OUTER + MULTI_GROUPS)]
    multi = sorted((d for d in documents if d.gold.style == "multi"), key=lambda d: sorted(d.gold.sites))
    for number, document in enumerate(multi):
        groups[OUTER + number * MULTI_GROUPS // len(multi)].append(document)
    for document in documents:
        if document.gold.style in ("container", "page"):
            groups[fold_of(min(document.gold.sites), OUTER)].append(document)
    pages = []
    for number, group in enumerate(groups):
        held = frozenset().union(*(d.gold.sites for d in group))
        inside = [d for d in documents if not d.gold.sites & held]
        model = LineModel.read(train(inside))
        print(f"fold {number + 1}: {len(inside)} files in, {len(group)} out", flush=True)
        sources = (Source(f"{d.gold.name}.txt", d.gold.text) for d in group)
        pages += list(drop_furniture(find_articles(sources, model=model)))
    return pages


def write_tables(pages: Sequence[Page], folder: Path) -> None:
    """The tables of these pages, nothing read out of them but articles and furniture."""
    readings = (SourceReading(page, tuple(Reading(article, ()) for article in page.articles)) for page in pages)
    export_readings(readings, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, help="page dumps with labelled lines")
    parser.add_argument("--clean", type=Path, nargs="*", default=[], help="clean articles; every third is used")
    parser.add_argument("--wire", type=Path, help="CoNLL-2003 train; every sixteenth article is used")
    parser.add_argument("--comments", type=Path, help="Broad Twitter Corpus, to make comments of")
    parser.add_argument("--out", type=Path, help="model file to write")
    parser.add_argument("--cross-validate", type=Path, metavar="TABLES", help="folder for the out-of-fold tables")
    args = parser.parse_args()
    documents = gather(args.pages, args.clean, args.wire, args.comments)
    if args.cross_validate:
        write_tables(cross_validate(documents), args.cross_validate)
    if args.out:
        args.out.write_text(json.dumps(train(documents), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
