"""The name by which somebody goes in the tables, and the id that follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from pipeline import ids
from pipeline.identity.evidence import Known
from pipeline.identity.facts import Facts
from pipeline.ner.organizations import is_acronym, national_body

_USUAL = 4
"""A form that stands in so many articles is usual."""


def canonical_name(counts: Mapping[Facts, int]) -> str:
    """The fullest name, by words written out; of equally full ones the most frequent, then the longest.

    ``counts``: articles that say so. A form of one article alone is no name where another is usual, since it may be
    a slip, or words that were read as part of the name.
    """
    names: Counter[str] = Counter()
    words: dict[str, int] = {}
    for facts, n in counts.items():
        names[facts.name] += n
        written = sum(len(word) > 1 for word in facts.words)
        words[facts.name] = 0 if facts.kind == "organization" and is_acronym(facts.name) else written
    most = max(names.values())
    forms = [name for name, n in names.items() if n > 1 or most < _USUAL]
    return max(forms, key=lambda name: (words[name], not name.isupper(), names[name], len(name), name))


def own_id(name: str, known: Known) -> str:
    """The id of the name; a national body's counts in its country always, so that another country's changes nothing."""
    is_bare_body = known.is_body and known.country and (body := national_body(name)) is not None and body[1] is None
    return ids.entity_id(known.kind, f"{name} {known.country}" if is_bare_body else name)


def told_apart(bearers: Mapping[int, tuple[str, Known]], is_taken: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    """Ids for the bearers of one id but for who is named most often, who keeps it: they count in what differs.

    ``is_taken`` must know those that came before.
    """
    order = sorted(bearers, key=lambda n: (-bearers[n][1].n_articles, *_told_apart(bearers[n][1]), n))
    for number in order[1:]:
        name, known = bearers[number]
        made = (ids.entity_id(known.kind, f"{name} {told}") for told in _ways(known))
        yield number, next(entity_id for entity_id in made if not is_taken(entity_id))


def _told_apart(known: Known) -> tuple[str, str, str]:
    role = min(known.roles, key=lambda text: (-known.roles[text], text), default="")
    return known.country or "", role, known.sex or ""


def _ways(known: Known) -> Iterator[str]:
    """What tells a namesake apart, the shortest first; numbers where all that is known is taken."""
    country, role, sex = _told_apart(known)
    for parts in ((country,), (role,), (country, role), (sex,), (country, role, sex)):
        if all(parts):
            yield " ".join(parts)
    number = 2
    while True:
        yield " ".join(filter(None, (country, role, sex, str(number))))
        number += 1
