"""Shared fixtures: the language model, loaded once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from threadpoolctl import threadpool_limits

from pipeline.ner.model import Model, load_model


@pytest.fixture(scope="session")
def model() -> Iterator[Model]:
    """The model without the reader: what the rules do by themselves.

    One thread: many small matrix products gain nothing from more.
    """
    with threadpool_limits(1):
        yield load_model(reader=False)


@pytest.fixture(scope="session")
def reader_model() -> Iterator[Model]:
    """The default: the model with the reader."""
    with threadpool_limits(1):
        yield load_model()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pin", action="store_true", help="take the present output as the golden one")
