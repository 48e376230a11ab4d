"""The page of figures: one file that loads nothing, with every figure, and points of the curve where they belong."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from pipeline.errors import ResultError
from pipeline.evaluate import KINDS
from pipeline.evaluate.calibration import Bin
from pipeline.evaluate.page import LARGEST, page_of, points, write_page
from pipeline.evaluate.score import Report

EMPTY = Bin(0, 0.0, 0.0)
CURVE = (*[EMPTY] * 4, Bin(25, 0.45, 0.4), *[EMPTY] * 4, Bin(75, 0.95, 1.0))
FIGURES = {"articles": 2, "gold": 120, "predicted": 100, "attribution.f1": 0.743, "calibration": 0.05}
SCORED = Report("statements", "polnear-dev", "d", FIGURES, curve=CURVE, maker="whosaid 1.0", note="a <note> & more")
NAMES = Report("names", "conllpp-dev", "d", {"articles": 1, "gold": 5, "predicted": 5, "all.f1": 0.95}, missing=1)


def parsed(page: str) -> ET.Element:
    """The page as a tree: it is written so that it is well-formed XML but for the doctype and three void elements."""
    closed = re.sub(r"<(meta [^>]*)>", r"<\1/>", page.removeprefix("<!DOCTYPE html>\n"))
    return ET.fromstring(closed)


def cells(row: ET.Element) -> list[str]:
    return ["".join(cell.itertext()) for cell in row]


def test_figures_stand_beside_what_is_asked_and_others_reach() -> None:
    head, first, second = [cells(row) for row in parsed(page_of([SCORED])).iter("tr")][:3]
    assert head == ["measure", "ours", "asked", "rules", "transformer", "two annotators"]
    assert first == ["attribution F1", "74.3", "≥ 76 short", "39.8", "74.4", "75.4"]
    assert second == ["calibration", "5.0", "≤ 5", "", "", ""]


def test_simpler_means_have_a_column() -> None:
    figures = {"articles": 2, "gold": 7, "entities": 3, "b_cubed.f1": 0.9, "anaphora": 0.7}
    scored = Report("identity", "newsfair-dev", "d", figures, others={"same words": {"b_cubed.f1": 0.85}})
    tree = parsed(page_of([scored]))
    assert [cells(row) for row in tree.iter("tr")] == [
        ["measure", "ours", "asked", "same words"],
        ["b cubed F1", "90.0", "", "85.0"],
        ["anaphora", "70.0", "≥ 65", ""],
    ]
    assert [title.text for title in tree.iter("h2")] == ["identity, newsfair-dev: 2 articles, 7 gold, 3 entities"]


@pytest.mark.parametrize("kind", KINDS)
def test_measures_are_explained(kind: str) -> None:
    tree = parsed(page_of([Report(kind, "x", "d", {"gold": 1})]))
    assert [summary.text for summary in tree.iter("summary")] == [f"What is measured of {kind}"]
    assert len(list(tree.iter("dt"))) == len(list(tree.iter("dd"))) > 1


def test_all_reports_with_their_remarks() -> None:
    page = page_of([SCORED, NAMES])
    tree = parsed(page)
    assert [title.text for title in tree.iter("h2")] == [
        "statements, polnear-dev: 2 articles, 120 gold, 100 predicted",
        "names, conllpp-dev: 1 articles, 5 gold, 5 predicted",
    ]
    remarks = [p.text for p in tree.iter("p") if p.get("class") == "soft"]
    assert remarks == [
        "whosaid 1.0",
        "a <note> & more",
        "1 of its articles are not among the sources of this result",
    ]
    assert len(list(tree.iter("svg"))) == 1


def test_points_lie_at_confidence_and_share_right() -> None:
    low, high = points(CURVE)
    assert (low.low, low.high, low.x, low.y) == pytest.approx((0.4, 0.5, 45, 60))
    assert (high.low, high.high, high.x, high.y) == pytest.approx((0.9, 1.0, 95, 0))
    assert low.radius == pytest.approx(LARGEST / 2)
    assert (high.radius / low.radius) ** 2 == pytest.approx(3)


def test_drawing_holds_a_point_a_bin_and_the_diagonal() -> None:
    [svg] = parsed(page_of([SCORED])).iter("svg")
    assert [(c.get("cx"), c.get("cy")) for c in svg.iter("circle")] == [("45.00", "60.00"), ("95.00", "0.00")]
    assert [title.text for title in svg.iter("title")] == [
        "0.4 to 0.5: 25 statements, 40 % right",
        "0.9 to 1.0: 75 statements, 100 % right",
    ]
    [ideal] = [line for line in svg.iter("line") if line.get("class") == "ideal"]
    assert [ideal.get(end) for end in ("x1", "y1", "x2", "y2")] == ["0", "100", "100", "0"]


def test_page_loads_nothing() -> None:
    page = page_of([SCORED, NAMES])
    assert not re.search(r"https?:|src=|href=|url\(|@import|<script", page)


def test_same_reports_give_the_same_page() -> None:
    assert page_of([SCORED]) == page_of([SCORED])


def test_page_is_written_also_into_a_new_folder(tmp_path: Path) -> None:
    write_page([SCORED], tmp_path / "new" / "page.html")
    assert (tmp_path / "new" / "page.html").read_text(encoding="utf-8") == page_of([SCORED])


def test_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ResultError, match=r"cannot be written \(Is a directory\); choose another --report"):
        write_page([SCORED], tmp_path)
