"""The occasion of a statement: to whom it was said, and where or how."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.lexicon import table, words
from pipeline.relations.acts import addressing_cues, occasions
from pipeline.relations.days import cue_chain
from pipeline.relations.link import is_passive_participle, issued_by, noun_phrase
from pipeline.relations.nouns import stands_for
from pipeline.relations.proposals import Proposal
from pipeline.relations.tree import Range, Tree

_WHERE = frozenset({"in", "at", "during", "on", "via", "through", "over", "before", "by"})
_LOOSE = frozenset({"in", "at", "on", "during", "after", "before", "by", "via", "over", "through", "when", "as"})
_SPEAKING = frozenset({"speak", "talk", "address", "testify", "appear", "write", "tell", "brief", "respond", "reply"})
_MOST_LOOKED_AT = 14


@cache
def _addressing_nouns() -> frozenset[tuple[str, str]]:
    return frozenset((row["noun"], row["by"]) for row in table("addressing_nouns"))


@cache
def _hearing_nouns() -> frozenset[str]:
    return frozenset(words("hearers"))


@cache
def _venue_verbs() -> dict[str, str]:
    return {row["verb"]: row["venue"] for row in table("venue_verbs")}


def addressee_of(tree: Tree, proposal: Proposal) -> Range | None:
    """To whom: *told Reuters*, *wrote to the council*, *urged Ruiz to go*; None where nobody is named.

    After *urge* and its like the addressee lies in the content. A news conference hears nothing: it is a venue.
    """
    source = proposal.source or Range(-1, -1)
    for cue in cue_chain(tree, proposal.head):
        if cue != proposal.head and _has_infinitive(tree, cue):
            break  # whom the cue before this one *urged* or *asked* lies in the content of that one
        for noun in _hearers(tree, cue):
            if source.first <= noun < source.last or _is_said(tree, noun, proposal):
                continue
            if _is_hearer(tree, noun, proposal, cue):
                return _hearer_phrase(tree, noun, proposal)
    return None


def _is_said(tree: Tree, noun: int, proposal: Proposal) -> bool:
    """Is the object the content itself: *promised a deal with the union*? Of *urged Ruiz to go* it is but a part."""
    return any(
        piece.first <= tree.left[noun] and noun < piece.last <= tree.right[noun] + 1 for piece in proposal.content
    )


def _has_infinitive(tree: Tree, cue: int) -> bool:
    below = [kid for kid in tree.kids[cue] if tree.dep[kid] in ("xcomp", "ccomp")]
    return any(tree.low[k] == "to" and tree.dep[k] == "aux" for kid in below for k in tree.kids[kid])


def _hearers(tree: Tree, cue: int) -> Iterator[int]:
    """Nouns that may be whom ``cue`` is said to, the likeliest first."""
    lemma = tree.lemma[cue]
    known = addressing_cues()
    passive = tree.child(cue, "nsubjpass")
    if passive < 0 and is_passive_participle(tree, cue):
        own = tree.child(cue, "nsubj")
        passive = own if own >= 0 else tree.child(tree.head[cue], "nsubj", "nsubjpass")
    if (lemma, "object") in known:
        if passive >= 0:
            yield passive
        for kid in tree.kids[cue]:
            if kid < cue:
                continue
            if tree.dep[kid] in ("dobj", "dative", "iobj") and tree.tag[kid][:2] in ("NN", "PR"):
                yield kid
            elif tree.dep[kid] in ("ccomp", "xcomp") and any(
                tree.low[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[kid]
            ):
                subject = tree.child(kid, "nsubj", "nsubjpass")
                if subject > cue:
                    yield subject
    sent = tree.lemma[tree.child(cue, "dobj")] if tree.child(cue, "dobj") >= 0 else ""
    for kid in tree.kids[cue]:
        if kid < cue and tree.dep[kid] not in ("prep", "advcl"):
            continue
        if tree.dep[kid] in ("prep", "dative") and (below := tree.child(kid, "pobj")) >= 0:
            yield from _of_occasion(tree, below)
            if kid > cue and ((lemma, tree.low[kid]) in known or (sent, tree.low[kid]) in _addressing_nouns()):
                yield below
        elif tree.dep[kid] == "advcl" and tree.lemma[kid] in _SPEAKING and tree.tag[kid] == "VBG":
            yield from _spoken_to(tree, kid)
        elif tree.dep[kid] == "dobj":
            yield from _of_occasion(tree, kid)


def _spoken_to(tree: Tree, verb: int) -> Iterator[int]:
    """*speaking to reporters in Amman*, *addressing the assembly*, *speaking in an interview with a daily*."""
    for kid in tree.kids[verb]:
        if kid > verb and tree.dep[kid] == "dobj" and tree.lemma[verb] in ("address", "tell", "brief"):
            yield kid
        elif kid > verb and tree.dep[kid] in ("prep", "dative") and (below := tree.child(kid, "pobj")) >= 0:
            if tree.low[kid] in ("to", "with", "before"):
                yield below
            yield from _of_occasion(tree, below)


def _of_occasion(tree: Tree, noun: int) -> Iterator[int]:
    """*in a letter to the council*, *in an interview with a daily*."""
    for kid in tree.kids[noun]:
        below = tree.child(kid, "pobj") if tree.dep[kid] in ("prep", "dative") else -1
        if below >= 0 and (tree.lemma[noun], tree.low[kid]) in _addressing_nouns():
            yield below


def _is_hearer(tree: Tree, noun: int, proposal: Proposal, cue: int) -> bool:
    """Can it hear: a person, a body, a country, a role; no event, no thing? Whom one *told that* or *urged to* can."""
    venue = _venue_at(tree, noun)
    if venue is not None and venue[1] != "body":
        return False
    said = proposal.frame.startswith("quote") or tree.child(cue, "ccomp") >= 0 or _has_infinitive(tree, cue)
    if said and tree.head[noun] == cue and tree.dep[noun] == "dobj" and tree.tag[noun] in ("NNS", "NNP", "NNPS"):
        return True
    if tree.tag[noun][:3] == "PRP":
        return tree.low[noun] not in ("it", "itself")
    if tree.entity[noun] >= 0:
        return tree.parsed.mentions[tree.entity[noun]].label in ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC")
    if venue is not None or tree.tag[noun][:3] == "NNP" or {tree.lemma[noun], tree.low[noun]} & _hearing_nouns():
        return True
    return any(kind != "document" for kind in stands_for(tree.lemma[noun]))


def _hearer_phrase(tree: Tree, noun: int, proposal: Proposal) -> Range:
    """The phrase of ``noun`` without where and when it was told: *reporters | in Cairo on Monday*."""
    first, last = noun_phrase(tree, noun, proposal)
    for token in range(noun + 1, last):
        if tree.low[token] in _LOOSE and tree.tag[token] == "IN" and tree.entity[token] < 0:
            return Range(first, token)
        if tree.low[token] in (",", "(", "that") or tree.low[token] == "to":
            return Range(first, token)
    return Range(first, last)


def hearer(tree: Tree, whom: Range) -> str | None:
    """Entity of the mention that the phrase ``whom`` is about: of Ruiz in *the Peruvian minister Ana Ruiz*."""
    token = next((t for t in range(*whom) if not whom.first <= tree.head[t] < whom.last), whom.last - 1)
    for place in (token, whom.last - 1):
        if tree.entity[place] >= 0 and (place == token or tree.tag[token][:3] == "NNP"):
            return tree.parsed.mentions[tree.entity[place]].entity_id
    return None


def venue_of(tree: Tree, proposal: Proposal) -> str | None:
    """Where or how it was said: *in an interview*, *told a news conference*, *wrote on Telegram*."""
    wide = None
    for cue in cue_chain(tree, proposal.head):
        for noun in _places(tree, cue, proposal):
            found = _venue_at(tree, noun)
            if found is None:
                continue
            if found[1] != "wide":
                return found[0]
            wide = wide or found[0]
    return wide or _venue_verbs().get(tree.lemma[proposal.head] if tree.is_verb(proposal.head) else "")


def _venue_at(tree: Tree, noun: int) -> tuple[str, str] | None:
    """Venue and kind that the lexicon has for the noun, with the word before it where it lists both."""
    lemma = tree.lemma[noun]
    before = tree.low[noun - 1] if noun else ""
    return occasions().get(f"{before} {lemma}") or occasions().get(lemma)


def _is_place(tree: Tree, noun: int, verb: int) -> bool:
    """Is the object where it was said: *told parliament*, *issued a statement saying*?"""
    return (tree.lemma[verb], "object") in addressing_cues() or any(
        issued_by(tree, kid) == verb for kid in tree.kids[noun]
    )


def _places(tree: Tree, cue: int, proposal: Proposal) -> Iterator[int]:
    """Nouns that stand below the cue as a place, a medium or an audience, from the cue downwards."""
    stack = [(kid, cue) for kid in tree.kids[cue] if tree.dep[kid] in ("prep", "advcl", "dative", "dobj", "agent")]
    after = proposal.last  # a place that the parse hung on a noun of the content
    if after < tree.sentence_of(cue).last and tree.dep[after] == "prep" and tree.low[after] in _WHERE:
        stack.append((after, cue))
    seen = 0
    while stack and seen < _MOST_LOOKED_AT:
        token, above = stack.pop(0)
        seen += 1
        if any(piece.first <= token < piece.last for piece in proposal.content):
            continue
        label, word = tree.dep[token], tree.low[token]
        if label in ("prep", "dative") and word in (*_WHERE, "to", "with", "of"):
            if word in ("to", "with") and above == cue and (tree.lemma[cue], word) not in addressing_cues():
                continue
            stack += [(kid, token) for kid in tree.kids[token] if tree.dep[kid] == "pobj"]
        elif label == "advcl" and tree.tag[token] == "VBG" and tree.lemma[token] in _SPEAKING:
            stack += [(kid, token) for kid in tree.kids[token] if tree.dep[kid] in ("prep", "dobj")]
        elif label == "pobj" or (label == "dobj" and _is_place(tree, token, above)):
            yield token
            stack += [(kid, token) for kid in tree.kids[token] if tree.dep[kid] in ("prep", "acl", "conj")]
        elif label == "acl" and tree.tag[token] == "VBN":
            stack += [(kid, token) for kid in tree.kids[token] if tree.dep[kid] == "prep"]
