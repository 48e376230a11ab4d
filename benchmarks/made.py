"""Readings of invented short articles, made without the model: for measuring what comes after it.

Each article brings people of its own, as news does, beside some that many articles name; half of the sources are
named out of order. The same number gives the same reading.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.articles import parts
from pipeline import ids
from pipeline.records import Article, Entity, Mention, Page, Reading, Relation, Source, SourceReading, Span, Statement

WELL_KNOWN = 2_000
"""People and bodies that turn up again and again, the first ones most often."""
_COUNTRIES = {
    "Algerian": "DZ", "Argentine": "AR", "Australian": "AU", "Brazilian": "BR", "Chilean": "CL", "Chinese": "CN",
    "Egyptian": "EG", "Finnish": "FI", "French": "FR", "German": "DE", "Ghanaian": "GH", "Indian": "IN",
    "Kenyan": "KE", "Mexican": "MX", "Norwegian": "NO", "Peruvian": "PE", "Polish": "PL", "Turkish": "TR",
}  # fmt: skip


def readings(n: int, first: int = 0) -> Iterator[SourceReading]:
    """The readings ``first`` to ``first`` + ``n`` - 1, one article each."""
    return (reading(number) for number in range(first, first + n))


def reading(number: int) -> SourceReading:
    dice = random.Random(number)
    draft = _Draft(dice)
    people = [_somebody(dice) for _ in range(dice.randint(2, 4))]
    body, company = _body(dice), f"{_family(dice)} {dice.choice(('Industries', 'Shipping', 'Foods', 'Energy'))}"
    draft.title(f"{people[0].family} warns of delay to {dice.choice(parts()['topic'])}")
    for place in range(5):
        draft.says(people[place % len(people)])
    draft.tells(body, company, dice.choice(parts()["place"]))
    return draft.done(f"{(number * 7919) % 1_000_003:07}.txt", f"20{number % 20:02}-{number % 12 + 1:02}-15")


@dataclass(slots=True)
class _Person:
    given: str
    family: str
    demonym: str
    role: str
    named: bool = False

    @property
    def full(self) -> str:
        return f"{self.given} {self.family}"


def _somebody(dice: random.Random) -> _Person:
    """One in four is well known; few of those are named without their given name."""
    if dice.random() < 0.25:
        known = random.Random(f"known {int(WELL_KNOWN * dice.random() ** 3)}")
        person = _new(known)
        person.given = "" if dice.random() < 0.1 else person.given
        return person
    return _new(dice)


def _new(dice: random.Random) -> _Person:
    role = dice.choice(parts()["role"]).lower()
    return _Person(dice.choice(parts()["given"]), _family(dice), dice.choice(list(_COUNTRIES)), role)


def _family(dice: random.Random) -> str:
    built = dice.choice(parts()["onset"]) + dice.choice(parts()["middle"])
    return built + dice.choice(parts()["onset"]).lower() + dice.choice(parts()["middle"]) + dice.choice(parts()["coda"])


def _body(dice: random.Random) -> tuple[str, str]:
    demonym = dice.choice(list(_COUNTRIES))
    return demonym, f"{demonym} {dice.choice(parts()['body'])}"


def _sentence(dice: random.Random) -> str:
    """Words that nobody uses twice: articles of one stock of sentences would be taken for copies."""
    words = (_family(dice).lower() for _ in range(dice.randint(8, 14)))
    return " ".join(words).capitalize() + "."


@dataclass(slots=True)
class _Draft:
    """Text that grows word by word, with what stands in it."""

    dice: random.Random
    text: str = ""
    paragraphs: list[Span] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    mentions: list[tuple[Span, str, str | None, str | None]] = field(default_factory=list)
    statements: list[tuple[Span, Span, Span, str, _Person]] = field(default_factory=list)
    facts: list[tuple[_Person, str, Span]] = field(default_factory=list)

    def write(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def title(self, words: str) -> None:
        self.paragraphs.append(self.write(words))
        self.write("\n\n")

    def says(self, person: _Person) -> None:
        start = len(self.text)
        speaker = self.name(person)
        self.write(" ")
        cue = self.write(self.dice.choice(["said", "warned", "insisted"]))
        self.write(" ")
        values = {"number": str(self.dice.randint(2, 90)), "day": self.dice.choice(parts()["day"])}
        start = len(self.text)
        if self.dice.random() < 0.3:
            demonym = self.dice.choice(list(_COUNTRIES))
            self.country(demonym, self.write(demonym))
            self.write(" demands on ")
        self.write(f"{self.dice.choice(parts()['topic'])} {self.dice.choice(parts()['event'])}".format_map(values))
        content = Span(start, len(self.text))
        self.statements.append((speaker, cue, content, person.full.strip(), person))
        self.write(". ")
        self.write(_sentence(self.dice))
        self.paragraphs.append(Span(start, len(self.text)))
        self.write("\n\n")

    def name(self, person: _Person) -> Span:
        entity = Entity(ids.entity_id("person", person.full.strip()), "person", person.full.strip(), (person.family,))
        if not person.given:
            entity = Entity(entity.entity_id, "person", person.family)
        self.entities.setdefault(entity.entity_id, entity)
        if person.named or not person.given:
            span = self.write(person.family)
        else:
            start = len(self.text)
            nation = self.write(person.demonym)
            self.country(person.demonym, nation)
            self.write(f" {person.role.title()} ")
            span = self.write(person.full)
            self.facts.append((person, entity.entity_id, Span(start, len(self.text))))
        person.named = True
        self.mentions.append((span, "PERSON", entity.entity_id, None))
        return span

    def country(self, demonym: str, span: Span) -> None:
        code = _COUNTRIES[demonym]
        self.entities.setdefault(code, Entity(code, "country", demonym, (), code))
        self.mentions.append((span, "NORP", code, code))

    def tells(self, body: tuple[str, str], company: str, place: str) -> None:
        start = len(self.text)
        self.write("The ")
        code = _COUNTRIES[body[0]]
        for name, iso in ((body[1], code), (company, None)):
            entity = Entity(ids.entity_id("organization", name), "organization", name, (), iso)
            self.entities.setdefault(entity.entity_id, entity)
            self.mentions.append((self.write(name), "ORG", entity.entity_id, iso))
            self.write(" and ")
        self.mentions.append((self.write(place), "GPE", None, None))
        self.write(" had no answer yet.")
        self.paragraphs.append(Span(start, len(self.text)))

    def done(self, name: str, published: str) -> SourceReading:
        text = self.text
        title, *paragraphs = self.paragraphs
        key = ids.article_id(name, text)
        article = Article(key, name, 1, Span(0, len(text)), title, tuple(paragraphs), published=published)
        mentions = tuple(
            Mention(ids.mention_id(key, span), label, "name", span, span.of(text), 1, 0, 1, entity, iso)
            for span, label, entity, iso in self.mentions
        )
        by_span = {mention.span: mention for mention in mentions}
        statements = []
        for speaker, cue, content, full, person in self.statements:
            named = by_span[speaker]
            statements.append(
                Statement(
                    ids.statement_id(key, cue, (content,)), (content,), content.of(text), "indirect", "states",
                    "clause", 1, cue.of(text), "say", cue, named.text, speaker, named.mention_id,
                    named.entity_id, full, "person", person.role, _COUNTRIES[person.demonym], "name", confidence=0.93,
                )
            )  # fmt: skip
        relations = []
        for person, entity_id, span in self.facts:
            code = _COUNTRIES[person.demonym]
            for predicate, what, object_id in (("holds_role", person.role, None), ("represents", person.demonym, code)):
                relation = ids.relation_id(key, predicate, entity_id, object_id or what, span)
                evidence = span.of(text)
                relations.append(
                    Relation(relation, entity_id, person.full, predicate, what, span, evidence, "title", object_id)
                )
        found = Reading(
            article, tuple(self.paragraphs), mentions, tuple(self.entities.values()), tuple(statements),
            tuple(relations),
        )  # fmt: skip
        source = Source(name, text, encoding="utf-8", sha256=ids.digest(text) * 5)
        return SourceReading(Page(source, (article,)), (found,))
