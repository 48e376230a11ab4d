"""The five calls, in order: from files to the tables."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from pipeline.config import Config
from pipeline.corrections import Ledger, Outcome
from pipeline.engine.cache import Cache, default_limit
from pipeline.engine.fingerprint import fingerprint, program_digest, program_version
from pipeline.engine.shelf import Shelf
from pipeline.errors import InputError, ResultError
from pipeline.export.commit import FILES, new_result, tidy
from pipeline.identity.gazetteer import Gazetteer, read_gazetteer
from pipeline.ids import digest
from pipeline.ner.weights import Weights, find_weights
from pipeline.records import OVER_LIMIT, Page, SourceReading
from pipeline.schema import RUN_FILE
from pipeline.sources import Found, discover, display_name, open_inputs
from pipeline.sources import fingerprint as input_fingerprint

if TYPE_CHECKING:
    from pipeline.engine.reading import Result

Progress = Callable[[int, int], None]
"""Called with the number of sources done and their total."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did. ``refused`` holds (source, reason) pairs; ``is_unchanged`` says that there was no work.

    ``corrections`` says what became of the lines of a file of corrections, if one was given; ``notes`` say how the
    inputs were read where that was guessed.
    """

    out: Path
    counts: dict[str, int]
    refused: list[tuple[str, str]]
    warnings: tuple[str, ...] = ()
    is_unchanged: bool = False
    corrections: Outcome | None = None
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    """What is counted while sources pass by."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    refused: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    n_reused: int = 0
    is_lasting: bool = True

    def add(self, page: Page) -> None:
        source = page.source
        if source.status == "refused":
            self.refused.append((display_name(source.name), source.reason or ""))
        elif source.status == "skipped":
            self.skipped.append((display_name(source.name), source.reason or ""))
        elif any(furniture.kind == OVER_LIMIT for furniture in page.furniture):
            self.notes.append(f"{display_name(source.name)}: {source.reason}")


def run_pipeline(
    inputs: Sequence[Path],
    out: Path,
    *,
    config: Config | None = None,
    workers: int | None = 1,
    cache: Path | None = None,
    fresh: bool = False,
    corrections: Path | None = None,
    gazetteer: Path | None = None,
    progress: Progress | None = None,
    engine: Literal["local", "ray"] = "local",
    shards: str | None = None,
) -> RunReport:
    """Read all files at and below ``inputs`` and write the tables into ``out``, whole or not at all.

    ``workers`` is the number of processes (None: as many as pay); ``engine`` says where they run: ``ray`` is a cluster
    whose nodes leave their results in ``shards`` (:func:`pipeline.engine.ray.read_on_ray`). With a ``cache`` folder,
    results of sources that have not changed are taken from it, and a run that would change nothing does no work;
    ``fresh`` rewrites both.
    ``corrections`` is a CSV file of corrections to lay over what is read, ``gazetteer`` one of people and
    organizations whose ids are to be used. Raises InputError where there is nothing to read, or one of these files
    cannot be, ResultError where ``out`` cannot be written, ModelError where the model cannot be used and EngineError
    where processes cannot; what is wrong with single inputs is said in the report and in the table ``sources``.
    """
    from pipeline.engine.ray import read_on_ray
    from pipeline.engine.workers import read_all

    _keep_apart(inputs, out)
    config = config or Config()
    weights = find_weights(config.model)
    ledger = Ledger.of(corrections)
    listed = read_gazetteer(gazetteer) if gazetteer else None
    beside = (corrections, gazetteer)
    started = perf_counter()
    found = [item for item in discover(inputs, leave_out=[out]) if not _is_one_of(item.path, beside)]
    settings = fingerprint(config, {**weights.digests, weights.package: weights.version})
    state = _state(found, settings, ledger, listed) if cache else ""
    if cache and not fresh:
        unchanged = _unchanged(out, state)
        if unchanged:
            tidy(out)
            return unchanged
    tally = _Tally()
    tally.seconds["find"] = perf_counter() - started
    kept = Cache(cache, limit=default_limit(), reads=not fresh) if cache else None
    shelf = Shelf(kept, settings) if kept else None
    raws = open_inputs(found, config, note=tally.notes.append)
    if engine == "ray":
        results = read_on_ray(raws, config, settings, workers=workers, shelf=shelf, shards=shards)
    else:
        results = read_all(raws, config, workers=workers, shelf=shelf)
    try:
        readings = _corrected(_watched(results, tally, len(found), progress), ledger)
        counts = _publish(readings, out, config, weights, state, tally, ledger, listed)
    finally:
        results.close()  # ends the workers, also when a write failed
        if kept:
            kept.close()
    warnings = (*weights.warnings, *([kept.warning] if kept and kept.warning else []))
    outcome = ledger.outcome() if ledger else None
    return RunReport(out, counts, tally.refused, warnings, corrections=outcome, notes=tuple(tally.notes))


