"""One thing said, however often it was reported: which contents are plainly the same claim, and the ledger of them."""

import random

import pytest

from pipeline.export.claims import claim_of, same_claim, stem_of
from pipeline.export.utterances import BLOCK, UtteranceLedger
from pipeline.records import Article, Span, Statement

SAME = {
    "to the letter": ("the dam will be finished", "the dam will be finished"),
    "case, marks and hyphens": ("The dam will be finished.", "“the dam will be finished”"),
    "tense": ("the dam will be finished in May", "the dam would be finished in May"),
    "person": ("I will never leave my village", "he would never leave his village"),
    "part of a longer quotation": ("“We lost the mine. It was a shameful night for us all.”", "“a shameful night”"),
    "one sentence of several": (
        "“The talks went well. We will sign the fishing accord in Lima on Friday. Then we rest.”",
        "they would sign the fishing accord on Friday",
    ),
    "a headline": ("the bridge across the fjord will be open by 2030", "Bridge Open by 2030"),
    "a detail less": (
        "the ministry will hire 300 nurses for rural clinics",
        "the ministry would hire 300 nurses",
    ),
    "number in words": ("three ships carried grain to the port", "3 ships carried grain to the port"),
    "thousands with and without comma": ("the mine lost 1,200 workers last year", "the mine lost 1200 workers"),
    "percent and per cent": ("prices rose by 5 percent in May", "prices rose by 5 per cent in May"),
    "a country and its capital": (
        "Peru will never negotiate under pressure",
        "Lima would never negotiate under pressure",
    ),
    "a country and its adjective": (
        "Chilean ships attacked a harbour at night",
        "Chile's ships attacked a harbour at night",
    ),
    "a country by its letters": (
        "the United States must lift its sanctions on grain",
        "the U.S. must lift its sanctions on grain",
    ),
    "irregular verb": ("the union chose a new leader in secret", "the union has chosen a new leader in secret"),
    "plural": ("the company sold its oil fields in the north", "the company sold its oil field in the north"),
    "contraction": ("“We won't accept the new border”", "it would not accept the new border"),
    "never for not": ("the army will not enter the old city", "the army would never enter the old city"),
    "refusing for not": ("the council will not fund the stadium", "the council refused to fund the stadium"),
    "an empty word more": ("the harbour is really in very bad shape", "the harbour is in bad shape"),
    "one word of a long claim": (
        "the railway between the mine and the harbour will cost too much money for everybody",
        "the planned railway between the mine and the harbour will cost too much money",
    ),
    "the month and the verb": ("the mine may close in May", "the mine might close in May"),
    "another clause denies": (
        "“The bridge will open on Friday morning, and nobody will drown again”",
        "the bridge would open on Friday morning",
    ),
    "must and should": ("the governor must resign at once", "the governor should resign at once"),
}

APART = {
    "another claim": ("the dam will be finished", "the bridge was a mistake"),
    "another number": ("the army lost 40 soldiers", "the army lost 60 soldiers"),
    "another number in words": ("two ships carried grain to the port", "three ships carried grain to the port"),
    "a number that the fuller one lacks": (
        "the ministry will hire many nurses for rural clinics in the north",
        "the ministry would hire 300 nurses for rural clinics",
    ),
    "another name": ("the union will meet Alma Soto on Friday", "the union will meet Jan Berg on Friday"),
    "another country": ("Peru will buy ten new ships", "Chile will buy ten new ships"),
    "another day": ("the court will hear the case on Monday", "the court will hear the case on Friday"),
    "denied": ("the army will enter the old city", "the army will not enter the old city"),
    "denied by never": ("we have attacked the harbour", "we have never attacked the harbour"),
    "denied by refusing": ("the council will fund the stadium", "the council refused to fund the stadium"),
    "part of a denied one": ("“We will not accept the new border”", "“accept the new border”"),
    "denied by a contraction": ("“We won't sign the fishing accord”", "“sign the fishing accord”"),
    "may and will": ("the dam may burst in the spring", "the dam will burst in the spring"),
    "must and will": ("the governor must resign at once", "the governor will resign at once"),
    "rise and fall": (
        "oil prices will rise across the whole region next winter",
        "oil prices will fall across the whole region next winter",
    ),
    "more and less": ("the farmers will get more water in summer", "the farmers will get less water in summer"),
    "before and after": ("the army will leave before the election", "the army will leave after the election"),
    "accepted and rejected": (
        "the parliament accepted the budget of the new coalition",
        "the parliament rejected the budget of the new coalition",
    ),
    "who did it to whom": ("Peru attacked Chile at night", "Chile attacked Peru at night"),
    "few words in common": (
        "the harbour needs money, ships, workers, cranes and a great many other things",
        "workers need money",
    ),
    "one content word": ("the vote was a disgrace for the country", "a disgrace"),
    "words scattered": (
        "people want water, the mine wants silence and the governor wants peace after a long war",
        "the people want peace",
    ),
    "one word put for another": (
        "the railway between the mine and the harbour will cost too much money",
        "the railway between the mine and the desert will cost too much money",
    ),
    "two new words": (
        "the railway will cost too much money for the region",
        "the railway will cost too much sweat and blood for the region",
    ),
    "nothing but grammar": ("we will", "they would not"),
    "empty": ("", ""),
}


