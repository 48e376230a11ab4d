"""From a parsed article to its statements, relations, and the mentions and entities that these refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from pipeline import ids
from pipeline.records import Entity, Mention, Parsed, Reading, Span, Statement
from pipeline.relations.attributes import is_negated, kind_of
from pipeline.relations.candidates import candidates
from pipeline.relations.cast import Cast, country_names
from pipeline.relations.choose import THRESHOLD, THRESHOLD_MARKED, choose
from pipeline.relations.confidence import weigh
from pipeline.relations.coreference import Voice, find_references
from pipeline.relations.days import date_of, day_of
from pipeline.relations.deeds import act_of
from pipeline.relations.link import link
from pipeline.relations.mend import mended
from pipeline.relations.names import with_speaking_names
from pipeline.relations.occasion import addressee_of, hearer, venue_of
from pipeline.relations.proposals import Proposal, joined
from pipeline.relations.propose.bare import attach_bare
from pipeline.relations.propose.signed import signed
from pipeline.relations.relate import relations_of
from pipeline.relations.relays import believe_quoted
from pipeline.relations.roles import Role, find_roles
from pipeline.relations.speakers import Phrase, Scene, Speaker, resolve
from pipeline.relations.transcripts import RULE as TURN
from pipeline.relations.transcripts import (
    Transcript,
    apart,
    confidence_of,
    find_transcript,
    is_asking,
    proposals_of,
    voices_of,
    with_named_labels,
)
from pipeline.relations.tree import Range, Tree

_NO_TRANSCRIPT = Transcript()
_LABELS = {"person": "PERSON", "country": "GPE", "organization": "ORG"}


def read(parsed: Parsed) -> Reading:
    """What the article says of who said what and who is what."""
    tree = Tree(parsed)
    transcript = find_transcript(tree)
    tree.name(with_named_labels(tree, transcript))
    chosen = attach_bare(tree, believed(tree, transcript=transcript))
    for proposal in chosen:
        proposal.content = joined(proposal.content)
    parsed = with_speaking_names(tree, chosen)
    tree.name(parsed)
    roles = find_roles(tree)
    book = _Book(parsed, Cast(tree, roles))
    made, voices = _statements(tree, chosen, book, voices_of(book.cast, transcript))
    book.refer(voices)
    statements = [book.heard(statement) for statement in made]
    relations = relations_of(tree, roles, statements, book.mentions.values(), book.entities, book.country)
    return Reading(
        article=parsed.article,
        sentences=tuple(parsed.tokens.span(s.first, s.last) for s in parsed.sentences),
        mentions=tuple(sorted(book.all_mentions(), key=lambda m: (m.span, m.mention_id))),
        entities=tuple(book.entities.values()),
        statements=tuple(statements),
        relations=tuple(relations),
    )


def believed(
    tree: Tree, proposals: Iterable[Proposal] | None = None, transcript: Transcript = _NO_TRANSCRIPT
) -> list[Proposal]:
    """Proposals (those of the rules, where none are given) linked, weighed and chosen; the turns of a transcript."""
    if proposals is None:
        linked = candidates(tree)
    else:
        linked = list(proposals)
        for proposal in linked:
            link(tree, proposal)
    linked = mended(tree, linked)
    weigh(tree, linked)
    believe_quoted(tree, linked)
    linked += signed(tree)
    marks = tree.parsed.marks
    threshold = THRESHOLD_MARKED if marks is not None and marks.columns else THRESHOLD
    if not transcript.turns:
        return choose(linked, threshold)
    said = choose(apart(tree, transcript, linked), threshold)
    for proposal in said:  # what a speaker reports is marked as what an article does
        proposal.confidence_inside = max(proposal.confidence_inside, proposal.confidence)
    return choose([*said, *proposals_of(tree, transcript)], threshold)


class _Book:
    """Mentions and entities of the article, those of ``parsed`` and those that resolving adds."""

    def __init__(self, parsed: Parsed, cast: Cast) -> None:
        self.parsed = parsed
        self.cast = cast
        self.entities: dict[str, Entity] = dict(cast.entities)
        self.mentions: dict[Span, Mention] = {mention.span: mention for mention in parsed.mentions}

    def all_mentions(self) -> list[Mention]:
        """Mentions, and the parts of names that are none themselves."""
        return [*self.mentions.values(), *(part for part in self.parsed.parts if part.span not in self.mentions)]

    def country(self, code: str) -> Entity:
        if code not in self.entities:
            self.entities[code] = Entity(code, "country", country_names().get(code, code), (), code)
        return self.entities[code]

    def know(self, speaker: Speaker) -> None:
        """Have an entity for a country or a body that only the speaker's description names."""
        if speaker.entity_id is None or speaker.entity_id in self.entities:
            return
        if speaker.kind == "country":
            self.country(speaker.entity_id)
        elif speaker.name is not None:
            made = Entity(speaker.entity_id, "organization", speaker.name, (), speaker.country)
            self.entities[made.entity_id] = made

    def _taken_for(self, mention: Mention, speaker: Speaker) -> Mention:
        """``mention``, which stands for the speaker: an entity that speaks is mentioned."""
        if speaker.entity_id is None or mention.entity_id == speaker.entity_id:
            return mention
        taken = replace(mention, entity_id=speaker.entity_id, resolved_by=speaker.resolved_by, reason=speaker.rule)
        self.mentions[mention.span] = taken
        return taken

    def add(self, where: Range, head: int, speaker: Speaker) -> Mention | None:
        """The mention that stands for a resolved speaker; a new one for a pronoun or a description."""
        if speaker.mention is not None:
            return self._taken_for(speaker.mention, speaker)
        if speaker.entity_id is None:
            return None
        tree = self.cast.tree
        pronoun = tree.tag[head][:3] == "PRP" or tree.tag[head][0] == "W"
        if pronoun:
            where = Range(head, head + 1)
        span = self.parsed.tokens.span(*where)
        if span in self.mentions:
            return self._taken_for(self.mentions[span], speaker)
        entity = self.entities[speaker.entity_id]
        mention = Mention(
            mention_id=ids.mention_id(self.parsed.article.article_id, span),
            label=_LABELS[entity.kind],
            form="pronoun" if pronoun else "nominal",
            span=span,
            text=span.folded(self.parsed.text),
            sentence=tree.sentence[head],
            first=where.first,
            last=where.last,
            entity_id=entity.entity_id,
            iso_alpha2=entity.iso_alpha2 if entity.kind == "country" else None,
            resolved_by=speaker.resolved_by,
            antecedent_id=speaker.antecedent.mention_id if speaker.antecedent else None,
            reason=speaker.rule,
        )
        self.mentions[span] = mention
        return mention

    def refer(self, voices: list[Voice]) -> None:
        """Add the pronouns and descriptions of the article that take up someone; ``voices`` are its statements."""
        for found in find_references(self.cast, voices, list(self.mentions.values()), self.entities):
            self.add(found.where, found.head, found.speaker)

    def heard(self, statement: _Told) -> Statement:
        """The statement with its addressee: *told him*."""
        told, whom = statement
        mention = self.mentions.get(self.parsed.tokens.span(*whom)) if whom and told.addressee_id is None else None
        return replace(told, addressee_id=mention.entity_id) if mention and mention.form == "pronoun" else told


