"""Records in JSON: one object a line, or one after another, or all in one array."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any, Literal

import msgspec

from pipeline.records import Raw
from pipeline.sources.decode import NotText, decode
from pipeline.sources.fields import TOO_LARGE, Fields, raw_of
from pipeline.sources.streams import MAX_BYTES, Unreadable, said

LINES, STREAM = "application/x-ndjson", "application/json"
Layout = Literal["lines", "stream"]
SAMPLE = 20
"""Records whose fields are looked at to tell what they hold."""
_OPENING = re.compile(rb"\s*(?:\[\s*)?\{\s*[\"}]")
_BETWEEN = re.compile(r"[\s,]*")
_JSON = json.JSONDecoder(strict=False)


def may_be_json(head: bytes) -> bool:
    """Whether a file that begins with ``head`` begins like an object, or an array of them."""
    return bool(_OPENING.match(head.removeprefix(codecs.BOM_UTF8)))


def find_layout(head: bytes, is_whole: bool) -> tuple[Layout, list[str]] | None:
    """How the records are laid out in a file that begins with ``head``, and what their fields are called.

    None if they are no records: of the first lines at least half must be objects, else the file an object or more.
    """
    lines = [line for line in head.split(b"\n") if line.strip()]
    if not is_whole and not head.endswith(b"\n"):
        lines = lines[:-1]
    found = [parse(line) for line in lines[:SAMPLE]]
    objects = [record for record in found if isinstance(record, dict)]
    if objects and len(objects) * 2 >= len(found):
        return "lines", [name for record in objects for name in record]
    text = head.decode("utf-8-sig", "replace")
    names: list[str] = []
    try:
        for record in islice(_objects(iter([text]), len(text)), SAMPLE):
            names += record
    except Unreadable:
        pass
    return ("stream", names) if names else None


def json_records(name: str, stream: IO[bytes], layout: Layout, fields: Fields) -> Iterator[Raw]:
    """The records of a file in their order; a line that is none is refused. Raises Unreadable where a file breaks."""
    return _lines(name, stream, fields) if layout == "lines" else _stream(name, stream, fields)


def parse(line: bytes) -> Any:
    """What stands in a line of JSON, or an Unreadable."""
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, ValueError):
        pass
    try:
        return json.loads(decode(line.strip()).text.removeprefix("\ufeff"), strict=False)
    except (NotText, RecursionError, ValueError) as error:
        return Unreadable(f"broken JSON ({_where(error)}); mend the line or leave it out")


def _where(error: Exception) -> str:
    return (
        f"{error.msg}, column {error.colno}"
        if isinstance(error, json.JSONDecodeError)
        else "not text or nested too deep"
    )


def _lines(name: str, stream: IO[bytes], fields: Fields) -> Iterator[Raw]:
    n = 0
    while line := stream.readline(MAX_BYTES + 1):
        if line.isspace():
            continue
        n += 1
        place = f"{name}#{n}"
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(MAX_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield Raw(place, media_type=LINES, status="refused", reason=TOO_LARGE)
            continue
        record = parse(line)
        if isinstance(record, dict):
            yield raw_of(record, fields, place, LINES)
        else:
            reason = str(record) if isinstance(record, Unreadable) else "no JSON object; mend the line or leave it out"
            yield Raw(place, media_type=LINES, status="refused", reason=reason)


def _stream(name: str, stream: IO[bytes], fields: Fields) -> Iterator[Raw]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    chunks = (decoder.decode(chunk) for chunk in iter(lambda: stream.read(1 << 16), b""))
    for n, record in enumerate(_objects(chunks, MAX_BYTES), 1):
        yield raw_of(record, fields, f"{name}#{n}", STREAM)


def _objects(chunks: Iterator[str], most: int) -> Iterator[dict[str, Any]]:
    """The objects that follow each other, in brackets or not. Raises Unreadable at what is none, or at the end of
    what breaks off; no more than ``most`` characters are held."""
    text, at, n = "", 0, 0
    is_open = False
    while True:
        at = _gap_end(text, at)
        if not is_open and text.startswith("[", at):
            is_open, at = True, at + 1
            continue
        try:
            record, end = _JSON.raw_decode(text, at)
        except RecursionError:
            raise Unreadable(f"broken after {n:,} records (nested too deep); mend it") from None
        except json.JSONDecodeError as error:
            rest = text[at:]
            more = _more(chunks, max(len(rest), 1))
            if not more and rest.strip() in ("", "]"):
                return
            if not more or len(rest) > most:
                why = error.msg if more else "it breaks off"
                raise Unreadable(f"broken after {n:,} records ({why}); what follows is not read, mend it") from error
            text, at = rest + more, 0
            continue
        except ValueError as error:  # a number with more digits than Python takes
            raise Unreadable(f"broken after {n:,} records ({said(error)}); what follows is not read") from error
        if not isinstance(record, dict):
            raise Unreadable(f"broken after {n:,} records (no object follows); what follows is not read, mend it")
        n += 1
        yield record
        at = end


def _gap_end(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _more(chunks: Iterator[str], least: int) -> str:
    """As much as is there already, so that what is long is not gone over again and again."""
    got: list[str] = []
    while sum(map(len, got)) < least and (chunk := next(chunks, "")):
        got.append(chunk)
    return "".join(got)
