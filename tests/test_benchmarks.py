"""The articles that the benchmarks are run on."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.articles import article, write_articles


def test_no_two_are_alike_and_each_is_always_the_same() -> None:
    first = [article(number) for number in range(200)]
    assert len(set(first)) == 200
    assert [article(number) for number in range(200)] == first


def test_each_brings_new_people() -> None:
    names = {name for number in range(100) for name in re.findall(r"Minister (\w+ \w+)", article(number))}
    assert len(names) > 80


def test_templates_are_filled() -> None:
    texts = " ".join(article(number) for number in range(100))
    assert not set("{}") & set(texts)
    assert texts.count("“") == texts.count("”")


def test_title_and_paragraphs(tmp_path: Path) -> None:
    write_articles(tmp_path, 2, paragraphs=3)
    for path in tmp_path.iterdir():
        title, *paragraphs = path.read_text(encoding="utf-8").split("\n\n")
        assert not title.endswith(".")
        assert len(paragraphs) == 3
