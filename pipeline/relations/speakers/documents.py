"""Speakers given by a document: a report by the bank, the statement, the ministry's letter, Ruiz's words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice

from pipeline.ids import entity_id
from pipeline.lexicon import table, words
from pipeline.relations.nouns import stands_for
from pipeline.relations.speakers.scene import Phrase, Scene, Speaker, determiner_of
from pipeline.relations.tree import Range

_ISSUED = frozenset({"by", "from", "of"})
_INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any", "no", "several", "many"})
_BODIES = frozenset({"organization", "office", "country"})
_THROUGH = frozenset({"in", "via", "through", "on", "with", "by", "citing"})
_AT = frozenset({"on", "in", "at", "to", "through", "via"})
_NEAR = 5
_TURNS = 8
_LONGEST = 30


@cache
def _own_words() -> frozenset[str]:
    return frozenset(words("own_words"))


@cache
def _families() -> dict[str, frozenset[str]]:
    """The document nouns that can stand for one another, by each of them."""
    found: dict[str, frozenset[str]] = {}
    for row in table("document_synonyms"):
        group = frozenset(row["nouns"].split("|"))
        for noun in group:
            found[noun] = found.get(noun, frozenset()) | group
    return found


def own_words(scene: Scene, phrase: Phrase) -> Speaker | None:
    """Ruiz's words, his remarks: whoever spoke them."""
    tree = scene.cast.tree
    if tree.lemma[phrase.head] not in _own_words():
        return None
    owner = tree.child(phrase.head, "poss")
    if owner < phrase.where.first:
        return None
    found = scene.resolve(_phrase(scene, owner, phrase))
    through = found.mention or found.antecedent
    return replace(found, resolved_by="nominal", mention=None, antecedent=through, rule="own_words")


def document(scene: Scene, phrase: Phrase) -> Speaker | None:
    """a report by the bank, the ministry's statement, the report: the body that issued it."""
    tree = scene.cast.tree
    head = phrase.head
    if not _is_document(scene, head):
        return None
    for issuer in _issuers(scene, head, phrase):
        found = scene.resolve(issuer)
        elsewhere = found.kind == "country" and tree.low[issuer.where.first - 1] == "from"
        if found.name and not elsewhere:
            return _issued(found)
    maker = _maker(scene, head, phrase)
    if maker is not None:
        return _issued(maker)
    titled = _title_before(scene, phrase)
    if titled is not None:
        return titled
    first = tree.low[phrase.where.first]
    if first in _INDEFINITE or determiner_of(scene, phrase) in _INDEFINITE or tree.tag[head] in ("NNS", "NNPS"):
        return Speaker("document", rule="document")
    known = _issued_before(scene, phrase)
    return _issued(known) if known is not None else Speaker("document", rule="document")


def _is_document(scene: Scene, token: int) -> bool:
    tree = scene.cast.tree
    return "document" in stands_for(tree.lemma[token]) or "document" in stands_for(tree.low[token])


def _issued(speaker: Speaker) -> Speaker:
    return replace(
        speaker,
        kind="document",
        resolved_by="nominal",
        mention=None,
        antecedent=speaker.mention or speaker.antecedent,
        rule="document",
    )


def _phrase(scene: Scene, token: int, phrase: Phrase) -> Phrase:
    tree = scene.cast.tree
    first, last = max(tree.left[token], token - _LONGEST), min(tree.right[token] + 1, token + _LONGEST)
    while last - 1 > token and tree.tag[last - 1] == "POS":
        last -= 1
    return Phrase(Range(min(first, token), max(last, token + 1)), token, phrase.quoter, phrase.content)


def _issuers(scene: Scene, noun: int, phrase: Phrase) -> Iterator[Phrase]:
    """Who issued a document, as the words beside its noun say: *by*, *from*, *of* them, *their*, *that they sent*."""
    tree = scene.cast.tree
    for kid in tree.kids[noun]:
        owner = -1
        if tree.dep[kid] == "poss" or (tree.dep[kid] in ("compound", "nmod") and _gives(scene, kid, noun)):
            owner = kid
        elif tree.dep[kid] == "prep" and tree.low[kid] == "of" and tree.lemma[noun] in words("examining_documents"):
            continue
        elif tree.dep[kid] == "prep" and tree.low[kid] in _ISSUED:
            owner = tree.child(kid, "pobj")
        elif tree.dep[kid] in ("acl", "relcl") and tree.lemma[kid] in words("issuing_verbs"):
            agent = tree.child(kid, "agent")
            owner = tree.child(agent, "pobj") if agent >= 0 else tree.child(kid, "nsubj")
            if owner < 0:
                by = next((k for k in tree.kids[kid] if tree.low[k] in ("by", "from") and tree.dep[k] == "prep"), -1)
                owner = tree.child(by, "pobj") if by >= 0 else -1
            if owner < 0:
                owner = _site_owner(scene, kid)
        if owner >= 0 and tree.tag[owner][0] in "NP" and (tree.dep[kid] == "poss" or _may_issue(scene, owner)):
            yield _phrase(scene, owner, phrase)


