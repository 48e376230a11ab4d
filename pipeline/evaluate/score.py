"""Scoring the result of a run against a gold file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import ResultError
from pipeline.evaluate.calibration import Curve, calibration_curve, calibration_gap
from pipeline.evaluate.gold import Gold, read_gold
from pipeline.evaluate.html_pages import score_html
from pipeline.evaluate.identity import same_words, score_identity
from pipeline.evaluate.layout import lay_out
from pipeline.evaluate.measures import Figures
from pipeline.evaluate.names import score_names
from pipeline.evaluate.pages import score_pages
from pipeline.evaluate.places import score_places
from pipeline.evaluate.predictions import (
    extracts_of,
    maker_of,
    mentions_of,
    names_of,
    pages_of,
    places_of,
    relations_of,
    sources_of,
    statements_of,
)
from pipeline.evaluate.relations import score_relations
from pipeline.evaluate.statements import score_statements


class _Scores(NamedTuple):
    """What a report says of the result: see there."""

    figures: Figures
    curve: Curve = ()
    others: Mapping[str, Figures] = {}


def _statements(gold: Gold, folder: Path) -> _Scores:
    predicted = statements_of(folder)
    curve = calibration_curve(gold.rows, predicted)
    return _Scores(score_statements(gold.rows, predicted) | calibration_gap(curve), curve)


def _identity(gold: Gold, folder: Path) -> _Scores:
    simplest = score_identity(gold.rows, same_words(gold.rows))
    return _Scores(score_identity(gold.rows, mentions_of(folder)), others={"same words": simplest})


_SCORERS: dict[str, Callable[[Gold, Path], _Scores]] = {
    "statements": _statements,
    "places": lambda gold, folder: _Scores(score_places(gold.rows, places_of(folder))),
    "identity": _identity,
    "relations": lambda gold, folder: _Scores(score_relations(gold.rows, relations_of(folder))),
    "names": lambda gold, folder: _Scores(score_names(gold.rows, names_of(folder))),
    "pages": lambda gold, folder: _Scores(score_pages(gold.rows, pages_of(folder))),
    "html": lambda gold, folder: _Scores(score_html(gold.rows, extracts_of(folder))),
}


@dataclass(frozen=True, slots=True)
class Report:
    """How well a run did: ``figures`` as shares and counts; ``missing`` gold articles were not among its sources.

    ``curve`` compares the confidence of statements with the share right, ``others`` holds what simpler means reach
    on the same data, ``maker`` says what made the result, and ``note`` what is to be known of figures on this data.
    """

    kind: str
    data: str
    digest: str
    figures: Figures
    missing: int = 0
    curve: Curve = ()
    others: Mapping[str, Figures] = field(default_factory=dict)
    maker: str = ""
    note: str = ""

    def lines(self) -> list[str]:
        """The figures beside what is asked for and what others reach, for printing."""
        remarks = [f"  ({remark})" for remark in self.remarks()]
        return lay_out(self.kind, self.data, self.figures, self.others) + remarks

    def remarks(self) -> list[str]:
        """What is to be known of the figures."""
        missing = f"{self.missing} of its articles are not among the sources of this result" if self.missing else ""
        return [remark for remark in (missing, self.note) if remark]


def evaluate(kind: str | None, gold_path: Path, result_dir: Path) -> Report:
    """Score the tables in ``result_dir`` against a gold file; ``kind`` (see KINDS) is told by the file unless given.

    Sources are matched with gold articles by file name without ending. Raises InputError for a gold file that
    cannot be used and ResultError for a folder that holds no result, or none of these articles.
    """
    gold = read_gold(gold_path, kind)
    read = sources_of(result_dir)
    missing = sum(key not in read for key in gold.rows)
    if missing == len(gold.rows):
        name = next(iter(gold.rows))
        raise ResultError(
            f"{result_dir}: none of its sources is an article of {gold_path}; they are to be named by its ids, "
            f"as {name}.txt, or leave out --result to have them run"
        )
    figures, curve, others = _SCORERS[gold.kind](gold, result_dir)
    return Report(gold.kind, gold.name, gold.digest, figures, missing, curve, others, maker_of(result_dir))
