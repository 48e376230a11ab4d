"""whosaid: news articles, as they were dumped from the page, into tables of who said what.

The stages, in order: :func:`find_articles`, :func:`drop_furniture`, :func:`find_mentions`, :func:`find_statements`,
:func:`write_tables`. :func:`run_pipeline` does them all, :func:`tables` reads the result::

    import pipeline
    pipeline.run_pipeline(["articles"], "tables")
    pipeline.tables("tables")["statements"]

:func:`read_frame` gives the tables of a data frame, :func:`read_text` the records of one text.

Names are imported when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import read_frame, read_text
    from pipeline.clean import drop_furniture
    from pipeline.config import Config
    from pipeline.export.frames import tables
    from pipeline.export.tables import write_tables
    from pipeline.ner import find_mentions
    from pipeline.ner.model import load_model
    from pipeline.relations import find_statements
    from pipeline.run import run_pipeline
    from pipeline.segment import find_articles

_HOMES = {
    "Config": "pipeline.config",
    "drop_furniture": "pipeline.clean",
    "find_articles": "pipeline.segment",
    "find_mentions": "pipeline.ner",
    "find_statements": "pipeline.relations",
    "load_model": "pipeline.ner.model",
    "read_frame": "pipeline.api",
    "read_text": "pipeline.api",
    "run_pipeline": "pipeline.run",
    "tables": "pipeline.export.frames",
    "write_tables": "pipeline.export.tables",
}

__all__ = [
    "Config",
    "drop_furniture",
    "find_articles",
    "find_mentions",
    "find_statements",
    "load_model",
    "read_frame",
    "read_text",
    "run_pipeline",
    "tables",
    "write_tables",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
