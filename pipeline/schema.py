"""The tables: every column with its type and meaning, declared once.

CSV headers, the Arrow schema, ``verify`` and the documentation are derived from here. The contract that these
tables keep is described in the README.
"""

from __future__ import annotations

from dataclasses import dataclass

STRING, INTEGER, NUMBER, BOOLEAN = "string", "integer", "number", "boolean"
STRINGS, SPANS = "strings", "spans"
"""Lists: of strings, and of ``[start, end]`` pairs."""


@dataclass(frozen=True, slots=True)
class Column:
    """``refers_to`` names the table whose key the column holds (null allowed).

    ``is_entity``: the column holds a key of one of ENTITY_TABLES. ``required``: never null.
    """

    name: str
    type: str
    description: str
    refers_to: str | None = None
    is_entity: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``key`` is the unique column, if there is one."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: str | None = None

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _text(name: str, description: str, refers_to: str | None = None) -> Column:
    return Column(name, STRING, description, refers_to)


def _int(name: str, description: str, required: bool = False) -> Column:
    return Column(name, INTEGER, description, required=required)


def _entity(name: str, description: str) -> Column:
    return Column(name, STRING, description, is_entity=True)


SOURCE = Column("source", STRING, "path of the input below the input root", "sources", required=True)
ARTICLE = Column("article_id", STRING, "the article it stands in", "articles", required=True)
START = _int("start", "first character in the source text (code points, from 0)", required=True)
END = _int("end", "character after the last one", required=True)
CONFIDENCE = Column("confidence", NUMBER, "share of such rows that are right, measured; null: not measured")
TITLE = _text("title", "title of the article")
PUBLISHED = _text("published", "date of the article, ISO, where the text has one")
COUNTS = (
    _int("n_mentions", "mentions in all articles", required=True),
    _int("n_articles", "articles that mention it", required=True),
    _int("n_independent", "the same, copies of one article counted once", required=True),
)

