"""Who said what: one construction a row, from the sentence to the statement."""

from __future__ import annotations

import pytest

from pipeline.clean import drop_furniture
from pipeline.ner import find_mentions
from pipeline.ner.model import Model
from pipeline.records import Reading, Source, Statement
from pipeline.relations import find_statements
from pipeline.segment import find_articles


def read(text: str, model: Model) -> Reading:
    pages = drop_furniture(find_articles([Source("test.txt", text)], clean_text=True), clean_text=True)
    (reading,) = find_statements(find_mentions(pages, model))
    return reading


def told(statement: Statement) -> tuple[str | None, str | None, str]:
    return statement.speaker_text, statement.cue, statement.content


PATTERNS = {
    "a headline ends before the dateline": (
        "Port Authority warns of ice\n\nVARDO, March 5 (Nordwire) - The quays of the town will be closed until May.",
        [("Port Authority", "warns of", "ice")],
    ),
    "who asked not to be named for a reason said nothing by it": (
        "“The pay is poor,” said a pilot, who asked not to be named for fear of losing the job.",
        [("a pilot", "said", "“The pay is poor,”")],
    ),
    "the day is no part of the source": (
        "The ministry on Sunday denied that the harbour was closed.",
        [("The ministry", "denied", "the harbour was closed")],
    ),
    "who did not respond to a request for comment said nothing": (
        "The company did not immediately respond to a request for comment.",
        [],
    ),
    "brackets after a name are closed": (
        "Senator Joe Park (D-Ohio) said the harbour was closed.",
        [("Senator Joe Park (D-Ohio)", "said", "the harbour was closed")],
    ),
    "what stands between the cue and that is no part of it": (
        "Norvik said in August, when prices were low, that it would close the mine.",
        [("Norvik", "said", "it would close the mine")],
    ),
    "a subject that the parse takes for a name's other name": (
        "Power is back in most of Ostvik, the grid company Nettlag said.",
        [("the grid company Nettlag", "said", "Power is back in most of Ostvik")],
    ),
    "a time of the clock is no part of it": (
        "17:15 – The road is open again, the police said.",
        [("the police", "said", "The road is open again")],
    ),
    "a name between commas after a description": (
        "Berg's widow, Ana, said that she would never sell.",
        [("Berg's widow, Ana", "said", "she would never sell")],
    ),
    "who will not give a name says nothing by it": (
        "A nurse, who declined to give her last name, said that the strike was over.",
        [("A nurse", "said", "the strike was over")],
    ),
    "who declines to be identified for a reason says nothing by it": (
        "An official, who declined to be identified because the talks are private, said that a deal was near.",
        [("An official", "said", "a deal was near")],
    ),
    "a sentence ends with the name of the network": (
        "“It is over,” the envoy wrote on X. A Hamas official, Taher Nassar, said that it was not.",
        [("the envoy", "wrote", "“It is over,”"), ("A Hamas official, Taher Nassar", "said", "it was not")],
    ),
    "inverted after a quotation": (
        "“The harbour will stay closed until spring,” said Marta Olsen, a spokeswoman for the port authority.",
        [
            (
                "Marta Olsen, a spokeswoman for the port authority",
                "said",
                "“The harbour will stay closed until spring,”",
            )
        ],
    ),
    "cue between two pieces": (
        "“The harbour,” Olsen said, “will stay closed until spring.”",
        [("Olsen", "said", "“The harbour,” “will stay closed until spring.”")],
    ),
    "cue before, with a colon": (
        "Marta Olsen said: “The harbour will stay closed.”",
        [("Marta Olsen", "said", "“The harbour will stay closed.”")],
    ),
    "a quotation goes on after its cue": (
        "“The harbour is closed,” Olsen said. “Nobody knows for how long. We are waiting.”",
        [("Olsen", "said", "“The harbour is closed,” “Nobody knows for how long. We are waiting.”")],
    ),
    "a quoted paragraph follows its speaker": (
        "“The harbour is closed,” Olsen said.\n\n“Nobody knows for how long.”\n\nShips now land at Narvik.",
        [("Olsen", "said", "“The harbour is closed,” “Nobody knows for how long.”")],
    ),
    "a quotation over two paragraphs, the mark repeated": (
        "“The harbour is closed.\n\n“Nobody knows for how long,” Olsen said.",
        [("Olsen", "said", "“The harbour is closed. “Nobody knows for how long,”")],
    ),
    "straight marks": (
        '"The harbour is closed," Olsen told the radio.',
        [("Olsen", "told", '"The harbour is closed,"')],
    ),
    "interrupted, the second piece a clause": (
        "“If one asked Olsen,” Berg said in parliament in May, “nobody would build so much as a jetty.”",
        [("Berg", "said", "“If one asked Olsen,” “nobody would build so much as a jetty.”")],
    ),
    "single marks": ("'We will rebuild it,' said Olsen.", [("Olsen", "said", "'We will rebuild it,'")]),
    "low and high marks": ("„The harbour is closed“, Olsen said.", [("Olsen", "said", "„The harbour is closed“")]),
    "angle marks": ("«The harbour is closed», Olsen said.", [("Olsen", "said", "«The harbour is closed»")]),
    "that-clause, without that": (
        "Olsen told reporters on Tuesday that the harbour would stay closed.",
        [("Olsen", "told", "the harbour would stay closed")],
    ),
    "according to, before": (
        "According to Olsen, the harbour is closed.",
        [("Olsen", "According to", "the harbour is closed")],
    ),
    "according to, after": (
        "The harbour is closed, according to the port authority.",
        [("the port authority", "according to", "The harbour is closed")],
    ),
    "cue inside the clause": (
        "The harbour, Olsen said, will stay closed until spring.",
        [("Olsen", "said", "The harbour will stay closed until spring")],
    ),
    "cue after the clause": (
        "The harbour will stay closed until spring, Olsen warned.",
        [("Olsen", "warned", "The harbour will stay closed until spring")],
    ),
    "cue after the clause, inverted": (
        "The harbour will stay closed until spring, announced the port authority.",
        [("the port authority", "announced", "The harbour will stay closed until spring")],
    ),
    "fragment in marks": (
        "Olsen called the closure “a disaster for the town”.",
        [("Olsen", "called", "the closure “a disaster for the town”")],
    ),
    "accusation, the accused inside the content": (
        "Olsen accused the city of neglecting the harbour.",
        [("Olsen", "accused", "the city of neglecting the harbour")],
    ),
    "urge somebody to": (
        "Olsen urged the government to reopen the harbour.",
        [("Olsen", "urged", "the government to reopen the harbour")],
    ),
    "call on somebody to": (
        "Olsen called on the government to reopen the harbour.",
        [("Olsen", "called on", "the government to reopen the harbour")],
    ),
    "promise to": ("Olsen promised to reopen the harbour.", [("Olsen", "promised", "to reopen the harbour")]),
    "wish to": ("Olsen wants to reopen the harbour.", [("Olsen", "wants", "to reopen the harbour")]),
    "noun phrase as content": (
        "Olsen condemned the closure of the harbour.",
        [("Olsen", "condemned", "the closure of the harbour")],
    ),
    "whether": (
        "Olsen asked whether the harbour would reopen.",
        [("Olsen", "asked", "whether the harbour would reopen")],
    ),
    "participle goes on with its subject": (
        "Olsen said the harbour was closed, adding that repairs would take months.",
        [("Olsen", "said", "the harbour was closed"), ("Olsen", "adding", "repairs would take months")],
    ),
    "two cues of one subject": (
        "Olsen said the harbour was closed and added that repairs would take months.",
        [("Olsen", "said", "the harbour was closed"), ("Olsen", "added", "repairs would take months")],
    ),
    "passive without a source": (
        "The harbour was described as unsafe.",
        [(None, "was described", "The harbour as unsafe")],
    ),
    "passive with its agent": (
        "The closure was condemned by Olsen.",
        [("Olsen", "was condemned", "The closure")],
    ),
    "quoted as saying": (
        "Olsen was quoted as saying that the harbour was closed.",
        [("Olsen", "was quoted as saying", "the harbour was closed")],
    ),
    "noun with its clause": (
        "Olsen expressed confidence that the harbour would reopen.",
        [("Olsen", "expressed confidence", "the harbour would reopen")],
    ),
    "belief": (
        "Officials fear the harbour will never reopen.",
        [("Officials", "fear", "the harbour will never reopen")],
    ),
    "no comment is no statement": ("Olsen refused to comment.", []),
    "a bare act is no statement": ("Olsen left the harbour on Monday.", []),
}


