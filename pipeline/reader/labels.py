"""From a label a token (BIO) to spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.reader.pieces import Array

NAMES = ("O", *(f"{part}-{kind}" for kind in ("PER", "ORG", "LOC", "NORP", "MISC") for part in "BI"))
"""Labels of the reader's names, in the order of its columns."""


def spans_of_labels(scores: Array, labels: Sequence[str], words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(first token, last token exclusive, kind) by each token's likeliest label of ``labels``.

    An I that does not go on with its kind begins a span. ``scores`` [tokens, labels].
    """
    first, kind = -1, ""
    best = scores.argmax(1).tolist() if len(words) else []
    for token, number in enumerate([*best, labels.index("O")]):
        begin, _, is_of = labels[number].partition("-")
        if first >= 0 and (begin != "I" or is_of != kind):
            yield first, token, kind
            first = -1
        if first < 0 and begin != "O":
            first, kind = token, is_of
