"""Fit the trees that weigh proposals where the reader's marks are (``pipeline/relations/confidence.py``).

    python -m training.statements CORPORA --readers build/reader --out pipeline/models/statements.json
    python -m training.statements CORPORA --readers build/reader --cross-validate

A reader's marks are surer of what it has learned, and so are the rules' weights. The training articles are therefore
in parts; ``READERS/part0`` and so on hold a reader each that has not learned that part (``python -m training.reader
--without``). It marks the part, the rules' weights of the other parts judge it, and what the two say of the proposals
in all parts for which there is a reader teaches the trees (cross-fitting; Chernozhukov et al., 2018). Needs
scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from pipeline.lines.trees import Trees, sigmoid
from pipeline.ner.model import load_model
from pipeline.reader.model import load_reader
from pipeline.reader.pieces import Array
from pipeline.records import Parsed
from pipeline.relations.agreement import Agreement
from pipeline.relations.candidates import candidates
from pipeline.relations.choose import THRESHOLD_MARKED, choose
from pipeline.relations.confidence import log_odds, worth_weighing
from pipeline.relations.mend import mended
from pipeline.relations.proposals import Proposal
from pipeline.relations.tree import Tree
from training import attribution_weights
from training.attribution_weights import parsed_of
from training.lines import boost, mean
from training.reader.prepare import PARTS, parts_of, statements_of
from training.verdicts import EXACT, Verdict, verdicts

WORLD_WEIGHT = 2.0
"""World news is what users read, and there is less of it."""
ROUNDS = {"alone": 250, "inside": 100, "exact": 200}
LEAVES = {"alone": 16, "inside": 8, "exact": 12}
RATE = 0.06
SETS = 2
"""Sets of trees that see the numbers in another order of chance; their mean varies less."""


class Judged(NamedTuple):
    """An article: the part it is in, how much it counts, and the proposals that a run would weigh.

    Of each proposal, ``rows`` has its numbers and ``verdicts`` what gold says of it; ``annotated`` is how many
    attributions gold has outside others and inside.
    """

    part: int
    weight: float
    proposals: list[Proposal]
    rows: Array
    verdicts: list[Verdict]
    annotated: tuple[int, int]


def judged(row: dict[str, Any], parsed: Parsed, weight: float, part: int, weights: Mapping[str, float]) -> Judged:
    """The article ``parsed``, by the gold article ``row`` and the rules' ``weights``."""
    tree = Tree(parsed)
    proposals = mended(tree, candidates(tree))
    assert parsed.marks is not None
    scores = [log_odds(tree, proposal, weights) for proposal in proposals]
    agreement = Agreement(tree, parsed.marks)
    weighed = worth_weighing(agreement, proposals, scores)
    known = list(verdicts(row, tree, proposals))
    rows = np.asarray(agreement.rows(proposals, scores, weighed), np.float32)
    inner = [a.get("in") is not None for a in row["attributions"] if a["content"]]
    annotated = inner.count(False), inner.count(True)
    return Judged(part, weight, [proposals[n] for n in weighed], rows, [known[n] for n in weighed], annotated)


def gather(corpora: Path, readers: Path) -> Iterator[Judged]:
    """All training articles, each part marked by the reader and judged by the weights without it."""
    polnear, world = statements_of(corpora)
    part_of = parts_of(polnear, world)
    seen = [(part_of[row["id"]], example) for row, example in attribution_weights.gather(corpora)]
    model = load_model(reader=True)
    for part in range(PARTS):
        folder = readers / f"part{part}"
        if not folder.exists():
            continue
        model.reader = load_reader(folder)
        weights = {f: w for f, _, _, w in attribution_weights.fit([e for other, e in seen if other != part])}
        for rows, weight in ((polnear, 1.0), (world, WORLD_WEIGHT)):
            for row in rows:
                if part_of[row["id"]] == part:
                    for parsed in parsed_of(row, model):
                        yield judged(row, parsed, weight, part, weights)


def fit(seen: Sequence[Judged], kind: str) -> dict[str, Any]:
    """Trees for ``alone``, ``inside`` or ``exact``."""
    known = [
        (article.rows[number], answer, article.weight)
        for article in seen
        for number, verdict in enumerate(article.verdicts)
        if (answer := _answer(verdict, kind)) is not None
    ]
    rows = np.array([numbers for numbers, _, _ in known], np.float64)
    right = np.array([float(answer) for _, answer, _ in known])
    weights = np.array([weight for _, _, weight in known])
    print(f"{kind}: {len(known)} proposals, {int(right.sum())} right")
    size = {"rounds": ROUNDS[kind], "leaves": LEAVES[kind]}
    return mean([boost(rows, right, weights, rate=RATE, seed=seed, **size) for seed in range(SETS)])


def cross_validate(seen: Sequence[Judged]) -> None:
    """Print what the trees of the other parts choose in each: by corpus, outside others and inside, P, R and F1."""
    counts: dict[str, Counter[str]] = {"PolNeAR": Counter(), "World news": Counter()}
    for part in sorted({article.part for article in seen}):
        trees = {kind: Trees.read(fit([a for a in seen if a.part != part], kind)) for kind in ROUNDS}
        for article in seen:
            if article.part == part and article.proposals:
                _count(article, trees, counts["PolNeAR" if article.weight == 1.0 else "World news"])
    for corpus, count in counts.items():
        for place in (place for place in ("outside", "inside") if count[f"{place} annotated"]):
            p, r = (count[f"{place} right"] / max(1, count[f"{place} {of}"]) for of in ("found", "annotated"))
            print(f"{corpus}, {place}: P {p:.1%} R {r:.1%} F1 {2 * p * r / max(p + r, 1e-9):.1%}")


def _count(article: Judged, trees: Mapping[str, Trees], count: Counter[str]) -> None:
    rows = article.rows.astype(np.float64)
    chances = zip(*(sigmoid(trees[kind].log_odds(rows)).tolist() for kind in ROUNDS), strict=True)
    verdict_of: dict[int, Verdict] = {}
    for proposal, verdict, (alone, inside, exact) in zip(article.proposals, article.verdicts, chances, strict=True):
        proposal.confidence, proposal.confidence_inside, proposal.exactness = alone, inside, exact
        verdict_of[id(proposal)] = verdict
    count.update({"outside annotated": article.annotated[0], "inside annotated": article.annotated[1]})
    for proposal in choose(article.proposals, THRESHOLD_MARKED):
        place = "outside" if proposal.parent < 0 else "inside"
        verdict = verdict_of[id(proposal)]
        count[f"{place} found"] += 1
        count[f"{place} right"] += bool(verdict.alone if place == "outside" else verdict.inside)


def _answer(verdict: Verdict, kind: str) -> bool | None:
    """Of ``exact`` only where the attribution is right."""
    if kind != "exact":
        return verdict.alone if kind == "alone" else verdict.inside
    return verdict.overlap >= EXACT if verdict.alone or verdict.inside else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--readers", type=Path, required=True, help="folder of the readers that lack a part each")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, help="file for the trees")
    what.add_argument("--cross-validate", action="store_true", help="measure trees of the other parts on each")
    args = parser.parse_args()
    seen = list(gather(args.corpora, args.readers))
    if args.cross_validate:
        cross_validate(seen)
        return
    content = {kind: fit(seen, kind) for kind in ROUNDS}
    args.out.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
