"""The register of agency news from many countries: invented sentences, grouped by construction, and who said what."""

from __future__ import annotations

import pytest

from pipeline.clean import drop_furniture
from pipeline.ner import find_mentions
from pipeline.ner.model import Model
from pipeline.records import Source
from pipeline.relations.link import link
from pipeline.relations.propose import propose
from pipeline.relations.tree import Tree
from pipeline.segment import find_articles
from tests.statements import Told, read_on, told

DIRECT = {
    "verb first, with a role": (
        "“We will not join this war,” said Lebanese Prime Minister Walid Khoury.",
        [
            Told(
                "Lebanese Prime Minister Walid Khoury",
                "said",
                "“We will not join this war,”",
                "promises",
            )
        ],
    ),
    "role between commas": (
        "“The strait is open to all,” Hamid Rostami, Iran's deputy oil minister, told reporters in Muscat on Tuesday.",
        [
            Told(
                "Hamid Rostami, Iran's deputy oil minister",
                "told",
                "“The strait is open to all,”",
                addressee="reporters",
                said_on="2024-03-05",
            )
        ],
    ),
    "cue first, comma": (
        "Addressing lawmakers in Islamabad, Finance Minister Asad Qureshi said, “The loan will be repaid in full.”",
        [
            Told(
                "Finance Minister Asad Qureshi",
                "said",
                "“The loan will be repaid in full.”",
                addressee="lawmakers",
            )
        ],
    ),
    "cue first, colon": (
        "General Omar Deby told state television: “Order has been restored in every district.”",
        [
            Told(
                "General Omar Deby",
                "told",
                "“Order has been restored in every district.”",
                addressee="state television",
            )
        ],
    ),
    "cue between two sentences": (
        "“We are not mercenaries,” said Captain Moussa Sow. “We came to defend our villages.”",
        [
            Told(
                "Captain Moussa Sow",
                "said",
                "“We are not mercenaries,” “We came to defend our villages.”",
            )
        ],
    ),
    "cue inside a sentence": (
        "“The Kurds,” Talabani said, “have been promised a vote four times.”",
        [Told("Talabani", "said", "“The Kurds,” “have been promised a vote four times.”")],
    ),
    "cue inside a sentence, with its hearer": (
        "“The people of this city,” he told the court, “deserve the truth.”",
        [
            Told(
                "he",
                "told",
                "“The people of this city,” “deserve the truth.”",
                addressee="the court",
                venue="court",
            )
        ],
    ),
    "what somebody did after a whole quoted sentence is no cue": (
        "“They came at dawn,” Ibrahim said. “They took the men.” Ibrahim paused.",
        [Told("Ibrahim", "said", "“They came at dawn,” “They took the men.”")],
    ),
    "please": (
        "“Please send us water,” the mayor of Derna said.",
        [Told("the mayor of Derna", "said", "“Please send us water,”", "asks")],
    ),
    "words of another within": (
        "“They told us, 'Leave or die,'” said Omar Adam, a farmer from Geneina.",
        [Told("Omar Adam, a farmer from Geneina", "said", "“They told us, 'Leave or die,'”")],
    ),
    "question": (
        "“Who gave the order to shoot?” asked Widodo Santoso, a lawyer for the families.",
        [Told("Widodo Santoso, a lawyer for the families", "asked", "“Who gave the order to shoot?”", "asks")],
    ),
    "pronoun": (
        "Ahmed Farouk fled Omdurman in May. “They burned everything,” he recalled.",
        [Told("he", "recalled", "“They burned everything,”")],
    ),
    "fragment after a clause": (
        "Beijing said the arms sale was “a gross interference in China's internal affairs”.",
        [Told("Beijing", "said", "the arms sale was “a gross interference in China's internal affairs”")],
    ),
    "whole sentence of somebody who is only described": (
        "“I walked for nine days,” said a woman who had crossed from Darfur.",
        [Told("a woman who had crossed from Darfur", "said", "“I walked for nine days,”")],
    ),
    "reported by an agency": (
        "“The negotiations are in their last stage,” Xinhua quoted Deputy Minister Li Weiguo as saying.",
        [
            Told(
                "Xinhua",
                "quoted",
                "“The negotiations are in their last stage,” Deputy Minister Li Weiguo as saying",
            )
        ],
    ),
    "single marks, British": (
        "'The rains have failed again,' said Abdi Warsame of the Somali Red Crescent.",
        [Told("Abdi Warsame of the Somali Red Crescent", "said", "'The rains have failed again,'")],
    ),
    "a speaker with an age": (
        "“Nobody warned us,” said Rosa Quispe, 43, a potato farmer from Puno.",
        [Told("Rosa Quispe, 43, a potato farmer from Puno", "said", "“Nobody warned us,”")],
    ),
}

