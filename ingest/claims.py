"""What a response claims, and the names of its things and claims: what decisions are about, and what statements say.

How a claim is told, with its evidence, stands in `statements`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rdflib.namespace import XSD
from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers, named
from graph.lines import write_iri, write_term
from graph.model import Object
from ingest.naming.own_acronyms import known_name
from ingest.parts import Entity, Evidence, Implied, Relation, Response

PG = "https://w3id.org/prevgraph/ontology#"
ELI = "http://data.europa.eu/eli/ontology#"

_ATTRIBUTES = {
    "established": PG + "established",
    "adopted": PG + "adoptedOn",
    "from": PG + "periodStart",
    "to": PG + "periodEnd",
    "level": PG + "level",
    "number": ELI + "number",
    "frequency": PG + "frequency",
}
_DATE_TYPES = ((r"\d{4}-\d\d-\d\d", XSD.date), (r"\d{4}-\d\d", XSD.gYearMonth), (r"\d{4}", XSD.gYear))


def entity_iri(entity: Entity, response: Response, ids: Identifiers) -> URIRef:
    """The IRI that an entity of a response gets."""
    known = known_name(entity.labels) if entity.type == "Network" else None
    return ids.entity(entity.type, _code(response), (known,) if known else entity.labels)


def claim_iris(relation: Relation, response: Response, ids: Identifiers) -> dict[URIRef, list[Evidence]]:
    """The IRIs of the claims that a relation makes, one for each answer that says it, with the words it says it in."""
    claims = Claims(response, ids)
    said = claims.related(relation, claims.entities())
    return {URIRef(claims.name(said, item)): words for item, words in by_item(relation.evidence).items()}


class Target(NamedTuple):
    """What a decision can be about: an entity, or a claim (relation, mention, attribute, implied) of one answer.

    `key` is that of the entity the claim is about, `name` the predicate or attribute, `other` where a relation ends.
    """

    what: str
    key: str
    item: str = ""
    name: str = ""
    other: str = ""


def targets(response: Response, ids: Identifiers) -> dict[str, Target]:
    """Everything in a response that can be decided about, by the IRI it gets."""
    return dict(Claims(response, ids).targets())


def _code(response: Response) -> str:
    assert response.state.iso3 is not None
    return response.state.iso3


def _date(value: str) -> Literal:
    datatype = next((type_ for pattern, type_ in _DATE_TYPES if re.fullmatch(pattern, value)), XSD.string)
    return Literal(value, datatype=datatype, normalize=False)


@cache
def term(name: str) -> str:
    """A term of the vocabulary, as it is written."""
    return write_iri(PG + name)


class Said(NamedTuple):
    """A statement as it is written; `named` is its object as the claim's IRI is made from it."""

    subject: str
    predicate: str
    object: str
    named: str


class Claims:
    """What one response claims, each as it is written, and its name."""

    def __init__(self, response: Response, ids: Identifiers) -> None:
        self._response, self._ids = response, ids
        self.place = place = (_code(response), response.round)
        # Base, state and round are looked through here; no other sign that an IRI cannot hold comes into what is
        # written without a look: digests and positions.
        self.state = write_iri(ids.state(place[0]))
        self.answer: Callable[[str], str] = cache(lambda item: write_iri(ids.answer(*place, item)))
        self.paragraph: Callable[[str], str] = cache(lambda number: write_iri(ids.paragraph(number)))
        self.concept: Callable[[str, str], str] = cache(lambda scheme, name: write_iri(ids.concept(scheme, name)))

    def implied(self, subject: str, implied: Implied) -> Said:
        """What a text implies of the answer that the subject is."""
        status = self.concept("mark", implied.status)
        return Said(subject, term("implied"), status, status)

    def mentioned(self, subject: str, item: str) -> Said:
        """That an answer names an entity."""
        answer = self.answer(item)
        return Said(subject, term("mentionedIn"), answer, answer)

    def attribute(self, subject: str, name: str, value: str) -> Said:
        """What an attribute says of an entity."""
        end = self._value(name, value)
        return Said(subject, write_iri(_ATTRIBUTES[name]), write_term(end), named(end))

    def _value(self, name: str, value: str) -> Object:
        if name == "level":
            return self._ids.concept("level", value)
        if name in ("number", "frequency"):
            return Literal(value)
        return _date(value)

    def entities(self) -> dict[str, str]:
        """The IRIs of all entities, as they are written."""
        return {
            entity.key: write_iri(entity_iri(entity, self._response, self._ids)) for entity in self._response.entities
        }

    def targets(self) -> Iterator[tuple[str, Target]]:
        """Every entity and every claim, as what a decision can be about."""
        iris = self.entities()
        for entity in self._response.entities:
            yield iris[entity.key][1:-1], Target("entity", entity.key)
            for target, said in self._told_of(entity, iris[entity.key]):
                yield self.name(said, target.item), target
        for relation in self._response.relations:
            said = self.related(relation, iris)
            for item in by_item(relation.evidence):
                yield self.name(said, item), Target("relation", relation.s, item, relation.p, relation.o)
        for answer in self._response.answers.values():
            if answer.implied is not None:
                said = self.implied(self.answer(answer.item), answer.implied)
                yield self.name(said, answer.implied.evidence[0].item), Target("implied", "", answer.item)

    def _told_of(self, entity: Entity, subject: str) -> Iterator[tuple[Target, Said]]:
        for item in by_item(entity.evidence):
            yield Target("mention", entity.key, item), self.mentioned(subject, item)
        for name, value in entity.attributes.items() if entity.evidence else ():
            item = attribute_words(entity, name)[0].item
            yield Target("attribute", entity.key, item, name), self.attribute(subject, name, value)

    def name(self, said: Said, item: str) -> str:
        """The IRI of the claim that an answer makes by saying this."""
        return self._ids.claim_name(said.subject, said.predicate, said.named, self.answer(item))

    def related(self, relation: Relation, iris: Mapping[str, str]) -> Said:
        """What a relation says."""
        end = self._end(relation.o, iris, relation.p)
        return Said(self._end(relation.s, iris), term(relation.p), end, end)

    def _end(self, end: str, iris: Mapping[str, str], predicate: str = "") -> str:
        if end == "STATE":
            return self.state
        if predicate == "addresses":
            return self.paragraph(end)
        if predicate == "targets":
            return self.concept("target-group", end)
        return iris[end]


def attribute_words(entity: Entity, name: str) -> tuple[Evidence, ...]:
    """The words that state an attribute; the entity's first mention where the reader does not say which."""
    return tuple(entity.attribute_evidence.get(name) or entity.evidence[:1])


def by_item(evidence: Sequence[Evidence]) -> Mapping[str, list[Evidence]]:
    """The words by the answer they stand in."""
    found: dict[str, list[Evidence]] = {}
    for words in evidence:
        found.setdefault(words.item, []).append(words)
    return found
