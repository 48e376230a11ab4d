"""Records laid by on disk, for what must have seen all of them before it can write the first row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from pipeline.scratch import scratch
from pipeline.sources import display_name


def place_of(name: str) -> bytes:
    """Where the source ``name`` comes in the tables: sorted by what stands there, code point by code point."""
    return "\0".join((display_name(name), name)).encode("utf-8", "surrogatepass")


class Spool:
    """The file ``path``, which is gone at the end of the ``with`` block: put records, then iterate over them.

    They come sorted by ``place``, in whatever order they were put; where each lies is noted in a second file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = self._path.open("w+b")
        self._end = 0
        self._index = scratch(path.with_suffix(".index"))
        self._index.execute("CREATE TABLE laid (place, start, size)")

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._file.close()
        self._index.close()
        self._path.unlink(missing_ok=True)
        self._path.with_suffix(".index").unlink(missing_ok=True)

    def put(self, place: bytes, data: bytes) -> None:
        self._index.execute("INSERT INTO laid VALUES (?, ?, ?)", (place, self._end, len(data)))
        self._file.write(data)
        self._end += len(data)

    def __iter__(self) -> Iterator[bytes]:
        self._file.flush()
        end = -1
        for start, size in self._index.execute("SELECT start, size FROM laid ORDER BY place, start"):
            if start != end:
                self._file.seek(start)
            yield self._file.read(size)
            end = start + size
