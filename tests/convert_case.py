"""A small result written row by row, so that what it says can be counted by hand; and one that is hostile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.export.writer import TableSet
from pipeline.schema import BOOLEAN, BY_NAME, INTEGER, NUMBER, SPANS, STRINGS, TABLES, Column

Rows = list[dict[str, Any]]

HARBOUR = (
    "The harbour is safe, Zoë Müller said on Monday.\n"
    "Müller accused the Port Authority of hiding a report.\n"
    "She did not say that Norway would pay.\n"
)
FERRY = "“No naïve ferry sails,” Karim Haddad said. Oslo wants talks, the minister said.\n"
TEXTS = {"a.txt": HARBOUR, "b.txt": FERRY, "c.txt": FERRY}

RUN = {
    "program": {"name": "whosaid", "version": "0.1.0", "digest": "d"},
    "python": "3.12.0",
    "model": None,
    "reader": None,
    "settings": None,
    "input": {"state": "s", "sources": 3},
    "seconds": {"total": 1.5},
}


def write_result(folder: Path, tables: dict[str, Rows]) -> Path:
    """Write a result of these rows; a column that is not given is null."""
    folder.mkdir(parents=True, exist_ok=True)
    with TableSet(folder) as written:
        for name, rows in tables.items():
            unknown = {key for row in rows for key in row} - set(BY_NAME[name].header)
            assert not unknown, unknown
            written.write(name, [tuple(row.get(column) for column in BY_NAME[name].header) for row in rows])
    (folder / "run.json").write_text(json.dumps(RUN), "utf-8")
    return folder


def said(key: str, source: str, content: str, cue: str, **more: Any) -> dict[str, Any]:
    """A statement: its content is looked up in the text of its source."""
    text = TEXTS[source]
    start = text.index(content)
    row: dict[str, Any] = {
        "statement_id": key,
        "article_id": f"A{source[0]}",
        "source": source,
        "content": content,
        "content_start": start,
        "content_end": start + len(content),
        "content_spans": [[start, start + len(content)]],
        "cue": cue,
        "kind": "indirect",
        "act": "states",
        "negated": False,
        "rule": "clause",
        "sentence": 0,
        "utterance_id": f"u{key}",
        "sentence_text": content,
        "resolved_by": "name",
    }
    return row | more


def named(key: str, source: str, words: str, entity_id: str | None, **more: Any) -> dict[str, Any]:
    start = TEXTS[source].index(words)
    where = {"article_id": f"A{source[0]}", "source": source, "start": start, "end": start + len(words), "sentence": 0}
    return {"mention_id": key, "entity_id": entity_id, "text": words, "form": "name", "label": "PERSON"} | where | more


def uttered(*statements: dict[str, Any], n_independent: int = 1) -> dict[str, Any]:
    first = statements[0]
    return {
        "utterance_id": first["utterance_id"],
        "speaker_id": first.get("speaker_id"),
        "speaker": first.get("speaker"),
        "content": first["content"],
        "n_statements": len(statements),
        "n_articles": len({row["article_id"] for row in statements}),
        "n_independent": n_independent,
        "wordings": [first["content"]],
    }


ZOE = {"speaker_id": "p1", "speaker": "Zoë Müller", "speaker_kind": "person", "speaker_iso_alpha2": "NO"}
KARIM = {"speaker_id": "p2", "speaker": "Karim Haddad", "speaker_kind": "person"}
SAFE = said("s1", "a.txt", "The harbour is safe", "said", said_on="2024-03-04", published="2024-03-05", **ZOE)
HIDING = said("s2", "a.txt", "the Port Authority of hiding a report", "accused", published="2024-03-05", **ZOE) | {
    "act": "accuses"
}
PAYS = said("s3", "a.txt", "Norway would pay", "did not say", published="2024-03-05", **ZOE) | {"negated": True}
FERRY_B = said("s4", "b.txt", "“No naïve ferry sails,”", "said", kind="direct", said_on="2024-04-01", **KARIM)
FERRY_C = said("s6", "c.txt", "“No naïve ferry sails,”", "said", kind="direct", said_on="2024-04-01", **KARIM) | {
    "utterance_id": "us4"
}
TALKS_B = said("s5", "b.txt", "Oslo wants talks", "said", speaker_text="the minister", speaker_kind="person")
TALKS_C = said("s7", "c.txt", "Oslo wants talks", "said", speaker_text="the minister", speaker_kind="person")
STATEMENTS = [SAFE, HIDING, PAYS, FERRY_B, TALKS_B, FERRY_C, TALKS_C]


def small(folder: Path, **others: Rows) -> Path:
    """Two articles and a copy of the second; two people, a country and an organization; ``others`` replace tables."""
    counts = {"n_mentions": 1, "n_articles": 1, "n_independent": 1, "n_statements": 0}
    articles = [
        {
            "article_id": f"A{name[0]}",
            "source": name,
            "ordinal": 1,
            "start": 0,
            "end": len(text) - 1,
            "text": text.strip(),
        }
        | {"title": f"Title {name}", "site": "The Gazette" if name == "a.txt" else None, "language": "en"}
        | {"published": "2024-03-05" if name == "a.txt" else None, "n_sentences": 3}
        | {"duplicate_of": "Ab" if name == "c.txt" else None, "url": f"https://news.example/{name}"}
        for name, text in TEXTS.items()
    ]
    mentions = [
        named("m1", "a.txt", "Zoë Müller", "p1"),
        named("m2", "a.txt", "Port Authority", "o1", label="ORG"),
        named("m3", "a.txt", "Norway", "NO", label="GPE", iso_alpha2="NO"),
        named("m4", "b.txt", "Karim Haddad", "p2"),
        named("m5", "b.txt", "Oslo", "NO", label="GPE", form="metonym", iso_alpha2="NO", confidence=0.75),
        named("m6", "c.txt", "Karim Haddad", "p2"),
        named("m7", "c.txt", "Oslo", "NO", label="GPE", form="metonym", iso_alpha2="NO", antecedent_id="m5"),
    ]
    tables: dict[str, Rows] = {
        "sources": [
            {"source": name, "n_chars": len(text), "text": text, "status": "read", "encoding": "utf-8"}
            for name, text in TEXTS.items()
        ],
        "articles": articles,
        "furniture": [],
        "mentions": mentions,
        "people": [
            counts
            | {"entity_id": "p1", "name": "Zoë Müller", "aliases": ["Müller"], "role": "harbour minister"}
            | {"roles": ["harbour minister"], "iso_alpha2": "NO", "n_statements": 3},
            counts
            | {"entity_id": "p2", "name": "Karim Haddad", "aliases": [], "roles": [], "n_statements": 2}
            | {"organization_id": "o1", "organization": "Port Authority"},
        ],
        "countries": [
            counts
            | {"entity_id": "NO", "iso_alpha2": "NO", "iso_alpha3": "NOR", "name": "Norway"}
            | {"forms": ["Norway", "Oslo"], "n_statements": 3, "n_statements_about": 3}
        ],
        "organizations": [
            counts | {"entity_id": "o1", "name": "Port Authority", "acronym": "PA", "aliases": [], "iso_alpha2": "NO"}
        ],
        "roles": [
            {"entity_id": "p1", "role": "harbour minister", "iso_alpha2": "NO", "n_mentions": 1}
            | {"first_seen": "2024-03-05", "last_seen": "2024-03-05"}
        ],
        "merges": [],
        "statements": STATEMENTS,
        "utterances": [uttered(FERRY_B, FERRY_C), *(uttered(row) for row in (SAFE, HIDING, PAYS, TALKS_B, TALKS_C))],
        "statement_mentions": [
            {"statement_id": "s2", "mention_id": "m2", "entity_id": "o1"},
            {"statement_id": "s3", "mention_id": "m3", "entity_id": "NO"},
            {"statement_id": "s5", "mention_id": "m5", "entity_id": "NO"},
            {"statement_id": "s7", "mention_id": "m7", "entity_id": "NO"},
        ],
        "relations": [
            {"relation_id": "r1", "article_id": "Aa", "source": "a.txt", "subject_id": "p1", "subject": "Zoë Müller"}
            | {"predicate": "represents", "object_id": "NO", "object": "Norway", "evidence": "Zoë Müller"}
            | {"start": 21, "end": 31, "negated": False, "rule": "title"},
        ],
    }
    return write_result(folder, tables | others)


def hostile(folder: Path) -> Path:
    """One row a table, with what breaks files: quotation marks, line ends, NUL, formulas, empty lists, no value."""
    tables = {table.name: [{column.name: _hostile(column) for column in table.columns}] for table in TABLES}
    for name, key in KEYS.items():
        tables[name][0]["entity_id"] = key
    return write_result(folder, tables)


TEXT = "=1+2 'x' \"y\"; DROP TABLE statements;--\r\n\0</script>\u2028é😀,\\"
KEYS = {"people": f"{TEXT}p", "countries": f"{TEXT}c", "organizations": f"{TEXT}o"}
"""No key stands in two of these tables."""


def _hostile(column: Column) -> Any:
    if column.type == BOOLEAN:
        return True
    if column.type == INTEGER:
        return 0
    if column.type == NUMBER:
        return 1 / 3
    if column.type == STRINGS:
        return [] if column.name == "roles" else [TEXT, ""]
    if column.type == SPANS:
        return [[0, 5], [2**40, 2**40 + 1]]
    if column.is_entity or column.refers_to in KEYS:
        return KEYS[column.refers_to or "people"]
    if column.name in ("organization", "addressee", "reason"):
        return None
    return "" if column.name == "author" else TEXT
