"""What a file is that is no plain text: by its first bytes, as the formats' specifications give them."""

from __future__ import annotations

import re
import tarfile

# (offset, first bytes, what it is, media type)
SIGNATURES: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF-", "PDF document", "application/pdf"),
    (0, b"{\\rtf", "RTF document", "application/rtf"),
    (0, b"%!PS", "PostScript document", "application/postscript"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office document", "application/x-ole-storage"),
    (0, b"PK\x03\x04", "ZIP archive or Office document", "application/zip"),
    (0, b"PK\x05\x06", "ZIP archive", "application/zip"),
    (0, b"\x1f\x8b", "gzip archive", "application/gzip"),
    (0, b"BZh", "bzip2 archive", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "xz archive", "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", "Zstandard archive", "application/zstd"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z archive", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "RAR archive", "application/vnd.rar"),
    (257, b"ustar", "tar archive", "application/x-tar"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG image", "image/png"),
    (0, b"\xff\xd8\xff", "JPEG image", "image/jpeg"),
    (0, b"GIF87a", "GIF image", "image/gif"),
    (0, b"GIF89a", "GIF image", "image/gif"),
    (8, b"WEBP", "WebP image", "image/webp"),
    (0, b"II*\x00", "TIFF image", "image/tiff"),
    (0, b"MM\x00*", "TIFF image", "image/tiff"),
    (0, b"BM", "bitmap image", "image/bmp"),
    (0, b"ID3", "MP3 audio", "audio/mpeg"),
    (0, b"OggS", "Ogg audio or video", "application/ogg"),
    (8, b"WAVE", "WAV audio", "audio/wav"),
    (8, b"AVI ", "AVI video", "video/x-msvideo"),
    (4, b"ftyp", "MP4 video", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "Matroska or WebM video", "video/x-matroska"),
    (0, b"\x7fELF", "program", "application/x-executable"),
    (0, b"MZ", "Windows program", "application/x-msdownload"),
    (0, b"\xcf\xfa\xed\xfe", "macOS program", "application/x-mach-binary"),
    (0, b"\xca\xfe\xba\xbe", "Java or macOS program", "application/java-vm"),
    (0, b"\x00asm", "WebAssembly program", "application/wasm"),
    (0, b"SQLite format 3\x00", "SQLite database", "application/vnd.sqlite3"),
    (0, b"PAR1", "Parquet table", "application/vnd.apache.parquet"),
    (0, b"wOFF", "font", "font/woff"),
    (0, b"wOF2", "font", "font/woff2"),
)
# These are no text although all their characters may be printable.
_PRINTABLE = ("PDF document", "RTF document", "PostScript document")

# Possessive: what was taken is never taken otherwise, or many comments would be tried in exponentially many ways.
# Formats that hold other files or records, and how those begin whose signature could be a word.
_PACKED = {
    "application/gzip": None,
    "application/zstd": None,
    "application/x-xz": None,
    "application/x-bzip2": re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"),
    "application/zip": None,
    "application/vnd.apache.parquet": re.compile(rb"PAR1\x15"),
}

_PROLOGUE = rb"(?>\s|<\?xml[^>]*>|<!--.*?-->)*+"
_HTML = re.compile(_PROLOGUE + rb"<(?:!doctype\s+html|html|head|body|meta)\b", re.I | re.S)
_XML = re.compile(rb"\s*<\?xml\b", re.I)
_TAG = re.compile(rb"</?(?:p|div|span|a|li|ul|td|tr|table|h[1-6]|section|article|script|style|img)\b[^<>]*>", re.I)
# A fragment of a page: it opens with a tag and has one for every hundred bytes or so.
_BYTES_PER_TAG = 150


def binary_kind(data: bytes) -> tuple[str, str]:
    """(what it is, media type) of bytes that are known to be no text."""
    for offset, signature, what, media_type in SIGNATURES:
        if data.startswith(signature, offset):
            return what, media_type
    return "binary file", "application/octet-stream"


def declared_kind(data: bytes) -> tuple[str, str] | None:
    """(what it is, media type) if the first bytes alone settle that ``data`` is no text, else None.

    Signatures of plain letters do not: "BM" also begins "BMW".
    """
    for offset, signature, what, media_type in SIGNATURES:
        if data.startswith(signature, offset) and (
            what in _PRINTABLE or not signature.decode("latin-1").isprintable() or max(signature) > 127
        ):
            return what, media_type
    return None


def is_tar(head: bytes) -> bool:
    """Whether a file begins with a header of tar, of any kind, the sum of which is right."""
    if len(head) < 512:
        return False
    try:
        tarfile.TarInfo.frombuf(head[:512], "utf-8", "surrogateescape")
    except tarfile.TarError:
        return False
    return True


def packed_kind(data: bytes) -> str | None:
    """The media type of a file that begins with ``data`` if it holds others or records: archive, table, web archive."""
    if is_tar(data):
        return "application/x-tar"
    if data.startswith(b"WARC/"):
        return "application/warc"
    settled = declared_kind(data)
    for media_type, beginning in _PACKED.items():
        if (settled and settled[1] == media_type) or (beginning and beginning.match(data)):
            return media_type
    return None


def markup_kind(data: bytes) -> tuple[str, str] | None:
    """(what it is, media type) if ``data``, the beginning of a text in UTF-8, is HTML or XML."""
    if _HTML.match(data):
        return "HTML page", "text/html"
    if _XML.match(data):
        return "XML document", "application/xml"
    tags = _TAG.findall(data)
    if len(tags) >= 2 and data.lstrip().startswith(tags[0]) and len(data) <= _BYTES_PER_TAG * len(tags):
        return "HTML page", "text/html"
    return None
