"""The reader's network: a small BERT encoder with features of the words added to its input, heads and arcs.

Heads label tokens (at their first word piece); an arc points from a token to another of the window, or to the window's
first place for none, by a product of two small projections (Dozat and Manning, ICLR 2017, without their biases).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

ARC_SIZE = 64


class Dropout(nn.Module):
    """Dropout by a stretch of random numbers drawn once: drawing anew costs a fifth of the training time on a CPU."""

    def __init__(self, share: float, size: int = 1 << 23) -> None:
        super().__init__()
        self.drawn = (torch.rand(size) >= share).float() / (1 - share)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        n = x.numel()
        start = int(torch.randint(len(self.drawn) - n, ()))
        return x * self.drawn[start : start + n].view(x.shape)


class Layer(nn.Module):
    """A transformer layer after BERT (Devlin et al., NAACL 2019)."""

    def __init__(self, size: int, heads: int, inner: int, drop: Dropout) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.up, self.down = nn.Linear(size, inner), nn.Linear(inner, size)
        self.norm1, self.norm2 = nn.LayerNorm(size, eps=1e-12), nn.LayerNorm(size, eps=1e-12)
        self.drop = drop

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        scores = (q * (1 / math.sqrt(h // self.heads))) @ k.transpose(-1, -2) + mask.to(q.dtype)
        seen = torch.softmax(scores, -1, dtype=scores.dtype) @ v
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(b, t, h))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Network(nn.Module):
    """``heads``: name → number of labels; ``features``: how many values each feature of a word has."""

    def __init__(
        self, config: Mapping[str, int], heads: Mapping[str, int], arcs: tuple[str, ...], features: tuple[int, ...],
        dropout: float = 0.1, n_layers: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        size = config["hidden_size"]
        self.word = nn.Embedding(config["vocab_size"], size)
        self.position = nn.Embedding(config["max_position_embeddings"], size)
        self.kind = nn.Parameter(torch.zeros(size))
        self.features = nn.ModuleList(nn.Embedding(n, size) for n in features)
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.norm, self.drop = nn.LayerNorm(size, eps=1e-12), Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(size, config["num_attention_heads"], config["intermediate_size"], self.drop)
            for _ in range(n_layers or config["num_hidden_layers"])
        )
        self.heads = nn.ModuleDict({name: nn.Linear(size, n) for name, n in heads.items()})
        self.arc_from = nn.ModuleDict({name: nn.Linear(size, ARC_SIZE) for name in arcs})
        self.arc_to = nn.ModuleDict({name: nn.Linear(size, ARC_SIZE) for name in arcs})

    def encode(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Hidden vectors [batch, pieces, size] and the mask of padding, 0 or a large negative number."""
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.kind
        for number, table in enumerate(self.features):
            x = x + table(features[..., number])
        x = self.drop(self.norm(x))
        mask = (ids == 0)[:, None, None, :].to(x.dtype) * -10000.0
        for layer in self.layers:
            x = layer(x, mask)
        return x, mask

    def arc(self, name: str, x: Tensor, mask: Tensor) -> Tensor:
        """Scores [batch, from, to]."""
        return self.arc_from[name](x) @ self.arc_to[name](x).transpose(-1, -2) / math.sqrt(ARC_SIZE) + mask[:, 0]


def load_encoder(network: Network, folder: Path) -> None:
    """Copy the weights of the pretrained encoder; its word vectors are frozen."""
    w = {k.removeprefix("bert."): v for k, v in load_file(str(folder / "model.safetensors")).items()}

    def put(module: nn.Module, name: str) -> None:
        module.weight.data.copy_(w[f"{name}.weight"])
        module.bias.data.copy_(w[f"{name}.bias"])

    network.word.weight.data.copy_(w["embeddings.word_embeddings.weight"])
    network.position.weight.data.copy_(w["embeddings.position_embeddings.weight"])
    network.kind.data.copy_(w["embeddings.token_type_embeddings.weight"][0])
    put(network.norm, "embeddings.LayerNorm")
    for number, layer in enumerate(network.layers):
        at = f"encoder.layer.{number}."
        for part in ("weight", "bias"):
            three = [w[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            getattr(layer.qkv, part).data.copy_(torch.cat(three))
        put(layer.out, at + "attention.output.dense")
        put(layer.norm1, at + "attention.output.LayerNorm")
        put(layer.up, at + "intermediate.dense")
        put(layer.down, at + "output.dense")
        put(layer.norm2, at + "output.LayerNorm")
    network.word.weight.requires_grad = False


def config_of(folder: Path) -> dict[str, int]:
    return json.loads((folder / "config.json").read_text())  # type: ignore[no-any-return]
