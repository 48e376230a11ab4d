"""Results kept for the next run: found again byte for byte, bounded in size, never a reason for a run to fail."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import cli
from pipeline.engine import cache as module
from pipeline.engine.cache import Cache, default_limit, entry_key, read_size
from pipeline.engine.store import FILE
from pipeline.errors import InputError

ROOT = Path(__file__).resolve().parent.parent
SMALL = 400_000
"""A limit that holds some ninety results of PAGE bytes."""
PAGE = 3_500


def key(number: int, settings: str = "settings") -> bytes:
    return entry_key(settings, f"{number}.txt")


def fill(folder: Path, numbers: range, **options) -> Cache:
    cache = Cache(folder, **options)
    for number in numbers:
        if cache.get(key(number)) is None:
            cache.put(key(number), os.urandom(PAGE))
    cache.close()
    return cache


def found(folder: Path, numbers: range) -> list[int]:
    cache = Cache(folder)
    try:
        return [number for number in numbers if cache.get(key(number))]
    finally:
        cache.close()


def test_what_was_put_is_found_by_the_next_run_byte_for_byte(tmp_path):
    data = {key(number): os.urandom(number * 100) for number in range(200)}
    cache = Cache(tmp_path)
    for name, value in data.items():
        cache.put(name, value)
    cache.close()
    again = Cache(tmp_path)
    assert {name: again.get(name) for name in data} == data
    assert again.get(key(200)) is None
    assert cache.warning is again.warning is None


@pytest.mark.parametrize(
    "parts",
    [("b", "text", None), ("a", "texts", None), ("a", "text", "skipped"), ("a\0text", "", None)],
    ids=["settings", "bytes", "status", "where one part ends"],
)
def test_whatever_a_result_depends_on_makes_another_key(parts):
    assert entry_key("a", "text", None) == entry_key("a", "text", None)
    assert entry_key(*parts) != entry_key("a", "text", None)


def test_reading_can_be_left_out_and_results_still_be_kept(tmp_path):
    fill(tmp_path, range(3))
    cache = Cache(tmp_path, reads=False)
    assert cache.get(key(1)) is None
    cache.put(key(1), b"new")
    cache.close()
    assert Cache(tmp_path).get(key(1)) == b"new"


class TestSize:
    def test_it_is_never_outgrown(self, tmp_path):
        for first in range(0, 1000, 100):
            fill(tmp_path, range(first, first + 100), limit=SMALL)
            assert (tmp_path / FILE).stat().st_size <= SMALL

    def test_what_was_used_least_recently_goes_first(self, tmp_path):
        fill(tmp_path, range(40), limit=SMALL)
        fill(tmp_path, range(40, 80), limit=SMALL)
        fill(tmp_path, range(20), limit=SMALL)  # 20 to 39 were not used since
        fill(tmp_path, range(80, 95), limit=SMALL)
        assert not set(range(20, 30)) & set(found(tmp_path, range(95)))
        assert {*range(20), *range(45, 95)} <= set(found(tmp_path, range(95)))

    def test_a_corpus_too_large_for_it_is_kept_in_part(self, tmp_path):
        """A plain queue would always have thrown away just what is asked for next."""
        for _ in range(3):
            cache = fill(tmp_path, range(300), limit=SMALL)
        assert len(found(tmp_path, range(300))) > 50
        assert cache.warning is None

    def test_the_clock_does_not_count(self, tmp_path, monkeypatch):
        fill(tmp_path, range(40), limit=SMALL)
        monkeypatch.setattr("time.time", lambda: 0.0)
        fill(tmp_path, range(40, 110), limit=SMALL)
        assert set(range(60, 100)) <= set(found(tmp_path, range(110)))

    def test_it_can_be_set_for_good_and_cleared(self, tmp_path):
        fill(tmp_path, range(500))
        cache = Cache(tmp_path)
        cache.resize(SMALL)
        cache.close()
        assert (tmp_path / FILE).stat().st_size <= SMALL
        cache = Cache(tmp_path)
        assert cache.state().limit == SMALL
        assert cache.state().entries > 50
        cache.clear()
        assert cache.state().entries == 0
        cache.close()
        assert (tmp_path / FILE).stat().st_size < 100_000

    @pytest.mark.parametrize(
        ("text", "size"),
        [("500M", 500 * 1024**2), ("2 GiB", 2 * 1024**3), ("1.5g", 3 * 1024**3 // 2), ("1000", 1000), ("0", 0)],
    )
    def test_sizes_are_written_as_people_do(self, text, size, monkeypatch):
        assert read_size(text) == size
        monkeypatch.setenv("WHOSAID_CACHE_SIZE", text)
        assert default_limit() == size

    @pytest.mark.parametrize("text", ["much", "-1", "2X", "G"])
    def test_others_are_refused_in_a_line(self, text, monkeypatch):
        monkeypatch.setenv("WHOSAID_CACHE_SIZE", text)
        with pytest.raises(InputError, match=r"^WHOSAID_CACHE_SIZE: .* is not a size; write it like"):
            default_limit()


def test_the_state_tells_entries_size_and_what_the_last_run_found(tmp_path):
    fill(tmp_path, range(10))
    fill(tmp_path, range(5, 20))
    state = Cache(tmp_path).state()
    assert (state.entries, state.asked, state.found) == (20, 15, 5)
    assert 20 * PAGE < state.size < 60 * PAGE


class TestTrouble:
    def test_a_damaged_file_is_begun_anew_with_a_warning(self, tmp_path):
        fill(tmp_path, range(10))
        (tmp_path / FILE).write_bytes(b"no database at all" * 1000)
        cache = fill(tmp_path, range(10))
        assert "was damaged" in cache.warning
        assert found(tmp_path, range(10)) == list(range(10))

    def test_damage_amid_the_file_is_noticed(self, tmp_path):
        fill(tmp_path, range(100))
        data = bytearray((tmp_path / FILE).read_bytes())
        for place in range(8192, len(data), 4096):
            data[place : place + 200] = os.urandom(200)
        (tmp_path / FILE).write_bytes(data)
        fill(tmp_path, range(100))
        assert found(tmp_path, range(100)) == list(range(100))

    def test_a_result_that_is_not_as_it_was_written_counts_as_none(self, tmp_path):
        fill(tmp_path, range(3))
        file = sqlite3.connect(tmp_path / FILE)
        file.execute("UPDATE readings SET data = x'00' WHERE id = (SELECT id FROM entries WHERE key = ?)", (key(1),))
        file.commit()
        file.close()
        assert found(tmp_path, range(3)) == [0, 2]
        fill(tmp_path, range(3))
        assert found(tmp_path, range(3)) == [0, 1, 2]

    def test_one_of_another_layout_is_begun_anew(self, tmp_path):
        fill(tmp_path, range(3))
        file = sqlite3.connect(tmp_path / FILE)
        file.execute("PRAGMA user_version = 99")
        file.close()
        fill(tmp_path, range(3))
        assert found(tmp_path, range(3)) == [0, 1, 2]

    def test_a_damaged_one_that_another_run_uses_is_let_be(self, tmp_path):
        other = Cache(tmp_path)
        (tmp_path / FILE).write_bytes(b"no database at all" * 1000)
        cache = fill(tmp_path, range(3))
        assert "cannot be used" in cache.warning
        other.close()

    def test_a_folder_that_cannot_be_made(self, tmp_path):
        (tmp_path / "file").write_text("")
        cache = fill(tmp_path / "file" / "cache", range(3))
        assert "cannot be used (" in cache.warning
        assert "\n" not in cache.warning
        assert cache.state() is None

    def test_a_full_disk(self, tmp_path, monkeypatch):
        """SQLite's own bound on the size of a file stands for that of the disk: the error is the same."""
        cache = Cache(tmp_path)
        cache._file._file.execute("PRAGMA max_page_count = 20")
        for number in range(100):
            cache.put(key(number), os.urandom(PAGE))
        cache.close()
        assert "disk is full" in cache.warning
        assert Cache(tmp_path).state().entries == 0

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
    def test_a_read_only_folder(self, tmp_path):
        fill(tmp_path, range(3))
        tmp_path.chmod(0o555)
        cache = fill(tmp_path, range(3))
        tmp_path.chmod(0o755)
        assert "cannot be used" in cache.warning


