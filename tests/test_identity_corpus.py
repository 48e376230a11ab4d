"""Who is one across articles, who is not, and what is written of each decision."""

from __future__ import annotations

from dataclasses import replace

import pytest
from readings import mention as named
from readings import organization, page, person

from pipeline.corrections.apply import correct
from pipeline.corrections.read import Correction
from pipeline.identity.corpus import Corpus
from pipeline.identity.likeness import body_likeness, person_likeness
from pipeline.identity.pairs import WINDOW, Named, candidates, keys_of
from pipeline.ner.organizations import org_words
from pipeline.ner.people import person_name
from pipeline.records import Entity, Page, Reading, Relation, SourceReading, Span

Told = tuple[str, str | None, str | None]
"""A name, the role and the country that the article gives."""


def article(number: int, *told: Told | str, sex: str | None = None) -> tuple[Page, Reading]:
    """An article that names people: with role and country where it says so. A name in capitals is an acronym."""
    people: list[Told] = [one if isinstance(one, tuple) else (one, None, None) for one in told]
    text = " ".join(f"{name} spoke." for name, *_ in people)
    written = page(text, name=f"{number}.txt")
    entities: list[Entity] = []
    relations: list[Relation] = []
    mentions = []
    for name, role, country in people:
        entity = organization(name, name) if name.isupper() and " " not in name else replace(person(name), sex=sex)
        entities.append(entity)
        mentions.append(named(written.articles[0], text, name, entity))
        for predicate, what, of in (("holds_role", role, None), ("represents", country, country)):
            if what:
                place = mentions[-1].span
                relation = Relation(f"r{name}{what}", entity.entity_id, name, predicate, what, place, name, "test", of)
                relations.append(relation)
    reading = Reading(written.articles[0], (Span(0, 1),), tuple(mentions), tuple(entities), (), tuple(relations))
    return written, reading


def bearers(*readings: Reading) -> list[list[str]]:
    """The id of each entity of each reading, all read as one corpus."""
    corpus = Corpus()
    for reading in readings:
        corpus.add(reading)
    corpus.settle()
    return [[m.entity_id or "" for m in corpus.renamed(reading).reading.mentions] for reading in readings]


def words(name: str) -> tuple[str, ...]:
    read = person_name(0, name)
    assert read
    return read.words


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        pytest.param("Sergei Malenko", "Sergey Malenko", "other spelling", id="given name"),
        pytest.param("Karim Tarabi", "Karim al-Tarabi", "same name", id="article left out"),
        pytest.param("Mohammed el-Tarabi", "Muhammad Al Tarabi", "other spelling", id="Muhammad"),
        pytest.param("Lee Sung-min", "Lee Sungmin", "other spelling", id="hyphen"),
        pytest.param("José Peña", "Jose Pena", "same name", id="accents"),
        pytest.param("Søren Kjær", "Soren Kjaer", "same name", id="letters of other alphabets"),
        pytest.param("Volodymyr Zelenchuk", "Volodymyr Zelenczuk", "a letter", id="letter too many"),
        pytest.param("Wu Jianming", "Jianming Wu", "another order", id="order"),
        pytest.param("Ana Maria Ruiz", "Ana Ruiz", "left out", id="middle name"),
        pytest.param("Marta Ruiz Salcedo", "Marta Ruiz", "left out", id="second family name"),
        pytest.param("J. R. Whitcombe", "John R. Whitcombe", "initial", id="initial"),
    ],
)
def test_alike(a: str, b: str, reason: str) -> None:
    found = person_likeness(words(a), words(b))
    assert found is not None
    assert reason in found.reason
    assert person_likeness(words(b), words(a)) == found


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param("Anna Berg", "Erik Berg", id="given names"),
        pytest.param("Kim Sun-ho", "Kim Jae-won", id="two Kims"),
        pytest.param("Kim Sun-ho", "Kim Sun-hee", id="brother and sister"),
        pytest.param("Mohammed Tarabi", "Mahmoud Tarabi", id="Mohammed and Mahmoud"),
        pytest.param("Daniel Moser", "Daniela Moser", id="a name for him and one for her"),
        pytest.param("George H. Marsh", "George W. Marsh", id="initials"),
        pytest.param("J. Lindquist", "Jonas Lindqvist", id="an initial and a slip at once"),
        pytest.param("John Marten", "John Morton", id="vowels that no transliteration mixes up"),
    ],
)
def test_not_alike(a: str, b: str) -> None:
    assert person_likeness(words(a), words(b)) is None


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("Ministry of Defence", "Ministry of Defense", True),
        ("Port Labour Union", "Port Labor Union", True),
        ("Federal Reserve", "U.S. Federal Reserve", True),
        ("Northern Herders' League", "Southern Herders' League", False),
        ("Halvorsen Steel", "Halvorsen Shipping", False),
    ],
)
def test_organizations(a: str, b: str, alike: bool) -> None:
    assert (body_likeness(org_words(a), org_words(b)) is not None) == alike


