"""Who is meant, in the register of diplomatic and world news: one construction a row, invented articles."""

from __future__ import annotations

import pytest

from pipeline.ner.model import Model
from tests.test_statements_patterns import read

Expected = list[tuple[str | None, str, str]]

PEOPLE: dict[str, tuple[str, Expected]] = {
    "she, not the man in what she says": (
        "Minister Salma Haddad met reporters in Amman. She said President Omar Nasser had agreed. "
        "She added that talks would go on.",
        [("Salma Haddad", "person", "pronoun"), ("Salma Haddad", "person", "pronoun")],
    ),
    "he, not the one whom the speech before names": (
        "Karim Daoud told the court that Yusuf Taleb had signed the order. He said the order was unlawful.",
        [("Karim Daoud", "person", "name"), ("Karim Daoud", "person", "pronoun")],
    ),
    "he, not a name in his own words": (
        "Governor Peter Okello opened the bridge. Samuel Mutua should resign, he said.",
        [("Peter Okello", "person", "pronoun")],
    ),
    "he after an unnamed official": (
        "Minister Daniel Mwangi left on Monday. A senior diplomat said the talks had failed. He said they would go on.",
        [(None, "anonymous", "none"), (None, "anonymous", "none")],
    ),
    "anonymous source is never merged": (
        "Foreign Minister Leila Mansour arrived in Doha. A senior official who asked not to be named said the "
        "deal was close. The official said a date was set.",
        [(None, "anonymous", "none"), (None, "anonymous", "none")],
    ),
    "the minister, of two": (
        "Finance Minister Grace Mbatha and Defence Minister Paul Otieno flew to Kigali. "
        "The defence minister said the border was calm. The finance minister said funds were ready.",
        [("Paul Otieno", "person", "nominal"), ("Grace Mbatha", "person", "nominal")],
    ),
    "the former president": (
        "President Aru Lasmana met former President Budi Santoso on Monday. "
        "The former president said the count was flawed.",
        [("Budi Santoso", "person", "nominal")],
    ),
    "the vice president is not the president": (
        "President Tomas Quiroga was abroad. Vice President Elena Paz chaired the meeting. "
        "The vice president said the budget was ready.",
        [("Elena Paz", "person", "nominal")],
    ),
    "the premier": (
        "Prime Minister Jusuf Rahal visited the port. The premier said work would begin in May.",
        [("Jusuf Rahal", "person", "nominal")],
    ),
    "secretary-general": (
        "Secretary-General Nadia Fares addressed the summit. The Secretary-General said unity was needed.",
        [("Nadia Fares", "person", "nominal")],
    ),
    "the lawmaker is a senator": (
        "Senator Ricardo Luna met farmers. The lawmaker said it would harm farmers.",
        [("Ricardo Luna", "person", "nominal")],
    ),
    "the cleric": (
        "Ayatollah Hadi Karimi spoke in Qom. The cleric said the law was just.",
        [("Hadi Karimi", "person", "nominal")],
    ),
    "the 40-year-old": (
        "Striker Moussa Keita signed on Friday. The 30-year-old said he was proud.",
        [("Moussa Keita", "person", "nominal")],
    ),
    "the spokesman is not the minister": (
        "Foreign Minister Ali Sattar said the talks had ended. The spokesman said nothing was signed.",
        [("Ali Sattar", "person", "name"), (None, "anonymous", "none")],
    ),
    "the prime minister whom nobody names": (
        "Opposition leader Marc Duval spoke in Port Louis. His rival Ravi Gopal listened. "
        "The prime minister said the loan was safe.",
        [(None, "anonymous", "none")],
    ),
    "body and role before the name": (
        "National Water Authority (NWA) Director-General Lin Mei-hua said the dams were full.",
        [("Lin Mei-hua", "person", "name")],
    ),
    "role of a body, then the name": (
        "The chairman of the Harbour Workers Union, Joseph Banda, said the strike would go on.",
        [("Joseph Banda", "person", "name")],
    ),
    "title upon title": (
        "Hon. Dr. Grace Mbatha said the clinic would open.",
        [("Grace Mbatha", "person", "name")],
    ),
    "prime minister and sheikh": (
        "Prime Minister Sheikh Salma said the river would be dredged. Sheikh Salma said work would last a year.",
        [("Sheikh Salma", "person", "name"), ("Sheikh Salma", "person", "name")],
    ),
    "the son of somebody named is unnamed": (
        "The son of President Omar Nasser said the house was sold.",
        [(None, "anonymous", "none")],
    ),
    "two persons joined": (
        "Foreign Minister Leila Mansour and her Omani counterpart Hamad Habsi said the border would open.",
        [("Leila Mansour and Hamad Habsi", "person", "name")],
    ),
    "the two ministers": (
        "Leila Mansour and Hamad Habsi said the border would open. The two ministers said trade would grow.",
        [("Leila Mansour and Hamad Habsi", "person", "name"), ("Leila Mansour and Hamad Habsi", "person", "nominal")],
    ),
    "they after joint speakers": (
        "Leila Mansour and Hamad Habsi said the border would open. They said trade would grow.",
        [("Leila Mansour and Hamad Habsi", "person", "name"), ("Leila Mansour and Hamad Habsi", "person", "pronoun")],
    ),
    "a name and others": (
        "Leila Mansour and other ministers said the border would open.",
        [("Leila Mansour and other ministers", "group", "name")],
    ),
    "the premier of before": (
        "Kenyan opposition chief Raymond Odera met voters in Nakuru. The veteran politician said the talks were frank.",
        [("Raymond Odera", "person", "nominal")],
    ),
    "two roles in turn": (
        "Colombian Vice President Rosa Caicedo met envoys. The vice president said the army would act. "
        "Rebel commander Pablo Beltran said she was mistaken.",
        [("Rosa Caicedo", "person", "nominal"), ("Pablo Beltran", "person", "name")],
    ),
    "role in letters": (
        "Delhi Chief Minister Arun Kapoor met farmers. The CM said funds were withheld.",
        [("Arun Kapoor", "person", "nominal")],
    ),
    "the ex-minister": (
        "Former finance minister Tito Mokoena visited the mine. The ex-minister warned that the rand would fall.",
        [("Tito Mokoena", "person", "nominal")],
    ),
    "one of his people": (
        "Coach Didier Mbala was hopeful. The Cameroonian said the game would be hard.",
        [("Didier Mbala", "person", "nominal")],
    ),
    "the teacher, after a resident": (
        "Ms Lee Hui Min, a resident of Bedok, said the noise was bad. The teacher said she could not sleep.",
        [("Lee Hui Min", "person", "name"), ("Lee Hui Min", "person", "nominal")],
    ),
    "first name only": (
        'The bridge was shut. "I was beaten," said Ahmad, a student. The student said he was held for a week.',
        [("Ahmad", "person", "name"), ("Ahmad", "person", "nominal")],
    ),
    "her counterpart's name beside it": (
        "Aydin's Greek counterpart, Nikos Pappas, said Athens was ready.",
        [("Nikos Pappas", "person", "name")],
    ),
    "double name, one letter off": (
        "Education Minister Leela Devi Dukharan-Laram met teachers. Ms Dukheran-Laram said schools would open.",
        [("Leela Devi Dukharan-Laram", "person", "name")],
    ),
    "his remarks": (
        "Karim Daoud spoke in Tunis. Daoud's remarks suggested that the talks had failed.",
        [("Karim Daoud", "person", "nominal")],
    ),
}

