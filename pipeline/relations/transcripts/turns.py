"""Turns: what a speaker says under a label, over all its paragraphs, without stage directions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.lexicon import words
from pipeline.records import Mention
from pipeline.relations.transcripts.evidence import speaks_of_itself
from pipeline.relations.transcripts.labels import Label
from pipeline.relations.tree import Range, Tree

_BRACKETED = re.compile(r"\[[^\[\]]{1,120}\]|\([^()]{1,120}\)")
_DIRECTION_WORDS = 6
_HEADING = 9
"""Tokens of a heading between turns, at most."""
_ENDS = frozenset('.?!…:"”’)]')


@dataclass(frozen=True, slots=True)
class Turn:
    """``pieces`` are what is said; ``source`` the speaker as written and ``cue`` what ascribes it, if there is any.

    ``part`` is that of its label (:class:`Label`); ``head`` a token that no other cue has.
    """

    pieces: tuple[Range, ...]
    part: str
    head: int
    source: Range | None = None
    cue: Range | None = None
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """The turns of an article, with who is interviewed and which outlet asks, where the introduction shows it."""

    turns: tuple[Turn, ...] = ()
    interviewee: Mention | None = None
    outlet: Mention | None = None


def blocks_of(tree: Tree) -> dict[int, Range]:
    """The tokens of each block that has some, in order."""
    found: dict[int, Range] = {}
    for sentence, bounds in zip(tree.parsed.sentences, tree.sentence_bounds, strict=True):
        known = found.get(sentence.block, bounds)
        found[sentence.block] = Range(known.first, bounds.last)
    return found


def labelled_turns(
    tree: Tree, blocks: Mapping[int, Range], labels: Sequence[Label], interviewee: frozenset[str]
) -> list[Turn]:
    """A turn for each of ``labels``; those who answer go by the names ``interviewee``, in lower case.

    Where all labels only ask, what stands between the questions is somebody else's.
    """
    turns: list[Turn] = []
    only_asked = all(label.part == "asks" for label in labels)
    for label, following in pairwise((*labels, None)):
        if label is None:
            break
        stretches = [Range(label.first, blocks[label.block].last)]
        if following is not None and following.block == label.block:
            stretches = [Range(label.first, following.where.first)]
        elif not only_asked:
            own = interviewee if label.part == "answers" else frozenset({label.key})
            rest = paragraphs(blocks, label.block + 1, following.block if following else len(tree.block_kinds))
            alone = label.first >= blocks[label.block].last
            stretches += going_on(tree, rest, own, is_last=following is None, sure=int(alone))
        pieces = tuple(piece for stretch in stretches for piece in without_directions(tree, stretch))
        if pieces:
            turns.append(Turn(pieces, label.part, label.mark.first, label.where, label.mark, label))
    return turns


def paragraphs(blocks: Mapping[int, Range], first: int, last: int) -> Iterator[Range]:
    """The tokens of the blocks ``first`` to ``last`` (exclusive)."""
    return (blocks[number] for number in range(first, last) if number in blocks)


def going_on(
    tree: Tree, following: Iterable[Range], own: frozenset[str], *, is_last: bool, sure: int = 0
) -> Iterator[Range]:
    """The paragraphs that go on with a turn: up to one that names its speaker.

    Behind the last turn they must say *I*, but for the ``sure`` first ones.
    """
    for number, (first, last) in enumerate(following):
        if names(tree, first, last, own):
            return
        speaking = number < sure or speaks_of_itself(tree, first, last) or is_direction(tree, Range(first, last))
        if is_last and not speaking:
            return
        if not is_heading(tree, first, last):
            yield Range(first, last)


def names(tree: Tree, first: int, last: int, own: frozenset[str]) -> bool:
    """Do the tokens ``first`` to ``last`` hold one of the names ``own``, given in lower case?"""
    return any(tree.low[token] in own and tree.text[token][0].isupper() for token in range(first, last))


def is_heading(tree: Tree, first: int, last: int) -> bool:
    """A few words without a full stop: *On the harbour tax*."""
    return last - first <= _HEADING and tree.text[last - 1][-1] not in _ENDS


@cache
def _directions() -> tuple[str, ...]:
    return words("stage_directions")


def is_direction(tree: Tree, stretch: Range) -> bool:
    """Is it bracketed as a whole, or has it no word at all: *(APPLAUSE)*, *….*?"""
    return not any(_words_of(tree, piece) for piece in without_directions(tree, stretch))


def _words_of(tree: Tree, piece: Range) -> bool:
    return any(tree.text[token][:1].isalnum() or tree.text[token][-1:].isalnum() for token in range(*piece))


def without_directions(tree: Tree, stretch: Range) -> Iterator[Range]:
    """The pieces between stage directions; of a paragraph that is one bracket nothing."""
    if stretch.first >= stretch.last:
        return
    starts, ends = tree.parsed.tokens.start, tree.parsed.tokens.end
    start, end = starts[stretch.first], ends[stretch.last - 1]
    first = stretch.first
    for match in _BRACKETED.finditer(tree.parsed.text, start, end):
        if not (_is_said_by_nobody(match.group()) or match.span() == (start, end)):
            continue
        piece = Range(first, bisect_right(ends, match.start(), first, stretch.last))
        first = bisect_left(starts, match.end(), first, stretch.last)
        if _words_of(tree, piece):
            yield piece
    if _words_of(tree, Range(first, stretch.last)):
        yield Range(first, stretch.last)


def _is_said_by_nobody(bracketed: str) -> bool:
    inner = re.sub(r"[^\w\s-]", " ", bracketed.casefold()).split()
    text = f" {' '.join(inner)} "
    return len(inner) <= _DIRECTION_WORDS and any(f" {direction} " in text for direction in _directions())
