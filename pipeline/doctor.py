"""Is everything here that a run needs? One finding a question."""

from __future__ import annotations

import importlib.util
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version
from time import perf_counter
from typing import Literal, NamedTuple

from pipeline.config import Config
from pipeline.engine.cache import default_folder
from pipeline.engine.fingerprint import program_version
from pipeline.engine.workers import cores
from pipeline.errors import WhosaidError
from pipeline.ner.weights import find_weights
from pipeline.records import Source

EXTRAS = {
    "html": ("trafilatura", "web pages"),
    "warc": ("warcio", "web archives"),
    "duckdb": ("duckdb", "convert --to duckdb"),
    "ray": ("ray", "run --engine ray"),
}
"""Extra: the module that it brings, and what it is for."""
LIBRARIES = ("spacy", "numpy", "onnxruntime", "pandas", "pyarrow")
ARTICLE = """Bridge Over the Sound Is Safe, Minister Says

The bridge was checked last week, Road Minister Kari Berg told reporters in Oslo on Monday.

“No lorry will be turned away,” she said. Denmark denied that it had asked for a toll.
"""
SPEAKERS = {"Kari Berg", "Denmark"}


class Finding(NamedTuple):
    """``missing`` is what a run can do without, ``fails`` what it cannot."""

    what: str
    state: Literal["ok", "missing", "fails"]
    detail: str


def examine(model: str | None = None, *, reader: bool = True) -> Iterator[Finding]:
    """The findings, quick ones first; ``model`` and ``reader`` as of a run."""
    yield Finding("whosaid", "ok", f"{program_version()}, Python {platform.python_version()} on {platform.platform()}")
    yield Finding("libraries", "ok", ", ".join(f"{name} {version(name)}" for name in LIBRARIES))
    yield Finding("cores", "ok", f"{cores()} may be used")
    yield _cache()
    for extra, (module, use) in EXTRAS.items():
        there = importlib.util.find_spec(module) is not None
        detail = f"for {use}" if there else f"for {use}: pip install 'whosaid[{extra}]'"
        yield Finding(f"extra {extra}", "ok" if there else "missing", detail)
    yield _model(model)
    yield _self_test(Config(model=model, reader=reader))


def _cache() -> Finding:
    folder = default_folder()
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    if os.access(place, os.W_OK):
        return Finding("cache", "ok", str(folder))
    return Finding("cache", "missing", f"{folder} cannot be written; name another folder in WHOSAID_CACHE")


def _model(name: str | None) -> Finding:
    try:
        weights = find_weights(name)
    except WhosaidError as error:
        return Finding("model", "fails", str(error))
    known = {True: "official weights", False: "NOT the official weights", None: "weights not known here"}
    return Finding(
        "model",
        "fails" if weights.official is False else "ok",
        f"{weights.name} {weights.version} ({weights.package}), {known[weights.official]}",
    )


def _self_test(config: Config) -> Finding:
    """Read a short article and see whether its speakers are found."""
    from pipeline.engine.stages import read
    from pipeline.ner.model import load_model

    started = perf_counter()
    try:
        loaded = load_model(config.model, reader=config.reader)
        took = perf_counter() - started
        reading = read(Source("doctor.txt", ARTICLE), loaded, config, {})
    except WhosaidError as error:
        return Finding("self-test", "fails", str(error))
    except Exception as error:
        return Finding("self-test", "fails", f"{type(error).__name__}: {error}; install whosaid anew")
    found = {statement.speaker for article in reading.readings for statement in article.statements}
    if found < SPEAKERS:
        return Finding("self-test", "fails", f"found {sorted(map(str, found))} instead of {sorted(SPEAKERS)}")
    seconds = perf_counter() - started
    return Finding(
        "self-test", "ok", f"{seconds:.1f} s, {took:.1f} s of it to load the models ({sys.byteorder}-endian)"
    )
