"""Facts between entities, one sentence and one construction a row: what is asserted, denied, and left out."""

from __future__ import annotations

import pytest

from pipeline.ner.model import Model
from pipeline.records import Reading
from pipeline.relations.facts import FACT_RULES
from tests.test_statements_patterns import read

# Rows are "SUBJECT PREDICATE OBJECT", with "not" before those that are said not to hold.

VERBS = {
    "active": ("Turkey accused Greece of violating its airspace.", ["Turkey accuses Greece"]),
    "present tense of headlines": ("Iran slams Israel over raid on Damascus", ["Iran opposes Israel"]),
    "the state's government is the state": (
        "The Iraqi government blamed Turkey for the shelling of a village.",
        ["Iraq accuses Turkey"],
    ),
    "a city that stands for its government": ("Moscow condemned Israel for the raid.", ["Russia opposes Israel"]),
    "forces are their state's": (
        "Israeli warplanes bombed Hezbollah positions in southern Lebanon.",
        ["Israel fights Hezbollah"],
    ),
    "fighters are their group's": (
        "Hezbollah fighters attacked Israeli positions on the border.",
        ["Hezbollah fights Israel"],
    ),
    "positions of an army": ("Israeli forces shelled positions of the Syrian army.", ["Israel fights Syria"]),
    "forces loyal to somebody": ("Forces loyal to Omar Nabil attacked Hezbollah.", ["Omar Nabil fights Hezbollah"]),
    "praise": ("Leyla Demir praised Qatar for its role.", ["Leyla Demir supports Qatar"]),
    "support": ("Iran supports Hezbollah with money and weapons.", ["Iran supports Hezbollah"]),
    "opposes": ("Turkey opposes Israel, but not Qatar.", ["Turkey opposes Israel"]),
    "threat": ("Iran threatened Israel on Friday.", ["Iran opposes Israel"]),
    "meeting": ("Leyla Demir met Hassan Karim in Ankara on Monday.", ["Leyla Demir met_with Hassan Karim"]),
    "receiving is meeting": (
        "Egyptian President Omar Nabil received Leyla Demir in Cairo.",
        ["Omar Nabil met_with Leyla Demir"],
    ),
    "hosting is meeting": ("Leyla Demir hosted Omar Nabil at a dinner in Ankara.", ["Leyla Demir met_with Omar Nabil"]),
    "killing": (
        "Israel kills Hamas commander Omar Nabil in Gaza",
        ["Omar Nabil member_of Hamas", "Israel fights Omar Nabil"],
    ),
    "a name in apposition to the object": (
        "Leyla Demir met the Iraqi foreign minister, Hassan Karim, on Monday.",
        ["Leyla Demir met_with Hassan Karim"],
    ),
    "a name in apposition to the subject": (
        "The Turkish foreign minister, Leyla Demir, met Hassan Karim on Monday.",
        ["Leyla Demir met_with Hassan Karim"],
    ),
    "leads": ("Hassan Karim leads the Sadrist Movement.", ["Hassan Karim leads Sadrist Movement"]),
    "heads, in a relative clause": (
        "Leyla Demir, who heads the Red Crescent, resigned.",
        ["Leyla Demir leads Red Crescent"],
    ),
    "joins": ("Hassan Karim joined the Baath Party in 1990.", ["Hassan Karim member_of Baath Party"]),
    "works for": ("Hassan Karim works for the Red Crescent.", ["Hassan Karim member_of Red Crescent"]),
}

PASSIVES = {
    "passive": ("Greece was accused by Turkey of violating its airspace.", ["Turkey accuses Greece"]),
    "passive without a doer": ("Greece was accused of violating its airspace.", []),
    "passive of meeting": ("Omar Nabil was received by Leyla Demir in Ankara.", ["Leyla Demir met_with Omar Nabil"]),
    "participle after the name": ("Hezbollah, backed by Iran, fired rockets.", ["Iran supports Hezbollah"]),
    "relative passive": ("Hezbollah, which is backed by Iran, fired rockets.", ["Iran supports Hezbollah"]),
    "participle of blame": ("Hassan Karim, blamed by Turkey for the raid, resigned.", ["Turkey accuses Hassan Karim"]),
    "led by": ("The Red Crescent, led by Leyla Demir, sent doctors.", ["Leyla Demir leads Red Crescent"]),
}

