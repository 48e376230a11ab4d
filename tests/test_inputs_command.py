"""Inputs on the command line: standard input, lists of paths, fields by name, libraries that are not there."""

from __future__ import annotations

import csv
import gzip
import json
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from inputs_case import PAGE, TEXT, lines, refused, tarred, warc, write, zipped
from typer.testing import CliRunner

from pipeline import cli
from pipeline.config import Config
from pipeline.export.commit import FILES
from pipeline.run import run_pipeline
from pipeline.verify import find_faults


def call(*words: object, stdin: bytes = b"") -> tuple[int, str, str]:
    """Exit code, standard output and error of ``whosaid WORDS``; an error that a user can cause ends with 1."""
    result = CliRunner().invoke(cli.app, [str(word) for word in words], input=stdin)
    if isinstance(result.exception, cli.WhosaidError):
        return 1, result.stdout, str(result.exception)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def segmented(folder: Path) -> dict[str, str]:
    """Texts of the sources that ``whosaid segment`` found, by name."""
    pages = map(json.loads, (folder / "segment.jsonl").read_text().splitlines())
    return {page["source"]["name"]: page["source"]["text"] for page in pages}


class TestStandardInput:
    @pytest.mark.parametrize(
        ("data", "names"),
        [
            (TEXT.encode(), ["stdin"]),
            (gzip.compress(TEXT.encode()), ["stdin"]),
            (lines({"id": "r", "text": TEXT}), ["r"]),
            (zipped({"a.txt": TEXT}), ["stdin/a.txt"]),
            (b"", ["stdin"]),
        ],
        ids=["text", "gz", "records", "zip", "nothing"],
    )
    def test_is_read_like_a_file(self, tmp_path: Path, data: bytes, names: list[str]) -> None:
        code, _, _ = call("segment", "-", "--out", tmp_path, stdin=data)
        assert code == 0
        assert list(segmented(tmp_path)) == names

    def test_beside_files_and_leaves_nothing_behind(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        spools = tmp_path / "spools"
        spools.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(spools))
        write(tmp_path / "stdin", "A file that is called so.")
        call("segment", "-", tmp_path / "stdin", "--out", tmp_path / "out", stdin=TEXT.encode())
        found = segmented(tmp_path / "out")
        assert found["standard-input/stdin"] == TEXT
        assert len(found) == 2
        assert not list(spools.iterdir())


class TestLists:
    def test_of_paths_one_a_line(self, tmp_path: Path) -> None:
        for name in ("a.txt", "b c.txt", "d.txt"):
            write(tmp_path / name, TEXT)
        (tmp_path / "e").mkdir()
        write(tmp_path / "e" / "f.txt", TEXT)
        listed = f"{tmp_path}/a.txt\n\n{tmp_path}/b c.txt\r\n{tmp_path}/e\n".encode()
        call("segment", "--paths", write(tmp_path / "list", listed), "--out", tmp_path / "out")
        assert list(segmented(tmp_path / "out")) == ["a.txt", "b c.txt", "f.txt"]
        call("segment", tmp_path / "d.txt", "--paths", "-", "--out", tmp_path / "out", stdin=listed)
        assert list(segmented(tmp_path / "out")) == ["a.txt", "b c.txt", "d.txt", "f.txt"]

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            ([], 2, "Missing argument 'IN...'"),
            (["-", "--paths", "-"], 2, "cannot be both"),
            (["--paths", "/none/there"], 1, "/none/there: cannot be read (No such file or directory); "),
            (["--paths", "/dev/null"], 1, "nothing to read"),
        ],
        ids=["nothing", "twice standard input", "no list", "empty list"],
    )
    def test_what_is_wrong_takes_one_line(self, tmp_path: Path, words: list[str], code: int, said: str) -> None:
        got, _, err = call("segment", *words, "--out", tmp_path)
        assert got == code
        assert said in err


def test_fields_are_named_by_options(tmp_path: Path) -> None:
    record = {"text": "Teaser.", "full": TEXT, "key": "k1", "kicker": "Bridge shut", "day": "2024-03-05"}
    write(tmp_path / "a.jsonl", lines(record))
    options = ["--text-field", "full", "--id-field", "key", "--title-field", "kicker", "--date-field", "day"]
    _, _, err = call("segment", tmp_path / "a.jsonl", "--out", tmp_path, *options)
    assert err == ""
    (page,) = map(json.loads, (tmp_path / "segment.jsonl").read_text().splitlines())
    (article,) = page["articles"]
    assert (article["source"], article["given_title"], article["published"]) == ("k1", "Bridge shut", "2024-03-05")
    assert page["source"]["text"] == TEXT


