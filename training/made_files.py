"""Files made of gold ones: several in a row, shortened, with readers' comments, without the first headline."""

from __future__ import annotations

import random
from collections.abc import Sequence

from pipeline.lines import squash
from training.gold_lines import Labelled, labelled

#: What stands between articles in files that people put together.
SEPARATORS = ("\n", "\n\n", "\n\n\n", "\n\n* * *\n\n", "\n\n====================\n\n", "\n---\n", "\n\n###\n\n")


def shortened(articles: Sequence[Labelled], *, seed: int = 3) -> list[Labelled]:
    """``articles`` cut to their headline, if any, and one to five lines."""
    chance = random.Random(seed)
    out = []
    for article in articles:
        number = min(len(article.spans), article.labels.count("T") + chance.randint(1, 5))
        text = article.text[: article.spans[number - 1].end]
        out.append(labelled(f"{article.name}-short", "clean", article.sites, text, article.labels[:number]))
    return out


def put_together(articles: Sequence[Labelled], number: int, *, seed: int = 1) -> list[Labelled]:
    """``number`` files of two to five clean articles with a headline, one after the other."""
    chance = random.Random(seed)
    titled = [article for article in articles if article.labels[0] == "T"]
    out = []
    for i in range(number):
        chosen = chance.sample(titled, chance.randint(2, 5))
        separator = chance.choice(SEPARATORS)
        gap = chance.choice(("\n", "\n\n"))
        text, marks = "", ""
        for article in chosen:
            if text:
                text += separator
                marks += "F" * bool(separator.strip())
            text += gap.join(span.of(article.text) for span in article.spans) + "\n"
            marks += article.labels
        sites = frozenset().union(*(article.sites for article in chosen))
        out.append(labelled(f"together-{seed}-{i}", "together", sites, text, marks))
    return out


def in_a_row(dumps: Sequence[Labelled], number: int, *, seed: int = 4) -> list[Labelled]:
    """``number`` files of two to five page dumps one below the other, every third of them of one site."""
    chance = random.Random(seed)
    by_site: dict[str, list[Labelled]] = {}
    for dump in dumps:
        by_site.setdefault(min(dump.sites), []).append(dump)
    several = [group for group in by_site.values() if len(group) > 1]
    out = []
    for i in range(number):
        pool = chance.choice(several) if several and i % 3 == 0 else dumps
        chosen = chance.sample(list(pool), min(len(pool), chance.randint(2, 5)))
        gap = chance.choice(("\n", "\n\n", "\n\n\n"))
        text = gap.join(dump.text.strip() for dump in chosen)
        sites = frozenset().union(*(dump.sites for dump in chosen))
        out.append(labelled(f"row-{seed}-{i}", "variant", sites, text, "".join(dump.labels for dump in chosen)))
    return out


def without_first_title(dumps: Sequence[Labelled]) -> list[Labelled]:
    """The dumps that begin with a headline and repeat it, without the first: then the repetition is it."""
    out = []
    for dump in dumps:
        lines = [span.of(dump.text) for span in dump.spans]
        again = [i for i, line in enumerate(lines) if i and squash(line) == squash(lines[0])]
        if dump.labels[0] == "T" and again and "B" not in dump.labels[: again[0]] and dump.style != "multi":
            labels = dump.labels[1 : again[0]] + "T" + dump.labels[again[0] + 1 :]
            text = dump.text[dump.spans[1].start :]
            out.append(labelled(f"{dump.name}-untitled", "variant", dump.sites, text, labels))
    return out


_HEADINGS = (
    "Comments",
    "{n} Comments",
    "Comments ({n})",
    "Join the conversation",
    "View comments",
    "{n} responses to this article",
)
_SIGNS = ("Reply", "Like", "Report", "Flag", "Reply Share", "Report abuse", "Permalink", "Up {n} Down {n}")
_HEADS = (
    ("{user}",), ("{user} says:",), ("{user} says:", "{month} {n}, 20{n} at {n}:{n} pm"), ("{user} • {n} hours ago",),
    ("{user}", "{n} days ago"), ("On {month} {n}, 20{n}, at {n}:{n} PM, {user} wrote:",), ("{user} said...",),
    ("Posted by {user} on {month} {n}, 20{n}",), ("{user}, {n}:{n}",), ("@{user}",), (),
)  # fmt: skip
_MONTHS = ("January", "Mar", "May", "August", "Oct.", "December")
_USERS = ("Anna B", "jock77", "Mr Grey", "The Walker", "sam_i_am", "Guest", "R. Osei", "truthseeker", "Lena", "bigfish")


def with_comments(articles: Sequence[Labelled], comments: Sequence[str], *, seed: int = 2) -> list[Labelled]:
    """``articles`` with a section of comments below."""
    chance = random.Random(seed)

    def filled(template: str) -> str:
        number, month, user = chance.randint(10, 30), chance.choice(_MONTHS), chance.choice(_USERS)
        return template.format(n=number, month=month, user=user)

    out = []
    for article in articles:
        gap = "\n\n" if "\n\n" in article.text else "\n"
        head, sign = chance.choice(_HEADS), chance.choice(_SIGNS)
        lines = [filled(chance.choice(_HEADINGS))] if chance.random() < 0.8 else []
        for _ in range(chance.randint(2, 15)):
            lines += map(filled, head)
            lines.append(chance.choice(comments))
            if head == () or chance.random() < 0.7:
                lines.append(filled(sign))
        text = article.text.rstrip() + gap + gap.join(lines) + "\n"
        labels = article.labels + "F" * len(lines)
        out.append(labelled(f"{article.name}-comments", "variant", article.sites, text, labels))
    return out
