"""Account of a file of corrections during a run: what became of each line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from pipeline.corrections.apply import correct
from pipeline.corrections.read import EVERYWHERE, Correction, CorrectionFile, Problem, read_corrections
from pipeline.records import SourceReading
from pipeline.sources import display_name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the lines of ``file``; ``sha256`` is that of its bytes."""

    file: str
    sha256: str
    applied: tuple[Correction, ...] = ()
    not_applied: tuple[Problem, ...] = ()

    def complaints(self) -> list[str]:
        """One line a line that was not applied: where it stands, what is wrong, what to do."""
        return [f"{self.file}:{problem.line}: {problem.reason}" for problem in self.not_applied]


class Ledger:
    """Hand over each source reading once; then ask for the outcome."""

    def __init__(self, file: CorrectionFile) -> None:
        self._file = file
        self._by_source: defaultdict[str, list[Correction]] = defaultdict(list)
        for correction in file.corrections:
            self._by_source[correction.source].append(correction)
        self._applied: set[int] = set()
        self._reasons: dict[int, str] = {}

    @classmethod
    def of(cls, path: Path | None) -> Ledger | None:
        """For the file ``path``, if there is one. Raises InputError where it cannot be read."""
        return cls(read_corrections(path)) if path else None

    @property
    def sha256(self) -> str:
        return self._file.sha256

    def corrected(self, reading: SourceReading) -> SourceReading:
        """``reading`` with the lines for its source, and those for all sources, applied in their order."""
        name = display_name(reading.page.source.name)
        lines = sorted([*self._by_source.get(name, ()), *self._by_source.get(EVERYWHERE, ())], key=lambda c: c.line)
        if not lines:
            return reading
        reading, problems = correct(reading, lines)
        for problem in problems:
            self._reasons.setdefault(problem.line, problem.reason)
        self._applied |= {c.line for c in lines} - {problem.line for problem in problems}
        return reading

    def outcome(self) -> Outcome:
        """Once all sources have passed."""
        applied = tuple(c for c in self._file.corrections if c.line in self._applied)
        strange = "is no source of this run; name it as in sources.csv"
        left = (
            Problem(c.line, self._reasons.get(c.line, f"{c.source!r} {strange}"))
            for c in self._file.corrections
            if c.line not in self._applied
        )
        return Outcome(self._file.name, self._file.sha256, applied, tuple(sorted((*self._file.problems, *left))))
