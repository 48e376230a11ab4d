"""Stage 5: readings in, tables out; the set of tables whole or not at all."""

import json
import os
from pathlib import Path

import pytest
from readings import berg

import pipeline
from pipeline.errors import ResultError
from pipeline.export.commit import FILES, new_result
from pipeline.export.tables import write_tables
from pipeline.records import Page, Source, SourceReading
from pipeline.run import export_readings
from pipeline.schema import TABLES
from pipeline.verify import find_faults


def export(folder: Path, *readings: SourceReading) -> Path:
    export_readings(readings, folder)
    return folder


def rows(folder: Path, name: str) -> list[dict]:
    frame = pipeline.tables(folder)[name]
    return [{k: v for k, v in row.items() if v is not None} for row in frame.astype(object).to_dict("records")]


def pick(row: dict, *names: str) -> dict:
    return {name: row[name] for name in names}


def test_every_table_is_written_twice_and_proves_sound(tmp_path):
    export(tmp_path, berg())
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")} == set(FILES)
    assert find_faults(tmp_path) == []


def test_statement_row(tmp_path):
    (row,) = rows(export(tmp_path, berg(published="2025-03-04")), "statements")
    assert pick(row, "title", "published", "speaker", "cue", "content", "sentence_text", "negated") == {
        "title": "Berg Promises Bridge",
        "published": "2025-03-04",
        "speaker": "Kari Berg",
        "cue": "said",
        "content": "a bridge would be built",
        "sentence_text": "Berg Promises Bridge",
        "negated": False,
    }
    assert [list(piece) for piece in row["content_spans"]] == [[row["content_start"], row["content_end"]]]


def test_entity_rows(tmp_path):
    export(tmp_path, berg("a.txt", "2025-03-04"), berg("b.txt", "2025-03-05"))
    (kari,) = rows(tmp_path, "people")
    assert pick(kari, "name", "role", "iso_alpha2", "n_mentions", "n_articles", "n_independent", "n_statements") == {
        "name": "Kari Berg",
        "role": "transport minister",
        "iso_alpha2": "NO",
        "n_mentions": 6,
        "n_articles": 2,
        "n_independent": 1,
        "n_statements": 2,
    }
    assert list(kari["aliases"]) == ["Berg"]
    (norway,) = rows(tmp_path, "countries")
    assert pick(norway, "entity_id", "iso_alpha3", "name") == {"entity_id": "NO", "iso_alpha3": "NOR", "name": "Norway"}
    (agency,) = rows(tmp_path, "organizations")
    assert pick(agency, "name", "acronym", "n_statements") == {
        "name": "Road Agency",
        "acronym": "RA",
        "n_statements": 0,
    }
    (role,) = rows(tmp_path, "roles")
    assert pick(role, "role", "iso_alpha2", "first_seen", "last_seen", "n_mentions") == {
        "role": "transport minister",
        "iso_alpha2": "NO",
        "first_seen": "2025-03-04",
        "last_seen": "2025-03-05",
        "n_mentions": 2,
    }


def test_a_copy_is_marked_and_its_words_are_one_utterance(tmp_path):
    export(tmp_path, berg("a.txt"), berg("b.txt"))
    first, second = rows(tmp_path, "articles")
    assert "duplicate_of" not in first
    assert second["duplicate_of"] == first["article_id"]
    (utterance,) = rows(tmp_path, "utterances")
    assert pick(utterance, "n_statements", "n_articles", "n_independent") == {
        "n_statements": 2,
        "n_articles": 2,
        "n_independent": 1,
    }


def test_a_refused_source_has_a_row(tmp_path):
    refused = SourceReading(Page(Source("bad.txt", status="refused", reason="empty file")))
    report = export_readings([berg(), refused], tmp_path)
    assert report.refused == [("bad.txt", "empty file")]
    assert [row["status"] for row in rows(tmp_path, "sources")] == ["read", "refused"]
    assert json.loads((tmp_path / "run.json").read_text())["counts"]["sources_refused"] == 1


def test_the_same_readings_give_the_same_bytes(tmp_path):
    one, two = export(tmp_path / "one", berg()), export(tmp_path / "two", berg())
    for name in FILES:
        if name != "run.json":
            assert (one / name).read_bytes() == (two / name).read_bytes(), name


def test_a_failing_run_leaves_the_older_result(tmp_path):
    export(tmp_path, berg())
    (tmp_path / "mine.txt").write_text("not ours")
    before = {name: (tmp_path / name).read_bytes() for name in FILES}

    def failing():
        yield berg("b.txt")
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError), new_result(tmp_path) as folder:
        write_tables(failing(), folder)
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == before
    assert (tmp_path / "mine.txt").read_text() == "not ours"
    assert len(list((tmp_path / ".whosaid").iterdir())) == 3  # the result, the link to it and the lock


def test_a_new_result_takes_the_place_of_the_older_one_in_one_step(tmp_path):
    export(tmp_path, berg())
    with (tmp_path / "statements.csv").open() as opened_before:
        export(tmp_path, berg(), berg("b.txt"))
        assert len(opened_before.readlines()) == 2  # who has it open reads on in the old one
    assert len(rows(tmp_path, "statements")) == 2
    assert find_faults(tmp_path) == []


def test_where_links_cannot_be_made_files_are_replaced(tmp_path, monkeypatch):
    def no_links(*_args, **_kwargs):
        raise OSError("links are not allowed here")

    monkeypatch.setattr(Path, "symlink_to", no_links)
    export(tmp_path, berg())
    export(tmp_path, berg(), berg("b.txt"))
    assert not any((tmp_path / name).is_symlink() for name in FILES)
    assert find_faults(tmp_path) == []


def test_what_a_killed_run_left_is_removed(tmp_path):
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    abandoned = tmp_path / ".whosaid" / f"attempt-{child}-x"
    abandoned.mkdir(parents=True)
    export(tmp_path, berg())
    assert not abandoned.exists()


def test_asking_for_tables_where_there_are_none(tmp_path):
    with pytest.raises(ResultError, match="give the folder"):
        pipeline.tables(tmp_path)


def test_every_column_is_described():
    for table in TABLES:
        assert all(column.description for column in table.columns)
        assert table.key is None or table.key in table.header
