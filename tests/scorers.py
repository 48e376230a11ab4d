"""The scorers that come with the corpora, where they are there: ours must give the same figures."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.evaluate.gold import read_gold

CORPORA = Path(os.environ.get("WHOSAID_CORPORA") or Path(__file__).parents[2] / "shared" / "corpora")


def scorer(name: str) -> ModuleType:
    path = CORPORA.parent / "scoring" / f"{name}.py"
    if not path.is_file():
        pytest.skip("the scorers of the corpora are not here")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_rows(corpus: str) -> dict[str, dict[str, Any]]:
    path = CORPORA / f"{corpus.removesuffix('.jsonl.gz')}.jsonl.gz"
    if not path.is_file():
        pytest.skip("the corpora are not here")
    return read_gold(path).rows


def flat(figures: dict[str, Any]) -> dict[str, float]:
    """The shared scorers' nested figures under our names."""
    long = {"p": "precision", "r": "recall", "f": "f1"}
    found = {}
    for name, value in figures.items():
        inner = value.items() if isinstance(value, dict) else [("", value)]
        found |= {f"{name}.{long.get(part, part)}".rstrip("."): number for part, number in inner}
    return found


def agree(theirs: dict[str, Any], ours: dict[str, float]) -> None:
    """Every figure that both give must be the same, digit by digit."""
    shared = {name: value for name, value in flat(theirs).items() if name in ours}
    assert len(shared) >= 5
    assert {name: ours[name] for name in shared} == shared
