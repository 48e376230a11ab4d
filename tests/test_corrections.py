"""An analyst's corrections: lines of CSV in, the rows that they change out."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from dam import AUTHORITY, BEKELE, MENTIONS, SIGN, SO, STATEMENTS, dam, place
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import ids
from pipeline.corrections import read_corrections
from pipeline.corrections.added import base_form, is_denied
from pipeline.corrections.read import ACTIONS
from pipeline.errors import InputError
from pipeline.records import SourceReading
from pipeline.run import export_readings
from pipeline.schema import BY_NAME
from pipeline.verify import find_faults

HEADER = "action,source,start,end,text,value,note"


def line(
    action: str, words: str, value: str = "", nth: int = 0, *, source: str = "dam.txt", text: str | None = None
) -> str:
    """A correction of what stands at ``words``; where ``[…]`` parts them, from the first part to the last."""
    parts = words.split(" […] ")
    start, end = place(parts[0], nth).start, place(parts[-1], nth).end
    return f'{action},{source},{start},{end},"{text or words}",{value},because'


class Result(dict[str, list[dict[str, Any]]]):
    """Rows of the tables by name; ``said`` gives what a column of statements holds, by content."""

    def said(self, column: str = "speaker") -> dict[str, Any]:
        return {row["content"]: row[column] for row in self["statements"]}

    def marked(self, table: str, column: str, text: str) -> set[str]:
        return {row[text] for row in self[table] if row[column] == "correction"}


def corrected(folder: Path, *lines: str, readings: tuple[SourceReading, ...] = ()) -> tuple[Result, dict[str, Any]]:
    """The tables with ``lines`` applied, proven sound, and what run.json says of the corrections."""
    file = folder / "corrections.csv"
    file.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    export_readings(readings or (dam(),), folder / "out", corrections=file)
    assert find_faults(folder / "out") == []
    tables = Result((name, pq.read_table(folder / "out" / f"{name}.parquet").to_pylist()) for name in BY_NAME)
    return tables, json.loads((folder / "out" / "run.json").read_text())["corrections"]


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Result:
    return corrected(tmp_path_factory.mktemp("before"))[0]


SPEAKERS = [
    pytest.param(
        line("speaker", "the talks had failed", "Dawit Bekele"),
        {"the talks had failed": "Dawit Bekele"},
        id="by content, to an entity of the article",
    ),
    pytest.param(
        line("speaker", "the talks had failed", "bekele"),
        {"the talks had failed": "Dawit Bekele"},
        id="a short form of a name, in any case, is that name",
    ),
    pytest.param(
        line("speaker", "the plan", "Tariku Alemu"),
        {"the plan": "Tariku Alemu"},
        id="somebody that the article does not name",
    ),
    pytest.param(line("speaker", "the plan", "Russia"), {"the plan": "Russia"}, id="a country"),
    pytest.param(
        line("speaker", "accused", "Dawit Bekele"), {"Egypt of delay": "Dawit Bekele"}, id="by the place of the cue"
    ),
    pytest.param(
        line("speaker", "He", "Salma Idris"), {"an aide had walked out": "Salma Idris"}, id="by the speaker's words"
    ),
    pytest.param(line("speaker", "Egypt of delay"), {"Egypt of delay": None}, id="an empty value: nobody named"),
    pytest.param(
        line("speaker", f"{SIGN} […] {SO}", "Dawit Bekele", text=f"{SIGN} {SO}"),
        {f"{SIGN} {SO}": "Dawit Bekele", "Cairo so": "Dawit Bekele"},
        id="content in pieces, as the table has it; the we in it is whoever is quoted",
    ),
]


@pytest.mark.parametrize(("correction", "changed"), SPEAKERS)
def test_speaker(tmp_path, before, correction, changed):
    after, outcome = corrected(tmp_path, correction)
    assert after.said() == before.said() | changed
    assert after.marked("statements", "rule", "content") == set(changed)
    assert {after.said("confidence")[content] for content in changed} == {None}
    assert (len(outcome["applied"]), outcome["not_applied"]) == (1, [])


def test_a_pronoun_goes_with_its_statement_and_a_name_does_not(tmp_path):
    after, _ = corrected(tmp_path, line("speaker", "She", "Dawit Bekele"), line("speaker", "of floods", "Dawit Bekele"))
    meant = {row["text"]: row["entity_id"] for row in after["mentions"]}
    assert meant["She"] == BEKELE.entity_id
    assert meant["River Authority"] == AUTHORITY.entity_id
    assert after.said("resolved_by")["Egypt of delay"] == "pronoun"
    assert after.said("speaker_mention_id")["of floods"] is None


def test_words_that_stood_for_nobody_are_a_mention_of_the_new_speaker(tmp_path):
    after, _ = corrected(tmp_path, line("speaker", "the plan", "Tariku Alemu"))
    (aide,) = [row for row in after["mentions"] if row["text"] == "An aide"]
    assert (aide["form"], aide["resolved_by"], aide["reason"]) == ("nominal", "correction", "because")
    (alemu,) = [row for row in after["people"] if row["name"] == "Tariku Alemu"]
    assert (alemu["n_mentions"], alemu["n_statements"], aide["entity_id"]) == (1, 1, alemu["entity_id"])


def test_what_is_known_of_a_speaker_goes_along(tmp_path):
    after, _ = corrected(tmp_path, line("speaker", "the plan", "Salma Idris"), line("speaker", "of floods", "Egypt"))
    assert after.said("speaker_role")["the plan"] == "foreign minister"
    assert after.said("speaker_iso_alpha2")["of floods"] == "EG"


@pytest.mark.parametrize(
    ("value", "kind", "entity"),
    [
        pytest.param("Tariku Alemu", "person", "people", id="a name is a person's"),
        pytest.param("Ministry of Water", "office", "organizations", id="unless its words say a body's"),
        pytest.param("GERD", "organization", "organizations", id="or it is an acronym"),
        pytest.param("organization: Tariku Alemu", "organization", "organizations", id="or the line says so"),
        pytest.param("document: Water Report", "document", "organizations", id="a document, by its issuer"),
        pytest.param("country: SD", "country", "countries", id="a country by its code"),
        pytest.param("group:", "group", None, id="unnamed people"),
        pytest.param("anonymous:", "anonymous", None, id="somebody unnamed"),
    ],
)
def test_what_kind_of_speaker_a_new_name_is(tmp_path, value, kind, entity):
    after, _ = corrected(tmp_path, line("speaker", "of floods", value))
    assert after.said("speaker_kind")["of floods"] == kind
    speaker_id = after.said("speaker_id")["of floods"]
    where = [t for t in ("people", "organizations", "countries") if speaker_id in {r["entity_id"] for r in after[t]}]
    assert where == ([entity] if entity else [])


def test_a_line_that_says_what_is_there_confirms_it(tmp_path, before):
    after, _ = corrected(tmp_path, line("speaker", "of floods", "River Authority"), line("speaker", "the plan"))
    assert after.said() == before.said()
    assert after.marked("statements", "rule", "content") == {"of floods", "the plan"}


def test_a_dropped_statement_leaves_what_it_held_to_the_one_above(tmp_path, before):
    after, _ = corrected(tmp_path, line("drop", "Egypt had promised to send engineers"))
    assert set(after.said()) == set(before.said()) - {"Egypt had promised to send engineers"}
    assert after.said("parent_id")["to send engineers"] is None
    assert after.marked("statements", "rule", "content") == {"to send engineers"}


def test_a_dropped_name_is_nobody(tmp_path):
    after, _ = corrected(tmp_path, line("drop", "Second Week"))
    assert "Second Week" not in {row["name"] for row in after["people"]}
    assert "Second Week" not in {row["text"] for row in after["mentions"]}


def test_what_hung_on_a_dropped_name_hangs_on_another_or_goes(tmp_path):
    after, _ = corrected(tmp_path, line("drop", "Salma Idris"), line("drop", "River Authority"))
    by_text = {row["text"]: row for row in after["mentions"]}
    assert by_text["She"]["antecedent_id"] == by_text["Idris"]["mention_id"]
    assert after.said()["Egypt of delay"] == "Idris"
    assert after.said()["the talks had failed"] is None
    assert after.said()["of floods"] is None
    assert after["roles"] == []
    assert after["organizations"] == []


@pytest.mark.parametrize(
    ("correction", "row"),
    [
        pytest.param(
            line("add", "“No text is final,”", "Dawit Bekele | has told | Bekele"),
            {"kind": "direct", "cue": "has told", "cue_lemma": "tell", "speaker_text": "Bekele", "resolved_by": "name"},
            id="speaker, cue, words of the speaker",
        ),
        pytest.param(
            line("add", "“No text is final,”", "Bekele | has told"),
            {"speaker": "Dawit Bekele", "speaker_text": "Bekele"},
            id="without the words, a mention in the sentence",
        ),
        pytest.param(
            line("add", "walked out", "| had"),
            {"speaker": None, "speaker_kind": "anonymous", "resolved_by": "none", "speaker_text": None},
            id="without a speaker",
        ),
        pytest.param(
            line("add", "Second Week is near", "Tariku Alemu"),
            {"speaker": "Tariku Alemu", "cue": None, "kind": "indirect", "act": "states", "speaker_mention_id": None},
            id="without a cue",
        ),
        pytest.param(
            line("add", "the plan. Second Week is near", "Tariku Alemu | confirmed | An aide"),
            {"act": "states", "cue_lemma": "confirm", "speaker_text": "An aide", "resolved_by": "nominal"},
            id="over two sentences",
        ),
        pytest.param(
            line("add", "“No text […] is final,”", "Bekele"),
            {"content": "“No text is final,”", "content_spans": 2},
            id="in pieces",
        ),
    ],
)
def test_add(tmp_path, before, correction, row):
    after, outcome = corrected(tmp_path, correction)
    assert outcome["not_applied"] == []
    (added,) = [r for r in after["statements"] if r["content"] not in before.said()]
    found = {name: len(added[name]) if name == "content_spans" else added[name] for name in row}
    assert found == row
    assert (added["rule"], added["confidence"]) == ("correction", None)


def test_an_added_statement_takes_its_place_among_those_that_hold_it_and_that_it_holds(tmp_path):
    outer = "Egypt had promised to send engineers. He denied that an aide had walked out"
    after, _ = corrected(
        tmp_path, line("add", outer, "Salma Idris"), line("add", "engineers", "Egypt | send"), line("add", "final", "X")
    )
    number = after.said("statement_id")
    above = {content: parent for content, parent in after.said("parent_id").items() if parent}
    assert above == {
        "Cairo so": number[f"{SIGN} {SO}"],
        "an aide had walked out": number[outer],
        "to send engineers": number["Egypt had promised to send engineers"],
        "engineers": number["to send engineers"],
    }


def test_merge_joins_all_of_an_entity_in_its_article(tmp_path):
    after, _ = corrected(tmp_path, line("merge", "River Authority", "Nile River Authority"))
    (body,) = after["organizations"]
    assert (body["name"], list(body["aliases"])) == ("Nile River Authority", ["River Authority"])
    assert body["entity_id"] == ids.entity_id("organization", "Nile River Authority")
    assert after.said()["of floods"] == "Nile River Authority"


def test_merge_with_one_that_is_there(tmp_path):
    after, _ = corrected(tmp_path, line("merge", "Bekele", "Salma Idris", 1))
    assert {row["name"] for row in after["people"]} == {"Salma Idris", "Second Week"}
    assert after.said()["an aide had walked out"] == "Salma Idris"
    assert after.said("speaker_role")["an aide had walked out"] == "foreign minister"


def test_merge_over_kinds(tmp_path):
    after, _ = corrected(tmp_path, line("merge", "River Authority", "Egypt"), line("merge", "Cairo", "Egypt"))
    assert after["organizations"] == []
    by_text = {row["text"]: (row["form"], row["iso_alpha2"]) for row in after["mentions"]}
    assert by_text["River Authority"] == by_text["Cairo"] == ("metonym", "EG")
    assert after.said("speaker_kind")["of floods"] == "country"


def test_merge_of_a_name_in_all_articles(tmp_path):
    correction = 'merge,*,,,"River Authority",organization: Nile Board,'
    after, outcome = corrected(tmp_path, correction, readings=(dam("a.txt"), dam("b.txt")))
    (body,) = after["organizations"]
    assert (body["name"], body["n_articles"], body["n_statements"]) == ("Nile Board", 2, 2)
    assert [applied["line"] for applied in outcome["applied"]] == [2]


def test_split_takes_along_what_was_resolved_through_the_mention(tmp_path, before):
    after, _ = corrected(tmp_path, line("split", "Idris", "Amal Idris", 1))
    assert after.said() == before.said() | {f"{SIGN} {SO}": "Amal Idris", "Cairo so": "Amal Idris"}
    (salma,) = [row for row in after["people"] if row["name"] == "Salma Idris"]
    assert list(salma["aliases"]) == []
    assert after["roles"][0]["entity_id"] == salma["entity_id"]


def test_split_of_the_fullest_name_leaves_the_others_by_the_next_fullest(tmp_path):
    after, _ = corrected(tmp_path, line("split", "Salma Idris", "Salma Idris Osman"))
    assert {row["name"] for row in after["people"]} >= {"Salma Idris Osman", "Idris"}
    assert after.said()["the talks had failed"] == after.said()["Egypt of delay"] == "Salma Idris Osman"
    assert after.said()[f"{SIGN} {SO}"] == "Idris"
    assert after["roles"][0]["entity_id"] == ids.entity_id("person", "Salma Idris Osman")


def test_split_from_all(tmp_path):
    after, _ = corrected(tmp_path, line("split", "River Authority"))
    (mention,) = [row for row in after["mentions"] if row["text"] == "River Authority"]
    assert mention["entity_id"] is None
    assert after.said()["of floods"] is None


def test_lines_see_what_the_lines_before_them_made(tmp_path):
    after, outcome = corrected(
        tmp_path,
        line("add", "“No text is final,”", "Tariku Alemu | told"),
        line("speaker", "“No text is final,”", "Salma Idris"),
    )
    assert after.said()["“No text is final,”"] == "Salma Idris"
    assert len(outcome["applied"]) == 2


@pytest.mark.parametrize(
    ("correction", "reason"),
    [
        pytest.param(
            "speaker,dam.txt,20,30,the talks had failed,X,", "they stand at 57-77 now: mend start", id="text has moved"
        ),
        pytest.param("drop,dam.txt,20,30,no such words,,", "is no longer “no such words” but", id="text has gone"),
        pytest.param("drop,dam.txt,9000,9001,x,,", "lies in no article", id="beyond the text"),
        pytest.param("drop,dan.txt,1,2,x,,", "'dan.txt' is no source of this run", id="no such source"),
        pytest.param(
            line("speaker", "Second Week is near", "X"),
            "no statement has its content, cue or speaker",
            id="no row there",
        ),
        pytest.param(line("merge", "the plan", "X"), "no mention stands at", id="no mention there"),
        pytest.param(line("drop", "Minister Salma"), "there are “Salma Idris” 40-51", id="mentions near by"),
        pytest.param(line("merge", "Bekele", "", 1), "merge needs a name in value", id="merge with nobody"),
        pytest.param(line("merge", "Bekele", "Dawit Bekele", 1), "entity that it is now", id="merge with itself"),
        pytest.param(line("split", "Cairo", "X"), "was joined to nobody", id="split from nobody"),
        pytest.param(line("add", "the plan", "X"), "is there already", id="add what is there"),
        pytest.param(line("add", "near", "X | whispered"), "“whispered” does not stand beside", id="no such cue"),
        pytest.param(line("add", "near", "a | b | c | d"), "more than three parts", id="too many parts"),
        pytest.param(line("speaker", "the plan", "anonymous: Bo"), "anonymous speaker has no name", id="named unnamed"),
        pytest.param(line("speaker", "the plan", "p0123456789ab"), "give the name instead", id="an id of elsewhere"),
        pytest.param(line("speaker", "the plan", "country: Atlantis"), "no country that is known", id="no country"),
        pytest.param("merge,*,,,Nobody,X,", "no article has a person, country or", id="no such name anywhere"),
        pytest.param("drop,*,,,Egypt,,", "* for a source goes with merge alone", id="drop everywhere"),
        pytest.param("spaeker,dam.txt,1,2,x,y,", "unknown action 'spaeker'; use speaker, drop", id="no such action"),
        pytest.param("drop,dam.txt,1,x,x,,", "not both whole numbers", id="no number"),
        pytest.param("drop,dam.txt,5,5,x,,", "is no stretch of text", id="empty stretch"),
        pytest.param("drop,dam.txt,1,2,,,", "must not be empty", id="no text"),
        pytest.param("drop,dam.txt,1,2,x", "no cell for value", id="too few cells"),
        pytest.param("drop,dam.txt,1,2,x, y,,z", "8 cells under 7 columns", id="too many cells"),
    ],
)
def test_what_cannot_be_applied_is_reported_and_the_rest_is_applied(tmp_path, before, correction, reason):
    after, outcome = corrected(tmp_path, correction, line("speaker", "of floods", "Egypt"))
    assert after.said() == before.said() | {"of floods": "Egypt"}
    ((number, said),) = (problem.values() for problem in outcome["not_applied"])
    assert number == 2
    assert reason in said
    assert "\n" not in said
    assert [applied["line"] for applied in outcome["applied"]] == [3]


def test_lines_that_contradict_one_another(tmp_path):
    lines = [line("speaker", "of floods", name) for name in ("Egypt", "Salma Idris", "Egypt")]
    after, outcome = corrected(tmp_path, *lines)
    assert after.said()["of floods"] == "Egypt"
    assert [problem["reason"] for problem in outcome["not_applied"]] == [
        "contradicts line 2; remove one of them",
        "repeats line 2; remove one of them",
    ]


@pytest.mark.parametrize(
    ("cue", "lemma", "denied"),
    [
        ("said", "say", False),
        ("has told", "tell", False),
        ("denies", "deny", False),
        ("admitted", "admit", False),
        ("urging", "urge", False),
        ("wrote", "write", False),
        ("did not say", "say", True),
        ("never promised", "promise", True),
        ("hasn’t agreed", "agree", True),
        ("According to", "according", False),
        ("whistled", "whistled", False),
        ("will", "will", False),
        (":", ":", False),
    ],
)
def test_what_the_words_of_an_added_cue_say(cue, lemma, denied):
    assert (base_form(cue), is_denied(cue)) == (lemma, denied)


TARGETS = [
    *((words, nth) for words, nth, *_ in MENTIONS),
    *((content[0], 0) for *_, content, _ in STATEMENTS if len(content) == 1),
    *((cue, nth) for _, cue, nth, _, _ in STATEMENTS),
    *((words, 0) for words in ("“No text is final,”", "walked out", "talks had failed. She accused Egypt")),
]
NAMES = ("", "Salma Idris", "Bekele", "Egypt", "River Authority", "Tariku Alemu", "country: SD", "group:", "X | told")
MARKS = {
    "statements": ("statement_id", "rule"),
    "mentions": ("mention_id", "resolved_by"),
    "relations": ("relation_id", "rule"),
}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.sampled_from(TARGETS), st.sampled_from(NAMES)), max_size=8))
def test_any_lines_leave_sound_tables_and_mark_every_row_that_they_change(tmp_path_factory, before, lines):
    folder = tmp_path_factory.mktemp("any")
    after, outcome = corrected(folder, *(line(action, words, name, nth) for action, (words, nth), name in lines))
    assert len(outcome["applied"]) + len(outcome["not_applied"]) == len(lines)
    for table, (key, mark) in MARKS.items():
        # what is one utterance with another's statement may follow from who is said to have made that one
        then = {row[key]: row | {"utterance_id": None} for row in before[table]}
        changed = [row for row in after[table] if row | {"utterance_id": None} != then.get(row[key])]
        assert {row[mark] for row in changed} <= {"correction"}
        assert {row["confidence"] for row in after[table] if row[mark] == "correction"} <= {None}


@pytest.mark.parametrize(
    ("text", "n_read"),
    [
        pytest.param("\ufeff" + HEADER + "\r\ndrop,a.txt,1,2,x,,\r\n", 1, id="byte order mark, line ends of Windows"),
        pytest.param(HEADER.replace(",", ";") + "\ndrop;a.txt;1;2;x, y;;\n", 1, id="semicolons"),
        pytest.param("note,value,text,end,start,source,action\n,,x,2,1,a.txt,drop\n", 1, id="any order of columns"),
        pytest.param("Action,Source,Start,End,Text,Value\ndrop,a.txt,1,2,x,\n", 1, id="without note"),
        pytest.param(HEADER + "\n\n,,,,,,\n", 0, id="empty lines"),
        pytest.param("", 0, id="empty file"),
    ],
)
def test_how_a_file_may_look(tmp_path, text, n_read):
    (tmp_path / "c.csv").write_bytes(text.encode())
    file = read_corrections(tmp_path / "c.csv")
    assert len(file.corrections) == n_read
    assert len(file.problems) == (not text)


def test_a_file_without_a_column_is_one_problem(tmp_path):
    (tmp_path / "c.csv").write_text("action,source,text\ndrop,a.txt,x\ndrop,a.txt,y\n")
    (problem,) = read_corrections(tmp_path / "c.csv").problems
    assert problem.line == 1
    assert problem.reason.startswith("no column start, end, value; begin the file with action,source")


def test_marks_against_formulas_are_taken_off(tmp_path):
    (tmp_path / "c.csv").write_text(HEADER + "\ndrop,a.txt,1,2,'=x,'-y,\n")
    (correction,) = read_corrections(tmp_path / "c.csv").corrections
    assert (correction.text, correction.value) == ("=x", "-y")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(None, "check the path after --corrections", id="no file"),
        pytest.param("é".encode("latin-1"), "is not UTF-8; save it again", id="another encoding"),
        pytest.param(HEADER.encode() + b'\ndrop,a.txt,1,2,"x,,', "is no CSV", id="a quotation mark that never closes"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error(tmp_path, data, said):
    if data is not None:
        (tmp_path / "c.csv").write_bytes(data)
    with pytest.raises(InputError, match=said):
        read_corrections(tmp_path / "c.csv")