WRITER = """
import os, sys
from pathlib import Path
from pipeline.engine import cache as module
module.FLUSH_BYTES = 20_000
from test_cache import fill
print(fill(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3]))).warning, flush=True)
"""


def writer(folder: Path, first: int, last: int) -> subprocess.Popen:
    paths = {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, "-c", WRITER, str(folder), str(first), str(last)]
    return subprocess.Popen(command, env={**os.environ, **paths}, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_several_processes_at_once(tmp_path):
    writers = [writer(tmp_path, 200 * n, 200 * n + 300) for n in range(4)]
    assert [process.communicate()[0].strip() for process in writers] == ["None"] * 4
    assert found(tmp_path, range(900)) == list(range(900))


@pytest.mark.slow
def test_a_process_that_is_killed_leaves_it_sound(tmp_path):
    for tries in range(10):
        process = writer(tmp_path, 0, 20_000)
        while not (tmp_path / FILE).exists() or (tmp_path / FILE).stat().st_size < 50_000 * (tries + 1):
            if process.poll() is not None:
                break
        process.send_signal(signal.SIGKILL)
        process.communicate()
        cache = Cache(tmp_path)
        kept = [cache.get(key(number)) for number in range(20_000)]
        assert cache.warning is None
        assert all(len(data) == PAGE for data in kept if data)
        cache.close()
        file = sqlite3.connect(tmp_path / FILE)
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        file.close()


def test_flushing_is_by_bytes_or_by_time(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "FLUSH_BYTES", 10_000)
    cache = Cache(tmp_path)
    for number in range(10):
        cache.put(key(number), os.urandom(PAGE))
    shutil.copytree(tmp_path, tmp_path / "killed")  # what a kill would leave
    assert found(tmp_path / "killed", range(10)) == list(range(9))


class TestCommand:
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path, monkeypatch):
        monkeypatch.setenv("WHOSAID_CACHE", str(tmp_path))
        monkeypatch.delenv("WHOSAID_CACHE_SIZE", raising=False)

    def call(self, *words: str) -> tuple[int, list[str]]:
        done = CliRunner().invoke(cli.app, ["cache", *words])
        return done.exit_code, done.output.splitlines()

    def test_it_says_where_how_many_how_large_and_how_much_the_last_run_found(self, tmp_path):
        fill(tmp_path, range(10))
        fill(tmp_path, range(5, 20))
        code, lines = self.call()
        assert code == 0
        assert lines[0] == f"Folder: {tmp_path}"
        assert re.fullmatch(r"Results: 20, \d+ KiB of at most 2\.0 GiB", lines[1])
        assert lines[2] == "Last run: 5 of 15 sources were there (33%)"

    def test_it_clears(self, tmp_path):
        fill(tmp_path, range(10))
        assert self.call("--clear")[1][1].startswith("Results: 0, ")
        assert found(tmp_path, range(10)) == []

    def test_it_bounds_for_good(self, tmp_path):
        fill(tmp_path, range(500))
        self.call("--max-size", "400K")
        assert (tmp_path / FILE).stat().st_size <= 400 * 1024
        assert self.call()[1][1].endswith("of at most 400 KiB")

    def test_what_is_no_size_is_refused(self):
        with pytest.raises(InputError, match="write it like 500M"):
            CliRunner().invoke(cli.app, ["cache", "--max-size", "much"], catch_exceptions=False)

    def test_a_cache_that_cannot_be_used_ends_1(self, tmp_path, monkeypatch):
        (tmp_path / "file").write_text("")
        monkeypatch.setenv("WHOSAID_CACHE", str(tmp_path / "file" / "cache"))
        code, lines = self.call()
        assert code == 1
        assert len(lines) == 1
