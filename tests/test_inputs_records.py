"""Records: which field holds what, what becomes of those that are broken, and what they say beside their text."""

from __future__ import annotations

import io
import json
import random
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from inputs_case import TEXT, lines, opened, read, refused, sources, write, zstd

from pipeline.config import Config
from pipeline.records import About, Source
from pipeline.segment import find_articles
from pipeline.sources import jsons, opening, tables
from pipeline.sources.dates import iso_date
from pipeline.sources.fields import choose_fields
from pipeline.sources.streams import Unreadable


class TestFields:
    @pytest.mark.parametrize(
        ("names", "holds"),
        [
            (["text"], {"text": "text"}),
            (["Body Text", "ID"], {"text": "Body Text", "id": "ID"}),
            (["articleBody", "headline"], {"text": "articleBody", "title": "headline"}),
            (["maintext", "date_publish"], {"text": "maintext", "date": "date_publish"}),
            (["content", "text"], {"text": "text"}),
            (["_id", "id", "text"], {"text": "text", "id": "id"}),
            (["text", "byline", "source"], {"text": "text", "author": "byline", "site": "source"}),
            (["text", "link", "lang"], {"text": "text", "url": "link", "language": "lang"}),
            (["text", "summary", "section"], {"text": "text"}),
            (["", "text"], {"text": "text"}),
        ],
    )  # fmt: skip
    def test_guessed_by_their_usual_names(self, names: list[str], holds: dict[str, str]) -> None:
        fields = choose_fields(names, Config())._asdict()
        assert sorted(fields.pop("guessed")) == sorted(holds)
        assert {what: name for what, name in fields.items() if name} == holds

    def test_the_user_knows_better(self, tmp_path: Path) -> None:
        record = {
            "text": "Teaser.",
            "full": TEXT,
            "id": 1,
            "key": "k",
            "title": "T",
            "kicker": "K",
            "date": "2024-01-01",
        }
        config = Config(text_field="full", id_field="key", title_field="kicker", date_field="meta.day")
        notes: list[str] = []
        write(tmp_path / "a.jsonl", lines({**record, "meta": {"day": "2024-02-02"}}))
        (raw,) = opened(tmp_path, config, notes)
        assert (raw.name, raw.data.decode()) == ("k", TEXT)
        assert raw.about == About(title="K", published="2024-02-02")
        assert notes == []

    def test_what_was_guessed_is_said_once_for_all_files_of_a_kind(self, tmp_path: Path) -> None:
        for name in "abc":
            write(tmp_path / f"{name}.jsonl", lines({"body": TEXT, "id": name}))
        write(tmp_path / "d.csv", "headline,text\nT,He came.\n")
        notes: list[str] = []
        opened(tmp_path, notes=notes)
        advice = "name them with --text-field and its like"
        assert notes == [
            f"a.jsonl and 2 more: fields guessed: text from 'body', id from 'id'; {advice}",
            f"d.csv: fields guessed: text from 'text', title from 'headline'; {advice}",
        ]

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("a.jsonl", lines({"a": TEXT, "b": 1}, {"a": TEXT, "b": 2})),
            ("a.json", json.dumps([{"a": TEXT, "b": 1}])),
            ("a.csv", "a,b\nHe came.,1\nShe left.,2\n"),
        ],
    )
    def test_where_no_field_is_known_to_hold_text_the_file_is_refused(self, tmp_path: Path, name: str, data) -> None:
        write(tmp_path / name, data)
        reason = "no field is known to hold the text (there are: a, b); name it with --text-field"
        assert refused(tmp_path) == {name: reason}
        assert (
            len(read(tmp_path, Config(text_field="a"))) == len(read(tmp_path, Config(text_field="a", id_field="b"))) > 0
        )
        assert "--text-field" in refused(tmp_path, Config(text_field="nowhere"))[name]

    def test_every_list_of_names_is_free_of_doubles(self) -> None:
        from pipeline.sources.fields import known_names, usual

        kinds = ("text", "id", "title", "date", "author", "site", "url", "language")
        names = [name for what in kinds for name in usual(what)]
        assert len(names) == len(set(names)) == len(known_names())


