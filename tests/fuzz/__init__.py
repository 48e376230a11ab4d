"""Fuzzing: odd input made by a coverage-guided mutator, and what must hold for any of it.

    python -m tests.fuzz TARGET --minutes M

needs `atheris` (pip install atheris). What it finds is kept in ``tests/fuzz/findings`` and replayed by the fast tests.
"""
