"""Pages that are made, not written: each table with its columns and a row, each command with its options."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typer

import pipeline
from pipeline.cli import app
from pipeline.schema import TABLES

ROOT = Path(__file__).resolve().parents[2]
_LONGEST = 40


def setup(sphinx: Any) -> dict[str, bool]:
    sphinx.connect("builder-inited", _make)
    return {"parallel_read_safe": True}


def _make(sphinx: Any) -> None:
    folder = Path(sphinx.srcdir, "made")
    folder.mkdir(exist_ok=True)
    for name, text in (("tables.md", tables_page()), ("commands.md", commands_page())):
        path = folder / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def tables_page() -> str:
    """Each table of ``pipeline.schema`` with its columns, and an example from the articles in ``data/raw``."""
    with TemporaryDirectory() as folder:
        pipeline.run_pipeline([ROOT / "data" / "raw"], Path(folder, "out"))
        result = pipeline.tables(Path(folder, "out"))
        parts = [
            "# The tables",
            "`NAME.csv` and `NAME.parquet`, with these columns. The examples are rows of the articles in `data/raw`.",
            "Offsets count Unicode characters of `sources.text`, the end exclusive. A list is a list in Parquet and a "
            "JSON array in CSV; a missing value is null, in CSV an empty field.",
        ]
        for table in TABLES:
            example = _fullest(result[table.name])
            parts += [f"## {table.name}", f"{table.description[:1].upper()}{table.description[1:]}."]
            parts.append("| column | type | meaning | example |\n|---|---|---|---|")
            parts[-1] += "".join(
                f"\n| `{c.name}` | {c.type} | {_cell(_meaning(c))} | {_example(example.get(c.name))} |"
                for c in table.columns
            )
    return "\n\n".join(parts) + "\n"


def commands_page() -> str:
    """Each command with its help, options and example, as `--help` has them."""
    commands = typer.main.get_command(app)
    context = commands.make_context("whosaid", ["show", "x"], resilient_parsing=True)
    parts = ["# The commands", "`whosaid COMMAND --help` says the same."]
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        parts += [f"## whosaid {name}", command.help or "", f"```sh\n{_examples(command.epilog or '')}\n```"]
        rows = [
            f"\n| `{' '.join([*p.opts, *([p.metavar] if p.metavar else [])])}` | {_cell(p.help or '')} |"
            for p in command.params
            if p.param_type_name == "argument" or p.name != "help"
        ]
        parts.append("| argument or option | meaning |\n|---|---|" + "".join(rows))
    return "\n\n".join(parts) + "\n"


def _fullest(frame: Any) -> dict[str, Any]:
    """The row with the fewest gaps."""
    if frame.empty:
        return {}
    return dict(frame.loc[frame.notna().sum(axis=1).idxmax()])


def _meaning(column: Any) -> str:
    more = []
    if column.refers_to:
        more.append(f"refers to `{column.refers_to}`")
    if column.is_entity:
        more.append("an `entity_id` of people, countries or organizations")
    if column.required:
        more.append("never null")
    return column.description + (f" ({'; '.join(more)})" if more else "")


def _example(value: Any) -> str:
    if value is None or str(value) in ("<NA>", "nan"):
        return ""
    text = json.dumps(value.tolist(), ensure_ascii=False, default=list) if hasattr(value, "tolist") else str(value)
    text = " ".join(text.split())
    return f"`{_cell(text if len(text) <= _LONGEST else text[:_LONGEST] + ' …')}`" if text else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("`", "'" if text.count("`") % 2 else "`")


def _examples(epilog: str) -> str:
    return "\n".join(epilog.removeprefix("Examples: ").removeprefix("Example: ").split(" | whosaid ")).replace(
        "\n", "\nwhosaid "
    )
