"""Speakers given by a pronoun."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import words
from pipeline.records import Mention
from pipeline.relations.nouns import is_office_name, stands_for
from pipeline.relations.speakers.scene import Phrase, Scene, Speaker, as_body, as_person

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_IT = frozenset({"it", "its", "itself"})
_FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
_OF_ONE_KIND = frozenset({"company", "firm", "business", "corporation", "party", "club", "union", "bank", "team"})
_NEAR_PEOPLE = 12
_NEAR_BODIES = 16
# What speaks for and against a person as the one meant by "he" or "she"; tried out on annotated articles.
_SAME_SEX = 1.0
_SPOKE_LAST = 1.5
_PER_SENTENCE = 0.7
_OTHER_BLOCK = 0.5
_SUBJECT = 1.2
_MODIFIER = 0.6
_QUOTED = 1.5
_ONE_WORD = 0.8  # half of such names are no person's


@cache
def _news_agencies() -> frozenset[str]:
    return frozenset(words("photo_agencies"))


def first_person(scene: Scene, phrase: Phrase) -> Speaker | None:
    """I, we, my in a quotation: whoever is quoted."""
    tree = scene.cast.tree
    if tree.low[phrase.head] not in _FIRST:
        return None
    quoter = phrase.quoter
    if quoter is None:
        return Speaker("group" if tree.low[phrase.head] in ("we", "us", "our") else "anonymous", rule="first_person")
    return Speaker(
        quoter.kind,
        quoter.name,
        quoter.entity_id,
        "pronoun" if quoter.name else "none",
        None,
        quoter.mention or quoter.antecedent,
        quoter.country,
        "first_person",
    )


def third_person(scene: Scene, phrase: Phrase) -> Speaker | None:
    """he, she: the person that the text is about, of that sex: the last speaker or a subject near by."""
    word = scene.cast.tree.low[phrase.head]
    sex = "m" if word in _HE else "f" if word in _SHE else None
    if sex is None:
        return None
    best = salient_person(scene, phrase, sex)
    if best is not None and scene.told:
        sentence, speaker = scene.told[-1]
        here = scene.cast.tree.sentence[phrase.head]
        unnamed = speaker.kind == "anonymous" and speaker.rule == "role_noun" and here - sentence <= 2
        if unnamed and scene.cast.tree.sentence[best.first] < sentence:
            return Speaker("anonymous", rule="role_noun")
    if best is None:
        return Speaker("anonymous", rule="third_person")
    return as_person(scene, best, "pronoun", "third_person")


def salient_person(scene: Scene, phrase: Phrase, sex: str | None) -> Mention | None:
    """The person mentioned before ``phrase`` that a pronoun most likely takes up; None where nobody fits."""
    cast, tree = scene.cast, scene.cast.tree
    here = tree.sentence[phrase.head]
    block = tree.block[phrase.head]
    last = scene.last("person")
    best: tuple[float, Mention] | None = None
    for mention in cast.people_before(phrase.where.first, _NEAR_PEOPLE):
        known = cast.sex(mention.entity_id or "")
        if sex and known and known != sex:
            continue
        head = cast.heads[mention.mention_id]
        score = _SAME_SEX if sex and known == sex else 0.0
        seen = tree.sentence[head]
        if last and last[1].entity_id == mention.entity_id:
            score += _SPOKE_LAST
            seen = max(seen, last[0])
        score -= min(here - seen, 8) * _PER_SENTENCE
        score -= _OTHER_BLOCK * (tree.block[head] != block)
        if tree.dep[head] in ("nsubj", "nsubjpass"):
            score += _SUBJECT
        elif tree.dep[head] in ("poss", "compound", "nmod"):
            score -= _MODIFIER
        if tree.quote[head] >= 0 and tree.quote[phrase.head] != tree.quote[head]:
            score -= _QUOTED
        if " " not in cast.entities[mention.entity_id or ""].name:
            score -= _ONE_WORD
        if best is None or score > best[0]:
            best = (score, mention)
    if best is None and last and cast.sex(last[1].entity_id or "") in (None, sex):
        return last[1].mention or last[1].antecedent
    return best[1] if best else None


def they(scene: Scene, phrase: Phrase) -> Speaker | None:
    """they, their: the last joint speakers or group, else a group without a name."""
    tree = scene.cast.tree
    if tree.low[phrase.head] not in _THEY:
        return None
    here = tree.sentence[phrase.head]
    if scene.told:
        sentence, speaker = scene.told[-1]
        if here - sentence <= 2 and speaker.name and speaker.rule == "joint":
            return Speaker(speaker.kind, speaker.name, None, "pronoun", None, speaker.antecedent, rule="they")
    return Speaker("group", rule="they")


def it(scene: Scene, phrase: Phrase) -> Speaker | None:
    """it, its: the organization, country or document that spoke last or is a subject near by."""
    tree = scene.cast.tree
    if tree.low[phrase.head] not in _IT:
        return None
    here = tree.sentence[phrase.head]
    if scene.told:
        sentence, speaker = scene.told[-1]
        if here - sentence <= 1 and speaker.kind in ("document", "organization", "office", "country"):
            return Speaker(
                speaker.kind,
                speaker.name,
                speaker.entity_id,
                "pronoun" if speaker.name else "none",
                None,
                speaker.mention or speaker.antecedent,
                speaker.country,
                "it",
            )
    body = salient_body(scene, phrase)
    if body is None:
        return Speaker("organization", rule="it")
    return as_body(scene, body, "pronoun", "it")


def salient_body(scene: Scene, phrase: Phrase, noun: str | None = None) -> Mention | None:
    """The organization or country before ``phrase`` that *it* or *the company* takes up."""
    cast, tree = scene.cast, scene.cast.tree
    here = tree.sentence[phrase.head]
    last = scene.last("organization", "office", "country")
    best: tuple[float, Mention] | None = None
    for mention in cast.bodies_before(phrase.where.first, _NEAR_BODIES):
        entity = cast.entities[mention.entity_id or ""]
        if noun is not None and (entity.kind != "organization" or _other_body(entity.name, noun)):
            continue
        head = cast.heads[mention.mention_id]
        score = -min(here - tree.sentence[head], 8) * 0.7
        if mention.text in _news_agencies():
            score -= 3.0  # named for having sent the news
        if tree.dep[head] in ("nsubj", "nsubjpass"):
            score += 1.2
        elif tree.dep[head] in ("compound", "amod", "nmod", "poss"):
            score -= 1.0
        if last and last[1].entity_id == mention.entity_id:
            score += 1.5
        if mention.form == "demonym":
            score -= 2.0
        if best is None or score > best[0]:
            best = (score, mention)
    if best is None or (noun is None and best[0] < -2.5):
        return None
    return best[1]


def _other_body(name: str, noun: str) -> bool:
    """Does the name say that it is another kind of body than ``noun``: an agency is no company?"""
    words = name.lower().split()
    if is_office_name(words):
        return True
    return noun in _OF_ONE_KIND and noun not in words and any("organization" in stands_for(word) for word in words)
