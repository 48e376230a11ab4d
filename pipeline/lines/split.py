"""A text as its lines: the unit in which pages are cut and cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Span

# What str.splitlines does not take for the end of a line.
_LINE = re.compile("[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def iter_lines(text: str) -> Iterator[Span]:
    """Spans of the lines that are not blank, white space at both ends left off, in order.

    Together they hold every character of ``text`` that is no white space. Lines end where
    ``str.splitlines`` ends them, so any convention of line ends will do.
    """
    for found in _LINE.finditer(text):
        line = found[0]
        body = line.strip()
        if body:
            start = found.start() + len(line) - len(line.lstrip())
            yield Span(start, start + len(body))


def split_lines(text: str) -> list[Span]:
    """All that :func:`iter_lines` finds."""
    return list(iter_lines(text))