def alike(one: str, other: str, *, in_one_article: bool = False) -> bool:
    claims = sorted((claim_of(one), claim_of(other)), key=lambda claim: -len(claim.content))
    return same_claim(*claims, in_one_article=in_one_article) > 0


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_plainly_the_same_claim(one, other):
    assert alike(one, other)


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART.keys())
def test_kept_apart(one, other):
    assert not alike(one, other)
    assert not alike(other, one)


def test_within_an_article_two_words_of_a_headline_are_enough():
    said, headline = "the governor will close the mine", "Mine to Close"
    assert alike(said, headline, in_one_article=True)
    assert not alike(said, headline)


@pytest.mark.parametrize(
    "forms",
    [
        ("promise", "promises", "promised", "promising"),
        ("plan", "plans", "planned", "planning"),
        ("carry", "carries", "carried", "carrying"),
        ("agree", "agrees", "agreed", "agreeing"),
        ("sell", "sold", "selling"),
        ("rise", "rose", "risen", "rising"),
        ("worker", "workers", "worker's"),
        ("child", "children"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem_of(form) for form in forms}) == 1


# ---- the ledger

ROW = (
    "utterance_id", "speaker_id", "speaker", "content", "said_on", "n_statements", "n_articles", "n_independent",
    "first_published", "wordings",
)  # fmt: skip


def report(
    content: str,
    number: int,
    *,
    speaker: str | None = "p1",
    article: str = "",
    published: str | None = "2024-03-04",
    original: str | None = None,
    **more: object,
) -> tuple[Statement, Article, str | None]:
    """Statement ``number`` of an article of its own, unless one is given."""
    told = Statement(
        statement_id=f"s{number:04}",
        content_spans=(Span(0, 1),),
        content=content,
        kind=str(more.pop("kind", "indirect")),
        act=str(more.pop("act", "states")),
        rule="clause",
        sentence=0,
        speaker_id=speaker,
        speaker=f"Name of {speaker}" if speaker else None,
        **more,
    )
    where = article or f"a{number:04}"
    return told, Article(where, f"{where}.txt", 1, Span(0, 1), None, (), published=published), original


def utterances(folder, reports) -> tuple[dict[str, str], list[dict]]:
    """Utterance by statement, and the rows."""
    ledger = UtteranceLedger(folder)
    for statement, article, original in reports:
        ledger.add(statement, article, original=original)
    ledger.group()
    found = dict(ledger.in_order())
    rows = [dict(zip(ROW, row, strict=True)) for row in ledger.rows()]
    ledger.close()
    return found, rows


DAM = "the dam will be finished before the rains"

JOINED = {
    "over articles": (report(DAM, 1), report(DAM, 2)),
    "headline, lead and quotation": (
        report("Dam Finished Before Rains", 1, article="a"),
        report("the dam would be finished before the rains", 2, article="a"),
        report("“The dam will be finished before the rains, and nobody will go thirsty”", 3, article="a"),
    ),
    "next day": (report(DAM, 1), report("the dam would be finished before rains", 2, published="2024-03-05")),
    "no date": (report(DAM, 1), report("the dam would be finished before rains", 2, published=None)),
    "long words a year later": (
        report("nobody in this valley will ever drink water from that poisoned river again", 1),
        report("Nobody in this valley will ever drink water from that poisoned river again", 2, published="2025-03-05"),
    ),
    "said the same day, told in two ways": (
        report(DAM, 1, said_on="2024-03-03"),
        report("the dam would be finished before rains", 2, said_on="2024-03-04"),
    ),
    "both denied": (
        report("he sold the mine to Chile", 1, act="denies"),
        report("he had sold the mine to Chile", 2, act="denies"),
    ),
}

SEPARATE = {
    "other speakers": (report(DAM, 1), report(DAM, 2, speaker="p2")),
    "nobody named": (report(DAM, 1, speaker=None), report(DAM, 2, speaker=None)),
    "nobody named, in one article": (
        report(DAM, 1, speaker=None, article="a"),
        report(DAM, 2, speaker=None, article="a"),
    ),
    "told and not told": (report(DAM, 1), report(DAM, 2, negated=True)),
    "told and denied": (report(DAM, 1), report(DAM, 2, act="denies")),
    "told and asked": (report(DAM, 1), report(DAM, 2, act="asks")),
    "short words a year later": (
        report("the dam is lost", 1),
        report("the dam is lost", 2, published="2025-03-05"),
    ),
    "like words a month later": (
        report(DAM, 1),
        report("the dam would be finished before rains", 2, published="2024-04-12"),
    ),
    "like words of another day": (
        report(DAM, 1, said_on="2024-03-01"),
        report("the dam would be finished before rains", 2, said_on="2024-03-04"),
    ),
    "other claims": (report(DAM, 1), report("the bridge was a costly mistake", 2)),
}


@pytest.mark.parametrize("reports", JOINED.values(), ids=JOINED.keys())
def test_one_utterance(tmp_path, reports):
    found, rows = utterances(tmp_path, reports)
    assert len(set(found.values())) == len(rows) == 1
    assert rows[0]["n_statements"] == len(reports)


@pytest.mark.parametrize("reports", SEPARATE.values(), ids=SEPARATE.keys())
def test_several_utterances(tmp_path, reports):
    found, rows = utterances(tmp_path, reports)
    assert len(set(found.values())) == len(rows) == len(reports)


def test_in_copies_of_one_story_the_same_words_of_somebody_unnamed_are_one_utterance(tmp_path):
    copies = (
        report(DAM, 1, speaker=None, article="a", original="a"),
        report(DAM, 2, speaker=None, article="a", original="a"),
        report(DAM.upper(), 3, speaker=None, article="b", original="a"),
        report("nobody had asked the farmers", 4, speaker=None, article="b", original="a"),
        report(DAM, 5, speaker=None, article="c", original="d"),
    )
    found, rows = utterances(tmp_path, copies)
    assert found["s0001"] == found["s0003"]
    assert len(set(found.values())) == len(rows) == 4
    assert [row["n_independent"] for row in rows] == [1, 1, 1, 1]


def test_row_of_an_utterance(tmp_path):
    reports = (
        report("Dam Finished Before Rains", 1, article="a"),
        report("“The dam will be finished before the rains, Inshallah”", 2, article="a", kind="direct"),
        report("the dam would be finished before rains", 3, published="2024-03-03", said_on="2024-03-02"),
        report("the dam would be finished before rains", 4, published="2024-03-05", original="a0003"),
    )
    found, (row,) = utterances(tmp_path, reports)
    assert row == {
        "utterance_id": found["s0001"],
        "speaker_id": "p1",
        "speaker": "Name of p1",
        "content": "“The dam will be finished before the rains, Inshallah”",
        "said_on": "2024-03-02",
        "n_statements": 4,
        "n_articles": 3,
        "n_independent": 2,
        "first_published": "2024-03-03",
        "wordings": [
            "the dam would be finished before rains",
            "Dam Finished Before Rains",
            "“The dam will be finished before the rains, Inshallah”",
        ],
    }


def test_without_a_quotation_the_most_typical_wording_stands_for_all(tmp_path):
    often = "the dam would be finished before rains"
    reports = (report(f"{DAM} of the coming summer", 1), report(often, 2), report(often, 3))
    _, (row,) = utterances(tmp_path, reports)
    assert row["content"] == often


def many(n: int) -> list[tuple[Statement, Article, str | None]]:
    """Reports of ``n`` claims, each told in three ways."""
    things = ("dam", "bridge", "harbour", "railway", "stadium", "hospital", "museum", "tunnel")
    deeds = ("open", "close", "burn", "sell", "flood", "paint", "guard", "rent")
    places = ("the north", "the valley", "the old town", "the delta", "the desert", "the island")
    found = []
    for number in range(n):
        thing, deed = things[number % 8], deeds[number // 8 % 8]
        where, day = places[number // 64 % 6], f"2024-03-{1 + number // 384 % 28:02}"
        fuller = f"we will {deed} the {thing} in {where} with {number // 384 + 2} others"
        for way, text in enumerate((fuller, f"it would {deed} the {thing} in {where}", f"“{fuller}, my friends”")):
            found.append(report(text, 3 * number + way, published=day, speaker=f"p{number % 3}"))
    return found


def test_ids_do_not_depend_on_the_order_of_input(tmp_path):
    reports = many(200)
    first = utterances(tmp_path, reports)
    random.Random(7).shuffle(reports)
    assert utterances(tmp_path, reports) == first


def test_the_id_of_an_utterance_stays_when_others_are_added(tmp_path):
    before, _ = utterances(tmp_path, [report(DAM, 1)])
    after, _ = utterances(tmp_path, [report(DAM, 1), *many(50), report(DAM, 900, published="2024-03-06")])
    assert after["s0001"] == before["s0001"] == after["s0900"]


def test_every_statement_is_counted_once(tmp_path):
    reports = many(300)
    found, rows = utterances(tmp_path, [*reports, *reports[:10]])
    assert sum(row["n_statements"] for row in rows) == len(reports) == len(found)
    assert {row["utterance_id"] for row in rows} == set(found.values())


def test_one_speaker_may_say_more_than_is_compared_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.export.utterances.BLOCK", 50)
    reports = [report(f"claim {number} of the harbour was settled at noon", number) for number in range(175)]
    found, rows = utterances(tmp_path, [*reports, report("claim 3 of the harbour was settled at noon", 999)])
    assert len(rows) == 175
    assert found["s0003"] == found["s0999"]
    assert BLOCK > 50


def test_without_statements_there_are_no_utterances(tmp_path):
    ledger = UtteranceLedger(tmp_path)
    ledger.group()
    assert list(ledger.in_order()) == []
    assert list(ledger.rows()) == []
    ledger.close()
    assert list(tmp_path.iterdir()) == []
