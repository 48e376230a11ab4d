"""Who is meant by a source: name, pronoun, description or place, each by a rule that says how it was done.

The rules stand in :data:`SPEAKER_RULES`, in order; the first that answers decides. A rule answers None where the
pattern is not its own. Nothing is guessed: without a candidate the speaker stays unnamed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.records import Mention
from pipeline.relations.cast import Cast, country_names, country_words
from pipeline.relations.nouns import is_office_name, is_role, stands_for
from pipeline.relations.tree import Range

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_IT = frozenset({"it", "its", "itself"})
_FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
_MANY = frozenset(
    "many some most others several few both all those these two three four five hundreds thousands dozens".split()
)
_ADDRESS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "prof", "prof.", "sir", "dame", "advocate"})
_NEAR_PEOPLE = 12
_NEAR_BODIES = 16


@dataclass(frozen=True, slots=True)
class Speaker:
    """``name`` is None for unnamed speakers; ``antecedent`` is the mention it was resolved through."""

    kind: str
    name: str | None = None
    entity_id: str | None = None
    resolved_by: str = "none"
    mention: Mention | None = None
    antecedent: Mention | None = None
    country: str | None = None
    rule: str = "none"


@dataclass(slots=True)
class Scene:
    """What was resolved so far in the article, in text order."""

    cast: Cast
    told: list[tuple[int, Speaker]] = field(default_factory=list)
    """Earlier statements' speakers with the sentence they were made in."""

    unnamed: dict[str, int] = field(default_factory=dict)
    """Nouns of people without a name (*an official*) with the sentence they last spoke in."""

    def last(self, *kinds: str) -> tuple[int, Speaker] | None:
        for sentence, speaker in reversed(self.told[-12:]):
            if speaker.kind in kinds and speaker.name:
                return sentence, speaker
        return None


@dataclass(frozen=True, slots=True)
class Phrase:
    """The source as written: its tokens and their head; ``quoter`` made the statement that it stands in."""

    where: Range
    head: int
    quoter: Speaker | None = None


def resolve(scene: Scene, phrase: Phrase) -> Speaker:
    """The speaker that ``phrase`` means."""
    for rule in SPEAKER_RULES:
        speaker = rule(scene, phrase)
        if speaker is not None:
            return speaker
    return Speaker("anonymous")


def joint(scene: Scene, phrase: Phrase) -> Speaker | None:
    """A and B: *Ana Ruiz and Jan Berg said* — both names, or a group where one is unnamed."""
    tree = scene.cast.tree
    partners = _conjuncts(scene, phrase)
    if not partners:
        return None
    parts = [phrase.head, *partners]
    speakers = []
    for number, token in enumerate(parts):
        first = max(tree.left[token], phrase.where.first)
        stop = min(tree.left[parts[number + 1]] if number + 1 < len(parts) else phrase.where.last, phrase.where.last)
        speakers.append(_single(scene, Phrase(Range(min(first, token), max(stop, token + 1)), token, phrase.quoter)))
    named = [speaker for speaker in speakers if speaker.name]
    if not named or len(named) < len(speakers):
        return Speaker("group", rule="joint") if not named else None
    kinds = {speaker.kind for speaker in named}
    name = ", ".join(s.name or "" for s in named[:-1]) + f" and {named[-1].name}"
    kind = named[0].kind if len(kinds) == 1 else "group"
    return Speaker(kind, name, None, named[0].resolved_by, None, named[0].antecedent, named[0].country, "joint")


def _conjuncts(scene: Scene, phrase: Phrase) -> list[int]:
    tree = scene.cast.tree
    found: list[int] = []
    token = phrase.head
    mention = scene.cast.mention_at(token)
    while True:
        kid = tree.child(token, "conj")
        if kid < 0 or kid >= phrase.where.last or (mention and mention.first <= kid < mention.last):
            return found
        found.append(kid)
        token = kid


def _single(scene: Scene, phrase: Phrase) -> Speaker:
    for rule in SPEAKER_RULES[1:]:
        speaker = rule(scene, phrase)
        if speaker is not None:
            return speaker
    return Speaker("anonymous")


def named(scene: Scene, phrase: Phrase) -> Speaker | None:
    """A name, alone or with its title or apposition: *Ruiz*, *the minister, Ana Ruiz*, *spokesman Jan Berg*."""
    tree, cast = scene.cast.tree, scene.cast
    head = phrase.head
    heads = [head, *(kid for kid in tree.kids[head] if tree.dep[kid] == "appos" and kid < phrase.where.last)]
    for token in heads:
        mention = cast.mention_at(token)
        if mention is not None and (token == head or mention.label == "PERSON"):
            speaker = _of_mention(scene, phrase, mention)
            if speaker is not None:
                return speaker
    if is_role(tree.lemma[head]) or is_role(tree.low[head]):
        mention = _named_behind(scene, phrase)
        if mention is not None:
            return _of_mention(scene, phrase, mention)
    return None


