"""From Python: a text, a data frame, a folder; the same records and tables as from the command."""

import pandas as pd
import pytest

import pipeline
from pipeline.errors import InputError

ARTICLE = "Road Minister Kari Berg said the bridge in Oslo was safe. “We have checked it,” she told reporters."

pytestmark = pytest.mark.model


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "key": ["b1", "a2", "c3"],
            "body": [ARTICLE, "Germany denied the report.", None],
            "headline": ["Bridge Is Safe", "Berlin Denies", "Nothing"],
            "day": ["2026-03-06", "2026-03-07", "2026-03-08"],
        }
    )


def test_five_lines_on_a_text(reader_model):
    (reading,) = pipeline.read_text(ARTICLE, reader_model)
    assert [(s.speaker, s.cue) for s in reading.statements] == [("Kari Berg", "said"), ("Kari Berg", "told")]
    assert all(ARTICLE[slice(*span)] in ARTICLE for s in reading.statements for span in s.content_spans)


def test_a_dump_is_cleaned_where_asked(model):
    page = f"Menu\n\nBridge Is Safe\n\n{ARTICLE}\n\nShare this article\n"
    (reading,) = pipeline.read_text(page, model, config=pipeline.Config())
    assert reading.article.title is not None
    assert reading.article.title.of(page) == "Bridge Is Safe"


def test_a_data_frame_gives_the_tables(frame):
    found = pipeline.read_frame(
        frame, text="body", id="key", title="headline", date="day", config=pipeline.Config(reader=False)
    )
    statements = found["statements"]
    assert list(statements["source"]) == ["a2", "b1", "b1"]
    assert list(statements["title"]) == ["Berlin Denies", "Bridge Is Safe", "Bridge Is Safe"]
    assert set(statements["published"]) == {"2026-03-06", "2026-03-07"}
    assert dict(zip(found["sources"]["source"], found["sources"]["status"], strict=True))["c3"] == "refused"


def test_the_index_tells_rows_apart(frame):
    found = pipeline.read_frame(frame.set_index("key"), text="body", config=pipeline.Config(reader=False))
    assert set(found["sources"]["source"]) == {"a2", "b1", "c3"}


@pytest.mark.parametrize(
    ("options", "complaint"),
    [({"text": "boody"}, "no column 'boody'; it has key, body"), ({"text": "body", "id": "same"}, "id 'x' stands in")],
)
def test_a_wrong_frame_is_one_line(frame, options, complaint):
    with pytest.raises(InputError, match=complaint):
        pipeline.read_frame(frame.assign(same="x"), **options)
