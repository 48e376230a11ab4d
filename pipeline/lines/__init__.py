"""The lines of a file and what they are: below segment and clean, which both go by it."""

from pipeline.lines.model import LineModel, line_model, score_lines
from pipeline.lines.split import split_lines
from pipeline.lines.wrapped import runs_on

#: Probability from which a line is taken for article text.
BODY = 0.5

__all__ = ["BODY", "LineModel", "line_model", "runs_on", "score_lines", "split_lines"]
