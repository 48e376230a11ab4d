"""The reader as shipped: sound files, the same answer whatever it read before, and what it adds to the rules."""

import json
import shutil
from pathlib import Path

import pytest
from readings import page

import pipeline.models
from pipeline.errors import ModelError
from pipeline.ner import find_mentions
from pipeline.reader import model as reading
from pipeline.reader.spans import spans_of
from pipeline.relations import find_statements

pytestmark = pytest.mark.model

MODELS = Path(pipeline.models.__path__[0])
TEXT = (
    "Harbour Dispute Drags On\n"
    "The transport minister, Lidia Moreno, has sighed at talk of a strike and called it “theatre”.\n"
    "“We have the money,” Moreno told Radio Costa on Tuesday. “We lack the ships.”\n"
    "Dock workers in Puerto Alba suspect that the ministry wants to sell the port to the Gulf Line company.\n"
)


def parsed_of(text, model, name="a.txt"):
    (parsed,) = find_mentions([page(text, name=name)], model)
    return parsed


def test_the_marks_do_not_depend_on_what_was_read_before(reader_model):
    fresh = parsed_of(TEXT, reader_model).marks
    parsed_of("Nothing was said about the weather, an official said.\n" * 50, reader_model)
    assert parsed_of(TEXT, reader_model).marks == fresh


def test_a_mark_for_each_word(reader_model):
    parsed = parsed_of(TEXT, reader_model)
    assert {len(column) for column in parsed.marks.columns.values()} == {len(parsed.tokens)}
    for head in reading.SPAN_HEADS:
        begin, inside = (parsed.marks.columns[f"{head}_{part}"] for part in ("begin", "inside"))
        assert all(0 <= b + i <= reading.SCALE + 1 for b, i in zip(begin, inside, strict=True))


def test_an_article_without_words_has_no_marks(reader_model):
    assert parsed_of(".", reader_model).marks is not None
    assert all(not parsed.marks.columns for parsed in find_mentions([page("​")], reader_model))


def test_it_marks_what_is_said_and_by_whom(reader_model):
    parsed = parsed_of("The army said the road to Kado was open, state radio reported.\n", reader_model)
    cues = [parsed.tokens.span(*span).of(parsed.text) for span in spans_of(parsed.marks, "cue")]
    assert "reported" in cues


def test_statements_of_the_rules_and_the_reader_together(reader_model):
    (result,) = find_statements([parsed_of(TEXT, reader_model)])
    told = {(s.speaker_text, s.cue): s.content for s in result.statements}
    assert told["Moreno", "told"] == "“We have the money,” “We lack the ships.”"
    assert all(s.confidence is not None and 0 <= s.confidence <= 1 for s in result.statements)


def test_weights_that_are_not_the_released_ones_are_refused(tmp_path, monkeypatch):
    for name in (reading.GRAPH, reading.PIECES, reading.CARD):
        shutil.copy(MODELS / name, tmp_path)
    with (tmp_path / reading.GRAPH).open("ab") as graph:
        graph.write(b"\0")
    monkeypatch.setattr(reading, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match=r"reader\.onnx is not as it was released .* --no-reader"):
        reading.load_reader()


def test_the_files_are_small_enough_to_ship():
    assert sum((MODELS / name).stat().st_size for name in (reading.GRAPH, reading.PIECES)) < 25_000_000
    assert json.loads((MODELS / reading.CARD).read_text(encoding="utf-8"))["model_labels"][0] == "O"
