"""Linking: whose cue it is. Finds the source of a proposed cue in the parse."""

from __future__ import annotations

from pipeline.lexicon import words
from pipeline.relations.acts import telling_occasions
from pipeline.relations.nouns import is_role
from pipeline.relations.proposals import Proposal
from pipeline.relations.tree import Range, Tree

_OUTSIDE = frozenset({"quote before", "quote after", "quote colon", "fronted", "clause", "parenthesis"})
_SUBJECTS = ("nsubj", "csubj")
_MAX_CLIMB = 8
_LONGEST_CUE = 9
"""Tokens of *issued a statement … saying*, at most."""
MAX_PHRASE = 60
"""Tokens of a source on either side of its head."""


def link(tree: Tree, proposal: Proposal) -> None:
    """Set ``source``, ``source_head`` and ``link`` (the rule) of ``proposal``; they stay empty where none is named."""
    if proposal.source is not None:
        return
    head = proposal.head
    if proposal.frame == "adverb":
        return
    if proposal.frame == "according":
        found, how = _according(tree, head)
    elif proposal.frame.startswith("passive"):
        found, how = _agent(tree, head), "agent"
    elif tree.is_verb(head) or tree.tag[head] == "MD":
        found, how = subject_of(tree, head)
    else:
        found, how = _owner(tree, head)
    astray = proposal.frame == "quote before" and how == "subject" and 0 <= found < proposal.first
    if proposal.frame in _OUTSIDE and (found < 0 or astray or _inside(found, proposal)):
        beside = _beside(tree, proposal)
        found, how = (found, how) if astray and beside[0] < 0 else beside
    if found < 0:
        return
    for span in (noun_phrase(tree, found, proposal), Range(tree.left[found], found + 1)):
        if not any(span.first < piece.last and piece.first < span.last for piece in proposal.content):
            proposal.source, proposal.source_head, proposal.link = span, found, how
            return


def _inside(token: int, proposal: Proposal) -> bool:
    return any(piece.first <= token < piece.last for piece in proposal.content)


def _beside(tree: Tree, proposal: Proposal) -> tuple[int, str]:
    """The noun phrase right after or before the cue, where the parse of a quotation's sentence went wrong."""
    verb = proposal.head
    if proposal.rule == "colon" or proposal.lemma == ":":
        return _noun_before(tree, verb, proposal)
    subjects = [kid for kid in tree.kids[verb] if tree.dep[kid] in _SUBJECTS and not _inside(kid, proposal)]
    if subjects:  # beside one that the parse found within the quotation
        return subjects[-1], "subject"
    if proposal.first < verb:
        token, stop = verb + 1, min(verb + 12, tree.sentence_of(verb).last)
        while token < stop and tree.tag[token] in ("DT", "JJ", "PRP$", "CD", "VBN", "VBG", "HYPH", "POS", "RB"):
            token += 1
        if token < stop and tree.tag[token] == "PRP" and not _inside(token, proposal):
            return token, "beside"
        found = -1
        while token < stop and tree.tag[token][:2] in ("NN", "HY", "PO"):
            found = token if tree.tag[token][:2] == "NN" else found
            token += 1
        if found >= 0 and not _inside(found, proposal):
            return found, "beside"
    return _noun_before(tree, verb, proposal)


def _noun_before(tree: Tree, verb: int, proposal: Proposal) -> tuple[int, str]:
    first = tree.sentence_of(verb).first
    token = verb - 1
    while token >= first and tree.tag[token] in ("RB", "MD", "VBD", "VBZ", "VBP", ",") and token > verb - 5:
        token -= 1
    nominal = token >= first and tree.tag[token][:2] in ("NN", "PR") and not _inside(token, proposal)
    if nominal and tree.quote[token] in (-1, tree.quote[verb]):
        return token, "beside"
    return -1, "none"


def subject_of(tree: Tree, verb: int) -> tuple[int, str]:
    """Who does ``verb``: its subject, or that of the verb that controls it; (-1, "none") where nobody is named."""
    how = "subject"
    for _ in range(_MAX_CLIMB):
        passive = False
        if how == "subject" and is_passive_participle(tree, verb):
            agent = _agent(tree, verb)
            return (agent, "agent") if agent >= 0 else (-1, "none")
        for kid in tree.kids[verb]:
            if tree.dep[kid] in _SUBJECTS:
                return kid, how
            passive = passive or tree.dep[kid] == "nsubjpass"
        if passive:
            agent = _agent(tree, verb)
            if how != "subject":
                kid = tree.child(verb, "nsubjpass")
                return kid, how
            return (agent, "agent") if agent >= 0 else (-1, "none")
        label = tree.dep[verb]
        parent = tree.head[verb]
        if label == "pcomp" and tree.low[parent] == "as" and tree.child(tree.head[parent], "dobj") >= 0:
            return tree.child(tree.head[parent], "dobj"), "object control"
        if label == "conj":
            how = "conjunct" if how == "subject" else how
        elif label in ("xcomp", "advcl", "pcomp", "ccomp", "prep", "dep", "parataxis"):
            if label == "xcomp":
                obj = tree.child(parent, "dobj")
                if 0 <= obj < verb:
                    return obj, "object control"
            how = "control"
        elif label == "acl" and issued_by(tree, verb) >= 0:
            verb = issued_by(tree, verb)
            continue
        elif label == "acl":
            if tree.tag[verb] in ("VBG", "VB", "VBN"):
                return parent, "participle"
            how = "control"
        elif label == "relcl":
            return parent, "relative"
        else:
            return -1, "none"
        if parent == verb:
            return -1, "none"
        verb = parent
        for _ in range(_MAX_CLIMB):
            if tree.is_verb(verb) or tree.tag[verb] == "MD" or tree.head[verb] == verb:
                break
            if tree.dep[verb] in ("nsubj", "dobj", "appos", "attr") and how == "control":
                break
            verb = tree.head[verb]
    return -1, "none"


