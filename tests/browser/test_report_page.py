"""The report as people use it, in a real browser."""

import csv
import json
import time

import pytest

pytestmark = pytest.mark.browser

VIEWS = {
    "overview": "",
    "statements": "statements",
    "a statement": "statements?act=accuses&s=s0-1",
    "people": "people",
    "countries": "countries",
    "organizations": "organizations",
    "a person": "entity/p1",
    "a country": "entity/NO",
    "network": "links",
    "matrix": "links?as=matrix",
    "map": "map",
    "articles": "articles",
    "an article": "article/a0?s=s0-1",
    "about": "about",
    "nothing found": "statements?q=zebra",
    "not here": "entity/nobody",
}
ENTER, ESCAPE, DOWN, RIGHT, TAB = "\ue007", "\ue00c", "\ue015", "\ue014", "\ue004"


def views(*left_out):
    return pytest.mark.parametrize("view", [VIEWS[name] for name in VIEWS if name not in left_out],
                                   ids=[name for name in VIEWS if name not in left_out])  # fmt: skip


# ---- it opens, alone ----


def test_it_opens_from_disk_without_a_request_or_an_error(report):
    report.driver.get_log("performance")
    report.open()
    for view in VIEWS.values():
        report.go(view)
    events = [json.loads(entry["message"])["message"] for entry in report.driver.get_log("performance")]
    asked = {e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"}
    assert {url.split(":")[0] for url in asked} <= {"file", "about", "blob", "data"}
    assert report.errors() == []


def test_ten_thousand_statements_are_ready_in_a_second_and_a_half(large):
    ready = min(int(large.open().run("return document.documentElement.dataset.ready")) for _ in range(3))
    assert large.texts(".tiles b")[0] == "10,000"
    assert ready < 1500


def test_ten_thousand_statements_are_searched_while_one_types(large):
    large.open("statements")
    took = large.run(
        "const start = performance.now();"
        "location.hash = '#/statements?q=%22field%203%20of%22';"
        "const drawn = (then) => requestAnimationFrame(() => requestAnimationFrame(then));"
        "return new Promise((done) => drawn(() => done(performance.now() - start)))"
    )
    assert large.texts("h1")[0].startswith("500 statements")
    assert len(large.all(".statement")) == 40
    assert took < 1000


@views()
@pytest.mark.parametrize("width", [360, 900, 1440])
def test_nothing_is_wider_than_the_page(report, view, width):
    report.at(view, width=width)
    assert report.run("return document.documentElement.scrollWidth") <= width


# ---- finding ----


def test_search_finds_people_by_keyboard(report):
    report.open()
    report.press("/")
    assert report.focused.get_attribute("id") == "search"
    report.press("mens")
    assert report.texts("#found li")[0].startswith("Bola Mensah")
    report.press(DOWN, ENTER)
    assert report.hash == "#/entity/p1"
    assert report.texts("h1") == ["Bola Mensah"]
    assert report.focused.tag_name == "h1"


def test_escape_leaves_the_search(report):
    report.open()
    report.press("/")
    report.press("norway")
    report.press(ESCAPE)
    assert report.run("return document.getElementById('found').hidden")
    assert report.focused.get_attribute("value") == ""


@pytest.mark.parametrize(
    ("query", "number"),
    [('"field 3" harvest', 12), ('"field 3 of singapore"', 12), ('"field of"', 0), ("HARVEST mensah norway", None)],
    ids=["all words", "a phrase", "no such phrase", "case, names and words"],
)
def test_search_finds_words(report, query, number):
    report.open()
    report.press("/")
    report.press(query, ENTER)
    shown = int(report.texts("h1")[0].split()[0])
    assert shown == number if number is not None else 0 < shown < 60


def test_filters_are_in_the_address_and_survive_a_reload_and_going_back(report):
    report.open("statements")
    report.run(
        "const s = [...document.querySelectorAll('select')].find((e) => e.textContent.includes('Any act'));"
        "s.value = 'denies'; s.dispatchEvent(new Event('change'))"
    )
    report.settle()
    assert report.hash == "#/statements?act=denies"
    first = report.texts("h1")
    assert first == ["12 statements of 60"]
    assert set(report.texts(".statement .mark:first-child")) == {"denies"}
    report.driver.refresh()
    report.wait("return document.documentElement.dataset.ready")
    assert report.texts("h1") == first
    report.click(".statement .entity")
    report.driver.back()
    report.settle()
    assert report.texts("h1") == first


def test_words_are_filtered_while_they_are_typed(report):
    report.open("statements")
    report.click("#words")
    report.press('"field 4 of')
    assert report.texts("h1") == ["12 statements of 60"]
    assert report.focused.get_attribute("id") == "words"
    report.press(' norway"')
    assert report.focused.get_attribute("value") == '"field 4 of norway"'
    assert report.hash == '#/statements?q="field+4+of+norway"'


# ---- reading ----


def test_a_statement_leads_to_its_passage_in_context(report):
    report.open("entity/p1")
    words = report.texts(".statement-content")[0]
    report.click(".statement-content")
    assert "speaker=p1" in report.hash
    assert report.text(".pane mark") == words
    assert report.texts(".pane .who") == ["Bola Mensah"]
    assert report.texts(".pane .cue") == ["said"]
    report.click(".pane-foot .button")
    assert report.hash.startswith("#/article/")
    assert report.text(".article-text mark") == words


def test_furniture_is_greyed_and_can_be_hidden(report):
    report.open("article/a0")
    assert report.texts(".is-out") == ["share🙂 Share this"]
    assert report.one(".is-out").is_displayed()
    report.click(".legend input")
    assert not report.one(".is-out").is_displayed()
    report.click(".legend input")


def test_statements_are_stepped_through_by_keys(report):
    report.open("statements")
    report.press("j")
    report.press("j")
    assert "s=s0-1" in report.hash
    assert report.text(".pane mark") == report.texts(".statement-content")[1]
    report.press("k")
    assert "s=s0-0" in report.hash
    report.press(ESCAPE)
    assert "s=" not in report.hash.split("?")[-1]
    assert not report.all(".pane")
    assert report.focused.get_attribute("class") == "statement-content"


def test_on_a_phone_the_passage_lies_over_the_list(report):
    report.open("statements", width=360)
    report.click(".statement-content")
    assert report.one("dialog.over").is_displayed()
    report.press(ESCAPE)
    assert not report.all("dialog.over")
    assert "s=" not in report.hash.split("?")[-1]


def test_all_that_can_be_clicked_is_reached_by_tab_with_its_focus_seen(report):
    report.open("people")
    seen = []
    for _ in range(20):
        report.driver.switch_to.active_element.send_keys(TAB)
        focused = report.focused
        style = report.run("return getComputedStyle(arguments[0]).outlineStyle", focused)
        seen.append((focused.tag_name, style))
    assert all(style != "none" for _, style in seen)
    assert ("input", "solid") in seen or ("input", "auto") in seen


# ---- who on whom, map ----


def test_a_cell_of_the_matrix_leads_to_as_many_statements(report):
    report.open("links?as=matrix")
    number = report.texts(".matrix td a")[0]
    report.click(".matrix td a")
    assert report.texts("h1")[0].split()[0] == number


def test_the_network_is_the_same_each_time_and_answers_keys(report):
    places = "return [...document.querySelectorAll('.node')].map((n) => n.getAttribute('transform')).join()"
    first = report.open("links").run(places)
    assert first == report.open("links").run(places)
    report.run("document.querySelector('.node').focus()")
    report.press(RIGHT)
    report.press(ENTER)
    assert len(report.all(".node[aria-pressed='true']")) == 1
    assert report.texts(".side h3") == ["Talks about", "Talked about by"]


def test_the_map_links_countries_to_what_was_said(report):
    report.open("map?show=about")
    assert sorted(report.run("return [...document.querySelectorAll('.map a title')].map((t) => t.textContent)")) == [
        "France: 12 statements", "Ghana: 12 statements", "Norway: 24 statements", "Singapore: 12 statements",
    ]  # fmt: skip
    report.run("document.querySelector('.map a').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    report.settle()
    assert report.hash.startswith("#/statements?about=")


# ---- looks ----


def test_the_theme_is_the_systems_until_another_is_chosen(report):
    colour = "return getComputedStyle(document.body).backgroundColor"
    light, dark = report.open(theme="light").run(colour), report.open(theme="dark").run(colour)
    assert light != dark
    report.open(theme="dark")
    report.click("#theme")
    assert report.run(colour) == light
    report.click("#theme")
    assert report.run(colour) == dark
    report.click("#theme")


def test_on_paper_there_is_no_navigation(report):
    report.open("statements", media="print")
    assert not report.one(".top nav").is_displayed()
    assert not report.one(".filter-bar").is_displayed()
    assert report.one(".statement").is_displayed()
    report.open()


@views()
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(report, view, theme):
    assert report.at(view, theme=theme).faults() == []


@views("countries", "organizations", "not here")
def test_axe_finds_nothing_serious_on_a_phone(report, view):
    assert report.at(view, width=360).faults() == []


# ---- hostile text, limits, emptiness ----


@views()
def test_hostile_text_does_not_run(hostile, view):
    hostile.at(view)
    assert "run" not in hostile.run("return document.title").replace(" · ", "").split()
    assert not hostile.run("return document.title").startswith("run")
    assert hostile.run("return document.querySelectorAll('img, iframe, object, embed, main script').length") == 0
    assert hostile.run("return [...document.querySelectorAll('*')].filter((e) => [...e.attributes].some("
                       "(a) => a.name.startsWith('on'))).length") == 0  # fmt: skip
    targets = hostile.run(
        "return [...document.querySelectorAll('a')].map((a) => a.getAttribute('href') || '')"
        ".filter((h) => !h.startsWith('#'))"
    )
    assert targets == []
    assert hostile.errors() == []


def test_hostile_names_are_shown_as_they_are(hostile):
    hostile.open("people")
    assert "</script><script>document.title='run'</script>" in hostile.texts(".entities bdi")
    assert any("\ufffdgnirts" in text for text in hostile.texts(".entities bdi"))


def test_what_is_left_out_is_said(cut):
    cut.open()
    assert cut.texts(".notice") == [
        "Not all is here. This page holds 20 statements of 60, the newest first; 40 statements of 8 articles from "
        "8 sources are left out. The tables hold all."
    ]


@views()
def test_an_empty_result_says_so_in_each_view(bare, view):
    bare.at(view)
    assert len(bare.texts("h1")) == 1
    assert bare.errors() == []


def test_what_is_filtered_is_saved_as_csv(report, tmp_path):
    report.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    report.open("statements?act=denies")
    report.click(".save")
    file = tmp_path / "statements.csv"
    for _ in range(100):
        if file.exists():
            break
        time.sleep(0.05)
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 12
    assert {row["act"] for row in rows} == {"denies"}
    assert [row["content"] for row in rows] == report.texts(".statement-content")
