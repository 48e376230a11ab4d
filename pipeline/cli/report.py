"""The command that writes the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import Result, app


@app.command(epilog="Example: whosaid report data/processed --out report.html")
def report(
    result: Result,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The page to write.")] = Path("report.html"),
    title: Annotated[str, typer.Option(metavar="TEXT", help="What it is called.")] = "Who said what",
    limit: Annotated[
        int, typer.Option(min=1, metavar="N", help="At most so many statements: whole articles, the newest first.")
    ] = 20_000,
) -> None:
    """Write a page to look at: who said what, about whom, and where it stands.

    It is one file that opens in a browser from disk, and loads nothing from elsewhere.
    """
    from pipeline.report import write_report

    written = write_report(result, out, title=title, limit=limit)
    if written.left:
        typer.echo(
            f"Left out: {written.left.statements:,} statements of {written.left.articles:,} articles "
            f"(the page says so); --limit N takes more"
        )
    typer.echo(
        f"{out}: {written.statements:,} statements of {written.articles:,} articles, {written.size / 1e6:.1f} MB; "
        "open it in a browser"
    )
