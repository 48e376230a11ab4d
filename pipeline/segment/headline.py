"""Whether a line by itself reads like a headline."""

from __future__ import annotations

import re

MOST_LETTERS = 220
_END = re.compile(r"(?:[.,;:]|\.\.\.)['\"”’)]?$")
_WORD = re.compile(r"[^\W\d_]{2,}")


def reads_like_title(line: str) -> bool:
    """Two words or more that begin with a capital, a figure or a quotation mark and end like no sentence."""
    if len(line) > MOST_LETTERS or "\n" in line or len(_WORD.findall(line)) < 2:
        return False
    first = line.lstrip("\"'“‘«([¿¡ ")[:1]
    return bool(first) and (first.isupper() or first.isdigit()) and not _END.search(line)
