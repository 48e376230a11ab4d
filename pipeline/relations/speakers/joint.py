"""Speakers named together: *Ana Ruiz and Jan Berg*, *Ruiz, along with other ministers*, *unions such as the Miners*."""

from __future__ import annotations

from pipeline.records import Mention
from pipeline.relations.nouns import is_role
from pipeline.relations.speakers.names import named, titled
from pipeline.relations.speakers.scene import Phrase, Scene, Speaker
from pipeline.relations.tree import Range

_JOINING = frozenset({",", "and", "&", "along", "with", "as", "well", "both", "also"})
_LISTING = frozenset({",", ";", "and", "or", "&", "plus"})
_OF_ROLES = ("NN", "JJ", "DT", "HY", "-L", "-R")
_ALONG = frozenset({("along", "with"), ("together", "with"), ("as", "well")})


def joint(scene: Scene, phrase: Phrase) -> Speaker | None:
    """A and B: *Ana Ruiz and Jan Berg said* — both names; who is unnamed goes by the words: *Ana Ruiz and others*."""
    parts = _listed_names(scene, phrase) or _conjuncts(scene, phrase)
    parts = [part for number, part in enumerate(parts) if not number or not _further_role(scene, parts[0], part)]
    if len(parts) < 2:
        return None
    bearer = titled(scene, phrase)
    people = sum(_has_person(scene, part) for part in parts)
    if bearer is not None and people < 2 and all(part.where.last <= bearer.first for part in parts[:-1]):
        return None
    speakers = [scene.resolve(part, part=True) for part in parts]
    named = [speaker for speaker in speakers if speaker.name]
    if not named:
        return Speaker("group", rule="joint")
    kinds = {speaker.kind for speaker in named}
    all_named = len(named) == len(speakers)
    if len(kinds) == 1 and (all_named or kinds == {"office"}):
        kind = named[0].kind
    else:
        kind = "organization" if all_named and kinds == {"organization", "office"} else "group"
    names = [speaker.name or _words(scene, part.where) for speaker, part in zip(speakers, parts, strict=True)]
    name = ", ".join(names[:-1]) + f" and {names[-1]}"
    first = named[0]
    return Speaker(kind, name, None, first.resolved_by, None, first.mention or first.antecedent, first.country, "joint")


def _further_role(scene: Scene, first: Phrase, part: Phrase) -> bool:
    """*Ana Ruiz, head of the Board and deputy mayor of Cusco*: the same person's, without an article and a name."""
    tree = scene.cast.tree
    bare = tree.tag[part.where.first] not in ("DT", "PRP$") and tree.tag[part.head] == "NN"
    return bare and is_role(tree.lemma[part.head]) and not _has_person(scene, part) and _has_person(scene, first)


def _words(scene: Scene, where: Range) -> str:
    tree = scene.cast.tree
    first = where.first
    while first < where.last - 1 and (tree.tag[first] in ("DT", "CC", "IN") or tree.low[first] == ","):
        first += 1
    return tree.parsed.tokens.span(first, where.last).folded(tree.parsed.text)


def _has_person(scene: Scene, part: Phrase) -> bool:
    found = (scene.cast.mention_at(token) for token in range(*part.where))
    return any(mention is not None and mention.label == "PERSON" for mention in found)


def _listed_names(scene: Scene, phrase: Phrase) -> list[Phrase]:
    """People named one after the other with nothing but their roles between: *Ruiz, Berg and the mayor Lund*."""
    cast, tree = scene.cast, scene.cast.tree
    names: list[Mention] = []
    for token in range(phrase.where.first, phrase.where.last):
        mention = cast.mention_at(token)
        if mention is not None and mention.label == "PERSON":
            if not names or names[-1] is not mention:
                names.append(mention)
        elif names and tree.low[token] not in _JOINING and tree.tag[token][:2] not in _OF_ROLES:
            return []
    if len(names) < 2 or "and" not in tree.low[names[-2].last : names[-1].first]:
        return []
    edges = [phrase.where.first, *(name.last for name in names[:-1]), names[-1].last]
    return [
        Phrase(Range(first, name.last), cast.heads[name.mention_id], phrase.quoter, phrase.content)
        for first, name in zip(edges, names, strict=False)
    ]


def such_as(scene: Scene, phrase: Phrase) -> Speaker | None:
    """BODIES such as A and B: *unions such as the Miners and the Dockers said* — the names that are given."""
    tree = scene.cast.tree
    if tree.tag[phrase.head] not in ("NNS", "NNPS"):
        return None
    for kid in tree.kids[phrase.head]:
        if kid < phrase.head or tree.low[kid] not in ("as", "including", "like"):
            continue
        below = tree.child(kid, "pobj")
        if not 0 <= below < phrase.where.last:
            return None
        inner = Phrase(Range(max(tree.left[below], kid + 1), phrase.where.last), below, phrase.quoter)
        found = joint(scene, inner) or named(scene, inner)
        return found if found and found.name else None
    return None


def _conjuncts(scene: Scene, phrase: Phrase) -> list[Phrase]:
    """The parts that the parser joins, each as a phrase of its own; ``phrase`` itself where there is but one."""
    tree = scene.cast.tree
    company = _company(scene, phrase)
    if company is not None:
        return company
    heads = [phrase.head]
    mention = scene.cast.mention_at(phrase.head)
    while True:
        kid = tree.child(heads[-1], "conj")
        if kid < 0 or kid >= phrase.where.last or (mention and mention.first <= kid < mention.last):
            break
        if _LISTING.isdisjoint(tree.low[heads[-1] + 1 : kid]):
            break
        heads.append(kid)
    parts = []
    for number, token in enumerate(heads):
        first = max(tree.left[token], phrase.where.first)
        stop = min(tree.left[heads[number + 1]] if number + 1 < len(heads) else phrase.where.last, phrase.where.last)
        while stop - 1 > token and (tree.tag[stop - 1] == "CC" or tree.low[stop - 1] == ","):
            stop -= 1
        where = Range(min(first, token), max(stop, token + 1))
        parts.append(Phrase(where, token, phrase.quoter, phrase.content))
    return parts


def _company(scene: Scene, phrase: Phrase) -> list[Phrase] | None:
    """*Ruiz, along with other ministers*: what stands before and after it; None without such words."""
    tree = scene.cast.tree
    for token in range(phrase.where.first + 1, phrase.where.last - 2):
        if (tree.low[token], tree.low[token + 1]) in _ALONG:
            first, last = token, token + 2 + (tree.low[token] == "as")
            while first - 1 > phrase.where.first and tree.low[first - 1] == ",":
                first -= 1
            inside = [t for t in range(last, phrase.where.last) if tree.tag[t][:2] in ("NN", "PR")]
            head = next(
                (t for t in inside if not last <= tree.head[t] < phrase.where.last), inside[-1] if inside else -1
            )
            if head < 0 or phrase.head >= first:
                return None
            before = Phrase(Range(phrase.where.first, first), phrase.head, phrase.quoter, phrase.content)
            return [before, Phrase(Range(last, phrase.where.last), head, phrase.quoter, phrase.content)]
    return None
