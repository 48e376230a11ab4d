"""Linked data and entity graphs: what stands where, and that every reference leads to a node."""

import json
from pathlib import Path

import pytest
from convert_case import SAFE, STATEMENTS, hostile, small, write_result

from pipeline.convert import convert_result
from pipeline.convert.jsonld import CONTEXT, iri
from pipeline.errors import ResultError


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return small(tmp_path_factory.mktemp("result"))


@pytest.fixture(scope="module")
def nodes(folder, tmp_path_factory) -> dict[str, dict]:
    return {node["@id"]: node for node in graph(folder, tmp_path_factory.mktemp("jsonld"))}


def graph(folder: Path, to: Path) -> list[dict]:
    convert_result(folder, "jsonld", to / "x.jsonld")
    document = json.loads((to / "x.jsonld").read_text("utf-8"))
    assert list(document) == ["@context", "@graph"]
    assert document["@context"] == CONTEXT
    return document["@graph"]


@pytest.fixture(scope="module")
def entities(folder, tmp_path_factory) -> list[dict]:
    return stream(folder, tmp_path_factory.mktemp("ftm"))


def stream(folder: Path, to: Path) -> list[dict]:
    convert_result(folder, "ftm", to / "x.json")
    return [json.loads(line) for line in (to / "x.json").read_text("utf-8").split("\n")[:-1]]


def test_a_quotation(nodes):
    speaker = {"@id": "urn:whosaid:entity:p1"}
    assert nodes["urn:whosaid:statement:s2"] == {
        "@id": "urn:whosaid:statement:s2",
        "@type": "Quotation",
        "text": "the Port Authority of hiding a report",
        "spokenByCharacter": speaker,
        "creator": speaker,
        "isPartOf": {"@id": "urn:whosaid:article:Aa"},
        "about": [{"@id": "urn:whosaid:entity:o1"}],
        "citation": "the Port Authority of hiding a report",
        "exampleOfWork": {"@id": "urn:whosaid:utterance:us2"},
        "whosaid:cue": "accused",
        "whosaid:kind": "indirect",
        "whosaid:act": "accuses",
        "whosaid:negated": False,
        "whosaid:rule": "clause",
        "whosaid:speaker_kind": "person",
        "whosaid:source": "a.txt",
        "whosaid:content_start": 63,
        "whosaid:content_end": 100,
    }


def test_what_was_not_said_is_no_quotation(nodes):
    node = nodes["urn:whosaid:statement:s3"]
    assert node["@type"] == "whosaid:NotSaid"
    assert node["whosaid:speaker"] == {"@id": "urn:whosaid:entity:p1"}
    assert not {"creator", "spokenByCharacter"} & set(node)


def test_a_speaker_without_a_name(nodes):
    node = nodes["urn:whosaid:statement:s5"]
    assert node["spokenByCharacter"] == {"@type": "Person", "description": "the minister"}
    assert "creator" not in node


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        (
            "urn:whosaid:entity:p1",
            {"@type": "Person", "name": "Zoë Müller", "alternateName": ["Müller"], "jobTitle": ["harbour minister"]}
            | {"whosaid:actsFor": {"@id": "urn:whosaid:entity:NO"}},
        ),
        (
            "urn:whosaid:entity:NO",
            {"@type": "Country", "name": "Norway", "alternateName": ["Oslo"], "identifier": ["NO", "NOR"]},
        ),
        (
            "urn:whosaid:entity:o1",
            {"@type": "Organization", "name": "Port Authority", "alternateName": ["PA"]}
            | {"location": {"@id": "urn:whosaid:entity:NO"}},
        ),
        (
            "urn:whosaid:relation:r1",
            {"@type": "whosaid:Relation", "text": "Zoë Müller", "isPartOf": {"@id": "urn:whosaid:article:Aa"}}
            | {"whosaid:subject": {"@id": "urn:whosaid:entity:p1"}, "whosaid:object": {"@id": "urn:whosaid:entity:NO"}}
            | {"whosaid:predicate": "represents", "whosaid:negated": False, "whosaid:rule": "title"}
            | {"whosaid:source": "a.txt", "whosaid:start": 21, "whosaid:end": 31},
        ),
    ],
)
def test_a_node(nodes, key, wanted):
    assert nodes[key] == {"@id": key} | wanted


