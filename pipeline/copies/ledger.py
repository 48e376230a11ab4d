"""Which articles of a run are copies of one another, and which of them is the original."""

from __future__ import annotations

import hashlib
import tempfile
from array import array
from pathlib import Path

import numpy as np

from pipeline.copies.likeness import LEAST
from pipeline.copies.sketch import Sketches
from pipeline.copies.stories import Numbers, find_stories
from pipeline.copies.words import folded_words, is_table, shingles
from pipeline.records import Article
from pipeline.scratch import run, scratch

_BATCH = 1_000_000
"""Letters of texts that are sketched at once."""

_NO_SKETCH = -1


class CopyLedger:
    """Add all articles, in any order, then :meth:`settle` once, then ask for :meth:`original_of`.

    Takes 16 bytes of memory an article, and some 150 while it settles. Sketches lie on disk below ``folder`` until
    :meth:`close`: four bytes a word and 0.6 kB an article.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="copies-", dir=folder)
        path = Path(self._folder.name)
        self._sketches = Sketches(path)
        self._texts = array("Q")
        self._numbers = array("q")
        self._waiting: list[list[str]] = []
        self._n_letters = 0
        self._n_sketched = 0
        self._db = scratch(path / "articles.sqlite")
        run(
            self._db,
            """
            CREATE TABLE articles (place INTEGER PRIMARY KEY, article, published, n_words, source, ordinal);
            CREATE TABLE stories (place INTEGER PRIMARY KEY, story);
            CREATE TABLE several (article PRIMARY KEY, original) WITHOUT ROWID;
            """,
        )

    def add(self, article: Article, text: str) -> None:
        """Take an article of a source; ``text`` is the source's."""
        words = [word for span in article.paragraphs for word in folded_words(span.of(text))]
        row = (len(self._texts), article.article_id, article.published, len(words), article.source, article.ordinal)
        self._db.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)", row)
        body = shingles(words)
        if len(set(body)) >= LEAST and not is_table(words):
            self._texts.append(_digest(" ".join(words)))
            self._numbers.append(self._n_sketched)
            self._n_sketched += 1
            self._waiting.append(body)
            self._n_letters += sum(map(len, words))
            if self._n_letters >= _BATCH:
                self._sketch()
            return
        # Of few words and of tables the headline is part: notices stand under many, and are no copies for that.
        title = " ".join(folded_words(article.title.of(text) if article.title else article.given_title or ""))
        self._texts.append(_digest(f"{title}\n{' '.join(words)}" if words else f"\n\n{article.article_id}"))
        self._numbers.append(_NO_SKETCH)

    def _sketch(self) -> None:
        if self._waiting:
            self._sketches.add(self._waiting)
        self._waiting, self._n_letters = [], 0

    def settle(self) -> None:
        """Decide, over all articles, which are copies and of which."""
        self._sketch()
        stories = self._stories()
        _, place_of, counts = np.unique(stories, return_inverse=True, return_counts=True)
        several = np.flatnonzero(counts[place_of] > 1)
        self._db.executemany(
            "INSERT INTO stories VALUES (?, ?)", zip(several.tolist(), stories[several].tolist(), strict=True)
        )
        # The first published is the original; of one day the fullest, which others were cut from; then by name.
        self._db.execute(
            """
            INSERT OR IGNORE INTO several SELECT article, first_value(article) OVER (
                PARTITION BY story ORDER BY published IS NULL, published, n_words DESC, source, ordinal, article
            ) FROM stories JOIN articles USING (place)
            """
        )

    def _stories(self) -> Numbers:
        """The story of each article, as a number that those of one story share."""
        # Sorted by digest, so that what is compared with what follows from the texts alone.
        _, first, text_of = np.unique(np.array(self._texts, dtype=np.uint64), return_index=True, return_inverse=True)
        numbers = np.array(self._numbers, dtype=np.int64)[first]
        sketched = np.flatnonzero(numbers != _NO_SKETCH)
        stories = np.arange(len(first))
        stories[sketched] = sketched[find_stories(self._sketches, numbers[sketched])]
        return np.asarray(stories[text_of], dtype=np.int64)

    def original_of(self, article_id: str) -> str | None:
        """The original of the article's story, which may be itself; None where there are no copies of it."""
        found = self._db.execute("SELECT original FROM several WHERE article = ?", (article_id,)).fetchone()
        return str(found[0]) if found else None

    def close(self) -> None:
        self._db.close()
        self._sketches.close()
        self._folder.cleanup()


def _digest(text: str) -> int:
    """64 bits that stand for the text on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
