"""Results of shards in a store: there once or not at all, whatever happened before."""

from __future__ import annotations

from pathlib import Path

import pytest
from readings import berg

from pipeline.engine.reading import Result
from pipeline.engine.shards import ShardStore, pack_results, shard_key
from pipeline.errors import EngineError
from pipeline.packing import pack_tight
from pipeline.records import Raw

pytest.importorskip("fsspec")
KEY = shard_key("settings", [Raw("a.txt", b"Berg spoke.")])
RESULTS = [Result(pack_tight(berg()), {"ner": 0.5})]


@pytest.fixture(params=["a folder", "an object store"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "shards") if request.param == "a folder" else f"memory://{tmp_path}"


def test_what_was_committed_is_found(url: str) -> None:
    store = ShardStore(url)
    store.commit(KEY, store.write(KEY, pack_results(RESULTS)))
    assert ShardStore(url).find(KEY) == RESULTS
    assert ShardStore(url).find(KEY)[0].reading == berg()


def test_nothing_is_there_before_the_commit(url: str) -> None:
    store = ShardStore(url)
    store.write(KEY, pack_results(RESULTS))
    assert not store.has(KEY)
    assert store.find(KEY) is None


def test_a_shard_that_was_read_twice_is_there_once(url: str) -> None:
    store = ShardStore(url)
    first, second = (store.write(KEY, pack_results(RESULTS)) for _ in range(2))
    store.commit(KEY, first)
    store.commit(KEY, second)
    assert store.find(KEY) == RESULTS
    store.sweep([KEY])
    assert store.find(KEY) == RESULTS
    assert len(files(store, url)) == 2  # the manifest and what it names


def test_what_others_wrote_is_not_swept(url: str) -> None:
    store = ShardStore(url)
    other = shard_key("other settings", [])
    store.write(other, b"half")
    store.sweep([KEY])
    assert len(files(store, url)) == 1


@pytest.mark.parametrize("left", [0, 1, -1], ids=["nothing", "a byte", "all but a byte"])
def test_what_is_damaged_is_not_there(url: str, left: int) -> None:
    store = ShardStore(url)
    attempt = store.write(KEY, pack_results(RESULTS))
    store.commit(KEY, attempt)
    (path,) = (path for path in files(store, url) if path.endswith(attempt.name))
    store._fs.pipe_file(path, store._fs.cat_file(path)[:left])
    assert store.find(KEY) is None


def test_a_damaged_manifest_names_nothing(url: str) -> None:
    store = ShardStore(url)
    store.commit(KEY, store.write(KEY, pack_results(RESULTS)))
    (manifest,) = (path for path in files(store, url) if path.endswith(".json"))
    store._fs.pipe_file(manifest, b'{"name"')
    assert store.find(KEY) is None


@pytest.mark.parametrize(
    "raws",
    [
        pytest.param([Raw("a.txt", b"Berg spoke!")], id="other bytes"),
        pytest.param([Raw("b.txt", b"Berg spoke.")], id="another name"),
        pytest.param([Raw("a.txt", b"Berg spoke."), Raw("b.txt", b"")], id="an input more"),
        pytest.param([], id="none"),
    ],
)
def test_other_inputs_have_another_key(raws: list[Raw]) -> None:
    assert shard_key("settings", raws) != KEY


def test_other_settings_have_another_key() -> None:
    assert shard_key("other settings", [Raw("a.txt", b"Berg spoke.")]) != KEY


def test_a_place_that_nobody_knows_is_said_so() -> None:
    with pytest.raises(EngineError, match="no place for shards"):
        ShardStore("nowhere-at-all://bucket/shards")


def files(store: ShardStore, url: str) -> list[str]:
    return [path for path in store._fs.find(store._root) if store._fs.isfile(path)]
