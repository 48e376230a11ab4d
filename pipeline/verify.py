"""Proof of a result from its own files: what the tables promise is checked against the source texts they hold."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from pipeline import ids
from pipeline.errors import ResultError
from pipeline.export.cells import from_cell, to_cell
from pipeline.export.commit import FILES
from pipeline.records import Span
from pipeline.schema import BY_NAME, NUMBER, RUN_FILE, TABLES, Table

Row = dict[str, Any]
Rows = dict[str, list[Row]]

ENTITY_TABLES = ("people", "countries", "organizations")
ENTITY_COLUMNS = {
    "mentions": ("entity_id",),
    "statements": ("speaker_id", "addressee_id"),
    "statement_mentions": ("entity_id",),
    "utterances": ("speaker_id",),
    "relations": ("subject_id", "object_id"),
}
SPANNED = {"statements": ("speaker", "cue"), "articles": ("title",)}
"""Columns ``X_start``/``X_end`` beside a text."""
PLACES = {
    "articles": ("", "title_"),
    "furniture": ("",),
    "mentions": ("",),
    "relations": ("",),
    "statements": ("content_", "speaker_", "cue_"),
}
MISSING = ("title_", "speaker_", "cue_")
"""Places that a row need not have."""


def find_faults(folder: Path) -> list[str]:
    """All that is wrong with the result in ``folder``, one line each; an empty list proves it sound.

    Raises ResultError where there is no result.
    """
    missing = [name for name in FILES if not (folder / name).exists()]
    if len(missing) == len(FILES):
        raise ResultError(f"{folder}: no result here; give the folder that `whosaid run --out` wrote")
    if missing:
        return [f"{name} is missing" for name in missing]
    rows = {table.name: _read(folder, table) for table in TABLES}
    texts = {row["source"]: row["text"] or "" for row in rows["sources"]}
    first = (
        *(_soundly(f"{table.name}.csv", _csv_equals_parquet(folder, table, rows[table.name])) for table in TABLES),
        _soundly("keys", _keys(rows)),
        _soundly("references", _references(rows)),
        _soundly("places", _places(rows, texts)),
    )
    faults = [fault for check in first for fault in check]
    if any("is not in" in fault or "no place in" in fault for fault in faults):
        return faults  # without its article or its place a row cannot be checked further
    try:
        report = json.loads((folder / RUN_FILE).read_text("utf-8"))
    except (ValueError, RecursionError):
        return [*faults, f"{RUN_FILE}: not what a run writes"]
    checks = (
        _offsets(rows, texts),
        _contents(rows, texts),
        _coverage(rows, texts),
        _content_ids(rows, texts),
        _order(rows),
        _copies(rows),
        _counts(rows, report),
    )
    return faults + [fault for check in checks for fault in _soundly("tables", check)]


def _soundly(where: str, faults: Iterator[str]) -> Iterator[str]:
    """``faults``, and one more where a table holds a value that cannot even be compared."""
    try:
        yield from faults
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, csv.Error) as error:
        yield f"{where}: a value that no run writes ({type(error).__name__}: {' '.join(str(error).split())[:200]})"


def _places(rows: Rows, texts: dict[str, str]) -> Iterator[str]:
    """Whether a row stands where there is text: before all that cuts or counts by its places."""
    for name, parts in PLACES.items():
        for row in rows[name]:
            size = len(texts.get(row["source"], ""))
            found = {part: (row[f"{part}start"], row[f"{part}end"]) for part in parts}
            places = [place for part, place in found.items() if part not in MISSING or place != (None, None)]
            for place in (*places, *((row["content_spans"] or [None]) if name == "statements" else ())):
                if not place or len(place) != 2 or None in place or not 0 <= place[0] <= place[1] <= size:
                    yield f"{name}: {place} is no place in {row['source']}"


def _read(folder: Path, table: Table) -> list[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / f"{table.name}.parquet"
    try:
        found = pq.read_table(path)
        rows: list[Row] = found.to_pylist()
    except (OSError, ValueError, pa.ArrowException) as error:
        raise ResultError(f"{path}: cannot be read as Parquet; run again") from error
    if tuple(found.column_names) != table.header:
        raise ResultError(f"{path}: not the columns of {table.name!r}; it was written by another version, run again")
    return rows


def _csv_equals_parquet(folder: Path, table: Table, rows: list[Row]) -> Iterator[str]:
    csv.field_size_limit(2**31 - 1)
    with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if tuple(next(reader, ())) != table.header:
            yield f"{table.name}.csv: other columns than {table.name}.parquet"
            return
        for number, (cells, row) in enumerate(zip_longest(reader, rows), 1):
            if cells is None or row is None or len(cells) != len(table.columns):
                yield f"{table.name}.csv: not as many rows or cells as {table.name}.parquet, from row {number} on"
                return
            for cell, column in zip(cells, table.columns, strict=True):
                value = row[column.name]
                same = cell == to_cell(value, column, table.name)
                if column.type != NUMBER:
                    same = same and from_cell(cell, column, table.name) == (None if value == "" else value)
                if not same:
                    yield f"{table.name}.csv row {number}: {column.name} differs from Parquet"


def _keys(rows: Rows) -> Iterator[str]:
    for table in TABLES:
        if table.key:
            counts = Counter(row[table.key] for row in rows[table.name])
            for key, n in counts.items():
                if n > 1 or key is None:
                    yield f"{table.name}: {table.key} {key} stands {n} times"


def _references(rows: Rows) -> Iterator[str]:
    keys = {t.name: {row[t.key] for row in rows[t.name]} for t in TABLES if t.key}
    for table in TABLES:
        for column in table.columns:
            if column.refers_to and (column.refers_to, column.name) != (table.name, table.key):
                for row in rows[table.name]:
                    value = row[column.name]
                    if value is not None and value not in keys[column.refers_to]:
                        yield f"{table.name}: {column.name} {value} is not in {column.refers_to}"
    entities = set().union(*(keys[name] for name in ENTITY_TABLES))
    for name, columns in ENTITY_COLUMNS.items():
        for entity_column in columns:
            for value in {row[entity_column] for row in rows[name]} - {None}:
                if value not in entities:
                    yield f"{name}: {entity_column} {value} is no person, country or organization"


def _offsets(rows: Rows, texts: dict[str, str]) -> Iterator[str]:
    """``source_text[start:end]`` is the row's text, white space folded."""
    for name, text_column in (("furniture", "text"), ("mentions", "text"), ("relations", "evidence")):
        for row in rows[name]:
            if _folded(texts[row["source"]], row["start"], row["end"]) != row[text_column]:
                yield f"{name}: {row['source']}:{row['start']}-{row['end']} is not {row[text_column]!r}"
    for name, parts in SPANNED.items():
        for row in rows[name]:
            for part in parts:
                start, end = row[f"{part}_start"], row[f"{part}_end"]
                written = row["speaker_text" if part == "speaker" else part]
                if start is None and (written is None or part == "title"):
                    continue  # a record may have its title beside its text
                if start is None or _folded(texts[row["source"]], start, end) != written:
                    yield f"{name}: {row['source']}:{start}-{end} is not {written!r}"


