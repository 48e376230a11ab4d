"""Evidence for names: every kind has its fact."""

from __future__ import annotations

from pipeline.ner.evidence import KINDS, Evidence
from pipeline.ner.parse import Analysis, RawEntity
from pipeline.records import Block, Sentence, Span, Tokens


def analysis(words: list[str], entities: tuple[RawEntity, ...] = ()) -> Analysis:
    """Words with a blank between them, one sentence, each governed by the first."""
    starts = [len(" ".join(words[:i])) + (i > 0) for i in range(len(words))]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    n = len(words)
    tokens = Tokens(
        tuple(words), tuple(starts), tuple(ends), tuple(w.lower() for w in words), ("NNP",) * n, ("dep",) * n, (0,) * n
    )
    return Analysis((Block("paragraph", Span(0, ends[-1])),), tokens, (Sentence(0, n, 0),), entities)


def test_one_fact_a_kind() -> None:
    evidence = Evidence(analysis(["Nadia", "Verkhov", "of", "Tallinn", "left"]))
    for region in evidence.regions():
        for facts in evidence.of(region):
            assert len(facts) == len(KINDS)
