"""The command line as people use it: exit codes, one-line errors, stages that start where the last one ended."""

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pipeline
from pipeline import cli
from pipeline.export.commit import FILES
from pipeline.verify import find_faults

pytestmark = pytest.mark.model

ARTICLE = "Road Minister Kari Berg said the bridge in Oslo was safe. “We have checked it,” she told reporters.\n"


@pytest.fixture(autouse=True)
def _cache(tmp_path, monkeypatch):
    monkeypatch.setenv("WHOSAID_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bridge.txt").write_text(ARTICLE)
    return folder


def call(*words: object, monkeypatch=None) -> tuple[int, str, str]:
    """Exit code, standard output and error of ``whosaid WORDS``, errors handled as at the real entry point."""
    runner = CliRunner()
    original = cli.app
    result = runner.invoke(original, [str(word) for word in words])
    if isinstance(result.exception, cli.WhosaidError):
        return 1, result.stdout, f"whosaid: {result.exception}"
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES if name != "run.json"}


def test_run_prints_a_summary_and_ends_0(articles, tmp_path):
    code, out, err = call("run", articles, "--out", tmp_path / "out")
    assert code == 0
    assert err == ""
    assert re.search(r"1 sources \(0 refused\) · 1 articles · 2 statements", out)
    assert re.search(r"2  Kari Berg", out)
    assert find_faults(tmp_path / "out") == []


def test_refused_input_is_named_and_ends_3(articles, tmp_path):
    (articles / "empty.txt").write_text("")
    code, out, err = call("run", articles, "--out", tmp_path / "out")
    assert code == 3
    assert err.startswith("refused empty.txt: ")
    assert len(err.strip().splitlines()) == 1
    assert "2 sources (1 refused) · 1 articles" in out


def test_quiet_run_says_nothing(articles, tmp_path):
    assert call("run", articles, "--out", tmp_path / "out", "--quiet") == (0, "", "")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param(["run", "IN/none"], 1, "does not exist", id="input that is not there"),
        pytest.param(["run", "IN", "--model", "no_such_model"], 1, "'no_such_model' is not installed", id="model"),
        pytest.param(["run"], 2, "Missing argument", id="no input"),
        pytest.param(["run", "IN", "--workers", "0"], 2, "--workers", id="no workers"),
        pytest.param(["nonsense"], 2, "No such command", id="no such command"),
        pytest.param(["clean", "IN", "--out", "OUT"], 1, "run `whosaid segment` first", id="stage out of order"),
        pytest.param(["verify", "IN"], 1, "no result here", id="verify where nothing is"),
        pytest.param(["show", "IN"], 1, "give the folder of a run", id="show where nothing is"),
    ],
)
def test_errors_are_one_clear_line(articles, tmp_path, words, code, said):
    places = {"IN": str(articles), "OUT": str(tmp_path / "out"), "IN/none": str(articles / "none")}
    got, _, err = call(*(places.get(word, word) for word in words))
    assert got == code
    assert said in err
    assert "Traceback" not in err


def test_empty_folder_ends_1(tmp_path):
    (tmp_path / "in").mkdir()
    code, _, err = call("run", tmp_path / "in", "--out", tmp_path / "out")
    assert (code, len(err.splitlines())) == (1, 1)
    assert not (tmp_path / "out").exists()


def test_a_model_that_lacks_a_component_is_refused(articles, tmp_path):
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "blank")
    code, _, err = call("run", articles, "--out", tmp_path / "out", "--model", tmp_path / "blank")
    assert code == 1
    assert "has no tagger and no parser" in err


def test_weights_that_are_not_the_official_ones_are_named(articles, tmp_path, monkeypatch):
    from pipeline.ner import weights

    digests = {**weights.OFFICIAL_DIGESTS, "ner/model": "another"}
    monkeypatch.setattr(weights, "OFFICIAL_DIGESTS", digests)
    code, _, err = call("run", articles, "--out", tmp_path / "out")
    assert code == 0
    assert re.search(r"warning: model file .*ner/model is not that of en_core_web_sm 3\.8\.0", err)
    assert json.loads((tmp_path / "out" / "run.json").read_text())["model"]["is_official"] is False


