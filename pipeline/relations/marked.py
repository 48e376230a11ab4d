"""What the reader's marks propose: content spans tied to cues, cues to sources, by the reader's own arcs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from pipeline.reader.spans import spans_of
from pipeline.records import Marks
from pipeline.relations.link import without_day
from pipeline.relations.proposals import Proposal, meet
from pipeline.relations.propose.cue import verb_lemma
from pipeline.relations.propose.edges import trim
from pipeline.relations.tree import Range, Tree

RULE = "reader"
CONTENT_BOOSTS, CUE_BOOST, SOURCE_BOOST = (0.0, 1.2), 1.5, 2.0
"""Log-odds against outside: what is proposed too much is weighed later, what is missed is lost."""
MOST_SOURCES = 3
"""Sources tried for a cue, the likeliest by the reader's arcs."""
_FAR = 2
"""Sentences between a content and a cue that no arc ties."""


def marked(tree: Tree, marks: Marks) -> list[Proposal]:
    """Proposals of the reader, with their sources; those in another's content come from heads of their own."""
    sources = _spans(tree, marks, "source", SOURCE_BOOST)
    inner = _spans(tree, marks, "inner_source", SOURCE_BOOST)
    found: dict[tuple[int, tuple[Range, ...], Range | None], Proposal] = {}
    for layer, pool in (("", sources), ("inner_", [*inner, *sources])):
        cues = _spans(tree, marks, f"{layer}cue", CUE_BOOST)
        for boost in CONTENT_BOOSTS:
            for proposal in _layer(tree, marks, layer, boost, cues, pool):
                found.setdefault((proposal.head, proposal.content, proposal.source), proposal)
    return list(found.values())


def _layer(
    tree: Tree, marks: Marks, layer: str, boost: float, cues: Sequence[Range], sources: Sequence[Range]
) -> Iterable[Proposal]:
    contents = [_edged(tree, span) for span in _spans(tree, marks, f"{layer}content", boost)]
    cue_at, source_at = _owners(cues), _owners(sources)
    cues_in, sources_in = _by_sentence(tree, cues), _by_sentence(tree, sources)
    held: dict[int, list[Range]] = {}
    for content in contents:
        if content.first >= content.last:
            continue
        cue = _voted(marks, f"{layer}cue", content, cue_at)
        if cue is None:
            cue = _nearest(tree, content, cues, cues_in)
        if cue is not None and _may_hold(tree, cues[cue], content) and not _is_beyond(tree, cues[cue], content):
            held.setdefault(cue, []).append(content)
    for cue, pieces in held.items():
        votes = _votes(marks, "source", cues[cue], source_at)
        nearest = _nearest_before(tree, cues[cue], sources, sources_in)
        if nearest is not None:
            votes[nearest] += 1
        likely = sorted(votes, key=lambda number: (-votes[number], number))[:MOST_SOURCES]
        for source in ([*likely, -1] if layer and -1 not in likely else likely) or [-1]:
            if source < 0:
                yield _proposal(tree, cues[cue], tuple(pieces), None)
            elif not any(meet(sources[source], piece) for piece in pieces) and _is_near(
                tree, cues[cue], sources[source]
            ):
                yield _proposal(tree, cues[cue], tuple(pieces), sources[source])


def _spans(tree: Tree, marks: Marks, head: str, boost: float) -> list[Range]:
    """Spans of ``head``, cut where they leave a block; content only if more than white space or a place further up
    follows.
    """
    is_whole = head.endswith("content")
    text, starts, ends = tree.parsed.text, tree.parsed.tokens.start, tree.parsed.tokens.end
    found: list[Range] = []
    for first, last in spans_of(marks, head, boost):
        begin = first
        for token in range(first + 1, last):
            if tree.block[token] != tree.block[token - 1]:
                stop, go = ends[token - 1], starts[token]
                if not is_whole or go < stop or not text[stop:go].isspace():
                    found.append(Range(begin, token))
                    begin = token
        found.append(Range(begin, last))
    return found


def _edged(tree: Tree, span: Range) -> Range:
    """Without loose marks and the *that* that introduces a clause, whatever the parse takes it for."""
    first, last = trim(tree, *span)
    if last - first > 2 and tree.low[first] == "that" and tree.dep[first] == "mark":
        return trim(tree, first + 1, last)
    return Range(first, last)


