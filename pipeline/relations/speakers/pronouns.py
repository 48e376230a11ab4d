"""Speakers given by a pronoun."""

from __future__ import annotations

from itertools import pairwise

from pipeline.records import Mention
from pipeline.relations.speakers.bodies import salient_body
from pipeline.relations.speakers.scene import Phrase, Scene, Speaker, Turn, as_body, as_person
from pipeline.relations.tree import Range, Tree

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_IT = frozenset({"it", "its", "itself"})
_FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
_BODIES = ("document", "organization", "office", "country")
_NEAR_PEOPLE = 14
_MOST_CLAUSES = 10
_BETWEEN = 4
# What speaks for and against a person as the one meant by "he" or "she"; tried out on annotated articles.
_SAME_SEX = 1.0
_SPOKE_LAST = 1.5
_QUOTER = 1.5
_PER_SENTENCE = 1.2
_OTHER_BLOCK = 0.5
_SUBJECT = 1.2
_MODIFIER = 0.6
_QUOTED = 1.5
_REPORTED = 1.0
_OWN_WORDS = 4.0
_ONE_WORD = 0.8  # half of such names are no person's


def first_person(scene: Scene, phrase: Phrase) -> Speaker | None:
    """I, we, my in a quotation: whoever is quoted."""
    tree = scene.cast.tree
    if tree.low[phrase.head] not in _FIRST:
        return None
    quoter = phrase.quoter
    if quoter is None:
        return Speaker("group" if tree.low[phrase.head] in ("we", "us", "our") else "anonymous", rule="first_person")
    return _again(quoter, "first_person")


def _again(speaker: Speaker, rule: str) -> Speaker:
    """``speaker`` taken up by a pronoun."""
    by = "pronoun" if speaker.name else "none"
    through = speaker.mention or speaker.antecedent
    return Speaker(speaker.kind, speaker.name, speaker.entity_id, by, None, through, speaker.country, rule)


def third_person(scene: Scene, phrase: Phrase) -> Speaker | None:
    """he, she: the person that the text is about, of that sex: the last speaker or a subject near by."""
    tree = scene.cast.tree
    word = tree.low[phrase.head]
    sex = "m" if word in _HE else "f" if word in _SHE else None
    if sex is None:
        return None
    best = salient_person(scene, phrase, sex)
    last = next(scene.before(phrase), None)
    if last is not None and last.speaker.kind == "anonymous" and last.speaker.rule in ("role_noun", "third_person"):
        near = tree.sentence[phrase.head] - last.sentence <= 2
        if near and (best is None or tree.sentence[best.first] < last.sentence or best.first in scene.reported):
            return Speaker("anonymous", rule=last.speaker.rule)
    if best is None:
        return Speaker("anonymous", rule="third_person")
    return as_person(scene, best, "pronoun", "third_person")


def salient_person(scene: Scene, phrase: Phrase, sex: str | None) -> Mention | None:
    """The person mentioned before ``phrase`` that a pronoun most likely takes up; None where nobody fits."""
    cast = scene.cast
    last = next((turn for turn in scene.before(phrase) if _is_person(turn.speaker)), None)
    aside = _not_meant(scene, phrase)
    best: tuple[float, Mention] | None = None
    for mention in cast.people_before(phrase.where.first, _NEAR_PEOPLE):
        known = cast.sex(mention.entity_id or "")
        if (sex and known and known != sex) or mention.entity_id == aside:
            continue
        score = _score(scene, phrase, mention, last)
        score += _SAME_SEX if sex and known == sex else 0.0
        if best is None or score > best[0]:
            best = (score, mention)
    if best is not None:
        return best[1]
    if last and last.speaker.entity_id != aside and cast.sex(last.speaker.entity_id or "") in (None, sex):
        return last.speaker.mention or last.speaker.antecedent
    return None


def _is_person(speaker: Speaker) -> bool:
    if speaker.rule == "joint":
        return speaker.antecedent is not None and speaker.antecedent.label == "PERSON"
    return speaker.kind == "person" and speaker.name is not None


def who(speaker: Speaker) -> str | None:
    """The person: the one with the name, where a name is joined with others."""
    if speaker.rule == "joint" and speaker.kind == "group" and speaker.antecedent is not None:
        return speaker.antecedent.entity_id
    return speaker.entity_id


def _not_meant(scene: Scene, phrase: Phrase) -> str | None:
    """In their own quoted words nobody is *he* or *she*."""
    if phrase.quoter is None or scene.cast.tree.quote[phrase.head] < 0:
        return None
    return phrase.quoter.entity_id


