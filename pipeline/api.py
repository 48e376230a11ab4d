"""For use from Python: a text or a data frame in, records or tables out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipeline.config import Config
from pipeline.engine.stages import read
from pipeline.errors import InputError
from pipeline.export.frames import tables
from pipeline.records import Reading, Source
from pipeline.run import run_pipeline
from pipeline.schema import BY_NAME

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.ner.model import Model

_ID, _TEXT, _TITLE, _DATE = "id", "text", "title", "date"


def read_text(text: str, model: Model, *, config: Config | None = None, name: str = "text") -> list[Reading]:
    """The articles of ``text``, each with its mentions, entities, statements and relations.

    ``model`` is what :func:`pipeline.load_model` gives; all offsets count characters of ``text``. By default
    ``text`` is one clean article; ``Config()`` has it read as the dump of a page. ``name`` goes into the ids.
    """
    config = config or Config(clean_text=True)
    return list(read(Source(name, text), model, config, {}).readings)


def read_frame(
    frame: pd.DataFrame,
    *,
    text: str = "text",
    id: str | None = None,
    title: str | None = None,
    date: str | None = None,
    config: Config | None = None,
    workers: int | None = 1,
    cache: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, pd.DataFrame]:
    """The tables of a data frame that has an article a row, by name, in memory.

    ``text``, ``id``, ``title`` and ``date`` name its columns; without ``id`` the index tells the rows apart, and is
    what stands as ``source`` in the tables. The rest is as of :func:`pipeline.run_pipeline`. Raises InputError for a
    column that is not there and for two rows of one id.
    """
    columns = {_TEXT: text, _ID: id, _TITLE: title, _DATE: date}
    missing = [name for name in columns.values() if name is not None and name not in frame]
    if missing:
        raise InputError(f"data frame: no column {missing[0]!r}; it has {', '.join(map(str, frame.columns))}")
    given = frame[[name for name in columns.values() if name is not None]].astype("string")
    given.columns = [own for own, name in columns.items() if name is not None]
    if id is None:
        given[_ID] = frame.index.astype("string")
    if given[_ID].duplicated().any():
        twice = given[_ID][given[_ID].duplicated()].iloc[0]
        raise InputError(f"data frame: id {twice!r} stands in more than one row; name a column of ids, each once")
    named = {f"{own}_field": own if own in given else None for own in (_TEXT, _ID, _TITLE, _DATE)}
    with TemporaryDirectory(prefix="whosaid-") as folder:
        source, out = Path(folder, "frame.parquet"), Path(folder, "tables")
        given.to_parquet(source, index=False)
        run_pipeline(
            [source],
            out,
            config=replace(config or Config(), **named),  # type: ignore[arg-type]
            workers=workers,
            cache=cache,
            progress=progress,
        )
        found = tables(out)
        return {name: found[name] for name in BY_NAME}
