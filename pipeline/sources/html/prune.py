"""Takes out of a page what by its name holds no text of the article."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.lexicon import words
from pipeline.sources.html.about import letters

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: A part is never the article: it has no more than this share of the letters in the page's paragraphs.
PART = 0.2

_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def prune(tree: HtmlElement) -> None:
    """Take parts such as pop-ups and links to related articles out of the tree."""
    held = _letters_in(tree)
    total = held.get(tree, 0)
    for element in list(tree.iter()):
        if _is_named(element) and element is not tree and held.get(element, 0) <= PART * total:
            element.drop_tree()


def _letters_in(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Letters in the paragraphs of each element that has any, its own if it is one."""
    held: dict[HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        number = len(letters(paragraph.text_content()))
        for element in (paragraph, *paragraph.iterancestors()):
            held[element] = held.get(element, 0) + number
    return held


def _is_named(element: HtmlElement) -> bool:
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    return name != " " and _parts().search(" ".join(_NAME.findall(name)).lower()) is not None


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('page_parts'))})\b")
