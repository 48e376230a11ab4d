"""Scoring: invented cases with figures worked out by hand; and the same figures as the scorers of the corpora."""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from scorers import agree, gold_rows, scorer
from typer.testing import CliRunner

from pipeline import cli
from pipeline.config import Config
from pipeline.errors import InputError, ResultError
from pipeline.evaluate import KINDS, evaluate, layout, run_and_evaluate
from pipeline.evaluate.floors import below, pin, read_floors
from pipeline.evaluate.gold import read_gold
from pipeline.evaluate.layout import lay_out, reaches
from pipeline.evaluate.names import score_names
from pipeline.evaluate.pages import Cut, score_pages
from pipeline.evaluate.predictions import statements_of
from pipeline.evaluate.score import Report
from pipeline.evaluate.statements import score_statements
from pipeline.evaluate.suite import SUITE, available, run_suite, summary
from pipeline.export.tables import write_tables
from pipeline.records import (
    Article,
    Entity,
    Furniture,
    Mention,
    Page,
    Reading,
    Relation,
    Source,
    SourceReading,
    Span,
    Statement,
)

TEXT = 'The mayor, Ana Ruiz, said the bridge was safe. "We checked it twice," she added. Critics doubt it.'


def span(part: str, text: str = TEXT) -> list[list[int]]:
    start = text.index(part)
    return [[start, start + len(part)]]


def attribution(source: str, cue: str, content: str, **more: Any) -> dict[str, Any]:
    return {"source": span(source) if source else [], "cue": span(cue), "content": span(content)} | more


RUIZ: dict[str, Any] = {"speaker": "Ana Ruiz", "act": "states", "negated": False}
SAID = attribution("The mayor, Ana Ruiz", "said", "the bridge was safe", **RUIZ)
ADDED = attribution("she", "added", '"We checked it twice,"', **RUIZ)
DOUBT = attribution("Critics", "doubt", "it.", speaker=None, act="denies")
GOLD = {"a": {"id": "a", "text": TEXT, "attributions": [SAID, ADDED]}}


