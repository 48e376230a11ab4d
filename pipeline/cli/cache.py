"""The command that shows what is kept of earlier runs, and lets go of it."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.app import EXIT_FAILURE, app


@app.command(epilog="Examples: whosaid cache | whosaid cache --max-size 10G | whosaid cache --clear")
def cache(
    clear: Annotated[bool, typer.Option("--clear", help="Forget all results.")] = False,
    max_size: Annotated[
        str | None,
        typer.Option(metavar="SIZE", help="Keep at most so much from now on (500M, 10G); least recently used goes."),
    ] = None,
) -> None:
    """Show, bound or clear the results of single sources that are kept for the next run.

    They lie in the folder that WHOSAID_CACHE names (default: whosaid in the user's cache folder). WHOSAID_CACHE_SIZE
    sets their size for a run.
    """
    from pipeline.engine.cache import Cache, default_folder, default_limit, read_size

    limit = read_size(max_size) if max_size else None
    folder = default_folder()
    kept = Cache(folder, limit=default_limit())
    if clear:
        kept.clear()
    if limit is not None:
        kept.resize(limit)
    state = kept.state()
    kept.close()
    if kept.warning:
        typer.echo(f"whosaid: {kept.warning}", err=True)
    if state is None:
        raise typer.Exit(EXIT_FAILURE)
    typer.echo(f"Folder: {folder}")
    typer.echo(f"Results: {state.entries:,}, {_size(state.size)} of at most {_size(state.limit)}")
    if state.asked:
        typer.echo(f"Last run: {state.found:,} of {state.asked:,} sources were there ({state.found / state.asked:.0%})")


def _size(n: float) -> str:
    """``n`` bytes as people write them."""
    for unit in ("B", "KiB", "MiB"):
        if n < 1024:
            return f"{n:.0f} {unit}"
        n /= 1024
    return f"{n:.1f} GiB"
