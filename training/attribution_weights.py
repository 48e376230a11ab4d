"""Fit the weights by which stage 4 judges proposed attributions (``pipeline/relations/confidence.py``).

    python -m training.attribution_weights FILE[:WEIGHT]... --out pipeline/lexicon/attribution_weights.csv

A FILE is gold as ``.jsonl.gz``: ``id``, ``text`` and ``attributions`` with ``source``, ``cue``, ``content`` as lists of
[start, end] and, where known, ``in``. WEIGHT says how much each of its proposals counts (1). A proposal is right if
its content shares half of its letters with a gold content and its source half of the shorter one. Proposals whose
cue stands inside some gold content teach what stands in another's content, where the gold marks that (``in``), else
nothing. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.clean import drop_furniture
from pipeline.ner import find_mentions
from pipeline.ner.model import Model, load_model
from pipeline.records import Parsed, Source, Span
from pipeline.relations.confidence import QUOTED, features, features_inside
from pipeline.relations.link import link
from pipeline.relations.propose import propose
from pipeline.relations.propose.bare import bare_after, taken_quotations
from pipeline.relations.tree import Range, Tree
from pipeline.segment import find_articles

INVERSE_PENALTY = 0.3
MIN_FOUND = 4
"""A feature seen less often is left out."""
MIN_WEIGHT = 0.1


class Example(NamedTuple):
    features: tuple[str, ...]
    is_right: bool
    weight: float


def letters(text: str, spans: Iterable[Iterable[int]]) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, min(end, len(text))) if text[i].isalnum())


def examples(row: dict[str, Any], parsed: Parsed, weight: float) -> Iterator[Example]:
    """What the proposals in ``parsed`` teach, given the gold article ``row``."""
    text = row["text"]
    gold, inner = (
        [
            (letters(text, a["content"]), letters(text, a["source"]))
            for a in row["attributions"]
            if a["content"] and (a.get("in") is not None) is inside
        ]
        for inside in (False, True)
    )
    owner = {place: number for number, (content, _) in enumerate(gold) for place in content}
    tree = Tree(parsed)
    proposals = [p for p in propose(tree) if p.content]
    for proposal in proposals:
        link(tree, proposal)
    taken = taken_quotations(tree, [p for p in proposals if p.rule == "quoted"])
    for proposal in proposals:
        more = bare_after(tree, proposal, taken) if proposal.source is not None else ()
        found = None
        for content in (proposal.content, (*proposal.content, *more)) if more else (proposal.content,):
            own = letters(text, _spans(parsed, content))
            for number in sorted({owner[place] for place in own if place in owner}):
                if 2 * len(own & gold[number][0]) >= len(own | gold[number][0]):
                    found = number
        source = letters(text, _spans(parsed, (proposal.source,) if proposal.source else ()))
        if found is None and parsed.tokens.start[proposal.head] in owner:
            if inner:
                own = letters(text, _spans(parsed, proposal.content))
                right = any(2 * len(own & c) >= len(own | c) and _same(s, source) for c, s in inner)
                seen = dict.fromkeys((*features(tree, proposal), *features_inside(tree, proposal)))
                seen.pop(QUOTED, None)
                yield Example(tuple(seen), right, weight)
            continue
        right = found is not None and _same(gold[found][1], source)
        yield Example(tuple(dict.fromkeys(features(tree, proposal))), right, weight)


def _spans(parsed: Parsed, ranges: Iterable[Range]) -> list[Span]:
    return [parsed.tokens.span(*r) for r in ranges if r.first < r.last]


def _same(gold: frozenset[int], own: frozenset[int]) -> bool:
    if not gold or not own:
        return not gold and not own
    return 2 * len(gold & own) >= min(len(gold), len(own))


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


def read(path: Path, model: Model) -> Iterator[tuple[dict[str, Any], Parsed]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            pages = drop_furniture(find_articles([Source(row["id"], row["text"])]))
            for parsed in find_mentions(pages, model):
                yield row, parsed


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", nargs="+", help="FILE or FILE:WEIGHT")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    model = load_model()
    seen: list[Example] = []
    for name in args.gold:
        path, _, weight = name.partition(":")
        for row, parsed in read(Path(path), model):
            seen += examples(row, parsed, float(weight or 1))
    write(fit(seen), args.out)


if __name__ == "__main__":
    main()
