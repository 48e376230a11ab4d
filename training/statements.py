"""Fit the trees that weigh proposals where the reader's marks are (``pipeline/relations/confidence.py``).

    python -m training.statements CORPORA --out pipeline/models/statements.json

Articles that the reader did not learn from teach them (``training/reader/prepare.py``), since its marks are surer of
what it has learned. Statements inside others are too few there: World news articles that it learned from are added for
these, at a smaller weight. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from pipeline.ner.model import Model, load_model
from pipeline.records import Parsed
from pipeline.relations.agreement import Agreement
from pipeline.relations.candidates import candidates
from pipeline.relations.confidence import log_odds
from pipeline.relations.tree import Tree
from training.attribution_weights import parsed_of
from training.lines import boost, mean
from training.reader.prepare import held, rows_of
from training.verdicts import EXACT, Verdict, verdicts

WORLD_WEIGHT = 2.0
"""World news is what users read, and there is less of it."""
LEARNED_WEIGHT = 0.3
"""Share of that weight for articles that the reader learned from."""
ROUNDS = {"alone": 100, "inside": 60, "exact": 100}
LEAVES = {"alone": 16, "inside": 6, "exact": 12}
RATE = 0.06
SETS = 5
"""Sets of trees that see the numbers in another order of chance; their mean varies less."""


class Example(NamedTuple):
    """A proposal's numbers, what gold says of it, how much it counts; did the reader learn from its article?"""

    row: list[float]
    verdict: Verdict
    weight: float
    is_learned: bool = False


def examples(row: dict[str, Any], parsed: Parsed, weight: float) -> Iterator[Example]:
    tree = Tree(parsed)
    proposals = candidates(tree)
    assert parsed.marks is not None
    scores = [log_odds(tree, proposal) for proposal in proposals]
    rows = Agreement(tree, parsed.marks).rows(proposals, scores)
    for numbers, verdict in zip(rows, verdicts(row, tree, proposals), strict=True):
        yield Example(numbers, verdict, weight)


def gather(corpora: Path, model: Model) -> Iterator[Example]:
    """Examples of the articles kept from the reader, and those inside others of the World news that it learned."""
    polnear = rows_of(corpora / "statements/polnear-train.jsonl.gz")
    world = rows_of(corpora / "statements/world-train.jsonl.gz")
    for rows, kept, weight in zip((polnear, world), held(polnear, world), (1.0, WORLD_WEIGHT), strict=True):
        for row in rows:
            if row["id"] in kept:
                for parsed in parsed_of(row, model):
                    yield from examples(row, parsed, weight)
            elif rows is world:
                for parsed in parsed_of(row, model):
                    for example in examples(row, parsed, weight * LEARNED_WEIGHT):
                        yield example._replace(is_learned=True)


def fit(seen: Sequence[Example], part: str) -> dict[str, Any]:
    """Trees for ``alone``, ``inside`` or ``exact``."""
    pool = [e for e in seen if part == "inside" or not e.is_learned]
    known = [(e, answer) for e in pool if (answer := _answer(e.verdict, part)) is not None]
    rows = np.array([e.row for e, _ in known])
    right = np.array([float(answer) for _, answer in known])
    weights = np.array([e.weight for e, _ in known])
    print(f"{part}: {len(known)} proposals, {int(right.sum())} right")
    size = {"rounds": ROUNDS[part], "leaves": LEAVES[part]}
    return mean([boost(rows, right, weights, rate=RATE, seed=seed, **size) for seed in range(SETS)])


def _answer(verdict: Verdict, part: str) -> bool | None:
    """Of ``exact`` only where the attribution is right."""
    if part != "exact":
        return verdict.alone if part == "alone" else verdict.inside
    return verdict.overlap >= EXACT if verdict.alone or verdict.inside else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    seen = list(gather(args.corpora, load_model(reader=True)))
    content = {part: fit(seen, part) for part in ROUNDS}
    args.out.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
