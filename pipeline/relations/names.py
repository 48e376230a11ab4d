"""Names that speak: people whom the model took for something else, or did not see, set right by what they do.

Whoever says things under a short name is most often a person named in full elsewhere in the article. The runs of
capitalised words of the article show that full name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from pipeline import ids
from pipeline.lexicon import table, words
from pipeline.records import Entity, Mention, Parsed
from pipeline.relations.cast import given_names
from pipeline.relations.cut import chunk, glued, hyphenated, with_given_name
from pipeline.relations.longer import with_longer_names
from pipeline.relations.nouns import stands_for
from pipeline.relations.proposals import Proposal
from pipeline.relations.tree import Range, Tree

_PARTICLES = frozenset(
    {"de", "da", "do", "dos", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter", "bin", "bint"}
    | {"ibn", "ben", "al", "el", "abu", "-", "al-"}
)
_MISTAKEN = frozenset({"ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"})
_JOINING = frozenset({"of", "for", "and", "&"})
_LONGEST = 5
_MOST_RUNS = 40


@cache
def _titles() -> frozenset[str]:
    titles = {title.casefold() for title in words("titles")} | {row["form"].casefold() for row in table("honorifics")}
    return frozenset(part for title in titles for part in title.split())


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(words("legal_forms"))


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(row["form"].casefold() for row in table("honorifics"))


def with_speaking_names(tree: Tree, proposals: Iterable[Proposal]) -> Parsed:
    """``tree.parsed`` with the people among the sources of ``proposals`` as persons under their fullest names."""
    parsed = tree.parsed
    runs = _runs(tree)
    people = _people(tree)
    renamed = hyphenated(tree) | with_given_name(tree)
    for proposal in proposals:
        token = proposal.source_head
        if token < 0 or tree.tag[token][:2] != "NN" or not tree.text[token][:1].isupper():
            continue
        if _is_title(tree, token) or _names_somebody_else(tree, token, proposal.source):
            continue
        word = chunk(tree, token)
        if word not in renamed:
            name = _person_behind(tree, token, runs, people, tree.is_verb(proposal.head))
            if name is not None:
                renamed[word] = name
    if renamed:
        parsed = _apply(tree, parsed, renamed)
        tree.name(parsed)
    return with_longer_names(tree, parsed)


def _names_somebody_else(tree: Tree, token: int, source: Range | None) -> bool:
    """Does the source name a person in other words than ``token``: *Harbour Watch director Ana Ruiz*?"""
    numbers = dict.fromkeys(tree.entity[slice(*source)]) if source else {}
    own = tree.entity[token]
    return any(n >= 0 and n != own and tree.parsed.mentions[n].label == "PERSON" for n in numbers)


def _runs(tree: Tree) -> dict[str, list[Range]]:
    """Runs of two and more capitalised words in the body, titles taken off, by each word in them."""
    found: dict[str, list[Range]] = {}
    n = len(tree.low)
    token = 0
    while token < n:
        if not _in_name(tree, token):
            token += 1
            continue
        first = token
        block = tree.block[first]
        token += 1
        while token < n and tree.block[token] == block:
            if _in_name(tree, token) or glued(tree, token):
                token += 1
            elif tree.low[token] in _PARTICLES and token + 1 < n and _in_name(tree, token + 1):
                token += 2
            else:
                break
        last = token
        while last > first + 1 and tree.text[last - 1].isupper() and tree.low[last - 1] in _degrees():
            last -= 1
        for place in range(last - 2, first - 1, -1):
            if _is_title(tree, place) and tree.low[place] != "-":
                first = place + 1
                break
        while first < last and not tree.text[first][:1].isalpha():
            first += 1
        if tree.block_kinds[block] == "title" or last - first < 2 or _is_title(tree, last - 1):
            continue
        if last - first <= _LONGEST:
            for word in dict.fromkeys((chunk(tree, first), chunk(tree, last - 1))):
                found.setdefault(word, []).append(Range(first, last))
    return found


@cache
def _degrees() -> frozenset[str]:
    return frozenset(words("degrees"))


def _is_title(tree: Tree, token: int) -> bool:
    word = tree.low[token]
    return word in _titles() or "role" in stands_for(word) or not word[:1].isalpha()


def _in_name(tree: Tree, token: int) -> bool:
    return tree.tag[token] in ("NNP", "NNPS") and tree.text[token][:1].isupper()


def _person_behind(
    tree: Tree, token: int, runs: dict[str, list[Range]], people: dict[str, str], says: bool
) -> str | None:
    """The fullest name of the person that the source ``token`` is; None where it is no person, or well known as one."""
    number = tree.entity[token]
    mention = tree.parsed.mentions[number] if number >= 0 else None
    word = chunk(tree, token)
    addressed = token > 0 and tree.low[token - 1] in _honorifics()
    if mention is not None:
        if mention.label == "PERSON":
            name = people.get(mention.entity_id or "")
            full = _fullest(tree, word, runs) if name else None
            return full if full and name and _extends(full, name) else None
        if mention.label not in _MISTAKEN or (mention.iso_alpha2 and not addressed):
            return None
        if mention.last - mention.first > 3:
            return None
        bare = [t for t in range(mention.first, mention.last) if not _is_title(tree, t)]
        if len(bare) > 1 and mention.text != word:
            return _by_role(tree, mention, bare)
    if (word.isupper() and not addressed) or word in words("peoples"):
        return None
    if any(kind in ("organization", "office", "document", "country") for kind in stands_for(word.lower())):
        return None
    if token == tree.sentence_of(token).first and (stands_for(tree.lemma[token]) or stands_for(word.lower())):
        return None
    full = _known_person(people, word) or _fullest(tree, word, runs)
    if full is not None:
        return full
    sure = addressed or (mention is None and says and tree.tag[token] == "NNP")
    return word if sure else None


def _by_role(tree: Tree, mention: Mention, bare: list[int]) -> str | None:
    """A name of two or three words beside a role: *Ana Ruiz, the firm's director*, *director Ana Ruiz*."""
    if len(bare) > 3 or any(stands_for(tree.low[t]) for t in bare) or bare[-1] - bare[0] != len(bare) - 1:
        return None
    beside = [kid for kid in tree.kids[bare[-1]] if tree.dep[kid] == "appos"]
    beside.append(bare[0] - 1)
    kinds = [stands_for(tree.lemma[token]) for token in beside if token >= 0]
    if any("role" in of and "organization" not in of for of in kinds) and not _is_often_body(tree, mention):
        return tree.parsed.tokens.span(bare[0], bare[-1] + 1).folded(tree.parsed.text)
    return None


