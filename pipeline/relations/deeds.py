"""What is done by a statement: it denies, accuses, promises, asks, … by its cue, what follows it, and its content."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import table, words
from pipeline.relations.acts import act_of_cue, act_of_word, light_verbs, support_verbs
from pipeline.relations.nouns import stands_for
from pipeline.relations.proposals import Proposal
from pipeline.relations.tree import Range, Tree

_DUTY = frozenset({"must", "should", "ought"})
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_LATER = _WILL | {"would"}
_FIRST = frozenset({"we", "i"})
_PRONOUNS = frozenset({"he", "she", "they", "it"})
_QUESTIONS = frozenset({"why", "how", "what", "who", "where", "when", "whether"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_PARTS_OF_SPEECH = {"N": "noun", "V": "verb", "J": "adjective", "I": "preposition"}
_OWN = frozenset({"his", "her", "its", "their", "our", "my"})
_MOST_READ = 60
"""Tokens of a content that are looked at for what it does."""
_EARLY = 14
"""Tokens within which a promise is made."""


@cache
def _forms() -> dict[tuple[str, str], str]:
    return {(row["lemma"], row["form"]): row["act"] for row in table("cue_act_forms")}


@cache
def _misdeeds() -> frozenset[str]:
    return frozenset(words("misdeeds"))


@cache
def _untrue() -> frozenset[str]:
    return frozenset(words("untrue_words"))


def act_of(tree: Tree, proposal: Proposal) -> str:
    """The act of the cue; of a neutral cue what the content plainly is (a demand, a promise, a denial)."""
    act = _of_cue(tree, proposal)
    return _of_content(tree, proposal) if act == "states" else act


def _of_cue(tree: Tree, proposal: Proposal) -> str:
    lemma = proposal.lemma
    act = act_of_cue(lemma, proposal.frame)
    if tree.tag[proposal.head][0] == "N":
        act = act_of_word(lemma, "noun") or act
    if " " not in lemma and tree.is_verb(proposal.head):
        form = form_of(tree, proposal)
        if form == "clause" and any(tree.tag[t] == "MD" and tree.low[t] in _LATER for t in _opening(proposal)):
            form = "will" if (lemma, "will") in _forms() else form
        act = _wish(tree, proposal, form) or _forms().get((lemma, form)) or act
        if act is None or lemma in support_verbs():
            act = _of_object(tree, proposal) or act
    if act is None or lemma in light_verbs():
        act = _of_words(tree, proposal) or act
    if act is None:
        return "thinks" if proposal.frame.startswith("adjective") else "states"
    return act


def _opening(proposal: Proposal) -> range:
    return range(proposal.first, min(proposal.content[0].last, proposal.first + _EARLY))


def form_of(tree: Tree, proposal: Proposal) -> str:
    """What follows the cue: ``clause``, ``to``, ``object+to``, ``ing``, ``object`` or ``predicate``."""
    frame = proposal.frame
    if frame in ("clause", "bare", "small", "fronted", "far that", "parenthesis") or frame.startswith("quote"):
        return "clause"
    if frame in ("to", "ing", "object+to", "object"):
        return frame
    if frame == "passive+to" or frame.endswith("+to"):
        return "object+to"
    if "predicate" in frame or frame.endswith("+as"):
        return "predicate"
    first, last = proposal.content[-1] if frame.startswith("passive") else proposal.content[0]
    if tree.tag[first] == "VBG":
        return "ing"
    for token in range(first, min(last, first + _MOST_READ)):
        if tree.low[token] == "to" and token + 1 < last and tree.tag[token + 1] == "VB":
            return "to" if token == first else "object+to"
        if tree.tag[token] in _FINITE:
            return "clause"
    return "object"


def _wish(tree: Tree, proposal: Proposal, form: str) -> str | None:
    """What speakers want for others, in their own words, is a hope: *“We want them to live in peace,”*."""
    subject = tree.child(proposal.head, "nsubj")
    if proposal.lemma == "want" and form in ("object", "object+to") and subject >= 0 and tree.low[subject] in _FIRST:
        return "hopes"
    return None


def _of_object(tree: Tree, proposal: Proposal) -> str | None:
    """*expressed gratitude for …*, *conveyed his condolences*: the act of the noun."""
    noun = tree.child(proposal.head, "dobj")
    if noun < 0 or tree.lemma[proposal.head] not in support_verbs():
        return None
    return act_of_word(tree.lemma[noun], "noun")


def _of_words(tree: Tree, proposal: Proposal) -> str | None:
    """The act of the first word of the cue that the lexicon knows, with the preposition after it where both are."""
    for first, last in proposal.cue:
        for token in range(first, last):
            lemma, tag = tree.lemma[token], tree.tag[token]
            if lemma in light_verbs() or lemma in support_verbs():
                continue
            pair = act_of_word(f"{lemma} {tree.low[token + 1]}", "phrase") if token + 1 < last else None
            alone = tag[0] != "I" or last - first == len(proposal.cue)
            found = pair or (act_of_word(lemma, _PARTS_OF_SPEECH.get(tag[0], "")) if alone else None)
            if found:
                return found
    return None


def _of_content(tree: Tree, proposal: Proposal) -> str:
    """A neutral cue: a demand where somebody must or should, a promise where the speaker will."""
    for piece in proposal.content:
        opening = next((t for t in range(*piece) if tree.low[t][:1].isalnum()), -1)
        if opening < 0:
            continue
        if tree.quote[opening] >= 0 and tree.low[opening] == "please":
            return "asks"
        verb = opening + 2 if tree.low[opening] == "do" and tree.dep[opening + 1] == "neg" else opening
        if tree.quote[opening] >= 0 and _is_imperative(tree, opening, verb):
            return "demands"
        performed = _performed(tree, opening, piece.last)
        if performed:
            return performed
        if tree.low[opening] in _QUESTIONS:
            return "states"
        for token in range(piece.first, min(piece.last, piece.first + _MOST_READ)):
            found = _of_verb(tree, proposal, piece, token)
            if found:
                return found
    return "states"


def _is_untrue(tree: Tree, token: int) -> bool:
    known = tree.low[token] in _untrue() or f"{tree.low[token - 1]} {tree.low[token]}" in _untrue()
    return known and tree.tag[token][0] in "NJV" and tree.tag[token] not in ("VB", "VBP")  # *“I lie”* denies nothing


def _is_imperative(tree: Tree, opening: int, verb: int) -> bool:
    """*“Leave the town,”* and *“Don't leave,”*, from the start of a sentence on."""
    if tree.tag[verb] != "VB" or not tree.text[opening][0].isupper():
        return False
    return tree.dep[verb] in ("ROOT", "ccomp", "parataxis") and tree.child(verb, "nsubj") < 0


