"""How likely a topic is meant by a pronoun: what speaks for and against it, weighed as fitted on annotated text."""

from __future__ import annotations

from functools import cache
from math import exp, log2

from pipeline.lexicon import table
from pipeline.relations.coreference.spoken import Topic

FEATURES = (
    "sentence 0", "sentence 1", "sentence 2", "sentence 3", "further", "subject", "object", "oblique", "owner",
    "modifier", "nearest subject", "subject above", "speaker of it", "spoke last", "by pronoun", "by description",
    "often", "latest", "second", "unnamed", "sex", "sex unknown", "parallel", "other block", "title", "one word",
    "quoted before", "same quotation", "country", "adjective",
)  # fmt: skip
"""Names of the evidence for one topic; ``none:`` ones speak for meaning none of them."""

NONE = ("none", "none:possessive", "none:subject", "none:quoted", "none:empty", "none:first sentences")


@cache
def weights(pronoun: str) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of :data:`FEATURES` and of :data:`NONE` for ``he``, ``it`` or ``they``."""
    found = {row["evidence"]: float(row[pronoun]) for row in table("coreference_weights")}
    return {name: found[name] for name in FEATURES}, {name: found[name] for name in NONE}


def chances(scores: list[float], none: float) -> list[float]:
    """Probability of each topic; the rest is that of none of them."""
    top = max([*scores, none])
    powers = [exp(score - top) for score in scores]
    total = sum(powers) + exp(none - top)
    return [power / total for power in powers]


def often(topic: Topic) -> float:
    """How often a topic was named, as a power of two, 5 at most."""
    return min(log2(1 + topic.n), 5.0)
