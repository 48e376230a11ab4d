"""How an article is cut for the encoder, and how words become its input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reader.pieces import SHAPES, Words, in_quotation, shape
from pipeline.reader.windows import CLS, CORE, LEFT, SEP, TITLE, windows_of

FEATURES = 5


def cut(sentences, paragraphs=(0,), pieces=None):
    """Windows of an article whose sentences have so many tokens; token t has the feature t in all columns."""
    n = sum(sentences)
    starts = tuple(np.cumsum([0, *sentences])[:-1].tolist())
    columns = np.repeat(np.arange(n)[:, None], FEATURES, axis=1)
    words = Words(["w"] * n, columns, starts, tuple(starts[p] for p in paragraphs))
    return list(windows_of(words, pieces or [(10 + t,) for t in range(n)]))


def own(window):
    return window.tokens[window.core :].tolist()


def test_a_short_article_is_one_window():
    (window,) = cut([3, 4])
    assert own(window) == list(range(7))
    assert window.ids.tolist() == [CLS, *range(10, 17), SEP]


def test_a_word_stands_at_its_first_piece():
    (window,) = cut([3], pieces=[(7, 8), (9,), (11, 12, 13)])
    assert window.ids.tolist() == [CLS, 7, 8, 9, 11, 12, 13, SEP]
    assert window.places.tolist() == [1, 3, 4]


def test_windows_end_with_sentences():
    first, second = cut([5, 100, 100, 100])
    assert own(first) == list(range(205))
    assert own(second) == list(range(205, 305))


def test_a_paragraph_end_in_the_second_half_goes_before_a_later_sentence():
    first, _ = cut([5, 130, 60, 40, 90], paragraphs=(0, 1, 3))
    assert own(first) == list(range(195))


def test_the_beginning_of_the_title_and_the_sentence_before_are_context():
    _, second = cut([10, 200, 30, 100])
    assert second.tokens[: second.core].tolist() == [*range(10), *range(210, 240)]


def test_of_a_long_sentence_before_only_the_end_is_context():
    _, second = cut([10, 220, 100])
    context = second.tokens[: second.core].tolist()
    assert context == [*range(10), *range(230 - LEFT, 230)]


def test_a_sentence_longer_than_a_window_is_cut():
    windows = cut([CORE + 50])
    assert [len(own(w)) for w in windows] == [CORE, 50]


@settings(deadline=None)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=12), st.data())
def test_each_word_is_one_windows_own_and_no_window_is_too_long(sentences, data):
    n = sum(sentences)
    sizes = data.draw(st.lists(st.integers(1, 3), min_size=n, max_size=n)) if n < 400 else [1] * n
    windows = cut(sentences, pieces=[tuple(range(5, 5 + size)) for size in sizes])
    assert [t for w in windows for t in own(w)] == list(range(n))
    assert max(len(w.ids) for w in windows) <= CORE + TITLE + LEFT + 2
    for window in windows:
        assert len(window.tokens) == len(window.places) == len(set(window.tokens.tolist()))
        assert (window.features[window.places, 0] == window.tokens).all()


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("said", "lower"),
        ("Ana", "Title"),
        ("UN", "UPPER"),
        ("A", "X"),
        ("McKay", "mixed"),
        ("3rd", "digits"),
        ("—", "other"),
    ],
)
def test_shape(word, name):
    assert SHAPES[shape(word)] == name


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("a “ b c ” d", "0 1 1 1 1 0"),
        ('a " b " c', "0 1 1 1 0"),
        ("a “ b", "0 1 1"),
    ],
)
def test_words_in_quotation_marks(words, marks):
    assert in_quotation(words.split(), frozenset((0,))) == [int(m) for m in marks.split()]


def test_each_paragraph_begins_outside_of_quotation_marks():
    assert in_quotation(["“", "a", "b"], frozenset((0, 2))) == [1, 1, 0]
