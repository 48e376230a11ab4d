"""What a statement carries beyond its spans: act, negation, to whom, where and when. One sentence a row."""

from __future__ import annotations

import pytest

from pipeline.ner.model import Model
from tests.statements import Told, read_on, told

ADDRESSEES = {
    "told an agency": (
        "Deputy Foreign Minister Karim Haddad told Reuters the envoys would return to Amman.",
        [
            Told(
                "Deputy Foreign Minister Karim Haddad",
                "told",
                "the envoys would return to Amman",
                addressee="Reuters",
            )
        ],
    ),
    "told a body, with a place": (
        "Haddad told the Security Council in New York that the truce had collapsed.",
        [Told("Haddad", "told", "the truce had collapsed", addressee="the Security Council")],
    ),
    "told reporters, at the end": (
        "“The truce has collapsed,” Haddad told reporters in Amman.",
        [Told("Haddad", "told", "“The truce has collapsed,”", addressee="reporters")],
    ),
    "what is promised hears nothing": (
        "Haddad promised a deal with the miners.",
        [Told("Haddad", "promised", "a deal with the miners", act="promises")],
    ),
    "a news conference hears nothing": (
        "Haddad told a news conference that the truce had collapsed.",
        [Told("Haddad", "told", "the truce had collapsed", venue="news_conference")],
    ),
    "parliament hears, and is where it was said": (
        "Haddad told parliament the truce had collapsed.",
        [Told("Haddad", "told", "the truce had collapsed", addressee="parliament", venue="parliament")],
    ),
    "wrote to": (
        "Haddad wrote to the Council that the truce had collapsed.",
        [Told("Haddad", "wrote", "the truce had collapsed", addressee="the Council")],
    ),
    "in a letter to": (
        "In a letter to the African Union, Haddad said the truce had collapsed.",
        [Told("Haddad", "said", "the truce had collapsed", addressee="the African Union", venue="letter")],
    ),
    "in an interview with": (
        "Haddad said in an interview with Al Jazeera that the truce had collapsed.",
        [Told("Haddad", "said", "the truce had collapsed", addressee="Al Jazeera", venue="interview")],
    ),
    "said to": (
        "“The truce has collapsed,” Haddad said to Marta Olsen.",
        [Told("Haddad", "said", "“The truce has collapsed,”", addressee="Marta Olsen")],
    ),
    "urged somebody: whom the content begins with": (
        "Haddad urged Kenya to reopen the border.",
        [Told("Haddad", "urged", "Kenya to reopen the border", "demands", addressee="Kenya")],
    ),
    "demanded a thing": (
        "Haddad demanded the release of the sailors.",
        [Told("Haddad", "demanded", "the release of the sailors", "demands")],
    ),
    "asked somebody": (
        "Haddad asked the United Nations to send monitors.",
        [Told("Haddad", "asked", "the United Nations to send monitors", "asks", addressee="the United Nations")],
    ),
    "called on somebody": (
        "Haddad called on the rebels to lay down their arms.",
        [Told("Haddad", "called on", "the rebels to lay down their arms", "demands", addressee="the rebels")],
    ),
    "appealed to somebody": (
        "Haddad appealed to the junta to free the students.",
        [Told("Haddad", "appealed to", "the junta to free the students", "asks", addressee="the junta")],
    ),
    "warned somebody": (
        "Haddad warned Ankara that the dam would be finished.",
        [Told("Haddad", "warned", "the dam would be finished", "warns", addressee="Ankara")],
    ),
    "replied to somebody": (
        "“We have waited long enough,” Haddad replied to the envoys.",
        [Told("Haddad", "replied", "“We have waited long enough,”", addressee="the envoys")],
    ),
    "assured somebody": (
        "Haddad assured the Saudi ambassador that the port would stay open.",
        [
            Told(
                "Haddad",
                "assured",
                "the port would stay open",
                "promises",
                addressee="the Saudi ambassador",
            )
        ],
    ),
    "speaking to reporters": (
        "Speaking to reporters in Doha, Haddad said the truce had collapsed.",
        [Told("Haddad", "said", "the truce had collapsed", addressee="reporters")],
    ),
    "nobody": (
        "Haddad said the truce had collapsed.",
        [Told("Haddad", "said", "the truce had collapsed")],
    ),
}

