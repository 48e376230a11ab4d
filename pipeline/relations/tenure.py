"""Clauses that say which role somebody takes, has or leaves: *was named foreign minister*, *resigned as mayor*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from pipeline.lexicon import table
from pipeline.records import Mention
from pipeline.relations.facts.scope import is_denied
from pipeline.relations.nouns import is_role
from pipeline.relations.offices import Role, described
from pipeline.relations.tree import Range, Tree

_REPLACING = ("succeed", "replace")


@cache
def _verbs() -> dict[str, dict[str, str]]:
    return {row["lemma"]: row for row in table("tenure_verbs")}


def appointed(tree: Tree, number: int, mention: Mention, head: int) -> Role | None:
    """*Ruiz was named foreign minister*, *Peru appointed Ana Ruiz as its envoy*, *Soto, sacked as head of the bank*."""
    place, label = tree.head[head], tree.dep[head]
    if label == "nsubjpass" or (label == "dobj" and tree.child(place, "auxpass") < 0):
        return _role(tree, number, mention, place, "object", "appointed")
    if label == "compound" and is_role(tree.lemma[place]) and place == mention.last and tree.dep[place] == "dobj":
        verb = tree.head[place]  # *named Ana Ruiz ambassador*
        if tree.lemma[verb] in _verbs() and _verbs()[tree.lemma[verb]]["bare"] and is_denied(tree, verb) is False:
            return described(tree, number, mention, place, "appointed", Range(verb, place + 1))
    for kid in tree.kids[head]:
        if tree.dep[kid] in ("acl", "relcl") and tree.tag[kid] in ("VBN", "VBD") and kid > head:
            is_passive = tree.dep[kid] == "acl" or tree.child(kid, "nsubjpass") >= 0
            role = _role(tree, number, mention, kid, "object", "appointed") if is_passive else None
            if role is not None:
                return role
    return None


def serving(tree: Tree, number: int, mention: Mention, head: int) -> Role | None:
    """*Ruiz resigned as mayor of Cusco*, *Soto, who served as envoy to Chile*, *Berg took over as coach*."""
    verbs = [tree.head[head]] if tree.dep[head] == "nsubj" else []
    verbs += [kid for kid in tree.kids[head] if tree.dep[kid] in ("relcl", "acl") and kid > head]
    for verb in verbs:
        role = _role(tree, number, mention, verb, "subject", "serving")
        if role is not None:
            return role
    return None


def succeeded(tree: Tree, number: int, mention: Mention, head: int) -> Role | None:
    """The one replaced: *Berg succeeded Ana Ruiz as mayor*."""
    verb = tree.head[head]
    if tree.dep[head] != "dobj" or tree.lemma[verb] not in _REPLACING:
        return None
    noun = _as_role(tree, verb)
    if noun < 0 or is_denied(tree, verb) is not False:
        return None
    role = described(tree, number, mention, noun, "succeeded", Range(mention.first, noun + 1))
    return replace(role, qualifier="former") if role else None


def _role(tree: Tree, number: int, mention: Mention, verb: int, who: str, rule: str) -> Role | None:
    known = _verbs().get(tree.lemma[verb])
    if known is None or known["who"] != who or not tree.is_verb(verb):
        return None
    noun = _as_role(tree, verb)
    if noun < 0 and known["bare"]:
        noun = next((k for k in tree.kids[verb] if tree.dep[k] in ("oprd", "attr") and k > verb), -1)
    if noun < 0 or not is_role(tree.lemma[noun]) or is_denied(tree, verb) is not False:
        return None
    role = described(tree, number, mention, noun, rule, Range(min(mention.first, verb), verb + 1))
    if role is None or role.qualifier is not None:
        return role
    qualifier = known["qualifier"]
    if qualifier == "was":
        qualifier = "former" if tree.tag[verb] == "VBD" else ""
    return replace(role, qualifier=qualifier or None)


def _as_role(tree: Tree, verb: int) -> int:
    """The role after *as*, which may hang on the verb's particle or object."""
    for place in (verb, *(k for k in tree.kids[verb] if tree.dep[k] in ("prt", "dobj", "prep", "advmod") and k > verb)):
        for kid in (place, *tree.kids[place]):
            if tree.low[kid] == "as" and kid > verb:
                noun = tree.child(kid, "pobj")
                if noun >= 0 and is_role(tree.lemma[noun]):
                    return noun
    return -1


TENURE_RULES: tuple[Callable[[Tree, int, Mention, int], Role | None], ...] = (appointed, serving, succeeded)
