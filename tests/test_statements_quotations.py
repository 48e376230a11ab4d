"""Which stretches stand in quotation marks: pairing of marks, and what an unbalanced one does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Article, Block, Parsed, Sentence, Span, Tokens
from pipeline.relations import find_statements
from pipeline.relations.quotations import find_quotations


def parsed(*paragraphs: str) -> Parsed:
    """Paragraphs cut at blanks and marks; every word hangs on the first of its paragraph."""
    text = "\n\n".join(paragraphs)
    words: list[tuple[int, int]] = []
    heads: list[int] = []
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    place = 0
    for number, paragraph in enumerate(paragraphs):
        start = text.index(paragraph, place)
        place = start + len(paragraph)
        first = len(words)
        word = start
        for offset in range(start, place + 1):
            breaks = offset == place or text[offset].isspace() or not text[offset].isalnum()
            if breaks and word < offset:
                words.append((word, offset))
            if breaks and offset < place and not text[offset].isspace():
                words.append((offset, offset + 1))
            if breaks:
                word = offset + 1
        heads += [first] * (len(words) - first)
        blocks.append(Block("paragraph", Span(start, place)))
        if len(words) > first:
            sentences.append(Sentence(first, len(words), number))
    surfaces = tuple(text[a:b] for a, b in words)
    tokens = Tokens(
        text=surfaces,
        start=tuple(a for a, _ in words),
        end=tuple(b for _, b in words),
        lemma=surfaces,
        tag=("NN",) * len(words),
        dep=("dep",) * len(words),
        head=tuple(heads),
    )
    spans = tuple(block.span for block in blocks)
    article = Article("a", "test.txt", 1, Span(0, len(text)), None, spans)
    return Parsed(article, text, tuple(blocks), tokens, tuple(sentences))


def quoted(*paragraphs: str) -> list[str]:
    page = parsed(*paragraphs)
    return [quotation.span.of(page.text) for quotation in find_quotations(page)]


MARKS = {
    "curly": (["She said “no way” twice."], ["“no way”"]),
    "straight": (['She said "no way" twice.'], ['"no way"']),
    "low and high": (["She said „no way“ twice."], ["„no way“"]),
    "angles": (["She said «no way» twice."], ["«no way»"]),
    "angles the other way round": (["She said »no way« twice."], ["»no way«"]),
    "angles that point one way": (["She said »no way» twice."], ["»no way»"]),
    "opening mark at both ends": (["“No way,“ she said. “Not now.“"], ["“No way,“", "“Not now.“"]),
    "a nickname": (["Police met Abdul “Tiger” Rahman."], []),
    "a nickname of two words": (["Pedro “The Baker” Ruiz fled."], []),
    "a word in marks is no nickname": (["They met the “Tiger” King."], ["“Tiger”"]),
    "doubled backquotes": (["She said ``no way'' twice."], ["``no way''"]),
    "single": (["She said 'no way' twice."], ["'no way'"]),
    "apostrophes are no marks": (["It's the workers' plan, isn't it?"], []),
    "single inside double": (["She said “he said ‘no’ twice”."], ["“he said ‘no’ twice”"]),
    "two in a row": (["“One two,” she said. “Three four.”"], ["“One two,”", "“Three four.”"]),
    "never closed: to the end of its paragraph": (["She said “no way.", "He left."], ["“no way."]),
    "goes on in the next paragraph": (["“One two.", "“Three four,” she said."], ["“One two.", "“Three four,”"]),
    "a stray closing mark opens nothing": (["no way” she said"], []),
}


@pytest.mark.parametrize(("paragraphs", "expected"), MARKS.values(), ids=MARKS.keys())
def test_marks(paragraphs: list[str], expected: list[str]) -> None:
    assert quoted(*paragraphs) == expected


def test_a_quotation_that_goes_on_says_so() -> None:
    assert [q.follows for q in find_quotations(parsed("“One two.", "“Three four,” she said."))] == [False, True]


@given(st.lists(st.text(alphabet="ab ,.“”\"'‘’«»„:", min_size=1, max_size=40), min_size=1, max_size=4))
def test_quotations_lie_in_order_inside_the_text(paragraphs: list[str]) -> None:
    page = parsed(*[p.strip() or "a" for p in paragraphs])
    last = 0
    for quotation in find_quotations(page):
        assert last <= quotation.span.start < quotation.span.end <= len(page.text)
        assert 0 <= quotation.first < quotation.last <= len(page.tokens)
        last = quotation.span.end


@given(st.lists(st.text(alphabet="ab ,.“”\"'‘’«»„:", min_size=1, max_size=60), min_size=1, max_size=4))
def test_any_text_has_a_reading_whose_offsets_hold(paragraphs: list[str]) -> None:
    page = parsed(*[p.strip() or "a" for p in paragraphs])
    (reading,) = find_statements([page])
    for statement in reading.statements:
        assert statement.content == " ".join(span.folded(page.text) for span in statement.content_spans)


def test_an_article_without_words_has_an_empty_reading() -> None:
    article = Article("a", "test.txt", 1, Span(0, 0), None, ())
    (reading,) = find_statements([Parsed(article, "", (), Tokens(), ())])
    assert reading.statements == ()
    assert reading.relations == ()