LONG = {
    "over paragraphs, the mark repeated": (
        "“We have lived beside them for centuries,” said Bishop Yusuf Hanna.\n\n"
        "“We shared wells and weddings.\n\n"
        "“They came to our feasts.”\n\n"
        "The bishop then left for Erbil.",
        [
            Told(
                "Bishop Yusuf Hanna",
                "said",
                "“We have lived beside them for centuries,” “We shared wells and weddings. “They came to our feasts.”",
            )
        ],
    ),
    "a bare quoted sentence in the same paragraph": (
        "“The dam is full,” Tesfaye Bekele said. “There is no reason for alarm.” Work began in 2011.",
        [Told("Tesfaye Bekele", "said", "“The dam is full,” “There is no reason for alarm.”")],
    ),
    "cue, then a quotation over two paragraphs": (
        "Bekele said: “The dam is full.\n\n“There is no reason for alarm.”",
        [Told("Bekele", "said", "“The dam is full. “There is no reason for alarm.”")],
    ),
    "a second quotation with a cue of its own": (
        "“The dam is full,” Bekele said. “There is no reason for alarm,” he added.",
        [
            Told("Bekele", "said", "“The dam is full,”"),
            Told("he", "added", "“There is no reason for alarm,”"),
        ],
    ),
    "two speakers answer one another": (
        "“The dam is full,” said Bekele.\n\n“It is half empty,” countered Egyptian hydrologist Nadia Fahmy.",
        [
            Told("Bekele", "said", "“The dam is full,”"),
            Told("Egyptian hydrologist Nadia Fahmy", "countered", "“It is half empty,”"),
        ],
    ),
    "indirect, then a bare quoted sentence": (
        "Bekele said the dam was full. “There is no reason for alarm.”",
        [Told("Bekele", "said", "the dam was full “There is no reason for alarm.”")],
    ),
}

VERBS = {
    "sighed": ("“We are tired of funerals,” sighed Umm Khaled.", "Umm Khaled", "sighed", "“We are tired of funerals,”"),
    "quipped": (
        "“I am too old to be president,” quipped Senator Raul Benitez.",
        "Senator Raul Benitez",
        "quipped",
        "“I am too old to be president,”",
    ),
    "lamented": (
        "“Our young people are leaving,” lamented Chief Tendai Moyo.",
        "Chief Tendai Moyo",
        "lamented",
        "“Our young people are leaving,”",
    ),
    "fumed": (
        "“They lied to parliament,” fumed opposition leader Priya Nair.",
        "opposition leader Priya Nair",
        "fumed",
        "“They lied to parliament,”",
    ),
    "thundered": (
        "“This court is a puppet of the generals,” thundered Tun Aung.",
        "Tun Aung",
        "thundered",
        "“This court is a puppet of the generals,”",
    ),
    "shrugged": ("“It changes nothing,” shrugged Orhan Demir.", "Orhan Demir", "shrugged", "“It changes nothing,”"),
    "retorted": (
        "“Look at your own prisons,” Zarif Karimi retorted.",
        "Zarif Karimi",
        "retorted",
        "“Look at your own prisons,”",
    ),
    "mused": (
        "“Perhaps we asked for too much,” mused Hassan Jaber.",
        "Hassan Jaber",
        "mused",
        "“Perhaps we asked for too much,”",
    ),
    "opined": ("The columnist opined that the talks were doomed.", "The columnist", "opined", "the talks were doomed"),
    "slammed": (
        "Ankara slammed the resolution as null and void.",
        "Ankara",
        "slammed",
        "the resolution as null and void",
    ),
    "deemed": (
        "The tribunal deemed the arrest unlawful.",
        "The tribunal",
        "deemed",
        "the arrest unlawful",
    ),
    "branded": (
        "Caracas branded the sanctions “an act of piracy”.",
        "Caracas",
        "branded",
        "the sanctions “an act of piracy”",
    ),
    "decried": (
        "Aid groups decried the closure of the crossing.",
        "Aid groups",
        "decried",
        "the closure of the crossing",
    ),
    "ruled out": (
        "Tehran ruled out talks under pressure.",
        "Tehran",
        "ruled out",
        "talks under pressure",
    ),
    "hinted": ("Seoul hinted that the drills could be delayed.", "Seoul", "hinted", "the drills could be delayed"),
    "reiterated": (
        "New Delhi reiterated that the border was not negotiable.",
        "New Delhi",
        "reiterated",
        "the border was not negotiable",
    ),
    "stressed": (
        "The emir stressed that Qatar would remain neutral.",
        "The emir",
        "stressed",
        "Qatar would remain neutral",
    ),
    "pointed out": (
        "Mbeki pointed out that the treaty had expired.",
        "Mbeki",
        "pointed out",
        "the treaty had expired",
    ),
    "made clear": (
        "Riyadh made clear that output would not rise.",
        "Riyadh",
        "made clear",
        "output would not rise",
    ),
    "vowed": (
        "The junta vowed to crush the uprising.",
        "The junta",
        "vowed",
        "to crush the uprising",
    ),
    "threatened": (
        "The Houthis threatened to strike more tankers.",
        "The Houthis",
        "threatened",
        "to strike more tankers",
    ),
    "swore": (
        "The colonel swore that no prisoner had been harmed.",
        "The colonel",
        "swore",
        "no prisoner had been harmed",
    ),
}

