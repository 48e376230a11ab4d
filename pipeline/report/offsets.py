"""Texts as a page shows them, and offsets as a page counts them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

_UNSEEN = {
    **dict.fromkeys(range(0x20), "\ufffd"),
    **dict.fromkeys(range(0x7F, 0xA0), "\ufffd"),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd"),
}
for _kept in "\t\n\r":
    del _UNSEEN[ord(_kept)]


def visible(text: str) -> str:
    """The text with control characters and those that turn the direction of writing shown as U+FFFD, one for one.

    Names and articles cannot turn what stands around them, and all offsets stay as they are.
    """
    return text.translate(_UNSEEN)


class Utf16:
    """Offsets of a text in code points as offsets in UTF-16 units, which is what JavaScript counts in."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [i for i, character in enumerate(text) if character > "\uffff"]

    def at(self, offset: int) -> int:
        """The offset in UTF-16 units of a code point's offset."""
        return offset + bisect_left(self._wide, offset) if self._wide else offset

    def spans(self, spans: Iterable[Iterable[int]]) -> list[int]:
        """``[start, end]`` pairs, one after the other in one list."""
        return [self.at(offset) for span in spans for offset in span]
