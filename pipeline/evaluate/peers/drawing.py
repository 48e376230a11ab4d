"""The plot: words a second against attribution F1, memory as area; systems that were not run here as lines."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from pipeline.evaluate.peers.compare import Comparison

WIDTH, HEIGHT = 160.0, 100.0
"""Of the drawing's frame; y runs downward."""
METRIC = "attribution.f1"
_LARGEST = 6.0
"""Radius of the point of the system that takes most memory."""
_SMALLEST = 1.0
"""The same where memory is hardly any, or not known."""
_LINE, _LETTER = 4.6, 1.8
"""Height of a label, and the width of one of its letters, about."""


class Box(NamedTuple):
    """A rectangle of the plot."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Point(NamedTuple):
    """A system in the plot."""

    name: str
    detail: str
    x: float
    y: float
    radius: float
    is_ours: bool

    @property
    def box(self) -> Box:
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


class Level(NamedTuple):
    """A figure, or a range of figures (``top`` to ``bottom``), of a system that was not run here."""

    name: str
    top: float
    bottom: float
    label_y: float


class Tick(NamedTuple):
    """A number of words a second on the scale."""

    x: float
    text: str


class Plot(NamedTuple):
    """All that the page draws.

    ``labels`` are where the names of ``points`` stand, ``bare_x`` is the speed of the system that finds nothing, None
    without one.
    """

    points: list[Point]
    labels: list[Box]
    levels: list[Level]
    ticks: list[Tick]
    bare_x: float | None


def plot_of(comparison: Comparison) -> Plot:
    """The plot of a comparison; its scale of speed is logarithmic and has room for every system that ran."""
    ran = [entry for entry in comparison.entries if not entry.failed and entry.speed > 0]
    scored = [entry for entry in ran if entry.figures]
    low, high = _ends([entry.speed for entry in ran])

    def x(speed: float) -> float:
        return WIDTH * (math.log(speed) - math.log(low)) / (math.log(high) - math.log(low))

    most = max((entry.megabytes for entry in scored), default=0.0) or 1.0
    points = [
        Point(
            entry.name,
            f"{entry.name}: {100 * entry.figures[METRIC]:.1f}, {entry.speed:,.0f} words/s, {entry.megabytes:,.0f} MB",
            x(entry.speed),
            HEIGHT * (1 - entry.figures[METRIC]),
            max(_SMALLEST, _LARGEST * math.sqrt(entry.megabytes / most)),
            entry.name.startswith("whosaid"),
        )
        for entry in scored
    ]
    bare_x = next((x(entry.speed) for entry in ran if not entry.figures), None)
    return Plot(points, _labels(points), _levels(comparison), _ticks(low, high), bare_x)


def _labels(points: list[Point]) -> list[Box]:
    """Places for the names: the first of four sides where it covers neither a point nor a name, within the frame."""
    labels: list[Box] = []
    for point in points:
        width = _LETTER * len(point.name)
        corners = (
            (point.x - point.radius - width - 1, point.y - _LINE / 2),
            (point.x + point.radius + 1, point.y - _LINE / 2),
            (point.x - width / 2, point.y - point.radius - _LINE),
            (point.x - width / 2, point.y + point.radius),
        )
        places = [Box(left, top, left + width, top + _LINE) for left, top in corners]
        taken = [*(other.box for other in points), *labels]
        free = [
            box
            for box in places
            if box.left >= 0 and box.right <= WIDTH and not any(box.overlaps(other) for other in taken)
        ]
        labels.append((free or places)[0])
    return labels


def _levels(comparison: Comparison) -> list[Level]:
    ranges = []
    for reported in comparison.reported:
        numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", reported.figures.get(METRIC, ""))]
        if numbers:
            ranges.append((f"{reported.name} {reported.figures[METRIC]}", HEIGHT - max(numbers), HEIGHT - min(numbers)))
    places = _apart([(top + bottom) / 2 for _, top, bottom in ranges])
    return [Level(name, top, bottom, y) for (name, top, bottom), y in zip(ranges, places, strict=True)]


def _apart(heights: list[float]) -> list[float]:
    """The same heights, in the same order, moved down where they would be less than a line apart."""
    moved = list(heights)
    last = -math.inf
    for number in sorted(range(len(heights)), key=lambda number: heights[number]):
        moved[number] = last = max(heights[number], last + _LINE)
    return moved


def _ends(speeds: list[float]) -> tuple[float, float]:
    """From 1, 2 or 5 times a power of ten to another, around all of ``speeds``."""
    round_ones = [step * 10**power for power in range(7) for step in (1, 2, 5)]
    least, most = min(speeds, default=1_000.0), max(speeds, default=1_000.0)
    low = max((number for number in round_ones if number < 0.9 * least), default=0.5)
    return float(low), float(next((number for number in round_ones if number > 1.1 * most), 10 * most))


def _ticks(low: float, high: float) -> list[Tick]:
    numbers = [step * 10**power for power in range(7) for step in (1, 2, 5)]
    shown = [number for number in numbers if low <= number <= high]
    scale = math.log(high) - math.log(low)
    return [Tick(WIDTH * (math.log(number) - math.log(low)) / scale, f"{number:,}") for number in shown]
