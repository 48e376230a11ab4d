"""SQLite and DuckDB, opened as people do: all rows, all columns, keys, search, and views counted by hand."""

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from convert_case import HARBOUR, HIDING, STATEMENTS, hostile, small, write_result

from pipeline.convert import convert_result
from pipeline.convert.views import NAMES
from pipeline.errors import ConvertError, ResultError
from pipeline.schema import BOOLEAN, SPANS, STRINGS, TABLES

Ask = Callable[..., list[tuple[Any, ...]]]


def ask(database: Path, to: str) -> Ask:
    """A function that asks the database; a SQLite file must be sound in all its references."""
    if to == "duckdb":
        db = duckdb.connect(str(database), read_only=True)
        return lambda sql, *values: db.execute(sql, list(values)).fetchall()
    lite = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    assert lite.execute("PRAGMA foreign_key_check").fetchall() == []
    assert lite.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return lambda sql, *values: lite.execute(sql, values).fetchall()


@pytest.fixture(scope="module", params=["sqlite", "duckdb"])
def to(request):
    return request.param


@pytest.fixture(scope="module")
def news(tmp_path_factory, to) -> Ask:
    """The small result as a database."""
    folder = tmp_path_factory.mktemp(to)
    out = folder / "news.db"
    convert_result(small(folder / "result"), to, out)
    return ask(out, to)


def test_a_quote_by_speaker_and_month(news):
    assert news("SELECT * FROM quotes_by_speaker_and_month") == [
        ("p2", "Karim Haddad", "2024-04", 2, 2, 1, 2, 1),  # one utterance, in an article and in its copy
        ("p1", "Zoë Müller", "2024-03", 2, 0, 2, 1, 1),  # the month of the article where the day is not told
    ]


def test_who_accuses_whom_by_the_words_of_the_statement(news):
    columns = 'accuser, accused, words, content, source, start, "end", found_as'
    start, end = HIDING["content_start"], HIDING["content_end"]
    assert news(f"SELECT {columns} FROM who_accuses_whom") == [
        ("Zoë Müller", "Port Authority", HIDING["sentence_text"], HIDING["content"], "a.txt", start, end, "statement")
    ]


ACCUSES = {
    "relation_id": "r2",
    "article_id": "Aa",
    "source": "a.txt",
    "subject_id": "p1",
    "subject": "Zoë Müller",
    "predicate": "accuses",
    "object_id": "o1",
    "object": "Port Authority",
    "evidence": "Müller accused the Port Authority",
    "start": 48,
    "end": 81,
    "negated": False,
    "statement_id": "s2",
}


@pytest.mark.parametrize(
    ("relation", "found"),
    [
        pytest.param({}, [("o1", "Müller accused the Port Authority", "s2", "relation")], id="a relation, once"),
        pytest.param(
            {"statement_id": None, "object_id": "NO", "object": "Norway"},
            [
                ("NO", "Müller accused the Port Authority", None, "relation"),
                ("o1", HIDING["content"], "s2", "statement"),
            ],
            id="a relation beside the statement",
        ),
        pytest.param(
            {"negated": True, "statement_id": None}, [("o1", HIDING["content"], "s2", "statement")], id="denied"
        ),
    ],
)
def test_who_accuses_whom_by_relations(tmp_path, to, relation, found):
    convert_result(small(tmp_path / "result", relations=[ACCUSES | relation]), to, tmp_path / "x.db")
    rows = ask(tmp_path / "x.db", to)("SELECT accused_id, words, statement_id, found_as FROM who_accuses_whom")
    assert rows == found


def test_whom_a_speaker_talks_about(news):
    """Nobody talks about what they did not say, and who has no name is no speaker."""
    assert news("SELECT * FROM who_talks_about_whom") == [
        ("p1", "Zoë Müller", "o1", "Port Authority", "organization", 1, 1, 1)
    ]


def test_statements_of_a_country_are_as_many_as_it_counts(news):
    assert news("SELECT country, speaker, statement_id FROM country_statements") == [
        ("Norway", "Zoë Müller", key) for key in ("s1", "s2", "s3")
    ]
    assert news("SELECT n_statements FROM countries") == [(3,)]


