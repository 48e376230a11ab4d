"""Stage 2: page furniture out of the articles."""

from pipeline.clean.furniture import drop_furniture

__all__ = ["drop_furniture"]
