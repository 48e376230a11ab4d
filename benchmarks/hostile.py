"""Twenty files that were made to take for ever, each of up to 1.5 MB, through the whole command with two workers.

    python -m benchmarks.hostile [--workers N] [--one NAME] [--json]

Nothing in them is random. ``--one`` reads a single one of them, in this process, and says what each stage took.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path
from time import perf_counter

ASKED_SECONDS = 45
BYTES = 1_500_000
_PROSE = "The harbour master said that the ferry was late again and that nobody in the café had been told why. "
_QUOTED = "“Nobody knows,” said Ana Ruiz of the Harbour Union, who denied that the minister had called. "
_SYLLABLES = ("ba", "do", "ki", "lu", "me", "no", "ra", "si", "ta", "ve")


def _filled(text: str, size: int = BYTES) -> str:
    """``text`` again and again, in ``size`` bytes of UTF-8 at most."""
    return text * (size // len(text.encode()))


def _words() -> Iterator[str]:
    """Words without end, no two alike for a long time."""
    for number in count():
        yield "".join(_SYLLABLES[int(digit)] for digit in f"{number:06}"[::-1])


def _names(n: int) -> str:
    words = _words()
    return ", ".join(f"{next(words)[:6].title()} {next(words).title()}" for _ in range(n))


def _different(n: int) -> str:
    return " ".join(islice(_words(), n))


FILES: dict[str, Callable[[], str]] = {
    "one line of prose": lambda: _filled(_PROSE),
    "one line without full stops": lambda: _filled(_PROSE.replace(".", "")),
    "one line of quotations": lambda: _filled(_QUOTED),
    "paragraphs of quotations": lambda: _filled(_QUOTED * 3 + "\n\n"),
    "300,000 words": lambda: _filled("He said no. ", 3_600_000)[: BYTES * 4 // 5],
    "200,000 different words": lambda: _different(110_000),
    "a word without end": lambda: "a" * BYTES,
    "words of 100,000 letters": lambda: _filled("b" * 100_000 + " said no. "),
    "a sentence of 50,000 words": lambda: "He said that " + "and the boats and the nets " * 8_000 + "were lost.",
    "300,000 brackets": lambda: "He said: " + "(" * 300_000 + ")" * 300_000,
    "brackets and words": lambda: _filled("(he said [no] "),
    "quotation marks only": lambda: _filled("“"),
    "straight marks only": lambda: _filled('"'),
    "opening marks": lambda: _filled("“No, he said ‘"),
    "zero width": lambda: "Ana said no. " + _filled("\u200b\u200d\ufeff"),
    "right to left and back": lambda: _filled("\u202eAna\u202c \u2067said\u2069 no. "),
    "100,000 paragraphs of a word": lambda: _filled("Yes\n\n", 500_000),
    "lines of one letter": lambda: _filled("a\n"),
    "100,000 names": lambda: f"The following signed: {_names(60_000)}.",
    "headlines": lambda: _filled("Ferry Late Again, Says Ruiz\n\n" + _PROSE * 4 + "\n\n"),
}


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in FILES.items():
        (folder / f"{name}.txt").write_bytes(made().encode()[:BYTES])


def measure(workers: int = 2) -> dict[str, float]:
    """``seconds`` of the clock for the command over all of them, from start to end, and of the ``processor``."""
    with tempfile.TemporaryDirectory(prefix="whosaid-bench-") as folder:
        write(Path(folder, "in"))
        command = [sys.executable, "-W", "ignore", "-m", "pipeline", "run", f"{folder}/in", "--out", f"{folder}/out"]
        used, started = _used(), perf_counter()
        done = subprocess.run([*command, "--workers", str(workers), "--no-cache", "--quiet"], check=False)
        seconds = perf_counter() - started
    if done.returncode not in (0, 3):
        raise SystemExit(f"the run over hostile files failed with exit code {done.returncode}")
    return {"files": len(FILES), "seconds": seconds, "processor": _used() - used}


def _used() -> float:
    """Seconds of the processor of all processes that this one started and that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def stages(name: str) -> dict[str, float]:
    """Seconds of each stage for one file."""
    from pipeline.config import Config
    from pipeline.engine.stages import read
    from pipeline.ner.model import load_model
    from pipeline.records import Source

    text = FILES[name]().encode()[:BYTES].decode("utf-8", "ignore")
    seconds: dict[str, float] = {}
    reading = read(Source(name, text, sha256="0"), load_model(), Config(), seconds)
    return {**seconds, "sentences": sum(len(part.sentences) for part in reading.readings)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--one", choices=FILES)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = stages(arguments.one) if arguments.one else measure(arguments.workers)
    if arguments.json or arguments.one:
        print(json.dumps(found))
    else:
        print(f"{found['files']} hostile files {found['seconds']:.1f} s, asked < {ASKED_SECONDS} s")
        print(f"{found['processor']:.1f} s of the processor")


if __name__ == "__main__":
    main()
