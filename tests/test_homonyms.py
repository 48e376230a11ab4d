"""People and things that bear the name of a place: names that were taken for places in, what they are out.

In a text, ``[…]`` is a name read as a place, ``{…}`` one read as a person's.
"""

from __future__ import annotations

import pytest

from pipeline import lexicon
from pipeline.ner.countries import expression
from pipeline.ner.homonyms import given_names, homonyms
from pipeline.ner.model import Model
from pipeline.ner.namesakes import namesakes
from pipeline.ner.places import sizes
from tests.marked import marked_names, written

THING, PERSON, PLACE = "PRODUCT", "PERSON", "GPE"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # things, by the noun beside them
        pytest.param("The ferry [Estonia] sank and 852 people died.", [THING], id="a ship, as a country"),
        pytest.param("The warship [Monrovia] anchored off [Limassol].", [THING, PLACE], id="a ship, as a capital"),
        pytest.param("Two [Sherman] tanks stand at the gate.", [THING], id="tanks"),
        pytest.param("The storm [Lucca] flooded the valley.", ["EVENT"], id="a storm"),
        pytest.param("She has sung in the opera [Lucca] twice.", ["WORK_OF_ART"], id="an opera"),
        pytest.param("Two ferries, [Kirkwall] and [Wick], lay at the pier.", [THING, THING], id="ships in a list"),
        pytest.param("The missile [Iran] fired fell into the sea.", [PLACE], id="who acts on the thing"),
        pytest.param("The song [England] fans sing is old.", [PLACE], id="a modifier after the thing"),
        pytest.param("The [Leeds] tank museum is shut.", [PLACE], id="a noun after the thing"),
        # things that are better known than the place
        pytest.param("The [Chihuahua] bit a child, and the dog was taken away.", [THING], id="a dog"),
        pytest.param("She sold two bottles of [Rioja].", [THING], id="wine"),
        pytest.param("They bought [Edam], [Cheddar] and bread.", [THING, THING], id="kinds of cheese in a list"),
        pytest.param("The mayor of [Bordeaux] likes wine.", [PLACE], id="the mayor of a town of wine"),
        pytest.param("Wine is made in [Bordeaux].", [PLACE], id="wine in a place"),
        pytest.param("He bought shares of [Amazon], a company.", ["ORG"], id="a company, as a river"),
        pytest.param("The company cut down trees along the [Amazon].", [PLACE], id="a river, as a company"),
        # things with an article
        pytest.param("They lost the [Tacoma] in a fire; the [Tacoma] was new.", [THING, THING], id="an article"),
        pytest.param("[Lydd], [Tilbury] and [Wick] sell well. The [Lydd] is blue.", [THING] * 4, id="and its list"),
        pytest.param("The [Paris] he knew is gone.", [PLACE], id="an article, and a clause"),
        pytest.param("The [Lydd] council met.", [PLACE], id="the article of another noun"),
        pytest.param("He walked along the [Tees].", [PLACE], id="along a river"),
        # people, by the nouns and words beside them
        pytest.param("She posed with her sons [Dallas] and [Houston].", [PERSON, PERSON], id="a noun of kin"),
        pytest.param("Her baby, [Chicago], was born in May.", [PERSON], id="a noun of kin and a comma"),
        pytest.param("The rivals [Leeds] and [Derby] drew.", [PLACE, PLACE], id="rivals may be towns"),
        pytest.param("[Holland], 34, was fined in court for the third time on Monday.", [PERSON], id="an age"),
        pytest.param("[Lincoln], who left early, was fined.", [PERSON], id="who"),
        pytest.param("{Ana Ruiz}, 34, of [Lincoln], who left early, was fined.", [PERSON, PLACE], id="who, of another"),
        pytest.param("Neighbours heard [Lincoln]'s wife.", [PERSON], id="kin of a possessor"),
        pytest.param("[Burton] smiled.", [PERSON], id="a verb of people"),
        pytest.param("[Norway] retired from the contest.", [PLACE], id="a verb of people, and a country"),
        pytest.param("{Rowe} and [Jordan] left the court.", [PERSON, PERSON], id="beside a person"),
        pytest.param("{Rowe} and [Jordan] talked about [Amman].", [PERSON, PLACE, PLACE], id="its capital is named"),
        pytest.param("{Ana Hale}, {Ruiz}, [Burton] and {Hale} left.", [PERSON] * 4, id="in a list of people"),
        pytest.param(
            "[Burton] residents met. [Burton] smiled on them.", [PLACE, PLACE], id="used as a place elsewhere"
        ),
        pytest.param("[Leeds] and [Bradford] agreed.", [PLACE, PLACE], id="towns"),
        pytest.param("[HOLLAND], 34, WAS FINED", [PLACE], id="nothing is sure in capitals"),
    ],
)
def test_what_they_are(text: str, expected: list[str], model: Model) -> None:
    assert [name.label for name in homonyms(*marked_names(text, model))] == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mayor [Virginia] {Tallis} opened it.", ["Virginia Tallis"], id="title"),
        pytest.param("In [Virginia] {Tallis} opened it.", ["Virginia", "Tallis"], id="a preposition"),
        pytest.param("[Norway] {Tallis} opened it.", ["Norway", "Tallis"], id="no given name"),
    ],
)
def test_given_names(text: str, expected: list[str], model: Model) -> None:
    names, evidence = marked_names(text, model)
    assert [words for words, _ in written(given_names(names, evidence), evidence)] == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("{Ana Paris} died. Officers went into [Paris]'s case.", PERSON, id="a possessor"),
        pytest.param("{Ana Paris} died. She lived in [Paris].", PLACE, id="in it"),
    ],
)
def test_a_fuller_name_in_the_article(text: str, expected: str, model: Model) -> None:
    assert namesakes(*marked_names(text, model))[-1].label == expected


def test_the_list_of_names_of_people_holds_places() -> None:
    """A name that no place bears is never looked up."""
    strange = [name for name in lexicon.words("personal_place_names") if not sizes(name) and not expression(name)]
    assert strange == []
