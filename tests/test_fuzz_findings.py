"""What fuzzing found once stays mended: each input that showed something wrong, once more through its target."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ner.model import Model
from tests.fuzz import targets

FINDINGS = sorted(path for path in (Path(__file__).parent / "fuzz" / "findings").glob("*/*") if path.is_file())


@pytest.fixture(autouse=True)
def _model_of_the_session(reader_model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "_model", lambda: reader_model)


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: f"{path.parent.name}: {path.name}")
def test_finding(path: Path) -> None:
    targets.TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", targets.TARGETS)
def test_each_target_takes_its_seeds(name: str) -> None:
    for _, seed in zip(range(3), targets.seeds(name), strict=False):
        targets.TARGETS[name](seed)


def test_a_loss_of_characters_is_seen() -> None:
    source = targets._source(b"Ferry late\n\nThe ferry was late, he said.")
    with pytest.raises(AssertionError, match="characters lost"):
        targets.check_accounts(targets.Page(source))
