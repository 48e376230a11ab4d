"""What is compared of a text: its words, whatever their case, marks and white space."""

from __future__ import annotations

import re
import unicodedata

SIZE = 5
"""Words of a shingle. On edited copies and look-alikes (docs/copies.md) 4 to 6 part them equally well."""

FIGURES = 1 / 3
"""Of 1,200 articles of prose none has a share of figures above a quarter; Reuters' tables of results have a half."""

_WORD = re.compile(r"[^\W_]+")


def folded_words(text: str) -> list[str]:
    """The words of ``text`` in order: letters and digits only, in lower case, without accents."""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _WORD.findall(text.casefold())


def shingles(words: list[str]) -> list[str]:
    """Each run of SIZE words, in order; none where there are fewer."""
    return [" ".join(run) for run in zip(*(words[first:] for first in range(SIZE)), strict=False)]


def is_table(words: list[str]) -> bool:
    """Whether it is results, prices or standings: they repeat each other from day to day without being copies."""
    return sum(map(str.isdecimal, words)) > FIGURES * len(words)
