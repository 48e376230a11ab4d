"""Train the weights of the names tagger (``pipeline/ner/tagger.py``) on text with annotated names.

    python -m training.names FILE... --out pipeline/models/names.json

A FILE is columns (``.conll.gz``: a token first, its BIO tag last, documents between ``-DOCSTART-`` lines) or
articles (``.jsonl.gz``: ``text`` and ``entities`` with ``start``, ``end``, ``type``). Needs python-crfsuite.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pycrfsuite
from threadpoolctl import threadpool_limits

from pipeline.ner.countries import expression
from pipeline.ner.evidence import KINDS, Evidence, Fact
from pipeline.ner.model import Model, load_model
from pipeline.ner.parse import Analysis, blocks_of, parse
from pipeline.ner.tagger import fact_text
from training.gold_names import Gold, articles_of, with_headlines

SETTINGS = {"c1": 0.3, "c2": 0.3, "max_iterations": 90, "feature.minfreq": 2, "feature.possible_transitions": True}
LEAST_WEIGHT = 0.02


def labels_of(gold: Gold, analysis: Analysis) -> list[str]:
    """The gold label of each token, BIO; a name's "the" and "'s" are left outside, as the rules of the stage do."""
    tokens = analysis.tokens
    labels = ["O"] * len(tokens)
    for start, end, kind in gold.names:
        first = bisect_right(tokens.end, start)
        last = first
        while last < len(tokens) and tokens.start[last] < end:
            last += 1
        while last > first + 1 and tokens.text[last - 1] in ("'s", "’s", "'", "’"):
            last -= 1
        while first < last - 1 and tokens.text[first].casefold() == "the":
            first += 1
        if kind == "MISC":
            last, kind = _of_country(last, first, tokens.text, gold.text[start:end])
        for token in range(first, last):
            labels[token] = f"{'B' if token == first else 'I'}-{kind}"
    return labels


def _of_country(last: int, first: int, words: Sequence[str], text: str) -> tuple[int, str]:
    """Where a name of kind MISC ends and what it is: CoNLL has "Finnish" and "Oslo-based" as MISC, whole."""
    whole, part = expression(text), expression(text.partition("-")[0])
    if whole and whole.kind == "demonym":
        return last, "NORP"
    if part and "-" in words[first:last]:
        return first + words[first:last].index("-"), "NORP" if part.kind == "demonym" else "LOC"
    return last, "MISC"


def sequences(gold: Gold, model: Model) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Evidence and labels of each stretch of an article that may hold names."""
    analysis = parse(gold.text, blocks_of(gold.text, gold.article()), model)
    labels = labels_of(gold, analysis)
    evidence = Evidence(analysis)
    for region in evidence.regions():
        inside = labels[region.first : region.last]
        if inside[0].startswith("I-"):
            inside[0] = f"B{inside[0][1:]}"
        yield [_texts(facts) for facts in evidence.of(region)], inside


def _texts(facts: Sequence[Fact]) -> list[str]:
    return [f"{kind}={fact_text(fact)}" for kind, fact in zip(KINDS, facts, strict=True)]


def train(paths: Sequence[Path], model: Model) -> dict[str, Any]:
    """The content of the weights file."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS)
    for path in paths:
        for gold in articles_of(path):
            for evidence, labels in sequences(with_headlines(gold), model):
                trainer.append(evidence, labels)
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "names.crf")
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        learned = tagger.info()
    weights: dict[str, dict[str, dict[str, float]]] = {kind: {} for kind in KINDS}
    for (text, label), weight in sorted(learned.state_features.items()):
        if abs(weight) >= LEAST_WEIGHT:
            kind, fact = text.split("=", 1)
            weights[kind].setdefault(fact, {})[label] = round(weight, 2)
    return {
        "labels": sorted(learned.labels, key=lambda label: int(learned.labels[label])),
        "transitions": {f"{a} {b}": round(weight, 2) for (a, b), weight in sorted(learned.transitions.items())},
        "weights": weights,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    with threadpool_limits(1):
        content = train(arguments.files, load_model())
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    arguments.out.write_text(text + "\n", encoding="utf-8")
    print(f"{sum(map(len, content['weights'].values()))} facts, {len(text)} bytes")


if __name__ == "__main__":
    main()
