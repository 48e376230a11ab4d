"""Weighing: how likely a proposal is an attribution as annotators mark them.

A proposal is described by a few dozen plain features (its frame, its cue's lemma, who the source is, tense,
quotation marks); the lexicon table ``attribution_weights`` holds a weight for each, fitted by logistic regression
on the training parts of two corpora (``python -m training.attribution_weights``), so that the sum gives a
probability: of the proposals at 0.8 about four in five are right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp

import numpy as np

from pipeline.lexicon import table
from pipeline.lines.trees import Trees, sigmoid
from pipeline.records import Marks
from pipeline.relations.acts import act_of_cue
from pipeline.relations.agreement import Agreement
from pipeline.relations.nouns import stands_for
from pipeline.relations.proposals import Proposal
from pipeline.relations.tree import Tree

_WH = frozenset(
    {"what", "who", "whom", "whose", "which", "where", "when", "why", "how", "whether", "if", "it", "this", "that"}
    | {"these", "those", "he", "she", "they", "them", "him", "her", "to", "not", "no", "there", "so", "more"}
)
QUOTED = "cue quoted"
PARTS = ("alone", "inside", "exact")
"""Sets of trees: right by itself, right in another's content, and with the right edges if it is right."""
HOPELESS, NEVER = -5.0, -30.0
"""Log odds from which no other place could lift a proposal to where it is believed, and what it then gets inside."""
FAINT = -4.0
"""Log odds by the rules below which a reading is not weighed, unless the reader marks its cue: one in a thousand of
those that are chosen."""
UNLIKELY = 0.25
"""Chance below which nobody asks for the edges of a proposal: it is not chosen."""
_NAMED = {"PERSON": "person", "ORG": "org", "GPE": "gpe", "NORP": "norp"}


def weigh(tree: Tree, proposals: Sequence[Proposal]) -> None:
    """Set the probability that each of the linked ``proposals`` is an attribution with this content and this source.

    ``confidence`` is that of an attribution by itself, ``confidence_inside`` that of one in another's content.
    Where the article bears the reader's marks, these have their say.
    """
    scores = [log_odds(tree, proposal) for proposal in proposals]
    marks = tree.parsed.marks
    if marks is not None and marks.columns and proposals:
        _weigh_with_marks(tree, marks, proposals, scores)
        return
    for proposal, (alone, inside) in zip(proposals, scores, strict=True):
        proposal.confidence, proposal.confidence_inside = _probability(alone), _probability(inside)


def log_odds(tree: Tree, proposal: Proposal, weights: Mapping[str, float] | None = None) -> tuple[float, float]:
    """By the features of the rules alone, for an attribution by itself and for one in another's content.

    ``weights`` are those of the features, by default the lexicon's.
    """
    weights = _weights() if weights is None else weights
    score = weights.get("bias", 0.0)
    for feature in features(tree, proposal):
        score += weights.get(feature, 0.0)
    if score < HOPELESS:
        return score, NEVER
    inside = score
    if tree.quote[proposal.head] >= 0:
        inside -= weights.get(QUOTED, 0.0)
    for feature in features_inside(tree, proposal):
        inside += weights.get(feature, 0.0)
    return score, inside


def _weigh_with_marks(
    tree: Tree, marks: Marks, proposals: Sequence[Proposal], scores: Sequence[tuple[float, float]]
) -> None:
    """By boosted trees over :data:`~pipeline.relations.agreement.FEATURES`."""
    agreement = Agreement(tree, marks)
    weighed = worth_weighing(agreement, proposals, scores)
    if not weighed:
        return
    rows = np.asarray(agreement.rows(proposals, scores, weighed))
    alone, inside = (sigmoid(_trees()[part].log_odds(rows)) for part in ("alone", "inside"))
    exact = np.zeros(len(rows))
    likely = np.flatnonzero(np.maximum(alone, inside) >= UNLIKELY)
    if len(likely):
        exact[likely] = sigmoid(_trees()["exact"].log_odds(rows[likely]))
    for number, *chances in zip(weighed, alone.tolist(), inside.tolist(), exact.tolist(), strict=True):
        proposal = proposals[number]
        proposal.confidence, proposal.confidence_inside, proposal.exactness = chances


def worth_weighing(
    agreement: Agreement, proposals: Sequence[Proposal], scores: Sequence[tuple[float, float]]
) -> list[int]:
    """Numbers of the proposals that the rules hold for possible (``scores``: their log odds) or the reader marks."""
    return [
        number
        for number, (proposal, score) in enumerate(zip(proposals, scores, strict=True))
        if max(score) >= FAINT or agreement.is_marked(proposal)
    ]


