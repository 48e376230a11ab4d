"""What the lines around a line say about it, as matrices of one row a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from pipeline.lines.surface import SURFACE_NAMES, Surface
from pipeline.lines.trees import Floats
from pipeline.records import Span

_COLUMN = {name: i for i, name in enumerate(SURFACE_NAMES)}
_NEIGHBOURS = [_COLUMN[name] for name in ("length", "sentence_end", "stops", "capitals", "digits", "separator")]
_REACH = 25  # lines that a headline looks ahead to find its own words again


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


def shifted(columns: Floats, by: int) -> Floats:
    """Row i holds what row ``i - by`` held; zeros come in at the end."""
    out = np.zeros_like(columns)
    if by >= len(columns) or -by >= len(columns):
        return out
    if by > 0:
        out[by:] = columns[:-by]
    else:
        out[:by] = columns[-by:]
    return out


def window(values: Floats, back: int, ahead: int) -> Floats:
    """Sum of ``values`` from ``back`` lines before to ``ahead`` lines after (negative: not reaching)."""
    cumulated = np.concatenate(([0.0], np.cumsum(values)))
    n = len(values)
    place = np.arange(n)
    low = np.clip(place - back, 0, n)
    high = np.clip(place + ahead + 1, 0, n)
    return np.where(high > low, cumulated[high] - cumulated[low], 0.0)


def _distance(marked: Floats) -> tuple[Floats, Floats]:
    """Lines to the nearest marked line before and after, at most 30."""
    n = len(marked)
    place = np.arange(n)
    last = np.maximum.accumulate(np.where(marked > 0, place, -1000))
    last = np.concatenate(([-1000], last[:-1]))
    following = np.minimum.accumulate(np.where(marked > 0, place, n + 1000)[::-1])[::-1]
    following = np.concatenate((following[1:], [n + 1000]))
    return np.minimum(place - last, 30).astype(float), np.minimum(following - place, 30).astype(float)


def neighbourhood(base: Floats, spans: Sequence[Span], lexical_column: int) -> Floats:
    """``base`` with the neighbours' features and the density of prose: input of the first body model."""
    chosen = base[:, [*_NEIGHBOURS, lexical_column]]
    prose = base[:, -1]
    size = np.array([span.end - span.start for span in spans], float)
    mass = prose * np.minimum(size, 600)
    total = max(float(mass.sum()), 1.0)
    previous, following = _distance(prose)
    return np.hstack(
        [
            base,
            *(shifted(chosen, by) for by in (1, 2, 3, -1, -2, -3)),
            np.column_stack(
                [
                    window(mass, 5, 5) / 100,
                    window(mass, 15, 15) / 100,
                    window(mass, 5, -1) / 100,
                    window(mass, -1, 5) / 100,
                    np.cumsum(mass) / total,
                    previous,
                    following,
                    window(base[:, lexical_column], 4, 4),
                    window(base[:, lexical_column], 10, 10),
                ]
            ),
        ]
    )


def headline(base: Floats, lines: Sequence[Surface], spans: Sequence[Span], body: Floats) -> Floats:
    """Input of the headline model; ``body`` is the first body model's probability of each line."""
    size = np.array([span.end - span.start for span in spans], float)
    mass = body * np.minimum(size, 600)
    previous, following = _distance((body > 0.5).astype(float))
    return np.hstack(
        [
            base,
            *(shifted(base[:, [0, 3, 9]], by) for by in (1, 2, -1, -2, -3)),
            *(shifted(body[:, None], by) for by in (1, 2, 3, -1, -2, -3)),
            np.column_stack(
                [
                    body,
                    window(mass, 5, -1) / 100,
                    window(mass, 15, -1) / 100,
                    window(mass, -1, 5) / 100,
                    window(mass, -1, 15) / 100,
                    (np.cumsum(mass) - mass) / max(float(mass.sum()), 1.0),
                    previous,
                    following,
                    *_words_ahead(lines, body),
                ]
            ),
        ]
    )


def _words_ahead(lines: Sequence[Surface], body: Floats) -> tuple[Floats, Floats, Floats]:
    """Shares of a line's content words that body lines within 25 lines after and before it have; repeats ahead."""
    n = len(lines)
    ahead, behind, again = np.zeros(n), np.zeros(n), np.zeros(n)
    likely = body > 0.3
    counts: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    for i in range(n - 1, -1, -1):
        line = lines[i]
        if line.content:
            ahead[i] = sum(counts[word] > 0 for word in line.content) / len(line.content)
        again[i] = min(keys[line.key], 2)
        keys[line.key] += 1
        if likely[i]:
            counts.update(line.content)
        gone = i + _REACH
        if gone < n:
            keys[lines[gone].key] -= 1
            if likely[gone]:
                counts.subtract(lines[gone].content)
    counts = Counter()
    for i, line in enumerate(lines):
        if line.content:
            behind[i] = sum(counts[word] > 0 for word in line.content) / len(line.content)
        if likely[i]:
            counts.update(line.content)
        gone = i - _REACH
        if gone >= 0 and likely[gone]:
            counts.subtract(lines[gone].content)
    return ahead, behind, again


def around(first: Floats, spans: Sequence[Span], body: Floats, title: Floats) -> Floats:
    """``first`` with the neighbours' probabilities: input of the second body model."""
    size = np.array([span.end - span.start for span in spans], float)
    weight = np.minimum(size, 600)
    mass = body * weight
    waste = (1 - body) * weight
    total = max(float(mass.sum()), 1.0)
    previous, following = _distance((body > 0.5).astype(float))
    after_title, before_title = _distance((title > 0.5).astype(float))
    shares = [
        window(mass, back, ahead) / np.maximum(window(weight, back, ahead), 1.0)
        for back, ahead in ((2, 2), (5, 5), (15, 15), (5, -1), (-1, 5), (15, -1), (-1, 15))
    ]
    return np.hstack(
        [
            first,
            *(shifted(body[:, None], by) for by in (1, 2, 3, 4, -1, -2, -3, -4)),
            np.column_stack(
                [
                    body,
                    title,
                    *shares,
                    window(mass, 10, 10) / 100,
                    window(waste, 10, 10) / 100,
                    np.cumsum(mass) / total,
                    np.full(len(body), np.log1p(total)),
                    previous,
                    following,
                    after_title,
                    before_title,
                    window(title, 3, 3),
                ]
            ),
        ]
    )
