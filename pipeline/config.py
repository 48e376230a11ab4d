"""Settings of a run, as one value that is handed down by keyword."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Config:
    """What a user may choose. Only settings that change the result are part of its fingerprint."""

    model: str | None = None
    """Name of an installed spaCy pipeline; None takes ``en_core_web_sm`` in whichever package holds it."""
    reader: bool = True
    """Whether the reader marks statements and names; without it the rules work alone."""
    clean_text: bool = False
    """Each source is one clean article: no furniture, no language check."""
    text_field: str | None = None
    """The field of records that holds the text; None takes the first that is usually called so. The same below."""
    id_field: str | None = None
    title_field: str | None = None
    date_field: str | None = None
