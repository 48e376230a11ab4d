"""Names of sources that come out of archives and records: each is given once."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable


class Names:
    """Which names were given. ``files`` are taken from the start: records do not push files aside.

    What is remembered of a name are eight bytes of its hash, as ten million take a quarter of a gigabyte then. Two
    names with the same are as rare as one in a million such corpora, and one would get a number without need.
    """

    def __init__(self, files: Iterable[str]) -> None:
        self._slots = array("Q", bytes(8 * 1024))
        self._n = 0
        self._repeats: dict[int, int] = {}
        self._own = ""
        for name in files:
            self._take(_hash(name))

    def begin(self, file: str) -> None:
        """From here on the names are of ``file`` or of what is in it; its own name is free, once."""
        self._own = file

    def give(self, name: str) -> str:
        """``name``, or where that is taken with the first number that makes it new: ``name (2)``."""
        if name == self._own:
            self._own = ""
            return name
        key = _hash(name)
        if self._take(key):
            return name
        number = self._repeats.get(key, 1) + 1
        while not self._take(_hash(f"{name} ({number})")):
            number += 1
        self._repeats[key] = number
        return f"{name} ({number})"

    def _take(self, key: int) -> bool:
        """Whether ``key`` is new; it is known from now on."""
        if self._n * 2 > len(self._slots):
            old = self._slots
            self._slots = array("Q", bytes(16 * len(old)))
            for known in filter(None, old):
                self._slots[self._place(known)] = known
        place = self._place(key)
        if self._slots[place]:
            return False
        self._slots[place] = key
        self._n += 1
        return True

    def _place(self, key: int) -> int:
        mask = len(self._slots) - 1
        place = key & mask
        while self._slots[place] not in (0, key):
            place = (place + 1) & mask
        return place


def _hash(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") | 1