@pytest.mark.parametrize(
    ("library", "data", "extra"),
    [
        ("warcio", warc(("https://tarn.example/", "200 OK", "text/html", PAGE.encode())), "warc"),
        ("trafilatura", PAGE.encode(), "html"),
    ],
)
def test_a_library_that_is_not_there_is_named_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, data: bytes, extra: str
) -> None:
    for name in ("pipeline.sources.warc", "pipeline.sources.html.extract"):
        monkeypatch.setattr(import_module(name), "find_spec", lambda name: None if name == library else find_spec(name))
    write(tmp_path / "a", data)
    (reason,) = refused(tmp_path).values()
    assert reason.endswith(f'pip install "whosaid[{extra}]"')


@pytest.mark.model
class TestWholeRun:
    def corpus(self, folder: Path) -> Path:
        folder.mkdir()
        said = "Road Minister Kari Berg said the bridge in Oslo was safe. “We have checked it,” she told reporters.\n"
        record = {"id": "r1", "title": "Bridge Is Safe", "text": said * 3, "date": "2024-03-05", "author": "Ann Lee"}
        write(folder / "a.jsonl", lines(record, "{broken", {**record, "text": f"Bridge is safe\n\n{said}"}))
        write(folder / "b.zip", zipped({"../c.txt": said, "d.tar.gz": tarred([("e.txt", said)], "w:gz")}))
        write(folder / "f.warc.gz", warc(("https://tarn.example/", "200 OK", "text/html", PAGE.encode())))
        write(folder / "g.csv", f'headline,body\nBridge Is Safe,"{said.strip()}"\n')
        return folder

    def test_tables_of_many_formats_prove_sound(self, tmp_path: Path) -> None:
        report = run_pipeline([self.corpus(tmp_path / "in")], tmp_path / "out", config=Config(reader=False))
        assert find_faults(tmp_path / "out") == []
        assert [name for name, _ in report.refused] == ["a.jsonl#2"]
        assert [note.split(":")[0] for note in report.notes] == ["a.jsonl", "g.csv"]
        assert json.loads((tmp_path / "out" / "run.json").read_text())["input"]["notes"] == list(report.notes)
        with (tmp_path / "out" / "articles.csv").open(encoding="utf-8", newline="") as file:
            articles = {row["source"]: row for row in csv.DictReader(file)}
        shown = {name: (row["title"], row["title_start"], row["published"]) for name, row in articles.items()}
        assert shown == {
            "r1": ("Bridge Is Safe", "", "2024-03-05"),
            "r1 (2)": ("Bridge is safe", "0", "2024-03-05"),
            "b.zip/c.txt": ("", "", ""),
            "b.zip/d.tar.gz/e.txt": ("", "", ""),
            "https://tarn.example/": ("Bridge at Tarn Shut Until May", "0", "2024-03-05"),
            "g.csv#1": ("Bridge Is Safe", "", ""),
        }
        assert articles["r1"]["author"] == "Ann Lee"
        assert articles["https://tarn.example/"]["url"] == "https://tarn.example/"

    @pytest.mark.slow
    def test_the_number_of_workers_does_not_matter(self, tmp_path: Path) -> None:
        corpus = self.corpus(tmp_path / "in")
        for n in (1, 2):
            run_pipeline([corpus], tmp_path / str(n), config=Config(reader=False), workers=n)
        one, two = ({name: (tmp_path / n / name).read_bytes() for name in FILES if name != "run.json"} for n in "12")
        assert one == two

    def test_unchanged_archives_are_not_opened_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        corpus, cache = self.corpus(tmp_path / "in"), tmp_path / "cache"
        run_pipeline([corpus], tmp_path / "out", config=Config(reader=False), cache=cache)

        def fail(*_: object, **__: object):
            raise AssertionError("opened")

        monkeypatch.setattr("pipeline.run.open_inputs", fail)
        assert run_pipeline([corpus], tmp_path / "out", config=Config(reader=False), cache=cache).is_unchanged
        write(corpus / "b.zip", zipped({"c.txt": "Another."}))
        with pytest.raises(AssertionError, match="opened"):
            run_pipeline([corpus], tmp_path / "out", config=Config(reader=False), cache=cache)

    def test_a_file_given_by_option_is_no_input(self, tmp_path: Path) -> None:
        corpus = self.corpus(tmp_path / "in")
        names = write(corpus / "who.csv", "name,alias,kind,country,role,id\nKari Berg,,person,NO,,desk:1\n")
        report = run_pipeline([corpus], tmp_path / "out", config=Config(reader=False), gazetteer=names)
        assert not any("who.csv" in name for name, _ in report.refused)
