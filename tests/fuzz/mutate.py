"""Changes to a text that leave most of it text: what the rules for language ever come to work on."""

from __future__ import annotations

import random
import re

from tests.splinters import SPLINTERS

_PART = re.compile(r"\S+\s*")


def mutated(data: bytes, most: int, seed: int) -> bytes:
    """``data`` with one to four changes, of at most ``most`` bytes; the same for the same ``seed``."""
    dice = random.Random(seed)
    parts = _PART.findall(data.decode("utf-8", "replace")) or [""]
    for _ in range(dice.randint(1, 4)):
        i, j = sorted((dice.randrange(len(parts) + 1), dice.randrange(len(parts) + 1)))
        j = min(j, i + 12)
        match dice.randrange(7):
            case 0:
                parts.insert(i, dice.choice(SPLINTERS))
            case 1:
                parts[i:j] = []
            case 2:
                parts[i:i] = parts[i:j] * dice.randint(1, 3)
            case 3:
                parts[i:j] = reversed(parts[i:j])
            case 4:
                place = dice.randrange(len(parts) + 1)
                parts[place:place] = parts[i:j]
            case 5:
                parts[i:j] = [part.rstrip() for part in parts[i:j]]
            case _:
                parts[i:j] = [dice.choice((str.upper, str.title, str.lower))(part) for part in parts[i:j]]
        parts = parts or [""]
    return "".join(parts).encode()[:most]