def _contents(rows: Rows, texts: dict[str, str]) -> Iterator[str]:
    """A statement's content is its pieces, in order, and lies within its article."""
    spans = {row["article_id"]: (row["start"], row["end"]) for row in rows["articles"]}
    for row in rows["statements"]:
        text = texts[row["source"]]
        pieces = row["content_spans"]
        if " ".join(_folded(text, *piece) for piece in pieces) != row["content"]:
            yield f"statements: {row['statement_id']}: content is not what content_spans say"
        flat = [edge for piece in pieces for edge in piece]
        start, end = spans[row["article_id"]]
        if flat != sorted(flat) or [flat[0], flat[-1]] != [row["content_start"], row["content_end"]]:
            yield f"statements: {row['statement_id']}: pieces are not in order between content_start and content_end"
        if flat[0] < start or flat[-1] > end:
            yield f"statements: {row['statement_id']}: content lies outside its article"


def _coverage(rows: Rows, texts: dict[str, str]) -> Iterator[str]:
    """Each character, white space aside, is in one article's title or body or in one row of furniture."""
    furniture, articles = _by_source(rows["furniture"]), _by_source(rows["articles"])
    for source, text in texts.items():
        owners = bytearray(len(text))
        for row in furniture[source]:
            if any(owners[row["start"] : row["end"]]):
                yield f"furniture: {source}:{row['start']}-{row['end']} overlaps other furniture"
            owners[row["start"] : row["end"]] = b"f" * (row["end"] - row["start"])
        before = 0
        for row in articles[source]:
            if row["start"] < before:
                yield f"articles: {row['article_id']} overlaps the article before it"
            before = row["end"]
            body = "".join(text[i] for i in _body(row, owners))
            if _squash(body) != _squash(row["text"] or ""):
                yield f"articles: {row['article_id']}: text is not its span less title and furniture"
            for i in range(row["start"], row["end"]):
                owners[i] = owners[i] or ord("a")
        lost = [i for i, owner in enumerate(owners) if not owner and not text[i].isspace()]
        if lost:
            yield f"sources: {source}: {len(lost)} characters lost, the first at {lost[0]}"


