"""python -m tests.fuzz TARGET --minutes M [--found FOLDER] [--corpus FOLDER]"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import traceback
import warnings
from pathlib import Path
from time import monotonic, process_time

FINDINGS = Path(__file__).with_name("findings")
GRACE, PER_TOKEN = 4.0, 10 / 2000
"""Seconds of the processor that an input may take, and as many more a token: ten times the bench's 2,000 a second."""
_TOKEN = re.compile(r"\w+|[^\w\s]")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=("decode", "html", "inputs", "pages", "statements", "verify"))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--found", type=Path, default=FINDINGS, help="where inputs go that show something wrong")
    parser.add_argument("--corpus", type=Path, help="where inputs are kept that reach new code")
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    corpus = arguments.corpus or Path(tempfile.mkdtemp(prefix="whosaid-corpus-"))
    if arguments.inner:
        _fuzz(arguments.target, arguments.minutes, arguments.found, corpus)
        return
    _restarted(arguments.target, arguments.minutes, arguments.found, corpus)


def _restarted(target: str, minutes: float, found: Path, corpus: Path) -> None:
    """Fuzz until the time is over, again where a process ended before; what ended it lies in ``found``."""
    until = monotonic() + 60 * minutes
    executions, seconds = 0, 0.0
    tally = corpus / "tally.json"
    corpus.mkdir(parents=True, exist_ok=True)
    while (left := (until - monotonic()) / 60) > 0.05:
        command = [sys.executable, "-W", "ignore", "-m", "tests.fuzz", target, "--minutes", f"{left:.2f}", "--inner"]
        tally.unlink(missing_ok=True)
        done = subprocess.run([*command, "--found", str(found), "--corpus", str(corpus)], check=False)
        if not tally.exists():
            raise SystemExit(f"the fuzzer did not start (exit code {done.returncode})")
        run = json.loads(tally.read_text())
        executions, seconds = executions + run["executions"], seconds + run["seconds"]
    names = sorted(path.name for path in (found / target).glob("*")) if (found / target).is_dir() else []
    print(f"{target}: {executions:,} executions in {seconds / 60:.1f} minutes of the processor; found: {names or 0}")


def _fuzz(target: str, minutes: float, found: Path, corpus: Path) -> None:
    import atheris

    warnings.simplefilter("ignore")
    with atheris.instrument_imports(include=["pipeline"]):
        from tests.fuzz.mutate import mutated
        from tests.fuzz.targets import TARGETS, seeds

    run, where = TARGETS[target], found / target
    where.mkdir(parents=True, exist_ok=True)
    inputs = corpus / target
    inputs.mkdir(exist_ok=True)
    for seed in seeds(target):
        (inputs / hashlib.sha1(seed).hexdigest()).write_bytes(seed)
    known: set[str] = set()
    tally = corpus / "tally.json"
    state = {"executions": 0, "seconds": 0.0}

    def one(data: bytes) -> None:
        started = process_time()
        try:
            run(data)
        except Exception as error:
            _keep(error, data, where, known)
        taken = process_time() - started
        if state["executions"] and taken > GRACE + PER_TOKEN * len(_TOKEN.findall(data.decode("utf-8", "replace"))):
            _keep(TimeoutError(f"{taken:.1f} s"), data, where, known)
        state["executions"] += 1
        if state["executions"] % 20 == 1:
            tally.write_text(json.dumps({**state, "seconds": process_time()}))

    options = [f"-max_total_time={max(1, round(60 * minutes))}", "-timeout=300", "-rss_limit_mb=4096", "-verbosity=0"]
    options += ["-max_len=4000", f"-artifact_prefix={where}/", "-print_final_stats=0"]

    def change(data: bytes, most: int, seed: int) -> bytes:
        return atheris.Mutate(data, most) if seed % 4 == 0 else mutated(data, most, seed)

    more = {"custom_mutator": change} if target in ("pages", "statements") else {}
    atheris.Setup([sys.argv[0], *options, str(inputs)], one, **more)
    atheris.Fuzz()


def _keep(error: Exception, data: bytes, where: Path, known: set[str]) -> None:
    """Write ``data`` down, unless the same went wrong at the same place before."""
    frame = traceback.extract_tb(error.__traceback__)[-1] if error.__traceback__ else None
    name = f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}" if frame else type(error).__name__
    if name not in known:
        known.add(name)
        (where / name).write_bytes(data)
        print(f"FOUND {name}: {error}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
