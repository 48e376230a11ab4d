"""What a line shows by itself: length, casing, punctuation, patterns, phrases."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.lexicon import words as word_list
from pipeline.lines.phrases import PHRASE_KINDS, phrase_kinds

# Longer lines are judged by their beginning and end: the work for a line has a bound.
_HEAD, _TAIL = 1200, 300
_LEXICAL = 24  # words at the beginning that bear weights
_ENDING = 5  # and at the end

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’)\]»]*$")
_INNER_END = re.compile(r"[.!?]['\"”’)\]]?\s+['\"“‘(]?[A-Z]")
_CUE = re.compile(r"\b(?:said|says|told|according to|added|asked|announced|reported|warned)\b")
_DIGIT = re.compile(r"\d")
_HANDLE = re.compile(r"\w@\w|(?:^|\s)[@#]\w")
_ADDRESS = ("http", "www.", ".com", ".org", ".net", ".co.")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"[|•·›»«→←▶▼×✕]|\s[/>]\s")
_BY = re.compile(r"^(?:by|BY|By)\b(?!\s+(?:the|a|an|this|that|then|now)\b)")
_PAREN_END = re.compile(r"\([^()]{2,60}\)\s*$")
_CREDIT = re.compile(
    r"\b(?:Photo|PHOTO|Photograph|Photographer|Image|Picture|Credit|Illustration)(?: credit| Credit| by)?\s?:\s?\S"
    r"|\b(?:REUTERS|AFP|EPA|Reuters|Getty)\s?/|/\s?(?:REUTERS|AFP|AP|EPA|Reuters|Getty|Shutterstock)\b"
    r"|\((?:[^()]*\b(?:AP|AFP|EPA|Getty|Reuters|Images|Photo|Press|Bloomberg|Handout|File)\b|Courtesy|[^()]*\w/\w)"
    r"[^()]*\)$"
    r"|\bvia (?:Getty|AP|Reuters|REUTERS)\b|\bGetty Images\b|\(AP Photo"
)
_GLUED = re.compile(r"[a-z][A-Z]|[.!?][A-Z][a-z]")
_SECOND_PERSON = frozenset(("you", "your", "we", "our", "us"))
_FIRST_PERSON = frozenset(("i", "my", "me", "mine", "im", "ive"))
_THIRD_PERSON = frozenset(("he", "she", "they", "his", "her", "their", "him", "them", "it", "its"))

SURFACE_NAMES = (
    "length", "words", "word_length", "sentence_end", "colon_end", "ellipsis_end", "question_end",
    "comma_end", "stops", "capitals", "all_caps", "digits", "commas", "inner_ends", "quote_start",
    "quotes", "lower_start", "sign_start", "cue", "link", "year", "clock", "month", "separator", "by",
    "paren_end", "agency", "credit", "glued", "first_person", "second_person", "third_person", "digit_start",
    "dash_start",
    *(f"phrase_{kind}" for kind in PHRASE_KINDS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surface:
    """``features`` in the order of SURFACE_NAMES; ``tokens`` for the word weights; ``content`` words."""

    features: tuple[float, ...]
    tokens: tuple[str, ...]
    content: frozenset[str]
    key: str
    prose: bool


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(word_list("stop_words"))


@cache
def _months() -> frozenset[str]:
    return frozenset(name for line in word_list("months") for name in line.split()) - {"may"}


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, word_list('photo_agencies')))})\b")


@lru_cache(maxsize=16)
def squash(text: str) -> str:
    """Letters and digits alone, case folded: what two prints of one headline share."""
    return "".join(filter(str.isalnum, text.casefold()))


def is_credit(line: str) -> bool:
    """Whether a picture's maker is named at the beginning or end: “Photograph: Ann Lee”, “REUTERS/Ann Lee”."""
    return _CREDIT.search(line[:160]) is not None or _CREDIT.search(line[-160:]) is not None


def surface(line: str) -> Surface:
    """Features of one trimmed, non-empty line."""
    text = line if len(line) <= _HEAD + _TAIL else f"{line[:_HEAD]} {line[-_TAIL:]}"
    cased = _WORD.findall(text)
    lower = " ".join(cased).lower().split()
    n = len(cased)
    stop_words = _stop_words()
    letters = len("".join(cased))
    capitals = sum([word[0].isupper() for word in cased[1:]])
    digits = len(_DIGIT.findall(text))
    small = text.lower()
    end = text[-1]
    kinds = phrase_kinds(lower) if len(line) <= 400 else ()
    stops = sum([word in stop_words for word in lower])
    sentence_end = _SENTENCE_END.search(text[-6:]) is not None
    months = _months()
    features = (
        math.log1p(len(line)),
        math.log1p(n),
        letters / n if n else 0.0,
        float(sentence_end),
        float(end == ":"),
        float(text.endswith(("...", "…"))),
        float(end == "?"),
        float(end == ","),
        stops / n if n else 0.0,
        capitals / (n - 1) if n > 1 else 0.5,
        float(text.isupper()),
        digits / len(text),
        (text.count(",") + text.count(";")) / (n or 1),
        float(len(_INNER_END.findall(text))),
        float(text[0] in "\"“‘'«"),
        float(text.count("“") + text.count("”") + text.count('"')),
        float(text[0].islower()),
        float(not text[0].isalnum() and text[0] not in "\"“‘'«(["),
        float(_CUE.search(text) is not None),
        float(
            any(sign in small for sign in _ADDRESS)
            or (("@" in text or "#" in text) and _HANDLE.search(text) is not None)
        ),
        float(digits > 3 and _YEAR.search(text) is not None),
        float(digits > 0 and _CLOCK.search(text) is not None),
        float(not months.isdisjoint(lower[:30])),
        float(_SEPARATOR.search(text) is not None),
        float(_BY.match(text) is not None),
        float(_PAREN_END.search(text[-80:]) is not None),
        float(_agency().search(text[-160:]) is not None),
        float(is_credit(text)),
        float(_GLUED.search(text) is not None),
        sum([word in _FIRST_PERSON for word in lower]) / (n or 1),
        sum([word in _SECOND_PERSON for word in lower]) / (n or 1),
        sum([word in _THIRD_PERSON for word in lower]) / (n or 1),
        float(text[0].isdigit()),
        float(text[0] in "-–—•*·"),
        *(float(kind in kinds) for kind in PHRASE_KINDS),
    )
    content = frozenset(word for word in lower[:60] if len(word) > 3 and word not in stop_words)
    return Surface(features, _lexical(lower), content, "".join(lower[:60]), len(line) >= 80 and sentence_end)


def _lexical(words: list[str]) -> tuple[str, ...]:
    """Distinct tokens that may bear a weight: words, pairs, the first and last word, a short line as a whole."""
    if not words:
        return ("=",)
    shaped = ["0" * min(len(w), 5) if w.isdigit() else w for w in words[:_LEXICAL]]
    tokens = dict.fromkeys(shaped)
    tokens.update(dict.fromkeys(f"{a} {b}" for a, b in itertools.pairwise(shaped)))
    tokens[f"^{shaped[0]}"] = None
    tokens["^" + " ".join(shaped[:2])] = None
    tokens.update(dict.fromkeys(f"{word}$" for word in words[-_ENDING:]))
    if len(words) <= 4:
        tokens[f"={' '.join(shaped)}"] = None
    return tuple(tokens)