class TestRecords:
    def test_what_a_record_says_of_itself(self, tmp_path: Path) -> None:
        record = {
            "text": TEXT,
            "title": "Bridge\n shut",
            "authors": [{"name": "Ann Lee"}, "Bo Ek"],
            "source": {"id": None, "name": "Tarn Post"},
            "url": "https://tarn.example/1",
            "publishedAt": "2024-03-05T10:00:00Z",
            "language": "en",
        }
        (raw,) = opened(write(tmp_path / "a.jsonl", lines(record)))
        assert raw.about == About(
            "Bridge shut", "Ann Lee, Bo Ek", "Tarn Post", "https://tarn.example/1", "2024-03-05", "en"
        )

    @pytest.mark.parametrize(
        ("text", "data"),
        [
            ("He came.", b"He came."),
            (["He came.", "She left."], b"He came.\n\nShe left."),
            ("caf\ud83d\ude00", "caf😀".encode()),
            ("lone \ud83d", b"lone \xed\xa0\xbd"),
            ("  spaced \n", b"  spaced \n"),
        ],
    )
    def test_the_text_is_the_field_alone_as_it_stands(self, tmp_path: Path, text: object, data: bytes) -> None:
        write(tmp_path / "a.jsonl", lines({"text": text, "title": "T"}))
        assert [raw.data for raw in opened(tmp_path)] == [data]

    @pytest.mark.parametrize("text", ["", " \n", None, 17, {"a": "b"}, [1, 2], True])
    def test_a_record_without_text_is_refused(self, tmp_path: Path, text: object) -> None:
        write(tmp_path / "a.jsonl", lines({"id": "r", "text": text}, {"id": "s", "text": TEXT}))
        assert refused(tmp_path)["r"].startswith("no text in field 'text'; ")
        assert read(tmp_path) == {"s": TEXT}

    def test_a_broken_line_is_refused_and_the_rest_is_read(self, tmp_path: Path) -> None:
        broken = ['{"text": "x"', "nonsense", "[1]", '"text"', '{"text": 1e999999, "id": ' + "9" * 5000 + "}"]
        record = {"text": TEXT}
        write(tmp_path / "a.jsonl", lines(*(part for line in broken for part in (line, record)), record))
        assert list(read(tmp_path)) == [f"a.jsonl#{n}" for n in (2, 4, 6, 8, 10, 11)]
        reasons = refused(tmp_path)
        assert list(reasons) == [f"a.jsonl#{n}" for n in (1, 3, 5, 7, 9)]
        assert reasons["a.jsonl#1"].startswith("broken JSON (Expecting ',' delimiter, column 13); ")
        assert reasons["a.jsonl#5"].startswith("no JSON object; ")

    def test_lines_that_are_not_utf8(self, tmp_path: Path) -> None:
        write(tmp_path / "a.jsonl", b'{"text": "caf\xe9"}\n{"text": "caf\xc3\xa9"}\n')
        assert list(read(tmp_path).values()) == ["café", "café"]

    def test_nests_without_end_are_refused(self, tmp_path: Path) -> None:
        deep = '{"text": "x", "a": ' + "[" * 100_000 + "]" * 100_000 + "}"
        write(tmp_path / "a.jsonl", lines({"text": TEXT}, deep, {"text": TEXT}))
        assert len(read(tmp_path)) == 2
        assert list(refused(tmp_path)) == ["a.jsonl#2"]

    def test_an_array_that_breaks_off(self, tmp_path: Path) -> None:
        write(tmp_path / "a.json", json.dumps([{"text": "1."}, {"text": "2."}])[:-5])
        assert list(read(tmp_path).values()) == ["1."]
        assert refused(tmp_path)["a.json"].startswith("broken after 1 records (it breaks off); ")

    def test_a_line_that_is_too_large_is_refused_alone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(jsons, "MAX_BYTES", 1000)
        write(tmp_path / "a.jsonl", lines({"text": "1."}, {"text": "2" * 5000}, {"text": "3."}))
        assert list(read(tmp_path).values()) == ["1.", "3."]
        assert list(refused(tmp_path)) == ["a.jsonl#2"]

    def test_objects_are_found_wherever_the_pieces_end(self) -> None:
        records = [{"text": f"“{i}” [{{", "n": [i, {"a": None}]} for i in range(40)]
        for text in (
            json.dumps(records, indent=2),
            "\n".join(json.dumps(r, indent=2) for r in records),
            json.dumps(records),
        ):
            for size in (1, 7, 1000):
                pieces = (text[i : i + size] for i in range(0, len(text), size))
                assert list(jsons._objects(pieces, 10**6)) == records

    def test_a_first_record_longer_than_what_is_looked_at(self, tmp_path: Path) -> None:
        long = "word " * (opening.HEAD // 3)
        write(tmp_path / "a.jsonl", lines({"text": long}, {"text": "2."}))
        write(tmp_path / "b.json", json.dumps([{"text": long}, {"text": "2."}], indent=1))
        write(tmp_path / "c.csv", f'text,id\n"{long}",c1\nHe came.,c2\n')
        assert [len(text) for text in read(tmp_path).values()] == [len(long), 2] * 2 + [len(long), 8]


class TestRows:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac-roman"])
    def test_encodings(self, tmp_path: Path, encoding: str) -> None:
        text = "“We can’t,” said José Müller of the café."
        rows = f'id,text\r\nr1,"{text}"\r\nr2,"It’s 20 at Besançon."\r\n'
        write(tmp_path / "a.csv", rows.encode(encoding))
        assert read(tmp_path) == {"r1": text, "r2": "It’s 20 at Besançon."}

    def test_windows_1252_behind_the_mark_of_utf8(self, tmp_path: Path) -> None:
        write(tmp_path / "a.csv", b"\xef\xbb\xbfid,text\nr1,Caf\xe9 shut\nr2,Caf\xe9 open\n")
        assert read(tmp_path) == {"r1": "Café shut", "r2": "Café open"}

    def test_a_stray_byte_far_down(self, tmp_path: Path) -> None:
        rows = b"".join(b"r%d,The bridge is shut.\n" % i for i in range(9000))
        write(tmp_path / "a.csv", b"id,text\n" + rows + b"last,A caf\xe9 is open.\n")
        assert read(tmp_path)["last"] == "A café is open."

    def test_cells_with_lines_quotes_and_of_any_size(self, tmp_path: Path) -> None:
        long = "He said “no”.\n" * 30_000
        write(tmp_path / "a.csv", f'id,text\nr1,"One ""two"",\nthree"\nr2,"{long}"\n\nr3,End\n')
        assert read(tmp_path) == {"r1": 'One "two",\nthree', "r2": long, "r3": "End"}

    def test_rows_that_are_too_long_are_refused_and_short_ones_read(self, tmp_path: Path) -> None:
        write(tmp_path / "a.csv", "id,text,date\nr1,He came.\nr2,He, she and it,came\nr3,x,,,\nr4\n")
        assert read(tmp_path) == {"r1": "He came.", "r3": "x"}
        assert refused(tmp_path) == {
            "a.csv#2": "row of 4 cells under 3 columns; put quotation marks around its cells",
            "r4": "no text in field 'text'; leave the record out or name another field with --text-field",
        }

    def test_a_quotation_mark_that_never_closes_does_not_fill_the_memory(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tables, "MAX_BYTES", 100_000)
        write(tmp_path / "a.csv", 'id,text\nr1,He came.\nr2,"' + "She left, too.\n" * 20_000)
        assert read(tmp_path) == {"r1": "He came."}
        assert "quotation mark is missing" in refused(tmp_path)["a.csv"]

    def test_a_table_without_rows_is_a_source_too(self, tmp_path: Path) -> None:
        write(tmp_path / "a.csv", "id,text\n")
        assert refused(tmp_path) == {"a.csv": "nothing to read in it: no files, records or pages; leave it out"}

    def test_a_table_without_a_suffix_needs_known_fields(self, tmp_path: Path) -> None:
        write(tmp_path / "a", "title;content\nBridge shut;He came.\n")
        write(tmp_path / "b", "a;b\nBridge shut;He came.\n")
        assert list(read(tmp_path)) == ["a#1", "b"]

    def test_a_suffix_counts_below_that_of_compression(self, tmp_path: Path) -> None:
        write(tmp_path / "a.tsv.zst", zstd(b"a\ttext\n1\tHe came.\n"))
        assert list(read(tmp_path)) == ["a.tsv.zst#1"]

    @pytest.mark.parametrize("repeated", [1, 500])
    def test_columns_of_parquet(self, tmp_path: Path, repeated: int) -> None:
        noise = random.Random(1).randbytes(50).hex()
        columns = {
            "key": pa.array([1, None, 3] * repeated, pa.int64()),
            "text": pa.array(["One.", noise, None] * repeated, pa.large_string()),
            "date": pa.array([date(2024, 3, 5), None, None] * repeated),
            "authors": pa.array([["A", "B"], [], None] * repeated),
            "source": pa.array([{"name": "Tarn Post"}, None, None] * repeated),
            "vector": pa.array([[0.5] * 100] * 3 * repeated),
        }
        pq.write_table(pa.table(columns), tmp_path / "a.parquet", row_group_size=7)
        raws = opened(tmp_path, Config(id_field="key"))
        assert [raw.name for raw in raws[:4]] == ["1", "a.parquet#2", "3", "1 (2)"][: len(raws)]
        assert raws[0].about == About(author="A, B", site="Tarn Post", published="2024-03-05")
        assert [(raw.status, raw.data.decode()) for raw in raws[:3]] == [
            ("read", "One."),
            ("read", noise),
            ("refused", ""),
        ]
        assert len(raws) == 3 * repeated

    def test_a_broken_table_of_parquet(self, tmp_path: Path) -> None:
        sink = io.BytesIO()
        pq.write_table(pa.table({"text": ["One."]}), sink)
        write(tmp_path / "a.parquet", sink.getvalue()[:-20])
        assert refused(tmp_path)["a.parquet"].startswith("Parquet table, broken (")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T23:30:00-08:00", "2024-03-05"),
        ("2024-03-05 10:00:00.123", "2024-03-05"),
        ("2024/3/5", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("20240305T101500Z", "2024-03-05"),
        (20240305, "2024-03-05"),
        (1709632800, "2024-03-05"),
        (1709632800000, "2024-03-05"),
        (1709632800.5, "2024-03-05"),
        ("1709632800", "2024-03-05"),
        ("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05"),
        ("Tue, 5 Mar 2024 23:30:00 -0800", "2024-03-05"),
        ("5 March 2024", "2024-03-05"),
        ("March 5, 2024", "2024-03-05"),
        ("Mar. 5, 2024", "2024-03-05"),
        ("Tuesday, March 5th, 2024 at 10:15 am EST", "2024-03-05"),
        ("5 Sept 2024", "2024-09-05"),
        ("31/12/2024", "2024-12-31"),
        ("12/31/2024 10:00", "2024-12-31"),
        ("5.5.2024", "2024-05-05"),
        (date(2024, 3, 5), "2024-03-05"),
        (datetime(2024, 3, 5, 23, 30, tzinfo=UTC), "2024-03-05"),
        ("3/4/2024", None),
        ("2024-13-05", None),
        ("31/4/2024", None),
        ("2024-02-30", None),
        ("2024", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (True, None),
        (17, None),
        (float("nan"), None),
        (10**30, None),
        ("9" * 5000, None),
        (["2024-03-05"], None),
        ("0001-01-01", None),
    ],
)
def test_dates_are_read_where_it_is_plain_which(value: object, day: str | None) -> None:
    assert iso_date(value) == day


class TestArticles:
    def article(self, text: str, *, clean_text: bool = False, **about: str):
        (page,) = find_articles([Source("a", text, about=About(**about))], clean_text=clean_text)
        (article,) = page.articles
        return article

    @pytest.mark.parametrize("clean_text", [False, True])
    def test_a_title_beside_the_text_has_no_place_in_it(self, clean_text: bool) -> None:
        article = self.article(TEXT, title="Bridge shut", clean_text=clean_text)
        assert (article.title, article.given_title) == (None, "Bridge shut")

    @pytest.mark.parametrize("clean_text", [False, True])
    def test_a_title_that_the_text_begins_with_stands_there(self, clean_text: bool) -> None:
        article = self.article(f"Bridge Shut!\n\n{TEXT}", title="Bridge shut", clean_text=clean_text)
        assert article.title is not None
        assert (article.title.of(f"Bridge Shut!\n\n{TEXT}"), article.given_title) == ("Bridge Shut!", None)

    def test_another_line_is_no_title_then(self) -> None:
        article = self.article(f"Ferry to Run Until the Summer\n\n{TEXT}", title="Bridge shut")
        assert (article.title, article.given_title) == (None, "Bridge shut")

    def test_the_text_goes_before_what_stands_beside_it(self) -> None:
        text = f"Bridge Shut\nBy Ann Lee\n\n{TEXT}"
        article = self.article(text, title="Bridge shut", author="Bo Ek", site="tarn.example", published="2024-03-05")
        assert (article.author, article.site, article.published) == ("Ann Lee", "tarn.example", "2024-03-05")


def test_unreadable_is_what_a_file_of_unknown_fields_raises() -> None:
    with pytest.raises(Unreadable, match="there are: a, b"):
        choose_fields(["a", "b"], Config())


def test_html_in_a_field_is_read_as_a_page(tmp_path: Path) -> None:
    html = "".join(f"<p>{line} {line}</p>" for line in TEXT.splitlines() * 3)
    (source,) = sources(write(tmp_path / "a.jsonl", lines({"content": html, "title": "Bridge shut", "id": "r"})))
    assert (source.name, source.status, source.media_type) == ("r", "read", "text/html")
    assert "<p>" not in source.text
    assert source.about is not None
    assert source.about.title == "Bridge shut"
