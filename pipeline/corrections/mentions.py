"""Mentions under correction: another meaning for one, a new one, and which pronouns lean on it."""

from __future__ import annotations

from functools import cache

from pipeline import ids
from pipeline.corrections.mark import RULE, mark_mention
from pipeline.lexicon import table
from pipeline.ner.countries import expression
from pipeline.records import Entity, Mention, Reading, Span

_LABELS = {"person": "PERSON", "country": "GPE", "organization": "ORG"}
UNNAMED_FORMS = ("nominal", "pronoun")
"""Forms of mentions that are there only because they were resolved."""


@cache
def _persons() -> dict[str, str]:
    return {row["word"]: row["person"] for row in table("personal_pronouns")}


def is_pronoun(text: str) -> bool:
    """Whether ``text`` is a personal pronoun, in any case."""
    return text.casefold() in _persons()


def is_first_person(text: str) -> bool:
    """I, we, our, …: in a quotation whoever is quoted."""
    return _persons().get(text.casefold()) == "1"


def meaning(reading: Reading, mention: Mention, entity: Entity, note: str) -> Mention:
    """``mention``, taken for ``entity``."""
    is_country = entity.kind == "country"
    keeps_label = is_country and mention.label in ("GPE", "NORP", "LOC")
    return mark_mention(
        mention,
        note,
        entity_id=entity.entity_id,
        label=mention.label if keeps_label else _LABELS[entity.kind],
        form=_form(mention, entity),
        iso_alpha2=entity.entity_id if is_country else None,
        antecedent_id=name_before(reading, mention, entity.entity_id) if mention.form in UNNAMED_FORMS else None,
    )


def new_mention(reading: Reading, text: str, span: Span, entity: Entity, note: str) -> Mention:
    """A pronoun or description that stands for ``entity``; its words are not counted (``first``, ``last``: 0)."""
    words = span.folded(text)
    blank = Mention(
        mention_id=ids.mention_id(reading.article.article_id, span),
        label=_LABELS[entity.kind],
        form="pronoun" if is_pronoun(words) else "nominal",
        span=span,
        text=words,
        sentence=sentence_at(reading, span),
        first=0,
        last=0,
        resolved_by=RULE,
    )
    return meaning(reading, blank, entity, note)


def name_before(reading: Reading, mention: Mention, entity_id: str | None) -> str | None:
    """The mention that ``mention`` leans on: the last name of the entity before it, else the first after it."""
    names = [
        m
        for m in reading.mentions
        if entity_id is not None
        and m.entity_id == entity_id
        and m.form not in UNNAMED_FORMS
        and m.mention_id != mention.mention_id
    ]
    before = [m for m in names if m.span < mention.span]
    found = before[-1:] or names[:1]
    return found[0].mention_id if found else None


def resolved_through(reading: Reading, mention_id: str) -> set[str]:
    """Ids of the pronouns and descriptions that were resolved through the mention, directly or by one another."""
    found = {mention_id}
    grows = True
    while grows:
        more = {
            m.mention_id
            for m in reading.mentions
            if m.antecedent_id in found and m.form in UNNAMED_FORMS and m.mention_id not in found
        }
        grows = bool(more)
        found |= more
    return found - {mention_id}


def sentence_at(reading: Reading, span: Span) -> int:
    """Number of the sentence in which ``span`` begins, else of the last one before it."""
    before = 0
    for number, sentence in enumerate(reading.sentences):
        if sentence.start <= span.start < sentence.end:
            return number
        if sentence.start <= span.start:
            before = number
    return before


def _form(mention: Mention, entity: Entity) -> str:
    """A name that is not the country's own stands for its government; one of a country's forms is else a name."""
    if entity.kind != "country":
        return "name" if mention.form in ("metonym", "demonym") else mention.form
    read = expression(mention.text)
    is_own = read is not None and read.kind == "name" and read.alpha2 == entity.entity_id
    return "metonym" if mention.form == "name" and not is_own else mention.form
