"""Scoring who is who: one entity for all the mentions of a person or organization, over all articles of a run.

What is clustered are the gold mentions. Each has the entity of the mention that agrees with it best: by half of the
letters of both or more, or by lying inside it with a label that fits ("Kim Jong Un" in "North Korean leader Kim Jong
Un"). One without such a mention, or whose mention has no entity, stands alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.evaluate.measures import Figures, Letters, f1, jaccard, prf, share
from pipeline.evaluate.nearest import Mention, nearest

TYPES = ("PER", "ORG")
"""The types of gold mentions that are scored."""
PAIR = 0.5
"""Intersection over union of their letters from which a gold and a predicted mention are a pair."""

_FITTING = {"PER": ("PERSON", "PER"), "ORG": ("ORG",)}

Entity = str | tuple[str, int]
"""An entity's id, or the place of a mention that stands alone."""


def score_identity(
    gold: Mapping[str, Mapping[str, Any]], predicted: Mapping[str, Iterable[Mapping[str, Any]]]
) -> Figures:
    """Figures for ``predicted``: id → mentions with ``start``, ``end``, ``label`` and ``entity_id``, of one run.

    ``matched``: share of the gold mentions whose mention has an entity; ``b_cubed``: in the mean over the gold
    mentions, the share of those in its predicted entity that are of its gold one (precision), and the reverse
    (recall); ``across``: links between articles, that is pairs of an article's entity with another article's, an
    article's entity being the one that most of its gold mentions of one thing have. Gold mentions with ``coref``
    (pronouns, descriptions) count for ``anaphora`` alone: share with the entity that most names of the same thing
    in the article have. Gold without links or without such mentions gives no figure of them.
    """
    pairs: list[tuple[str, Entity]] = []
    names: defaultdict[tuple[str, str], list[Entity]] = defaultdict(list)
    anaphors: list[tuple[tuple[str, str], Entity | None]] = []
    n_told = 0
    for key, article in gold.items():
        mentions, letters = list(predicted.get(key, ())), Letters(article["text"])
        for number, wanted in enumerate(article["mentions"]):
            if not wanted.get("entity") or wanted["type"] not in TYPES:
                continue
            mention = _mention_of(wanted, mentions, letters)
            entity = mention["entity_id"] if mention else None
            if wanted.get("coref"):
                anaphors.append(((key, wanted["entity"]), entity))
            else:
                n_told += entity is not None
                pairs.append((wanted["entity"], (key, number) if entity is None else entity))
                names[key, wanted["entity"]].append(pairs[-1][1])
    figures: Figures = {"articles": len(gold), "gold": len(pairs), "entities": len({thing for thing, _ in pairs})}
    figures["matched"] = share(n_told, len(pairs))
    figures |= _b_cubed(pairs)
    figures |= _across([(thing, _most(entities)) for (_, thing), entities in names.items()])
    known = [(entity, _most(names[place])) for place, entity in anaphors if place in names]
    if known:
        figures["anaphora"] = share(sum(entity == name for entity, name in known), len(known))
    return figures


def same_words(gold: Mapping[str, Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What to beat: the gold mentions themselves, one entity where their words are the same, in any case."""
    found: dict[str, list[dict[str, Any]]] = {}
    for key, row in gold.items():
        spans = [(mention["start"], mention["end"]) for mention in row["mentions"]]
        found[key] = [
            {"start": start, "end": end, "label": None, "entity_id": " ".join(row["text"][start:end].lower().split())}
            for start, end in spans
        ]
    return found


def _mention_of(wanted: Mention, mentions: list[Mention], letters: Letters) -> Mention | None:
    mine = letters.of([(wanted["start"], wanted["end"])])
    fitting = _FITTING.get(wanted["type"], ())

    def agreement(mention: Mention) -> float:
        theirs = letters.of([(mention["start"], mention["end"])])
        overlap = jaccard(mine, theirs)
        is_inside = not theirs & ~mine and mention["label"] in fitting
        return overlap if overlap >= PAIR or is_inside else 0.0

    return nearest(wanted, mentions, agreement)


def _b_cubed(pairs: list[tuple[str, Entity]]) -> Figures:
    """``pairs``: thing and entity of each gold mention."""
    things, entities = Counter(thing for thing, _ in pairs), Counter(entity for _, entity in pairs)
    both = Counter(pairs)
    precision = share(sum(n * n / entities[entity] for (_, entity), n in both.items()), len(pairs))
    recall = share(sum(n * n / things[thing] for (thing, _), n in both.items()), len(pairs))
    return f1("b_cubed", precision, recall)


def _across(units: list[tuple[str, Entity]]) -> Figures:
    """``units``: thing and entity, once an article."""
    links = _n_pairs(Counter(thing for thing, _ in units).values())
    if not links:
        return {}
    found = _n_pairs(Counter(entity for _, entity in units).values())
    return prf("across", _n_pairs(Counter(units).values()), found, links)


def _n_pairs(counts: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in counts)


def _most(entities: list[Entity]) -> Entity:
    """The most frequent one; of equals the first by name, so that the order of mentions does not matter."""
    counts = Counter(entities)
    return min(counts, key=lambda entity: (-counts[entity], str(entity)))
