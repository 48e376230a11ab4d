"""Settings that stay, help that helps, and the check of the installation."""

import json
import tomllib

import pytest
import typer
from typer.testing import CliRunner

from pipeline import cli
from pipeline.errors import InputError

COMMANDS = typer.main.get_command(cli.app).commands


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WHOSAID_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def given(monkeypatch):
    """What `run` is called with, instead of running."""
    seen = {}
    monkeypatch.setattr("pipeline.run.run_pipeline", lambda inputs, out, **options: seen.update(options, out=out))
    monkeypatch.setattr("pipeline.cli.stages.finish", lambda *_, **__: None)
    return seen


def call(*words: str, env: dict[str, str] | None = None) -> str:
    result = CliRunner().invoke(cli.app, words, env=env)
    if result.exception:
        raise result.exception
    return result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_and_an_example(name):
    command = COMMANDS[name]
    assert command.help
    assert command.epilog
    assert f"whosaid {name}" in command.epilog
    assert all(p.help for p in command.params if p.param_type_name == "option"), "an option without help"


@pytest.mark.parametrize(
    ("file", "variable", "flag", "workers"),
    [
        (None, None, None, None),
        (2, None, None, 2),
        (2, "3", None, 3),
        (2, "3", "4", 4),
    ],
    ids=["default", "file", "environment before file", "flag before environment"],
)
def test_flag_before_environment_before_file_before_default(tmp_path, given, file, variable, flag, workers):
    if file:
        (tmp_path / "whosaid.toml").write_text(f"[run]\nworkers = {file}\nno-reader = true\n")
    call(
        "run", "in", *(["--workers", flag] if flag else []), env={"WHOSAID_RUN_WORKERS": variable} if variable else None
    )
    assert given["workers"] == workers
    assert given["config"].reader is not bool(file)


def test_another_file_can_be_named(tmp_path, given):
    (tmp_path / "mine.toml").write_text('[run]\nout = "there"\n')
    call("--config", "mine.toml", "run", "in")
    assert str(given["out"]) == "there"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[run]\nwrokers = 2\n", "whosaid.toml: [run]: no option 'wrokers'; did you mean workers?"),
        ("[rum]\n", "whosaid.toml: no command 'rum'; did you mean run?"),
        ("workers = 2\n", "whosaid.toml: no command 'workers'"),
        ("[run\n", "whosaid.toml: no TOML"),
    ],
)
def test_a_wrong_settings_file_is_one_line(tmp_path, given, text, complaint):
    (tmp_path / "whosaid.toml").write_text(text)
    with pytest.raises(InputError) as error:
        call("run", "in")
    assert str(error.value).startswith(complaint)
    assert "\n" not in str(error.value)


def test_init_writes_every_option_as_a_comment_that_may_be_taken_in(tmp_path, given):
    call("init")
    lines = (tmp_path / "whosaid.toml").read_text().splitlines()
    assert all(line.startswith(("#", "[")) for line in lines if line)
    bare = "\n".join(line[2:] if " = " in line and line.startswith("# ") else line for line in lines[2:])
    assert "workers" in tomllib.loads(bare)["run"]
    with pytest.raises(InputError, match="is there already"):
        call("init")
    call("run", "in")  # as it stands it changes nothing
    assert given["workers"] is None


def test_version():
    assert call("--version").startswith("whosaid ")


@pytest.mark.model
def test_doctor_finds_all_that_a_run_needs(tmp_path):
    found = {finding["what"]: finding for finding in json.loads(call("doctor", "--no-reader", "--json"))}
    assert found["model"]["state"] == found["self-test"]["state"] == "ok"
    assert found["cache"]["detail"] == str(tmp_path / "cache")
    assert {"extra html", "extra ray"} <= found.keys()


def test_doctor_names_what_fails():
    result = CliRunner().invoke(cli.app, ["doctor", "--model", "no_such_model"])
    assert result.exit_code == 1
    assert "fails   model" in result.stdout
    assert "no_such_model" in result.stdout