def test_an_article_and_its_copy(nodes):
    article = nodes["urn:whosaid:article:Aa"]
    assert (article["@type"], article["headline"], article["datePublished"]) == (
        "NewsArticle",
        "Title a.txt",
        "2024-03-05",
    )
    assert article["publisher"] == {"@type": "Organization", "name": "The Gazette"}
    assert nodes["urn:whosaid:article:Ac"]["isBasedOn"] == {"@id": "urn:whosaid:article:Ab"}


def test_every_reference_leads_to_a_node(nodes):
    def references(value):
        if isinstance(value, list):
            for item in value:
                yield from references(item)
        elif isinstance(value, dict) and set(value) == {"@id"}:
            yield value["@id"]

    found = [key for node in nodes.values() for value in node.values() for key in references(value)]
    assert found
    assert set(found) <= set(nodes)


def test_one_node_a_line(folder, tmp_path):
    convert_result(folder, "jsonld", tmp_path / "x.jsonld")
    lines = (tmp_path / "x.jsonld").read_text("utf-8").split("\n")
    nodes = [json.loads(line.removesuffix(",")) for line in lines[1:-2]]
    assert [node["@type"] for node in nodes if node["@type"] in ("Quotation", "whosaid:NotSaid")].count(
        "Quotation"
    ) == 6


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("p12", "urn:whosaid:entity:p12"),
        ("desk:1/ü", "urn:whosaid:entity:desk%3A1%2F%C3%BC"),
        ("a b", "urn:whosaid:entity:a%20b"),
    ],
)
def test_ids_of_any_kind_are_iris(key, wanted):
    assert iri("entity", key) == wanted


def test_entities_of_each_schema(entities):
    found = {}
    for entity in entities:
        found.setdefault(entity["schema"], []).append(entity["id"])
    assert {schema: len(ids) for schema, ids in found.items()} == {
        "Person": 2,
        "PublicBody": 1,
        "Organization": 1,
        "Article": 3,
        "Position": 1,
        "Occupancy": 1,
        "Mention": 7,
        "Representation": 1,
        "Note": 6,  # one of seven statements is negated
        "UnknownLink": 1,  # about: of a named speaker, and not negated
    }
    ids = [entity["id"] for entity in entities]
    assert len(set(ids)) == len(ids)


def test_links_between_entities(entities):
    by_schema = {entity["schema"]: entity["properties"] for entity in entities}
    assert by_schema["UnknownLink"] == {
        "subject": ["whosaid-p1"],
        "object": ["whosaid-o1"],
        "role": ["accuses about"],
        "summary": ["the Port Authority of hiding a report"],
        "date": ["2024-03-05"],
        "recordId": ["s2"],
        "proof": ["whosaid-Aa"],
    }
    assert by_schema["Representation"]["agent"] == ["whosaid-p1"]
    assert by_schema["Representation"]["client"] == ["whosaid-NO"]
    assert by_schema["Occupancy"]["holder"] == ["whosaid-p1"]
    assert by_schema["PublicBody"]["country"] == ["no"]
    assert by_schema["Article"]["language"] == ["eng"]


def test_a_note_holds_what_was_said(entities):
    note = next(entity for entity in entities if entity["id"] == "whosaid-s1")
    assert note["properties"]["description"] == [SAFE["content"]]
    assert note["properties"]["entity"] == ["whosaid-p1", "whosaid-Aa"]


@pytest.mark.parametrize("url", ["ftp://x.example/", "x.example", "http://", "http://[x", "javascript:alert(1)"])
def test_what_is_no_web_address_is_no_link(tmp_path, url):
    article = {"article_id": "Aa", "source": "a.txt", "url": url, "start": 0, "end": 1}
    folder = small(tmp_path / "result", articles=[article])
    found = [e for e in stream(folder, tmp_path) if e["schema"] == "Article"]
    assert [set(e["properties"]) for e in found] == [{"fileName"}]


@pytest.mark.parametrize(("write", "n"), [(graph, 7), (stream, 6)])
def test_hostile_rows(tmp_path, write, n):
    """They parse, and each row of the tables that are taken is there; what is negated is no entity's link."""
    assert len(write(hostile(tmp_path / "result"), tmp_path)) == n


@pytest.mark.parametrize("write", [graph, stream])
def test_no_rows(tmp_path, write):
    assert write(write_result(tmp_path / "result", {}), tmp_path) == []


@pytest.mark.parametrize("to", ["jsonld", "ftm"])
def test_statement_mentions_in_another_order_are_not_lost_silently(tmp_path, to):
    folder = small(tmp_path / "result", statements=STATEMENTS[::-1])
    with pytest.raises(ResultError, match="not in the order of statements"):
        convert_result(folder, to, tmp_path / "x")