INDIRECT = {
    "cue at the end": (
        "The rebels have taken the airport, a spokesman for the army said.",
        [Told("a spokesman for the army", "said", "The rebels have taken the airport")],
    ),
    "cue in the middle": (
        "The rebels, the army said, have taken the airport.",
        [Told("the army", "said", "The rebels have taken the airport")],
    ),
    "according to officials": (
        "At least nine miners died in the collapse, according to provincial officials.",
        [Told("provincial officials", "according to", "At least nine miners died in the collapse")],
    ),
    "according to a document": (
        "According to a UN report, half of the wells are dry.",
        [Told("a UN report", "According to", "half of the wells are dry")],
    ),
    "went on to say": (
        "Kagiso Dlamini went on to say that the mine would reopen.",
        [Told("Kagiso Dlamini", "went on to say", "the mine would reopen")],
    ),
    "adding": (
        "The ministry said two soldiers were killed, adding that the attackers had fled.",
        [
            Told("The ministry", "said", "two soldiers were killed"),
            Told("The ministry", "adding", "the attackers had fled"),
        ],
    ),
    "and that": (
        "The ministry said that two soldiers were killed and that the attackers had fled.",
        [Told("The ministry", "said", "two soldiers were killed and that the attackers had fled")],
    ),
    "said and warned": (
        "Moreno said the talks had failed and warned that prices would rise.",
        [
            Told("Moreno", "said", "the talks had failed"),
            Told("Moreno", "warned", "prices would rise", "warns"),
        ],
    ),
    "the day before a clause without that": (
        "The palace said on Thursday it had no plans to dissolve the assembly.",
        [
            Told(
                "The palace",
                "said",
                "it had no plans to dissolve the assembly",
                said_on="2024-02-29",
            )
        ],
    ),
    "the day before a bare subject": (
        "The governor told lawmakers on Tuesday inflation would ease by June.",
        [
            Told(
                "The governor",
                "told",
                "inflation would ease by June",
                addressee="lawmakers",
                said_on="2024-03-05",
            )
        ],
    ),
    "the day before an infinitive": (
        "Mali's junta promised on 6 June 2022 to hold elections.",
        [Told("Mali's junta", "promised", "to hold elections", "promises", said_on="2022-06-06")],
    ),
    "was summoned and told": (
        "The ambassador was summoned and told that the expulsions were unacceptable.",
        [Told(None, "told", "the expulsions were unacceptable", addressee="The ambassador")],
    ),
    "said at the time": (
        "The party said at the time that the vote was rigged.",
        [Told("The party", "said", "the vote was rigged")],
    ),
    "a week ago": (
        "The Taliban said a week ago they would reopen schools.",
        [Told("The Taliban", "said", "they would reopen schools")],
    ),
    "the occasion after a noun": (
        "The spokesman claimed responsibility for the raid in a televised statement.",
        [Told("The spokesman", "claimed", "responsibility for the raid", venue="statement")],
    ),
    "by phone": (
        "Residents told AFP by phone they had heard gunfire.",
        [Told("Residents", "told", "they had heard gunfire", addressee="AFP", venue="call")],
    ),
    "denied having said": (
        "Cyril Dube denied having said that the mine was unsafe.",
        [Told("Cyril Dube", "denied", "having said that the mine was unsafe", "denies")],
    ),
    "issued a statement saying": (
        "On Sunday evening, the presidency issued a statement saying the vote would be held in June.",
        [
            Told(
                "the presidency",
                "issued a statement saying",
                "the vote would be held in June",
                venue="statement",
                said_on="2024-03-03",
            )
        ],
    ),
    "sent a letter to somebody warning": (
        "The union sent a letter to the minister warning that a strike was near.",
        [
            Told(
                "The union",
                "sent a letter to the minister warning",
                "a strike was near",
                "warns",
                addressee="the minister",
                venue="letter",
            )
        ],
    ),
    "in response to a question": (
        "In response to a question, Farouk said the courts were independent.",
        [Told("Farouk", "said", "the courts were independent")],
    ),
    "was quoted as saying": (
        "The governor was quoted by local media as saying that the bridge had been blown up.",
        [Told("The governor", "was quoted by local media as saying", "the bridge had been blown up")],
    ),
    "sources told": (
        "Two diplomatic sources told AFP the envoy had been recalled.",
        [Told("Two diplomatic sources", "told", "the envoy had been recalled", addressee="AFP")],
    ),
    "condition of anonymity": (
        "A senior official, speaking on condition of anonymity, said the envoy had been recalled.",
        [Told("A senior official", "said", "the envoy had been recalled")],
    ),
    "who declined to be named": (
        "A diplomat who declined to be named said the envoy had been recalled.",
        [Told("A diplomat who declined to be named", "said", "the envoy had been recalled")],
    ),
    "it is feared": (
        "Residents fear the shelling will resume.",
        [Told("Residents", "fear", "the shelling will resume", "thinks")],
    ),
    "nested": (
        "Nasser said Riyadh had promised to fund the port.",
        [Told("Nasser", "said", "Riyadh had promised to fund the port")],
    ),
    "with a subject far from its verb": (
        "Samira Haddad, who has led the mission since the fall of the town in May, said the airlift would go on.",
        [
            Told(
                "Samira Haddad",
                "said",
                "the airlift would go on",
            )
        ],
    ),
    "told somebody to": (
        "The consul told Kenyans to leave Goma.",
        [Told("The consul", "told", "Kenyans to leave Goma", "demands", addressee="Kenyans")],
    ),
    "expressed concern": (
        "Amman expressed concern that the fighting would spread.",
        [Told("Amman", "expressed concern", "the fighting would spread", "other")],
    ),
    "called for": (
        "The African Union called for an immediate ceasefire.",
        [Told("The African Union", "called for", "an immediate ceasefire", "demands")],
    ),
    "demanded that": (
        "Dhaka demanded that the refugees be taken back.",
        [Told("Dhaka", "demanded", "the refugees be taken back", "demands")],
    ),
    "insisted": (
        "Addis Ababa insists the dam will harm nobody.",
        [Told("Addis Ababa", "insists", "the dam will harm nobody")],
    ),
}