def test_reports_that_are_no_copies(news):
    found = news("SELECT utterance_id, article_id, statement_id FROM independent_reports ORDER BY 1")
    assert found == [
        ("us1", "Aa", "s1"),
        ("us2", "Aa", "s2"),
        ("us3", "Aa", "s3"),
        ("us4", "Ab", "s4"),
        ("us5", "Ab", "s5"),
    ]


def test_a_statement_in_its_context(news):
    row = news("SELECT before, passage, after, site FROM statements_with_context WHERE statement_id = 's2'")
    before, after = HARBOUR.split(HIDING["content"])
    assert row == [(before, HIDING["content"], after, "The Gazette")]


def test_context_is_no_longer_than_two_hundred_characters(tmp_path, to):
    text = "é" * 500 + "said" + "😀" * 500
    statement = STATEMENTS[0] | {"content_start": 500, "content_end": 504}
    source = {"source": "a.txt", "text": text, "n_chars": 1004, "status": "read"}
    rest = small(tmp_path / "result")
    others = [row for row in pq.read_table(rest / "sources.parquet").to_pylist() if row["source"] != "a.txt"]
    folder = small(tmp_path / "result", sources=[source, *others], statements=[statement, *STATEMENTS[1:]])
    convert_result(folder, to, tmp_path / "x.db")
    sql = "SELECT before, passage, after FROM statements_with_context WHERE statement_id = 's1'"
    assert ask(tmp_path / "x.db", to)(sql) == [("é" * 200, "said", "😀" * 200)]


@pytest.mark.parametrize("words", ["naive", "NAÏVE", "naïve ferry", "nai\u0308ve"])
def test_words_are_found_whatever_their_accents_and_case(news, to, words):
    sql = {
        "sqlite": "SELECT s.statement_id FROM statements_fts f JOIN statements s ON s.rowid = f.rowid "
        "WHERE statements_fts MATCH ? ORDER BY s.rowid",
        "duckdb": "SELECT statement_id FROM search_statements(?)",
    }[to]
    assert news(sql, words) == [("s4",), ("s6",)]
    assert news(sql, f"{words} absent") == []


def test_articles_are_found_by_title_and_text(news, to):
    sql = {
        "sqlite": "SELECT a.article_id FROM articles_fts f JOIN articles a ON a.rowid = f.rowid "
        "WHERE articles_fts MATCH ?",
        "duckdb": "SELECT article_id FROM search_articles(?)",
    }[to]
    assert news(sql, "title muller") == [("Aa",)]


def test_a_rarer_word_weighs_more(tmp_path):
    """DuckDB has our own ranking: a word that stands twice is before one that stands once."""
    rows = [row | {"content": text} for row, text in zip(STATEMENTS, ["ferry", "ferry ferry", *["x"] * 5], strict=True)]
    convert_result(small(tmp_path / "result", statements=rows), "duckdb", tmp_path / "x.db")
    found = ask(tmp_path / "x.db", "duckdb")("SELECT statement_id FROM search_statements('ferry')")
    assert found == [("s2",), ("s1",)]


def test_every_table_and_view_describes_itself(news, to):
    described = news("SELECT name, kind, description FROM tables")
    assert [name for name, kind, _ in described if kind == "view"] == list(NAMES)
    assert all(text for *_, text in described)
    columns = {(table, name): text for table, name, text in news("SELECT table_name, name, description FROM columns")}
    for table in TABLES:
        for column in table.columns:
            assert columns[table.name, column.name] == column.description
    for name in NAMES:
        assert all(columns[name, column] for column in [row[1] for row in news(f"PRAGMA table_info('{name}')")])
    assert news("SELECT value FROM run WHERE key = 'program'") == [("whosaid 0.1.0",)]


