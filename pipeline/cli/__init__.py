"""The command line: the only package that prints. Everything heavy is imported inside the commands."""

from pipeline.cli import cache, convert, report, stages, upkeep, views
from pipeline.cli.app import app, main
from pipeline.errors import WhosaidError

__all__ = ["WhosaidError", "app", "cache", "convert", "main", "report", "stages", "upkeep", "views"]
