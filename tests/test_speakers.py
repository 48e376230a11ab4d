"""Who is meant: from the words of a source to a name, with the rule that found it."""

from __future__ import annotations

import pytest

from pipeline.ner.model import Model
from tests.test_statements_patterns import read

SPEAKERS = {
    "the new holder of an office": (
        "Parliament removed President Jan Berg. Its speaker, Ana Ruiz, was sworn in. Ruiz promised calm. "
        "The new president said that she would name a cabinet.",
        [("Ana Ruiz", "person", "name"), ("Ana Ruiz", "person", "nominal")],
    ),
    "no name ends with a legal form": (
        "Messaging company Velko Inc. sued the board. Velko said the order was unfair.",
        [("Velko Inc.", "organization", "name")],
    ),
    "somebody who works for a person is another one": (
        "Ana Ruiz resigned. A former aide to Ana Ruiz said that she was ill.",
        [(None, "anonymous", "none")],
    ),
    "the chief of a body is not the body": (
        "IAEA chief Jan Berg, who visited Tehran last week, told reporters that the talks had failed.",
        [("Jan Berg", "person", "name")],
    ),
    "the leader of those spoken of last": (
        "Union leader Ana Ruiz said the talks had failed. Trains will stop on Tuesday. Many commuters were angry. "
        "The Social Democrats demanded a debate. Their leader said that the minister had failed.",
        [("Ana Ruiz", "person", "name"), ("Social Democrats", "organization", "name"), (None, "anonymous", "none")],
    ),
    "the leader of a body that was named with it": (
        "Norvik Steel is led by its chairman, Jan Berg. It lost money last year. Shares fell. Norvik Steel will sell a "
        "plant. Its chairman said that it was over.",
        [("Jan Berg", "person", "nominal")],
    ),
    "a deputy is a diplomat, too": (
        "Turkish Foreign Minister Jan Berg said he would listen. Peruvian Deputy Foreign Minister Juan Soto said that "
        "he saw no signals. The senior diplomat added that the door was open.",
        [("Jan Berg", "person", "name"), ("Juan Soto", "person", "name"), ("Juan Soto", "person", "nominal")],
    ),
    "a body that is told apart is none that was spoken of": (
        "The Harbour Group said that the quay was safe. The group that owns the port said the quay was closed.",
        [("Harbour Group", "organization", "name"), (None, "organization", "none")],
    ),
    "whose age is told is a person, whatever the noun": (
        "Former prime minister Jan Berg was less patient. The 84-year-old kingmaker said that it was over.",
        [("Jan Berg", "person", "nominal")],
    ),
    "the name after what it is": (
        "Video app Velko said that it was over.",
        [("Velko", "organization", "name")],
    ),
    "of a country that comes up later": (
        "Prime Minister Jan Berg said that he would stay. Talks go on. Mediators met in Qatar. "
        "The Qatari prime minister said that a deal was near.",
        [("Jan Berg", "person", "name"), (None, "anonymous", "none")],
    ),
    "an official of one country is no envoy of another": (
        "An Israeli official said that the cabinet would not vote. “It is over,” U.S. envoy Jan Berg wrote.",
        [(None, "anonymous", "none"), ("Jan Berg", "person", "name")],
    ),
    "the army's radio is no army": (
        "Israel's military said that it had struck. The military said it was sorry. He told Army Radio it was not.",
        [("Israel's military", "organization", "nominal")] * 2 + [(None, "anonymous", "none")],
    ),
    "short name": (
        "Marta Olsen said the harbour was closed. Repairs have begun. Olsen said the work would take months.",
        [("Marta Olsen", "person", "name"), ("Marta Olsen", "person", "name")],
    ),
    "she": (
        "Marta Olsen said the harbour was closed. She said the work would take months.",
        [("Marta Olsen", "person", "name"), ("Marta Olsen", "person", "pronoun")],
    ),
    "he is not she": (
        "Marta Olsen met John Berg in Bergen. He said the harbour was closed. She said it was not.",
        [("John Berg", "person", "pronoun"), ("Marta Olsen", "person", "pronoun")],
    ),
    "role noun": (
        "Peruvian Foreign Minister Ana Ruiz arrived on Monday. The minister said the talks had failed.",
        [("Ana Ruiz", "person", "nominal")],
    ),
    "role noun before the name, in the headline": (
        "Talks Have Failed, Minister Says\n\nForeign Minister Ana Ruiz said on Monday that the talks had failed.",
        [("Ana Ruiz", "person", "nominal"), ("Ana Ruiz", "person", "name")],
    ),
    "leader of the country that is named": (
        "Norway's Prime Minister Kari Berg welcomed the vote. In Helsinki, Finland's President Aino Salmi was silent. "
        "The Norwegian leader said it was fair. The Finnish leader said it was not.",
        [("Kari Berg", "person", "name"), ("Kari Berg", "person", "nominal"), ("Aino Salmi", "person", "nominal")],
    ),
    "relative": (
        "John Berg, who said the harbour was closed, went home.",
        [("John Berg", "person", "pronoun")],
    ),
    "seat of government": (
        "Moscow said the talks had failed.",
        [("Russia", "country", "metonym")],
    ),
    "government": (
        "The Peruvian government said the talks had failed.",
        [("Peru", "country", "nominal")],
    ),
    "joint": (
        "Ana Ruiz and John Berg said the talks had failed.",
        [("Ana Ruiz and John Berg", "person", "name")],
    ),
    "unnamed people": ("Villagers said the bridge was closed.", [(None, "group", "none")]),
    "unnamed official": ("An official said the bridge was closed.", [(None, "anonymous", "none")]),
    "an official stays unnamed": (
        "Ana Ruiz arrived on Monday. A diplomat said the talks had failed. The diplomat said they would go on.",
        [(None, "anonymous", "none"), (None, "anonymous", "none")],
    ),
    "no candidate, no guess": ("He said the bridge was closed.", [(None, "anonymous", "none")]),
    "body without a name": (
        "The electoral commission said the vote was fair.",
        [("electoral commission", "office", "none")],
    ),
    "document of a body": (
        "A report by the World Bank said the economy would grow.",
        [("World Bank", "document", "nominal")],
    ),
    "source-less": ("The bridge was described as unsafe.", [(None, "anonymous", "none")]),
}


