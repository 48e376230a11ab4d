"""Drops what an extractor leaves around an article: links to other articles, and sections of them below the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.lines.phrases import phrase_kinds
from pipeline.sources.html.body import Block

#: A paragraph is a link where so much of it is one; a teaser in two lines has half of its letters in one.
LINK, TEASER = 0.8, 0.45
#: Words of the longest link to another article, of the longest heading of a section, and of a paragraph that is text.
LINK_WORDS, HEADING_WORDS, TEXT_WORDS = 25, 6, 25
#: Share of teasers among the paragraphs below a heading that make them a section of other articles.
TEASERS = 0.4
#: Such a section stands no higher than at this share of the paragraphs.
LOWER = 0.3
#: Kinds of furniture whose headings open a section that is no part of the article.
HEADINGS = frozenset(("related", "newsletter", "comment"))

_WORD = re.compile(r"\w+")


def without_junk(blocks: Sequence[Block]) -> list[Block]:
    """The blocks down to a section of other articles or comments, without lines that only link to another article."""
    kept = _above_sections(blocks)
    is_text = [block.linked < TEASER and len(_words(block)) >= TEXT_WORDS for block in kept]
    end = max((i for i, is_long in enumerate(is_text) if is_long), default=len(kept))
    return [block for i, block in enumerate(kept) if not _is_link(block, is_below=i > end)]


def _above_sections(blocks: Sequence[Block]) -> Sequence[Block]:
    teasers = 0  # among the blocks below the one looked at
    end = len(blocks)
    for i in range(len(blocks) - 1, int(LOWER * len(blocks)) - 1, -1):
        words = _words(blocks[i])
        is_heading = len(words) <= HEADING_WORDS and not HEADINGS.isdisjoint(phrase_kinds(words))
        if is_heading and teasers >= TEASERS * (len(blocks) - i - 1):
            end = i
        teasers += blocks[i].linked >= TEASER
    return blocks[:end]


def _is_link(block: Block, *, is_below: bool) -> bool:
    """“READ MORE: Bridge opens”: a short paragraph that is one link, below the text or begun with such words."""
    words = _words(block)
    if block.linked < LINK or len(words) > LINK_WORDS:
        return False
    return is_below or phrase_kinds(words)[:1] == ("related",)


def _words(block: Block) -> list[str]:
    return [word.lower() for word in _WORD.findall(block.text[:1000])]
