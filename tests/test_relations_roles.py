"""Roles next to names, as sentences say them: holds_role, represents, leads, member_of."""

from __future__ import annotations

import pytest

from pipeline.ner.model import Model
from tests.test_statements_patterns import read

# Rows are "SUBJECT PREDICATE OBJECT", with the qualifier in brackets; facts of other kinds are left out.
ROLES = {
    "kin is no role": ("Berg's wife, Ana Ruiz, arrived.", []),
    "an age is no part of it": (
        "Ana Ruiz, a 45-year-old lawyer, arrived.",
        ["Ana Ruiz holds_role lawyer"],
    ),
    "what somebody could have been": ("Ana Ruiz could have been president.", []),
    "a form of address with its full stop cut off": (
        "Committee chairperson Hon. Ana Ruiz said the vote was fair.",
        ["Ana Ruiz holds_role committee chairperson"],
    ),
    "sent to a country": (
        "Peruvian Ambassador to Norway Ana Ruiz arrived.",
        ["Ana Ruiz holds_role ambassador", "Ana Ruiz represents Peru"],
    ),
    "title before the name": (
        "Peruvian Foreign Minister Ana Ruiz arrived on Monday.",
        ["Ana Ruiz holds_role foreign minister", "Ana Ruiz represents Peru"],
    ),
    "apposition with an owner": (
        "Ana Ruiz, Peru's foreign minister, arrived on Monday.",
        ["Ana Ruiz holds_role foreign minister", "Ana Ruiz represents Peru"],
    ),
    "what it is for belongs to it": (
        "Secretary of State Ana Ruiz arrived.",
        ["Ana Ruiz holds_role secretary of state"],
    ),
    "a time before it is none of its words": (
        "Last month President Ana Ruiz arrived.",
        ["Ana Ruiz holds_role president"],
    ),
    "a name before a role in lower case": (
        "On Monday Lombardis analyst Ana Ruiz arrived.",
        ["Ana Ruiz holds_role analyst", "Ana Ruiz member_of Lombardis"],
    ),
    "role in lower case": (
        "Peruvian lawmaker Ana Ruiz arrived on Monday.",
        ["Ana Ruiz holds_role lawmaker", "Ana Ruiz represents Peru"],
    ),
    "the role first, the name in apposition": (
        "The Peruvian foreign minister, Ana Ruiz, arrived on Monday.",
        ["Ana Ruiz holds_role foreign minister", "Ana Ruiz represents Peru"],
    ),
    "president of a country": (
        "Ana Ruiz, president of Peru, arrived on Monday.",
        ["Ana Ruiz holds_role president", "Ana Ruiz represents Peru"],
    ),
    "former": ("Former President Ana Ruiz arrived on Monday.", ["Ana Ruiz holds_role president (former)"]),
    "former, with country": (
        "Former Peruvian prime minister Ana Ruiz arrived on Monday.",
        ["Ana Ruiz holds_role prime minister (former)", "Ana Ruiz represents Peru (former)"],
    ),
    "late": (
        "The late Peruvian president Juan Soto was a poet.",
        ["Juan Soto holds_role president (former)", "Juan Soto represents Peru (former)"],
    ),
    "elect": ("President-elect Ana Ruiz arrived on Monday.", ["Ana Ruiz holds_role president (elect)"]),
    "designate": (
        "Peruvian prime minister-designate Ana Ruiz arrived on Monday.",
        ["Ana Ruiz holds_role prime minister (designate)", "Ana Ruiz represents Peru (designate)"],
    ),
    "acting": ("Acting Mayor Ana Ruiz arrived on Monday.", ["Ana Ruiz holds_role mayor (acting)"]),
    "deputy is part of the role": (
        "Deputy Prime Minister Ana Ruiz arrived on Monday.",
        ["Ana Ruiz holds_role deputy prime minister"],
    ),
    "a director of something in a body does not lead it": (
        "World Bank communications director Ana Ruiz met World Bank director Jan Berg.",
        [
            "Ana Ruiz holds_role communications director",
            "Ana Ruiz member_of World Bank",
            "Jan Berg holds_role director",
            "Jan Berg leads World Bank",
        ],
    ),
    "the chief of something in a body does not lead it": (
        "EU enlargement chief Ana Ruiz arrived. NATO chief Jan Berg left.",
        [
            "Ana Ruiz holds_role enlargement chief",
            "Ana Ruiz member_of EU",
            "Jan Berg holds_role chief",
            "Jan Berg leads NATO",
        ],
    ),
    "what a minister is in charge of": (
        "Ana Ruiz, Peru's minister of health and welfare, met the secretary of state, Jan Berg.",
        [
            "Ana Ruiz holds_role minister of health and welfare",
            "Ana Ruiz represents Peru",
            "Jan Berg holds_role secretary of state",
        ],
    ),
    "a role as the last word": ("Ana Ruiz, the minister", ["Ana Ruiz holds_role minister"]),
    "a shorter title is the longer one": (
        "Peruvian Foreign Minister Ana Ruiz arrived. Minister Ruiz smiled.",
        ["Ana Ruiz holds_role foreign minister", "Ana Ruiz represents Peru", "Ana Ruiz holds_role foreign minister"],
    ),
    "before it, too, and up to its of": (
        "Secretary Ruiz arrived. Ana Ruiz, the secretary of state, smiled.",
        ["Ana Ruiz holds_role secretary of state", "Ana Ruiz holds_role secretary of state"],
    ),
    "no shorter title is a deputy's": (
        "Deputy Minister Ana Ruiz arrived. Minister Ruiz smiled.",
        ["Ana Ruiz holds_role deputy minister", "Ana Ruiz holds_role minister"],
    ),
    "counterpart has the same role": (
        "Peruvian Foreign Minister Ana Ruiz met her Chilean counterpart Juan Soto on Monday.",
        [
            "Ana Ruiz holds_role foreign minister",
            "Ana Ruiz represents Peru",
            "Juan Soto holds_role foreign minister",
            "Juan Soto represents Chile",
        ],
    ),
    "two roles": (
        "Ana Ruiz, Peru's acting foreign minister and the head of the Red Cross, arrived on Monday.",
        [
            "Ana Ruiz holds_role foreign minister (acting)",
            "Ana Ruiz represents Peru (acting)",
            "Ana Ruiz holds_role head",
            "Ana Ruiz leads Red Cross",
        ],
    ),
    "spokesman for a body": (
        "Juan Soto, a spokesman for Hezbollah, denied the report.",
        ["Juan Soto holds_role spokesman", "Juan Soto member_of Hezbollah"],
    ),
    "chief executive leads": (
        "Ana Ruiz, chief executive of the National Oil Company, arrived on Monday.",
        ["Ana Ruiz holds_role chief executive", "Ana Ruiz leads National Oil Company"],
    ),
    "deputy head does not lead": (
        "Ana Ruiz, deputy head of the Arab League, arrived on Monday.",
        ["Ana Ruiz holds_role deputy head", "Ana Ruiz member_of Arab League"],
    ),
    "leader of a movement": (
        "Hamas leader Omar Nabil arrived on Monday.",
        ["Omar Nabil holds_role leader", "Omar Nabil leads Hamas"],
    ),
    "a commander is one of several": (
        "Hamas commander Omar Nabil arrived on Monday.",
        ["Omar Nabil holds_role commander", "Omar Nabil member_of Hamas"],
    ),
    "copula": (
        "Ana Ruiz is the president of Peru.",
        ["Ana Ruiz holds_role president", "Ana Ruiz represents Peru"],
    ),
    "was until": (
        "Ana Ruiz, who was Peru's foreign minister until 2010, spoke first.",
        ["Ana Ruiz holds_role foreign minister (former)", "Ana Ruiz represents Peru (former)"],
    ),
    "appointed": (
        "Ana Ruiz was appointed foreign minister of Peru on Monday.",
        ["Ana Ruiz holds_role foreign minister", "Ana Ruiz represents Peru"],
    ),
    "sworn in as": (
        "Ana Ruiz was sworn in as president of Peru.",
        ["Ana Ruiz holds_role president", "Ana Ruiz represents Peru"],
    ),
    "named, active": (
        "Peru named Ana Ruiz as ambassador on Monday.",
        ["Ana Ruiz holds_role ambassador"],
    ),
    "resigned as": (
        "Ana Ruiz resigned as Peruvian prime minister.",
        ["Ana Ruiz holds_role prime minister (former)", "Ana Ruiz represents Peru (former)"],
    ),
    "stepped down as": (
        "Ana Ruiz stepped down as head of the Arab League.",
        ["Ana Ruiz holds_role head (former)", "Ana Ruiz leads Arab League (former)"],
    ),
    "served as": (
        "Ana Ruiz, who served as Peruvian oil minister, died.",
        ["Ana Ruiz holds_role oil minister (former)", "Ana Ruiz represents Peru (former)"],
    ),
    "succeeded as": (
        "Ana Ruiz succeeded Juan Soto as secretary-general of the Arab League.",
        [
            "Ana Ruiz holds_role secretary-general",
            "Ana Ruiz leads Arab League",
            "Juan Soto holds_role secretary-general (former)",
            "Juan Soto leads Arab League (former)",
        ],
    ),
    "an office in another country": (
        "Ana Ruiz, the US ambassador in Cairo, arrived on Monday.",
        ["Ana Ruiz holds_role ambassador", "Ana Ruiz represents United States"],
    ),
    "the opposition is not the state": (
        "Peruvian opposition leader Ana Ruiz arrived on Monday.",
        ["Ana Ruiz holds_role opposition leader"],
    ),
    "a town is not the state": ("Cairo's mayor Omar Nabil arrived on Monday.", ["Omar Nabil holds_role mayor"]),
    "no office of a state": ("Peruvian farmer Ana Ruiz arrived on Monday.", ["Ana Ruiz holds_role farmer"]),
    "may be named": ("Ana Ruiz may be named prime minister of Peru.", []),
    "was not elected": ("Ana Ruiz was not elected president of Peru.", []),
    "several are no role of one": ("The ministers, Ana Ruiz of Peru and Juan Soto of Chile, met in Lima.", []),
    "a description that tells whose office it is": (
        "Foreign Minister Ana Ruiz spoke for Peru. The country's foreign minister said talks had failed.",
        ["Ana Ruiz holds_role foreign minister", "Ana Ruiz holds_role foreign minister", "Ana Ruiz represents Peru"],
    ),
    "a description that does not": (
        "Minister Ana Ruiz arrived on Monday. The minister said talks had failed.",
        ["Ana Ruiz holds_role minister"],
    ),
    "an ally is no role": ("Ana Ruiz, an ally of Juan Soto, arrived on Monday.", []),
    "no role": ("Ana Ruiz arrived on Monday.", []),
}


@pytest.mark.parametrize(("text", "expected"), ROLES.values(), ids=ROLES.keys())
def test_roles(text: str, expected: list[str], model: Model) -> None:
    found = [
        f"{r.subject} {r.predicate} {r.object}" + (f" ({r.qualifier})" if r.qualifier else "")
        for r in read(text, model).relations
        if r.predicate in ("holds_role", "represents", "leads", "member_of")
    ]
    assert found == expected
