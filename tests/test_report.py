"""The report's page: what it carries, what it leaves out, and that nothing of the texts becomes markup."""

import base64
import hashlib
import json
import re
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_tables import HOSTILE, result_of
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import ResultError
from pipeline.report import write_report
from pipeline.report.choice import choose
from pipeline.report.columns import coded
from pipeline.report.offsets import Utf16, visible
from pipeline.report.page import SCRIPTS, STYLES

PACKAGE = Path(__file__).resolve().parent.parent / "pipeline" / "report"


@pytest.fixture
def result(tmp_path):
    return result_of(tmp_path / "tables", articles=4, statements=3)


def page(result, tmp_path, **options):
    out = tmp_path / "report.html"
    write_report(result, out, **options)
    return out.read_text("utf-8")


def carried(html, block="data"):
    packed = re.search(rf'<script type="text/plain" id="{block}">([^<]*)</script>', html)[1]
    return json.loads(zlib.decompress(base64.b64decode(packed)))


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


# ---- what it carries ----


def test_statements_are_at_their_place_in_the_source(result, tmp_path):
    data = carried(page(result, tmp_path))
    said, articles = data["statements"], data["articles"]
    assert len(said["id"]) == 12
    for article, spans in zip(said["article"], said["spans"], strict=True):
        text = data["sources"]["text"][articles["source"][article]]
        units = text.encode("utf-16-le")
        assert units[2 * spans[0] : 2 * spans[1]].decode("utf-16-le").startswith("the harvest")


def test_the_same_tables_give_the_same_bytes(result, tmp_path):
    assert page(result, tmp_path) == page(result, tmp_path)


def test_all_entities_that_are_named_are_carried(result, tmp_path):
    entities = carried(page(result, tmp_path))["entities"]
    assert entities["id"] == ["p0", "p1", "p2", "p3", "p4", "p5", "NO", "GH", "FR"]
    assert entities["organization"] == [-1] * 9, "the Grain Board is named nowhere"


def test_what_was_refused_is_named(tmp_path):
    result = result_of(tmp_path / "tables", articles=1, statements=1, refused=["broken.txt"])
    data = carried(page(result, tmp_path))
    assert data["unread"] == [["broken.txt", "refused", "holds no text"]]
    assert data["run"]["unread"] == 1


@pytest.mark.parametrize("statements", [0, 1])
def test_a_result_with_next_to_nothing(tmp_path, statements):
    result = result_of(tmp_path / "tables", articles=statements, statements=statements)
    assert len(carried(page(result, tmp_path))["statements"]["id"]) == statements


# ---- the limit ----


def test_beyond_the_limit_the_newest_whole_articles_are_kept_and_the_rest_is_counted(result, tmp_path):
    written = write_report(result, tmp_path / "report.html", limit=7)
    assert written.left == (2, 2, 6)
    data = carried((tmp_path / "report.html").read_text("utf-8"))
    assert data["left"] == {"sources": 2, "articles": 2, "statements": 6}
    assert data["sources"]["name"] == ["article-2.txt", "article-3.txt"]


def sources(*sizes):
    return [{"source": f"s{i}", "text": "x" * size, "status": "read"} for i, size in enumerate(sizes)]


@pytest.mark.parametrize(
    ("dates", "limit", "chosen"),
    [
        (["2025-01-01", "2025-03-01", "2025-02-01"], 2, {"s1", "s2"}),
        ([None, "2025-03-01", None], 2, {"s0", "s1"}),
        ([None, None, None], 1, {"s0"}),
        ([None, None, None], 3, {"s0", "s1", "s2"}),
        (["2025-01-01", None, None], 0, {"s0"}),
    ],
    ids=["newest first", "undated last, by name", "undated by name", "all fit", "one is always kept"],
)
def test_which_sources_are_chosen(dates, limit, chosen):
    articles = [{"source": f"s{i}", "published": date} for i, date in enumerate(dates)]
    statements = [{"source": f"s{i}"} for i in range(3)]
    found, left = choose(sources(1, 1, 1), articles, statements, limit=limit)
    assert found == chosen
    assert (left is None) == (len(chosen) == 3)


# ---- nothing of the texts is markup ----


