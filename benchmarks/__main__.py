"""All benchmarks, one after the other, as one table: asked and measured here."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks import copies, export, hostile, identity, languages, memory, report, rerun, speed, startup, workers


def _measured(name: str, *options: str) -> dict[str, float]:
    """Each in a process of its own, so that none pays for what another loaded."""
    command = [sys.executable, "-W", "ignore", "-m", f"benchmarks.{name}", "--json", *options]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def main() -> None:
    print(f"{'':46}  {'asked':>7}  measured", flush=True)
    found = _measured("startup")
    print(f"{'whosaid --help':46}  {f'< {startup.ASKED} s':>7}  {found['seconds']:.2f} s", flush=True)
    for name, asked, options in (("", speed.ASKED, ()), (", --no-reader", speed.ASKED_RULES, ("--no-reader",))):
        found = _measured("speed", *options)
        detail = (
            f"({found['run']:,.0f} against {found['bare']:,.0f} words/s; {found['low']:.2f} to {found['high']:.2f})"
        )
        title = f"speed, whole run{name} / bare nlp.pipe"
        print(f"{title:46}  {f'≥ {asked}':>7}  {found['ratio']:.2f}  {detail}", flush=True)
    found = _measured("workers")
    detail = f"({found['one']:.0f} against {found['two']:.0f} s; {found['low']:.2f} to {found['high']:.2f})"
    print(f"{'two processes / one':46}  {f'≥ {workers.ASKED}':>7}  {found['ratio']:.2f}  {detail}", flush=True)
    found = _measured("rerun")
    detail = f"({found['unchanged']:.2f} s against {found['first']:.0f} s, reckoned from a sample)"
    title = f"unchanged run over {found['articles']:,.0f} articles / first"
    print(f"{title:46}  {f'≥ {rerun.ASKED}':>7}  {found['ratio']:.0f}  {detail}", flush=True)
    limit, detail = f"< {rerun.ASKED_SECONDS:.0f} s", f"(beside {found['tables']:.0f} s of entities and tables)"
    print(f"{'one article more':46}  {limit:>7}  {found['more']:.2f} s  {detail}", flush=True)
    found = _measured("memory")
    detail = f"({found['large']:.0f} MB, asked < {memory.ASKED_MB}; {found['workers']:.0f} of them two workers)"
    print(f"{'peak memory, 100,000 articles / 10,000':46}  {f'≤ {memory.ASKED}':>7}  {found['ratio']:.2f}  {detail}")
    detail = f"({found['seconds']:.2f} s a thousand articles)"
    print(f"{'time of the tables, likewise':46}  {f'≤ {export.ASKED_TIME}':>7}  {found['time']:.2f}  {detail}")
    found = _measured("identity")
    limit = f"< {identity.ASKED_SECONDS} s"
    print(f"{'who is who, 100,000 people':46}  {limit:>7}  {found['seconds']:.0f} s  ({found['mb']:.0f} MB)")
    found = _measured("copies", "--articles", str(copies.FEWER))
    limit = f"< {copies.ASKED_SECONDS * copies.FEWER // copies.ARTICLES} s"
    detail = f"({found['mb']:.0f} MB; asked of a million: < {copies.ASKED_SECONDS:,} s, < {copies.ASKED_MB:,} MB)"
    print(f"{f'copies among {copies.FEWER:,} articles':46}  {limit:>7}  {found['seconds']:.0f} s  {detail}")
    for kind in ("recall", "precision"):
        title, least = f"copies, {kind} over pairs of invented articles", f"≥ {copies.ASKED[kind]}"
        print(f"{title:46}  {least:>7}  {found[kind]:.2f}")
    found = _measured("hostile")
    title, limit = f"{found['files']:.0f} hostile files, two workers", f"< {hostile.ASKED_SECONDS} s"
    detail = f"({found['processor']:.0f} s of the processor)"
    print(f"{title:46}  {limit:>7}  {found['seconds']:.0f} s  {detail}", flush=True)
    if languages.CORPORA.exists():
        found = _measured("languages")
        title, limit = "English texts passed over as another language", f"≤ {languages.ASKED:.1%}"
        detail = f"(other languages told and named: {found['others_right']:.0f} of {found['others']:.0f})"
        share = f"{found['texts_passed_over']:.0f} of {found['texts']:,.0f}"
        print(f"{title:46}  {limit:>7}  {share}  {detail}", flush=True)

    if report.CORPUS.exists():
        found = _measured("report")
        title, limit = f"report of {found['statements']:,.0f} statements", f"< {report.ASKED_SECONDS:.0f} s"
        detail = f"({found['mb']:.1f} MB, asked < {report.ASKED_MB:.0f} MB)"
        print(f"{title:46}  {limit:>7}  {found['seconds']:.1f} s  {detail}")


if __name__ == "__main__":
    main()
