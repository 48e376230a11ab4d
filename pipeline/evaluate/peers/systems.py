"""The systems that are compared. Each is made with a model's name, and reads texts: id → text, into id → statements.

Statements are rows as the scorer takes them, with ``source`` and ``content`` as lists of [start, end]. Those that work
on spaCy get the untouched model, and a paragraph at a time: textacy gives up a whole text for one quotation mark that
is not closed, and a paragraph is what it loses then.
"""

from __future__ import annotations

import re
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

Row = dict[str, Any]
Read = Callable[[Mapping[str, str]], Mapping[str, list[Row]]]
"""Reads all the texts, and gives the statements of each."""

_PARAGRAPH = re.compile(r"[^\n]+")
_QUOTED = re.compile(r'["“]([^"“”]*\s[^"“”]*)(?:["”]|$)')
"""Two words or more between quotation marks, or up to the end of a paragraph that does not close them."""
_NAMES = ("PERSON", "ORG", "GPE", "NORP")


class Peer(NamedTuple):
    """``entry`` is the ``module:function`` that makes it; ``needs`` what has to be installed, and ``install`` how."""

    name: str
    note: str
    entry: str
    needs: str = ""
    install: str = ""


_HERE = __name__
PEERS = (
    Peer("whosaid", "the whole run, its tables written", f"{_HERE}:make_whosaid"),
    Peer("whosaid --no-reader", "the same, the rules alone", f"{_HERE}:make_whosaid_rules"),
    Peer(
        "textacy",
        "direct_quotations: what stands between quotation marks, with the subject of a reporting verb close by",
        f"{_HERE}:make_textacy",
        "textacy",
        "pip install 'textacy>=0.13'",
    ),
    Peer("say + clause", "the subject of a form of say, and the clause that is its object", f"{_HERE}:make_say"),
    Peer("nearest name", "what stands between quotation marks, and the name closest to it", f"{_HERE}:make_nearest"),
    Peer("bare model", "the spaCy pass alone, which finds no statements", f"{_HERE}:make_bare"),
)


def make_whosaid(model: str | None) -> Read:
    """This package, with the reader."""
    return _ours(model, reader=True)


def make_whosaid_rules(model: str | None) -> Read:
    """This package, rules alone."""
    return _ours(model, reader=False)


def make_bare(model: str | None) -> Read:
    """The pass that the others build on, and no statements."""
    pass_over = _by_paragraph(model, lambda doc: ())

    def read(texts: Mapping[str, str]) -> dict[str, list[Row]]:
        pass_over(texts)
        return {}

    return read


def make_textacy(model: str | None) -> Read:
    """textacy's direct quotations. Raises ImportError where it is not installed."""
    from textacy.extract import direct_quotations

    def find(doc: Any) -> Iterator[Row]:
        try:
            found = list(direct_quotations(doc))
        except ValueError:  # quotation marks that do not pair
            return
        for speaker, _, content in found:
            yield _row(_spans(speaker), [[content.start_char, content.end_char]])

    return _by_paragraph(model, find)


def make_say(model: str | None) -> Read:
    """The simplest rule: the subject of *say* and the clause that it governs."""

    def find(doc: Any) -> Iterator[Row]:
        for token in doc:
            subjects = [child for child in token.children if child.dep_ == "nsubj"]
            clauses = [child for child in token.children if child.dep_ == "ccomp"]
            if token.lemma_ == "say" and subjects and clauses:
                yield _row(_spans(subjects[0].subtree), _spans(clauses[0].subtree))

    return _by_paragraph(model, find)


def make_nearest(model: str | None) -> Read:
    """What stands in quotation marks, given to the name nearest to it."""

    def find(doc: Any) -> Iterator[Row]:
        names = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in _NAMES]
        for match in _QUOTED.finditer(doc.text):
            start, end = match.span()
            outside = [name for name in names if name[1] <= start or end <= name[0]]
            closest = min(outside, key=lambda name: max(start - name[1], name[0] - end), default=None)
            yield _row([list(closest)] if closest else [], [list(match.span(1))])

    return _by_paragraph(model, find)


def _ours(model: str | None, *, reader: bool) -> Read:
    from pipeline.config import Config
    from pipeline.evaluate.gold import Gold
    from pipeline.evaluate.predict import write_texts
    from pipeline.evaluate.predictions import statements_of
    from pipeline.run import run_pipeline

    config = Config(model=model, reader=reader)

    def read(texts: Mapping[str, str]) -> dict[str, list[Row]]:
        with tempfile.TemporaryDirectory(prefix="whosaid-") as folder:
            inputs, out = Path(folder, "texts"), Path(folder, "tables")
            inputs.mkdir()
            write_texts(Gold("", "statements", "", {key: {"text": text} for key, text in texts.items()}), inputs)
            run_pipeline([inputs], out, config=config, workers=1)
            return statements_of(out)

    return read


def _by_paragraph(model: str | None, find: Callable[[Any], Iterable[Row]]) -> Read:
    nlp = _load(model)

    def read(texts: Mapping[str, str]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {key: [] for key in texts}
        places = ((m.group(), (key, m.start())) for key, text in texts.items() for m in _PARAGRAPH.finditer(text))
        for doc, (key, offset) in nlp.pipe(places, as_tuples=True):
            found[key] += [{name: _moved(spans, offset) for name, spans in row.items()} for row in find(doc)]
        return found

    return read


def _load(model: str | None) -> Any:
    import spacy

    from pipeline.ner.weights import find_weights

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of another minor version
        return spacy.load(find_weights(model).folder)


def _row(source: list[list[int]], content: list[list[int]]) -> Row:
    return {"source": source, "content": content}


def _spans(tokens: Iterable[Any]) -> list[list[int]]:
    return [[token.idx, token.idx + len(token)] for token in tokens]


def _moved(spans: list[list[int]], offset: int) -> list[list[int]]:
    return [[start + offset, end + offset] for start, end in spans]
