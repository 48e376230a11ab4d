"""Make ``pipeline/report/outlines.json``: the outlines of countries, drawn on the report's map.

Data: Natural Earth 4.1 (public domain), as the npm package world-atlas 2.0.2 (ISC) ships it. Run, with that package
unpacked: ``python -m training.outlines package/countries-110m.json package/countries-50m.json``.

Projection: Equal Earth (Šavrič, Patterson, Jenny 2018, doi:10.1080/13658816.2018.1504949), which keeps areas.
Territories follow ``lexicon/countries.csv``: by ISO 3166, Kosovo as XK, Crimea with Ukraine, Northern Cyprus with
Cyprus, Somaliland with Somalia.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

OUT = Path(__file__).resolve().parent.parent / "pipeline" / "report" / "outlines.json"
WIDTH = 1000
"""Of the drawing, in its own units; paths are rounded to tenths of them."""
SOUTHMOST = -58.0
"""Degrees; what lies wholly south of it, Antarctica, is not drawn."""
UNNUMBERED = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
CRIMEA = (32.0, 37.0, 44.0, 46.5)
"""West, east, south, north: the polygon of Russia that lies within goes to Ukraine."""
SMALLEST = 6.0
"""Area in square units below which a country is a dot, to be seen at all."""
ABOUT = (
    "Outlines of countries, Equal Earth projection. Made by training/outlines.py from Natural Earth 4.1 "
    "(public domain, naturalearthdata.com) as the npm package world-atlas 2.0.2 (ISC) ships it."
)

Point = tuple[float, float]
Ring = list[int]  # numbers of arcs; ~n is arc n backwards

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2


def equal_earth(longitude: float, latitude: float) -> Point:
    """Degrees to the plane; the equator spans ±2.7066, the poles lie at ±1.3173."""
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2**3
    bend = _A[0] + 3 * _A[1] * t2 + t6 * (7 * _A[2] + 9 * _A[3] * t2)
    x = math.radians(longitude) * math.cos(theta) / (_M * bend)
    return x, theta * (_A[0] + _A[1] * t2 + t6 * (_A[2] + _A[3] * t2))


SCALE = WIDTH / 2 / equal_earth(180, 0)[0]
TOP = equal_earth(0, 84)[1] * SCALE
BOTTOM = equal_earth(0, SOUTHMOST)[1] * SCALE


def plane(longitude: float, latitude: float) -> Point:
    """Degrees to the units of the drawing, y downward."""
    x, y = equal_earth(longitude, latitude)
    return x * SCALE + WIDTH / 2, TOP - y * SCALE


class Topology:
    """A file of world-atlas: arcs in degrees, and polygons as rings of arcs, by code of country."""

    def __init__(self, path: Path) -> None:
        data: dict[str, Any] = json.loads(path.read_text("utf-8"))
        scale, shift = data["transform"]["scale"], data["transform"]["translate"]
        self.arcs: list[list[Point]] = []
        for arc in data["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
            self.arcs.append(points)
        self.polygons: dict[str, list[list[Ring]]] = {}
        for shape in data["objects"]["countries"]["geometries"]:
            for polygon in _polygons(shape):
                code = self._code(shape, polygon[0])
                if code:
                    self.polygons.setdefault(code, []).append(polygon)

    def _code(self, shape: dict[str, Any], ring: Ring) -> str | None:
        name = shape["properties"]["name"]
        if "id" not in shape:
            return UNNUMBERED.get(name)
        found = pycountry.countries.get(numeric=shape["id"])
        code: str | None = found.alpha_2 if found else None
        points = self.points(ring)
        west, east, south, north = CRIMEA
        if code == "RU" and all(west < x < east and south < y < north for x, y in points):
            return "UA"
        return code

    def points(self, ring: Ring) -> list[Point]:
        """The ring in degrees; its last point is its first."""
        out: list[Point] = []
        for number in ring:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            out.extend(arc if not out else arc[1:])
        return out

    def rings(self, code: str) -> Iterator[list[Point]]:
        """The outlines of a country without the lines between its own polygons, in degrees."""
        rings = [ring for polygon in self.polygons[code] for ring in polygon]
        used = {number for ring in rings for number in ring}
        shared = {number for number in used if ~number in used}
        yield from (self.points(ring) for ring in rings if not shared.intersection(ring))
        open_arcs = [number for ring in rings if shared.intersection(ring) for number in ring if number not in shared]
        while open_arcs:
            chain = [open_arcs.pop(0)]
            while (end := self.points(chain)[-1]) != self.points(chain)[0]:
                following = next(number for number in open_arcs if self.points([number])[0] == end)
                open_arcs.remove(following)
                chain.append(following)
            yield self.points(chain)


def _polygons(shape: dict[str, Any]) -> list[list[Ring]]:
    arcs: Any = shape.get("arcs", [])
    return [arcs] if shape["type"] == "Polygon" else arcs


def area_and_centre(ring: list[Point]) -> tuple[float, Point]:
    """Of a closed ring in the plane."""
    double = x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        double, x, y = double + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if not double:
        return 0.0, ring[0]
    return abs(double) / 2, (x / (3 * double), y / (3 * double))


def within_the_map(ring: list[Point]) -> list[list[Point]]:
    """A ring in degrees that crosses the 180th meridian as its parts on both sides; others as they are."""
    turned = [ring[0]]
    for x, y in ring[1:]:
        turned.append((x - 360 * round((x - turned[-1][0]) / 360), y))
    west, east = min(x for x, _ in turned), max(x for x, _ in turned)
    if west >= -180 and east <= 180:
        return [turned]
    parts = []
    for shift in (-360, 0, 360):
        moved = [(x + shift, y) for x, y in turned]
        part = _cut(_cut(moved, -180, 1), 180, -1)
        if part:
            parts.append([*part, part[0]])
    return parts


def _cut(ring: list[Point], meridian: float, side: int) -> list[Point]:
    """What of a ring lies east (``side`` 1) or west (-1) of a meridian, after Sutherland and Hodgman."""
    out: list[Point] = []
    for (x0, y0), (x1, y1) in pairwise([*ring, *ring[:1]]):
        inside, next_inside = side * (x0 - meridian) >= 0, side * (x1 - meridian) >= 0
        if inside:
            out.append((x0, y0))
        if inside != next_inside:
            out.append((meridian, y0 + (y1 - y0) * (meridian - x0) / (x1 - x0)))
    return out


def drawn(ring: list[Point]) -> str:
    """A closed path in tenths of a unit, relative moves; points that fall together are one."""
    grid = [(round(10 * x), round(10 * y)) for x, y in ring]
    steps = [grid[0]]
    for point in grid[1:]:
        if point != steps[-1]:
            steps.append(point)
    if len(steps) < 4:
        return ""
    moves = [f"{x1 - x0} {y1 - y0}" for (x0, y0), (x1, y1) in pairwise(steps)]
    return f"M{steps[0][0]} {steps[0][1]}l" + " ".join(moves).replace(" -", "-") + "z"


def frame() -> str:
    """The edge of the drawn part of the globe."""
    latitudes = [SOUTHMOST + step * (84 - SOUTHMOST) / 40 for step in range(41)]
    edge = [plane(180, latitude) for latitude in latitudes] + [plane(-180, latitude) for latitude in latitudes[::-1]]
    return drawn([*edge, edge[0]])


def main(coarse: Path, fine: Path) -> None:
    """Outlines from the coarse file; countries too small for it are dots where the fine one has them."""
    paths: dict[str, str] = {}
    centres: dict[str, tuple[int, int]] = {}
    dots = []
    large, small = Topology(coarse), Topology(fine)
    for code in sorted({*large.polygons, *small.polygons}):
        atlas = large if code in large.polygons else small
        rings = [[plane(x, y) for x, y in part] for ring in atlas.rings(code) for part in within_the_map(ring)]
        area, centre = max(area_and_centre(ring) for ring in rings)
        if centre[1] > TOP - BOTTOM:
            continue
        centres[code] = (round(10 * centre[0]), round(10 * centre[1]))
        if atlas is large:
            paths[code] = "".join(drawn(ring) for ring in rings)
        if atlas is small or area < SMALLEST:
            dots.append(code)
    out = {
        "about": ABOUT,
        "width": 10 * WIDTH,
        "height": round(10 * (TOP - BOTTOM)),
        "frame": frame(),
        "paths": paths,
        "centres": centres,
        "dots": dots,
    }
    OUT.write_text(json.dumps(out, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
