"""The tables of a result as pandas data frames: the edge where analysts take over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ResultError
from pipeline.schema import BY_NAME

if TYPE_CHECKING:
    import pandas as pd


class Tables(Mapping[str, "pd.DataFrame"]):
    """The tables of the result in ``folder`` by name, each read when it is asked for."""

    def __init__(self, folder: Path | str) -> None:
        self._folder = Path(folder)
        missing = [name for name in BY_NAME if not (self._folder / f"{name}.parquet").exists()]
        if missing:
            raise ResultError(
                f"{self._folder}: no {missing[0]}.parquet here; give the folder that `whosaid run --out` wrote"
            )

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in BY_NAME:
            raise KeyError(f"no table {name!r}; there are {', '.join(BY_NAME)}")
        import pandas as pd

        return pd.read_parquet(self._folder / f"{name}.parquet", dtype_backend="pyarrow")

    def __iter__(self) -> Iterator[str]:
        return iter(BY_NAME)

    def __len__(self) -> int:
        return len(BY_NAME)


def tables(folder: Path | str) -> Tables:
    """The tables of a result: ``tables("data/processed")["statements"]`` is a typed DataFrame.

    Raises ResultError where ``folder`` holds no result.
    """
    return Tables(folder)