class TestStatements:
    @pytest.mark.parametrize(
        ("predicted", "expected"),
        [
            pytest.param([SAID, ADDED], {"attribution.f1": 1, "direct_recall": 1, "speaker": 1}, id="all right"),
            pytest.param([SAID], {"attribution.precision": 1, "attribution.recall": 0.5}, id="one missed"),
            pytest.param([], {"attribution.f1": 0, "source": 0, "direct_recall": 0}, id="nothing predicted"),
            pytest.param([SAID, ADDED, DOUBT], {"attribution.precision": 2 / 3, "content.recall": 1}, id="one more"),
            pytest.param([SAID, SAID, ADDED], {"content.precision": 2 / 3}, id="said twice counts once"),
            pytest.param(
                [SAID, attribution("she", "added", "We checked it twice")],
                {"attribution.f1": 1, "content_exact.f1": 1},
                id="marks at the edges cost nothing",
            ),
            pytest.param(
                [SAID, attribution("she", "added", "We checked")],
                {"attribution.f1": 1, "content_exact.f1": 0.5, "characters.recall": 25 / 32},
                id="half of the content is a pair but not exact",
            ),
            pytest.param(
                [SAID, attribution("she", "added", "twice")], {"attribution.f1": 0.5}, id="less than half is none"
            ),
            pytest.param(
                [SAID, attribution("Critics", "added", '"We checked it twice,"')],
                {"content.f1": 1, "attribution.f1": 0.5, "source": 0.5, "direct_recall": 0},
                id="wrong source",
            ),
            pytest.param(
                [SAID, attribution("", "added", '"We checked it twice,"')], {"source": 0.5}, id="source missed"
            ),
            pytest.param(
                [attribution("Ruiz", "said", "the bridge was safe"), ADDED], {"source": 1}, id="part of the source"
            ),
            pytest.param(
                [SAID | {"speaker": "Mayor Ana Ruiz"}, ADDED | {"speaker": "Ruiz"}],
                {"speaker": 0.5},
                id="every word of the name must be there",
            ),
            pytest.param([SAID | {"act": "denies"}, ADDED], {"act": 0.5, "attribution.f1": 1}, id="wrong act"),
            pytest.param([SAID | {"negated": True}, ADDED], {"negated": 0.5}, id="denied where it was not"),
            pytest.param([SAID | {"negated": False}, ADDED], {"negated": 1}, id="not said to be denied"),
        ],
    )
    def test_figures(self, predicted: list[dict[str, Any]], expected: dict[str, float]) -> None:
        figures = score_statements(GOLD, {"a": predicted})
        assert {name: figures[name] for name in expected} == pytest.approx(expected)

    def test_statements_inside_others_are_scored_apart(self) -> None:
        gold = {"a": GOLD["a"] | {"attributions": [SAID, ADDED | {"in": 0}]}}
        figures = score_statements(gold, {"a": [SAID, ADDED | {"in": 0}]})
        assert (figures["gold"], figures["predicted"], figures["attribution.f1"], figures["nested.f1"]) == (1, 1, 1, 1)

    def test_gold_that_marks_none_inside_others_gives_no_figure(self) -> None:
        assert "nested.f1" not in score_statements(GOLD, {"a": [SAID, ADDED | {"in": 0}]})

    def test_gold_without_source_wants_none(self) -> None:
        gold = {"a": GOLD["a"] | {"attributions": [SAID | {"source": []}]}}
        assert score_statements(gold, {"a": [SAID]})["attribution.f1"] == 0
        assert score_statements(gold, {"a": [SAID | {"source": []}]})["attribution.f1"] == 1

    def test_nobody_named_wants_an_empty_speaker(self) -> None:
        gold = {"a": GOLD["a"] | {"attributions": [SAID | {"speaker": None}]}}
        assert score_statements(gold, {"a": [SAID | {"speaker": ""}]})["speaker"] == 1
        assert score_statements(gold, {"a": [SAID]})["speaker"] == 0

    def test_the_best_pairs_come_first(self) -> None:
        wide = attribution("she", "added", 'safe. "We checked it twice,"')
        figures = score_statements(GOLD, {"a": [wide, ADDED]})
        assert figures["content_exact.recall"] == 0.5

    def test_articles_without_prediction_count_as_missed(self) -> None:
        assert score_statements(GOLD | {"b": GOLD["a"]}, {"a": [SAID, ADDED]})["attribution.recall"] == 0.5

    def test_spans_beyond_the_text_do_no_harm(self) -> None:
        assert score_statements(GOLD, {"a": [{"content": [[90, 5000]], "source": [[-5, 2]]}]})["content.f1"] == 0


def entity(part: str, label: str, text: str) -> dict[str, Any]:
    [[start, end]] = span(part, text)
    return {"start": start, "end": end, "type": label}


class TestNames:
    text = "Ana Ruiz of the Transport Board told Peru's people and the Peruvian press on Friday."

    def figures(self, gold: list[tuple[str, str]], predicted: list[tuple[str, str]]) -> dict[str, float]:
        rows = {"a": {"text": self.text, "entities": [entity(*item, self.text) for item in gold]}}
        return score_names(rows, {"a": [entity(*item, self.text) for item in predicted]})

    @pytest.mark.parametrize(
        ("predicted", "f1"),
        [
            pytest.param([("Ana Ruiz", "PERSON"), ("Peru", "GPE")], 1, id="folded types"),
            pytest.param([("Ana Ruiz", "PERSON"), ("Peru's", "GPE")], 1, id="genitive"),
            pytest.param([("Ana Ruiz", "PERSON"), ("Peru", "ORG")], 2 / 3, id="wrong type, not annotated"),
            pytest.param([("Ana Ruiz", "PERSON"), ("Peru", "PERSON")], 0.5, id="wrong type"),
            pytest.param([("Ruiz", "PERSON"), ("Peru", "LOC")], 0.5, id="wrong span"),
            pytest.param([("Ana Ruiz", "PERSON"), ("Peru", "FAC"), ("Friday", "DATE")], 1, id="dates do not count"),
        ],
    )
    def test_figures(self, predicted: list[tuple[str, str]], f1: float) -> None:
        figures = self.figures([("Ana Ruiz", "PER"), ("Peru", "LOC")], predicted)
        assert figures["all.f1"] == pytest.approx(f1)

    def test_article_before_a_name_does_not_count(self) -> None:
        assert self.figures([("Transport Board", "ORG")], [("the Transport Board", "ORG")])["ORG.f1"] == 1

    def test_types_that_gold_lacks_are_left_out(self) -> None:
        figures = self.figures([("Ana Ruiz", "PER")], [("Ana Ruiz", "PERSON"), ("Peruvian", "NORP")])
        assert figures["all.precision"] == 1
        assert "NORP.f1" not in figures


