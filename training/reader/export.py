"""From the trained network to the files that the package ships: an ONNX graph in int8 and its vocabulary.

The graph takes one window: ``ids`` [pieces], ``features`` [pieces, features], ``places`` [tokens] (where each token's
first piece stands). It gives ``spans`` [tokens, heads × 3] (probabilities of O, B, I of each span head in turn),
``names`` and ``model`` [tokens, labels] (log-probabilities) and, for each arc, the likeliest target (0: none, else 1 +
the number of the token in ``places``) and its probability.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.reader.gold import ARCS, BIO, MODEL
from training.reader.network import Network

OPSET = 17
MOST_PIECES = 384
"""Positions kept; a window has at most about 300 pieces."""


class Rows(nn.Module):
    """A table of vectors in int8 with a scale a row: far finer than one scale for all."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("rows", torch.round(table / scale).to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


class Graph(nn.Module):
    def __init__(self, network: Network, kept: Sequence[int]) -> None:
        super().__init__()
        self.network = network
        self.words = Rows(network.word.weight.data[list(kept)])
        network.position.weight = nn.Parameter(network.position.weight.data[:MOST_PIECES].clone())

    def forward(self, ids: Tensor, features: Tensor, places: Tensor) -> tuple[Tensor, ...]:
        n = self.network
        x = self.words(ids) + n.position.weight[: ids.shape[0]] + n.kind
        for number, table in enumerate(n.features):
            x = x + table(features[:, number])
        x = n.norm(x)[None]
        mask = torch.zeros(1, 1, 1, 1)
        for layer in n.layers:
            x = layer(x, mask)
        x = x[0]
        tokens = x[places]
        out = [torch.cat([torch.softmax(n.heads[h](tokens), -1) for h in BIO], -1)]
        out += [torch.log_softmax(n.heads[h](tokens), -1) for h in ("names", "model")]
        targets = torch.cat([x[:1], tokens])
        for arc in ARCS:
            scores = n.arc_from[arc](tokens) @ n.arc_to[arc](targets).transpose(0, 1) / 8.0
            best, where = torch.softmax(scores, -1).max(-1)
            out += [where, best]
        return tuple(out)


def kept_pieces(vocabulary: Mapping[str, int]) -> list[tuple[str, int]]:
    """Word pieces of English text, in order: without the unused ones and those of other scripts."""

    def is_kept(piece: str) -> bool:
        if piece.startswith("["):
            return piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[")
        return all(ord(char) < 0x250 or 0x2000 <= ord(char) < 0x2200 for char in piece)

    return sorted(((p, i) for p, i in vocabulary.items() if is_kept(p)), key=lambda pair: pair[1])


def export(network: Network, vocabulary: Mapping[str, int], out: Path) -> None:
    """Write ``reader.onnx`` and ``reader.vocab.txt`` into ``out``."""
    network.eval()
    pieces = kept_pieces(vocabulary)
    graph = Graph(network, [number for _, number in pieces]).eval()
    n = 16
    example = (
        torch.ones(n, dtype=torch.int64),
        torch.zeros(n, len(network.features), dtype=torch.int64),
        torch.arange(1, 9),
    )
    names = ["spans", "names", "model", *(f"{arc}_{part}" for arc in ARCS for part in ("of", "p"))]
    whole = out / "reader.whole.onnx"
    lengths = dict.fromkeys(("ids", "features"), "pieces") | dict.fromkeys(("places", *names), "tokens")
    torch.onnx.export(
        graph,
        example,
        str(whole),
        input_names=["ids", "features", "places"],
        output_names=names,
        dynamic_axes={name: {0: length} for name, length in lengths.items()},
        opset_version=OPSET,
        dynamo=False,
    )
    quantize_dynamic(
        str(whole),
        str(out / "reader.onnx"),
        per_channel=True,
        reduce_range=True,  # seven bits: eight overflow the sums of processors without VNNI
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm"],
    )
    model = onnx.load(str(out / "reader.onnx"))
    model.doc_string = ""
    onnx.save(model, str(out / "reader.onnx"))
    (out / "reader.vocab.txt").write_text("".join(f"{piece}\n" for piece, _ in pieces), encoding="utf-8")
    whole.unlink()


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
