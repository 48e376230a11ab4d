"""Results of single sources, kept for the next run under the hash of all that they depend on."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import msgspec

from pipeline.ids import digest
from pipeline.packing import unpack
from pipeline.records import Raw


def default_folder() -> Path:
    """``WHOSAID_CACHE``, else ``whosaid`` in the user's cache folder (XDG_CACHE_HOME, else ~/.cache)."""
    named = os.environ.get("WHOSAID_CACHE")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "whosaid"


class Cache:
    """Packed source readings in ``folder``; ``fingerprint`` stands for program, model and settings."""

    def __init__(self, folder: Path, fingerprint: str, *, reads: bool = True) -> None:
        self._folder = folder
        self._fingerprint = fingerprint
        self._reads = reads

    def get(self, raw: Raw) -> bytes | None:
        """The kept reading, packed, or None; a damaged file counts as none."""
        if not self._reads:
            return None
        try:
            data = self._path(raw).read_bytes()
            unpack(data)
        except (OSError, msgspec.MsgspecError):
            return None
        return data

    def put(self, raw: Raw, data: bytes) -> None:
        """Keep a packed reading. A folder that cannot be written is no error: the run goes on without."""
        path = self._path(raw)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(name, path)
        except OSError:
            return

    def _path(self, raw: Raw) -> Path:
        key = digest(self._fingerprint, raw.name, raw.sha256, raw.media_type, raw.about, raw.status, raw.reason)
        return self._folder / key[:2] / f"{key}.msgpack"
