"""Whom pronouns and descriptions take up, over a whole article: one construction a row."""

from __future__ import annotations

import pytest

from pipeline.ner.model import Model
from pipeline.records import Reading
from tests.test_statements_patterns import read


def taken_up(reading: Reading) -> list[tuple[str, str]]:
    """Pronouns and descriptions with the name of whom they take up, in text order."""
    names = {entity.entity_id: entity.name for entity in reading.entities}
    return [
        (mention.text, names[mention.entity_id])
        for mention in reading.mentions
        if mention.form in ("pronoun", "nominal") and mention.entity_id
    ]


OLSEN, BERG, RUIZ = "Marta Olsen", "John Berg", "Ana Ruiz"

HE_AND_SHE = {
    "he": ("John Berg came to Bergen on Monday. He visited the harbour.", [("He", BERG)]),
    "she": ("Marta Olsen came to Bergen on Monday. She visited the harbour.", [("She", OLSEN)]),
    "his": ("John Berg sold his house in May.", [("his", BERG)]),
    "her, of an owner": ("Marta Olsen sold her house in May.", [("her", OLSEN)]),
    "him": ("John Berg was there. The police arrested him.", [("him", BERG)]),
    "her, an object": ("Marta Olsen was there. The police arrested her.", [("her", OLSEN)]),
    "himself": ("John Berg defended himself in court.", [("himself", BERG)]),
    "sex tells them apart": (
        "Marta Olsen met John Berg in Bergen. He was late. She was not.",
        [("He", BERG), ("She", OLSEN)],
    ),
    "a form of address tells": (
        "Mr. Kessaly met Mrs. Tordan on Monday. She was late.",
        [("She", "Tordan")],
    ),
    "nobody of that sex": ("Marta Olsen came to Bergen. He was ill.", []),
    "nobody before": ("He was ill. The harbour is closed.", []),
    "a chain": (
        "John Berg came to Bergen on Monday. He visited the harbour. Later he went home. His wife was ill.",
        [("He", BERG), ("he", BERG), ("His", BERG)],
    ),
    "over paragraphs": (
        "John Berg came to Bergen on Monday.\n\nHe visited the harbour.\n\nHe went home.",
        [("He", BERG), ("He", BERG)],
    ),
    "the subject rather than the object": (
        "John Berg followed Peter Lund to Bergen. He was tired.",
        [("He", BERG)],
    ),
    "the subject of the same sentence": (
        "Peter Lund was ill. John Berg went to Bergen because he was bored.",
        [("he", BERG)],
    ),
    "not the subject of its own verb": ("John Berg met Peter Lund. Berg thanked him.", [("him", "Peter Lund")]),
    "not the one who is owned": ("Peter Lund was there. His brother John Berg was not.", [("His", "Peter Lund")]),
    "an owner of the object": ("John Berg lost his keys and his temper.", [("his", BERG), ("his", BERG)]),
    "joined verbs": ("John Berg left Bergen and never saw his father again.", [("his", BERG)]),
    "what he says of himself": ("John Berg said he would resign.", [("he", BERG)]),
    "what he says of himself, his": ("John Berg said that his house was for sale.", [("his", BERG)]),
    "in a quotation the speaker is not he": (
        "Peter Lund resigned on Monday. “He is tired,” John Berg said.",
        [("He", "Peter Lund")],
    ),
    "and nobody else is there": ("“He is tired,” John Berg said.", []),
    "a minister": (
        "Foreign Minister Ana Ruiz arrived on Monday. Her talks with the king went well.",
        [("Her", RUIZ)],
    ),
    "an unnamed man is another one": (
        "John Berg spoke to a fisherman at the harbour. The fisherman was old. He had lost a leg.",
        [],
    ),
    "after the name in another role": (
        "The harbour was closed by John Berg. He gave no reason.",
        [("He", BERG)],
    ),
    "before the name": ("In his speech, John Berg thanked the crew.", [("his", BERG)]),
    "her, before the name": ("After her return, Marta Olsen thanked the crew.", [("her", OLSEN)]),
}

WHO = {
    "who": ("John Berg, who lives in Bergen, was late.", [("who", BERG)]),
    "whose": ("Marta Olsen, whose boat sank, was saved.", [("whose", OLSEN)]),
    "whom": ("John Berg, whom nobody knew, was late.", [("whom", BERG)]),
    "who, of nobody named": ("A man who lives in Bergen was late.", []),
    "who, in a question": ("Who knows John Berg?", []),
    "who, after a role": ("John Berg, the mayor, who lives in Bergen, was late.", [("who", BERG)]),
}

BODIES = {
    "its": ("Norway closed its harbours on Monday.", [("its", "Norway")]),
    "its, of a company": ("Berg Shipping Ltd. sold its ships in May.", [("its", "Berg Shipping Ltd.")]),
    "it rains": ("Norway is wet. It rained on Monday.", []),
    "it is said to be": ("Norway is wet. It is likely that the harbour will close.", []),
    "it seems": ("Norway is wet. It seems that the harbour will close.", []),
    "make it clear": ("Norway made it clear that the harbour would close.", []),
    "it is time": ("Norway is wet. It is time to close the harbour.", []),
    "its, of a thing": ("Norway is wet. The ship lost its anchor.", []),
    "nobody is it": ("John Berg came to Bergen. It was late.", []),
}

