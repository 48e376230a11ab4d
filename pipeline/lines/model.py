"""The line model: which lines of a file are article text, and which are headlines.

Word weights, then three sets of boosted trees: a first look at the body, the headlines, and a second look at
the body that knows the first two's opinion of the lines around. Trained by ``training/lines.py``; the file is
described in ``docs/models/lines.md``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from pipeline.lines.certain import settle
from pipeline.lines.context import around, echoes, headline, neighbourhood
from pipeline.lines.layout import layout
from pipeline.lines.split import split_lines
from pipeline.lines.surface import Surface, surface
from pipeline.lines.trees import Floats, Trees, sigmoid
from pipeline.records import Line, Span

#: Lines that are looked at together: a bound on memory, far beyond any article.
PIECE = 4000


@dataclass(frozen=True, slots=True)
class LineModel:
    """What the model file holds; ``weights`` are log-odds for body by token."""

    weights: Mapping[str, float]
    first: Trees
    title: Trees
    second: Trees

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> LineModel:
        """From the content of a model file."""
        return cls(
            weights=data["weights"],
            first=Trees.read(data["first"]),
            title=Trees.read(data["title"]),
            second=Trees.read(data["second"]),
        )


@cache
def line_model() -> LineModel:
    """The model that is shipped."""
    text = (files("pipeline") / "models" / "lines.json").read_text(encoding="utf-8")
    return LineModel.read(json.loads(text))


def weigh(lines: Sequence[Surface], weights: Mapping[str, float]) -> Floats:
    """Sum of the word weights of each line, and their mean."""
    rows = []
    for line in lines:
        total = sum(weights.get(token, 0.0) for token in line.tokens)
        rows.append((total, total / len(line.tokens)))
    return np.array(rows, np.float64)


def score_lines(text: str, *, model: LineModel | None = None) -> tuple[Line, ...]:
    """The lines of ``text`` that are not blank, with the probabilities of body and headline."""
    spans = split_lines(text)
    model = model or line_model()
    return tuple(line for i in range(0, len(spans), PIECE) for line in _scored(text, spans[i : i + PIECE], model))


def _scored(text: str, spans: Sequence[Span], model: LineModel) -> Iterator[Line]:
    words = [span.of(text) for span in spans]
    lines = [surface(line) for line in words]
    base = layout(text, spans, lines, weigh(lines, model.weights))
    first = neighbourhood(base, spans)
    body = sigmoid(model.first.log_odds(first))
    echo = echoes(lines, body)
    title = sigmoid(model.title.log_odds(headline(base, lines, spans, body, echo)))
    body = sigmoid(model.second.log_odds(around(first, spans, body, title, echo)))
    settle(words, body, title)
    for span, b, t in zip(spans, body.tolist(), title.tolist(), strict=True):
        yield Line(span, round(b, 4), round(t, 4))
