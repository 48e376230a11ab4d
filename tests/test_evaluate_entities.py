"""Scoring names, places and identity: invented cases with figures worked out by hand; and the same as the corpora's."""

from __future__ import annotations

import random
from typing import Any, ClassVar

import pytest
from scorers import agree, gold_rows, scorer

from pipeline.evaluate.identity import same_words, score_identity
from pipeline.evaluate.layout import lay_out
from pipeline.evaluate.names import score_names
from pipeline.evaluate.places import FORMS, score_places

Rows = list[dict[str, Any]]


def at(text: str, words: str, **more: Any) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)} | more


class TestPlaces:
    text = "Lima said that Peruvian trains to New Arequipa would run again, Dakar Jones told a meeting in Cusco."
    places = (
        ("Lima", {"form": "metonym", "country": "PE"}),
        ("Peruvian", {"form": "demonym", "country": "PE"}),
        ("New Arequipa", {"form": "name", "country": "PE"}),
        ("Cusco", {"form": "name", "country": "PE"}),
        ("Dakar", {"kind": "homonym"}),
    )
    perfect = (
        ("Lima", "GPE", "metonym", "PE"),
        ("Peruvian", "NORP", "demonym", "PE"),
        ("New Arequipa", "GPE", "name", "PE"),
        ("Cusco", "GPE", "name", "PE"),
        ("Dakar Jones", "PERSON", "name", None),
    )

    def figures(self, mentions: Any, places: Any = places) -> dict[str, float]:
        gold = {"a": {"text": self.text, "places": [at(self.text, words, **more) for words, more in places]}}
        rows = [at(self.text, words, label=label, form=form, iso_alpha2=code) for words, label, form, code in mentions]
        return score_places(gold, {"a": rows})

    @pytest.mark.parametrize(
        ("instead", "expected"),
        [
            pytest.param({}, {"found": 1, "country.f1": 1, "form": 1, "form/metonym.f1": 1, "trap": 0}, id="all right"),
            pytest.param(
                {"Cusco": None},
                {"found": 3 / 4, "country.precision": 1, "country.recall": 3 / 4, "form": 1, "form/name.recall": 1 / 2},
                id="one missed: form is of those found",
            ),
            pytest.param(
                {"Cusco": ("Cusco", "GPE", "name", None)},
                {"found": 1, "country.precision": 1, "country.recall": 3 / 4},
                id="no code costs recall",
            ),
            pytest.param(
                {"Cusco": ("Cusco", "GPE", "name", "BO")},
                {
                    "country.precision": 3 / 4,
                    "country.recall": 3 / 4,
                    "country/name.f1": 1 / 2,
                    "country/metonym.f1": 1,
                },
                id="another country",
            ),
            pytest.param(
                {"Lima": ("Lima", "GPE", "name", "PE")},
                {"form": 3 / 4, "form/metonym.f1": 0, "form/name.precision": 2 / 3, "country.f1": 1},
                id="government read as a place",
            ),
            pytest.param(
                {"Lima": ("Lima", "GPE", "nominal", "PE")}, {"form": 3 / 4, "form/name.precision": 1}, id="no reading"
            ),
            pytest.param(
                {"New Arequipa": ("Arequipa", "GPE", "name", "PE")}, {"found": 1}, id="half of the longer one is enough"
            ),
            pytest.param({"New Arequipa": ("New", "GPE", "name", "PE")}, {"found": 3 / 4}, id="less is not"),
            pytest.param(
                {"Dakar Jones": ("Dakar", "ORG", "name", "SN")},
                {"trap": 1, "country.f1": 1},
                id="a namesake with a code",
            ),
            pytest.param({"Dakar Jones": ("Dakar", "GPE", "name", None)}, {"trap": 1}, id="a namesake called a place"),
            pytest.param({"Dakar Jones": None}, {"trap": 0}, id="a namesake that is not named at all"),
        ],
    )
    def test_figures(self, instead: dict[str, Any], expected: dict[str, float]) -> None:
        mentions = [instead.get(mention[0], mention) for mention in self.perfect]
        figures = self.figures([mention for mention in mentions if mention])
        assert {name: figures[name] for name in expected} == pytest.approx(expected)

    def test_the_best_mention_counts(self) -> None:
        inner = ("Arequipa", "GPE", "name", "BO")
        assert self.figures([inner, *self.perfect])["country.f1"] == 1

    def test_modifiers_owe_no_code_where_gold_has_forms(self) -> None:
        places = [self.places[0], ("Cusco", {"country": "PE"})]
        assert self.figures([self.perfect[0]], places)["country.recall"] == 1

    def test_gold_without_forms_wants_the_country_of_all(self) -> None:
        figures = self.figures([self.perfect[0]], [("Lima", {"country": "PE"}), ("Cusco", {"country": "PE"})])
        assert figures["country.recall"] == 0.5
        assert not {"form", "trap", "country/name.f1"} & figures.keys()


