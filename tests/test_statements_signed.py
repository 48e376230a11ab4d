"""Quotations that are signed: a dash and the name of a person, with or without age and place."""

from __future__ import annotations

import pytest

from pipeline.ner.model import Model
from tests.statements import read_on

SIGNED = {
    "a horizontal bar": (
        "“I had waited for it all my life.” ― Ana Ruiz",
        [("Ana Ruiz", "“I had waited for it all my life.”")],
    ),
    "a dash, then age and place": (
        "“They closed two schools to pay for it.” — Karim Haddad, 34, Lindby",
        [("Karim Haddad", "“They closed two schools to pay for it.”")],
    ),
    "one under another": (
        "“It is ours now.” – Ana Ruiz\n\n“Nobody asked the village.” – Karim Haddad",
        [("Ana Ruiz", "“It is ours now.”"), ("Karim Haddad", "“Nobody asked the village.”")],
    ),
    "on a line of its own, with a given name that is a word": (
        "“The wind took our roof.”\n\n― Per Moen, 61, Lindby\n\n“My street was under water by noon.”\n\n― Anne Lund",
        [("Per Moen", "“The wind took our roof.”"), ("Anne Lund", "“My street was under water by noon.”")],
    ),
    "no name": ("“It is ours now.” – and so it went on for years", []),
    "a name that goes on and does something": ("“It is ours now.” – Ana Ruiz painted that on the old wall", []),
}


@pytest.mark.parametrize(("text", "expected"), SIGNED.values(), ids=SIGNED.keys())
def test_signed(text: str, expected: list[tuple[str, str]], model: Model) -> None:
    found = [s for s in read_on(text, model).statements if s.rule == "signed:signature"]
    assert [(s.speaker, s.content) for s in found] == expected
    assert all((s.kind, s.speaker_kind) == ("direct", "person") for s in found)


def test_what_else_is_said_is_judged_as_without_a_signed_quotation(model: Model) -> None:
    text = "Parliament removed President Jan Berg. Its speaker, Ana Ruiz, was sworn in. Ruiz promised calm."
    found = read_on(f"{text}\n\n“It is ours now.” – Karim Haddad", model).statements
    assert [s.cue for s in found] == ["promised", "–"]