SOURCES = Table(
    "sources",
    "every input, read or not",
    (
        _text("source", "path below the input root, or the record's id"),
        _text("media_type", "what it is, told by its content"),
        _text("encoding", "how its bytes were decoded"),
        _text("sha256", "of the bytes"),
        _int("n_chars", "characters of the text (code points)"),
        _text("text", "the text that all offsets count in"),
        _text("status", "read, skipped (well formed but not for us) or refused"),
        _text("reason", "why it was skipped or refused, or what was mended on reading"),
    ),
    key="source",
)
ARTICLES = Table(
    "articles",
    "the articles found in the sources",
    (
        _text("article_id", "from the source's name and the article's characters"),
        SOURCE,
        _int("ordinal", "1, 2, … within the source"),
        TITLE,
        _int("title_start", "first character of the title; null where it stands beside the text"),
        _int("title_end", "character after the title"),
        _text("author", "as the byline gives it"),
        _text("site", "publisher, where the text says"),
        _text("url", "address, where the text says"),
        _text("language", "ISO 639-1"),
        PUBLISHED,
        _text("dateline", "place and agency at the head of the body, as written"),
        START,
        END,
        _text("text", "the body without furniture, paragraphs parted by an empty line"),
        _int("n_sentences", "sentences, title included"),
        _text("duplicate_of", "the original that it is a copy of: the same story, reprinted or edited", "articles"),
    ),
    key="article_id",
)
FURNITURE = Table(
    "furniture",
    "what the page showed beside the articles: dropped, but kept here",
    (
        SOURCE,
        _text("article_id", "the article in whose span it lies; null outside", "articles"),
        _text("kind", "repeated_title, caption, credit, widget, teaser, …"),
        _text("text", "as it stands, white space folded"),
        START,
        END,
    ),
)
MENTIONS = Table(
    "mentions",
    "names, and the pronouns and descriptions that were resolved to one",
    (
        _text("mention_id", "from article and place"),
        ARTICLE,
        SOURCE,
        _entity("entity_id", "the person, country or organization; null where unresolved"),
        _text("label", "OntoNotes label (PERSON, ORG, GPE, LOC, NORP, …); PART: a place or people within a name"),
        _text("form", "name, nominal, pronoun, demonym or metonym"),
        _text("text", "as it stands, white space folded"),
        START,
        END,
        _int("sentence", "0, 1, … within the article"),
        _text("iso_alpha2", "the country that it means or that the place lies in"),
        _text("resolved_by", "rule that found the entity"),
        _text("antecedent_id", "the mention it was resolved through", "mentions"),
        _text("reason", "why this reading"),
        CONFIDENCE,
    ),
    key="mention_id",
)
PEOPLE = Table(
    "people",
    "one row a person",
    (
        _text("entity_id", "from the canonical name"),
        _text("name", "the fullest form seen"),
        Column("aliases", STRINGS, "other forms seen"),
        _text("role", "the most recent, in lower case, qualifier included"),
        Column("roles", STRINGS, "all roles seen"),
        _text("organization_id", "the organization they belong to", "organizations"),
        _text("organization", "its name"),
        _text("iso_alpha2", "the country they act for", "countries"),
        *COUNTS,
        _int("n_statements", "statements made"),
    ),
    key="entity_id",
)
COUNTRIES = Table(
    "countries",
    "one row a country",
    (
        _text("entity_id", "its ISO 3166 alpha-2 code"),
        _text("iso_alpha2", "ISO 3166 alpha-2 code"),
        _text("iso_alpha3", "ISO 3166 alpha-3 code"),
        _text("name", "as an English newspaper writes it"),
        Column("forms", STRINGS, "the expressions seen: names, demonyms, seats of government"),
        *COUNTS,
        _int("n_statements", "statements made by the country, its government or its office holders"),
        _int("n_statements_about", "statements that mention it"),
    ),
    key="entity_id",
)
ORGANIZATIONS = Table(
    "organizations",
    "one row an organization",
    (
        _text("entity_id", "from the canonical name"),
        _text("name", "the fullest form seen"),
        _text("acronym", "where the text gives one"),
        Column("aliases", STRINGS, "other forms seen"),
        _text("iso_alpha2", "home country, where the text says"),
        *COUNTS,
        _int("n_statements", "statements made"),
    ),
    key="entity_id",
)
ROLES = Table(
    "roles",
    "who held which role, and when it was seen",
    (
        _text("entity_id", "the person", "people"),
        _text("role", "in lower case, without qualifier"),
        _text("qualifier", "former, acting, elect, designate"),
        _text("organization_id", "where they hold it", "organizations"),
        _text("iso_alpha2", "the country they hold it for"),
        _text("first_seen", "earliest date of an article that says so"),
        _text("last_seen", "latest date of an article that says so"),
        _int("n_mentions", "how often it is said"),
    ),
)
MERGES = Table(
    "merges",
    "each decision that joined different names across articles",
    (
        _text("entity_id", "the name joined"),
        _text("mention_id", "a mention of it", "mentions"),
        _text("into", "the entity it was joined with"),
        _text("reason", "the evidence"),
        Column("score", NUMBER, "strength of the evidence, 0 to 1"),
    ),
)
STATEMENTS = Table(
    "statements",
    "who said what",
    (
        _text("statement_id", "from article and place"),
        ARTICLE,
        SOURCE,
        TITLE,
        PUBLISHED,
        _text("parent_id", "the statement that this one is part of", "statements"),
        _entity("speaker_id", "person, country or organization; null where unnamed"),
        _text("speaker", "canonical name"),
        _text("speaker_kind", "person, office, group, organization, country, document or anonymous"),
        _text("speaker_text", "as written"),
        _int("speaker_start", "first character of speaker_text"),
        _int("speaker_end", "character after it"),
        _text("speaker_mention_id", "the mention in speaker_text that was resolved", "mentions"),
        _text("speaker_role", "role as written, in lower case"),
        _text("speaker_iso_alpha2", "the country they act for"),
        _text("resolved_by", "name, pronoun, nominal, metonym or none"),
        _text("cue", "the words that ascribe, as written"),
        _text("cue_lemma", "their base form"),
        _int("cue_start", "first character of the cue"),
        _int("cue_end", "character after it"),
        _text("content", "what was said, as written, white space folded, its pieces joined by a blank"),
        _int("content_start", "first character of the first piece"),
        _int("content_end", "character after the last piece"),
        Column("content_spans", SPANS, "the pieces"),
        _text("kind", "direct, indirect or mixed"),
        _text("act", "states, denies, accuses, promises, threatens, asks, demands, thinks, …"),
        Column("negated", BOOLEAN, "did not say"),
        _entity("addressee_id", "to whom it was said"),
        _text("addressee", "as written"),
        _text("venue", "interview, news_conference, speech, statement, post, …"),
        _text("said_on", "ISO date, read against the date of the article"),
        _text("said_on_text", "as written"),
        _text("utterance_id", "the thing said, however often it was reported", "utterances"),
        _int("sentence", "of the cue; 0, 1, … within the article"),
        _text("sentence_text", "as it stands, white space folded"),
        CONFIDENCE,
        _text("rule", "what found it"),
    ),
    key="statement_id",
)
UTTERANCES = Table(
    "utterances",
    "one thing said, however often it was reported",
    (
        _text("utterance_id", "from speaker and words"),
        _entity("speaker_id", "as in statements"),
        _text("speaker", "canonical name"),
        _text("content", "the longest form in quotation marks, else the most typical wording"),
        _text("said_on", "ISO date"),
        _int("n_statements", "how often it is reported"),
        _int("n_articles", "articles that report it"),
        _int("n_independent", "the same, copies of one article counted once"),
        _text("first_published", "earliest date of an article that reports it"),
        Column("wordings", STRINGS, "the distinct forms"),
    ),
    key="utterance_id",
)
STATEMENT_MENTIONS = Table(
    "statement_mentions",
    "who and what a statement is about",
    (
        _text("statement_id", "the statement", "statements"),
        _text("mention_id", "a mention in its content, or the one it accuses, praises or condemns", "mentions"),
        _entity("entity_id", "its entity"),
    ),
)
RELATIONS = Table(
    "relations",
    "facts between entities",
    (
        _text("relation_id", "from article, place and parts"),
        ARTICLE,
        SOURCE,
        TITLE,
        PUBLISHED,
        _text("statement_id", "the statement that carries it", "statements"),
        _entity("subject_id", "entity"),
        _text("subject", "its name"),
        _text("predicate", "holds_role, represents, member_of, leads, based_in, …"),
        _entity("object_id", "entity; null for a role"),
        _text("object", "its name, or the role"),
        _text("qualifier", "former, acting, elect, designate"),
        _text("evidence", "the words that say so"),
        START,
        END,
        Column("negated", BOOLEAN, "said not to hold"),
        CONFIDENCE,
        _text("rule", "what found it"),
    ),
    key="relation_id",
)

TABLES: tuple[Table, ...] = (
    SOURCES,
    ARTICLES,
    FURNITURE,
    MENTIONS,
    PEOPLE,
    COUNTRIES,
    ORGANIZATIONS,
    ROLES,
    MERGES,
    STATEMENTS,
    UTTERANCES,
    STATEMENT_MENTIONS,
    RELATIONS,
)
BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
ENTITY_TABLES = ("people", "countries", "organizations")
"""No key stands in two of them."""

RUN_FILE = "run.json"
