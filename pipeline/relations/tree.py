"""An article's parse as lists that the rules can walk: children, reach of each subtree, place of each token."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from pipeline.records import Parsed
from pipeline.relations.acts import reporting_verbs
from pipeline.relations.quotations import Quotation, find_quotations

MAX_KIDS = 60
"""Dependents that a token may have; of more, those in the middle are not looked at."""


_CLAUSE = 60
"""Tokens of a clause before a semicolon, at most."""


class Range(NamedTuple):
    """Tokens ``first`` to ``last`` (exclusive) of an article."""

    first: int
    last: int


class Tree:
    """The columns of ``parsed`` and what is derived from them once, in linear time.

    ``kids[i]`` are the dependents of token ``i`` in text order, ``left[i]``/``right[i]`` the first and last
    (inclusive) token that it governs, itself included; ``sentence[i]`` and ``block[i]`` are numbers;
    ``quote[i]`` is the number of the quotation it lies in (marks included), or -1.
    """

    def __init__(self, parsed: Parsed) -> None:
        tokens = parsed.tokens
        n = len(tokens)
        self.parsed = parsed
        self.text = tokens.text
        self.low = [word.lower() for word in tokens.text]
        self.lemma = [lemma.lower() for lemma in tokens.lemma]
        self.tag = tokens.tag
        self.dep = list(tokens.dep)
        self.head = list(tokens.head)
        self.kids: list[list[int]] = [[] for _ in range(n)]
        _join_prefixes(self)
        _part_at_semicolons(self)
        _lift_cues(self)
        for token, head in enumerate(self.head):
            if head != token:
                self.kids[head].append(token)
        self.left = list(range(n))
        self.right = list(range(n))
        self._reach()
        for kids in self.kids:
            if len(kids) > MAX_KIDS:  # no grammar has so many; keeps rules over pairs of dependents linear
                del kids[MAX_KIDS // 2 : -MAX_KIDS // 2]
        self.sentence = [0] * n
        self.block = [0] * n
        self.sentence_bounds = [Range(s.first, s.last) for s in parsed.sentences]
        self.block_kinds = [block.kind for block in parsed.blocks]
        for number, sentence in enumerate(parsed.sentences):
            size = sentence.last - sentence.first
            self.sentence[sentence.first : sentence.last] = [number] * size
            self.block[sentence.first : sentence.last] = [sentence.block] * size
        self.quotations: list[Quotation] = find_quotations(parsed)
        self.quotation_starts = [quotation.first for quotation in self.quotations]
        self.quote = [-1] * n
        for number, quotation in enumerate(self.quotations):
            self.quote[quotation.first : quotation.last] = [number] * (quotation.last - quotation.first)
        self.quoted_upto = [0, *accumulate(number >= 0 for number in self.quote)]
        self.name(parsed)

    def name(self, parsed: Parsed) -> None:
        """Take the mentions of ``parsed``, the same article with other mentions."""
        self.parsed = parsed
        self.entity = [-1] * len(self.low)
        for number, mention in enumerate(parsed.mentions):
            self.entity[mention.first : mention.last] = [number] * (mention.last - mention.first)

    def _reach(self) -> None:
        order = [token for token, head in enumerate(self.head) if head == token]
        for token in order:
            order.extend(self.kids[token])
        left, right, head = self.left, self.right, self.head
        for token in reversed(order):
            governor = head[token]
            if left[token] < left[governor]:
                left[governor] = left[token]
            if right[token] > right[governor]:
                right[governor] = right[token]

    def child(self, token: int, *labels: str) -> int:
        """First dependent of ``token`` with one of these labels, or -1."""
        for kid in self.kids[token]:
            if self.dep[kid] in labels:
                return kid
        return -1

    def subtree(self, token: int) -> Range:
        return Range(self.left[token], self.right[token] + 1)

    def sentence_of(self, token: int) -> Range:
        return self.sentence_bounds[self.sentence[token]]

    def quoted_in(self, first: int, last: int) -> int:
        """How many of the tokens ``first`` to ``last`` (exclusive) stand in quotation marks."""
        return self.quoted_upto[last] - self.quoted_upto[first]

    def is_name(self, token: int) -> bool:
        """Does the token stand in the name of a person or place?"""
        number = self.entity[token]
        return number >= 0 and self.parsed.mentions[number].label in ("PERSON", "GPE", "NORP")

    def is_verb(self, token: int) -> bool:
        return self.tag[token][0] == "V"


def _part_at_semicolons(tree: Tree) -> None:
    """Free the clause before a semicolon: *Berg said it was lost; the union said it was not* has two speakers."""
    for mark, word in enumerate(tree.low):
        if word == ";" and tree.head[mark] > mark:
            for token in range(mark - 1, max(mark - _CLAUSE, -1), -1):
                if tree.head[token] == tree.head[mark] and tree.dep[token] == "ccomp":
                    tree.head[token], tree.dep[token] = token, "ROOT"
                    break


def _lift_cues(tree: Tree) -> None:
    """Hang a second cue on the first one: *Berg said the mine was lost, adding that …*; *… and added that …*.

    The parser hangs *adding* on the verb of the content (*was*) nearly as often as on *said*.
    """
    head, dep, lemma, tag = tree.head, tree.dep, tree.lemma, tree.tag
    verbs = reporting_verbs()
    subjects = {head[t] for t, label in enumerate(dep) if label in ("nsubj", "nsubjpass", "expl")}
    clauses = {head[t] for t, label in enumerate(dep) if label == "ccomp"}
    for token, label in enumerate(dep):
        if label not in ("advcl", "conj") or lemma[token] not in verbs or token in subjects:
            continue
        if label == "advcl":
            before = tree.low[token - 2 : token] if token > 1 else []
            led = "," in before and not any(word[:1].isalnum() for word in before[-1:])
            if tag[token] != "VBG" or not (led or token in clauses):
                continue
        elif tag[token] != "VBD" or not (token in clauses or tag[head[token]] == "VB"):
            continue
        place = head[token]
        for _ in range(12):
            above = head[place]
            if above == place or above >= token:
                break
            if dep[place] in ("ccomp", "xcomp") and lemma[above] in verbs and above < place and tag[above] != "VB":
                head[token] = above
                break
            place = above


_PREFIXES = frozenset({"re", "co", "pre", "de", "mis", "non", "anti", "ex", "vice", "self"})


def _join_prefixes(tree: Tree) -> None:
    """Make the word govern its prefix in *re-open*, which the tokenizer cuts in three and the parser misreads."""
    starts, ends = tree.parsed.tokens.start, tree.parsed.tokens.end
    moved: dict[int, int] = {}
    for token in range(len(tree.low) - 2):
        if tree.low[token] not in _PREFIXES or tree.low[token + 1] != "-":
            continue
        word = token + 2
        if starts[token + 1] != ends[token] or starts[word] != ends[token + 1]:
            continue
        for part in (token, token + 1, word):
            above = tree.head[part]
            if above == part or not token <= above <= word:
                tree.head[word] = word if above == part else above
                tree.dep[word] = tree.dep[part]
                break
        moved[token] = moved[token + 1] = word
    if moved:
        tree.head = [moved.get(head, head) for head in tree.head]
        for token in moved:
            tree.head[token], tree.dep[token] = moved[token], "compound"
