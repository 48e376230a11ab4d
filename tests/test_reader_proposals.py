"""From the reader's marks to proposals: marks by hand, statements out."""

from dataclasses import replace

import pytest
from readings import page

from pipeline.ner import find_mentions
from pipeline.reader.model import ARCS, SPAN_HEADS
from pipeline.records import Marks
from pipeline.relations.agreement import FEATURES, Agreement
from pipeline.relations.candidates import candidates
from pipeline.relations.marked import marked
from pipeline.relations.tree import Range, Tree

pytestmark = pytest.mark.model

SURE = 950


def parsed_of(text, model):
    (parsed,) = find_mentions([page(text)], model)
    return parsed


def tokens(parsed, words):
    """The tokens of ``words`` in the text."""
    start = parsed.text.index(words)
    inside = [i for i, at in enumerate(parsed.tokens.start) if start <= at < start + len(words)]
    return Range(inside[0], inside[-1] + 1)


def marks(parsed, spans, arcs):
    """Marks that are sure of ``spans`` (head → words) and ``arcs`` (arc → from words → to words, None for none)."""
    n = len(parsed.tokens)
    columns = {f"{head}_{part}": [0] * n for head in SPAN_HEADS for part in ("begin", "inside")}
    columns |= {f"{arc}_of": [-1] * n for arc in ARCS} | {f"{arc}_p": [SURE] * n for arc in ARCS}
    for head, phrases in spans.items():
        for words in phrases:
            first, last = tokens(parsed, words)
            columns[f"{head}_begin"][first] = SURE
            for token in range(first + 1, last):
                columns[f"{head}_inside"][token] = SURE
    for arc, pairs in arcs.items():
        for start, end in pairs.items():
            for token in range(*tokens(parsed, start)):
                columns[f"{arc}_of"][token] = tokens(parsed, end).first if end else -1
    return Marks({name: tuple(values) for name, values in columns.items()})


def told(tree, proposals):
    """(source, cue, content pieces) of each proposal, as words."""

    def words(span):
        return tree.parsed.tokens.span(*span).of(tree.parsed.text)

    return [(p.source and words(p.source), words(p.cue[0]), [words(c) for c in p.content]) for p in proposals]


TEXT = "“The road is safe,” sighed the envoy, “and the port is open.” Aid groups doubted it."
SPANS = {
    "content": ["“The road is safe,”", "“and the port is open.”"],
    "cue": ["sighed", "doubted"],
    "source": ["the envoy", "Aid groups"],
}
ARCS_OF = {
    "cue": {"“The road is safe,”": "sighed", "“and the port is open.”": "sighed"},
    "source": {"sighed": "the envoy", "doubted": "Aid groups"},
}


def test_pieces_that_point_to_one_cue_are_one_statement(model):
    parsed = parsed_of(TEXT, model)
    tree = Tree(parsed)
    (first, *_) = told(tree, marked(tree, marks(parsed, SPANS, ARCS_OF)))
    assert first == ("the envoy", "sighed", ["“The road is safe,”", "“and the port is open.”"])


@pytest.mark.parametrize(
    ("between", "pieces"),
    [
        ("", ["“The road is safe,”", "“The port is open.”"]),
        ("Aid groups were angry. ", ["“The road is safe,”"]),
    ],
    ids=["nothing between", "somebody else's words between"],
)
def test_a_quotation_of_the_next_paragraph_is_one_with_it_if_nothing_stands_before_it(between, pieces, model):
    parsed = parsed_of(f"“The road is safe,” sighed the envoy.\n\n{between}“The port is open.”", model)
    spans = {"content": ["“The road is safe,”", "“The port is open.”"], "cue": ["sighed"], "source": ["the envoy"]}
    arcs = {"cue": dict.fromkeys(spans["content"], "sighed"), "source": {"sighed": "the envoy"}}
    tree = Tree(parsed)
    assert told(tree, marked(tree, marks(parsed, spans, arcs))) == [("the envoy", "sighed", pieces)]


def test_a_cue_without_content_proposes_nothing(model):
    parsed = parsed_of(TEXT, model)
    tree = Tree(parsed)
    assert all(cue != "doubted" for _, cue, _ in told(tree, marked(tree, marks(parsed, SPANS, ARCS_OF))))


def test_a_cue_that_points_to_none_has_no_source(model):
    parsed = parsed_of("The bridge was reported closed.", model)
    tree = Tree(parsed)
    spans = {"content": ["The bridge", "closed"], "cue": ["was reported"]}
    arcs = {"cue": {"The bridge": "was reported", "closed": "was reported"}, "source": {"was reported": None}}
    assert told(tree, marked(tree, marks(parsed, spans, arcs))) == [(None, "was reported", ["The bridge", "closed"])]


def test_statements_inside_others_come_from_heads_of_their_own(model):
    parsed = parsed_of("The envoy said the king had vowed to stay.", model)
    tree = Tree(parsed)
    spans = {
        "content": ["the king had vowed to stay"], "cue": ["said"], "source": ["The envoy"],
        "inner_content": ["to stay"], "inner_cue": ["had vowed"], "inner_source": ["the king"],
    }  # fmt: skip
    arcs = {
        "cue": {"the king had vowed to stay": "said"},
        "inner_cue": {"to stay": "had vowed"},
        "source": {"said": "The envoy", "had vowed": "the king"},
    }
    found = told(tree, marked(tree, marks(parsed, spans, arcs)))
    assert ("The envoy", "said", ["the king had vowed to stay"]) in found
    assert ("the king", "had vowed", ["to stay"]) in found


def test_a_cue_that_rules_and_reader_know_is_read_both_ways(model):
    parsed = parsed_of("The envoy said the port of Kado was open on Friday.", model)
    spans = {"content": ["the port of Kado was open"], "cue": ["said"], "source": ["The envoy"]}
    arcs = {"cue": {"the port of Kado was open": "said"}, "source": {"said": "The envoy"}}
    parsed = replace(parsed, marks=marks(parsed, spans, arcs))
    tree = Tree(parsed)
    found = candidates(tree)
    contents = {content[0] for _, cue, content in told(tree, found) if cue == "said"}
    assert {"the port of Kado was open", "the port of Kado was open on Friday"} <= contents
    assert {p.rule for p in found if p.head == tokens(parsed, "said").first} >= {"reader"}


def test_every_candidate_has_a_number_for_each_feature(model):
    parsed = parsed_of(TEXT, model)
    parsed = replace(parsed, marks=marks(parsed, SPANS, ARCS_OF))
    tree = Tree(parsed)
    found = candidates(tree)
    rows = Agreement(tree, parsed.marks).rows(found, [(0.0, 0.0)] * len(found))
    assert len(found) == len(rows) > 1
    assert {len(row) for row in rows} == {len(FEATURES)}


def test_without_marks_the_rules_alone_propose(model):
    tree = Tree(parsed_of(TEXT, model))
    assert all(p.rule not in ("reader", "crossed") for p in candidates(tree))
