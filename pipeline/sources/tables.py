"""Records in tables: CSV and its kin, a row at a time, and Parquet, a few rows at a time."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO, Any, NamedTuple

from pipeline.config import Config
from pipeline.records import Raw
from pipeline.sources.decode import NotText, decode
from pipeline.sources.fields import Fields, known_names, knows_text, plain, raw_of
from pipeline.sources.streams import BREAKS, MAX_BYTES, Budget, Unreadable, said

CSV, TSV, PARQUET = "text/csv", "text/tab-separated-values", "application/vnd.apache.parquet"
_CALLED_SO = re.compile(r"\.(?:csv|tsv|tab|psv)(?:\.(?:gz|bz2|xz|zst))?$", re.IGNORECASE)
_DELIMITERS = ",;\t|"
_SAMPLE = 20
_NAME = re.compile(r"\s*[\w@$#](?:[\w .:/()#-]{0,58}[\w)#])?\s*")
_MOST_WORDS = 6
_LONGEST_HEADER = 20_000
_ROWS_AT_ONCE, _REPEATED_AT_ONCE = 16, 4096
_PACKED = 8
"""Text that takes so many times less room in a Parquet table is taken for the same text again and again."""


class Layout(NamedTuple):
    """How a file of rows is written, and what its columns are called."""

    delimiter: str
    encoding: str
    header: list[str]


def find_layout(head: bytes, is_whole: bool, file_name: str, config: Config) -> Layout | None:
    """The layout of a file that begins with ``head``; None if that is no table with a header row.

    A file that is not called so is a table if its first line names a text field and another field that we know, and
    what follows has as many cells. Of one that is called so less is asked, but prose stays prose.
    """
    is_called_so = bool(_CALLED_SO.search(file_name))
    first = head[:_LONGEST_HEADER].split(b"\n", 1)[0]
    if not is_called_so and (len(first) == _LONGEST_HEADER or not knows_text(_cells(first), config)):
        return None
    try:
        text, encoding, _ = decode(head if is_whole else head[: head.rfind(b"\n") + 1] or head)
    except NotText:
        return None
    best: list[list[str]] = []
    delimiter = ","
    for candidate in _DELIMITERS:
        rows = _sample(text, candidate, is_whole)
        if rows and len(rows[0]) > (len(best[0]) if best else 0):
            best, delimiter = rows, candidate
    if not best or not _is_table(best, is_called_so, config):
        return None
    return Layout(delimiter, "utf-8-sig" if encoding == "utf-8" else encoding, [name.strip() for name in best[0]])


def _cells(first: bytes) -> list[str]:
    """About what stands between the delimiters of a first line, in whichever encoding: a quick look at many files."""
    line = first.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff").decode("latin-1")
    return [cell.strip("'\" \r") for cell in re.split(f"[{_DELIMITERS}]", line)]


def _sample(text: str, delimiter: str, is_whole: bool) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = list(islice(reader, _SAMPLE + 1))
        is_cut = not is_whole and next(reader, None) is None
    except csv.Error:
        return []
    rows = [row for row in rows if row]
    return rows[:-1] if is_cut and len(rows) > 1 else rows


def _is_table(rows: Sequence[Sequence[str]], is_called_so: bool, config: Config) -> bool:
    header, body = rows[0], rows[1:]
    names = [name.strip() for name in header]
    if not all((not name or _NAME.fullmatch(name)) and len(name.split()) <= _MOST_WORDS for name in names):
        return False
    named = [name for name in names if name]
    if not named or len(set(named)) < len(named):
        return False
    n_even = sum(len(row) == len(header) for row in body)
    is_even = n_even * 2 >= len(body)
    fits = sum(not any(row[len(header) :]) for row in body) * 2 >= len(body)
    n_known = sum(plain(name) in known_names() for name in names)
    has_text = knows_text(names, config)
    if is_called_so:
        is_spaced = any(name != name.lstrip() for name in header)  # as after the commas of prose
        known = has_text or (len(header) > 1 and (n_known > 0 or (n_even > 1 and not is_spaced)))
        return fits and known
    return has_text and is_even and len(body) > 0 and n_known > 1


def csv_records(name: str, stream: IO[bytes], layout: Layout, fields: Fields) -> Iterator[Raw]:
    """The rows of a table in their order; one with more cells than there are columns is refused."""
    media_type = TSV if layout.delimiter == "\t" else CSV
    header = layout.header
    csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))  # the module has one for all readers
    lines = _Lines(stream, layout.encoding)
    rows = csv.reader(lines, delimiter=layout.delimiter)
    n = -1
    try:
        for row in rows:
            lines.n_chars = 0
            if not row:
                continue
            n += 1
            if n == 0:  # the header
                continue
            if any(row[len(header) :]):
                reason = f"row of {len(row)} cells under {len(header)} columns; put quotation marks around its cells"
                yield Raw(f"{name}#{n}", media_type=media_type, status="refused", reason=reason)
            else:
                yield raw_of(dict(zip(header, row, strict=False)), fields, f"{name}#{n}", media_type)
        lines.release()
    except csv.Error as error:
        raise Unreadable(f"broken after {max(n, 0):,} records ({said(error)}); what follows is not read") from error


class _Lines:
    """The lines of ``stream`` as text; raises Unreadable where a row would fill the memory."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
        self._text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
        self.n_chars = 0

    def release(self) -> None:
        """Leave ``stream`` open."""
        self._text.detach()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_BYTES + 1)
        if not line:
            raise StopIteration
        self.n_chars += len(line)
        if self.n_chars > MAX_BYTES:
            raise Unreadable(
                f"a row is larger than {MAX_BYTES // 1_000_000} MB; what follows is not read, "
                "see whether a quotation mark is missing before it"
            )
        return line


