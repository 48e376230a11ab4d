"""The commands that look after the installation: a settings file, and a check that all is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import EXIT_FAILURE, Json, ModelName, NoReader, app
from pipeline.cli.settings import FILE, commented, options_of, read_settings
from pipeline.errors import InputError


def _print_version(is_asked: bool) -> None:
    if is_asked:
        from pipeline.engine.fingerprint import program_version

        typer.echo(f"whosaid {program_version()}")
        raise typer.Exit()


@app.callback()
def settings(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Settings to use; default: whosaid.toml in this folder, if there is one."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Before any command: say the version, or take the settings of the file in use as its defaults."""
    path = config or (FILE if FILE.is_file() else None)
    if path and context.invoked_subcommand != "init":
        context.default_map = read_settings(path, options_of(context))


@app.command(epilog="Example: whosaid init && edit whosaid.toml")
def init(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="[FILE]", help="Where to write it.")] = FILE,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write a settings file in which every option stands as a comment."""
    if path.exists() and not force:
        raise InputError(f"{path}: is there already; --force writes over it")
    try:
        path.write_text(commented(options_of(context.parent)), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); name another file") from error
    typer.echo(f"{path}: written; take the # away from what you want to change")


@app.command(epilog="Examples: whosaid doctor | whosaid doctor --json > doctor.json")
def doctor(
    model: ModelName = None,
    no_reader: NoReader = False,
    as_json: Json = False,
) -> None:
    """Check this installation: versions, model, extras, cores, cache, and a short self-test."""
    from pipeline.doctor import examine

    findings = list(examine(model, reader=not no_reader))
    if as_json:
        typer.echo(json.dumps([finding._asdict() for finding in findings], indent=2))
    else:
        width = max(len(finding.what) for finding in findings)
        for finding in findings:
            typer.secho(f"{finding.state:8}", nl=False, fg=_COLOURS[finding.state])
            typer.echo(f"{finding.what:{width}}  {finding.detail}")
    if any(finding.state == "fails" for finding in findings):
        raise typer.Exit(EXIT_FAILURE)


_COLOURS = {"ok": "green", "missing": "yellow", "fails": "red"}
