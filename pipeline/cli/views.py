"""The commands that look at results."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.cli.app import EXIT_FAILURE, Json, ModelName, NoReader, Result, app
from pipeline.config import Config
from pipeline.errors import InputError


@app.command(epilog="Example: whosaid verify data/processed")
def verify(result: Result, as_json: Json = False) -> None:
    """Prove a result from its own files: offsets, coverage, ids, counts, references."""
    from pipeline.verify import find_faults

    faults = find_faults(result)
    if as_json:
        typer.echo(json.dumps({"result": str(result), "faults": faults}, ensure_ascii=False))
        raise typer.Exit(EXIT_FAILURE if faults else 0)
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
    as_json: Json = False,
) -> None:
    """Print statements with their place in the source; with --json one object a line, all columns."""
    from pipeline.show import find_statements, lay_out

    found = find_statements(result, speaker=speaker, about=about, article=article)
    for row in found:
        typer.echo(json.dumps(row, ensure_ascii=False) if as_json else lay_out(row))
    if not as_json:
        typer.echo(f"{len(found)} {'statement' if len(found) == 1 else 'statements'}")


@app.command(epilog="Example: whosaid review data/processed --below 0.5 --limit 10")
def review(
    result: Result,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many.")] = 20,
    below: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="C", help="Only those whose confidence is lower.")
    ] = None,
) -> None:
    """Print the least certain statements, each with the line that corrects it.

    As it stands the line confirms the speaker. Change its last but one cell to name another speaker (empty: nobody
    named), or its first to drop, and give the file to `whosaid run --corrections`.
    """
    from pipeline.review import HEADER, lay_out, least_certain

    found = least_certain(result, limit=limit, below=below)
    for row in found:
        typer.echo(lay_out(row))
    noun = "statement" if len(found) == 1 else "statements"
    typer.echo(f"{len(found)} {noun}")
    if found:
        typer.echo(f"Corrections are lines under: {HEADER}")


@app.command(
    epilog="Examples: whosaid evaluate corpora/ --floors floors.json | whosaid evaluate gold.jsonl.gz --result tables/"
    " | whosaid evaluate gold.jsonl.gz --peers --report peers.html"
)
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold file (JSON Lines), or a folder of corpora.")],
    kind: Annotated[
        Literal["statements", "places", "identity", "relations", "names", "pages", "html"] | None,
        typer.Option(help="Score this alone, also of a file that is gold for more."),
    ] = None,
    result: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Score this result; default: run the gold articles.")
    ] = None,
    floors: Annotated[Path | None, typer.Option(metavar="FILE", help="Fail where a figure fell below these.")] = None,
    pin: Annotated[bool, typer.Option("--pin", help="Raise the floors to what is reached now.")] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the figures, with curves, as an HTML page.")
    ] = None,
    peers: Annotated[
        bool, typer.Option("--peers", help="Run other systems on the same text and model: accuracy, speed, memory.")
    ] = False,
    model: ModelName = None,
    no_reader: NoReader = False,
) -> None:
    """Score statements, names, places, identity, relations and page cleaning against gold, beside others' figures."""
    if peers:
        if kind not in (None, "statements") or result or floors or pin or no_reader:
            raise typer.BadParameter("compares statements, of runs of its own; only --model and --report go with it")
        _compare(gold, model, report)
        return
    from functools import partial
    from tempfile import TemporaryDirectory

    from pipeline.evaluate import evaluate as score
    from pipeline.evaluate import run_and_evaluate
    from pipeline.evaluate.floors import below, read_floors
    from pipeline.evaluate.floors import pin as pin_floors
    from pipeline.evaluate.page import write_page
    from pipeline.evaluate.suite import run_suite, summary
    from pipeline.run import run_pipeline

    run = partial(run_pipeline, workers=None)
    config = Config(model=model, reader=not no_reader)
    reports = []
    if gold.is_dir():
        with TemporaryDirectory(prefix="whosaid-") as cache:  # some corpora annotate the texts of others
            for scored in run_suite(gold, partial(run, cache=Path(cache)), config=config, kind=kind):
                typer.echo("\n".join(scored.lines()) + "\n")
                reports.append(scored)
        if not reports:
            raise InputError(f"{gold}: none of the corpora that are known lies here; give a gold file instead")
        typer.echo("\n".join(summary(reports)))
    else:
        reports = [score(kind, gold, result) if result else run_and_evaluate(kind, gold, run, config=config)]
        typer.echo("\n".join(reports[0].lines()))
    if report:
        write_page(reports, report)
        typer.echo(f"The same, to look at: {report}")
    if floors and pin:
        for line in pin_floors(reports, floors):
            typer.echo(f"{floors}: {line}")
    elif floors:
        fallen = below(reports, read_floors(floors))
        for line in fallen:
            typer.echo(f"whosaid: {line}", err=True)
        if fallen:
            raise typer.Exit(EXIT_FAILURE)


def _compare(gold: Path, model: str | None, report: Path | None) -> None:
    from pipeline.evaluate.page import write_page
    from pipeline.evaluate.peers import compare
    from pipeline.evaluate.suite import available

    paths = [gold / corpus.path for corpus in available(gold, "statements")] if gold.is_dir() else [gold]
    if not paths:
        raise InputError(f"{gold}: no corpus of statements that is known lies here; give a gold file instead")
    comparisons = []

    def progress(name: str) -> None:
        if sys.stderr.isatty():
            typer.echo(f"{path.name}: {name} …", err=True)

    for path in paths:
        comparisons.append(compare(path, model=model, progress=progress))
        typer.echo("\n".join(comparisons[-1].lines()) + "\n")
    if report:
        write_page([], report, comparisons)
        typer.echo(f"The same, to look at: {report}")
