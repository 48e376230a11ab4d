"""Gradient-boosted trees kept as plain numbers and evaluated with numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees side by side, nodes numbered through all of them; a leaf leads to itself.

    ``feature``/``threshold``/``left``/``right``/``value`` have an entry a node, ``roots`` one a tree. A row
    goes left where its feature is at most the threshold. The sum of the leaves' values and ``bias`` is the
    log-odds of the class.
    """

    feature: Ints
    threshold: Floats
    left: Ints
    right: Ints
    value: Floats
    roots: Ints
    bias: float
    depth: int

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Trees:
        """From the plain lists and numbers that a model file holds under these names."""
        return cls(
            feature=np.asarray(data["feature"], np.int32),
            threshold=np.asarray(data["threshold"], np.float64),
            left=np.asarray(data["left"], np.int32),
            right=np.asarray(data["right"], np.int32),
            value=np.asarray(data["value"], np.float64),
            roots=np.asarray(data["roots"], np.int32),
            bias=float(data["bias"]),
            depth=int(data["depth"]),
        )

    def log_odds(self, rows: Floats) -> Floats:
        """One value a row of ``rows`` (rows × features)."""
        out = np.empty(len(rows))
        for first in range(0, len(rows), 512):  # a bound on memory
            part = rows[first : first + 512]
            flat = np.ascontiguousarray(part).ravel()
            base = np.arange(len(part), dtype=np.int32)[:, None] * np.int32(part.shape[1])
            node = np.repeat(self.roots[None, :], len(part), axis=0)
            for _ in range(self.depth):
                low = flat[base + self.feature[node]] <= self.threshold[node]
                node = np.where(low, self.left[node], self.right[node])
            out[first : first + 512] = self.value[node].sum(axis=1)
        return out + self.bias


def sigmoid(log_odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -30, 30))))