def _performed(tree: Tree, opening: int, last: int) -> str | None:
    """Who says *“I call on you …”* or *“We demand …”* does just that."""
    if tree.quote[opening] < 0 or tree.low[opening] not in _FIRST:
        return None
    verb = opening + 1
    while verb < min(last, opening + 4) and (tree.tag[verb] == "RB" or tree.low[verb] == "do"):
        verb += 1
    if verb + 1 >= last or tree.tag[verb] not in ("VBP", "VB"):
        return None
    pair = act_of_word(f"{tree.lemma[verb]} {tree.low[verb + 1]}", "phrase")
    act = pair or act_of_word(tree.lemma[verb], "verb")
    return act if act in ("demands", "asks") else None


def _of_verb(tree: Tree, proposal: Proposal, piece: Range, token: int) -> str | None:
    """What the word does if it is the main verb of the content, or its auxiliary."""
    low, tag = tree.low[token], tree.tag[token]
    if (
        _is_untrue(tree, token)
        and tree.dep[token] in ("acomp", "attr", "oprd", "ccomp", "conj", "ROOT")
        and tag != "VBZ"
    ):
        above = tree.head[token]
        if _is_main(tree, proposal, above if tree.dep[token] in ("acomp", "attr", "oprd") else token):
            negated = tree.child(above, "neg") >= 0
            return None if negated else "denies"
    if tag == "MD" and low in _DUTY:
        verb = tree.head[token]
        perfect = any(tree.low[k] in ("have", "’ve", "'ve") for k in tree.kids[verb] if tree.dep[k] == "aux")
        if not perfect and _is_main(tree, proposal, verb):
            return "demands"
    if tag == "MD" and token - piece.first < _EARLY and _promises(tree, proposal, token):
        return "promises"
    if tag[0] == "V" and tree.lemma[token] in _misdeeds() and _is_main(tree, proposal, token):
        subject = tree.child(token, "nsubj")
        meant = subject >= 0 and (tree.entity[subject] >= 0 or bool(stands_for(tree.lemma[subject])))
        if meant and tree.child(token, "neg") < 0 and (tree.lemma[token] != "fail" or tree.child(token, "xcomp") >= 0):
            return "accuses"
    return None