def _named_behind(scene: Scene, phrase: Phrase) -> Mention | None:
    """The name that ends a description of its bearer: *the minister of mines Ana Ruiz*, *the mayor of Cusco, Jan Berg*.

    Not a name that the description depends on: *the spokesman for Ana Ruiz*, *for President Ruiz*.
    """
    tree = scene.cast.tree
    for token in range(phrase.where.last - 1, phrase.head, -1):
        mention = scene.cast.mention_at(token)
        if mention is None or mention.label != "PERSON" or mention.last != token + 1:
            continue
        before = mention.first - 1
        while before > phrase.head and tree.low[before] in _ADDRESS:
            before -= 1
        if before == phrase.head or tree.low[before] == "," or tree.tag[before] in ("NN", "NNS"):
            return mention
        if tree.tag[before][:3] == "NNP" and not is_role(tree.low[before]):
            return mention
    return None


def _of_mention(scene: Scene, phrase: Phrase, mention: Mention) -> Speaker | None:
    cast, tree = scene.cast, scene.cast.tree
    entity = cast.entities.get(mention.entity_id or "")
    if mention.form == "metonym" or (entity and entity.kind == "country" and mention.form != "demonym"):
        return country_speaker(cast, mention.iso_alpha2, "metonym" if mention.form == "metonym" else "name", mention)
    if mention.label == "PERSON":
        name = entity.name if entity else mention.text
        return Speaker(
            "person", name, mention.entity_id, "name", mention, country=_country(cast, mention), rule="named"
        )
    if entity and entity.kind == "organization":
        kind = "office" if is_office_name(entity.name.lower().split()) else "organization"
        return Speaker(kind, entity.name, entity.entity_id, "name", mention, country=entity.iso_alpha2, rule="named")
    if mention.form == "demonym" or mention.label == "NORP":
        if tree.tag[phrase.head] in ("NNPS", "NNS") or tree.low[phrase.where.first] != "the":
            return Speaker("group", rule="people")
        return Speaker("group", rule="people")
    if mention.label in ("WORK_OF_ART", "LAW", "PRODUCT"):
        return Speaker("document", rule="work")
    if mention.label in ("GPE", "LOC", "FAC"):
        return Speaker("office", mention.text, None, "name", mention, country=mention.iso_alpha2, rule="place")
    return None


def country_speaker(cast: Cast, code: str | None, by: str, mention: Mention | None) -> Speaker | None:
    if code is None:
        return None
    return Speaker("country", country_names().get(code, code), code, by, mention, country=code, rule="country")


def _country(cast: Cast, mention: Mention) -> str | None:
    for role in cast.roles_of.get(mention.entity_id or "", ()):
        if role.country:
            return role.country
    return None


def relative(scene: Scene, phrase: Phrase) -> Speaker | None:
    """who/which: *Ruiz, who said …* is what the relative clause hangs on."""
    tree = scene.cast.tree
    if tree.low[phrase.head] not in _RELATIVE or tree.tag[phrase.head][0] != "W":
        return None
    verb = tree.head[phrase.head]
    for _ in range(4):
        if tree.dep[verb] == "relcl":
            noun = tree.head[verb]
            if noun == phrase.head:
                return None
            inner = Phrase(Range(min(tree.left[noun], noun), noun + 1), noun, phrase.quoter)
            return resolve(scene, inner)
        if tree.head[verb] == verb:
            return None
        verb = tree.head[verb]
    return None


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
        if speaker.kind == "anonymous" and speaker.rule == "role_noun" and here - sentence <= 2:
            if scene.cast.tree.sentence[best.first] < sentence:
                return Speaker("anonymous", rule="role_noun")
    if best is None:
        return Speaker("anonymous", rule="third_person")
    return _through(scene, best, "pronoun", "third_person")


def _through(scene: Scene, mention: Mention, by: str, rule: str) -> Speaker:
    entity = scene.cast.entities[mention.entity_id or ""]
    return Speaker("person", entity.name, entity.entity_id, by, None, mention, _country(scene.cast, mention), rule)


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
        score = 1.0 if sex and known == sex else 0.0
        score -= min(here - tree.sentence[head], 8) * 0.7
        score -= 0.5 * (tree.block[head] != block)
        if tree.dep[head] in ("nsubj", "nsubjpass"):
            score += 1.2
        elif tree.dep[head] in ("poss", "compound", "nmod"):
            score -= 0.6
        if tree.quote[head] >= 0 and tree.quote[phrase.head] != tree.quote[head]:
            score -= 1.5
        if last and last[1].entity_id == mention.entity_id:
            score += 1.5
        if " " not in cast.entities[mention.entity_id or ""].name:
            score -= 0.8  # half of such names are no person's
        if best is None or score > best[0]:
            best = (score, mention)
    if best is None and last:
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
    cast, tree = scene.cast, scene.cast.tree
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
    return _body(scene, body, "pronoun", "it")