BRIDGE = {
    "text": "Bridge is safe\nShare this story\nThe bridge is safe.\nMore news\n",
    "style": "container",
    "titles": ["Bridge is safe"],
    "lines": [[0, 14, "T", 0], [15, 31, "F", None], [32, 51, "B", 0], [52, 61, ".", None]],
}


class TestPages:
    @pytest.mark.parametrize(
        ("articles", "furniture", "expected"),
        [
            pytest.param([(0, 52)], [(15, 31)], {"kept": 1, "removed": 1, "titles": 1, "counts": 1}, id="all right"),
            pytest.param([(0, 52)], [], {"kept": 1, "removed": 0, "f1": 2 * 15 / (15 + 29)}, id="furniture kept"),
            pytest.param([(0, 40)], [(15, 31)], {"kept": 7 / 15, "lost": 1, "placed": 1}, id="cut off"),
            pytest.param([(0, 31), (31, 61)], [], {"counts": 0, "placed": 1}, id="two instead of one"),
            pytest.param([(0, 36), (36, 61)], [], {"placed": 12 / 15}, id="body torn apart"),
            pytest.param([], [], {"kept": 0, "removed": 0, "titles": 0, "placed": 0}, id="nothing predicted"),
            pytest.param([], [(0, 61)], {"kept": 0, "removed": 1}, id="all furniture"),
        ],
    )
    def test_figures(
        self, articles: Sequence[tuple[int, int]], furniture: Sequence[tuple[int, int]], expected: dict[str, float]
    ) -> None:
        cut = Cut(
            [{"start": start, "end": end, "title": "Bridge: is safe"} for start, end in articles],
            [{"start": start, "end": end} for start, end in furniture],
        )
        figures = score_pages({"a": BRIDGE}, {"a": cut})
        assert {name: figures[f"container.{name}"] for name in expected} == pytest.approx(expected)
        assert figures["all.kept"] == figures["container.kept"]


def reading(name: str = "x/a.txt") -> SourceReading:
    """The article TEXT with both statements, a third inside the first, a person, a bridge, and that she is of it."""
    source = Source(name, TEXT + "\nShare", sha256="0" * 64, encoding="utf-8")
    article = Article("a1", name, 1, Span(0, len(TEXT)), None, (Span(0, len(TEXT)),))

    def statement(number: int, row: dict[str, Any], **more: Any) -> Statement:
        return Statement(
            statement_id=f"s{number}",
            content_spans=tuple(Span(*pair) for pair in row["content"]),
            content="",
            kind="indirect",
            act=row["act"],
            rule="test",
            sentence=0,
            cue_span=Span(*row["cue"][0]),
            speaker_span=Span(*row["source"][0]) if row["source"] else None,
            speaker=row["speaker"],
            negated=row.get("negated", False),
            **more,
        )

    def mention(number: int, label: str, form: str, part: str) -> Mention:
        return Mention(f"m{number}", label, form, Span(*span(part)[0]), part, 0, 0, 1, entity_id="p-1")

    statements = (
        statement(1, SAID, confidence=0.75),
        statement(2, DOUBT, parent_id="s1", confidence=0.5),
        statement(3, ADDED, confidence=0.95),
    )
    bridge = Mention("m3", "ORG", "nominal", Span(*span("bridge")[0]), "bridge", 0, 0, 1, entity_id="o-1")
    mentions = (mention(1, "PERSON", "name", "Ana Ruiz"), mention(2, "PERSON", "pronoun", "she"), bridge)
    page = Page(source, (article,), (Furniture("widget", Span(len(TEXT) + 1, len(TEXT) + 6)),))
    entities = (Entity("p-1", "person", "Ana Ruiz"), Entity("o-1", "organization", "bridge"))
    whole = Span(0, len(TEXT))
    member = Relation("r1", "p-1", "Ana Ruiz", "member_of", "bridge", whole, TEXT, "test", object_id="o-1")
    return SourceReading(page, (Reading(article, (whole,), mentions, entities, statements, (member,)),))


