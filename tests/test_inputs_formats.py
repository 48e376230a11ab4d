"""What is read of each kind of file, told apart by content, under which names, in which order."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inputs_case import PAGE, TEXT, lines, opened, read, refused, sources, tarred, warc, write, zipped, zstd
from warcio.warcwriter import WARCWriter

from pipeline.sources import discover, fingerprint

RECORDS = [{"id": "r1", "text": TEXT}, {"id": "r2", "text": "No."}]
READ = {"r1": TEXT, "r2": "No."}
LINES = lines(*RECORDS)
PAGES = warc(("https://tarn.example/bridge", "200 OK", "text/html; charset=utf-8", PAGE.encode()))
URL = "https://tarn.example/bridge"


def table(**columns: object) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("data", "names"),
    [
        pytest.param(TEXT, ["a"], id="plain text"),
        pytest.param(TEXT.encode("utf-16"), ["a"], id="plain text in UTF-16"),
        pytest.param(PAGE, ["a"], id="HTML"),
        pytest.param(gzip.compress(TEXT.encode()), ["a"], id="gz"),
        pytest.param(bz2.compress(TEXT.encode()), ["a"], id="bz2"),
        pytest.param(lzma.compress(TEXT.encode()), ["a"], id="xz"),
        pytest.param(zstd(TEXT.encode()), ["a"], id="zst"),
        pytest.param(zstd(b"One. ") + zstd(b"Two."), ["a"], id="zst of two frames"),
        pytest.param(gzip.compress(b"One. ") + gzip.compress(b"Two."), ["a"], id="gz of two members"),
        pytest.param(gzip.compress(PAGE.encode()), ["a"], id="HTML in gz"),
        pytest.param(LINES, ["r1", "r2"], id="JSON Lines"),
        pytest.param(b"\xef\xbb\xbf" + LINES.replace(b"\n", b"\r\n\r\n"), ["r1", "r2"], id="JSON Lines of Windows"),
        pytest.param(LINES.decode().encode("utf-16"), ["r1", "r2"], id="JSON Lines in UTF-16"),
        pytest.param(json.dumps(RECORDS), ["r1", "r2"], id="JSON array"),
        pytest.param(json.dumps(RECORDS, indent=1), ["r1", "r2"], id="JSON array over lines"),
        pytest.param(json.dumps(RECORDS[0], indent=1), ["r1"], id="one JSON object"),
        pytest.param("\n".join(json.dumps(r, indent=1) for r in RECORDS), ["r1", "r2"], id="objects over lines"),
        pytest.param("id,text\nr1,He came.\nr2,She left.\n", ["r1", "r2"], id="CSV"),
        pytest.param("id;text\nr1;He came.\nr2;She left.\n", ["r1", "r2"], id="CSV with semicolons"),
        pytest.param("id\ttext\nr1\tHe came.\nr2\tShe left.\n", ["r1", "r2"], id="TSV"),
        pytest.param("id\ttext\nr1\tHe came.\n".encode("utf-16"), ["r1"], id="TSV in UTF-16, as spreadsheets write it"),
        pytest.param(table(id=["r1", "r2"], text=["He came.", "She left."]), ["r1", "r2"], id="Parquet"),
        pytest.param(zstd(LINES), ["r1", "r2"], id="JSON Lines in zst"),
        pytest.param(zipped({"b.txt": "B.", "a/a.txt": "A."}), ["a/b.txt", "a/a/a.txt"], id="zip"),
        pytest.param(tarred([("b.txt", "B."), ("a/a.txt", "A.")]), ["a/b.txt", "a/a/a.txt"], id="tar"),
        pytest.param(tarred([("b.txt", "B.")], "w:gz"), ["a/b.txt"], id="tar.gz"),
        pytest.param(zstd(tarred([("b.txt", "B.")])), ["a/b.txt"], id="tar.zst"),
        pytest.param(zipped({"in.tar": tarred([("b.txt", "B.")])}), ["a/in.tar/b.txt"], id="tar in zip"),
        pytest.param(tarred([("in.zip", zipped({"b.txt": "B."}))]), ["a/in.zip/b.txt"], id="zip in tar"),
        pytest.param(zipped({"r": LINES, "t.csv": "x,text\n1,T.\n"}), ["r1", "r2", "a/t.csv#1"], id="records in zip"),
        pytest.param(zipped({"t.parquet": table(text=["T."])}), ["a/t.parquet#1"], id="Parquet in zip"),
        pytest.param(PAGES, [URL], id="WARC"),
        pytest.param(gzip.decompress(PAGES), [URL], id="WARC, not compressed"),
        pytest.param(zipped({"datapackage.json": "{}", "archive/a.warc.gz": PAGES, "p.cdx": "x"}), [URL], id="WACZ"),
    ],
)  # fmt: skip
def test_kinds_are_told_by_content_alone(tmp_path: Path, data: bytes | str, names: list[str]) -> None:
    write(tmp_path / "a", data)
    assert list(read(tmp_path)) == names
    assert not refused(tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", TEXT, "text/plain"),
        ("a.gz", gzip.compress(TEXT.encode()), "text/plain"),
        ("a.html", PAGE, "text/html"),
        ("a.jsonl", LINES, "application/x-ndjson"),
        ("a.json", json.dumps(RECORDS), "application/json"),
        ("a.csv", "id,text\nr1,He came.\n", "text/csv"),
        ("a.tsv", "id\ttext\nr1\tHe came.\n", "text/tab-separated-values"),
        ("a.parquet", table(text=["T."]), "application/vnd.apache.parquet"),
        ("a.warc.gz", PAGES, "text/html"),
        ("a.jsonl", lines({"html": PAGE}), "text/html"),
    ],
)
def test_the_media_type_is_that_of_the_source(tmp_path: Path, name: str, data: bytes | str, media_type: str) -> None:
    write(tmp_path / name, data)
    assert {source.media_type for source in sources(tmp_path)} == {media_type}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "On Monday, the minister said, all was well.\nThen, as was his wont, he left.\n"),
        ("a.csv", "“Text, please,” she said.\nNothing, nothing at all, came.\n"),
        ("a.csv", "Storm Closes Port\n\nThe port of Tarn is shut.\n"),
        ("a.txt", "Text, she said, is all there is.\nAnd titles, he said.\n"),
        ("a.txt", "text;title\n"),
        ("a.jsonl", "He said {so}.\n"),
        ("a.jsonl", '{"He said so', ),
        ("a.json", "[sic] he wrote.\n"),
        ("a.json", "{ and } are braces, she said.\n"),
        ("a.parquet", "PAR1 is how such a file begins.\n"),
        ("a.bz2", "BZh9 is how such a file begins.\n"),
        ("a.warc", "WARC is a format.\n"),
        ("a.zip", "PK is how such a file begins.\n"),
    ],
)  # fmt: skip
def test_prose_stays_prose_whatever_the_file_is_called(tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path / name, text)
    assert read(tmp_path) == {name: text}


def test_a_page_begins_with_its_title_and_says_what_it_knows(tmp_path: Path) -> None:
    (source,) = sources(write(tmp_path / "a.warc.gz", PAGES))
    assert source.text.splitlines()[0] == "Bridge at Tarn Shut Until May"
    assert source.about is not None
    assert source.about.title == "Bridge at Tarn Shut Until May"
    assert (source.about.url, source.about.site, source.about.published) == (URL, "tarn.example", "2024-03-05")


def test_of_a_web_archive_pages_are_read_and_the_rest_is_counted(tmp_path: Path) -> None:
    page = PAGE.encode()
    data = warc(
        (URL, "200 OK", "text/html", page),
        ("https://tarn.example/logo", "200 OK", "image/png", b"\x89PNG"),
        ("https://tarn.example/gone", "404 Not Found", "text/html", page),
        (URL, "200 OK", "TEXT/HTML;charset=utf-8", page),
        ("https://tarn.example/x", "200 OK", "application/xhtml+xml", page),
    )
    notes: list[str] = []
    raws = opened(write(tmp_path / "a.warc.gz", data), notes=notes)
    assert [raw.name for raw in raws] == [URL, f"{URL} (2)", "https://tarn.example/x"]
    assert notes == ["web archives: 2 records left out that are no pages (1 image/png, 1 answer 404)"]


def test_the_texts_of_a_wet_file_are_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for url, media_type in ((URL, "text/plain"), ("https://tarn.example/x", "application/json")):
        payload = io.BytesIO(TEXT.encode())
        record = writer.create_warc_record(url, "conversion", payload=payload, warc_content_type=media_type)
        writer.write_record(record)
    (source,) = sources(write(tmp_path / "a.warc.wet.gz", out.getvalue()))
    assert (source.name, source.text, source.media_type) == (URL, TEXT, "text/plain")
    assert source.about is not None
    assert source.about.url == URL


class TestNames:
    def test_files_by_name_and_what_is_in_them_by_place(self, tmp_path: Path) -> None:
        write(tmp_path / "c.txt", "C.")
        write(tmp_path / "b.zip", zipped({"z.txt": "Z.", "a.txt": "A."}))
        write(tmp_path / "a.jsonl", lines({"text": "1."}, {"text": "2."}))
        assert list(read(tmp_path)) == ["a.jsonl#1", "a.jsonl#2", "b.zip/z.txt", "b.zip/a.txt", "c.txt"]

    def test_a_second_one_of_a_name_gets_a_number(self, tmp_path: Path) -> None:
        record = {"id": "x", "text": "1."}
        write(tmp_path / "a.jsonl", lines(record, {"id": "x", "text": "2."}, {"id": "x (2)", "text": "3."}))
        write(tmp_path / "b.jsonl", lines({"id": "x", "text": "4."}))
        assert read(tmp_path) == {"x": "1.", "x (2)": "2.", "x (2) (2)": "3.", "x (3)": "4."}

    def test_a_record_does_not_push_a_file_aside(self, tmp_path: Path) -> None:
        write(tmp_path / "a.jsonl", lines({"id": "b.txt", "text": "record"}, {"id": "a.jsonl", "text": "own"}))
        write(tmp_path / "b.txt", "file")
        assert read(tmp_path) == {"b.txt (2)": "record", "a.jsonl": "own", "b.txt": "file"}

    @pytest.mark.parametrize("order", [1, -1])
    def test_the_order_of_the_inputs_does_not_matter(self, tmp_path: Path, order: int) -> None:
        from pipeline.config import Config
        from pipeline.sources import open_inputs

        paths = [write(tmp_path / f"{n}.jsonl", lines({"id": "x", "text": n})) for n in "abc"]
        found = discover(paths[::order])
        raws = list(open_inputs(found[::order], Config()))
        assert [(raw.name, raw.data) for raw in raws] == [("x", b"a"), ("x (2)", b"b"), ("x (3)", b"c")]

    def test_ids_become_names_of_one_line(self, tmp_path: Path) -> None:
        ids = [" a\n b ", "c\x07", 17, 18.0, "", None, {"name": "n"}, ["d", "e"], "\ud800"]
        write(tmp_path / "a.jsonl", lines(*({"id": one, "text": "T."} for one in ids)))
        assert list(read(tmp_path)) == ["a b", "c\\x07", "17", "18", "a.jsonl#5", "a.jsonl#6", "n", "d, e", "\ufffd"]

    def test_many_names_are_each_given_once(self) -> None:
        from pipeline.sources.names import Names

        names = Names(["f"])
        given = [names.give(str(i % 4000)) for i in range(12_000)]
        assert len(set(given)) == 12_000
        assert given[4000:4002] == ["0 (2)", "1 (2)"]


def test_a_fingerprint_is_that_of_the_bytes_of_the_file(tmp_path: Path) -> None:
    import hashlib

    data = zipped({"a.txt": "A."})
    (found,) = discover([write(tmp_path / "a.zip", data)])
    assert fingerprint(found) == ("a.zip", len(data), hashlib.sha256(data).hexdigest())


BEGINNINGS = [
    *(
        b"",
        b"{",
        b'{"text": "',
        b'[{"text":1}',
        b"text,id\n",
        b"id\ttext\n",
        b"WARC/1.0\r\n",
        b"<html>",
        b"\xff\xfe{\0",
    ),
    *(b"PAR1\x15", b"PK\3\4", b"\x1f\x8b\x08\0", b"BZh91AY&SY", b"\x28\xb5\x2f\xfd", b"\xfd7zXZ\0"),
]


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=300), st.sampled_from(["a", "a.csv", "a.tsv.gz", "a.jsonl"]))
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path: Path, beginning: bytes, rest: bytes, name: str) -> None:
    raws = opened(write(tmp_path / name, beginning + rest))
    assert raws
    assert len({raw.name for raw in raws}) == len(raws)
    for raw in raws:
        assert raw.status == "read" or (raw.reason and "\n" not in raw.reason and "; " in raw.reason)
