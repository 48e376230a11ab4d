"""What other programs say of the files: their own validators, run as commands.

They are not among our dependencies. WHOSAID_VALIDATORS names the folder of the commands, as `.ci/run` makes it:
`pip install frictionless followthemoney pyld datasette` in a virtual environment of its own.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from convert_case import hostile, small, write_result

from pipeline.convert import convert_result
from pipeline.lexicon import table
from pipeline.schema import TABLES

pytestmark = pytest.mark.ftm

COMMANDS = Path(os.environ.get("WHOSAID_VALIDATORS", Path(sys.executable).parent))
MAKERS = [small, hostile, lambda folder: write_result(folder, {})]
each = pytest.mark.parametrize("make", MAKERS, ids=["small", "hostile", "no rows"])


def call(command: str, *words: object, said: str | None = None) -> str:
    done = subprocess.run([COMMANDS / command, *map(str, words)], input=said, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Path:
    """The result of a run over data/raw."""
    from pipeline.config import Config
    from pipeline.run import run_pipeline

    out = tmp_path_factory.mktemp("run")
    run_pipeline([Path(__file__).parent.parent / "data" / "raw"], out, config=Config(reader=False))
    return out


def check_package(result: Path, tmp_path: Path) -> None:
    convert_result(result, "datapackage", tmp_path / "package")
    said = call("frictionless", "validate", tmp_path / "package" / "datapackage.json", "--json")
    report = json.loads(said)
    assert report["valid"], json.dumps(report, indent=1)[:5000]
    assert report["stats"]["tasks"] == len(TABLES)
    assert not [warning for task in report["tasks"] for warning in task["warnings"]]


@each
def test_frictionless_finds_the_package_valid(tmp_path, make):
    check_package(make(tmp_path / "result"), tmp_path)


def test_frictionless_finds_a_real_result_valid(real, tmp_path):
    check_package(real, tmp_path)


def test_frictionless_would_find_a_reference_that_leads_nowhere(tmp_path):
    convert_result(small(tmp_path / "result", mentions=[]), "datapackage", tmp_path / "package")
    package = tmp_path / "package" / "datapackage.json"
    done = subprocess.run([COMMANDS / "frictionless", "validate", package], capture_output=True, text=True)
    assert done.returncode == 1
    assert "statement_mentions" in done.stdout


MODEL = """
import json, sys
from followthemoney import model
entities = [json.loads(line) for line in sys.stdin]
schemata = {entity["id"]: model.get(entity["schema"]) for entity in entities}
for entity in entities:
    schema = schemata[entity["id"]]
    for name in schema.required:
        if not entity["properties"].get(name):
            print(entity["id"], schema.name, "needs", name)
    for name, values in entity["properties"].items():
        prop = schema.get(name)
        if prop is None:
            print(entity["id"], schema.name, "has no", name)
        elif prop.type.name == "entity":
            for value in values:
                if value not in schemata or not schemata[value].is_a(prop.range):
                    print(entity["id"], schema.name, name, "is no", prop.range.name, value)
"""


def check_entities(result: Path, tmp_path: Path) -> tuple[list[dict], list[dict]]:
    """Entities before and after ``ftm validate``, which drops what it does not take; none is missing."""
    out, valid = tmp_path / "x.ftm.json", tmp_path / "valid.json"
    convert_result(result, "ftm", out)
    call("ftm", "validate", "-i", out, "-o", valid)
    assert call("python", "-c", MODEL, said=out.read_text("utf-8")) == ""
    before, after = ([json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]] for path in (out, valid))
    assert [(e["id"], e["schema"]) for e in before] == [(e["id"], e["schema"]) for e in after]
    return before, after


def values(entity: dict) -> dict[str, list[str]]:
    return {name: sorted(found) for name, found in entity["properties"].items()}


def test_followthemoney_takes_every_value(tmp_path):
    before, after = check_entities(small(tmp_path / "result"), tmp_path)
    assert [values(entity) for entity in before] == [values(entity) for entity in after]


def test_followthemoney_takes_every_value_of_a_real_result(real, tmp_path):
    before, after = check_entities(real, tmp_path)
    assert [values(entity) for entity in before] == [values(entity) for entity in after]


def test_followthemoney_takes_hostile_rows(tmp_path):
    check_entities(hostile(tmp_path / "result"), tmp_path)


def test_followthemoney_knows_all_countries(tmp_path):
    codes = [row["alpha2"] for row in table("countries")]
    counts = {"n_mentions": 1, "n_articles": 1, "n_independent": 1, "forms": []}
    countries = [counts | {"entity_id": code, "iso_alpha2": code, "name": code} for code in codes]
    before, after = check_entities(write_result(tmp_path / "result", {"countries": countries}), tmp_path)
    assert len(before) == len(codes)
    assert [values(entity) for entity in before] == [values(entity) for entity in after]


EXPAND = """
import json, sys
from pyld import jsonld
def refuse(url, options):
    raise SystemExit(f"asks for {url}")
jsonld.set_document_loader(refuse)
document = json.load(sys.stdin)
nodes = jsonld.expand(document)
print(json.dumps({node["@id"]: node["@type"] for node in nodes}))
assert jsonld.to_rdf(document, {"format": "application/n-quads"})
"""


@pytest.mark.parametrize("make", MAKERS[:2], ids=["small", "hostile"])
def test_pyld_expands_the_document_without_a_network(tmp_path, make):
    convert_result(make(tmp_path / "result"), "jsonld", tmp_path / "x.jsonld")
    text = (tmp_path / "x.jsonld").read_text("utf-8")
    found = json.loads(call("python", "-c", EXPAND, said=text))
    assert found == {
        node["@id"]: [node["@type"].replace("whosaid:", "urn:whosaid:term:")]
        if ":" in node["@type"]
        else [f"https://schema.org/{node['@type']}"]
        for node in json.loads(text)["@graph"]
    }


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("accusations.json?_shape=array&accuser=Zo&accused=", [("Zoë Müller", "Port Authority")]),
        ("search_statements.json?_shape=array&words=naive+ferry", [("Karim Haddad", None), ("Karim Haddad", None)]),
        ('search_statements.json?_shape=array&words="+OR+NOT+(', []),
    ],
)
def test_datasette_answers_our_questions(tmp_path, question, found):
    convert_result(small(tmp_path / "result"), "sqlite", tmp_path / "news.db")
    said = call("datasette", tmp_path / "news.db", "-m", tmp_path / "metadata.json", "--get", f"/news/{question}")
    assert [tuple(row.values())[:2] for row in json.loads(said)] == found


def test_datasette_shows_descriptions(tmp_path):
    convert_result(small(tmp_path / "result"), "sqlite", tmp_path / "news.db")
    page = call("datasette", tmp_path / "news.db", "-m", tmp_path / "metadata.json", "--get", "/news/statements")
    assert "the words that ascribe, as written" in page
    assert "Zoë Müller" in page


def test_the_query_of_the_documentation_finds_who_said_what(tmp_path):
    page = (Path(__file__).parent.parent / "docs" / "convert.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(import rdflib.*?)```", page, re.DOTALL)
    convert_result(small(tmp_path / "result"), "jsonld", tmp_path / "news.jsonld")
    done = subprocess.run([COMMANDS / "python", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "Zoë Müller The harbour is safe" in done.stdout.splitlines()
