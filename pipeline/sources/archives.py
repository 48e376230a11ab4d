"""Archives: their members one by one, as streams, under names that lead nowhere. Nothing is written out or run."""

from __future__ import annotations

import io
import re
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any, NamedTuple, Self

from pipeline.sources.find import SYSTEM_FILES
from pipeline.sources.streams import BREAKS, MAX_BYTES, Budget, Exhausted, Unreadable, counted, said, unpacking

MAX_DIRECTORY = 64_000_000
"""Bytes of a zip's list of members, which is held in memory: enough for half a million."""
MAX_HEADER, MAX_DIGITS = 64_000, 500
"""Bytes of a header of tar, which a long name or attributes may need, and digits of a number in it."""
TOO_LARGE = f"larger than {MAX_BYTES // 1_000_000} MB; split it into files of one or a few articles each"
_OFFICE = ("[Content_Types].xml", "word/document.xml", "mimetype", "META-INF/MANIFEST.MF")
_ENCRYPTED = 0x1


class Member(NamedTuple):
    """A file in an archive: ``stream``, which is good until the next one is asked for, or why there is none."""

    name: str
    stream: IO[bytes] | None
    status: str = "read"
    reason: str | None = None


def harmless(name: str) -> str:
    """``name`` as a path below the archive: no root or drive, no ``..``; empty if nothing is left."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts[1:] if parts and parts[0].endswith(":") else parts)


class Zip:
    """A zip archive. Raises Unreadable where it is broken; ``file`` can be sought in."""

    def __init__(self, file: IO[bytes]) -> None:
        _check_directory(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise Unreadable(f"ZIP archive, broken ({said(error)}); fetch it again") from error
        # not is_dir(), which fails where a member has no name
        files = (info for info in self._zip.infolist() if not info.filename.endswith("/"))
        self._files = [info for info in files if _is_meant(info.filename)]
        self.names = [info.filename for info in self._files]

    @property
    def is_office(self) -> bool:
        return any(name in self.names for name in _OFFICE)

    @property
    def is_wacz(self) -> bool:
        return "datapackage.json" in self.names and any(name.startswith("archive/") for name in self.names)

    def members(self, budget: Budget, below: str = "") -> Iterator[Member]:
        """The files whose names begin with ``below``, in the order of the archive's list."""
        n_encrypted = 0
        for info in self._files:
            if not info.filename.startswith(below):
                continue
            name = harmless(info.filename)
            if info.flag_bits & _ENCRYPTED:
                n_encrypted += 1
                continue
            try:
                stream = self._zip.open(info)
            except BREAKS as error:
                yield Member(name, None, "refused", unpacking(error))
                continue
            with stream:
                yield Member(name, counted(stream, budget))
        if n_encrypted:
            what = "1 member is" if n_encrypted == 1 else f"{n_encrypted:,} members are"
            raise Unreadable(f"{what} encrypted and not read; unpack the archive with its password")


def _check_directory(file: IO[bytes]) -> None:
    """Raises Unreadable where the list of members is larger than MAX_DIRECTORY: all of it would go into memory."""
    file.seek(0, io.SEEK_END)
    file.seek(-min(file.tell(), 66_000), io.SEEK_END)
    tail = file.read()
    file.seek(0)
    end, wide = tail.rfind(b"PK\5\6"), tail.rfind(b"PK\6\6")
    if end >= 0 and len(tail) >= end + 16:
        size = struct.unpack_from("<L", tail, end + 12)[0]
        if size == 0xFFFFFFFF and wide >= 0 and len(tail) >= wide + 48:
            size = struct.unpack_from("<Q", tail, wide + 40)[0]
        if size > MAX_DIRECTORY:
            raise Unreadable("ZIP archive of too many files; unpack it and give its folder")


_ENDS = ("InvalidHeaderError", "TruncatedHeaderError")
"""Errors that tarfile takes for the end of the archive, unless they come first."""


class _Header(tarfile.TarInfo):
    """A member of a tar archive; its headers neither fill the memory nor end in silence where they are broken."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(archive)
        except tarfile.HeaderError as error:
            if type(error).__name__ in _ENDS:
                raise Unreadable(str(error)) from error
            raise

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if (self.type in _HEADERS and self.size > MAX_HEADER) or self.type == tarfile.GNUTYPE_SPARSE:
            raise tarfile.ReadError("a header too large or of a sparse file")
        if self.type in _ATTRIBUTES:
            if not isinstance(archive.fileobj, _Checked):
                archive.fileobj = _Checked(archive.fileobj)
            archive.fileobj.is_next = True
        return super()._proc_member(archive)  # type: ignore[misc,no-any-return]


_HEADERS = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)
_ATTRIBUTES = _HEADERS[2:]


class _Checked:
    """``stream``; where the next read is of a header with attributes, no number in that is so long that tarfile takes
    for ever (its search takes the square of it)."""

    def __init__(self, stream: Any) -> None:
        self._stream, self.is_next = stream, False

    def read(self, size: int) -> bytes:
        data: bytes = self._stream.read(size)
        if self.is_next and max(map(len, re.findall(rb"\d+", data)), default=0) > MAX_DIGITS:
            raise tarfile.ReadError("a header that is none")
        self.is_next = False
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


_KINDS = {
    tarfile.SYMTYPE: ("skipped", "link within an archive; what it leads to is read under its own name"),
    tarfile.LNKTYPE: ("skipped", "link within an archive; what it leads to is read under its own name"),
}


def tar_members(stream: IO[bytes], budget: Budget) -> Iterator[Member]:
    """The files of a tar archive in their order. Raises Unreadable where it breaks off."""
    n = 0
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive:
            while info := archive.next():
                archive.members = []  # type: ignore[attr-defined]  # else all headers stay in memory
                if info.isdir() or not _is_meant(info.name):
                    continue
                n += 1
                if info.isreg():
                    file = archive.extractfile(info)
                    assert file is not None
                    yield Member(harmless(info.name), counted(file, budget))
                else:
                    status, reason = _KINDS.get(info.type, ("refused", "device or pipe in an archive; leave it out"))
                    yield Member(harmless(info.name), None, status, reason)
    except Exhausted:
        raise
    except (tarfile.TarError, RecursionError, Unreadable, *BREAKS) as error:
        raise Unreadable(
            f"tar archive, broken after {n:,} files ({said(error)}); what follows is not read, fetch it again"
        ) from error


def _is_meant(name: str) -> bool:
    """Whether it is no hidden or system file."""
    parts = name.replace("\\", "/").split("/")
    return not any(p in SYSTEM_FILES or (p.startswith(".") and p not in (".", "..")) for p in parts)