def _body(scene: Scene, mention: Mention, by: str, rule: str) -> Speaker:
    cast = scene.cast
    entity = cast.entities[mention.entity_id or ""]
    if entity.kind == "country" or mention.form == "metonym":
        code = mention.iso_alpha2 or entity.iso_alpha2 or entity.entity_id
        return Speaker("country", country_names().get(code, entity.name), code, by, None, mention, code, rule)
    kind = "office" if is_office_name(entity.name.lower().split()) else "organization"
    return Speaker(kind, entity.name, entity.entity_id, by, None, mention, entity.iso_alpha2, rule)


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
    return is_office_name(words) or (
        noun not in words and any(stands_for(word) for word in words if "organization" in stands_for(word))
    )


def role_noun(scene: Scene, phrase: Phrase) -> Speaker | None:
    """the minister, the former coach: the person with that role, the last one before or the first one after."""
    cast, tree = scene.cast, scene.cast.tree
    head = phrase.head
    lemma = tree.lemma[head]
    if tree.tag[head] not in ("NN", "NNP") or not (is_role(lemma) or is_role(tree.low[head])):
        return None
    determiner = _determiner(scene, phrase)
    if determiner in ("a", "an", "another", "one", "some"):
        scene.unnamed[lemma] = tree.sentence[head]
        return Speaker("anonymous", rule="role_noun")
    words = {tree.low[t] for t in range(phrase.where.first, head + 1)}
    heads_of_state = lemma == "head" and "state" in tree.low[head : phrase.where.last]
    code = _country_within(scene, phrase)
    best: tuple[float, Mention] | None = None
    nouns = ("president", "king", "queen", "emperor", "sultan") if heads_of_state else (tree.low[head],)
    for _, role in (pair for noun in nouns for pair in cast.by_noun.get(noun, ())):
        mention = tree.parsed.mentions[role.mention]
        if code and role.country and role.country != code:
            continue
        own = set(role.text.split())
        score = 2.0 * len(own & words) - 0.5 * len(words & _role_words(cast) - own)
        distance = tree.sentence[head] - tree.sentence[role.where.first]
        score -= 0.05 * distance if distance >= 0 else 1.0 - 0.1 * distance
        if best is None or score > best[0]:
            best = (score, mention)
    if lemma in scene.unnamed and (best is None or best[1].sentence < scene.unnamed[lemma]):
        return Speaker("anonymous", rule="role_noun")
    if best is not None:
        return _through(scene, best[1], "nominal", "role_noun")
    if determiner in ("the", "this", "that", "his", "her"):
        last = scene.last("person")
        if (
            determiner == "the"
            and last
            and tree.sentence[head] - last[0] <= 2
            and phrase.where.last - phrase.where.first <= 3
        ):
            mention_ = last[1].mention or last[1].antecedent
            if mention_ is not None and mention_.label == "PERSON":
                return _through(scene, mention_, "nominal", "description")
    return Speaker("anonymous", rule="role_noun")


def _role_words(cast: Cast) -> set[str]:
    return {word for role in cast.roles for word in role.text.split()}


def _determiner(scene: Scene, phrase: Phrase) -> str:
    tree = scene.cast.tree
    for kid in tree.kids[phrase.head]:
        if tree.dep[kid] in ("det", "poss") and kid < phrase.head:
            return tree.low[kid]
    return ""


def _country_within(scene: Scene, phrase: Phrase) -> str | None:
    for token in range(phrase.where.first, phrase.where.last):
        mention = scene.cast.mention_at(token)
        if mention is not None and mention.iso_alpha2 and mention.label in ("GPE", "NORP", "ORG"):
            return mention.iso_alpha2
    for token in range(phrase.where.first, phrase.where.last):
        code = country_words().get(scene.cast.tree.text[token])
        if code:
            return code
    return None


def government(scene: Scene, phrase: Phrase) -> Speaker | None:
    """the (Peruvian) government, the authorities: the country."""
    cast, tree = scene.cast, scene.cast.tree
    if "country" not in stands_for(tree.lemma[phrase.head]) and "country" not in stands_for(tree.low[phrase.head]):
        side = tree.low[phrase.head] == "side" and _country_within(scene, phrase)
        return country_speaker(cast, side, "nominal", None) if side else None
    if tree.low[phrase.head] == "authority":
        return None
    code = _country_within(scene, phrase)
    by = "nominal"
    if code is None:
        last = scene.last("country")
        if last and tree.sentence[phrase.head] - last[0] <= 3:
            code = last[1].country
        code = code or cast.home
    return country_speaker(cast, code, by, None) if code else Speaker("country", rule="government")


