"""The paragraphs of a page's article, as trafilatura finds them."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.sources.html.about import letters

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

#: Elements of trafilatura's result that stand on lines of their own.
BLOCKS = frozenset(("p", "head", "item", "cell", "quote", "lb", "list", "table", "row", "code", "div", "body"))
#: Elements of a page that hold lines of text and no other elements of the kind, as a rule.
LEAVES = ("h1", "h2", "h3", "h4", "p", "li", "blockquote", "td")
#: Letters of a paragraph that is found in a page but once, and paragraphs that may be out of order.
SURE, MOST_MISSED = 40, 50
#: Words of the longest paragraph that may be little more than a link.
LINE = 60
#: Paragraphs at the head of the text among which the headline may stand once more.
HEAD = 6
#: The headline as printed has so much of the title that the metadata give.
PRINTED = 0.5
#: A line that is part of the headline or holds it has at least so many letters.
FEWEST = 12


class Block(NamedTuple):
    """A paragraph, heading or item; ``linked`` is the share of a short one's letters that one link has."""

    text: str
    linked: float


def find_blocks(tree: HtmlElement, url: str | None) -> list[Block]:
    """The paragraphs of the article in order, comments left out; none where the page has no article."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    links = {letters(link.text_content()) for link in tree.iter("a")} - {""}
    found = bare_extraction(tree, url=url, include_comments=False, with_metadata=False)
    if found is None or found.body is None:
        return []
    texts = list(_paragraphs(found.body))
    texts = _parted(texts[0], tree) if len(texts) == 1 else _in_page_order(texts, tree)
    return [Block(text, _linked(text, links)) for text in texts]


def _parted(text: str, tree: HtmlElement) -> list[str]:
    """Of a very short page trafilatura gives the text in one piece: the same as the paragraphs that make it up."""
    parts = [" ".join(element.text_content().split()) for element in tree.iter(*LEAVES)]
    whole, at = letters(text), 0
    kept = []
    for part in parts:
        key = letters(part)
        if key and whole.startswith(key, at):
            kept.append(part)
            at += len(key)
    return kept if at == len(whole) else [text]


def _in_page_order(texts: list[str], tree: HtmlElement) -> list[str]:
    """The paragraphs as they follow in the page: trafilatura puts what it recovers behind the rest.

    Long ones are looked for; a short one goes with the next long one. Where many are not found, all stay as they are.
    """
    page = letters(tree.text_content())
    places: list[int] = []
    at = missed = 0
    for text in texts:
        key = letters(text)
        place = page.find(key, at) if len(key) >= SURE else at
        if place < 0:
            missed += 1
            place = page.find(key)
        if missed > MOST_MISSED or place < 0:
            return texts
        at = place
        places.append(place if len(key) >= SURE else -1)
    following = len(page)
    for i in range(len(texts) - 1, -1, -1):
        following = places[i] = places[i] if places[i] >= 0 else following
    return [texts[i] for i in sorted(range(len(texts)), key=places.__getitem__)]


def without_titles(blocks: Sequence[Block], titles: Sequence[str]) -> list[Block]:
    """The blocks from below the headline on, if it stands among the first."""
    keys = [key for key in map(letters, titles) if key]
    last = -1
    for i, block in enumerate(blocks[:HEAD]):
        key = letters(block.text)
        if any(key == known or (len(key) >= FEWEST and key in known) for known in keys):
            last = i
    return list(blocks[last + 1 :])


def as_printed(title: str | None, blocks: Sequence[Block]) -> str | None:
    """The headline as it stands above the text where the metadata add to it (“Evening Post: Bridge opens”)."""
    whole = letters(title or "")
    for block in blocks[:HEAD]:
        key = letters(block.text)
        if key in whole and len(key) >= max(FEWEST, PRINTED * len(whole)):
            return block.text
    return title


def _paragraphs(body: _Element) -> Iterator[str]:
    """The text of each element that stands on a line of its own, white space folded."""
    pieces: list[str] = []

    def walk(element: _Element) -> Iterator[str]:
        opens = element.tag in BLOCKS
        if opens:
            yield "".join(pieces)
            pieces.clear()
        pieces.append(element.text or "")
        for child in element:
            yield from walk(child)
            pieces.append(child.tail or "")
        if opens:
            yield "".join(pieces)
            pieces.clear()

    found = [*walk(body), "".join(pieces)]
    return (" ".join(text.split()) for text in found if text.strip())


def _linked(text: str, links: Collection[str]) -> float:
    """The share of a paragraph's letters in the link that it begins or ends with."""
    words = text.split()
    if len(words) > LINE:
        return 0.0
    keys = [letters(word) for word in words]
    whole = "".join(keys)
    ends = {"".join(keys[i:]) for i in range(len(keys))} | {"".join(keys[:i]) for i in range(1, len(keys))}
    return max((len(end) for end in ends if end in links), default=0) / max(1, len(whole))