ARTICLES = {
    "a": "Mayor Ana Ruiz opened the bridge. Ruiz thanked Port Union, and she left.",
    "b": "Ana Ruiz spoke. Port Union cheered.",
    "c": "Eva Ruiz, a poet, did not. Ruiz read.",
}
ANA, UNION, EVA = "ana", "union", "eva"
MENTIONS = (
    ("a", "Mayor Ana Ruiz", "Ana Ruiz", ANA),
    ("a", "Ruiz thanked", "Ruiz", ANA),
    ("a", "Port Union", "Port Union", UNION),
    ("b", "Ana Ruiz", "Ana Ruiz", ANA),
    ("b", "Port Union", "Port Union", UNION),
    ("c", "Eva Ruiz", "Eva Ruiz", EVA),
    ("c", "Ruiz read", "Ruiz", EVA),
)


def within(text: str, around: str, words: str, **more: Any) -> dict[str, Any]:
    """``words`` where they stand in ``around``."""
    start = text.index(around) + around.index(words)
    return {"start": start, "end": start + len(words)} | more


class TestIdentity:
    gold: ClassVar[dict[str, dict[str, Any]]] = {
        key: {
            "text": text,
            "mentions": [
                within(text, around, words, entity=thing, type="ORG" if thing == UNION else "PER")
                for article, around, words, thing in MENTIONS
                if article == key
            ],
        }
        for key, text in ARTICLES.items()
    }

    def predicted(self, entities: str) -> dict[str, Rows]:
        """One letter a mention is its entity; ``-`` is one without, ``.`` no mention."""
        rows: dict[str, Rows] = {}
        for (key, around, words, thing), entity in zip(MENTIONS, entities, strict=True):
            label = "ORG" if thing == UNION else "PERSON"
            more = {"label": label, "entity_id": None if entity == "-" else entity}
            if entity != ".":
                rows.setdefault(key, []).append(within(ARTICLES[key], around, words, **more))
        return rows

    @pytest.mark.parametrize(
        ("entities", "expected"),
        [
            pytest.param("aauauee", {"matched": 1, "b_cubed.f1": 1, "across.f1": 1}, id="all right"),
            pytest.param(
                "aauauaa",
                {"b_cubed.precision": (3 * 3 / 5 + 2 * 2 / 5 + 2) / 7, "b_cubed.recall": 1}
                | {"across.precision": 2 / 4, "across.recall": 1},
                id="two people taken for one",
            ),
            pytest.param(
                "aaubuee",
                {"b_cubed.precision": 1, "b_cubed.recall": (4 / 3 + 1 / 3 + 4) / 7, "across.recall": 1 / 2},
                id="not joined across articles",
            ),
            pytest.param(
                "ab.aue-",
                {"matched": 5 / 7, "b_cubed.precision": 1, "b_cubed.recall": (4 / 3 + 1 / 3 + 1 + 1) / 7}
                | {"across.precision": 1, "across.recall": 1 / 2},
                id="those without an entity stand alone",
            ),
            pytest.param(".......", {"matched": 0, "b_cubed.precision": 1, "across.f1": 0}, id="nothing found"),
        ],
    )
    def test_figures(self, entities: str, expected: dict[str, float]) -> None:
        figures = score_identity(self.gold, self.predicted(entities))
        assert (figures["articles"], figures["gold"], figures["entities"]) == (3, 7, 3)
        assert {name: figures[name] for name in expected} == pytest.approx(expected)

    @pytest.mark.parametrize(
        ("words", "label", "expected"),
        [
            pytest.param("Ana Ruiz", "PERSON", 1, id="inside, with a label that fits"),
            pytest.param("Ruiz", "PERSON", 1, id="a short part"),
            pytest.param("Ruiz", "GPE", 0, id="a short part of another type"),
            pytest.param("Mayor Ana", "GPE", 1, id="half of it, of any type"),
        ],
    )
    def test_which_mention_a_gold_one_has(self, words: str, label: str, expected: float) -> None:
        text = "Mayor Ana Ruiz left."
        gold = {"a": {"text": text, "mentions": [at(text, "Mayor Ana Ruiz", entity="x", type="PER")]}}
        figures = score_identity(gold, {"a": [at(text, words, label=label, entity_id="p")]})
        assert figures["matched"] == expected

    @pytest.mark.parametrize(
        ("left_out", "n"),
        [({"entity": None}, 0), ({"type": "LOC"}, 0), ({}, 1)],
        ids=["without an entity", "places", "people"],
    )
    def test_which_gold_mentions_count(self, left_out: dict[str, Any], n: int) -> None:
        mention = {"start": 0, "end": 8, "entity": "x", "type": "PER"} | left_out
        figures = score_identity({"b": {"text": ARTICLES["b"], "mentions": [mention]}}, {})
        assert figures["gold"] == n
        assert "across.f1" not in figures

    @pytest.mark.parametrize(
        ("she", "expected"),
        [("a", 1), ("u", 0), (None, 0)],
        ids=["as the names", "another", "unresolved"],
    )
    def test_pronouns_go_with_the_names_of_their_article(self, she: str | None, expected: float) -> None:
        text = ARTICLES["a"]
        pronoun = within(text, "and she", "she", entity=ANA, type="PER", coref=True)
        gold = self.gold | {"a": {"text": text, "mentions": [*self.gold["a"]["mentions"], pronoun]}}
        predicted = self.predicted("aauauee")
        predicted["a"].append(pronoun | {"label": "PERSON", "entity_id": she})
        figures = score_identity(gold, predicted)
        assert (figures["anaphora"], figures["gold"], figures["b_cubed.f1"]) == (expected, 7, 1)

    def test_pronouns_of_nobody_named_are_left_out(self) -> None:
        text = "She left."
        gold = {"a": {"text": text, "mentions": [at(text, "She", entity="x", type="PER", coref=True)]}}
        assert "anaphora" not in score_identity(gold, {})

    def test_same_words_are_what_to_beat(self) -> None:
        figures = score_identity(self.gold, same_words(self.gold))
        assert figures["matched"] == 1
        assert figures["b_cubed.precision"] == pytest.approx(6 / 7)  # Ruiz and Ruiz are two
        lines = lay_out("identity", "x", figures, {"same words": {"b_cubed.f1": 0.5}})
        assert lines[0] == "identity, x: 3 articles, 7 gold, 3 entities"
        assert [line.split()[-3:] for line in lines if "same words" in line] == [["same", "words", "50.0"]]


