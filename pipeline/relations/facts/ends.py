"""Whom or what a word stands for: the ends of a fact."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import table
from pipeline.records import Entity, Mention
from pipeline.relations.offices import head_of
from pipeline.relations.tree import Range, Tree

_MOST = 8
"""Names that a coordination may have."""

_PLACES = ("GPE", "LOC", "FAC")
_NEGATIONS = ("not", "never")


@dataclass(frozen=True, slots=True)
class End:
    """An entity, or, with ``entity_id`` None, a place by its name. ``where`` are the tokens that stand for it."""

    name: str
    kind: str
    entity_id: str | None
    where: Range

    @property
    def key(self) -> str:
        return self.entity_id or self.name


@cache
def _agents() -> dict[str, str]:
    return {row["lemma"]: row["number"] for row in table("agent_nouns")}


class Ends:
    """The mentions of an article by the token that governs their other words."""

    def __init__(self, tree: Tree, mentions: Iterable[Mention], entities: Mapping[str, Entity]) -> None:
        self.tree = tree
        self._entities = entities
        self._at: dict[int, Mention] = {}
        self._by_lemma: dict[str, list[int]] = {}
        for token, lemma in enumerate(tree.lemma):
            self._by_lemma.setdefault(lemma, []).append(token)
        for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
            if mention.entity_id in entities or mention.label in _PLACES:
                self._at.setdefault(head_of(tree, mention), mention)

    def tokens(self, lemmas: Collection[str]) -> list[int]:
        """The tokens of these lemmas, in text order."""
        if len(lemmas) < len(self._by_lemma):
            return sorted(token for lemma in lemmas for token in self._by_lemma.get(lemma, ()))
        return sorted(token for lemma, own in self._by_lemma.items() if lemma in lemmas for token in own)

    def mentions(self) -> Iterable[tuple[int, Mention]]:
        """Governing token and mention, in text order."""
        return sorted(self._at.items())

    def all(self, token: int) -> list[End]:
        """The entities that the phrase of ``token`` stands for: *Ruiz and the Norwegian army* are two."""
        found: list[End] = []
        waiting = [token]
        for _ in range(_MOST):
            if not waiting:
                break
            place = waiting.pop(0)
            end = self.one(place)
            if end is not None and all(end.key != known.key for known in found):
                found.append(end)
            for kid in self.tree.kids[place]:
                joined = self.tree.dep[kid] == "conj" and kid > place and self.tree.tag[kid][0] in "NP"
                if joined and self.tree.low[kid - 1] not in _NEGATIONS:
                    waiting.append(kid)
        return found

    def one(self, token: int) -> End | None:
        """What ``token`` (-1: none) by itself stands for: by name, description, apposition or as somebody's agent."""
        if token < 0:
            return None
        end = self.named(token)
        return end or self._apposition(token) or self._agent(token)

    def named(self, token: int) -> End | None:
        """The entity whose mention ``token`` governs."""
        mention = self._at.get(token)
        return self.of(mention) if mention is not None else None

    def of(self, mention: Mention) -> End | None:
        """The entity that a mention stands for."""
        entity = self._entities.get(mention.entity_id or "")
        if entity is None:
            return None
        return End(entity.name, entity.kind, entity.entity_id, Range(mention.first, mention.last))

    def place(self, token: int) -> End | None:
        """The place whose name ``token`` governs; a country has an id."""
        mention = self._at.get(token)
        if mention is None or mention.label not in _PLACES or mention.form in ("pronoun", "nominal"):
            return None
        end = self.named(token)
        if end is not None:
            return end if end.kind == "country" else None
        return End(mention.text, "place", None, Range(mention.first, mention.last))

    def _apposition(self, token: int) -> End | None:
        """*the foreign minister, Ana Ruiz*: the name tells who."""
        if self.tree.tag[token][:2] != "NN":
            return None
        for kid in self.tree.kids[token]:
            if self.tree.dep[kid] == "appos" and kid > token:
                end = self.named(kid)
                if end is not None and end.kind == "person" and self.tree.dep[token] != "attr":
                    return end
        return None

    def _agent(self, token: int) -> End | None:
        """*Norwegian forces*, *the government of Norway*, *Falcon Brigade fighters*: who is named beside them acts."""
        tree = self.tree
        number = _agents().get(tree.lemma[token])
        if number is None or (number == "plural" and tree.tag[token] != "NNS"):
            return None
        for kid in tree.kids[token]:
            if kid < token and tree.dep[kid] in ("amod", "compound", "poss", "nmod"):
                end = self.named(kid)
            elif kid == token + 1 and tree.low[kid] == "of":
                end = self.one(tree.child(kid, "pobj"))
            elif kid == token + 1 and tree.low[kid] == "loyal" and tree.child(kid, "prep") >= 0:
                end = self.named(tree.child(tree.child(kid, "prep"), "pobj"))
            else:
                end = None
            if end is not None:
                where = Range(min(end.where.first, token), max(end.where.last, token + 1))
                return End(end.name, end.kind, end.entity_id, where)
        return None
