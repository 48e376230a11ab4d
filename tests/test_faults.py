"""Nothing that befalls a run damages a result: killed, interrupted, out of room, not alone, in the wrong place."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
from faults import kill, stand_in

from pipeline.engine import crew, workers
from pipeline.errors import InputError, ResultError
from pipeline.export import commit
from pipeline.export.commit import FILES, STORE

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def quick(monkeypatch):
    """Something quick in the place of the model, here and in processes that are forked."""
    monkeypatch.setattr("pipeline.engine.stages.read", stand_in.read)
    monkeypatch.setattr("pipeline.ner.model.load_model", lambda *_, **__: "no model")
    monkeypatch.setattr(crew, "START", "fork")


@pytest.fixture
def texts(tmp_path):
    """Two editions of 20 sources."""
    for edition in (1, 2):
        stand_in.write_sources(tmp_path / f"texts{edition}", 20, edition)
    return [tmp_path / "texts1", tmp_path / "texts2"]


def leftovers(out: Path) -> list[str]:
    current = os.readlink(out / STORE / commit.CURRENT)
    return sorted({path.name for path in (out / STORE).iterdir()} - {commit.CURRENT, "lock", current})


class TestKilled:
    @pytest.mark.slow
    def test_at_twenty_moments(self):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.faults", "--times", "20", "--sources", "30"],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.rstrip().endswith("0 faults")

    @pytest.mark.slow
    @pytest.mark.model
    def test_at_three_moments_with_the_model(self):
        command = [sys.executable, "-W", "ignore", "-m", "tests.faults", "--times", "0", "--real", "3"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    def test_what_would_be_a_fault_is_seen(self, tmp_path, quick):
        """The script itself: rows lost, files half written and leftovers do not pass it."""
        scene = kill.Scene(tmp_path, sources=5, start=_here)
        scene.attempt(0, random.Random(0), kill=None)
        assert (scene.seen(), scene.leftovers()) == ("one", [])
        (scene.out / STORE / "attempt-x").mkdir()
        assert scene.leftovers() == ["attempt-x"]
        table = (scene.out / "statements.csv").resolve()
        table.write_bytes(table.read_bytes()[:-10])
        assert scene.seen() == "broken"


def _here(edition, out, *, kill, **options):
    stand_in.run(edition, out, **options)
    return 0


SCRIPT = """
import sys
from faults import stand_in
stand_in.install()
stand_in.SECONDS = 0.1
from pipeline.cli import main
main()
"""


@contextmanager
def started(texts: Path, out: Path, *options: str):
    """The program with the stand-in, a tenth of a second a source, once it has read a few."""
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
        "WHOSAID_CACHE": str(out.parent / "cache"),
    }
    command = [sys.executable, "-W", "ignore", "-c", SCRIPT, "run", str(texts), "--out", str(out), *options]
    process = subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=partial(signal.signal, signal.SIGHUP, signal.SIG_DFL),  # which nohup has its children ignore
    )  # fmt: skip
    while not list(out.glob(f"{STORE}/attempt-*")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    time.sleep(0.5)
    yield process
    process.kill()
    process.communicate()


@pytest.mark.slow
@pytest.mark.parametrize("n", ["1", "2"])
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=["Ctrl-C", "kill", "terminal closed"],
)
def test_an_interrupted_run_ends_soon_leaves_nothing_and_is_resumed(texts, tmp_path, number, code, n):
    out = tmp_path / "out"
    with started(texts[0], out, "--workers", n) as process:
        begun = time.monotonic()
        os.killpg(process.pid, number)  # as a terminal does
        _, said = process.communicate()
        assert time.monotonic() - begun < 2
    assert process.returncode == code
    assert "Traceback" not in said
    assert [path.name for path in (out / STORE).iterdir()] == ["lock"]
    kill._wait_for_orphans(process.pid)
    with started(texts[0], out, "--workers", n) as process:
        assert process.wait() == 0
    assert json.loads((out / "run.json").read_text())["reused"] > 0


class TestAlone:
    @pytest.mark.slow
    def test_the_second_run_on_one_output_is_refused_and_the_first_one_ends_well(self, texts, tmp_path, quick):
        out = tmp_path / "out"
        with started(texts[0], out, "--no-cache") as process:
            with pytest.raises(ResultError, match=f"process {process.pid} is writing there; wait"):
                stand_in.run(texts[1], out)
            assert process.wait() == 0
        stand_in.run(texts[0], tmp_path / "fresh")
        assert stand_in.tables(out) == stand_in.tables(tmp_path / "fresh")
        assert leftovers(out) == []

    def test_a_lock_that_was_left_behind_is_no_obstacle(self, texts, tmp_path, quick):
        (tmp_path / "out" / STORE).mkdir(parents=True)
        (tmp_path / "out" / STORE / "lock").write_text("1")
        stand_in.run(texts[0], tmp_path / "out")
        assert stand_in.tables(tmp_path / "out")

    def test_what_a_killed_run_left_goes_also_where_nothing_has_changed(self, texts, tmp_path, quick):
        out, cache = tmp_path / "out", tmp_path / "cache"
        stand_in.run(texts[0], out, cache=cache)
        before = stand_in.tables(out)
        (out / STORE / "result-old").mkdir()
        (out / ".people.csv.new").symlink_to("nowhere")
        stand_in.run(texts[0], out, cache=cache)
        assert leftovers(out) == []
        assert {path.name for path in out.iterdir()} == {*FILES, STORE}
        assert stand_in.tables(out) == before


@contextmanager
def largest_file(size: int):
    """No file may grow beyond ``size`` bytes, as if the disk were full then."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def disk(tmp_path):
    """A file system of 3 MB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)  # an error that is looked at holds its files


class TestNoRoom:
    @pytest.mark.parametrize("size", [0, 1_000, 4_096, 8_000, 20_000, 40_000, 65_000])
    @pytest.mark.parametrize("n", [1, 2])
    def test_a_file_that_cannot_grow_leaves_the_older_result(self, texts, tmp_path, quick, size, n):
        out = tmp_path / "out"
        stand_in.run(texts[0], out)
        before = stand_in.tables(out)
        with (
            largest_file(size),
            pytest.raises(ResultError, match=r"out: cannot be written \(.+\); choose another --out"),
        ):
            stand_in.run(texts[1], out, workers=n)
        assert stand_in.tables(out) == before
        assert leftovers(out) == []
        stand_in.run(texts[1], out)
        assert stand_in.tables(out) != before

    @pytest.mark.parametrize("free", [*range(0, 200_000, 20_000), *range(200_000, 1_000_000, 100_000)])
    def test_a_full_disk_leaves_the_older_result(self, texts, tmp_path, disk, quick, free):
        out = disk / "out"
        stand_in.run(texts[0], out)
        stand_in.run(texts[1], tmp_path / "fresh")
        before, fresh = stand_in.tables(out), stand_in.tables(tmp_path / "fresh")
        (disk / "other").write_bytes(bytes(max(0, shutil.disk_usage(disk).free - free)))
        with suppress(ResultError):
            stand_in.run(texts[1], out)
        assert stand_in.tables(out) in (before, fresh)
        assert leftovers(out) == []
        (disk / "other").unlink()
        stand_in.run(texts[1], out)
        assert stand_in.tables(out) == fresh

    def test_a_full_disk_is_said_to_be_full(self, texts, disk, quick):
        (disk / "other").write_bytes(bytes(shutil.disk_usage(disk).free - 50_000))
        with pytest.raises(ResultError, match=r"No space left on device|disk is full"):
            stand_in.run(texts[0], disk / "out")
        assert stand_in.tables(disk / "out") == {}

    def test_a_read_only_disk(self, texts, disk, quick):
        stand_in.run(texts[0], disk / "out")
        before = stand_in.tables(disk / "out")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        with pytest.raises(ResultError, match=r"cannot be written \(Read-only file system\)"):
            stand_in.run(texts[1], disk / "out")
        assert stand_in.tables(disk / "out") == before

    def test_a_cache_without_room_costs_a_warning(self, texts, tmp_path, disk, quick):
        (disk / "other").write_bytes(bytes(shutil.disk_usage(disk).free))
        from pipeline.run import run_pipeline

        report = run_pipeline([texts[0]], tmp_path / "out", cache=disk / "cache")
        assert len(report.warnings) == 1
        assert "results are not kept" in report.warnings[0]
        assert report.counts["sources_read"] == len(list(texts[0].iterdir()))


class TestPlaces:
    def test_the_input_folder_itself(self, texts, quick):
        with pytest.raises(InputError, match="is the input itself; choose another --out"):
            stand_in.run(texts[0], texts[0])
        assert not (texts[0] / STORE).exists()

    def test_a_file(self, texts, tmp_path, quick):
        (tmp_path / "out").write_text("mine")
        with pytest.raises(ResultError, match="is a file, not a folder; choose another --out"):
            stand_in.run(texts[0], tmp_path / "out")
        assert (tmp_path / "out").read_text() == "mine"

    def test_a_folder_with_tables_of_somebody_else(self, texts, tmp_path, quick):
        (tmp_path / "people.csv").write_text("name\nAda\n")
        with pytest.raises(ResultError, match=r"holds a people\.csv that is not of an earlier run"):
            stand_in.run(texts[0], tmp_path)
        assert (tmp_path / "people.csv").read_text() == "name\nAda\n"

    def test_a_clock_that_was_set_back(self, texts, tmp_path, quick):
        out, cache = tmp_path / "out", tmp_path / "cache"
        stand_in.run(texts[0], out, cache=cache)
        future = time.time() + 10 * 365 * 86400
        for path in (*tmp_path.rglob("*"), *(out / STORE).rglob("*")):
            os.utime(path, (future, future), follow_symlinks=False)
        shutil.rmtree(texts[0])
        stand_in.write_sources(texts[0], 20, 2)
        stand_in.run(texts[0], out, cache=cache)
        stand_in.run(texts[1], tmp_path / "fresh")
        assert stand_in.tables(out) == stand_in.tables(tmp_path / "fresh")


class TestChangeOver:
    """Interrupted at each step of making a new result the visible one, over nothing, a result, and a plain copy."""

    def publish(self, out: Path, text: str) -> None:
        with commit.new_result(out) as folder:
            for name in FILES:
                (folder / name).write_text(text)

    def seen(self, out: Path) -> set[str]:
        return {(out / name).read_text() if (out / name).exists() else "nothing" for name in FILES}

    @pytest.mark.parametrize("over", ["nothing", "a result", "a plain copy"])
    def test_one_whole_result_is_visible_at_any_step(self, tmp_path, monkeypatch, over):
        step, is_done = 0, False
        while not is_done:
            step += 1
            out = tmp_path / f"out{step}"
            if over != "nothing":
                self.publish(out, over)
            if over == "a plain copy":
                shutil.copytree(out, tmp_path / f"copy{step}", ignore=shutil.ignore_patterns(STORE))
                out = tmp_path / f"copy{step}"
            with monkeypatch.context() as patched:
                patched.setattr(os, "replace", _stopping(os.replace, step))
                try:
                    self.publish(out, "new")
                    is_done = True
                except KeyboardInterrupt:
                    assert self.seen(out) in ({over}, {"new"})
            self.publish(out, "newer")
            assert self.seen(out) == {"newer"}
            assert leftovers(out) == []
            assert {path.name for path in out.iterdir()} == {*FILES, STORE}
        assert step > 2


def _stopping(replace, step):
    """``os.replace`` that is interrupted when it is called for the ``step``-th time."""
    calls = 0

    def stopping(source, target):
        nonlocal calls
        calls += 1
        if calls == step:
            raise KeyboardInterrupt
        replace(source, target)

    return stopping


class TestSameBytes:
    @pytest.fixture
    def fresh(self, texts, tmp_path, quick):
        stand_in.run(texts[0], tmp_path / "fresh")
        return stand_in.tables(tmp_path / "fresh")

    @pytest.mark.parametrize("n", [1, 2, 4])
    @pytest.mark.parametrize("size", [1, 2_000, 1_000_000])
    def test_with_any_number_of_processes_and_any_shard(self, texts, tmp_path, fresh, n, size, monkeypatch):
        monkeypatch.setattr(workers, "SHARD_BYTES", size)
        stand_in.run(texts[0], tmp_path / "out", workers=n)
        assert stand_in.tables(tmp_path / "out") == fresh

    def test_in_any_order_of_the_inputs(self, texts, tmp_path, fresh):
        from pipeline.run import run_pipeline

        files = sorted(texts[0].iterdir(), reverse=True)
        random.Random(0).shuffle(files)
        run_pipeline(files, tmp_path / "out")
        assert stand_in.tables(tmp_path / "out") == fresh

    @pytest.mark.parametrize("n", [1, 2])
    def test_with_what_was_kept_and_what_is_new(self, texts, tmp_path, fresh, n):
        """Sources that changed, that are new and that are gone: the rows are those of a fresh run."""
        out, cache = tmp_path / "out", tmp_path / "cache"
        stand_in.run(texts[1], out, workers=n, cache=cache)
        stand_in.run(texts[0], out, workers=n, cache=cache)
        assert stand_in.tables(out) == fresh
        reused = json.loads((out / "run.json").read_text())["reused"]
        assert 0 < reused < len(list(texts[0].iterdir()))

    @pytest.mark.slow
    @pytest.mark.model
    def test_with_the_model_as_well(self, tmp_path):
        from benchmarks.articles import write_articles

        write_articles(tmp_path / "texts", 12)
        script = "from pipeline.engine import workers; workers.SHARD_BYTES = {}; from pipeline.cli import main; main()"
        results = []
        for n, seed, size in ((1, "0", 1), (2, "1", 1), (2, "2", 5_000), (4, "3", 2_000)):
            out = tmp_path / f"out{seed}"
            command = [sys.executable, "-W", "ignore", "-c", script.format(size), "run", str(tmp_path / "texts")]
            command += ["--out", str(out), "--workers", str(n), "--no-cache", "--quiet"]
            subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed})
            results.append(stand_in.tables(out))
        assert all(found == results[0] for found in results)
        assert len(results[0]["statements.csv"]) > 10_000

    def test_a_source_that_is_gone_leaves_no_row(self, texts, tmp_path, quick):
        out, cache = tmp_path / "out", tmp_path / "cache"
        stand_in.run(texts[0], out, cache=cache)
        gone = sorted(texts[0].iterdir())[3]
        gone.unlink()
        stand_in.run(texts[0], out, cache=cache)
        tables = [name for name in FILES if name.endswith(".csv")]
        assert not any(gone.name in (out / name).read_text("utf-8") for name in tables)
        stand_in.run(texts[0], tmp_path / "fresh")
        assert stand_in.tables(out) == stand_in.tables(tmp_path / "fresh")
