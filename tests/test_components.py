"""The spaCy component: statements on a Doc, after any pipeline that tags and parses."""

import pytest
import spacy
from spacy import displacy
from spacy.tokens import Doc, DocBin

from pipeline.components import NAME, doc_to_displacy
from pipeline.ner.weights import find_weights

TEXT = """Ana Ruiz, the Spanish minister, resigned on Monday.

  “The court has lied,” she told reporters. Germany denied that it had asked for the ruling, and Tom Hale said
Ruiz believed the court was wrong.
"""


@pytest.fixture(scope="module")
def bare():
    return spacy.load(find_weights().package)


@pytest.fixture(scope="module", params=[True, False], ids=["reader", "rules alone"])
def nlp(request):
    nlp = spacy.load(find_weights().package)
    nlp.add_pipe(NAME, config={"reader": request.param})
    return nlp


def test_it_is_known_by_entry_point_and_finds_what_it_requires(nlp):
    assert nlp.has_factory(NAME)
    assert not nlp.analyze_pipes()["problems"][NAME]


@pytest.mark.parametrize(
    ("content", "cue", "source", "speaker"),
    [
        ("“The court has lied,”", "told", "she", "Ana Ruiz"),
        ("it had asked for the ruling", "denied", "Germany", "Germany"),
    ],
)
def test_statements_are_spans_of_the_doc(nlp, content, cue, source, speaker):
    doc = nlp(TEXT)
    (found,) = [s for s in doc._.statements if s.content[0].text == content]
    assert (found.cue.text, found.source.text, found.speaker) == (cue, source, speaker)
    assert found.content[0] in list(doc.spans["contents"])


def test_a_span_knows_who_says_it_and_the_innermost_counts(nlp):
    doc = nlp(TEXT)
    start = doc.text.index("court was wrong")
    assert doc.char_span(start, start + 5)._.speaker == "Ana Ruiz"
    (inner, outer) = doc.char_span(start, start + 5)._.statements
    assert outer.speaker == "Tom Hale"
    assert doc._.statements[inner.parent] == outer
    assert doc[0:2]._.speaker is None


def test_statements_survive_docbin(nlp, bare):
    doc = nlp(TEXT)
    (read,) = DocBin().from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(bare.vocab)
    assert [s.record for s in read._.statements] == [s.record for s in doc._.statements]
    assert [span.text for span in read.spans["contents"]] == [span.text for span in doc.spans["contents"]]


@pytest.mark.parametrize("text", ["", "\n", " \n\t \n", "Hm.", "“", "\n\n“He lied,” she said.\n\n"])
def test_odd_docs_are_read(nlp, text):
    doc = nlp(text)
    assert all(piece.text in text for s in doc._.statements for piece in s.content)


def test_a_doc_that_it_did_not_read_has_no_statements(bare):
    assert bare.make_doc("She said he lied.")._.statements == []
    assert Doc(bare.vocab)._.statements == []


def test_displacy_draws_contents_cues_and_sources(nlp):
    doc = nlp(TEXT)
    drawn = doc_to_displacy(doc)
    labels = {(" ".join(drawn["tokens"][s["start_token"] : s["end_token"]]), s["label"]) for s in drawn["spans"]}
    assert {("Germany", "SOURCE"), ("denied", "CUE"), ("it had asked for the ruling", "SAID BY Germany")} <= labels
    assert "SAID BY Germany" in displacy.render(drawn, style="span", manual=True, jupyter=False)
