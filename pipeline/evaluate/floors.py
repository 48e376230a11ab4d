"""Floors: figures that a change may raise but not lower, pinned together with a digest of the gold data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.errors import InputError, ResultError
from pipeline.evaluate.layout import asked
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
        for metric, least in floor["figures"].items():
            value = 100 * report.figures.get(metric, 0.0)
            if value < least - SLACK:
                lines.append(f"{_key(report)}: {metric} is {value:.1f}, below its floor of {least:.1f}")
    return lines


def pin(reports: Iterable[Report], path: Path) -> list[str]:
    """Set the floors of ``reports`` to what they reached; returns the lines that changed.

    Raises ResultError where that would lower one on the same gold data: nothing is written then.
    """
    floors = read_floors(path)
    lowered, changed = [], []
    for report in reports:
        old = floors.get(_key(report), {})
        known = old.get("figures", {}) if old.get("gold") == report.digest else {}
        figures = {metric: _floored(report.figures[metric]) for metric in _pinned(report)}
        for metric, value in figures.items():
            before = known.get(metric)
            if before is not None and value < before - SLACK:
                lowered.append(f"{_key(report)} {metric} from {before} to {value}")
            elif value != before:
                changed.append(f"{_key(report)} {metric}: {before if before is not None else 'none'} → {value}")
        kept = {metric: max(value, known.get(metric, value)) for metric, value in figures.items()}
        floors[_key(report)] = {"gold": report.digest, "figures": kept}
    if lowered:
        raise ResultError(f"{path}: floors may only rise; not lowered: {'; '.join(lowered)}")
    text = json.dumps(dict(sorted(floors.items())), indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    return changed


def _key(report: Report) -> str:
    return f"{report.kind}/{report.data}"


def _pinned(report: Report) -> list[str]:
    """Measures that something is asked of, or the main ones where nothing is."""
    wanted = [metric for metric in asked(report.kind, report.data) if metric in report.figures]
    return wanted or [metric for metric in report.figures if metric.endswith(".f1")]


def _floored(value: float) -> float:
    return int(1000 * value) / 10
