"""What is known of single lines: phrases, credits, comments, and the trees that weigh it all."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.clean.kinds import KINDS, Place, name_kind
from pipeline.lexicon import table
from pipeline.lines import is_credit, line_model, score_lines
from pipeline.lines.comments import comment_sections, is_comment_head
from pipeline.lines.phrases import PHRASE_KINDS, phrase_kinds
from pipeline.lines.trees import Trees


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Photograph: Ann Lee/The Daily Lamp", True),
        ("Boats lie in the harbour. REUTERS/Ann Lee", True),
        ("Boats lie in the harbour (AP Photo/Ann Lee)", True),
        ("Boats lie in the harbour. (Courtesy of Ann Lee)", True),
        ("Ann Lee via Getty Images", True),
        ("Minister resigns after vote", False),
        ("Photos show boats in the harbour", False),
        ("The minister told Reuters that he would resign.", False),
        ("Agreement reached (for now)", False),
    ],
)
def test_credit(line: str, credit: bool) -> None:
    assert is_credit(line) is credit


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("sign up for our newsletter", ("newsletter",)),
        ("12 comments", ("comment",)),
        ("share on facebook", ("share",)),
        ("by ann lee", ("byline",)),
        ("he was moved by ann lee", ()),
        ("facebook", ("share",)),
        ("facebook said it would pay", ()),
    ],
)
def test_phrases(words: str, kinds: tuple[str, ...]) -> None:
    assert phrase_kinds(words.split()) == kinds


def test_phrases_speak_for_known_kinds() -> None:
    assert {row["kind"] for row in table("furniture_phrases")} <= set(PHRASE_KINDS) <= set(KINDS)
    assert {row["where"] for row in table("furniture_phrases")} == {"any", "start", "whole"}


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("Reply", True),
        ("Report this comment", True),
        ("Ann Lee says:", True),
        ("May 3, 2021 at 7:41 am", True),
        ("On May 3, 2021, at 7:41 PM, Ann Lee wrote:", True),
        ("The minister of the interior, who had been ill for most of the month, said:", False),
        ("Reply to the minister", False),
        ("He would not reply.", False),
    ],
)
def test_comment_head(line: str, head: bool) -> None:
    assert is_comment_head(line) is head


def test_comments_are_a_section_from_three_heads_on() -> None:
    comment = ["Ann Lee says:", "I have never seen such a bridge.", "Reply"]
    story = ["Bridge opens", "The bridge was opened on Monday."]
    assert comment_sections([*story, "3 Comments", *comment, *comment]) == [range(2, 9)]
    assert comment_sections([*story, *comment]) == []
    assert comment_sections([*story, "The mayor said:", "“It is a bridge.”"]) == []


@pytest.mark.parametrize(
    ("line", "place", "kind"),
    [
        ("* * *", Place.INSIDE, "separator"),
        ("Bridge Opens After Ten Years - The Daily Lamp", Place.BEFORE, "repeated_title"),
        ("BRIDGE OPENS AFTER TEN YEARS", Place.HEAD, "repeated_title"),
        ("4 thoughts on “Bridge opens after ten years”", Place.AFTER, "comment"),
        ("Ann Lee", Place.HEAD, "byline"),
        ("March 3, 2021", Place.HEAD, "date"),
        ("Photo: Ann Lee", Place.HEAD, "credit"),
        ("People cross the new bridge in the old town of Elin on its first day", Place.INSIDE, "caption"),
        ("Share on Facebook", Place.AFTER, "share"),
        ("Advertisement", Place.INSIDE, "advert"),
        ("Sign up for our newsletter", Place.INSIDE, "newsletter"),
        ("Read more", Place.AFTER, "related"),
        ("School gets a new roof after the storm", Place.AFTER, "teaser"),
        ("We use cookies on this site", Place.AFTER, "cookie"),
        ("© 2021 The Daily Lamp", Place.AFTER, "footer"),
        ("Tags: bridges, rivers", Place.AFTER, "tags"),
        ("(Reporting by Ann Lee; Editing by Bo Ek)", Place.AFTER, "note"),
        ("Sport", Place.BEFORE, "menu"),
    ],
)
def test_kind(line: str, place: Place, kind: str) -> None:
    assert name_kind(line, place, "Bridge opens after ten years", None, "").kind == kind


@pytest.mark.parametrize(
    ("section", "kind"), [("comment", "comment"), ("teaser", "teaser"), ("newsletter", "newsletter"), (None, "teaser")]
)
def test_a_heading_speaks_for_the_lines_below(section: str | None, kind: str) -> None:
    named = name_kind("I have never seen such a bridge before", Place.AFTER, "Bridge opens", section, "")
    assert named == (kind, section)


def test_trees_go_left_up_to_the_threshold() -> None:
    trees = Trees.read(
        {
            "feature": [1, 0, 0],
            "threshold": [2.0, 0.0, 0.0],
            "left": [1, 1, 2],
            "right": [2, 1, 2],
            "value": [0.0, -1.5, 3.0],
            "roots": [0, 0],
            "bias": 0.5,
            "depth": 1,
        }
    )
    rows = np.array([[9.0, 2.0], [9.0, 2.5]])
    assert trees.log_odds(rows).tolist() == [-2.5, 6.5]


def test_model_file_is_whole() -> None:
    model = line_model()
    assert model.weights
    for trees in (model.first, model.title, model.second):
        nodes = len(trees.feature)
        assert len(trees.next) == 2 * nodes
        assert max(trees.next.max(), trees.roots.max()) < nodes


def test_scores_do_not_depend_on_chance() -> None:
    text = "Bridge opens\n\nThe bridge was opened on Monday, officials said.\n\nShare\n"
    assert score_lines(text) == score_lines(text)
    assert score_lines("\n \n") == ()
