"""Who is meant by a description, where it takes more than a role or a body's own noun: one mechanism a row."""

from __future__ import annotations

import pytest

from pipeline.ner.model import Model
from tests.test_statements_patterns import read

Expected = list[tuple[str | None, str]]

LEADS: dict[str, tuple[str, Expected]] = {
    "a lead's candidate is the next who speaks": (
        "A mayoral candidate said buses would be cheaper. Ana Ruiz told voters in Cusco that fares would fall.",
        [("Ana Ruiz", "person"), ("Ana Ruiz", "person")],
    ),
    "not below the lead": (
        "The bridge was closed on Monday.\n\nTraffic stood still.\n\nA trader said the detour was long. "
        "Ana Ruiz said it was short.",
        [(None, "anonymous"), ("Ana Ruiz", "person")],
    ),
    "not who holds another role": (
        "A fisherman said that the harbour was closed. Mayor Ana Ruiz said boats would wait.",
        [(None, "anonymous"), ("Ana Ruiz", "person")],
    ),
    "not who wants no name": (
        "A trader, who asked not to be named, said fares would fall. Ana Ruiz said they would rise.",
        [(None, "anonymous"), ("Ana Ruiz", "person")],
    ),
}

LAST: dict[str, tuple[str, Expected]] = {
    "the singer, just after somebody spoke": (
        "Minister Jan Berg opened the hall. Captain Ana Ruiz said the crowd was kind. The singer said she would "
        "come again.",
        [("Ana Ruiz", "person"), ("Ana Ruiz", "person")],
    ),
    "the prime minister may be another": (
        "Opposition leader Marc Duval said the loan was lost. The prime minister said it was safe.",
        [("Marc Duval", "person"), (None, "anonymous")],
    ),
    "initials of a role": (
        "Municipal Chief Executive Ana Ruiz opened the quay. The MCE said boats would wait.",
        [("Ana Ruiz", "person")],
    ),
    "they, two who were named together": (
        "Ana Ruiz and Jan Berg met in Cusco. They said the border would open.",
        [("Ana Ruiz and Jan Berg", "person")],
    ),
    "one person with two roles": (
        "Ana Ruiz, head of the Harbour Board and deputy mayor of Cusco, said boats would wait.",
        [("Ana Ruiz", "person")],
    ),
}

BODIES: dict[str, tuple[str, Expected]] = {
    "the ministry, of the defence ministry, of a country": (
        "Norway's defence ministry said troops had left. The defence ministry said all were well. "
        "The ministry said ships would follow.",
        [("Norway's defence ministry", "office")] * 3,
    ),
    "the ministries of two countries": (
        "The Iraqi trade ministry said prices had risen. The Turkish trade ministry said they had fallen. "
        "The Iraqi trade ministry said its figures were right. The ministry said they were final.",
        [
            ("Iraqi trade ministry", "office"),
            ("Turkish trade ministry", "office"),
            ("Iraqi trade ministry", "office"),
            ("Iraqi trade ministry", "office"),
        ],
    ),
    "the ministry of two countries' that was named last": (
        "Iraq's Trade Ministry said prices had risen. Turkey's Trade Ministry said they had fallen. "
        "The Trade Ministry in Baghdad said its figures were right. The ministry said they were final.",
        [("Trade Ministry", "office")] * 4,
    ),
    "the firm is a bank": (
        "Cusco Commercial Bank opened a branch. The firm said deposits had grown.",
        [("Cusco Commercial Bank", "organization")],
    ),
    "the news agency is no bureau of the state": (
        "The Harbour News Agency sent a reporter to the National Statistics Bureau. The news agency said prices had "
        "risen.",
        [("Harbour News Agency", "organization")],
    ),
    "not the one that fought it": (
        "The Falcon Brigade Forces accused the army of shelling. The army said the road was open.",
        [("Falcon Brigade Forces", "organization"), (None, "organization")],
    ),
    "a body that any may be has no name": (
        "A district court opened the case. The court said the claim was late.",
        [(None, "office")],
    ),
    "letters of another language": (
        "The Federal Harbour Service (FPH) closed the quay. FPH said the quay was safe.",
        [("Federal Harbour Service", "organization")],
    ),
    "media are many organizations": (
        "Local media said the bridge was closed.",
        [(None, "organization")],
    ),
    "the family by its name": (
        "The Ruiz family left Cusco in May. The family said the house was sold.",
        [("Ruiz family", "group")],
    ),
}

DOCUMENTS: dict[str, tuple[str, Expected]] = {
    "posted on its site": (
        "The Harbour Board closed the quay, according to a notice posted on the Harbour Board's website.",
        [("Harbour Board", "document")],
    ),
    "the site of a body": (
        "The Harbour Board's website says the quay is closed.",
        [("Harbour Board", "document")],
    ),
    "not by who had no part in it": (
        "A study followed 400 people. Dana Berg, who was not involved in the study, called it solid. The study said "
        "coffee was safe.",
        [("Dana Berg", "person"), (None, "document")],
    ),
    "a part of it": (
        "The Harbour Board published a report. The report's summary said the quay was safe.",
        [("Harbour Board", "document")],
    ),
    "after the body has spoken": (
        "The Harbour Board said the quay was safe. The report said repairs would take a year.",
        [("Harbour Board", "organization"), ("Harbour Board", "document")],
    ),
    "papers of any court": ("Court documents show the house was sold.", [(None, "document")]),
}

ALL = LEADS | LAST | BODIES | DOCUMENTS


@pytest.mark.parametrize(("text", "expected"), ALL.values(), ids=ALL.keys())
def test_speaker(text: str, expected: Expected, model: Model) -> None:
    top = [s for s in read(text, model).statements if s.parent_id is None]
    assert [(s.speaker, s.speaker_kind) for s in top] == expected


@pytest.mark.parametrize(
    "text",
    [
        "A driver said the road was blocked. He asked not to be named.",
        "The officer, who asked not to be identified because he was new, said the road was blocked.",
        "A senior official who asked not to be quoted said the road was blocked.",
        "The ministry declined to comment on the strike. A driver said the road was blocked.",
    ],
)
def test_asking_for_anonymity_says_nothing(text: str, model: Model) -> None:
    assert [s.content for s in read(text, model).statements] == ["the road was blocked"]


def test_what_it_is_accused_of_is_no_part_of_a_name(model: Model) -> None:
    text = "The brigade accused the army of “staging” the raid. The army said the raid was real."
    assert not any("staging" in (s.speaker or "") for s in read(text, model).statements)


def test_our_own_is_no_part_of_a_name(model: Model) -> None:
    inner = [s.speaker for s in read("“Our own central bank thinks we have enough,” Berg said.", model).statements]
    assert "own central bank" not in inner


def test_a_day_is_no_part_of_the_speaker(model: Model) -> None:
    found = read("The special envoy for Sudan today called on both sides to talk.", model).statements
    assert [s.speaker_text for s in found] == ["The special envoy for Sudan"]


def test_name_ends_before_the_verb_of_a_headline(model: Model) -> None:
    text = "Thai Court Orders Release of Fishermen\n\nBangkok - A court on Monday ordered the release of two fishermen."
    names = [s.speaker or "" for s in read(text, model).statements]
    assert not any("Orders" in name for name in names)
