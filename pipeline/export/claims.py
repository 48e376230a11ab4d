"""Is it plainly the same claim? Contents of statements compared by their words, without a parse.

Nothing is guessed: a number, a name, a denial, a mood or an opposite that differs keeps two claims apart, and so
does a word in the shorter one that the longer one lacks, but for one that a long claim has in addition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from pipeline.lexicon import table, words

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:\.[^\W\d_]+)*(?:['’][^\W\d_]+)?|[.;!?]|,(?=\s(?:and|but|because|while|so|although)\s)"
)
_ENDS = frozenset(".;!?,")
_ENDINGS = ("ingly", "edly", "ings", "ing", "ed", "es", "ly", "s", "e")
_LEAST_STEM = 3
_LONGEST_NAME = 4
_MOST_WORDS = 400
"""Words of a content that are compared; what is said in the first ones tells claims apart."""

_LITERAL_WORDS = 2
"""Content words of a quotation that is part of a longer one."""

_FEW, _MANY = 3, 5
_ALIKE = 0.6
_SHARE, _SHARE_IN_ARTICLE = 0.4, 0.25
_ORDERLY = 0.5


@dataclass(frozen=True, slots=True)
class Clause:
    """``stems`` are content words in order; ``names`` those of them in capitals, ``numbers`` those in figures.

    ``plain`` holds every word's base form, ``mood`` is ``possible``, ``needed`` or empty.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    content: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    plain: frozenset[str]
    denied: bool
    mood: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a content says: as a whole and sentence by sentence."""

    whole: Clause
    sentences: tuple[Clause, ...]

    @property
    def content(self) -> frozenset[str]:
        return self.whole.content


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    stem: str
    is_name: bool
    is_number: bool


def claim_of(text: str) -> Claim:
    """The claim that the words of ``text`` make; any text will do."""
    found = list(_words(text))[:_MOST_WORDS]
    cuts = [0, *(place + 1 for place, word in enumerate(found) if word.text in _ENDS), len(found)]
    pieces = [found[first:last] for first, last in pairwise(cuts) if last - first > 1]
    sentences = tuple(_clause(piece) for piece in pieces)
    return Claim(sentences[0] if len(sentences) == 1 else _clause(found), sentences)


def same_claim(longer: Claim, shorter: Claim, *, in_one_article: bool = False) -> float:
    """How much two claims are alike, 0.0 (not the same) to 1.0; ``shorter`` has no more content words.

    Within an article a headline of two content words can take up what the text says in full.
    """
    if len(shorter.content - longer.content) > 1:
        return 0.0
    if _quotes(longer, shorter.whole):
        return 1.0
    clauses = (*longer.sentences, longer.whole) if len(longer.sentences) > 1 else longer.sentences
    return max((_alike(clause, shorter.whole, in_one_article) for clause in clauses), default=0.0)


def _alike(longer: Clause, shorter: Clause, in_one_article: bool) -> float:
    """As :func:`same_claim`, for a clause of the longer one."""
    own, other = shorter.content, longer.content
    shared = len(own & other)
    missing = len(own) - shared
    few = _FEW - (in_one_article or own == other)
    share = _SHARE_IN_ARTICLE if in_one_article else _SHARE
    if shared < few or missing > 1 or shared < share * len(other):
        return 0.0
    both = shared / (len(own) + len(other) - shared)
    if missing and (len(own) < _MANY or both < _ALIKE or not _added(shorter.stems, longer.stems)):
        return 0.0
    if shorter.denied != longer.denied or shorter.mood != longer.mood:
        return 0.0
    if not (shorter.names | shorter.numbers) <= other:
        return 0.0
    if missing and not (longer.names | longer.numbers) <= own:
        return 0.0
    if _contrary(longer.plain, shorter.plain):
        return 0.0
    if LCSseq.similarity(shorter.stems, longer.stems) < _ORDERLY * len(shorter.stems):
        return 0.0
    names = (shorter.names | longer.names) & own & other
    if _in_order(shorter, names) != _in_order(longer, names):
        return 0.0
    return (shared / len(own) + both) / 2


def _in_order(clause: Clause, names: frozenset[str]) -> list[str]:
    """The names as they come: who did it to whom."""
    return list(dict.fromkeys(stem for stem in clause.stems if stem in names))


def _added(stems: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Is the stem that ``others`` lack put in, and not put for another: do its neighbours stand together there?"""
    place = next(place for place, stem in enumerate(stems) if stem not in others)
    before, after = stems[place - 1] if place else None, stems[place + 1] if place + 1 < len(stems) else None
    return (before, after) in pairwise((None, *others, None))


