"""The file of corrections: lines in, corrections and what is wrong with other lines out."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.export.cells import restore
from pipeline.records import Span

COLUMNS = ("action", "source", "start", "end", "text", "value", "note")
NEEDED = COLUMNS[:-1]
ACTIONS = ("speaker", "drop", "add", "merge", "split")
EVERYWHERE = "*"
"""In place of a source: wherever the name stands, in all articles of the run."""
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Correction:
    """One line. ``line`` counts from 1, the header included; ``source`` is the name that the tables show.

    With EVERYWHERE for a source, ``text`` is the name of an entity and ``span`` is empty.
    """

    line: int
    action: str
    source: str
    span: Span
    text: str
    value: str = ""
    note: str = ""

    @property
    def place(self) -> str:
        return f"{self.source}:{self.span.start}-{self.span.end}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A line that is not applied: what is wrong with it and what to do."""

    line: int
    reason: str


class NotApplied(Exception):
    """Why a correction cannot be applied, in words for its author."""


@dataclass(frozen=True, slots=True)
class CorrectionFile:
    """What a file of corrections says; ``sha256`` is that of its bytes."""

    name: str
    sha256: str
    corrections: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_corrections(path: Path) -> CorrectionFile:
    """The corrections in the CSV file ``path``, in its order; a line that makes no sense is a problem.

    Columns may stand in any order, parted by commas, semicolons or tabs; ``note`` may be missing. Raises InputError
    where the file cannot be read at all.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path after --corrections") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8; save it again as “CSV UTF-8”") from error
    corrections: list[Correction] = []
    problems: list[Problem] = []
    try:
        for item in _lines(text):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                corrections.append(item)
    except csv.Error as error:
        raise InputError(f"{path}: is no CSV ({error}); write one line a correction: {','.join(COLUMNS)}") from error
    kept = tuple(_without_contradictions(corrections, problems))
    return CorrectionFile(str(path), hashlib.sha256(data).hexdigest(), kept, tuple(problems))


def _lines(text: str) -> Iterator[Correction | Problem]:
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header = [cell.strip().casefold() for cell in next(rows, [])]
    missing = [column for column in NEEDED if column not in header]
    if missing:
        named = ", ".join(missing)
        yield Problem(1, f"no column {named}; begin the file with {','.join(COLUMNS)} (no line was applied)")
        return
    before = rows.line_num
    for cells in rows:
        line, before = before + 1, rows.line_num
        if any(cell.strip() for cell in cells):
            yield _correction(line, header, cells)


def _correction(line: int, header: list[str], cells: list[str]) -> Correction | Problem:
    if len(cells) > len(header):
        many = f"{len(cells)} cells under {len(header)} columns"
        return Problem(line, f"{many}; put a text that holds the separator in quotation marks")
    row = {name: restore(cell.strip()) for name, cell in zip(header, cells, strict=False)}
    missing = [column for column in NEEDED if column not in row]
    if missing:
        return Problem(line, f"no cell for {', '.join(missing)}; an empty cell needs its comma too")
    if row["action"] not in ACTIONS:
        return Problem(line, f"unknown action {row['action']!r}; use {', '.join(ACTIONS[:-1])} or {ACTIONS[-1]}")
    folded = " ".join(row["text"].split())
    if not row["text"] or not row["source"]:
        return Problem(line, "source and text must not be empty; take them from the row to correct")
    if row["source"] == EVERYWHERE:
        if row["action"] != "merge":
            return Problem(line, f"{row['action']} needs one place; {EVERYWHERE} for a source goes with merge alone")
        return Correction(line, row["action"], EVERYWHERE, Span(0, 0), folded, row["value"], row.get("note", ""))
    try:
        span = Span(int(row["start"]), int(row["end"]))
    except ValueError:
        return Problem(line, "start and end are not both whole numbers; take them from the row to correct")
    if not 0 <= span.start < span.end:
        return Problem(
            line, f"{span.start} to {span.end} is no stretch of text; end counts the character after the last"
        )
    return Correction(line, row["action"], row["source"], span, folded, row["value"], row.get("note", ""))


def _without_contradictions(corrections: list[Correction], problems: list[Problem]) -> Iterator[Correction]:
    """The first of the lines that say something of one place; one can add several statements with one content."""
    seen: dict[tuple[object, ...], Correction] = {}
    for correction in corrections:
        what = {"add": correction.value, "merge": correction.text}.get(correction.action)
        first = seen.setdefault((correction.action, correction.source, correction.span, what), correction)
        if first is correction:
            yield correction
        elif first.value == correction.value:
            problems.append(Problem(correction.line, f"repeats line {first.line}; remove one of them"))
        else:
            problems.append(Problem(correction.line, f"contradicts line {first.line}; remove one of them"))