@cache
def _trees() -> dict[str, Trees]:
    data = json.loads((files("pipeline.models") / "statements.json").read_text(encoding="utf-8"))
    return {part: Trees.read(data[part]) for part in PARTS}


def _probability(score: float) -> float:
    return 1.0 / (1.0 + exp(-score)) if score > -30 else 0.0


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in table("attribution_weights")}


def features(tree: Tree, proposal: Proposal) -> Iterator[str]:
    """What the weights of rules look at in ``proposal``: its frame, lemma, link and the words around, as words of
    their own.
    """
    head = proposal.head
    frame, lemma, link = proposal.frame, proposal.lemma, proposal.link
    yield "frame=" + frame
    yield "lemma=" + lemma
    yield f"lemma={lemma}|{frame}"
    for word in lemma.split(" ")[1:]:
        yield "last=" + word
    act = act_of_cue(lemma, frame) or "none"
    yield "act=" + act
    yield f"frame={frame}|act={act}"
    source = _source(tree, proposal)
    yield "source=" + source
    yield f"frame={frame}|source={source}"
    yield f"lemma={lemma}|source={_broad(source)}"
    yield f"frame={frame}|link={link}"
    yield "link=" + link
    yield "tag=" + tree.tag[head]
    yield f"dep={tree.dep[head]}"
    yield f"dep={tree.dep[head]}|tag={tree.tag[head]}"
    for kid in tree.kids[head]:
        if tree.dep[kid] in ("aux", "auxpass", "neg"):
            yield "aux=" + tree.low[kid]
    yield "block=" + tree.block_kinds[tree.block[head]]
    first, last = proposal.first, proposal.last
    size = last - first
    length = (
        "1" if size == 1 else "2" if size == 2 else "4" if size < 5 else "8" if size < 9 else "16" if size < 17 else "x"
    )
    yield "length=" + length
    yield f"frame={frame}|length={length}"
    if frame.startswith(("object", "prep", "passive", "support", "noun")):
        yield "content=" + _content_noun(tree, proposal)
    if tree.low[first] in _WH:
        yield "opens=" + tree.low[first]
    if tree.quote[head] >= 0:
        yield QUOTED
    marks = tree.quote[first] >= 0, tree.quote[last - 1] >= 0
    if marks[0] and marks[1] and tree.quote[first] == tree.quote[last - 1]:
        yield "content quoted"
    elif tree.quoted_in(first, last):
        yield "content mixed"
    yield f"pieces={len(proposal.content)}"
    if tree.sentence[head] != tree.sentence[last - 1]:
        yield "over sentences"
    if tree.low[tree.sentence_of(head).last - 1] == "?":
        yield "question"


def features_inside(tree: Tree, proposal: Proposal) -> Iterator[str]:
    """What is said of a proposal in another's content, in place of ``QUOTED`` and beside all else."""
    yield "inside"
    yield "inside|frame=" + proposal.frame
    yield f"inside|dep={tree.dep[proposal.head]}"
    yield "inside|act=" + (act_of_cue(proposal.lemma, proposal.frame) or "none")
    yield "inside|source=" + _source(tree, proposal)
    if tree.quote[proposal.head] >= 0:
        yield "inside|quoted"


def _broad(source: str) -> str:
    if source in ("person", "name", "i", "we", "he", "she", "they", "you", "who"):
        return "somebody"
    return source if source in ("none", "org", "gpe", "it", "which", "that") else "noun"


def _content_noun(tree: Tree, proposal: Proposal) -> str:
    """Lemma of the first word of the content that hangs on a word outside of it."""
    first, last = proposal.content[0]
    for token in range(first, min(last, first + 15)):
        if not first <= tree.head[token] < last:
            common = tree.tag[token] in ("NN", "NNS", "PRP") and _is_common(tree, token)
            return tree.lemma[token] if common else tree.tag[token]
    return "none"


def _source(tree: Tree, proposal: Proposal) -> str:
    token = proposal.source_head
    if token < 0:
        return "none"
    tag = tree.tag[token]
    if tag[0] == "W" or tag[:3] == "PRP" or tag in ("DT", "EX"):
        return tree.low[token]
    mention = tree.entity[token]
    if mention >= 0:
        label = tree.parsed.mentions[mention].label
        if label in _NAMED:
            return _NAMED[label]
    if tag[:3] == "NNP":
        return "name"
    if tag[:2] != "NN":
        return "other"
    known = _is_common(tree, token)
    return tree.lemma[token] if known else "name"


def _is_common(tree: Tree, token: int) -> bool:
    """No name that the tagger took for a noun: capitals inside a sentence give it away, but not in headlines."""
    if tree.text[token].islower() or stands_for(tree.lemma[token]):
        return True
    return token == tree.sentence_of(token).first or tree.block_kinds[tree.block[token]] == "title"
