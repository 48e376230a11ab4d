"""From bytes to text: which encoding they are in, and what had to be replaced.

The text holds neither NULs nor lone surrogates: each is replaced, one for one, by U+FFFD, so that offsets
hold and any writer of UTF-8 can write it. Line ends stay as they are.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from typing import NamedTuple

from pipeline.sources.codepage import SOUND, code_page, soundness
from pipeline.sources.kinds import binary_kind, declared_kind, markup_kind

HEAD = 4096
"""Bytes or characters looked at to tell what a file is."""
MAX_CONTROLS = 0.30
"""Share of control characters above which valid UTF-8 is no text all the same (as Perl's -B has it)."""
MAX_STRAY_CONTROLS = 0.05
"""The same for bytes that are not valid UTF-8; random ones have a tenth."""
MAX_UNASSIGNED = 0.05
"""Share of unassigned characters above which bytes are no UTF-16; random ones have more than a tenth."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes([*range(9), 14, 15, *range(16, 27), *range(28, 32), 127])
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_STRAY = re.compile("[\udc80-\udcff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


class Decoded(NamedTuple):
    """``notes`` say what of the text is not as it stands in the file."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


class NotText(ValueError):
    """The bytes are no plain text; the message says what they are and what to do."""

    def __init__(self, kind: tuple[str, str], advice: str) -> None:
        what, self.media_type = kind
        super().__init__(f"{what} where plain text is expected; {advice}")


def decode(data: bytes) -> Decoded:
    """The text of ``data`` and the name of its encoding, as Python spells it. Raises NotText."""
    decoded = read_text(data)
    kind = markup_kind(decoded.text[:HEAD].encode("utf-8", "replace"))
    if kind:
        raise NotText(kind, "save the page's text as a .txt file")
    text, notes = decoded.text, list(decoded.notes)
    if "\0" in text:
        notes.append(f"{_count(text.count(chr(0)), 'NUL character')} replaced by U+FFFD")
        text = text.replace("\0", _REPLACEMENT)
    return Decoded(text, decoded.encoding, tuple(notes))


def read_text(data: bytes) -> Decoded:
    """The same of text that may be a page, and with its NULs. Raises NotText."""
    kind = declared_kind(data)
    if kind:
        raise NotText(kind, "leave it out or save its text as a .txt file")
    return _by_mark(data) or _without_mark(data) or _as_utf8(data) or _as_code_page(data)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _not_text(data: bytes) -> NotText:
    return NotText(binary_kind(data), "leave it out or save its text as a .txt file")


def _controls(data: bytes) -> float:
    """Share of control characters among the bytes, white space and escape aside."""
    return (len(data) - len(data.translate(None, _CONTROLS))) / max(1, len(data))


def _by_mark(data: bytes) -> Decoded | None:
    """Text that begins with a byte order mark."""
    for mark, encoding in _BOMS:
        if data.startswith(mark) and not (encoding == "utf-32" and len(data) % 4):
            break
    else:
        return None
    if encoding == "utf-8-sig":
        rest = _as_utf8(data[len(mark) :]) or _as_code_page(data[len(mark) :])
        return rest._replace(encoding=encoding if rest.encoding == "utf-8" else rest.encoding)
    return _wide(data, encoding)


def _without_mark(data: bytes) -> Decoded | None:
    """UTF-16 and UTF-32 without a mark: every second byte of English text, or three of four, are NUL then."""
    if b"\0" not in data[:HEAD]:
        return None
    zeros = [data[i::4].count(0) / max(1, len(data[i::4])) for i in range(4)]
    if len(data) % 4 == 0:
        if min(zeros[2:]) > 0.99 and zeros[1] > 0.5 > zeros[0]:
            return _wide(data, "utf-32-le")
        if min(zeros[:2]) > 0.99 and zeros[2] > 0.5 > zeros[3]:
            return _wide(data, "utf-32-be")
    if min(zeros[1], zeros[3]) > 0.5 > 5 * max(zeros[0], zeros[2]):
        return _wide(data, "utf-16-le")
    if min(zeros[0], zeros[2]) > 0.5 > 5 * max(zeros[1], zeros[3]):
        return _wide(data, "utf-16-be")
    return None


def _wide(data: bytes, encoding: str) -> Decoded:
    """UTF-16 or UTF-32; lone surrogates and a last character that was cut off are replaced."""
    unit = 4 if "32" in encoding else 2
    whole = len(data) - len(data) % unit
    try:
        text = data[:whole].decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        text = data[:whole].decode(encoding, "replace")
    kinds = Counter(map(unicodedata.category, text[:HEAD]))
    size = min(len(text), HEAD)
    if kinds["Cn"] + kinds["Co"] > MAX_UNASSIGNED * size or kinds["Cc"] > (MAX_CONTROLS + 0.5) * size:
        raise _not_text(data)
    text, notes = _mend_surrogates(text)
    if whole < len(data):
        text += _REPLACEMENT
        notes = (*notes, "the last character is cut off and replaced by U+FFFD")
    return Decoded(text, encoding, notes)


def _mend_surrogates(text: str) -> tuple[str, tuple[str, ...]]:
    if not _SURROGATE.search(text):
        return text, ()
    text = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    text, lone = _SURROGATE.subn(_REPLACEMENT, text)
    return text, (f"{_count(lone, 'lone surrogate')} replaced by U+FFFD",) if lone else ()


def _as_utf8(data: bytes) -> Decoded | None:
    """UTF-8, also with surrogates or a few bytes from elsewhere; None if it rather is another encoding."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    else:
        if _controls(data) > MAX_CONTROLS:
            raise _not_text(data)
        return Decoded(text, "utf-8")
    if _controls(data) > MAX_STRAY_CONTROLS:
        raise _not_text(data)
    if broken.reason == "unexpected end of data" and len(data) - broken.start > 1:
        text = data[: broken.start].decode("utf-8") + _REPLACEMENT
        return Decoded(text, "utf-8", ("the last character is cut off and replaced by U+FFFD",))
    try:
        text, notes = _mend_surrogates(data.decode("utf-8", "surrogatepass"))
        return Decoded(text, "utf-8", notes)
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "surrogateescape")
    stray = len(_STRAY.findall(text))
    # A sequence of UTF-8 is most unlikely in other encodings: no more bytes astray than these are damage.
    good = len(re.findall("[\u0080-\ud7ff\ue000-\U0010ffff]", text))
    if good < stray and not (good and soundness(_mend_strays(text[:HEAD])) >= SOUND):
        return None
    text = _mend_strays(text)
    return Decoded(text, "utf-8", (f"{_count(stray, 'byte')} not UTF-8, read one by one",))


def _mend_strays(text: str) -> str:
    """Bytes from elsewhere among UTF-8, one character each: Windows-1252, the usual guest, or U+FFFD."""

    def mend(run: re.Match[str]) -> str:
        raw = run[0].encode("utf-8", "surrogateescape")
        # the beginning of a sequence of UTF-8, the rest of which was cut off
        torn = raw[0] > 0xC1 and (len(raw) > 1 or run.end() == len(text))
        return _REPLACEMENT * len(raw) if torn else raw.decode("cp1252", "replace")

    return re.sub(f"{_STRAY.pattern}+", mend, text)


def _as_code_page(data: bytes) -> Decoded:
    if _controls(data) > MAX_STRAY_CONTROLS:
        raise _not_text(data)
    encoding = code_page(data)
    text = data.decode(encoding, "replace")
    lost = text.count(_REPLACEMENT)
    notes = (f"{_count(lost, 'byte')} unknown to {encoding} replaced by U+FFFD",) if lost else ()
    return Decoded(text, encoding, notes)
