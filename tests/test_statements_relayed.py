"""Words that somebody passes on: whose they are, however the sentence is turned."""

from __future__ import annotations

import pytest

from pipeline.ner.model import Model
from tests.statements import read_on

# Speaker and content of each statement, ">" before one that stands in the one before it.
RELAYED = {
    "was quoted by, as saying": (
        "Ana Ruiz was quoted by the Nordwire agency as saying that it was over.",
        ["Ana Ruiz: it was over"],
    ),
    "after a description": (
        "Peru's speaker, Ana Ruiz, was quoted by the semi-official Nordwire agency as saying that it was over.",
        ["Ana Ruiz: it was over"],
    ),
    "was quoted as saying by, after a quotation": (
        "“It is over,” Ana Ruiz was quoted as saying by the Nordwire agency on Monday.",
        ["Ana Ruiz: “It is over,”"],
    ),
    "was quoted as saying by, before a clause": (
        "Ana Ruiz was quoted as saying by Nordwire that it was over.",
        ["Ana Ruiz: it was over"],
    ),
    "without an agency": (
        "Ana Ruiz was quoted as saying: “It is over. We lost.”",
        ["Ana Ruiz: “It is over. We lost.”"],
    ),
    "an agency quotes a clause": (
        "Nordwire quoted Ana Ruiz as saying that it was over.",
        ["Nordwire: Ana Ruiz as saying that it was over", "> Ana Ruiz: it was over"],
    ),
    "an agency quotes, after a quotation": (
        "“It is over,” the Nordwire agency quoted Ana Ruiz as saying.",
        ["Nordwire: “It is over,” Ana Ruiz as saying", "> Ana Ruiz: “It is over,”"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), RELAYED.values(), ids=RELAYED.keys())
def test_relayed(text: str, expected: list[str], model: Model) -> None:
    found = read_on(text, model).statements
    assert [f"{'> ' if s.parent_id else ''}{s.speaker}: {s.content}" for s in found] == expected
