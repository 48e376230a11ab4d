"""Scoring a run against gold text: statements, names, pages; :mod:`~pipeline.evaluate.page` shows the figures."""

from pipeline.evaluate.gold import KINDS
from pipeline.evaluate.predict import run_and_evaluate
from pipeline.evaluate.score import Report, evaluate

__all__ = ["KINDS", "Report", "evaluate", "run_and_evaluate"]