def write(folder: Path, name: str, *rows: dict[str, Any]) -> Path:
    path = folder / f"{name}.jsonl.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode(), mtime=0))
    return path


STATEMENTS = GOLD["a"]
NAMES = {"id": "a", "text": TEXT, "entities": [entity("Ana Ruiz", "PER", TEXT)]}
DUMP = {
    "id": "a",
    "text": TEXT + "\nShare",
    "style": "page",
    "titles": [None],
    "lines": [[0, len(TEXT), "B", 0], [len(TEXT) + 1, len(TEXT) + 6, "F", None]],
}
PLACES = {"id": "a", "text": TEXT, "places": [entity("Ana Ruiz", "", TEXT)]}
NAMED = entity("Ana Ruiz", "PER", TEXT) | {"entity": "x"}
IDENTITY = {
    "id": "a",
    "text": TEXT,
    "mentions": [NAMED, entity("she", "PER", TEXT) | {"entity": "x", "coref": True}],
}
RELATIONS = {
    "id": "a",
    "text": TEXT,
    "entities": [entity("Ana Ruiz", "PER", TEXT), entity("bridge", "ORG", TEXT)],
    "relations": [{"type": "Work_For", "source": span("Ana Ruiz")[0], "target": span("bridge")[0]}],
}
PERFECT = {
    "statements": (STATEMENTS, "attribution.f1"),
    "places": (PLACES, "found"),
    "identity": (IDENTITY, "anaphora"),
    "relations": (RELATIONS, "relation.f1"),
    "names": (NAMES, "loose.f1"),
    "pages": (DUMP, "page.f1"),
}


