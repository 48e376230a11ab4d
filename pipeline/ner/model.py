"""Loading the spaCy pipeline, and refusing one that lacks what the rules need."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from pipeline import lexicon
from pipeline.errors import ModelError
from pipeline.ner.weights import Weights, find_weights
from pipeline.reader.model import Reader, load_reader

FORGET_AFTER = 200
"""Articles after which spaCy forgets the words it has met, so that memory stays flat over any number of them."""

NEEDED = ("tagger", "parser", "attribute_ruler", "lemmatizer")


@dataclass(slots=True)
class Model:
    """A loaded pipeline, and the reader unless it is off; ``lemmas`` caches the lemma of a (word, tag) pair."""

    nlp: Any
    weights: Weights
    reader: Reader | None = None
    lemmas: dict[tuple[str, str], str] = field(default_factory=dict)
    _zone: ExitStack = field(default_factory=ExitStack)
    _n_uses: int = 0

    @contextmanager
    def words(self) -> Iterator[Any]:
        """``nlp``, for one article whose spaCy objects are all dropped when the block ends.

        Words stay known for the next articles, since meeting one for the first time is slow.
        """
        if self._n_uses % FORGET_AFTER == 0:
            self._zone.close()
            self._zone.enter_context(self.nlp.memory_zone())
            self.lemmas.clear()
        self._n_uses += 1
        yield self.nlp


def load_model(name: str | None = None, *, reader: bool = True) -> Model:
    """The pipeline ``name``, or en_core_web_sm in whichever package holds it, with the reader or alone.

    The reader names things itself; the pipeline's own names are then not computed.

    Matrix products then run on one thread: two would share work differently with other sizes, and the last bits
    of a sum with it. Raises ModelError, in one line, where the model is not installed, cannot be loaded or lacks a
    component that the rules need.
    """
    weights = find_weights(name)
    nlp = _load(weights)
    needed = NEEDED if reader else (*NEEDED, "ner")
    missing = [part for part in needed if part not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"model {weights.package!r} has no {' and no '.join(missing)}, which the rules need; "
            f"choose one that has {', '.join(needed)} (en_core_web_sm, _md, _lg and _trf do)"
        )
    if "transformer" not in nlp.pipe_names:
        _use_numpy_products(nlp)
    _split_after_abbreviations(nlp)
    _keep_full_stops(nlp)
    _index_lemmas(nlp)
    nlp.max_length = 10**9  # pieces are bounded by pipeline.ner.parse, not here
    if not reader:
        return Model(nlp, weights)
    if "ner" in nlp.pipe_names:
        nlp.remove_pipe("ner")
    return Model(nlp, weights, load_reader())


def _load(weights: Weights) -> Any:
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # spaCy warns of another minor version; the digests say more
        try:
            return spacy.load(weights.folder)
        except (OSError, ImportError, ValueError) as error:
            reason = str(error).splitlines()[0]
            raise ModelError(f"model {weights.package!r} in {weights.folder} cannot be loaded: {reason}") from error


def _split_after_abbreviations(nlp: Any) -> None:
    """Split "U.S.-led" as "US-led" is split: as one word it hides the name, and the parse takes it for an adjective."""
    from spacy.util import compile_infix_regex

    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Za-z]\.)-(?=[A-Za-z])"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def _keep_full_stops(nlp: Any) -> None:
    """Keep the full stop of "Hon." and other forms of address: cut off, it ends a sentence before the name."""
    for form in (row["form"] for row in lexicon.table("honorifics")):
        if form.endswith(".") and " " not in form and len(form) > 2:
            nlp.tokenizer.add_special_case(form, [{"ORTH": form}])


def _index_lemmas(nlp: Any) -> None:
    """Have the lemmatizer look its known forms up in sets: it asks of each word, and its lists are thousands long."""
    if "lemmatizer" not in nlp.pipe_names:
        return
    lookups = nlp.get_pipe("lemmatizer").lookups
    if lookups.has_table("lemma_index"):
        table = lookups.get_table("lemma_index")
        for part in list(table):
            table[part] = frozenset(table[part])


def _use_numpy_products(nlp: Any) -> None:
    """Let numpy's BLAS multiply matrices: faster than thinc's default on many CPUs, with the same parses."""
    import numpy as np
    from thinc.api import NumpyOps
    from threadpoolctl import threadpool_limits

    class BlasOps(NumpyOps):  # type: ignore[misc]
        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            return np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)

    threadpool_limits(1, user_api="blas")
    ops = BlasOps()
    for _, component in nlp.pipeline:
        if getattr(component, "model", None) is not None:
            for node in component.model.walk():
                node.ops = ops
