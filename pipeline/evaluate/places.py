"""Scoring countries, and the reading of place expressions ("Moscow said", "Russian troops", "in Moscow").

A gold place is paired with the mention that overlaps it most: half of the letters of the longer one, or more. Gold
may leave places unmarked, so mentions without a gold place are not counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.evaluate.measures import Figures, Letters, prf, share
from pipeline.evaluate.nearest import Mention, nearest

FORMS = ("name", "metonym", "demonym")
"""The readings of a place expression: the place, its government (or people, or team), and of the country."""
HOMONYM = "homonym"
"""Kind of a gold place that is none: a person or thing that is named like a place."""
PLACE_LABELS = ("GPE", "LOC", "FAC", "NORP")
PAIR = 0.5
"""Share of the letters of the longer one from which a place and a mention are a pair."""


def score_places(
    gold: Mapping[str, Mapping[str, Any]], predicted: Mapping[str, Iterable[Mapping[str, Any]]]
) -> Figures:
    """Figures for ``predicted``: id → mentions with ``start``, ``end``, ``label``, ``form`` and ``iso_alpha2``.

    ``found``: share of the gold places that have a mention; ``country``: right codes among the codes given
    (precision) and among the gold places with a country (recall), and the same for each form, as
    ``country/metonym``; ``form``: share of the paired places whose form is right, and for each form, as
    ``form/metonym``, precision, recall and F1, where a place without a mention is a miss; ``trap``: share of the
    homonyms that have a code or the label of a place. Gold with forms asks no country of places without one, such
    as modifiers and parts of names; gold without forms or homonyms gives no figures of them.
    """
    has_forms = any(place.get("form") for row in gold.values() for place in row["places"])
    n: Counter[str] = Counter()
    for key, row in gold.items():
        mentions, letters = list(predicted.get(key, ())), Letters(row["text"])
        for place in row["places"]:
            n += _count(place, _mention_of(place, mentions, letters), has_forms)
    figures: Figures = {"articles": len(gold), "gold": n["gold"], "found": share(n["found"], n["gold"])}
    for group in ("country", *(f"country/{form}" for form in FORMS)):
        if n[f"{group} gold"]:
            figures |= prf(group, n[f"{group} right"], n[f"{group} given"], n[f"{group} gold"])
    if has_forms:
        figures["form"] = share(n["form right"], n["form given"])
    for group in (f"form/{form}" for form in FORMS):
        if n[f"{group} gold"]:
            figures |= prf(group, n[f"{group} right"], n[f"{group} given"], n[f"{group} gold"])
    if n["homonyms"]:
        figures["trap"] = share(n["trapped"], n["homonyms"])
    return figures


def _mention_of(place: Mention, mentions: list[Mention], letters: Letters) -> Mention | None:
    mine = letters.of([(place["start"], place["end"])])

    def agreement(mention: Mention) -> float:
        theirs = letters.of([(mention["start"], mention["end"])])
        common = share((mine & theirs).bit_count(), max(mine.bit_count(), theirs.bit_count()))
        return common if common >= PAIR else 0.0

    return nearest(place, mentions, agreement)


def _count(place: Mention, mention: Mention | None, has_forms: bool) -> Counter[str]:
    code = mention["iso_alpha2"] if mention else None
    if place.get("kind") == HOMONYM:
        return Counter(homonyms=1, trapped=int(bool(mention and (code or mention["label"] in PLACE_LABELS))))
    n = Counter(gold=1, found=int(mention is not None))
    form = place.get("form")
    if place.get("country") and (form or not has_forms):
        for group in ("country", f"country/{form}") if form else ("country",):
            n[f"{group} gold"] += 1
            n[f"{group} given"] += bool(code)
            n[f"{group} right"] += code == place["country"]
    if form:
        n[f"form/{form} gold"] += 1
    if form and mention:
        is_right = mention["form"] == form
        n["form given"] += 1
        n["form right"] += is_right
        n[f"form/{mention['form']} given"] += 1
        n[f"form/{form} right"] += is_right
    return n
