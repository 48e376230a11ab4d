"""Stage 1: a source into articles."""

from pipeline.segment.articles import find_articles

__all__ = ["find_articles"]
