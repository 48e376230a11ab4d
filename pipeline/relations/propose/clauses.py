"""Verbs with a clause as content: before, around or behind the cue."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.lexicon import words
from pipeline.relations.acts import addressing_cues, reporting_verbs, telling_occasions
from pipeline.relations.days import is_time
from pipeline.relations.proposals import Proposal
from pipeline.relations.propose.cue import cue_range, proposal_of, quoted_as, saying_of
from pipeline.relations.propose.edges import settle
from pipeline.relations.tree import Range, Tree

_MAX_CLIMB = 30
_AGAINST = frozenset({"while", "whereas", "but", "yet", "although", "though"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_PLAIN = frozenset({"clear", "plain", "known", "public"})


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
            yield proposal_of(tree, verb, content, frame, "clause", _long_cue(tree, verb))


def _long_cue(tree: Tree, verb: int) -> tuple[Range, ...] | None:
    """*was quoted as saying*, where ``verb`` is *saying*."""
    quoted = tree.head[tree.head[verb]]
    if quoted_as(tree, quoted) and saying_of(tree, quoted) == verb:
        return (Range(cue_range(tree, quoted)[0].first, verb + 1),)
    return None


def _around(tree: Tree, verb: int, kid: int) -> tuple[Range, ...]:
    """The subtree of ``kid``, cut in two where the cue and its subject stand inside of it."""
    first, last = tree.left[kid], tree.right[kid] + 1
    if kid > verb:
        first = _with_subject(tree, verb, _after_occasion(tree, kid, max(first, verb + 1)))
    else:
        stop = min([verb, *(tree.left[k] for k in tree.kids[verb] if kid < k < verb and tree.dep[k] != "punct")])
        last = min(last, max(stop, kid + 1))
    piece = settle(tree, verb, first, _before_rival(tree, kid, last) if kid > verb else last)
    return (piece,) if piece.first < piece.last else ()


def _after_occasion(tree: Tree, clause_head: int, first: int) -> int:
    """Past the day or place of the telling that the parse gave to the clause: *said on Monday | it was lost*."""
    for kid in tree.kids[clause_head]:
        if kid > clause_head or tree.left[kid] != first or tree.dep[kid] not in ("prep", "npadvmod", "advmod"):
            continue
        noun = tree.child(kid, "pobj") if tree.dep[kid] == "prep" else kid
        if noun < 0 or tree.low[tree.right[kid] + 1] == ",":
            break
        if is_time(tree, tree.subtree(kid)) or (
            tree.low[kid] in ("in", "at", "on") and tree.lemma[noun] in telling_occasions()
        ):
            first = tree.right[kid] + 1
    return first


def _with_subject(tree: Tree, verb: int, first: int) -> int:
    """Back to the subject that the parse joined to the day before it: *said on Monday | prices would rise*."""
    if tree.tag[first] not in _FINITE:
        return first
    begin = first
    while begin > verb + 1 and tree.tag[begin - 1][:2] in ("NN", "JJ", "DT") and not _is_day(tree, begin - 1):
        begin -= 1
    return begin if _is_day(tree, begin - 1) else first


def _is_day(tree: Tree, token: int) -> bool:
    return tree.parsed.tokens.text[token] in words("calendar")


def _before_rival(tree: Tree, clause_head: int, last: int) -> int:
    """Where another speaker is set against this one: *Berg said it was lost, | while the union insists it is not*."""
    for kid in tree.kids[clause_head]:
        if kid < clause_head or tree.dep[kid] not in ("advcl", "conj") or tree.lemma[kid] not in reporting_verbs():
            continue
        subject = tree.child(kid, "nsubj")
        if subject < 0 or tree.tag[subject][:3] == "PRP" or tree.child(kid, "ccomp") < 0:
            continue
        begin = tree.left[kid]
        if tree.low[begin - 1] in _AGAINST:
            begin -= 1
        if tree.low[begin - 1] == "," and tree.low[begin] in _AGAINST and tree.quote[begin] < 0:
            return min(last, begin)
    return last


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
        yield proposal_of(tree, verb, tuple(pieces), "parenthesis", "parenthesis")


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
        yield proposal_of(tree, verb, (piece,), "fronted", "inverted")


def trailing(tree: Tree, verb: int) -> Iterator[Proposal]:
    """CLAUSE, SUBJECT V at the end of a sentence, where the parse lost the link: *It is safe, Berg said on Monday.*

    It also does where it takes the subject for another word of a name before it: *It is safe in Ostvik, the firm said.*
    """
    first, last = tree.sentence_of(verb)
    if tree.tag[verb] not in ("VBD", "VBZ") or tree.lemma[verb] not in reporting_verbs() or tree.quote[verb] >= 0:
        return
    is_named = tree.child(verb, "nsubj") >= 0
    others = ("ccomp", "xcomp", "dobj") if is_named else ("xcomp", "dobj")
    if verb - first < 5 or any(tree.dep[kid] in others for kid in tree.kids[verb]):
        return
    if any(tree.tag[t][0] == "V" or tree.low[t] in (",", "that") for t in range(verb + 1, last - 1)):
        return
    comma = verb - 1
    while comma > first and tree.low[comma] != "," and tree.tag[comma] not in ("VBD", "VBZ", "VBP", "MD"):
        comma -= 1
    if tree.low[comma] != "," or comma == verb - 1 or tree.quote[comma - 1] >= 0:
        return
    verbs = ("VBD", "VBZ", "VBP", "MD", "VBN") if tree.block_kinds[tree.block[verb]] == "title" else _FINITE
    if not any(tree.tag[t] in verbs for t in range(first, comma)):
        return
    piece = settle(tree, verb, first, comma)
    if piece.first < piece.last:
        made = proposal_of(tree, verb, (piece,), "fronted", "trailing")
        made.source, made.source_head, made.link = Range(comma + 1, verb), _last_noun(tree, comma + 1, verb), "beside"
        if made.source_head >= 0:
            yield made


def _last_noun(tree: Tree, first: int, last: int) -> int:
    return next((t for t in range(last - 1, first - 1, -1) if tree.tag[t][:2] in ("NN", "PR")), -1)


def relayed(tree: Tree, verb: int) -> Iterator[Proposal]:
    """V SOURCE as saying CLAUSE, the whole relayed: *Xinhua cited Berg as saying that the mine would close*."""
    saying = saying_of(tree, verb)
    named = tree.child(verb, "dobj")
    if saying < 0 or not verb < named < saying or tree.child(saying, "ccomp") < 0:
        return
    piece = settle(tree, verb, max(tree.left[named], verb + 1), tree.right[saying] + 1)
    if piece.first < piece.last:
        yield proposal_of(tree, verb, (piece,), "clause", "relayed")


def made_clear(tree: Tree, verb: int) -> Iterator[Proposal]:
    """make (it) clear that CLAUSE: *Berg made clear that the mine would close*."""
    if tree.lemma[verb] != "make":
        return
    plain = next((t for t in range(verb + 1, min(verb + 4, len(tree.low))) if tree.low[t] in _PLAIN), -1)
    if plain < 0:
        return
    for kid in (*tree.kids[verb], *tree.kids[plain]):
        if kid > plain and tree.dep[kid] in ("ccomp", "advcl") and tree.child(kid, "nsubj", "nsubjpass", "expl") >= 0:
            piece = settle(tree, verb, max(tree.left[kid], plain + 1), tree.right[kid] + 1)
            if piece.first < piece.last:
                made = proposal_of(tree, verb, (piece,), "clause", "made_clear", (Range(verb, plain + 1),))
                made.lemma = f"make {tree.low[plain]}"
                yield made
            return


def far_that(tree: Tree, verb: int) -> Iterator[Proposal]:
    """V … that CLAUSE, where the parse hangs the clause on a noun between: *told them in a call that it was safe*."""
    if tree.lemma[verb] not in reporting_verbs() or any(tree.dep[kid] == "ccomp" for kid in tree.kids[verb]):
        return
    last = min(tree.right[verb] + 1, verb + 20)
    for token in range(verb + 2, last):
        clause_head = tree.head[token]
        if tree.low[token] == "that" and (tree.dep[token] == "mark" or _lacks_nothing(tree, token, clause_head)):
            noun = tree.head[clause_head]
            if tree.dep[clause_head] == "ccomp" and tree.lemma[noun] in reporting_verbs():
                return  # the content of that verb: "denied having said that …"
            hearer = tree.dep[token] == "mark" and (tree.lemma[verb], "object") in addressing_cues()
            misplaced = tree.dep[clause_head] in ("relcl", "acl", "ccomp", "appos")
            misplaced = misplaced and (tree.dep[noun] != "dobj" or hearer)
            if misplaced and clause_head > token:
                piece = settle(tree, verb, token + 1, tree.right[clause_head] + 1)
                if piece.first < piece.last:
                    yield proposal_of(tree, verb, (piece,), "far that", "far_that")
            return


def _lacks_nothing(tree: Tree, that: int, verb: int) -> bool:
    """Is *that* no relative pronoun, though parsed as object: *said after talks that it would close*?"""
    free = tree.dep[that] == "advmod" and tree.child(verb, "nsubj", "nsubjpass") >= 0
    return tree.dep[verb] == "relcl" and (free or (tree.dep[that] == "dobj" and tree.tag[verb - 1] == "MD"))


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


CLAUSE_RULES = (clause, parenthesis, inverted, trailing, relayed, made_clear, far_that)
