"""What is not English is passed over with the reason; what only looks odd, is quoted or stands beside it, is not."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from benchmarks.languages import others
from pipeline.clean import drop_furniture
from pipeline.cli import app
from pipeline.language import LEAST_LETTERS, has_english, other_language
from pipeline.records import Page, Source
from pipeline.segment import find_articles
from pipeline.verify import find_faults
from tests.fuzz.targets import check_accounts

OTHERS = {row["what"]: row for row in others()}
FRENCH = OTHERS["French"]["text"]

PROSE = (
    "The ferry company's director, Ingrid Halvorsen, said on Monday that two boats would be replaced before the "
    "summer. She told reporters in the harbour that nobody should be afraid of a timetable. The union welcomed the "
    "plan, but its spokesman said that the money had been promised before and never came."
)
ENGLISH = (
    f"Ferry company promises new boats\n\n{PROSE}\n\n{PROSE.replace('Monday', 'Tuesday')}\n\nWork begins in March."
)
FRENCH_ARTICLE = "\n\n".join(
    ["Un nouveau pont pour la vallée", FRENCH, FRENCH.replace("ponts", "routes"), FRENCH.replace("été", "hiver")]
)
MENU = """Accueil
Politique
Économie
Société
Sports
Météo
Abonnez-vous
Mentions légales
Petites annonces
Recettes
Santé
Sciences
Voyages
Automobile
Cinéma
Mot de passe oublié
Gérer les cookies
Nous contacter
Toute l'actualité de la région
Les plus lus de la semaine
Inscrivez-vous à notre lettre d'information"""

STAYS = {
    "prose": PROSE,
    "capitals": PROSE.upper(),
    "typing errors": PROSE.replace("the", "teh").replace("ea", "ae").replace("said", "siad").replace("would", "woudl"),
    "no punctuation, no capitals": PROSE.lower().replace(",", "").replace(".", ""),
    "old prose": (
        "Whereupon the said Master, being sore vexed that his counsel was so lightly esteemed, did rise and quit the "
        "chamber, and spake no more that day; neither would he suffer any man to bring him meat or drink, saying that "
        "he had rather hunger than sit at table with them that had wronged him and his house these seven years."
    ),
    "names from everywhere": (
        "Among those invited were Nguyễn Thị Hương, Oluwaseun Adébáyọ̀, Bjørn Ødegård, Siobhán Ní Dhomhnaill, Krzysztof "
        "Wójcik, Thórdís Guðmundsdóttir, José Luis Rodríguez Peñalver, Mehmet Özgür Çelik, Anaïs Lefèvre-Gauthier and "
        "Ivana Kovačević, who said that she had never met so many people with an accent in their name."
    ),
    "results": (
        "Kato (Japan) beat Lindqvist (Sweden) 6-4 6-2; Fernandez (Spain) beat Okoye (Nigeria) 7-5 4-6 6-3; Marchetti "
        "(Italy) beat Dubois (France) 6-0 6-1; Novotna (Czech Republic) beat Silva (Brazil) 6-3 7-6; Petrov (Bulgaria) "
        "beat van Houten (Netherlands) 6-2 6-2; Suzuki (Japan) beat Haugen (Norway) 6-4 3-6 6-1; Kim (Korea) beat "
        "Garcia (Mexico) 6-1 6-2; second round from Tuesday, seeds first."
    ),
    "British words for things of elsewhere": (
        "The panchayat told the tehsildar that the kharif crop had failed in all nine villages, and that neither jowar "
        "nor bajra could be sown before the monsoon. The sarpanch said that the zila parishad had promised rabi seed, "
        "but that the godown at the mandi stood empty, and that the patwari had not been seen since Diwali."
    ),
    "short French": FRENCH[:150],
    "figures": "1 2 3 4 5 6 7 8 9 0 " * 40,
    "signs": "— ※ § ¶ " * 200,
}


def read(text: str, *, clean_text: bool = False) -> Page:
    (page,) = drop_furniture(find_articles([Source("a.txt", text)], clean_text=clean_text), clean_text=clean_text)
    check_accounts(page)
    return page


@pytest.mark.parametrize("what", STAYS)
def test_this_counts_as_english(what: str) -> None:
    assert other_language(STAYS[what]) is None


