"""Transcripts, interviews, pages of questions and answers: whose words a turn is, and what is none."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statements import read_on

from pipeline.ner.model import Model
from pipeline.records import Reading, Statement


class Turn(NamedTuple):
    """The label as written, who is meant by it, and the words, pieces of content set apart by ``" | "``."""

    label: str | None
    speaker: str | None
    words: str


def page(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


def turns(reading: Reading, text: str) -> list[Turn]:
    return [
        Turn(one.speaker_text, one.speaker, " | ".join(piece.folded(text) for piece in one.content_spans))
        for one in reading.statements
        if one.rule.startswith("turn:")
    ]


DEBATE = page(
    "Rand and Oyelaran trade blows over harbour tax",
    "Eastport Mayor Felix Rand and Harbour Party leader Margaret Oyelaran met on Thursday in a televised debate that "
    "was led by Ingrid Holt of Channel Nine.",
    "INGRID HOLT: Good evening. Mayor Rand, would you raise the harbour tax again?",
    "RAND: No, I would not. The tax has done its work.",
    "(APPLAUSE)",
    "Let me say one more thing. My opponent voted for it three times.",
    "MARGARET OYELARAN: That is not true. We signed it because the mayor promised us a new pier.",
    "HOLT: Mr. Rand, did you promise a pier?",
    "RAND: I said we would look at it.",
    "OYELARAN: You promised it by spring. (Laughter.) It's autumn now [in the southern ports].",
)
BRIEFING = page(
    "Remarks by President Dorrance at a news conference",
    "EASTPORT, Norland (Agency) — President Alice Dorrance spoke to reporters on the lawn on Monday.",
    "THE PRESIDENT: Thank you. Please sit down. We had a good meeting with the prime minister.",
    "I told him that the border will stay open.",
    "Q    Madam President, do you trust him?",
    "THE PRESIDENT: I do. He kept his word last year.",
    "Q    Will there be sanctions?",
    "THE PRESIDENT: Not this month.",
    "MS. VENN: Last question, please.",
    "Q    When do you leave?",
    "THE PRESIDENT: Tonight. Thank you.",
)
QUESTIONS = page(
    "“We signed it in March”: An interview with harbour minister Margaret Oyelaran",
    "Margaret Oyelaran became minister of harbours of Norland last year, after Felix Rand had resigned. She spoke to "
    "the Eastport Times in her office about the treaty on fishing rights. The conversation has been edited for length.",
    "Q: Why now?",
    "A: Because the boats are old and the men who sail them are older.",
    "We signed it in March, and we will keep to it.",
    "Q: Will you resign if parliament says no?",
    "A: No, I would not. [Laughs] I think that parliament will see reason.",
    "The treaty comes before parliament on 12 June.",
)
ON_ONE_LINE = page(
    "Five minutes with the coach: an interview with Tomas Brekke",
    "Tomas Brekke has trained the rowers of Eastport for ten years. Excerpts:",
    "Q: Why now? A: Because I am tired. Q: Will you stay in Eastport? A: We bought a house here last year.",
    "Q: What will you miss? A: The mornings on the water, I suppose.",
)
DOTTED = page(
    "Testimony in the harbour trial",
    "Captain Olav Brandt was heard on Friday before the court in Eastport. From the transcript of the hearing:",
    "Q. You were on the bridge that night, weren't you?",
    "A. I was. I had the second watch.",
    "Q. What did you see?",
    "A. A light to the north.",
    "MS. HOLT: I object. My client has answered that.",
    "THE COURT: I will allow it.",
)
INTERVIEWER = page(
    "Why Norland's fishermen are leaving",
    "Interviewer Jonas Lied talked with Rosa Amundsen, who has fished off Norland since she was twelve, for our "
    "podcast. This transcript has been lightly edited.",
    "Interviewer: When did you first go out?",
    "Rosa Amundsen: I was twelve. My father took me.",
    "Interviewer: And today?",
    "Amundsen: Today I go out alone, and I don't know for how long.",
)
BOLD = page(
    "Rosa Amundsen on the end of cod: the interview",
    "Rosa Amundsen has fished off Norland since she was twelve. Last week she sold her boat.",
    "Why did you sell the boat?",
    "I could not pay for the fuel any more. We had three bad winters.",
    "What will you do now?",
    "My sister has a café. I will help her, I think, and read all the books that I never read.",
    "There is always work in a café.",
    "And do you miss the sea?",
    "Every morning.",
    "The fishing season opens on 3 March.",
)
UNLABELLED_ANSWERS = page(
    "Interview with Tomas Brekke, rowing coach",
    "The coach of the Eastport rowers leaves in June.",
    "Q: Why do you leave?",
    "I am tired. We have trained at five in the morning for ten years.",
    "Q: Who comes after you?",
    "That is for the club to say, not for me.",
)
BOLD_BY_A_PAPER = page(
    "“I still hear the sea”: an interview",
    "Rosa Amundsen, the last skipper of Eastport, has sold her boat. She spoke to the Eastport Times about the winter.",
    "You sold the boat last week. How does that feel?",
    "Like moving out of a house. I closed the door.",
    "What should the government do now?",
    "It must stop the trawlers. We have asked for that for years!",
)
INITIALS = page(
    "In conversation with Maria Kestrel",
    "The painter Maria Kestrel met our editor Jonas Lied in her studio. The interview has been edited for clarity.",
    "JL: When did you begin to paint?",
    "MK: I never began. I just didn't stop.",
    "JL: Do you sell much?",
    "MK: We live from it, my cat and I.",
)
BOLD_MARKS = page(
    "Harbour radio: transcript of Tuesday's programme",
    "Our guest was Lucia Ferrante, who leads the port authority.",
    "**Host:** Ms Ferrante, is the port safe?",
    "**Lucia Ferrante:** I believe so. We check it every night.",
    "**Caller:** I saw the crane. It's rusty!",
    "**Ferrante:** Then I will look at it tomorrow.",
)
HYPHENS = page(
    "Transcript: the panel on Channel Nine",
    "Alma Storm-Lund and Jean-Luc Perrin spoke about the pier on Channel Nine.",
    "Alma Storm-Lund: I like it.",
    "Jean-Luc Perrin: You never liked a pier before.",
    "Storm-Lund: People change, don't they?",
)
TIMED = page(
    "Full transcript: the chat between Rand and Ferrante",
    "Mayor Felix Rand and port chief Lucia Ferrante spoke by telephone on 3 May.",
    "[00:01] Rand: Lucia, I need the pier by June.",
    "[00:09] Ferrante: You won't get it.",
    "[00:15] Rand: Then we have a problem.",
)
ALONE = page(
    "Transcript of the evening debate",
    "Felix Rand and Lucia Ferrante met in the town hall.",
    "Felix Rand:",
    "I will be brief.",
    "The pier is old, and we know it.",
    "Lucia Ferrante:",
    "You are never brief.",
    "Rand:",
    "The evening is long.",
    "The debate ended at ten.",
)
QUOTED = page(
    "What the candidates say about the pier: three interviews",
    "We asked Felix Rand, Margaret Oyelaran and Lucia Ferrante one question.",
    "Felix Rand, mayor of Eastport: “I will build it.”",
    "Margaret Oyelaran (Harbour Party): “We have no money for it.”",
    "Lucia Ferrante, chief of the port: “I don't care.”",
)
TWO_RANDS = page(
    "Debate in the Rand family",
    "Felix Rand, the mayor, and Astrid Rand, the mayor's daughter, met before the cameras of Channel Nine with Ingrid "
    "Holt. A transcript:",
    "Holt: Do you agree?",
    "Rand: I don't.",
    "Holt: Why do you not?",
    "Rand: We never have.",
)
MIXED_PAGE = page(
    "Mayor defends tax in heated interview",
    "Felix Rand, the mayor of Eastport, said on Tuesday that the harbour tax would stay. This is how his interview "
    "with Ingrid Holt went:",
    "Holt: Will you keep the tax?",
    "Rand: I will. We need it.",
    "Later Rand told reporters that he had been misunderstood.",
    "Holt: But you promised to end it!",
    "Rand: I never did.",
    "The city council votes on the tax next week.",
)

HEARING = page(
    "Excerpts: Senators question Defence Secretary Hale on missile sale",
    "Defence Secretary Ruth Hale was heard on Wednesday. Following are excerpts from the hearing.",
    "SEN. DAVID OKORO (D-Ohio): Madam Secretary, did anybody tell you to approve the sale?",
    "SECRETARY HALE: Senator, nobody told me anything.",
    "I would add one point. We have asked Norland.",
    "CHAIRMAN: Order, please.",
    "SEN. OKORO: I thank you.",
    "[Recess]",
)

PAGES = {
    "a hearing: titles, a party in brackets, people who are named in labels only": (
        HEARING,
        [
            Turn("SEN. DAVID OKORO", "David Okoro", "Madam Secretary, did anybody tell you to approve the sale?"),
            Turn(
                "SECRETARY HALE",
                "Ruth Hale",
                "Senator, nobody told me anything. | I would add one point. We have asked Norland.",
            ),
            Turn("CHAIRMAN", None, "Order, please."),
            Turn("SEN. OKORO", "David Okoro", "I thank you."),
        ],
    ),
    "a debate, surnames in capitals": (
        DEBATE,
        [
            Turn(
                "INGRID HOLT",
                "Ingrid Holt",
                "Good evening. Mayor Rand, would you raise the harbour tax again?",
            ),
            Turn(
                "RAND",
                "Felix Rand",
                "No, I would not. The tax has done its work. | "
                "Let me say one more thing. My opponent voted for it three times.",
            ),
            Turn(
                "MARGARET OYELARAN",
                "Margaret Oyelaran",
                "That is not true. We signed it because the mayor promised us a new pier.",
            ),
            Turn("HOLT", "Ingrid Holt", "Mr. Rand, did you promise a pier?"),
            Turn("RAND", "Felix Rand", "I said we would look at it."),
            Turn(
                "OYELARAN",
                "Margaret Oyelaran",
                "You promised it by spring. | It's autumn now [in the southern ports].",
            ),
        ],
    ),
    "a briefing: an office, Q without a colon, a form of address": (
        BRIEFING,
        [
            Turn(
                "THE PRESIDENT",
                "Alice Dorrance",
                "Thank you. Please sit down. We had a good meeting with the prime minister. | "
                "I told him that the border will stay open.",
            ),
            Turn("Q", None, "Madam President, do you trust him?"),
            Turn("THE PRESIDENT", "Alice Dorrance", "I do. He kept his word last year."),
            Turn("Q", None, "Will there be sanctions?"),
            Turn("THE PRESIDENT", "Alice Dorrance", "Not this month."),
            Turn("MS. VENN", "Venn", "Last question, please."),
            Turn("Q", None, "When do you leave?"),
            Turn("THE PRESIDENT", "Alice Dorrance", "Tonight. Thank you."),
        ],
    ),
    "questions of a newspaper, answers over two paragraphs": (
        QUESTIONS,
        [
            Turn("Q", "Eastport Times", "Why now?"),
            Turn(
                "A",
                "Margaret Oyelaran",
                "Because the boats are old and the men who sail them are older. | "
                "We signed it in March, and we will keep to it.",
            ),
            Turn("Q", "Eastport Times", "Will you resign if parliament says no?"),
            Turn("A", "Margaret Oyelaran", "No, I would not. | I think that parliament will see reason."),
        ],
    ),
    "questions and answers in one paragraph": (
        ON_ONE_LINE,
        [
            Turn("Q", None, "Why now?"),
            Turn("A", "Tomas Brekke", "Because I am tired."),
            Turn("Q", None, "Will you stay in Eastport?"),
            Turn("A", "Tomas Brekke", "We bought a house here last year."),
            Turn("Q", None, "What will you miss?"),
            Turn("A", "Tomas Brekke", "The mornings on the water, I suppose."),
        ],
    ),
    "a court: letters with a full stop": (
        DOTTED,
        [
            Turn("Q.", None, "You were on the bridge that night, weren't you?"),
            Turn("A.", "Olav Brandt", "I was. I had the second watch."),
            Turn("Q.", None, "What did you see?"),
            Turn("A.", "Olav Brandt", "A light to the north."),
            Turn("MS. HOLT", "Holt", "I object. My client has answered that."),
            Turn("THE COURT", None, "I will allow it."),
        ],
    ),
    "an interviewer is not guessed": (
        INTERVIEWER,
        [
            Turn("Interviewer", None, "When did you first go out?"),
            Turn("Rosa Amundsen", "Rosa Amundsen", "I was twelve. My father took me."),
            Turn("Interviewer", None, "And today?"),
            Turn("Amundsen", "Rosa Amundsen", "Today I go out alone, and I don't know for how long."),
        ],
    ),
    "questions in bold type, no labels": (
        BOLD,
        [
            Turn(None, None, "Why did you sell the boat?"),
            Turn("Rosa Amundsen", "Rosa Amundsen", "I could not pay for the fuel any more. We had three bad winters."),
            Turn(None, None, "What will you do now?"),
            Turn(
                "Rosa Amundsen",
                "Rosa Amundsen",
                "My sister has a café. I will help her, I think, and read all the books that I never read. | "
                "There is always work in a café.",
            ),
            Turn(None, None, "And do you miss the sea?"),
            Turn("Rosa Amundsen", "Rosa Amundsen", "Every morning."),
        ],
    ),
    "questions of a newspaper in bold type": (
        BOLD_BY_A_PAPER,
        [
            Turn("Eastport Times", "Eastport Times", "You sold the boat last week. How does that feel?"),
            Turn("Rosa Amundsen", "Rosa Amundsen", "Like moving out of a house. I closed the door."),
            Turn("Eastport Times", "Eastport Times", "What should the government do now?"),
            Turn("Rosa Amundsen", "Rosa Amundsen", "It must stop the trawlers. We have asked for that for years!"),
        ],
    ),
    "only the questions have labels": (
        UNLABELLED_ANSWERS,
        [
            Turn("Q", None, "Why do you leave?"),
            Turn(
                "Tomas Brekke",
                "Tomas Brekke",
                "I am tired. We have trained at five in the morning for ten years.",
            ),
            Turn("Q", None, "Who comes after you?"),
            Turn("Tomas Brekke", "Tomas Brekke", "That is for the club to say, not for me."),
        ],
    ),
    "initials of people named before": (
        INITIALS,
        [
            Turn("JL", "Jonas Lied", "When did you begin to paint?"),
            Turn("MK", "Maria Kestrel", "I never began. I just didn't stop."),
            Turn("JL", "Jonas Lied", "Do you sell much?"),
            Turn("MK", "Maria Kestrel", "We live from it, my cat and I."),
        ],
    ),
    "marks of bold type around the labels, a host and a caller without a name": (
        BOLD_MARKS,
        [
            Turn("Host", None, "Ms Ferrante, is the port safe?"),
            Turn("Lucia Ferrante", "Lucia Ferrante", "I believe so. We check it every night."),
            Turn("Caller", None, "I saw the crane. It's rusty!"),
            Turn("Ferrante", "Lucia Ferrante", "Then I will look at it tomorrow."),
        ],
    ),
    "names with hyphens": (
        HYPHENS,
        [
            Turn("Alma Storm-Lund", "Alma Storm-Lund", "I like it."),
            Turn("Jean-Luc Perrin", "Jean-Luc Perrin", "You never liked a pier before."),
            Turn("Storm-Lund", "Alma Storm-Lund", "People change, don't they?"),
        ],
    ),
    "times before the labels": (
        TIMED,
        [
            Turn("Rand", "Felix Rand", "Lucia, I need the pier by June."),
            Turn("Ferrante", "Lucia Ferrante", "You won't get it."),
            Turn("Rand", "Felix Rand", "Then we have a problem."),
        ],
    ),
    "labels on lines of their own": (
        ALONE,
        [
            Turn("Felix Rand", "Felix Rand", "I will be brief. | The pier is old, and we know it."),
            Turn("Lucia Ferrante", "Lucia Ferrante", "You are never brief."),
            Turn("Rand", "Felix Rand", "The evening is long."),
        ],
    ),
    "one answer each, in quotation marks, with role or party": (
        QUOTED,
        [
            Turn("Felix Rand, mayor of Eastport", "Felix Rand", "“I will build it.”"),
            Turn("Margaret Oyelaran", "Margaret Oyelaran", "“We have no money for it.”"),
            Turn("Lucia Ferrante, chief of the port", "Lucia Ferrante", "“I don't care.”"),
        ],
    ),
    "a surname that two bear is nobody's": (
        TWO_RANDS,
        [
            Turn("Holt", "Ingrid Holt", "Do you agree?"),
            Turn("Rand", None, "I don't."),
            Turn("Holt", "Ingrid Holt", "Why do you not?"),
            Turn("Rand", None, "We never have."),
        ],
    ),
    "prose around and between the turns is not theirs": (
        MIXED_PAGE,
        [
            Turn("Holt", "Ingrid Holt", "Will you keep the tax?"),
            Turn("Rand", "Felix Rand", "I will. We need it."),
            Turn("Holt", "Ingrid Holt", "But you promised to end it!"),
            Turn("Rand", "Felix Rand", "I never did."),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), PAGES.values(), ids=PAGES)
def test_turns_of_a_transcript(text: str, expected: list[Turn], model: Model):
    assert turns(read_on(text, model), text) == expected


NO_TRANSCRIPT = {
    "a list of particulars": page(
        "Harbour festival opens on Monday",
        "The harbour festival of Eastport opens on Monday, Mayor Felix Rand said. You should bring your own food.",
        "Date: Monday, 3 June",
        "Venue: Hall of the Fishermen",
        "Tickets: You can buy them at the gate.",
        "Note: We will not refund your ticket.",
        "Note: You must bring your own chair.",
    ),
    "a colon in prose": page(
        "Mayor weighs harbour tax",
        "Felix Rand, the mayor of Eastport, has a choice to make.",
        "One thing is clear: we will all pay for it.",
        "The question remains: who do you trust?",
        "Rand knows the answer: he has no money.",
    ),
    "a recipe": page(
        "Fish soup from Eastport: our readers' recipe",
        "Serves: Four of you",
        "Method: Heat the oil. You will need a large pot.",
        "Tip: You can freeze it.",
        "Tip: If you like it hot, add pepper.",
    ),
    "scores and scorers": page(
        "Eastport beat Norby in the cup final",
        "Felix Rand and Olav Brandt scored twice each as Eastport beat Norby 4-2.",
        "Eastport: Lied, Brekke, Holt, Rand, Brandt.",
        "Norby: Kestrel, Venn, Amundsen.",
        "Goals: Rand 12, 40; Brandt 55, 71.",
        "Referee: Jonas Lied.",
    ),
    "figures behind names": page(
        "Who leads in the count",
        "Felix Rand and Margaret Oyelaran are level before the second round, an interview panel found.",
        "Felix Rand: 1,204.",
        "Margaret Oyelaran: 1,199.",
        "Rand: 46 delegates.",
        "Oyelaran: 45 delegates.",
    ),
    "profiles under names": page(
        "The candidates: excerpts from our guide",
        "You can vote for Felix Rand or Margaret Oyelaran on Sunday.",
        "Felix Rand: The mayor wants your vote again. Rand has led the city for ten years.",
        "Margaret Oyelaran: You know her from television. Oyelaran promises a new pier.",
    ),
    "credits of pictures": page(
        "Storm hits Eastport",
        "A storm hit Eastport on Monday, the coast guard said. Felix Rand, the mayor, asked people to stay at home.",
        "Photo: Ingrid Holt",
        "Photo: Jonas Lied",
        "Video: You can watch it here.",
    ),
    "myths and facts": page(
        "Five myths about sleep",
        "Sleep doctor Rosa Amundsen gave an interview about what we believe of sleep.",
        "Myth: You need eight hours.",
        "Fact: Your need is your own.",
        "Myth: We can catch up on sleep.",
        "Fact: You cannot.",
    ),
    "questions that the paper answers itself": page(
        "What you need to know about the harbour tax",
        "Mayor Felix Rand raised the harbour tax on Monday. Here is what it means.",
        "Q: What is the tax?",
        "A: It is a levy on boats.",
        "Q: Do you have to pay?",
        "A: Only owners of boats do. Rand has promised refunds.",
    ),
    "an explainer with questions as headings": page(
        "Why are Norland's fishermen on strike?",
        "Norland's fishermen have been on strike since Monday. Their leader, Rosa Amundsen, spoke in an interview.",
        "What do they want?",
        "The union wants a lower harbour tax. Amundsen has said that it must be halved.",
        "What happens next?",
        "The union meets the mayor on Friday. A deal is possible.",
        "Will you pay more for fish?",
        "Prices rose by a tenth on Tuesday.",
    ),
    "headlines of other articles": page(
        "Mayor opens pier",
        "Mayor Felix Rand opened it on Monday. “I am glad,” Rand said. The port's chief, Lucia Ferrante, was there.",
        "Lucia Ferrante: We need a second pier",
        "Felix Rand: My year in office",
    ),
    "one label is none": page(
        "The interview that shook Eastport",
        "Felix Rand, the mayor, gave an interview to Channel Nine.",
        "Rand: I will not resign.",
        "The council was not amused.",
    ),
}


@pytest.mark.parametrize("text", NO_TRANSCRIPT.values(), ids=NO_TRANSCRIPT)
def test_what_is_no_transcript(text: str, model: Model):
    assert turns(read_on(text, model), text) == []


def test_a_cue_is_the_colon(model: Model):
    for text in (DEBATE, HEARING, BOLD_MARKS, QUOTED):
        made = [one for one in read_on(text, model).statements if one.rule.startswith("turn:")]
        assert {one.cue for one in made} == {":"}


def of(reading: Reading, opening: str) -> Statement:
    return next(one for one in reading.statements if one.content.startswith(opening))


def test_a_row_of_a_turn(model: Model):
    reading = read_on(QUESTIONS, model)
    answer = of(reading, "No, I would not.")
    assert (answer.cue, answer.kind, answer.act, answer.rule) == (":", "direct", "states", "turn:answers")
    assert (answer.speaker_kind, answer.resolved_by, answer.negated) == ("person", "nominal", False)
    (label,) = (m for m in reading.mentions if m.mention_id == answer.speaker_mention_id)
    introduced = {m.mention_id: m.text for m in reading.mentions}
    assert (label.text, introduced[label.antecedent_id]) == ("A", "Margaret Oyelaran")
    question = of(reading, "Will you resign")
    assert (question.act, question.speaker_kind, question.speaker) == ("asks", "organization", "Eastport Times")


def test_what_a_speaker_reports_lies_in_the_turn(model: Model):
    reading = read_on(BRIEFING, model)
    inner = of(reading, "the border will stay open")
    assert (inner.cue, inner.speaker, inner.parent_id) == (
        "told",
        "Alice Dorrance",
        of(reading, "Thank you. Please").statement_id,
    )


def test_a_label_in_capitals_is_a_mention_of_the_person(model: Model):
    reading = read_on(DEBATE, model)
    people = {entity.entity_id: entity.name for entity in reading.entities if entity.kind == "person"}
    labels = {m.text: people[m.entity_id] for m in reading.mentions if m.text.isupper() and m.text != "I"}
    assert labels == {
        "INGRID HOLT": "Ingrid Holt",
        "HOLT": "Ingrid Holt",
        "RAND": "Felix Rand",
        "MARGARET OYELARAN": "Margaret Oyelaran",
        "OYELARAN": "Margaret Oyelaran",
    }
    assert sorted(people.values()) == ["Felix Rand", "Ingrid Holt", "Margaret Oyelaran"]


LINES = st.lists(
    st.sampled_from(
        [
            "RAND: I do.",
            "Q: Why do you?",
            "A: We had to. [Laughter] Yes.",
            "Holt: (APPLAUSE)",
            "(Laughter.)",
            "Q",
            "A:",
            "Q. Do you? A. I do.",
            "Rand said no.",
            "**Q:** You?",
            ": we",
            "Felix Rand (X:",
            "[1:02] Rand:",
            "“RAND: I”",
        ]
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(LINES)
def test_turns_keep_to_their_paragraphs_and_apart(model: Model, lines: list[str]):
    text = page("An interview with Felix Rand", "Felix Rand met Ingrid Holt for a talk.", *lines)
    reading = read_on(text, model)
    taken: set[int] = set()
    for one in reading.statements:
        if one.rule.startswith("turn:"):
            places = {place for piece in one.content_spans for place in range(*piece)}
            assert taken.isdisjoint(places)
            taken |= places
            assert all("\n" not in piece.of(text) for piece in one.content_spans)
            assert one.speaker_span is None or not places & set(range(*one.speaker_span))
