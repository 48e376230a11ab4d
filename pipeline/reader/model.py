"""Loading the reader and running it over an article, one window a call.

One window a call keeps the result independent of what else is read: the scale of a quantized product comes from all
that is in the call.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np

from pipeline.errors import ModelError
from pipeline.reader.pieces import Array, Vocabulary, vocabulary, words_of
from pipeline.reader.windows import UNKNOWN_PIECE, windows_of
from pipeline.records import Marks, Sentence, Tokens

GRAPH, PIECES, CARD = "reader.onnx", "reader.vocab.txt", "reader.json"
SPAN_HEADS = ("content", "cue", "source", "inner_content", "inner_cue", "inner_source")
ARCS = ("cue", "source", "inner_cue")
SCALE = 1000
"""Probabilities are kept in thousandths."""
_CACHED = 50_000
"""Words whose pieces are remembered."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An article as the reader sees it: its marks, and the log-probabilities [tokens, labels] of two heads.

    ``names`` has the labels of the names tagger, ``model`` those of the spaCy pipeline's names (BIO both).
    """

    marks: Marks
    names: Array
    model: Array


@dataclass(slots=True)
class Reader:
    """``model_labels`` names the columns of :attr:`Seen.model`; ``digest`` is that of the weights."""

    session: Any
    tokenizer: Any
    known: Vocabulary
    model_labels: tuple[str, ...]
    digest: str
    _pieces: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def read(self, tokens: Tokens, sentences: Sequence[Sentence], listed: Mapping[int, str]) -> Seen:
        """What the reader makes of an analysed article; ``listed`` says what the lists know of a token."""
        words = words_of(tokens, sentences, listed, self.known)
        n = len(tokens)
        outputs = [output.name for output in self.session.get_outputs()]
        found: dict[str, Array] = {}
        for window in windows_of(words, self._split(tokens.text)):
            given = {"ids": window.ids, "features": window.features, "places": window.places}
            own = window.tokens[window.core :]
            numbers = np.concatenate([[-1], window.tokens])
            for name, values in zip(outputs, self.session.run(None, given), strict=True):
                rows = values[window.core :]
                if name.endswith("_of"):  # from places of the window to tokens of the article
                    rows = numbers[rows]
                if name not in found:
                    found[name] = np.zeros((n, *rows.shape[1:]), rows.dtype)
                found[name][own] = rows
        if not found:
            empty = np.zeros((0, 1), np.float32)
            return Seen(Marks(), empty, empty)
        return Seen(_marks(found), found["names"], found["model"])

    def _split(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        known = self._pieces
        if len(known) > _CACHED:
            known.clear()
        new = sorted(set(words) - known.keys())
        for word, coded in zip(new, self.tokenizer.encode_batch(new, add_special_tokens=False), strict=True):
            known[word] = tuple(coded.ids) or (UNKNOWN_PIECE,)
        return [known[word] for word in words]


def _marks(found: Mapping[str, Array]) -> Marks:
    spans = np.rint(found["spans"] * SCALE).astype(np.int64)
    columns: dict[str, Array] = {}
    for number, head in enumerate(SPAN_HEADS):
        columns[f"{head}_begin"], columns[f"{head}_inside"] = spans[:, 3 * number + 1], spans[:, 3 * number + 2]
    for arc in ARCS:
        columns[f"{arc}_of"] = found[f"{arc}_of"]
        columns[f"{arc}_p"] = np.rint(found[f"{arc}_p"] * SCALE).astype(np.int64)
    return Marks({name: tuple(values.tolist()) for name, values in columns.items()})


def released_digest() -> str:
    """SHA-256 of the weights that were released with this version."""
    return str(_card(files("pipeline.models"))["sha256"])


def _card(folder: Traversable) -> dict[str, Any]:
    card: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
    return card


def load_reader(folder: Traversable | None = None) -> Reader:
    """The reader whose files are in ``folder``, by default the one that the package ships.

    Raises ModelError where its weights are not those that its card names.
    """
    import onnxruntime
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    folder = folder or files("pipeline.models")
    card = _card(folder)
    graph = (folder / GRAPH).read_bytes()
    digest = hashlib.sha256(graph).hexdigest()
    if digest != card["sha256"]:
        raise ModelError(f"{GRAPH} is not as it was released (damaged?); install whosaid anew, or use --no-reader")
    pieces = (folder / PIECES).read_text(encoding="utf-8").split("\n")[:-1]
    numbers = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    return Reader(
        session, tokenizer, vocabulary(card["tags"], card["deps"], card["marks"]), tuple(card["model_labels"]), digest
    )
