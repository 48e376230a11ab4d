"""Reading inputs: bytes, digest, text, or the reason why not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.config import Config
from pipeline.records import Raw, Source
from pipeline.sources.decode import NotText, decode
from pipeline.sources.find import Found, discover, os_reason

MAX_BYTES = 50_000_000
"""A larger file is refused: no article is, and an archive of them should be cut up."""


TEXT = "text/plain"


class Fingerprint(NamedTuple):
    """Tells whether an input has changed; ``digest`` is the SHA-256 of its bytes, or why there is none."""

    name: str
    size: int
    digest: str


def open_inputs(found: Iterable[Found], config: Config) -> Iterator[Raw]:
    """The inputs as bytes, one at a time, in an order that the names of the files fix."""
    for one in found:
        data, problem = _bytes(one)
        if data is None:
            yield Raw(one.name, status=one.status if one.reason else "refused", reason=problem)
        else:
            yield Raw(one.name, data)


def read_raw(raw: Raw, config: Config) -> Source:
    """The source with its text; ``status`` is ``refused`` and ``reason`` one line where it has none.

    The SHA-256 is that of the bytes. Nothing that an input may hold raises.
    """
    sha256 = raw.sha256
    if raw.status != "read":
        return Source(raw.name, media_type=raw.media_type or TEXT, sha256=sha256, status=raw.status, reason=raw.reason)
    try:
        text, encoding, notes = decode(raw.data)
    except NotText as error:
        return Source(raw.name, media_type=error.media_type, sha256=sha256, status="refused", reason=str(error))
    problem = _emptiness(text)
    if problem:
        return Source(raw.name, encoding=encoding, sha256=sha256, status="refused", reason=problem)
    return Source(raw.name, text, encoding=encoding, sha256=sha256, reason="; ".join(notes) or None, about=raw.about)


def fingerprint(found: Found) -> Fingerprint:
    """Name, size and digest of an input, without decoding it."""
    data, problem = _bytes(found)
    if data is None:
        return Fingerprint(found.name, 0, problem or "")
    return Fingerprint(found.name, len(data), hashlib.sha256(data).hexdigest())


def inventory(inputs: Iterable[Path], *, leave_out: Iterable[Path] = ()) -> Iterator[Fingerprint]:
    """Fingerprints of all inputs, in the order of :func:`discover`; equal ones mean unchanged input."""
    return (fingerprint(found) for found in discover(inputs, leave_out=leave_out))


def _bytes(found: Found) -> tuple[bytes | None, str | None]:
    """The bytes of a file, or None and why not."""
    if found.reason:
        return None, found.reason
    try:
        with open(found.path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return None, os_reason(error)
    if len(data) > MAX_BYTES:
        return (
            None,
            f"larger than {MAX_BYTES // 1_000_000} MB; split it into files of one or a few articles each",
        )
    return data, None


def _emptiness(text: str) -> str | None:
    if not text:
        return "empty file; leave it out or put text into it"
    if not any(char.isprintable() and char != " " for char in text):
        return "nothing but white space or invisible characters; leave it out or put text into it"
    return None