class TestResults:
    @pytest.fixture
    def result(self, tmp_path: Path) -> Path:
        folder = tmp_path / "result"
        folder.mkdir()
        write_tables([reading()], folder)
        return folder

    @pytest.mark.parametrize("kept", ["*.parquet", "*.csv"])
    @pytest.mark.parametrize(("row", "measure"), PERFECT.values(), ids=PERFECT)
    def test_tables_are_read_back(
        self, tmp_path: Path, result: Path, kept: str, row: dict[str, Any], measure: str
    ) -> None:
        for path in set(result.iterdir()) - set(result.glob(kept)):
            path.unlink()
        report = evaluate(None, write(tmp_path, "gold", row), result)
        assert report.figures[measure] == 1
        assert report.missing == 0
        assert report.data == "gold"

    def test_what_gold_says_beside_the_spans_is_read_back(self, tmp_path: Path, result: Path) -> None:
        rows = [SAID, ADDED | {"negated": True}, DOUBT | {"in": 0}]
        report = evaluate(None, write(tmp_path, "gold", STATEMENTS | {"attributions": rows}), result)
        assert (report.figures["negated"], report.figures["nested.f1"]) == (0.5, 1)
        assert report.figures["calibration"] == pytest.approx((0.25 + 0.05) / 2)
        assert {number: part.rows for number, part in enumerate(report.curve) if part.rows} == {7: 1, 9: 1}

    def test_statements_outside_others_are_those_that_the_scorers_of_the_corpora_read(
        self, result: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        scorer("from_tables").main(result, "statements")
        [line] = capsys.readouterr().out.splitlines()
        theirs = json.loads(line)["attributions"]
        ours = [row for row in statements_of(result)["a"] if row["in"] is None]
        assert [{name: "" if row[name] is None else row[name] for name in theirs[0]} for row in ours] == theirs

    def test_what_made_a_result_is_told(self, tmp_path: Path, result: Path) -> None:
        gold = write(tmp_path, "gold", STATEMENTS)
        assert evaluate(None, gold, result).maker == ""
        run = {"program": {"name": "whosaid", "version": "1.2"}, "model": {"name": "en_small", "version": "3"}}
        settings = {"model": None, "clean_text": True}
        (result / "run.json").write_text(json.dumps(run | {"settings": settings}))
        assert evaluate(None, gold, result).maker == "whosaid 1.2, en_small 3, clean text: yes"
        (result / "run.json").write_text("[]")
        assert evaluate(None, gold, result).maker == ""

    def test_command_scores_a_result_and_writes_the_page(self, tmp_path: Path, result: Path) -> None:
        words = [
            "evaluate",
            write(tmp_path, "gold", STATEMENTS),
            "--result",
            result,
            "--report",
            tmp_path / "page.html",
        ]
        done = CliRunner().invoke(cli.app, [str(word) for word in words])
        assert done.exit_code == 0
        assert "statements, gold: 1 articles, 2 gold, 2 predicted" in done.output
        assert "<svg" in (tmp_path / "page.html").read_text(encoding="utf-8")

    def test_command_scores_what_it_is_asked_for(self, tmp_path: Path, result: Path) -> None:
        gold = write(tmp_path, "gold", NAMES | RELATIONS)
        words = ["evaluate", str(gold), "--result", str(result)]
        heads = {kind: CliRunner().invoke(cli.app, [*words, "--kind", kind]).output for kind in ("names", "relations")}
        assert [output.split(",")[0] for output in heads.values()] == ["names", "relations"]
        assert CliRunner().invoke(cli.app, words).output == heads["relations"]

    @pytest.mark.parametrize("kind", KINDS)
    def test_command_knows_every_kind(self, tmp_path: Path, kind: str) -> None:
        done = CliRunner().invoke(cli.app, ["evaluate", str(tmp_path), "--kind", kind])
        assert isinstance(done.exception, InputError)

    def test_missing_articles_are_counted(self, tmp_path: Path, result: Path) -> None:
        gold = write(tmp_path, "gold", STATEMENTS, STATEMENTS | {"id": "b"})
        report = evaluate("statements", gold, result)
        assert report.missing == 1
        assert "  (1 of its articles are not among the sources of this result)" in report.lines()

    @pytest.mark.parametrize(
        ("content", "kind", "message"),
        [
            (None, None, r"gold.jsonl: cannot be read \(No such file or directory\); give"),
            (b"", None, "gold.jsonl: no articles in it; "),
            (b"{not json}\n", None, "gold.jsonl, line 1: no JSON object with an id; "),
            (b'["a"]', None, "gold.jsonl, line 1: no JSON object with an id; "),
            (b'{"id": "a", "text": ""}', None, "gold.jsonl: no gold for anything known; "),
            (b'{"id": "a", "text": "", "entities": []}', "pages", "gold.jsonl: no gold for pages; "),
            (gzip.compress(b"{}")[:-9], None, r"gold.jsonl: cannot be read \(damaged gzip file\); "),
        ],
    )
    def test_bad_gold_is_an_error_of_one_line(
        self, tmp_path: Path, content: bytes | None, kind: str | None, message: str
    ) -> None:
        if content is not None:
            (tmp_path / "gold.jsonl").write_bytes(content)
        with pytest.raises(InputError, match=message) as error:
            read_gold(tmp_path / "gold.jsonl", kind)
        assert "\n" not in str(error.value)

    def test_folder_without_a_result(self, tmp_path: Path) -> None:
        with pytest.raises(ResultError, match=r"no sources\.parquet or .csv here; give the folder"):
            evaluate(None, write(tmp_path, "gold", STATEMENTS), tmp_path)

    def test_result_of_other_articles(self, tmp_path: Path, result: Path) -> None:
        with pytest.raises(ResultError, match=r"none of its sources is an article of .*, as zz.txt"):
            evaluate(None, write(tmp_path, "gold", STATEMENTS | {"id": "zz"}), result)

    @pytest.mark.parametrize("content", [b"not Parquet", b""])
    def test_damaged_table(self, tmp_path: Path, result: Path, content: bytes) -> None:
        (result / "statements.parquet").write_bytes(content)
        with pytest.raises(ResultError, match=r"statements.parquet: cannot be read; run again"):
            evaluate(None, write(tmp_path, "gold", STATEMENTS), result)


class FakeRun:
    """Writes the tables of ``reading`` and remembers what it was given."""

    def __init__(self) -> None:
        self.configs: list[Config] = []
        self.texts: dict[str, str] = {}

    def __call__(self, inputs: Sequence[Path], out: Path, *, config: Config) -> None:
        self.configs.append(config)
        self.texts = {path.name: path.read_bytes().decode("utf-8-sig") for path in inputs[0].iterdir()}
        out.mkdir()
        write_tables([reading("a.txt")], out)


class TestRunning:
    @pytest.mark.parametrize(("row", "measure"), PERFECT.values(), ids=PERFECT)
    def test_gold_articles_are_run_and_scored(self, tmp_path: Path, row: dict[str, Any], measure: str) -> None:
        run = FakeRun()
        report = run_and_evaluate(None, write(tmp_path, "gold", row), run, config=Config(model="other"))
        assert report.figures[measure] == 1
        assert run.texts == {"a.txt": row["text"]}
        is_clean = report.kind not in ("statements", "pages")
        expected = Config(model="other", reader=report.kind != "pages", clean_text=is_clean)
        assert run.configs == [expected]

    @pytest.mark.parametrize("text", ["\ufeffmark first", "a\r\nb\rc", "é😀\u2028x"])
    def test_texts_are_written_so_that_offsets_hold(self, tmp_path: Path, text: str) -> None:
        run = FakeRun()
        gold = write(tmp_path, "gold", {"id": "a", "text": text, "attributions": []})
        run_and_evaluate("statements", gold, run, config=Config())
        assert run.texts["a.txt"] == text

    def test_id_that_is_no_file_name(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="'a/b': its id cannot name a file; "):
            run_and_evaluate(None, write(tmp_path, "gold", NAMES | {"id": "a/b"}), FakeRun(), config=Config())

    def test_suite_runs_what_is_there(self, tmp_path: Path) -> None:
        (tmp_path / "entities").mkdir()
        write(tmp_path / "entities", "conllpp-dev", NAMES)
        assert [corpus.path for corpus in available(tmp_path)] == ["entities/conllpp-dev.jsonl.gz"]
        [report] = run_suite(tmp_path, FakeRun(), config=Config())
        assert (report.kind, report.data) == ("names", "conllpp-dev")
        assert summary([report]) == ["                      asked    ours", "conllpp-dev all.f1     ≥ 94   100.0"]

    def test_suite_can_be_run_for_one_kind(self, tmp_path: Path) -> None:
        (tmp_path / "entities").mkdir()
        write(tmp_path / "entities", "re3d-train", NAMES | RELATIONS)
        reports = run_suite(tmp_path, FakeRun(), config=Config(), kind="relations")
        assert [(report.kind, report.data) for report in reports] == [("relations", "re3d-train")]
        assert [corpus.kind for corpus in available(tmp_path)] == ["names", "relations"]

    def test_texts_of_several_corpora_are_read_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "entities").mkdir()
        write(tmp_path / "entities", "re3d-train", NAMES | RELATIONS)
        fake, caches = FakeRun(), []

        def run(inputs: Sequence[Path], out: Path, *, config: Config, workers: int | None, cache: Path) -> None:
            caches.append(cache)
            fake(inputs, out, config=config)

        monkeypatch.setattr("pipeline.run.run_pipeline", run)
        done = CliRunner().invoke(cli.app, ["evaluate", str(tmp_path)])
        assert [line for line in done.output.splitlines() if "re3d-train:" in line] == [
            "names, re3d-train: 1 articles, 2 gold, 1 predicted",
            "relations, re3d-train: 1 gold, 1 predicted",
        ]
        assert len(caches) == 2
        assert caches[0] == caches[1]
        assert not caches[0].exists()


