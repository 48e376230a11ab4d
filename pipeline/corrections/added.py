"""A statement that was not found: made from the words that an analyst points at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from pipeline import ids
from pipeline.corrections.find import nearest, pieces
from pipeline.corrections.mark import RULE, mark_statement
from pipeline.corrections.mentions import sentence_at
from pipeline.corrections.names import Named, named
from pipeline.corrections.read import Correction, NotApplied
from pipeline.corrections.speaking import give_speaker
from pipeline.lexicon import table, words
from pipeline.records import Block, Parsed, Reading, Sentence, Span, Statement, Tokens
from pipeline.relations.acts import act_of_cue, reporting_nouns, reporting_verbs
from pipeline.relations.quotations import find_quotations

_WORD = re.compile(r"\w+|[^\w\s]")
_NOT = frozenset(("not", "never", "n't", "n’t"))


class Wanted(NamedTuple):
    """The cell ``value`` of an added statement: ``SPEAKER | CUE | SPEAKER'S WORDS``, the last two as they stand."""

    speaker: str
    cue: str = ""
    words: str = ""


def add_statement(reading: Reading, text: str, correction: Correction) -> Reading:
    """``reading`` with the statement. Raises NotApplied where it is there already or its words cannot be found."""
    parts = [part.strip() for part in correction.value.split("|")]
    if len(parts) > len(Wanted._fields):
        raise NotApplied("value has more than three parts; write: speaker | cue | words of the speaker")
    wanted = Wanted(*parts)
    blocks = _blocks(reading)
    content = _content(blocks, text, correction)
    speaker = named(reading, wanted.speaker)
    near = _beside(blocks, content)
    cue = _stands(text, wanted.cue, content, near, "cue")
    source = _stands(text, wanted.words, (cue,) if cue else content, _outside(near, content), "speaker's words")
    if source is None:
        source = _mentioned(reading, speaker, cue or content[0], content)
    article = reading.article.article_id
    lemma = base_form(cue.folded(text)) if cue else None
    statement = Statement(
        statement_id=ids.statement_id(article, cue, content),
        content_spans=content,
        content=" ".join(piece.folded(text) for piece in content),
        kind=_kind(reading, text, content),
        act=(act_of_cue(lemma, "") if lemma else None) or "states",
        rule=RULE,
        sentence=sentence_at(reading, cue or content[0]),
        cue=cue.folded(text) if cue else None,
        cue_lemma=lemma,
        cue_span=cue,
        speaker_text=source.folded(text) if source else None,
        speaker_span=source,
        speaker_kind="anonymous",
        negated=cue is not None and is_denied(cue.folded(text)),
    )
    if any(s.content_spans == content and (cue is None or s.cue_span == cue) for s in reading.statements):
        raise NotApplied(f"the statement at {correction.place} is there already; use speaker to change who said it")
    reading = _placed(reading, statement)
    return give_speaker(reading, [statement.statement_id], speaker, text, correction.note)


def _blocks(reading: Reading) -> list[Block]:
    article = reading.article
    title = [Block("title", article.title)] if article.title else []
    return title + [Block("paragraph", span) for span in article.paragraphs]


def _content(blocks: Sequence[Block], text: str, correction: Correction) -> tuple[Span, ...]:
    """The pieces, each within one title or paragraph, without white space at their ends."""
    given = (correction.span,) if correction.span.folded(text) == correction.text else pieces(text, correction)
    found = []
    for piece in given:
        for block in sorted(blocks, key=lambda b: b.span):
            start, end = max(piece.start, block.span.start), min(piece.end, block.span.end)
            inside = text[start:end] if start < end else ""
            if inside.strip():
                start += len(inside) - len(inside.lstrip())
                found.append(Span(start, start + len(inside.strip())))
    if " ".join(span.folded(text) for span in found) != " ".join(piece.folded(text) for piece in given):
        raise NotApplied(f"{correction.place} is not all text of the article; leave out what is page furniture")
    return tuple(found)


def _beside(blocks: Sequence[Block], content: Sequence[Span]) -> list[Span]:
    """The title or paragraphs that hold the content, and the ones next to them."""
    spans = sorted(block.span for block in blocks)
    held = [i for i, span in enumerate(spans) if any(span.overlaps(piece) for piece in content)]
    return spans[max(held[0] - 1, 0) : held[-1] + 2]


