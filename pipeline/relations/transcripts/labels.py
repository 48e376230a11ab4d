"""Labels of turns: *RAND:*, *Ms. Holt:*, *THE PRESIDENT:*, *Q:*, *Q.*, at the head of a paragraph or within it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import table, words
from pipeline.relations.nouns import stands_for
from pipeline.relations.propose.colon import labels as kinds_of_article
from pipeline.relations.roles import titles
from pipeline.relations.tree import Range, Tree

_BEFORE = re.compile(r"[\s*_>•–—-]*(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?[\s*_–—-]*)?")
"""What may stand before a label: marks of a list or of bold type, and the time of a recording."""
_COLON = re.compile(r"(?P<who>[^\W\d_][^:\n]{0,80}?)[\s*_]{0,4}(?P<mark>:)(?=[\s*_“\"‘(\[]|$)")
_LETTER = re.compile(r"(?P<who>Q(?=\s+[A-Z“\"])|[QA](?=\.\s))(?P<mark>\.)?")
_WITHIN = re.compile(
    r"(?<=[.?!…”\")\]])\s+(?P<who>[A-Z][A-Z.’'-]{0,30}(?: [A-Z][A-Z.’'-]{0,30}){0,4}|Question|Answer)(?P<mark>:)(?=\s)"
)
_AFTER = re.compile(r"[\s*_]*")
_ASIDE = re.compile(r"[(\[]")
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
_NUMBER = re.compile(r"\s*#?\d+$")
_ARTICLES = ("The", "THE")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_MOST_WORDS = 5
"""Words of a name without its titles."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label; what is said stands from token ``first`` on.

    ``where`` are the tokens of the speaker as written, ``name`` those of the name alone (empty where none is given),
    ``mark`` the colon, or the label itself where it has none. ``part`` is ``name``, ``office`` where a title stands
    alone, or what the lexicon says of the label: ``asks``, ``answers``, ``other``. ``key`` is what the speaker goes by
    in lower case: the last word of a name, all words of another label.
    """

    block: int
    where: Range
    name: Range
    mark: Range
    first: int
    part: str
    key: str
    is_titled: bool = False


@cache
def _parts() -> dict[str, str]:
    return {row["label"]: row["part"] for row in table("transcript_labels")}


@cache
def _particles() -> frozenset[str]:
    return frozenset(words("name_particles"))


def labels_of(tree: Tree, blocks: Mapping[int, Range]) -> Iterator[Label]:
    """All that looks like a label in the paragraphs among ``blocks`` (number → tokens), in text order."""
    text = tree.parsed.text
    for number, tokens in blocks.items():
        if tree.block_kinds[number] != "paragraph":
            continue
        start, end = tree.parsed.blocks[number].span
        before = _BEFORE.match(text, start, end)
        here = before.end() if before else start
        heads = (pattern.match(text, here, end) for pattern in (_COLON, _LETTER))
        found = [label for match in heads if match and (label := _label(tree, number, tokens, match))][:1]
        begin = tree.parsed.tokens.end[found[0].mark.first] if found else here
        within = (_label(tree, number, tokens, match) for match in _WITHIN.finditer(text, begin, end))
        yield from (*found, *(label for label in within if label))


def _label(tree: Tree, block: int, tokens: Range, match: re.Match[str]) -> Label | None:
    who, start = _ASIDE.split(match["who"], maxsplit=1)[0].rstrip(), match.start("who")
    named = who.partition(",")[0]
    found = list(_WORD.finditer(named))
    known = _parts().get(_NUMBER.sub("", who.casefold()))
    marked = match["mark"] is not None
    where = _tokens(tree, tokens, start, start + len(who))
    mark = _tokens(tree, tokens, match.start("mark"), match.end("mark")) if marked else where
    if not found or where.first >= where.last or mark.first >= mark.last:
        return None
    after = _AFTER.match(tree.parsed.text, match.end())
    first = bisect_left(tree.parsed.tokens.start, after.end() if after else match.end(), mark.last, tokens.last)
    nameless = Range(where.first, where.first)
    if known:
        return Label(block, where, nameless, mark, first, known, who.casefold())
    role = _tokens(tree, tokens, start + len(named), start + len(who))
    if not marked or any(tree.tag[token] in _FINITE for token in range(*role)):
        return None
    bare = next((n for n, word in enumerate(found) if not _is_title(word.group())), len(found))
    own = [word.group() for word in found[bare:]]
    if not own or (len(own) == 1 and {"office", "role"} & set(stands_for(own[0].casefold()))):
        office = " ".join(word.group() for word in found)
        return Label(block, where, nameless, mark, first, "office", office.casefold()) if office[0].isupper() else None
    if len(own) > _MOST_WORDS or not _is_name(named, own):
        return None
    name = _tokens(tree, tokens, start + found[bare].start(), start + found[-1].end())
    return Label(block, where, name, mark, first, "name", own[-1].casefold(), bare > 0)


def _is_title(word: str) -> bool:
    return word.casefold() in titles() or word in _ARTICLES


def _is_name(named: str, own: list[str]) -> bool:
    """Capitals and small words of names, nothing else, and no word for a kind of article: *Note:*, *Interview:*."""
    if any(sign.isdigit() for sign in named) or own[-1].casefold() in kinds_of_article():
        return False
    return own[-1][0].isupper() and all(word[0].isupper() or word in _particles() for word in own)


def _tokens(tree: Tree, within: Range, start: int, end: int) -> Range:
    """The tokens of a block that overlap the characters ``start`` to ``end``."""
    starts, ends = tree.parsed.tokens.start, tree.parsed.tokens.end
    return Range(bisect_right(ends, start, *within), bisect_left(starts, end, *within))
