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