def _outside(stretches: Sequence[Span], content: Sequence[Span]) -> list[Span]:
    """What is left of ``stretches`` without ``content``."""
    left = list(stretches)
    for piece in content:
        parts = [(s, Span(s.start, min(s.end, piece.start)), Span(max(s.start, piece.end), s.end)) for s in left]
        left = [
            part
            for whole, before, after in parts
            for part in ((before, after) if whole.overlaps(piece) else (whole,))
            if part.start < part.end
        ]
    return left


def _stands(text: str, words_given: str, near: Sequence[Span], within: Sequence[Span], what: str) -> Span | None:
    if not words_given:
        return None
    found = nearest(text, words_given, near, within)
    if found is None:
        raise NotApplied(f"the {what} “{words_given}” does not stand beside the content; write it as the text does")
    return found


def _mentioned(reading: Reading, speaker: Named, near: Span, content: Sequence[Span]) -> Span | None:
    """The mention of the speaker in the same sentence, outside the content, that is nearest to ``near``."""
    if speaker.entity is None:
        return None
    sentence = sentence_at(reading, near)
    spans = [
        m.span
        for m in reading.mentions
        if m.entity_id == speaker.entity.entity_id
        and sentence_at(reading, m.span) == sentence
        and not any(m.span.overlaps(piece) for piece in (*content, near))
    ]
    return min(spans, key=lambda s: (max(near.start - s.end, s.start - near.end), s)) if spans else None


def _placed(reading: Reading, statement: Statement) -> Reading:
    """With the statement below the smallest one whose content holds it, and above those that its own holds."""

    def holds(outer: Statement, inner: Statement) -> bool:
        needed = [*inner.content_spans, *([inner.cue_span] if inner.cue_span else [])]
        return all(any(piece.holds(span) for piece in outer.content_spans) for span in needed)

    above = [s for s in reading.statements if holds(s, statement)]
    if above:
        parent = min(above, key=lambda s: (s.content_spans[-1].end - s.content_spans[0].start, s.statement_id))
        statement = replace(statement, parent_id=parent.statement_id)
    below = {
        s.statement_id for s in reading.statements if s.parent_id == statement.parent_id and holds(statement, s)
    } - {s.statement_id for s in above}
    statements = tuple(
        mark_statement(s, parent_id=statement.statement_id) if s.statement_id in below else s
        for s in reading.statements
    )
    return replace(reading, statements=(*statements, statement))


def _kind(reading: Reading, text: str, content: Sequence[Span]) -> str:
    """``direct`` where all words stand in quotation marks, ``mixed`` where some do, else ``indirect``."""
    quoted = _quoted(reading, text)
    places = [i for piece in content for i in range(*piece) if text[i].isalnum()]
    inside = sum(any(span.start <= i < span.end for span in quoted) for i in places)
    return "indirect" if not inside else "direct" if inside == len(places) else "mixed"


def _quoted(reading: Reading, text: str) -> list[Span]:
    """What stands in quotation marks; for it words are enough, no grammar."""
    blocks = _blocks(reading)
    found: list[re.Match[str]] = []
    sentences = []
    for number, block in enumerate(blocks):
        first = len(found)
        found += _WORD.finditer(text, *block.span)
        sentences.append(Sentence(first, len(found), number))
    tokens = Tokens(
        text=tuple(match.group() for match in found),
        start=tuple(match.start() for match in found),
        end=tuple(match.end() for match in found),
    )
    parsed = Parsed(reading.article, text, tuple(blocks), tokens, tuple(sentences))
    return [quotation.span for quotation in find_quotations(parsed)]


@cache
def _irregular() -> dict[str, str]:
    return {row["form"]: row["lemma"] for row in table("irregular_cues")}


def is_denied(cue: str) -> bool:
    """Whether the cue says that it was not said: *did not say*, *never promised*, *hasn't agreed*."""
    return not _NOT.isdisjoint(re.split(r"\s+|(?=n['’]t\b)", cue.casefold()))


def base_form(cue: str) -> str:
    """Base form of the first word of the cue that is no auxiliary, as far as the lexicon knows it."""
    lowered = [word.strip(":,") or word for word in cue.casefold().split()]
    main = [word for word in lowered if word not in words("auxiliaries") and word not in _NOT]
    word = (main or lowered)[0]
    known = reporting_verbs() | reporting_nouns()
    return next((form for form in (_irregular().get(word, word), *_stems(word)) if form in known), word)


def _stems(word: str) -> list[str]:
    """What a regular ending may have been put to: *denies*, *admitted*, *urging*."""
    found = []
    for ending in ("s", "es", "ed", "d", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and stem:
            found += [stem, stem + "e", stem[:-1] + "y" if stem.endswith("i") else stem]
            found += [stem[:-1]] if stem[-2:-1] == stem[-1] else []
    return found
