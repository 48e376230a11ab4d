"""Writing a result in other forms: whole or not at all, over nothing but one's own, and said in one line."""

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from convert_case import hostile, small, write_result
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.convert import FORMATS, convert_result
from pipeline.convert.place import new_file
from pipeline.errors import ConvertError, ResultError, WhosaidError
from pipeline.schema import BY_NAME, TABLES

FILES = [name for name in FORMATS if name != "datapackage"]


@pytest.fixture(scope="module")
def result(tmp_path_factory) -> Path:
    return small(tmp_path_factory.mktemp("result"))


def call(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["convert", *map(str, words)])
    if isinstance(done.exception, WhosaidError):
        return 1, str(done.exception)
    return done.exit_code, done.stdout


@pytest.mark.parametrize("to", FORMATS)
def test_the_command_names_what_it_wrote(result, tmp_path, to):
    code, said = call(result, "--to", to, "-o", tmp_path / "deep" / "x")
    assert code == 0
    written = {Path(line) for line in said.splitlines()}
    assert written
    assert written == {path for path in (tmp_path / "deep").rglob("*") if path.is_file()}
    assert call(result, "--to", to, "-o", tmp_path / "deep" / "x", "--quiet") == (0, "")


def test_the_command_knows_all_formats():
    code, said = call("--help")
    assert code == 0
    assert f"<{'|'.join(FORMATS)}>" in said


@pytest.mark.parametrize("to", FORMATS)
def test_its_own_output_is_replaced(result, tmp_path, to):
    convert_result(write_result(tmp_path / "empty", {}), to, tmp_path / "x")
    convert_result(result, to, tmp_path / "x")
    convert_result(result, to, tmp_path / "y")
    if to == "datapackage":
        assert bytes_of(tmp_path / "x") == bytes_of(tmp_path / "y")
    elif to != "duckdb":  # compared by its rows in test_convert_databases
        assert (tmp_path / "x").read_bytes() == (tmp_path / "y").read_bytes()


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("to", FILES)
@pytest.mark.parametrize(
    "theirs",
    [
        b"my notes\n",
        b'{"id":"other-1","schema":"Person"}\n',
        b"SQLite format 3\0" + bytes(84),
        b"\0" * 8 + b"DUCK" + b"\0" * 99,
    ],
    ids=["text", "entities", "another database", "a damaged database"],
)
def test_files_of_others_are_left_without_force(result, tmp_path, to, theirs):
    out = tmp_path / "x"
    out.write_bytes(theirs)
    code, said = call(result, "--to", to, "-o", out)
    assert code == 1
    assert "choose another --out" in said
    assert "\n" not in said
    assert out.read_bytes() == theirs
    assert call(result, "--to", to, "-o", out, "--force")[0] == 0
    assert out.read_bytes() != theirs


def test_metadata_of_others_is_left(result, tmp_path):
    (tmp_path / "metadata.json").write_text('{"title": "mine"}')
    with pytest.raises(ConvertError, match=r"metadata\.json: was not written by"):
        convert_result(result, "sqlite", tmp_path / "x.db")
    assert [path.name for path in tmp_path.iterdir()] == ["metadata.json"]


def test_an_empty_file_is_nobodys(result, tmp_path):
    (tmp_path / "x").touch()
    assert convert_result(result, "ftm", tmp_path / "x") == [tmp_path / "x"]


def test_a_folder_with_other_files_is_never_replaced(result, tmp_path):
    out = tmp_path / "package"
    convert_result(result, "datapackage", out)
    (out / "notes.txt").write_text("mine")
    before = bytes_of(out)
    code, said = call(result, "--to", "datapackage", "-o", out, "--force")
    assert code == 1
    assert said == f"{out}: holds other files than `whosaid convert` writes; choose another --out"
    assert bytes_of(out) == before


def test_the_result_itself_is_not_overwritten(tmp_path):
    folder = small(tmp_path)
    before = bytes_of(folder)
    code, said = call(folder, "--to", "datapackage", "-o", folder)
    assert (code, bytes_of(folder)) == (1, before)
    assert "holds other files" in said


@pytest.mark.parametrize(
    ("to", "make", "said"),
    [
        ("sqlite", Path.mkdir, "is a folder; give a file"),
        ("datapackage", Path.touch, "is a file; give a folder"),
    ],
)
def test_a_file_is_no_folder(result, tmp_path, to, make, said):
    make(tmp_path / "x")
    with pytest.raises(ConvertError, match=said):
        convert_result(result, to, tmp_path / "x")


@pytest.mark.parametrize("to", FORMATS)
def test_a_failure_leaves_what_was_there(result, tmp_path, to):
    """A table whose last row group cannot be read: nothing of the attempt stays, the older file does."""
    out = tmp_path / "x"
    convert_result(result, to, out)
    before = bytes_of(out) if out.is_dir() else out.read_bytes()
    names = {path.name for path in tmp_path.iterdir()}
    damaged = small(tmp_path.with_name(f"{tmp_path.name}-damaged"))
    if to == "datapackage":
        (damaged / "relations.csv").unlink()
    else:
        path = damaged / "relations.parquet"
        data = bytearray(path.read_bytes())
        data[4:600] = bytes(596)
        path.write_bytes(data)
    code, said = call(damaged, "--to", to, "-o", out)
    assert code == 1
    assert "relations" in said
    assert "run again" in said
    assert "\n" not in said
    assert (bytes_of(out) if out.is_dir() else out.read_bytes()) == before
    assert {path.name for path in tmp_path.iterdir()} == names


KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.convert import convert_result, place

put, calls = place.os.replace, []
def replace(source, target):
    calls.append(source)
    if len(calls) == int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)
    put(source, target)
place.os.replace = replace
convert_result(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
"""


@pytest.mark.parametrize(("to", "step"), [*((to, 1) for to in FORMATS), ("datapackage", 2), ("sqlite", 2)])
def test_what_a_kill_left_goes_with_the_next(result, tmp_path, to, step):
    """Killed at each of the steps that make the output visible, over an older one."""
    out = tmp_path / "x"
    convert_result(result, to, out)
    names = {path.name for path in tmp_path.iterdir()}
    command = [sys.executable, "-c", KILLED, str(result), to, str(out), str(step)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert {path.name for path in tmp_path.iterdir()} > names - {"x"}
    convert_result(result, to, out)
    assert {path.name for path in tmp_path.iterdir()} == names


def test_an_older_output_that_a_kill_took_away_is_there_again_before_the_next(result, tmp_path):
    """Between the two steps that change a folder the older one lies aside; a conversion that fails leaves it."""
    out = tmp_path / "x"
    convert_result(result, "datapackage", out)
    before = bytes_of(out)
    subprocess.run([sys.executable, "-c", KILLED, str(result), "datapackage", str(out), "2"], check=False)
    assert not out.exists()
    damaged = small(tmp_path.with_name(f"{tmp_path.name}-damaged"))
    (damaged / "relations.csv").unlink()
    with pytest.raises(ResultError):
        convert_result(damaged, "datapackage", out)
    assert bytes_of(out) == before


def test_a_conversion_that_goes_on_is_left_alone(result, tmp_path):
    out = tmp_path / "x"
    with new_file(out, lambda _: True, force=False) as attempt:
        attempt.write_text("mine")
        convert_result(result, "ftm", out)
        assert attempt.read_text() == "mine"
    assert out.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(result, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(ConvertError, match="cannot be written"):
        convert_result(result, "ftm", tmp_path / "x")


def test_a_place_below_a_file_cannot_be_written(result, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ConvertError, match="cannot be written"):
        convert_result(result, "ftm", tmp_path / "file" / "x")


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda folder: (folder / "roles.parquet").unlink(), r"no roles\.parquet here"),
        (lambda folder: (folder / "roles.parquet").write_bytes(b"x"), "cannot be read as Parquet"),
        (lambda folder: os.replace(folder / "roles.parquet", folder / "people.parquet"), "not the columns of 'people'"),
        (lambda folder: (folder / "run.json").write_text("[]"), "not what `whosaid run` writes"),
    ],
    ids=["missing table", "no Parquet", "other columns", "run.json"],
)
def test_what_is_no_result(tmp_path, break_it, said):
    folder = small(tmp_path / "result")
    break_it(folder)
    with pytest.raises(ResultError, match=said):
        convert_result(folder, "sqlite", tmp_path / "x.db")


def test_an_unknown_format_names_those_that_there_are(result, tmp_path):
    with pytest.raises(ConvertError, match="duckdb, sqlite, datapackage, jsonld, ftm"):
        convert_result(result, "excel", tmp_path / "x")


def test_seconds_and_machine_do_not_count(result, tmp_path):
    """The same tables of another run, slower and elsewhere, give the same bytes."""
    other = small(tmp_path / "other")
    report = json.loads((other / "run.json").read_text())
    (other / "run.json").write_text(json.dumps(report | {"seconds": {"total": 9.0}, "python": "3.13.1"}))
    for to in ("sqlite", "datapackage"):
        convert_result(result, to, tmp_path / "a" / to)
        convert_result(other, to, tmp_path / "b" / to)
    assert (tmp_path / "a" / "sqlite").read_bytes() == (tmp_path / "b" / "sqlite").read_bytes()
    assert bytes_of(tmp_path / "a" / "datapackage") == bytes_of(tmp_path / "b" / "datapackage")


@pytest.mark.parametrize("make", [small, hostile])
def test_a_data_package_describes_its_files(tmp_path, make):
    """Resource by resource: the bytes, the header, and what the schema says of each column."""
    folder = make(tmp_path / "result")
    convert_result(folder, "datapackage", tmp_path / "package")
    package = json.loads((tmp_path / "package" / "datapackage.json").read_text("utf-8"))
    assert [resource["name"] for resource in package["resources"]] == [table.name for table in TABLES]
    csv.field_size_limit(2**31 - 1)
    for resource in package["resources"]:
        path = tmp_path / "package" / resource["path"]
        data = path.read_bytes()
        assert data == (folder / path.name).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        with path.open(encoding=resource["encoding"], newline="") as file:
            header = next(csv.reader(file))
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        table = BY_NAME[resource["name"]]
        assert [field["description"] for field in fields] == [column.description for column in table.columns]
        assert resource["schema"].get("primaryKey") == ([table.key] if table.key else None)
        for key in resource["schema"].get("foreignKeys", ()):
            target = BY_NAME[key["reference"]["resource"] or table.name]
            assert key["reference"]["fields"] == [target.key]
