"""What is compared of a text: its words, whatever their case, marks and white space."""

from __future__ import annotations

import re
import unicodedata

SIZE = 5
"""Words of a shingle. On edited copies and look-alikes (docs/copies.md) 4 to 6 part them equally well."""

_WORD = re.compile(r"[^\W_]+")


def folded_words(text: str) -> list[str]:
    """The words of ``text`` in order: letters and digits only, in lower case, without accents."""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _WORD.findall(text.casefold())


def shingles(words: list[str]) -> list[str]:
    """Each run of SIZE words, in order; none where there are fewer."""
    return [" ".join(run) for run in zip(*(words[first:] for first in range(SIZE)), strict=False)]
