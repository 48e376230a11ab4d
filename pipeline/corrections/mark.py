"""What a correction leaves on the rows that it changes: who decided, and that nothing was measured."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline.records import Mention, Relation, Statement

RULE = "correction"


def mark_statement(statement: Statement, **changes: Any) -> Statement:
    """``statement`` with ``changes``, as the work of an analyst: its rule says so, and no confidence is left."""
    return replace(statement, **changes, rule=RULE, confidence=None)


def mark_mention(mention: Mention, note: str, **changes: Any) -> Mention:
    """``note`` is the analyst's reason, which becomes the row's."""
    return replace(mention, **changes, resolved_by=RULE, reason=note or None, confidence=None)


def mark_relation(relation: Relation, **changes: Any) -> Relation:
    """``relation`` with ``changes``, likewise."""
    return replace(relation, **changes, rule=RULE, confidence=None)
