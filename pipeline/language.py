"""Whether a text is English, as the library py3langid has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from pipeline.records import Source

LEAST_LETTERS = 200
"""A text with fewer letters counts as English: too little to tell from a list of names."""
UNLIKELY = 0.001
"""No text with so high a probability of English is in another language; lists of results come near it."""
NAMED = 0.6
"""The likeliest other language is named from this probability on; neighbours and transliterations share theirs."""
ENOUGH = 0.2
"""Share of English among pieces of a text from which it may hold an English article."""


def other_language(text: str) -> str | None:
    """What ``text`` is in, if it is not English: “French”, or “another language” where it cannot be named."""
    if _letters(text) < LEAST_LETTERS:
        return None
    chances = dict(_identifier().rank(text))
    if chances["en"] >= UNLIKELY:
        return None
    code, chance = max(chances.items(), key=lambda entry: entry[1])
    return _name(code) if chance >= NAMED else "another language"


def has_english(text: str) -> bool:
    """Whether a fifth of ``text`` or more is English, by pieces of a paragraph or of several short ones."""
    english = total = 0
    for piece in _pieces(text):
        total += len(piece)
        english += len(piece) if other_language(piece) is None else 0
    return english >= ENOUGH * total


def passed_over(source: Source, language: str) -> Source:
    """``source`` as one that is in ``language``, with the reason."""
    reason = f"{language}, not English; with --clean-text it is read all the same"
    return replace(source, text="", status="skipped", reason=reason)


def _pieces(text: str) -> Iterator[str]:
    """Paragraphs with as many of the following as make letters enough."""
    piece: list[str] = []
    letters = 0
    for line in text.splitlines():
        piece.append(f"{line}\n")
        letters += _letters(line)
        if letters >= LEAST_LETTERS:
            yield "".join(piece)
            piece, letters = [], 0


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


@cache
def _identifier() -> Any:
    """The library's own model, for languages that have a code of two letters.

    The others are creoles and dialects, English ones among them, and labels for what is no language.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier


def _name(code: str) -> str:
    import pycountry

    language = pycountry.languages.get(alpha_2=code)
    return str(language.name).partition(" (")[0].removeprefix("Modern ") if language else "another language"
