"""The cache as the stages see it: an input in, its reading out."""

from __future__ import annotations

from pipeline.engine.cache import Cache, entry_key
from pipeline.engine.reading import Result
from pipeline.records import Raw


class Shelf:
    """Readings kept in ``cache``; ``fingerprint`` stands for program, model and settings."""

    def __init__(self, cache: Cache, fingerprint: str) -> None:
        self._cache = cache
        self._fingerprint = fingerprint

    def find(self, raw: Raw) -> Result | None:
        data = self._cache.get(self._key(raw))
        return Result(data, {}, is_reused=True) if data else None

    def keep(self, raw: Raw, result: Result) -> None:
        """Keep a result, unless another run might have a better one."""
        if result.is_lasting:
            self._cache.put(self._key(raw), result.data)

    def _key(self, raw: Raw) -> bytes:
        """From the bytes as they are, without decoding them."""
        return entry_key(self._fingerprint, raw.name, raw.sha256, raw.media_type, raw.about, raw.status, raw.reason)
