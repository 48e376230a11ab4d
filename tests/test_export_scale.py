"""Export over many sources: any order gives the same bytes, and what is decided apart is decided as in one."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import berg

from benchmarks.made import reading, readings
from pipeline.export.spool import Spool, place_of
from pipeline.export.tables import write_tables
from pipeline.identity.corpus import Corpus
from pipeline.identity.pairs import Families
from pipeline.records import SourceReading
from pipeline.sources import display_name
from pipeline.verify import find_faults


def written(found: list[SourceReading], folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    write_tables(iter(found), folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("order", ["reversed", "shuffled"])
def test_readings_in_any_order_give_the_same_bytes(tmp_path: Path, order: str) -> None:
    found = list(readings(60))
    in_order = sorted(found, key=lambda one: one.page.source.name)
    others = in_order[::-1] if order == "reversed" else random.Random(1).sample(found, len(found))
    assert written(others, tmp_path / "other") == written(in_order, tmp_path / "in order")


def test_nothing_but_tables_is_left(tmp_path: Path) -> None:
    assert {Path(name).suffix for name in written([berg()], tmp_path / "out")} == {".csv", ".parquet"}


def test_rows_are_sorted_by_the_name_that_they_show(tmp_path: Path) -> None:
    names = ["b.txt", "a\nb.txt", "aZ.txt", "Ä.txt", "a.txt", "🙂.txt", "~.txt"]
    from pipeline.run import export_readings

    export_readings([berg(name) for name in names], tmp_path)
    assert find_faults(tmp_path) == []


@given(st.lists(st.text(alphabet=st.characters(min_codepoint=0), max_size=4), unique=True, max_size=20))
def test_places_are_in_the_order_of_names(names: list[str]) -> None:
    assert sorted(names, key=place_of) == sorted(names, key=lambda name: (display_name(name), name))


@given(st.lists(st.tuples(st.binary(max_size=3), st.binary(max_size=5)), max_size=20))
def test_what_is_laid_by_comes_back_in_order(tmp_path_factory: pytest.TempPathFactory, laid: list) -> None:
    path = tmp_path_factory.mktemp("spool") / "records"
    with Spool(path) as spool:
        for place, data in laid:
            spool.put(place, data)
        assert list(spool) == [data for _, data in sorted(laid, key=lambda one: one[0])]
    assert list(path.parent.iterdir()) == []


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12))))
def test_families_hold_whom_likeness_leads_to(pairs: list[tuple[int, int]]) -> None:
    families = Families(12)
    sets = [{n} for n in range(13)]
    for one, other in pairs:
        families.join(one, other)
        both = sets[one] | sets[other]
        for n in both:
            sets[n] = both
    assert [{m for m in range(13) if families.of(m) == families.of(n)} for n in range(13)] == sets


def test_who_is_who_does_not_depend_on_the_order_in_which_articles_are_added() -> None:
    """… where it is said in which order they come."""
    found = [one.readings[0] for one in readings(80)]

    def named(order: list[int]) -> list[object]:
        corpus = Corpus()
        for number in order:
            corpus.add(found[number], bytes([number]))
        corpus.settle()
        return [*corpus.merge_rows(), *(corpus.renamed(one) for one in found)]

    assert named(list(range(80))) == named(random.Random(2).sample(range(80), 80))


def test_articles_of_one_source_keep_their_order(tmp_path: Path) -> None:
    """A source of two articles, the second of which names somebody more fully."""
    one, other = reading(1), reading(2)
    name = one.page.source.name
    second = replace(other.readings[0], article=replace(other.readings[0].article, source=name, ordinal=2))
    text = replace(one.page.source, text=one.page.source.text + " " * len(other.page.source.text))
    both = SourceReading(replace(one.page, source=text), (one.readings[0], second))
    assert written([both, reading(3)], tmp_path / "a") == written([reading(3), both], tmp_path / "b")