SEVERAL = {
    "two speakers, one sentence": (
        "Cairo said the talks had failed, while Khartoum insisted they would resume.",
        [
            Told("Cairo", "said", "the talks had failed"),
            Told("Khartoum", "insisted", "they would resume"),
        ],
    ),
    "one says, another denies": (
        "The army said it had taken the town, but the rebels denied that it had fallen.",
        [
            Told("The army", "said", "it had taken the town"),
            Told("the rebels", "denied", "it had fallen", "denies"),
        ],
    ),
    "two sentences in one, a semicolon between": (
        "Witnesses said soldiers opened fire; the army said it had acted in self-defence.",
        [
            Told("Witnesses", "said", "soldiers opened fire"),
            Told("the army", "said", "it had acted in self-defence"),
        ],
    ),
    "urged and called for": (
        "Paulo Mendes urged all sides to hold their fire and called for an immediate truce.",
        [
            Told("Paulo Mendes", "urged", "all sides to hold their fire", "demands", addressee="all sides"),
            Told("Paulo Mendes", "called for", "an immediate truce", "demands"),
        ],
    ),
    "joint source": (
        "Niger and Mali said they would leave the bloc.",
        [Told("Niger and Mali", "said", "they would leave the bloc", "promises")],
    ),
    "quotation and report of two": (
        "“The siege is over,” said General Salem, but residents said shells were still falling.",
        [
            Told("General Salem", "said", "“The siege is over,”"),
            Told("residents", "said", "shells were still falling"),
        ],
    ),
}