@pytest.mark.parametrize(("text", "expected"), SPEAKERS.values(), ids=SPEAKERS.keys())
def test_speaker(text: str, expected: list[tuple[str | None, str, str]], model: Model) -> None:
    top = [s for s in read(text, model).statements if s.parent_id is None]
    assert [(s.speaker, s.speaker_kind, s.resolved_by) for s in top] == expected


def test_resolved_pronoun_is_a_mention_with_its_antecedent(model: Model) -> None:
    reading = read("Marta Olsen said the harbour was closed. She said the work would take months.", model)
    mentions = {m.mention_id: m for m in reading.mentions}
    pronoun = mentions[reading.statements[1].speaker_mention_id or ""]
    assert (pronoun.text, pronoun.form, pronoun.resolved_by) == ("She", "pronoun", "pronoun")
    assert mentions[pronoun.antecedent_id or ""].text == "Marta Olsen"


def test_first_person_inside_a_quotation_is_its_speaker(model: Model) -> None:
    reading = read("“I believe the harbour is safe,” Marta Olsen said.", model)
    inner = [s for s in reading.statements if s.parent_id]
    assert [(s.speaker_text, s.speaker) for s in inner] == [("I", "Marta Olsen")]


def test_speaker_carries_role_and_country(model: Model) -> None:
    (statement,) = read("Peruvian Foreign Minister Ana Ruiz said the talks had failed.", model).statements
    assert (statement.speaker_role, statement.speaker_iso_alpha2) == ("foreign minister", "PE")
