"""Sketches of texts on disk, as small as what finding copies needs of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from pipeline.copies.likeness import Shingles

BANDS, ROWS = 128, 3
"""Texts become candidates where all rows of a band agree: of pairs with a Jaccard of 0.3 it finds 97 %, of those with
0.03 (common phrases) 0.3 % (1 - (1 - j³)¹²⁸; Leskovec, Rajaraman, Ullman, *Mining of Massive Datasets*, 3.4)."""

SEED = 1
BLOCK = 4_096
"""Texts whose bands lie together: a band of all texts is read in pieces of that many."""

Keys = npt.NDArray[np.uint32]
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


class Sketches:
    """Shingles and MinHash bands of texts, numbered as they are added, in two files in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._shingles = (folder / "shingles").open("w+b")
        self._bands = (folder / "bands").open("w+b")
        self._ends = array("Q", [0])
        self._pending: list[Keys] = []
        self._n_pending = 0
        self._blocks: list[int] = []

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, texts: Sequence[list[str]]) -> None:
        """Add texts, each as its shingles."""
        hashes = [np.array(row, dtype=np.uint64) for row in RMinHash.hash_token_sets(texts)]
        ends = np.cumsum([0, *map(len, hashes)], dtype=np.uint64)
        flat = np.concatenate(hashes) if hashes else np.zeros(0, dtype=np.uint64)
        self._shingles.write((flat >> np.uint64(32)).astype(np.uint32).tobytes())
        self._ends.extend((ends[1:] + np.uint64(self._ends[-1])).tolist())
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, ends, BANDS * ROWS, SEED)
        rows = np.array(matrix.to_rows(), dtype=np.uint64).reshape(-1, BANDS, ROWS)
        self._pending.append(((rows * _MIX).sum(axis=2) >> np.uint64(32)).astype(np.uint32))
        self._n_pending += len(texts)
        if self._n_pending >= BLOCK:
            self._flush()

    def _flush(self) -> None:
        if self._n_pending:
            self._bands.write(np.ascontiguousarray(np.concatenate(self._pending).T).tobytes())
            self._blocks.append(self._n_pending)
        self._pending, self._n_pending = [], 0

    def bands(self, together: int) -> Iterator[Keys]:
        """The keys of all texts in the order in which they were added, ``together`` bands at a time, one a row."""
        self._flush()
        for first in range(0, BANDS, together):
            n = min(together, BANDS - first)
            pieces, start = [], 0
            for size in self._blocks:
                self._bands.seek(4 * (start + first * size))
                pieces.append(np.frombuffer(self._bands.read(4 * n * size), dtype=np.uint32).reshape(n, size))
                start += BANDS * size
            yield np.concatenate(pieces, axis=1) if pieces else np.zeros((n, 0), dtype=np.uint32)

    def shingles(self, number: int) -> Shingles:
        """The hashed shingles of a text."""
        first, last = self._ends[number], self._ends[number + 1]
        self._shingles.seek(4 * first)
        return np.frombuffer(self._shingles.read(4 * (last - first)), dtype=np.uint32)

    def close(self) -> None:
        self._shingles.close()
        self._bands.close()