VENUES = {
    "statement": (
        "The ministry said in a statement that the ferry had been seized.",
        [Told("The ministry", "said", "the ferry had been seized", venue="statement")],
    ),
    "statement, at the head": (
        "In a statement, the ministry said the ferry had been seized.",
        [Told("the ministry", "said", "the ferry had been seized", venue="statement")],
    ),
    "on a network": (
        "“The ferry has been seized,” Haddad wrote on Telegram.",
        [Told("Haddad", "wrote", "“The ferry has been seized,”", venue="post")],
    ),
    "on X": (
        "Haddad wrote on X that the ferry had been seized.",
        [Told("Haddad", "wrote", "the ferry had been seized", venue="post")],
    ),
    "in a post on": (
        "Haddad said in a post on Facebook that the ferry had been seized.",
        [Told("Haddad", "said", "the ferry had been seized", venue="post")],
    ),
    "tweeted": (
        "“The ferry has been seized,” Haddad tweeted.",
        [Told("Haddad", "tweeted", "“The ferry has been seized,”", venue="post")],
    ),
    "news conference": (
        "Haddad said at a press conference in Nairobi that the ferry had been seized.",
        [Told("Haddad", "said", "the ferry had been seized", venue="news_conference")],
    ),
    "briefing": (
        "“The ferry has been seized,” Haddad told a briefing in Geneva.",
        [Told("Haddad", "told", "“The ferry has been seized,”", venue="news_conference")],
    ),
    "rally": (
        "Haddad said at a rally in Kano that the ferry had been seized.",
        [Told("Haddad", "said", "the ferry had been seized", venue="speech")],
    ),
    "televised address": (
        "In a televised address, President Amadou Keita said the army had taken the town.",
        [Told("President Amadou Keita", "said", "the army had taken the town", venue="speech")],
    ),
    "testified": (
        "Haddad testified that the ferry had been seized.",
        [Told("Haddad", "testified", "the ferry had been seized", venue="court")],
    ),
    "testified before parliament": (
        "Haddad testified before Congress that the ferry had been seized.",
        [Told("Haddad", "testified", "the ferry had been seized", venue="parliament")],
    ),
    "speaking at": (
        "Speaking at a news conference in Lima, Ruiz said the mine would close.",
        [Told("Ruiz", "said", "the mine would close", venue="news_conference")],
    ),
    "a conference is no news conference": (
        "Ruiz said at a climate conference in Lima that the mine would close.",
        [Told("Ruiz", "said", "the mine would close", venue="meeting")],
    ),
    "after a meeting: no venue": (
        "Ruiz said after a hearing that the mine would close.",
        [Told("Ruiz", "said", "the mine would close")],
    ),
}

DAYS = {
    "day of the week": ("Ruiz said on Monday that the mine would close.", "Monday", "2024-03-04"),
    "without a preposition": ("Ruiz told reporters Tuesday that the mine would close.", "Tuesday", "2024-03-05"),
    "the day of the article": ("Ruiz said on Wednesday that the mine would close.", "Wednesday", "2024-03-06"),
    "a later weekday is last week's": ("Ruiz said on Friday that the mine would close.", "Friday", "2024-03-01"),
    "part of a day": ("Ruiz said late Tuesday night that the mine would close.", "Tuesday night", "2024-03-05"),
    "earlier on a day": ("Earlier on Monday, Ruiz said the mine would close.", "Monday", "2024-03-04"),
    "before the cue": ("The ministry on Sunday denied that the mine would close.", "Sunday", "2024-03-03"),
    "after a quotation": ("“The mine will close,” Ruiz said on Sunday.", "Sunday", "2024-03-03"),
    "after a quotation, without a preposition": ("“The mine will close,” Ruiz said Sunday.", "Sunday", "2024-03-03"),
    "day and month": ("Ruiz said on 3 March that the mine would close.", "3 March", "2024-03-03"),
    "month and day": ("Ruiz said on March 3 that the mine would close.", "March 3", "2024-03-03"),
    "a later date is last year's": ("Ruiz said on 12 November that the mine would close.", "12 November", "2023-11-12"),
    "one that is near is to come": ("Ruiz said on 12 April that the mine would close.", "12 April", None),
    "a full date": ("Ruiz said on June 5, 2021 that the mine would close.", "June 5, 2021", "2021-06-05"),
    "yesterday": ("Ruiz said yesterday that the mine would close.", "yesterday", "2024-03-05"),
    "today": ("“The mine will close,” Ruiz said today.", "today", "2024-03-06"),
    "days ago": ("Ruiz said two days ago that the mine would close.", "two days ago", "2024-03-04"),
    "last week is no day": ("Ruiz said last week that the mine would close.", "last week", None),
    "a month is no day": ("Ruiz said in January that the mine would close.", "January", None),
    "in an interview on a day": (
        "Ruiz said in an interview with Reuters on Monday that the mine would close.",
        "Monday",
        "2024-03-04",
    ),
    "in a statement issued on a day": (
        "Ruiz said in a statement issued on Monday that the mine would close.",
        "Monday",
        "2024-03-04",
    ),
    "the day of the content is another": ("Ruiz said the mine would close on Monday.", None, None),
    "since a day": ("Ruiz has said since Monday that the mine would close.", None, None),
    "the day of something else": ("After an attack on Monday, Ruiz said the mine would close.", None, None),
    "no day": ("Ruiz said the mine would close.", None, None),
}