PREPOSITIONS = {
    "met with": ("Leyla Demir met with Hassan Karim on Monday.", ["Leyla Demir met_with Hassan Karim"]),
    "clashed with": ("The Syrian army clashed with Hamas militants near the border.", ["Syria fights Hamas"]),
    "stands by": ("Turkey stands by Qatar.", ["Turkey supports Qatar"]),
    "sided with, not against": ("Turkey sided with Qatar against Egypt.", ["Turkey supports Qatar"]),
    "fought against": ("Hezbollah fought against Israel for a month.", ["Hezbollah fights Israel"]),
    "talked with officials": ("Turkish officials met with Taliban leaders.", ["Turkey met_with Taliban"]),
    "by phone is no meeting": ("Leyla Demir discussed the plan with Hassan Karim by phone.", []),
}

JOINT = {
    "two who met": ("Leyla Demir and Hassan Karim met on Monday.", ["Leyla Demir met_with Hassan Karim"]),
    "two states that met": ("Saudi Arabia and Iran met in Beijing.", ["Saudi Arabia met_with Iran"]),
    "two who met a third": (
        "Leyla Demir and Hassan Karim met Omar Nabil in Cairo.",
        ["Leyla Demir met_with Omar Nabil", "Hassan Karim met_with Omar Nabil"],
    ),
    "one who blames two": (
        "Turkey blamed Iran and Syria for the raid.",
        ["Turkey accuses Iran", "Turkey accuses Syria"],
    ),
    "two verbs of one subject": (
        "Turkey criticised Israel and praised Qatar.",
        ["Turkey opposes Israel", "Turkey supports Qatar"],
    ),
    "each other": (
        "Turkey and Greece accused each other of lying.",
        ["Turkey accuses Greece", "Greece accuses Turkey"],
    ),
    "mutual by itself": ("Saudi Arabia and Iran clashed with each other.", ["Saudi Arabia fights Iran"]),
    "three who met": (
        "Leyla Demir, Hassan Karim and Omar Nabil met in Doha.",
        ["Leyla Demir met_with Omar Nabil", "Leyla Demir met_with Hassan Karim", "Hassan Karim met_with Omar Nabil"],
    ),
}

CLAUSES = {
    "relative subject": (
        "Hassan Karim, who met Leyla Demir in Ankara, said the talks had gone well.",
        ["Hassan Karim met_with Leyla Demir"],
    ),
    "relative object": ("Hezbollah, which Iran supports, fired rockets.", ["Iran supports Hezbollah"]),
    "participle clause": (
        "Leyla Demir arrived on Monday, meeting Omar Nabil in Cairo.",
        ["Leyla Demir met_with Omar Nabil"],
    ),
    "after meeting": ("After meeting Omar Nabil, Leyla Demir flew home.", ["Leyla Demir met_with Omar Nabil"]),
    "somebody is accused of supporting another": (
        "Leyla Demir accused Hassan Karim of supporting Israel.",
        ["Leyla Demir accuses Hassan Karim", "Hassan Karim supports Israel"],
    ),
    "in a content": ("Russia said that Ukraine had attacked Belarus.", ["Ukraine fights Belarus"]),
    "began to": ("Leyla Demir began to support Hassan Karim last year.", ["Leyla Demir supports Hassan Karim"]),
    "continues to": ("Leyla Demir continues to support Hassan Karim.", ["Leyla Demir supports Hassan Karim"]),
    "works to defeat": ("Britain is working to defeat Hezbollah.", ["Britain fights Hezbollah"]),
}

