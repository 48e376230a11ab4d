"""How long `whosaid --help` takes.

python -m benchmarks.startup [--json]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter

ASKED = 0.3
TRIES = 9


def measure() -> dict[str, float]:
    """``seconds``: the median; ``low`` and ``high``."""
    script = Path(sys.executable).with_name("whosaid")
    command = [str(script)] if script.exists() else [sys.executable, "-m", "pipeline"]
    taken = []
    for _ in range(TRIES + 1):
        started = perf_counter()
        subprocess.run([*command, "--help"], check=True, stdout=subprocess.DEVNULL)
        taken.append(perf_counter() - started)
    taken = taken[1:]  # the first one warms the caches
    return {"seconds": statistics.median(taken), "low": min(taken), "high": max(taken)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--json", action="store_true")
    found = measure()
    if parser.parse_args().json:
        print(json.dumps(found))
    else:
        print(f"{found['seconds']:.2f} s ({found['low']:.2f} to {found['high']:.2f}), asked < {ASKED} s")


if __name__ == "__main__":
    main()
