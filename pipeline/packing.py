"""Readings as bytes: how they pass between processes and lie on disk."""

from __future__ import annotations

import msgspec

from pipeline.records import SourceReading


def pack(reading: SourceReading) -> bytes:
    return msgspec.msgpack.encode(reading)


def unpack(data: bytes) -> SourceReading:
    """The reading that was packed. Raises msgspec.MsgspecError for other bytes."""
    return msgspec.msgpack.decode(data, type=SourceReading)
