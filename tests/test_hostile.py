"""Bad input, end to end: one line each, a row in `sources` with the reason, and the rest of the run goes on."""

from __future__ import annotations

import csv
import os
import random
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, process_time
from typing import Any

import pyarrow.parquet as pq
import pytest
from splinters import SPLINTERS

from benchmarks.articles import article
from pipeline.run import run_pipeline
from pipeline.sources import opening
from pipeline.verify import find_faults

GOOD = (
    "Ferry company promises new boats\n\n"
    "The ferry company's director, Ingrid Halvorsen, said on Monday that two boats would be replaced.\n\n"
    "“We know how old they are,” Halvorsen said. “Nobody should be afraid of a timetable.”\n"
)
PROSE = "The harbour master said that the ferry was late again and that nobody in the café had been told why. "

# name → bytes, and what becomes of it: the beginning of the reason, or None where there is nothing to say
FILES: dict[str, tuple[bytes, str, str | None]] = {
    "good.txt": (GOOD.encode(), "read", None),
    "empty.txt": (b"", "refused", "empty file"),
    "blank.txt": (b" \r\n\n\t", "refused", "nothing but white space"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "refused", "PNG image"),
    "binary.txt": (bytes(range(256)) * 20, "refused", "binary file"),
    "page.html": (b"<!doctype html><html><body><p>Hello", "read", None),
    "nul.txt": (GOOD.replace("boats", "bo\0ts").encode(), "read", "2 NUL characters replaced"),
    "surrogate.txt": (GOOD.encode().replace(b"Monday", b"\xed\xa0\x80day"), "read", "1 lone surrogate replaced"),
    "utf16.txt": (GOOD.encode("utf-16"), "read", None),
    "cp1252.txt": (GOOD.encode("cp1252"), "read", None),
    "windows.txt": (GOOD.replace("\n", "\r\n").encode(), "read", None),
    "two\nlines.txt": (GOOD.encode(), "read", None),
    "line.txt": (PROSE.encode() * 300, "read", None),
    "word.txt": (b"a" * 50_000, "read", None),
    "brackets.txt": (b"(" * 10_000 + b" he said.", "read", "1 paragraph kept as furniture"),
    "marks.txt": ("“".encode() * 10_000 + b" he said.", "read", "1 paragraph kept as furniture"),
    "straight.txt": (b'"' * 10_000, "read", "1 paragraph kept as furniture"),
    "unbalanced.txt": (GOOD.replace("”", "").encode(), "read", None),
    "cut off.txt": (GOOD.encode()[: GOOD.encode().index("“".encode()) + 2], "read", "the last character is cut off"),
    "paragraphs.txt": ("“So,” he said.\n\n".encode() * 400, "read", None),
    "nested.txt": ("“He said ‘".encode() * 400 + b"yes", "read", "1 paragraph kept as furniture"),
    "unicode.txt": (
        "שלום said.\u202e \u200b\u0301\u0301\u0301 👩\u200d👩\u200d👧 said “\ufffe” to ﷽.".encode(),
        "read",
        None,
    ),
    "formulas.txt": (b'=1+1\n\n@Ana Ruiz said she left.\n\n-She said: "+3".\n\n\t=Cedric said so.', "read", None),
    "controls.txt": (b"\x07The \x1bmayor said\x0b no.\x0c\x7f He said \x01yes.", "read", None),
    "punctuation.txt": (b"!?.,;:" * 2000, "read", "1 paragraph kept as furniture"),
}
LINKS = {"nowhere.txt": "missing.txt", "round.txt": "round.txt", "up": ".."}


def whosaid(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", "pipeline", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)


def rows(result: Path, table: str) -> list[dict[str, Any]]:
    return pq.read_table(result / f"{table}.parquet").to_pylist()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str], float]:
    """The result of a run over all FILES and LINKS, what the command said, and the seconds it took."""
    folder = tmp_path_factory.mktemp("hostile")
    texts = folder / "in"
    texts.mkdir()
    for name, (data, _, _) in FILES.items():
        (texts / name).write_bytes(data)
    for name, target in LINKS.items():
        (texts / name).symlink_to(target)
    started = monotonic()
    said = whosaid("run", texts, "--out", folder / "out", "--no-cache", "--workers", "1")
    return folder / "out", said, monotonic() - started


