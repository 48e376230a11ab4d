"""Names made longer by what stands beside them: acronyms that the text explains, single names with a royal title."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

from pipeline import ids
from pipeline.lexicon import words
from pipeline.records import Entity, Mention, Parsed
from pipeline.relations.roles import honorifics
from pipeline.relations.tree import Tree

_SMALL = frozenset({"of", "for", "and", "the", "on", "in", "to", "de", "&"})
_MOST_WORDS = 12
_LONGEST = 6
_MOST_LETTERS = 8


@cache
def _regnal() -> frozenset[str]:
    return frozenset(words("regnal_titles"))


def with_longer_names(tree: Tree, parsed: Parsed) -> Parsed:
    """``parsed`` with organizations under what their acronym stands for, and people as *Pope Martin*."""
    explained = _bracketed(tree, parsed) | _explained(tree)
    parsed = _without_acronym_people(tree, parsed, explained)
    names = {
        entity.entity_id: explained[entity.name]
        for entity in parsed.entities
        if entity.kind == "organization" and entity.name in explained
    } | _titled(tree, parsed)
    if not names:
        return parsed
    made = {e.entity_id: _renamed(e, names[e.entity_id]) for e in parsed.entities if e.entity_id in names}
    entities: dict[str, Entity] = {}
    for entity in (made.get(entity.entity_id, entity) for entity in parsed.entities):
        known = entities.get(entity.entity_id)
        entities[entity.entity_id] = _together(known, entity) if known else entity
    mentions = tuple(
        replace(m, entity_id=made[m.entity_id].entity_id) if m.entity_id in made else m for m in parsed.mentions
    )
    return replace(parsed, mentions=mentions, entities=tuple(entities.values()))


def _without_acronym_people(tree: Tree, parsed: Parsed, explained: dict[str, str]) -> Parsed:
    """``parsed`` with organizations for the people whose name is an acronym: *HPF*, *the harbour pilots (Hapi)*."""
    mentions: dict[str, list[Mention]] = {}
    for mention in parsed.mentions:
        mentions.setdefault(mention.entity_id or "", []).append(mention)
    made: dict[str, Entity] = {}
    for entity in parsed.entities:
        own = mentions.get(entity.entity_id, [])
        if entity.kind != "person" or " " in entity.name or not own:
            continue
        if any(tree.low[max(m.first - 1, 0)] in honorifics() for m in own):
            continue
        in_capitals = entity.name.isupper() and 2 <= len(entity.name) <= _LONGEST and not _is_shouted(tree, own[0])
        if in_capitals or entity.name in explained:
            made[entity.entity_id] = Entity(ids.entity_id("organization", entity.name), "organization", entity.name)
    if not made:
        return parsed
    entities = {e.entity_id: e for e in (made.get(entity.entity_id, entity) for entity in parsed.entities)}
    relabelled = tuple(
        replace(m, label="ORG", entity_id=made[m.entity_id].entity_id, reason="acronym") if m.entity_id in made else m
        for m in parsed.mentions
    )
    return replace(parsed, mentions=relabelled, entities=tuple(entities.values()))


def _is_shouted(tree: Tree, mention: Mention) -> bool:
    """Does it stand in a text of capitals?"""
    first, last = tree.sentence_of(mention.first)
    words = [word for word in tree.text[first:last] if word.isalpha() and len(word) > 1]
    return 2 * sum(word.isupper() for word in words) > len(words)


def _together(one: Entity, other: Entity) -> Entity:
    """One entity of two with the same name."""
    aliases = dict.fromkeys((*one.aliases, *other.aliases))
    return replace(one, aliases=tuple(aliases), acronym=one.acronym or other.acronym)


def _renamed(entity: Entity, name: str) -> Entity:
    return replace(
        entity,
        entity_id=ids.entity_id(entity.kind, name),
        name=name,
        aliases=(entity.name, *entity.aliases),
        acronym=entity.acronym or (entity.name if entity.kind == "organization" else None),
    )


def _titled(tree: Tree, parsed: Parsed) -> dict[str, str]:
    """By entity, the single name of a person with the title that most of its mentions bear."""
    single = {e.entity_id: e.name for e in parsed.entities if e.kind == "person" and " " not in e.name}
    titles: dict[str, Counter[str]] = {}
    for mention in parsed.mentions:
        if mention.entity_id in single and mention.first and mention.text == single[mention.entity_id]:
            title = tree.text[mention.first - 1]
            titles.setdefault(mention.entity_id, Counter())[title if title in _regnal() else ""] += 1
    best = {entity_id: counter.most_common(1)[0][0] for entity_id, counter in titles.items()}
    return {entity_id: f"{title} {single[entity_id]}" for entity_id, title in best.items() if title}


def _explained(tree: Tree) -> dict[str, str]:
    """The words before the brackets that an acronym stands in, by acronym: *the harbour pilots forum (HPF)*."""
    found: dict[str, str] = {}
    for place in range(1, len(tree.low) - 2):
        short = tree.text[place + 1]
        if tree.low[place] != "(" or tree.low[place + 2] != ")" or not short[:1].isupper() or short in found:
            continue
        letters = [letter for letter in short.lower() if letter.isalpha()]
        first = _expansion(tree, place, letters) if 2 < len(letters) <= _MOST_LETTERS else None
        if first is not None:
            found[short] = tree.parsed.tokens.span(first, place).folded(tree.parsed.text)
    return found


def _bracketed(tree: Tree, parsed: Parsed) -> dict[str, str]:
    """Organizations by the one word in brackets behind their name, of other letters in their own language.

    *the Federal Harbour Service (FPH)*, if the word stands elsewhere as well; no places and no news agencies.
    """
    found: dict[str, str] = {}
    used = Counter(tree.text)
    for mention in parsed.mentions:
        place = mention.last
        if mention.label != "ORG" or " " not in mention.text or tree.low[place : place + 3 : 2] != ["(", ")"]:
            continue
        short = tree.text[place + 1]
        number = tree.entity[place + 1]
        label = parsed.mentions[number].label if number >= 0 else "ORG"
        is_name = short[:1].isupper() and short.isalpha() and label in ("ORG", "PERSON")
        if is_name and used[short] > 1 and short not in words("photo_agencies"):
            found.setdefault(short, mention.text)
    return found


def _expansion(tree: Tree, bracket: int, letters: list[str]) -> int | None:
    """Where the words before ``bracket`` begin that start with these letters, with the names that lead them in.

    Small words may be left out; a word may give more than its first letter: *Numa*, National Union of Mariners.
    """
    stop = max(tree.sentence_of(bracket).first, bracket - _MOST_WORDS)
    token = bracket - 1
    while letters and token >= stop:
        word = tree.low[token]
        if not word[:1].isalpha():
            if word not in ("-", "'s", "’s", ","):
                return None
        elif word[:1] in letters:
            place = len(letters) - 1 - letters[::-1].index(word[:1])
            rest = iter(word[1:])
            if not all(letter in rest for letter in letters[place + 1 :]):
                return None
            del letters[place:]
        elif word not in _SMALL:
            return None
        token -= 1
    if letters:
        return None
    first = token + 1
    while first > stop and tree.tag[first - 1] in ("NNP", "NNPS"):
        first -= 1
    return first
