"""Readings as bytes: how they pass between processes and lie on disk."""

from __future__ import annotations

import zlib

import msgspec

from pipeline.records import SourceReading

_QUICK = 1
"""Of zlib's levels: a quarter of the bytes, in a thousandth of the time that the reading took."""


def pack(reading: SourceReading) -> bytes:
    """``reading`` as bytes (MessagePack)."""
    return msgspec.msgpack.encode(reading)


def unpack(data: bytes) -> SourceReading:
    """The reading that was packed. Raises msgspec.MsgspecError for other bytes."""
    return msgspec.msgpack.decode(data, type=SourceReading)


def pack_tight(reading: SourceReading) -> bytes:
    """A quarter of the size of :func:`pack`."""
    return zlib.compress(pack(reading), _QUICK)


def unpack_tight(data: bytes) -> SourceReading:
    """The reading that was packed tightly. Raises zlib.error or msgspec.MsgspecError for other bytes."""
    return unpack(zlib.decompress(data))
