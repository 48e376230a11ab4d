"""From an analysed article to its mentions and entities."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline import ids, lexicon
from pipeline.ner.countries import countries, expression, is_seat
from pipeline.ner.forms import Form, forms_of
from pipeline.ner.homes import PLACES, Homes
from pipeline.ner.names import Name, honorifics
from pipeline.ner.nested import LABEL, parts_of
from pipeline.ner.organizations import OrgName, fold_organizations
from pipeline.ner.parse import Analysis
from pipeline.ner.people import fold_people, person_name
from pipeline.ner.repair import names_of
from pipeline.records import Article, Entity, Mention, Parsed, Tokens

_MOST_BESIDE = 8
"""Tokens after a name within which its role stands."""


def read_article(article: Article, text: str, analysis: Analysis) -> Parsed:
    """``article`` of the source ``text`` with its mentions and entities; ``analysis`` is the model's."""
    tokens = analysis.tokens
    names = names_of(analysis)
    spans = [tokens.span(name.first, name.last) for name in names]
    texts = [span.folded(text) for span in spans]
    homes = Homes(names, texts, tokens)
    forms = forms_of(names, texts, tokens, homes)
    entities: dict[str, Entity] = {}
    holders: dict[int, tuple[str, int | None]] = {}
    _people(names, texts, tokens, entities, holders)
    _organizations(names, texts, forms, analysis, entities, holders)
    _countries(texts, forms, entities, holders)
    mention_ids = [ids.mention_id(article.article_id, span) for span in spans]
    sentence_of = _sentence_numbers(analysis)
    mentions = []
    for i, (name, span, words, form) in enumerate(zip(names, spans, texts, forms, strict=True)):
        entity_id, antecedent = holders.get(i, (None, None))
        mentions.append(
            Mention(
                mention_id=mention_ids[i],
                label=name.label,
                form=form.form,
                span=span,
                text=words,
                sentence=sentence_of[name.first],
                first=name.first,
                last=name.last,
                entity_id=entity_id,
                iso_alpha2=form.alpha2,
                resolved_by=form.form if entity_id else None,
                antecedent_id=mention_ids[antecedent] if antecedent is not None else None,
                reason=form.reason or name.rule,
            )
        )
    parts = []
    for part in parts_of(names, tokens, homes):
        span = tokens.span(part.first, part.last)
        parts.append(
            Mention(
                mention_id=ids.mention_id(article.article_id, span),
                label=LABEL,
                form=part.form,
                span=span,
                text=span.folded(text),
                sentence=sentence_of[part.first],
                first=part.first,
                last=part.last,
                iso_alpha2=part.alpha2,
                reason="part of a name",
            )
        )
    return Parsed(
        article=article,
        text=text,
        blocks=analysis.blocks,
        tokens=tokens,
        sentences=analysis.sentences,
        mentions=tuple(mentions),
        entities=tuple(entities.values()),
        marks=analysis.marks,
        parts=tuple(parts),
    )


def _people(
    names: Sequence[Name],
    texts: Sequence[str],
    tokens: Tokens,
    entities: dict[str, Entity],
    holders: dict[int, tuple[str, int | None]],
) -> None:
    known = [
        read
        for i, name in enumerate(names)
        if name.label == "PERSON" and (read := person_name(i, texts[i], _sex(name, tokens), _titles(name, tokens)))
    ]
    text_of = {read.mention: read.text for read in known}
    for person in fold_people(known):
        entity_id = ids.entity_id("person", person.name)
        if entity_id in entities:  # namesakes: what tells them apart is the form of address
            entity_id = ids.entity_id("person", f"{person.name} {person.sex or len(entities)}")
        aliases = tuple(form for form in person.forms if form != person.name)
        entities[entity_id] = Entity(entity_id, "person", person.name, aliases, sex=person.sex)
        fullest = next((i for i in person.mentions if text_of[i] == person.name), person.mentions[0])
        for i in person.mentions:
            holders[i] = entity_id, None if text_of[i] == person.name else fullest


def _sex(name: Name, tokens: Tokens) -> str | None:
    before = tokens.text[name.first - 1] if name.first else ""
    return honorifics().get(before.casefold())


def _titles(name: Name, tokens: Tokens) -> frozenset[str]:
    """The role right before the name, and the first one between commas after it."""
    beside = [tokens.text[name.first - 1]] if name.first else []
    if tokens.text[name.last : name.last + 1] == (",",):
        for token in range(name.last + 1, min(name.last + _MOST_BESIDE, len(tokens))):
            if tokens.text[token] == "," or tokens.tag[token][0] == "V":
                break
            if tokens.text[token].casefold() in _roles():
                beside.append(tokens.text[token])
                break
    return frozenset(word.casefold() for word in beside) & _roles()


