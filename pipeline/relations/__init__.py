"""Stage 4: who said what, and who is what.

Four steps, kept apart so that another proposer (a reader that has learned it) can take the first one's place:
:mod:`~pipeline.relations.propose` finds cues and contents, :mod:`~pipeline.relations.link` the source of each,
:mod:`~pipeline.relations.confidence` and :mod:`~pipeline.relations.choose` what to believe,
:mod:`~pipeline.relations.speakers` who the source is, :mod:`~pipeline.relations.attributes` what was done by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.records import Parsed, Reading

__all__ = ["find_statements"]


def find_statements(parsed: Iterable[Parsed]) -> Iterator[Reading]:
    """The reading of each article: its statements and relations, and the mentions and entities they need.

    An article without words has an empty reading; nothing is raised for odd text.
    """
    from pipeline.relations.reading import read

    for article in parsed:
        yield read(article)