BODIES: dict[str, tuple[str, Expected]] = {
    "the agency is a bureau": (
        "The National Statistics Bureau published figures on Monday. The agency said prices had risen.",
        [("National Statistics Bureau", "office", "nominal")],
    ),
    "the ministry by its kind": (
        "The Ministry of Health and the Ministry of Trade sent teams. The health ministry said the clinics were open.",
        [("Ministry of Health", "office", "nominal")],
    ),
    "the company is no news agency": (
        "CAIRO (Reuters) - Nile Textiles will close a mill. The company said demand was weak.",
        [("Nile Textiles", "organization", "nominal")],
    ),
    "acronym in brackets": (
        "The Union of Harbour Pilots (UHP) met on Monday. The UHP said pay was too low.",
        [("Union of Harbour Pilots", "organization", "name")],
    ),
    "acronym of words that are no name": (
        "The Lakeside community policing forum (CPF) met on Monday. The CPF said robberies had risen.",
        [("Lakeside community policing forum", "organization", "name")],
    ),
    "acronym in small letters": (
        "The National Union of Mariners (Numa) met on Monday. Numa said pay was too low.",
        [("National Union of Mariners", "organization", "name")],
    ),
    "it is the body that spoke": (
        "The Nile Textiles company said demand was weak. It said the mill would close.",
        [("Nile Textiles", "organization", "nominal"), ("Nile Textiles", "organization", "pronoun")],
    ),
    "the court": (
        "The Constitutional Court annulled the vote. The court said the count was flawed.",
        [("Constitutional Court", "office", "nominal")],
    ),
    "which": (
        "The request went to the Electoral Commission, which said the rolls were closed.",
        [("Electoral Commission", "office", "pronoun")],
    ),
    "a party's leadership is the party": (
        "The Unity Party met in Lusaka. The Unity Party leadership said it would appeal.",
        [("Unity Party", "organization", "nominal")],
    ),
    "a company that nobody names": (
        "The company said demand was weak.",
        [(None, "organization", "none")],
    ),
    "companies are a group": (
        "Several companies said demand was weak.",
        [(None, "group", "none")],
    ),
    "militant group": (
        "Ansar al-Haq claimed that it had won. The militant group said the convoy carried weapons.",
        [("Ansar al-Haq", "organization", "name"), ("Ansar al-Haq", "organization", "nominal")],
    ),
    "coast guard is no person": (
        "The Kenyan coast guard said a boat had sunk.",
        [("Kenyan coast guard", "organization", "nominal")],
    ),
    "described body in short": (
        "Russia's foreign ministry said the envoy would leave. The ministry said the answer would be firm.",
        [("Russia's foreign ministry", "office", "nominal"), ("Russia's foreign ministry", "office", "nominal")],
    ),
    "agency of a larger body": (
        "The UN refugee agency said tents were needed.",
        [("UN refugee agency", "organization", "none")],
    ),
    "the army after the military": (
        "Israel's military said it was checking. The army said four men were held.",
        [("Israel's military", "organization", "nominal"), ("Israel's military", "organization", "nominal")],
    ),
    "the bloc": (
        "The European Union met on Monday. The bloc said sanctions were possible.",
        [("European Union", "organization", "nominal")],
    ),
    "international council is no office of a state": (
        "The World Harbour Council said trade had grown.",
        [("World Harbour Council", "organization", "name")],
    ),
    "city hospital is no office": (
        "Kampala City Hospital said the patients were stable.",
        [("Kampala City Hospital", "organization", "name")],
    ),
}

