"""Running the systems one after the other, scoring what each finds, and laying the figures out as lines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from pipeline.evaluate.gold import Gold, read_gold
from pipeline.evaluate.layout import head, peers
from pipeline.evaluate.peers.systems import PEERS, Peer
from pipeline.evaluate.statements import score_statements
from pipeline.ner.weights import find_weights

METRICS = {
    "attribution.f1": "attribution F1",
    "attribution.precision": "P",
    "attribution.recall": "R",
    "content.f1": "content F1",
    "source": "source",
    "direct_recall": "direct recall",
}
"""Measures that are shown, with their headings; see ``meanings.csv``."""
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_LONGEST = 160
"""Characters of the reason why a system failed that are shown."""


class Entry(NamedTuple):
    """What a system reached: ``figures`` are empty of one that finds nothing by design, all of one that ``failed``.

    ``speed`` is words a second of processor time, ``ratio`` that to the bare spaCy pass, 0 without one,
    ``megabytes`` the peak of resident memory.
    """

    name: str
    note: str
    figures: Mapping[str, float] = MappingProxyType({})
    speed: float = 0.0
    ratio: float = 0.0
    megabytes: float = 0.0
    failed: str = ""


class Reported(NamedTuple):
    """Figures of a system that was not run here: measure → per cent as written, and where they are from."""

    name: str
    figures: dict[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Systems on the same data and model; ``reported`` stand beside them from ``peers.csv``."""

    data: str
    title: str
    model: str
    entries: tuple[Entry, ...]
    reported: tuple[Reported, ...] = ()

    def lines(self) -> list[str]:
        """The figures as a table, for printing; one line for each system that could not be run."""
        ran = [entry for entry in self.entries if not entry.failed]
        rows = [["", *METRICS.values(), "words/s", "of bare", "MB"], *([e.name, *cells(e)] for e in ran)]
        rows += [[f"{r.name} ({r.source})", *(r.figures.get(m, "") for m in METRICS)] for r in self.reported]
        widths = [max(len(row[i]) for row in rows if i < len(row)) for i in range(len(rows[0]))]
        aligned = [
            "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])])  # a reported row may be shorter
            for row in rows
        ]
        if self.reported:
            aligned.insert(1 + len(ran), "not run here:")
        missed = [f"{entry.name}: {entry.failed}" for entry in self.entries if entry.failed]
        return [self.title, self.model, *(f"  {line}".rstrip() for line in aligned), *missed]


def compare(
    gold_path: Path,
    *,
    model: str | None = None,
    systems: Sequence[Peer] = PEERS,
    progress: Callable[[str], None] | None = None,
) -> Comparison:
    """Run ``systems`` over the texts of a gold file for statements, and score them.

    ``progress`` is called with the name of each before it starts. One that is not installed, or fails, is left out with
    the reason. Raises InputError where ``gold_path`` cannot be used, ModelError where there is no such model.
    """
    gold = read_gold(gold_path, "statements")
    weights = find_weights(model)
    n_gold = score_statements(gold.rows, {})
    del n_gold["predicted"]
    entries = []
    for peer in systems:
        if progress:
            progress(peer.name)
        entries.append(_run(peer, gold, gold_path, model))
    named = f"{weights.package} {weights.version}, one thread, each in a process of its own"
    bare = next((entry.speed for entry in entries if not entry.figures and not entry.failed), None)
    if bare:
        entries = [entry._replace(ratio=entry.speed / bare) for entry in entries]
    ran = {entry.name for entry in entries if not entry.failed}
    return Comparison(
        gold.name, head("statements", gold.name, n_gold), named, tuple(entries), _reported(gold.name, ran)
    )


def cells(entry: Entry) -> list[str]:
    """A system's figures as shown: those of METRICS, words a second, ratio to the bare pass, megabytes."""
    shares = [f"{100 * entry.figures[metric]:.1f}" if entry.figures else "" for metric in METRICS]
    return [
        *shares,
        f"{entry.speed:,.0f}",
        f"{entry.ratio:.2f}" if entry.ratio else "",
        f"{entry.megabytes:,.0f}" if entry.megabytes else "",
    ]


def _run(peer: Peer, gold: Gold, gold_path: Path, model: str | None) -> Entry:
    if peer.needs and find_spec(peer.needs) is None:
        return Entry(peer.name, peer.note, failed=f"not installed, left out; to have it: {peer.install}")
    environment = os.environ | _ONE_THREAD | {"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)}
    with tempfile.TemporaryDirectory(prefix="whosaid-") as folder:
        out = Path(folder, "found.json")
        command = [sys.executable, "-W", "ignore", "-m", "pipeline.evaluate.peers.process", peer.entry]
        command += [str(gold_path), str(out), *([model] if model else [])]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
            return Entry(peer.name, peer.note, failed=f"failed, left out: {reason[:_LONGEST]}")
        result = json.loads(out.read_text(encoding="utf-8"))
    figures = score_statements(gold.rows, result["found"]) if result["found"] else {}
    seconds = result["seconds"]
    return Entry(
        peer.name,
        peer.note,
        figures,
        result["words"] / seconds,
        megabytes=result["megabytes"],
    )


def _reported(data: str, ran: set[str]) -> tuple[Reported, ...]:
    """Figures of ``peers.csv``, but for systems that were run here."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in peers("statements", data):
        if row["metric"] in METRICS and row["system"] not in ran:
            source = "measured earlier" if row["source"] == "measured" else row["source"]
            found.setdefault((row["system"], source), {})[row["metric"]] = row["value"]
    return tuple(Reported(system, figures, source) for (system, source), figures in found.items())
