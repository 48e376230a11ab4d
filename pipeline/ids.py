"""Identifiers, derived from content alone, so that the same input has the same ids on every machine."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable

from pipeline.records import Span


def digest(*parts: object) -> str:
    """Twelve hexadecimal digits over ``parts`` (joined by NUL, lone surrogates kept apart)."""
    data = "\0".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:12]


def article_id(source_name: str, text: str, repeat: int = 0) -> str:
    """``text`` is the article's stretch of the source; ``repeat`` counts earlier equal ones of that source."""
    return "a" + digest(source_name, text, repeat)


def article_ids(source_name: str, stretches: Iterable[str]) -> list[str]:
    """Ids of all articles of a source, in their order."""
    repeats: Counter[str] = Counter()
    ids = []
    for stretch in stretches:
        ids.append(article_id(source_name, stretch, repeats[stretch]))
        repeats[stretch] += 1
    return ids


def mention_id(article: str, span: Span) -> str:
    """The id of the mention at ``span`` of an article (its id)."""
    return "m" + digest(article, *span)


def statement_id(article: str, cue: Span | None, content: tuple[Span, ...]) -> str:
    """The id of a statement from its article's id and the spans of cue and content."""
    return "s" + digest(article, cue, *content)


def relation_id(article: str, predicate: str, subject_id: str, object_: str, span: Span) -> str:
    """The id of a relation from its article's id, what it says and the span that shows it."""
    return "r" + digest(article, predicate, subject_id, object_, *span)


def entity_id(kind: str, name: str) -> str:
    """A person's or organization's id from kind and canonical name; case, accents and dots do not count."""
    plain = name.casefold() if name.isascii() else unicodedata.normalize("NFKD", name).casefold()
    plain = " ".join("".join(c for c in plain if c.isalnum() or c.isspace()).split())
    return f"{kind[:1]}{digest(kind, plain or name)}"
