"""Readings laid by on disk, for what must have seen all of them before it can write the first row."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from pipeline.packing import pack, unpack
from pipeline.records import SourceReading

_LENGTH = struct.Struct("<Q")


class Spool:
    """The file ``path``, which is gone at the end of the ``with`` block: put readings, then iterate over them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = self._path.open("w+b")

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def put(self, reading: SourceReading) -> None:
        data = pack(reading)
        self._file.write(_LENGTH.pack(len(data)))
        self._file.write(data)

    def __iter__(self) -> Iterator[SourceReading]:
        """The readings, in the order in which they were put."""
        self._file.seek(0)
        while head := self._file.read(_LENGTH.size):
            yield unpack(self._file.read(_LENGTH.unpack(head)[0]))
