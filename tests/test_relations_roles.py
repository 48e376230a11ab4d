"""Roles next to names: holds_role, represents, leads, member_of."""

from __future__ import annotations

import pytest

from pipeline.ner.model import Model
from tests.test_statements_patterns import read

RELATIONS = {
    "title before the name": (
        "Peruvian Foreign Minister Ana Ruiz arrived on Monday.",
        [("Ana Ruiz", "holds_role", "foreign minister", None), ("Ana Ruiz", "represents", "Peru", None)],
    ),
    "apposition with an owner": (
        "Ana Ruiz, Peru's foreign minister, arrived on Monday.",
        [("Ana Ruiz", "holds_role", "foreign minister", None), ("Ana Ruiz", "represents", "Peru", None)],
    ),
    "former": (
        "Former President Ana Ruiz arrived on Monday.",
        [("Ana Ruiz", "holds_role", "president", "former")],
    ),
    "elect": (
        "President-elect Ana Ruiz arrived on Monday.",
        [("Ana Ruiz", "holds_role", "president", "elect")],
    ),
    "acting": (
        "Acting Mayor Ana Ruiz arrived on Monday.",
        [("Ana Ruiz", "holds_role", "mayor", "acting")],
    ),
    "counterpart has the same role": (
        "Peruvian Foreign Minister Ana Ruiz met her Chilean counterpart Juan Soto on Monday.",
        [
            ("Ana Ruiz", "holds_role", "foreign minister", None),
            ("Ana Ruiz", "represents", "Peru", None),
            ("Juan Soto", "holds_role", "foreign minister", None),
            ("Juan Soto", "represents", "Chile", None),
        ],
    ),
    "no role": ("Ana Ruiz arrived on Monday.", []),
}


@pytest.mark.parametrize(("text", "expected"), RELATIONS.values(), ids=RELATIONS.keys())
def test_roles(text: str, expected: list[tuple[str, str, str, str | None]], model: Model) -> None:
    found = read(text, model).relations
    assert [(r.subject, r.predicate, r.object, r.qualifier) for r in found] == expected
