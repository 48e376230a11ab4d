"""The command line: the only module that prints. Everything heavy is imported inside the commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.config import Config
from pipeline.errors import InputError, WhosaidError

if TYPE_CHECKING:
    from pipeline.run import RunReport

EXIT_FAILURE, EXIT_USAGE, EXIT_REFUSED = 1, 2, 3
"""0: all well; 3: finished, but some input was refused."""

app = typer.Typer(
    name="whosaid",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="News articles, as they were dumped from the page, into tables of who said what.\n\n"
    "Start with: whosaid run data/raw --out data/processed",
    epilog="Exit codes: 0 all well, 3 finished but some input was refused, 2 wrong usage, 1 failure, 130 interrupted.",
)

Inputs = Annotated[list[Path], typer.Argument(metavar="IN...", help="Text files, or folders of them.")]
Stage = Annotated[Path, typer.Argument(metavar="IN", help="Folder (or file) that the stage before wrote.")]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where results go.")]
Result = Annotated[Path, typer.Argument(metavar="DIR", help="Folder that `whosaid run` wrote.")]
ModelName = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Installed spaCy pipeline; default: en_core_web_sm."),
]
CleanText = Annotated[
    bool, typer.Option("--clean-text", help="Each source is one clean article, without page furniture.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]

DEFAULT_OUT = Path("data/processed")


def main() -> None:
    """Entry point: errors that a user can cause become one line and exit code 1."""
    try:
        app()
    except WhosaidError as error:
        typer.echo(f"whosaid: {error}", err=True)
        sys.exit(EXIT_FAILURE)
    except BrokenPipeError:  # `whosaid show … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


@app.command(epilog="Example: whosaid run articles/ --out tables/ --workers 4")
def run(
    inputs: Inputs,
    out: Out = DEFAULT_OUT,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes; default: as many as the input is worth.")
    ] = None,
    model: ModelName = None,
    clean_text: CleanText = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither read nor keep earlier results.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ignore earlier results, and keep the new ones.")] = False,
    quiet: Quiet = False,
) -> None:
    """Do all five stages: read IN, write the tables.

    Earlier results are kept in the folder that WHOSAID_CACHE names (default: whosaid in the user's cache folder),
    so that a second run reads only what is new.
    """
    from pipeline.engine.cache import default_folder
    from pipeline.run import run_pipeline

    with _progress(quiet) as progress:
        report = run_pipeline(
            inputs,
            out,
            config=Config(model=model, clean_text=clean_text),
            workers=workers,
            cache=None if no_cache else default_folder(),
            fresh=fresh,
            progress=progress,
        )
    _finish(report, quiet)


@app.command(epilog="Example: whosaid segment data/raw --out build/")
def segment(inputs: Inputs, out: Out, clean_text: CleanText = False) -> None:
    """Stage 1: sources into articles. Writes segment.jsonl."""
    from pipeline.engine.intermediate import write_stage
    from pipeline.records import Page
    from pipeline.segment import find_articles
    from pipeline.sources import discover, read_source

    def pages() -> Iterator[Page]:
        for found in discover(inputs, leave_out=[out]):
            source = read_source(found)
            if source.status == "read":
                yield from find_articles([source], clean_text=clean_text)
            else:
                yield Page(source)

    typer.echo(write_stage(pages(), out, "segment"))


@app.command(epilog="Example: whosaid clean build/ --out build/")
def clean(source: Stage, out: Out, clean_text: CleanText = False) -> None:
    """Stage 2: page furniture out. Reads segment.jsonl, writes clean.jsonl."""
    from pipeline.clean import drop_furniture
    from pipeline.engine.intermediate import read_stage, write_stage
    from pipeline.records import Page

    pages = read_stage(source, "segment", Page)
    typer.echo(write_stage(drop_furniture(pages, clean_text=clean_text), out, "clean"))


@app.command(epilog="Example: whosaid ner build/ --out build/")
def ner(source: Stage, out: Out, model: ModelName = None) -> None:
    """Stage 3: sentences, names, countries, people. Reads clean.jsonl, writes ner.jsonl."""
    from pipeline.engine.intermediate import ParsedSource, read_stage, write_stage
    from pipeline.ner import find_mentions
    from pipeline.ner.model import load_model
    from pipeline.records import Page

    nlp = load_model(model)
    pages = read_stage(source, "clean", Page)
    typer.echo(write_stage((ParsedSource.of(page, find_mentions([page], nlp)) for page in pages), out, "ner"))


@app.command(epilog="Example: whosaid relations build/ --out build/")
def relations(source: Stage, out: Out) -> None:
    """Stage 4: statements, speakers, roles. Reads ner.jsonl, writes relations.jsonl."""
    from pipeline.engine.intermediate import ParsedSource, read_stage, write_stage
    from pipeline.records import SourceReading
    from pipeline.relations import find_statements

    parsed = read_stage(source, "ner", ParsedSource)
    readings = (SourceReading(item.page, tuple(find_statements(item.articles()))) for item in parsed)
    typer.echo(write_stage(readings, out, "relations"))


@app.command(epilog="Example: whosaid export build/ --out tables/")
def export(source: Stage, out: Out, quiet: Quiet = False) -> None:
    """Stage 5: the tables. Reads relations.jsonl, writes every table as CSV and Parquet."""
    from pipeline.engine.intermediate import read_stage
    from pipeline.records import SourceReading
    from pipeline.run import export_readings

    report = export_readings(read_stage(source, "relations", SourceReading), out)
    _finish(report, quiet)


@app.command(epilog="Example: whosaid verify data/processed")
def verify(result: Result) -> None:
    """Prove a result from its own files: offsets, coverage, ids, counts, references."""
    from pipeline.verify import find_faults

    faults = find_faults(result)
    for fault in faults[:20]:
        typer.echo(f"{result}: {fault}", err=True)
    if faults:
        typer.echo(f"{result}: {len(faults)} faults", err=True)
        raise typer.Exit(EXIT_FAILURE)
    typer.echo(f"{result}: every offset, character, id, count and reference holds")


@app.command(epilog="Example: whosaid show data/processed --speaker Lavrov --about Iraq")
def show(
    result: Result,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Said by …")] = None,
    about: Annotated[str | None, typer.Option(metavar="NAME", help="… about a person, country, organization")] = None,
    article: Annotated[str | None, typer.Option(metavar="WORDS", help="… in an article: id, title or source")] = None,
) -> None:
    """Print statements with their place in the source."""
    from pipeline.show import find_statements, lay_out

    found = find_statements(result, speaker=speaker, about=about, article=article)
    for row in found:
        typer.echo(lay_out(row))
    noun = "statement" if len(found) == 1 else "statements"
    typer.echo(f"{len(found)} {noun}")


@app.command(
    epilog="Examples: whosaid evaluate corpora/ --floors floors.json | whosaid evaluate gold.jsonl.gz --result tables/"
)
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold file (JSON Lines), or a folder of corpora.")],
    result: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Score this result; default: run the gold articles.")
    ] = None,
    floors: Annotated[Path | None, typer.Option(metavar="FILE", help="Fail where a figure fell below these.")] = None,
    pin: Annotated[bool, typer.Option("--pin", help="Raise the floors to what is reached now.")] = False,
    model: ModelName = None,
) -> None:
    """Score statements, names and page cleaning against gold, beside the figures of others."""
    from functools import partial

    from pipeline.evaluate import evaluate as score
    from pipeline.evaluate import run_and_evaluate
    from pipeline.evaluate.floors import below, read_floors
    from pipeline.evaluate.floors import pin as pin_floors
    from pipeline.evaluate.suite import run_suite, summary
    from pipeline.run import run_pipeline

    run = partial(run_pipeline, workers=None)
    reports = []
    if gold.is_dir():
        for corpus, report in run_suite(gold, run, model=model):
            typer.echo("\n".join(report.lines()) + (f"\n  ({corpus.note})" if corpus.note else "") + "\n")
            reports.append(report)
        if not reports:
            raise InputError(f"{gold}: none of the corpora that are known lies here; give a gold file instead")
        typer.echo("\n".join(summary(reports)))
    else:
        reports = [score(None, gold, result) if result else run_and_evaluate(None, gold, run, model=model)]
        typer.echo("\n".join(reports[0].lines()))
    if floors and pin:
        for line in pin_floors(reports, floors):
            typer.echo(f"{floors}: {line}")
    elif floors:
        fallen = below(reports, read_floors(floors))
        for line in fallen:
            typer.echo(f"whosaid: {line}", err=True)
        if fallen:
            raise typer.Exit(EXIT_FAILURE)


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error; none where that is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(unit=" sources", leave=False, dynamic_ncols=True) as bar:

        def update(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield update


def _finish(report: RunReport, quiet: bool) -> None:
    """Say what was refused and what there is; exit 3 where something was refused."""
    for warning in report.warnings:
        typer.echo(f"whosaid: warning: {warning}", err=True)
    for source, reason in report.refused:
        typer.echo(f"refused {source}: {reason}", err=True)
    if not quiet:
        _summarise(report)
    if report.refused:
        raise typer.Exit(EXIT_REFUSED)


def _summarise(report: RunReport) -> None:
    from pipeline.export.commit import FILES
    from pipeline.show import most_quoted

    counts = report.counts
    if report.is_unchanged:
        typer.echo("Nothing has changed since the last run; the tables are as they were.")
    typer.echo(
        f"{counts['sources']} sources ({counts['sources_refused']} refused) · {counts['articles']} articles · "
        f"{counts['statements']} statements · {counts['people']} people · {counts['countries']} countries · "
        f"{counts['organizations']} organizations"
    )
    quoted = most_quoted(report.out)
    if quoted:
        typer.echo("Most quoted:")
        for name, n in quoted:
            typer.echo(f"  {n:5}  {name}")
    typer.echo(f"Tables: {report.out}/statements.csv and {len(FILES) - 2} more (CSV and Parquet), run.json")
    typer.echo(f"Read on: whosaid show {report.out} --speaker {_example(quoted)}")


def _example(quoted: list[tuple[str, int]]) -> str:
    return f'"{quoted[0][0]}"' if quoted else "NAME"
