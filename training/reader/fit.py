"""Fit the reader's network to windows with gold labels."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F

from training.reader.gold import ARCS, HEADS, NONE
from training.reader.network import Network

WEIGHTS = {"model": 0.3, "act": 0.3, "speaker_kind": 0.3, "negated": 0.1, "inner_content": 0.5, "inner_cue": 0.5,
           "inner_source": 0.5, "arc_cue": 0.5, "arc_source": 0.5, "arc_inner_cue": 0.3}  # fmt: skip
"""How much a head's loss counts; 1 where not named."""
LATE_WEIGHTS = WEIGHTS | {
    "content": 1.5,
    "speaker_kind": 0.4,
    "inner_content": 0.8,
    "inner_cue": 0.6,
    "inner_source": 0.6,
}
"""The same in the last passes: contents, and what lies in others, are where most is lost."""
BUDGET = 2400
"""Word pieces of a batch, padding included."""
AVERAGING = 0.998
"""Decay of the running average of the weights, which is what is kept (Polyak and Juditsky, 1992)."""
HALVES = torch.ops.mkldnn._is_mkldnn_bf16_supported()
"""Whether products are taken in bfloat16: three times as fast where the processor has them, with the same losses."""

Sample = tuple[Any, Any, dict[str, Any]]


def batches(windows: Sequence[Sample], rng: random.Random) -> list[list[Sample]]:
    """Windows of like length together, in random order."""
    order = sorted(windows, key=lambda w: len(w[0]) + rng.random() * 24)
    found: list[list[Sample]] = [[]]
    for window in order:
        if found[-1] and (len(found[-1]) + 1) * max(len(window[0]), max(len(w[0]) for w in found[-1])) > BUDGET:
            found.append([])
        found[-1].append(window)
    rng.shuffle(found)
    return found


def padded(rows: Sequence[Any], fill: int) -> torch.Tensor:
    size = max(len(row) for row in rows)
    out = np.full((len(rows), size, *rows[0].shape[1:]), fill, np.int64)
    for number, row in enumerate(rows):
        out[number, : len(row)] = row
    return torch.from_numpy(out)


def losses(network: Network, batch: Sequence[Sample]) -> Iterator[tuple[str, torch.Tensor]]:
    x, mask = network.encode(padded([w[0] for w in batch], 0), padded([w[1] for w in batch], 0))
    heads = dict.fromkeys(name for w in batch for name in w[2])
    for name in heads:
        missing = np.full(1, NONE)
        gold = padded([w[2].get(name, missing) for w in batch], NONE)
        if gold.shape[1] < x.shape[1]:
            gold = F.pad(gold, (0, x.shape[1] - gold.shape[1]), value=NONE)
        where = gold != NONE
        if not where.any():
            continue
        if name.startswith("arc_"):
            arc = name.removeprefix("arc_")
            scores = network.arc(arc, x, mask)[where]
        else:
            scores = network.heads[name](x[where])
        yield name, F.cross_entropy(scores.float(), gold[where])


def fit(network: Network, epochs: Sequence[Sequence[Sequence[Sample]]], out: Path, *, rate: float, head_rate: float,
        seed: int, weights: Mapping[str, float] = WEIGHTS) -> None:  # fmt: skip
    """Train; ``epochs`` holds for each epoch its pools of windows. Saves the averaged weights after each epoch.

    The learning rate rises over the first 6 % of the steps and falls linearly to zero.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    new = ("heads.", "features.", "arc_")
    named = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in named if not n.startswith(new)], "lr": rate},
        {"params": [p for n, p in named if n.startswith(new)], "lr": head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    todo = []
    for pools in epochs:
        steps = [b for pool in pools for b in batches(pool, rng)]
        rng.shuffle(steps)
        todo.append(steps)
    total = sum(map(len, todo))
    pieces = sum(len(w[0]) for steps in todo for b in steps for w in b)
    print(f"steps {total}, pieces {pieces}", flush=True)
    warm = max(1, int(0.06 * total))
    begun, done = time.time(), 0
    average = {n: p.detach().clone() for n, p in named}
    sums: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    network.train()
    for number, steps in enumerate(todo):
        for batch in steps:
            scale = min((done + 1) / warm, max(0.0, (total - done) / (total - warm)))
            for group, lr in zip(optimizer.param_groups, (rate, head_rate), strict=True):
                group["lr"] = lr * scale
            loss = torch.zeros(())
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALVES):
                for name, part in losses(network, batch):
                    loss = loss + weights.get(name, 1.0) * part
                    sums[name] += part.item()
                    counts[name] += 1
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for _, p in named], 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            done += 1
            decay = min(AVERAGING, (1 + done) / (10 + done))
            with torch.no_grad():
                torch._foreach_lerp_(list(average.values()), [p for _, p in named], 1 - decay)
            if done % 50 == 0:
                means = " ".join(f"{n} {sums[n] / counts[n]:.3f}" for n in sums)
                print(f"epoch {number} step {done}/{total} {time.time() - begun:.0f}s {means}", flush=True)
                sums.clear()
                counts.clear()
        state = network.state_dict()
        state.update(average)
        torch.save(state, out / f"pass{number}.pt")


def build(config: dict[str, int], features: tuple[int, ...]) -> Network:
    return Network(config, HEADS, ARCS, features)
