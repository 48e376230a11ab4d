"""Where a content begins and ends: trimming at its edges, and keeping to the quotation marks."""

from __future__ import annotations

from pipeline.relations.acts import telling_occasions
from pipeline.relations.tree import Range, Tree

_LOOSE = frozenset({",", ":", ";", "-", "--", "–", "—", ".", "?", "!", "…", "..."})
_MARKS = frozenset({'"', "“", "”", "„", "«", "»", "``", "''", "'", "‘", "’"})


def trim(tree: Tree, first: int, last: int, *, that: bool = True) -> Range:
    """Range without commas, stops and dashes at its edges, nor the *that* that introduces it."""
    low = tree.low
    while first < last and (low[first] in _LOOSE or _lone_mark(tree, first, first, last)):
        first += 1
    if that and first < last and low[first] == "that" and (tree.tag[first] == "IN" or tree.dep[first] == "mark"):
        first += 1
        while first < last and low[first] in _LOOSE:
            first += 1
    while last > first and (
        low[last - 1] in _LOOSE or tree.tag[last - 1] == "CC" or _lone_mark(tree, last - 1, first, last)
    ):
        last -= 1
    return Range(first, last)


def _lone_mark(tree: Tree, token: int, first: int, last: int) -> bool:
    """Is it a quotation mark whose partner lies outside of the range?"""
    if tree.low[token] not in _MARKS:
        return False
    number = tree.quote[token]
    if number < 0:
        return True
    quotation = tree.quotations[number]
    return quotation.first < first or quotation.last > last


def without_occasion(tree: Tree, first: int, last: int) -> int:
    """Where the occasion at the end of a phrase begins, else ``last``: *blame for the blast | in a statement*."""
    for token in range(last - 2, first, -1):
        if tree.tag[token] == "IN":
            noun = tree.child(token, "pobj")
            known = noun >= 0 and tree.lemma[noun] in telling_occasions()
            fresh = known and tree.low[tree.left[noun]] in ("a", "an", "his", "her", "its", "their")
            return token if fresh and tree.right[noun] == last - 1 and tree.low[token] in ("in", "at", "on") else last
    return last


def settle(tree: Tree, cue: int, first: int, last: int) -> Range:
    """Range reconciled with the quotation marks.

    A content that runs into a quotation takes all of it (sentences end inside quotations, the parse with them);
    a content whose cue stands inside a quotation stays inside it; one that fills a quotation takes its marks.
    """
    first, last = trim(tree, first, last)
    if first >= last:
        return Range(first, last)
    inside = tree.quote[cue]
    if inside >= 0:
        quotation = tree.quotations[inside]
        return trim(tree, max(first, quotation.first), min(last, quotation.last))
    end = tree.quote[last - 1]
    if end >= 0:
        quotation = tree.quotations[end]
        if (quotation.first >= first - 1 and quotation.first > cue) or quotation.last <= cue:
            last = max(last, quotation.last)
    begin = tree.quote[first]
    if begin >= 0:
        quotation = tree.quotations[begin]
        if quotation.first < first and not quotation.first <= cue < quotation.last:
            first = quotation.first
    return Range(first, last)
