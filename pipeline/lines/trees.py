"""Gradient-boosted trees kept as plain numbers and evaluated with numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees side by side, nodes numbered through all of them; a leaf leads to itself.

    ``feature``/``threshold``/``value`` have an entry a node, ``next`` two (where to go if the feature is above the
    threshold, and if it is not), ``roots`` one a tree. The sum of the leaves' values and ``bias`` is the log-odds of
    the class.
    """

    feature: Ints
    threshold: Floats
    next: Ints
    value: Floats
    roots: Ints
    bias: float
    depth: int

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Trees:
        """From the plain lists and numbers that a model file holds under these names."""
        return cls(
            feature=np.asarray(data["feature"], np.intp),
            threshold=np.asarray(data["threshold"], np.float64),
            next=np.stack([data["right"], data["left"]], 1).astype(np.intp).ravel(),
            value=np.asarray(data["value"], np.float64),
            roots=np.asarray(data["roots"], np.intp),
            bias=float(data["bias"]),
            depth=int(data["depth"]),
        )

    def log_odds(self, rows: Floats) -> Floats:
        """One value a row of ``rows`` (rows × features)."""
        out = np.empty(len(rows))
        for first in range(0, len(rows), 512):  # a bound on memory
            part = rows[first : first + 512]
            flat = np.ascontiguousarray(part).ravel()
            base = (np.arange(len(part)) * part.shape[1])[:, None]
            node = np.broadcast_to(self.roots, (len(part), len(self.roots)))
            for _ in range(self.depth):
                low = flat.take(base + self.feature.take(node)) <= self.threshold.take(node)
                node = self.next.take(2 * node + low)
            out[first : first + 512] = self.value.take(node).sum(axis=1)
        return out + self.bias


def sigmoid(log_odds: Floats) -> Floats:
    """Probabilities of ``log_odds``."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -30, 30))))
