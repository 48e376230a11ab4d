"""A whole run over many small sources with something quick in the place of the model."""

from __future__ import annotations

import re
import time
from pathlib import Path

from readings import country, mention, page, person, relation, statement

from pipeline.config import Config
from pipeline.engine import crew
from pipeline.export.commit import FILES
from pipeline.records import Page, Reading, Source, SourceReading
from pipeline.run import run_pipeline

_SAID = re.compile(r"(\w+ \w+) said (.+?)\.")
SECONDS = 0.0005
"""What reading a source takes, so that there is something to interrupt."""
TEMPLATE = """Report {number} of Edition {edition}

Norwegian Judge {name} said the bridge number {number} would be built in year {edition}. It rained.
"""
_NAMES = ("Kari Berg", "Ana Ruiz", "Tom Radke", "Carol Ng", "Alice Njeru")


def write_sources(folder: Path, n: int, edition: int) -> None:
    """``n`` sources, a fifth of which differ between editions; each edition lacks one that the other has."""
    folder.mkdir(parents=True)
    for number in range(n):
        if number % 10 != edition % 10:
            name = _NAMES[number % len(_NAMES)]
            text = TEMPLATE.format(number=number, name=name, edition=edition if number % 5 == 0 else 0)
            (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")


def read(source: Source, _model: object, _config: Config, _seconds: dict[str, float]) -> SourceReading:
    """Stands for the stages: one person, one country, one statement and one relation a source."""
    time.sleep(SECONDS)
    said = _SAID.search(source.text)
    if source.status != "read" or said is None:
        return SourceReading(Page(source))
    found = page(source.text, source.text.split("\n")[0], name=source.name)
    (article,) = found.articles
    judge, norway = person(said[1]), country("NO", "Norway")
    speaker = mention(article, source.text, said[1], judge)
    mentions = (mention(article, source.text, "Norwegian", norway), speaker)
    row = statement(article, source.text, speaker, said[1], "said", said[2])
    role = relation(article, source.text, judge, "holds_role", "judge", f"Norwegian Judge {said[1]}")
    reading = Reading(article, (article.title, *article.paragraphs), mentions, (judge, norway), (row,), (role,))
    return SourceReading(Page(source, found.articles, found.furniture), (reading,))


def install() -> None:
    """From now on this process, and those that it forks, read with the stand-in; what they import is there already."""
    import pipeline.engine.stages
    import pipeline.engine.workers
    import pipeline.export.tables
    import pipeline.ner.model
    import pipeline.reader.model

    pipeline.engine.stages.read = read
    pipeline.ner.model.load_model = lambda *_, **__: "no model"
    crew.START = "fork"


def run(folder: Path, out: Path, *, workers: int = 1, cache: Path | None = None, fresh: bool = False) -> None:
    run_pipeline([folder], out, workers=workers, cache=cache, fresh=fresh)


def tables(out: Path) -> dict[str, bytes]:
    """The bytes of all tables that a reader sees in ``out``; empty where there is no result."""
    return {name: (out / name).read_bytes() for name in FILES if name != "run.json" and (out / name).exists()}