GOVERNMENTS: dict[str, tuple[str, Expected]] = {
    "the government of the dateline's country": (
        "CAIRO - 21 July 2022: The government said bread subsidies would stay. Wheat prices rose after Russia's "
        "invasion of Ukraine.",
        [("Egypt", "country", "nominal")],
    ),
    "capital that denies": (
        "Tehran denied that it had sent the drones.",
        [("Iran", "country", "metonym")],
    ),
    "government in capitals": (
        "The Government of Peru said the talks had failed.",
        [("Peru", "country", "name")],
    ),
    "authorities of a country": (
        "Tunisian authorities said the boat had sunk.",
        [("Tunisia", "country", "nominal")],
    ),
    "health authorities are an unnamed office": (
        "Health authorities said the outbreak was over.",
        [(None, "office", "none")],
    ),
    "a city's government is no country": (
        "The Lima City Government said the bridge would reopen.",
        [("Lima City Government", "office", "name")],
    ),
    "a region's government is no country": (
        "The Delhi Government said the schools would reopen.",
        [("Delhi Government", "office", "name")],
    ),
    "local government": (
        "The provincial government said the road was closed.",
        [("provincial government", "office", "none")],
    ),
    "ministers of two countries": (
        "Qatar and Kuwait said the truce would hold. The two countries said aid should flow.",
        [("Qatar and Kuwait", "country", "metonym"), ("Qatar and Kuwait", "country", "nominal")],
    ),
    "administration of somebody named": (
        "Peruvian President Elena Paz met envoys. The Paz administration said the talks had failed.",
        [("Peru", "country", "nominal")],
    ),
    "the country's foreign minister": (
        "Oman opened talks with its neighbours. The country's foreign minister, Hamad Habsi, said a date was set.",
        [("Hamad Habsi", "person", "name")],
    ),
}

