"""Copies: which articles tell one story in the same words, which of them is the original, what is counted once."""

import hashlib
import random
import tomllib
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
import readings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline
from benchmarks.edits import WAYS, Text, template_texts
from pipeline.copies import stories
from pipeline.copies.ledger import CopyLedger
from pipeline.copies.likeness import are_copies
from pipeline.copies.sketch import Sketches
from pipeline.copies.words import folded_words, shingles
from pipeline.records import Article, Reading, SourceReading, Span
from pipeline.run import export_readings
from pipeline.verify import find_faults

TEXTS = tomllib.loads(Path(__file__).with_name("copies.toml").read_text(encoding="utf-8"))
TITLE = TEXTS["title"]
STORY, OTHER = (tuple(TEXTS[name].split("\n")) for name in ("story", "other"))


def article(name: str, title: str, paragraphs: tuple[str, ...], published: str | None = None) -> tuple[Article, str]:
    lines = (title, *paragraphs)
    ends = list(accumulate(len(line) + 1 for line in lines))
    spans = [Span(end - len(line) - 1, end - 1) for line, end in zip(lines, ends, strict=True)]
    record = Article(f"id of {name}", name, 1, Span(0, ends[-1]), spans[0], tuple(spans[1:]), published=published)
    return record, "\n".join(lines)


def originals(folder: Path, articles: list[tuple[Article, str]]) -> dict[str, str | None]:
    """The name of the original by the name of each article."""
    ledger = CopyLedger(folder)
    for one in articles:
        ledger.add(*one)
    ledger.settle()
    found = {one.source: ledger.original_of(one.article_id) for one, _ in articles}
    ledger.close()
    assert list(folder.iterdir()) == []
    return {name: original and original.removeprefix("id of ") for name, original in found.items()}


def words(paragraphs: tuple[str, ...]) -> list[str]:
    return " ".join(paragraphs).split()


def edited(old: str, new: str) -> tuple[str, ...]:
    assert old in "\n".join(STORY)
    return tuple("\n".join(STORY).replace(old, new).split("\n"))


COPIES = {
    "other headline": ("Ostvik Ferry Saved", STORY),
    "upper case, straight marks, double blanks": (TITLE.upper(), tuple("  ".join(p.upper().split()) for p in STORY)),
    "curly marks": (TITLE, edited('"', "“")),
    "accents": (TITLE, edited("Halvorsen", "Hálvorsén")),
    "one paragraph": (TITLE, (" ".join(STORY),)),
    "British spelling": (TITLE, edited("favor", "favour")),
    "other dateline": (TITLE, edited("OSTVIK (Meridian News) - ", "")),
    "credit added": (TITLE, (*STORY, "Reporting by Meridian News in Ostvik; editing by the night desk")),
    "a word here and there": (TITLE, edited("said", "told reporters")),
    "sentence dropped": (TITLE, edited(" Tickets are to remain at the price of the summer.", "")),
    "cut to half": (TITLE, STORY[:5]),
    "cut in the middle": (TITLE, (*STORY[:3], *STORY[8:])),
    "reordered": (TITLE, (STORY[0], *reversed(STORY[1:]))),
    "local paragraph first": ("Islanders Relieved", (OTHER[0], *STORY)),
    "local paragraphs within, end cut": ("Islanders Relieved", (*STORY[:3], OTHER[2], *STORY[3:7])),
    "lines of the page left": (TITLE, tuple(line for p in STORY for line in (p, "Advertisement"))),
}
NOT_COPIES = {
    "another story": ("Fishermen Threaten Blockade", OTHER),
    "one quotation in common": ("Fishermen Threaten Blockade", (*OTHER[:4], STORY[2], *OTHER[4:])),
    "three background paragraphs of it": ("Fishermen Threaten Blockade", (*OTHER, *STORY[3:5], STORY[9])),
    "cut to the first two paragraphs": (TITLE, STORY[:2]),
    "one of many in a round-up": ("The Week", (*STORY[:2], *OTHER[:2], "A new library opened in Karesund on Monday.")),
    "the same words in another order": (TITLE, tuple(" ".join(sorted(p.split())) for p in STORY)),
    "no text": (TITLE, ()),
}


@pytest.mark.parametrize(("title", "paragraphs"), COPIES.values(), ids=COPIES.keys())
def test_copy(tmp_path, title, paragraphs):
    found = originals(tmp_path, [article("a", TITLE, STORY, "2025-03-01"), article("b", title, paragraphs)])
    assert found == {"a": "a", "b": "a"}