ACTS = {
    "to pose a question is to ask": ("“Who will pay for the quay?” posed Olsen.", "asks"),
    "who says they lie denies nothing": ("“I lie and say yes,” Olsen said.", "states"),
    "denies": ("Khartoum denied that its army had shelled the camp.", "denies"),
    "dismissed": ("Haddad dismissed the report as “pure fiction”.", "denies"),
    "rejected": ("Haddad rejected the accusation that his men had fired first.", "denies"),
    "neutral cue, denial": ("Haddad said the claims were baseless.", "denies"),
    "accuses": ("Haddad accused Asmara of arming the rebels.", "accuses"),
    "blamed": ("Haddad blamed the rebels for the blast.", "accuses"),
    "promises": ("Haddad pledged to reopen the road.", "promises"),
    "agreed to": ("Haddad agreed to reopen the road.", "promises"),
    "neutral cue, promise of the speaker's party": (
        "Haddad said his party would boycott the vote.",
        "promises",
    ),
    "neutral cue, what another will do": ("Haddad said the rebels would boycott the vote.", "states"),
    "threatens": ("Haddad threatened to close the strait.", "threatens"),
    "asks": ("Haddad asked whether the road was open.", "asks"),
    "demands": ("Haddad demanded the release of the sailors.", "demands"),
    "called for": ("Haddad called for an inquiry into the blast.", "demands"),
    "told somebody to": ("Haddad told the rebels to leave the town.", "demands"),
    "wanted somebody to": ("Haddad wants the rebels to leave the town.", "demands"),
    "neutral cue, demand": ("Haddad said Asmara must withdraw its troops.", "demands"),
    "neutral cue, quoted order": ("“Leave the town at once,” Haddad said.", "demands"),
    "neutral cue, “we demand”": ("“We demand the release of the sailors,” Haddad said.", "demands"),
    "neutral cue, what must have been": ("Haddad said the sailors must have drowned.", "states"),
    "neutral cue, what others say must be": ("Haddad said the court ruled that the road must be closed.", "states"),
    "thinks": ("Haddad believes the rebels will leave the town.", "thinks"),
    "fears": ("Haddad fears the rebels will return.", "thinks"),
    "intends": ("Haddad plans to visit the town.", "intends"),
    "is considering": ("Haddad is considering closing the road.", "intends"),
    "hopes": ("Haddad hopes to visit the town.", "hopes"),
    "praises": ("Haddad praised the medics who reached the town.", "praises"),
    "welcomed": ("Haddad welcomed the release of the sailors.", "praises"),
    "condemns": ("Haddad condemned the attack on the camp.", "condemns"),
    "slammed": ("Haddad slammed the decision to close the road.", "condemns"),
    "warns": ("Haddad warned that the road was mined.", "warns"),
    "expressed and a noun": ("Haddad expressed outrage at the attack on the camp.", "condemns"),
    "pleaded not guilty": ("Haddad pleaded not guilty to spying.", "denies"),
}

NEGATED = {
    "did not say that": ("Haddad did not say that the road was open.", True),
    "never promised": ("Haddad never promised to reopen the road.", True),
    "refused to say": ("Haddad refused to say whether the road was open.", True),
    "declined to rule out": ("Haddad declined to rule out a strike on the port.", True),
    "stopped short of saying": ("Haddad stopped short of saying that the road was open.", True),
    "neither confirmed nor denied": ("Haddad neither confirmed nor denied that the road was open.", True),
    "no official": ("No official said that the road was open.", True),
    "nobody": ("Nobody claimed that the road was open.", True),
    "not only": ("Haddad not only said that the road was open.", False),
    "a denied content": ("Haddad said that the road was not open.", False),
    "did not hesitate to": ("Haddad did not hesitate to say that the road was open.", False),
    "denied that": ("Haddad denied that the road was open.", False),
}

