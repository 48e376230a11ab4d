"""Several processes: the same results in the same order, and an input that kills one or hangs is set aside."""

import os
import signal
import time
from collections import Counter

import pytest

from pipeline.config import Config
from pipeline.engine import crew, reading, workers
from pipeline.engine.cache import Cache
from pipeline.engine.shelf import Shelf
from pipeline.errors import EngineError, ModelError
from pipeline.records import Page, Raw, SourceReading

KILLER, FLAKY, HANGS = "kills the process", "kills the process once", "hangs"


def read(source, _model, _config, seconds):
    """Stands for the stages: answers at once, or ends the process without a word, or never answers."""
    if source.text == KILLER or (source.text.startswith(FLAKY) and not os.path.exists(source.text.split(":")[1])):
        if source.text != KILLER:
            open(source.text.split(":")[1], "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    if source.text == HANGS:
        time.sleep(60)
    if source.text == "fails":
        raise ValueError("a fault of ours")
    seconds["ner"] = 1.0
    return SourceReading(Page(source))


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch):
    """Fork, so that workers see the stand-ins, and no model."""
    monkeypatch.setattr("pipeline.engine.stages.read", read)
    monkeypatch.setattr("pipeline.ner.model.load_model", lambda *_, **__: None)
    monkeypatch.setattr(crew, "START", "fork")


@pytest.fixture(params=[1, 2], ids=["one process", "two processes"])
def n(request):
    return request.param


def raws(*texts: str) -> list[Raw]:
    return [Raw(f"{i:03}.txt", text.encode()) for i, text in enumerate(texts)]


def sources(given, n, shelf=None):
    return [result.reading.page.source for result in workers.read_all(given, Config(), workers=n, shelf=shelf)]


def statuses(found) -> list[str]:
    return [source.status for source in found]


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("inputs_a_shard", [1, 3, 64])
def test_results_come_in_the_order_of_the_inputs(n, inputs_a_shard, monkeypatch):
    monkeypatch.setattr(workers, "SHARD_INPUTS", inputs_a_shard)
    found = sources(raws(*map(str, range(200))), n)
    assert [(source.name, source.text) for source in found] == [(f"{i:03}.txt", str(i)) for i in range(200)]


def test_one_process_and_several_give_the_same_bytes(monkeypatch):
    given = raws(*("text " * (i % 7) + str(i) for i in range(100)), "", "fails")
    alone = [result.data for result in workers.read_all(given, Config(), workers=1)]
    for size in (1, 100, 10_000):
        monkeypatch.setattr(workers, "SHARD_BYTES", size)
        assert [result.data for result in workers.read_all(given, Config(), workers=2)] == alone


def test_what_waits_is_bounded(monkeypatch):
    """However many inputs there are, no more are taken in than a few shards, beside results that wait."""
    monkeypatch.setattr(workers, "SHARD_INPUTS", 2)
    monkeypatch.setattr(workers, "HELD", 1)
    taken = 0

    def counted():
        nonlocal taken
        for raw in raws(*map(str, range(1000))):
            taken += 1
            yield raw

    for given, _ in enumerate(workers.read_all(counted(), Config(), workers=2), 1):
        assert taken - given <= 2 * 2 * 5


def test_results_that_wait_for_a_slow_input_are_bounded(monkeypatch):
    monkeypatch.setattr(workers, "HELD", 1)
    assert statuses(sources(raws(*map(str, range(300))), 2)) == ["read"] * 300


class TestDeath:
    def test_an_input_that_kills_twice_is_refused_and_the_others_are_read(self):
        found = sources(raws("a", KILLER, "b", "c", KILLER, "d"), 2)
        assert statuses(found) == ["read", "refused", "read", "read", "refused", "read"]
        assert "ended the process 2 times" in found[1].reason
        assert len(found[1].sha256) == 64

    def test_one_that_kills_once_is_tried_again(self, tmp_path):
        assert statuses(sources(raws("a", f"{FLAKY}:{tmp_path / 'once'}", "b"), 2)) == ["read"] * 3

    def test_processes_that_end_while_they_load_the_model_end_the_run(self, monkeypatch):
        monkeypatch.setattr("pipeline.ner.model.load_model", lambda *_, **__: os._exit(9))
        with pytest.raises(EngineError, match="use fewer --workers"):
            sources(raws("a", "b"), 2)

    def test_a_model_that_cannot_be_loaded_is_said_as_it_is(self, n, monkeypatch):
        def missing(*_, **__):
            raise ModelError("not installed")

        monkeypatch.setattr("pipeline.ner.model.load_model", missing)
        with pytest.raises(ModelError, match=r"^not installed$"):
            sources(raws("a", "b"), n)

    def test_no_process_is_left_when_the_run_is_given_up(self):
        results = workers.read_all(raws(*map(str, range(500))), Config(), workers=2)
        next(results)
        pids = [process.pid for process in crew.multiprocessing.active_children()]
        assert pids
        results.close()
        for pid in pids:
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)