def test_duckdb_has_the_descriptions_as_comments(tmp_path):
    convert_result(small(tmp_path / "result"), "duckdb", tmp_path / "x.db")
    asked = ask(tmp_path / "x.db", "duckdb")
    comments = {(t, c): text for t, c, text in asked("SELECT table_name, column_name, comment FROM duckdb_columns()")}
    assert comments["statements", "cue"] == "the words that ascribe, as written"
    assert comments["statements", "parent_id"] == "the statement that this one is part of → statements"
    assert comments["who_accuses_whom", "accused"] == "its name"
    tables = dict(asked("SELECT table_name, comment FROM duckdb_tables()"))
    assert tables["statements"] == "who said what"


def test_older_versions_of_duckdb_open_the_file(tmp_path):
    """Storage version 64 stands at byte 12 of the file (duckdb.org/docs/internals/storage); 1.1 knows no later one."""
    convert_result(small(tmp_path / "result"), "duckdb", tmp_path / "x.db")
    assert int.from_bytes((tmp_path / "x.db").read_bytes()[12:20], "little") == 64
    assert ask(tmp_path / "x.db", "duckdb")("SELECT count(*) FROM duckdb_indexes() WHERE NOT is_primary") == [(0,)]


def test_references_are_foreign_keys(news, to):
    wanted = {
        ("statements", "article_id", "articles"),
        ("statements", "speaker_id", "entities"),
        ("statements", "utterance_id", "utterances"),
        ("mentions", "entity_id", "entities"),
        ("people", "organization_id", "organizations"),
        ("relations", "object_id", "entities"),
    }
    if to == "sqlite":
        found = {(t.name, row[3], row[2]) for t in TABLES for row in news(f"PRAGMA foreign_key_list('{t.name}')")}
        wanted |= {("statements", "parent_id", "statements"), ("mentions", "antecedent_id", "mentions")}
    else:
        sql = (
            "SELECT table_name, constraint_column_names[1], referenced_table FROM duckdb_constraints() "
            "WHERE constraint_type = 'FOREIGN KEY'"
        )
        found = set(news(sql))
    assert wanted <= found


@pytest.mark.parametrize("make", [small, hostile])
def test_every_value_comes_back(tmp_path, to, make):
    """Each column of each table, lists, missing values, quotation marks, line ends and NUL included; and the order."""
    result = make(tmp_path / "result")
    convert_result(result, to, tmp_path / "x.db")
    asked = ask(tmp_path / "x.db", to)
    for table in TABLES:
        rows = pq.read_table(result / f"{table.name}.parquet").to_pylist()
        lists = [n for n, column in enumerate(table.columns) if column.type in (STRINGS, SPANS) and to == "sqlite"]
        flags = [n for n, column in enumerate(table.columns) if column.type == BOOLEAN]
        found = [list(row) for row in asked(f"SELECT * FROM {table.name}")]
        for row in found:
            for n in lists:
                row[n] = row[n] if row[n] is None else json.loads(row[n])
            for n in flags:
                row[n] = row[n] if row[n] is None else bool(row[n])
        assert found == [list(row.values()) for row in rows], table.name


def test_a_result_without_rows(tmp_path, to):
    convert_result(write_result(tmp_path / "result", {}), to, tmp_path / "x.db")
    asked = ask(tmp_path / "x.db", to)
    assert asked("SELECT sum(n_rows) FROM tables") == [(0,)]
    assert all(asked(f"SELECT * FROM {name}") == [] for name in NAMES)


@pytest.mark.parametrize("folder", ["a b", "it's", "100%*[x]", "ü"])
def test_folders_of_any_name(tmp_path, to, folder):
    result = small(tmp_path / folder / "result")
    convert_result(result, to, tmp_path / folder / "x.db")
    assert ask_count(tmp_path / folder / "x.db", to) == 7


def ask_count(path: Path, to: str) -> int:
    if to == "duckdb":
        with duckdb.connect(str(path), read_only=True) as db:
            return db.execute("SELECT count(*) FROM statements").fetchone()[0]
    return sqlite3.connect(path).execute("SELECT count(*) FROM statements").fetchone()[0]