def export_readings(
    readings: Iterable[SourceReading], out: Path, *, corrections: Path | None = None, gazetteer: Path | None = None
) -> RunReport:
    """Stage 5 alone: the tables of what the stages before left on disk; both files as of :func:`run_pipeline`."""
    tally = _Tally()
    ledger = Ledger.of(corrections)
    listed = read_gazetteer(gazetteer) if gazetteer else None

    def counted() -> Iterator[SourceReading]:
        for reading in readings:
            tally.add(reading.page)
            yield reading

    counts = _publish(_corrected(counted(), ledger), out, None, None, "", tally, ledger, listed)
    return RunReport(
        out, counts, tally.refused, corrections=ledger.outcome() if ledger else None, notes=tuple(tally.notes)
    )


def _publish(
    readings: Iterable[SourceReading],
    out: Path,
    config: Config | None,
    weights: Weights | None,
    state: str,
    tally: _Tally,
    ledger: Ledger | None,
    listed: Gazetteer | None,
) -> dict[str, int]:
    """Write the tables and run.json; returns the counts."""
    from pipeline.export.tables import write_tables

    started = perf_counter()
    try:
        with new_result(out) as folder:
            counts = write_tables(readings, folder, entries=listed.entries if listed else ())
            tally.seconds["total"] = perf_counter() - started
            report = _describe(config, weights, state, counts, tally, ledger, listed)
            (folder / RUN_FILE).write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", "utf-8")
    except (OSError, sqlite3.Error) as error:
        number = getattr(error, "errno", None)
        what = os.strerror(number) if number else str(error)
        raise ResultError(
            f"{out}: cannot be written ({what}); choose another --out or make room; what was there is as it was"
        ) from error
    return counts


def _watched(
    results: Iterable[Result], tally: _Tally, total: int, progress: Progress | None
) -> Iterator[SourceReading]:
    """Unpack the results, counting them as they pass, and the time that they are waited for."""
    asked = perf_counter()
    for done, result in enumerate(results, 1):
        reading = result.reading
        tally.seconds["wait"] += perf_counter() - asked
        for stage, seconds in result.seconds.items():
            tally.seconds[stage] += seconds
        tally.n_reused += result.is_reused
        tally.is_lasting &= result.is_lasting
        tally.add(reading.page)
        yield reading
        if progress:
            progress(done, max(done, total))  # an archive holds more than one
        asked = perf_counter()


def _corrected(readings: Iterable[SourceReading], ledger: Ledger | None) -> Iterator[SourceReading]:
    return (ledger.corrected(reading) if ledger else reading for reading in readings)


def _keep_apart(inputs: Iterable[Path], out: Path) -> None:
    """Refuse to write a result among the texts that it is read from."""
    for path in inputs:
        if os.path.realpath(path) == os.path.realpath(out):
            raise InputError(f"{out}: is the input itself; choose another --out ({out / 'tables'}, say)")


def _is_one_of(path: Path, files: Iterable[Path | None]) -> bool:
    """Whether an input is the file of corrections or the list of names, which may lie among the texts."""
    return any(file is not None and path.resolve() == file.resolve() for file in files)


def _state(found: Sequence[Found], settings: str, ledger: Ledger | None, listed: Gazetteer | None) -> str:
    """Fingerprint of the input together with all that the result depends on."""
    corrections = ledger.sha256 if ledger else ""
    names = listed.sha256 if listed else ""
    return digest(settings, corrections, names, *(part for item in found for part in input_fingerprint(item)))


def _unchanged(out: Path, state: str) -> RunReport | None:
    """The report of the result in ``out``, if it is complete and a new run would give the same."""
    if not all((out / name).exists() for name in FILES):
        return None
    try:
        before = json.loads((out / RUN_FILE).read_text("utf-8"))
        if before["input"]["state"] != state:
            return None
        refused = [(item["source"], item["reason"]) for item in before["refused"]]
        outcome = msgspec.convert(before["corrections"], Outcome | None)
        return RunReport(out, before["counts"], refused, tuple(before["model"]["warnings"]), True, outcome)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _describe(
    config: Config | None,
    weights: Weights | None,
    state: str,
    counts: dict[str, int],
    tally: _Tally,
    ledger: Ledger | None,
    listed: Gazetteer | None,
) -> dict[str, Any]:
    """What run.json says. Model, reader and settings are null where the stages before chose them."""
    from pipeline.reader.model import released_digest

    return {
        "program": {"name": "whosaid", "version": program_version(), "digest": program_digest()},
        "python": platform.python_version(),
        "model": weights
        and {
            "name": weights.name,
            "version": weights.version,
            "package": weights.package,
            "is_official": weights.official,
            "digests": weights.digests,
            "warnings": list(weights.warnings),
        },
        "reader": {"sha256": released_digest()} if config and config.reader else None,
        "settings": config and asdict(config),
        "corrections": msgspec.to_builtins(ledger.outcome()) if ledger else None,
        "gazetteer": listed and {"file": listed.file, "sha256": listed.sha256, "entries": len(listed.entries)},
        "input": {
            "state": (state if tally.is_lasting else "") or None,
            "sources": counts["sources"],
            "notes": tally.notes,
        },
        "counts": counts,
        "reused": tally.n_reused,
        "seconds": {stage: round(seconds, 3) for stage, seconds in sorted(tally.seconds.items())},
        "refused": [{"source": name, "reason": reason} for name, reason in tally.refused],
        "skipped": [{"source": name, "reason": reason} for name, reason in tally.skipped],
    }
