"""Which names of one article are one organization's."""

from __future__ import annotations

import pytest

from pipeline.ner.organizations import OrgName, fold_organizations


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
        pytest.param(["Bureau of Inland Waters", "(Ministry of Roads)"], id="bracket without acronym"),
    ],
)
def test_kept_apart(names: list[str]) -> None:
    assert len(fold(*names)) == len(names)
