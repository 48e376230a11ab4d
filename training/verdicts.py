"""Which proposed attributions are right, by gold: what the weights of stage 4 are fitted to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pipeline.records import Parsed, Span
from pipeline.relations.proposals import Proposal
from pipeline.relations.propose.bare import bare_after, taken_quotations
from pipeline.relations.tree import Range, Tree

PAIR, EXACT = 0.5, 0.95
"""Shared letters of all letters of two contents: that of a pair, and that of contents which agree."""


class Verdict(NamedTuple):
    """``alone``: right as an attribution by itself; ``inside``: as one in another's content; None: gold does not tell.

    ``overlap`` is that with the gold content of the one that it is, 0 where it is none.
    """

    alone: bool | None
    inside: bool | None
    overlap: float


class _Gold(NamedTuple):
    content: frozenset[int]
    source: frozenset[int]


def letters(text: str, spans: Iterable[Iterable[int]]) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, min(end, len(text))) if text[i].isalnum())


def verdicts(row: dict[str, Any], tree: Tree, proposals: Sequence[Proposal]) -> Iterator[Verdict]:
    """For each of the linked ``proposals`` in the gold article ``row``.

    A proposal is right if its content shares half of its letters with a gold content and its source half of the
    shorter one. What is right inside others is told by those whose cue stands in a gold content, where gold marks
    such attributions (``in``); by itself such a proposal is wrong if its content is another's, else nothing is known.
    """
    text, parsed = row["text"], tree.parsed
    outer, inner = (
        [
            _Gold(letters(text, a["content"]), letters(text, a["source"]))
            for a in row["attributions"]
            if a["content"] and (a.get("in") is not None) is inside
        ]
        for inside in (False, True)
    )
    marks_inner = any("in" in a for a in row["attributions"])
    owner = {place: number for number, gold in enumerate(outer) for place in gold.content}
    taken = taken_quotations(tree, [p for p in proposals if p.rule == "quoted"])
    for proposal in proposals:
        found, overlap = None, 0.0
        more = bare_after(tree, proposal, taken) if proposal.source is not None else ()
        for content in (proposal.content, (*proposal.content, *more)) if more else (proposal.content,):
            own = letters(text, _spans(parsed, content))
            for number in sorted({owner[place] for place in own if place in owner}):
                alike = _alike(own, outer[number].content)
                if alike >= PAIR and alike > overlap:
                    found, overlap = number, alike
        source = letters(text, _spans(parsed, (proposal.source,) if proposal.source else ()))
        is_within = parsed.tokens.start[proposal.head] in owner
        alone = _same(outer[found].source, source) if found is not None else None if is_within else False
        inside = None
        if is_within and marks_inner:
            own = letters(text, _spans(parsed, proposal.content))
            best = max((_alike(own, gold.content) for gold in inner if _same(gold.source, source)), default=0.0)
            inside = best >= PAIR
            overlap = best if inside and not alone else overlap
        yield Verdict(alone, inside, overlap)


def _alike(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b)


def _spans(parsed: Parsed, ranges: Iterable[Range]) -> list[Span]:
    return [parsed.tokens.span(*r) for r in ranges if r.first < r.last]


def _same(gold: frozenset[int], own: frozenset[int]) -> bool:
    if not gold or not own:
        return not gold and not own
    return 2 * len(gold & own) >= min(len(gold), len(own))
