"""What speaks for a word being part of a name, and of which kind: lists, the model's opinion, the words around.

A token has one fact of each kind (:data:`KINDS`), gathered only for stretches of text that could hold a name.
What they are worth is learned (:mod:`pipeline.ner.tagger`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.ner.names import QUANTITIES
from pipeline.ner.parse import Analysis

FOLDED = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "NORP"}
"""The four kinds that are told apart; what else the model names (EVENT, LAW, …) is MISC."""

_MOST_CONNECTORS = 3
_CLOSED_CLASSES = frozenset(("CC", "DT", "EX", "IN", "MD", "PRP", "PRP$", "TO", "WDT", "WP", "WP$", "WRB"))

Fact = str | tuple[str | bool, ...]
KINDS = (
    "bias", "word", "before", "after", "before2", "after2",
    "model", "model+tag", "model3", "model+article", "model+list", "tag", "tag2", "tag+after",
    "shape", "shape3", "end3", "end4", "begin3", "list", "list+casing", "list before", "list after",
    "list2", "list+after", "list3", "article", "article+list", "common", "common+list+model",
    "sport+list", "sport+model", "sport+list+around", "governor", "dependency+list", "roles", "company",
)  # fmt: skip
"""Kinds of evidence, in the order in which :meth:`Evidence.of` gives them."""


class Region(NamedTuple):
    """Tokens ``first`` to ``last`` (exclusive) of one sentence that may hold names."""

    first: int
    last: int


@cache
def _connectors() -> frozenset[str]:
    return frozenset(lexicon.words("name_connectors"))


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(lexicon.words("place_prepositions"))


@cache
def _speaking() -> frozenset[str]:
    return frozenset(lexicon.words("speaking_verbs"))


@cache
def _roles() -> frozenset[str]:
    return frozenset(lexicon.words("roles"))


@cache
def _sport() -> frozenset[str]:
    return frozenset(lexicon.words("leagues"))


class Evidence:
    """The evidence of one article."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.words = analysis.tokens.text
        self.lower = [word.casefold() for word in self.words]
        self.upper = [word != low for word, low in zip(self.words, self.lower, strict=True)]
        self.labels = ["O"] * len(self.words)
        self.model = self._model_labels()
        self.casing = self._casing()
        self.listed = analysis.listed
        self._document()

    def _model_labels(self) -> list[str]:
        labels = ["O"] * len(self.words)
        for entity in self.analysis.entities:
            kind = "NUM" if entity.label in QUANTITIES else FOLDED.get(entity.label, "MISC")
            for token in range(entity.first, entity.last):
                self.labels[token] = entity.label
                labels[token] = f"{'B' if token == entity.first else 'I'}-{kind}"
        return labels

    def _casing(self) -> list[str]:
        """For each token how its sentence is written: ``caps``, ``title`` or ``text``."""
        casing: list[str] = []
        for sentence in self.analysis.sentences:
            words = [w for w in self.words[sentence.first : sentence.last] if w[0].isalpha() and len(w) > 3]
            if len(words) > 1 and all(w.isupper() for w in words):
                style = "caps"
            elif len(words) > 3 and sum(w[0].isupper() for w in words) >= 0.8 * len(words):
                style = "title"
            else:
                style = "text"
            casing += [style] * (sentence.last - sentence.first)
        return casing

    def _document(self) -> None:
        """What the article as a whole says of a word: how the model labels it, where else it stands."""
        votes: dict[str, Counter[str]] = {}
        company: dict[str, set[str]] = {}
        self.common: set[str] = set()
        sport = numbers = 0
        words, lower, prepositions, speaking = self.words, self.lower, _prepositions(), _speaking()
        for token, low in enumerate(lower):
            if not self.upper[token]:
                self.common.add(low)
                sport += low in _sport()
                numbers += low[0].isdigit()
                continue
            if self.casing[token] != "text":
                sport += low in _sport()
                continue
            votes.setdefault(low, Counter())[self.model[token][2:] or "O"] += 1
            seen = company.setdefault(low, set())
            before = lower[token - 1] if token else ""
            after = lower[token + 1] if token + 1 < len(words) else ""
            if self.listed.get(token - 1, "").endswith("title"):
                seen.add("title")
            if self.listed.get(token - 1, "").endswith("given"):
                seen.add("given")
            if before in prepositions:
                seen.add("in")
            if before == "the":
                seen.add("the")
            if before == ",":
                seen.add("comma")
            if self.listed.get(token + 1, "").endswith(("orgword", "legal")):
                seen.add("org")
            if after in ("'s", "’s"):
                seen.add("s")
            if after == "," and token + 2 < len(words) and lower[token + 2] in ("who", "a", "an", "the", "whose"):
                seen.add("who")
            head = self.analysis.tokens.head[token]
            if self.analysis.tokens.lemma[head] in speaking and self.analysis.tokens.dep[token] == "nsubj":
                seen.add("say")
        self.vote = {low: _majority(counter) for low, counter in votes.items()}
        self.company = {low: tuple(sorted(seen)) for low, seen in company.items()}
        self.sport = sport * 60 > len(words) or numbers * 8 > len(words)

    def regions(self) -> Iterator[Region]:
        """Stretches that may hold names: words with a capital or that the model labels, and what joins them."""
        connectors = _connectors()
        for sentence in self.analysis.sentences:
            first = last = -1
            for token in range(sentence.first, sentence.last):
                if self._may_be_name(token):
                    if first < 0:
                        first = token
                    last = token + 1
                elif first >= 0 and (self.lower[token] not in connectors or token - last >= _MOST_CONNECTORS):
                    yield Region(first, last)
                    first = -1
            if first >= 0:
                yield Region(first, last)

    def _may_be_name(self, token: int) -> bool:
        label = self.model[token]
        if label == "O":
            return self.upper[token] and self.analysis.tokens.tag[token] not in _CLOSED_CLASSES
        return self.upper[token] or not label.endswith("NUM")

    def of(self, region: Region) -> list[tuple[Fact, ...]]:
        """The evidence of each token of ``region``, one fact a kind in the order of :data:`KINDS`."""
        return [self._token(token) for token in range(region.first, region.last)]

    def _token(self, i: int) -> tuple[Fact, ...]:
        lower, model, words, listed, roles = self.lower, self.model, self.words, self.listed, _roles()
        tags, tokens = self.analysis.tokens.tag, self.analysis.tokens
        after, last = i + 1, len(lower) - 1
        low, label, tag = lower[i], model[i], tags[i]
        low_p, label_p, tag_p, list_p, shape_p = (
            (lower[i - 1], model[i - 1], tags[i - 1], listed.get(i - 1, ""), _shape(words[i - 1]))
            if i
            else ("^", "O", "", "", "")
        )
        low_n, label_n, tag_n, list_n, shape_n = (
            (lower[after], model[after], tags[after], listed.get(after, ""), _shape(words[after]))
            if i < last
            else ("$", "O", "", "", "")
        )
        in_list, casing, shape, vote = listed.get(i, ""), self.casing[i], _shape(words[i]), self.vote.get(low, "?")
        dep, head, common, sport = tokens.dep[i], tokens.lemma[tokens.head[i]], low in self.common, self.sport
        return (
            "",
            low,
            low_p,
            low_n,
            lower[i - 2] if i > 1 else "^",
            lower[i + 2] if i < last - 1 else "$",
            label,
            (label, tag),
            (label_p, label, label_n),
            (label, vote),
            (label, in_list),
            tag,
            (tag_p, tag),
            (tag, tag_n),
            (shape, casing),
            (shape_p, shape, shape_n),
            low[-3:],
            low[-4:],
            low[:3],
            in_list,
            (in_list, casing),
            list_p,
            list_n,
            (list_p, in_list),
            (in_list, list_n),
            (list_p, in_list, list_n),
            vote,
            (vote, in_list),
            (common, casing),
            (common, in_list, label),
            (sport, in_list),
            (sport, label),
            (sport, in_list, shape_n, low_p if not low_p.isalnum() else ""),
            (dep, head),
            (dep, in_list),
            (low_p in roles, low_n in roles),
            self.company.get(low) or "",
        )


def _majority(counter: Counter[str]) -> str:
    (label, count), *_ = counter.most_common(1)
    total = sum(counter.values())
    return f"{label}{'1' if total == 1 else '+' if count * 3 >= total * 2 else '-'}"


@cache
def _shape(word: str) -> str:
    if word.isalpha():
        if word.isupper():
            return "X" if len(word) == 1 else "XX"
        if word.islower():
            return "x"
        return "Xx" if word[0].isupper() and word[1:].islower() else "xX"
    if word.isdigit():
        return "d"
    if word[0].isdigit():
        return "d."
    short = re.sub(r"[A-Z]+", "X", re.sub(r"[a-z]+", "x", re.sub(r"\d+", "d", word)))
    return short[:6]