def parquet_columns(file: IO[bytes]) -> list[str]:
    """What the columns of a Parquet table are called; ``file`` can be sought in. Raises Unreadable."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return list(pq.read_schema(file).names)
    except (pa.ArrowException, *BREAKS) as error:
        raise Unreadable(f"Parquet table, broken ({said(error)}); fetch it again") from error


def _repeats(metadata: Any, column: str) -> bool:
    """Whether little is stored for many rows of ``column``, as where few texts fill a table that bursts."""
    chunks = [
        metadata.row_group(i).column(j) for i in range(metadata.num_row_groups) for j in range(metadata.num_columns)
    ]
    return any(
        chunk.total_uncompressed_size > _PACKED * chunk.total_compressed_size
        or chunk.total_uncompressed_size < _PACKED * chunk.num_values
        for chunk in chunks
        if chunk.path_in_schema.split(".")[0] == column
    )


def parquet_records(name: str, file: IO[bytes], fields: Fields, budget: Budget) -> Iterator[Raw]:
    """The rows of a Parquet table in their order; ``file`` can be sought in. Raises Unreadable."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    n = 0
    try:
        columns = list(dict.fromkeys(field for field in fields[:-1] if field))
        table = pq.ParquetFile(file)
        repeats = _repeats(table.metadata, fields.text)
        if repeats:  # a text that stands in many rows is held once, which else takes more time and memory
            table = pq.ParquetFile(file, read_dictionary=[fields.text])
        size = _REPEATED_AT_ONCE if repeats else _ROWS_AT_ONCE
        for batch in table.iter_batches(size, columns=columns, use_threads=False):
            rows = (batch.slice(i, 1) for i in range(batch.num_rows)) if repeats else (batch,)
            for record in (record for part in rows for record in part.to_pylist()):
                n += 1
                raw = raw_of(record, fields, f"{name}#{n}", PARQUET)
                budget.spend(len(raw.data))
                yield raw
    except (pa.ArrowException, *BREAKS) as error:
        raise Unreadable(f"Parquet table, broken after {n:,} records ({said(error)}); fetch it again") from error
