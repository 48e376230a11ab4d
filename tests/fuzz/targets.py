"""What is fuzzed: a target takes any bytes and raises where something does not hold."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.articles import article
from pipeline.clean import drop_furniture
from pipeline.config import Config
from pipeline.errors import WhosaidError
from pipeline.ids import digest
from pipeline.ner import find_mentions
from pipeline.records import Page, Raw, Reading, Source, Span
from pipeline.relations import find_statements
from pipeline.segment import find_articles
from pipeline.sources import Found, open_inputs, read_raw
from pipeline.sources.decode import NotText, decode
from pipeline.verify import find_faults

Target = Callable[[bytes], None]


def decoding(data: bytes) -> None:
    """Bytes become text that any writer can write, or are refused in one line."""
    refusal: NotText | None = None
    try:
        text, encoding, notes = decode(data)
    except NotText as error:
        refusal = error
    if refusal is not None:
        assert "\n" not in str(refusal)
        assert refusal.media_type
        return
    assert text.encode() is not None, "lone surrogates"
    assert "\0" not in text
    assert encoding
    assert all("\n" not in note for note in notes)


def pages(data: bytes) -> None:
    """Each character, white space aside, is in one article's title or body, or in one piece of furniture."""
    source = _source(data)
    for clean_text in (False, True):
        (page,) = drop_furniture(find_articles([source], clean_text=clean_text), clean_text=clean_text)
        check_accounts(page)


def statements(data: bytes) -> None:
    """Whatever the text, offsets of mentions and statements lead back to it."""
    source = _source(data)
    (page,) = drop_furniture(find_articles([source]))
    for reading in find_statements(find_mentions([page], _model())):
        check_offsets(reading, page.source.text)


def verifying(data: bytes) -> None:
    """However a result is damaged, verify says so in lines."""
    if len(data) < 4:
        return
    with tempfile.TemporaryDirectory(prefix="whosaid-fuzz-") as name:
        folder = Path(name, "result")
        shutil.copytree(_result(), folder)
        _damage(folder, data)
        try:
            faults = find_faults(folder)
        except WhosaidError as error:
            faults = [str(error)]
        assert all(fault.strip() for fault in faults)


def html(data: bytes) -> None:
    """A page has text that can be written, or is refused in one line."""
    check_source(read_raw(Raw("fuzz.html", data, media_type="text/html"), Config()))


def inputs(data: bytes) -> None:
    """Archives and record files: each member or record is read or refused; the first byte chooses the file's name."""
    if not data:
        return
    name = ("a.txt", "a.csv", "a.jsonl", "a.tsv", "a.zip", "a.warc")[data[0] % 6]
    with tempfile.TemporaryDirectory(prefix="whosaid-fuzz-") as folder:
        path = Path(folder, name)
        path.write_bytes(data[1:])
        found = list(islice(open_inputs([Found(name, path)], Config()), 50))
    for raw in found:
        check_source(read_raw(raw, Config()))
    assert len({raw.name for raw in found}) == len(found), "two inputs of one name"
    assert all(raw.name and ".." not in raw.name.split("/") for raw in found)


TARGETS: dict[str, Target] = {
    "decode": decoding,
    "html": html,
    "inputs": inputs,
    "pages": pages,
    "statements": statements,
    "verify": verifying,
}


