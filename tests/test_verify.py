"""verify finds what is wrong with a result: each case breaks one thing."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from readings import berg

from pipeline.errors import ResultError
from pipeline.run import export_readings
from pipeline.verify import find_faults


def change(folder: Path, table: str, column: str, value: object, row: int = 0) -> None:
    """Set a cell in the Parquet file."""
    path = folder / f"{table}.parquet"
    found = pq.read_table(path)
    values = found.column(column).to_pylist()
    values[row] = value
    index = found.column_names.index(column)
    changed = found.set_column(index, found.field(index), pa.array(values, type=found.field(index).type))
    pq.write_table(changed, path)


@pytest.mark.parametrize(
    ("table", "column", "value", "fault"),
    [
        ("mentions", "start", 1, "mentions: a.txt:1-"),
        ("mentions", "text", "Bergen", "is not 'Bergen'"),
        ("mentions", "entity_id", "p000", "entity_id p000 is no person"),
        ("mentions", "mention_id", "m000", "does not follow from its article and place"),
        ("statements", "content", "something else", "content is not what content_spans say"),
        ("statements", "speaker_text", "Someone", "is not 'Someone'"),
        ("statements", "article_id", "a000", "article_id a000 is not in articles"),
        ("statements", "utterance_id", "u000", "is not in utterances"),
        ("furniture", "end", 30, "furniture: a.txt"),
        ("articles", "article_id", "a000", "is not in articles"),
        ("articles", "text", "shorter", "text is not its span less title and furniture"),
        ("sources", "n_chars", 3, "n_chars is not the length"),
        ("sources", "status", "refused", "sources read, but the table has 0"),
        ("people", "n_statements", 7, "n_statements is not what statements say"),
        ("people", "n_mentions", 7, "is not what mentions say"),
        ("people", "n_independent", 2, "n_independent is not what mentions and duplicate_of say"),
        ("utterances", "n_independent", 0, "n_independent is not what statements and duplicate_of say"),
        ("mentions", "end", 10**15, "is no place in a.txt"),
        ("mentions", "start", None, "is no place in a.txt"),
        ("statements", "content_spans", [[5, 2]], "[5, 2] is no place in a.txt"),
        ("statements", "content_spans", [], "is no place in a.txt"),
        ("articles", "start", -4, "is no place in a.txt"),
    ],
)
def test_fault_is_found(tmp_path, table, column, value, fault):
    export_readings([berg()], tmp_path)
    change(tmp_path, table, column, value)
    faults = find_faults(tmp_path)
    assert any(fault in line for line in faults), faults
    assert any("differs from Parquet" in line for line in faults)


def test_an_original_is_no_copy(tmp_path):
    export_readings([berg("a.txt"), berg("b.txt")], tmp_path)
    assert find_faults(tmp_path) == []
    original, copy = pq.read_table(tmp_path / "articles.parquet").column("article_id").to_pylist()
    change(tmp_path, "articles", "duplicate_of", copy)
    faults = find_faults(tmp_path)
    assert f"articles: {original}: duplicate_of {copy} is a copy itself" in faults


def test_ids_follow_from_content(tmp_path):
    export_readings([berg()], tmp_path)
    for table in ("articles", "furniture", "mentions", "statements", "relations"):
        path = tmp_path / f"{table}.parquet"
        found = pq.read_table(path)
        index = found.column_names.index("article_id")
        pq.write_table(found.set_column(index, found.field(index), pa.array(["a000"] * len(found))), path)
    assert any("a000 should be a" in line for line in find_faults(tmp_path))


def test_lost_characters_are_found(tmp_path):
    export_readings([berg()], tmp_path)
    path = tmp_path / "furniture.parquet"
    pq.write_table(pq.read_table(path).slice(0, 0), path)
    assert any("text is not its span" in line for line in find_faults(tmp_path))


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("run.json", b"}{", "run.json: not what a run writes"),
        ("run.json", b"[" * 100_000, "run.json: not what a run writes"),
        ("run.json", b"{}", "a value that no run writes"),
        ("statements.csv", b"\xff\xfe,\n", "a value that no run writes"),
        ("people.csv", b"", "other columns"),
    ],
)
def test_damage_is_told_in_lines(tmp_path, name, data, fault):
    export_readings([berg()], tmp_path)
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes(data)
    faults = find_faults(tmp_path)
    assert any(fault in line for line in faults), faults


def test_a_text_that_is_not_utf_8_is_told(tmp_path):
    export_readings([berg()], tmp_path)
    path = tmp_path / "sources.parquet"
    found = pq.read_table(path)
    index = found.column_names.index("reason")
    texts = pa.array([b"\xff"] * len(found), pa.binary()).view(pa.string())
    pq.write_table(found.set_column(index, found.field(index), texts), path)
    with pytest.raises(ResultError, match="cannot be read as Parquet"):
        find_faults(tmp_path)


def test_missing_file_is_named(tmp_path):
    export_readings([berg()], tmp_path)
    (tmp_path / "roles.csv").unlink()
    assert find_faults(tmp_path) == ["roles.csv is missing"]


def test_no_result_at_all(tmp_path):
    with pytest.raises(ResultError, match="no result here"):
        find_faults(tmp_path)
