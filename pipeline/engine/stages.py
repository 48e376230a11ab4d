"""One source through the stages, in the order in which data flows."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from pipeline.clean import drop_furniture
from pipeline.config import Config
from pipeline.ner import find_mentions
from pipeline.records import Page, Source, SourceReading
from pipeline.relations import find_statements
from pipeline.segment import find_articles

if TYPE_CHECKING:
    from pipeline.ner.model import Model


def read(source: Source, model: Model, config: Config, seconds: dict[str, float]) -> SourceReading:
    """All that there is to read in one source; notes in ``seconds`` how long each stage took.

    A source that was refused or skipped has no articles. What the result is depends on nothing but the source,
    the model and the settings.
    """
    if source.status != "read":
        return SourceReading(Page(source))
    started = perf_counter()
    (page,) = find_articles([source], clean_text=config.clean_text)
    segmented = perf_counter()
    (page,) = drop_furniture([page], clean_text=config.clean_text)
    cleaned = perf_counter()
    parsed = list(find_mentions([page], model))
    named = perf_counter()
    readings = tuple(find_statements(parsed))
    seconds["segment"] = segmented - started
    seconds["clean"] = cleaned - segmented
    seconds["ner"] = named - cleaned
    seconds["relations"] = perf_counter() - named
    return SourceReading(page, readings)
