"""The commands that read: the whole run, and each stage by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from pipeline.cli.app import (
    DEFAULT_OUT,
    CleanText,
    CorrectionsFile,
    GazetteerFile,
    Inputs,
    ModelName,
    NoReader,
    Out,
    Quiet,
    Stage,
    app,
)
from pipeline.cli.talk import finish, progress_bar
from pipeline.config import Config


@app.command(epilog="Example: whosaid run articles/ --out tables/ --workers 4")
def run(
    inputs: Inputs,
    out: Out = DEFAULT_OUT,
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
    quiet: Quiet = False,
) -> None:
    """Do all five stages: read IN, write the tables.

    Earlier results are kept in the folder that WHOSAID_CACHE names (default: whosaid in the user's cache folder),
    so that a second run reads only what is new.
    """
    from pipeline.engine.cache import default_folder
    from pipeline.run import run_pipeline

    with progress_bar(quiet) as progress:
        report = run_pipeline(
            inputs,
            out,
            config=Config(model=model, reader=not no_reader, clean_text=clean_text),
            workers=workers,
            cache=None if no_cache else default_folder(),
            fresh=fresh,
            corrections=corrections,
            gazetteer=gazetteer,
            progress=progress,
        )
    finish(report, quiet)


@app.command(epilog="Example: whosaid segment data/raw --out build/")
def segment(inputs: Inputs, out: Out, clean_text: CleanText = False) -> None:
    """Stage 1: sources into articles. Writes segment.jsonl."""
    from pipeline.engine.intermediate import write_stage
    from pipeline.records import Page
    from pipeline.segment import find_articles
    from pipeline.sources import discover, open_inputs, read_raw

    def pages() -> Iterator[Page]:
        config = Config(clean_text=clean_text)
        for raw in open_inputs(discover(inputs, leave_out=[out]), config):
            source = read_raw(raw, config)
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
) -> None:
    """Stage 5: the tables. Reads relations.jsonl, writes every table as CSV and Parquet."""
    from pipeline.engine.intermediate import read_stage
    from pipeline.records import SourceReading
    from pipeline.run import export_readings

    readings = read_stage(source, "relations", SourceReading)
    report = export_readings(readings, out, corrections=corrections, gazetteer=gazetteer)
    finish(report, quiet)
