"""Interviews: who is asked in them, by which outlet, and answers that stand below their questions without a label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipeline.lexicon import table, words
from pipeline.records import Mention
from pipeline.relations.roles import head_of
from pipeline.relations.transcripts.evidence import addresses, is_announced, speaks_of_itself
from pipeline.relations.transcripts.labels import Label
from pipeline.relations.transcripts.turns import Turn, going_on, names, paragraphs, without_directions
from pipeline.relations.tree import Range, Tree

_LEAST = 2
"""Questions of an interview without labels."""
_LONGEST = 80
"""Tokens of such a question."""
_MARKS = frozenset({'"', "”", "’", ")", "*", "_"})
_SUBJECTS = ("nsubj", "nsubjpass")
_LEADING = frozenset({"with", "of", "to"})
_OURS = frozenset({"i", "me", "we", "us"})
_NAMED = 0.25
"""Share of the paragraphs of an interview that have the name of who is interviewed, at most."""
_MOST_CLIMB = 3
_MOST_MENTIONS = 200
"""Names of a headline and an introduction that are looked at."""


@cache
def _cues() -> dict[tuple[str, str], bool]:
    """Whether a word is sure, by lemma and kind."""
    return {(row["lemma"], row["kind"]): row["sure"] == "yes" for row in table("interview_cues")}


def interviewee(tree: Tree, blocks: Mapping[int, Range], opening: int) -> Mention | None:
    """The one person whom the headline and introduction (tokens before ``opening``) show as interviewed, at the last
    mention there; None where it could be another.

    Shown is who is named so; else the only one in the introduction who does anything, if the headline has the name,
    or the only one named at all, unless the paragraphs from ``opening`` on speak of this person by name.
    """
    people = [m for m in tree.parsed.mentions if m.label == "PERSON" and m.entity_id and m.first < opening]
    people = people[:_MOST_MENTIONS]
    by_entity = {mention.entity_id: mention for mention in people}
    headline = {m.entity_id for m in people if _is_in_headline(tree, m.first)}
    shown = {mention.entity_id for mention in people if _is_interviewed(tree, _phrase_head(tree, mention))}
    if len(headline) == 1 and any(_cues().get((lemma, "noun")) for lemma in tree.lemma[: blocks[tree.block[0]].last]):
        shown |= {one for one in headline if not _is_spoken_of(tree, blocks, opening, last_name(by_entity[one]))}
    if shown:
        shown = shown if len(shown) == 1 else shown & headline
        return by_entity[shown.pop()] if len(shown) == 1 else None
    acting = {mention.entity_id for mention in people if tree.dep[head_of(tree, mention)] in _SUBJECTS}
    for likely in (acting & headline if len(acting) == 1 else set(), set(by_entity)):
        if len(likely) == 1:
            person = by_entity[likely.pop()]
            return None if _is_spoken_of(tree, blocks, opening, last_name(person)) else person
    return None


def last_name(mention: Mention) -> frozenset[str]:
    """The last word of a name, in lower case."""
    return frozenset(mention.text.casefold().split()[-1:])


def _is_spoken_of(tree: Tree, blocks: Mapping[int, Range], opening: int, own: frozenset[str]) -> bool:
    below = [block for block in blocks.values() if block.first >= opening]
    return sum(names(tree, *block, own) for block in below) > _NAMED * len(below)


def outlet(tree: Tree, last: int) -> Mention | None:
    """The one newspaper or broadcaster that the introduction shows as asking: *spoke to the Harbour Times*."""
    found = {
        mention.entity_id: mention
        for mention in tree.parsed.mentions[:_MOST_MENTIONS]
        if mention.first < last and mention.entity_id and _is_outlet(tree, mention) and _is_asking(tree, mention)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _is_in_headline(tree: Tree, token: int) -> bool:
    return tree.block[token] == tree.block[0]


def _phrase_head(tree: Tree, mention: Mention) -> int:
    """*founder*, of *the founder, Ana Ruiz*."""
    head = head_of(tree, mention)
    for _ in range(_MOST_CLIMB):
        if tree.dep[head] not in ("appos", "compound", "nmod"):
            break
        head = tree.head[head]
    return head


def _is_interviewed(tree: Tree, head: int) -> bool:
    """*an interview with Ruiz*, *we asked Ruiz*, *Ruiz spoke to us*; in headlines also *Ruiz explains*."""
    above, dep = tree.head[head], tree.dep[head]
    if dep == "pobj" and tree.low[above] in _LEADING:
        verb = tree.head[above]
        sure = _cues().get((tree.lemma[verb], "noun"))
        if sure is not None:
            return sure or _is_in_headline(tree, head)
        return (tree.lemma[verb], "talks") in _cues() and _is_ours(tree, tree.child(verb, "nsubj"))
    if dep in ("dobj", "nsubjpass"):
        sure = _cues().get((tree.lemma[above], "asks"))
        return sure or (sure is not None and _is_ours(tree, tree.child(above, "nsubj")))
    if dep != "nsubj":
        return False
    told = (tree.lemma[above], "tells") in _cues() and _is_in_headline(tree, head)
    return told or ((tree.lemma[above], "talks") in _cues() and any(_is_ours(tree, t) for t in _hearers(tree, above)))


def _hearers(tree: Tree, verb: int) -> Iterator[int]:
    for kid in tree.kids[verb]:
        if tree.dep[kid] == "prep" and tree.low[kid] in _LEADING:
            yield tree.child(kid, "pobj")


def _is_ours(tree: Tree, token: int) -> bool:
    """The paper that prints the interview: *we*, *us*, its name."""
    if token < 0:
        return False
    number = tree.entity[token]
    return tree.low[token] in _OURS or (number >= 0 and _is_outlet(tree, tree.parsed.mentions[number]))


def _is_outlet(tree: Tree, mention: Mention) -> bool:
    """A body under the name of the site, or with a word for a newspaper or broadcaster: *Harbour Times*, *Eastnews*."""
    if mention.label != "ORG":
        return False
    name = mention.text.casefold()
    site = tree.parsed.article.site
    return (site is not None and name == site.casefold()) or name.endswith(words("outlet_words"))


def _is_asking(tree: Tree, mention: Mention) -> bool:
    head = head_of(tree, mention)
    above, dep = tree.head[head], tree.dep[head]
    if dep == "pobj" and tree.low[above] in _LEADING:
        return any((tree.lemma[tree.head[above]], kind) in _cues() for kind in ("talks", "noun"))
    if dep == "nsubj":
        return any((tree.lemma[above], kind) in _cues() for kind in ("talks", "asks"))
    return dep in ("dobj", "dative") and (tree.lemma[above], "tells") in _cues() and _is_in_headline(tree, head)


def unlabelled_turns(
    tree: Tree, blocks: Mapping[int, Range], labels: Sequence[Label], person: Mention, asker: Mention | None
) -> list[Turn]:
    """Answers of ``person`` below questions that have a label, or none at all.

    Without labels the questions are turns as well, those of ``asker``; the answers speak of themselves, a question says
    *you*.
    """
    own = last_name(person)
    asked = [label.block for label in labels] or list(_questions(tree, blocks))
    answers: list[Turn] = []
    for number, block in enumerate(asked):
        following = asked[number + 1] if number + 1 < len(asked) else None
        rest = paragraphs(blocks, block + 1, following if following is not None else len(tree.block_kinds))
        stretches = going_on(tree, rest, own, is_last=following is None, sure=1)
        pieces = tuple(piece for stretch in stretches for piece in without_directions(tree, stretch))
        if pieces:
            answers.append(Turn(pieces, "answers", _end(tree, pieces[0].first), Range(person.first, person.last)))
    speaking = sum(any(speaks_of_itself(tree, *piece) for piece in turn.pieces) for turn in answers)
    if len(asked) < _LEAST or 2 * len(answers) < len(asked) or 2 * speaking < len(answers):
        return []
    if labels:
        return answers
    if not any(addresses(tree, *blocks[block]) for block in asked):
        return []
    source = Range(asker.first, asker.last) if asker else None
    return [*answers, *(Turn((blocks[b],), "asks", blocks[b].last - 1, source) for b in asked)]


def _questions(tree: Tree, blocks: Mapping[int, Range]) -> Iterator[int]:
    """Paragraphs that end as a question and are no answer, from the first that addresses somebody or is answered."""
    begun = False
    following = iter((*list(blocks)[1:], None))
    for number, (first, last) in blocks.items():
        below = next(following, None)
        end = last - 1
        while end > first and tree.low[end] in _MARKS:
            end -= 1
        if tree.block_kinds[number] != "paragraph" or tree.low[end] != "?" or last - first > _LONGEST:
            continue
        asks = addresses(tree, first, last)
        if tree.quote[end] >= 0 or (speaks_of_itself(tree, first, last) and not asks):
            continue
        answered = below is not None and speaks_of_itself(tree, *blocks[below])
        begun = begun or asks or answered
        if begun:
            yield number


def _end(tree: Tree, token: int) -> int:
    """The last token of a sentence, a mark that is no cue."""
    return tree.sentence_of(token).last - 1


def opening_of(tree: Tree, blocks: Mapping[int, Range]) -> int | None:
    """The token at which the questions of an interview without labels begin; None where none is announced."""
    first = next(_questions(tree, blocks), None)
    return blocks[first].first if first is not None and is_announced(tree, blocks[first].first) else None