@pytest.mark.parametrize("what", OTHERS)
def test_other_languages_are_named(what: str) -> None:
    assert (other_language(OTHERS[what]["text"]) or "") == OTHERS[what]["language"]


def test_fewer_letters_than_this_count_as_english() -> None:
    letters = "".join(filter(str.isalpha, OTHERS["Russian"]["text"]))
    assert len(letters) >= LEAST_LETTERS
    assert other_language(letters[: LEAST_LETTERS - 1]) is None
    assert other_language(letters[:LEAST_LETTERS]) == "Russian"


@pytest.mark.parametrize("what", ["French", "Afrikaans", "Chinese", "Hindi in Latin letters"])
def test_a_source_in_another_language_is_passed_over(what: str) -> None:
    text = OTHERS[what]["text"]
    page = read(f"{text[:40]}\n\n{text}\n\n{text}")
    assert page.source.status == "skipped"
    assert page.source.reason == f"{OTHERS[what]['language']}, not English; with --clean-text it is read all the same"
    assert (page.source.text, page.articles, page.furniture) == ("", (), ())


def test_clean_text_is_read_whatever_it_is_in() -> None:
    page = read(FRENCH_ARTICLE, clean_text=True)
    assert page.source.status == "read"
    assert len(page.articles) == 1


def test_a_foreign_quotation_stays_in_its_article() -> None:
    page = read(f"{ENGLISH}\n\n“{FRENCH}”\n\nThat was how the mayor put it to French television.")
    (article,) = page.articles
    assert any("Nous ne pouvons plus attendre" in span.of(page.source.text) for span in article.paragraphs)
    assert page.source.reason is None


def test_an_english_article_stays_between_foreign_menus() -> None:
    page = read(f"{MENU}\n\n{ENGLISH}\n\n{MENU}\n{FRENCH}")
    assert page.source.status == "read"
    (article,) = page.articles
    assert "Ingrid Halvorsen" in article.paragraphs[0].of(page.source.text)


def test_a_foreign_article_goes_with_english_notices_around_it() -> None:
    notice = "We use cookies to give you the best experience on our website. If you go on, we assume that you agree."
    assert read(f"{MENU}\n{FRENCH_ARTICLE}\n\nShare on Facebook\n{notice}").source.status == "skipped"


@pytest.mark.parametrize("text", [f"{ENGLISH}\n\n\n{FRENCH_ARTICLE}", f"{FRENCH_ARTICLE}\n\n\n{ENGLISH}"])
def test_of_two_articles_the_foreign_one_is_furniture(text: str) -> None:
    page = read(text)
    assert page.source.reason == "1 article kept as furniture: French, not English"
    (article,) = page.articles
    assert article.ordinal == 1
    assert article.title
    assert article.title.of(text) == "Ferry company promises new boats"
    foreign = [piece for piece in page.furniture if piece.kind == "other_language"]
    assert " ".join(piece.span.folded(text) for piece in foreign) == " ".join(FRENCH_ARTICLE.split())
    assert {piece.article for piece in foreign} == {None}


def test_pieces_are_looked_at_where_the_whole_is_foreign() -> None:
    assert has_english(f"{FRENCH_ARTICLE}\n{PROSE}")
    assert not has_english(f"{FRENCH_ARTICLE}\n{PROSE[:205]}")
    assert not has_english(FRENCH_ARTICLE)


@pytest.mark.model
def test_a_run_over_two_languages_ends_well(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(FRENCH_ARTICLE, encoding="utf-8")
    said = CliRunner().invoke(app, ["run", f"{tmp_path}/in", "--out", f"{tmp_path}/out", "--no-cache", "--no-reader"])
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.startswith("2 sources (1 skipped, 0 refused) · 1 articles · ")
    sources = pq.read_table(tmp_path / "out" / "sources.parquet").to_pylist()
    assert [(row["status"], (row["reason"] or "")[:19]) for row in sources] == [
        ("read", ""),
        ("skipped", "French, not English"),
    ]
    assert {row["language"] for row in pq.read_table(tmp_path / "out" / "articles.parquet").to_pylist()} == {"en"}
    assert find_faults(tmp_path / "out") == []