@pytest.mark.parametrize(("title", "paragraphs"), NOT_COPIES.values(), ids=NOT_COPIES.keys())
def test_no_copy(tmp_path, title, paragraphs):
    found = originals(tmp_path, [article("a", TITLE, STORY, "2025-03-01"), article("b", title, paragraphs)])
    assert found == {"a": None, "b": None}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_each_way_of_editing_that_is_measured_changes_the_text_and_leaves_a_copy(tmp_path, way):
    before = Text(TITLE, STORY)
    after = way(before, random.Random(1))
    assert after != before
    assert originals(tmp_path, [article("a", *before), article("b", *after)]) in (
        {"a": "a", "b": "a"},
        {"a": "b", "b": "b"},
    )


def test_texts_from_one_template_are_no_copies(tmp_path):
    reports = [article(f"report {number}", *text) for number, text in enumerate(template_texts(80))]
    assert set(originals(tmp_path, reports).values()) == {None}


def standings(*points: int) -> tuple[str, ...]:
    """The table of a league, a line a team: other days bring other points to few of them."""
    teams = ("Ostvik Rovers", "Port Alden", "Karesund", "Valmera Athletic", "Lower Hayes", "Northgate", "Holm United")
    rows = [(place + 1, 3, place % 3, 2, 11 - place, 4 + place, 19 - 2 * place) for place in range(len(teams))]
    rows[: len(points)] = [(*row[:-1], point) for row, point in zip(rows, points, strict=False)]
    head = "Standings of the second league (played, won, drawn, lost, goals for, goals against, points)"
    return (head, *(f"{team} {' '.join(map(str, row))}" for team, row in zip(teams, rows, strict=True)))


def test_a_table_is_a_copy_only_of_an_equal_one(tmp_path):
    tables = {"monday": (), "tuesday": (20,), "tuesday again": (20,)}
    texts = [article(name, "Second League", standings(*points), name) for name, points in tables.items()]
    assert originals(tmp_path, texts) == {"monday": None, "tuesday": "tuesday", "tuesday again": "tuesday"}


SHORT = "The shop on the corner of Mill Lane stays closed until further notice, the owner said."
SHORT_TEXTS = {
    "equal": (("Shop Closed", SHORT), ("Shop Closed", SHORT), True),
    "equal but for marks": (("Shop Closed", SHORT), ("SHOP CLOSED", SHORT.replace(",", " –")), True),
    "a word less": (("Shop Closed", SHORT), ("Shop Closed", SHORT.replace(" further", "")), False),
    "a notice under another headline": (("Shop Closed", SHORT), ("Owner Missing", SHORT), False),
    "nothing": (("Shop Closed", ""), ("Shop Closed", ""), False),
}


@pytest.mark.parametrize(("one", "other", "is_copy"), SHORT_TEXTS.values(), ids=SHORT_TEXTS.keys())
def test_few_words_are_copies_only_where_equal_headline_included(tmp_path, one, other, is_copy):
    pair = [article(name, title, (text,)) for name, (title, text) in (("a", one), ("b", other))]
    assert originals(tmp_path, pair) == ({"a": "a", "b": "a"} if is_copy else {"a": None, "b": None})


@pytest.mark.parametrize(("titles", "is_copy"), [(("One", "One"), True), (("One", "Two"), False)])
def test_a_headline_beside_the_text_counts_likewise(tmp_path, titles, is_copy):
    whole = Span(0, len(SHORT))
    pair = [
        (Article(f"id of {name}", name, 1, whole, None, (whole,), given_title=title), SHORT)
        for name, title in zip("ab", titles, strict=True)
    ]
    assert originals(tmp_path, pair) == ({"a": "a", "b": "a"} if is_copy else {"a": None, "b": None})


ORIGINALS = {
    "first published": ([("a", STORY, "2025-03-02"), ("b", STORY[:6], "2025-03-01")], "b"),
    "with a date before without": ([("a", STORY, None), ("b", STORY[:6], "2025-03-01")], "b"),
    "of one day the longest": ([("a", STORY[:6], "2025-03-01"), ("b", STORY, "2025-03-01")], "b"),
    "else the first by name": ([("b", STORY, None), ("a", STORY, None)], "a"),
}


@pytest.mark.parametrize(("texts", "original"), ORIGINALS.values(), ids=ORIGINALS.keys())
def test_original(tmp_path, texts, original):
    found = originals(tmp_path, [article(name, TITLE, text, date) for name, text, date in texts])
    assert found == {"a": original, "b": original}


