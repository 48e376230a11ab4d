"""Results of shards on any file system that fsspec knows: local, shared, object stores.

A shard's results are written under an attempt's name, and count only once a manifest names that attempt. The manifest
is renamed into place in one step by whoever handed the shard out, so that a shard read twice, or half, is there once
or not at all. Its key holds all that the results depend on: a later run takes up what an earlier one left.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec

from pipeline.engine.cache import entry_key
from pipeline.engine.reading import Result
from pipeline.errors import EngineError
from pipeline.records import Raw

_OF_ONE_PROCESS = frozenset({"memory"})
_ATTEMPT = ".attempt-"


class Attempt(NamedTuple):
    """A file that holds the results of a shard, and what its bytes must be."""

    name: str
    size: int
    sha256: str


class ShardStore:
    """The shards below ``url``. Raises EngineError where fsspec knows no such place."""

    def __init__(self, url: str) -> None:
        from fsspec.core import url_to_fs

        try:
            self._fs: Any
            self._fs, self._root = url_to_fs(url)
        except (ImportError, ValueError, OSError) as error:
            raise EngineError(
                f"{url}: no place for shards ({error}); give a folder or a URL that fsspec knows"
            ) from error
        protocol = self._fs.protocol
        self.is_shared = _OF_ONE_PROCESS.isdisjoint([protocol] if isinstance(protocol, str) else protocol)
        """Whether another process finds there what this one wrote."""

    def write(self, key: str, data: bytes) -> Attempt:
        """Write packed results under a name of their own; nobody reads them before :meth:`commit`."""
        folder = self._folder(key)
        name = f"{key}{_ATTEMPT}{uuid.uuid4().hex}"
        self._fs.makedirs(folder, exist_ok=True)
        self._fs.pipe_file(f"{folder}/{name}", data)
        return Attempt(name, len(data), hashlib.sha256(data).hexdigest())

    def commit(self, key: str, attempt: Attempt) -> None:
        """From now on ``attempt`` holds the results of the shard ``key``."""
        final = self._manifest(key)
        fresh = f"{final}.{uuid.uuid4().hex}"
        self._fs.pipe_file(fresh, json.dumps(attempt._asdict()).encode("ascii"))
        self._fs.mv(fresh, final)

    def has(self, key: str) -> bool:
        return bool(self._fs.exists(self._manifest(key)))

    def find(self, key: str, attempt: Attempt | None = None) -> list[Result] | None:
        """The results that were committed; None where there are none, or what is there was damaged.

        Whoever knows the ``attempt`` that was committed saves the look at the manifest.
        """
        try:
            if attempt is None:
                attempt = Attempt(**json.loads(self._fs.cat_file(self._manifest(key))))
            data: bytes = self._fs.cat_file(f"{self._folder(key)}/{attempt.name}")
            if hashlib.sha256(data).hexdigest() != attempt.sha256:
                return None
            return unpack_results(data)
        except (OSError, ValueError, TypeError, msgspec.MsgspecError):
            return None

    def sweep(self, keys: Iterable[str]) -> None:
        """Remove attempts at ``keys`` that were not committed: what was read twice, or given up."""
        wanted = set(keys)
        for folder in {self._folder(key) for key in wanted}:
            with suppress(OSError):
                paths = self._fs.ls(folder, detail=False)
                attempts: dict[str, list[str]] = {}
                for path in paths:
                    key, mark, _ = path.rsplit("/", 1)[-1].partition(_ATTEMPT)
                    if mark and key in wanted:
                        attempts.setdefault(key, []).append(path)
                manifests = {path.rsplit("/", 1)[-1].removesuffix(".json") for path in paths if path.endswith(".json")}
                for key, of_key in attempts.items():
                    if len(of_key) > 1 or key not in manifests:
                        committed = self._committed(key)
                        for path in of_key:
                            if not path.endswith(f"/{committed}"):
                                self._fs.rm_file(path)

    def _committed(self, key: str) -> str | None:
        try:
            name: str = json.loads(self._fs.cat_file(self._manifest(key)))["name"]
        except (OSError, ValueError, KeyError):
            return None
        return name

    def _folder(self, key: str) -> str:
        return f"{self._root.rstrip('/')}/{key[:2]}"

    def _manifest(self, key: str) -> str:
        return f"{self._folder(key)}/{key}.json"


def shard_key(fingerprint: str, raws: Sequence[Raw]) -> str:
    """Of inputs and all else that their results depend on (``fingerprint``)."""
    total = hashlib.sha256()
    for raw in raws:
        total.update(entry_key(fingerprint, raw.name, raw.sha256, raw.media_type, raw.about, raw.status, raw.reason))
    return total.hexdigest()[:32]


def pack_results(results: Sequence[Result]) -> bytes:
    """The results of a shard as bytes."""
    return msgspec.msgpack.encode(results)


def unpack_results(data: bytes) -> list[Result]:
    """Raises msgspec.MsgspecError for other bytes."""
    return msgspec.msgpack.decode(data, type=list[Result])
