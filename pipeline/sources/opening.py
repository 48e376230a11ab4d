"""What is in the inputs: archives are opened, records taken one by one; what is a file by itself stays one."""

from __future__ import annotations

import codecs
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import IO, Any

from pipeline.config import Config
from pipeline.records import Raw
from pipeline.sources import jsons, tables
from pipeline.sources.archives import TOO_LARGE, Member, Zip, tar_members
from pipeline.sources.fields import Fields, choose_fields
from pipeline.sources.find import Found, display_name, os_reason
from pipeline.sources.kinds import declared_kind, packed_kind
from pipeline.sources.names import Names
from pipeline.sources.streams import (
    BREAKS,
    COMPRESSED,
    MAX_BYTES,
    Budget,
    Exhausted,
    Unreadable,
    decompressed,
    end,
    peek,
    read_all,
    unpacking,
)
from pipeline.sources.warc import warc_records

HEAD = 65_536
"""Bytes looked at to tell what a file is."""
MAX_DEPTH = 5
"""Archives and compressed streams within one another: ``.tar.gz`` are two."""
IN_MEMORY = 16_000_000
"""Bytes of an archive within an archive, above which it is put into a temporary file without a name."""
ZIP, TAR, WARC, PARQUET = "application/zip", "application/x-tar", "application/warc", tables.PARQUET
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

Note = Callable[[str], None]


def open_inputs(found: Iterable[Found], config: Config, *, note: Note | None = None) -> Iterator[Raw]:
    """The inputs as bytes, one at a time: files by name, in each the members or records as they follow in it.

    So the order depends on nothing but the inputs, and so do the names: a second one that is called like another
    gets `` (2)``. ``note`` is told, once all is read, which fields were guessed and what was left out of archives.
    Nothing that an input holds raises.
    """
    files = sorted(found, key=lambda one: one.name)
    names, notes = Names(one.name for one in files), _Notes()
    for one in files:
        names.begin(one.name)
        for raw in _open(one, config, notes):
            name = names.give(raw.name)
            yield raw if name == raw.name else replace(raw, name=name)
    if note:
        for line in notes.lines():
            note(line)


@dataclass(slots=True)
class _Notes:
    """What a user should know of how the inputs were read, each once, with how many inputs it is true of."""

    guesses: dict[str, tuple[str, int]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)

    def guessed(self, name: str, fields: Fields) -> None:
        if fields.guessed:
            first, n = self.guesses.get(fields.described(), (name, 0))
            self.guesses[fields.described()] = first, n + 1

    def lines(self) -> Iterator[str]:
        for guess, (name, n) in self.guesses.items():
            others = f" and {n - 1:,} more" if n > 1 else ""
            yield f"{display_name(name)}{others}: fields guessed: {guess}; name them with --text-field and its like"
        if self.left_out:
            kinds = ", ".join(f"{n:,} {kind}" for kind, n in self.left_out.most_common(8))
            yield f"web archives: {self.left_out.total():,} records left out that are no pages ({kinds})"


@dataclass(frozen=True, slots=True)
class _Opening:
    """What goes along while one file is opened, with all that is nested in it."""

    config: Config
    notes: _Notes
    budget: Budget

    def fields(self, name: str, names: Iterable[str]) -> Fields:
        """Which of the fields ``names`` hold what. Raises Unreadable."""
        fields = choose_fields(names, self.config)
        self.notes.guessed(name, fields)
        return fields


def _open(found: Found, config: Config, notes: _Notes) -> Iterator[Raw]:
    if found.reason:
        yield Raw(found.name, status=found.status, reason=found.reason)
        return
    try:
        with open(found.path, "rb") as file:
            opening = _Opening(config, notes, Budget.of(os.fstat(file.fileno()).st_size))
            yield from _expand(found.name, file, opening, 0)
    except Exhausted as error:
        yield Raw(found.name, status="refused", reason=str(error))
    except OSError as error:
        yield Raw(found.name, status="refused", reason=os_reason(error))


def _expand(name: str, stream: IO[bytes], opening: _Opening, depth: int) -> Iterator[Raw]:
    """All that is in ``stream``, at least one input: where there is nothing a refused one with its name."""
    is_empty = True
    for raw in _contents(name, stream, opening, depth):
        is_empty = False
        yield raw
    if is_empty:
        reason = "nothing to read in it: no files, records or pages; leave it out"
        yield Raw(name, status="refused", reason=reason)