def test_a_chain_leads_to_one_original(tmp_path):
    """Each one is a copy of the one before; the last has hardly a paragraph in common with the first."""
    versions = [(*STORY[n:], *OTHER[:n]) for n in (0, 2, 4, 6)]
    texts = [article(f"{n}.txt", TITLE, text, f"2025-03-0{n + 1}") for n, text in enumerate(versions)]
    assert originals(tmp_path, [texts[0], texts[3]]) == {"0.txt": None, "3.txt": None}
    assert originals(tmp_path, texts) == dict.fromkeys(("0.txt", "1.txt", "2.txt", "3.txt"), "0.txt")


def reading(name: str, title: str, paragraphs: tuple[str, ...]) -> SourceReading:
    """Ingrid Halvorsen and Leif Strand are found where they are named, and one statement of each."""
    text = "\n".join((title, *paragraphs))
    found = readings.page(text, title, name=name)
    (record,) = found.articles
    entities, mentions, statements = [], [], []
    for who, cue, content in (
        ("Ingrid Halvorsen", "said", '"Without the ferry nobody under sixty will be left out there in ten years,"'),
        ("Leif Strand", "said", "forty boats had not left the quay for a week"),
    ):
        if content in text:
            entities.append(readings.person(who))
            mentions.append(readings.mention(record, text, who, entities[-1]))
            statements.append(readings.statement(record, text, mentions[-1], who, cue, content))
    sentences = (record.title, *record.paragraphs)
    return SourceReading(found, (Reading(record, sentences, tuple(mentions), tuple(entities), tuple(statements)),))


def test_copies_are_kept_in_full_and_counted_once(tmp_path):
    """Two copies, one of them with a paragraph of its own in which somebody else speaks."""
    export_readings(
        (
            reading("a.txt", TITLE, STORY),
            reading("b.txt", "Islanders Relieved", STORY[:7]),
            reading("c.txt", "No Boats, No Ferry", (*STORY[:6], OTHER[2])),
            reading("d.txt", "Fishermen Threaten Blockade", OTHER),
        ),
        tmp_path,
    )
    tables = pipeline.tables(tmp_path)
    articles = tables["articles"].set_index("source")
    assert articles.duplicate_of.dropna().to_dict() == dict.fromkeys(("b.txt", "c.txt"), articles.article_id["a.txt"])
    assert set(tables["sources"].status) == {"read"}
    assert tables["statements"].groupby("source").size().to_dict() == {"a.txt": 1, "b.txt": 1, "c.txt": 2, "d.txt": 1}
    counts = ["n_articles", "n_independent"]
    for table, name in (("people", "name"), ("utterances", "speaker")):
        found = tables[table].set_index(name)[counts].T.to_dict("list")
        assert found == {"Ingrid Halvorsen": [3, 1], "Leif Strand": [2, 2]}, table
    assert find_faults(tmp_path) == []


MANY = [
    article(f"{name} {number}", title, paragraphs, "2025-03-01" if number else None)
    for name, (title, paragraphs) in {**COPIES, **NOT_COPIES}.items()
    for number in range(2)
]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(MANY))))
def test_the_order_of_articles_changes_nothing(tmp_path, order):
    assert originals(tmp_path, [MANY[number] for number in order]) == originals(tmp_path, MANY)


def test_many_alike_are_chained_not_paired(tmp_path, monkeypatch):
    """A notice of a site on five hundred pages, a word different on each: comparisons grow as their number does."""
    compared = []
    monkeypatch.setattr(stories, "are_copies", lambda *pair: compared.append(pair) or are_copies(*pair))
    pages = [article(f"{n:03}", f"Page {n}", (*STORY, f"Number {n} {n}")) for n in range(500)]
    found = originals(tmp_path, pages)
    assert set(found.values()) == {"000"}
    assert len(compared) < 40 * len(pages)


def test_hashes_are_the_same_on_every_machine(tmp_path):
    sketches = Sketches(tmp_path)
    sketches.add([shingles(words(STORY)), shingles(words(OTHER))])
    found = hashlib.sha256(sketches.shingles(1).astype("<u4").tobytes())
    for keys in sketches.bands(16):
        found.update(keys.astype("<u4").tobytes())
    assert found.hexdigest()[:16] == "248b548247e22815"


def test_what_is_compared_of_a_text():
    assert folded_words("“Don’t,” said Müller – twice: 1,000\u00a0m.") == [
        "don",
        "t",
        "said",
        "muller",
        "twice",
        "1",
        "000",
        "m",
    ]
    found = shingles(list("abcdefg"))
    assert found == ["a b c d e", "b c d e f", "c d e f g"]
    assert all(one.split()[1:] == other.split()[:-1] for one, other in pairwise(found))
    assert shingles(list("abcd")) == []
