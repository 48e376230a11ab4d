"""Proposals put right before they are weighed: contents that jump or leave a headline, sources cut short or far off."""

from __future__ import annotations

from pipeline.records import Mention
from pipeline.relations.acts import reporting_verbs
from pipeline.relations.proposals import Proposal, meet
from pipeline.relations.propose.edges import settle
from pipeline.relations.relays import is_given_to_relay
from pipeline.relations.tree import Range, Tree

_NOUNS = ("NNP", "NNPS")
_SAID = ("VBD", "VBZ")
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def mended(tree: Tree, proposals: list[Proposal]) -> list[Proposal]:
    """``proposals``, changed in place, without turns that are given to who speaks next, scraps of a clause and words
    that are given to who passes them on.
    """
    wrong = (_is_turn_before, _is_scrap, is_given_to_relay)
    kept = [proposal for proposal in proposals if not any(is_wrong(tree, proposal) for is_wrong in wrong)]
    for proposal in kept:
        proposal.content = _without_jumps(tree, proposal, tuple(_in_title(tree, *piece) for piece in proposal.content))
        left = tuple(piece for piece in _without_hearer(tree, proposal) if piece.first < piece.last)
        proposal.content = _together(tree, left or proposal.content)
        proposal.content = (_whole_clause(tree, proposal), *proposal.content[1:])
        if proposal.source is None:
            continue
        if _is_done_to(tree, proposal):
            proposal.source, proposal.source_head, proposal.link = None, -1, "none"
            continue
        if tree.low[proposal.source.last - 1] == "," and proposal.source_head < proposal.source.last - 1:
            proposal.source = Range(proposal.source.first, proposal.source.last - 1)
        last = _with_bearer(tree, proposal)
        if last > proposal.source.last:
            proposal.source, proposal.source_head = Range(proposal.source.first, last), last - 1
    return kept


def _is_turn_before(tree: Tree, proposal: Proposal) -> bool:
    """*Will you stay?* | *OLSEN: Yes.*: what stands in the paragraph before a colon is another's."""
    first = proposal.first
    foreign = tree.block[first] != tree.block[proposal.head] and tree.quote[first] < 0
    return tree.low[proposal.head] == ":" and foreign


def _is_scrap(tree: Tree, proposal: Proposal) -> bool:
    """*Peru plans* | *to close it, Ruiz said,* | *in a move that …*: what Ruiz said is the clause, whole.

    A content of a verb of saying is a scrap if it hangs on the verb of the clause that was said, without it, or if it
    is said *in*, *at* or *after* something while there is such a clause.
    """
    said = tree.child(proposal.head, "ccomp")
    if said < 0 or not tree.is_verb(proposal.head) or len(proposal.content) > 1 or tree.quote[proposal.first] >= 0:
        return False
    content = proposal.content[0]
    if content.first <= said < content.last:
        return False
    hanging = next((t for t in range(*content) if not content.first <= tree.head[t] < content.last), -1)
    if hanging < 0 or tree.head[hanging] not in (said, proposal.head):
        return False
    return tree.dep[hanging] in (("xcomp", "ccomp") if tree.head[hanging] == said else ("prep",))


def _in_title(tree: Tree, first: int, last: int) -> Range:
    """A content that begins in a headline ends there: *Minister urges calm* | *CUSCO* (Agency)."""
    if tree.block_kinds[tree.block[first]] != "title" or tree.quote[first] >= 0:
        return Range(first, last)
    while last - 1 > first and tree.block[last - 1] != tree.block[first]:
        last -= 1
    return Range(first, last)


def _together(tree: Tree, pieces: tuple[Range, ...]) -> tuple[Range, ...]:
    """Pieces that touch, within a paragraph, as one: *Peru plans* | *to close the port*."""
    found = [pieces[0]]
    for piece in pieces[1:]:
        before = found[-1]
        if piece.first == before.last and tree.block[piece.first] == tree.block[before.last - 1]:
            found[-1] = Range(before.first, piece.last)
        else:
            found.append(piece)
    return tuple(found)


def _without_jumps(tree: Tree, proposal: Proposal, pieces: tuple[Range, ...]) -> tuple[Range, ...]:
    """Without pieces that another verb says: *accused Berg of theft and demanded* | *an apology*."""
    kept = [pieces[0]]
    for piece in pieces[1:]:
        before = kept[-1]
        gap = Range(before.last, piece.first)
        own = any(meet(gap, part) for part in (*proposal.cue, *((proposal.source,) if proposal.source else ())))
        one_sentence = tree.sentence[before.first] == tree.sentence[piece.first]
        jumps = one_sentence and gap.first < gap.last and not own and tree.quote[piece.first] < 0
        if jumps and _is_another_cue(tree, gap):
            break
        kept.append(piece)
    return tuple(kept)