NOUNS = {
    "held talks": ("Leyla Demir held talks with Hassan Karim in Baghdad.", ["Leyla Demir met_with Hassan Karim"]),
    "counterpart": (
        "Turkish Foreign Minister Leyla Demir held talks with her Iraqi counterpart Hassan Karim.",
        ["Leyla Demir met_with Hassan Karim"],
    ),
    "talks between": ("Talks between Turkey and Greece were held in Geneva.", ["Turkey met_with Greece"]),
    "clashes between forces": (
        "Clashes between Turkish troops and PKK fighters continued for a third day.",
        ["Turkey fights PKK"],
    ),
    "owner with 's": ("Hassan Karim's criticism of Leyla Demir made headlines.", ["Hassan Karim opposes Leyla Demir"]),
    "accusation by": (
        "An accusation by Hassan Karim against Leyla Demir made headlines.",
        ["Hassan Karim accuses Leyla Demir"],
    ),
    "allegations against, by": ("Allegations against Turkey by Greece were false.", ["Greece accuses Turkey"]),
    "who rejects an accusation does not say that nobody made it": (
        "Turkey rejected Greece's accusation against Leyla Demir.",
        ["Greece accuses Leyla Demir"],
    ),
    "meeting of, with": (
        "The meeting of Leyla Demir with Hassan Karim lasted an hour.",
        ["Leyla Demir met_with Hassan Karim"],
    ),
    "support for": ("Turkey's support for Qatar is well known.", ["Turkey supports Qatar"]),
    "expressed support": ("Leyla Demir expressed her support for Hassan Karim.", ["Leyla Demir supports Hassan Karim"]),
    "launched strikes": ("Turkey launched air strikes on the PKK in northern Iraq.", ["Turkey fights PKK"]),
    "at war": ("Turkey is at war with Greece.", ["Turkey fights Greece"]),
    "declared war": ("Turkey declared war on Greece.", ["Turkey fights Greece"]),
    "invasion of": ("Israel's invasion of Lebanon began in June.", ["Israel fights Lebanon"]),
    "sanctions on": ("The United States imposed sanctions on Iran.", ["United States opposes Iran"]),
    "condemnation of": (
        "The Palestinian Authority's condemnation of Israel was read out.",
        ["Palestinian Authority opposes Israel"],
    ),
}

KINDS = {
    "an ally of": ("Leyla Demir, a close ally of Hassan Karim, won the seat.", ["Leyla Demir supports Hassan Karim"]),
    "is a critic of": ("Leyla Demir is a fierce critic of Israel.", ["Leyla Demir opposes Israel"]),
    "somebody's rival": ("Leyla Demir's rival Hassan Karim conceded.", ["Hassan Karim opposes Leyla Demir"]),
    "opponent": ("Hassan Karim, an opponent of Leyla Demir, won the vote.", ["Hassan Karim opposes Leyla Demir"]),
    "backed with a hyphen": ("Iran-backed Hezbollah fired rockets at the town.", ["Iran supports Hezbollah"]),
    "backed, an acronym": (
        "The US-backed Syrian Democratic Forces took the town.",
        ["United States supports Syrian Democratic Forces"],
    ),
}

