"""A run over very many articles on a cluster, simulated from costs that are measured here.

    python -m benchmarks.scale [--articles N] [--cores N ...] [--hours-to-failure N] [--json]

Measured, in a minute or two: what reading costs per word and per article, gathering, settling and writing per word,
and the bytes of results, of scratch files and of tables. Assumed, and printed with the result: how long articles are,
how fast nodes, how often they fail, how long a call to the store of shards takes. Simulated event by event: shards go
out in order, to one core each; nodes fail and take what they were at with them; one process gathers the results in
order, and writes the tables when all are there.
"""

from __future__ import annotations

import argparse
import heapq
import json
import random
import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from time import process_time

ARTICLES, CORES = 100_000_000, (64, 256, 1024)
_READ, _MADE = 40, 5_000


@dataclass(frozen=True, slots=True)
class Costs:
    """Measured: seconds of one core, and bytes."""

    read_word: float
    read_article: float
    gather_word: float
    settle_word: float
    write_word: float
    result_bytes: float
    scratch_bytes: float
    csv_bytes: float
    parquet_bytes: float


@dataclass(frozen=True, slots=True)
class World:
    """Assumed. Lengths are log-normal; speeds of nodes too, a share of them slow beyond that."""

    median_words: float = 350.0
    sigma: float = 0.85
    most_words: int = 300_000
    bytes_a_word: float = 6.2
    cores_a_node: int = 16
    sigma_speed: float = 0.1
    slow_share: float = 0.03
    slow_speed: float = 0.4
    hours_to_failure: float = 500.0
    hours_to_repair: float = 0.5
    store_call: float = 0.03
    calls_a_shard: int = 4


def measure() -> Costs:
    """The costs on this machine, in processor time, so that others at work do not count."""
    read_article, read_word = _reading()
    with tempfile.TemporaryDirectory(prefix="whosaid-bench-") as folder:
        return _tables(read_word, read_article, Path(folder))


def _reading() -> tuple[float, float]:
    """Seconds an article and a word: short and long articles tell them apart."""
    from benchmarks.articles import article
    from pipeline.config import Config
    from pipeline.engine.reading import read_safely
    from pipeline.ner.model import load_model
    from pipeline.records import Raw

    config = Config()
    model = load_model()
    took: list[tuple[float, float]] = []
    for first, paragraphs in ((0, 4), (1000, 4), (2000, 30)):  # the first round warms up
        texts = [article(first + number, paragraphs) for number in range(_READ)]
        started = process_time()
        for number, text in enumerate(texts):
            read_safely(Raw(f"{number}.txt", text.encode()), model, config)
        took.append(((process_time() - started) / _READ, sum(len(text.split()) for text in texts) / _READ))
    (short, few), (long, many) = took[1:]
    word = (long - short) / (many - few)
    return max(0.0, short - word * few), word


def _tables(read_word: float, read_article: float, folder: Path) -> Costs:
    from benchmarks.made import readings
    from pipeline.export.tables import write_tables
    from pipeline.identity.corpus import Corpus
    from pipeline.packing import pack_tight

    warm = folder / "warm"
    warm.mkdir()
    write_tables(readings(100), warm)
    shutil.rmtree(warm)
    made = list(readings(_MADE, 100))
    words = sum(len(reading.page.source.text.split()) for reading in made)
    results = sum(len(pack_tight(reading)) for reading in made)
    clock: dict[str, float] = {}

    def watched() -> Iterator[object]:
        clock["begun"] = process_time()
        yield from made
        clock["gathered"] = process_time()

    corpus = Corpus()
    for reading in made:
        corpus.add(reading.readings[0])
    started = process_time()
    corpus.settle()
    settle = process_time() - started
    corpus.close()
    with _Peak(folder) as peak:
        write_tables(watched(), folder)  # type: ignore[arg-type]
    ended = process_time()
    sizes = {kind: sum(path.stat().st_size for path in folder.glob(f"*.{kind}")) for kind in ("csv", "parquet")}
    return Costs(
        read_word,
        read_article,
        (clock["gathered"] - clock["begun"]) / words,
        settle / words,
        (ended - clock["gathered"] - settle) / words,
        results / words,
        (peak.bytes - sizes["csv"] - sizes["parquet"]) / words,
        sizes["csv"] / words,
        sizes["parquet"] / words,
    )


class _Peak:
    """The most bytes that a folder held within a ``with`` block."""

    def __init__(self, folder: Path) -> None:
        self.bytes = 0
        self._folder = folder
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> _Peak:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            sizes = 0
            for path in self._folder.rglob("*"):
                try:
                    sizes += path.stat().st_size
                except OSError:
                    continue
            self.bytes = max(self.bytes, sizes)


@dataclass(frozen=True, slots=True)
class Plan:
    """A simulated run. Hours by the clock; ``busy`` is the share of the cores' time that went into what counted."""

    cores: int
    read_hours: float
    core_hours: float
    busy: float
    failures: int
    redone: int
    gather_hours: float
    settle_hours: float
    write_hours: float

    @property
    def hours(self) -> float:
        return max(self.read_hours, self.gather_hours) + self.settle_hours + self.write_hours


