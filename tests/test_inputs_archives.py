"""Archives that are broken, locked or hostile: what is sound in them is read, the rest is said, and that is all."""

from __future__ import annotations

import gzip
import io
import logging
import os
import random
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inputs_case import PAGE, TEXT, lines, opened, read, refused, tarred, warc, write, zipped, zstd

from pipeline.sources import archives, opening, streams
from pipeline.sources.archives import harmless

NOISE = random.Random(6).randbytes(3000)  # keeps an archive from becoming so small that a cut leaves nothing
TOO_MUCH = "more is packed into it than"


@pytest.mark.parametrize(
    ("name", "harmless_name"),
    [
        ("a/b.txt", "a/b.txt"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\news\\a.txt", "news/a.txt"),
        ("\\\\server\\share\\a.txt", "server/share/a.txt"),
        ("./a/./b//c.txt", "a/b/c.txt"),
        ("a/../../b.txt", "a/b.txt"),
        ("../..", ""),
        ("10:30 news.txt", "10:30 news.txt"),
    ],
)
def test_names_of_members_lead_nowhere(name: str, harmless_name: str) -> None:
    assert harmless(name) == harmless_name


@pytest.mark.parametrize("pack", [lambda m: zipped(dict(m)), tarred], ids=["zip", "tar"])
def test_nothing_is_written_wherever_a_name_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack) -> None:
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    absolute = str(tmp_path / "out.txt")
    write(folder / "a", pack([("../x.txt", "X."), ("../../y.txt", "Y."), (absolute, "Z."), ("..", "W.")]))
    found = read(folder)
    assert list(found.values()) == ["X.", "Y.", "Z.", "W."]
    assert list(found) == ["a/x.txt", "a/y.txt", f"a{absolute}", "a#4"]
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a", "deep", "in"]


def test_links_devices_and_hidden_members_are_not_followed(tmp_path: Path) -> None:
    members = [("link", None), ("a.txt", "A."), (".hidden", "H."), ("__MACOSX/._a.txt", "M."), ("d/.git/x", "G.")]
    write(tmp_path / "a.tar", tarred(members))
    write(tmp_path / "b.tar", tarred([("pipe", None)], kind=tarfile.FIFOTYPE))
    write(tmp_path / "c.tar", tarred([("hard", None)], kind=tarfile.LNKTYPE))
    assert read(tmp_path) == {"a.tar/a.txt": "A."}
    assert {name: reason.split(";")[0] for name, reason in refused(tmp_path).items()} == {
        "a.tar/link": "link within an archive",
        "b.tar/pipe": "device or pipe in an archive",
        "c.tar/hard": "link within an archive",
    }