def issued_by(tree: Tree, verb: int) -> int:
    """*issued*, of *saying* in *issued a statement saying …*; -1 where no statement or letter stands between."""
    noun = tree.head[verb]
    issuing = tree.head[noun]
    if tree.dep[verb] != "acl" or tree.tag[verb] != "VBG" or tree.dep[noun] != "dobj" or not tree.is_verb(issuing):
        return -1
    return issuing if tree.lemma[noun] in telling_occasions() and verb - _LONGEST_CUE < issuing < noun else -1


def is_passive_participle(tree: Tree, verb: int) -> bool:
    """*Asked whether …, Berg said*; *Berg, asked about it, said*; *was called in and told …*: somebody else speaks."""
    if tree.tag[verb] not in ("VBN", "VBD") or any(tree.dep[kid] in ("aux", "auxpass") for kid in tree.kids[verb]):
        return False
    if tree.dep[verb] == "advcl":
        return tree.tag[verb] == "VBN" or verb == tree.sentence_of(verb).first
    if tree.dep[verb] == "acl":
        return tree.tag[verb] == "VBN"
    if tree.dep[verb] == "conj" and tree.child(tree.head[verb], "nsubjpass") >= 0:
        unheard = tree.lemma[verb] == "tell" and tree.child(verb, "dobj", "dative") < 0
        return tree.child(verb, "nsubj") < 0 and (tree.tag[verb] == "VBN" or unheard)
    said = tree.child(verb, "conj")  # between commas, and no "and" before the verb that follows
    return verb > 0 and tree.low[verb - 1] == "," and said >= 0 and tree.low[said - 1] == ","


def _agent(tree: Tree, verb: int) -> int:
    agent = tree.child(verb, "agent")
    return tree.child(agent, "pobj") if agent >= 0 else -1


def _according(tree: Tree, token: int) -> tuple[int, str]:
    found = tree.child(token, "pobj")
    if found < 0:
        inner = tree.child(token, "prep")
        found = tree.child(inner, "pobj", "pcomp") if inner >= 0 else -1
    return found, "according to"


def _owner(tree: Tree, noun: int) -> tuple[int, str]:
    """*Berg's* claim, claims *by Berg*, a warning *from Berg*; else the subject of the verb that governs it."""
    found = tree.child(noun, "poss")
    if found >= 0:
        return found, "possessive"
    for kid in tree.kids[noun]:
        if tree.dep[kid] in ("prep", "agent") and tree.low[kid] in ("by", "from"):
            below = tree.child(kid, "pobj")
            if below >= 0:
                return below, "by"
    return -1, "none"


def noun_phrase(tree: Tree, noun: int, proposal: Proposal) -> Range:
    """The whole phrase of ``noun``: modifiers and appositions, without relative clauses and without the cue."""
    first, last = tree.left[noun], noun + 1
    for kid in tree.kids[noun]:
        if kid < noun:
            continue
        label = tree.dep[kid]
        if label in ("relcl", "acl", "parataxis", "advcl", "cc", "punct", "case", "dep"):
            if label in ("punct", "cc", "case"):
                continue
            if tree.low[max(tree.left[kid] - 1, 0)] == "," or label in ("parataxis", "advcl"):
                break
        if tree.left[kid] <= proposal.head <= tree.right[kid] or _is_when(tree, kid):
            break
        last = tree.right[kid] + 1
    last = without_day(tree, noun + 1, last)
    if first <= proposal.head < last:
        first, last = (proposal.head + 1, last) if noun > proposal.head else (first, proposal.head)
    last = _with_name(tree, noun, last, proposal)
    possessive = tree.child(noun, "case")
    if possessive >= 0:
        last = max(last, possessive + 1)
    while last > noun + 1 and tree.low[last - 1] in (",", "-", "--", "—"):
        last -= 1
    if last < len(tree.low) and tree.low[last] == ")" and "(" in tree.low[noun:last]:
        last += 1
    return Range(max(first, noun - MAX_PHRASE), min(last, noun + MAX_PHRASE))


_DAYS = frozenset({"today", "yesterday", "tomorrow", "tonight"})


def without_day(tree: Tree, least: int, last: int) -> int:
    """``last`` less the day that ends a phrase: *the envoy | today called*; ``least`` is as far as it goes."""
    while last > least and tree.low[last - 1] in _DAYS:
        last -= 1
    return last


def _is_when(tree: Tree, kid: int) -> bool:
    """A time that the parse hung on the source: *the ministry on Sunday denied*."""
    if tree.dep[kid] not in ("prep", "npadvmod"):
        return False
    noun = tree.child(kid, "pobj") if tree.dep[kid] == "prep" else kid
    return noun >= 0 and tree.parsed.tokens.text[noun] in words("calendar")


def _with_name(tree: Tree, noun: int, last: int, proposal: Proposal) -> int:
    """Past the name that a title leads up to, where the parse hung it elsewhere: *the firm's director, Ana Ruiz*."""
    if not (is_role(tree.low[noun]) and last < len(tree.low)):
        return last
    token = last + 1 if tree.low[last] == "," and tree.tag[noun][:3] == "NNP" else last
    stop = tree.sentence_of(noun).last
    begin = token
    while token < stop and token != proposal.head and (tree.tag[token][:3] == "NNP" or tree.low[token] == "-"):
        token += 1
    if token - begin < 2 or any(piece.first < token and begin < piece.last for piece in proposal.content):
        return last
    return token