def test_sqlite_has_the_same_bytes_again(tmp_path):
    result = small(tmp_path / "result")
    for name in ("x.db", "y.db"):
        convert_result(result, "sqlite", tmp_path / name)
    assert (tmp_path / "x.db").read_bytes() == (tmp_path / "y.db").read_bytes()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("statements", "utterance_id", "u0"), ("statements", "speaker_id", "p0"), ("mentions", "antecedent_id", "m0")],
)
def test_a_reference_that_leads_nowhere_stops_it(tmp_path, to, table, column, value):
    """Also one to the same table, which DuckDB has no key for."""
    result = small(tmp_path / "result")
    rows = pq.read_table(result / f"{table}.parquet").to_pylist()
    rows[0][column] = value
    small(tmp_path / "result", **{table: rows})
    with pytest.raises(ResultError, match="see `whosaid verify`") as caught:
        convert_result(result, to, tmp_path / "x.db")
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


def test_a_key_that_stands_twice_stops_it(tmp_path, to):
    rows = [*STATEMENTS, STATEMENTS[0]]
    with pytest.raises(ResultError, match="see `whosaid verify`"):
        convert_result(small(tmp_path / "result", statements=rows), to, tmp_path / "x.db")


def test_without_duckdb_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    from pipeline.errors import MissingExtra

    with pytest.raises(MissingExtra, match=r"whosaid\[duckdb\]"):
        convert_result(small(tmp_path / "result"), "duckdb", tmp_path / "x.db")


def test_a_database_that_is_open_elsewhere_is_left(tmp_path):
    (tmp_path / "x.db-wal").touch()
    with pytest.raises(ConvertError, match="in use"):
        convert_result(small(tmp_path / "result"), "sqlite", tmp_path / "x.db")


def test_datasette_metadata_names_what_is_there(tmp_path):
    result = small(tmp_path / "result")
    convert_result(result, "sqlite", tmp_path / "news.db")
    convert_result(result, "sqlite", tmp_path / "other.db")
    metadata = json.loads((tmp_path / "metadata.json").read_text("utf-8"))
    assert list(metadata["databases"]) == ["news", "other"]
    db = sqlite3.connect(tmp_path / "news.db")
    db.create_function("escape_fts", 1, lambda words: words)  # Datasette's own
    for name, table in metadata["databases"]["news"]["tables"].items():
        columns = [row[1] for row in db.execute(f"PRAGMA table_info('{name}')")]
        assert list(table["columns"]) == columns, name
        assert {table.get("label_column", columns[0]), table.get("sort_desc", columns[0])} <= set(columns)
    asked = {"accuser": "müller", "accused": "port", "speaker": "haddad", "about": "norway", "words": "naive"}
    asked["accuser"] = "Müller"  # LIKE folds the case of ASCII alone
    found = {
        name: db.execute(query["sql"], asked).fetchall()
        for name, query in metadata["databases"]["news"]["queries"].items()
    }
    assert [row[:2] for row in found["accusations"]] == [("Zoë Müller", "Port Authority")]
    assert [row[-1] for row in found["quotes_of"]] == ["s4", "s6"]
    assert [row[-1] for row in found["said_about"]] == ["s5", "s7", "s3"]
    assert [row[-1] for row in found["search_statements"]] == ["s4", "s6"]
    assert [row[-1] for row in found["search_articles"]] == ["Ab", "Ac"]
    assert found["several_sources"] == []


PAGE = (Path(__file__).parent.parent / "docs" / "convert.md").read_text("utf-8")


@pytest.mark.parametrize("block", re.findall(r"```sql(.*?)```", PAGE, re.DOTALL))
def test_the_queries_of_the_documentation_run(news, to, block):
    kind, _, sql = block.partition("\n")
    if kind.strip() in ("", to):
        for statement in sql.split(";"):
            assert not statement.strip() or news(statement) is not None


def test_the_python_of_the_documentation_runs(tmp_path, monkeypatch):
    convert_result(small(tmp_path / "result"), "duckdb", tmp_path / "news.duckdb")
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(import duckdb.*?)```", PAGE, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    assert list(names["news"].sql("SELECT speaker FROM search_statements('harbour safe')").fetchall()) == [
        ("Zoë Müller",)
    ]


def test_the_documentation_names_all_views():
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == set(NAMES)