def _is_main(tree: Tree, proposal: Proposal, verb: int) -> bool:
    """Is it the verb of the content itself, not of a clause within (but for *I think we should*)?"""
    for _ in range(8):
        above = tree.head[verb]
        inside = any(first <= above < last for first, last in proposal.content)
        if above == verb or not inside:
            return True
        thought = tree.dep[verb] == "ccomp" and tree.lemma[above] in ("think", "believe")
        if tree.dep[verb] not in ("conj", "parataxis") and not thought:
            quoted = tree.quote[verb] >= 0 and tree.dep[verb] == "ccomp" and tree.sentence[above] == tree.sentence[verb]
            if not (quoted and tree.low[above + 1 : above + 2] == [";"]):
                return False
        verb = above
    return False


def _promises(tree: Tree, proposal: Proposal, modal: int) -> bool:
    """The speaker will: *“We will …”*, *said he would …*, *the union said it would …*."""
    verb = tree.head[modal]
    subject = tree.child(verb, "nsubj")
    held = any(first <= subject < last for first, last in proposal.content)
    if not held or not _is_main(tree, proposal, verb):
        return False
    word = tree.low[subject]
    quoted = tree.quote[modal] >= 0
    if tree.low[modal] not in (_WILL if quoted else _LATER):
        return False
    if word in _FIRST or word in _PRONOUNS:
        return word in _FIRST if quoted else _agrees(tree, word, proposal.source_head)
    owner = tree.child(subject, "poss")
    if owner >= 0 and tree.low[owner] in _OWN and stands_for(tree.lemma[subject]):
        return True
    source = proposal.source_head
    if source >= 0 and tree.lemma[subject] == tree.lemma[source]:
        return True
    return _is_own(tree, subject, proposal)


def _is_own(tree: Tree, subject: int, proposal: Proposal) -> bool:
    """Is it the body or the country that the speaker's description names: *the Saudi envoy said Saudi Arabia would*?"""
    if proposal.source is None or tree.entity[subject] < 0:
        return False
    mention = tree.parsed.mentions[tree.entity[subject]]
    named = {tree.entity[t] for t in range(*proposal.source) if tree.entity[t] >= 0}
    return any(
        mention.entity_id is not None and other.entity_id == mention.entity_id
        for other in (tree.parsed.mentions[number] for number in named)
    )


def _agrees(tree: Tree, pronoun: str, source: int) -> bool:
    """Can the pronoun be the speaker: *it* and *they* a body, *he* and *she* a person?"""
    if source < 0 or tree.low[source] in ("he", "she", "who"):
        return pronoun in ("he", "she")
    if tree.low[source] in ("they", "it") or tree.tag[source] in ("NNS", "NNPS"):
        return pronoun in ("they", "it")
    if tree.entity[source] >= 0:
        person = tree.parsed.mentions[tree.entity[source]].label == "PERSON"
    else:
        person = not set(stands_for(tree.lemma[source])) & {"organization", "office", "group", "country"}
    if tree.child(source, "conj") >= 0:
        return pronoun == "they"
    return pronoun in (("he", "she") if person else ("it",))
