"""Figures as lines of text: ours beside what is asked for and what others reach."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from pipeline.evaluate.measures import Figures

_COUNTS = ("articles", "gold", "predicted", "dumps", "lines", "lost")


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    text = (files(__package__) / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def asked(kind: str, data: str) -> dict[str, float]:
    """Measure → per cent that is to be reached at least."""
    rows = (row for row in _table("asked") if (row["task"], row["data"]) == (kind, data))
    return {row["metric"]: float(row["at_least"]) for row in rows}


def peers(kind: str, data: str) -> list[dict[str, str]]:
    """Rows of ``peers.csv``: system, metric, value (in per cent) and source of other systems' figures."""
    return [row for row in _table("peers") if (row["task"], row["data"]) == (kind, data)]


def lay_out(kind: str, data: str, figures: Figures) -> list[str]:
    """A head line and one line a measure, in per cent."""
    counts = [f"{int(figures[name]):,} {name}" for name in ("articles", "gold", "predicted") if name in figures]
    wanted, others = asked(kind, data), peers(kind, data)
    rows = [("", "ours", "asked", "others")]
    for metric, value in figures.items():
        if metric.split(".")[-1] in _COUNTS:
            continue
        goal = f"≥ {wanted[metric]:g}" if metric in wanted else ""
        mark = " *" if metric in wanted and not reaches(value, wanted[metric]) else ""
        theirs = "; ".join(f"{row['system']} {row['value']}" for row in others if row["metric"] == metric)
        rows.append((_label(metric), f"{100 * value:.1f}{mark}", goal, theirs))
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    lines = [f"{kind}, {data}: {', '.join(counts)}"]
    lines += [
        f"  {name:{widths[0]}}  {ours:{widths[1]}}  {goal:{widths[2]}}  {theirs}".rstrip()
        for name, ours, goal, theirs in rows
    ]
    return lines


def reaches(value: float, at_least: float) -> bool:
    """Whether a share reaches a figure in per cent, both to one decimal as they are printed."""
    return round(100 * value, 1) >= at_least


def _label(metric: str) -> str:
    return metric.replace(".f1", " F1").replace(".", " ").replace("_", " ")
