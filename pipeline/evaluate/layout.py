"""Figures beside what is asked for and what others reach: as rows of a table, and as lines of text."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.evaluate.measures import GAPS, Figures

_HEAD = ("articles", "gold", "entities", "predicted")
_COUNTS = (*_HEAD, "dumps", "lines", "lost")
_BLANKS = str.maketrans("._/", "   ")


class Row(NamedTuple):
    """A measure, in per cent: ours, what is asked (empty: nothing), whether that is missed, and system → theirs."""

    label: str
    ours: str
    goal: str
    is_short: bool
    others: dict[str, str]


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    text = (files(__package__) / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def asked(kind: str, data: str) -> dict[str, float]:
    """Measure → per cent that is to be reached at least, or, of the measures in GAPS, at most."""
    rows = (row for row in _table("asked") if (row["task"], row["data"]) == (kind, data))
    return {row["metric"]: float(row["value"]) for row in rows}


def peers(kind: str, data: str) -> list[dict[str, str]]:
    """Rows of ``peers.csv``: system, metric, value (in per cent) and source of other systems' figures."""
    return [row for row in _table("peers") if (row["task"], row["data"]) == (kind, data)]


def meanings(kind: str) -> dict[str, str]:
    """Measure, or several, → what its figure says."""
    return {row["measure"]: row["meaning"] for row in _table("meanings") if row["task"] == kind}


def table(kind: str, data: str, figures: Figures, others: Mapping[str, Figures] | None = None) -> list[Row]:
    """One row a measure that is no count; ``others``: what other means reach on the same data, before the peers."""
    wanted, theirs = asked(kind, data), peers(kind, data)
    rows = []
    for metric, value in figures.items():
        if metric.split(".")[-1] in _COUNTS:
            continue
        goal = wanted.get(metric)
        rows.append(
            Row(
                metric.replace(".f1", " F1").translate(_BLANKS),
                f"{100 * value:.1f}",
                "" if goal is None else goal_text(metric, goal),
                goal is not None and not reaches(metric, value, goal),
                {name: f"{100 * found[metric]:.1f}" for name, found in (others or {}).items() if metric in found}
                | {row["system"]: row["value"] for row in theirs if row["metric"] == metric},
            )
        )
    return rows


def head(kind: str, data: str, figures: Figures) -> str:
    """What was scored on which data, and how much of it there was."""
    counts = [f"{int(figures[name]):,} {name}" for name in _HEAD if name in figures]
    return f"{kind}, {data}: {', '.join(counts)}"


def lay_out(kind: str, data: str, figures: Figures, others: Mapping[str, Figures] | None = None) -> list[str]:
    """A head line and one line a measure; ``*`` marks what is short of what is asked."""
    rows = [("", "ours", "asked", "others")]
    for row in table(kind, data, figures, others):
        theirs = "; ".join(f"{system} {value}" for system, value in row.others.items())
        rows.append((row.label, row.ours + (" *" if row.is_short else ""), row.goal, theirs))
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    return [head(kind, data, figures)] + [
        f"  {name:{widths[0]}}  {ours:{widths[1]}}  {goal:{widths[2]}}  {theirs}".rstrip()
        for name, ours, goal, theirs in rows
    ]


def goal_text(metric: str, goal: float) -> str:
    """What is asked of a measure, in per cent: ``≥ 76``, or ``≤ 5`` of a gap."""
    return f"{'≤' if metric in GAPS else '≥'} {goal:g}"


def reaches(metric: str, value: float, goal: float) -> bool:
    """Whether a share reaches a figure in per cent, both to one decimal as they are printed."""
    printed = round(100 * value, 1)
    return printed <= goal if metric in GAPS else printed >= goal
