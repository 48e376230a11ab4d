"""The page itself: template, style, scripts and data in one file, under a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import zlib
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from pipeline.errors import ResultError
from pipeline.report.choice import STATEMENTS, Left
from pipeline.report.gather import gather

TITLE = "Who said what"
SCRIPTS = (
    "data.js", "dom.js", "find.js", "time.js", "charts.js", "pieces.js", "reading.js", "save.js", "statements.js",
    "entities.js", "facts.js", "entity.js", "layout.js", "network.js", "matrix.js", "links.js", "map.js",
    "articles.js", "overview.js", "about.js", "search.js", "main.js",
)  # fmt: skip
"""In this order one program: each uses what stands before it."""
STYLES = ("base.css", "parts.css", "reading.css", "tables.css", "media.css")


class Written(NamedTuple):
    """``size`` of the page in bytes, how many statements and articles it shows, and what it leaves out."""

    size: int
    statements: int
    articles: int
    left: Left | None


def write_report(folder: Path | str, out: Path | str, *, title: str = TITLE, limit: int = STATEMENTS) -> Written:
    """Write the page of the result in ``folder`` to ``out``, whole or not at all.

    It shows at most ``limit`` statements and says what it leaves out. The same tables give the same bytes.
    Raises ResultError, in one line, where there is no result or ``out`` cannot be written.
    """
    folder, out = Path(folder), Path(out)
    data, left = gather(folder, limit=limit)
    page = page_of(data, title=title).encode()
    fresh = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(page)
        os.replace(fresh, out)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise ResultError(f"{out}: cannot be written ({error.strerror or error}); choose another --out") from error
    return Written(len(page), len(data["statements"]["id"]), len(data["articles"]["id"]), left)


def page_of(data: dict[str, Any], *, title: str = TITLE) -> str:
    """The page as HTML. The data travel packed; the scripts put them in as text, never as markup."""
    folder = files(__package__) / "page"
    style = "\n".join((folder / name).read_text("utf-8") for name in STYLES)
    parts = "\n".join((folder / name).read_text("utf-8") for name in SCRIPTS)
    script = f'(() => {{\n"use strict";\n{parts}}})();\n'
    outlines = json.loads((files(__package__) / "outlines.json").read_text("utf-8"))
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string((folder / "page.html").read_text("utf-8"))
    return template.render(
        title=title,
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        data=_packed(data),
        outlines=_packed(outlines),
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _packed(data: Any) -> str:
    """JSON, deflated (RFC 1950), in Base64: no character of it means anything in HTML."""
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(zlib.compress(plain, 9)).decode()