MINISTER, STRIKER = ("Peter Halloran", "finance minister", "IE"), ("Peter Halloran", "striker", "AU")


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        pytest.param(MINISTER, MINISTER, True, id="same role and country"),
        pytest.param(MINISTER, "Peter Halloran", True, id="nothing said against it"),
        pytest.param(MINISTER, ("Peter Halloran", "prime minister", "IE"), True, id="changed office"),
        pytest.param(MINISTER, STRIKER, False, id="other field, other country"),
        pytest.param(MINISTER, ("Peter Halloran", "sheriff", "US"), False, id="other role abroad"),
        pytest.param(("Paul Rowe", None, None), ("Paul Rowe Jr.", None, None), False, id="father and son"),
        pytest.param(("P. Halloran", None, None), MINISTER, False, id="initial without evidence"),
        pytest.param(("P. Halloran", "finance minister", "IE"), MINISTER, True, id="initial with evidence"),
        pytest.param(("Halloran", None, None), MINISTER, False, id="family name without evidence"),
        pytest.param(("Halloran", "finance minister", "IE"), MINISTER, True, id="family name with evidence"),
        pytest.param(("Halloran", "striker", "AU"), MINISTER, False, id="family name of another"),
        pytest.param(("Peter", "finance minister", "IE"), MINISTER, True, id="given name with evidence"),
        pytest.param(
            ("Oskar Lindqvist", "union leader", "NO"), ("Oskar Lindquist", "union leader", "NO"), True, id="slip"
        ),
        pytest.param("Oskar Lindqvist", "Oskar Lindquist", False, id="slip or not"),
    ],
)
def test_across_articles(first: Told | str, second: Told | str, one: bool) -> None:
    (a,), (b,) = bearers(article(1, first)[1], article(2, second)[1])
    assert (a == b) == one


def test_sex_keeps_apart() -> None:
    (he,), (she,) = bearers(article(1, "Robin Marsh", sex="m")[1], article(2, "Robin Marsh", sex="f")[1])
    assert he != she


def test_who_stands_in_one_article_as_two_stays_two() -> None:
    both = article(1, ("Ana Ruiz Marin", "judge", "PE"), ("Ana Ruiz", "judge", "PE"))[1]
    ((a, b),) = bearers(both)
    assert a != b


def test_neighbours_tell_between_two_of_a_family() -> None:
    read = [
        article(1, MINISTER, "Brona Keane", "Tadhg Moran")[1],
        article(2, "Anna Halloran", "Lars Dahl")[1],
        article(3, "Halloran", "Brona Keane", "Tadhg Moran")[1],
    ]
    (minister, *_), _, (short, *_) = bearers(*read)
    assert short == minister


def test_a_bare_name_goes_to_the_namesake_beside_whom_the_same_people_stand() -> None:
    read = [
        article(1, MINISTER, "Brona Keane")[1],
        article(2, MINISTER, "Brona Keane")[1],
        article(3, STRIKER, "Bruce Tully")[1],
        article(4, "Peter Halloran", "Bruce Tully")[1],
    ]
    _, _, (striker, _), (bare, _) = bearers(*read)
    assert bare == striker


