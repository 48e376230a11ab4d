"""The rows of ``relations``: who holds which role, and what the article says of two entities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline import ids
from pipeline.records import Entity, Mention, Relation, Statement
from pipeline.relations.facts import Fact, find_facts
from pipeline.relations.facts.carriers import Carriers
from pipeline.relations.facts.scope import SPOKEN
from pipeline.relations.offices import Role, role_of_description
from pipeline.relations.tree import Range, Tree

Found = tuple[str, str | None, str]
"""Predicate, id and name of the object."""


def relations_of(
    tree: Tree,
    roles: Iterable[Role],
    statements: Iterable[Statement],
    mentions: Iterable[Mention],
    entities: Mapping[str, Entity],
    country: Callable[[str], Entity],
) -> list[Relation]:
    """Each fact once, in the order found: roles first.

    ``mentions`` and ``entities`` are those of the article, resolved ones included; ``country`` gives the entity of
    an alpha-2 code. A statement whose own attribution is denied asserts nothing of what it holds.
    """
    carriers = Carriers(statements)
    mentions, roles = list(mentions), list(roles)
    made: dict[str, Relation] = {}
    for relation in (
        *_of_roles(tree, roles, carriers, mentions, entities, country),
        *_of_facts(tree, carriers, mentions, entities),
    ):
        made.setdefault(relation.relation_id, relation)
    return list(made.values())


def _of_roles(
    tree: Tree,
    roles: Iterable[Role],
    carriers: Carriers,
    mentions: Iterable[Mention],
    entities: Mapping[str, Entity],
    country: Callable[[str], Entity],
) -> Iterator[Relation]:
    parsed = tree.parsed
    mentioned = {mention.entity_id for mention in parsed.mentions}
    held = [(entities.get(parsed.mentions[role.mention].entity_id or ""), role) for role in roles]
    shown = {token for role in roles for token in range(*role.where)}
    for mention in mentions:
        is_person = mention.form == "nominal" and mention.label == "PERSON" and mention.first not in shown
        if is_person and (told := role_of_description(tree, mention)):
            held.append((entities.get(mention.entity_id or ""), told))
    for holder, role in held:
        if holder is None:
            continue
        found: list[Found] = [("holds_role", None, role.text)]
        if role.state in mentioned and role.state is not None:
            state = country(role.state)
            found.append(("represents", state.entity_id, state.name))
        if role.organization is not None:
            body = entities.get(parsed.mentions[role.organization].entity_id or "")
            if body is not None:
                found.append(("leads" if role.is_head else "member_of", body.entity_id, body.name))
        span = parsed.tokens.span(*role.where)
        carrier = carriers.around(span)
        for one in found:
            yield _relation(tree, holder.entity_id, holder.name, one, role.where, role.rule, carrier, role.qualifier)


def _of_facts(
    tree: Tree, carriers: Carriers, mentions: Iterable[Mention], entities: Mapping[str, Entity]
) -> Iterator[Relation]:
    for fact in find_facts(tree, mentions, entities):
        place = tree.parsed.tokens.span(fact.cue, fact.cue + 1)
        carrier, around = carriers.of(place), carriers.around(place)
        if around is not None and around.negated:
            continue
        denied = fact.negated or (around is not None and carrier is around and _is_denied(tree, fact, around))
        found = (fact.predicate, fact.object.entity_id, fact.object.name)
        subject = fact.subject
        if subject.entity_id is not None:
            yield _relation(
                tree, subject.entity_id, subject.name, found, fact.where, fact.rule, carrier, negated=denied
            )


def _is_denied(tree: Tree, fact: Fact, around: Statement) -> bool:
    """Does the statement deny it? Who denies an accusation does not say that nobody made it."""
    return around.act == "denies" and (fact.predicate not in SPOKEN or tree.is_verb(fact.cue))


def _relation(
    tree: Tree,
    subject_id: str,
    subject: str,
    found: Found,
    where: Range,
    rule: str,
    carrier: Statement | None,
    qualifier: str | None = None,
    *,
    negated: bool = False,
) -> Relation:
    parsed = tree.parsed
    predicate, object_id, name = found
    span = parsed.tokens.span(*where)
    return Relation(
        relation_id=ids.relation_id(parsed.article.article_id, predicate, subject_id, object_id or name, span),
        subject_id=subject_id,
        subject=subject,
        predicate=predicate,
        object=name,
        span=span,
        evidence=span.folded(parsed.text),
        rule=rule,
        object_id=object_id,
        statement_id=carrier.statement_id if carrier else None,
        qualifier=qualifier,
        negated=negated,
    )
