"""Which statement carries a fact: the one whose cue says it (*accused*), else the innermost whose content holds it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from pipeline.records import Span, Statement

_BACK = 64
"""Contents looked at before a place; more do not lie in one another."""


class Carriers:
    """The statements of an article by the place of their cues and contents."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        known = list(statements)
        self._cues = sorted(
            ((one.cue_span, one.statement_id, one) for one in known if one.cue_span is not None), key=_place
        )
        self._contents = sorted(
            ((span, one.statement_id, one) for one in known for span in one.content_spans), key=_place
        )

    def of(self, place: Span) -> Statement | None:
        """The statement for a fact whose cue stands at ``place``, or None."""
        return _innermost(self._cues, place) or _innermost(self._contents, place)

    def around(self, place: Span) -> Statement | None:
        """The innermost statement whose content holds ``place``, or None."""
        return _innermost(self._contents, place)


_Found = tuple[Span, str, Statement]


def _place(found: _Found) -> tuple[Span, str]:
    return found[0], found[1]


def _innermost(known: list[_Found], place: Span) -> Statement | None:
    last = bisect_right(known, place.start, key=lambda found: found[0].start)
    holding = [found for found in known[max(last - _BACK, 0) : last] if found[0].holds(place)]
    return min(holding, key=lambda found: (found[0].end - found[0].start, found[1]))[2] if holding else None
