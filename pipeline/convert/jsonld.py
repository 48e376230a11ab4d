"""A result as linked data: one JSON-LD document in the words of schema.org, one node a line.

Readable as a whole by any JSON-LD processor (w3.org/TR/json-ld11), without a network, and line by line by anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.convert.place import new_file
from pipeline.convert.result import Row, rows, statements_and_subjects
from pipeline.schema import ARTICLES, COUNTRIES, ORGANIZATIONS, PEOPLE, RELATIONS, UTTERANCES

OWN = "urn:whosaid:term:"
"""Where schema.org has no word: ``whosaid:act`` is the column ``act``."""

CONTEXT = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "whosaid": OWN,
    "datePublished": {"@id": "https://schema.org/datePublished", "@type": "https://schema.org/Date"},
    "dateCreated": {"@id": "https://schema.org/dateCreated", "@type": "https://schema.org/Date"},
}
_KINDS = {"person": "Person", "anonymous": "Person", "document": "CreativeWork"}
"""Type of a speaker without a name by kind; all others are organizations."""

_HOW = ("cue", "kind", "act", "negated", "venue", "addressee", "confidence", "rule", "speaker_kind", "speaker_role")
_PLACE = ("source", "content_start", "content_end")

Node = dict[str, Any]


def write_jsonld(at: Path, out: Path, *, force: bool = False) -> list[Path]:
    """Write the result whose files lie at ``at`` into the file ``out``; returns the files written.

    The same result gives the same bytes. Raises ConvertError where ``out`` cannot be written.
    """
    with (
        new_file(out, is_our_document, force=force) as attempt,
        attempt.open("w", encoding="utf-8", newline="\n") as file,
    ):
        file.write(f'{{"@context":{_dumps(CONTEXT)},"@graph":[')
        for number, node in enumerate(_nodes(at)):
            file.write(",\n" if number else "\n")
            file.write(_dumps(node))
        file.write("\n]}\n")
    return [out]


def is_our_document(path: Path) -> bool:
    """Does the file begin with a context that has our prefix?"""
    with path.open("rb") as file:
        head = file.read(4096).split(b"\n")[0]
    return head.startswith(b'{"@context":') and f'"whosaid":"{OWN}"'.encode() in head


def iri(kind: str, key: str) -> str:
    """The IRI of a row: ``urn:whosaid:statement:s12``."""
    return f"urn:whosaid:{kind}:{quote(key, safe='')}"


def _nodes(at: Path) -> Iterator[Node]:
    for row in rows(at, PEOPLE):
        yield _person(row)
    for row in rows(at, COUNTRIES):
        yield _country(row)
    for row in rows(at, ORGANIZATIONS):
        yield _organization(row)
    for row in rows(at, ARTICLES):
        yield _article(row)
    for row in rows(at, UTTERANCES):
        yield _utterance(row)
    for row, subjects in statements_and_subjects(at):
        yield _quotation(row, subjects)
    for row in rows(at, RELATIONS):
        yield _relation(row)


def _person(row: Row) -> Node:
    return _node(
        "Person",
        iri("entity", row["entity_id"]),
        name=row["name"],
        alternateName=row["aliases"],
        jobTitle=row["roles"],
        affiliation=_to("entity", row["organization_id"]),
        **{"whosaid:actsFor": _to("entity", row["iso_alpha2"])},
    )


def _country(row: Row) -> Node:
    return _node(
        "Country",
        iri("entity", row["entity_id"]),
        name=row["name"],
        alternateName=[form for form in row["forms"] or () if form != row["name"]],
        identifier=[code for code in (row["iso_alpha2"], row["iso_alpha3"]) if code],
    )


def _organization(row: Row) -> Node:
    return _node(
        "Organization",
        iri("entity", row["entity_id"]),
        name=row["name"],
        alternateName=list(dict.fromkeys(name for name in (row["acronym"], *(row["aliases"] or ())) if name)),
        location=_to("entity", row["iso_alpha2"]),
    )


def _article(row: Row) -> Node:
    return _node(
        "NewsArticle",
        iri("article", row["article_id"]),
        headline=row["title"],
        creditText=row["author"],
        publisher=row["site"] and {"@type": "Organization", "name": row["site"]},
        url=row["url"],
        inLanguage=row["language"],
        datePublished=row["published"],
        dateline=row["dateline"],
        articleBody=row["text"],
        isBasedOn=_to("article", row["duplicate_of"]),
        **{"whosaid:source": row["source"], "whosaid:start": row["start"], "whosaid:end": row["end"]},
    )


def _utterance(row: Row) -> Node:
    return _node(
        "CreativeWork",
        iri("utterance", row["utterance_id"]),
        text=row["content"],
        creator=_to("entity", row["speaker_id"]),
        dateCreated=row["said_on"],
        **{"whosaid:n_independent": row["n_independent"]},
    )


def _quotation(row: Row, subjects: list[str]) -> Node:
    """What someone did *not* say is no Quotation of theirs, but a ``whosaid:NotSaid``."""
    speaker = _to("entity", row["speaker_id"]) or _unnamed(row)
    if row["negated"]:
        spoken = {"whosaid:speaker": speaker}
    else:
        spoken = {"spokenByCharacter": speaker, "creator": speaker if row["speaker_id"] else None}
    return _node(
        "whosaid:NotSaid" if row["negated"] else "Quotation",
        iri("statement", row["statement_id"]),
        text=row["content"],
        **spoken,
        isPartOf=_to("article", row["article_id"]),
        about=[{"@id": iri("entity", key)} for key in subjects],
        citation=row["sentence_text"],
        dateCreated=row["said_on"],
        exampleOfWork=_to("utterance", row["utterance_id"]),
        **{"whosaid:parent": _to("statement", row["parent_id"])},
        **{f"whosaid:{name}": row[name] for name in (*_HOW, *_PLACE)},
    )


def _unnamed(row: Row) -> Node | None:
    """A speaker that has no name: what the text calls them."""
    if not row["speaker_text"]:
        return None
    return {"@type": _KINDS.get(row["speaker_kind"], "Organization"), "description": row["speaker_text"]}


def _relation(row: Row) -> Node:
    columns = ("predicate", "qualifier", "negated", "confidence", "rule", "source", "start", "end")
    return _node(
        "whosaid:Relation",
        iri("relation", row["relation_id"]),
        text=row["evidence"],
        isPartOf=_to("article", row["article_id"]),
        **{
            "whosaid:subject": _to("entity", row["subject_id"]),
            "whosaid:object": _to("entity", row["object_id"]) or row["object"],
            "whosaid:statement": _to("statement", row["statement_id"]),
        },
        **{f"whosaid:{name}": row[name] for name in columns},
    )


def _to(kind: str, key: str | None) -> Node | None:
    return {"@id": iri(kind, key)} if key else None


def _node(kind: str, key: str, /, **properties: Any) -> Node:
    """A node without what is missing."""
    said = {name: value for name, value in properties.items() if value is not None and value != []}
    return {"@id": key, "@type": kind, **said}


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
