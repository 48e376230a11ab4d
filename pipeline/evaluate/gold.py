"""Gold files: annotated articles, one JSON object a line, gzip-compressed or not.

Every row has ``id`` and ``text`` or ``html``. What else it has says what it is gold for: ``attributions`` for
statements, ``entities`` for names, ``lines`` and ``titles`` for pages, ``body`` for HTML pages, ``places``,
``mentions`` for identity, ``relations``.
Offsets count code points, end exclusive.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

KINDS = {
    "statements": ("text", "attributions"),
    "places": ("text", "places"),
    "identity": ("text", "mentions"),
    "relations": ("text", "relations", "entities"),
    "names": ("text", "entities"),
    "pages": ("text", "lines", "titles", "style"),
    "html": ("html", "body"),
}
"""What a result can be scored for, and the fields that gold for it has; a file is for the first that it fits."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gold:
    """``name`` is the file's name without endings, ``digest`` the SHA-256 of its uncompressed bytes."""

    name: str
    kind: str
    digest: str
    rows: dict[str, Row]


def read_gold(path: Path, kind: str | None = None) -> Gold:
    """Read a gold file; ``kind`` is told by its fields unless given.

    Raises InputError, in one line, where it cannot be read or is no gold for ``kind``.
    """
    data = _bytes(path)
    rows: dict[str, Row] = {}
    for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            rows[str(row["id"])] = row
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}, line {number}: no JSON object with an id; give one article a line") from error
    if not rows:
        raise InputError(f"{path}: no articles in it; give one article a line, as JSON")
    kind = kind or next((kind for kind in KINDS if _is_for(kind, rows)), None)
    if kind not in KINDS or not _is_for(kind, rows):
        wanted = ", ".join(f"{' and '.join(fields)} ({name})" for name, fields in KINDS.items())
        raise InputError(f"{path}: no gold for {kind or 'anything known'}; rows need {wanted}")
    name = path.name.removesuffix(".gz").removesuffix(".jsonl")
    return Gold(name, kind, hashlib.sha256(data).hexdigest(), rows)


def _is_for(kind: str, rows: dict[str, Row]) -> bool:
    return all(field in row for row in rows.values() for field in KINDS[kind])


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "damaged gzip file"
        raise InputError(f"{path}: cannot be read ({reason}); give a .jsonl or .jsonl.gz file") from error
