"""Forty invented articles with ten kinds of trap: are the names that mean one person or body one entity?"""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

import pipeline
from pipeline.config import Config
from pipeline.run import run_pipeline

pytestmark = pytest.mark.model

TRAPS = sorted(path.stem for path in Path(__file__).with_name("who").glob("*.txt"))
ASKED = 0.92
_MARK = re.compile(r"\{(\w+):([^}]*)\}")


class Name(NamedTuple):
    """A marked name: who is meant, its article and place."""

    who: str
    source: str
    start: int
    words: str


def articles(trap: str) -> list[tuple[str, list[Name]]]:
    """Text and marked names of each article of a trap."""
    read = []
    whole = Path(__file__).with_name("who").joinpath(f"{trap}.txt").read_text(encoding="utf-8")
    for number, marked in enumerate(re.split(r"^#.*\n", whole, flags=re.MULTILINE)[1:]):
        text, names = "", []
        place = 0
        for mark in _MARK.finditer(marked):
            text += marked[place : mark.start()]
            names.append(Name(mark[1], f"{trap}-{number}.txt", len(text), mark[2]))
            text += mark[2]
            place = mark.end()
        read.append((text + marked[place:], names))
    return read


@pytest.fixture(scope="module")
def entities(tmp_path_factory: pytest.TempPathFactory) -> dict[Name, str]:
    """The entity that each marked name was given, all articles read as one corpus."""
    folder = tmp_path_factory.mktemp("who")
    names: list[Name] = []
    for trap in TRAPS:
        for text, marked in articles(trap):
            number = len(list(folder.glob(f"{trap}-*.txt")))
            (folder / f"{trap}-{number}.txt").write_text(text, encoding="utf-8")
            names += marked
    out = folder / "out"
    run_pipeline([folder], out, config=Config(clean_text=True), workers=1)
    found: dict[tuple[str, int], str] = {}
    for row in pipeline.tables(out)["mentions"].to_dict("records"):
        if isinstance(row["entity_id"], str):
            found[row["source"], row["end"]] = row["entity_id"]
    return {name: found.get((name.source, name.start + len(name.words)), str(name)) for name in names}


def right(given: dict[Name, str], trap: str) -> tuple[int, int]:
    """Pairs of the trap's names that are one or two as they should be, and all pairs."""
    names = [name for name in given if name.source.startswith(f"{trap}-")]
    pairs = list(combinations(names, 2))
    return sum((a.who == b.who) == (given[a] == given[b]) for a, b in pairs), len(pairs)


def test_there_are_forty_articles() -> None:
    assert [len(articles(trap)) for trap in TRAPS] == [4] * 10


def test_pairs(entities: dict[Name, str]) -> None:
    same_words = {name: name.words.casefold() for name in entities}
    total, baseline, n = 0, 0, 0
    print(f"\n{'trap':16} {'pairs':>5}  right  same words")
    for trap in TRAPS:
        good, pairs = right(entities, trap)
        plain, _ = right(same_words, trap)
        print(f"{trap:16} {pairs:5}  {good / pairs:5.0%}  {plain / pairs:10.0%}")
        total, baseline, n = total + good, baseline + plain, n + pairs
    print(f"{'all':16} {n:5}  {total / n:5.0%}  {baseline / n:10.0%}")
    assert total / n >= ASKED
    assert total > baseline


@pytest.mark.parametrize("trap", TRAPS)
def test_no_trap_is_missed(entities: dict[Name, str], trap: str) -> None:
    good, pairs = right(entities, trap)
    assert good / pairs >= 0.75
