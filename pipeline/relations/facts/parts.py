"""What belongs to what: *the Falcon Brigade, the armed wing of the Unity Party*, *the Norwegian Defence Ministry*."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.lexicon import table
from pipeline.relations.facts.clauses import governed, subjects
from pipeline.relations.facts.ends import End, Ends
from pipeline.relations.facts.fact import Fact, facts
from pipeline.relations.facts.scope import is_denied
from pipeline.relations.nouns import is_office_name
from pipeline.relations.tree import Tree


@cache
def _parts() -> dict[str, str]:
    return {row["lemma"]: row["predicate"] for row in table("relation_parts")}


def described_part(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X, a PART of Y: *the Falcon Brigade, the armed wing of the Unity Party*, *Norway is a member of the League*."""
    for noun in ends.tokens(_parts()):
        predicate = _parts()[tree.lemma[noun]]
        if tree.tag[noun][:2] != "NN":
            continue
        above = tree.head[noun]
        if tree.dep[noun] == "appos":
            holders = [end for end in (ends.one(above),) if end]
        elif tree.dep[noun] == "attr" and tree.lemma[above] in ("be", "become", "remain"):
            holders = subjects(tree, ends, above)
        elif tree.dep[noun] in ("compound", "nmod") and above > noun:
            holders = [end for end in (ends.named(above),) if end]
        else:
            holders = []
        places = governed(tree, noun, ("of", "in"))
        places += [kid for kid in tree.kids[noun] if kid < noun and tree.dep[kid] in ("poss", "compound", "nmod")]
        wholes = [end for place in places for end in ends.all(place)]
        denied = is_denied(tree, noun) if holders and wholes else None
        if denied is not None:
            yield from facts(predicate, holders, wholes, noun, denied, "described_part")
            if tree.lemma[noun] == "member":
                yield from facts("member_of", holders, wholes, noun, denied, "described_part")


def national(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """Y's X of a state: *Norway's Defence Ministry*, *the Norwegian parliament*; other bodies are based there."""
    for head, mention in ends.mentions():
        end = ends.named(head)
        if end is None or end.kind != "organization" or mention.form != "name":
            continue
        owner = _owner(tree, ends, head, mention.first)
        if owner is not None:
            predicate = "part_of" if is_office_name(mention.text.lower().split()) else "based_in"
            yield from facts(predicate, [end], [owner], head, False, "national")


def _owner(tree: Tree, ends: Ends, head: int, first: int) -> End | None:
    """The country directly before the name, as adjective or with *'s*."""
    before = first - 1
    if before >= 0 and tree.tag[before] == "POS":
        before -= 1
    number = tree.entity[before] if before >= 0 else -1
    if number < 0 or tree.sentence[before] != tree.sentence[head]:
        return None
    mention = tree.parsed.mentions[number]
    if mention.last != before + 1 or not first <= tree.head[before] <= head:
        return None
    end = ends.of(mention)
    return end if end is not None and end.kind == "country" else None


def body_of(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """X of Y, two names of bodies: *the Faculty of Law of the University of Bergen*, *the Parliament of Norway*."""
    for head, _ in ends.mentions():
        end = ends.named(head)
        if end is None or end.kind != "organization":
            continue
        for place in [*governed(tree, head, ("of",)), *(k for k in tree.kids[head] if tree.dep[k] == "poss")]:
            whole = ends.named(place)
            if whole is not None and whole.kind == "organization":
                yield from facts("part_of", [end], [whole], head, False, "body_of")
            elif whole is not None and whole.kind == "country" and tree.dep[place] == "pobj":
                predicate = "part_of" if is_office_name(end.name.lower().split()) else "based_in"
                yield from facts(predicate, [end], [whole], head, False, "body_of")


def of_body(tree: Tree, ends: Ends) -> Iterator[Fact]:
    """PERSON of BODY: *Jan Berg of the Red Cross*, *Ana Ruiz, from the Lima Institute*."""
    for head, mention in ends.mentions():
        end = ends.named(head)
        if end is not None and end.kind == "person" and mention.form == "name":
            bodies = [ends.named(place) for place in governed(tree, head, ("of", "from", "at"))]
            yield from facts("member_of", [end], [body for body in bodies if body], head, False, "of_body")


PART_RULES = (described_part, national, body_of, of_body)
