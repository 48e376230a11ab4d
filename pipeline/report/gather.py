"""The tables of a result as the page carries them: columns, offsets in UTF-16, references as places in a column."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.report.choice import Left, Row, choose, rows_of
from pipeline.report.columns import NONE, Columns, coded, column, indices
from pipeline.report.offsets import Utf16, visible
from pipeline.schema import RUN_FILE

UNREAD = 500
"""Refused and skipped sources that are named; of more, only the number is told."""
KINDS = {"people": "person", "countries": "country", "organizations": "organization"}
COUNTED = ("n_mentions", "n_articles", "n_statements")
ENTITY = {
    "people": ("entity_id", "name", "aliases", "role", "organization_id", "iso_alpha2", *COUNTED),
    "countries": ("entity_id", "name", "forms", "iso_alpha2", *COUNTED),
    "organizations": ("entity_id", "name", "aliases", "acronym", "iso_alpha2", *COUNTED),
}
ARTICLE = ("article_id", "source", "title", "title_start", "title_end", "author", "site", "url", "published",
           "start", "end", "duplicate_of")  # fmt: skip
STATEMENT = ("statement_id", "article_id", "source", "parent_id", "speaker_id", "speaker", "speaker_kind",
             "speaker_start", "speaker_end", "speaker_role", "speaker_iso_alpha2", "cue_start", "cue_end",
             "content_spans", "kind", "act", "negated", "addressee", "venue", "said_on", "utterance_id",
             "confidence")  # fmt: skip
RELATION = ("article_id", "source", "subject_id", "predicate", "object_id", "object", "qualifier", "start", "end",
            "negated", "confidence")  # fmt: skip
MENTION = ("article_id", "source", "entity_id", "start", "end")
ROLE = ("entity_id", "role", "qualifier", "organization_id", "iso_alpha2", "first_seen", "last_seen", "n_mentions")

Numbers = dict[str, int]


def gather(folder: Path, *, limit: int) -> tuple[dict[str, Any], Left | None]:
    """All that the page shows of the result in ``folder``, and what it leaves out.

    At most ``limit`` statements are taken, whole sources together. Raises ResultError where there is no result.
    """
    sources = rows_of(folder, "sources", ("source", "text", "status", "reason"))
    articles = rows_of(folder, "articles", ARTICLE)
    statements = rows_of(folder, "statements", STATEMENT)
    chosen, left = choose(sources, articles, statements, limit=limit)

    shown = [row for row in sources if row["source"] in chosen]
    articles, statements = _of(articles, chosen), _of(statements, chosen)
    mentions = [row for row in _of(rows_of(folder, "mentions", MENTION), chosen) if row["entity_id"]]
    relations = _of(rows_of(folder, "relations", RELATION), chosen)
    place = {row["source"]: Utf16(row["text"]) for row in shown}
    numbers = {row["source"]: i for i, row in enumerate(shown)}
    article_numbers = _numbers(articles, "article_id")
    named = {row["entity_id"] for row in mentions} | {row["speaker_id"] for row in statements}
    named |= {row[name] for row in relations for name in ("subject_id", "object_id")}
    entities, entity_numbers = _entities(folder, named)
    about = _about(folder, entity_numbers)
    unread = [row for row in sources if row["status"] != "read"]
    data = {
        "run": _run(folder, unread),
        "left": left._asdict() if left else None,
        "sources": {"name": column(shown, "source"), "text": column(shown, "text")},
        "unread": [[row["source"], row["status"], row["reason"]] for row in unread[:UNREAD]],
        "articles": _articles(articles, numbers, article_numbers, place),
        "furniture": _furniture(folder, numbers, place),
        "entities": entities,
        "mentions": {
            "article": indices(mentions, "article_id", article_numbers),
            "entity": indices(mentions, "entity_id", entity_numbers),
            **_places(mentions, place),
        },
        "roles": _roles(folder, entity_numbers),
        "relations": _relations(relations, article_numbers, entity_numbers, place),
        "statements": _statements(statements, article_numbers, entity_numbers, about, place),
    }
    return _shown(data), left


def _of(rows: Sequence[Row], chosen: frozenset[str]) -> list[Row]:
    return [row for row in rows if row["source"] in chosen]


def _numbers(rows: Iterable[Mapping[str, Any]], name: str) -> Numbers:
    return {row[name]: i for i, row in enumerate(rows)}


def _places(rows: Sequence[Row], place: Mapping[str, Utf16], start: str = "start", end: str = "end") -> Columns:
    """Start and length of each row, in UTF-16 units of its source; NONE and 0 where it has none."""
    starts, lengths = [], []
    for row in rows:
        if row[start] is None or row[end] is None:
            starts.append(NONE)
            lengths.append(0)
            continue
        at = place[row["source"]].at
        starts.append(at(row[start]))
        lengths.append(at(row[end]) - starts[-1])
    return {"start": starts, "length": lengths}


def _run(folder: Path, unread: Sequence[Row]) -> dict[str, Any]:
    """Which program and model made the tables, and what they hold in all."""
    path = folder / RUN_FILE
    try:
        run = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        run = {}
    program, model = run.get("program") or {}, run.get("model") or {}
    counts = run.get("counts") or {}
    return {
        "program": " ".join(str(program[key]) for key in ("name", "version") if key in program),
        "model": " ".join(str(model[key]) for key in ("name", "version") if key in model),
        "reader": bool(run.get("reader")),
        "counts": {name: counts[name] for name in sorted(counts) if isinstance(counts[name], int)},
        "unread": len(unread),
    }


def _entities(folder: Path, named: set[str | None]) -> tuple[Columns, Numbers]:
    rows: list[Row] = []
    for table, kind in KINDS.items():
        for row in rows_of(folder, table, ENTITY[table]):
            if row["entity_id"] in named:
                other = [*(row.get("aliases") or row.get("forms") or ()), row.get("acronym")]
                row["aliases"] = [name for name in dict.fromkeys(other) if name and name != row["name"]]
                row["kind"], row["role"] = kind, row.get("role")
                row.setdefault("organization_id", None)
                rows.append(row)
    numbers = _numbers(rows, "entity_id")
    return {
        "id": column(rows, "entity_id"),
        "kind": coded(column(rows, "kind")),
        "name": column(rows, "name"),
        "aliases": column(rows, "aliases"),
        "role": column(rows, "role"),
        "organization": indices(rows, "organization_id", numbers),
        "iso": coded(column(rows, "iso_alpha2")),
    }, numbers


def _about(folder: Path, entities: Numbers) -> dict[str, list[int]]:
    """The entities that each statement is about, by first mention."""
    about: dict[str, dict[int, None]] = {}
    for row in rows_of(folder, "statement_mentions", ("statement_id", "entity_id")):
        if row["entity_id"] in entities:
            about.setdefault(row["statement_id"], {})[entities[row["entity_id"]]] = None
    return {statement: list(found) for statement, found in about.items()}


def _articles(rows: Sequence[Row], sources: Numbers, articles: Numbers, place: Mapping[str, Utf16]) -> Columns:
    span, title = _places(rows, place), _places(rows, place, "title_start", "title_end")
    return {
        "id": column(rows, "article_id"),
        "source": indices(rows, "source", sources),
        "title": column(rows, "title"),
        "titleStart": title["start"],
        "titleLength": title["length"],
        "author": column(rows, "author"),
        "site": coded(column(rows, "site")),
        "url": column(rows, "url"),
        "published": coded(column(rows, "published")),
        "duplicate": indices(rows, "duplicate_of", articles),
        **span,
    }


def _furniture(folder: Path, sources: Numbers, place: Mapping[str, Utf16]) -> Columns:
    rows = [row for row in rows_of(folder, "furniture", ("source", "kind", "start", "end")) if row["source"] in sources]
    return {"source": indices(rows, "source", sources), "kind": coded(column(rows, "kind")), **_places(rows, place)}


def _roles(folder: Path, entities: Numbers) -> Columns:
    rows = [row for row in rows_of(folder, "roles", ROLE) if row["entity_id"] in entities]
    return {
        "entity": indices(rows, "entity_id", entities),
        "role": column(rows, "role"),
        "qualifier": coded(column(rows, "qualifier")),
        "organization": indices(rows, "organization_id", entities),
        "iso": coded(column(rows, "iso_alpha2")),
        "first": coded(column(rows, "first_seen")),
        "last": coded(column(rows, "last_seen")),
        "n": column(rows, "n_mentions"),
    }


def _relations(rows: Sequence[Row], articles: Numbers, entities: Numbers, place: Mapping[str, Utf16]) -> Columns:
    return {
        "article": indices(rows, "article_id", articles),
        "subject": indices(rows, "subject_id", entities),
        "predicate": coded(column(rows, "predicate")),
        "object": indices(rows, "object_id", entities),
        "words": column(rows, "object"),
        "qualifier": coded(column(rows, "qualifier")),
        "negated": [int(bool(row["negated"])) for row in rows],
        "confidence": _percents(rows),
        **_places(rows, place),
    }


def _statements(
    rows: Sequence[Row],
    articles: Numbers,
    entities: Numbers,
    about: Mapping[str, list[int]],
    place: Mapping[str, Utf16],
) -> Columns:
    who, cue = _places(rows, place, "speaker_start", "speaker_end"), _places(rows, place, "cue_start", "cue_end")
    names = [row["speaker"] if row["speaker_id"] not in entities else None for row in rows]
    return {
        "id": column(rows, "statement_id"),
        "article": indices(rows, "article_id", articles),
        "parent": indices(rows, "parent_id", _numbers(rows, "statement_id")),
        "speaker": indices(rows, "speaker_id", entities),
        "name": coded(names),
        "who": coded(column(rows, "speaker_kind")),
        "whoStart": who["start"],
        "whoLength": who["length"],
        "role": coded(column(rows, "speaker_role")),
        "iso": coded(column(rows, "speaker_iso_alpha2")),
        "cueStart": cue["start"],
        "cueLength": cue["length"],
        "spans": [place[row["source"]].spans(row["content_spans"]) for row in rows],
        "kind": coded(column(rows, "kind")),
        "act": coded(column(rows, "act")),
        "negated": [int(bool(row["negated"])) for row in rows],
        "addressee": coded(column(rows, "addressee")),
        "venue": coded(column(rows, "venue")),
        "said": coded(column(rows, "said_on")),
        "utterance": coded(column(rows, "utterance_id"))["i"],
        "confidence": _percents(rows),
        "about": [about.get(row["statement_id"], []) for row in rows],
    }


def _percents(rows: Sequence[Row]) -> list[int]:
    """Confidence in hundredths; NONE where it was not measured."""
    return [NONE if row["confidence"] is None else round(100 * row["confidence"]) for row in rows]


def _shown(value: Any) -> Any:
    """The same with every text in it made visible."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {key: _shown(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shown(item) for item in value]
    return value
