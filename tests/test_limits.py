"""How much of a source is read: what is over is cut at a paragraph, kept as furniture, and said."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.articles import article
from benchmarks.hostile import FILES
from pipeline.clean import drop_furniture
from pipeline.config import Config
from pipeline.engine.stages import read as read_source
from pipeline.ner.model import Model
from pipeline.records import Page, Source
from pipeline.segment import find_articles, limits
from pipeline.segment.limits import Budget, within_limits
from tests.fuzz.targets import check_accounts

SENTENCE = "The harbour master said that the ferry was late again. "  # eleven words and signs
PARAGRAPH = SENTENCE * 20


def read(text: str, *, clean_text: bool = False) -> Page:
    (page,) = drop_furniture(find_articles([Source("a.txt", text)], clean_text=clean_text), clean_text=clean_text)
    check_accounts(page)
    return page


def over(page: Page) -> list[str]:
    return [piece.span.of(page.source.text) for piece in page.furniture if piece.kind == "over_limit"]


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    """Low budgets, so that texts can be short."""
    monkeypatch.setattr(limits, "ARTICLE", Budget(660, 6_000, 40))
    monkeypatch.setattr(limits, "SOURCE", Budget(2_640, 24_000, 160))
    monkeypatch.setattr(limits, "LONG_PARAGRAPH", 300)


class TestArticlesOfAnyLengthAreRead:
    @pytest.mark.parametrize("clean_text", [False, True])
    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("Ferry late again\n\n" + (PARAGRAPH + "\n\n") * 150, id="33,000 words"),
            pytest.param(SENTENCE * 3_000, id="33,000 words on one line"),
            pytest.param("Ferry late again\n\n" + "a, b, " * 350 + "said Ana.", id="a list of 700 words"),
            pytest.param(
                f"Ferry late again\n\nSee {'x' * 4_000} there.\n\n{PARAGRAPH}", id="an address of 4,000 letters"
            ),
            pytest.param(f"Ferry late again\n\n{PARAGRAPH}\n\n{'=' * 1_000}\n\n{PARAGRAPH}", id="a long rule"),
            pytest.param(f"Ferry late again\n\n{'“‘(No,)’” he said. ' * 200}", id="many marks"),
        ],
    )
    def test_whole(self, text: str, clean_text: bool) -> None:
        page = read(text, clean_text=clean_text)
        assert over(page) == []
        assert page.source.reason is None


@pytest.mark.slow
def test_a_file_of_three_hundred_articles_is_read_whole() -> None:
    page = read("\n\n".join(article(number) for number in range(300)))
    assert len(page.articles) > 270
    assert over(page) == []
    assert page.source.reason is None


@pytest.mark.usefixtures("low")
class TestWhatIsOverABudget:
    @pytest.mark.parametrize("clean_text", [False, True])
    def test_is_cut_at_a_paragraph(self, clean_text: bool) -> None:
        text = "Ferry late again\n\n" + "\n\n".join([PARAGRAPH.strip()] * 5)
        page = read(text, clean_text=clean_text)
        (rest,) = over(page)
        assert rest == "\n\n".join([PARAGRAPH.strip()] * 3)
        at = f"{len(text) - len(rest):,}"
        assert page.source.reason == (
            f"read up to character {at}, the rest is over 660 words and signs and kept as furniture; split the file"
        )
        assert len(page.articles[0].paragraphs) == 2

    def test_one_long_line_is_cut_after_a_sentence(self) -> None:
        page = read(SENTENCE * 100)
        (rest,) = over(page)
        assert rest == (SENTENCE * 40).strip()
        assert page.articles[0].paragraphs[0].of(page.source.text) == (SENTENCE * 60).strip()

    def test_a_long_line_without_sentences_goes_as_a_whole(self) -> None:
        page = read(PARAGRAPH + "\n\n" + "no, not so, " * 150 + "\n\n" + PARAGRAPH)
        assert over(page)[0].startswith("no, not so, ")

    def test_characters_count_where_words_are_few(self) -> None:
        page = read(PARAGRAPH + "\n\n" + ("x" * 59 + ". ") * 100)
        assert "over 6,000 characters" in (page.source.reason or "")

    def test_paragraphs_count(self) -> None:
        page = read("Yes\n\n" * 50, clean_text=True)
        assert over(page) == [("Yes\n\n" * 10).strip()]
        assert "over 40 paragraphs" in (page.source.reason or "")

    def test_notes_of_reading_stay(self) -> None:
        (page,) = find_articles([Source("a.txt", "Yes\n\n" * 170, reason="2 NUL characters replaced by U+FFFD")])
        assert (page.source.reason or "").startswith("2 NUL characters replaced by U+FFFD; read up to character 800")

    def test_ids_follow_from_what_is_read(self) -> None:
        text = "Ferry late again\n\n" + "\n\n".join([PARAGRAPH.strip()] * 5)
        (rest,) = over(read(text))
        short = read(text[: len(text) - len(rest)])
        assert short.articles[0].article_id == read(text).articles[0].article_id


SHORT, LONG = 6, 30
"""Paragraphs of articles: of some two hundred words, of a thousand."""


def dump(*sizes: tuple[int, int]) -> str:
    """A file of several articles, each by its number and size."""
    return "\n\n".join(article(number, size).strip() for number, size in sizes)


def titles(page: Page) -> list[int]:
    """The numbers of the articles that are there by their own headline."""
    known = {article(number, SHORT).split("\n")[0]: number for number in range(8)}
    return [known[found.title.of(page.source.text)] for found in page.articles if found.title]


@pytest.mark.usefixtures("low")
class TestABudgetIsAnArticles:
    def test_many_articles_in_one_file_are_read_whole(self) -> None:
        page = read(dump((0, SHORT), (3, SHORT), (4, SHORT), (5, SHORT), (6, SHORT)))
        assert titles(page) == [0, 3, 4, 5, 6]
        assert over(page) == []
        assert page.source.reason is None

    def test_one_that_is_over_is_cut_and_the_next_ones_are_read(self) -> None:
        page = read(dump((0, SHORT), (4, LONG), (5, SHORT)))
        assert titles(page) == [0, 4, 5]
        (rest,) = over(page)
        paragraphs = article(4, LONG).strip().split("\n\n")[1:]
        n_read = len(page.articles[1].paragraphs)
        assert rest.split("\n\n") == paragraphs[n_read:]
        assert len(page.articles[2].paragraphs) == SHORT
        assert page.source.reason == (
            f"1 article is not read whole, from character {page.furniture[0].span.start:,} on: "
            "over 660 words and signs an article, kept as furniture; split it"
        )

    def test_several_are_counted(self) -> None:
        page = read(dump((0, LONG), (4, LONG), (5, SHORT)))
        assert titles(page) == [0, 4, 5]
        assert len(over(page)) == 2
        at = f"{page.furniture[0].span.start:,}"
        assert (page.source.reason or "").startswith(
            f"2 articles are not read whole, the first from character {at} on:"
        )

    def test_what_is_over_belongs_to_no_article(self) -> None:
        page = read(dump((0, LONG), (4, SHORT)))
        assert [piece.article for piece in page.furniture] == [None]

    def test_a_heap_beyond_the_cut_is_accounted_for_once(self) -> None:
        heap = "(" * 500
        paragraphs = article(4, LONG).strip().split("\n\n")
        page = read("\n\n".join([*paragraphs[:28], heap, *paragraphs[28:], dump((0, SHORT))]))
        (rest,) = over(page)
        assert heap in rest

    def test_a_source_has_a_budget_too(self) -> None:
        text = dump(*((number, 14) for number in range(8)))
        page = read(text)
        (rest,) = over(page)
        assert 3 < len(page.articles) < 8
        assert page.source.reason == (
            f"read up to character {len(text) - len(rest):,}, the rest is over 2,640 words and signs and kept as "
            "furniture; split the file"
        )

    def test_ids_are_those_of_what_is_left(self) -> None:
        page = read(dump((0, LONG), (4, SHORT), (5, SHORT)))
        n_read = len(page.articles[0].paragraphs)
        short = read("\n\n".join([*article(0, LONG).split("\n\n")[: n_read + 1], dump((4, SHORT), (5, SHORT))]))
        assert [a.article_id for a in page.articles] == [a.article_id for a in short.articles]


class TestHeaps:
    @pytest.mark.parametrize("clean_text", [False, True])
    @pytest.mark.parametrize(
        "heap",
        [
            pytest.param("(" * 500, id="brackets"),
            pytest.param("He said: " + "( ) " * 300, id="brackets and blanks"),
            pytest.param("“" * 500, id="marks"),
            pytest.param("and the boats and the nets " * 300, id="a sentence without end"),
            pytest.param("x" * 100_000, id="a word without end"),
            pytest.param("!?.,;:" * 500, id="signs"),
            pytest.param("no.no." * 500, id="full stops that end nothing"),
        ],
    )
    def test_a_heap_is_left_out_and_the_article_around_it_read(self, heap: str, clean_text: bool) -> None:
        page = read(f"Ferry late again\n\n{PARAGRAPH}\n\n{heap}\n\n{PARAGRAPH}", clean_text=clean_text)
        assert over(page) == [heap.strip()]
        (article,) = page.articles
        assert [span.of(page.source.text) for span in article.paragraphs] == [PARAGRAPH.strip()] * 2
        assert [piece.article for piece in page.furniture] == [1]
        assert page.source.reason == (
            "1 paragraph kept as furniture, not read: over 1,500 words without the end of a sentence, "
            "or 200 brackets or marks in a row"
        )

    def test_nothing_but_a_heap(self) -> None:
        page = read("(" * 500)
        assert page.articles == ()
        assert page.source.status == "read"

    def test_sentences_of_many_lines_are_none(self) -> None:
        text = "Ferry late again\n\n" + "\n".join(["the ferry was late and late again and then it was"] * 300)
        assert over(read(text)) == []


@given(st.text(alphabet="a. \n“(\u200b", max_size=300))
def test_each_character_is_read_or_over(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "ARTICLE": Budget(20, 60, 4), "SOURCE": Budget(30, 80, 5), "LONG_PARAGRAPH": 10,
            "LONGEST_STRETCH": 12, "LONGEST_RUN": 4,
        }.items():  # fmt: skip
            patch.setattr(limits, name, value)
        bounded = within_limits(text)
        assert len(bounded.text) <= len(text)
        for i, char in enumerate(text):
            is_over = any(span.start <= i < span.end for span in bounded.over)
            is_read = i < len(bounded.text) and bounded.text[i] == char
            assert char.isspace() or is_over != is_read
        for clean_text in (False, True):
            page = read(text, clean_text=clean_text)
            assert bool(over(page)) == bool(page.source.reason)


@pytest.mark.parametrize("name", FILES)
def test_hostile_files_are_accounted_for(name: str) -> None:
    read(FILES[name]().encode()[:50_000].decode("utf-8", "ignore"))


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_time_before_the_model_grows_like_the_text(name: str) -> None:
    """Four times the text takes no more than eight times as long, a tenth of a second aside."""
    text = FILES[name]().encode().decode("utf-8", "ignore")
    seconds = []
    for part in (len(text) // 4, len(text)):
        started = process_time()
        list(drop_furniture(find_articles([Source("a.txt", text[:part])])))
        seconds.append(process_time() - started)
    assert seconds[1] < 8 * seconds[0] + 0.1


def _numbered(pattern: str) -> str:
    """``pattern`` a thousand times with another name each."""
    return " ".join(
        pattern.format(f"{chr(65 + i % 26)}{'aeiou'[i % 5]}{'lnrst'[i // 5 % 5]}o{i:03}") for i in range(1000)
    )


# What a rule that looks at all pairs, or climbs through all that lies above, would take long for.
GROWING = {
    "a chain of statements": "Ana said Bo said Cy said Di said that Ed said Fay said " * 20 + "so. ",
    "clauses in clauses": "he said that she said that " * 60 + "it rained. ",
    "phrases in phrases": "the head of " * 200 + "the ministry said no. ",
    "a list of pronouns": "he and she and " * 200 + "it said no. ",
    "people": _numbered("{0} Ruiz said no."),
    "people of one family name": _numbered("Ruiz said that {0} Ruiz knew."),
    "organizations": _numbered("The {0} Harbour Union said no."),
    "acronyms in brackets": _numbered("The Harbour {0} Union (HU) said no."),
    "roles": _numbered("Foreign Minister {0} met the president, who left."),
    "pronouns without a name": "He said no. She denied it. ",
    "quotations": "“No,” he said. “Yes,” she said. ",
    "opening marks": "“He said no. \n\n",
    "countries": "Iran, Iraq, Syria, Russia and the United States said no. ",
    "days": "On Monday, on Tuesday, on 12 May 2020 and last week he said no. ",
    "turns of an interview": "Ana Ruiz: no, it is not so, I said.\n\nBo Li: yes, it is so.\n\n",
    "names cut at hyphens": "re-co-pre-de Ana-Bo-Cy said no. ",
}


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.parametrize("what", GROWING)
def test_time_of_all_stages_grows_like_the_text(what: str, reader_model: Model) -> None:
    """Four times the text takes at most six times as long: what all take, and chance, lies between."""
    read_source(Source("warm.txt", PARAGRAPH), reader_model, Config(), {})
    seconds = []
    for n in (10_000, 40_000):
        text = (GROWING[what] * (1 + n // len(GROWING[what])))[:n]
        started = process_time()
        read_source(Source("a.txt", text), reader_model, Config(), {})
        seconds.append(process_time() - started)
    assert seconds[1] < 6 * seconds[0] + 0.2