DOCUMENTS: dict[str, tuple[str, Expected]] = {
    "statement of a ministry": (
        "A statement by the Ministry of Health said the clinics were open.",
        [("Ministry of Health", "document", "nominal")],
    ),
    "the statement in which they spoke": (
        "In a statement, the Port Authority said the crane had fallen. The statement said nobody was hurt.",
        [("Port Authority", "office", "name"), ("Port Authority", "document", "nominal")],
    ),
    "the report that a body published": (
        "The World Bank published a report on Monday. The report said growth would slow.",
        [("World Bank", "document", "nominal")],
    ),
    "survey by a body": (
        "A survey by Afro Poll said trust had fallen. The survey said wages mattered most.",
        [("Afro Poll", "document", "nominal"), ("Afro Poll", "document", "nominal")],
    ),
    "post of a person": (
        "In a post on X, Defence Minister Carlos Vega said the jets had landed. The post said no shots were fired.",
        [("Carlos Vega", "person", "name"), ("Carlos Vega", "document", "nominal")],
    ),
    "text that a country drafted": (
        "The resolution, drafted by France, was read out. The text said aid must flow.",
        [("France", "document", "nominal")],
    ),
    "constitution has no issuer": (
        "Salma Haddad said the law was fair. The constitution says courts are free.",
        [("Salma Haddad", "person", "name"), (None, "document", "none")],
    ),
}

UNNAMED: dict[str, tuple[str, Expected]] = {
    "a number of villagers": ("A number of villagers said the bridge was closed.", [(None, "group", "none")]),
    "one of the officials": ("One of the officials said the bridge was closed.", [(None, "anonymous", "none")]),
    "sources": ("Two security sources said the convoy was hit.", [(None, "anonymous", "none")]),
    "one official among named ones": (
        "Harbour director Valeria Ricci was silent. Captain Paul Otto left. One senior official, who asked not to be "
        "named, said the port would stay shut.",
        [(None, "anonymous", "none")],
    ),
    "on condition of anonymity, though there is one official": (
        "Trade official Grace Mbatha met reporters. The official, speaking on condition of anonymity, said talks "
        "failed.",
        [(None, "anonymous", "none")],
    ),
    "rumour is no name": ("Rumour says the bridge was closed.", [(None, "anonymous", "none")]),
}

ALL = PEOPLE | BODIES | GOVERNMENTS | DOCUMENTS | UNNAMED


@pytest.mark.parametrize(("text", "expected"), ALL.values(), ids=ALL.keys())
def test_speaker(text: str, expected: Expected, model: Model) -> None:
    top = [s for s in read(text, model).statements if s.parent_id is None]
    assert [(s.speaker, s.speaker_kind, s.resolved_by) for s in top] == expected


def test_country_of_the_country_s_minister(model: Model) -> None:
    (statement,) = read(*GOVERNMENTS["the country's foreign minister"][:1], model).statements
    assert (statement.speaker_role, statement.speaker_iso_alpha2) == ("foreign minister", "OM")


def test_a_party_is_no_role(model: Model) -> None:
    (statement,) = read("Democrat Jan Berg said the vote was fair.", model).statements
    assert statement.speaker_role is None


def test_a_description_leads_to_the_name_that_it_takes_up(model: Model) -> None:
    reading = read("Prime Minister Jusuf Rahal visited the port. The premier said work would begin.", model)
    mentions = {m.mention_id: m for m in reading.mentions}
    premier = mentions[reading.statements[0].speaker_mention_id or ""]
    assert (premier.text, premier.form, premier.reason) == ("The premier", "nominal", "role_noun")
    assert mentions[premier.antecedent_id or ""].text == "Jusuf Rahal"
