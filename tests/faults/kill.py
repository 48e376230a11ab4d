"""Runs that are killed, and what has to hold after each."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from faults import stand_in
from pipeline.export.commit import CURRENT, FILES, STORE
from pipeline.verify import find_faults

EVENTS = frozenset({"open", "os.mkdir", "os.rename", "os.symlink", "os.link", "os.remove", "os.rmdir", "os.fork"})
"""What Python announces before it does it: a run may be killed before any of these, where states change."""
_KILLED_BEFORE_IT_ENDED = -signal.SIGKILL


@dataclass(slots=True)
class Account:
    """What came of it: ``seen`` counts which result was visible after a kill, ``faults`` says what was wrong."""

    kills: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class Scene:
    """A folder with two editions of many small sources, what a fresh run makes of each, and one folder of results."""

    def __init__(self, folder: Path, *, sources: int, start: Callable[..., int]) -> None:
        self.out, self.cache = folder / "out", folder / "cache"
        self.editions = [folder / "one", folder / "two"]
        self._start = start
        self.expected = []
        for number, edition in enumerate(self.editions):
            stand_in.write_sources(edition, sources, number + 1)
            fresh = folder / f"fresh {number}"
            started = time.monotonic()
            assert start(edition, fresh, kill=None) == 0
            self.seconds = time.monotonic() - started
            self.expected.append(stand_in.tables(fresh))

    def attempt(self, edition: int, dice: random.Random, *, kill: float | None) -> bool:
        """A run over the older result, killed after so many seconds or (negative) events; whether it was."""
        options = {"workers": dice.choice([1, 2]), "cache": self.cache, "fresh": dice.random() < 0.5}
        ended = self._start(self.editions[edition], self.out, kill=kill, **options)
        assert ended in (0, _KILLED_BEFORE_IT_ENDED), f"the run ended with {ended}"
        return ended != 0

    def seen(self) -> str:
        """Which result is visible: ``one``, ``two``, ``none``, or ``broken``."""
        found = stand_in.tables(self.out)
        names = dict(zip(("one", "two"), self.expected, strict=True))
        return next((name for name, tables in names.items() if tables == found), "broken" if found else "none")

    def leftovers(self) -> list[str]:
        """What lies in the folder of results and belongs to none."""
        current = os.readlink(self.out / STORE / CURRENT)
        store = {path.name for path in (self.out / STORE).iterdir()} - {CURRENT, "lock", current}
        return sorted(store | {path.name for path in self.out.iterdir()} - {*FILES, STORE})


def kill_runs(scene: Scene, times: int, dice: random.Random, events: int) -> Iterator[Account]:
    """Kill ``times`` runs, half of them after a random while, half before a random one of ``events``; check after each.

    With no ``events`` known all are killed after a while.
    After one to three kills the run is let be; it has to give what a fresh one gives and to leave nothing else.
    """
    account = Account()
    edition, before = 0, "none"
    while account.kills < times:
        for _ in range(dice.randint(1, 3)):
            by_time = not events or dice.random() < 0.5
            kill = dice.uniform(0, 1.1 * scene.seconds) if by_time else -dice.randint(1, events)
            is_killed = scene.attempt(edition, dice, kill=kill)
            seen = scene.seen()
            account.kills += is_killed
            account.seen[seen] += is_killed
            if seen not in (before, ("one", "two")[edition]):
                account.faults.append(f"kill {account.kills} ({kill}): {seen} is visible over {before}")
        scene.attempt(edition, dice, kill=None)
        before = ("one", "two")[edition]
        if scene.seen() != before:
            account.faults.append(f"after kill {account.kills}: the next run gives another result than a fresh one")
        account.faults += [f"after kill {account.kills}: {name} is left" for name in scene.leftovers()]
        if dice.random() < 0.05:
            account.faults += [f"after kill {account.kills}: {fault}" for fault in find_faults(scene.out)]
            account.faults += [f"after kill {account.kills}: cache: {line}" for line in damage(scene.cache)]
            shutil.rmtree(dice.choice([scene.cache, scene.out]))
            before = scene.seen()
        edition = 1 - edition
        yield account


def damage(cache: Path) -> list[str]:
    """What SQLite finds wrong with a cache."""
    file = sqlite3.connect(cache / "readings.sqlite")
    found = [line for (line,) in file.execute("PRAGMA integrity_check") if line != "ok"]
    file.close()
    return found


def forked(edition: Path, out: Path, *, kill: float | None, **options: object) -> int:
    """Run with the stand-in in a process of its own; its exit code, negative for a signal.

    ``kill`` is the number of seconds after which it is killed, or negative that of events. All that it started has to
    be gone soon after.
    """
    child = os.fork()
    if child == 0:
        os.setsid()
        if kill is not None and kill < 0:
            _die_before(round(-kill))
        try:
            stand_in.run(edition, out, **options)
            os._exit(0)
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(1)
    if kill is not None and kill >= 0:
        time.sleep(kill)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    _wait_for_orphans(child)
    return os.waitstatus_to_exitcode(status)


def count_events(edition: Path, out: Path) -> int:
    """How many EVENTS there are in a run with one process."""
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        n = 0

        def count(event: str, _arguments: tuple[object, ...]) -> None:
            nonlocal n
            n += event in EVENTS

        sys.addaudithook(count)
        stand_in.run(edition, out)
        os.write(sender, str(n).encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(sender)
    with os.fdopen(receiver) as said:
        return int(said.read())


def real(edition: Path, out: Path, *, kill: float | None, **options: object) -> int:
    """The same with the program as people call it, model and all; killed after seconds only."""
    words = ["run", edition, "--out", out, "--quiet", "--workers", options.get("workers", 1)]
    words += ["--fresh"] * bool(options.get("fresh"))
    cache = options.get("cache")
    words += [] if cache else ["--no-cache"]
    command = [sys.executable, "-W", "ignore", "-m", "pipeline", *map(str, words)]
    environment = {**os.environ, "WHOSAID_CACHE": str(cache)}
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    if kill is not None:
        time.sleep(kill)
        process.send_signal(signal.SIGKILL)
    process.wait()
    _wait_for_orphans(process.pid)
    return process.returncode


def _die_before(number: int) -> None:
    """Have this process killed before its event ``number``; those that it forks do not count."""
    n, parent = 0, os.getpid()

    def count(event: str, _arguments: tuple[object, ...]) -> None:
        nonlocal n
        if event in EVENTS:
            n += 1
            if n == number and os.getpid() == parent:
                os.kill(parent, signal.SIGKILL)

    sys.addaudithook(count)


def _wait_for_orphans(session: int, seconds: float = 5.0) -> None:
    """Raises AssertionError where processes of a session outlive its leader by that much."""
    end = time.monotonic() + seconds
    while left := list(_alive(session)):
        assert time.monotonic() < end, f"processes {left} are left"
        time.sleep(0.01)


def _alive(session: int) -> Iterator[int]:
    """Processes of ``session`` that have not ended; none where the system does not tell."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, of = path.read_text("ascii", "replace").rpartition(")")[2].split()[:4]
        except OSError:  # it has just ended
            continue
        if int(of) == session and state not in "ZX":
            yield int(path.parent.name)
