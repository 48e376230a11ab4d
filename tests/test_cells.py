"""How values stand in CSV cells: lists, missing values, and nothing that a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.cells import from_cell, neutralise, restore, to_cell
from pipeline.schema import BOOLEAN, INTEGER, NUMBER, SPANS, STRING, STRINGS, Column


def column(type_: str, name: str = "x") -> Column:
    return Column(name, type_, "")


@pytest.mark.parametrize(
    ("type_", "value", "cell"),
    [
        pytest.param(STRING, None, "", id="a missing value is an empty cell"),
        pytest.param(STRING, "Sergei", "Sergei", id="text as it is"),
        pytest.param(STRING, "=HYPERLINK(1)", "'=HYPERLINK(1)", id="a formula is neutralised"),
        pytest.param(STRING, "-5 degrees", "'-5 degrees", id="a minus sign too"),
        pytest.param(STRING, "@berg", "'@berg", id="and an at sign"),
        pytest.param(STRING, "'tis", "'tis", id="an apostrophe of the text's own is left alone"),
        pytest.param(STRING, "'=a", "''=a", id="unless a formula follows, so that undoing it is certain"),
        pytest.param(BOOLEAN, True, "true", id="true"),
        pytest.param(BOOLEAN, False, "false", id="false"),
        pytest.param(NUMBER, 0.8, "0.80", id="two decimals"),
        pytest.param(INTEGER, 0, "0", id="zero is not missing"),
        pytest.param(STRINGS, ["a", "ü"], '["a","ü"]', id="a list is a JSON array"),
        pytest.param(SPANS, [[1, 2], [5, 9]], "[[1,2],[5,9]]", id="spans are arrays of pairs"),
    ],
)
def test_cell(type_, value, cell):
    assert to_cell(value, column(type_), "statements") == cell
    assert from_cell(cell, column(type_), "statements") == value


def test_source_text_is_never_touched():
    assert to_cell("=1+1", column(STRING, "text"), "sources") == "=1+1"


@given(st.text())
def test_neutralising_is_undone(text):
    assert restore(neutralise(text)) == text
    assert not neutralise(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_cells_survive_a_csv_file(text):
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow([to_cell(text, column(STRING), "articles"), "x"])
    file.seek(0)
    (row,) = csv.reader(file)
    assert from_cell(row[0], column(STRING), "articles") == text