def _score(scene: Scene, phrase: Phrase, mention: Mention, last: Turn | None) -> float:
    cast, tree = scene.cast, scene.cast.tree
    head = cast.heads[mention.mention_id]
    here, seen = tree.sentence[phrase.head], tree.sentence[head]
    score = 0.0
    if last and who(last.speaker) == mention.entity_id:
        score += _SPOKE_LAST
        seen = max(seen, last.sentence)
    elif phrase.quoter and phrase.quoter.entity_id == mention.entity_id:
        score += _QUOTER
    score -= min(here - seen, 8) * _PER_SENTENCE
    score -= _OTHER_BLOCK * (tree.block[head] != tree.block[phrase.head])
    if tree.dep[head] in ("nsubj", "nsubjpass"):
        score += _SUBJECT
    elif tree.dep[head] in ("poss", "compound", "nmod"):
        score -= _MODIFIER
    if tree.quote[head] >= 0 and tree.quote[phrase.head] != tree.quote[head]:
        score -= _QUOTED
    if phrase.says(head):
        score -= _OWN_WORDS
    elif phrase.quoter is None and head in scene.reported:
        score -= _REPORTED
    if " " not in cast.entities[mention.entity_id or ""].name:
        score -= _ONE_WORD
    return score


def they(scene: Scene, phrase: Phrase) -> Speaker | None:
    """they, their: the subject that it stands below, the last joint speakers, else a group without a name."""
    tree = scene.cast.tree
    if tree.low[phrase.head] not in _THEY:
        return None
    subject = _subject_above(scene, phrase)
    if subject is not None and (subject.kind in ("organization", "office") or subject.rule == "joint"):
        return _again(subject, "they")
    here = tree.sentence[phrase.head]
    last = next(scene.before(phrase), None)
    if last and here - last.sentence <= 2:
        if last.speaker.rule in ("joint", "several") and last.speaker.name:
            return _again(last.speaker, "they")
        if last.speaker.kind == "anonymous" and last.speaker.rule == "unnamed" and phrase.quoter is None:
            return Speaker("anonymous", rule="unnamed")
    pair = _pair(scene, phrase) if last is None or last.speaker.kind == "person" else None
    return pair or Speaker("group", rule="they")


def _pair(scene: Scene, phrase: Phrase) -> Speaker | None:
    """*Ana Ruiz and Jan Berg met. They* …: two people named together in this sentence or the one before it."""
    cast, tree = scene.cast, scene.cast.tree
    for second, first in pairwise(cast.people_before(phrase.where.first, _NEAR_PEOPLE)):
        if tree.sentence[phrase.head] - first.sentence > 1:
            return None
        if together(tree, first, second) and not phrase.says(first.first):
            names = (cast.entities[m.entity_id or ""].name for m in (first, second))
            return Speaker("person", " and ".join(names), None, "pronoun", None, first, rule="several")
    return None


def together(tree: Tree, first: Mention, second: Mention) -> bool:
    """Do two names stand together: *director Ana Ruiz and chair Jan Berg*?"""
    between = range(first.last, second.first)
    if first.entity_id == second.entity_id or first.sentence != second.sentence or len(between) > _BETWEEN:
        return False
    return "and" in [tree.low[t] for t in between] and not any(tree.is_verb(t) for t in between)


def it(scene: Scene, phrase: Phrase) -> Speaker | None:
    """it, its: the subject that it stands below, the body or document that spoke last or is a subject near by."""
    tree = scene.cast.tree
    if tree.low[phrase.head] not in _IT:
        return None
    here = tree.sentence[phrase.head]
    quoter = phrase.quoter
    if quoter is not None and quoter.kind in _BODIES and quoter.name and tree.quote[phrase.head] < 0:
        return _again(quoter, "it")
    subject = _subject_above(scene, phrase, _BODIES)
    if subject is not None:
        return _again(subject, "it")
    last = next(scene.before(phrase), None)
    bodies = _BODIES[1:] if tree.low[phrase.head] == "its" else _BODIES
    if last is not None and here - last.sentence <= 1 and last.speaker.kind in bodies:
        return _again(last.speaker, "it")
    body = salient_body(scene, phrase)
    if body is None:
        return Speaker("organization", rule="it")
    return as_body(scene, body, "pronoun", "it")


def _subject_above(scene: Scene, phrase: Phrase, kinds: tuple[str, ...] = ()) -> Speaker | None:
    """Who is the subject of a clause that holds the pronoun's: *the Board sent what it called a warning*.

    Of these ``kinds``, if any are given, else the first subject.
    """
    tree = scene.cast.tree
    token = phrase.head
    for _ in range(_MOST_CLAUSES):
        above = tree.head[token]
        if above == token:
            return None
        subject = tree.child(above, "nsubj", "nsubjpass")
        stands_before = 0 <= subject <= tree.right[subject] < phrase.where.first and not phrase.says(subject)
        if stands_before and tree.tag[subject][:2] == "NN":
            where = Range(tree.left[subject], tree.right[subject] + 1)
            found = scene.resolve(Phrase(where, subject, phrase.quoter, phrase.content))
            if not kinds or found.name:
                return found if found.name and (not kinds or found.kind in kinds) else None
        token = above
    return None
