"""What is passed over as another language: of English corpora, where nothing should be, and of other languages.

    python -m benchmarks.languages [CORPORA] [--json]

English: all texts of the corpora (folder, default ../shared/corpora) with 200 letters or more, and their paragraphs
of that length by themselves. Others: ``languages.csv``, one paragraph each, written for this; the last two are
so near to English that they count as such.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from pipeline.language import LEAST_LETTERS, other_language

ASKED = 0.001
"""Share of English texts that may be passed over."""
CORPORA = Path("../shared/corpora")


def others() -> list[dict[str, str]]:
    """Paragraphs in other languages: ``what`` it is, the ``language`` it is to be called (empty: English), ``text``."""
    with Path(__file__).with_name("languages.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts(corpora: Path) -> Iterator[str]:
    """The texts of all files of the corpora that hold one a line."""
    for path in sorted(corpora.rglob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                text = json.loads(line).get("text")
                if isinstance(text, str):
                    yield text


def measure(corpora: Path = CORPORA) -> dict[str, float]:
    """Counts of ``texts`` and ``paragraphs``, of those passed over, of ``others`` and of those that were."""
    seen: dict[str, bool] = {}
    paragraphs: dict[str, bool] = {}
    letters, seconds = 0, 0.0
    for text in texts(corpora):
        if text not in seen and sum(map(str.isalpha, text)) >= LEAST_LETTERS:
            started = process_time()
            seen[text] = other_language(text) is not None
            seconds += process_time() - started
            letters += len(text)
            for line in text.splitlines():
                if line not in paragraphs and sum(map(str.isalpha, line)) >= LEAST_LETTERS:
                    paragraphs[line] = other_language(line) is not None
    rows = others()
    right = sum((other_language(row["text"]) or "") == row["language"] for row in rows)
    return {
        "texts": len(seen),
        "texts_passed_over": sum(seen.values()),
        "paragraphs": len(paragraphs),
        "paragraphs_passed_over": sum(paragraphs.values()),
        "others": len(rows),
        "others_right": right,
        "ms_a_text": 1000 * seconds / max(1, len(seen)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.languages", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, nargs="?", default=CORPORA)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = measure(arguments.corpora)
    if arguments.json:
        print(json.dumps(found))
    else:
        print(f"English texts passed over: {found['texts_passed_over']} of {found['texts']:,}, asked ≤ {ASKED:.1%}")
        print(f"English paragraphs passed over: {found['paragraphs_passed_over']} of {found['paragraphs']:,}")
        print(f"other languages told and named: {found['others_right']} of {found['others']}")
        print(f"{found['ms_a_text']:.1f} ms a text")


if __name__ == "__main__":
    main()
