"""Peak memory of a run over 200 and over 2,000 generated articles, no two alike.

python -m benchmarks.memory [--small N] [--large N] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ASKED = 1.2
PARAGRAPHS = 5
"""Short articles: what is measured is whether memory grows with their number."""


def peak(n: int) -> float:
    """Peak resident memory, in MB, of a run over ``n`` articles in one process of its own."""
    from benchmarks.articles import write_articles

    with tempfile.TemporaryDirectory(prefix="whosaid-bench-") as folder:
        texts = Path(folder, "texts")
        write_articles(texts, n, PARAGRAPHS)
        command = [sys.executable, "-W", "ignore", "-m", "pipeline", "run", str(texts), "--out", f"{folder}/out"]
        process = subprocess.Popen([*command, "--workers", "1", "--no-cache", "--quiet"])
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the run over {n} articles failed with exit code {process.returncode}")
    return usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)  # bytes there, kB elsewhere


def measure(small: int = 200, large: int = 2000) -> dict[str, float]:
    """``small`` and ``large``: peaks in MB; their ``ratio``."""
    low, high = peak(small), peak(large)
    return {"small": low, "large": high, "ratio": high / low}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--small", type=int, default=200)
    parser.add_argument("--large", type=int, default=2000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = measure(arguments.small, arguments.large)
    if arguments.json:
        print(json.dumps(found))
    else:
        small, large = found["small"], found["large"]
        print(f"{arguments.small:,} articles {small:.0f} MB, {arguments.large:,} articles {large:.0f} MB")
        print(f"ratio {found['ratio']:.2f}, asked ≤ {ASKED}")


if __name__ == "__main__":
    main()