def test_the_stages_one_by_one_give_what_run_gives(articles, tmp_path):
    work, out = tmp_path / "work", tmp_path / "by_stage"
    assert call("segment", articles, "--out", work)[0] == 0
    for stage in ("clean", "ner", "relations"):
        assert call(stage, work, "--out", work)[0] == 0
    assert call("export", work, "--out", out)[0] == 0
    call("run", articles, "--out", tmp_path / "at_once")
    assert bytes_of(out) == bytes_of(tmp_path / "at_once")


def test_a_second_run_with_nothing_changed_does_no_work(articles, tmp_path, monkeypatch):
    out = tmp_path / "out"
    call("run", articles, "--out", out)
    before = (out / "run.json").stat().st_mtime_ns
    monkeypatch.setattr("pipeline.ner.model.load_model", lambda *_: pytest.fail("the model was loaded"))
    code, said, _ = call("run", articles, "--out", out)
    assert code == 0
    assert said.startswith("Nothing has changed")
    assert (out / "run.json").stat().st_mtime_ns == before


def test_only_new_sources_are_read_and_the_bytes_are_those_of_a_fresh_run(articles, tmp_path):
    out = tmp_path / "out"
    call("run", articles, "--out", out)
    (articles / "another.txt").write_text("Mayor Ann Lee said the road was closed.\n")
    call("run", articles, "--out", out)
    assert json.loads((out / "run.json").read_text())["reused"] == 1
    call("run", articles, "--out", tmp_path / "fresh", "--no-cache")
    assert bytes_of(out) == bytes_of(tmp_path / "fresh")


def test_no_cache_leaves_no_trace(articles, tmp_path):
    call("run", articles, "--out", tmp_path / "out", "--no-cache")
    assert not (tmp_path / "cache").exists()


def test_fresh_ignores_what_is_kept(articles, tmp_path):
    for _ in range(2):
        call("run", articles, "--out", tmp_path / "out", "--fresh")
    assert json.loads((tmp_path / "out" / "run.json").read_text())["reused"] == 0


def test_show_finds_by_speaker_and_by_what_it_is_about(articles, tmp_path):
    call("run", articles, "--out", tmp_path / "out")
    code, out, _ = call("show", tmp_path / "out", "--speaker", "berg")
    assert code == 0
    assert "2 statements" in out
    assert "bridge.txt:" in out
    assert "0 statements" in call("show", tmp_path / "out", "--speaker", "nobody")[1]
    assert "0 statements" in call("show", tmp_path / "out", "--about", "Sweden")[1]


def test_python_sees_the_same_tables(articles, tmp_path):
    call("run", articles, "--out", tmp_path / "out")
    statements = pipeline.tables(tmp_path / "out")["statements"]
    assert list(statements["speaker"]) == ["Kari Berg", "Kari Berg"]
    assert str(statements["content_start"].dtype) == "int64[pyarrow]"


def test_out_that_cannot_be_written(articles, tmp_path):
    (tmp_path / "file").write_text("")
    code, _, err = call("run", articles, "--out", tmp_path / "file" / "out")
    assert code == 1
    assert "cannot be written" in err


def test_results_in_the_input_folder_are_not_read(articles):
    call("run", articles, "--out", articles / "tables")
    code, out, _ = call("run", articles, "--out", articles / "tables", "--fresh")
    assert code == 0
    assert "1 sources" in out
    shutil.rmtree(articles / "tables")


def test_json_for_programs(articles, tmp_path):
    (articles / "empty.txt").write_text("")
    code, out, _ = call("run", articles, "--out", tmp_path / "out", "--json")
    found = json.loads(out)
    assert code == 3
    assert found["counts"]["statements"] == 2
    assert found["refused"][0]["source"] == "empty.txt"
    assert json.loads(call("verify", tmp_path / "out", "--json")[1])["faults"] == []
    rows = [json.loads(line) for line in call("show", tmp_path / "out", "--json")[1].splitlines()]
    assert [row["speaker"] for row in rows] == ["Kari Berg", "Kari Berg"]


def test_verbose_says_how_long_the_stages_took(articles, tmp_path):
    _, out, _ = call("run", articles, "--out", tmp_path / "out", "--verbose")
    assert re.search(r"Took: .*relations \d+\.\d s.*; 0 sources from the cache", out)


def test_what_is_over_a_limit_is_said(articles, tmp_path):
    (articles / "long.txt").write_text("\n\n".join([ARTICLE] * 2 + ["((((" * 100]))
    code, _, err = call("run", articles, "--out", tmp_path / "out")
    assert code == 0
    assert err.startswith("whosaid: long.txt: 1 paragraph kept as furniture, not read")
