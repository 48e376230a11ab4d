"""Quotations and the cue that stands before, between or after them.

Sentence borders inside a quotation break the parse, so these rules look at the words between quotation marks
and use the parse only to see what the subject of a verb is.
"""

from __future__ import annotations

from pipeline.relations.acts import reporting_verbs
from pipeline.relations.proposals import Proposal
from pipeline.relations.propose.colon import labels
from pipeline.relations.propose.cue import cue_range, saying_of, verb_lemma
from pipeline.relations.tree import Range, Tree

MAX_GAP = 45
"""Tokens between a quotation and the verb that ascribes it."""
_STOPS = frozenset(".?!")
_SKIP = frozenset({",", ":", ";", "-", "--", "–", "—", "(", ")"})
_NO_CUE = frozenset({"be", "have", "do", "will", "would", "can", "could", "may", "might", "shall", "should", "must"})


def quoted(tree: Tree) -> list[Proposal]:
    """“…,” said Berg. Berg said: “…” “…,” Berg said, “…” — one proposal for all pieces that share a cue."""
    last: Proposal | None = None
    last_end = -1
    used: dict[int, Proposal] = {}
    pending: tuple[Range, ...] = ()
    for number, quotation in enumerate(tree.quotations):
        if not is_speech(tree, number):
            continue
        piece = Range(quotation.first, quotation.last)
        if last is not None and (quotation.follows or _adjacent(tree, last_end, quotation.first)):
            last.content = (*last.content, piece)
            last_end = quotation.last
            after = cue_after(tree, number)
            if after < 0 or after in used:
                continue
            # The quotation has a cue of its own after all.
            if not quotation.follows:
                last.content = last.content[:-1]
            else:
                continue
        before = cue_before(tree, number)
        after = cue_after(tree, number)
        if before in used and before >= 0 and after < 0:
            used[before].content = (*used[before].content, piece)
            last, last_end = used[before], quotation.last
            continue
        if before in used and after < 0:
            before = -1
        verb, frame = (
            (after, "quote before") if _prefers_after(tree, number, before, after) else (before, "quote after")
        )
        if not quotation.follows:
            pending = ()
        if verb < 0:
            last = None
            pending = (*pending, piece)
            continue
        if verb in used:
            used[verb].content = (*used[verb].content, piece)
            last, last_end = used[verb], quotation.last
            continue
        pieces, pending = (*pending, piece), ()
        proposal = Proposal(verb, cue_range(tree, verb), pieces, frame, "quoted", verb_lemma(tree, verb))
        if not tree.is_verb(verb):
            proposal = Proposal(verb, (Range(verb, verb + 1),), pieces, "quote colon", "quoted", tree.low[verb])
        used[verb] = proposal
        last = proposal
        last_end = _sentence_end(tree, verb) if frame == "quote before" else quotation.last
        if frame == "quote after":
            last_end = quotation.last
    return [made for proposal in used.values() for made in _relayed(tree, proposal)]


def _relayed(tree: Tree, proposal: Proposal) -> tuple[Proposal, ...]:
    """“…,” *Xinhua quoted Berg as saying*: the agency relays all of it, Berg says the quotation."""
    verb = proposal.head
    relay = verb if saying_of(tree, verb) >= 0 else tree.head[tree.head[verb]]
    saying, quoted_one = saying_of(tree, relay), tree.child(relay, "dobj")
    if verb not in (relay, saying) or saying < 0 or quoted_one < 0:
        return (proposal,)
    named = Range(max(tree.left[quoted_one], relay + 1), saying + 1)
    whole = tuple(sorted((named, *proposal.content)))
    outer = Proposal(relay, cue_range(tree, relay), whole, proposal.frame, "quoted", verb_lemma(tree, relay))
    cue = (Range(saying, saying + 1),)
    return outer, Proposal(saying, cue, proposal.content, proposal.frame, "quoted", tree.lemma[saying])


def is_speech(tree: Tree, number: int) -> bool:
    """Is the quotation at least a clause, as against a quoted word or the title of a work?"""
    quotation = tree.quotations[number]
    inner_last = quotation.last - 2 if quotation.closed else quotation.last - 1
    size = inner_last - quotation.first
    if size < 1:
        return False
    ending = tree.low[inner_last] if quotation.closed else "."
    stopped = ending[-1:] in ".,?!…" or ending in ("--", "—", "-")
    if size >= 2 and stopped:
        return True
    verbs = any(tree.tag[t] in ("VBD", "VBZ", "VBP", "MD") for t in range(quotation.first, inner_last + 1))
    before = tree.low[quotation.first - 1] if quotation.first else ""
    return verbs and size >= 3 and (stopped or before in (",", ":") or _starts_sentence(tree, quotation.first))


