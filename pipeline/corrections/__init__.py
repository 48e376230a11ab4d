"""An analyst's corrections: a small CSV that is laid over what was read, before the tables are written.

:mod:`~pipeline.corrections.read` reads the file, :mod:`~pipeline.corrections.apply` changes the readings of a source,
:mod:`~pipeline.corrections.ledger` keeps account of what became of each line.
"""

from pipeline.corrections.apply import correct
from pipeline.corrections.ledger import Ledger, Outcome
from pipeline.corrections.read import Correction, CorrectionFile, Problem, read_corrections

__all__ = ["Correction", "CorrectionFile", "Ledger", "Outcome", "Problem", "correct", "read_corrections"]
