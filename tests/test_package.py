"""The package as it is handed on: built, installed by itself, and at work."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Road Minister Kari Berg said the bridge in Oslo was safe. “We have checked it,” she told reporters.\n"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT, check=True)
    return folder


def test_the_wheel_has_code_data_and_weights_and_nothing_else(built):
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    wanted = {"pipeline/models/reader.onnx", "pipeline/lexicon/towns.tsv", "pipeline/py.typed", "pipeline/cli/app.py"}
    assert wanted <= set(names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"pipeline", "whosaid"}


def test_the_sdist_has_what_building_needs(built):
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"pyproject.toml", "README.md", "LICENSE", "pipeline/__init__.py"} <= names
    assert not any(
        name.startswith(("data/processed/", "build/", ".venv")) and name[-8:] != ".gitkeep" for name in names
    )


def test_installed_by_itself_it_reads(built, tmp_path):
    (wheel,) = built.glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", str(_pins(tmp_path)), str(wheel)]
    subprocess.run([str(scripts / "python"), *install], check=True)
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")
    environment = {**os.environ, "WHOSAID_CACHE": str(tmp_path / "cache")}
    command = [str(scripts / "whosaid"), "run", "in.txt", "--out", "out"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Kari Berg" in done.stdout


def _pins(folder: Path) -> Path:
    """The locked versions as constraints, without hashes: the wheel's own has none."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line.removesuffix(" \\") for line in lines if "==" in line and not line.startswith((" ", "#"))]
    path = folder / "constraints.txt"
    path.write_text("\n".join(pins) + "\n", encoding="utf-8")
    return path
