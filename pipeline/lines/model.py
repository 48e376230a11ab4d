"""The line model: which lines of a file are article text, and which are headlines.

Word weights, then three sets of boosted trees: a first look at the body, the headlines, and a second look at
the body that knows the first two's opinion of the lines around. Trained by ``training/lines.py``; the file is
described in ``docs/models/lines.md``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from pipeline.lines.context import around, headline, layout, neighbourhood
from pipeline.lines.split import split_lines
from pipeline.lines.surface import SURFACE_NAMES, Surface, surface
from pipeline.lines.trees import Floats, Trees, sigmoid
from pipeline.records import Line, Span

#: Column of the sum of word weights in the matrix of ``layout``.
LEXICAL = len(SURFACE_NAMES)


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
    if not spans:
        return ()
    model = model or line_model()
    lines = [surface(span.of(text)) for span in spans]
    base = layout(text, spans, lines, weigh(lines, model.weights))
    first = neighbourhood(base, spans, LEXICAL)
    body = sigmoid(model.first.log_odds(first))
    title = sigmoid(model.title.log_odds(headline(base, lines, spans, body)))
    body = sigmoid(model.second.log_odds(around(first, spans, body, title)))
    return tuple(_line(span, b, t) for span, b, t in zip(spans, body.tolist(), title.tolist(), strict=True))


def _line(span: Span, body: float, title: float) -> Line:
    return Line(span, round(body, 4), round(title, 4))
