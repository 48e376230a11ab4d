"""HTML pages: the text of the article in them, and what they say of it."""

from pipeline.sources.html.extract import Extracted, extract

__all__ = ["Extracted", "extract"]
