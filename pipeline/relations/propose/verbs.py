"""Verbs and what they govern: every frame in which a verb can ascribe a content."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.relations.acts import reporting_verbs
from pipeline.relations.proposals import Proposal
from pipeline.relations.propose.edges import settle
from pipeline.relations.tree import Range, Tree

_MAX_CLIMB = 30
_OBJECTS = ("dobj", "dative", "iobj")


def cue_range(tree: Tree, verb: int) -> tuple[Range, ...]:
    """The verb with its auxiliaries, negation and particle: *has not ruled out*."""
    first, last = verb, verb + 1
    for kid in reversed(tree.kids[verb]):
        if kid < first and tree.dep[kid] in ("aux", "auxpass", "neg", "advmod") and kid == first - 1:
            first = kid
    while first < verb and tree.dep[first] == "advmod":
        first += 1
    particle = tree.child(verb, "prt")
    if particle == last:
        return (Range(first, particle + 1),)
    return (Range(first, last), Range(particle, particle + 1)) if particle > last else (Range(first, last),)


def verb_lemma(tree: Tree, verb: int) -> str:
    particle = tree.child(verb, "prt")
    return f"{tree.lemma[verb]} {tree.low[particle]}" if particle >= 0 else tree.lemma[verb]


def clause(tree: Tree, verb: int) -> Iterator[Proposal]:
    """V (that/whether/if/wh-) CLAUSE, before or after it: *Berg said (that) the mine had closed*."""
    for kid in tree.kids[verb]:
        if tree.dep[kid] not in ("ccomp", "csubj"):
            continue
        if tree.dep[kid] == "csubj" and kid < verb:
            continue
        kids = tree.kids[kid]
        named = any(tree.dep[k] in ("nsubj", "nsubjpass", "csubj", "expl") for k in kids)
        frame = "clause" if named else "bare"
        if kid > verb and any(tree.low[k] in ("to",) and tree.dep[k] == "aux" for k in kids):
            frame = "object+to" if named else "to"
        elif (
            kid > verb
            and named
            and tree.tag[kid] not in ("VBD", "VBZ", "VBP", "MD")
            and not any(tree.dep[k] in ("aux", "auxpass", "mark") for k in kids)
        ):
            frame = "small"
        if kid < verb:
            frame = "fronted"
        content = _around(tree, verb, kid)
        if content:
            yield _proposal(tree, verb, content, frame, "clause", _long_cue(tree, verb))


def _long_cue(tree: Tree, verb: int) -> tuple[Range, ...] | None:
    """*was quoted as saying*, where ``verb`` is *saying*."""
    preposition = tree.head[verb]
    quoted = tree.head[preposition]
    if tree.dep[verb] == "pcomp" and preposition == verb - 1 and _quoted_as(tree, quoted):
        return (Range(cue_range(tree, quoted)[0].first, verb + 1),)
    return None


def _around(tree: Tree, verb: int, kid: int) -> tuple[Range, ...]:
    """The subtree of ``kid``, cut in two where the cue and its subject stand inside of it."""
    first, last = tree.left[kid], tree.right[kid] + 1
    if kid > verb:
        first = max(first, verb + 1)
    else:
        stop = min([verb, *(tree.left[k] for k in tree.kids[verb] if kid < k < verb and tree.dep[k] != "punct")])
        last = min(last, max(stop, kid + 1))
    piece = settle(tree, verb, first, last)
    return (piece,) if piece.first < piece.last else ()


def parenthesis(tree: Tree, verb: int) -> Iterator[Proposal]:
    """Cue inside or after the clause that it ascribes: *The mine, Berg said, would close*."""
    host = tree.head[verb]
    if tree.dep[verb] != "parataxis" or not (tree.is_verb(host) or tree.tag[host] == "MD"):
        return
    inner_first, inner_last = tree.left[verb], tree.right[verb] + 1
    pieces = []
    before = settle(tree, verb, tree.left[host], inner_first)
    if before.first < before.last and before.first < inner_first:
        pieces.append(before)
    after = settle(tree, verb, inner_last, tree.right[host] + 1)
    if after.first < after.last and after.last > inner_last:
        pieces.append(after)
    if pieces:
        yield _proposal(tree, verb, tuple(pieces), "parenthesis", "parenthesis")


def inverted(tree: Tree, verb: int) -> Iterator[Proposal]:
    """CLAUSE, V SUBJECT, where the parse takes the subject for an object: *The mine is safe, claimed the union.*"""
    first, last = tree.sentence_of(verb)
    if tree.tag[verb] not in ("VBD", "VBZ") or verb - first < 4 or verb + 1 >= last or tree.low[verb - 1] != ",":
        return
    if tree.lemma[verb] not in reporting_verbs() or tree.quote[verb - 2] >= 0 or tree.quote[verb] >= 0:
        return
    if any(tree.dep[kid] in ("nsubj", "ccomp") and kid < verb for kid in tree.kids[verb]):
        return
    if tree.tag[verb + 1] not in ("DT", "NNP", "NNPS", "PRP", "PRP$", "NN", "NNS", "JJ"):
        return
    if not any(tree.tag[t] in ("VBD", "VBZ", "VBP", "MD") for t in range(first, verb)):
        return
    piece = settle(tree, verb, first, verb)
    if piece.first < piece.last:
        yield _proposal(tree, verb, (piece,), "fronted", "inverted")


def reportedly(tree: Tree, adverb: int) -> Iterator[Proposal]:
    """reportedly, allegedly in a clause: *The mine allegedly polluted the river*, ascribed to nobody."""
    verb = tree.head[adverb]
    for _ in range(_MAX_CLIMB):
        if tree.is_verb(verb) or tree.tag[verb] == "MD":
            break
        verb = tree.head[verb]
    first, last = tree.left[verb], tree.right[verb] + 1
    pieces = [
        piece
        for a, b in ((first, adverb), (adverb + 1, last))
        if a < b and (piece := settle(tree, adverb, a, b)).first < piece.last
    ]
    if pieces:
        cue = (Range(adverb, adverb + 1),)
        yield Proposal(adverb, cue, tuple(pieces), "adverb", "reportedly", tree.low[adverb])


def infinitive(tree: Tree, verb: int) -> Iterator[Proposal]:
    """V to-VERB, V VERB-ing: *Berg vowed to reopen the mine*."""
    for kid in tree.kids[verb]:
        if tree.dep[kid] != "xcomp" or kid < verb:
            continue
        if _object(tree, verb, before=kid) >= 0 or _no_comment(tree, verb, kid):
            continue
        to = any(tree.low[k] == "to" for k in tree.kids[kid])
        frame = "to" if to else "ing" if tree.tag[kid] == "VBG" else "complement"
        piece = settle(tree, verb, max(tree.left[kid], verb + 1), tree.right[kid] + 1)
        if piece.first < piece.last:
            yield _proposal(tree, verb, (piece,), frame, "infinitive")


def _no_comment(tree: Tree, verb: int, kid: int) -> bool:
    """*refused to comment*, *declined to answer*: nothing was said."""
    return tree.lemma[verb] in ("refuse", "decline") and tree.right[kid] == kid


def _object(tree: Tree, verb: int, before: int | None = None) -> int:
    for kid in tree.kids[verb]:
        if tree.dep[kid] in _OBJECTS and kid > verb and (before is None or kid < before):
            return kid
    return -1


def thing(tree: Tree, verb: int) -> Iterator[Proposal]:
    """V NOUN PHRASE: *Berg condemned the closure*."""
    kid = _object(tree, verb)
    if kid < 0:
        return
    piece = settle(tree, verb, max(verb + 1, tree.left[kid]), tree.right[kid] + 1)
    if piece.first < piece.last:
        yield _proposal(tree, verb, (piece,), "object", "thing")


def thing_and_more(tree: Tree, verb: int) -> Iterator[Proposal]:
    """V NOUN PHRASE to-VERB / as / of / for / adjective / noun: *Berg accused the firm of neglect*."""
    kid = _object(tree, verb)
    if kid < 0:
        return
    for more in tree.kids[verb]:
        if more <= kid:
            continue
        label = tree.dep[more]
        if label == "xcomp":
            frame = "object+to" if any(tree.low[k] == "to" for k in tree.kids[more]) else "object+ing"
        elif label in ("oprd", "acomp"):
            frame = "object+predicate"
        elif label == "prep":
            frame = f"object+{tree.low[more]}"
        elif label == "advcl" and any(tree.low[k] == "to" for k in tree.kids[more]):
            frame = "object+to"
        elif (label == "advcl" and any(tree.low[k] == "as" for k in tree.kids[more])) or (
            label == "advmod" and tree.low[more] == "as"
        ):
            frame = "object+as"
        else:
            continue
        last = tree.right[more] + 1
        if label == "advmod":
            last = tree.right[verb] + 1
        piece = settle(tree, verb, max(verb + 1, tree.left[kid]), last)
        if piece.first < piece.last:
            yield _proposal(tree, verb, (piece,), frame, "thing_and_more")


def prepositional(tree: Tree, verb: int) -> Iterator[Proposal]:
    """V PREPOSITION NOUN PHRASE: *Berg called for an inquiry*, *called on the state to pay*."""
    for kid in tree.kids[verb]:
        if tree.dep[kid] not in ("prep", "agent") or kid < verb:
            continue
        below = tree.child(kid, "pobj", "pcomp")
        if below < 0:
            inner = tree.child(kid, "prep")
            below = tree.child(inner, "pobj", "pcomp") if inner >= 0 else -1
        if below < 0:
            continue
        word = tree.low[kid]
        cue = (*cue_range(tree, verb), Range(kid, kid + 1))
        if cue[-1].first == cue[-2].last:
            cue = (*cue[:-2], Range(cue[-2].first, kid + 1))
        if tree.dep[kid] == "agent":
            continue
        piece = settle(tree, verb, max(kid + 1, tree.left[below]), tree.right[below] + 1)
        if piece.first < piece.last:
            yield _proposal(tree, verb, (piece,), f"prep:{word}", "prepositional", cue)
        for more in tree.kids[verb]:
            if more > kid and tree.dep[more] in ("xcomp", "advcl") and tree.tag[more] == "VB":
                wide = settle(tree, verb, max(kid + 1, tree.left[below]), tree.right[more] + 1)
                yield _proposal(tree, verb, (wide,), f"prep:{word}+to", "prepositional", cue)
            elif more > kid and tree.dep[more] == "prep" and tree.low[more] == "as":
                wide = settle(tree, verb, max(kid + 1, tree.left[below]), tree.right[more] + 1)
                yield _proposal(tree, verb, (wide,), f"prep:{word}+as", "prepositional", cue)


def predicate(tree: Tree, verb: int) -> Iterator[Proposal]:
    """V ADJECTIVE/NOUN as predicate, or *so*: *Berg deemed it a success*, *is considered a rival*."""
    passive = tree.child(verb, "nsubjpass")
    for kid in tree.kids[verb]:
        if kid < verb or tree.dep[kid] not in ("oprd", "acomp", "attr"):
            continue
        if _object(tree, verb) >= 0 or tree.lemma[verb] in ("be", "become", "remain", "have"):
            continue
        piece = settle(tree, verb, max(verb + 1, tree.left[kid]), tree.right[kid] + 1)
        if piece.first >= piece.last:
            continue
        if passive >= 0:
            subject = settle(tree, verb, tree.left[passive], min(tree.right[passive] + 1, max(verb, passive + 1)))
            yield _proposal(tree, verb, (subject, piece), "passive+predicate", "predicate")
        else:
            yield _proposal(tree, verb, (piece,), "predicate", "predicate")


def passive(tree: Tree, verb: int) -> Iterator[Proposal]:
    """NOUN PHRASE was V-ed (as / of / to / by): *the mine was described as unsafe*, *was condemned by Berg*."""
    subject = tree.child(verb, "nsubjpass")
    if subject < 0 or subject > verb:
        return
    whole = settle(tree, verb, tree.left[subject], min(tree.right[subject] + 1, verb))
    if whole.first >= whole.last:
        return
    if _quoted_as(tree, verb):
        return
    if tree.child(verb, "agent") >= 0:
        yield _proposal(tree, verb, (whole,), "passive+by", "passive")
    for kid in tree.kids[verb]:
        if kid < verb:
            continue
        if tree.dep[kid] == "prep" and tree.child(kid, "pobj", "pcomp", "amod", "acomp") >= 0:
            word = tree.low[kid]
            first = kid if word in ("as", "of", "for", "with") else kid + 1
        elif tree.dep[kid] == "xcomp":
            word, first = "to", tree.left[kid]
        else:
            continue
        piece = settle(tree, verb, max(first, verb + 1), tree.right[kid] + 1)
        if piece.first < piece.last:
            yield _proposal(tree, verb, (whole, piece), f"passive+{word}", "passive")


def _quoted_as(tree: Tree, verb: int) -> bool:
    """*was quoted as saying that …*: the source is the one who is quoted."""
    preposition = tree.child(verb, "prep") if tree.child(verb, "nsubjpass") >= 0 else -1
    if preposition < 0 or tree.low[preposition] != "as":
        return False
    saying = tree.child(preposition, "pcomp")
    return saying >= 0 and tree.lemma[saying] in reporting_verbs() and tree.child(saying, "ccomp") >= 0


def adjective(tree: Tree, verb: int) -> Iterator[Proposal]:
    """be ADJECTIVE that / to / about: *Berg was confident that the mine would reopen*."""
    for kid in tree.kids[verb]:
        if tree.dep[kid] != "acomp" and not (tree.dep[kid] == "ROOT" and tree.tag[kid] == "JJ"):
            continue
        if kid < verb:
            continue
        cue = (Range(verb, kid + 1),) if kid - verb < 5 else (Range(verb, verb + 1), Range(kid, kid + 1))
        for below in (*tree.kids[kid], *(k for k in tree.kids[verb] if k > kid)):
            if below < kid:
                continue
            label = tree.dep[below]
            if label == "ccomp":
                frame, first = "adjective clause", tree.left[below]
            elif label == "xcomp":
                frame, first = "adjective to", tree.left[below]
            elif label == "prep" and tree.head[below] == kid and tree.child(below, "pobj", "pcomp") >= 0:
                frame, first = f"adjective {tree.low[below]}", below + 1
            else:
                continue
            piece = settle(tree, verb, max(kid + 1, first), tree.right[below] + 1)
            if piece.first < piece.last:
                made = _proposal(tree, verb, (piece,), frame, "adjective", cue)
                made.lemma = tree.lemma[kid]
                yield made


def _proposal(
    tree: Tree,
    verb: int,
    content: tuple[Range, ...],
    frame: str,
    rule: str,
    cue: tuple[Range, ...] | None = None,
) -> Proposal:
    return Proposal(verb, cue or cue_range(tree, verb), content, frame, rule, verb_lemma(tree, verb))


VERB_RULES = (
    clause,
    parenthesis,
    inverted,
    infinitive,
    thing,
    thing_and_more,
    prepositional,
    predicate,
    passive,
    adjective,
)
