"""The five calls, in order: from files to the tables."""

from __future__ import annotations

import json
import platform
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from pipeline.config import Config
from pipeline.engine.cache import Cache
from pipeline.engine.fingerprint import fingerprint, program_digest, program_version
from pipeline.errors import ResultError
from pipeline.export.commit import FILES, new_result
from pipeline.ids import digest
from pipeline.ner.weights import Weights, find_weights
from pipeline.records import Source, SourceReading
from pipeline.schema import RUN_FILE
from pipeline.sources import Found, discover, display_name, read_source
from pipeline.sources import fingerprint as input_fingerprint

if TYPE_CHECKING:
    from pipeline.engine.workers import Result

Progress = Callable[[int, int], None]
"""Called with the number of sources done and their total."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did. ``refused`` holds (source, reason) pairs; ``is_unchanged`` says that there was no work."""

    out: Path
    counts: dict[str, int]
    refused: list[tuple[str, str]]
    warnings: tuple[str, ...] = ()
    is_unchanged: bool = False


@dataclass(slots=True)
class _Tally:
    """What is counted while sources pass by."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    refused: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    n_reused: int = 0

    def add(self, source: Source) -> None:
        if source.status == "refused":
            self.refused.append((display_name(source.name), source.reason or ""))
        elif source.status == "skipped":
            self.skipped.append((display_name(source.name), source.reason or ""))


def run_pipeline(
    inputs: Sequence[Path],
    out: Path,
    *,
    config: Config | None = None,
    workers: int | None = 1,
    cache: Path | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
) -> RunReport:
    """Read all files at and below ``inputs`` and write the tables into ``out``, whole or not at all.

    ``workers`` is the number of processes (None: as many as pay). With a ``cache`` folder, results of sources that
    have not changed are taken from it, and a run that would change nothing does no work; ``fresh`` rewrites both.
    Raises InputError where there is nothing to read and ModelError where the model cannot be used; what is wrong
    with single inputs is said in the report and in the table ``sources``.
    """
    from pipeline.engine.workers import default_workers, read_here, read_in_processes

    config = config or Config()
    weights = find_weights(config.model)
    found = discover(inputs, leave_out=[out])
    settings = fingerprint(config, {**weights.digests, weights.package: weights.version})
    state = _state(found, settings) if cache else ""
    if cache and not fresh:
        unchanged = _unchanged(out, state)
        if unchanged:
            return unchanged
    tally = _Tally()
    kept = Cache(cache, settings, reads=not fresh) if cache else None
    sources = (read_source(item) for item in found)
    n = default_workers(len(found)) if workers is None else workers
    results = read_here(sources, config, kept) if n <= 1 else read_in_processes(sources, config, kept, n)
    try:
        counts = _publish(_watched(results, tally, len(found), progress), out, config, weights, state, tally)
    finally:
        results.close()  # ends the workers, also when a write failed
    return RunReport(out, counts, tally.refused, weights.warnings)


def export_readings(readings: Iterable[SourceReading], out: Path) -> RunReport:
    """Stage 5 alone: the tables of what the stages before left on disk."""
    tally = _Tally()

    def counted() -> Iterator[SourceReading]:
        for reading in readings:
            tally.add(reading.page.source)
            yield reading

    counts = _publish(counted(), out, None, None, "", tally)
    return RunReport(out, counts, tally.refused)


def _publish(
    readings: Iterable[SourceReading],
    out: Path,
    config: Config | None,
    weights: Weights | None,
    state: str,
    tally: _Tally,
) -> dict[str, int]:
    """Write the tables and run.json; returns the counts."""
    from pipeline.export.tables import write_tables

    started = perf_counter()
    try:
        with new_result(out) as folder:
            counts = write_tables(readings, folder)
            tally.seconds["total"] = perf_counter() - started
            report = _describe(config, weights, state, counts, tally)
            (folder / RUN_FILE).write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", "utf-8")
    except OSError as error:
        raise ResultError(f"{out}: cannot be written ({error.strerror or error}); choose another --out") from error
    return counts


def _watched(
    results: Iterable[Result], tally: _Tally, total: int, progress: Progress | None
) -> Iterator[SourceReading]:
    """Unpack the results, counting them as they pass."""
    for done, result in enumerate(results, 1):
        reading = result.reading
        for stage, seconds in result.seconds.items():
            tally.seconds[stage] += seconds
        tally.n_reused += result.is_reused
        tally.add(reading.page.source)
        yield reading
        if progress:
            progress(done, total)


def _state(found: Sequence[Found], settings: str) -> str:
    """Fingerprint of the input together with all that the result depends on."""
    return digest(settings, *(part for item in found for part in input_fingerprint(item)))


def _unchanged(out: Path, state: str) -> RunReport | None:
    """The report of the result in ``out``, if it is complete and a new run would give the same."""
    if not all((out / name).exists() for name in FILES):
        return None
    try:
        before = json.loads((out / RUN_FILE).read_text("utf-8"))
        if before["input"]["state"] != state:
            return None
        refused = [(item["source"], item["reason"]) for item in before["refused"]]
        return RunReport(out, before["counts"], refused, tuple(before["model"]["warnings"]), is_unchanged=True)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _describe(
    config: Config | None, weights: Weights | None, state: str, counts: dict[str, int], tally: _Tally
) -> dict[str, Any]:
    """What run.json says. Model and settings are null where the stages before chose them."""
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
        "settings": config and asdict(config),
        "input": {"state": state or None, "sources": counts["sources"]},
        "counts": counts,
        "reused": tally.n_reused,
        "seconds": {stage: round(seconds, 3) for stage, seconds in sorted(tally.seconds.items())},
        "refused": [{"source": name, "reason": reason} for name, reason in tally.refused],
        "skipped": [{"source": name, "reason": reason} for name, reason in tally.skipped],
    }
