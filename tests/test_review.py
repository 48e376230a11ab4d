"""From the least certain statements to a file of corrections, and through the command line back into the tables."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from dam import SIGN, SO, dam
from test_cli import bytes_of, call

from pipeline.corrections import read_corrections
from pipeline.errors import ResultError
from pipeline.records import SourceReading
from pipeline.review import HEADER, correction_line, lay_out, least_certain
from pipeline.run import export_readings
from pipeline.verify import find_faults

CONFIDENCE = {"the talks had failed": 0.9, "Egypt of delay": 0.4, f"{SIGN} {SO}": 0.55, "of floods": 0.4}


def doubtful() -> SourceReading:
    """The talks on the dam; of other statements than those in CONFIDENCE nothing was measured."""
    whole = dam()
    (reading,) = whole.readings
    statements = tuple(replace(s, confidence=CONFIDENCE.get(s.content)) for s in reading.statements)
    return replace(whole, readings=(replace(reading, statements=statements),))


@pytest.fixture
def result(tmp_path) -> Path:
    export_readings([doubtful()], tmp_path / "out")
    return tmp_path / "out"


@pytest.mark.parametrize(
    ("limit", "below", "contents"),
    [
        pytest.param(3, None, ["Egypt of delay", "of floods", f"{SIGN} {SO}"], id="least certain first"),
        pytest.param(None, 0.5, ["Egypt of delay", "of floods"], id="below"),
        pytest.param(1, 0.5, ["Egypt of delay"], id="both"),
        pytest.param(None, 0.4, [], id="below is below"),
    ],
)
def test_least_certain(result, limit, below, contents):
    assert [row["content"] for row in least_certain(result, limit=limit, below=below)] == contents


def test_what_was_not_measured_comes_last(result):
    confidences = [row["confidence"] for row in least_certain(result)]
    assert confidences == [0.4, 0.4, 0.55, 0.9, None, None, None, None, None]


def test_how_a_statement_is_laid_out(result):
    row = least_certain(result)[0]
    assert lay_out(row).splitlines() == [
        "0.40  Salma Idris (“She”) · accused · indirect · states · clause",
        "    Egypt of delay",
        "  | Talks on the Dam Fail",
        "  dam.txt:91-105",
        "speaker,dam.txt,91,105,Egypt of delay,Salma Idris,",
    ]


def test_each_line_as_it_stands_confirms_its_row_which_is_then_settled(result, tmp_path):
    rows = least_certain(result)
    file = tmp_path / "corrections.csv"
    file.write_text("\n".join([HEADER, *map(correction_line, rows)]), encoding="utf-8")
    assert len(read_corrections(file).corrections) == len(rows)
    report = export_readings([doubtful()], tmp_path / "again", corrections=file)
    assert report.corrections.complaints() == []
    assert least_certain(tmp_path / "again") == []
    assert find_faults(tmp_path / "again") == []
    before, after = (
        list(csv.DictReader((d / "statements.csv").open(encoding="utf-8"))) for d in (result, tmp_path / "again")
    )
    settled = {"rule": "correction", "confidence": ""}
    assert after == [row | settled for row in before]


def test_a_cell_that_a_spreadsheet_would_run_is_marked():
    row = {"source": "a.txt", "content_start": 1, "content_end": 3, "content": "=1", "speaker": None}
    assert correction_line(row) == "speaker,a.txt,1,3,'=1,,"


def test_review_where_nothing_is(tmp_path):
    with pytest.raises(ResultError, match="give the folder of a run"):
        least_certain(tmp_path)


# ---- through the command line ----

ARTICLES = {
    "dam.txt": "Talks on Dam End\n\nForeign Minister Salma Idris said on Tuesday that the talks in Khartoum had failed."
    " “We cannot accept this text,” she told reporters.\n\nHer Ethiopian counterpart, Dawit Bekele, denied that his"
    " country had walked out. He said Egypt had promised to send engineers.\n",
    "port.txt": "Port Strike Enters Second Week\n\nUnion leader Jonas Lindqvist vowed that dockers would hold out."
    " Mayor Petra Holm urged both sides to talk. She called the strike “a gift to our rivals”.\n",
    "rail.txt": "Rail Line to Close\n\nThe operator said the line would close in May. Passengers were told in April,"
    " said Mona Fjeld, who manages the line.\n",
}


@pytest.fixture
def articles(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("WHOSAID_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def correct(file: Path, *corrections: tuple[str, str, str, str]) -> Path:
    """A file of corrections, each (action, source, words, value)."""
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(HEADER.split(","))
        for action, source, words, value in corrections:
            start = ARTICLES[source].find(words)
            writer.writerow([action, source, start, start + len(words), words, value, ""])
    return file


def said(out: Path) -> dict[str, str]:
    with (out / "statements.csv").open(encoding="utf-8", newline="") as file:
        return {row["content"]: row["speaker"] for row in csv.DictReader(file)}


CORRECTIONS = (
    ("speaker", "rail.txt", "the line would close in May", "North Rail Company"),
    ("merge", "port.txt", "Petra Holm", "Petra Holm Berg"),
    ("drop", "dam.txt", "his country had walked out", ""),
)


@pytest.mark.model
def test_run_applies_a_file_of_corrections(articles, tmp_path):
    file = correct(tmp_path / "c.csv", *CORRECTIONS)
    code, printed, err = call("run", articles, "--no-reader", "--out", tmp_path / "out", "--corrections", file)
    assert (code, err) == (0, "")
    assert "Corrections: 3 applied, 0 not" in printed
    found = said(tmp_path / "out")
    assert found["the line would close in May"] == "North Rail Company"
    assert found["the strike “a gift to our rivals”"] == "Petra Holm Berg"
    assert "his country had walked out" not in found
    assert find_faults(tmp_path / "out") == []
    told = json.loads((tmp_path / "out" / "run.json").read_text())["corrections"]
    assert [line["line"] for line in told["applied"]] == [2, 3, 4]
    assert len(told["sha256"]) == 64


@pytest.mark.model
def test_a_line_that_is_not_applied_is_named_and_ends_3_each_time(articles, tmp_path):
    file = correct(tmp_path / "c.csv", ("drop", "dam.txt", "no such words", ""), *CORRECTIONS)
    first = call("run", articles, "--no-reader", "--out", tmp_path / "out", "--corrections", file)
    second = call("run", articles, "--no-reader", "--out", tmp_path / "out", "--corrections", file)
    assert second[1].startswith("Nothing has changed")
    for code, printed, err in (first, second):
        assert code == 3
        assert err.startswith(f"not applied {file}:2: ")
        assert "Corrections: 3 applied, 1 not" in printed


@pytest.mark.model
def test_other_corrections_are_another_result_though_all_is_kept(articles, tmp_path):
    out, file = tmp_path / "out", tmp_path / "c.csv"
    call("run", articles, "--no-reader", "--out", out)
    plain = bytes_of(out)
    call("run", articles, "--no-reader", "--out", out, "--corrections", correct(file, *CORRECTIONS))
    all_three = bytes_of(out)
    call("run", articles, "--no-reader", "--out", out, "--corrections", correct(file, *CORRECTIONS[:1]))
    assert json.loads((out / "run.json").read_text())["reused"] == len(ARTICLES)
    assert len({plain["statements.csv"], all_three["statements.csv"], bytes_of(out)["statements.csv"]}) == 3
    call("run", articles, "--no-reader", "--out", out)
    assert bytes_of(out) == plain


@pytest.mark.model
def test_workers_and_stages_give_the_same_corrected_bytes(articles, tmp_path):
    file = correct(tmp_path / "c.csv", *CORRECTIONS)
    plain = ("--no-reader", "--no-cache", "--corrections", file)
    for n in (1, 2):
        call("run", articles, "--out", tmp_path / f"out{n}", "--workers", n, *plain)
    call("segment", articles, "--out", tmp_path / "work")
    for stage in (["clean"], ["ner", "--no-reader"], ["relations"]):
        call(*stage, tmp_path / "work", "--out", tmp_path / "work")
    call("export", tmp_path / "work", "--out", tmp_path / "staged", "--corrections", file)
    assert bytes_of(tmp_path / "out1") == bytes_of(tmp_path / "out2") == bytes_of(tmp_path / "staged")


@pytest.mark.model
def test_a_file_of_corrections_among_the_texts_is_no_text(articles, tmp_path):
    file = correct(articles / "corrections.csv", *CORRECTIONS)
    assert "3 sources" in call("run", articles, "--no-reader", "--out", tmp_path / "out", "--corrections", file)[1]


@pytest.mark.model
def test_review_prints_lines_that_can_be_given_back(articles, tmp_path):
    call("run", articles, "--no-reader", "--out", tmp_path / "out")
    code, printed, _ = call("review", tmp_path / "out", "--limit", 2, "--below", 0.99)
    assert code == 0
    assert "2 statements" in printed
    assert printed.endswith(f"Corrections are lines under: {HEADER}\n")
    lines = [line for line in printed.splitlines() if line.startswith("speaker,")]
    (tmp_path / "c.csv").write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    code, printed, err = call(
        "run", articles, "--no-reader", "--out", tmp_path / "out", "--corrections", tmp_path / "c.csv"
    )
    assert (code, err) == (0, "")
    assert "Corrections: 2 applied, 0 not" in printed


def test_a_file_that_is_not_there_is_one_line(articles, tmp_path):
    code, _, err = call(
        "run", articles, "--no-reader", "--out", tmp_path / "out", "--corrections", tmp_path / "none.csv"
    )
    assert (code, len(err.splitlines())) == (1, 1)
    assert "check the path after --corrections" in err
