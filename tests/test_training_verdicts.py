"""What gold says of a proposal: right by itself, right inside another's content, or not known."""

import pytest

from pipeline.clean import drop_furniture
from pipeline.ner import find_mentions
from pipeline.ner.model import Model
from pipeline.records import Source
from pipeline.relations.candidates import candidates
from pipeline.relations.tree import Tree
from pipeline.segment import find_articles
from training.verdicts import Verdict, verdicts

TEXT = "The minister said Norway promised to pay all of the pensions by June."
OUTER = {"source": "The minister", "content": "Norway promised to pay all of the pensions by June"}
INNER = {"source": "Norway", "content": "to pay all of the pensions by June"}


def gold(marked: dict[str, str], **more: object) -> dict[str, object]:
    def spans(part: str) -> list[list[int]]:
        start = TEXT.index(marked[part])
        return [[start, start + len(marked[part])]]

    return {part: spans(part) for part in marked} | more


@pytest.mark.parametrize(
    ("attributions", "said", "promised"),
    [
        ([gold(OUTER)], (True, None), (False, None)),
        ([gold(OUTER, **{"in": None})], (True, None), (False, False)),
        ([gold(OUTER, **{"in": None}), gold(INNER, **{"in": 0})], (True, None), (False, True)),
        ([gold(INNER)], (False, None), (True, None)),
        ([], (False, None), (False, None)),
    ],
    ids=["gold marks no inner ones", "there is none inside", "one inside", "only the inner one by itself", "nothing"],
)
def test_verdict(
    attributions: list[dict[str, object]],
    said: tuple[bool | None, bool | None],
    promised: tuple[bool | None, bool | None],
    model: Model,
) -> None:
    row = {"id": "test", "text": TEXT, "attributions": attributions}
    (parsed,) = find_mentions(drop_furniture(find_articles([Source("test", TEXT)])), model)
    tree = Tree(parsed)
    proposals = candidates(tree)
    found: dict[str, list[Verdict]] = {"say": [], "promise": []}
    for proposal, verdict in zip(proposals, verdicts(row, tree, proposals), strict=True):
        found[proposal.lemma].append(verdict)
    best = {lemma: max(of, key=lambda v: (bool(v.alone), bool(v.inside))) for lemma, of in found.items()}
    assert (best["say"].alone, best["say"].inside) == said
    assert (best["promise"].alone, best["promise"].inside) == promised
