"""Windows: what the encoder sees at once.

A window is a run of whole sentences, :data:`CORE` word pieces at most, that ends with a paragraph where one ends in its
second half. Before it stand, as context only, the beginning of the title and the end of the sentence before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from pipeline.reader.pieces import Words

CORE, TITLE, LEFT = 240, 20, 40
"""Word pieces of a window: its own, of the title, of the sentence before."""
CLS, SEP, UNKNOWN_PIECE = 2, 3, 1
"""Numbers of word pieces in the shipped vocabulary: before a window, after it, and for what has none of its own."""


class Window(NamedTuple):
    """``tokens[i]`` is the token whose first piece stands at ``places[i]``; from ``core`` on they are its own.

    ``ids`` and ``features`` have a row a piece, :data:`CLS` and :data:`SEP` included.
    """

    ids: np.ndarray[Any, Any]
    features: np.ndarray[Any, Any]
    tokens: np.ndarray[Any, Any]
    places: np.ndarray[Any, Any]
    core: int


def windows_of(words: Words, pieces: Sequence[Sequence[int]]) -> Iterator[Window]:
    """The windows of an article whose tokens have the word pieces ``pieces``; each token is one window's own."""
    sizes = np.array([len(p) for p in pieces], np.int64)
    before = np.concatenate([[0], np.cumsum(sizes)])
    flat = np.fromiter((piece for p in pieces for piece in p), np.int64, int(before[-1]))
    owner = np.repeat(np.arange(len(pieces)), sizes)
    for title, left, first, last in _cuts(words, before.tolist()):
        spans = [(a, b) for a, b in ((0, title), (left, first), (first, last)) if a < b]
        index = np.concatenate([np.arange(before[a], before[b]) for a, b in spans])
        tokens = np.concatenate([np.arange(a, b) for a, b in spans])
        ids = np.concatenate([[CLS], flat[index], [SEP]])
        features = np.zeros((len(ids), words.columns.shape[1]), np.int64)
        features[1:-1] = words.columns[owner[index]]
        places = 1 + np.concatenate([[0], np.cumsum(sizes[tokens])[:-1]])
        yield Window(ids, features, tokens, places, len(tokens) - (last - first))


def _cuts(words: Words, before: list[int]) -> Iterator[tuple[int, int, int, int]]:
    """(tokens of the title, first token of the left context, first own token, last own token, exclusive)."""
    n = len(before) - 1
    ends = [*words.sentences[1:], n]
    paragraphs = {*words.paragraphs, n}
    title = 0
    while title < ends[0] and before[title + 1] <= TITLE:
        title += 1
    at = 0
    while at < n:
        room = before[at] + CORE
        fit = [end for end in ends[bisect_left(ends, at + 1) :][:CORE] if before[end] <= room]
        if not fit:
            last = at + 1
            while last < n and before[last + 1] <= room:
                last += 1
        else:
            good = [end for end in fit if end in paragraphs and before[end] > before[at] + CORE // 2]
            last = fit[-1] if fit[-1] == n or not good else good[-1]
        left = _left(words, before, at)
        yield (title if left >= title and at else 0), left, at, last
        at = last


def _left(words: Words, before: list[int], at: int) -> int:
    if not at:
        return 0
    sentence = words.sentences[bisect_left(words.sentences, at) - 1]
    while before[at] - before[sentence] > LEFT:
        sentence += 1
    return sentence