class TestNamesAmongCandidates:
    text = "Ana Ruiz of the Transport Board met US troops in northern Peru."

    @pytest.mark.parametrize(
        ("words", "more", "counts"),
        [
            pytest.param("Ana Ruiz", {"type": "Person", "confidence": 1}, True, id="accepted"),
            pytest.param("Ana Ruiz", {"type": "Person", "confidence": 0.5}, True, id="by half of the annotators"),
            pytest.param("Ana Ruiz", {"type": "Person", "confidence": 0}, False, id="rejected"),
            pytest.param("troops", {"type": "Organisation", "confidence": 1}, False, id="a description"),
            pytest.param("northern Peru", {"type": "Location", "confidence": 1}, True, id="with a capital inside"),
            pytest.param("US", {"type": "Nationality", "confidence": 1}, False, id="another type"),
            pytest.param("troops", {"type": "Organisation"}, True, id="gold that knows no confidence is no candidate"),
        ],
    )
    def test_which_count(self, words: str, more: dict[str, Any], counts: bool) -> None:
        gold = {"a": {"text": self.text, "entities": [at(self.text, words, **more)]}}
        assert score_names(gold, {})["gold"] == counts

    @pytest.mark.parametrize(
        ("words", "label", "exact", "loose"),
        [
            pytest.param("northern Peru", "GPE", 1, 1, id="the same span"),
            pytest.param("Peru", "GPE", 0, 1, id="overlapping"),
            pytest.param("Peru", "ORG", 0, 0, id="another type"),
            pytest.param("Transport", "GPE", 0, 0, id="elsewhere"),
        ],
    )
    def test_loose(self, words: str, label: str, exact: float, loose: float) -> None:
        entities = [at(self.text, "northern Peru", type="LOC"), at(self.text, "Ana Ruiz", type="PER")]
        rows = [at(self.text, words, type=label), at(self.text, "Ana Ruiz", type="PERSON")]
        figures = score_names({"a": {"text": self.text, "entities": entities}}, {"a": rows})
        assert (figures["all.recall"], figures["loose.recall"]) == ((1 + exact) / 2, (1 + loose) / 2)

    def test_each_side_is_used_once(self) -> None:
        entities = [at(self.text, "Ana", type="PER"), at(self.text, "Ruiz", type="PER")]
        rows = [at(self.text, "Ana Ruiz", type="PERSON")]
        figures = score_names({"a": {"text": self.text, "entities": entities}}, {"a": rows})
        assert (figures["loose.precision"], figures["loose.recall"]) == (1, 0.5)


