"""People by a role that they hold: who fits *the former Peruvian foreign minister* best."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import table, words
from pipeline.records import Mention
from pipeline.relations.cast import role_sex
from pipeline.relations.roles import Role
from pipeline.relations.speakers.scene import Phrase, Scene, country_within

AGE = "year-old"
"""What *the 40-year-old* ends with."""

_TENSES = frozenset(
    {"former", "acting", "current", "new", "then", "ex", "late", "same", "outgoing", "incumbent"}
    | {"top", "senior", "old"}
)
_BELOW = frozenset({"vice", "deputy", "assistant", "under", "junior", "associate", "vice-prime", "co", "shadow"})
"""Who bears one of these holds another role than who does not."""
_ANY_RANK = frozenset({"diplomat", "official", "politician"})
"""Deputies are called so, too."""

_THRESHOLD = -2.5
# What speaks for and against a holder of the role as the one meant; tried out on annotated articles.
SAME_NOUN = 1.0
SHARED_WORD = 0.6
_OTHER_TENSE = 1.0
_SAME_COUNTRY = 1.0
_HOME = 0.4
_SAME_BODY = 1.5
_OTHER_BODY = 1.5
_SPOKE_LAST = 1.0
_PER_SENTENCE = 0.1
_NOT_YET = 1.0
_OWN_WORDS = 3.0


@dataclass(frozen=True, slots=True)
class Description:
    """*the former Peruvian foreign minister*: its noun, words beside it, and whom it belongs to."""

    noun: str
    beside: frozenset[str]
    is_former: bool
    country: str | None
    bodies: frozenset[str]


@cache
def roles_called() -> dict[str, tuple[str, ...]]:
    """Roles whose holder a noun can mean as well, by noun."""
    return {row["noun"]: tuple(row["roles"].split("|")) for row in table("role_synonyms")}


def describe(scene: Scene, phrase: Phrase) -> Description:
    """What ``phrase`` says of the person that it means."""
    cast, tree = scene.cast, scene.cast.tree
    noun = cast.joined(phrase.head)
    beside: set[str] = set()
    bodies: set[str] = set()
    for token in range(phrase.where.first, phrase.where.last):
        mention = cast.mention_at(token)
        if mention is not None:
            if mention.label == "ORG" and mention.entity_id:
                bodies.add(mention.entity_id)
        elif token != phrase.head and tree.tag[token][:2] in ("NN", "JJ") and tree.tag[token] not in ("JJS", "JJR"):
            beside.add(cast.joined(token))
    if noun.endswith(AGE) or any(word.endswith(AGE) for word in beside):
        noun = "person"
    is_former = not beside.isdisjoint({"former", "ex", "ex-", "then"}) or noun.startswith("ex-")
    code = country_within(scene, phrase)
    beside -= _TENSES | {noun}
    return Description(noun.removeprefix("ex-"), frozenset(beside), is_former, code, frozenset(bodies))


def holder(scene: Scene, phrase: Phrase, described: Description) -> Mention | None:
    """The mention that shows the best holder of the role."""
    cast = scene.cast
    last = scene.last(phrase, "person")
    speaks = last.speaker.entity_id if last else None
    sex = role_sex().get(described.noun)
    best: tuple[float, Mention] | None = None
    for entity_id, role, fit in candidates(scene, phrase, described):
        if sex and cast.sex(entity_id) not in (None, sex):
            continue
        if role.noun != described.noun and not cast.last_before(entity_id, phrase.where.first):
            continue  # who is named only later goes by the same word
        if described.country and role.country is None and _is_newer(scene, phrase, described.country, entity_id):
            continue
        mention = cast.tree.parsed.mentions[role.mention]
        score = fit + _salience(scene, phrase, entity_id, role)
        score += _SPOKE_LAST * (speaks == entity_id)
        if score > _THRESHOLD and (best is None or score > best[0]):
            best = (score, mention)
    return best[1] if best else None


def _is_newer(scene: Scene, phrase: Phrase, country: str, entity_id: str) -> bool:
    """Whether the country first comes up after the person was last spoken of: *the Qatari minister* is another one."""
    seen = scene.cast.last_before(entity_id, phrase.where.first)
    return seen is not None and scene.cast.country_from.get(country, phrase.where.first) > seen.last


def candidates(scene: Scene, phrase: Phrase, described: Description) -> Iterator[tuple[str, Role, float]]:
    """People with a role that the description can mean, and how well it fits."""
    cast, tree = scene.cast, scene.cast.tree
    wanted = roles_called().get(described.noun, ())
    of_state = described.noun == "head" and "state" in tree.low[phrase.head : phrase.where.last]
    if of_state:
        wanted = (*wanted, *words("heads_of_state"))
    for noun in dict.fromkeys((described.noun, *(text.rsplit(" ", 1)[-1] for text in wanted))):
        for _, entity_id, role in cast.holders(noun, phrase.head):
            if noun != described.noun and not any(role.text == t or role.text.endswith(" " + t) for t in wanted):
                continue
            of_land = described.noun == "leader" and described.country and role.text not in words("heads_of_state")
            if of_land and role.country != described.country:
                continue
            more = _fit(scene, described, role)
            if more is not None:
                yield entity_id, role, more + SAME_NOUN * (noun == described.noun)


def _fit(scene: Scene, described: Description, role: Role) -> float | None:
    """How well country, body and the words beside the noun agree; None where they contradict."""
    cast, tree = scene.cast, scene.cast.tree
    own = frozenset(role.text.split()) - {role.noun}
    if described.noun not in _ANY_RANK and (own & _BELOW) != (described.beside & _BELOW):
        return None
    shown = {tree.low[token] for token in range(*role.where)} | own
    shared = described.beside & shown
    if described.noun == role.noun and own and described.beside and not shared:
        return None
    score = SHARED_WORD * len(shared)
    score -= _OTHER_TENSE * (described.is_former != (role.qualifier == "former"))
    if described.country:
        if role.country and role.country != described.country:
            return None
        score += _SAME_COUNTRY * (role.country == described.country)
    elif role.country and role.country == cast.home:
        score += _HOME
    if described.bodies and role.organization is not None:
        same = tree.parsed.mentions[role.organization].entity_id in described.bodies
        score += _SAME_BODY if same else -_OTHER_BODY
    return score


def _salience(scene: Scene, phrase: Phrase, entity_id: str, role: Role) -> float:
    """How near the person was spoken of before; less where they are named only later, or in what they say."""
    cast, tree = scene.cast, scene.cast.tree
    here = tree.sentence[phrase.head]
    before = cast.last_before(entity_id, phrase.where.first)
    if before is None:
        return -_NOT_YET - _PER_SENTENCE * min(abs(tree.sentence[role.where.first] - here), 20)
    score = -_PER_SENTENCE * min(here - before.sentence, 20)
    if phrase.says(before.first):
        score -= _OWN_WORDS
    return score
