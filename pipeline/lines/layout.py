"""Each line as it stands in its file: surface, word weights, place, blank lines, repetitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from pipeline.lines.surface import SURFACE_NAMES, Surface
from pipeline.lines.trees import Floats
from pipeline.records import Span

#: Columns of the surface features in the matrix of ``layout``.
COLUMN = {name: i for i, name in enumerate(SURFACE_NAMES)}
#: Column of the sum of word weights; that of their mean follows.
LEXICAL = len(SURFACE_NAMES)


def layout(text: str, spans: Sequence[Span], lines: Sequence[Surface], lexical: Floats) -> Floats:
    """Surface features of each line, its word weights, its place in the file, its repetitions.

    ``lexical`` has a row a line: sum of the weights of its words, and the mean.
    """
    n = len(lines)
    own = np.array([line.features for line in lines], np.float64)
    before = np.array([_breaks(text, a, b) for a, b in zip([0, *(s.end for s in spans)], spans, strict=False)], float)
    before[0] = 3.0
    after = np.append(before[1:], 3.0)
    usual = float(np.median(before[1:])) if n > 1 else 1.0
    place = np.arange(n)
    counts = Counter(line.key for line in lines)
    seen: Counter[str] = Counter()
    earlier = np.zeros(n)
    for i, line in enumerate(lines):
        earlier[i] = seen[line.key]
        seen[line.key] += 1
    total = np.array([counts[line.key] for line in lines], float)
    prose = np.array([line.prose for line in lines], float)
    size = np.array([span.end - span.start for span in spans], float)
    columns = [
        before,
        after,
        before - usual,
        np.full(n, usual),
        np.minimum(place, 50),
        np.minimum(n - 1 - place, 50),
        place / n,
        np.full(n, np.log(n)),
        np.full(n, prose.mean()),
        np.full(n, (prose * size).sum() / size.sum()),
        np.minimum(earlier, 3),
        np.minimum(total - 1 - earlier, 3),
        _overlap(lines),
        prose,
    ]
    return np.hstack([own, lexical, np.column_stack(columns)])


def _breaks(text: str, start: int, span: Span) -> float:
    """Line ends between ``start`` and the line, at most 4."""
    between = text[start : min(span.start, start + 12)]
    return float(min(between.count("\n") or between.count("\r") or 1, 4))


def _overlap(lines: Sequence[Surface]) -> Floats:
    """Share of a line's content words that the file's other lines of prose have too."""
    counts: Counter[str] = Counter()
    for line in lines:
        if line.prose:
            counts.update(line.content)
    out = np.zeros(len(lines))
    for i, line in enumerate(lines):
        if line.content:
            own = int(line.prose)
            out[i] = sum(counts[word] > own for word in line.content) / len(line.content)
    return out