def _may_hold(tree: Tree, cue: Range, content: Range) -> bool:
    """Only what is quoted may stand in another sentence than its cue, and a cue stands in no content of its own."""
    near = tree.sentence[cue.first] == tree.sentence[content.first] or tree.quote[content.first] >= 0
    return near and not meet(cue, content)


def _is_beyond(tree: Tree, cue: Range, content: Range) -> bool:
    """Whether somebody else's words stand before it in a later paragraph than the cue's."""
    block = tree.block[content.first]
    if block <= tree.block[cue.first]:
        return False
    before = takewhile(lambda token: tree.block[token] == block, range(content.first - 1, -1, -1))
    return any(tree.quote[token] < 0 and tree.low[token][:1].isalnum() for token in before)


def _is_near(tree: Tree, cue: Range, source: Range) -> bool:
    """A source after its cue stands in the same paragraph, one in a sentence before it has no rival in the cue's."""
    if tree.sentence[source.first] == tree.sentence[cue.first]:
        return True
    if source.first > cue.first:
        return tree.block[source.first] == tree.block[cue.first]
    subject = tree.child(head_of(tree, cue), "nsubj")
    return subject < 0 or tree.tag[subject][:2] != "NN"


def _proposal(tree: Tree, cue: Range, content: tuple[Range, ...], source: Range | None) -> Proposal:
    head = head_of(tree, cue)
    lemma = verb_lemma(tree, head) if tree.is_verb(head) else tree.lemma[head]
    made = Proposal(head, (cue,), content, "marked", RULE, lemma, link=RULE)
    if source is not None:
        made.source = Range(source.first, without_day(tree, source.first + 1, source.last))
        made.source_head = head_of(tree, made.source)
    return made


def head_of(tree: Tree, span: Range) -> int:
    """The first token of ``span`` that hangs on one outside of it."""
    for token in range(*span):
        above = tree.head[token]
        if (above == token or not span.first <= above < span.last) and tree.text[token][:1].isalnum():
            return token
    return span.last - 1


def _owners(spans: Sequence[Range]) -> dict[int, int]:
    return {token: number for number, span in enumerate(spans) for token in range(*span)}


def _votes(marks: Marks, arc: str, span: Range, owners: dict[int, int]) -> Counter[int]:
    """Number of a target (-1: none) → what the tokens of ``span`` give it."""
    targets, chances = marks.columns[f"{arc}_of"], marks.columns[f"{arc}_p"]
    votes: Counter[int] = Counter()
    for token in range(*span):
        target = targets[token]
        if target < 0:
            votes[-1] += chances[token]
        elif target in owners:
            votes[owners[target]] += chances[token]
    return votes


def _voted(marks: Marks, arc: str, span: Range, owners: dict[int, int]) -> int | None:
    votes = _votes(marks, arc, span, owners)
    votes.pop(-1, None)
    return max(votes, key=lambda number: (votes[number], -number)) if votes else None


def _by_sentence(tree: Tree, spans: Sequence[Range]) -> dict[int, list[int]]:
    """Numbers of the spans by the sentence that they begin in."""
    found: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        found.setdefault(tree.sentence[span.first], []).append(number)
    return found


def _nearest_before(
    tree: Tree, cue: Range, sources: Sequence[Range], sources_in: Mapping[int, Sequence[int]]
) -> int | None:
    """The last source before the cue in its sentence."""
    beside = sources_in.get(tree.sentence[cue.first], ())
    return max((number for number in beside if sources[number].last <= cue.first), default=None)


def _nearest(tree: Tree, content: Range, cues: Sequence[Range], cues_in: Mapping[int, Sequence[int]]) -> int | None:
    best, least = None, 60
    here = tree.sentence[content.first]
    for number in (n for sentence in range(here - _FAR + 1, here + _FAR) for n in cues_in.get(sentence, ())):
        cue = cues[number]
        gap = max(cue.first - content.last, content.first - cue.last, 0)
        if gap < least and tree.block[cue.first] == tree.block[content.first]:
            best, least = number, gap
    return best
