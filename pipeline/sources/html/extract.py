"""From the bytes of a page to its article as plain text."""

from __future__ import annotations

from importlib.util import find_spec
from typing import NamedTuple

from pipeline.errors import MissingExtra
from pipeline.records import About
from pipeline.sources.decode import NotText
from pipeline.sources.html.about import describe
from pipeline.sources.html.body import as_printed, find_blocks, without_titles
from pipeline.sources.html.junk import without_junk
from pipeline.sources.html.page import read_page
from pipeline.sources.html.prune import prune


class Extracted(NamedTuple):
    """An article out of a page: the headline (``about.title``) on the first line, then its paragraphs, a blank line
    between all; ``notes`` say what of the page was not read, ``encoding`` is Python's name of the page's."""

    text: str
    about: About
    notes: tuple[str, ...] = ()
    encoding: str = "utf-8"


def extract(data: bytes, url: str | None = None) -> Extracted | None:
    """The article of an HTML page, or None where there is no text of one; ``url`` is where the page came from.

    The same bytes give the same article. Raises MissingExtra where trafilatura is not installed, nothing else.
    """
    if find_spec("trafilatura") is None:
        raise MissingExtra("HTML pages", "html")
    try:
        page = read_page(data)
    except NotText:
        return None
    if page is None:
        return None
    about, titles = describe(page.tree, url)
    prune(page.tree)
    found = find_blocks(page.tree, url)
    blocks = without_junk(without_titles(found, titles))
    if not blocks:
        return None
    about = about._replace(title=as_printed(about.title, found))
    lines = [about.title, *(block.text for block in blocks)]
    return Extracted("\n\n".join(line for line in lines if line), about, page.notes, page.encoding)
