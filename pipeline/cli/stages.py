"""The commands that read: the whole run, and each stage by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import (
    DEFAULT_OUT,
    CleanText,
    CorrectionsFile,
    DateField,
    GazetteerFile,
    IdField,
    Inputs,
    Json,
    ModelName,
    NoReader,
    Out,
    PathsFile,
    Quiet,
    Stage,
    TextField,
    TitleField,
    Verbose,
    app,
)
from pipeline.cli.given import given_inputs
from pipeline.cli.talk import finish, progress_bar
from pipeline.config import Config


class Engine(StrEnum):
    """Where inputs are read."""

    LOCAL = "local"
    RAY = "ray"


@app.command(epilog="Example: whosaid run articles/ --out tables/ --workers 4")
def run(
    inputs: Inputs = None,
    out: Out = DEFAULT_OUT,
    paths: PathsFile = None,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes; default: one a core, if the input is worth it.")
    ] = None,
    model: ModelName = None,
    no_reader: NoReader = False,
    clean_text: CleanText = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither read nor keep earlier results.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ignore earlier results, and keep the new ones.")] = False,
    corrections: CorrectionsFile = None,
    gazetteer: GazetteerFile = None,
    text_field: TextField = None,
    id_field: IdField = None,
    title_field: TitleField = None,
    date_field: DateField = None,
    engine: Annotated[
        Engine, typer.Option(help="Where it runs: here, or on the Ray cluster of RAY_ADDRESS (a local one if unset).")
    ] = Engine.LOCAL,
    shards: Annotated[
        str | None,
        typer.Option(metavar="URL", help="With --engine ray: folder or URL, reached by all nodes, for their results."),
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    as_json: Json = False,
) -> None:
    """Do all five stages: read IN, write the tables.

    Earlier results are kept in the folder that WHOSAID_CACHE names (default: whosaid in the user's cache folder),
    so that a second run reads only what is new.
    """
    from pipeline.engine.cache import default_folder
    from pipeline.run import run_pipeline

    config = Config(
        model=model,
        reader=not no_reader,
        clean_text=clean_text,
        text_field=text_field,
        id_field=id_field,
        title_field=title_field,
        date_field=date_field,
    )
    with given_inputs(inputs, paths) as given, progress_bar(quiet) as progress:
        report = run_pipeline(
            given,
            out,
            config=config,
            workers=workers,
            cache=None if no_cache else default_folder(),
            fresh=fresh,
            corrections=corrections,
            gazetteer=gazetteer,
            progress=progress,
            engine=engine.value,
            shards=shards,
        )
    finish(report, quiet=quiet, verbose=verbose, as_json=as_json)


@app.command(epilog="Example: whosaid segment data/raw --out build/")
def segment(
    out: Out,
    inputs: Inputs = None,
    paths: PathsFile = None,
    clean_text: CleanText = False,
    text_field: TextField = None,
    id_field: IdField = None,
    title_field: TitleField = None,
    date_field: DateField = None,
) -> None:
    """Stage 1: sources into articles. Writes segment.jsonl."""
    from pipeline.engine.intermediate import write_stage
    from pipeline.records import Page
    from pipeline.segment import find_articles
    from pipeline.sources import discover, open_inputs, read_raw

    config = Config(
        clean_text=clean_text, text_field=text_field, id_field=id_field, title_field=title_field, date_field=date_field
    )

    def pages(given: Sequence[Path]) -> Iterator[Page]:
        for raw in open_inputs(discover(given, leave_out=[out]), config, note=lambda note: typer.echo(note, err=True)):
            source = read_raw(raw, config)
            if source.status == "read":
                yield from find_articles([source], clean_text=clean_text)
            else:
                yield Page(source)

    with given_inputs(inputs, paths) as given:
        typer.echo(write_stage(pages(given), out, "segment"))


@app.command(epilog="Example: whosaid clean build/ --out build/")
def clean(source: Stage, out: Out, clean_text: CleanText = False) -> None:
    """Stage 2: page furniture out. Reads segment.jsonl, writes clean.jsonl."""
    from pipeline.clean import drop_furniture
    from pipeline.engine.intermediate import read_stage, write_stage
    from pipeline.records import Page

    pages = read_stage(source, "segment", Page)
    typer.echo(write_stage(drop_furniture(pages, clean_text=clean_text), out, "clean"))


@app.command(epilog="Example: whosaid ner build/ --out build/")
def ner(source: Stage, out: Out, model: ModelName = None, no_reader: NoReader = False) -> None:
    """Stage 3: sentences, names, countries, people. Reads clean.jsonl, writes ner.jsonl."""
    from pipeline.engine.intermediate import ParsedSource, read_stage, write_stage
    from pipeline.ner import find_mentions
    from pipeline.ner.model import load_model
    from pipeline.records import Page

    nlp = load_model(model, reader=not no_reader)
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
def export(
    source: Stage,
    out: Out,
    corrections: CorrectionsFile = None,
    gazetteer: GazetteerFile = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Stage 5: the tables. Reads relations.jsonl, writes every table as CSV and Parquet."""
    from pipeline.engine.intermediate import read_stage
    from pipeline.records import SourceReading
    from pipeline.run import export_readings

    readings = read_stage(source, "relations", SourceReading)
    report = export_readings(readings, out, corrections=corrections, gazetteer=gazetteer)
    finish(report, quiet=quiet, as_json=as_json)