NEGATED = {
    "did not": ("Leyla Demir did not meet Hassan Karim.", ["not Leyla Demir met_with Hassan Karim"]),
    "never": ("Leyla Demir never met Hassan Karim.", ["not Leyla Demir met_with Hassan Karim"]),
    "denied doing it": ("Leyla Demir denied meeting Hassan Karim.", ["not Leyla Demir met_with Hassan Karim"]),
    "denied that": ("Iran denied that Turkey had attacked Syria.", ["not Turkey fights Syria"]),
    "refused to": ("Leyla Demir refused to meet Hassan Karim.", ["not Leyla Demir met_with Hassan Karim"]),
    "declined to": ("Leyla Demir declined to criticise Hassan Karim.", ["not Leyla Demir opposes Hassan Karim"]),
    "no talks were held": ("No talks between Turkey and Greece were held.", ["not Turkey met_with Greece"]),
    "held no talks": ("Turkey held no talks with Greece.", ["not Turkey met_with Greece"]),
    "neither nor": (
        "Leyla Demir met neither Hassan Karim nor Omar Nabil.",
        ["not Leyla Demir met_with Hassan Karim", "not Leyla Demir met_with Omar Nabil"],
    ),
    "not a member": ("Turkey is not a member of the Arab League.", ["not Turkey part_of Arab League"]),
    "cancelled": ("Leyla Demir cancelled a meeting with Hassan Karim.", []),
    "not only is no denial": (
        "Leyla Demir not only met Hassan Karim but praised Israel.",
        ["Leyla Demir met_with Hassan Karim", "Leyla Demir supports Israel"],
    ),
}

OPEN = {
    "may": ("Leyla Demir may meet Hassan Karim next week.", []),
    "will": ("Leyla Demir will meet Hassan Karim on Friday.", []),
    "would": ("Leyla Demir would support Hassan Karim if he apologised.", []),
    "plans to": ("Leyla Demir plans to meet Hassan Karim.", []),
    "is expected to": ("Leyla Demir is expected to meet Hassan Karim on Friday.", []),
    "purpose": ("Leyla Demir flew to Cairo to meet Omar Nabil.", []),
    "before meeting": ("Before meeting Omar Nabil, Leyla Demir flew to Doha.", []),
    "if": ("If Leyla Demir met Hassan Karim, nobody saw it.", []),
    "unless": ("Unless Leyla Demir meets Hassan Karim, the deal is dead.", []),
    "question": ("Has Leyla Demir met Hassan Karim?", []),
    "called for talks": ("Leyla Demir called for talks between Turkey and Greece.", []),
    "possible talks": ("Possible talks between Turkey and Greece were on the agenda.", []),
    "urged to": ("Leyla Demir urged Turkey to support Qatar.", []),
    "to, in a headline": ("Turkey to meet Greece in Geneva", []),
    "did not say that": ("Leyla Demir did not say that Turkey had attacked Syria.", []),
    "allegedly": ("Turkey allegedly attacked Syria.", []),
}

NONE = {
    "a visit to a place": ("Leyla Demir visited Cairo on Monday.", []),
    "met a challenge": ("Turkey met the deadline.", []),
    "a thing is condemned": ("Turkey condemned the attack in Damascus.", []),
    "somebody else's spokesman": ("Leyla Demir's spokesman met reporters.", []),
    "the object is unnamed": ("Leyla Demir met a farmer.", []),
    "two names side by side": ("Leyla Demir and Hassan Karim left.", []),
    "met in a place": ("Leyla Demir met reporters in Turkey.", []),
    "with, without a cue": ("Leyla Demir sang with Hassan Karim.", []),
}

PARTS = {
    "member of a union": ("Turkey is a member of NATO.", ["Turkey part_of NATO"]),
    "member before the name": ("NATO member Turkey voted against the plan.", ["Turkey part_of NATO"]),
    "member after the name": ("Turkey, a NATO member, voted against the plan.", ["Turkey part_of NATO"]),
    "branch": (
        "The Quds Force, a branch of the Revolutionary Guards, trained them.",
        ["Quds Force part_of Revolutionary Guards"],
    ),
    "is part of": ("The Quds Force is part of the Revolutionary Guards.", ["Quds Force part_of Revolutionary Guards"]),
    "belongs to": ("The Quds Force belongs to the Revolutionary Guards.", ["Quds Force part_of Revolutionary Guards"]),
    "a state's ministry": ("Turkey's Foreign Ministry summoned the envoy.", ["Foreign Ministry part_of Turkey"]),
    "a person is a member": ("Hassan Karim is a member of the Baath Party.", ["Hassan Karim member_of Baath Party"]),
    "a person of a body": (
        "Hassan Karim of Human Rights Watch said the raid was a crime.",
        ["Hassan Karim member_of Human Rights Watch"],
    ),
}

