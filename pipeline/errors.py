"""Errors that a user can cause. Each message is one line: what, where, what to do."""

from __future__ import annotations


class WhosaidError(Exception):
    """Base of all errors shown to a user; the command line prints the message and exits with 1."""


class ModelError(WhosaidError):
    """The language model is missing or lacks a component that the rules need."""


class InputError(WhosaidError):
    """There is nothing to read."""


class ResultError(WhosaidError):
    """A folder of results is missing, incomplete or not ours."""


class ConvertError(WhosaidError):
    """A result cannot be written in the form or at the place that was asked for."""


class EngineError(WhosaidError):
    """The processes that read cannot be started or kept."""


class MissingExtra(WhosaidError):
    """A kind of input or output needs a library that is not installed; names the command that installs it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f'{what} need libraries that are not installed; pip install "whosaid[{extra}]"')
