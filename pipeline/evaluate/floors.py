"""Floors: figures that a change may raise but not lower, pinned together with a digest of the gold data.

Of a measure that is the better the smaller (GAPS), the figure is a ceiling.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pipeline.errors import InputError, ResultError
from pipeline.evaluate.layout import asked
from pipeline.evaluate.measures import GAPS, measured
from pipeline.evaluate.score import Report

SLACK = 0.2
"""Points that a figure may lie below its floor: other processors round other sums, and a parse may tip over."""

Floors = dict[str, dict[str, Any]]


def read_floors(path: Path) -> Floors:
    """Data → ``gold`` (digest) and ``figures`` (measure → per cent). A missing file holds none."""
    if not path.exists():
        return {}
    try:
        floors: Floors = json.loads(path.read_text(encoding="utf-8"))
        if all(isinstance(floor["figures"], dict) and floor["gold"] for floor in floors.values()):
            return floors
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    raise InputError(f"{path}: no file of floors; delete it and pin anew")


def below(reports: Iterable[Report], floors: Floors) -> list[str]:
    """One line for each figure below its floor, and for gold data that is not what the floor was measured on."""
    lines = []
    for report in reports:
        floor = floors.get(_key(report))
        if floor is None:
            continue
        if floor["gold"] != report.digest:
            lines.append(f"{_key(report)}: the gold data changed, so its floors do not hold; pin anew")
            continue
        for metric, bound in floor["figures"].items():
            value = 100 * measured(report.figures, metric)
            if _is_worse(metric, value, bound):
                side = "above its ceiling" if metric in GAPS else "below its floor"
                lines.append(f"{_key(report)}: {metric} is {value:.1f}, {side} of {bound:.1f}")
    return lines


def pin(reports: Iterable[Report], path: Path) -> list[str]:
    """Set the floors of ``reports`` to what they reached; returns the lines that changed.

    Raises ResultError where that would loosen one on the same gold data: nothing is written then.
    """
    floors = read_floors(path)
    loosened, changed = [], []
    for report in reports:
        old = floors.get(_key(report), {})
        known = old.get("figures", {}) if old.get("gold") == report.digest else {}
        figures = {metric: _rounded(metric, report.figures[metric]) for metric in _pinned(report)}
        for metric, value in figures.items():
            before = known.get(metric)
            if before is not None and _is_worse(metric, value, before):
                loosened.append(f"{_key(report)} {metric} from {before} to {value}")
            elif value != before:
                changed.append(f"{_key(report)} {metric}: {before if before is not None else 'none'} → {value}")
        kept = {metric: _best(metric)(value, known.get(metric, value)) for metric, value in figures.items()}
        floors[_key(report)] = {"gold": report.digest, "figures": kept}
    if loosened:
        raise ResultError(f"{path}: floors may only rise, ceilings only sink; not pinned: {'; '.join(loosened)}")
    text = json.dumps(dict(sorted(floors.items())), indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    return changed


def _key(report: Report) -> str:
    return f"{report.kind}/{report.data}"


def _pinned(report: Report) -> list[str]:
    """Measures that something is asked of, or the main ones where nothing is."""
    wanted = [metric for metric in asked(report.kind, report.data) if metric in report.figures]
    return wanted or [metric for metric in report.figures if metric.endswith(".f1")]


def _is_worse(metric: str, value: float, bound: float) -> bool:
    """Whether a figure in per cent is worse than a bound by more than the slack."""
    return value > bound + SLACK if metric in GAPS else value < bound - SLACK


def _best(metric: str) -> Callable[[float, float], float]:
    return min if metric in GAPS else max


def _rounded(metric: str, value: float) -> float:
    """A share as per cent to one decimal, on the lenient side."""
    tenths = round(1000 * value, 6)  # 0.029 is 29.000000000000004 thousandths
    return (math.ceil(tenths) if metric in GAPS else math.floor(tenths)) / 10
