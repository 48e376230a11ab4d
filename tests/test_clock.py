"""The time of the clock at the head of a paragraph, as live reports have it."""

from __future__ import annotations

import pytest

from pipeline.ner.clock import find_clock
from pipeline.records import Span


@pytest.mark.parametrize(
    ("paragraph", "clock"),
    [
        ("14:02 – Police said the bridge was closed.", "14:02 –"),
        ("14:02: Police said the bridge was closed.", "14:02:"),
        ("14:02:30 | “We are safe,” she said.", "14:02:30 |"),
        ("2.15pm: Police said the bridge was closed.", "2.15pm:"),
        ("10:41 AM ET — Police said the bridge was closed.", "10:41 AM ET —"),
        ("9 p.m. - The gates open.", "9 p.m. -"),
        ("14:02 - 16:30 Doors open.", None),
        ("9 p.m. was late for them.", None),
        ("3.50 – the price of a loaf – is too much.", None),
        ("25:99 – Police said the bridge was closed.", None),
        ("10:30", None),
        ("At 14:02 – police said – the bridge closed.", None),
    ],
    ids=lambda value: str(value)[:28],
)
def test_clock(paragraph: str, clock: str | None) -> None:
    text = f"Live\n\n{paragraph}\n"
    found = find_clock(text, Span(6, 6 + len(paragraph)))
    assert (found and found.of(text)) == clock