def test_ids_do_not_depend_on_the_order_of_articles() -> None:
    told: list[Told | str] = [MINISTER, STRIKER, MINISTER, "P. Halloran"]
    read = [article(n, one, "Brona Keane")[1] for n, one in enumerate(told)]
    forward = dict(enumerate(bearers(*read)))
    backward = dict(zip((3, 2, 1, 0), bearers(*reversed(read)), strict=True))
    assert forward == backward


def test_another_article_changes_no_id() -> None:
    few = [article(n, MINISTER)[1] for n in range(2)]
    more = [*few, article(5, STRIKER)[1], article(6, "Brona Keane")[1]]
    assert bearers(*more)[:2] == bearers(*few)


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        pytest.param(["Ana Ruiz", "Ana Maria Ruiz"], "Ana Maria Ruiz", id="the fullest"),
        pytest.param(["Sergey Malenko", "Sergei Malenko", "Sergei Malenko"], "Sergei Malenko", id="the most frequent"),
        pytest.param(["Ana Ruiz"] * 4 + ["Ana Ruiz Slams"], "Ana Ruiz", id="not a slip"),
        pytest.param(["Ana Ruiz"] * 4 + ["Ana Maria Ruiz"] * 2, "Ana Maria Ruiz", id="seldom, yet no slip"),
        pytest.param(["ANA RUIZ", "Ana Ruiz"], "Ana Ruiz", id="no capitals"),
    ],
)
def test_canonical_name(names: list[str], wanted: str) -> None:
    read = [article(n, (name, "judge", "PE"))[1] for n, name in enumerate(names)]
    corpus = Corpus()
    for reading in read:
        corpus.add(reading)
    corpus.settle()
    assert {e.name for reading in read for e in corpus.renamed(reading).reading.entities} == {wanted}


def test_every_merge_has_its_row() -> None:
    read = [article(1, ("Sergei Malenko", "envoy", "UA"))[1], article(2, ("Sergey Malenko", "envoy", "UA"))[1]]
    read += [article(3, ("Sergei Malenko", "envoy", "UA"))[1], article(4, ("Malenko", "envoy", "UA"))[1]]
    corpus = Corpus()
    for reading in read:
        corpus.add(reading)
    corpus.settle()
    rows = [*corpus.merge_rows(), *(row for reading in read for row in corpus.renamed(reading).merges)]
    assert [(row[0], row[2]) for row in rows] == [
        (person("Sergey Malenko").entity_id, person("Sergei Malenko").entity_id),
        (person("Malenko").entity_id, person("Sergei Malenko").entity_id),
    ]
    assert [row[1] for row in rows] == [read[1].mentions[0].mention_id, read[3].mentions[0].mention_id]
    assert "other spelling of the name; same country (UA); same role (envoy)" in rows[0][3]
    assert all(0 <= row[4] <= 1 for row in rows)


@pytest.mark.parametrize(
    ("text", "value", "wanted"),
    [
        pytest.param("Malenko", "Malenko", "Malenko", id="nobody of another article"),
        pytest.param("Malenko", "Anna Malenko", "Anna Malenko", id="somebody else"),
        pytest.param("Sergey Malenko", "Sergey Malenko", "Sergey Malenko", id="another spelling is another person"),
    ],
)
def test_a_merge_is_undone_by_split(text: str, value: str, wanted: str) -> None:
    _, first = article(1, ("Sergei Malenko", "envoy", "UA"))
    written, second = article(2, (text, "envoy", "UA"))
    assert bearers(first, second)[0] == bearers(first, second)[1]
    line = Correction(1, "split", "2.txt", second.mentions[0].span, text, value)
    corrected, problems = correct(SourceReading(written, (second,)), [line])
    assert problems == []
    assert bearers(first, *corrected.readings)[1] == [person(wanted).entity_id]


def test_blocks_are_bounded() -> None:
    names = sorted((f"ja{first}{second}", "malenko") for first in "bdfgklmnprst" for second in "aeiou")
    named = sorted(Named(key, n, name, n) for n, name in enumerate(names) for key in keys_of(name, "person"))
    assert len(list(candidates(named))) <= len(names) * WINDOW * 10
