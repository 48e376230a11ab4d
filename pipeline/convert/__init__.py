"""A finished result in the forms that other tools take: databases, a data package, linked data, entity graphs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.errors import ConvertError

FORMATS = ("duckdb", "sqlite", "datapackage", "jsonld", "ftm")


def convert_result(folder: Path, to: str, out: Path, *, force: bool = False) -> list[Path]:
    """Write the result in ``folder`` as ``to``, one of FORMATS, into ``out``; returns what was written.

    Whole or not at all. ``out`` is a file (for ``datapackage`` a folder); what is there is replaced if it was written
    by this function, anything else only with ``force``, and a folder never. Raises ConvertError where it cannot be
    written and ResultError where ``folder`` holds no sound result.
    """
    from pipeline.convert.result import open_result

    return _writer(to)(open_result(folder), out, force=force)


def _writer(to: str) -> Callable[..., list[Path]]:
    """The writer of a format; each loads what it needs only when it is asked for."""
    if to == "duckdb":
        from pipeline.convert.duckdb import write_duckdb

        return write_duckdb
    if to == "sqlite":
        from pipeline.convert.sqlite import write_sqlite

        return write_sqlite
    if to == "datapackage":
        from pipeline.convert.datapackage import write_datapackage

        return write_datapackage
    if to == "jsonld":
        from pipeline.convert.jsonld import write_jsonld

        return write_jsonld
    if to == "ftm":
        from pipeline.convert.ftm import write_ftm

        return write_ftm
    raise ConvertError(f"no format {to!r}; there are {', '.join(FORMATS)}")
