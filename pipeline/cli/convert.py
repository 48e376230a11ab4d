"""The command that hands a result on to other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.cli.app import Quiet, Result, app


@app.command(
    epilog="Examples: whosaid convert data/processed --to sqlite -o news.db | "
    "whosaid convert data/processed --to datapackage -o package/"
)
def convert(
    result: Result,
    to: Annotated[
        Literal["duckdb", "sqlite", "datapackage", "jsonld", "ftm"],
        typer.Option(help="Databases, a Frictionless data package, JSON-LD, or FollowTheMoney entities."),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="OUT", help="The file to write; of a data package, the folder.")
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that was written by something else.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write a result as a database or in a form that other tools take.

    What was written by this command is replaced, anything else is not; OUT appears whole or not at all.
    """
    from pipeline.convert import convert_result

    for path in convert_result(result, to, out, force=force):
        if not quiet:
            typer.echo(path)