def _starts_sentence(tree: Tree, token: int) -> bool:
    return token == 0 or tree.block[token - 1] != tree.block[token] or tree.low[token - 1] in _STOPS


def _adjacent(tree: Tree, end: int, start: int) -> bool:
    """Nothing but marks and stops from ``end`` to ``start``."""
    return 0 <= end <= start <= end + 3 and all(not w[:1].isalnum() for w in tree.low[end:start])


def _sentence_end(tree: Tree, token: int) -> int:
    """End (exclusive) of the sentence of ``token`` outside quotation marks; closes at a stop."""
    block = tree.block[token]
    n = len(tree.low)
    while token < n and tree.block[token] == block:
        if tree.low[token] in _STOPS and tree.quote[token] < 0:
            return token + 1
        token += 1
    return token


def cue_after(tree: Tree, number: int) -> int:
    """The verb of the tag that follows: “…,” *said Berg*; “…,” *Berg, a miner, said*. -1 where there is none."""
    quotation = tree.quotations[number]
    block = tree.block[quotation.first]
    start = quotation.last
    n = len(tree.low)
    while start < n and tree.low[start] in _SKIP and tree.block[start] == block:
        start += 1
    if start >= n or tree.block[start] != block or tree.low[start] in _STOPS:
        return -1
    stop = min(start + MAX_GAP, n)
    for token in range(start, stop):
        if tree.block[token] != block or tree.quote[token] >= 0 or tree.low[token] in _STOPS:
            return -1
        if tree.is_verb(token) and tree.lemma[token] not in _NO_CUE and tree.dep[token] not in ("aux", "auxpass"):
            if tree.dep[token] in ("relcl", "acl", "amod") and token > start + 1:
                continue
            sign = tree.low[quotation.last - 2][-1:]  # after a whole sentence what is done need not be said
            ended = sign == "." and tree.text[token].isalpha() and tree.lemma[token] not in reporting_verbs()
            return token if _tag_between(tree, start, token) and not ended else -1
    return -1


def _tag_between(tree: Tree, start: int, verb: int) -> bool:
    """Is all from ``start`` to ``verb`` its subject, auxiliaries and adverbs?"""
    between = verb - start
    if between == 0:
        return True
    subject = tree.child(verb, "nsubj")
    if start <= subject < verb:
        return tree.left[subject] <= start + 2
    return between <= 6 and any(tree.tag[t] in ("PRP", "NNP", "NNPS", "NN", "NNS") for t in range(start, verb))


def cue_before(tree: Tree, number: int) -> int:
    """The verb that leads up to the quotation: *Berg said: “…”*, *Berg told us on Monday, “…”*. Or a bare colon."""
    quotation = tree.quotations[number]
    token = quotation.first - 1
    if token < 0:
        return -1
    block = tree.block[quotation.first]
    if tree.block[token] != block:
        if tree.low[token] not in (":", ",") or tree.block[token] < block - 1:
            return -1
        block = tree.block[token]
    if tree.low[token] in _STOPS:
        return -1
    colon = token if tree.low[token] == ":" and tree.low[token - 1] not in labels() else -1
    stop = max(token - MAX_GAP, 0)
    best = -1
    for place in range(token, stop - 1, -1):
        if tree.block[place] != block or tree.quote[place] >= 0 or tree.low[place] in _STOPS:
            break
        if (
            tree.is_verb(place)
            and tree.lemma[place] not in _NO_CUE
            and tree.dep[place] not in ("aux", "auxpass", "amod")
        ):
            if tree.dep[place] == "relcl" and tree.low[token] == "," and best < 0:
                best = place
                continue
            best = place
            break
    if best < 0:
        return colon
    return best


def _prefers_after(tree: Tree, number: int, before: int, after: int) -> bool:
    if after < 0:
        return False
    if before < 0:
        return True
    if not tree.is_verb(before):
        return True
    quotation = tree.quotations[number]
    lead = tree.low[quotation.first - 1]
    if lead in (":", ","):
        return False
    inner = quotation.last - 2
    return tree.low[inner][-1:] in ",?!" and quotation.closed
