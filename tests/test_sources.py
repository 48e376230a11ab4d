"""Reading input: which files, under which names, in which encoding, and what is refused for which reason."""

from __future__ import annotations

import hashlib
import os
import random
import socket
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.errors import InputError
from pipeline.records import Source
from pipeline.sources import Found, discover, display_name, fingerprint, inventory, open_inputs, opening, read_raw
from pipeline.sources.decode import NotText, decode

ARTICLE = (
    "“We can’t wait,” the mayor of Besançon said — the café’s owner, José Müller, paid £5 a head.\r\n"
    "It’s 20°C in the hall… ‘Nobody was naïve,’ he added.\n"
)


def put(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def names(*inputs: Path, **options: object) -> list[str]:
    return [found.name for found in discover(inputs, **options)]  # type: ignore[arg-type]


def read_all(found: list[Found]) -> list[Source]:
    return [read_raw(raw, Config()) for raw in open_inputs(found, Config())]


def read_source(found: Found) -> Source:
    (source,) = read_all([found])
    return source


def read(tmp_path: Path, data: bytes):
    (tmp_path / "a.txt").write_bytes(data)
    return read_source(Found("a.txt", tmp_path / "a.txt"))


class TestDiscover:
    def test_files_below_a_folder_sorted_by_code_points(self, tmp_path: Path) -> None:
        put(tmp_path, b="x", B="x", a__z="x", ä="x", a0="x")
        assert names(tmp_path) == ["B", "a/z", "a0", "b", "ä"]

    def test_a_file_given_directly_has_its_own_name(self, tmp_path: Path) -> None:
        put(tmp_path, deep__down="x")
        assert names(tmp_path / "deep" / "down") == ["down"]

    def test_hidden_and_system_files_are_left_out(self, tmp_path: Path) -> None:
        put(tmp_path, a="x", **{".gitkeep": "", ".DS_Store": "x", "Thumbs.db": "x", ".git__config": "x"})
        assert names(tmp_path) == ["a"]

    def test_a_folder_of_results_is_left_out(self, tmp_path: Path) -> None:
        put(tmp_path, a="x", out__b="x")
        assert names(tmp_path, leave_out=[tmp_path / "out"]) == ["a"]

    def test_two_inputs_with_one_name_are_told_apart(self, tmp_path: Path) -> None:
        put(tmp_path, y23__raw__a="x", y24__raw__a="y", y24__raw__b="z")
        assert names(tmp_path / "y23/raw", tmp_path / "y24/raw") == ["b", "y23/raw/a", "y24/raw/a"]

    @pytest.mark.parametrize("order", [1, -1])
    def test_a_file_reached_twice_is_listed_once_in_any_order(self, tmp_path: Path, order: int) -> None:
        put(tmp_path, sub__a="x", b="x")
        inputs = [tmp_path, tmp_path / "sub", tmp_path / "sub/a", tmp_path / "b"]
        assert names(*inputs[::order]) == ["b", "sub/a"]

    def test_names_with_line_breaks_and_odd_bytes(self, tmp_path: Path) -> None:
        put(tmp_path, **{"two\nlines": "x", "tab\t": "x"})
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")).write_text("x")
        found = discover([tmp_path])
        assert [f.name for f in found] == ["caf\\xe9", "tab\t", "two\nlines"]
        assert [display_name(f.name) for f in found] == ["caf\\xe9", "tab\\t", "two\\nlines"]
        assert {source.text for source in read_all(found)} == {"x"}

    def test_a_name_that_spells_out_an_odd_byte_keeps_apart_from_it(self, tmp_path: Path) -> None:
        put(tmp_path, **{"caf\\xe9": "x"})
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")).write_text("y")
        assert len(set(names(tmp_path))) == 2

    @pytest.mark.parametrize(
        ("name", "shown"),
        [("a\x07b", "a\\x07b"), ("a\u2028b", "a\\u2028b"), ("a\rb", "a\\rb"), ("né e.txt", "né e.txt")],
    )
    def test_display_name_is_one_line(self, name: str, shown: str) -> None:
        assert display_name(name) == shown

    def test_many_levels(self, tmp_path: Path) -> None:
        deep = tmp_path.joinpath(*["d"] * 400)
        deep.mkdir(parents=True)
        (deep / "a").write_text("x")
        assert names(tmp_path) == ["d/" * 400 + "a"]


class TestRefusedPlaces:
    def reason(self, *inputs: Path) -> dict[str, tuple[str, str | None]]:
        return {f.name: (f.status, f.reason) for f in discover(inputs) if f.reason}

    def test_link_that_leads_nowhere(self, tmp_path: Path) -> None:
        put(tmp_path, a="x")
        (tmp_path / "gone").symlink_to("missing\nfile")
        reason = "link leads nowhere: missing\\nfile does not exist; remove it or point it at a file"
        assert self.reason(tmp_path) == {"gone": ("refused", reason)}

    def test_links_that_loop(self, tmp_path: Path) -> None:
        put(tmp_path, sub__a="x")
        (tmp_path / "one").symlink_to("two")
        (tmp_path / "two").symlink_to("one")
        (tmp_path / "sub" / "up").symlink_to("..")
        (tmp_path / "here").symlink_to(".")
        refused = self.reason(tmp_path)
        assert sorted(refused) == ["here", "one", "sub/up", "two"]
        assert all(status == "refused" and "loops" in str(reason) for status, reason in refused.values())
        assert names(tmp_path) == ["here", "one", "sub/a", "sub/up", "two"]

    def test_linked_folders_are_read_once(self, tmp_path: Path) -> None:
        put(tmp_path, inside__today__a="x", outside__b="x")
        (tmp_path / "inside" / "latest").symlink_to("today")
        (tmp_path / "inside" / "other").symlink_to(tmp_path / "outside")
        (tmp_path / "outside" / "back").symlink_to(tmp_path / "inside" / "today")
        reason = ("skipped", "link to a folder that is read under its own name; nothing to do")
        assert self.reason(tmp_path / "inside") == {"latest": reason, "other/back": reason}
        assert names(tmp_path / "inside") == ["latest", "other/b", "other/back", "today/a"]

    def test_links_that_would_multiply_are_walked_in_bounded_time(self, tmp_path: Path) -> None:
        for level in range(30):
            put(tmp_path, **{f"d{level}__a": "x"})
            for link in "xy":
                (tmp_path / f"d{level}" / link).symlink_to(tmp_path / f"d{level + 1}")
        put(tmp_path, d30__a="x")
        assert sum(f.status == "read" for f in discover([tmp_path / "d0"])) == 31

    def test_missing_path_beside_others(self, tmp_path: Path) -> None:
        put(tmp_path, a="x")
        missing = {"b": ("refused", "does not exist; check the path")}
        assert self.reason(tmp_path / "a", tmp_path / "b") == missing

    def test_empty_folder_beside_others(self, tmp_path: Path) -> None:
        put(tmp_path, full__a="x", empty__dir__hidden="x")
        (tmp_path / "empty/dir/hidden").unlink()
        reason = ("refused", "folder holds no files; put text files into it")
        assert self.reason(tmp_path / "full", tmp_path / "empty") == {"empty": reason}

    def test_pipe_and_socket_do_not_block(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        os.mkfifo(tmp_path / "pipe")
        monkeypatch.chdir(tmp_path)  # a socket's path must be short
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("socket")
            refused = self.reason(tmp_path)
        assert refused == {
            "pipe": ("refused", "named pipe, not a file; give the text as a regular file"),
            "socket": ("refused", "socket, not a file; give the text as a regular file"),
        }

    def test_folder_that_cannot_be_opened(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        put(tmp_path, a="x", shut__b="x")
        scandir = os.scandir

        def refuse(path: str):
            if str(path).endswith("shut"):
                raise PermissionError(13, "Permission denied", path)
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)
        reason = "folder: permission denied; allow reading it (chmod a+r, for a folder a+rx)"
        assert self.reason(tmp_path) == {"shut": ("refused", reason)}

    @pytest.mark.parametrize("make", [[], ["empty"]], ids=["missing", "empty folder"])
    def test_nothing_at_all_is_an_error_of_one_line(self, tmp_path: Path, make: list[str]) -> None:
        for name in make:
            (tmp_path / name).mkdir()
        with pytest.raises(InputError, match=r"^nothing to read: .*empty .*; \w+ .*$"):
            discover([tmp_path / "empty"])

    @pytest.mark.parametrize("name", ["nul\0byte", "\ud800", "x" * 5000, "d/" * 3000])
    def test_impossible_paths(self, tmp_path: Path, name: str) -> None:
        put(tmp_path, a="x")
        found = discover([tmp_path / "a", tmp_path / name])
        assert [f.status for f in found if f.name != "a"] == ["refused"]
        assert all("\n" not in str(f.reason) for f in found)


class TestEncodings:
    @pytest.mark.parametrize(
        "encoding",
        [
            *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"),
            *("cp1252", "mac-roman", "cp850"),
        ],
    )
    def test_text_is_read_rightly(self, tmp_path: Path, encoding: str) -> None:
        data = ARTICLE.encode(encoding, "ignore")
        source = read(tmp_path, data)
        assert (source.text, source.encoding) == (data.decode(encoding), encoding)
        assert (source.status, source.reason, source.media_type) == ("read", None, "text/plain")
        assert source.sha256 == hashlib.sha256(data).hexdigest()

    def test_big_endian_with_mark(self, tmp_path: Path) -> None:
        source = read(tmp_path, b"\xfe\xff" + ARTICLE.encode("utf-16-be"))
        assert (source.text, source.encoding) == (ARTICLE, "utf-16")

    @pytest.mark.parametrize(
        ("data", "text"),
        [
            (b"He left the caf\xe9", "He left the café"),
            (b"Only \xa35 each", "Only £5 each"),
            (b"It\x92s over", "It’s over"),
            (b"Ren\xe9e and Zo\xeb", "Renée and Zoë"),
            (b"PALAIS DE L'\xc9LYS\xc9E", "PALAIS DE L'ÉLYSÉE"),
            (b"\x93Yes,\x94 she said \x96 twice.", "“Yes,” she said – twice."),
        ],
    )
    def test_a_single_sign_of_windows_1252_is_enough(self, data: bytes, text: str) -> None:
        assert decode(data) == (text, "cp1252", ())

    def test_polish_names(self) -> None:
        text = 'Łukasz Dębski of Łódź said: "Źle." Paweł Wójcik agreed.'
        assert decode(text.encode("cp1250"))[:2] == (text, "cp1250")
        assert decode(text.encode("iso8859-2"))[:2] == (text, "iso8859-2")

    def test_euro_sign_of_latin_9(self) -> None:
        text = "The café took €5, or 7 €."
        assert decode(text.encode("iso8859-15"))[:2] == (text, "iso8859-15")

    def test_other_scripts_are_left_to_the_detector(self) -> None:
        text = "Министр иностранных дел заявил, что страна готова к переговорам. " * 4
        assert decode(text.encode("cp1251"))[:2] == (text, "cp1251")

    def test_line_ends_stay(self) -> None:
        assert decode(b"one\r\ntwo\rthree\n").text == "one\r\ntwo\rthree\n"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
    def test_nul_is_replaced_in_place(self, encoding: str) -> None:
        text = ARTICLE * 3
        marred = text[:40] + "\0" + text[41:60] + "\0" + text[61:]
        decoded = decode(marred.encode(encoding))
        assert decoded.text == marred.replace("\0", "\ufffd")
        assert decoded.notes == ("2 NUL characters replaced by U+FFFD",)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
    def test_lone_surrogate_is_replaced_in_place(self, encoding: str) -> None:
        marred = "“Come in,” \udc00 she said. \ud83d Nobody came."
        decoded = decode(marred.encode(encoding, "surrogatepass"))
        assert decoded.text == "“Come in,” \ufffd she said. \ufffd Nobody came."
        assert decoded.notes == ("2 lone surrogates replaced by U+FFFD",)

    def test_pair_of_surrogates_in_utf8_is_one_character(self) -> None:
        assert decode(b"Great \xed\xa0\xbd\xed\xb8\x80!").text == "Great 😀!"

    @pytest.mark.parametrize(
        ("data", "text"),
        [
            ("“So be it,” he said…".encode()[:-1], "“So be it,” he said\ufffd"),
            ("“Yes”".encode("utf-16")[:-1], "“Yes\ufffd"),
            ("“So,” he said in a “caf".encode() + b"\xe9,\x94 cold.", "“So,” he said in a “café,” cold."),
            ("“So,” he said".encode() + b" \x97 twice", "“So,” he said — twice"),
        ],
        ids=["cut off in utf-8", "cut off in utf-16", "two guests", "one guest"],
    )
    def test_damage_is_mended_and_noted(self, data: bytes, text: str) -> None:
        decoded = decode(data)
        assert decoded.text == text
        assert len(decoded.notes) == 1

    def test_reading_depends_on_nothing_but_the_bytes(self) -> None:
        data = ARTICLE.encode("cp850", "ignore")
        assert {decode(data) for _ in range(5)} == {decode(data)}


class TestRefusedContent:
    @pytest.mark.parametrize(
        ("data", "media_type", "reason"),
        [
            (b"", "text/plain", "empty file"),
            (b" \r\n\t\xc2\xa0\n", "text/plain", "nothing but white space"),
            ("\ufeff\u200b\n".encode(), "text/plain", "nothing but white space"),
            (b"\0" * 100, "application/octet-stream", "binary file"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png", "PNG image"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg", "JPEG image"),
            (b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff", "image/gif", "GIF image"),
            (b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0", "image/webp", "WebP image"),
            (b"%PDF-1.7\nhello there", "application/pdf", "PDF document"),
            (b"{\\rtf1 hello}", "application/rtf", "RTF document"),
            (b"\x7fELF\x02\x01\x01" + bytes(60), "application/x-executable", "program"),
            (random.Random(1).randbytes(3000), "application/octet-stream", "binary file"),
            (b"\xff\xfe" + random.Random(2).randbytes(3000), "application/octet-stream", "binary file"),
            (b"\xef\xbb\xbf <!-- saved --> <HTML>", "text/html", "HTML page without the text of an article"),
            (b'<?xml version="1.0"?><rss><item>', "application/xml", "XML document"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_reason_says_what_it_is_and_what_to_do(
        self, tmp_path: Path, data: bytes, media_type: str, reason: str
    ) -> None:
        source = read(tmp_path, data)
        assert (source.status, source.text, source.media_type) == ("refused", "", media_type)
        assert source.reason is not None
        assert source.reason.startswith(reason)
        assert "; " in source.reason
        assert "\n" not in source.reason
        assert source.sha256 == hashlib.sha256(data).hexdigest()

    def test_zip(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
            archive.writestr("word/document.xml", "<w>hello</w>")
        source = read_source(Found("a.docx", tmp_path / "a.docx"))
        assert str(source.reason).startswith("Office document or the like where text is expected")

    @pytest.mark.parametrize(
        "text",
        [
            "BMW said on Monday it would hire.",
            "MZ, a magazine, closed.",
            "Use the <b> tag, she said, and then <i>, as pages of that time had it.",
            "a < b and c > d, the teacher said.",
            "((((((((((",
            "One word",
            "Dash\x0cform feed",
        ],
    )
    def test_text_that_only_looks_odd_is_read(self, tmp_path: Path, text: str) -> None:
        assert read(tmp_path, text.encode()).text == text

    def test_too_large(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(opening, "MAX_BYTES", 1_000_000)
        source = read(tmp_path, b"x" * 1_000_001)
        assert source.reason == "larger than 50 MB; split it into files of one or a few articles each"

    @pytest.mark.parametrize(
        ("error", "reason"),
        [
            (PermissionError(13, "Permission denied"), "permission denied; allow reading it"),
            (FileNotFoundError(2, "No such file"), "does not exist; check the path"),
            (OSError(5, "Input/output error"), "cannot be opened: input/output error; copy it"),
        ],
    )
    def test_file_that_cannot_be_opened(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
    ) -> None:
        def refuse(*_: object) -> None:
            raise error

        monkeypatch.setattr("builtins.open", refuse)
        source = read_source(Found("a", tmp_path / "a"))
        assert source.status == "refused"
        assert str(source.reason).startswith(reason)

    def test_a_link_that_is_no_input_of_its_own_is_skipped(self, tmp_path: Path) -> None:
        source = read_source(Found("a", tmp_path, "skipped", "link to a folder"))
        assert (source.status, source.reason) == ("skipped", "link to a folder")


class TestInventory:
    def test_changes_with_content_names_and_reasons(self, tmp_path: Path) -> None:
        put(tmp_path, a="one", b="two")
        before = list(inventory([tmp_path]))
        assert list(inventory([tmp_path])) == before
        put(tmp_path, b="TWO")
        assert list(inventory([tmp_path])) != before
        (tmp_path / "b").unlink()
        (tmp_path / "b").symlink_to("nowhere")
        assert list(inventory([tmp_path]))[1].digest.startswith("link leads nowhere")

    def test_digest_is_that_of_the_source_read(self, tmp_path: Path) -> None:
        put(tmp_path, a="one", b="", c=b"\0" * 50)
        for found in discover([tmp_path]):
            assert fingerprint(found).digest == read_source(found).sha256


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except NotText:
        return
    assert "\0" not in decoded.text
    decoded.text.encode()  # no lone surrogate is left


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Co")), min_size=1))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    try:
        assert decode(text.encode("utf-8")).text == text.removeprefix("\ufeff")
    except NotText:
        assert "<" in text