HEADLINES = {
    "name and colon": (
        "Iran's Rostami: sanctions will not stop oil sales\n\nHamid Rostami spoke in Muscat.",
        [Told("Iran's Rostami", ":", "sanctions will not stop oil sales")],
    ),
    "present tense": (
        "Ethiopia says dam is full\n\nThe dam was begun in 2011.",
        [Told("Ethiopia", "says", "dam is full")],
    ),
    "vows to": (
        "Junta vows to crush uprising\n\nThe road was closed.",
        [Told("Junta", "vows", "to crush uprising", "promises")],
    ),
}

ASKED = {
    "asked whether, somebody said": (
        "Asked whether the army would intervene, Farouk said the constitution did not allow it.",
        ("Farouk", "said", "the constitution did not allow it"),
    ),
    "when asked, somebody replied": (
        "When asked if he would resign, Farouk replied that he had been elected for five years.",
        ("Farouk", "replied", "he had been elected for five years"),
    ),
    "asked about, somebody said": (
        "Asked about the arrests, Farouk said the courts were independent.",
        ("Farouk", "said", "the courts were independent"),
    ),
    "asked by somebody": (
        "Asked by the BBC whether the army would intervene, Farouk said the constitution did not allow it.",
        ("Farouk", "said", "the constitution did not allow it"),
    ),
}

PROPOSED = {
    "accused of": (
        "Islamabad accused Kabul of sheltering militants.",
        ("Islamabad", "accused", "Kabul of sheltering militants"),
    ),
    "reminded somebody that": (
        "The envoy reminded journalists that Brazil had not recognised the vote.",
        ("The envoy", "reminded", "Brazil had not recognised the vote"),
    ),
    "dismissed as": (
        "Harare dismissed the report as propaganda.",
        ("Harare", "dismissed", "the report as propaganda"),
    ),
    "asked between commas": (
        "Lopez, asked about the loan, said it was a matter for the courts.",
        ("Lopez", "said", "it was a matter for the courts"),
    ),
    "blamed for": (
        "Baku blamed Yerevan for the collapse of the truce.",
        ("Baku", "blamed", "Yerevan for the collapse of the truce"),
    ),
    "released a statement condemning": (
        "The ministry released a statement condemning the attack.",
        ("The ministry", "released a statement condemning", "the attack"),
    ),
    "hailed as": ("Jakarta hailed the verdict as historic.", ("Jakarta", "hailed", "the verdict as historic")),
    "first of two verbs": (
        "Manila protested the patrol and urged Beijing to withdraw its ships.",
        ("Manila", "protested", "the patrol"),
    ),
    "headline with a participle, cue at the end": (
        "Nine killed in Sinai ambush, army says\n\nThe road was closed.",
        ("army", "says", "Nine killed in Sinai ambush"),
    ),
    "who is asked does not ask": (
        "Asked whether the army would intervene, Farouk said the constitution did not allow it.",
        (None, "Asked", "whether the army would intervene"),
    ),
    "who is asked by somebody does not ask": (
        "Asked by the BBC whether the army would intervene, Farouk said the constitution did not allow it.",
        ("the BBC", "Asked", "whether the army would intervene"),
    ),
    "an agency quotes somebody as saying": (
        "Xinhua quoted Li Weiguo as saying that the talks were in their last stage.",
        ("Li Weiguo", "saying", "the talks were in their last stage"),
    ),
    "an agency relays all of it": (
        "Xinhua quoted Li Weiguo as saying that the talks were in their last stage.",
        ("Xinhua", "quoted", "Li Weiguo as saying that the talks were in their last stage"),
    ),
    "a quotation that an agency relays": (
        "“The talks are in their last stage,” Xinhua quoted Li Weiguo as saying.",
        ("Li Weiguo", "saying", "“The talks are in their last stage,”"),
    ),
    "made it clear that": (
        "Riyadh made it clear that output would not rise.",
        ("Riyadh", "made it clear", "output would not rise"),
    ),
    "said on an occasion that": (
        "Ruiz said after talks in Lima that the mine would close.",
        ("Ruiz", "said", "the mine would close"),
    ),
    "told a capital that": (
        "Moscow told Yerevan that the base would stay.",
        ("Moscow", "told", "the base would stay"),
    ),
}