def seeds(target: str) -> Iterator[bytes]:
    """Inputs to begin with."""
    if target == "verify":
        for n, what in enumerate((b"[]", b"-1", b'"', b"null", b"\xff\xfe", b"9" * 20, b"", b"NaN", b"{}")):
            for file in range(0, 60, 3):
                yield bytes([file, n * 7, 11 * n + file]) + what
        return
    if target == "inputs":
        for number, file in enumerate(_files()):
            for name in (0, number % 6):
                yield bytes([name]) + file
        return
    raw = sorted(Path(__file__).parents[2].glob("data/raw/*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in raw]
    texts += [article(number, 1 + number % 3) for number in range(20)]
    for text in texts:
        for piece in (text[:1500], text[400:1100], text[-500:]):
            yield (_page(piece) if target == "html" else piece).encode()
            if target == "decode":
                for encoding in ("utf-16", "cp1252", "utf-32-be", "utf-8-sig", "mac-roman"):
                    yield piece.encode(encoding, "replace")


def _page(text: str) -> str:
    title, *lines = text.splitlines() or [""]
    meta = f'<title>{title} | Post</title><meta property="og:title" content="{title}"><meta charset=utf-8>'
    data = json.dumps({"@type": "NewsArticle", "headline": title, "author": {"name": "Ana Ruiz"}})
    body = "".join(f"<p class=a>{line} <a href=/b>more</a></p>\n" for line in lines if line)
    script = f'<script type="application/ld+json">{data}</script>'
    return f"<html><head>{meta}{script}</head><body><!-- a --><article><h1>{title}</h1>{body}</article></body></html>"


def _files() -> Iterator[bytes]:
    """Record files and archives, each with two short articles."""
    import bz2
    import gzip
    import lzma

    texts = [article(number, 1) for number in range(2)]
    records = [{"id": f"{n}", "title": "Ferry", "text": text, "date": "2020-05-12"} for n, text in enumerate(texts)]
    lines = "".join(json.dumps(record) + "\n" for record in records).encode()
    yield lines
    yield json.dumps(records).encode()
    for delimiter in ",;\t":
        file = io.StringIO(newline="")
        writer = csv.DictWriter(file, list(records[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(records)
        yield file.getvalue().encode()
    for compress in (gzip.compress, bz2.compress, lzma.compress):
        yield compress(texts[0].encode())
    for kind in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", kind) as archive:
            archive.writestr("a/b.txt", texts[0])
            archive.writestr("../c.jsonl", lines)
        yield packed.getvalue()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        info = tarfile.TarInfo("a/b.txt")
        info.size = len(lines)
        tar.addfile(info, io.BytesIO(lines))
    yield packed.getvalue()
    page = _page(texts[0]).encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/b\r\nContent-Length: {len(http)}"
    head += "\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n\r\n"
    yield head.encode() + http + b"\r\n\r\n"


def check_source(source: Source) -> None:
    assert source.status in ("read", "skipped", "refused")
    assert source.text.encode() is not None, "lone surrogates"
    assert "\0" not in source.text
    assert bool(source.text) == (source.status == "read")
    assert source.status == "read" or source.reason
    assert "\n" not in (source.reason or "")
    if source.status == "read":
        (page,) = drop_furniture(find_articles([source]))
        check_accounts(page)


def check_accounts(page: Page) -> None:
    text = page.source.text
    owners = bytearray(len(text))
    before = 0
    for part in (*page.articles, *page.furniture):
        assert 0 <= part.span.start < part.span.end <= len(text)
    for article_ in page.articles:
        assert before <= article_.span.start, "articles overlap"
        before = article_.span.end
        assert article_.paragraphs or article_.title, "an article without text"
        pieces = [*article_.paragraphs, *([article_.title] if article_.title else [])]
        for span in pieces:
            assert article_.span.holds(span), "text outside its article"
            assert not any(owners[span.start : span.end]), "counted twice"
            owners[span.start : span.end] = b"a" * (span.end - span.start)
    for piece in page.furniture:
        span = piece.span
        assert not any(owners[span.start : span.end]), "counted twice"
        owners[span.start : span.end] = b"f" * (span.end - span.start)
        if piece.article is not None:
            assert page.articles[piece.article - 1].span.holds(span)
    if page.source.status == "read":
        assert all(owner or char.isspace() for owner, char in zip(owners, text, strict=True)), "characters lost"


def check_offsets(reading: Reading, text: str) -> None:
    inside = reading.article.span
    known = {entity.entity_id for entity in reading.entities}
    for mention in reading.mentions:
        assert mention.span.folded(text) == mention.text
        assert inside.holds(mention.span)
        assert mention.entity_id is None or mention.entity_id in known
    for statement in reading.statements:
        spans = statement.content_spans
        flat = [edge for span in spans for edge in span]
        assert flat == sorted(flat), "content backwards"
        assert all(start < end for start, end in spans), "empty content"
        assert " ".join(span.folded(text) for span in spans) == statement.content
        assert inside.holds(Span(flat[0], flat[-1]))
        for span, words in ((statement.cue_span, statement.cue), (statement.speaker_span, statement.speaker_text)):
            assert (span.folded(text) if span else None) == words
            assert span is None or span.start < span.end
        assert statement.speaker_id is None or statement.speaker_id in known
    for relation in reading.relations:
        assert relation.span.folded(text) == relation.evidence


def _source(data: bytes) -> Source:
    text = data.decode("utf-8", "replace").replace("\0", "\ufffd")
    return Source("fuzz.txt", text, sha256=digest(text))


@cache
def _model() -> Any:
    from pipeline.ner.model import load_model

    return load_model()


@cache
def _result() -> Path:
    """A small result to damage."""
    from pipeline.run import run_pipeline

    folder = Path(tempfile.mkdtemp(prefix="whosaid-fuzz-"))
    (folder / "in").mkdir()
    for number in range(2):
        (folder / "in" / f"{number}.txt").write_text(article(number, 3), encoding="utf-8")
    run_pipeline([folder / "in"], folder / "out", config=Config(reader=False))
    plain = folder / "plain"
    plain.mkdir()
    for path in (folder / "out").iterdir():
        if path.is_file():
            shutil.copyfile(path, plain / path.name)
    return plain


def _damage(folder: Path, data: bytes) -> None:
    """The first byte picks a file, two more a place in it, the others stand there afterwards."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    files = sorted(path for path in folder.iterdir() if path.is_file())
    path = files[data[0] % len(files)]
    place, rest = int.from_bytes(data[1:3], "big"), data[3:]
    if path.suffix == ".parquet" and data[0] < 200:
        table = pq.read_table(path)
        column = place % table.num_columns
        kind = table.schema.field(column)
        values = table.column(column).to_pylist()
        if not values:
            return
        values[place // 7 % len(values)] = _value(rest, kind.type)
        table = table.set_column(column, kind, pa.array(values, kind.type))
        pq.write_table(table, path)
    else:
        content = path.read_bytes()
        start = place * 37 % max(len(content), 1)
        path.write_bytes(content[:start] + rest + content[start + len(rest) :])


def _value(data: bytes, kind: Any) -> Any:
    import pyarrow as pa

    if not data:
        return None
    number = int.from_bytes(data[:3], "big", signed=True)
    if pa.types.is_integer(kind):
        return number
    if pa.types.is_floating(kind):
        return number / 7
    if pa.types.is_boolean(kind):
        return number % 2 == 0
    if pa.types.is_list(kind):
        return [_value(data[i : i + 3], kind.value_type) for i in range(0, min(len(data), 9), 3)]
    return data.decode("utf-8", "replace")


def read_back(path: Path) -> Any:
    """JSON or CSV, for looking at a finding."""
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else list(csv.reader(text.splitlines()))