UNSAID = {
    "declined to comment on what others report": "Olsen declined to comment on reports that the harbour would close.",
    "refused to comment": "Haddad refused to comment.",
    "could not be reached for comment": "Haddad could not be reached for comment.",
    "did not respond": "The embassy did not respond to requests for comment.",
    "asked not to be named": "The diplomat asked not to be named.",
}

KINDS = {
    "direct": ("“The road is open,” Haddad said.", "direct"),
    "mixed": ("Haddad said the road was “a death trap”.", "mixed"),
    "indirect": ("Haddad said the road was open.", "indirect"),
    "the title of a film": ("Haddad said the film “Sons of the Desert” was banned.", "indirect"),
    "a nickname": ("Police said Abdul “Tiger” Rahman had fled.", "indirect"),
    "a nickname in straight marks": ('Police said Maria "Mimi" Santos had fled.', "indirect"),
}


@pytest.mark.parametrize(("text", "expected"), ADDRESSEES.values(), ids=ADDRESSEES.keys())
def test_to_whom(text: str, expected: list[Told], model: Model) -> None:
    assert [told(s) for s in read_on(text, model).statements if s.parent_id is None] == expected


@pytest.mark.parametrize(("text", "expected"), VENUES.values(), ids=VENUES.keys())
def test_where(text: str, expected: list[Told], model: Model) -> None:
    assert [told(s) for s in read_on(text, model).statements if s.parent_id is None] == expected


@pytest.mark.parametrize(("text", "words", "day"), DAYS.values(), ids=DAYS.keys())
def test_when(text: str, words: str | None, day: str | None, model: Model) -> None:
    statement = next(s for s in read_on(text, model).statements if s.parent_id is None)
    assert (statement.said_on_text, statement.said_on) == (words, day)


def test_without_a_date_of_publication_a_day_is_only_words(model: Model) -> None:
    (statement,) = read_on("Ruiz said on Monday that the mine was closed.", model, published=None).statements
    assert (statement.said_on_text, statement.said_on) == ("Monday", None)


def test_a_day_earlier_counts_from_the_day_before_it(model: Model) -> None:
    text = "Ruiz left Lima on Monday. A day earlier, she said the mine was closed."
    (statement,) = read_on(text, model).statements
    assert (statement.said_on_text, statement.said_on) == ("A day earlier", "2024-03-03")


def test_addressee_is_the_entity_that_is_mentioned(model: Model) -> None:
    text = "Kari Berg arrived in Lima. Ana Ruiz told Norwegian Foreign Minister Kari Berg that the mine was closed."
    reading = read_on(text, model)
    (statement,) = reading.statements
    names = {entity.entity_id: entity.name for entity in reading.entities}
    assert names[statement.addressee_id or ""] == "Kari Berg"


@pytest.mark.parametrize(("text", "act"), ACTS.values(), ids=ACTS.keys())
def test_act(text: str, act: str, model: Model) -> None:
    statement = next(s for s in read_on(text, model).statements if s.parent_id is None)
    assert statement.act == act


@pytest.mark.parametrize(("text", "negated"), NEGATED.values(), ids=NEGATED.keys())
def test_negated(text: str, negated: bool, model: Model) -> None:
    statements = [s for s in read_on(text, model).statements if s.parent_id is None]
    assert [s.negated for s in statements] == [negated] * len(statements)
    assert statements


@pytest.mark.parametrize("text", UNSAID.values(), ids=UNSAID.keys())
def test_nothing_was_said(text: str, model: Model) -> None:
    assert read_on(text, model).statements == ()


@pytest.mark.parametrize(("text", "kind"), KINDS.values(), ids=KINDS.keys())
def test_kind(text: str, kind: str, model: Model) -> None:
    (statement,) = (s for s in read_on(text, model).statements if s.parent_id is None)
    assert statement.kind == kind


def test_a_report_within_a_quotation_is_indirect(model: Model) -> None:
    reading = read_on("“The rebels said that the road is open,” Haddad said.", model)
    assert [s.kind for s in reading.statements] == ["direct", "indirect"]
