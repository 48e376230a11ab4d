"""Web archives: the pages in WARC files, as they were fetched."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import IO, Any

from pipeline.errors import MissingExtra
from pipeline.records import About, Raw
from pipeline.sources.streams import BREAKS, MAX_BYTES, Budget, Exhausted, Unreadable, said

HTML, TEXT = "text/html", "text/plain"
_PAGES = {"text/html": HTML, "application/xhtml+xml": HTML}
_NOT_CONTENT = ("warcinfo", "request", "metadata")
TOO_LARGE = f"page larger than {MAX_BYTES // 1_000_000} MB; leave it out"
MAX_LINE, MAX_HEADERS = 64_000, 1_000_000
"""Bytes of a line, and of all lines of the headers of a record."""
STRAY = "text after the end that a record gives"
CUT_OFF = "page that is cut off; fetch the web archive again"


def warc_records(name: str, stream: IO[bytes], budget: Budget, left_out: Counter[str]) -> Iterator[Raw]:
    """The HTML pages that a server answered with (status 200), named by their address; and text that was made of
    pages, as in WET files.

    What other answers there are is counted in ``left_out`` by its kind. Raises Unreadable where the file breaks off
    and where the library is missing.
    """
    if find_spec("warcio") is None:
        raise Unreadable(str(MissingExtra("web archives (WARC, WACZ)", "warc")))
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    logging.getLogger("warcio").setLevel(logging.ERROR)  # it would warn of odd addresses on stderr
    n = 0
    records = None
    try:
        records = ArchiveIterator(stream)
        records.INC_RECORD = ""  # what it would print for each of STRAY
        lines = _Lines(records.reader.readline)
        records.reader.readline = lines.read
        for record in records:
            lines.left = MAX_HEADERS
            media_type = _media_type(record)
            if record.rec_type in _NOT_CONTENT:
                continue
            if media_type not in (HTML, TEXT):
                left_out[media_type] += 1
                continue
            n += 1
            url = record.rec_headers.get_header("WARC-Target-URI")
            url = url.strip().strip("<>") if url else None
            data = record.content_stream().read(MAX_BYTES + 1)
            budget.spend(len(data))
            problem = TOO_LARGE if len(data) > MAX_BYTES else CUT_OFF if _is_cut(record) else None
            if problem:
                yield Raw(url or f"{name}#{n}", media_type=media_type, status="refused", reason=problem)
            else:
                yield Raw(url or f"{name}#{n}", data, media_type, About(url=url) if url else None)
    except Exhausted:
        raise
    except (ArchiveLoadFailed, Unreadable, AttributeError, LookupError, *BREAKS) as error:
        raise Unreadable(
            f"broken after {n:,} pages ({said(error)}); what follows is not read, fetch it again"
        ) from error
    finally:
        if records is not None and records.err_count:
            left_out[STRAY] += records.err_count


class _Lines:
    """The lines of a web archive's headers, which warcio would read whatever their length, and in the square of it."""

    def __init__(self, readline: Callable[[int], bytes]) -> None:
        self._readline, self.left = readline, MAX_HEADERS

    def read(self, length: int | None = None) -> bytes:
        """Raises ValueError where a header is too large."""
        line = self._readline(min(length or MAX_LINE, MAX_LINE))
        self.left -= len(line)
        if self.left < 0 or (len(line) >= MAX_LINE and not line.endswith(b"\n")):
            raise ValueError("a header is too large")
        return line


def _is_cut(record: Any) -> bool:
    """Whether the record, the content of which was read, holds less than it says."""
    record.raw_stream.read()
    return bool(getattr(record.raw_stream, "limit", 0) > 0)


def _media_type(record: Any) -> str:
    """Of a page HTML or plain text; of all else words that say why it is none."""
    if record.rec_type == "response":
        status = record.http_headers.get_statuscode() if record.http_headers else None
        if status != "200":
            return f"answer {status or 'without status'}"
        found = record.http_headers.get_header("Content-Type") or ""
    elif record.rec_type in ("resource", "conversion"):
        found = record.rec_headers.get_header("Content-Type") or ""
    else:
        return str(record.rec_type)
    kind = found.partition(";")[0].strip().lower()
    if record.rec_type == "conversion" and kind == TEXT:
        return TEXT
    return _PAGES.get(kind, kind or "unknown")
