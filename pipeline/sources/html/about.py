"""What a page says of itself: headline, authors, site, address, day; from its metadata and its headings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.lexicon import words
from pipeline.records import About

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: A heading is the page's headline where it shares so much of its words with a title of the metadata.
ALIKE = 0.5
#: Days beyond this one are mistakes; a fixed one, so that a page reads the same in any year.
LAST_DAY = "2099-12-31"
#: Characters of the longest title, and of the longest name of an author, that are believed.
LONGEST_TITLE, LONGEST_NAME = 300, 60
#: Authors of one article that are named.
MOST_AUTHORS = 10

_SEPARATOR = re.compile(r"\s+[|–—·•»«:-]+\s+|\s*\|\s*")
_WORD = re.compile(r"[^\W_]+")
_NO_NAME = re.compile(r"[\d»@|/]|https?\b|\bfollow\b|\b(?:com|net|org)$", re.IGNORECASE)
_METADATA_TITLES = (
    "//meta[@property='og:title' or @name='og:title']/@content",
    "//meta[@name='twitter:title' or @property='twitter:title']/@content",
    "//meta[@name='title' or @name='headline' or @name='dc.title' or @name='DC.title']/@content",
)


def describe(tree: HtmlElement, url: str | None) -> tuple[About, tuple[str, ...]]:
    """What is known of the article, and all the titles that the page gives, the chosen one first."""
    from trafilatura.metadata import extract_metadata

    dates = {"original_date": True, "extensive_search": False, "max_date": LAST_DAY}
    found = extract_metadata(tree, default_url=url, date_config=dates)
    linked = list(articles_in(tree))
    titles = _titles(tree, linked)
    site = _name_of(found.sitename)
    title = _headline(tree, titles, site)
    about = About(
        title=title,
        author=_authors(found.author, site),
        site=site,
        url=found.url or url,
        published=found.date,
        language=_language(tree),
    )
    return about, tuple(dict.fromkeys(t for t in (title, *titles, *_headings(tree)) if t))


def articles_in(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles that the page's JSON-LD describes, as schema.org has them."""
    for script in tree.iter("script"):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [data]
        while waiting:
            item = waiting.pop()
            if isinstance(item, list):
                waiting += reversed(item)
            elif isinstance(item, dict):
                if _is_article(item.get("@type")):
                    yield item
                waiting += [item[key] for key in ("mainEntity", "@graph") if key in item]


def _is_article(kinds: Any) -> bool:
    return any(
        "Article" in str(kind) or "BlogPosting" in str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def letters(text: str) -> str:
    """Letters and digits of a text in lower case: what two prints of one line share."""
    return "".join(_WORD.findall(text.casefold()))


def _titles(tree: HtmlElement, linked: Sequence[dict[str, Any]]) -> list[str]:
    """The titles in the metadata."""
    found = [item.get("headline") for item in linked[:1]]
    for path in _METADATA_TITLES:
        found += tree.xpath(path)
    found += [element.text_content() for element in tree.xpath("//head/title")[:1]]
    folded = (" ".join(title.split()) for title in found if isinstance(title, str))
    return [title for title in dict.fromkeys(folded) if 0 < len(title) <= LONGEST_TITLE]


def _headings(tree: HtmlElement) -> list[str]:
    folded = (" ".join(element.text_content().split()) for element in tree.iter("h1"))
    return [heading for heading in dict.fromkeys(folded) if 0 < len(heading) <= LONGEST_TITLE]


def _headline(tree: HtmlElement, titles: Sequence[str], site: str | None) -> str | None:
    """The heading that the metadata's titles speak of, or else their first, without the name of the site."""
    headings = _headings(tree)
    known = [title for title in (_without_site(title, site) for title in titles) if title]
    best = max(headings, key=lambda heading: _likeness(heading, known), default=None)
    if best is not None and (_likeness(best, known) >= ALIKE or not known):
        return best
    return known[0] if known else None


def _likeness(heading: str, titles: Sequence[str]) -> float:
    """The largest share of words that a heading has in common with one of the titles."""
    mine = set(_WORD.findall(heading.casefold()))
    shares = [
        len(mine & its) / len(mine | its) for its in (set(_WORD.findall(t.casefold())) for t in titles) if mine | its
    ]
    return max(shares, default=0.0)


def _without_site(title: str, site: str | None) -> str:
    """“Bridge opens - The Evening Post” without the site's name, at either end."""
    parts = _SEPARATOR.split(title)
    name = letters(site or "")
    if len(parts) > 1 and name:
        ends = letters(parts[-1]), letters(parts[0])
        if ends[0] and (ends[0] in name or name in ends[0]):
            cut = list(_SEPARATOR.finditer(title))[-1].start()
            return title[:cut].strip()
        if ends[1] and (ends[1] in name or name in ends[1]):
            return title[next(_SEPARATOR.finditer(title)).end() :].strip()
    return title


def _authors(names: str | None, site: str | None) -> str | None:
    """Names as “Ann Lee, Bob Roe”: each once, no account, role or site, none of one word if there are others."""
    roles = words("byline_roles")
    kept: dict[str, str] = {}
    for name in (names or "").split(";"):
        name = " ".join(name.split())
        is_name = 0 < len(name) <= LONGEST_NAME and not _NO_NAME.search(name) and letters(name) != letters(site or "")
        if is_name and not name.casefold().endswith(roles):
            kept.setdefault(letters(name), name)
    whole = [name for name in kept.values() if " " in name] or list(kept.values())
    return ", ".join(whole[:MOST_AUTHORS]) or None


def _language(tree: HtmlElement) -> str | None:
    """The language that the page declares, as two letters."""
    found = re.match(
        r"[a-z]{2}(?=[-_]|$)",
        (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").lower(),
    )
    return found[0] if found else None


def _name_of(site: str | None) -> str | None:
    """The name of a site on one line; of an address the host."""
    name = re.sub(r"^https?://(?:www\.)?", "", " ".join((site or "").split())).rstrip("/")
    return name if 0 < len(name) <= LONGEST_TITLE else None