class TestBounds:
    def test_a_gigabyte_of_zeros_is_refused_after_fifty_megabytes(self, tmp_path: Path) -> None:
        with gzip.open(tmp_path / "a.gz", "wb", compresslevel=1) as bomb:
            for _ in range(1000):
                bomb.write(bytes(1_000_000))
        budget = streams.Budget.of(0)
        with open(tmp_path / "a.gz", "rb") as file:
            unpacked = streams.decompressed(file, "application/gzip", budget)
            streams.read_all(unpacked, streams.MAX_BYTES + 1)
        assert streams.FREE_BYTES - budget.left < 1.01 * streams.MAX_BYTES
        assert refused(tmp_path) == {"a.gz": "larger than 50 MB; split it into files of one or a few articles each"}

    @pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
    def test_many_members_that_are_each_small_enough_are_bounded_together(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        monkeypatch.setattr(streams, "FREE_BYTES", 1_000_000)
        members = [(f"{i}.txt", b"a" * 300_000) for i in range(9)]
        write(tmp_path / name, zipped(dict(members)) if name == "a.zip" else tarred(members, "w:gz"))
        assert 1 <= len(read(tmp_path)) <= 6
        assert refused(tmp_path)[name].startswith("more is packed into it than 1 MB and 100 times its size;")

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(gzip.compress(b'{"text": "hello"}\n' * 200_000), id="records"),
            pytest.param(gzip.compress(gzip.compress(b'{"text": "hello"}\n' * 200_000)), id="twice packed"),
            pytest.param(zstd(b"text,id\n" + b"hello,1\n" * 300_000), id="rows"),
        ],
    )
    def test_records_are_bounded_by_what_they_are_packed_in(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
    ) -> None:
        monkeypatch.setattr(streams, "FREE_BYTES", 500_000)
        write(tmp_path / "a", data)
        *_, last = opened(tmp_path)
        assert last.status == "refused"
        assert str(last.reason).startswith(TOO_MUCH)

    def test_parquet_that_repeats_one_text_is_bounded(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        monkeypatch.setattr(streams, "FREE_BYTES", 500_000)
        texts = pa.DictionaryArray.from_arrays(pa.array([0] * 5000, pa.int32()), pa.array(["x" * 2000]))
        pq.write_table(pa.table({"text": texts}), tmp_path / "a.parquet")
        *_, last = opened(tmp_path)
        assert str(last.reason).startswith(TOO_MUCH)

    def test_archives_in_archives_end(self, tmp_path: Path) -> None:
        data = b"A."
        for _ in range(7):
            data = zipped({"a": data})
        write(tmp_path / "a", data)
        assert list(refused(tmp_path).values()) == [
            "archives more than 5 deep in one another; unpack it and give its files"
        ]

    def test_a_list_of_members_that_would_fill_the_memory(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(archives, "MAX_DIRECTORY", 1000)
        write(tmp_path / "a.zip", zipped({f"{i}.txt": "A." for i in range(99)}))
        assert refused(tmp_path) == {"a.zip": "ZIP archive of too many files; unpack it and give its folder"}

    def test_a_header_that_would_fill_the_memory(self, tmp_path: Path) -> None:
        info = tarfile.TarInfo("x")
        info.type, info.size = tarfile.GNUTYPE_LONGNAME, 10**9
        write(tmp_path / "a.tar", tarred([("a.txt", "A.")])[:1024] + info.tobuf() + bytes(2048))
        assert read(tmp_path) == {"a.tar/a.txt": "A."}
        assert refused(tmp_path)["a.tar"].startswith("tar archive, broken after 1 files")

    def test_a_header_that_would_take_for_ever(self, tmp_path: Path) -> None:
        info = tarfile.TarInfo("x")
        info.type, info.size = tarfile.XHDTYPE, 60_000
        sound = tarred([("n" * 120, "A."), ("m" * 120, "B.")], format=tarfile.PAX_FORMAT)[: -2 * 512]
        write(
            tmp_path / "a.tar",
            sound.rstrip(b"\0") + bytes(-len(sound.rstrip(b"\0")) % 512) + info.tobuf() + b"1" * 60_416,
        )
        assert list(read(tmp_path).values()) == ["A.", "B."]
        assert "a header that is none" in refused(tmp_path)["a.tar"]

    def test_headers_that_follow_each_other_for_ever(self, tmp_path: Path) -> None:
        info = tarfile.TarInfo("x")
        info.type, info.size = tarfile.GNUTYPE_LONGNAME, 5
        write(tmp_path / "a.tar", (info.tobuf() + b"name\0".ljust(512, b"\0")) * 5000)
        assert list(refused(tmp_path)) == ["a.tar"]

    def test_an_archive_in_an_archive_lies_in_memory_or_in_a_file_without_a_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(opening, "IN_MEMORY", 10)
        spools = tmp_path / "spools"
        spools.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(spools))
        write(tmp_path / "a.tar", tarred([("in.zip", zipped({"a.txt": "A.", "b.txt": "B."}))]))
        assert read(tmp_path / "a.tar") == {"a.tar/in.zip/a.txt": "A.", "a.tar/in.zip/b.txt": "B."}
        assert not list(spools.iterdir())


class TestBroken:
    def test_what_comes_before_the_break_is_read(self, tmp_path: Path) -> None:
        whole = tarred([("a.txt", "A."), ("b.txt", "B."), ("noise", NOISE), ("c.txt", "C.")], "w:gz")
        write(tmp_path / "a.tar.gz", whole[: -len(whole) // 10])
        assert read(tmp_path) == {"a.tar.gz/a.txt": "A.", "a.tar.gz/b.txt": "B."}
        assert refused(tmp_path)["a.tar.gz"].startswith("tar archive, broken after 3 files (")

    @pytest.mark.parametrize("pack", [gzip.compress, zstd], ids=["gz", "zst"])
    def test_records_before_the_break_are_read(self, tmp_path: Path, pack) -> None:
        whole = pack(lines(*({"id": str(i), "text": NOISE[i : i + 400].hex()} for i in range(2000))))
        write(tmp_path / "a.jsonl", whole[: len(whole) // 2])
        found = read(tmp_path)
        assert 500 < len(found) < 2000
        assert list(found) == [str(i) for i in range(len(found))]
        assert refused(tmp_path)["a.jsonl"].startswith("cannot be unpacked (")

    def test_a_text_that_is_not_there_in_full_is_refused(self, tmp_path: Path) -> None:
        write(tmp_path / "a.gz", gzip.compress(TEXT.encode() * 50)[:-9])
        assert list(refused(tmp_path)) == ["a.gz"]

    def test_a_damaged_member_of_a_zip_is_refused_alone(self, tmp_path: Path) -> None:
        data = zipped({"a.txt": "A.", "b.txt": "BROKEN", "c.txt": "C."}, compression=zipfile.ZIP_STORED)
        write(tmp_path / "a.zip", data.replace(b"BROKEN", b"BRAKEN", 1))
        assert read(tmp_path) == {"a.zip/a.txt": "A.", "a.zip/c.txt": "C."}
        assert refused(tmp_path)["a.zip/b.txt"].startswith("cannot be unpacked (bad CRC-32")

    def test_a_zip_without_its_end(self, tmp_path: Path) -> None:
        write(tmp_path / "a.zip", zipped({"a.txt": "A."})[:-30])
        assert refused(tmp_path)["a.zip"].startswith("ZIP archive, broken (")

    def test_encrypted_members_take_one_line(self, tmp_path: Path) -> None:
        data = bytearray(zipped({"a.txt": "A.", "b.txt": "B.", "c.txt": "C."}))
        for signature, flags, name in ((b"PK\3\4", 6, 30), (b"PK\1\2", 8, 46)):
            for i in range(len(data)):
                if data.startswith(signature, i) and data[i + name :].startswith((b"b.txt", b"c.txt")):
                    data[i + flags] |= 1
        write(tmp_path / "a.zip", bytes(data))
        assert read(tmp_path) == {"a.zip/a.txt": "A."}
        assert refused(tmp_path) == {
            "a.zip": "2 members are encrypted and not read; unpack the archive with its password"
        }

    def test_a_web_archive_that_breaks_off(self, tmp_path: Path) -> None:
        page = ("https://tarn.example/", "200 OK", "text/html", PAGE.encode())
        write(tmp_path / "a.warc", warc(page, gzip=False) + b"WARC/1.0\r\nnonsense\r\n\r\n" + b"more\r\n" * 9)
        assert "https://tarn.example/" in read(tmp_path)
        write(tmp_path / "a.warc", warc(page, page, gzip=False)[:-200])
        assert list(read(tmp_path)) == ["https://tarn.example/"]
        assert refused(tmp_path)["https://tarn.example/ (2)"].startswith("page that is cut off")
        write(tmp_path / "a.warc", warc(page, page)[:-200])
        assert list(read(tmp_path)) == ["https://tarn.example/"]
        # where the cut falls depends on the time that the records bear
        assert refused(tmp_path)["a.warc"].startswith(("cannot be unpacked (", "broken after "))

    def test_a_record_that_is_longer_than_it_says(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        page = ("https://tarn.example/", "200 OK", "text/html", PAGE.encode())
        notes: list[str] = []
        data = warc(page, gzip=False)
        before, length, after = data.rpartition(b"Content-Length: ")
        size, rest = after.split(b"\r\n", 1)
        write(tmp_path / "a.warc", before + length + b"%d\r\n" % (int(size) - 9) + rest + warc(page, gzip=False))
        assert "https://tarn.example/" in [raw.name for raw in opened(tmp_path, notes=notes)]
        assert "1 text after the end that a record gives" in " ".join(notes)
        assert capfd.readouterr().err == ""

    def test_an_address_with_blanks(
        self, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(logging.root, "handlers", [])  # as outside of tests, where warnings go to stderr
        logging.getLogger("warcio").setLevel(logging.NOTSET)
        write(tmp_path / "a.warc", warc(("https://tarn.example/a b", "200 OK", "text/html", PAGE.encode())))
        assert len(read(tmp_path)) == 1
        assert capfd.readouterr().err == ""

    @pytest.mark.parametrize("header", [b"X: " + b"x" * 3_000_000, b"X: y\r\n" * 300_000], ids=["line", "lines"])
    def test_a_header_of_a_web_archive_that_would_fill_the_memory(self, tmp_path: Path, header: bytes) -> None:
        page = ("https://tarn.example/", "200 OK", "text/html", PAGE.encode())
        write(tmp_path / "a.warc", warc(page, gzip=False) + b"WARC/1.0\r\n" + header)
        assert list(read(tmp_path)) == ["https://tarn.example/"]
        assert "a header is too large" in refused(tmp_path)["a.warc"]

    @pytest.mark.parametrize(
        "data",
        [
            zipped({}),
            zipped({"folder/": ""}),
            zipped({".hidden": "H."}),
            tarred([(".hidden", "H.")]),
            gzip.compress(warc()),
        ],
        ids=["empty zip", "folder in zip", "hidden in zip", "hidden in tar", "no pages"],
    )
    def test_an_archive_with_nothing_in_it_is_a_source_too(self, tmp_path: Path, data: bytes) -> None:
        write(tmp_path / "a", data)
        assert refused(tmp_path) == {"a": "nothing to read in it: no files, records or pages; leave it out"}

    @pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype", "word/document.xml"])
    def test_office_documents_are_no_archives(self, tmp_path: Path, name: str) -> None:
        write(tmp_path / "a.docx", zipped({name: "x", "b.txt": "B."}))
        assert refused(tmp_path)["a.docx"].startswith("Office document or the like")


WHOLE = {
    "zip": zipped({"a.txt": TEXT, "b.jsonl": lines({"text": TEXT}), "c.gz": gzip.compress(b"C.")}),
    "tar": tarred([("a.txt", TEXT), ("link", None), ("b.csv", "text,id\nT.,1\n")]),
    "tar.gz": tarred([("a.txt", TEXT), ("n" * 150, NOISE[:600])], "w:gz"),
    "warc": warc(("https://tarn.example/", "200 OK", "text/html", PAGE.encode())),
    "zst": zstd(lines({"text": TEXT}, {"id": 1, "text": TEXT})),
}


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(sorted(WHOLE)),
    cut=st.floats(0.01, 1),
    spots=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), max_size=3),
)
def test_damage_of_any_kind_is_said_and_nothing_raises(tmp_path: Path, kind: str, cut: float, spots) -> None:
    data = bytearray(WHOLE[kind])
    for place, new in spots:
        at = int(place * len(data))
        data[at : at + len(new)] = new
    path = write(tmp_path / "a", bytes(data[: max(1, int(cut * len(data)))]))
    raws = opened(path)
    assert raws
    assert len({raw.name for raw in raws}) == len(raws)
    for raw in raws:
        assert raw.status == "read" or (raw.reason and "\n" not in raw.reason and "; " in raw.reason)


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.zip", zipped({"a.txt": "A."}))
    real = io.open

    def failing(path, *rest, **named):
        if str(path).endswith("a.zip"):
            raise OSError(5, os.strerror(5))
        return real(path, *rest, **named)

    monkeypatch.setattr("builtins.open", failing)
    assert refused(tmp_path) == {"a.zip": "cannot be opened: input/output error; copy it to a local disk and try again"}
