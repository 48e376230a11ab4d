"""Words as the encoder takes them: word pieces, and what is known of each word beside its letters.

The encoder's vocabulary is uncased, so how a word is written (:data:`SHAPES`) is an input of its own, as are
whether it stands in quotation marks, its tag, its place in the parse, and what the lists know of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.records import Sentence, Tokens

Array = np.ndarray[Any, Any]

SHAPES = ("other", "lower", "Title", "UPPER", "X", "mixed", "digits")
_SHAPE = {name: number for number, name in enumerate(SHAPES)}
_OPENING, _STRAIGHT, _CLOSING = frozenset("“„‟«"), frozenset('"'), frozenset("”»")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an article with their features, one row a token, and where paragraphs and sentences begin.

    ``columns`` are shape, in quotation marks (0 or 1), tag, dependency and list mark, as numbers.
    """

    text: Sequence[str]
    columns: Array
    sentences: tuple[int, ...]
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Numbers of tags, dependencies and list marks; 0 is for what is not among them."""

    tags: dict[str, int]
    deps: dict[str, int]
    marks: dict[str, int]


def vocabulary(tags: Sequence[str], deps: Sequence[str], marks: Sequence[str]) -> Vocabulary:
    """Numbers from 1 on for ``tags``, ``deps`` and list ``marks``, in their order."""
    tables = ({name: number for number, name in enumerate(names, 1)} for names in (tags, deps, marks))
    return Vocabulary(*tables)


def words_of(tokens: Tokens, sentences: Sequence[Sentence], listed: Mapping[int, str], known: Vocabulary) -> Words:
    """The words of an analysed article; ``listed`` says what the lists know of a token (``B:town+given``)."""
    paragraphs = [s.first for i, s in enumerate(sentences) if not i or sentences[i - 1].block != s.block]
    columns = np.zeros((len(tokens), 5), np.int64)
    columns[:, 0] = [shape(word) for word in tokens.text]
    columns[:, 1] = in_quotation(tokens.text, frozenset(paragraphs))
    columns[:, 2] = [known.tags.get(tag, 0) for tag in tokens.tag]
    columns[:, 3] = [known.deps.get(dep, 0) for dep in tokens.dep]
    for token, mark in listed.items():
        columns[token, 4] = known.marks.get(mark, 0)
    return Words(tokens.text, columns, tuple(s.first for s in sentences), tuple(paragraphs))


def shape(word: str) -> int:
    """How ``word`` is written, as an index into :data:`SHAPES`."""
    if word[0].isdigit():
        return _SHAPE["digits"]
    if word.islower():
        return _SHAPE["lower"]
    if word.isupper():
        return _SHAPE["X" if len(word) == 1 else "UPPER"]
    if not any(char.isalpha() for char in word):
        return _SHAPE["other"]
    return _SHAPE["Title" if word[0].isupper() and word[1:].islower() else "mixed"]


def in_quotation(words: Sequence[str], paragraphs: frozenset[int]) -> list[int]:
    """1 for words inside double quotation marks, the marks included; each paragraph begins outside."""
    found = []
    inside = False
    for token, word in enumerate(words):
        if token in paragraphs:
            inside = False
        if word in _OPENING or (word in _STRAIGHT and not inside) or word == "``":
            inside = True
            found.append(1)
        elif word in _CLOSING or word in _STRAIGHT or word == "''":
            inside = False
            found.append(1)
        else:
            found.append(int(inside))
    return found
