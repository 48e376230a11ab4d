"""What the reader's marks say of a proposal, as numbers: the evidence that is weighed beside the rules' own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import log1p

from pipeline.reader.model import SPAN_HEADS
from pipeline.records import Marks
from pipeline.relations.proposals import Proposal, alike
from pipeline.relations.tree import Range, Tree

RULES = ("reader", "crossed", "quoted", "colon")
_PLAIN = (
    "words", "pieces", "arc to source", "arc to none", "no source", "source words", "cue words", "quoted",
    "begins quoted", "ends quoted", "cue quoted", "sentences apart", "words apart", "cue first", "title",
)  # fmt: skip
_SYNTAX = (
    "roots", "reach before", "reach after", "mark before", "mark after", "source hangs", "content hangs",
    "content at cue", "content at source", "cue between",
)  # fmt: skip
_RIVALS = ("like reader", "like rules", "rivals")
_LAYER = (
    "mean", "least", "begins", "before", "after", "anew", "cue most", "cue mean", "source mean", "source begins",
    "source before", "source after", "arc",
)  # fmt: skip
FEATURES = (
    "rules", "rules inside", *(f"by {rule}" for rule in RULES), *_PLAIN, *_RIVALS, *_LAYER,
    *(f"inner {name}" for name in _LAYER), *_SYNTAX,
)  # fmt: skip
"""Names of the numbers, in order."""
_SEEN = 30
"""Thousandths from which the reader sees something."""
_FAR = 12
"""Tokens from which one is as far as any."""
_MARKS = {"": 0, ".": 1, "?": 1, "!": 1, ",": 2, ";": 2, ":": 3, "-": 3, "–": 3, "—": 3, "that": 4, "and": 5, "but": 5}
"""Words at the edge of a content, by what they tell; others are told apart by whether they are words."""
_A_WORD, _NO_WORD = 6, 7
_HANGS = {"nsubj": 1, "nsubjpass": 1, "agent": 1, "ccomp": 2, "xcomp": 3, "dobj": 4, "advcl": 5, "acl": 5, "relcl": 5}
_OTHERWISE = 6


class Agreement:
    """The marks of an article, summed up so that any stretch of it is quickly judged."""

    def __init__(self, tree: Tree, marks: Marks) -> None:
        self.tree = tree
        self.marks = marks
        self.any: dict[str, list[int]] = {}
        self.sums: dict[str, list[int]] = {}
        for head in SPAN_HEADS:
            begin, inside = marks.columns[f"{head}_begin"], marks.columns[f"{head}_inside"]
            self.any[head] = [b + i for b, i in zip(begin, inside, strict=True)]
            self.sums[head] = [0, *accumulate(self.any[head])]
        self._known: dict[tuple[object, ...], list[float]] = {}

    def is_marked(self, proposal: Proposal) -> bool:
        """Whether the reader has a part in it, or sees a cue in its cue."""
        if proposal.rule in RULES[:2]:
            return True
        cues = self.any["cue"], self.any["inner_cue"]
        return any(marks[token] >= _SEEN for piece in proposal.cue for token in range(*piece) for marks in cues)

    def rows(
        self,
        proposals: Sequence[Proposal],
        scores: Sequence[tuple[float, float]],
        wanted: Iterable[int] | None = None,
    ) -> list[list[float]]:
        """The numbers of :data:`FEATURES` for each proposal, or for those with the numbers ``wanted``.

        ``scores`` are the log-odds that the rules give.
        """
        by_cue: dict[int, list[Proposal]] = {}
        for proposal in proposals:
            by_cue.setdefault(proposal.head, []).append(proposal)
        return [
            [
                *scores[number],
                *self._plain(p := proposals[number]),
                *self._rivals(p, by_cue[p.head]),
                *self._layer(p, ""),
                *self._layer(p, "inner_"),
                *self._syntax(p),
            ]
            for number in (range(len(proposals)) if wanted is None else wanted)
        ]

    def _plain(self, p: Proposal) -> list[float]:
        tree, columns = self.tree, self.marks.columns
        targets, chances = columns["source_of"], columns["source_p"]
        to_source = to_none = 0
        for piece in p.cue:
            for token in range(*piece):
                if targets[token] < 0:
                    to_none = max(to_none, chances[token])
                elif p.source and p.source.first <= targets[token] < p.source.last:
                    to_source = max(to_source, chances[token])
        size = sum(b - a for a, b in p.content)
        quoted = sum(tree.quoted_in(a, b) for a, b in p.content) / size
        gap = max(p.first - p.head, p.head - p.last, 0)
        return [
            *(float(p.rule == rule) for rule in RULES),
            log1p(size),
            float(len(p.content)),
            to_source,
            to_none,
            float(p.source is None),
            float(p.source.last - p.source.first if p.source else 0),
            float(sum(b - a for a, b in p.cue)),
            quoted,
            float(tree.quote[p.first] >= 0),
            float(tree.quote[p.last - 1] >= 0),
            float(tree.quote[p.head] >= 0),
            float(abs(tree.sentence[p.head] - tree.sentence[p.first])),
            float(gap),
            float(p.head < p.first),
            float(tree.block_kinds[tree.block[p.head]] == "title"),
        ]

    def _syntax(self, p: Proposal) -> list[float]:
        """How the content sits in the parse, and what the reader sees at its cue, its source and on the way."""
        key = ("syntax", p.content)
        values = self._known.get(key)
        if values is None:
            values = self._known[key] = self._edges(p)
        *edges, root = values
        content, cue = self.any["content"], self.any["cue"]
        low, high = min(p.last, p.cue[-1].last), max(p.first, p.cue[0].first)
        return [
            *edges,
            self._hangs(p.source_head, p.head),
            self._hangs(int(root), p.head),
            max(content[t] for piece in p.cue for t in range(*piece)),
            content[p.source_head] if p.source is not None else 0,
            max(cue[low:high][:_FAR], default=0),
        ]

    def _edges(self, p: Proposal) -> list[float]:
        """How many tokens of the content hang outside, how far the first reaches past its edges, what is there;
        and which that first token is.
        """
        tree = self.tree
        roots = sum(
            1
            for piece in p.content
            for token in range(*piece)
            if not piece.first <= tree.head[token] < piece.last and tree.dep[token] != "punct"
        )
        root = self._root(p)
        sentence = tree.sentence_of(root)
        before = p.first - max(tree.left[root], sentence.first)
        after = min(tree.right[root] + 1, sentence.last) - p.last
        return [
            float(roots),
            float(max(-_FAR, min(_FAR, before))),
            float(max(-_FAR, min(_FAR, after))),
            self._mark(p.first - 1),
            self._mark(p.last),
            float(root),
        ]

    def _root(self, p: Proposal) -> int:
        """The first token of the content that hangs on one outside of it."""
        first, last = p.content[0]
        head, dep = self.tree.head, self.tree.dep
        outside = (t for t in range(first, last) if not first <= head[t] < last or head[t] == t)
        return next((t for t in outside if dep[t] != "punct"), first)

    def _hangs(self, token: int, head: int) -> float:
        tree = self.tree
        return float(_HANGS.get(tree.dep[token], _OTHERWISE)) if token >= 0 and tree.head[token] == head else 0.0

    def _mark(self, token: int) -> float:
        low = self.tree.low
        if not 0 <= token < len(low):
            return 0.0
        return float(_MARKS.get(low[token], _A_WORD if low[token][:1].isalnum() else _NO_WORD))

    def _rivals(self, p: Proposal, others: Sequence[Proposal]) -> list[float]:
        like_reader = like_rules = 0.0
        for other in others:
            overlap = alike(p.content, other.content)
            if other.rule == "reader":
                like_reader = max(like_reader, overlap)
            elif other.rule != "crossed":
                like_rules = max(like_rules, overlap)
        return [like_reader, like_rules, float(len(others))]

    def _layer(self, p: Proposal, layer: str) -> list[float]:
        """Readings of one cue combine the same pieces over and over: what is known of a piece is kept."""
        found: list[float] = []
        for judge, pieces in (
            (self._content, (p.content,)),
            (self._cue, (p.cue,)),
            (self._source, (p.source,)),
            (self._arc, (p.content, p.cue)),
        ):
            key = judge.__name__, layer, pieces
            values = self._known.get(key)
            if values is None:
                values = self._known[key] = judge(p, layer)
            found += values
        return found

    def _content(self, p: Proposal, layer: str) -> list[float]:
        name = f"{layer}content"
        begin, alone = self.marks.columns[f"{name}_begin"], self.any[name]
        return [
            sum(self._sum(name, piece) for piece in p.content) / sum(b - a for a, b in p.content),
            min(min(alone[a], alone[b - 1], alone[(a + b) // 2]) for a, b in p.content),
            max(begin[a] for a, _ in p.content),
            self._at(name, p.first - 1),
            self._at(name, p.last),
            max((max(begin[a + 1 : b]) for a, b in p.content if a + 1 < b), default=0),
        ]

    def _arc(self, p: Proposal, layer: str) -> list[float]:
        columns = self.marks.columns
        targets, chances = columns[f"{layer}cue_of"], columns[f"{layer}cue_p"]
        low, high = p.cue[0].first, p.cue[-1].last
        size = sum(b - a for a, b in p.content)
        return [sum(chances[t] for a, b in p.content for t in range(a, b) if low <= targets[t] < high) / size]

    def _cue(self, p: Proposal, layer: str) -> list[float]:
        name = f"{layer}cue"
        return [
            max(self.any[name][t] for piece in p.cue for t in range(*piece)),
            sum(self._sum(name, piece) for piece in p.cue) / sum(b - a for a, b in p.cue),
        ]

    def _source(self, p: Proposal, layer: str) -> list[float]:
        if p.source is None:
            return [0.0, 0.0, 0.0, 0.0]
        name = f"{layer}source"
        first, last = p.source
        begins = self.marks.columns[f"{name}_begin"][first]
        return [self._sum(name, p.source) / (last - first), begins, self._at(name, first - 1), self._at(name, last)]

    def _sum(self, name: str, span: Range) -> int:
        return self.sums[name][span.last] - self.sums[name][span.first]

    def _at(self, name: str, token: int) -> int:
        values = self.any[name]
        return values[token] if 0 <= token < len(values) else 0