def shards(n: int, costs: Costs, world: World) -> tuple[list[float], float]:
    """Seconds of each shard on a core of usual speed, and the words of all articles."""
    import numpy as np

    from pipeline.engine.ray import SHARD_BYTES

    dice = np.random.default_rng(0)
    sizes, seconds, words, left = [], [], 0.0, n
    offset = 0.0
    while left:
        some = min(left, 1_000_000)
        left -= some
        lengths = np.minimum(dice.lognormal(np.log(world.median_words), world.sigma, some), world.most_words)
        words += float(lengths.sum())
        place = offset + np.cumsum(lengths * world.bytes_a_word)
        number = (place // SHARD_BYTES).astype(np.int64)
        offset = float(place[-1] % SHARD_BYTES)
        number -= number[0]
        seconds.append(np.bincount(number, lengths * costs.read_word + costs.read_article))
        sizes.append(len(seconds[-1]))
    return [float(one) for some in seconds for one in some if one > 0], words


def simulate(jobs: list[float], words: float, cores: int, costs: Costs, world: World) -> Plan:
    """Run the jobs on ``cores``; never more than the engine's window of shards beyond the first unfinished one."""
    from pipeline.engine.ray import AHEAD

    dice = random.Random(0)
    n_nodes = max(1, cores // world.cores_a_node)
    speeds = [
        world.slow_speed if dice.random() < world.slow_share else dice.lognormvariate(0, world.sigma_speed)
        for _ in range(n_nodes)
    ]
    window = AHEAD * cores
    turn = count()
    events: list[tuple[float, int, str, int, int]] = []
    idle = deque((node, 0) for _ in range(world.cores_a_node) for node in range(n_nodes))
    epoch, at_work = [0] * n_nodes, [set[int]() for _ in range(n_nodes)]
    again: deque[int] = deque()
    done = bytearray(len(jobs))
    head = following = failures = redone = 0
    busy = now = 0.0
    for node in range(n_nodes):
        at = dice.expovariate(1 / (3600 * world.hours_to_failure))
        heapq.heappush(events, (at, next(turn), "fails", node, 0))
    while head < len(jobs):
        while idle and (again or (following < len(jobs) and following < head + window)):
            node, since = idle.popleft()
            if since != epoch[node]:
                continue
            job = again.popleft() if again else following
            following += job == following
            at_work[node].add(job)
            heapq.heappush(events, (now + jobs[job] / speeds[node], next(turn), f"done {epoch[node]}", node, job))
        now, _, what, node, job = heapq.heappop(events)
        if what == "fails":
            failures += 1
            epoch[node] += 1
            redone += len(at_work[node])
            again.extend(sorted(at_work[node]))
            at_work[node].clear()
            heapq.heappush(events, (now + 3600 * world.hours_to_repair, next(turn), "repaired", node, 0))
        elif what == "repaired":
            idle.extend((node, epoch[node]) for _ in range(world.cores_a_node))
            at = now + dice.expovariate(1 / (3600 * world.hours_to_failure))
            heapq.heappush(events, (at, next(turn), "fails", node, 0))
        elif what == f"done {epoch[node]}":
            at_work[node].discard(job)
            idle.append((node, epoch[node]))
            busy += jobs[job] / speeds[node]
            done[job] = 1
            while head < len(jobs) and done[head]:
                head += 1
    gather = words * costs.gather_word + len(jobs) * world.store_call * world.calls_a_shard
    return Plan(
        cores,
        now / 3600,
        sum(jobs) / 3600,
        busy / (now * n_nodes * world.cores_a_node),
        failures,
        redone,
        gather / 3600,
        words * costs.settle_word / 3600,
        words * costs.write_word / 3600,
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--cores", type=int, nargs="+", default=CORES)
    parser.add_argument(
        "--hours-to-failure", type=float, default=World().hours_to_failure, help="of a node, on average"
    )
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    costs, world = measure(), World(hours_to_failure=arguments.hours_to_failure)
    jobs, words = shards(arguments.articles, costs, world)
    plans = [simulate(jobs, words, cores, costs, world) for cores in arguments.cores]
    if arguments.json:
        found = {"costs": asdict(costs), "world": asdict(world), "words": words, "shards": len(jobs)}
        print(json.dumps(found | {"plans": [asdict(plan) | {"hours": plan.hours} for plan in plans]}))
        return
    print("Measured here, a core:")
    passes = {"gathering": costs.gather_word, "settling": costs.settle_word, "writing": costs.write_word}
    for name, cost in {"reading": costs.read_word, **passes}.items():
        print(f"  {name:9} {1e6 * cost:7.1f} s a million words")
    print(f"  and       {1e3 * costs.read_article:7.1f} s a thousand articles")
    print("Assumed:")
    print(f"  {json.dumps(asdict(world))}")
    print(f"{arguments.articles:,} articles, {words / 1e9:.1f} billion words, {len(jobs):,} shards:")
    sizes = {
        "results of shards": costs.result_bytes,
        "scratch files": costs.scratch_bytes,
        "tables, CSV": costs.csv_bytes,
        "tables, Parquet": costs.parquet_bytes,
    }
    print("  storage  " + " · ".join(f"{name} {words * size / 1e12:.2f} TB" for name, size in sizes.items()))
    print("  cores  reading  busy  failures  redone  gathering  settling  writing  all (hours)")
    for plan in plans:
        print(
            f"  {plan.cores:5}  {plan.read_hours:7.1f}  {plan.busy:4.0%}  {plan.failures:8}  {plan.redone:6}"
            f"  {plan.gather_hours:9.1f}  {plan.settle_hours:8.1f}  {plan.write_hours:7.1f}  {plan.hours:.1f}"
        )


if __name__ == "__main__":
    main()
