"""From a response as read to the statements of its named graph, in the shape that `docs/graph.md` describes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD
from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.model import Object, Statement
from ingest.naming.own_acronyms import known_name
from ingest.parts import Answer, Entity, Evidence, Implied, Relation, Response
from ontology.questionnaire import Item, Questionnaire

PG = "https://w3id.org/prevgraph/ontology#"
OA = "http://www.w3.org/ns/oa#"
SCHEMA = "https://schema.org/"
ELI = "http://data.europa.eu/eli/ontology#"

#: How many characters of context an `oa:TextQuoteSelector` keeps on either side.
CONTEXT = 32

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

# Looked up once: a namespace of rdflib searches itself at each use.
_FORMAT = DCTERMS.format
_LANGUAGE = DCTERMS.language
_ACTIVITY = PROV.Activity
_USED = PROV.used
_WAS_GENERATED_BY = PROV.wasGeneratedBy
_STATEMENT = RDF.Statement
_OBJECT = RDF.object
_PREDICATE = RDF.predicate
_SUBJECT = RDF.subject
_TYPE = RDF.type
_LABEL = RDFS.label
_ALT_LABEL = SKOS.altLabel
_PREF_LABEL = SKOS.prefLabel


def make_statements(
    response: Response, questionnaire: Questionnaire, *, ids: Identifiers, software_version: str, reader: str
) -> Iterator[Statement]:
    """All that one response says, as statements; the order follows the response and may hold repetitions."""
    maker = _Maker(response, ids)
    yield from maker.response_statements(questionnaire, software_version, reader)
    yield from maker.document_statements()
    yield from maker.state_statements()
    yield from maker.quotation_statements()
    for answer in response.answers.values():
        yield from maker.answer_statements(answer, questionnaire)
    iris = maker.entity_iris()
    for entity in response.entities:
        yield from maker.entity_statements(entity, iris[entity.key])
    for relation in response.relations:
        yield from maker.relation_claims(relation, iris)
    yield from maker.finding_statements()


def entity_iri(entity: Entity, response: Response, ids: Identifiers) -> URIRef:
    """The IRI that an entity of a response gets."""
    known = known_name(entity.labels) if entity.type == "Network" else None
    return ids.entity(entity.type, _code(response), (known,) if known else entity.labels)


def claim_iris(relation: Relation, response: Response, ids: Identifiers) -> dict[URIRef, list[Evidence]]:
    """The IRIs of the claims that a relation makes, one for each answer that says it, with the words it says it in."""
    maker = _Maker(response, ids)
    said = maker.relation_statement(relation, maker.entity_iris())
    return {
        ids.claim(said.subject, said.predicate, said.object, ids.answer(*maker.place, item)): words
        for item, words in _by_item(relation.evidence).items()
    }


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
    return {str(iri): target for iri, target in _Maker(response, ids).targets()}


def _code(response: Response) -> str:
    assert response.state.iso3 is not None
    return response.state.iso3


def _date(value: str) -> Literal:
    datatype = next((type_ for pattern, type_ in _DATE_TYPES if re.fullmatch(pattern, value)), XSD.string)
    return Literal(value, datatype=datatype, normalize=False)


@lru_cache(maxsize=1 << 16)
def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer, normalize=False)


@lru_cache(maxsize=1 << 10)
def _decimal(value: float) -> Literal:
    return Literal(f"{value:.2f}", datatype=XSD.decimal, normalize=False)


@lru_cache(maxsize=1 << 10)
def _plain(value: str) -> Literal:
    """A text that many statements share."""
    return Literal(value)


@cache
def _true() -> Literal:
    return Literal("true", datatype=XSD.boolean, normalize=False)


# rdflib checks every IRI that is made; the same few terms stand in most statements.
@cache
def _term(name: str) -> URIRef:
    return URIRef(PG + name)


@cache
def _oa(name: str) -> URIRef:
    return URIRef(OA + name)


@cache
def _schema(name: str) -> URIRef:
    return URIRef(SCHEMA + name)


@dataclass(frozen=True, slots=True)
class _Maker:
    response: Response
    ids: Identifiers
    #: The evidence that was described already: many claims rest on the same words.
    told: set[URIRef] = field(default_factory=set)

    @property
    def place(self) -> tuple[str, str]:
        return _code(self.response), self.response.round

    @property
    def _state_iri(self) -> URIRef:
        return self.ids.state(_code(self.response))

    @property
    def _response_iri(self) -> URIRef:
        return self.ids.response(*self.place)

    @property
    def _document_iri(self) -> URIRef:
        return self.ids.document(*self.place)

    def _text(self, value: str) -> Literal:
        return Literal(value, lang=self.response.language)

    def response_statements(
        self, questionnaire: Questionnaire, software_version: str, reader: str
    ) -> Iterator[Statement]:
        subject, reading = self._response_iri, self.ids.reading(*self.place)
        label = f"{self.response.state.name}, {self.response.round}"
        yield Statement(subject, _TYPE, _term("Response"))
        yield Statement(subject, _LABEL, self._text(label))
        yield Statement(subject, _term("state"), self._state_iri)
        yield Statement(subject, _term("questionnaire"), URIRef(questionnaire.iri))
        yield Statement(subject, _term("round"), Literal(self.response.round))
        yield Statement(subject, _LANGUAGE, Literal(self.response.language))
        yield Statement(subject, _term("document"), self._document_iri)
        yield Statement(subject, _WAS_GENERATED_BY, reading)
        yield Statement(reading, _TYPE, _ACTIVITY)
        yield Statement(reading, _TYPE, _term("Reading"))
        yield Statement(reading, _USED, self._document_iri)
        yield Statement(reading, _term("softwareVersion"), Literal(software_version))
        yield Statement(reading, _term("reader"), Literal(reader))

    def document_statements(self) -> Iterator[Statement]:
        subject, document = self._document_iri, self.response.document
        yield Statement(subject, _TYPE, _term("Document"))
        yield Statement(subject, _LABEL, Literal(document.file))
        yield Statement(subject, _term("fileName"), Literal(document.file))
        yield Statement(subject, _term("sha256"), Literal(document.sha256))
        yield Statement(subject, _FORMAT, Literal(document.media_type))
        yield Statement(subject, _term("text"), Literal(document.text))
        if document.pages is not None:
            yield Statement(subject, _schema("numberOfPages"), _integer(document.pages))

    def state_statements(self) -> Iterator[Statement]:
        state = self.response.state
        if not state.is_fictional:
            return
        yield Statement(self._state_iri, _TYPE, _term("State"))
        yield Statement(self._state_iri, _TYPE, _schema("Country"))
        yield Statement(self._state_iri, _term("iso3"), Literal(_code(self.response)))
        yield Statement(self._state_iri, _term("fictional"), _true())
        yield Statement(self._state_iri, _PREF_LABEL, self._text(state.name))

    def quotation_statements(self) -> Iterator[Statement]:
        for number, text in self.response.quotations.items():
            yield Statement(self.ids.paragraph(number), _term("quotedText"), Literal(text, lang="en"))

    def answer_statements(self, answer: Answer, questionnaire: Questionnaire) -> Iterator[Statement]:
        item = questionnaire.items[answer.item]
        subject = self.ids.answer(*self.place, answer.item)
        yield Statement(subject, _TYPE, _term("Answer"))
        yield Statement(subject, _TYPE, _schema("Answer"))
        yield Statement(subject, _term("response"), self._response_iri)
        yield Statement(subject, _term("state"), self._state_iri)
        yield Statement(subject, _term("item"), URIRef(item.iri))
        yield from self._mark(subject, answer, item)
        if answer.text:
            yield Statement(subject, _term("text"), self._text(answer.text))
        if answer.pieces:
            yield Statement(subject, _term("start"), _integer(answer.pieces[0].start))
            yield Statement(subject, _term("end"), _integer(answer.pieces[-1].end))
        for other in answer.refers_to:
            yield Statement(subject, _term("refersTo"), URIRef(questionnaire.items[other].iri))
        yield from self._implied(subject, answer)
        if answer.needs:
            yield from self._assistance(subject, self.ids.need(*self.place, answer.item), "Need", "Demand", item)
        if answer.offers:
            yield from self._assistance(subject, self.ids.offer(*self.place, answer.item), "Offer", "Offer", item)

    def _mark(self, subject: URIRef, answer: Answer, item: Item) -> Iterator[Statement]:
        mark = answer.mark
        if mark is None and item.kind == "choice":
            mark = "unmarked"
        elif mark is None and item.kind == "text" and not answer.text:
            mark = "blank"
        if mark is not None:
            yield Statement(subject, _term("mark"), self.ids.concept("mark", mark))

    def _implied(self, subject: URIRef, answer: Answer) -> Iterator[Statement]:
        if answer.implied is None:
            return
        implied = answer.implied
        yield from self._claim(
            self._implied_statement(subject, implied),
            implied.evidence,
            confidence=implied.confidence,
            method=implied.method,
            review=self.response.reviews.get(("implied", "", answer.item), "unreviewed"),
        )
        if answer.mark is not None and answer.mark != implied.status:
            yield Statement(subject, _term("contradiction"), _true())

    def _implied_statement(self, subject: URIRef, implied: Implied) -> Statement:
        return Statement(subject, _term("implied"), self.ids.concept("mark", implied.status))

    def _assistance(self, answer: URIRef, subject: URIRef, own: str, schema: str, item: Item) -> Iterator[Statement]:
        yield Statement(subject, _TYPE, _term(own))
        yield Statement(subject, _TYPE, URIRef(SCHEMA + schema))
        yield Statement(subject, _term("state"), self._state_iri)
        yield Statement(subject, _term("response"), self._response_iri)
        yield Statement(subject, _term("answer"), answer)
        yield Statement(subject, _term("item"), URIRef(item.iri))
        for number in item.paragraphs:
            yield Statement(subject, _term("paragraph"), self.ids.paragraph(number))

    def entity_statements(self, entity: Entity, subject: URIRef) -> Iterator[Statement]:
        yield Statement(subject, _TYPE, _term(entity.type))
        if entity.kind and entity.kind != entity.type:
            yield Statement(subject, _TYPE, _term(entity.kind))
        yield Statement(subject, _PREF_LABEL, self._text(entity.labels[0]))
        for label in entity.labels[1:]:
            yield Statement(subject, _ALT_LABEL, self._text(label))
        if entity.type != "Network":
            yield Statement(subject, _term("state"), self._state_iri)
        yield Statement(subject, _term("confidence"), _decimal(entity.confidence))
        for item, evidence in _by_item(entity.evidence).items():
            mentioned = Statement(subject, _term("mentionedIn"), self.ids.answer(*self.place, item))
            yield from self._claim_of(mentioned, evidence, entity, ("mention", entity.key, item))
        yield from self._attributes(entity, subject)

    def _attributes(self, entity: Entity, subject: URIRef) -> Iterator[Statement]:
        for name, value in entity.attributes.items():
            statement = Statement(subject, URIRef(_ATTRIBUTES[name]), self._attribute(name, value))
            for evidence in _by_item(_attribute_words(entity, name)).values():
                yield from self._claim_of(statement, evidence, entity, ("attribute", entity.key, name))

    def _attribute(self, name: str, value: str) -> Object:
        if name == "level":
            return self.ids.concept("level", value)
        if name in ("number", "frequency"):
            return Literal(value)
        return _date(value)

    def entity_iris(self) -> dict[str, URIRef]:
        return {entity.key: entity_iri(entity, self.response, self.ids) for entity in self.response.entities}

    def targets(self) -> Iterator[tuple[URIRef, Target]]:
        """Every entity and every claim, as what a decision can be about."""
        iris = self.entity_iris()
        for entity in self.response.entities:
            yield iris[entity.key], Target("entity", entity.key)
            for target, said in self._told_of(entity, iris[entity.key]):
                yield self._claim_iri(said, target.item), target
        for relation in self.response.relations:
            said = self.relation_statement(relation, iris)
            for item in _by_item(relation.evidence):
                yield self._claim_iri(said, item), Target("relation", relation.s, item, relation.p, relation.o)
        for answer in self.response.answers.values():
            if answer.implied is not None:
                said = self._implied_statement(self.ids.answer(*self.place, answer.item), answer.implied)
                yield self._claim_iri(said, answer.implied.evidence[0].item), Target("implied", "", answer.item)

    def _told_of(self, entity: Entity, subject: URIRef) -> Iterator[tuple[Target, Statement]]:
        for item in _by_item(entity.evidence):
            answer = self.ids.answer(*self.place, item)
            yield Target("mention", entity.key, item), Statement(subject, _term("mentionedIn"), answer)
        for name, value in entity.attributes.items() if entity.evidence else ():
            said = Statement(subject, URIRef(_ATTRIBUTES[name]), self._attribute(name, value))
            yield Target("attribute", entity.key, _attribute_words(entity, name)[0].item, name), said

    def _claim_iri(self, said: Statement, item: str) -> URIRef:
        return self.ids.claim(said.subject, said.predicate, said.object, self.ids.answer(*self.place, item))

    def relation_statement(self, relation: Relation, iris: Mapping[str, URIRef]) -> Statement:
        return Statement(self._end(relation.s, iris), _term(relation.p), self._end(relation.o, iris, relation.p))

    def relation_claims(self, relation: Relation, iris: Mapping[str, URIRef]) -> Iterator[Statement]:
        statement = self.relation_statement(relation, iris)
        for evidence in _by_item(relation.evidence).values():
            yield from self._claim_of(statement, evidence, relation)

    def _end(self, end: str, iris: Mapping[str, URIRef], predicate: str = "") -> URIRef:
        if end == "STATE":
            return self._state_iri
        if predicate == "addresses":
            return self.ids.paragraph(end)
        if predicate == "targets":
            return self.ids.concept("target-group", end)
        return iris[end]

    def _claim_of(
        self,
        statement: Statement,
        evidence: Sequence[Evidence],
        read: Entity | Relation,
        alone: tuple[str, str, str] = ("", "", ""),
    ) -> Iterator[Statement]:
        """The claim with the confidence and the review of what was read, or with its own where it was decided alone."""
        decided = self.response.reviews.get(alone)
        confidence = read.confidence if decided is None else 1.0
        return self._claim(
            statement, evidence, confidence=confidence, method=read.method, review=decided or read.review
        )

    def _claim(
        self, said: Statement, evidence: Sequence[Evidence], *, confidence: float, method: str, review: str
    ) -> Iterator[Statement]:
        answer = self.ids.answer(*self.place, evidence[0].item)
        claim = self.ids.claim(said.subject, said.predicate, said.object, answer)
        yield said
        yield Statement(claim, _TYPE, _term("Claim"))
        yield Statement(claim, _TYPE, _STATEMENT)
        yield Statement(claim, _TYPE, _oa("Annotation"))
        yield Statement(claim, _SUBJECT, said.subject)
        yield Statement(claim, _PREDICATE, said.predicate)
        yield Statement(claim, _OBJECT, said.object)
        yield Statement(claim, _term("answer"), answer)
        yield Statement(claim, _term("method"), _plain(method))
        yield Statement(claim, _term("confidence"), _decimal(confidence))
        yield Statement(claim, _term("review"), self.ids.concept("review", review))
        for words in evidence:
            subject = self.ids.evidence(*self.place, words.start, words.end)
            yield Statement(claim, _oa("hasTarget"), subject)
            if subject not in self.told:
                self.told.add(subject)
                yield from self._evidence(subject, words)

    def _evidence(self, subject: URIRef, words: Evidence) -> Iterator[Statement]:
        quote, position = URIRef(f"{subject}/quote"), URIRef(f"{subject}/position")
        text = self.response.document.text
        yield Statement(subject, _TYPE, _oa("SpecificResource"))
        yield Statement(subject, _oa("hasSource"), self._document_iri)
        yield Statement(subject, _oa("hasSelector"), quote)
        yield Statement(subject, _oa("hasSelector"), position)
        yield Statement(quote, _TYPE, _oa("TextQuoteSelector"))
        yield Statement(quote, _oa("exact"), Literal(words.quote))
        yield Statement(quote, _oa("prefix"), Literal(text[max(0, words.start - CONTEXT) : words.start]))
        yield Statement(quote, _oa("suffix"), Literal(text[words.end : words.end + CONTEXT]))
        yield Statement(position, _TYPE, _oa("TextPositionSelector"))
        yield Statement(position, _oa("start"), _integer(words.start))
        yield Statement(position, _oa("end"), _integer(words.end))

    def finding_statements(self) -> Iterator[Statement]:
        for finding in self.response.findings:
            subject = self.ids.finding(*self.place, finding.where, finding.what)
            yield Statement(subject, _TYPE, _term("Finding"))
            yield Statement(subject, _term("response"), self._response_iri)
            yield Statement(subject, _term("where"), Literal(finding.where))
            yield Statement(subject, _term("message"), Literal(finding.what))
            yield Statement(subject, _term("gravity"), Literal(str(finding.gravity)))


def _attribute_words(entity: Entity, name: str) -> tuple[Evidence, ...]:
    """The words that state an attribute; the entity's first mention where the reader does not say which."""
    return tuple(entity.attribute_evidence.get(name) or entity.evidence[:1])


def _by_item(evidence: Sequence[Evidence]) -> Mapping[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for words in evidence:
        found.setdefault(words.item, []).append(words)
    return found
