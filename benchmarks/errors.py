"""What goes wrong with statements, by kind, with counts, against annotated articles.

    python -m benchmarks.errors GOLD.jsonl.gz [GOLD …]

Missed are annotated statements with no pair, by how they are told; wrongly found are rows with no pair, by their cue;
of the pairs, wrong sources and contents with other edges are counted. Pairs are those of `whosaid evaluate`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.config import Config
from pipeline.evaluate.gold import read_gold
from pipeline.evaluate.match import is_same_source, match
from pipeline.evaluate.measures import Letters
from pipeline.evaluate.predict import write_texts
from pipeline.evaluate.predictions import statements_of
from pipeline.evaluate.statements import EXACT
from pipeline.lexicon import table
from pipeline.run import run_pipeline

INNER = ("thinks", "intends", "hopes")
MARKS = ('"', "“", "‘", "«")
Row = Mapping[str, Any]


def errors(gold_path: Path) -> dict[str, Counter[str]]:
    """Counts by kind under ``missed``, ``wrongly found``, ``pairs`` and (of all that is annotated) ``annotated``."""
    gold = read_gold(gold_path, "statements")
    with TemporaryDirectory(prefix="whosaid-errors-") as folder:
        texts, out = Path(folder, "texts"), Path(folder, "out")
        texts.mkdir()
        write_texts(gold, texts)
        run_pipeline([texts], out, config=Config(clean_text=True), workers=None)
        found = statements_of(out)
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("annotated", "missed", "wrongly found", "pairs")}
    for key, article in gold.rows.items():
        text = article["text"]
        pairs = match(Letters(text), article["attributions"], list(found.get(key, ())), inside=False)
        matched = list(pairs)
        paired = {item.key for item, _, _ in matched}, {other.key for _, other, _ in matched}
        for item in pairs.golds:
            for kind in _kinds(item.row, text):
                counts["annotated"][kind] += 1
                counts["missed"][kind] += item.key not in paired[0]
        for item in pairs.items:
            if item.key not in paired[1]:
                counts["wrongly found"][_cue_kind(item.row, text)] += 1
        for item, other, overlap in matched:
            counts["pairs"]["all"] += 1
            counts["pairs"]["with another source"] += not is_same_source(item, other)
            counts["pairs"]["with other edges of the content"] += overlap < EXACT
    return counts


def _kinds(row: Row, text: str) -> Iterator[str]:
    yield "all"
    start = min(span[0] for span in row["content"])
    yield "quoted" if text[start : start + 1] in MARKS else "not quoted"
    yield "source named in the text" if row["source"] else "no source"
    yield _cue_kind(row, text)


def _cue_kind(row: Row, text: str) -> str:
    """What sort of cue it is, by its words."""
    cue = " ".join(text[start:end] for start, end in row.get("cue") or ()).casefold()
    if not cue:
        return "no cue"
    if not any(char.isalpha() for char in cue):
        return "a colon or other mark"
    if "accord" in cue:
        return "according to"
    said = ("said", "says", "say", "saying", "told", "tells", "tell", "wrote", "writes", "added", "adds")
    if any(word in said for word in cue.split()):
        return "say, tell, write, add"
    acts = _acts()
    for word in cue.split():
        stem = next((form for form in _stems(word) if form in acts), None)
        if stem:
            return "thought, wish or plan" if acts[stem] in INNER else "another verb of speech"
    return "other: nouns, deeds, phrases"


def _stems(word: str) -> tuple[str, ...]:
    """What a verb's form may be a form of, by its ending."""
    endings = ("", "s", "es", "d", "ed", "ing")
    bare = [word.removesuffix(ending) for ending in endings if word.endswith(ending)]
    doubled = [stem[:-1] for stem in bare if len(stem) > 2 and stem[-1] == stem[-2]]
    return (*bare, *(f"{stem}e" for stem in bare), *(f"{stem[:-1]}y" for stem in bare if stem.endswith("i")), *doubled)


@cache
def _acts() -> dict[str, str]:
    return {row["lemma"]: row["act"] for row in table("cue_acts") if row["pos"] == "verb"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.errors", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path, nargs="+")
    for path in parser.parse_args().gold:
        counts = errors(path)
        print(f"{path.name.split('.')[0]}\n  {'annotated':32}{'number':>8}{'missed':>8}{'share':>8}")
        for kind, n in counts["annotated"].most_common():
            missed = counts["missed"][kind]
            print(f"  {kind:32}{n:8,}{missed:8,}{100 * missed / n:7.0f}%")
        print(f"  {'found and not annotated':32}{sum(counts['wrongly found'].values()):8,}")
        for kind, n in counts["wrongly found"].most_common():
            print(f"    {kind:30}{n:8,}")
        for kind, n in counts["pairs"].most_common():
            print(f"  {f'pairs, {kind}':42}{n:6,}")


if __name__ == "__main__":
    main()
