"""Stage 3: words, sentences, names, and who is who within an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.records import Page, Parsed

if TYPE_CHECKING:
    from pipeline.ner.model import Model

__all__ = ["find_mentions"]


def find_mentions(pages: Iterable[Page], model: Model) -> Iterator[Parsed]:
    """Each article of each page with its words, sentences, mentions and entities, in order.

    Raises nothing for odd text: an article without words has none of these.
    """
    from pipeline.ner.mentions import read_article
    from pipeline.ner.parse import blocks_of, parse

    for page in pages:
        text = page.source.text
        for article in page.articles:
            yield read_article(article, text, parse(text, blocks_of(text, article), model))