def _without_hearer(tree: Tree, proposal: Proposal) -> tuple[Range, ...]:
    """Without whom one told it: *told* | *us in March that* | *the harbour was closed*."""
    said = tree.child(proposal.head, "ccomp") if tree.lemma[proposal.head] == "tell" else -1
    if said < proposal.head or tree.child(said, "nsubj", "nsubjpass", "expl") < 0 or _is_to_do(tree, said):
        return proposal.content
    first = tree.left[said]
    if tree.low[first] == "that" and first < said:
        first += 1
    if tree.quote[first] >= 0 and proposal.head < tree.quotations[tree.quote[first]].first < first:
        first = tree.quotations[tree.quote[first]].first
    if not any(piece.first <= first < piece.last for piece in proposal.content):
        after = tuple(piece for piece in proposal.content if piece.first >= first)
        told = [piece for piece in proposal.content if proposal.head < piece.first < first]
        return after if after and told and len(after) + len(told) == len(proposal.content) else proposal.content
    return tuple(
        settle(tree, proposal.head, first, piece.last) if proposal.head < piece.first <= first else piece
        for piece in proposal.content
        if piece.last > first or piece.first < proposal.head
    )


def _whole_clause(tree: Tree, proposal: Proposal) -> Range:
    """The first piece from its *that* on, past what stands before it; from its subject on, if it was cut off.

    *said, when it lost money, that* | *it would close*; *The harbour* | *will close, Berg said*.
    """
    piece, said = proposal.content[0], tree.child(proposal.head, "ccomp")
    that = tree.child(said, "mark") if said > proposal.head else -1
    if proposal.head < piece.first < that < piece.last and tree.low[that] == "that" and tree.quote[piece.first] < 0:
        clause = settle(tree, proposal.head, that, piece.last)
        return clause if clause.first < clause.last else piece
    verb = next((t for t in (piece.first, tree.head[piece.first]) if tree.tag[t] in _FINITE), -1)
    subject = tree.child(verb, "nsubj", "nsubjpass") if piece.first <= verb < piece.last else -1
    if subject < 0 or subject >= piece.first or tree.right[subject] != piece.first - 1 or tree.tag[subject][0] == "W":
        return piece
    before = Range(tree.left[subject], piece.first)
    others = (*proposal.cue, *((proposal.source,) if proposal.source else ()))
    is_free = tree.quote[piece.first] < 0 and not any(meet(before, other) for other in others)
    return Range(before.first, piece.last) if is_free else piece


def _is_to_do(tree: Tree, verb: int) -> bool:
    return any(tree.low[kid] == "to" and tree.dep[kid] == "aux" for kid in tree.kids[verb])


def _is_another_cue(tree: Tree, gap: Range) -> bool:
    verb = gap.last - 1
    joined = gap.first < verb and tree.tag[gap.first] == "CC"
    return joined and tree.tag[verb] in _SAID and tree.lemma[verb] in reporting_verbs()


def _is_done_to(tree: Tree, proposal: Proposal) -> bool:
    """*a sailor suspected of theft*: who suspects is not said, neither by the sailor nor by what stands before."""
    head = proposal.head
    if tree.tag[head] != "VBN" or tree.dep[head] != "acl" or tree.child(head, "agent") >= 0:
        return False
    return proposal.source is not None and proposal.source.last <= head


def _with_bearer(tree: Tree, proposal: Proposal) -> int:
    """Where the name ends that the source was cut from, itself or the description before it; -1 where none was."""
    source = proposal.source
    if source is None:
        return -1
    cut = _mention_at(tree, source.last - 1)
    last = cut.last if cut is not None and cut.last > source.last else _bearer_after(tree, proposal, source.last)
    if last < 0 or tree.sentence[last - 1] != tree.sentence[source.first]:
        return -1
    added = Range(source.last, last)
    return -1 if any(meet(added, piece) for piece in (*proposal.cue, *proposal.content)) else last


def _bearer_after(tree: Tree, proposal: Proposal, last: int) -> int:
    """Where the name ends that goes on from ``last``, the end of the source; -1 where none does.

    *Secretary of State* | *Ana Ruiz had told*; *the lender* | *Norvik said*; *Berg's widow* | *, Odile, told*.
    """
    cue = proposal.cue[0].first if proposal.cue else -1
    comma = tree.low[last : last + 1] == [","]
    name = _mention_at(tree, last + comma)
    if name is None or name.first != last + comma:
        return -1
    if tree.tag[last - 1] in _NOUNS and not comma:
        is_bearer = name.label == "PERSON"
    elif comma:
        between = tree.low[name.last : name.last + 1] == [","] and name.last + 1 == cue
        is_bearer = name.label == "PERSON" and tree.tag[last - 1] == "NN" and between
    else:
        is_bearer = name.label in ("PERSON", "ORG") and tree.tag[last - 1] == "NN" and name.last == cue
    return name.last if is_bearer else -1


def _mention_at(tree: Tree, token: int) -> Mention | None:
    number = tree.entity[token] if token < len(tree.entity) else -1
    return tree.parsed.mentions[number] if number >= 0 else None