@cache
def _roles() -> frozenset[str]:
    titles = (title.split()[-1] for title in lexicon.words("titles"))
    return frozenset(word.casefold() for word in (*titles, *lexicon.words("roles")))


def _organizations(
    names: Sequence[Name],
    texts: Sequence[str],
    forms: Sequence[Form],
    analysis: Analysis,
    entities: dict[str, Entity],
    holders: dict[int, tuple[str, int | None]],
) -> None:
    tokens = analysis.tokens
    datelined = _datelined(names, texts, analysis)
    organizations = fold_organizations(
        [
            OrgName(
                i,
                texts[i],
                _bracketed(i, names, texts, tokens),
                _owner(i, names, texts, forms, tokens),
                datelined[1] if datelined and name.first > datelined[0] else None,
            )
            for i, name in enumerate(names)
            if _is_body(name, texts[i])
        ]
    )
    for org in organizations:
        entity_id = ids.entity_id("organization", org.name)
        if entity_id in entities:  # two countries' bodies of one name
            entity_id = ids.entity_id("organization", f"{org.name} {org.nation or len(entities)}")
        aliases = tuple(form for form in org.forms if form != org.name)
        known = (forms[i].alpha2 for i in org.mentions)
        home = next((code for code in known if code), None) or org.nation
        entities.setdefault(entity_id, Entity(entity_id, "organization", org.name, aliases, home, org.acronym))
        fullest = next((i for i in org.mentions if texts[i] == org.name), org.mentions[0])
        for i in org.mentions:
            holders[i] = entity_id, None if texts[i] == org.name else fullest


def _datelined(names: Sequence[Name], texts: Sequence[str], analysis: Analysis) -> tuple[int, str] | None:
    """The token where the article's first dateline stands, and the country whose capital it names first."""
    within = next((s for s in analysis.sentences if analysis.blocks[s.block].kind == "dateline"), None)
    if within is None:
        return None
    for name, text in zip(names, texts, strict=True):
        if within.first <= name.first < within.last:
            found = expression(text)
            return (name.first, found.alpha2) if found and found.kind == "capital" else None
    return None


def _owner(
    number: int, names: Sequence[Name], texts: Sequence[str], forms: Sequence[Form], tokens: Tokens
) -> str | None:
    """The country whose body it is, by a name beside it.

    "*Iraqi* Parliament", "*Iraq*'s Parliament", "Parliament of *Iraq*", "the Foreign Ministry in *Baghdad*".
    """
    name, words = names[number], tokens.text
    if number:
        before = names[number - 1]
        between = [word.casefold() for word in words[before.last : name.first]]
        if forms[number - 1].meant and between in ([], ["'s"], ["’s"], ["'"], ["’"]):
            return forms[number - 1].meant
    if number + 1 < len(names):
        after = names[number + 1]
        between = [word.casefold() for word in words[name.last : after.first]]
        if forms[number + 1].meant and between in (["of"], ["of", "the"]):
            return forms[number + 1].meant
        found = expression(texts[number + 1]) if between == ["in"] and after.label in PLACES else None
        if found and found.kind in ("capital", "name"):
            return forms[number + 1].alpha2
    return None


def _bracketed(number: int, names: Sequence[Name], texts: Sequence[str], tokens: Tokens) -> bool:
    """Whether the name stands in brackets right after that of an organization: not "CUSCO (Andes News)"."""
    if not number or not _is_body(names[number - 1], texts[number - 1]):
        return False
    return names[number - 1].last == names[number].first - 1 and tokens.text[names[number].first - 1] == "("


def _is_body(name: Name, text: str) -> bool:
    return name.label == "ORG" or (name.label in PLACES and is_seat(text))


def _countries(
    texts: Sequence[str],
    forms: Sequence[Form],
    entities: dict[str, Entity],
    holders: dict[int, tuple[str, int | None]],
) -> None:
    seen: dict[str, dict[str, None]] = {}
    for i, form in enumerate(forms):
        if form.meant and i not in holders:
            seen.setdefault(form.meant, {})[texts[i]] = None
            holders[i] = form.meant, None
    for code, expressions in seen.items():
        name = countries()[code].name
        aliases = tuple(words for words in expressions if words != name)
        entities[code] = Entity(code, "country", name, aliases, code)


def _sentence_numbers(analysis: Analysis) -> list[int]:
    numbers = [0] * len(analysis.tokens)
    for number, sentence in enumerate(analysis.sentences):
        for token in range(sentence.first, sentence.last):
            numbers[token] = number
    return numbers
