"""Which code page text is in that is no Unicode: the one in which signs and letters stand where they should.

Detectors that count characters need more of them than English text has beyond ASCII. But it has few kinds:
quotation marks, dashes, currency signs, and accented letters in names. So the code pages that English text
comes in are weighed by that, and only where none fits is charset-normalizer asked.
"""

from __future__ import annotations

import codecs
import re

CODE_PAGES = ("cp1252", "iso8859-15", "cp1250", "iso8859-2", "mac-roman", "cp850", "cp437")
"""In order of preference where several read equally well."""
SAMPLE = 32_768
"""Bytes, at most, that are looked at."""
AROUND = 200
"""Bytes on each side of one above ASCII."""
SOUND = 0.75
"""Share of the characters beyond ASCII that must stand where they should."""

LEAD = 0.06
"""What another code page must have more than the first, by far the most frequent one."""

_LOWER = "ß-öø-ÿāăąćčďđēęěğīıłńňōőœřśşšţťūůűźżžșț"
_UPPER = "À-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪİŁŃŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"
_WORD = f"A-Za-z{_LOWER}{_UPPER}"
_SOUND = re.compile(
    rf"[‘’–—…•‹›\xa0\xad©®™°§·]"
    rf"|[“”„«»](?![{_WORD}])|(?<![{_WORD}])[“”„«»]"  # not within words
    rf"|[€£¥¢](?=\s?\d)|(?<=\d)\s?[€£¥¢¼½¾²³º×]|(?<!\w)[¼½¾]|(?<=[{_WORD}])´"
    rf"|(?<=[{_WORD}’'-])[{_LOWER}]|(?<![{_WORD}])[{_LOWER}](?=[a-z{_LOWER}\s])"
    rf"|(?<![{_WORD}])[{_UPPER}](?=[a-z{_LOWER}.])|(?<=[A-Z{_UPPER}])[{_UPPER}](?![a-z{_LOWER}])"
    rf"|(?<![{_WORD}])[{_UPPER}](?=[A-Z{_UPPER}]{{2}})"
)
# Runs of accented letters are no western language but Cyrillic, Greek or Chinese in encodings of their own.
_RUN = re.compile(f"[{_LOWER}{_UPPER}]{{4,}}")
_BEYOND_ASCII = re.compile("[^\0-\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")


def code_page(data: bytes) -> str:
    """Python's name of the code page of ``data``, which is not UTF-8."""
    sample = _sample(data)
    sounds = {name: soundness(sample.decode(name, "replace")) for name in CODE_PAGES}
    best = max(CODE_PAGES, key=sounds.__getitem__)
    if sounds[best] - sounds[CODE_PAGES[0]] <= LEAD:
        best = CODE_PAGES[0]
    if sounds[best] >= SOUND:
        return best
    from charset_normalizer import from_bytes  # loaded only for files that need it

    guess = from_bytes(sample).best()
    return codecs.lookup(guess.encoding).name if guess else best


def soundness(text: str) -> float:
    """Share of the characters beyond ASCII that stand where English text has such, from 0 to 1."""
    beyond = len(_BEYOND_ASCII.findall(text))
    runs = sum(len(run[0]) for run in _RUN.finditer(text))
    return (len(_SOUND.findall(text)) - runs) / beyond if beyond else 1.0


def _sample(data: bytes) -> bytes:
    """The surroundings of bytes above ASCII, on their line, up to SAMPLE bytes of them."""
    found: list[bytes] = []
    size = end = 0
    for match in _HIGH.finditer(data):
        if match.start() < end:
            continue
        start = max(end, match.start() - AROUND)
        start = max(start, data.rfind(b"\n", start, match.start()) + 1)
        stop = match.start() + AROUND
        line_end = data.find(b"\n", match.start(), stop)
        end = stop if line_end < 0 else line_end
        found.append(data[start:end])
        size += len(found[-1])
        if size >= SAMPLE:
            break
    return b"\n".join(found)
