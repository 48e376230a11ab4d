"""Proposing: all places of an article where a cue may ascribe a content. What to believe is weighed later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from pipeline.lexicon import words
from pipeline.relations.acts import refusing_verbs, unsaid_verbs
from pipeline.relations.proposals import Proposal
from pipeline.relations.propose.clauses import CLAUSE_RULES, reportedly
from pipeline.relations.propose.colon import colon
from pipeline.relations.propose.nouns import NOUN_RULES, according_to
from pipeline.relations.propose.objects import OBJECT_RULES
from pipeline.relations.propose.quoted import quoted
from pipeline.relations.tree import Range, Tree

_SHORT = 6
"""Tokens, at most, of what was not answered."""
_REQUEST = 5
_REASON = 10


def propose(tree: Tree) -> Iterator[Proposal]:
    """Every proposal of every rule, in no particular order."""
    return (proposal for proposal in _proposals(tree) if not says_nothing(tree, proposal))


def _proposals(tree: Tree) -> Iterator[Proposal]:
    yield from quoted(tree)
    for first, last in _blocks(tree):
        yield from colon(tree, first, last)
    adverbs = _adverbs()
    for token, tag in enumerate(tree.tag):
        if tag[0] in "NV" and tree.is_name(token):
            continue
        if tag[0] == "V":
            if tree.dep[token] not in ("aux", "auxpass"):
                yield from _all((*CLAUSE_RULES, *OBJECT_RULES), tree, token)
            if tree.low[token] == "according":
                yield from according_to(tree, token)
        elif tag[:2] == "NN":
            yield from _all(NOUN_RULES, tree, token)
        elif tree.low[token] in adverbs:
            yield from reportedly(tree, token)
        elif tree.low[token] in ("according", "per"):
            yield from according_to(tree, token)


def says_nothing(tree: Tree, proposal: Proposal) -> bool:
    """*did not respond to a request for comment*; and *declined to comment on the strike* is one with its refusal.

    So is *asked not to be named*: it tells of a source.
    """
    head = proposal.head
    if tree.lemma[head] in unsaid_verbs() and tree.dep[head] == "xcomp":
        return tree.lemma[tree.head[head]] in refusing_verbs()
    if _is_request(tree, proposal) or _refuses_to_speak(tree, head):
        return True
    piece = proposal.content[0]
    openings = (" ".join(tree.low[first : first + _REQUEST]) for first, _ in proposal.content)
    unnamed = words("anonymity_requests")
    if tree.lemma[head] in refusing_verbs():
        unnamed += words("anonymity_refusals")
    if any(opening.startswith(unnamed) for opening in openings):
        return True
    if tree.low[piece.first] == "to" and unsaid_verbs().intersection(tree.lemma[piece.first + 1 : piece.first + 2]):
        return tree.lemma[head] in refusing_verbs()
    if len(proposal.content) > 1 or piece.last - piece.first > _SHORT:
        return False
    return " ".join(tree.low[piece.first : piece.last]).endswith(words("no_comment"))


def _refuses_to_speak(tree: Tree, head: int) -> bool:
    """*declined to comment on reports that the quay would close*: the reports are not the speaker's."""
    unsaid = (tree.lemma[kid] for kid in tree.kids[head] if tree.dep[kid] == "xcomp" and kid > head)
    return tree.lemma[head] in refusing_verbs() and any(lemma in unsaid_verbs() for lemma in unsaid)


def _is_request(tree: Tree, proposal: Proposal) -> bool:
    """*asked not to be named for* …, and the *fear of losing the job* that it was for."""
    own = " ".join(tree.low[proposal.cue[0].first : proposal.cue[-1].last]) if proposal.cue else ""
    before = " ".join(tree.low[max(proposal.head - _REASON, 0) : proposal.head])
    finite = tree.tag[proposal.head] in ("VBD", "VBZ", "VBP")
    return any(asked in own or (f"{asked} for " in before and not finite) for asked in words("anonymity_requests"))


@cache
def _adverbs() -> frozenset[str]:
    return frozenset(words("hedging_adverbs"))


def _all(rules: tuple[Callable[[Tree, int], Iterator[Proposal]], ...], tree: Tree, token: int) -> Iterator[Proposal]:
    for rule in rules:
        yield from rule(tree, token)


def _blocks(tree: Tree) -> Iterator[Range]:
    first = 0
    for token in range(1, len(tree.block) + 1):
        if token == len(tree.block) or tree.block[token] != tree.block[first]:
            yield Range(first, token)
            first = token