def _is_often_body(tree: Tree, mention: Mention) -> bool:
    """Is a name without a known given name taken for a body's wherever it stands, more than once?"""
    if mention.text.split()[0].casefold() in given_names() or mention.entity_id is None:
        return False
    return sum(m.entity_id == mention.entity_id and m.label == "ORG" for m in tree.parsed.mentions) > 1


def _extends(full: str, name: str) -> bool:
    """Is ``name`` a part of the longer name ``full``, with at most two words less?"""
    own, more = name.replace("-", " ").split(), full.replace("-", " ").split()
    if not len(own) < len(more) <= len(own) + 2:
        return False
    return any(more[i : i + len(own)] == own for i in range(len(more) - len(own) + 1))


def _known_person(people: dict[str, str], word: str) -> str | None:
    return people.get(f"first {word}") or people.get(f"last {word}")


def _people(tree: Tree) -> dict[str, str]:
    """Names of the people by entity id, and by ``last`` and ``first`` word of a name of two words and more."""
    found: dict[str, str] = {}
    for entity in tree.parsed.entities:
        if entity.kind == "person":
            found[entity.entity_id] = entity.name
            parts = entity.name.split()
            if len(parts) > 1:
                found.setdefault(f"first {parts[0]}", entity.name)
                found.setdefault(f"last {parts[-1]}", entity.name)
    return found


def _fullest(tree: Tree, word: str, runs: dict[str, list[Range]]) -> str | None:
    """The longest run that ends with ``word`` (a family name), else begins with it, and names no body or place."""
    best: str | None = None
    rank: tuple[bool, int] = (False, 0)
    for run in runs.get(word, ())[:_MOST_RUNS]:
        parts = [tree.low[t] for t in range(*run)]
        kinds = {kind for part in parts for kind in stands_for(part)}
        if kinds & {"organization", "office", "document"} or tree.text[run.last - 1] in _legal_forms():
            continue
        number = tree.entity[run.first]
        mention = tree.parsed.mentions[number] if number >= 0 else None
        if mention is not None and (mention.iso_alpha2 or (mention.last < run.last and mention.label != "PERSON")):
            continue
        if _has_more_before(tree, run):
            continue
        own = (chunk(tree, run.last - 1) == word, run.last - run.first)
        if own > rank:
            best, rank = tree.parsed.tokens.span(*run).folded(tree.parsed.text), own
    return best


