"""Runs on a Ray cluster give the bytes of a local run, also where a node dies in their midst.

Needs the extra `ray`; `python -m pytest -m ray tests/cluster`.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks import made
from pipeline.config import Config
from pipeline.engine.ray import read_on_ray
from pipeline.engine.reading import Result, read_watched
from pipeline.errors import EngineError
from pipeline.export.tables import write_tables
from pipeline.packing import pack_tight
from pipeline.records import Raw

ray = pytest.importorskip("ray", reason="needs the extra ray")
pytestmark = pytest.mark.ray

RAWS = [Raw(f"{number:03}.txt", b"." * 20_000) for number in range(300)]
"""Fifteen shards."""


def stand_in(raws: Sequence[Raw], config: Config) -> list[Result]:
    """Readings that are made up, slowly: what Ray does to them is what matters here."""
    time.sleep(0.5)
    return [Result(pack_tight(made.reading(int(raw.name[:3]))), {}) for raw in raws]


def deadly(raws: Sequence[Raw], config: Config) -> list[Result]:
    """One input ends every process that reads it."""
    if any(raw.name == "007.txt" for raw in raws):
        os._exit(1)
    return stand_in(raws, config)


def broken(raws: Sequence[Raw], config: Config) -> list[Result]:
    raise EngineError("the node has no model")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    from ray.cluster_utils import Cluster

    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    ray.init(address=cluster.address, logging_level="error", log_to_driver=False)
    yield cluster
    ray.shutdown()
    cluster.shutdown()


def tables(results: Iterator[Result], folder: Path) -> dict[str, str]:
    """Digests of the tables that the results make."""
    folder.mkdir()
    write_tables((result.reading for result in results), folder)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def read(read: Any, **options: Any) -> Iterator[Result]:
    return read_on_ray(iter(RAWS), Config(), "settings", read=read, **options)


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return tables(iter(stand_in(RAWS, Config())), tmp_path_factory.mktemp("local") / "out")


@pytest.mark.parametrize("place", ["through Ray", "a folder", "an object store"])
def test_a_node_dies(cluster: Any, local: dict[str, str], tmp_path: Path, place: str) -> None:
    """… once the first results are there, while others are being read on it."""
    shards = {"through Ray": None, "a folder": str(tmp_path / "shards"), "an object store": "memory://shards"}[place]
    node = cluster.add_node(num_cpus=2)
    cluster.wait_for_nodes()
    died = []

    def watched() -> Iterator[Result]:
        for number, result in enumerate(read(stand_in, shards=shards)):
            if number == 0:
                cluster.remove_node(node, allow_graceful=False)
                died.append(number)
            yield result

    assert tables(watched(), tmp_path / "out") == local
    assert died == [0]


def test_the_next_run_takes_up_what_is_there(cluster: Any, local: dict[str, str], tmp_path: Path) -> None:
    shards = str(tmp_path / "shards")
    first = read(stand_in, shards=shards)
    for _ in range(60):  # then it is interrupted
        next(first)
    first.close()
    before = {path.name: path.read_bytes() for path in Path(shards).rglob("*.json")}
    assert before
    assert tables(read(stand_in, shards=shards), tmp_path / "out") == local
    after = {path.name: path.read_bytes() for path in Path(shards).rglob("*.json")}
    assert before.items() <= after.items()
    assert tables(read(broken, shards=shards), tmp_path / "again") == local  # nothing is read any more


def test_an_input_that_ends_its_process_is_set_aside_alone(cluster: Any) -> None:
    found = [
        result.reading.page.source for result in read_on_ray(RAWS[5:9], Config(), "settings", read=deadly, retries=1)
    ]
    assert [number for number, source in enumerate(found) if source.status == "refused"] == [2]
    assert found[2].name == "007.txt"
    assert "ended the process" in (found[2].reason or "")


def test_what_goes_wrong_on_a_node_is_said_in_one_line(cluster: Any) -> None:
    with pytest.raises(EngineError, match=r"^the node has no model$"):
        list(read(broken))


def test_with_the_model(cluster: Any, tmp_path: Path, model: Any) -> None:
    config = Config(reader=False)
    said = "Quito Mayor Ana Ruiz said on Monday that talks number {} would go on. “We have time,” Ruiz said.\n"
    raws = [Raw(f"{number}.txt", ("Talks Go On\n\n" + said.format(number)).encode()) for number in range(12)]
    here = tables((read_watched(raw, model, config) for raw in raws), tmp_path / "here")
    assert tables(read_on_ray(raws, config, "settings"), tmp_path / "there") == here