class TestLayout:
    def test_ours_asked_and_others_side_by_side(self) -> None:
        lines = lay_out("names", "conllpp-dev", {"articles": 2, "gold": 5, "predicted": 4, "all.f1": 0.7})
        assert lines[0] == "names, conllpp-dev: 2 articles, 5 gold, 4 predicted"
        theirs = "bare model 67.8; transformer ≈ 93; best systems 94 to 97"
        assert lines[2].split("  ") == ["", "all F1", "70.0 *", "≥ 94", " " + theirs]

    @pytest.mark.parametrize(
        ("metric", "value", "goal", "expected"),
        [
            pytest.param("all.f1", 0.4596, 46, True, id="rounded up"),
            pytest.param("all.f1", 0.4594, 46, False, id="rounded down"),
            pytest.param("calibration", 0.0504, 5, True, id="a gap as small as asked"),
            pytest.param("calibration", 0.0506, 5, False, id="a gap that is too large"),
            pytest.param("trap", 0.2, 15, False, id="a trap that many fell into"),
        ],
    )
    def test_goals_are_compared_as_printed(self, metric: str, value: float, goal: float, expected: bool) -> None:
        assert reaches(metric, value, goal) is expected

    def test_what_could_not_be_measured_falls_short(self) -> None:
        lines = summary([Report("statements", "polnear-dev", "d", {"attribution.f1": 0.8})])
        assert lines[1].split() == ["polnear-dev", "attribution.f1", "≥", "76", "80.0"]
        assert lines[-1].split() == ["polnear-dev", "calibration", "≤", "5", "100.0", "short"]

    @pytest.mark.parametrize("name", ["asked", "peers"])
    def test_goals_and_peers_are_of_corpora_in_the_suite(self, name: str) -> None:
        known = {(corpus.kind, Path(corpus.path).name.removesuffix(".jsonl.gz")) for corpus in SUITE}
        path = Path(layout.__file__).with_name(f"{name}.csv")
        rows = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        assert {(row["task"], row["data"]) for row in csv.DictReader(rows)} <= known


