"""The lines of a file and what they are: below segment and clean, which both go by it."""

from pipeline.lines.model import LineModel, line_model, score_lines
from pipeline.lines.phrases import phrase_kinds
from pipeline.lines.split import iter_lines, split_lines
from pipeline.lines.surface import is_credit, squash
from pipeline.lines.wrapped import runs_on

#: Probability from which a line is taken for article text.
BODY = 0.58

__all__ = [
    "BODY",
    "LineModel",
    "is_credit",
    "iter_lines",
    "line_model",
    "phrase_kinds",
    "runs_on",
    "score_lines",
    "split_lines",
    "squash",
]