class _Told(NamedTuple):
    """A statement and the tokens that say to whom it was made."""

    statement: Statement
    whom: Range | None


def _statements(
    tree: Tree, chosen: list[Proposal], book: _Book, known: Mapping[int, Speaker]
) -> tuple[list[_Told], list[Voice]]:
    """``known`` are speakers whom the label of a turn names, by the head of their cue."""
    sources = tuple(proposal.source for proposal in chosen if proposal.source is not None)
    scene = Scene(book.cast, sources, known)
    speakers: list[Speaker] = []
    voices: list[Voice] = []
    made: list[_Told] = []
    numbers: dict[int, str] = {}
    seen: set[str] = set()
    for number, proposal in enumerate(chosen):
        quoter = speakers[proposal.parent] if proposal.parent >= 0 else None
        phrase = _phrase(proposal, quoter)
        speaker = resolve(scene, phrase) if phrase is not None else Speaker("anonymous")
        speakers.append(speaker)
        voices.append(Voice(phrase, proposal.content, speaker, proposal.head))
        book.know(speaker)
        whom = None if proposal.rule == TURN else addressee_of(tree, proposal)
        statement = _statement(tree, proposal, speaker, whom, book, numbers.get(proposal.parent))
        if statement.statement_id in seen:
            continue
        seen.add(statement.statement_id)
        numbers[number] = statement.statement_id
        made.append(_Told(statement, whom))
    return made, voices


