"""A desk's own list: which files are taken, and what comes out under its ids."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from readings import mention as named
from readings import organization, page, person

import pipeline
from pipeline.config import Config
from pipeline.errors import InputError
from pipeline.identity.corpus import Corpus
from pipeline.identity.gazetteer import Entry, read_gazetteer
from pipeline.records import Entity, Reading, Relation
from pipeline.run import RunReport, run_pipeline
from pipeline.verify import find_faults

HEADER = "name,alias,kind,country,role,id\n"


def listed(folder: Path, text: str) -> tuple[Entry, ...]:
    path = folder / "who.csv"
    path.write_text(text, encoding="utf-8")
    return read_gazetteer(path).entries


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        pytest.param(
            HEADER + "Ana Ruiz,Ruiz|A. Ruiz,person,PE,Foreign Minister,d1\n",
            Entry("d1", "person", "Ana Ruiz", ("Ruiz", "A. Ruiz"), "PE", ("foreign minister",)),
            id="all cells",
        ),
        pytest.param(
            "id;kind;name\nd2;organization;Port Union\n", Entry("d2", "organization", "Port Union"), id="semicolons"
        ),
        pytest.param(HEADER + "Ana Ruiz,,person,Peru,,d1\n", Entry("d1", "person", "Ana Ruiz", (), "PE"), id="country"),
        pytest.param(HEADER + "Ana Ruiz,,person,PER,,d1\n", Entry("d1", "person", "Ana Ruiz", (), "PE"), id="alpha-3"),
        pytest.param(
            HEADER + "Ana Ruiz,,person,PE,,d1\nAnita Ruiz,,person,,,d1\n",
            Entry("d1", "person", "Ana Ruiz", ("Anita Ruiz",), "PE"),
            id="two lines, one id",
        ),
    ],
)
def test_read(tmp_path: Path, text: str, entry: Entry) -> None:
    assert listed(tmp_path, text) == (entry,)


def test_an_id_is_made_where_none_is_given(tmp_path: Path) -> None:
    (entry,) = listed(tmp_path, HEADER + "Ana Ruiz,,person,,,\n")
    assert entry.entity_id == person("Ana Ruiz").entity_id


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("", "1: no column name, kind", id="empty"),
        pytest.param("name,id\nAna Ruiz,d1\n", "1: no column kind", id="no kind"),
        pytest.param(HEADER, "names nobody", id="header alone"),
        pytest.param(HEADER + "Ana Ruiz,,ship,,,d1\n", "2: unknown kind 'ship'", id="kind"),
        pytest.param(HEADER + "\nAna Ruiz,,person,Ruritania,,d1\n", "3: 'Ruritania' is no country", id="country"),
        pytest.param(HEADER + ",Ruiz,person,,,d1\n", "2: no name", id="no name"),
        pytest.param(HEADER + "Ana Ruiz,,person,,,PE\n", "2: 'PE' cannot be an id", id="a country's code"),
        pytest.param(HEADER + "A,,person,,,d1\nB,,organization,,,d1\n", "3: d1 is a person above", id="two kinds"),
        pytest.param(HEADER + "A,,person,PE,,d1\nB,,person,CL,,d1\n", "3: d1 is of PE above", id="two countries"),
        pytest.param(HEADER + 'Ana "Ruiz,"x"y,person,,,d1\n', "is no CSV", id="quotation marks"),
        pytest.param(HEADER + "a,b,person,,,d1,more\n", "2: 7 cells under 6 columns", id="too many cells"),
    ],
)
def test_refused(tmp_path: Path, text: str, wrong: str) -> None:
    with pytest.raises(InputError) as caught:
        listed(tmp_path, text)
    message = str(caught.value)
    assert wrong in message
    assert "\n" not in message


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--gazetteer"):
        read_gazetteer(tmp_path / "nobody.csv")


def test_other_bytes_are_said(tmp_path: Path) -> None:
    path = tmp_path / "who.csv"
    path.write_bytes(b"name,kind\n\xff\xfe,person\n")
    with pytest.raises(InputError, match="UTF-8"):
        read_gazetteer(path)


def article(entity: Entity, role: str | None = None, country: str | None = None) -> Reading:
    """An article that names one person or organization."""
    text = f"{entity.name} spoke."
    written = page(text, name=f"{entity.name} {role}.txt").articles[0]
    mention = named(written, text, entity.name, entity)
    facts = (("holds_role", role, None), ("represents", country, country))
    relations = tuple(
        Relation(f"r{what}", entity.entity_id, entity.name, predicate, what, mention.span, text, "test", object_id=of)
        for predicate, what, of in facts
        if what
    )
    return Reading(written, (), (mention,), (entity,), (), relations)


MINISTER = Entry("d1", "person", "Peter Halloran", ("Hallo",), "IE", ("finance minister",))
LEAGUE = Entry("d2", "organization", "Northern Herders' League", ("NHL",), "KE")


@pytest.mark.parametrize(
    ("reading", "wanted"),
    [
        pytest.param(article(person("Peter Halloran")), "d1", id="name"),
        pytest.param(article(person("Pieter Halloran"), "finance minister", "IE"), "d1", id="spelling, role, country"),
        pytest.param(article(person("Hallo")), "d1", id="alias of one word"),
        pytest.param(article(person("Peter Halloran"), "striker", "AU"), None, id="namesake"),
        pytest.param(article(person("Anna Halloran")), None, id="other given name"),
        pytest.param(article(organization("Northern Herders' League")), "d2", id="organization"),
        pytest.param(article(organization("NHL", "NHL")), "d2", id="acronym"),
        pytest.param(article(organization("Southern Herders' League")), None, id="other organization"),
    ],
)
def test_ids_of_the_list_come_out(reading: Reading, wanted: str | None) -> None:
    corpus = Corpus([MINISTER, LEAGUE])
    corpus.add(reading)
    corpus.settle()
    renamed = corpus.renamed(reading).reading
    (entity,) = renamed.entities
    entry = {e.entity_id: e for e in (MINISTER, LEAGUE)}.get(wanted or "")
    assert entity.entity_id == (wanted or reading.entities[0].entity_id)
    assert entity.name == (entry.name if entry else reading.entities[0].name)
    assert [m.entity_id for m in renamed.mentions] == [entity.entity_id]
    assert all(relation.subject_id == entity.entity_id for relation in renamed.relations)


@pytest.mark.model
def test_a_run_with_a_list(tmp_path: Path) -> None:
    texts, out, cache = tmp_path / "texts", tmp_path / "out", tmp_path / "cache"
    texts.mkdir()
    text = "LIMA — Peruvian Foreign Minister Ana Ruiz said on Monday that talks would go on. Ruiz gave no date.\n"
    (texts / "talks.txt").write_text(text, encoding="utf-8")
    who = texts / "who.csv"
    who.write_text(HEADER + "Ana Ruiz,,person,PE,,desk 1\n", encoding="utf-8")

    def run(gazetteer: Path | None = who) -> RunReport:
        config = Config(reader=False, clean_text=True)
        return run_pipeline([texts], out, config=config, cache=cache, gazetteer=gazetteer)

    assert run().counts["sources"] == 1  # the list is no source
    found = pipeline.tables(out)
    assert found["people"]["entity_id"].tolist() == ["desk 1"]
    assert found["statements"]["speaker_id"].tolist() == ["desk 1"]
    assert set(found["relations"]["subject_id"]) == {"desk 1"}
    assert find_faults(out) == []
    described = json.loads((out / "run.json").read_text("utf-8"))["gazetteer"]
    assert described == {"file": str(who), "sha256": hashlib.sha256(who.read_bytes()).hexdigest(), "entries": 1}
    assert run().is_unchanged
    who.write_text(HEADER + "Ana Ruiz,,person,PE,,desk 2\n", encoding="utf-8")
    assert not run().is_unchanged
    assert pipeline.tables(out)["people"]["entity_id"].tolist() == ["desk 2"]
    who.write_text("nothing\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"who\.csv:1: no column name, kind"):
        run()
    assert pipeline.tables(out)["people"]["entity_id"].tolist() == ["desk 2"]  # what was there is unchanged
    assert not list((out / ".whosaid").glob("**/*.spool"))