def _quotes(longer: Claim, shorter: Clause) -> bool:
    """Do the words of the shorter one stand in the longer one, one after the other, nothing before them denied?"""
    own, words_ = shorter.words, longer.whole.words
    n = len(own)
    if len(shorter.content) < _LITERAL_WORDS or n > len(words_):
        return own == words_ and bool(own)
    for place in range(len(words_) - n + 1):
        if words_[place] != own[0] or words_[place : place + n] != own:
            continue
        first = place
        while first and words_[first - 1] not in _ENDS:
            first -= 1
        if not any(_kinds().get(word) == "denial" or word.endswith("n't") for word in words_[first:place]):
            return True
    return False


def _contrary(one: frozenset[str], other: frozenset[str]) -> bool:
    only, opposite = one - other, other - one
    return any(not _opposites().get(word, frozenset()).isdisjoint(opposite) for word in only)


def _clause(found: list[_Word]) -> Clause:
    said = [word for word in found if word.text not in _ENDS]
    kinds = [_kinds().get(word.text, "") for word in said]
    stems = [w for w, kind in zip(said, kinds, strict=True) if w.stem and kind not in ("plain", "possible", "needed")]
    while found and found[-1].text in _ENDS:
        found = found[:-1]
    return Clause(
        words=tuple(word.text for word in found),
        stems=tuple(word.stem for word in stems),
        content=frozenset(word.stem for word in stems),
        names=frozenset(word.stem for word in stems if word.is_name),
        numbers=frozenset(word.stem for word in stems if word.is_number),
        plain=frozenset(stem_of(word.text) for word in said),
        denied=sum(k == "denial" or w.text.endswith("n't") for w, k in zip(said, kinds, strict=True)) % 2 == 1,
        mood=next((kind for kind in kinds if kind in ("possible", "needed")), ""),
    )


def _words(text: str) -> Iterator[_Word]:
    """Words in order; one that names a country in any form stands for it under its code."""
    tokens = [match.group().replace("’", "'") for match in _TOKEN.finditer(text)]
    lettered = [token for token in tokens if token[0].isalpha()]
    in_title = 2 * sum(token[0].isupper() for token in lettered) > len(lettered) + 2
    place, opens = 0, True
    while place < len(tokens):
        token = tokens[place]
        size, code = _country(tokens, place)
        if code:
            yield _Word(code, code, True, False)
            place, opens = place + size, False
            continue
        plain = token.casefold()
        number = token.replace(",", "") if token[0].isdigit() else _numbers().get(plain)
        if token == "May" and not opens:
            plain = token  # the month
        stem = number or ("" if plain in _grammar() or token in _ENDS else stem_of(plain.casefold()))
        is_name = token[0].isupper() and not opens and not in_title and bool(stem)
        yield _Word(plain, stem, is_name, number is not None)
        opens = token in _ENDS
        place += 1


def _country(tokens: list[str], place: int) -> tuple[int, str | None]:
    if not tokens[place][0].isupper():
        return 1, None
    known = _countries()
    for size in range(min(_LONGEST_NAME, len(tokens) - place), 0, -1):
        code = known.get(" ".join(tokens[place : place + size]).removesuffix("'s").replace(".", ""))
        if code:
            return size, code
    return 1, None


@lru_cache(maxsize=20_000)
def stem_of(word: str) -> str:
    """What the forms of a word in lower case have in common: *promised*, *promises* and *promise* give ``promis``."""
    word = word.removesuffix("'s").replace(".", "")
    word = _bases().get(word, word)
    if word.endswith(("ied", "ies")) and len(word) > _LEAST_STEM + 1:
        return word[:-2]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM and not word.endswith("ss"):
            word = word.removesuffix(ending)
            if len(word) > _LEAST_STEM and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] + "i" if word.endswith("y") and len(word) > _LEAST_STEM else word.removesuffix("e")


@cache
def _bases() -> dict[str, str]:
    return {row["form"]: row["base"] for row in table("irregular_forms")}


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in table("claim_words")}


@cache
def _numbers() -> dict[str, str]:
    return {row["word"]: row["number"] for row in table("number_words")}


@cache
def _grammar() -> frozenset[str]:
    """Words that are no content: those of grammar, pronouns, auxiliaries, denials."""
    pronouns = {row["word"] for row in table("personal_pronouns")} - {"mine"}
    known = pronouns | {*words("stop_words"), *words("auxiliaries"), "s", "t"}
    denials = {word for word, kind in _kinds().items() if kind == "denial"}
    return frozenset({word.replace("’", "'") for word in known} | denials)


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table("opposites"):
        one, other = stem_of(row["word"]), stem_of(row["opposite"])
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _countries() -> dict[str, str]:
    """Code by name, demonym and seat of the government of each country, as written, without full stops."""
    found: dict[str, str] = {}
    for row in table("countries"):
        demonyms = row["demonyms"].split("|")
        for name in (row["name"], *row["aliases"].split("|"), *demonyms, *(f"{d}s" for d in demonyms)):
            found.setdefault(name.replace(".", ""), row["alpha2"])
        for name in row["capital"].split("|"):
            found.setdefault(name, row["alpha2"])
    found.pop("", None)
    found.pop("s", None)
    return found