def _has_more_before(tree: Tree, run: Range) -> bool:
    """Does a run begin with what is no name: *(Minister of) Tourism Ana Ruiz*, *Republic Ana Ruiz*?"""
    number = tree.entity[run.last - 1]
    last = tree.parsed.mentions[number] if number >= 0 else None
    is_longer = last is not None and last.label == "PERSON" and run.first < last.first < run.last - 1
    return is_longer or (run.first > 0 and tree.low[run.first - 1] in _JOINING)


def _apply(tree: Tree, parsed: Parsed, renamed: dict[str, str]) -> Parsed:
    entities = {entity.entity_id: entity for entity in parsed.entities}
    by_name = {entity.name: entity for entity in parsed.entities if entity.kind == "person"}
    for word, name in renamed.items():
        if name not in by_name:
            made = Entity(ids.entity_id("person", name), "person", name, (word,) if word != name else ())
            by_name[name] = entities[made.entity_id] = made
    by_text = {**renamed, **{name: name for name in renamed.values()}}
    by_last: dict[str, list[Entity]] = {}
    for entity in parsed.entities:
        if entity.kind == "person":
            for word in dict.fromkeys((entity.name.split()[0], entity.name.split()[-1])):
                by_last.setdefault(word, []).append(entity)
    for name in dict.fromkeys(renamed.values()):
        for word in dict.fromkeys((*name.split(), *name.replace("-", " ").split())):
            for entity in by_last.get(word, ())[:_MOST_RUNS]:
                if _extends(name, entity.name):
                    by_text.update(dict.fromkeys((entity.name, *entity.aliases), name))
    mentions: list[Mention] = []
    covered: set[int] = set()
    for mention in parsed.mentions:
        bare = mention.first
        while bare < mention.last - 1 and tree.low[bare] in _titles():
            bare += 1
        text = parsed.tokens.span(bare, mention.last).folded(parsed.text)
        full = by_text.get(text)
        if full is not None and (mention.label == "PERSON" or mention.label in _MISTAKEN):
            span = parsed.tokens.span(bare, mention.last)
            mention = replace(
                mention,
                mention_id=ids.mention_id(parsed.article.article_id, span),
                label="PERSON",
                form="name",
                span=span,
                text=text,
                first=bare,
                entity_id=by_name[full].entity_id,
                iso_alpha2=None,
                resolved_by="name",
                antecedent_id=None,
                reason="speaks" if mention.label != "PERSON" else mention.reason,
            )
        covered.update(range(mention.first, mention.last))
        mentions.append(mention)
    for token, text in enumerate(tree.text):
        if token in covered or tree.tag[token][:2] != "NN" or not text[:1].isupper():
            continue
        word = chunk(tree, token)
        if word in renamed and not (token and glued(tree, token)):
            mentions.append(_new(tree, token, by_name[renamed[word]]))
    mentions.sort(key=lambda m: m.span)
    left = {m.entity_id for m in mentions}
    return replace(
        parsed,
        mentions=tuple(mentions),
        entities=tuple(e for e in entities.values() if e.entity_id in left),
    )


def _new(tree: Tree, token: int, entity: Entity) -> Mention:
    last = token + 1
    while last < len(tree.low) and glued(tree, last):
        last += 1
    return person_at(tree, Range(token, last), entity, "speaks")


def person_at(tree: Tree, where: Range, entity: Entity, reason: str) -> Mention:
    """A mention by name of the person ``entity`` that the tagger did not see."""
    span = tree.parsed.tokens.span(*where)
    return Mention(
        mention_id=ids.mention_id(tree.parsed.article.article_id, span),
        label="PERSON",
        form="name",
        span=span,
        text=span.folded(tree.parsed.text),
        sentence=tree.sentence[where.first],
        first=where.first,
        last=where.last,
        entity_id=entity.entity_id,
        resolved_by="name",
        reason=reason,
    )
