"""The lines of text that was extracted from an HTML page: nearly all of them are the article's."""

from __future__ import annotations

from pipeline.lines import BODY, LineModel, score_lines
from pipeline.records import Line
from pipeline.segment.headline import reads_like_title

#: Media type of sources whose text was extracted from a page.
HTML = "text/html"
#: The last line with so many words, likely body at this probability, ends the text.
TEXT_WORDS, TEXT = 25, 0.88
#: A line below it stays if it has so many words. On the training pages, by folds of sites, this leaves F1 98.4.
FEW_WORDS = 20
#: No line of the model's certain furniture is likelier than this.
CERTAIN = 0.0003


def extracted_lines(text: str, title: str | None, model: LineModel | None = None) -> tuple[Line, ...]:
    """The lines of ``text`` with 1 or 0 for body and headline.

    The first is the headline if it is ``title``, or reads like one: records may give a title of their own. The
    model knows lines of whole pages and takes too many of an extracted text for furniture; it is asked where the
    extractor errs: below the text.
    """
    scored = score_lines(text, model=model)
    words = [len(line.span.of(text).split()) for line in scored]
    end = max((i for i, line in enumerate(scored) if words[i] >= TEXT_WORDS and line.body >= TEXT), default=len(scored))
    lines = []
    for i, line in enumerate(scored):
        is_title = i == 0 and _is_title(line.span.folded(text), title)
        is_furniture = line.body < CERTAIN or (i > end and line.body < BODY and words[i] < FEW_WORDS)
        lines.append(line._replace(body=float(not is_title and not is_furniture), title=float(is_title)))
    return tuple(lines)


def _is_title(line: str, title: str | None) -> bool:
    return line == title or reads_like_title(line)
