"""Find which towns' names are words that newspapers write small: "spring", "eastern", "league".

    python -m training.small_words CORPORA --out pipeline/lexicon/small_words.txt

Counts single words of PolNeAR and Worldwide train, without the first of each sentence: one is kept if it is written
small ``LEAST`` times or more, and at least a third as often as large.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from pipeline.ner.places import sizes
from training.reader.prepare import rows_of

LEAST = 3
_WORD = re.compile(r"(?<=[a-z,;] )[A-Za-z]{3,}")
HEAD = """\
# Names of towns that are words of their own, which newspapers often write small. Within a longer name such a word
# says nothing of a place. Made by `python -m training.small_words`.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    seen: Counter[str] = Counter()
    for name in ("statements/polnear-train.jsonl.gz", "entities/worldwide-train.jsonl.gz"):
        for row in rows_of(args.corpora / name):
            seen.update(_WORD.findall(row["text"]))
    often = [w for w, n in seen.items() if w.islower() and n >= LEAST and 3 * n >= seen[w.capitalize()]]
    small = sorted(word for word in often if sizes(word))
    args.out.write_text(HEAD + "".join(f"{word}\n" for word in small), encoding="utf-8")


if __name__ == "__main__":
    main()
