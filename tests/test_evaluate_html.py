"""Scoring the text of articles out of HTML pages."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from scorers import gold_rows, scorer

from pipeline.config import Config
from pipeline.evaluate import run_and_evaluate
from pipeline.evaluate.html_pages import Extract, score_html
from pipeline.run import run_pipeline

BODY = "The bridge at Harrow opened on Monday.\nNobody had thought that it would take ten years."
PAGE = {"id": "a", "title": "Bridge Opens", "html": "<p>The bridge", "body": BODY}
OPEN = "Ann Lee reported from Harrow this week."


@pytest.mark.parametrize(
    ("texts", "precision", "recall"),
    [
        pytest.param((BODY,), 1, 1, id="all"),
        pytest.param(("The bridge at Harrow opened on Monday.",), 1, 4 / 13, id="one paragraph"),
        pytest.param(tuple(BODY.split("\n")), 1, 1, id="in two articles"),
        pytest.param((BODY, "More news of bridges"), 13 / 17, 1, id="a teaser"),
        pytest.param((), 0, 0, id="nothing"),
    ],
)
def test_runs_of_four_words_count(texts: tuple[str, ...], precision: float, recall: float) -> None:
    figures = score_html({"a": PAGE}, {"a": Extract(texts)})
    assert figures["body.precision"] == pytest.approx(precision)
    assert figures["body.recall"] == pytest.approx(recall)


def test_what_gold_leaves_open_counts_where_it_is_predicted() -> None:
    gold = {"a": PAGE | {"optional": [OPEN]}}
    assert score_html(gold, {"a": Extract((BODY,))})["body.recall"] == 1
    assert score_html(gold, {"a": Extract((f"{BODY}\n{OPEN}",))})["body.precision"] == (13 + 4) / (13 + 7)


def test_means_are_over_pages_and_one_without_text_has_no_precision() -> None:
    gold = {"a": PAGE, "b": PAGE | {"title": None}}
    figures = score_html(gold, {"a": Extract((BODY,), ("BRIDGE OPENS!",))})
    assert figures == {
        "articles": 2, "with_text": 0.5, "body.precision": 1, "body.recall": 0.5, "body.f1": 2 / 3, "titles": 1,
    }  # fmt: skip


def test_pages_are_run_and_scored(tmp_path: Path) -> None:
    html = f"<html><head><title>Bridge Opens</title></head><body><h1>Bridge Opens</h1><p>{BODY.replace(chr(10), '<p>')}"
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(PAGE | {"html": html}), encoding="utf-8")
    report = run_and_evaluate(None, gold, run_pipeline, config=Config(reader=False))
    assert report.kind == "html"
    assert report.figures["body.f1"] == report.figures["titles"] == 1


def test_same_figures_as_the_scorer_of_the_corpora() -> None:
    gold, dice = gold_rows("pages/html-train"), random.Random(1)
    predicted: dict[str, Extract] = {}
    for key, row in gold.items():
        lines = [line for line in row["body"].split("\n") if dice.random() > 0.1]
        lines += [text for text in row.get("optional") or () if dice.random() > 0.5]
        predicted[key] = Extract(("\n".join(lines[:5]), "\n".join(lines[5:])) if dice.random() > 0.1 else ())
    rows = [
        {"source": f"x/{key}.html", "ordinal": number, "text": text}
        for key, extract in predicted.items()
        for number, text in enumerate(extract.texts)
    ]
    theirs = scorer("score_pages").score_html(gold, {"articles": rows})
    ours: dict[str, Any] = score_html(gold, predicted)
    assert [ours[f"body.{name}"] for name in ("precision", "recall", "f1")] == pytest.approx(
        [theirs[name] for name in ("precision", "recall", "f1")]
    )
