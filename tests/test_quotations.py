"""Which words stand in quotation marks."""

from __future__ import annotations

import re

from pipeline.records import Article, Block, Parsed, Sentence, Span, Tokens
from pipeline.relations.quotations import find_quotations


def parsed(text: str, *blocks: Block) -> Parsed:
    """Each block is one sentence; words and signs are tokens."""
    tokens: list[tuple[str, int, int]] = []
    sentences = []
    for number, (_, span) in enumerate(blocks):
        first = len(tokens)
        found = re.compile(r"\w+|[^\w\s]").finditer(text, *span)
        tokens += [(match[0], match.start(), match.end()) for match in found]
        sentences.append(Sentence(first, len(tokens), number))
    words, starts, ends = zip(*tokens, strict=True)
    article = Article("a1", "a.txt", 1, Span(0, len(text)), None, ())
    return Parsed(article, text, blocks, Tokens(words, starts, ends), tuple(sentences))


def test_a_title_below_the_first_paragraph() -> None:
    """The title is the first block, and its tokens come first, though a line of the body stands above it."""
    text = "Harbour news from all over\nMayor: “Boats are late”\n“We know,” she said."
    title, below = text.index("Mayor"), text.index("“We")
    blocks = (
        Block("title", Span(title, below - 1)),
        Block("paragraph", Span(0, title - 1)),
        Block("paragraph", Span(below, len(text))),
    )
    article = parsed(text, *blocks)
    found = [article.tokens.text[q.first : q.last] for q in find_quotations(article)]
    assert found == [("“", "Boats", "are", "late", "”"), ("“", "We", "know", ",", "”")]