def test_an_input_that_takes_absurdly_long_is_set_aside(n, monkeypatch):
    monkeypatch.setattr(reading, "AT_LEAST", 0.3)
    monkeypatch.setattr(workers, "_LOOK", 0.1)
    found = sources(raws("a", HANGS, "b"), n)
    assert statuses(found) == ["read", "refused", "read"]
    assert found[1].reason.startswith("not read within 0 seconds; leave it out or split it")


def test_one_that_hangs_is_noticed_also_where_large_inputs_follow(monkeypatch):
    """What is too large for the pipe is not handed to a process that might never take it."""
    monkeypatch.setattr(reading, "AT_LEAST", 0.3)
    monkeypatch.setattr(reading, "BYTES_A_SECOND", 10**9)
    monkeypatch.setattr(workers, "_LOOK", 0.1)
    monkeypatch.setattr(crew, "_receive", _receive_once)
    given = raws("a", HANGS, *["word " * 500_000] * 3)
    assert statuses(sources(given, 2)) == ["read", "refused", "read", "read", "read"]


def _receive_once(connection, shards):
    """Stands for a thread that is not let run while the main one hangs in a library."""
    while True:
        taken = connection.recv()
        shards.put(taken)
        if any(raw.data == HANGS.encode() for raw in taken):
            time.sleep(60)


def test_large_inputs_may_take_longer():
    assert reading.longest(Raw("a", b"x")) == 120
    assert reading.longest(Raw("a", b"x" * 50_000_000)) == 500_000


def test_a_fault_of_ours_refuses_its_input_alone(n):
    found = sources(raws("a", "fails", "b"), n)
    assert statuses(found) == ["read", "refused", "read"]
    assert "ValueError at" in found[1].reason


class TestKept:
    @pytest.fixture
    def shelf(self, tmp_path):
        cache = Cache(tmp_path)
        yield Shelf(cache, "settings")
        cache.close()

    def test_what_is_kept_is_not_read_again(self, shelf, n, monkeypatch):
        first = sources(raws("a", "b"), n, shelf)
        monkeypatch.setattr("pipeline.ner.model.load_model", lambda *_, **__: pytest.fail("the model was loaded"))
        shelf._cache.flush()
        assert sources(raws("a", "b"), n, shelf) == first

    def test_only_what_is_new_is_read(self, shelf, n):
        sources(raws("a", "b"), n, shelf)
        shelf._cache.flush()
        results = workers.read_all(raws("a", "b", "c"), Config(), workers=n, shelf=shelf)
        assert Counter(result.is_reused for result in results) == {True: 2, False: 1}

    @pytest.mark.parametrize(
        "other",
        [
            Raw("000.txt", b"b"),
            Raw("001.txt", b"a"),
            Raw("000.txt", b"a", media_type="text/html"),
            Raw("000.txt", b"a", status="skipped"),
            Raw("000.txt", b"a", reason="cut"),
        ],
        ids=["bytes", "name", "media type", "status", "reason"],
    )
    def test_another_input_is_another_entry(self, shelf, other):
        sources(raws("a"), 1, shelf)
        shelf._cache.flush()
        assert shelf.find(Raw("000.txt", b"a"))
        assert shelf.find(other) is None
        assert Shelf(shelf._cache, "other settings").find(Raw("000.txt", b"a")) is None

    @pytest.mark.parametrize("text", ["fails", KILLER])
    def test_what_may_go_well_another_time_is_not_kept(self, shelf, text):
        sources(raws(text), 2, shelf)
        shelf._cache.flush()
        assert shelf.find(raws(text)[0]) is None

    def test_what_is_refused_for_what_it_holds_is_kept(self, shelf):
        sources(raws(""), 1, shelf)
        shelf._cache.flush()
        assert shelf.find(raws("")[0]).reading.page.source.status == "refused"


@pytest.mark.parametrize(("size", "processes"), [(1_000, 0), (200_000, 2)], ids=["little", "much"])
def test_by_default_processes_are_started_where_they_pay(size, processes, monkeypatch):
    monkeypatch.setattr(workers, "cores", lambda: 2)
    results = workers.read_all(raws(*["word " * 200] * (size // 1000)), Config(), workers=None)
    next(results)
    assert len(crew.multiprocessing.active_children()) == processes
    results.close()
