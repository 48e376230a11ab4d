"""Kill runs at random moments and check what they leave: python -m tests.faults [--times N] [--real N] [--seed N]"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from faults import kill, stand_in


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=(__doc__ or "").split(":")[0])
    parser.add_argument("--times", type=int, default=1000, help="kills with something quick in place of the model")
    parser.add_argument("--real", type=int, default=0, help="kills of the program as it is called, model and all")
    parser.add_argument("--sources", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    faults = 0
    if arguments.times:
        stand_in.install()
        faults += report("stand-in", arguments.times, kill.forked, arguments.sources, arguments.seed)
    if arguments.real:
        faults += report("real", arguments.real, kill.real, 12, arguments.seed)
    sys.exit(faults > 0)


def report(title: str, times: int, start, sources: int, seed: int) -> int:
    """Do it in a folder that goes afterwards; returns the number of faults."""
    with tempfile.TemporaryDirectory(prefix="whosaid-faults-") as name:
        folder = Path(name)
        scene = kill.Scene(folder, sources=sources, start=start)
        events = kill.count_events(scene.editions[0], folder / "counted") if start is kill.forked else 0
        print(f"{title}: a run takes {scene.seconds:.2f} s and has {events} events", flush=True)
        for account in kill.kill_runs(scene, times, random.Random(seed), events):
            if account.kills % 50 < 3:
                print(f"  {account.kills} kills, {len(account.faults)} faults", flush=True)
    for fault in account.faults:
        print(f"  {fault}")
    seen = ", ".join(f"{name} {n}" for name, n in sorted(account.seen.items()))
    print(f"{title}: {account.kills} runs killed; visible afterwards: {seen}; {len(account.faults)} faults", flush=True)
    return len(account.faults)


if __name__ == "__main__":
    main()
