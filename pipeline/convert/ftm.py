"""A result as FollowTheMoney entities, one JSON object a line (followthemoney.tech/explorer), for Aleph and its kin.

Written by the rules of the schema, without the library; its own ``ftm validate`` is what they are tested with.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.convert.place import new_file
from pipeline.convert.result import Row, rows, statements_and_subjects
from pipeline.ids import digest
from pipeline.schema import ARTICLES, COUNTRIES, MENTIONS, ORGANIZATIONS, PEOPLE, RELATIONS, ROLES

PREFIX = "whosaid-"
"""All ids begin with it."""

_LINKS = {
    "member_of": ("Membership", "member", "organization"),
    "leads": ("Directorship", "director", "organization"),
    "represents": ("Representation", "agent", "client"),
}
"""Predicates that have a schema of their own, with its properties for subject and object."""

_KINDS = {"PERSON": "Person", "ORG": "Organization"}
_NAMED = frozenset({"name", "demonym", "metonym"})
"""Forms of mentions that are names."""

_PLAIN = re.compile("[0-9A-Za-z]{1,64}")

Values = str | list[str] | None


def write_ftm(at: Path, out: Path, *, force: bool = False) -> list[Path]:
    """Write the result whose files lie at ``at`` into the file ``out``; returns the files written.

    Relations and statements that are negated are left out: a link says that something holds. The same result gives
    the same bytes. Raises ConvertError where ``out`` cannot be written.
    """
    with (
        new_file(out, is_our_stream, force=force) as attempt,
        attempt.open("w", encoding="utf-8", newline="\n") as file,
    ):
        for entity in _entities(at):
            file.write(json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n")
    return [out]


def is_our_stream(path: Path) -> bool:
    """Is the first line an entity whose id begins with PREFIX?"""
    with path.open("rb") as file:
        return file.readline(200).startswith(f'{{"id":"{PREFIX}'.encode())


def _entities(at: Path) -> Iterator[dict[str, Any]]:
    for row in rows(at, PEOPLE):
        yield _person(row)
    for row in rows(at, COUNTRIES):
        yield _country(row)
    for row in rows(at, ORGANIZATIONS):
        yield _organization(row)
    for row in rows(at, ARTICLES):
        yield _article(row)
    posts: set[str] = set()
    for row in rows(at, ROLES):
        yield from _role(row, posts)
    for article_id, mentions in groupby(rows(at, MENTIONS), key=itemgetter("article_id")):
        yield from _mentions(article_id, mentions)
    for row in rows(at, RELATIONS):
        if row["object_id"] and not row["negated"]:
            yield _link(row)
    for row, subjects in statements_and_subjects(at):
        if not row["negated"]:
            yield from _statement(row, subjects)


def _person(row: Row) -> dict[str, Any]:
    return _entity(
        "Person",
        row["entity_id"],
        name=row["name"],
        alias=row["aliases"],
        position=row["roles"],
        country=_code(row["iso_alpha2"]),
    )


def _country(row: Row) -> dict[str, Any]:
    """A country acts and speaks through its government."""
    return _entity(
        "PublicBody",
        row["entity_id"],
        name=row["name"],
        weakAlias=[form for form in row["forms"] or () if form != row["name"]],
        country=_code(row["iso_alpha2"]),
        summary="country",
    )


def _organization(row: Row) -> dict[str, Any]:
    return _entity(
        "Organization",
        row["entity_id"],
        name=row["name"],
        alias=row["aliases"],
        weakAlias=row["acronym"],
        country=_code(row["iso_alpha2"]),
    )


def _article(row: Row) -> dict[str, Any]:
    return _entity(
        "Article",
        row["article_id"],
        fileName=row["source"],
        title=row["title"],
        author=row["author"],
        publisher=row["site"],
        sourceUrl=_url(row["url"]),
        language=_language(row["language"]),
        publishedAt=row["published"],
        bodyText=row["text"],
    )


def _role(row: Row, posts: set[str]) -> Iterator[dict[str, Any]]:
    """Who holds a role: a Position, the first time that it is met, and its Occupancy."""
    post = "post" + digest(row["role"], row["organization_id"] or "", row["iso_alpha2"] or "")
    if post not in posts:
        posts.add(post)
        yield _entity(
            "Position",
            post,
            name=row["role"],
            organization=_id(row["organization_id"]),
            country=_code(row["iso_alpha2"]),
        )
    yield _entity(
        "Occupancy",
        "held" + digest(row["entity_id"], post, row["qualifier"] or ""),
        holder=_id(row["entity_id"]),
        post=_id(post),
        status=row["qualifier"],
        date=[day for day in (row["first_seen"], row["last_seen"]) if day],
    )


def _mentions(article_id: str, mentions: Iterator[Row]) -> Iterator[dict[str, Any]]:
    """One Mention for each entity of an article, with the names that it has there."""
    found: dict[str, list[Row]] = {}
    for row in mentions:
        if row["entity_id"] and row["form"] in _NAMED:
            found.setdefault(row["entity_id"], []).append(row)
    for entity_id, named in found.items():
        yield _entity(
            "Mention",
            "named" + digest(article_id, entity_id),
            document=_id(article_id),
            resolved=_id(entity_id),
            name=[row["text"] for row in named],
            detectedSchema=_KINDS.get(named[0]["label"], "PublicBody"),
            contextCountry=[code for row in named for code in _code(row["iso_alpha2"])],
        )


def _link(row: Row) -> dict[str, Any]:
    schema, subject, object_ = _LINKS.get(row["predicate"], ("UnknownLink", "subject", "object"))
    return _entity(
        schema,
        row["relation_id"],
        **{subject: _id(row["subject_id"]), object_: _id(row["object_id"])},
        role=row["predicate"].replace("_", " "),
        status=row["qualifier"],
        summary=row["evidence"],
        date=row["published"],
        recordId=row["relation_id"],
        proof=_id(row["article_id"]),
    )


def _statement(row: Row, subjects: list[str]) -> Iterator[dict[str, Any]]:
    """A Note at its speaker and article, and a link from the speaker to each whom it is about."""
    speaker = row["speaker"] or row["speaker_text"]
    note = _entity(
        "Note",
        row["statement_id"],
        name=f"{speaker or 'Someone'}: {row['act'] or row['kind']}",
        description=row["content"],
        summary=row["sentence_text"],
        entity=[*_id(row["speaker_id"]), *_id(row["article_id"])],
        namesMentioned=row["speaker"],
        proof=_id(row["article_id"]),
        keywords=[word for word in (row["act"], row["kind"], row["venue"]) if word],
    )
    yield note
    for entity_id in subjects:
        if row["speaker_id"] and entity_id != row["speaker_id"]:
            yield _entity(
                "UnknownLink",
                "about" + digest(row["statement_id"], entity_id),
                subject=_id(row["speaker_id"]),
                object=_id(entity_id),
                role=f"{row['act'] or 'states'} about",
                summary=row["content"],
                date=row["said_on"] or row["published"],
                recordId=row["statement_id"],
                proof=_id(row["article_id"]),
            )


def _entity(schema: str, key: str, /, **properties: Values) -> dict[str, Any]:
    """An entity; each property is a list of different values, and one without values is not there."""
    found = {}
    for name, values in properties.items():
        kept = list(dict.fromkeys(v for v in ([values] if isinstance(values, str) else values or ()) if v.strip()))
        if kept:
            found[name] = kept
    return {"id": _named(key), "schema": schema, "properties": found}


def _named(key: str) -> str:
    """An id of FollowTheMoney: letters, digits, ``.`` and ``-``; a desk's own id may hold others."""
    return PREFIX + (key if _PLAIN.fullmatch(key) else "x" + digest(key))


def _id(key: str | None) -> list[str]:
    return [_named(key)] if key else []


def _code(iso: str | None) -> list[str]:
    return [iso.lower()] if iso else []


def _url(text: str | None) -> str | None:
    """The address, if it is one of the web."""
    if not text:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.hostname else None


def _language(code: str | None) -> str | None:
    """ISO 639-3, as FollowTheMoney has it, of ISO 639-1."""
    import pycountry

    language = pycountry.languages.get(alpha_2=code) if code else None
    return str(language.alpha_3) if language else None