def body_noun(scene: Scene, phrase: Phrase) -> Speaker | None:
    """the ministry, the company, the union: the organization whose name holds the noun, else the last one that fits."""
    cast, tree = scene.cast, scene.cast.tree
    head = phrase.head
    lemma = tree.lemma[head]
    kinds = stands_for(lemma)
    kind = next((k for k in ("office", "organization") if k in kinds), None)
    if kind is None or tree.tag[head] in ("NNS", "NNPS"):
        return None
    for token in range(phrase.where.first, phrase.where.last):
        mention = cast.mention_at(token)
        if mention is None or token == head:
            continue
        entity = cast.entities.get(mention.entity_id or "")
        if entity and entity.kind == "organization":
            return _body(scene, mention, "nominal", "body_noun")
    determiner = _determiner(scene, phrase)
    if determiner in ("a", "an", "another", "one") or (lemma == "police" and determiner != "the"):
        return Speaker(kind, rule="body_noun")
    for mention in cast.bodies_before(phrase.where.first, 10**6):
        entity = cast.entities[mention.entity_id or ""]
        if entity.kind == "organization" and lemma in entity.name.lower().split():
            return _body(scene, mention, "nominal", "body_noun")
    if kind == "organization" and determiner in ("the", "this") and lemma != "police":
        mention_ = salient_body(scene, phrase, lemma)
        if mention_ is not None:
            speaker = _body(scene, mention_, "nominal", "body_noun")
            if speaker.kind == "organization":
                return speaker
    return Speaker(kind, rule="body_noun")


def document(scene: Scene, phrase: Phrase) -> Speaker | None:
    """a report by the bank, the ministry's statement: the body that issued it."""
    cast, tree = scene.cast, scene.cast.tree
    head = phrase.head
    if "document" not in stands_for(tree.lemma[head]) and "document" not in stands_for(tree.low[head]):
        return None
    for kid in tree.kids[head]:
        owners = [kid] if tree.dep[kid] in ("poss", "compound", "nmod") else []
        if tree.dep[kid] == "prep" and tree.low[kid] in ("by", "from", "of"):
            owners = [tree.child(kid, "pobj")]
        if tree.dep[kid] in ("acl", "relcl"):
            agent = tree.child(kid, "agent")
            owners = [tree.child(agent, "pobj") if agent >= 0 else tree.child(kid, "nsubj")]
        for owner in owners:
            mention = cast.mention_at(owner) if owner >= 0 else None
            entity = cast.entities.get(mention.entity_id or "") if mention else None
            if mention is not None and entity is not None:
                return Speaker(
                    "document", entity.name, entity.entity_id, "nominal", None, mention, entity.iso_alpha2, "document"
                )
    here = tree.sentence[head]
    if _determiner(scene, phrase) in ("the", "this", "that"):
        for sentence, speaker in reversed(scene.told[-6:]):
            if here - sentence <= 5 and speaker.name and speaker.kind != "document":
                first, last = tree.sentence_bounds[sentence]
                if tree.lemma[head] in tree.lemma[first:last]:
                    return replace(
                        speaker,
                        kind="document",
                        resolved_by="nominal",
                        mention=None,
                        antecedent=speaker.mention or speaker.antecedent,
                        rule="document",
                    )
        for sentence, speaker in reversed(scene.told[-6:]):
            if here - sentence <= 4 and speaker.name and speaker.kind == "document":
                return Speaker(
                    "document",
                    speaker.name,
                    speaker.entity_id,
                    "nominal",
                    None,
                    speaker.mention or speaker.antecedent,
                    speaker.country,
                    "document",
                )
    return Speaker("document", rule="document")


def unnamed(scene: Scene, phrase: Phrase) -> Speaker | None:
    """officials, witnesses, a source: nobody with a name."""
    tree = scene.cast.tree
    head = phrase.head
    lemma = tree.lemma[head]
    kinds = stands_for(lemma)
    plural = tree.tag[head] in ("NNS", "NNPS") or tree.low[head] in _MANY
    for kind in ("organization", "office", "country"):
        if kind in kinds and (plural or lemma == "police"):
            return Speaker(kind, rule="unnamed")
    if lemma in ("source", "rumor", "rumour", "report"):
        return Speaker("anonymous", rule="unnamed")
    if plural or "group" in kinds:
        return Speaker("group", rule="unnamed")
    return Speaker("anonymous", rule="unnamed")


SPEAKER_RULES = (
    joint,
    named,
    relative,
    first_person,
    third_person,
    they,
    it,
    role_noun,
    government,
    body_noun,
    document,
    unnamed,
)
