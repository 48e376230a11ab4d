"""The figures as one HTML page that needs nothing else: tables, and the curve of confidence as a drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import jinja2

from pipeline.errors import ResultError
from pipeline.evaluate.calibration import BINS, Curve
from pipeline.evaluate.layout import Row, head, meanings, peers, table
from pipeline.evaluate.peers import METRICS, Comparison, cells
from pipeline.evaluate.peers.drawing import plot_of
from pipeline.evaluate.score import Report

LARGEST = 7.0
"""Radius of the point of a bin that holds all statements, in hundredths of the side of the drawing."""
SMALLEST = 0.8
"""The same of one that holds almost none, so that it can be seen."""


class Point(NamedTuple):
    """A bin of the curve: ``low`` to ``high`` on the scale, and its place in a drawing of 100 by 100, y downward."""

    low: float
    high: float
    rows: int
    confidence: float
    right: float
    x: float
    y: float
    radius: float


class Section(NamedTuple):
    """What the page says of one report; ``systems`` are those that some row has another's figure of."""

    title: str
    maker: str
    remarks: list[str]
    rows: list[Row]
    systems: list[str]
    points: list[Point]


def write_page(reports: Sequence[Report], path: Path, comparisons: Sequence[Comparison] = ()) -> None:
    """Write the page of ``reports`` and ``comparisons``. Raises ResultError, in one line, where that cannot be done."""
    page = page_of(reports, comparisons)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or error
        raise ResultError(f"{path}: cannot be written ({reason}); choose another --report") from error


def page_of(reports: Sequence[Report], comparisons: Sequence[Comparison] = ()) -> str:
    """The page as HTML. It loads nothing, and everything that a report says is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (files(__package__) / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    scored = [*(report.kind for report in reports), *("statements" for _ in comparisons)]
    return environment.get_template("page.html").render(
        sections=[_section(report) for report in reports],
        kinds={kind: meanings(kind) for kind in scored},
        comparisons=[(comparison, plot_of(comparison)) for comparison in comparisons],
        metrics=METRICS,
        cells=cells,
    )


def points(curve: Curve) -> list[Point]:
    """The bins that hold statements; a point's area is their number, against that of all."""
    total = sum(part.rows for part in curve)
    return [
        Point(
            number / BINS,
            (number + 1) / BINS,
            part.rows,
            part.confidence,
            part.right,
            100 * part.confidence,
            100 - 100 * part.right,
            max(SMALLEST, LARGEST * math.sqrt(part.rows / total)),
        )
        for number, part in enumerate(curve)
        if part.rows
    ]


def _section(report: Report) -> Section:
    rows = table(report.kind, report.data, report.figures, report.others)
    named = {system for row in rows for system in row.others}
    known = [*report.others, *(row["system"] for row in peers(report.kind, report.data))]
    systems = [system for system in dict.fromkeys(known) if system in named]
    title = head(report.kind, report.data, report.figures)
    return Section(title, report.maker, report.remarks(), rows, systems, points(report.curve))
