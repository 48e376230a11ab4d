"""Fit the weights by which stage 4 judges proposed attributions (``pipeline/relations/confidence.py``).

    python -m training.attribution_weights CORPORA --out pipeline/lexicon/attribution_weights.csv

The train parts of PolNeAR and World news teach. What is right is settled in ``training/verdicts.py``. Needs
scikit-learn.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.clean import drop_furniture
from pipeline.ner import find_mentions
from pipeline.ner.model import Model, load_model
from pipeline.records import Parsed, Source
from pipeline.relations.candidates import candidates
from pipeline.relations.confidence import QUOTED, features, features_inside
from pipeline.relations.tree import Tree
from pipeline.segment import find_articles
from training.reader.prepare import statements_of
from training.verdicts import verdicts

INVERSE_PENALTY = 0.3
WORLD_WEIGHT = 3.0
"""World news is what users read, and there is less of it."""
MIN_FOUND = 4
"""A feature seen less often is left out."""
MIN_WEIGHT = 0.1


class Example(NamedTuple):
    features: tuple[str, ...]
    is_right: bool
    weight: float


def examples(row: dict[str, Any], parsed: Parsed, weight: float) -> Iterator[Example]:
    """What the rules' proposals in ``parsed`` teach, given the gold article ``row``."""
    tree = Tree(replace(parsed, marks=None))
    proposals = candidates(tree)
    for proposal, verdict in zip(proposals, verdicts(row, tree, proposals), strict=True):
        if verdict.alone is not None:
            yield Example(tuple(dict.fromkeys(features(tree, proposal))), verdict.alone, weight)
        elif verdict.inside is not None:
            seen = dict.fromkeys((*features(tree, proposal), *features_inside(tree, proposal)))
            seen.pop(QUOTED, None)
            yield Example(tuple(seen), verdict.inside, weight)


def fit(seen: list[Example]) -> list[tuple[str, int, int, float]]:
    """Feature, how often it was found, how often right, and its weight; the bias first."""
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for example in seen:
        found.update(example.features)
        if example.is_right:
            right.update(example.features)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{f: 1.0 for f in e.features if found[f] >= MIN_FOUND} for e in seen])
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=300)
    model.fit(matrix, [e.is_right for e in seen], [e.weight for e in seen])
    weights = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    rows = [("bias", len(seen), sum(e.is_right for e in seen), float(model.intercept_[0]))]
    rows += [(f, found[f], right[f], float(w)) for f, w in sorted(weights) if abs(w) >= MIN_WEIGHT]
    return rows


def write(rows: list[tuple[str, int, int, float]], out: Path) -> None:
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write("# Weights of a logistic regression over the features of proposed attributions: how often each\n")
        file.write("# was found and how often it was right. Made by: python -m training.attribution_weights\n")
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", "found", "right", "weight"])
        table.writerows((f, n, r, f"{w:.2f}") for f, n, r, w in rows)


def parsed_of(row: dict[str, Any], model: Model) -> Iterator[Parsed]:
    """The gold article ``row`` as the stages before see it."""
    yield from find_mentions(drop_furniture(find_articles([Source(row["id"], row["text"])])), model)


def gather(corpora: Path) -> Iterator[tuple[dict[str, Any], Example]]:
    """What each gold article of the training parts teaches, with the article."""
    model = load_model(reader=False)
    for rows, weight in zip(statements_of(corpora), (1.0, WORLD_WEIGHT), strict=True):
        for row in rows:
            for parsed in parsed_of(row, model):
                for example in examples(row, parsed, weight):
                    yield row, example


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    write(fit([example for _, example in gather(args.corpora)]), args.out)


if __name__ == "__main__":
    main()