FIRST_PERSON = {
    "I": ("“I will resign,” John Berg said.", [("I", BERG)]),
    "my": ("“The house is my home,” John Berg said.", [("my", BERG)]),
    "me": ("“They want to kill me,” Marta Olsen said.", [("me", OLSEN)]),
    "I, before the quotation": ("John Berg said: “I will resign.”", [("I", BERG)]),
    "we of a person may be anybody": ("“We will resign,” John Berg said.", []),
    "we of a country": ("“We will defend our coast,” Norway said.", [("We", "Norway"), ("our", "Norway")]),
    "I of nobody named": ("“I will resign,” an official said.", []),
    "I outside of quotations": ("I met John Berg in Bergen.", []),
    "two who speak": (
        "“I will resign,” John Berg said. “I will not,” Marta Olsen said.",
        [("I", BERG), ("I", OLSEN)],
    ),
}

DESCRIPTIONS = {
    "the minister": (
        "Foreign Minister Ana Ruiz arrived on Monday. The crowd cheered the minister.",
        [("the minister", RUIZ)],
    ),
    "the former president": (
        "Former President John Berg was arrested. A judge sent the former president to prison.",
        [("the former president", BERG)],
    ),
    "an age": (
        "John Berg was arrested on Monday. The police found the 45-year-old in a bar.",
        [("the 45-year-old", BERG)],
    ),
    "a minister of whom more is said": (
        "Foreign Minister Ana Ruiz arrived on Monday. The crowd cheered the minister who had built the dam.",
        [],
    ),
    "another minister": (
        "Foreign Minister Ana Ruiz arrived on Monday. The crowd cheered the transport minister.",
        [],
    ),
    "a minister": ("Foreign Minister Ana Ruiz arrived on Monday. The crowd cheered a minister.", []),
    "no minister of the article": ("John Berg arrived on Monday. The crowd cheered the minister.", []),
    "the ministry": (
        "The Defence Ministry closed the port. Fishermen blamed the ministry for the loss.",
        [("the ministry", "Defence Ministry")],
    ),
    "the ministry of another thing": (
        "The Defence Ministry closed the port. Fishermen blamed the health ministry for the loss.",
        [],
    ),
    "a website is no body": ("The Harbour Board met on Monday. Hackers attacked the website.", []),
    "the Peruvian government": (
        "Ana Ruiz resigned on Monday. Protesters blamed the Peruvian government.",
        [("the Peruvian government", "Peru")],
    ),
    "the man, with nobody else": (
        "John Berg was arrested on Monday. The police found the man in a bar.",
        [("the man", BERG)],
    ),
    "the woman is not he": (
        "John Berg was arrested on Monday. The police found the woman in a bar.",
        [],
    ),
    "Ruiz is the mayor: the same": ("Ana Ruiz is the mayor of Cusco.", []),
    "the mayor, by apposition": ("Ana Ruiz, the mayor of Cusco, is ill.", []),
    "and then he": (
        "Former President John Berg was arrested. A judge sent the former president to prison. He was ill.",
        [("the former president", BERG), ("He", BERG)],
    ),
}

ALL = {
    f"{kind}: {name}": row
    for kind, rows in (
        ("he", HE_AND_SHE),
        ("who", WHO),
        ("it", BODIES),
        ("I", FIRST_PERSON),
        ("description", DESCRIPTIONS),
    )
    for name, row in rows.items()
}


@pytest.mark.parametrize(("text", "expected"), ALL.values(), ids=ALL.keys())
def test_taken_up(text, expected, model: Model):
    assert taken_up(read(text, model)) == expected


def test_how_it_was_resolved_is_told(model: Model):
    reading = read("John Berg came to Bergen on Monday. He visited the harbour.", model)
    (he,) = [mention for mention in reading.mentions if mention.form == "pronoun"]
    by_id = {mention.mention_id: mention for mention in reading.mentions}
    assert (he.label, he.resolved_by, he.reason) == ("PERSON", "pronoun", "third_person")
    assert by_id[he.antecedent_id].text == "John Berg"
    assert he.confidence is None


def test_mentions_do_not_share_their_characters(model: Model):
    text = " ".join(row[0] for row in ALL.values() if "\n" not in row[0])
    reading = read(text, model)
    places = [mention.span for mention in reading.mentions if mention.form == "pronoun"]
    assert len(set(places)) == len(places)
    assert len({mention.mention_id for mention in reading.mentions}) == len(reading.mentions)


def test_cost_grows_with_the_length_of_the_text(model: Model):
    from time import process_time

    from pipeline.clean import drop_furniture
    from pipeline.ner import find_mentions
    from pipeline.records import Source
    from pipeline.relations import find_statements
    from pipeline.segment import find_articles

    names = ("John Berg", "Peter Lund", "Jan Dahl", "Tom Moe", "Carl Vik")

    def seconds(n: int) -> float:
        text = " ".join(f"{names[i % 5]} met the crew of his ship. He told them that it was late." for i in range(n))
        pages = drop_furniture(find_articles([Source("t.txt", text)], clean_text=True), clean_text=True)
        parsed = list(find_mentions(pages, model))
        start = process_time()
        list(find_statements(parsed))
        return process_time() - start

    seconds(20)
    assert seconds(1200) < 16 * seconds(150)