SEATS = {
    "based with a hyphen": ("The Brussels-based NATO said it was ready.", ["NATO based_in Brussels"]),
    "based in": ("NATO, based in Brussels, said it was ready.", ["NATO based_in Brussels"]),
    "headquartered in": ("NATO is headquartered in Brussels.", ["NATO based_in Brussels"]),
    "lives in": ("Leyla Demir, who lives in Paris, wrote the book.", ["Leyla Demir based_in Paris"]),
    "not based": ("NATO is not based in Paris.", ["not NATO based_in Paris"]),
    "in a town after the name": (
        "The Human Rights Institute in Oslo published the list.",
        ["Human Rights Institute based_in Oslo"],
    ),
    "a group in a country is not based there": ("Israel attacked Hezbollah in Syria.", ["Israel fights Hezbollah"]),
}

NAMES = {
    "acronym": ("The Kurdistan Workers' Party (PKK) rejected the offer.", ["Kurdistan Workers' Party same_as PKK"]),
    "also known as": ("Leyla Demir, also known as Umm Hassan, was arrested.", ["Leyla Demir same_as Umm Hassan"]),
    "brackets with something else": ("Leyla Demir (Istanbul) was arrested.", []),
}

REGISTER = {
    "summit": (
        "On the sidelines of the summit in Doha, Turkish Foreign Minister Leyla Demir met her Iraqi "
        "counterpart, Hassan Karim.",
        ["Leyla Demir met_with Hassan Karim"],
    ),
    "agency lead": (
        "Iran on Tuesday accused the United States of lying, hours after Israeli jets attacked Syria.",
        ["Iran accuses United States", "Israel fights Syria"],
    ),
    "speaker after the content": (
        "“Iran is arming Hezbollah,” Leyla Demir said on Monday.",
        ["Iran supports Hezbollah"],
    ),
    "blame inside a quotation": (
        "“Turkey attacked Syria without a reason,” Hassan Karim told reporters in Damascus.",
        ["Turkey fights Syria"],
    ),
    "who denies it, after the content": (
        "Israel has not attacked Syria, a spokesman for the army said.",
        ["not Israel fights Syria"],
    ),
    "repeated accusation": ("Ankara has repeatedly accused Athens of violating the treaty.", ["Turkey accuses Greece"]),
    "condemned strongly": (
        "The Arab League strongly condemned Israel on Sunday after the raid on Damascus.",
        ["Arab League opposes Israel"],
    ),
    "hailed": ("Leyla Demir hailed Hassan Karim as a friend of Turkey.", ["Leyla Demir supports Hassan Karim"]),
    "backed in a vote": ("Russia backed Syria in the vote at the United Nations.", ["Russia supports Syria"]),
    "airstrikes by": ("Air strikes by Saudi Arabia on Yemen killed nine people.", ["Saudi Arabia fights Yemen"]),
    "strikes against, owner's adjective": (
        "Saudi strikes against Yemen killed nine people.",
        ["Saudi Arabia fights Yemen"],
    ),
    "fighting between": (
        "Heavy fighting between Hezbollah and Israel was reported along the border.",
        ["Hezbollah fights Israel"],
    ),
    "war between": ("The war between Iran and Iraq ended in 1988.", ["Iran fights Iraq"]),
    "joint attack": (
        "Hamas and Hezbollah attacked Israel on Saturday.",
        ["Hamas fights Israel", "Hezbollah fights Israel"],
    ),
    "meeting with, chaired": (
        "Leyla Demir chaired a meeting with Hassan Karim in Ankara.",
        ["Leyla Demir met_with Hassan Karim"],
    ),
    "talks with, resumed": ("Iran resumed talks with Saudi Arabia in Baghdad.", ["Iran met_with Saudi Arabia"]),
    "negotiated with": ("Qatar negotiated with the Taliban for two years.", ["Qatar met_with Taliban"]),
    "summit between": ("A summit between Turkey and Greece took place in Athens.", ["Turkey met_with Greece"]),
    "in talks": ("Turkey is in talks with Greece.", ["Turkey met_with Greece"]),
    "sued": ("Leyla Demir filed a complaint against Hassan Karim.", ["Leyla Demir accuses Hassan Karim"]),
    "solidarity": ("Qatar voiced solidarity with Turkey after the earthquake.", ["Qatar supports Turkey"]),
    "opposition to": ("Turkey reiterated its opposition to Israel.", ["Turkey opposes Israel"]),
    "alliance": ("The alliance between Russia and Syria goes back decades.", ["Russia supports Syria"]),
    "rejects": ("Leyla Demir rejected Hassan Karim as a mediator.", ["Leyla Demir opposes Hassan Karim"]),
    "campaign against": ("Turkey's campaign against the PKK went on for years.", ["Turkey fights PKK"]),
    "Israeli raid": ("The Israeli raid on Syria was condemned by Turkey.", ["Israel fights Syria"]),
    "retaliation": ("Iran retaliated against Israel on Saturday.", ["Iran opposes Israel"]),
    "besieged": ("Syrian troops besieged Hezbollah in the old town.", ["Syria fights Hezbollah"]),
    "armed and funded": ("Iran armed and funded Hezbollah for decades.", ["Iran supports Hezbollah"]),
    "fails to condemn": ("Turkey failed to condemn Russia.", ["not Turkey opposes Russia"]),
    "no longer": ("Turkey no longer supports Qatar.", ["not Turkey supports Qatar"]),
    "stopped supporting": ("Turkey stopped supporting Qatar.", ["not Turkey supports Qatar"]),
    "without meeting": (
        "Hassan Karim left Egypt without meeting Omar Nabil.",
        ["not Hassan Karim met_with Omar Nabil"],
    ),
    "wants to meet": ("Leyla Demir wants to meet Omar Nabil.", []),
    "could attack": ("Israel could attack Iran within weeks.", []),
    "threatened to attack": ("Israel threatened to attack Iran.", []),
    "warned against attacking": ("Turkey warned Israel against attacking Syria.", []),
    "ready to": ("Turkey is ready to support Qatar.", []),
    "whether": ("It was unclear whether Leyla Demir had met Hassan Karim.", []),
    "would have": ("Leyla Demir would have met Hassan Karim.", []),
    "proposed meeting": ("A proposed meeting between Leyla Demir and Hassan Karim was called off.", []),
    "plans to attack": ("The army had plans to attack Syria.", []),
    "the possibility of": ("Iraqis debated the possibility of Israel launching a strike on Iran.", []),
    "the prospect of talks": ("The prospect of talks between Turkey and Greece pleased nobody.", []),
    "is considered": ("Russia is considered a key supporter of Syria.", ["Russia supports Syria"]),
    "news conference": (
        "Leyla Demir spoke at a joint news conference with Hassan Karim in Ankara.",
        ["Leyla Demir met_with Hassan Karim"],
    ),
    "received support from several": (
        "Turkey has received support from Qatar, Egypt and Jordan.",
        ["Qatar supports Turkey", "Egypt supports Turkey", "Jordan supports Turkey"],
    ),
    "drew criticism from": ("Turkey drew criticism from Greece.", ["Greece opposes Turkey"]),
    "stance against": ("The United States took a stance against Iran.", ["United States opposes Iran"]),
    "a town's government is somebody's": ("The Damascus-based government of Hassan Karim fell.", []),
    "of a town": ("Hassan Karim of Basra won the prize.", ["Hassan Karim based_in Basra"]),
}


