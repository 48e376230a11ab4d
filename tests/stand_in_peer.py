"""Systems for the tests of the comparison: they need no model and no time."""

from collections.abc import Mapping
from typing import Any

from pipeline.evaluate.peers.systems import Read


def make_says(model: str | None) -> Read:
    """Takes what follows ``says`` for said by the word before it."""

    def read(texts: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for key, text in texts.items():
            at = text.find(" says ")
            row = {"source": [[text.rfind(" ", 0, at) + 1, at]], "content": [[at + len(" says "), len(text)]]}
            found[key] = [row] if at > 0 else []
        return found

    return read


def make_broken(model: str | None) -> Read:
    raise ValueError("no such dictionary")