class TestAgreementWithTheCorpora:
    """Predictions are gold, spoilt at random; every figure must be the same, digit by digit."""

    @pytest.mark.parametrize("name", ["geowebnews-dev", "trnews-dev", "conll-metonymy-dev", "relocar-dev"])
    def test_places(self, name: str) -> None:
        gold, dice = gold_rows(f"places/{name}"), random.Random(name)
        predicted: dict[str, Rows] = {}
        for key, row in gold.items():
            spoilt = [place for place in row["places"] if dice.random() > 0.1]
            predicted[key] = [
                {
                    "start": max(0, place["start"] + dice.randint(-4, 4)),
                    "end": place["end"] + dice.randint(-3, 3),
                    "label": dice.choice(["GPE", "PERSON", "NORP", "ORG"]),
                    "form": dice.choice([place.get("form"), *FORMS, "nominal"]),
                    "iso_alpha2": dice.choice([place.get("country"), place.get("country"), "FR", None]),
                }
                for place in [*spoilt, *spoilt[::3]]
            ]
        agree(scorer("score_places").score(gold, predicted), score_places(gold, predicted))

    @pytest.mark.parametrize("name", ["reuters2020-dev", "aida-conll-dev", "newsfair-dev"])
    def test_identity(self, name: str) -> None:
        gold, dice = gold_rows(f"identity/{name}"), random.Random(name)
        predicted: dict[str, Rows] = {}
        for key, row in gold.items():
            spoilt = [mention for mention in row["mentions"] if dice.random() > 0.1]
            predicted[key] = [
                {
                    "start": max(0, mention["start"] + dice.randint(-2, 6)),
                    "end": mention["end"] + dice.randint(-3, 3),
                    "label": dice.choice(["PERSON", "ORG", "GPE"]),
                    "entity_id": dice.choice([mention["entity"], mention["entity"], mention["text"], None]),
                }
                for mention in [*spoilt, *spoilt[::3]]
            ]
        theirs = scorer("score_identity")
        agree(theirs.score(gold, predicted, {"PER", "ORG"}), score_identity(gold, predicted))
        agree(theirs.score(gold, theirs.same_words(gold), {"PER", "ORG"}), score_identity(gold, same_words(gold)))

    def test_names_loosely(self) -> None:
        gold, dice = gold_rows("entities/worldwide-dev"), random.Random(1)
        predicted = {
            key: [
                item | {"start": max(0, item["start"] + dice.randint(-9, 9)), "end": item["end"] + dice.randint(0, 9)}
                for item in row["entities"]
                if dice.random() > 0.2
            ]
            for key, row in gold.items()
        }
        wrapped = {key: {"entities": rows} for key, rows in predicted.items()}
        theirs = scorer("score_mentions").score(gold, wrapped, loose=True)["all"]
        agree({"loose": theirs} | scorer("score_mentions").score(gold, wrapped), score_names(gold, predicted))

    def test_names_among_candidates(self) -> None:
        gold = gold_rows("entities/re3d-train")
        kept = {
            key: row | {"entities": [item for item in row["entities"] if self.is_name(item)]}
            for key, row in gold.items()
        }
        predicted = {key: row["entities"][::2] for key, row in gold.items()}
        wrapped = {key: {"entities": rows} for key, rows in predicted.items()}
        theirs = scorer("score_mentions").score(kept, wrapped, loose=True)["all"]
        agree({"loose": theirs} | scorer("score_mentions").score(kept, wrapped), score_names(gold, predicted))

    def is_name(self, item: dict[str, Any]) -> bool:
        is_accepted = item["confidence"] >= 0.5 and item["text"] != item["text"].lower()
        return is_accepted and item["type"] in ("Person", "Organisation", "Location")
