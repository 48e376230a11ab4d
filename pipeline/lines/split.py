"""A text as its lines: the unit in which pages are cut and cleaned."""

from __future__ import annotations

from pipeline.records import Span


def split_lines(text: str) -> list[Span]:
    """Spans of the lines that are not blank, white space at both ends left off, in order.

    Together they hold every character of ``text`` that is no white space. Lines end where
    ``str.splitlines`` ends them, so any convention of line ends will do.
    """
    spans = []
    offset = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            start = offset + len(line) - len(line.lstrip())
            spans.append(Span(start, start + len(body)))
        offset += len(line)
    return spans
