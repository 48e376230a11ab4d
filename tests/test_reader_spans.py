"""From the reader's probabilities to spans."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reader.labels import spans_of_labels
from pipeline.reader.spans import spans_of
from pipeline.records import Marks


def marks(begin, inside):
    return Marks({"cue_begin": tuple(begin), "cue_inside": tuple(inside)})


@pytest.mark.parametrize(
    ("begin", "inside", "spans"),
    [
        ([0, 900, 0, 0], [0, 0, 900, 0], [(1, 3)]),
        ([900, 900, 0], [0, 50, 0], [(0, 1), (1, 2)]),
        ([0, 0, 0], [0, 0, 0], []),
        ([0, 100, 0], [0, 0, 700], []),  # an inside without a begin is none
        ([0, 400, 0, 0], [0, 0, 950, 950], [(1, 4)]),  # what follows makes up for a doubtful begin
    ],
)
def test_spans(begin, inside, spans):
    assert spans_of(marks(begin, inside), "cue") == spans


def test_a_boost_brings_out_faint_spans():
    faint = marks([0, 400, 0], [0, 0, 0])
    assert spans_of(faint, "cue") == []
    assert spans_of(faint, "cue", boost=1.0) == [(1, 2)]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=60), st.floats(0, 3))
def test_spans_are_in_order_and_apart(values, boost):
    found = spans_of(marks([b for b, _ in values], [i for _, i in values]), "cue", boost)
    assert all(first < last <= len(values) for first, last in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        ("O B-A I-A O", [(1, 3, "A")]),
        ("B-A B-A", [(0, 1, "A"), (1, 2, "A")]),
        ("B-A I-C I-C", [(0, 1, "A"), (1, 3, "C")]),
        ("I-A O", [(0, 1, "A")]),
        ("", []),
    ],
)
def test_spans_of_labels(labels, spans):
    names = ["O", "B-A", "I-A", "B-C", "I-C"]
    scores = np.array([[float(name == label) for name in names] for label in labels.split()])
    assert list(spans_of_labels(scores, names, labels.split())) == spans
