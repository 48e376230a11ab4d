"""The report: a result as one page that needs nothing else and opens from disk."""

from pipeline.report.page import write_report

__all__ = ["write_report"]
