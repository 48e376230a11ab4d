"""Invented articles in the manner of news, as many as are wanted and no two alike, the same for the same number.

    python -m benchmarks.articles FOLDER [N]

writes N of them as text files, to try things on. Names are put together from syllables, so that each article
brings new people, as news does; otherwise caches would make memory look better than it is.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PARAGRAPHS = 14
"""About 400 words."""


@cache
def parts() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("parts.toml").read_text(encoding="utf-8"))


def article(number: int, paragraphs: int = PARAGRAPHS) -> str:
    """Article ``number``: a title, an empty line, then paragraphs of one to three sentences."""
    dice = random.Random(number)
    people = [_Person(dice) for _ in range(dice.randint(2, 4))]
    lines = [_filled(dice.choice(parts()["title"]), dice, people[0])]
    for _ in range(paragraphs):
        person = dice.choice(people)
        kinds = ["attribution", *(dice.choice(["narrative", "attribution"]) for _ in range(dice.randint(0, 2)))]
        dice.shuffle(kinds)
        lines.append(" ".join(_filled(dice.choice(parts()[kind]), dice, person) for kind in kinds))
    lines[1] = f"{dice.choice(parts()['place']).upper()} — {lines[1]}"
    return "\n\n".join(lines) + "\n"


def write_articles(folder: Path, n: int, paragraphs: int = PARAGRAPHS) -> None:
    """The articles 0 to ``n`` - 1 as text files in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(n):
        (folder / f"{number:06}.txt").write_text(article(number, paragraphs), encoding="utf-8")


class _Person:
    """Named in full, with the role, at first; by family name or pronoun afterwards."""

    def __init__(self, dice: random.Random) -> None:
        self.family = "".join(dice.choice(parts()[part]) for part in ("onset", "middle", "coda"))
        self.full = f"{dice.choice(parts()['demonym'])} {dice.choice(parts()['role'])} {dice.choice(parts()['given'])} "
        self.full += self.family
        self.pronoun = dice.choice(["he", "she"])
        self._names: Iterator[str] = iter([self.full])

    def name(self) -> str:
        return next(self._names, self.family)


class _Values(dict[str, str]):
    """Looked up by the places in a template: ``{topic}``, ``{topic2}`` for another one, ``{Topic}`` in capitals."""

    def __init__(self, dice: random.Random, person: _Person) -> None:
        super().__init__()
        self._dice, self._person = dice, person

    def __missing__(self, key: str) -> str:
        kind = key.lower().rstrip("2")
        value = self._value(kind)
        return value[:1].upper() + value[1:] if key[0].isupper() else value

    def _value(self, kind: str) -> str:
        match kind:
            case "source":
                return self._person.name()
            case "family":
                return self._person.family
            case "pronoun":
                return self._person.pronoun
            case "number":
                return str(self._dice.randint(2, 90))
            case "body":
                return f"{self._dice.choice(parts()['demonym'])} {self._dice.choice(parts()['body'])}"
            case _:
                return self._dice.choice(parts()[kind]).format_map(self)


def _filled(template: str, dice: random.Random, person: _Person) -> str:
    return template.format_map(_Values(dice, person))


if __name__ == "__main__":
    write_articles(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20)