def _contents(name: str, stream: IO[bytes], opening: _Opening, depth: int) -> Iterator[Raw]:
    """All that is in ``stream``; where it cannot be read, or not to its end, a refused input with its name."""
    media_type = None
    try:
        head, is_whole, whole = peek(stream, HEAD)
        media_type = packed_kind(head)
        if media_type in (*COMPRESSED, ZIP, TAR) and depth == MAX_DEPTH:
            raise Unreadable(f"archives more than {MAX_DEPTH} deep in one another; unpack it and give its files")
        if media_type in COMPRESSED:
            with decompressed(whole, media_type, opening.budget) as unpacked:
                yield from _expand(name, unpacked, opening, depth + 1)
        elif media_type == TAR:
            yield from _members(name, tar_members(whole, opening.budget), opening, depth)
            end(whole)
        elif media_type in (ZIP, PARQUET):
            with _seekable(stream, whole) as file:
                yield from (_zip if media_type == ZIP else _parquet)(name, file, opening, depth)
        elif media_type == WARC:
            yield from warc_records(name, whole, opening.budget, opening.notes.left_out)
            end(whole)
        elif declared_kind(head):
            yield _plain(name, whole)
        else:
            yield from _text(name, whole, head, is_whole, opening)
    except Exhausted:
        raise
    except Unreadable as error:
        yield Raw(name, media_type=media_type, status="refused", reason=str(error))
    except BREAKS as error:
        if depth == 0 and isinstance(error, OSError) and error.errno is not None:
            raise
        what = f"{COMPRESSED[media_type]} archive, broken; " if media_type in COMPRESSED else ""
        yield Raw(name, media_type=media_type, status="refused", reason=what + unpacking(error))


def _members(name: str, members: Iterator[Member], opening: _Opening, depth: int) -> Iterator[Raw]:
    for n, member in enumerate(members, 1):
        place = f"{name}/{member.name}" if member.name else f"{name}#{n}"
        if member.stream is None:
            yield Raw(place, status=member.status, reason=member.reason)
        else:
            yield from _expand(place, member.stream, opening, depth + 1)


def _zip(name: str, file: IO[bytes], opening: _Opening, depth: int) -> Iterator[Raw]:
    archive = Zip(file)
    if archive.is_office:
        raise Unreadable("Office document or the like where text is expected; save its text as a .txt file")
    below = "archive/" if archive.is_wacz else ""
    yield from _members(name, archive.members(opening.budget, below), opening, depth)


def _parquet(name: str, file: IO[bytes], opening: _Opening, _depth: int) -> Iterator[Raw]:
    fields = opening.fields(name, tables.parquet_columns(file))
    yield from tables.parquet_records(name, file, fields, opening.budget)


def _text(name: str, stream: IO[bytes], head: bytes, is_whole: bool, opening: _Opening) -> Iterator[Raw]:
    """A file that may be text and begins with ``head``: its records, if it holds such, else itself."""
    wide = _WIDE.get(head[:2])
    if wide and jsons.may_be_json(head.decode(wide, "replace").encode("utf-8", "replace")):
        recoded: Any = codecs.EncodedFile(stream, "utf-8", wide, "replace")
        head, is_whole, stream = peek(recoded, HEAD)
    if jsons.may_be_json(head):
        layout = jsons.find_layout(head, is_whole)
        if layout is None and not is_whole:
            head, is_whole, stream = peek(stream, MAX_BYTES)  # the first record may be long
            layout = jsons.find_layout(head, is_whole)
        if layout:
            fields = opening.fields(name, layout[1])
            yield from jsons.json_records(name, stream, layout[0], fields)
            end(stream)
            return
    table = tables.find_layout(head, is_whole, name, opening.config)
    if table:
        yield from tables.csv_records(name, stream, table, opening.fields(name, table.header))
        end(stream)
    else:
        yield Raw(name, head) if is_whole else _plain(name, stream)


def _plain(name: str, stream: IO[bytes]) -> Raw:
    data = read_all(stream, MAX_BYTES + 1)
    return Raw(name, status="refused", reason=TOO_LARGE) if len(data) > MAX_BYTES else Raw(name, data)


def _seekable(stream: IO[bytes], whole: IO[bytes]) -> Any:
    """``stream`` if it can be sought in, as a file can; else a copy of ``whole``, which is the same from its start."""
    if stream.seekable():
        stream.seek(0)
        return stream
    copy = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # the caller closes it
    shutil.copyfileobj(whole, copy, 1 << 20)
    end(whole)
    copy.seek(0)
    return copy