def test_hostile_text_stays_inside_the_packed_data(tmp_path):
    html = page(result_of(tmp_path / "tables", articles=4, statements=6, names=HOSTILE), tmp_path)
    names = carried(html)["entities"]["name"]
    assert [visible(name) for name in HOSTILE] == names[: len(HOSTILE)]
    tags = [tag for tag, _ in Elements(html).found]
    assert tags.count("script") == 3
    assert not {"img", "iframe", "object", "link", "base"} & set(tags)


@pytest.mark.parametrize("title", ["</title><script>x()</script>", "“News” & views", "{{ 7 * 7 }}"])
def test_the_title_is_escaped(result, tmp_path, title):
    html = page(result, tmp_path, title=title)
    assert [tag for tag, _ in Elements(html).found].count("script") == 3
    assert title not in html or "<" not in title


def test_the_policy_allows_the_pages_own_script_and_style_only(result, tmp_path):
    html = page(result, tmp_path)
    policy = next(attrs["content"] for tag, attrs in Elements(html).found if "http-equiv" in attrs)
    script = re.search(r"<script>(.*?)</script>", html, re.DOTALL)[1]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    for name, text in (("script-src", script), ("style-src", style)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_the_page_refers_to_nothing_outside(result, tmp_path):
    for tag, attrs in Elements(page(result, tmp_path)).found:
        assert "src" not in attrs, tag
        assert attrs.get("href", "#").startswith("#"), tag


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_put_text_in_as_text(name):
    script = (PACKAGE / "page" / name).read_text("utf-8")
    found = re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|createContextual", script
    )
    assert found == []


def test_every_script_and_style_is_used():
    files = {path.name for path in (PACKAGE / "page").iterdir()}
    assert files == {*SCRIPTS, *STYLES, "page.html"}


# ---- its parts ----


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\ttext\r\n", "plain\ttext\r\n"),
        ("a\u202eb", "a\ufffdb"),
        ("a\u2066b\u2069", "a\ufffdb\ufffd"),
        ("a\x00b\x1bc\x85", "a\ufffdb\ufffdc\ufffd"),
        ("naïve 🙂 שלום \u200f", "naïve 🙂 שלום \u200f"),
    ],
)
def test_visible(text, shown):
    assert visible(text) == shown


@given(st.text(), st.data())
def test_utf16_offsets_cut_the_same_words(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = Utf16(text).at
    units = text.encode("utf-16-le")
    assert units[2 * at(start) : 2 * at(end)].decode("utf-16-le") == text[start:end]


@given(st.lists(st.none() | st.text(max_size=2)))
def test_coded_columns_hold_the_values(values):
    column = coded(values)
    assert [column["d"][number] for number in column["i"]] == values
    assert len(set(column["d"])) == len(column["d"])


def test_outlines_have_every_country_of_the_tables_or_a_dot():
    outlines = json.loads((PACKAGE / "outlines.json").read_text("utf-8"))
    assert (PACKAGE / "outlines.json").stat().st_size < 300_000
    assert {"US", "RU", "XK", "TW", "PS", "SS", "NO", "FR"} <= set(outlines["paths"])
    assert {"SG", "MT", "VA", "PS"} <= set(outlines["dots"])
    assert set(outlines["dots"]) | set(outlines["paths"]) == set(outlines["centres"])
    assert "Natural Earth" in outlines["about"]


# ---- the command ----


def test_the_command(result, tmp_path):
    done = CliRunner().invoke(app, ["report", str(result), "--out", str(tmp_path / "r.html"), "--limit", "7"])
    assert done.exit_code == 0, done.output
    assert "Left out: 6 statements of 2 articles" in done.output
    assert "6 statements of 2 articles" in done.output.splitlines()[-1]


@pytest.mark.parametrize("missing", ["no folder", "no place to write"])
def test_what_cannot_be_is_told_in_one_line(result, tmp_path, missing):
    folder, out = (
        (tmp_path / "none", tmp_path / "r.html") if missing == "no folder" else (result, tmp_path / "f" / "r.html")
    )
    (tmp_path / "f").write_text("a file, no folder")
    with pytest.raises(ResultError, match=r"give the folder|cannot be written") as told:
        write_report(folder, out)
    assert "\n" not in str(told.value)
    assert not out.exists()
