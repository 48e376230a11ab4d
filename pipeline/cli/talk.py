"""What a run says while it works and when it is done."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from pipeline.cli.app import EXIT_REFUSED

if TYPE_CHECKING:
    from pipeline.run import RunReport


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error; none where that is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(unit=" sources", leave=False, dynamic_ncols=True) as bar:

        def update(done: int, total: int) -> None:
            bar.total = total if done <= total else None  # one input may hold many
            bar.update(done - bar.n)

        yield update


def finish(report: RunReport, *, quiet: bool = False, verbose: bool = False, as_json: bool = False) -> None:
    """Say what was refused and what there is; exit 3 where something was refused, be it a line of corrections."""
    for warning in report.warnings:
        typer.secho(f"whosaid: warning: {warning}", err=True, fg="yellow")
    for note in () if quiet else report.notes:
        typer.echo(f"whosaid: {note}", err=True)
    for source, reason in report.refused:
        typer.secho(f"refused {source}: {reason}", err=True, fg="yellow")
    complaints = report.corrections.complaints() if report.corrections else []
    for complaint in complaints:
        typer.secho(f"not applied {complaint}", err=True, fg="yellow")
    if as_json:
        typer.echo(json.dumps(_as_data(report, complaints), ensure_ascii=False))
    elif not quiet:
        _summarise(report)
        if verbose:
            _time(report)
    if report.refused or complaints:
        raise typer.Exit(EXIT_REFUSED)


def _as_data(report: RunReport, complaints: list[str]) -> dict[str, object]:
    return {
        "out": str(report.out),
        "unchanged": report.is_unchanged,
        "counts": report.counts,
        "refused": [{"source": source, "reason": reason} for source, reason in report.refused],
        "not_applied": complaints,
        "warnings": list(report.warnings),
        "notes": list(report.notes),
    }


def _time(report: RunReport) -> None:
    """How long the stages took, added up over processes, and what was taken from the cache."""
    from pipeline.schema import RUN_FILE

    described = json.loads((report.out / RUN_FILE).read_text("utf-8"))
    stages = ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in described["seconds"].items())
    typer.echo(f"Took: {stages or 'nothing'}; {described['reused']} sources from the cache")


def _summarise(report: RunReport) -> None:
    from pipeline.export.commit import FILES
    from pipeline.show import most_quoted

    counts = report.counts
    if report.is_unchanged:
        typer.echo("Nothing has changed since the last run; the tables are as they were.")
    skipped = f"{counts['sources_skipped']} skipped, " if counts["sources_skipped"] else ""
    typer.echo(
        f"{counts['sources']} sources ({skipped}{counts['sources_refused']} refused) · {counts['articles']} articles · "
        f"{counts['statements']} statements · {counts['people']} people · {counts['countries']} countries · "
        f"{counts['organizations']} organizations"
    )
    if report.corrections:
        applied, left = len(report.corrections.applied), len(report.corrections.not_applied)
        typer.echo(f"Corrections: {applied} applied, {left} not")
    quoted = most_quoted(report.out)
    if quoted:
        typer.echo("Most quoted:")
        for name, n in quoted:
            typer.echo(f"  {n:5}  {name}")
    typer.echo(f"Tables: {report.out}/statements.csv and {len(FILES) - 2} more (CSV and Parquet), run.json")
    typer.echo(f"Read on: whosaid show {report.out} --speaker {_example(quoted)}")


def _example(quoted: list[tuple[str, int]]) -> str:
    return f'"{quoted[0][0]}"' if quoted else "NAME"
