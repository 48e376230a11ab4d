"""A real browser, and pages to open in it. Needs chromium, chromedriver, selenium and axe-core; see .ci/run."""

import os
import shutil
import time
from pathlib import Path

import pytest
from report_tables import HOSTILE, result_of

from pipeline.report import write_report

ROOT = Path(__file__).resolve().parents[2]
AXE = Path(os.environ.get("WHOSAID_AXE", ROOT / "build" / "browser" / "node_modules" / "axe-core" / "axe.min.js"))
PATIENCE = 10
"""Seconds to wait for a page on a busy machine."""


class Page:
    """A report in the browser, and what a reader does with it."""

    def __init__(self, driver, path):
        self.driver, self.path, self.shown = driver, path, None

    def open(self, view="", *, width=1280, theme="light", media="screen"):
        """Load the page anew."""
        tools = self.driver.execute_cdp_cmd
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        tools("Emulation.setDeviceMetricsOverride", size)
        features = [{"name": "prefers-color-scheme", "value": theme}]
        tools("Emulation.setEmulatedMedia", {"media": media, "features": features})
        self.driver.get("about:blank")
        self.driver.get(f"{self.path.as_uri()}#/{view}")
        self.wait("return document.documentElement.dataset.ready")
        self.shown = (width, theme, media)
        return self

    def at(self, view, *, width=1280, theme="light"):
        """The view, without loading the page anew where it is open in this size and theme."""
        if self.run("return location.pathname") != self.path.as_posix() or self.shown != (width, theme, "screen"):
            return self.open(view, width=width, theme=theme)
        self.go(view)
        return self

    def go(self, view):
        self.driver.execute_script("location.hash = arguments[0]", f"#/{view}")
        self.settle()

    def run(self, script, *values):
        return self.driver.execute_script(script, *values)

    def wait(self, script, *values):
        """The first true answer of a script."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = self.run(script, *values)
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError(f"still not: {script}; {self.driver.get_log('browser')}")

    def settle(self):
        """Wait for what the last step draws: two frames, and the pause after typing."""
        self.driver.execute_async_script(
            "const done = arguments[0]; setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 160)"
        )

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def one(self, selector):
        return self.wait("return document.querySelector(arguments[0])", selector)

    def texts(self, selector):
        return self.run(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent.trim())", selector
        )

    def text(self, selector):
        """All that elements hold, together."""
        return self.run(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent).join('')", selector
        )

    def click(self, selector):
        self.run("arguments[0].scrollIntoView({block: 'center'})", self.one(selector))
        self.one(selector).click()
        self.settle()

    def press(self, *keys):
        """Keys go to what has the focus."""
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)
        self.settle()

    @property
    def hash(self):
        return self.run("return decodeURIComponent(location.hash)")

    @property
    def focused(self):
        return self.driver.switch_to.active_element

    def faults(self):
        """Findings of axe's rules that are serious or critical: rule, and the elements."""
        if not self.run("return typeof axe !== 'undefined'"):
            self.run(AXE.read_text("utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then("
            "(r) => done(r.violations.filter((v) => ['serious', 'critical'].includes(v.impact))"
            ".map((v) => [v.id, v.nodes.slice(0, 3).map((n) => n.html + n.failureSummary)])))"
        )
        return found

    def errors(self):
        return [line["message"] for line in self.driver.get_log("browser") if line["level"] == "SEVERE"]


@pytest.fixture(scope="session")
def driver():
    from selenium import webdriver

    browser, service = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not service or not AXE.exists():
        pytest.fail("needs chromium, chromedriver and axe-core; docs/report.md tells how to install them")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(service))
    driver.set_script_timeout(60)
    yield driver
    driver.quit()


def made(folder, name, **options):
    write = {key: options.pop(key) for key in ("title", "limit") if key in options}
    out = folder / f"{name}.html"
    write_report(result_of(folder / name, **options), out, **write)
    return out


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("reports")


@pytest.fixture(scope="session")
def report(driver, folder):
    """12 articles with 5 statements each."""
    return Page(driver, made(folder, "report", articles=12, statements=5))


@pytest.fixture(scope="session")
def hostile(driver, folder):
    """Names, titles and addresses that try to run."""
    options = {"names": HOSTILE, "url": "javascript:document.title='run'", "title": "</title><img onerror=x>"}
    return Page(driver, made(folder, "hostile", articles=6, statements=6, **options))


@pytest.fixture(scope="session")
def large(driver, folder):
    """10,000 statements."""
    return Page(driver, made(folder, "large", articles=500, statements=20))


@pytest.fixture(scope="session")
def cut(driver, folder):
    """A report that leaves most out."""
    return Page(driver, made(folder, "cut", articles=12, statements=5, limit=20))


@pytest.fixture(scope="session")
def bare(driver, folder):
    """Nothing was read."""
    return Page(driver, made(folder, "bare", articles=0, statements=0))
