"""Several processes: the same results in the same order, and a source that kills one is set aside."""

import os
import signal
from collections import Counter

import pytest

from pipeline.config import Config
from pipeline.engine import workers
from pipeline.engine.cache import Cache
from pipeline.packing import pack, unpack
from pipeline.records import Page, Raw, SourceReading
from pipeline.sources import read_raw

KILLER, FLAKY = "kills the process", "kills the process once"


def read(source, _model, _config, seconds):
    """Stands for the stages: answers at once, or ends the process without a word."""
    if source.text == KILLER or (source.text.startswith(FLAKY) and not os.path.exists(source.text.split(":")[1])):
        if source.text != KILLER:
            open(source.text.split(":")[1], "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    if source.text == "fails":
        raise ValueError("a fault of ours")
    seconds["ner"] = 1.0
    return SourceReading(Page(source))


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch):
    """Fork, so that workers see the stand-ins, and no model."""
    monkeypatch.setattr("pipeline.engine.stages.read", read)
    monkeypatch.setattr("pipeline.ner.model.load_model", lambda *_, **__: None)
    monkeypatch.setattr(workers, "START", "fork")


def statuses(results) -> list[tuple[str, str]]:
    return [(r.reading.page.source.name, r.reading.page.source.status) for r in results]


def raws(*texts: str) -> list[Raw]:
    return [Raw(f"{i:03}.txt", text.encode()) for i, text in enumerate(texts)]


def packed(raw: Raw) -> bytes:
    return pack(SourceReading(Page(read_raw(raw, Config()))))


@pytest.mark.parametrize("n", [1, 2, 3])
def test_results_come_in_the_order_of_the_sources(n):
    given = raws(*map(str, range(50)))
    results = workers.read_in_processes(given, Config(), None, n)
    assert [r.reading.page.source.text for r in results] == [raw.data.decode() for raw in given]


def test_a_source_that_kills_twice_is_refused_and_the_others_are_read():
    results = list(workers.read_in_processes(raws("a", KILLER, "b", "c"), Config(), None, 2))
    assert statuses(results) == [
        ("000.txt", "read"),
        ("001.txt", "refused"),
        ("002.txt", "read"),
        ("003.txt", "read"),
    ]
    assert "ended the process 2 times" in results[1].reading.page.source.reason


def test_a_source_that_kills_once_is_tried_again(tmp_path):
    results = workers.read_in_processes(raws("a", f"{FLAKY}:{tmp_path / 'once'}", "b"), Config(), None, 2)
    assert [status for _, status in statuses(results)] == ["read"] * 3


@pytest.mark.parametrize("n", [0, 2])
def test_a_fault_of_ours_refuses_its_source_alone(n):
    given = raws("a", "fails", "b")
    results = workers.read_in_processes(given, Config(), None, n) if n else workers.read_here(given, Config(), None)
    found = [r.reading.page.source for r in results]
    assert [source.status for source in found] == ["read", "refused", "read"]
    assert "ValueError at" in found[1].reason


def test_the_cache_answers_for_what_it_has(tmp_path):
    cache = Cache(tmp_path, "settings")
    given = raws("a", KILLER, "b")
    cache.put(given[1], packed(given[1]))
    results = list(workers.read_in_processes(given, Config(), cache, 2))
    assert Counter(r.is_reused for r in results) == {False: 2, True: 1}
    assert all(r.is_reused for r in workers.read_in_processes(given, Config(), cache, 2))


def test_a_damaged_cache_file_counts_as_none(tmp_path):
    cache = Cache(tmp_path, "settings")
    (given,) = raws("a")
    cache.put(given, packed(given))
    assert unpack(cache.get(given)).page.source.text == "a"
    (path,) = tmp_path.rglob("*.msgpack")
    path.write_bytes(path.read_bytes()[:5])
    assert cache.get(given) is None


def test_other_settings_or_other_bytes_are_another_entry(tmp_path):
    (given,) = raws("a")
    Cache(tmp_path, "settings").put(given, packed(given))
    assert Cache(tmp_path, "others").get(given) is None
    assert Cache(tmp_path, "settings").get(Raw(given.name, b"b")) is None