def report(f1: float, digest: str = "d") -> Report:
    return Report("names", "conllpp-dev", digest, {"all.f1": f1, "PER.f1": 0.1})


class TestFloors:
    def test_pinned_figures_may_rise_but_not_fall(self, tmp_path: Path) -> None:
        path = tmp_path / "floors.json"
        assert pin([report(0.7655)], path) == ["names/conllpp-dev all.f1: none → 76.5"]
        assert below([report(0.7655)], read_floors(path)) == []
        assert below([report(0.764)], read_floors(path)) == []
        lines = ["names/conllpp-dev: all.f1 is 75.9, below its floor of 76.5"]
        assert below([report(0.7590)], read_floors(path)) == lines
        with pytest.raises(ResultError, match=r"floors may only rise, ceilings only sink; .* from 76.5 to 75.9"):
            pin([report(0.7590)], path)
        assert pin([report(0.78)], path) == ["names/conllpp-dev all.f1: 76.5 → 78.0"]

    def test_gaps_may_sink_but_not_rise(self, tmp_path: Path) -> None:
        path = tmp_path / "floors.json"

        def gap(value: float) -> Report:
            return Report("statements", "polnear-dev", "d", {"calibration": value})

        assert pin([gap(0.0412)], path) == ["statements/polnear-dev calibration: none → 4.2"]
        assert below([gap(0.0435)], read_floors(path)) == []
        lines = ["statements/polnear-dev: calibration is 4.5, above its ceiling of 4.2"]
        assert below([gap(0.0450)], read_floors(path)) == lines
        with pytest.raises(ResultError, match=r"ceilings only sink; not pinned: .* from 4.2 to 4.5"):
            pin([gap(0.0450)], path)
        assert pin([gap(0.029)], path) == ["statements/polnear-dev calibration: 4.2 → 2.9"]

    def test_share_of_the_trapped_is_a_ceiling(self, tmp_path: Path) -> None:
        path = tmp_path / "floors.json"

        def places(trap: float) -> Report:
            return Report("places", "geowebnews-dev", "d", {"found": 0.9, "form": 0.85, "trap": trap})

        changed = pin([places(0.1)], path)
        assert changed == [
            "places/geowebnews-dev form: none → 85.0",
            "places/geowebnews-dev trap: none → 10.0",
        ]
        assert below([places(0.2)], read_floors(path)) == [
            "places/geowebnews-dev: trap is 20.0, above its ceiling of 10.0"
        ]
        assert pin([places(0.0)], path) == ["places/geowebnews-dev trap: 10.0 → 0.0"]

    def test_slack_does_not_add_up(self, tmp_path: Path) -> None:
        path = tmp_path / "floors.json"
        pin([report(0.7655)], path)
        pin([report(0.7645)], path)
        assert read_floors(path)["names/conllpp-dev"]["figures"] == {"all.f1": 76.5}

    def test_other_gold_data_has_other_floors(self, tmp_path: Path) -> None:
        path = tmp_path / "floors.json"
        pin([report(0.8)], path)
        assert below([report(0.5, "e")], read_floors(path)) == [
            "names/conllpp-dev: the gold data changed, so its floors do not hold; pin anew"
        ]
        pin([report(0.5, "e")], path)
        assert below([report(0.5, "e")], read_floors(path)) == []

    def test_what_is_no_file_of_floors(self, tmp_path: Path) -> None:
        (tmp_path / "floors.json").write_text("[]")
        with pytest.raises(InputError, match="no file of floors; delete it and pin anew"):
            read_floors(tmp_path / "floors.json")


