"""What the lines around a line say about it: the inputs of the three models, one row a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from pipeline.lines.layout import COLUMN, LEXICAL
from pipeline.lines.surface import Surface
from pipeline.lines.trees import Floats
from pipeline.lines.window import distances, shifted, window
from pipeline.records import Span

_NEIGHBOURS = [COLUMN[name] for name in ("length", "sentence_end", "stops", "capitals", "digits", "separator")]
_HEADINGS = [
    COLUMN[f"phrase_{kind}"] for kind in ("comment", "related", "newsletter", "bio", "share", "advert", "footer")
]
_HEADING_WORDS = 6
_DENSITIES = [
    COLUMN[name]
    for name in (
        "first_person", "second_person", "third_person", "phrase_date", "clock", "year", "cue", "quotes", "link",
        "phrase_comment", "phrase_related", "phrase_newsletter", "phrase_share", "phrase_menu", "phrase_advert",
    )
]  # fmt: skip
# What stands between a headline and its text, and what stands below the text before.
_HEAD_SIGNS = [
    COLUMN[name]
    for name in (
        "by", "year", "clock", "month", "credit", "agency", "link", "phrase_byline", "phrase_date", "phrase_share",
        "phrase_caption", "phrase_credit",
    )
]  # fmt: skip
_FOOT_SIGNS = [
    COLUMN[f"phrase_{kind}"]
    for kind in ("footer", "comment", "related", "bio", "newsletter", "share", "tags", "menu", "date", "note")
]
_REACH = 25  # lines that a headline looks ahead to find its own words again


def neighbourhood(base: Floats, spans: Sequence[Span]) -> Floats:
    """``base`` with the neighbours' features and the density of prose: input of the first body model."""
    chosen = base[:, [*_NEIGHBOURS, LEXICAL]]
    prose = base[:, -1]
    size = np.array([span.end - span.start for span in spans], float)
    mass = prose * np.minimum(size, 600)
    total = max(float(mass.sum()), 1.0)
    previous, following = distances(prose)
    short = base[:, COLUMN["words"]] <= np.log1p(_HEADING_WORDS)
    headings = [distances(base[:, column] * short) for column in _HEADINGS]
    usual = float(np.median(size[prose > 0])) if prose.any() else 200.0
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
                    window(base[:, LEXICAL], 4, 4),
                    window(base[:, LEXICAL], 10, 10),
                    np.log(size / usual),
                    *(behind for behind, _ in headings),
                    headings[0][1],
                    headings[1][1],
                    window(base[:, _DENSITIES], 4, 4),
                    window(base[:, _DENSITIES[3:6]] * short[:, None], 2, 2),
                ]
            ),
        ]
    )


def headline(
    base: Floats, lines: Sequence[Surface], spans: Sequence[Span], body: Floats, echo: Sequence[Floats]
) -> Floats:
    """Input of the headline model; ``body`` is the first body model's probability of each line."""
    size = np.array([span.end - span.start for span in spans], float)
    mass = body * np.minimum(size, 600)
    previous, following = distances((body > 0.5).astype(float))
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
                    window(base[:, _HEAD_SIGNS], -1, 6),
                    window(base[:, _FOOT_SIGNS], 8, -1),
                    window(base[:, LEXICAL], 8, -1),
                    window(base[:, LEXICAL], -1, 5),
                    *echo,
                    *_containment(lines),
                ]
            ),
        ]
    )


def echoes(lines: Sequence[Surface], body: Floats) -> tuple[Floats, Floats, Floats]:
    """Shares of a line's content words that body lines within 25 lines after and before it have; repeats ahead."""
    n = len(lines)
    ahead, behind, again = np.zeros(n), np.zeros(n), np.zeros(n)
    likely = body > 0.4
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


def _containment(lines: Sequence[Surface]) -> tuple[Floats, Floats]:
    """Whether a line holds another one within 12 lines with something more (“Headline | Site”), or lies in one."""
    holds, lies = np.zeros(len(lines)), np.zeros(len(lines))
    keys = [(i, line.key) for i, line in enumerate(lines) if 20 <= len(line.key) <= 200]
    for place, (i, key) in enumerate(keys):
        for j, other in keys[place + 1 : place + 13]:
            if j - i > 12:
                break
            if len(key) > len(other) and other in key:
                holds[i] = lies[j] = 1.0
            elif len(key) < len(other) and key in other:
                holds[j] = lies[i] = 1.0
    return holds, lies


def around(first: Floats, spans: Sequence[Span], body: Floats, title: Floats, echo: Sequence[Floats]) -> Floats:
    """``first`` with the neighbours' probabilities: input of the second body model."""
    size = np.array([span.end - span.start for span in spans], float)
    weight = np.minimum(size, 600)
    mass = body * weight
    waste = (1 - body) * weight
    total = max(float(mass.sum()), 1.0)
    previous, following = distances((body > 0.5).astype(float))
    after_title, before_title = distances((title > 0.5).astype(float))
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
                    *echo,
                ]
            ),
        ]
    )
