"""Builders of inputs: files of every kind, and what is read of them."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.config import Config
from pipeline.records import Raw, Source
from pipeline.sources import discover, open_inputs, read_raw

TEXT = "The bridge at Tarn is shut until May, the road office said on Monday.\nIts mayor called that a disgrace.\n"
PAGE = (
    "<!doctype html><html><head><title>Bridge at Tarn Shut Until May</title>"
    '<meta property="article:published_time" content="2024-03-05T10:00:00Z"></head><body><article>'
    "<h1>Bridge at Tarn Shut Until May</h1>"
    + "".join(f"<p>{line} {line}</p>" for line in TEXT.splitlines() * 2)
    + "</article></body></html>"
)


def opened(path: Path, config: Config | None = None, notes: list[str] | None = None) -> list[Raw]:
    """All inputs in the file or folder ``path``."""
    note = None if notes is None else notes.append
    return list(open_inputs(discover([path]), config or Config(), note=note))


def sources(path: Path, config: Config | None = None) -> list[Source]:
    """The same, decoded."""
    return [read_raw(raw, config or Config()) for raw in opened(path, config)]


def read(path: Path, config: Config | None = None) -> dict[str, str]:
    """The texts that are read of ``path``, by the name of the source."""
    return {source.name: source.text for source in sources(path, config) if source.status == "read"}


def refused(path: Path, config: Config | None = None) -> dict[str, str]:
    """Why what is not read of ``path`` is not."""
    return {source.name: str(source.reason) for source in sources(path, config) if source.status != "read"}


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def zstd(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return sink.getvalue().to_pybytes()


def lines(*records: Mapping[str, object] | str) -> bytes:
    """JSON Lines; a string is a line as it stands."""
    return b"".join((r if isinstance(r, str) else json.dumps(r)).encode() + b"\n" for r in records)


def zipped(members: Mapping[str, bytes | str], **how: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **{"compression": zipfile.ZIP_DEFLATED, **how}) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(
    members: Iterable[tuple[str, bytes | str | None]],
    mode: str = "w",
    kind: bytes = tarfile.SYMTYPE,
    format: int = tarfile.GNU_FORMAT,
) -> bytes:
    """A tar archive; a member without data is of ``kind`` and leads to /etc/passwd."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=format) as archive:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name)
            if data is None:
                info.type, info.linkname = kind, "/etc/passwd"
                archive.addfile(info)
            else:
                content = data.encode() if isinstance(data, str) else data
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def warc(*answers: tuple[str, str, str, bytes], gzip: bool = True) -> bytes:
    """A WARC file of (address, status line, media type, body)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("test.warc", {"software": "tests"}))
    for url, status, media_type, body in answers:
        headers = StatusAndHeaders(status, [("Content-Type", media_type)], protocol="HTTP/1.1")
        payload = io.BytesIO(body)
        writer.write_record(writer.create_warc_record(url, "request", http_headers=StatusAndHeaders("GET /", [])))
        writer.write_record(writer.create_warc_record(url, "response", payload=payload, http_headers=headers))
    return out.getvalue()