class TestAgreementWithTheCorpora:
    """Predictions are gold, spoilt at random; every figure must be the same, digit by digit."""

    @pytest.mark.parametrize("corpus", [corpus.path for corpus in SUITE if corpus.kind == "statements"])
    @pytest.mark.parametrize("seed", range(3))
    def test_statements(self, corpus: str, seed: int) -> None:
        gold, dice = gold_rows(corpus), random.Random(seed)

        def moved(pairs: list[list[int]]) -> list[list[int]]:
            return [[max(0, s + dice.randint(-9, 9)), e + dice.randint(-30, 30)] for s, e in pairs]

        predicted: dict[str, Any] = {}
        for key, row in gold.items():
            rows = [dice.choice(row["attributions"]) for _ in row["attributions"]]
            predicted[key] = [
                item
                | {"content": moved(item["content"]), "source": dice.choice([item["source"], [], [[0, 9]]]), "in": None}
                for item in rows
            ]
        wrapped = {key: {"attributions": rows} for key, rows in predicted.items()}
        agree(scorer("score_statements").score(gold, wrapped), score_statements(gold, predicted))

    @pytest.mark.parametrize("corpus", ["entities/conllpp-dev", "entities/worldwide-dev"])
    def test_names(self, corpus: str) -> None:
        gold, dice = gold_rows(corpus), random.Random(1)
        labels = ["PERSON", "ORG", "GPE", "NORP", "FAC", "DATE", "MISC"]
        predicted = {
            key: [
                {
                    "start": max(0, item["start"] + dice.choice([-4, -1, 0, 0, 0])),
                    "end": item["end"] + dice.choice([0, 0, 0, 1, 2]),
                    "type": dice.choice([item["type"], item["type"], dice.choice(labels)]),
                }
                for item in row["entities"]
            ]
            for key, row in gold.items()
        }
        wrapped = {key: {"entities": rows} for key, rows in predicted.items()}
        agree(scorer("score_mentions").score(gold, wrapped), score_names(gold, predicted))

    def test_pages(self) -> None:
        gold, dice = dict(list(gold_rows("pages/pages-train").items())[::5]), random.Random(1)
        articles, furniture = [], []
        for key, row in gold.items():
            size = len(row["text"])
            for title in row["titles"] if dice.random() > 0.1 else ():
                start, end = sorted((dice.randrange(size), dice.randrange(size)))
                articles.append({"source": f"x/{key}.txt", "start": start, "end": end, "title": title})
            for start, end, label, _ in row["lines"]:
                if label == "F" and dice.random() > 0.3:
                    furniture.append({"source": f"x/{key}.txt", "start": start - 3, "end": end + 2})
        theirs = scorer("score_pages").score(gold, {"articles": articles, "furniture": furniture})
        del theirs["lost_lines"]

        def of(rows: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
            return [row for row in rows if row["source"] == f"x/{key}.txt"]

        agree(theirs, score_pages(gold, {key: Cut(of(articles, key), of(furniture, key)) for key in gold}))
