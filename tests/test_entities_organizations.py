"""Which names of one article are one organization's."""

from __future__ import annotations

import pytest

from pipeline.ner.organizations import OrgName, fold_organizations, national_body


def fold(*names: str) -> list[tuple[str, str | None, list[str]]]:
    """Name, acronym and mentions of each organization; "(X)" stands in brackets after the name before it."""
    read = [OrgName(i, name.strip("()"), name.startswith("(")) for i, name in enumerate(names)]
    return [(org.name, org.acronym, [names[i] for i in org.mentions]) for org in fold_organizations(read)]


@pytest.mark.parametrize(
    ("names", "name", "acronym"),
    [
        pytest.param(["Northern Herders' League", "(NHL)", "NHL"], "Northern Herders' League", "NHL", id="stated"),
        pytest.param(["Partiya Rojava", "(KWR)", "KWR"], "Partiya Rojava", "KWR", id="stated, other letters"),
        pytest.param(["KWR", "(Partiya Rojava)", "KWR"], "Partiya Rojava", "KWR", id="stated, acronym first"),
        pytest.param(["Bureau of Inland Waters", "BIW"], "Bureau of Inland Waters", "BIW", id="initials"),
        pytest.param(["Department of Roads", "DoR"], "Department of Roads", "DoR", id="initials with small words"),
        pytest.param(["U.R.O.", "United Relief Office"], "United Relief Office", "U.R.O.", id="dots"),
        pytest.param(["Halvorsen", "Halvorsen Inc."], "Halvorsen Inc.", None, id="legal form"),
        pytest.param(["Open Harbour Alliance", "Alliance"], "Open Harbour Alliance", None, id="its last word"),
        pytest.param(["U.N. Harbour Council", "Harbour Council"], "U.N. Harbour Council", None, id="without whose"),
        pytest.param(["Halvorsen", "Halvorsen Semiconductor"], "Halvorsen Semiconductor", None, id="what it does"),
        pytest.param(["Halvorsen Group PLC", "Halvorsen’s"], "Halvorsen Group PLC", None, id="two legal forms"),
    ],
)
def test_one_organization(names: list[str], name: str, acronym: str | None) -> None:
    assert fold(*names) == [(name, acronym, names)]


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["Halvorsen Steel", "Halvorsen Shipping"], id="other words"),
        pytest.param(["Ministry of Roads", "BIW"], id="other initials"),
        pytest.param(["Harbour Alliance", "Teachers' Alliance", "Alliance"], id="the last word of two"),
        pytest.param(["Bureau of Inland Waters", "(Ministry of Roads)"], id="bracket without acronym"),
    ],
)
def test_kept_apart(names: list[str]) -> None:
    assert len(fold(*names)) == len(names)


def bodies(*names: tuple[str, str | None]) -> list[tuple[str, str | None, list[int]]]:
    """Name, country and mentions of each organization; the country is one whose name stands beside the mention."""
    read = [OrgName(i, name, owner=owner) for i, (name, owner) in enumerate(names)]
    return [(org.name, org.nation, org.mentions) for org in fold_organizations(read)]


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        pytest.param(
            [("Parliament", "IQ"), ("Parliament", "TR"), ("Turkish Parliament", None)],
            [("Parliament", "IQ", [0]), ("Turkish Parliament", "TR", [1, 2])],
            id="two countries' parliaments",
        ),
        pytest.param(
            [("Foreign Ministry", "IQ"), ("Foreign Ministry", None), ("Ministry of Foreign Affairs", None)],
            [("Ministry of Foreign Affairs", "IQ", [0, 1, 2])],
            id="whose it is said once",
        ),
        pytest.param(
            [("Foreign Ministry", None), ("Ministry", None), ("Trade Ministry", None), ("Ministry", None)],
            [("Foreign Ministry", None, [0, 1]), ("Trade Ministry", None, [2, 3])],
            id="the ministry is the last one named",
        ),
        pytest.param(
            [("Thai Court", None), ("Constitutional Court", "TH"), ("Court", None)],
            [("Constitutional Court", "TH", [0, 1, 2])],
            id="headline before the full name",
        ),
        pytest.param(
            [("Thai Court", None), ("Constitutional Court", None)],
            [("Constitutional Court", "TH", [0, 1])],
            id="whose it is said in the headline",
        ),
        pytest.param(
            [("Kenyan Bank", None), ("Central Bank", "UG")],
            [("Kenyan Bank", "KE", [0]), ("Central Bank", "UG", [1])],
            id="another country's",
        ),
        pytest.param(
            [("Foreign Ministry", "IQ"), ("Foreign Ministry", "TR"), ("Foreign Ministry", None), ("Ministry", None)],
            [("Foreign Ministry", "IQ", [0]), ("Foreign Ministry", "TR", [1, 2, 3])],
            id="of two countries' the last one named",
        ),
        pytest.param(
            [("Foreign Ministry", "IQ"), ("Foreign Ministry", "TR"), ("Ministry", "IQ"), ("Foreign Ministry", None)],
            [("Foreign Ministry", "IQ", [0, 2, 3]), ("Foreign Ministry", "TR", [1])],
            id="the last one named, by its country alone",
        ),
        pytest.param(
            [("Foreign Ministry", None), ("Foreign Ministry", "IQ"), ("Foreign Ministry", "TR")],
            [("Foreign Ministry", None, [0]), ("Foreign Ministry", "IQ", [1]), ("Foreign Ministry", "TR", [2])],
            id="nobody's before two countries'",
        ),
        pytest.param(
            [("U.N.", None), ("U.N. Security Council", None)],
            [("U.N.", None, [0]), ("U.N. Security Council", None, [1])],
            id="an acronym is not its council",
        ),
    ],
)
def test_national_bodies(names: list[tuple[str, str | None]], wanted: list[tuple[str, str | None, list[int]]]) -> None:
    assert bodies(*names) == wanted


@pytest.mark.parametrize(
    ("names", "nations"),
    [
        pytest.param([(None, "NO"), ("DK", "NO"), (None, "NO")], ["NO", "DK"], id="before another country's"),
        pytest.param([(None, "NO"), (None, "NO")], [None], id="a dateline alone says nothing"),
        pytest.param([(None, None), ("DK", "NO")], ["DK"], id="a headline stands before the dateline"),
    ],
)
def test_the_dateline_tells_whose_body_is_meant(
    names: list[tuple[str | None, str | None]], nations: list[str | None]
) -> None:
    read = [OrgName(i, "Foreign Ministry", owner=owner, home=home) for i, (owner, home) in enumerate(names)]
    assert [org.nation for org in fold_organizations(read)] == nations


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Iraqi Foreign Ministry", (("foreign", "ministry"), "IQ")),
        ("National Security Council", (("council", "national", "security"), None)),
        ("Iran's Security Council", (("council", "security"), "IR")),
        ("Security Council", None),
        ("Bank of Norway", None),
    ],
)
def test_whose_name_says_nothing_of_whose_it_is(name: str, wanted: tuple[tuple[str, ...], str | None] | None) -> None:
    assert national_body(name) == wanted