def _may_issue(scene: Scene, token: int) -> bool:
    return scene.cast.mention_at(token) is not None or not _is_document(scene, token)


def _site_owner(scene: Scene, verb: int) -> int:
    """*a report posted on the firm's website*: the firm, or -1."""
    tree = scene.cast.tree
    for kid in tree.kids[verb]:
        place = tree.child(kid, "pobj") if tree.dep[kid] == "prep" and tree.low[kid] in _AT else -1
        if place >= 0 and _is_document(scene, place):
            return tree.child(place, "poss")
    return -1


def _gives(scene: Scene, token: int, noun: int) -> bool:
    """Is the word before a document's noun the body that issued it; not *court documents*, those of any court?"""
    tree = scene.cast.tree
    if scene.cast.mention_at(token) is not None:
        return True
    any_body = tree.tag[noun] == "NNS" and tree.left[noun] == tree.left[token]
    return not any_body and not _BODIES.isdisjoint(stands_for(tree.lemma[token]))


def _title_before(scene: Scene, phrase: Phrase) -> Speaker | None:
    """*a Harbour Times report*: the name before the noun, where nothing else knows it as a name."""
    tree = scene.cast.tree
    first = phrase.head
    while first > phrase.where.first and tree.tag[first - 1] in ("NNP", "NNPS"):
        if scene.cast.mention_at(first - 1) is not None:
            return None
        first -= 1
    if first == phrase.head or tree.tag[phrase.head] not in ("NN", "NNS"):
        return None
    name = tree.parsed.tokens.span(first, phrase.head).folded(tree.parsed.text)
    return Speaker("document", name, entity_id("organization", name), "nominal", rule="document")


def _issued_before(scene: Scene, phrase: Phrase) -> Speaker | None:
    """*the statement*: whose it is said to be above, who spoke *in a statement*, else the document quoted last."""
    tree = scene.cast.tree
    here = tree.sentence[phrase.head]
    same = _families().get(tree.lemma[phrase.head])
    if same is None:
        return None
    turns = [t for t in islice(scene.before(phrase), _TURNS) if t.speaker.name and here - t.sentence <= 2 * _NEAR]
    for turn in turns:
        bounds = tree.sentence_bounds[turn.sentence]
        if tree.lemma[turn.head] in same or any(_is_medium(scene, t, same) for t in range(*bounds)):
            return turn.speaker
    earlier: list[int] = []
    for noun in same:
        places = scene.cast.places_of(noun)
        place = bisect_left(places, phrase.where.first)
        earlier += places[max(place - _TURNS, 0) : place]
    for token in sorted(earlier, reverse=True)[:_TURNS]:
        for issuer in _issuers(scene, token, phrase):
            found = scene.resolve(issuer)
            if found.name and found.kind != "document":
                return found
        maker = _maker(scene, token, phrase)
        if maker is not None:
            return maker
    last = next((t.speaker for t in turns if t.speaker.kind == "document" and here - t.sentence <= _NEAR), None)
    return last or _body_before(scene, phrase)


def _body_before(scene: Scene, phrase: Phrase) -> Speaker | None:
    """*the report*, right after a body has spoken: no other has had a word since."""
    last = next(scene.before(phrase), None)
    if last is None or last.speaker.kind not in ("organization", "office") or not last.speaker.name:
        return None
    return last.speaker if scene.cast.tree.sentence[phrase.head] - last.sentence <= 2 else None


def _is_medium(scene: Scene, token: int, nouns: frozenset[str]) -> bool:
    """Is something said in it: *in a statement*, *through a post*?"""
    tree = scene.cast.tree
    if tree.lemma[token] not in nouns or tree.dep[token] != "pobj" or tree.low[tree.head[token]] not in _THROUGH:
        return False
    above = tree.head[tree.head[token]]
    return tree.dep[above] not in ("relcl", "acl")  # *who was not involved in the study*


def _maker(scene: Scene, noun: int, phrase: Phrase) -> Speaker | None:
    """*Ruiz published a report*, *a letter was written by Ruiz*: the one who made the document."""
    tree = scene.cast.tree
    verb = tree.head[noun]
    if tree.dep[noun] == "dobj" and tree.lemma[verb] in words("issuing_verbs"):
        made = tree.child(verb, "nsubj")
    elif tree.dep[noun] == "nsubjpass" and tree.lemma[verb] in words("issuing_verbs"):
        agent = tree.child(verb, "agent")
        made = tree.child(agent, "pobj") if agent >= 0 else -1
    else:
        return None
    if made < 0:
        return None
    found = scene.resolve(_phrase(scene, made, phrase))
    return found if found.name else None
