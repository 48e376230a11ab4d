"""Text with annotated names to train the names tagger on."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.records import Article, Span

KIND = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC", "NORP": "NORP"}
NO_NAMES = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"))

_BEFORE = frozenset((".", ",", ";", ":", "!", "?", ")", "]", "%", "n't", "'re", "'ve", "'ll", "'d", "'m", "'s"))
_LONGEST_TITLE = 160
_SENTENCE = re.compile(r"(?:^|(?<=\n)|(?<=[.!?] ))[A-Z][^.!?\n\"“”:;()]{25,100}(?=[.!?][ \n])")
_LITTLE = "a an the and but or nor of in on at to for with by as from over into after"
_SMALL_WORD = re.compile(rf"(?<![\w'’])(?!(?:{'|'.join(_LITTLE.split())})\b)[a-z]\w*")


@dataclass(frozen=True, slots=True)
class Gold:
    """An article and its names: start, end and kind (PER, ORG, LOC, NORP, MISC)."""

    text: str
    names: tuple[tuple[int, int, str], ...]

    def article(self) -> Article:
        """The text as one clean article: a line is a paragraph, the first the title if it reads like one."""
        lines = [Span(*match.span()) for match in re.finditer(r"\S(?:[^\n]*\S)?", self.text)]
        title = lines.pop(0) if len(lines) > 1 and _is_title(lines[0].of(self.text)) else None
        return Article("gold", "gold", 1, Span(0, len(self.text)), title, tuple(lines))


def with_headlines(gold: Gold) -> Gold:
    """``gold`` below up to two of its own sentences in title case, which annotated corpora hardly have."""
    heads = [match for match in _SENTENCE.finditer(gold.text) if _names_in(gold, match.span())]
    text, names = "", []
    for match in heads[:: max(1, len(heads) // 2)][:2]:
        shift = len(text) - match.start()
        names += [(start + shift, end + shift, kind) for start, end, kind in _names_in(gold, match.span())]
        text += _SMALL_WORD.sub(lambda word: word[0][0].upper() + word[0][1:], match[0]) + "\n"
    names += [(start + len(text), end + len(text), kind) for start, end, kind in gold.names]
    return Gold(text + gold.text, tuple(names))


def _names_in(gold: Gold, span: tuple[int, int]) -> list[tuple[int, int, str]]:
    return [name for name in gold.names if span[0] <= name[0] and name[1] <= span[1]]


def articles_of(path: Path) -> Iterator[Gold]:
    """The articles of a gold file, by its ending columns or JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        if path.name.endswith(".jsonl.gz"):
            for line in lines:
                row = json.loads(line)
                yield Gold(row["text"], tuple(_named((e["start"], e["end"], e["type"]) for e in row["entities"])))
        else:
            yield from _from_columns(lines)


def _named(spans: Iterator[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    for start, end, kind in spans:
        if kind not in NO_NAMES:
            yield start, end, KIND.get(kind, "MISC")


def _from_columns(lines: Iterator[str]) -> Iterator[Gold]:
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in lines:
        parts = line.split()
        if not parts:
            sentences.append([])
        elif parts[0] == "-DOCSTART-":
            if any(sentences):
                yield _put_together(sentences)
            sentences = [[]]
        else:
            sentences[-1].append((parts[0], parts[-1]))
    if any(sentences):
        yield _put_together(sentences)


def _put_together(sentences: Sequence[Sequence[tuple[str, str]]]) -> Gold:
    """Running text from tokens, a sentence a line, with blanks where a newspaper sets them."""
    text, names = "", []
    for sentence in sentences:
        if not sentence:
            continue
        text += "\n" if text else ""
        glue, quoted = True, False
        for word, tag in sentence:
            closing = word == '"' and quoted
            clitic = word.startswith("'") and 1 < len(word) < 4
            if not (glue or closing or clitic or word in _BEFORE):
                text += " "
            start = len(text)
            text += word
            if tag[0] == "B":
                names.append((start, len(text), KIND.get(tag[2:], "MISC")))
            elif tag[0] == "I":
                names[-1] = (names[-1][0], len(text), names[-1][2])
            quoted = quoted != (word == '"')
            glue = word in ("(", "[", "$") or (word == '"' and quoted)
    return Gold(text, tuple(names))


def _is_title(line: str) -> bool:
    if line.isupper():
        return True
    words = re.findall(r"[A-Za-z][\w'’-]*", line)
    return len(line) < _LONGEST_TITLE and len(words) > 2 and not re.search(r'[.!?:;,]["”]?$', line)
