"""A reading for tests of what comes after the stages: two pronouns, a statement in a statement, a name that is none."""

from __future__ import annotations

from readings import country, organization, page, person, relation, span

from pipeline import ids
from pipeline.records import Mention, Reading, SourceReading, Span, Statement

TITLE = "Talks on the Dam Fail"
TEXT = f"""{TITLE}

Foreign Minister Salma Idris said the talks had failed. She accused Egypt of delay.
“We cannot sign,” Idris said, “and we told Cairo so.” The River Authority warned of floods.
Dawit Bekele said Egypt had promised to send engineers. He denied that an aide had walked out.
An aide confirmed the plan. Second Week is near. “No text is final,” Bekele has told Reuters.
"""
SIGN, SO = "“We cannot sign,”", "“and we told Cairo so.”"

IDRIS, BEKELE, EGYPT = person("Salma Idris", "Idris"), person("Dawit Bekele", "Bekele"), country("EG", "Egypt")
AUTHORITY, WEEK = organization("River Authority"), person("Second Week")

MENTIONS = (  # words, which of them, entity, form, words resolved through
    ("Salma Idris", 0, IDRIS, "name", None),
    ("She", 0, IDRIS, "pronoun", "Salma Idris"),
    ("Egypt", 0, EGYPT, "name", None),
    ("Idris", 1, IDRIS, "name", "Salma Idris"),
    ("we", 0, IDRIS, "pronoun", "Idris"),
    ("Cairo", 0, None, "name", None),
    ("River Authority", 0, AUTHORITY, "name", None),
    ("Dawit Bekele", 0, BEKELE, "name", None),
    ("Egypt", 1, EGYPT, "metonym", None),
    ("He", 0, BEKELE, "pronoun", "Dawit Bekele"),
    ("Second Week", 0, WEEK, "name", None),
    ("Bekele", 1, BEKELE, "name", "Dawit Bekele"),
)
STATEMENTS = (  # speaker's words, cue, which of them, pieces of the content, the statement that holds it
    ("Salma Idris", "said", 0, ("the talks had failed",), None),
    ("She", "accused", 0, ("Egypt of delay",), None),
    ("Idris", "said", 1, (SIGN, SO), None),
    ("we", "told", 0, ("Cairo so",), f"{SIGN} {SO}"),
    ("River Authority", "warned", 0, ("of floods",), None),
    ("Dawit Bekele", "said", 2, ("Egypt had promised to send engineers",), None),
    ("Egypt", "had promised", 0, ("to send engineers",), "Egypt had promised to send engineers"),
    ("He", "denied", 0, ("an aide had walked out",), None),
    ("An aide", "confirmed", 0, ("the plan",), None),
)


def place(words: str, nth: int = 0) -> Span:
    return span(TEXT, words, nth)


def dam(name: str = "dam.txt") -> SourceReading:
    """What was read in TEXT."""
    found = page(TEXT, TITLE, name=name)
    article = found.articles[0]
    mentions: dict[str, Mention] = {}
    made: list[Mention] = []
    for words, nth, entity, form, through in MENTIONS:
        where = place(words, nth)
        mention = Mention(
            mention_id=ids.mention_id(article.article_id, where),
            label={"person": "PERSON", "country": "GPE", "organization": "ORG"}[entity.kind] if entity else "GPE",
            form=form,
            span=where,
            text=words,
            sentence=0,
            first=0,
            last=1,
            entity_id=entity.entity_id if entity else None,
            resolved_by="name",
            antecedent_id=mentions[through].mention_id if through else None,
            confidence=0.9,
        )
        made.append(mention)
        mentions[words] = mention
    entities = {entity.entity_id: entity for _, _, entity, _, _ in MENTIONS if entity}
    statements: dict[str, Statement] = {}
    for words, cue, nth, content, parent in STATEMENTS:
        pieces = tuple(place(piece) for piece in content)
        mention = mentions.get(words)
        speaker = entities[mention.entity_id] if mention and mention.entity_id else None
        where = place(cue, nth)
        statements[" ".join(content)] = Statement(
            statement_id=ids.statement_id(article.article_id, where, pieces),
            content_spans=pieces,
            content=" ".join(content),
            kind="indirect",
            act="states",
            rule="clause",
            sentence=0,
            cue=cue,
            cue_lemma="say",
            cue_span=where,
            speaker_text=words,
            speaker_span=mention.span if mention else place(words),
            speaker_mention_id=mention.mention_id if mention else None,
            speaker_id=speaker.entity_id if speaker else None,
            speaker=speaker.name if speaker else None,
            speaker_kind=speaker.kind if speaker else "anonymous",
            resolved_by=mention.form if mention else "none",
            parent_id=statements[parent].statement_id if parent else None,
            confidence=0.7,
        )
    role = relation(article, TEXT, IDRIS, "holds_role", "foreign minister", "Foreign Minister Salma Idris")
    sentences = (*((article.title,) if article.title else ()), *article.paragraphs)
    reading = Reading(article, sentences, tuple(made), tuple(entities.values()), tuple(statements.values()), (role,))
    return SourceReading(found, (reading,))
