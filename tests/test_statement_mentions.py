"""Who talks about whom: people, countries and organizations inside what is said, by name, pronoun or description."""

from __future__ import annotations

import pytest
from readings import berg

from pipeline.export.rows import statement_mention_rows
from pipeline.ner.model import Model
from pipeline.records import Reading
from tests.test_statements_patterns import read


def about(reading: Reading) -> list[tuple[str | None, str, str]]:
    """Speaker, words and name of each entity that somebody speaks about."""
    names = {entity.entity_id: entity.name for entity in reading.entities}
    words = {mention.mention_id: mention.text for mention in reading.mentions}
    speakers = {statement.statement_id: statement.speaker for statement in reading.statements}
    return [(speakers[row[0]], words[row[1]], names[row[2]]) for row in statement_mention_rows(reading)]


OLSEN, BERG, RUIZ = "Marta Olsen", "John Berg", "Ana Ruiz"

ABOUT = {
    "a name": ("Marta Olsen said John Berg had left.", [(OLSEN, "John Berg", BERG)]),
    "a short name": (
        "John Berg came to Bergen on Monday. Marta Olsen said Berg had left.",
        [(OLSEN, "Berg", BERG)],
    ),
    "a country and its adjective": (
        "Marta Olsen said Norway would close the Chilean mine.",
        [(OLSEN, "Norway", "Norway"), (OLSEN, "Chilean", "Chile")],
    ),
    "he": (
        "John Berg came to Bergen on Monday. Marta Olsen said he had stolen the ship.",
        [(OLSEN, "he", BERG)],
    ),
    "his": (
        "John Berg came to Bergen on Monday. Marta Olsen said his ship was lost.",
        [(OLSEN, "his", BERG)],
    ),
    "him": (
        "John Berg came to Bergen on Monday. Marta Olsen said the crew hated him.",
        [(OLSEN, "him", BERG)],
    ),
    "himself": ("John Berg said he would resign.", [(BERG, "he", BERG)]),
    "I in a quotation": ("“I will resign,” John Berg said.", [(BERG, "I", BERG)]),
    "my in a quotation": ("“Nobody burns my ship,” John Berg said.", [(BERG, "my", BERG)]),
    "he in a quotation is another one": (
        "Peter Lund resigned on Monday. “He is tired,” John Berg said.",
        [(BERG, "He", "Peter Lund")],
    ),
    "the minister": (
        "Foreign Minister Ana Ruiz arrived on Monday. John Berg said the crew had cheered the minister.",
        [(BERG, "the minister", RUIZ)],
    ),
    "the former president": (
        "Former President John Berg was arrested. Marta Olsen said a judge had freed the former president.",
        [(OLSEN, "the former president", BERG)],
    ),
    "the ministry": (
        "The Defence Ministry closed the port. Marta Olsen said fishermen blamed the ministry.",
        [(OLSEN, "the ministry", "Defence Ministry")],
    ),
    "accused of something": (
        "Marta Olsen accused John Berg of stealing the ship.",
        [(OLSEN, "John Berg", BERG)],
    ),
    "praised for something": (
        "Marta Olsen praised John Berg for saving Norway.",
        [(OLSEN, "John Berg", BERG), (OLSEN, "Norway", "Norway")],
    ),
    "told to somebody, which is not about them": ("Marta Olsen told John Berg that the harbour was closed.", []),
    "nobody known": ("Marta Olsen said the harbour was closed.", []),
    "a pronoun of nobody": ("Marta Olsen said it was late.", []),
    "a city has no row among countries": ("Marta Olsen said she lived in Tromso.", [(OLSEN, "she", OLSEN)]),
    "the speaker is not what is said": (
        "John Berg, who lives in Norway, said the harbour was closed.",
        [],
    ),
    "who, inside": (
        "Marta Olsen said that John Berg, who owned the ship, had left.",
        [(OLSEN, "John Berg", BERG), (OLSEN, "who", BERG)],
    ),
    "one inside another": (
        "Marta Olsen said John Berg had promised that Norway would pay.",
        [(OLSEN, "John Berg", BERG), (OLSEN, "Norway", "Norway"), (BERG, "Norway", "Norway")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), ABOUT.values(), ids=ABOUT.keys())
def test_about(text, expected, model: Model):
    assert about(read(text, model)) == expected


def test_rows_lie_in_the_content_and_refer_to_what_is_there(model: Model):
    reading = read(" ".join(text for text, _ in ABOUT.values()), model)
    statements = {statement.statement_id: statement for statement in reading.statements}
    mentions = {mention.mention_id: mention for mention in reading.mentions}
    entities = {entity.entity_id for entity in reading.entities}
    rows = list(statement_mention_rows(reading))
    assert len(rows) == len(set(rows)) > 10
    for statement_id, mention_id, entity_id in rows:
        statement = statements[statement_id]
        inside = any(span.holds(mentions[mention_id].span) for span in statement.content_spans)
        assert inside or statement.act in ("accuses", "praises", "condemns")
        assert mentions[mention_id].entity_id == entity_id
        assert entity_id in entities


def test_no_mention_no_row():
    (reading,) = berg().readings
    assert list(statement_mention_rows(reading)) == []
