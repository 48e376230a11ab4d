"""What one speaker said, in all its wordings: reports put together by claim and by time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from pipeline.export.claims import Claim, claim_of, same_claim
from pipeline.ids import digest

_SIGNS = re.compile(r"[\W_]+")

NEAR = 14
"""Days within which two reports can be of one utterance; the same long wording is so at any time."""

LONG = 6
"""Content words of a wording that nobody uses twice by chance."""

_RAREST = 3
"""Words of a claim by which those like it are looked up."""

_POSTED = 60
"""Claims looked at for one word and time: what more of them share is not rare."""


def letters_of(content: str) -> str:
    """Letters and digits in lower case; the content as it is, if it has none."""
    return _SIGNS.sub("", content.casefold()) or content


@dataclass(frozen=True, slots=True)
class Report:
    """A statement as far as it matters for what it has in common with others of its speaker; ``turn`` numbers them."""

    turn: int
    statement: str
    content: str
    said_on: str | None
    published: str | None
    article: str


@dataclass(slots=True)
class _Wording:
    """Reports in the same letters, near in time; ``days`` of theirs, None where no date is known."""

    letters: str
    claim: Claim
    reports: list[Report] = field(default_factory=list)
    days: set[int | None] = field(default_factory=set)
    said: set[int] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)

    def take(self, report: Report) -> None:
        self.reports.append(report)
        self.days.add(_day(report.said_on or report.published))
        said = _day(report.said_on)
        if said is not None:
            self.said.add(said)
        self.articles.add(report.article)

    def near(self, other: _Wording) -> bool:
        """Can both be reports of one occasion?"""
        if self.said and other.said and min(abs(a - b) for a in self.said for b in other.said) > 1:
            return False
        return any(a is None or b is None or abs(a - b) <= NEAR for a in self.days for b in other.days)


def _day(iso: str | None) -> int | None:
    if not iso:
        return None
    try:
        return date.fromisoformat(iso[:10]).toordinal()
    except ValueError:
        return None


def utterances_of(speaker: str, block: list[Report], used: dict[str, int | None]) -> Iterator[tuple[int, str]]:
    """Statements of one speaker and polarity, by their numbers, with their utterances.

    ``used`` holds the ids of earlier blocks with their last day: what goes on from one block to the next is one.
    """
    if len(block) == 1 and not used:
        yield block[0].turn, "u" + digest(speaker, letters_of(block[0].content))
        return
    here: set[str] = set()
    latest: dict[str, int | None] = {}
    for group in _gathered(_wordings(block)):
        reports = [report for wording in group for report in wording.reports]
        first = min(reports, key=lambda r: (r.published or "9", letters_of(r.content), r.statement))
        key = "u" + digest(speaker, letters_of(first.content))
        days = [day for wording in group for day in wording.days if day is not None]
        known = used.get(key)
        again = known is not None and bool(days) and min(days) - known > NEAR
        if (again or key in here) and len(group[0].claim.content) < LONG:
            key = "u" + digest(speaker, letters_of(first.content), first.statement)
        here.add(key)
        latest[key] = max(days, default=None)
        for report in reports:
            yield report.turn, key
    used.update(latest)


def _wordings(block: list[Report]) -> list[_Wording]:
    """The different wordings, fullest first; a short one that comes again much later is another one."""
    by_letters: dict[str, list[Report]] = {}
    for report in block:
        by_letters.setdefault(letters_of(report.content), []).append(report)
    found: list[_Wording] = []
    for letters, reports in by_letters.items():
        claim = claim_of(reports[0].content)
        wording: _Wording | None = None
        last: int | None = None
        for report in reports:
            day = _day(report.said_on or report.published)
            apart = last is not None and day is not None and day - last > NEAR
            if wording is None or (apart and len(claim.content) < LONG):
                wording = _Wording(letters, claim)
                found.append(wording)
            wording.take(report)
            last = day if day is not None else last
    return sorted(found, key=lambda w: (-len(w.claim.content), -len(w.letters), w.letters, w.reports[0].statement))


def _gathered(wordings: list[_Wording]) -> Iterable[list[_Wording]]:
    """Wordings of one claim together, led by the fullest: each is compared with leaders that share a rare word."""
    counts = Counter(stem for wording in wordings for stem in wording.claim.content)
    groups: list[list[_Wording]] = []
    posted: dict[tuple[str, int | None], list[int]] = {}
    for wording in wordings:
        stems = sorted(wording.claim.content, key=lambda stem: (counts[stem], stem))
        times = _times(wording)
        around = {None} if None in times else {t + d for t in times if t is not None for d in (-1, 0, 1)}
        numbers = {n for stem in stems[:_RAREST] for time in (*around, -1) for n in posted.get((stem, time), ())}
        best = max(((_likeness(groups[number][0], wording), -number) for number in sorted(numbers)), default=(0.0, 0))
        if best[0] > 0:
            groups[-best[1]].append(wording)
            continue
        groups.append([wording])
        for stem in stems:
            for time in {*times, None} if None not in times else {None, -1}:
                entry = posted.setdefault((stem, time), [])
                if len(entry) < _POSTED:
                    entry.append(len(groups) - 1)
    return groups


def _times(wording: _Wording) -> set[int | None]:
    """Stretches of time that the wording was reported in; None: no date is known."""
    return {None if day is None else day // NEAR for day in wording.days}


def _likeness(leader: _Wording, wording: _Wording) -> float:
    if len(wording.claim.content - leader.claim.content) > 1 or not leader.near(wording):
        return 0.0
    together = not leader.articles.isdisjoint(wording.articles)
    return same_claim(leader.claim, wording.claim, in_one_article=together)
