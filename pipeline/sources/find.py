"""Which files there are to read, under which source names, in which order."""

from __future__ import annotations

import errno
import heapq
import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import InputError

# Left behind by operating systems; like names that begin with a dot, nobody means them as input.
SYSTEM_FILES = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})
_SPECIAL = (
    (stat.S_ISFIFO, "named pipe"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """An input and its source name; unless ``status`` is ``read``, ``reason`` says why it cannot be."""

    name: str
    path: Path
    status: str = "read"
    reason: str | None = None


def discover(inputs: Iterable[Path], *, leave_out: Iterable[Path] = ()) -> list[Found]:
    """All files at and below ``inputs``, sorted by source name (by code points).

    A source name is the path below the input folder, or the file name of a file given directly; bytes of it
    that are no UTF-8 are written ``\\x..``. Where two inputs hold the same name, as much of the path before
    it is added as tells them apart. A file reached from two inputs is listed once, under its longer name, so
    that the order of ``inputs`` does not matter. Hidden files are left out, and so is what lies in
    ``leave_out`` (folders of results, say). Links to folders are followed, and each folder is read once.
    What cannot be opened is listed with its reason.

    Raises InputError, in one line, if there is nothing at all.
    """
    roots = [Path(path) for path in inputs]
    if not roots:
        raise InputError("nothing to read: name a file or a folder")
    if not any(os.path.lexists(_usable(root)) for root in roots):
        raise InputError(f"nothing to read: {_shown(roots)} does not exist; name a file or folder that does")
    skip = {os.path.realpath(path) for path in leave_out}
    below: dict[str, tuple[int, Found]] = {}
    empty: list[str] = []
    for root in roots:
        entries = list(_below(root, skip))
        if not entries:
            empty.append(os.path.abspath(root))
        for path, depth, found in entries:
            if path not in below or below[path][0] < depth:
                below[path] = (depth, found)
    if not below:
        raise InputError(f"nothing to read: {_shown(roots)} holds no files; put text files into it")
    for folder in empty:
        reason = "folder holds no files; put text files into it"
        below[folder] = (1, Found("", Path(folder), "refused", reason))
    return sorted(_named(below), key=lambda found: found.name)


def display_name(name: str) -> str:
    """The name on one line: control characters and line breaks are written ``\\n``, ``\\x..``."""
    if name.isprintable():
        return name
    return "".join(_visible(c) if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") else c for c in name)


def _visible(char: str) -> str:
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return short.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}")


def _plain(name: str) -> str:
    """``name`` as valid Unicode: bytes that the file system's encoding does not know become ``\\x..``."""
    if name.isascii():
        return name
    return "".join(
        f"\\x{ord(c) - 0xDC00:02x}" if "\udc80" <= c <= "\udcff" else _visible(c) if "\ud800" <= c <= "\udfff" else c
        for c in name
    )


def _shown(roots: list[Path]) -> str:
    return display_name(_plain(", ".join(str(root) for root in roots)))


def _usable(path: Path) -> str:
    """``path`` as the system takes it; with a NUL or a lone surrogate in it, it leads nowhere."""
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return ""
    return "" if "\0" in str(path) else str(path)


def _below(root: Path, skip: set[str]) -> Iterator[tuple[str, int, Found]]:
    """(absolute path, number of its parts that make the name, what was found) for all below ``root``."""
    place = _usable(root)
    kind, problem = _kind(place)
    if kind == "folder":
        top = os.path.realpath(place)
        for path, status, reason in _walk(top, skip):
            depth = len(Path(path).relative_to(top).parts) or 1
            yield path, depth, Found("", Path(path), status, reason)
    else:
        parent, name = os.path.split(os.path.abspath(place or str(root)))
        path = os.path.join(os.path.realpath(parent) if place else parent, name)
        yield path, 1, Found("", Path(path), "refused" if problem else "read", problem)


def _kind(path: str) -> tuple[str, str | None]:
    """``folder`` or ``file``, and why it cannot be read, if so."""
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        return "file", _trouble(path, error)
    if stat.S_ISDIR(mode):
        return "folder", None
    for test, what in _SPECIAL:
        if test(mode):
            return "file", f"{what}, not a file; give the text as a regular file"
    return "file", None


def _trouble(path: str, error: OSError) -> str:
    if os.path.islink(path):
        if error.errno == errno.ELOOP:
            return "link that loops; remove it or point it at a file"
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            target = display_name(_plain(os.readlink(path)))
            return f"link leads nowhere: {target} does not exist; remove it or point it at a file"
    return os_reason(error)


def os_reason(error: OSError) -> str:
    """One line for an error of the operating system."""
    if error.errno in (errno.EACCES, errno.EPERM):
        return "permission denied; allow reading it (chmod a+r, for a folder a+rx)"
    if error.errno == errno.ENOENT:
        return "does not exist; check the path"
    what = (error.strerror or type(error).__name__).lower()
    return f"cannot be opened: {what}; copy it to a local disk and try again"


def _walk(top: str, skip: set[str]) -> Iterator[tuple[str, str, str | None]]:
    """(path, status, reason) of all files below ``top``: those of real folders, then those behind links."""
    folders = [top]
    links: list[str] = []
    seen: set[str] = set()
    while folders or links:
        if folders:
            folder = folders.pop()
        else:
            folder = heapq.heappop(links)
            target, here = os.path.realpath(folder), os.path.realpath(os.path.dirname(folder))
            if here == target or here.startswith(target.rstrip(os.sep) + os.sep):
                yield folder, "refused", "link that loops: it leads to a folder that it lies in; remove it"
                continue
            if target in seen:
                yield folder, "skipped", "link to a folder that is read under its own name; nothing to do"
                continue
        real = os.path.realpath(folder)
        if real in skip:
            continue
        seen.add(real)
        try:
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries]
        except OSError as error:
            yield folder, "refused", f"folder: {os_reason(error)}"
            continue
        for name in names:
            if name.startswith(".") or name in SYSTEM_FILES:
                continue
            path = os.path.join(folder, name)
            kind, problem = _kind(path)
            if kind == "file":
                yield path, "refused" if problem else "read", problem
            elif os.path.islink(path):
                heapq.heappush(links, path)
            else:
                folders.append(path)


def _named(below: dict[str, tuple[int, Found]]) -> list[Found]:
    """Name each by the last parts of its path, by more of them while two share a name."""
    paths = sorted(below)
    parts = {path: [_plain(part) for part in Path(path).parts[1:]] or [_plain(path)] for path in paths}
    depth = {path: below[path][0] for path in paths}
    while True:
        names = {path: "/".join(parts[path][-depth[path] :]) for path in paths}
        counts = Counter(names.values())
        short = [path for path in paths if counts[names[path]] > 1 and depth[path] < len(parts[path])]
        if not short:
            break
        for path in short:
            depth[path] += 1
    # Left over: a name with a byte that is no UTF-8 beside one that spells the same byte out.
    uses: Counter[str] = Counter()
    found = []
    for path in paths:
        name = names[path]
        uses[name] += 1
        found.append(replace(below[path][1], name=name if uses[name] == 1 else f"{name} ({uses[name]})"))
    return found
