"""Who a mention means: joining the entity of one with another, parting one from it, dropping one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from pipeline import ids
from pipeline.corrections.mark import mark_mention, mark_relation, mark_statement
from pipeline.corrections.mentions import UNNAMED_FORMS, meaning, resolved_through
from pipeline.corrections.speaking import resolved_by, standing, unnamed
from pipeline.corrections.tidy import known
from pipeline.records import Entity, Mention, Reading, Relation, Statement


def join(reading: Reading, old: Entity, new: Entity, note: str) -> Reading:
    """All that the article says of ``old`` is said of ``new``."""
    forms = dict.fromkeys((*new.aliases, old.name, *old.aliases))
    acronym = new.acronym or (old.acronym if old.kind == new.kind else None)
    new = replace(new, aliases=tuple(form for form in forms if form != new.name), acronym=acronym)
    mentions = {m.mention_id for m in reading.mentions if m.entity_id == old.entity_id}
    return _given(reading, old, new, mentions, note, is_whole=True)


def identify(reading: Reading, mention: Mention, new: Entity, note: str) -> Reading:
    """``mention``, which meant nobody, means ``new``."""
    reading = known(reading, new)
    meant = meaning(reading, mention, new, note)
    mentions = tuple(meant if m.mention_id == mention.mention_id else m for m in reading.mentions)
    return replace(reading, mentions=mentions)


def part(reading: Reading, mention: Mention, old: Entity, new: Entity | None, note: str) -> Reading:
    """``mention``, with what was resolved through it, means ``new`` and not ``old``; None: nobody that is known."""
    if new is None:
        return _released(reading, mention, old, note, keeps=True)
    moved = {mention.mention_id} | resolved_through(reading, mention.mention_id)
    is_whole = all(m.mention_id in moved for m in reading.mentions if m.entity_id == old.entity_id)
    reading = _given(reading, old, new, moved, note, is_whole=is_whole)
    return reading if is_whole else _renamed(reading, mention, old, note)


def set_apart(reading: Reading, entity: Entity, note: str) -> Reading:
    """``entity`` is whom its name in this article says, and nobody whom other articles name otherwise."""
    mentions = tuple(
        mark_mention(m, note) if m.entity_id == entity.entity_id and m.text == entity.name else m
        for m in reading.mentions
    )
    return replace(reading, mentions=mentions)


def drop_mention(reading: Reading, mention: Mention, note: str) -> Reading:
    """Without ``mention``, which names nobody; statements that had their speaker through it are unnamed."""
    old = next((e for e in reading.entities if e.entity_id == mention.entity_id), None)
    return _released(reading, mention, old, note, keeps=False)


def _given(reading: Reading, old: Entity, new: Entity, moved: Collection[str], note: str, *, is_whole: bool) -> Reading:
    """The mentions ``moved`` mean ``new``; ``is_whole``: no mention of ``old`` is left."""
    reading = known(reading, new)
    spans = [m.span for m in reading.mentions if m.mention_id in moved]

    def moves(relation: Relation) -> bool:
        return is_whole or any(relation.span.overlaps(span) for span in spans)

    relations = tuple(
        _with_ends(reading, relation, old, new)
        if moves(relation) and old.entity_id in (relation.subject_id, relation.object_id)
        else relation
        for relation in reading.relations
    )
    then = tuple(replace(m, entity_id=new.entity_id) if m.mention_id in moved else m for m in reading.mentions)
    named = replace(reading, mentions=then)

    def meant(mention: Mention) -> Mention:
        through = mention.antecedent_id
        mention = meaning(named, mention, new, note)
        return replace(mention, antecedent_id=through) if through in moved else mention

    mentions = tuple(meant(m) if m.mention_id in moved else m for m in reading.mentions)
    reading = replace(reading, mentions=mentions, relations=relations)
    by_id = {m.mention_id: m for m in mentions}
    known_as = standing(reading, new)
    keeps = is_whole and old.kind == new.kind

    def said_by(statement: Statement) -> Statement:
        speaks = statement.speaker_id == old.entity_id and (is_whole or statement.speaker_mention_id in moved)
        if speaks:
            statement = mark_statement(
                statement,
                speaker_id=new.entity_id,
                speaker=new.name,
                speaker_kind=statement.speaker_kind if old.kind == new.kind else known_as.kind,
                speaker_role=known_as.role or (statement.speaker_role if keeps else None),
                speaker_iso_alpha2=known_as.iso_alpha2 or (statement.speaker_iso_alpha2 if keeps else None),
                resolved_by=resolved_by(by_id.get(statement.speaker_mention_id or ""), statement.speaker_text, new),
            )
        if is_whole and statement.addressee_id == old.entity_id:
            statement = mark_statement(statement, addressee_id=new.entity_id)
        return statement

    return replace(reading, statements=tuple(said_by(s) for s in reading.statements))


def _with_ends(reading: Reading, relation: Relation, old: Entity, new: Entity) -> Relation:
    is_subject, is_object = relation.subject_id == old.entity_id, relation.object_id == old.entity_id
    subject_id = new.entity_id if is_subject else relation.subject_id
    object_id = new.entity_id if is_object else relation.object_id
    name = new.name if is_object else relation.object
    article = reading.article.article_id
    return mark_relation(
        relation,
        relation_id=ids.relation_id(article, relation.predicate, subject_id, object_id or name, relation.span),
        subject_id=subject_id,
        subject=new.name if is_subject else relation.subject,
        object_id=object_id,
        object=name,
    )


def _renamed(reading: Reading, mention: Mention, old: Entity, note: str) -> Reading:
    """``old`` without the form that only ``mention`` had; where that was its name, the longest left is."""
    texts = [m.text for m in reading.mentions if m.entity_id == old.entity_id and m.form not in UNNAMED_FORMS]
    if mention.text in texts or old.kind == "country":
        return reading
    aliases = tuple(form for form in old.aliases if form != mention.text)
    if old.name != mention.text or not texts:
        return known(reading, replace(old, aliases=aliases))
    name = max(texts, key=lambda text: (len(text), text))
    rest = tuple(form for form in aliases if form != name)
    renamed = replace(old, entity_id=ids.entity_id(old.kind, name), name=name, aliases=rest)
    mentions = {m.mention_id for m in reading.mentions if m.entity_id == old.entity_id}
    return _given(reading, old, renamed, mentions, note, is_whole=True)


def _released(reading: Reading, mention: Mention, old: Entity | None, note: str, *, keeps: bool) -> Reading:
    """``mention`` means nobody; it is gone, or ``keeps`` its row without an entity.

    What was resolved through it is gone as well; but not where a dropped one's entity has another name in the article.
    """
    followers = resolved_through(reading, mention.mention_id)
    named_elsewhere = any(
        m.entity_id == mention.entity_id and m.form not in UNNAMED_FORMS and m.mention_id != mention.mention_id
        for m in reading.mentions
    )
    lost = {mention.mention_id} | (set() if named_elsewhere and not keeps else followers)
    nobody = mark_mention(mention, note, entity_id=None, iso_alpha2=None, antecedent_id=None)
    left = (m for m in reading.mentions if m.mention_id not in lost)
    mentions = (*left, nobody) if keeps and mention.form not in UNNAMED_FORMS else tuple(left)
    is_gone = old is not None and not any(m.entity_id == old.entity_id for m in mentions)

    def said_by(statement: Statement) -> Statement:
        through = statement.speaker_mention_id in lost
        if through or (is_gone and old is not None and statement.speaker_id == old.entity_id):
            return unnamed(statement)
        return statement

    relations = tuple(
        r
        for r in reading.relations
        if old is None or old.entity_id not in (r.subject_id, r.object_id) or not r.span.overlaps(mention.span)
    )
    statements = tuple(said_by(s) for s in reading.statements)
    reading = replace(reading, mentions=mentions, statements=statements, relations=relations)
    return _renamed(reading, mention, old, note) if old is not None and not is_gone else reading
