"""Tables made up for the report, as large and as hostile as a test wants them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.export.writer import arrow_schema
from pipeline.schema import BY_NAME, TABLES

HOSTILE = [
    "</script><script>document.title='run'</script>",
    "<img src=x onerror=\"document.title='run'\">",
    "Line\u2028separator\u2029 and \u202egnirts\u202c",
    "javascript:document.title='run'",
    "${document.title='run'} {{ 7*7 }} <!-- ",
    "\"'><svg onload=document.title='run'>",
]
ACTS = ("states", "accuses", "denies", "demands", "promises")
NAMES = ("Ada Olsen", "Bola Mensah", "Chen Rui", "Dora Petrova", "Emil Haddad", "Fay Silva")
COUNTRIES = (("NO", "Norway"), ("GH", "Ghana"), ("FR", "France"), ("SG", "Singapore"))


def result_of(
    folder: Path,
    *,
    articles: int,
    statements: int,
    names: Sequence[str] = NAMES,
    refused: Sequence[str] = (),
    dated: bool = True,
    url: str = "https://news.example/story",
) -> Path:
    """A result of that many articles with that many statements in each, spoken by ``names`` in turn."""
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in TABLES}
    people = len(names)
    for a in range(articles):
        _article(rows, a, statements, names, url, dated)
    rows["sources"] += [
        {"source": name, "status": "refused", "reason": "holds no text", "text": "", "n_chars": 0} for name in refused
    ]
    shown = articles * statements > 0
    for p in range(people if shown else 0):
        rows["people"].append(
            {
                "entity_id": f"p{p}",
                "name": names[p],
                "aliases": [names[p].split()[-1]],
                "role": "minister",
                "roles": ["minister"],
                "iso_alpha2": COUNTRIES[p % 4][0],
                "organization_id": "o0",
            }
        )
        rows["roles"].append(
            {"entity_id": f"p{p}", "role": "minister", "iso_alpha2": COUNTRIES[p % 4][0], "n_mentions": 1}
        )
    for code, name in COUNTRIES if shown else ():
        rows["countries"].append({"entity_id": code, "iso_alpha2": code, "name": name, "forms": [name]})
    if shown:
        rows["organizations"].append(
            {
                "entity_id": "o0",
                "name": "Grain Board",
                "aliases": [],
            }
        )
    folder.mkdir(parents=True)
    for table in TABLES:
        empty = dict.fromkeys(BY_NAME[table.name].header)
        found = pa.Table.from_pylist([{**empty, **row} for row in rows[table.name]], schema=arrow_schema(table))
        pq.write_table(found, folder / f"{table.name}.parquet")
    counts = {name: len(found) for name, found in rows.items()}
    run = {
        "program": {"name": "whosaid", "version": "0"},
        "model": {"name": names[0], "version": "1"},
        "counts": counts,
    }
    (folder / "run.json").write_text(json.dumps(run), "utf-8")
    return folder


def _article(
    rows: dict[str, list[dict[str, Any]]], a: int, statements: int, names: Sequence[str], url: str, dated: bool
) -> None:
    source, key = f"article-{a}.txt", f"a{a}"
    title = f"Harvest report {a}: {names[a % len(names)]}"
    text = f"🙂 Share this\n\n{title}\n\n"
    title_start = text.index(title)
    published = f"2025-{1 + a % 12:02}-{1 + a % 28:02}" if dated else None
    rows["furniture"].append(
        {"source": source, "article_id": key, "kind": "share", "text": "Share this", "start": 0, "end": 12}
    )
    for s in range(statements):
        speaker, other = (a + s) % len(names), (a + 2 * s + 1) % len(names)
        name, about = names[speaker], names[other]
        start = len(text)
        content = f"the harvest of {about} in field {s} of {COUNTRIES[s % 4][1]} failed"
        text += f"{name} said {content}.\n\n"
        said = text.index(content, start)
        about_start = text.index(about, said)
        mention = f"m{a}-{s}"
        for number, (entity, at, words) in enumerate(((f"p{speaker}", start, name), (f"p{other}", about_start, about))):
            rows["mentions"].append(
                {
                    "mention_id": f"{mention}-{number}",
                    "article_id": key,
                    "source": source,
                    "entity_id": entity,
                    "label": "PERSON",
                    "form": "name",
                    "text": words,
                    "start": at,
                    "end": at + len(words),
                    "sentence": s,
                }
            )
        country = text.index(COUNTRIES[s % 4][1], about_start + len(about))
        rows["mentions"].append(
            {
                "mention_id": f"{mention}-2",
                "article_id": key,
                "source": source,
                "entity_id": COUNTRIES[s % 4][0],
                "label": "GPE",
                "form": "name",
                "text": COUNTRIES[s % 4][1],
                "start": country,
                "end": country + len(COUNTRIES[s % 4][1]),
                "sentence": s,
            }
        )
        rows["statements"].append(
            {
                "statement_id": f"s{a}-{s}",
                "article_id": key,
                "source": source,
                "title": title,
                "published": published,
                "speaker_id": f"p{speaker}",
                "speaker": name,
                "speaker_kind": "person",
                "speaker_text": name,
                "speaker_start": start,
                "speaker_end": start + len(name),
                "speaker_iso_alpha2": COUNTRIES[speaker % 4][0],
                "cue": "said",
                "cue_lemma": "say",
                "cue_start": start + len(name) + 1,
                "cue_end": start + len(name) + 5,
                "content": content,
                "content_start": said,
                "content_end": said + len(content),
                "content_spans": [[said, said + len(content)]],
                "kind": "indirect",
                "act": ACTS[(a + s) % 5],
                "negated": False,
                "utterance_id": f"u{a}-{s}",
                "sentence": s,
                "resolved_by": "name",
                "confidence": round(0.4 + (7 * (a + s) % 60) / 100, 2),
                "rule": "clause:clause",
            }
        )
        for entity in (f"p{other}", COUNTRIES[s % 4][0]):
            rows["statement_mentions"].append(
                {"statement_id": f"s{a}-{s}", "mention_id": f"{mention}-1", "entity_id": entity}
            )
    rows["articles"].append(
        {
            "article_id": key,
            "source": source,
            "ordinal": 1,
            "title": title,
            "title_start": title_start,
            "site": names[0],
            "title_end": title_start + len(title),
            "url": url,
            "published": published,
            "start": title_start,
            "end": len(text),
            "text": text,
            "author": names[-1],
        }
    )
    rows["sources"].append({"source": source, "status": "read", "text": text, "n_chars": len(text)})