def _body(row: Row, owners: bytearray) -> Iterator[int]:
    title = range(row["title_start"] or 0, row["title_end"] or 0)
    return (i for i in range(row["start"], row["end"]) if not owners[i] and i not in title)


def _content_ids(rows: Rows, texts: dict[str, str]) -> Iterator[str]:
    """Ids follow from content alone."""
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows["articles"]:
        source, text = row["source"], texts[row["source"]][row["start"] : row["end"]]
        wanted = ids.article_id(source, text, seen[source, text])
        seen[source, text] += 1
        if row["article_id"] != wanted and "\\" not in source:  # names with control characters are shown escaped
            yield f"articles: {row['article_id']} should be {wanted}"
    for row in rows["mentions"]:
        if row["mention_id"] != ids.mention_id(row["article_id"], Span(row["start"], row["end"])):
            yield f"mentions: {row['mention_id']} does not follow from its article and place"


def _order(rows: Rows) -> Iterator[str]:
    for name, columns in {
        "sources": ("source",),
        "articles": ("source", "start"),
        "furniture": ("source", "start"),
        "mentions": ("source", "start"),
        "statements": ("source", "content_start"),
        "relations": ("source", "start"),
    }.items():
        places = [tuple(row[column] for column in columns) for row in rows[name]]
        if places != sorted(places):
            yield f"{name}: not sorted by {', '.join(columns)}"
    for name in ENTITY_TABLES:
        places = [(-row["n_statements"], -row["n_mentions"]) for row in rows[name]]
        if places != sorted(places):
            yield f"{name}: not sorted by n_statements and n_mentions"


def _copies(rows: Rows) -> Iterator[str]:
    """A copy names an original, and copies count as one in ``n_independent``."""
    story = {row["article_id"]: row["duplicate_of"] or row["article_id"] for row in rows["articles"]}
    for copy, original in story.items():
        if story[original] != original:
            yield f"articles: {copy}: duplicate_of {original} is a copy itself"
    stories: defaultdict[str, set[str]] = defaultdict(set)
    for counted, names, key in (
        ("mentions", ENTITY_TABLES, "entity_id"),
        ("statements", ("utterances",), "utterance_id"),
    ):
        for row in rows[counted]:
            stories[row[key]].add(story[row["article_id"]])
        for name in names:
            for row in rows[name]:
                if row["n_independent"] != len(stories[row[key]]):
                    yield f"{name}: {row[key]}: n_independent is not what {counted} and duplicate_of say"


def _counts(rows: Rows, report: Row) -> Iterator[str]:
    counts = report["counts"]
    for name in BY_NAME:
        if counts[name] != len(rows[name]):
            yield f"{RUN_FILE}: {counts[name]} {name}, but the table has {len(rows[name])}"
    statuses = Counter(row["status"] for row in rows["sources"])
    for status in ("read", "skipped", "refused"):
        if counts[f"sources_{status}"] != statuses[status]:
            yield f"{RUN_FILE}: {counts[f'sources_{status}']} sources {status}, but the table has {statuses[status]}"
    if sum(statuses.values()) != statuses["read"] + statuses["skipped"] + statuses["refused"]:
        yield "sources: a status that is neither read, skipped nor refused"
    for row in rows["sources"]:
        if row["n_chars"] != len(row["text"] or ""):
            yield f"sources: {row['source']}: n_chars is not the length of its text"
    mentioned = Counter(row["entity_id"] for row in rows["mentions"])
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows["mentions"]:
        articles[row["entity_id"]].add(row["article_id"])
    said = Counter(row["speaker_id"] for row in rows["statements"])
    for name in ENTITY_TABLES:
        for row in rows[name]:
            key = row["entity_id"]
            if (row["n_mentions"], row["n_articles"]) != (mentioned[key], len(articles[key])):
                yield f"{name}: {row['name']}: n_mentions or n_articles is not what mentions say"
            if row["n_statements"] < said[key] or (name != "countries" and row["n_statements"] != said[key]):
                yield f"{name}: {row['name']}: n_statements is not what statements say"
    reported = Counter(row["utterance_id"] for row in rows["statements"])
    for row in rows["utterances"]:
        if row["n_statements"] != reported[row["utterance_id"]]:
            yield f"utterances: {row['utterance_id']}: n_statements is not what statements say"


def _by_source(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["source"]].append(row)
    return found


def _folded(text: str, start: int, end: int) -> str:
    return Span(start, end).folded(text)


def _squash(text: str) -> str:
    return "".join(text.split())
