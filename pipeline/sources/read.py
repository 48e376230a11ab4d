"""Reading inputs: bytes, digest, text, or the reason why not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pipeline.config import Config
from pipeline.errors import MissingExtra
from pipeline.records import About, Raw, Source
from pipeline.sources.decode import NotText, decode
from pipeline.sources.find import Found, discover, os_reason

TEXT, HTML = "text/plain", "text/html"


class Fingerprint(NamedTuple):
    """Tells whether an input has changed; ``digest`` is the SHA-256 of its bytes, or why there is none."""

    name: str
    size: int
    digest: str


def read_raw(raw: Raw, config: Config) -> Source:
    """The source with its text; ``status`` is ``refused`` and ``reason`` one line where it has none.

    The SHA-256 is that of the bytes. Nothing that an input may hold raises.
    """
    source = Source(raw.name, media_type=raw.media_type or TEXT, sha256=raw.sha256, about=raw.about)
    if raw.status != "read":
        return replace(source, status=raw.status, reason=raw.reason)
    try:
        if raw.media_type == HTML:
            return _page(source, raw)
        text, encoding, notes = decode(raw.data)
    except NotText as error:
        if error.media_type == HTML:
            return _page(source, raw)
        media_type = raw.media_type or error.media_type
        return replace(source, media_type=media_type, status="refused", reason=str(error))
    source = replace(source, encoding=encoding)
    problem = _emptiness(text)
    if problem:
        return replace(source, status="refused", reason=problem)
    return replace(source, text=text, reason="; ".join(notes) or None)


def _page(source: Source, raw: Raw) -> Source:
    """The article of an HTML page. What the record that the page stands in says of it goes before what it says."""
    from pipeline.sources.html import extract

    source, known = replace(source, media_type=HTML), raw.about or About()
    try:
        found = extract(raw.data, known.url)
    except MissingExtra as error:
        return replace(source, status="refused", reason=str(error))
    if found is None:
        return replace(source, status="refused", reason="HTML page without the text of an article; leave it out")
    about = About(*(ours or theirs for ours, theirs in zip(known, found.about, strict=True)))
    reason = "; ".join(found.notes) or None
    return replace(source, text=found.text, encoding=found.encoding, about=about, reason=reason)


def fingerprint(found: Found) -> Fingerprint:
    """Name, size and digest of an input, without decoding it or opening what is packed in it."""
    if found.reason:
        return Fingerprint(found.name, 0, found.reason)
    try:
        with open(found.path, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return Fingerprint(found.name, file.tell(), digest)
    except OSError as error:
        return Fingerprint(found.name, 0, os_reason(error))


def inventory(inputs: Iterable[Path], *, leave_out: Iterable[Path] = ()) -> Iterator[Fingerprint]:
    """Fingerprints of all inputs, in the order of :func:`discover`; equal ones mean unchanged input."""
    return (fingerprint(found) for found in discover(inputs, leave_out=leave_out))


def _emptiness(text: str) -> str | None:
    if not text:
        return "empty file; leave it out or put text into it"
    if not any(char.isprintable() and char != " " for char in text):
        return "nothing but white space or invisible characters; leave it out or put text into it"
    return None
