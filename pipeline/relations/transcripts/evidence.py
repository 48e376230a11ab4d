"""Is it a transcript? Told from prose and lists by evidence over several lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from pipeline.lexicon import table, words
from pipeline.relations.transcripts.labels import Label
from pipeline.relations.tree import Range, Tree

_LEAST = 2
"""Labels of a transcript; a label without a name of a person whom the article knows must recur as often."""
_MOST_READ = 200
"""Tokens of a turn that are looked at for signs of speech."""
_SPOKEN = 0.5
"""Share of turns that bear signs of speech, at least, and of those that name their own speaker, less than which."""


@cache
def _grammatical_person() -> dict[str, str]:
    return {row["word"]: row["person"] for row in table("personal_pronouns")}


@cache
def _given_names() -> frozenset[str]:
    return frozenset(name.casefold() for name in words("first_names"))


def speaks_of_itself(tree: Tree, first: int, last: int) -> bool:
    """Is there an *I* or *we* outside quotation marks among the tokens ``first`` to ``last``?"""
    person = _grammatical_person()
    return any(person.get(tree.low[token]) == "1" and tree.quote[token] < 0 for token in range(first, last))


def addresses(tree: Tree, first: int, last: int) -> bool:
    """Is there a *you* among the tokens ``first`` to ``last``?"""
    return any(tree.low[token] in ("you", "your", "yours", "yourself") for token in range(first, last))


def _is_of_speech(tree: Tree, token: int) -> bool:
    """A question mark, an interjection, a short form: *Well, that's so*."""
    word, tag = tree.low[token], tree.tag[token]
    shortened = word in ("n't", "n’t") or (word[0] in "'’" and tag[:1] in ("V", "M"))
    return word == "?" or tag == "UH" or shortened


def is_announced(tree: Tree, last: int) -> bool:
    """Do the tokens before ``last``, headline included, speak of an interview or a transcript?"""
    opening = f" {' '.join(tree.low[:last])} "
    return any(f" {phrase} " in opening for phrase in words("interview_words"))


def believed_labels(tree: Tree, labels: Sequence[Label], blocks: Mapping[int, Range]) -> list[Label]:
    """Those of ``labels`` that are a speaker's; none where the article is no transcript."""
    labels = list(_credible(tree, labels))
    announced = bool(labels) and is_announced(tree, blocks[labels[0].block].first)
    times = Counter(label.key for label in labels)
    parts = {label.part for label in labels}
    if len(labels) < _LEAST or not (announced or _is_dialogue(times, parts)):
        return []
    spoken = own = named = 0
    for label, first, last in _stretches(labels, blocks):
        stretch = range(first, min(last, first + _MOST_READ))
        spoken += (
            (bool(stretch) and tree.quote[first] >= 0)
            or speaks_of_itself(tree, first, stretch.stop)
            or addresses(tree, first, stretch.stop)
            or any(_is_of_speech(tree, token) for token in stretch)
        )
        if label.part == "name":
            named += 1
            own += any(tree.low[token] == label.key and tree.text[token][0].isupper() for token in stretch)
    if spoken < _SPOKEN * len(labels) or own > _SPOKEN * named:
        return []
    return labels


def _is_dialogue(times: Counter[str], parts: set[str]) -> bool:
    """Two speakers, one of whom speaks again; a page of questions and answers alone may be the paper's own."""
    return len(times) >= _LEAST and max(times.values()) >= _LEAST and not parts <= {"asks", "answers"}


def _stretches(labels: Sequence[Label], blocks: Mapping[int, Range]) -> Iterator[tuple[Label, int, int]]:
    """Each label with its own paragraph, or its part of it; with the paragraph below where it stands alone."""
    for label, following in pairwise((*labels, None)):
        if label is not None:
            shared = following is not None and following.block == label.block
            last = following.where.first if following and shared else blocks[label.block].last
            below = blocks.get(label.block + 1)
            yield (label, label.first, last) if label.first < last or shared or not below else (label, *below)


def _credible(tree: Tree, labels: Sequence[Label]) -> Iterator[Label]:
    """Labels that the lexicon knows, that name somebody known or are a person's name, that recur beside such."""
    asked = sum(label.part == "asks" for label in labels)
    times = Counter(label.key for label in labels)
    people = _people(tree, labels)
    sure = {label.key for label in labels if label.part == "name" and _is_person(tree, label, people)}
    for label in labels:
        if label.mark == label.where and asked < _LEAST:  # "A. Ruiz", "Q" without a colon
            continue
        listed = label.part in ("asks", "answers", "other")
        is_office = label.part == "office"
        recurs = times[label.key] >= _LEAST or (is_office and tree.text[label.where.last - 1].isupper())
        if listed or label.key in sure or (recurs and (is_office or sure or asked)):
            yield label


def _people(tree: Tree, labels: Sequence[Label]) -> frozenset[str]:
    """Last words, first words and initials of the names of people that stand elsewhere than in a label."""
    taken = {token for label in labels for token in range(*label.where)}
    elsewhere = (m for m in tree.parsed.mentions if m.label == "PERSON" and m.first not in taken)
    names = [mention.text.casefold().split() for mention in elsewhere]
    found = {part for parts in names for part in (parts[0], parts[-1])}
    names += [tree.low[slice(*label.name)] for label in labels if label.part == "name"]
    return frozenset(found | {initials(parts) for parts in names if len(parts) > 1})


def initials(parts: Sequence[str]) -> str:
    """*mk* of *maria kent*."""
    return "".join(part[0] for part in parts if part[0].isalpha())


def _is_person(tree: Tree, label: Label, people: frozenset[str]) -> bool:
    """Somebody known, a form of address with a name, or two words and more of which the first is a given name."""
    if label.is_titled or label.key.replace(".", "") in people:
        return True
    first, last = label.name
    number = tree.entity[first]
    is_seen = number >= 0 and tree.parsed.mentions[number].label == "PERSON"
    return last - first > 1 and (is_seen or tree.low[first] in _given_names())