@pytest.mark.parametrize(("text", "expected"), PATTERNS.values(), ids=PATTERNS.keys())
def test_pattern(text: str, expected: list[tuple[str | None, str, str]], model: Model) -> None:
    top = [s for s in read(text, model).statements if s.parent_id is None]
    assert [told(s) for s in top] == expected


KINDS = {
    "direct": ("“The harbour is closed,” Olsen said.", "direct", "states"),
    "mixed": ("Olsen called the closure “a disaster for the town”.", "mixed", "states"),
    "indirect": ("Olsen said the harbour was closed.", "indirect", "states"),
    "accusation": ("Olsen accused the city of neglecting the harbour.", "indirect", "accuses"),
    "neutral cue, demand": ("Olsen said the city must reopen the harbour.", "indirect", "demands"),
    "neutral cue, promise": ("“We will reopen the harbour,” Olsen said.", "direct", "promises"),
    "warning": ("Olsen warned that the harbour was unsafe.", "indirect", "warns"),
    "intention": ("Olsen plans to reopen the harbour.", "indirect", "intends"),
}


@pytest.mark.parametrize(("text", "kind", "act"), KINDS.values(), ids=KINDS.keys())
def test_kind_and_act(text: str, kind: str, act: str, model: Model) -> None:
    statement = read(text, model).statements[0]
    assert (statement.kind, statement.act) == (kind, act)


def test_denied_attribution_is_negated(model: Model) -> None:
    (statement,) = read("Olsen did not say whether the harbour was closed.", model).statements
    assert statement.negated


def test_statement_inside_another_names_its_parent(model: Model) -> None:
    outer, inner = read("Olsen said that Jan Berg believed the harbour was safe.", model).statements
    assert inner.parent_id == outer.statement_id
    assert told(inner) == ("Jan Berg", "believed", "the harbour was safe")


def test_addressee_and_day(model: Model) -> None:
    (statement,) = read("Olsen told Reuters on Monday that the harbour was closed.", model).statements
    assert (statement.addressee, statement.said_on_text) == ("Reuters", "Monday")


def test_venue(model: Model) -> None:
    (statement,) = read("Olsen said in an interview that the harbour was closed.", model).statements
    assert statement.venue == "interview"