def proposed(text: str, model: Model) -> list[tuple[str | None, str, str]]:
    """What the rules propose, whatever it is worth: speaker, cue, content."""
    pages = drop_furniture(find_articles([Source("test.txt", text)], clean_text=True), clean_text=True)
    (parsed,) = find_mentions(pages, model)
    tree = Tree(parsed)
    found = []
    for proposal in propose(tree):
        link(tree, proposal)
        pieces = [[parsed.tokens.span(*r).folded(text) for r in ranges] for ranges in (proposal.cue, proposal.content)]
        speaker = parsed.tokens.span(*proposal.source).folded(text) if proposal.source else None
        found.append((speaker, " ".join(pieces[0]), " ".join(pieces[1])))
    return found


@pytest.mark.parametrize(("text", "expected"), PROPOSED.values(), ids=PROPOSED.keys())
def test_proposed(text: str, expected: tuple[str | None, str, str], model: Model) -> None:
    assert expected in proposed(text, model)


@pytest.mark.parametrize(("text", "expected"), ASKED.values(), ids=ASKED.keys())
def test_who_is_asked_answers(text: str, expected: tuple[str, str, str], model: Model) -> None:
    rows = [(s.speaker_text, s.cue, s.content) for s in read_on(text, model).statements if s.parent_id is None]
    assert [row for row in rows if row[0] == "Farouk"] == [expected]


@pytest.mark.parametrize(("text", "expected"), DIRECT.values(), ids=DIRECT.keys())
def test_direct_speech(text: str, expected: list[Told], model: Model) -> None:
    assert [told(s) for s in read_on(text, model).statements if s.parent_id is None] == expected


@pytest.mark.parametrize(("text", "expected"), LONG.values(), ids=LONG.keys())
def test_long_quotation(text: str, expected: list[Told], model: Model) -> None:
    assert [told(s) for s in read_on(text, model).statements if s.parent_id is None] == expected


@pytest.mark.parametrize(("text", "speaker", "cue", "content"), VERBS.values(), ids=VERBS.keys())
def test_verb_beyond_said(text: str, speaker: str, cue: str, content: str, model: Model) -> None:
    top = [s for s in read_on(text, model).statements if s.parent_id is None]
    assert [(s.speaker_text, s.cue, s.content) for s in top] == [(speaker, cue, content)]


@pytest.mark.parametrize(("text", "expected"), INDIRECT.values(), ids=INDIRECT.keys())
def test_reported_speech(text: str, expected: list[Told], model: Model) -> None:
    assert [told(s) for s in read_on(text, model).statements if s.parent_id is None] == expected


@pytest.mark.parametrize(("text", "expected"), SEVERAL.values(), ids=SEVERAL.keys())
def test_several_speakers(text: str, expected: list[Told], model: Model) -> None:
    assert [told(s) for s in read_on(text, model).statements if s.parent_id is None] == expected


@pytest.mark.parametrize(("text", "expected"), HEADLINES.values(), ids=HEADLINES.keys())
def test_headline(text: str, expected: list[Told], model: Model) -> None:
    top = [s for s in read_on(text, model).statements if s.parent_id is None]
    assert [told(s) for s in top][: len(expected)] == expected


def test_a_nickname_is_no_statement(model: Model) -> None:
    reading = read_on("Police arrested Abdul “Tiger” Rahman in Dhaka. Pedro “The Baker” Ruiz fled.", model)
    assert reading.statements == ()


def test_a_promise_within_a_statement_names_its_parent(model: Model) -> None:
    outer, inner = read_on("Nasser said Ana Ruiz had promised that the port would open.", model).statements
    assert inner.parent_id == outer.statement_id
    assert told(inner) == Told("Ana Ruiz", "had promised", "the port would open", "promises")


@pytest.mark.parametrize("text", ["To say it is open they want", "Saying nothing of the raid he went"])
def test_a_verb_whose_governor_ends_the_text(text: str, model: Model) -> None:
    """It has no word after it, and the text is read like any other."""
    assert len(read_on(text, model).sentences) == 1
