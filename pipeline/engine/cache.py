"""Results of single sources, kept for the next run under the hash of all that they depend on.

No trouble with the cache fails a run: it goes on without, and :attr:`Cache.warning` says so.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TypeVar

from pipeline.engine import store
from pipeline.engine.store import State, Store
from pipeline.errors import InputError
from pipeline.locks import FileLock

T = TypeVar("T")

LOCK = "readings.lock"
FLUSH_BYTES, FLUSH_SECONDS = 4_000_000, 2.0
"""New results are written together; a run that is killed loses no more than these."""
_UNITS = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3, "t": 1024**4}


def default_folder() -> Path:
    """``WHOSAID_CACHE``, else ``whosaid`` in the user's cache folder (XDG_CACHE_HOME, else ~/.cache)."""
    named = os.environ.get("WHOSAID_CACHE")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "whosaid"


def default_limit() -> int | None:
    """Bytes that ``WHOSAID_CACHE_SIZE`` allows; None where it says nothing. Raises InputError."""
    given = os.environ.get("WHOSAID_CACHE_SIZE")
    try:
        return read_size(given) if given else None
    except InputError as error:
        raise InputError(f"WHOSAID_CACHE_SIZE: {error}") from error


def read_size(text: str) -> int:
    """Bytes of a size as people write it: ``500M``, ``2 GiB``, ``1.5g``, ``1000000``. Raises InputError."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?\s*", text, re.IGNORECASE)
    if not found:
        raise InputError(f"{text!r} is not a size; write it like 500M or 2G")
    return int(float(found[1]) * _UNITS[found[2].lower()])


def entry_key(fingerprint: str, *parts: object) -> bytes:
    """What a result is kept under; ``fingerprint`` stands for program, model and settings, ``parts`` for the input."""
    return hashlib.sha256(repr((fingerprint, *parts)).encode("utf-8", "backslashreplace")).digest()


class Cache:
    """Results in ``folder``, as bytes; close it after use.

    ``limit`` is its size in bytes (None: what was set for this folder). With ``reads`` false nothing is found, but new
    results are kept.
    """

    def __init__(self, folder: Path, *, limit: int | None = None, reads: bool = True) -> None:
        self.warning: str | None = None
        self._folder, self._limit, self._reads = folder, limit, reads
        self._new: dict[bytes, bytes] = {}
        self._new_bytes = 0
        self._used: list[int] = []
        self._asked = self._found = 0
        self._flushed = monotonic()
        self._takes = True
        self._lock: FileLock | None = None
        self._store: Store | None = None
        self._try(self._open, opens=True)

    def get(self, key: bytes) -> bytes | None:
        """What was kept under ``key``, byte for byte, or None."""
        self._asked += 1
        found = self._try(lambda: self._file.get(key)) if self._reads else None
        if found is None:
            return None
        self._found += 1
        self._used.append(found[0])
        return found[1]

    def put(self, key: bytes, data: bytes) -> None:
        """Keep ``data``: on disk from the next flush on."""
        if not self._takes:
            return
        self._new[key] = data
        self._new_bytes += len(data)
        if self._new_bytes >= FLUSH_BYTES or monotonic() - self._flushed >= FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what is new and what was used, and make room for it."""
        new, used, self._new, self._used, self._new_bytes = self._new, self._used, {}, [], 0
        counts = {"asked": self._asked, "found": self._found}
        self._takes = bool(self._try(lambda: self._file.put(new, used, **counts)))
        self._flushed = monotonic()

    def close(self) -> None:
        if self._new or self._used or self._asked:
            self.flush()
        self._disconnect()

    def state(self) -> State | None:
        """What it holds; None, and a warning, where it cannot be used."""
        return self._try(lambda: self._file.state())

    def clear(self) -> None:
        """Forget all results."""
        self._try(lambda: self._file.clear())

    def resize(self, limit: int) -> None:
        """Set the size in bytes for this and later runs, and make room at once."""
        self._limit = limit
        self._try(lambda: self._file.resize(limit))

    @property
    def _file(self) -> Store:
        assert self._store is not None
        return self._store

    def _try(self, action: Callable[[], T], *, opens: bool = False) -> T | None:
        """What ``action`` gives; None where there is no file, or it fails. A damaged file is begun anew, once."""
        if self._store is None and not opens:
            return None
        try:
            return action()
        except (sqlite3.Error, OSError) as error:
            if store.is_damage(error) and self.warning is None and self._begin_anew():
                return None
            self._give_up(getattr(error, "strerror", None) or str(error) or "written by another version")
            return None

    def _open(self) -> None:
        if self._lock is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(self._folder / LOCK)
            self._lock.take(shared=True)
        self._store = Store(self._folder, self._limit)

    def _begin_anew(self) -> bool:
        """Put an empty file in the place of a damaged one, unless another run is using it."""
        if self._store:
            self._store.close()
            self._store = None
        if self._lock is None or not self._lock.take():
            return False
        self.warning = f"{self._folder / store.FILE} was damaged; results are kept anew from now on"
        with suppress(OSError):
            store.remove(self._folder)
        self._lock.take(shared=True)
        self._try(self._open, opens=True)
        return self._store is not None

    def _give_up(self, why: str) -> None:
        self._disconnect()
        self._takes = False
        self.warning = (
            f"results are not kept: {self._folder / store.FILE} cannot be used ({why}); "
            "name another folder in WHOSAID_CACHE or use --no-cache"
        )

    def _disconnect(self) -> None:
        if self._store:
            self._store.close()
        if self._lock:
            self._lock.release()
        self._store = self._lock = None
