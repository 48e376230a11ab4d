"""Which field of a record holds the text, which the title, …: as the user says, else as fields are usually called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from pipeline.config import Config
from pipeline.lexicon import table
from pipeline.records import About, Raw
from pipeline.sources.dates import iso_date
from pipeline.sources.decode import NotText, decode
from pipeline.sources.find import display_name
from pipeline.sources.streams import MAX_BYTES, Unreadable

OPTIONS = {"text": "text_field", "id": "id_field", "title": "title_field", "date": "date_field"}
"""What a user may say of the fields: the settings by what they name."""
TOO_LARGE = f"record larger than {MAX_BYTES // 1_000_000} MB; split it into articles"
_LONGEST = 1000
"""Characters of an id, a title, …; what is longer is none."""
_SHOWN = 12
_SURROGATE = re.compile("[\ud800-\udfff]")
_PARTS = ("name", "title", "value", "id")
"""Of a field that is an object the first of these stands for it: ``"source": {"name": …}``."""


class Fields(NamedTuple):
    """The field for each of these, or None; those in ``guessed`` nobody named."""

    text: str
    id: str | None = None
    title: str | None = None
    date: str | None = None
    author: str | None = None
    site: str | None = None
    url: str | None = None
    language: str | None = None
    guessed: tuple[str, ...] = ()

    def described(self) -> str:
        """What was guessed, in words, as a user would have said it."""
        return ", ".join(f"{what} from {getattr(self, what)!r}" for what in self.guessed)


def plain(name: str) -> str:
    """The name of a field without what does not count: case, blanks, signs."""
    return "".join(c for c in name.casefold() if c.isalnum())


@cache
def usual(what: str) -> tuple[str, ...]:
    """The names that a field which holds ``what`` usually has, plain, the likeliest first."""
    return tuple(plain(row["name"]) for row in table("record_fields") if row["holds"] == what)


@cache
def known_names() -> frozenset[str]:
    """All names that fields of news records usually have, plain."""
    return frozenset(plain(row["name"]) for row in table("record_fields"))


def knows_text(names: Iterable[str], config: Config) -> bool:
    """Whether one of the fields ``names`` is known to hold the text."""
    return _named(names, "text", config)[0] is not None


def choose_fields(names: Iterable[str], config: Config) -> Fields:
    """The fields of records that have the fields ``names``. Raises Unreadable where none is known to hold the text."""
    names = [name for name in dict.fromkeys(names) if name.strip()]
    found: dict[str, str] = {}
    guessed = []
    for what in Fields._fields[:-1]:
        name, is_guess = _named((n for n in names if n not in found.values()), what, config)
        if name is not None:
            found[what] = name
            guessed += [what] if is_guess else []
    if "text" not in found:
        shown = ", ".join(display_name(name)[:40] for name in names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
        raise Unreadable(f"no field is known to hold the text (there are: {shown}); name it with --text-field")
    return Fields(**found, guessed=tuple(guessed))


def _named(names: Iterable[str], what: str, config: Config) -> tuple[str | None, bool]:
    """The field that holds ``what``, and whether that is a guess."""
    said = getattr(config, OPTIONS[what]) if what in OPTIONS else None
    if said is not None:
        return (said if said in (names := list(names)) or said.split(".")[0] in names else None), False
    by_plain: dict[str, str] = {}
    for name in sorted(names, key=lambda name: name != plain(name)):  # "id" rather than "_id"
        by_plain.setdefault(plain(name), name)
    return next((by_plain[name] for name in usual(what) if name in by_plain), None), True


def raw_of(record: Mapping[str, Any], fields: Fields, place: str, media_type: str) -> Raw:
    """The text of a record and what it says of itself; ``place`` is its name where it has no id."""
    name = _line(_value(record, fields.id)) or place
    data = _text(_value(record, fields.text))
    if not data.strip():
        reason = f"no text in field {fields.text!r}; leave the record out or name another field with --text-field"
        return Raw(name, media_type=media_type, status="refused", reason=reason)
    if len(data) > MAX_BYTES:
        return Raw(name, media_type=media_type, status="refused", reason=TOO_LARGE)
    about = About(
        title=_line(_value(record, fields.title)),
        author=_line(_value(record, fields.author)),
        site=_line(_value(record, fields.site)),
        url=_line(_value(record, fields.url)),
        published=iso_date(_value(record, fields.date)),
        language=_line(_value(record, fields.language)),
    )
    return Raw(name, data, media_type, about)


def _value(record: Mapping[str, Any], field: str | None) -> Any:
    """The field ``a``, or ``b`` within ``a`` where it is called ``a.b`` and there is none of that name."""
    if field is None:
        return None
    if field in record:
        return record[field]
    value: Any = record
    for part in field.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _text(value: Any) -> bytes:
    """Text in UTF-8, also such as is a list of paragraphs; bytes are taken as they are."""
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)
    if isinstance(value, str):
        try:
            return value.encode("utf-8", "surrogateescape")  # bytes of the file that were no UTF-8 come back
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogatepass")
    return value if isinstance(value, bytes) else b""


def _line(value: Any, depth: int = 2) -> str | None:
    """A value on one line, or None where it is empty; of an object its name, of a list all, with commas."""
    if depth and isinstance(value, Mapping):
        return _line(next((value[part] for part in _PARTS if value.get(part)), None), depth - 1)
    if depth and isinstance(value, list | tuple):
        value = ", ".join(filter(None, (_line(part, depth - 1) for part in value)))
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)  # a column of numbers of which some are missing
    if isinstance(value, bytes) or (isinstance(value, str) and _SURROGATE.search(value)):
        try:
            value = decode(_text(value)).text
        except NotText:
            return None
    if not isinstance(value, str | int | float | date | UUID) or value != value or isinstance(value, bool):
        return None
    text = " ".join(str(value).split())
    return display_name(text) if 0 < len(text) <= _LONGEST else None
