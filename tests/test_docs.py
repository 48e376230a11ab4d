"""What the documentation shows is so: its Python examples run, against the articles that come with the project."""

import doctest
import re
from pathlib import Path

import pytest

import pipeline

ROOT = Path(__file__).resolve().parent.parent
PAGES = ["cookbook.md", "python.md"]


@pytest.fixture(scope="module")
def processed(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    pipeline.run_pipeline([ROOT / "data" / "raw"], folder / "data" / "processed")
    return folder


@pytest.mark.model
@pytest.mark.parametrize("page", PAGES)
def test_examples_run(page, processed, monkeypatch):
    monkeypatch.chdir(processed)
    blocks = re.findall(r"```pycon\n(.*?)```", (ROOT / "docs" / page).read_text("utf-8"), re.DOTALL)
    test = doctest.DocTestParser().get_doctest("".join(blocks), {}, page, page, 0)
    assert test.examples
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test)
    assert result.failed == 0


def test_every_link_between_pages_leads_somewhere():
    for page in sorted((ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+\.(?:md|svg))[)#]", page.read_text("utf-8")):
            assert (page.parent / target).exists() or target.startswith("made/"), f"{page.name}: {target}"