def _phrase(proposal: Proposal, quoter: Speaker | None) -> Phrase | None:
    if proposal.source is None:
        return None
    return Phrase(proposal.source, proposal.source_head, quoter, proposal.content, proposal.head)


def _statement(
    tree: Tree, proposal: Proposal, speaker: Speaker, whom: Range | None, book: _Book, parent: str | None
) -> Statement:
    parsed = book.parsed
    tokens, text = parsed.tokens, parsed.text
    content = tuple(sorted(tokens.span(*piece) for piece in proposal.content))  # a title may stand below its text
    cue = Span(tokens.start[proposal.cue[0].first], tokens.end[proposal.cue[-1].last - 1]) if proposal.cue else None
    if cue and (cue.end <= cue.start or any(cue.overlaps(piece) for piece in content)):
        cue = tokens.span(*proposal.cue[0])
    is_turn = proposal.rule == TURN
    if cue and is_turn and proposal.lemma == ":":  # without a bracket or mark that the tokenizer leaves on it
        colon = text.index(":", cue.start, cue.end)
        cue = Span(colon, colon + 1)
    source = tokens.span(*proposal.source) if proposal.source else None
    mention = book.add(proposal.source, proposal.source_head, speaker) if proposal.source else None
    roles = book.cast.roles_of.get(speaker.entity_id or "", ())
    role = roles[-1] if roles else None
    day = None if is_turn else day_of(tree, proposal)
    return Statement(
        statement_id=ids.statement_id(parsed.article.article_id, cue, content),
        content_spans=content,
        content=" ".join(piece.folded(text) for piece in content),
        kind="direct" if is_turn else kind_of(tree, proposal),
        act="asks" if is_turn and is_asking(tree, proposal) else act_of(tree, proposal),
        rule=f"{proposal.rule}:{proposal.frame}",
        sentence=tree.sentence[proposal.head],
        cue=cue.folded(text) if cue else None,
        cue_lemma=proposal.lemma or None,
        cue_span=cue,
        speaker_text=source.folded(text) if source else None,
        speaker_span=source,
        speaker_mention_id=mention.mention_id if mention else None,
        speaker_id=speaker.entity_id,
        speaker=speaker.name,
        speaker_kind=speaker.kind,
        speaker_role=_role_text(role) if role else None,
        speaker_iso_alpha2=speaker.country or (role.country if role else None),
        resolved_by=speaker.resolved_by if speaker.name else "none",
        parent_id=parent,
        negated=not is_turn and is_negated(tree, proposal),
        addressee_id=hearer(tree, whom) if whom else None,
        addressee=tokens.span(*whom).folded(text) if whom else None,
        venue=None if is_turn else venue_of(tree, proposal),
        said_on=date_of(text, day[1], parsed.article.published) if day else None,
        said_on_text=tokens.span(*day[0]).folded(text) if day else None,
        confidence=confidence_of(proposal) if is_turn else _confidence(proposal, parent),
    )


def _confidence(proposal: Proposal, parent: str | None) -> float:
    return round(proposal.confidence if parent is None else proposal.confidence_inside, 2)


def _role_text(role: Role) -> str:
    return f"{role.qualifier} {role.text}" if role.qualifier in ("former", "acting") else role.text
