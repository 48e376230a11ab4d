"""Streams that can be looked into, decompressed and counted: what archives and record files are read through."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

MAX_BYTES = 50_000_000
"""A larger file, page or record is refused: no article is."""
FREE_BYTES, RATIO = 200_000_000, 100
"""What is unpacked from one file may be so many bytes, and so many times its size more. Text that archives hold is
three to thirty times as large as they are."""
COMPRESSED = {
    "application/gzip": "gzip",
    "application/x-bzip2": "bzip2",
    "application/x-xz": "xz",
    "application/zstd": "Zstandard",
}
"""Media types of compressed streams, and how people call them."""
BREAKS = (
    EOFError, OSError, ValueError, NotImplementedError, zlib.error, lzma.LZMAError, zipfile.BadZipFile,
    tarfile.TarError,
)  # fmt: skip
"""What reading a damaged archive may raise."""


class Unreadable(Exception):
    """Nothing more can be read from an archive or record file; the message says why and what to do."""


class Exhausted(Unreadable):
    """More is packed into a file than its budget allows: nothing more is read of it, however deep it is nested."""


def said(error: Exception) -> str:
    """What a library says of the damage, on one line."""
    text = " ".join(str(error).split())[:100]
    return text[:1].lower() + text[1:] if text else type(error).__name__


def unpacking(error: Exception) -> str:
    """Why a member of an archive is refused."""
    return f"cannot be unpacked ({said(error)}); fetch the archive again"


@dataclass(slots=True)
class Budget:
    """How many bytes may still be unpacked from one file, whatever is nested in it."""

    left: int

    @classmethod
    def of(cls, size: int) -> Budget:
        return cls(FREE_BYTES + RATIO * size)

    def spend(self, n: int) -> None:
        """Raises Exhausted once it is used up."""
        self.left -= n
        if self.left < 0:
            raise Exhausted(
                f"more is packed into it than {FREE_BYTES // 1_000_000} MB and {RATIO} times its size; "
                "if it is what it should be, unpack it and give its files"
            )


class Counted(io.RawIOBase):
    """``stream`` read on, with ``head``, which was read from it already, before; what is read is spent of ``budget``.

    Where reading fails (with ``error``, if that is known), all bytes before are given first, then an end; reading on
    raises, which :func:`end` sees to.
    """

    def __init__(
        self, stream: IO[bytes], head: bytes = b"", budget: Budget | None = None, error: Exception | None = None
    ) -> None:
        self._head, self._budget, self._error = memoryview(head), budget, error
        # What is read at once is lost where a part of it cannot be had.
        self._read: Callable[[int], bytes] = stream.read1 if isinstance(stream, io.BufferedIOBase) else stream.read
        self._said_end = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._head:
            data: Any = self._head[: len(buffer)]
            self._head = self._head[len(data) :]
        else:
            data = self._next(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        if self._error is None:
            try:
                data = self._read(size)
            except BREAKS as error:
                self._error = error
            else:
                if self._budget:
                    self._budget.spend(len(data))
                self._said_end = not data
                return data
        if self._said_end:
            raise self._error
        self._said_end = True  # so that a buffer hands out what it has
        return b""


def counted(stream: IO[bytes], budget: Budget) -> IO[bytes]:
    """``stream``, the bytes of which are spent of ``budget`` as they are read."""
    return io.BufferedReader(Counted(stream, budget=budget), 1 << 16)


def peek(stream: IO[bytes], size: int) -> tuple[bytes, bool, IO[bytes]]:
    """The first ``size`` bytes of ``stream``, whether they are all, and the stream from its beginning.

    What is wrong with it comes out when it is read, after all that comes before.
    """
    error = None
    head = stream.read(size)
    try:
        is_whole = len(head) < size and not stream.read(1)
    except BREAKS as known:
        is_whole, error = False, known
    return head, is_whole, io.BufferedReader(Counted(stream, head, error=error), 1 << 16)


def end(stream: IO[bytes]) -> None:
    """Raises one of BREAKS where ``stream``, which was read to its end, breaks off there."""
    stream.read(1)


def read_all(stream: IO[bytes], most: int) -> bytes:
    """The bytes of ``stream`` to its end, or ``most`` of them. Raises one of BREAKS where it breaks off."""
    data = stream.read(most)
    return data if len(data) == most else data + stream.read(most - len(data))


def decompressed(stream: IO[bytes], media_type: str, budget: Budget) -> IO[bytes]:
    """What is packed in ``stream``, one of COMPRESSED; reading it may raise one of BREAKS, or Exhausted."""
    unpacked: Any
    if media_type == "application/gzip":
        unpacked = gzip.GzipFile(fileobj=stream)
    elif media_type == "application/x-bzip2":
        unpacked = bz2.BZ2File(stream)
    elif media_type == "application/x-xz":
        unpacked = lzma.LZMAFile(stream)  # noqa: SIM115  # the caller closes it
    else:
        import pyarrow as pa

        unpacked = pa.CompressedInputStream(pa.PythonFile(stream, "r"), "zstd")
    return counted(unpacked, budget)
