"""From the bytes of a page to a tree of its elements, bounded in size, depth and count."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.sources.decode import read_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_CHARACTERS = 5_000_000
"""A page is read up to here; news pages have 50,000 to 500,000."""
MAX_ELEMENTS = 12_000
"""Elements that are read, scripts and pictures not counted; news pages have 500 to 2,500."""
MAX_VALUE, MAX_TAG = 4_000, 20_000
"""Characters of an attribute, beyond which it is emptied, and of a tag, beyond which it loses its attributes."""
MAX_SCRIPT = 500_000
"""Characters of a script of metadata (JSON-LD); a longer one is not looked at."""
DEEPEST = 255
"""Elements in one another; the parser gives up the page's rest where there are more."""

_HEAD = 4096
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^<>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE
)
# Declarations that are worth a try. Of western code pages the text itself tells more: they are declared at random.
_DECLARED = re.compile(
    r"(?:gbk|gb2312|gb18030|big5|euc|shift|sjis|koi8|iso-?2022|tis|ibm866|x-mac)|"
    r"(?:windows|cp|x-cp)-?(?:874|125[013-8])|iso-?8859-?(?:[2-8]|1[0-6])",
    re.IGNORECASE,
)
_INVALID = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_LONG_VALUE = re.compile(rf"""(=\s*["'])[^"'<>]{{{MAX_VALUE},}}""")
_LONG_TAG = re.compile(rf"(<[a-zA-Z][\w:-]*\s)[^<>]{{{MAX_TAG},}}")
_UNSEEN = ("style", "svg", "canvas", "template", "noscript", "object", "embed", "iframe", "math")


class HtmlPage(NamedTuple):
    """The tree of a page; ``notes`` say what of it was left out or read in another way than it stands."""

    tree: HtmlElement
    encoding: str
    notes: tuple[str, ...] = ()


def read_page(data: bytes) -> HtmlPage | None:
    """The elements of a page, without scripts (metadata aside), styles and drawings; None where it has none.

    Nothing is fetched and nothing executed; entities that a page declares are not expanded.
    """
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    text, encoding, notes = _decoded(data)
    if len(text) > MAX_CHARACTERS:
        notes.append(f"{len(text):,} characters of HTML, read up to {MAX_CHARACTERS:,}")
        text = text[:MAX_CHARACTERS]
    text = _LONG_TAG.sub(r"\1", _LONG_VALUE.sub(r"\1", _INVALID.sub("", text)))
    parser = HTMLParser(
        encoding="utf-8", collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True,
        no_network=True, huge_tree=False,
    )  # fmt: skip
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError):
        return None
    return HtmlPage(tree, encoding, (*notes, *_bounded(tree)))


def _decoded(data: bytes) -> tuple[str, str, list[str]]:
    """Text, encoding and notes: by byte order mark or as UTF-8 where that fits, then as declared, then by its look."""
    found = _CHARSET.search(data[:_HEAD])
    name = found[1].decode("ascii", "replace") if found else ""
    if _DECLARED.match(name) and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                encoding = codecs.lookup(name.lower().removeprefix("x-")).name
                return data.decode(encoding), encoding, []
            except (LookupError, UnicodeDecodeError):
                pass  # a wrong declaration
    text, encoding, notes = read_text(data)
    return text, encoding, list(notes)


def _bounded(tree: HtmlElement) -> list[str]:
    """Take out of the tree what is not seen, and what is beyond the bounds."""
    from lxml.etree import strip_elements

    strip_elements(tree, *_UNSEEN, with_tail=False)
    for script in list(tree.iter("script")):
        if script.get("type") != "application/ld+json" or not _is_json(script.text or ""):
            _remove(script)
    notes = []
    count, last, depth = 0, None, 0
    for element in tree.iter():
        count += 1
        if count == MAX_ELEMENTS:
            last = element
    if last is not None and count > MAX_ELEMENTS:
        notes.append(f"{count:,} elements of HTML, read up to {MAX_ELEMENTS:,}")
        _cut_after(last)
    for leaf in tree.iter():
        if len(leaf) == 0:
            depth = max(depth, sum(1 for _ in leaf.iterancestors()))
    if depth >= DEEPEST - 1:
        notes.append(f"elements nested more than {DEEPEST} deep, not read beyond")
    return notes


def _is_json(text: str) -> bool:
    """Whether the text is sound: who mends JSON by patterns can be kept at it for hours."""
    try:
        return len(text) <= MAX_SCRIPT and json.loads(text, strict=False) is not None
    except (ValueError, RecursionError):
        return False


def _remove(element: HtmlElement) -> None:
    """Take an element out; the text behind it stays."""
    element.drop_tree()


def _cut_after(element: HtmlElement) -> None:
    """Take out all that follows an element in the page."""
    while (parent := element.getparent()) is not None:
        for later in list(element.itersiblings()):
            parent.remove(later)
        element = parent
