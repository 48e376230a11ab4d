"""The least certain statements of a result, laid out so that they can be judged and corrected."""

from __future__ import annotations

import csv
import io
import textwrap
from pathlib import Path
from typing import Any

from pipeline.corrections.mark import RULE
from pipeline.corrections.read import COLUMNS
from pipeline.export.cells import neutralise
from pipeline.show import WIDTH, read_rows

HEADER = ",".join(COLUMNS)


def least_certain(folder: Path, *, limit: int | None = None, below: float | None = None) -> list[dict[str, Any]]:
    """Rows of ``statements``, the lowest confidence first, then in text order; at most ``limit``, under ``below``.

    Rows that nothing was measured for come last, and not at all where ``below`` is given; rows that a correction
    made or confirmed are settled and left out. Raises ResultError where ``folder`` holds no result.
    """
    rows = [row for row in read_rows(folder, "statements") if row["rule"] != RULE]
    if below is not None:
        rows = [row for row in rows if row["confidence"] is not None and row["confidence"] < below]
    rows.sort(key=_doubt)
    return rows[:limit]


def lay_out(row: dict[str, Any]) -> str:
    """One statement: how sure, who, by which words, what, in which sentence, where, and the line to correct it by."""
    sure = "–" if row["confidence"] is None else f"{row['confidence']:.2f}"
    who = row["speaker"] or "(nobody named)"
    written = f" (“{row['speaker_text']}”)" if row["speaker_text"] and row["speaker_text"] != who else ""
    details = [row["cue"] or "–", row["kind"], row["act"], "negated" if row["negated"] else "", row["rule"]]
    return "\n".join(
        (
            f"{sure}  {who}{written} · {' · '.join(part for part in details if part)}",
            _filled(row["content"], "    "),
            _filled(row["sentence_text"] or "", "  | "),
            f"  {row['source']}:{row['content_start']}-{row['content_end']}",
            correction_line(row),
            "",
        )
    )


def correction_line(row: dict[str, Any]) -> str:
    """The row as a line for a file of corrections: as it stands it confirms the speaker."""
    line = io.StringIO()
    place = (row["source"], row["content_start"], row["content_end"], row["content"])
    cells = ("speaker", *place, row["speaker"] or "", "")
    csv.writer(line, lineterminator="").writerow([neutralise(str(cell)) for cell in cells])
    return line.getvalue()


def _doubt(row: dict[str, Any]) -> tuple[bool, float, str, int, str]:
    confidence = row["confidence"]
    place = (row["source"], row["content_start"], row["statement_id"])
    return confidence is None, confidence or 0.0, *place


def _filled(text: str, indent: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False)
