"""Whom pronouns and descriptions take up, over the whole article: *he*, *its*, *who*, *the former president*.

One pass in text order keeps the people and bodies spoken of, and picks for each pronoun the one that
fits best, or none. Descriptions are given to the rules that resolve speakers.
"""

from __future__ import annotations

from pipeline.relations.coreference.found import Found, Voice
from pipeline.relations.coreference.reading import find_references

__all__ = ["Found", "Voice", "find_references"]