GROUPS = {
    "verbs": VERBS,
    "passives": PASSIVES,
    "prepositions": PREPOSITIONS,
    "joint subjects and objects": JOINT,
    "clauses": CLAUSES,
    "nouns": NOUNS,
    "what one is to another": KINDS,
    "denied": NEGATED,
    "left open": OPEN,
    "nothing said": NONE,
    "parts": PARTS,
    "seats": SEATS,
    "names": NAMES,
    "register of the news": REGISTER,
}
CASES = {f"{group}: {name}": case for group, cases in GROUPS.items() for name, case in cases.items()}


def facts(reading: Reading) -> list[str]:
    """The facts in the order of the tables' rows, without roles and offices."""
    rows = sorted(reading.relations, key=lambda r: (r.span, r.object))
    return [
        f"{'not ' if r.negated else ''}{r.subject} {r.predicate} {r.object}"
        for r in rows
        if r.predicate not in ("holds_role", "represents")
    ]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_facts(text: str, expected: list[str], model: Model) -> None:
    assert sorted(facts(read(text, model))) == sorted(expected)


EVIDENCE = {
    "from subject to object": (
        "On Monday Leyla Demir met Hassan Karim in Ankara.",
        ("active", "Leyla Demir met Hassan Karim"),
    ),
    "the cue comes first": (
        "Talks between Turkey and Greece were held in Geneva.",
        ("between", "Talks between Turkey and Greece"),
    ),
    "object before subject": (
        "Greece was accused by Turkey of violating its airspace.",
        ("passive", "Greece was accused by Turkey"),
    ),
    "the phrase that stands for a state": (
        "On Monday Norwegian forces attacked the Syrian army.",
        ("active", "Norwegian forces attacked the Syrian army"),
    ),
    "the bracket is closed": (
        "The Kurdistan Workers' Party (PKK) rejected the offer.",
        ("in_brackets", "Kurdistan Workers' Party (PKK)"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), EVIDENCE.values(), ids=EVIDENCE.keys())
def test_evidence(text: str, expected: tuple[str, str], model: Model) -> None:
    reading = read(text, model)
    (relation,) = reading.relations
    assert (relation.rule, relation.evidence) == expected
    assert relation.evidence == text[relation.span.start : relation.span.end]
    assert relation.confidence is None


CARRIED = {
    "what accuses is the statement": (
        "Turkey accused Greece of violating its airspace.",
        {"Turkey accuses Greece": "violating its airspace"},
    ),
    "what is said inside": (
        "Russia said that Ukraine had attacked Belarus.",
        {"Ukraine fights Belarus": "Ukraine had attacked Belarus"},
    ),
    "both": (
        "Leyla Demir accused Hassan Karim of supporting Israel.",
        {
            "Leyla Demir accuses Hassan Karim": "Hassan Karim of supporting Israel",
            "Hassan Karim supports Israel": "Hassan Karim of supporting Israel",
        },
    ),
    "the article itself": (
        "Leyla Demir met Hassan Karim in Ankara.",
        {"Leyla Demir met_with Hassan Karim": None},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CARRIED.values(), ids=CARRIED.keys())
def test_statement_that_carries_it(text: str, expected: dict[str, str | None], model: Model) -> None:
    reading = read(text, model)
    contents = {statement.statement_id: statement.content for statement in reading.statements}
    found = {f"{r.subject} {r.predicate} {r.object}": contents.get(r.statement_id or "") for r in reading.relations}
    assert found == expected


def test_a_pair_has_one_row_a_sentence_however_often_it_is_said(model: Model) -> None:
    text = "Turkey attacked Syria on Monday and fought the Syrian army for a week."
    assert facts(read(text, model)) == ["Turkey fights Syria"]


def test_nothing_is_related_to_itself(model: Model) -> None:
    assert facts(read("Turkey accused Ankara of lying.", model)) == []


def test_every_rule_says_its_pattern() -> None:
    assert [rule.__name__ for rule in FACT_RULES if not rule.__doc__] == []