class TestAllTogether:
    def test_the_run_ends_with_3_and_without_traceback(self, hostile: Any) -> None:
        _, said, _ = hostile
        assert said.returncode == 3, said.stderr
        assert "Traceback" not in said.stderr + said.stdout

    def test_in_bounded_time(self, hostile: Any) -> None:
        assert hostile[2] < 120  # about 10 s on a free core

    @pytest.mark.parametrize("name", FILES)
    def test_each_file_has_its_row(self, hostile: Any, name: str) -> None:
        _, status, reason = FILES[name]
        [row] = [row for row in rows(hostile[0], "sources") if row["source"] in (name, name.replace("\n", "\\n"))]
        assert row["status"] == status
        assert str(row["reason"]).startswith(str(reason))
        assert bool(row["text"]) == (status == "read")

    @pytest.mark.parametrize("name", LINKS)
    def test_each_link_has_its_row(self, hostile: Any, name: str) -> None:
        [row] = [row for row in rows(hostile[0], "sources") if row["source"] == name]
        assert row["status"] == "refused"
        assert row["reason"].startswith("link")

    def test_each_refusal_is_said_in_one_line(self, hostile: Any) -> None:
        result, said, _ = hostile
        refused = {row["source"]: row["reason"] for row in rows(result, "sources") if row["status"] == "refused"}
        lines = said.stderr.splitlines()
        assert len([line for line in lines if line.startswith("refused ")]) == len(refused) == 7
        for source, reason in refused.items():
            assert f"refused {source}: {reason}" in lines

    def test_the_result_proves_itself(self, hostile: Any) -> None:
        assert find_faults(hostile[0]) == []

    @pytest.mark.parametrize("name", ["good.txt", "utf16.txt", "cp1252.txt", "windows.txt", "two\\nlines.txt"])
    def test_statements_do_not_depend_on_the_encoding(self, hostile: Any, name: str) -> None:
        sources = {row["source"] for row in rows(hostile[0], "sources")}
        raw = name.replace("\\n", "\n")
        found = [row for row in rows(hostile[0], "statements") if row["source"] == (raw if raw in sources else name)]
        assert [row["speaker"] for row in found if row["kind"] == "direct"][:1] == ["Ingrid Halvorsen"]
        assert "two boats would be replaced" in " ".join(row["content"] for row in found)

    def test_no_csv_cell_begins_a_formula(self, hostile: Any) -> None:
        csv.field_size_limit(2**31 - 1)
        for path in sorted(hostile[0].glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    for column, cell in row.items():
                        if (path.name, column) != ("sources.csv", "text"):
                            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (path.name, column, cell)

    def test_no_source_name_breaks_a_line(self, hostile: Any) -> None:
        with (hostile[0] / "sources.csv").open(encoding="utf-8", newline="") as file:
            names = [row["source"] for row in csv.DictReader(file)]
        assert "two\\nlines.txt" in names


class TestExitCodes:
    @pytest.fixture
    def texts(self, tmp_path: Path) -> Path:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "good.txt").write_text(GOOD, encoding="utf-8")
        return tmp_path / "in"

    def test_0_where_all_is_well(self, tmp_path: Path, texts: Path) -> None:
        said = whosaid("run", texts, "--out", tmp_path / "out", "--no-cache")
        assert (said.returncode, said.stderr) == (0, "")

    @pytest.mark.parametrize(
        ("arguments", "code", "line"),
        [
            pytest.param(
                ["run", "empty", "--out", "out"], 1, "holds no files; put text files into it", id="empty folder"
            ),
            pytest.param(["run", "missing", "--out", "out"], 1, "does not exist; name a file or folder", id="missing"),
            pytest.param(["run", "in", "--out", "in/good.txt"], 1, "in/good.txt", id="the result's place is a file"),
            pytest.param(["verify", "empty"], 1, "empty", id="no result to verify"),
            pytest.param(["show", "empty"], 1, "empty", id="no result to show"),
            pytest.param(
                ["run", "in", "--model", "no_such_model", "--out", "out"], 1, "'no_such_model'", id="no model"
            ),
            pytest.param(["run"], 2, "", id="no input named"),
            pytest.param(["run", "in", "--workers", "0"], 2, "", id="no workers"),
            pytest.param(["run", "in", "--wrkers", "1"], 2, "--workers", id="misspelt option"),
            pytest.param(["rnu", "in"], 2, "rnu", id="misspelt command"),
        ],
    )
    def test_1_for_failure_and_2_for_wrong_usage(
        self, tmp_path: Path, texts: Path, arguments: list[str], code: int, line: str
    ) -> None:
        (tmp_path / "empty").mkdir()
        said = whosaid(*arguments, cwd=tmp_path)
        assert said.returncode == code, said.stderr
        assert line in said.stderr
        assert "Traceback" not in said.stderr
        if code == 1:
            assert said.stderr.count("\n") == 1
        assert not (tmp_path / "out" / "statements.csv").exists()

    def test_3_where_nothing_could_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "empty.txt").touch()
        said = whosaid("run", tmp_path / "in", "--out", tmp_path / "out", "--no-cache")
        assert said.returncode == 3, said.stderr
        assert said.stderr == "refused empty.txt: empty file; leave it out or put text into it\n"
        assert find_faults(tmp_path / "out") == []


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, since whoever runs the tests may be allowed to read everything."""
    (tmp_path / "in").mkdir()
    for name in ("good.txt", "secret.txt"):
        (tmp_path / "in" / name).write_text(GOOD, encoding="utf-8")

    def guarded(path: Path, *arguments: Any) -> Any:
        if Path(path).name == "secret.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return open(path, *arguments)

    monkeypatch.setattr(opening, "open", guarded, raising=False)
    report = run_pipeline([tmp_path / "in"], tmp_path / "out")
    reason = "permission denied; allow reading it (chmod a+r, for a folder a+rx)"
    assert report.refused == [("secret.txt", reason)]
    assert {row["source"] for row in rows(tmp_path / "out", "articles")} == {"good.txt"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        pytest.param((PROSE * 10_000).encode()[:1_000_000], id="1 MB of prose in one line"),
        pytest.param(b"He said: " + b"(" * 200_000, id="200,000 brackets"),
        pytest.param(b'"Yes" ' * 50_000, id="50,000 quotations in one line"),
        pytest.param("“No ".encode() * 50_000, id="50,000 opening marks"),
        pytest.param(b"Mr. Ruiz said no.\n" * 20_000, id="20,000 lines"),
        pytest.param(b"A, " * 100_000, id="a list without end"),
        pytest.param(b"\n" * 1_000_000 + b"x", id="a million empty lines"),
    ],
)
def test_large_input_takes_time_in_proportion(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "large.txt").write_bytes(data)
    tokens = len(re.findall(r"\w+|[^\w\s]", data.decode()))
    started = process_time()
    report = run_pipeline([tmp_path / "large.txt"], tmp_path / "out")
    assert report.counts["sources_read"] == 1
    assert process_time() - started < 10 + 0.0006 * tokens
    assert find_faults(tmp_path / "out") == []


def spoilt(seed: int) -> str:
    """A generated article with splinters driven in at random, or nothing but splinters."""
    dice = random.Random(seed)
    if seed % 3 == 0:
        return "".join(dice.choice(SPLINTERS) + dice.choice(["", " "]) for _ in range(dice.randint(1, 200)))
    text = article(seed, dice.randint(1, 5))
    for _ in range(dice.randint(1, 40)):
        place = dice.randrange(len(text))
        text = text[:place] + dice.choice(SPLINTERS) + text[place + dice.randint(0, 6) :]
    return text


@pytest.mark.slow
def test_spoilt_articles_are_read_soundly(tmp_path: Path) -> None:
    """No rule stumbles over them, and the result holds together."""
    (tmp_path / "in").mkdir()
    for seed in range(600):
        (tmp_path / "in" / f"{seed}.txt").write_bytes(spoilt(seed).encode())
    report = run_pipeline([tmp_path / "in"], tmp_path / "out")
    assert not [reason for _, reason in report.refused if "error" in reason]
    assert find_faults(tmp_path / "out") == []


def test_many_kinds_of_paths_at_once(tmp_path: Path) -> None:
    """A file, a folder, a missing path and an empty folder: what can be read is read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "in" / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.txt").write_text(GOOD, encoding="utf-8")
    inputs: Sequence[Path] = [tmp_path / name for name in ("in", "b.txt", "missing.txt", "empty")]
    report = run_pipeline(inputs, tmp_path / "out")
    assert [source for source, _ in report.refused] == ["empty", "missing.txt"]
    assert report.counts["sources_read"] == 2
