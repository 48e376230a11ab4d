"""Who is who among very many people: time and peak memory of deciding it on one core.

    python -m benchmarks.identity [--people N] [--json]

The people are made up, each with a name of his own, and stand in articles of ten, in two articles each: in full at
first, the second time in another form (without the middle name, by an initial, a letter wrong). What counts is from
the readings of the articles until it is decided who is who; making the readings up is taken off, and so is writing
the names into them afterwards.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
from collections.abc import Iterator
from time import process_time

from pipeline import ids
from pipeline.identity.corpus import Corpus
from pipeline.records import Article, Entity, Mention, Reading, Relation, Span

ASKED_SECONDS, ASKED_MB = 60, 2_000
PEOPLE = 100_000
_TOGETHER = 10
_ONSETS = ("b", "br", "d", "f", "g", "gr", "h", "j", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "z")
_CENTRES = ("a", "e", "i", "o", "u", "ai", "ou")
_CODAS = ("", "n", "r", "l", "s", "m", "nd", "rt", "sk")
_ROLES = ("minister", "lawmaker", "judge", "striker", "singer", "professor", "farmer", "banker", "general", "coach")
_COUNTRIES = ("NO", "KE", "PT", "JO", "KR", "CA", "BR", "AU", "NG", "UA")


def readings(n: int) -> Iterator[Reading]:
    """Readings of ``n`` / 5 articles about ``n`` people."""
    dice = random.Random(n)
    names: dict[tuple[str, str], None] = {}
    while len(names) < n:
        names[_word(dice, 2), _word(dice, 3)] = None
    people = list(names)
    for first in range(0, n, _TOGETHER):
        yield _reading(f"a{first}", [f"{given} {family}" for given, family in people[first : first + _TOGETHER]], first)
    for first in range(0, n, _TOGETHER):
        forms = [_form(dice, *name) for name in people[first : first + _TOGETHER]]
        yield _reading(f"b{first}", forms, first)


def _word(dice: random.Random, syllables: int) -> str:
    parts = (dice.choice(_ONSETS) + dice.choice(_CENTRES) for _ in range(syllables))
    return ("".join(parts) + dice.choice(_CODAS)).capitalize()


def _form(dice: random.Random, given: str, family: str) -> str:
    kind = dice.randrange(4)
    if kind == 0:
        return f"{given} {dice.choice(_ONSETS)[0].upper()}. {family}"
    if kind == 1:
        return f"{given[0]}. {family}"
    if kind == 2:
        place = dice.randrange(2, len(family))
        return f"{given} {family[:place]}{family[place + 1 :]}"
    return f"{given} {family}"


def _reading(article_id: str, names: list[str], first: int) -> Reading:
    article = Article(article_id, f"{article_id}.txt", 1, Span(0, 1), None, ())
    mentions, entities, relations = [], [], []
    for number, name in enumerate(names):
        entity_id = ids.entity_id("person", name)
        entities.append(Entity(entity_id, "person", name))
        span = Span(100 * number, 100 * number + len(name))
        mentions.append(Mention(ids.mention_id(article_id, span), "PERSON", "name", span, name, 0, 0, 1, entity_id))
        role, country = _ROLES[(first + number) % 10], _COUNTRIES[(first // 10 + number) % 10]
        for predicate, what, object_id in (("holds_role", role, None), ("represents", country, country)):
            relation_id = ids.relation_id(article_id, predicate, entity_id, what, span)
            relations.append(
                Relation(relation_id, entity_id, name, predicate, what, span, name, "made", object_id=object_id)
            )
    return Reading(article, (), tuple(mentions), tuple(entities), (), tuple(relations))


def measure(n: int = PEOPLE) -> dict[str, float]:
    """``seconds`` of the processor, ``mb`` at the peak, ``people`` made up and ``found``."""
    corpus = Corpus()
    seconds = 0.0
    for reading in readings(n):
        started = process_time()
        corpus.add(reading)
        seconds += process_time() - started
    started = process_time()
    corpus.settle()
    seconds += process_time() - started
    found: set[str] = set()
    for reading in readings(n):
        found.update(entity.entity_id for entity in corpus.renamed(reading).reading.entities)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return {"people": n, "found": len(found), "seconds": seconds, "mb": peak}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identity", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = measure(arguments.people)
    if arguments.json:
        print(json.dumps(found))
    else:
        print(f"{found['people']:,.0f} people, {found['found']:,.0f} found")
        print(f"{found['seconds']:.1f} s, asked < {ASKED_SECONDS}")
        print(f"{found['mb']:.0f} MB, asked < {ASKED_MB}")


if __name__ == "__main__":
    main()
