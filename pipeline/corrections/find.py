"""What a correction points at: an article of the source, statements or a mention of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.corrections.read import Correction, NotApplied
from pipeline.records import Mention, Reading, Span, Statement

ELISION = re.compile(r"\s*(?:\[(?:…|\.\.\.)\])\s*")
"""Marks words that are left out between the pieces of an added content."""


def article_at(readings: Sequence[Reading], correction: Correction) -> int:
    """Index of the reading whose article holds the place."""
    for number, reading in enumerate(readings):
        if reading.article.span.holds(correction.span):
            return number
    raise NotApplied(f"{correction.place} lies in no article; look the place up again")


def check_text(reading: Reading, text: str, correction: Correction) -> None:
    """Raise where the words at the place are no longer those of the line, white space folded.

    A content in several pieces is given without the words between them, as the tables show it.
    """
    found = correction.span.folded(text)
    if found == correction.text or any(s.content == correction.text for s in _with_content(reading, correction.span)):
        return
    if correction.action == "add" and ELISION.search(correction.text):
        pieces(text, correction)
        return
    moved = [Span(*match.span()) for match in _pattern(correction.text).finditer(text)]
    if len(moved) == 1:
        advice = f"they stand at {moved[0].start}-{moved[0].end} now: mend start and end"
    else:
        advice = "look the place up again or remove the line"
    raise NotApplied(f"{correction.place} is no longer “{_short(correction.text)}” but “{_short(found)}”; {advice}")


def pieces(text: str, correction: Correction) -> tuple[Span, ...]:
    """Where the parts of an added content stand, in order; ``[…]`` parts them in the line."""
    parts = [part for part in ELISION.split(correction.text) if part]
    found: list[Span] = []
    start, end = correction.span
    for number, part in enumerate(parts):
        pattern = _pattern(part)
        if number == len(parts) - 1:
            matches = [m for m in pattern.finditer(text, start, end) if m.end() == end]
        elif number == 0:
            matches = [m for m in (pattern.match(text, start, end),) if m]
        else:
            matches = list(pattern.finditer(text, start, end))[:1]
        if not matches:
            raise NotApplied(
                f"“{_short(part)}” does not stand in {correction.place} in this order; mend text or offsets"
            )
        found.append(Span(*matches[0].span()))
        start = found[-1].end
    return tuple(found)


def statements_at(reading: Reading, correction: Correction) -> list[Statement]:
    """The statement with this content or cue; else those whose speaker stands there."""
    for found, share, instead in (
        (_with_content(reading, correction.span), "content", "cue"),
        ([s for s in reading.statements if s.cue_span == correction.span], "cue", "content"),
    ):
        if len(found) > 1:
            place = f"{len(found)} statements have this {share} at {correction.place}"
            raise NotApplied(f"{place}; give the place and words of the {instead} instead")
        if found:
            return found
    if correction.action == "speaker":
        return [s for s in reading.statements if s.speaker_span == correction.span]
    return []


def mention_at(reading: Reading, correction: Correction) -> Mention:
    """The mention that stands exactly there."""
    for mention in reading.mentions:
        if mention.span == correction.span:
            return mention
    near = [m for m in reading.mentions if m.span.overlaps(correction.span)]
    there = ", ".join(f"“{_short(m.text)}” {m.span.start}-{m.span.end}" for m in near[:3])
    advice = f"there are {there}" if near else "take one from mentions.csv"
    raise NotApplied(f"no mention stands at {correction.place}; {advice}")


def nearest(text: str, words: str, near: Sequence[Span], within: Sequence[Span]) -> Span | None:
    """Where ``words`` stand nearest to ``near``, outside it, in one of the stretches ``within``."""
    found: list[tuple[int, Span]] = []
    for stretch in within:
        for match in _pattern(words).finditer(text, *stretch):
            span = Span(*match.span())
            if not any(span.overlaps(piece) for piece in near):
                distance = min(max(piece.start - span.end, span.start - piece.end) for piece in near)
                found.append((distance, span))
    return min(found)[1] if found else None


def _with_content(reading: Reading, span: Span) -> list[Statement]:
    return [s for s in reading.statements if (s.content_spans[0].start, s.content_spans[-1].end) == span]


def _pattern(words: str) -> re.Pattern[str]:
    """``words`` as whole words, with any white space between them."""
    body = r"\s+".join(re.escape(word) for word in words.split())
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(f"{before}{body}{after}")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:40].rstrip()} … {text[-15:].lstrip()}"
