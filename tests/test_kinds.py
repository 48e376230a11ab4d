"""Names that a word of theirs, or one before them, says the kind of: names as a model read them in, out as they are.

``[…]`` was read as a place, ``{…}`` as a person's name, ``<…>`` as an organization's (:mod:`tests.marked`).
"""

from __future__ import annotations

import pytest

from pipeline import lexicon
from pipeline.ner.kinds import abbreviations, events, group_names, place_names, ships, units
from pipeline.ner.model import Model
from pipeline.ner.offices import employers, offices
from pipeline.ner.repair import Rule
from tests.marked import marked_names, written

pytestmark = pytest.mark.model

Written = list[tuple[str, str]]

KINDS: dict[str, tuple[Rule, str, Written]] = {
    "a group read as a person": (group_names, "{Da'esh} fled the town.", [("Da'esh", "ORG")]),
    "another apostrophe": (group_names, "{Da’esh} fled the town.", [("Da’esh", "ORG")]),
    "a group missed": (group_names, "Fighters of Boko Haram fled.", [("Boko Haram", "ORG")]),
    "a group taken apart": (
        group_names,
        "The [Islamic State] of [Iraq] and the [Levant] fled from [Mosul].",
        [("Islamic State of Iraq and the Levant", "ORG"), ("Mosul", "GPE")],
    ),
    "a hyphen more": (group_names, "{Hayat Tahrir al Sham} left.", [("Hayat Tahrir al Sham", "ORG")]),
    "part of a longer name": (
        group_names,
        "The <Free Syrian Army Veterans League> met.",
        [("Free Syrian Army Veterans League", "ORG")],
    ),
    "common words": (group_names, "The shopkeepers wanted an islamic state.", []),
    "an operation": (events, "<Operation Amber Shield> began.", [("Operation Amber Shield", "EVENT")]),
    "no operation": (events, "<Operation> was a word he liked.", [("Operation", "ORG")]),
    "a ship": (ships, "<HMS Rochester> left the port.", [("HMS Rochester", "PRODUCT")]),
    "a ship, prefix outside": (ships, "The USS [Lindby] left [Oslo].", [("USS Lindby", "PRODUCT"), ("Oslo", "GPE")]),
    "a ship by its name alone": (
        ships,
        "<HMS Rochester> left. The crew of <Rochester> waved.",
        [("HMS Rochester", "PRODUCT"), ("Rochester", "PRODUCT")],
    ),
    "the town of the same name": (
        ships,
        "<HMS Rochester> left. It was built in [Rochester].",
        [("HMS Rochester", "PRODUCT"), ("Rochester", "GPE")],
    ),
    "a prefix alone": (ships, "The <USS> was a party.", [("USS", "ORG")]),
    "a unit": (units, "The 3rd <Lindby> Rifles Battalion left.", [("3rd Lindby Rifles Battalion", "ORG")]),
    "a unit missed": (units, "Sailors of the 5th Fleet left.", [("5th Fleet", "ORG")]),
    "no unit": (units, "He lives on 5th Avenue.", []),
    "part of a longer unit": (
        units,
        "The <Royal 3rd Rifles Battalion League> met.",
        [("Royal 3rd Rifles Battalion League", "ORG")],
    ),
    "an abbreviation of a thing": (abbreviations, "Two <UAVs> fell near [Oslo].", [("Oslo", "GPE")]),
    "an abbreviation in a name": (abbreviations, "<UAV Systems> sold them.", [("UAV Systems", "ORG")]),
    "a place by its first word": (place_names, "{Dayr Nahr} was shelled.", [("Dayr Nahr", "GPE")]),
    "a title before it": (place_names, "Mr {Deir Haddad} was told.", [("Deir Haddad", "PERSON")]),
}

OFFICES: dict[str, tuple[Rule, str, Written]] = {
    "office and portfolio": (offices, "The <CS Health> opened a ward.", []),
    "before a name": (offices, "<PS> Interior {Ana Ruiz} agreed.", [("Ana Ruiz", "PERSON")]),
    "in a name": (offices, "<CS Health Nakhumicha> agreed.", [("Nakhumicha", "PERSON")]),
    "with for": (offices, "<CS for Health> {Ana Ruiz} agreed.", [("Ana Ruiz", "PERSON")]),
    "after the portfolio": (offices, "<Interior PS> {Ana Ruiz} agreed.", [("Ana Ruiz", "PERSON")]),
    "after a body": (offices, "<Treasury CS> {Ana Ruiz} agreed.", [("Treasury", "ORG"), ("Ana Ruiz", "PERSON")]),
    "cut in two, after a body": (
        offices,
        "<Treasury Cabinet> Secretary {Ana Ruiz} agreed.",
        [("Treasury", "ORG"), ("Ana Ruiz", "PERSON")],
    ),
    "cut in two": (offices, "<Cabinet> Secretary {Ana Ruiz} agreed.", [("Ana Ruiz", "PERSON")]),
    "office alone": (offices, "<IG> {Ana Ruiz} agreed.", [("Ana Ruiz", "PERSON")]),
    "a company": (
        offices,
        "<PS Energy Services> left. <MD Ruiz> rose.",
        [("PS Energy Services", "ORG"), ("MD Ruiz", "ORG")],
    ),
    "a legal form": (offices, "<Halvorsen AG> rose.", [("Halvorsen AG", "ORG")]),
    "who employs an analyst": (
        employers,
        "Ekeberg analyst {Ana Ruiz} said sales would fall.",
        [("Ekeberg", "ORG"), ("Ana Ruiz", "PERSON")],
    ),
    "read as a person": (
        employers,
        "{Ekeberg} economist {Ana Ruiz} said sales would fall.",
        [("Ekeberg", "ORG"), ("Ana Ruiz", "PERSON")],
    ),
    "who has an aide": (
        employers,
        "{Ekeberg} aide {Ana Ruiz} said sales would fall.",
        [("Ekeberg", "PERSON"), ("Ana Ruiz", "PERSON")],
    ),
    "an adjective": (employers, "Senior analyst {Ana Ruiz} said sales would fall.", [("Ana Ruiz", "PERSON")]),
    "a person of the article": (
        employers,
        "{Jan Ekeberg} left. {Ekeberg} reporter {Ana Ruiz} stayed.",
        [("Jan Ekeberg", "PERSON"), ("Ekeberg", "PERSON"), ("Ana Ruiz", "PERSON")],
    ),
}


@pytest.mark.parametrize("case", [*KINDS.values(), *OFFICES.values()], ids=[*KINDS, *OFFICES])
def test_names(case: tuple[Rule, str, Written], model: Model) -> None:
    rule, text, expected = case
    names, evidence = marked_names(text, model)
    assert written(rule(names, evidence), evidence) == expected


def test_every_group_is_found_under_its_own_name(model: Model) -> None:
    names = lexicon.words("group_names")
    text = "\n".join(f"Fighters of {name} left." for name in names)
    found, evidence = marked_names(text, model)
    assert [words for words, _ in written(group_names(found, evidence), evidence)] == [
        " ".join(words) for words in _tokens(names, model)
    ]


def _tokens(names: tuple[str, ...], model: Model) -> list[list[str]]:
    return [[token.text for token in model.nlp.make_doc(name)] for name in names]
