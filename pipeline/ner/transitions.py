"""spaCy's transition parsers, stepped from here: the same parses in about half of the time.

spaCy steps them without Python's lock and takes the lock anew to ask of each action whether it is allowed, several
million times in a hundred articles; and its small products go through a library that knows few processors. What is
called here are spaCy's own parts, with numpy's product.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np


def is_steppable(component: Any) -> bool:
    """Whether :func:`step_through` can stand in for the component's ``pipe``: parser and names, without a beam."""
    from spacy.pipeline.transition_parser import Parser

    return isinstance(component, Parser) and component.cfg["beam_width"] == 1


def step_through(component: Any, docs: Sequence[Any]) -> None:
    """Parse ``docs``, all at once and shorter ones first as ``component.pipe`` does, and note the parses in them."""
    by_length = sorted(docs, key=len)
    batch = component.moves.init_batch(by_length)
    if any(by_length):
        model = component.model.predict(by_length)
        states = [state for state in batch if not state.is_final()]
        score = _scorer(model)
        while states:
            states = component.transition_states(states, score(states))
        model.clear_memory()
    component.set_annotations(by_length, batch)


def _scorer(model: Any) -> Callable[[Sequence[Any]], Any]:
    """What the model gives each action, as a table [states, actions]; those it never met in training get the least."""
    if not model.attrs["has_upper"]:
        return model.predict  # type: ignore[no-any-return]
    weights, bias = model.vec2scores.get_param("W").T, model.vec2scores.get_param("b")
    unseen = np.flatnonzero(model._class_mask == 0)

    def score(states: Sequence[Any]) -> Any:
        hidden = model.state2vec.predict(model.get_token_ids(states))
        scores = np.dot(hidden, weights)
        scores += bias
        if len(unseen):
            scores[:, unseen] = scores.min()
        return scores

    return score
