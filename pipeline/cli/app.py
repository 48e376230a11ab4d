"""The program as a whole: its name, its options, and how errors reach a user."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline.errors import WhosaidError

EXIT_FAILURE, EXIT_USAGE, EXIT_REFUSED = 1, 2, 3
"""0: all well; 3: finished, but some input was refused."""

ORDER = (
    "run",
    "segment",
    "clean",
    "ner",
    "relations",
    "export",
    "show",
    "report",
    "review",
    "convert",
    "verify",
    "cache",
    "evaluate",
)
"""How the help lists the commands; what is not named here comes last."""


class _Commands(TyperGroup):
    """Commands in :data:`ORDER`; that any option may come from the environment is said once, not at each."""

    def list_commands(self, ctx: Any) -> list[str]:
        names = super().list_commands(ctx)
        return sorted(names, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        command = super().get_command(ctx, cmd_name)
        _without_variables(command.params if command else [])
        return command

    def get_params(self, ctx: Any) -> Any:
        return _without_variables(super().get_params(ctx))


def _without_variables(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        parameter.show_envvar = False
    return parameters


app = typer.Typer(
    cls=_Commands,
    name="whosaid",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "auto_envvar_prefix": "WHOSAID",
        "color": False if os.environ.get("NO_COLOR") else None,
    },
    help="News articles, as they were dumped from the page, into tables of who said what.\n\n"
    "Start with: whosaid run data/raw --out data/processed",
    epilog="Each option can be set for good: in whosaid.toml (see `whosaid init`), or in the environment, as "
    "WHOSAID_RUN_WORKERS=2.\n\n"
    "Exit codes: 0 all well, 3 finished but some input was refused, 2 wrong usage, 1 failure, 130 interrupted.",
)

Inputs = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="IN",
        help="Files or folders of them: text, HTML, JSON Lines, CSV, Parquet, WARC, and archives (zip, tar, gz, zst, "
        "bz2) of these; - reads standard input.",
        show_default=False,
    ),
]
PathsFile = Annotated[
    Path | None, typer.Option("--paths", metavar="FILE", help="List of further inputs, a path a line; - as above.")
]
TextField = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Field of records that holds the text; default: by its name."),
]
IdField = Annotated[str | None, typer.Option(metavar="NAME", help="… that holds the id, by which a record is called.")]
TitleField = Annotated[str | None, typer.Option(metavar="NAME", help="… that holds the title.")]
DateField = Annotated[str | None, typer.Option(metavar="NAME", help="… that holds the day of publication.")]
Stage = Annotated[Path, typer.Argument(metavar="IN", help="Folder (or file) that the stage before wrote.")]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where results go.")]
Result = Annotated[Path, typer.Argument(metavar="DIR", help="Folder that `whosaid run` wrote.")]
ModelName = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Installed spaCy pipeline; default: en_core_web_sm."),
]
NoReader = Annotated[
    bool, typer.Option("--no-reader", help="Rules alone: faster, but fewer statements and names are found.")
]
CorrectionsFile = Annotated[
    Path | None,
    typer.Option("--corrections", metavar="FILE", help="CSV of corrections to lay over what is read; see `review`."),
]
GazetteerFile = Annotated[
    Path | None,
    typer.Option("--gazetteer", metavar="FILE", help="CSV of people and organizations, whose ids are then used."),
]
CleanText = Annotated[
    bool, typer.Option("--clean-text", help="Each source is one clean article, without page furniture.")
]
Json = Annotated[bool, typer.Option("--json", help="The same as JSON, for programs.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say also how long the stages took.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]

DEFAULT_OUT = Path("data/processed")


def _end_in_order() -> None:
    """Have a request to end (kill, a closed terminal) undo what is under way, as Ctrl-C does."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda number, _: sys.exit(128 + number))


def main() -> None:
    """Entry point: errors that a user can cause become one line and exit code 1."""
    _end_in_order()
    try:
        app()
    except WhosaidError as error:
        typer.echo(f"whosaid: {error}", err=True)
        sys.exit(EXIT_FAILURE)
    except BrokenPipeError:  # `whosaid show … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
