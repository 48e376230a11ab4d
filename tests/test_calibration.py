"""Statements inside others, and whether confidence is what it says: invented cases, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.evaluate.calibration import BINS, Bin, calibration_curve, calibration_gap
from pipeline.evaluate.statements import score_statements

TEXT = "The envoy said Ana Ruiz had told him that her aunt believed the dam would hold. Critics doubt the dam."


def statement(source: str, content: str, **more: Any) -> dict[str, Any]:
    def span(part: str) -> list[list[int]]:
        start = TEXT.index(part)
        return [[start, start + len(part)]]

    return {"source": span(source) if source else [], "content": span(content)} | more


OUTER = statement("The envoy", "Ana Ruiz had told him that her aunt believed the dam would hold")
INNER = statement("Ana Ruiz", "her aunt believed the dam would hold", **{"in": 0})
INMOST = statement("her aunt", "the dam would hold", **{"in": 1})
DOUBT = statement("Critics", "the dam.")
WRONG = statement("Critics", "The envoy")
GOLD = [OUTER, INNER, INMOST, DOUBT]


class TestInsideOthers:
    """Precision and recall: right content and source, and an outer statement that is paired with the gold one's."""

    @pytest.mark.parametrize(
        ("predicted", "precision", "recall"),
        [
            pytest.param(GOLD, 1, 1, id="all three levels"),
            pytest.param([OUTER, INNER], 1, 1 / 2, id="the inmost missed"),
            pytest.param([OUTER], 0, 0, id="none found"),
            pytest.param([OUTER, INNER | {"source": []}], 0, 0, id="wrong source"),
            pytest.param([OUTER | {"source": []}, INNER], 1, 1 / 2, id="the outer one's source does not matter"),
            pytest.param([DOUBT, INNER], 0, 0, id="inside another than in gold"),
            pytest.param([WRONG, INNER], 0, 0, id="inside what is no statement"),
            pytest.param([OUTER, INNER | {"in": None}], 0, 0, id="found, but as one outside others"),
            pytest.param([OUTER, INMOST | {"in": 0}], 0, 0, id="the level between is missing"),
            pytest.param([OUTER, INNER, statement("Critics", "The envoy", **{"in": 0})], 1 / 2, 1 / 2, id="one more"),
        ],
    )
    def test_figures(self, predicted: list[dict[str, Any]], precision: float, recall: float) -> None:
        figures = score_statements({"a": {"text": TEXT, "attributions": GOLD}}, {"a": predicted})
        assert (figures["nested.precision"], figures["nested.recall"]) == pytest.approx((precision, recall))

    def test_rows_may_name_one_another_by_id(self) -> None:
        predicted = [INMOST | {"id": "z", "in": "y"}, INNER | {"id": "y", "in": "x"}, OUTER | {"id": "x", "in": None}]
        figures = score_statements({"a": {"text": TEXT, "attributions": GOLD}}, {"a": predicted})
        assert figures["nested.f1"] == 1

    def test_articles_that_mark_none_do_not_count(self) -> None:
        plain = {"text": TEXT, "attributions": [OUTER]}
        marking = {"text": TEXT, "attributions": GOLD}
        figures = score_statements({"a": plain, "b": marking}, {"a": GOLD, "b": GOLD})
        assert figures["nested.precision"] == 1


def curve(*predicted: dict[str, Any]) -> tuple[Bin, ...]:
    return calibration_curve({"a": {"text": TEXT, "attributions": GOLD}}, {"a": predicted})


class TestCurve:
    @pytest.mark.parametrize(
        ("predicted", "expected"),
        [
            pytest.param([OUTER | {"confidence": 0.8}], {8: Bin(1, 0.8, 1)}, id="a right one"),
            pytest.param([WRONG | {"confidence": 0.3}], {3: Bin(1, 0.3, 0)}, id="a wrong one"),
            pytest.param([OUTER | {"confidence": 0.3, "source": []}], {3: Bin(1, 0.3, 0)}, id="wrong source is wrong"),
            pytest.param([OUTER | {"confidence": 1.0}], {9: Bin(1, 1.0, 1)}, id="full confidence lies in the last"),
            pytest.param([OUTER | {"confidence": 0.0}], {0: Bin(1, 0.0, 1)}, id="none at all lies in the first"),
            pytest.param(
                [OUTER | {"confidence": 0.5}, WRONG | {"confidence": 0.58}], {5: Bin(2, 0.54, 0.5)}, id="one bin"
            ),
            pytest.param(
                [OUTER | {"confidence": 0.9}, OUTER | {"confidence": 0.9}], {9: Bin(2, 0.9, 0.5)}, id="twice is wrong"
            ),
            pytest.param(
                [OUTER | {"confidence": 0.9}, WRONG | {"confidence": None}, WRONG],
                {9: Bin(1, 0.9, 1)},
                id="rows without confidence are left out",
            ),
            pytest.param(
                [OUTER | {"confidence": 0.9}, INNER | {"confidence": 0.2}],
                {9: Bin(1, 0.9, 1)},
                id="rows inside others are left out",
            ),
        ],
    )
    def test_bins(self, predicted: list[dict[str, Any]], expected: dict[int, Bin]) -> None:
        found = curve(*predicted)
        assert len(found) == BINS
        filled = {number: part for number, part in enumerate(found) if part.rows}
        assert filled.keys() == expected.keys()
        for number, part in expected.items():
            assert filled[number].rows == part.rows
            assert (filled[number].confidence, filled[number].right) == pytest.approx((part.confidence, part.right))

    def test_nothing_measured_gives_no_curve(self) -> None:
        assert curve(OUTER, WRONG) == ()

    def test_confidence_of_two_decimals_lies_where_it_is_written(self) -> None:
        for hundredths in range(101):
            found = curve(OUTER | {"confidence": hundredths / 100})
            assert found[min(hundredths // 10, 9)].rows == 1, hundredths


class TestGap:
    @pytest.mark.parametrize(
        ("bins", "gap"),
        [
            pytest.param([Bin(5, 0.8, 0.8), Bin(5, 0.4, 0.4)], 0, id="as it says"),
            pytest.param([Bin(4, 0.9, 0.8)], 0.1, id="too sure"),
            pytest.param([Bin(4, 0.5, 0.6)], 0.1, id="not sure enough"),
            pytest.param([Bin(3, 0.9, 0.8), Bin(1, 0.2, 0.7)], 0.2, id="weighted by rows"),
            pytest.param([Bin(2, 0.8, 0.7), Bin(2, 0.4, 0.5)], 0.1, id="opposite gaps do not cancel"),
            pytest.param([Bin(2, 0.8, 0.7), Bin(0, 0, 0)], 0.1, id="empty bins do not count"),
        ],
    )
    def test_figure(self, bins: list[Bin], gap: float) -> None:
        assert calibration_gap(tuple(bins)) == {"calibration": pytest.approx(gap)}

    @pytest.mark.parametrize("bins", [(), (Bin(0, 0, 0),)])
    def test_no_figure_without_rows(self, bins: tuple[Bin, ...]) -> None:
        assert calibration_gap(bins) == {}
