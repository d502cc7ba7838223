"""From a response as read to the statements of its named graph, in the shape that `docs/graph.md` describes.

They are made as they stand in lines: what is said of a claim and of its evidence comes from a template.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD
from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers, named
from graph.lines import Draft, Pair, write_iri, write_term, write_text, write_value
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

# Written once: a namespace of rdflib searches itself at each use.
_FORMAT = write_iri(DCTERMS.format)
_LANGUAGE = write_iri(DCTERMS.language)
_ACTIVITY = write_iri(PROV.Activity)
_USED = write_iri(PROV.used)
_WAS_GENERATED_BY = write_iri(PROV.wasGeneratedBy)
_OBJECT = write_iri(RDF.object)
_PREDICATE = write_iri(RDF.predicate)
_SUBJECT = write_iri(RDF.subject)
_TYPE = write_iri(RDF.type)
_LABEL = write_iri(RDFS.label)
_ALT_LABEL = write_iri(SKOS.altLabel)
_PREF_LABEL = write_iri(SKOS.prefLabel)
_INTEGER = write_iri(XSD.integer)
_TRUE = write_value("true", XSD.boolean)


def write_response(
    response: Response, questionnaire: Questionnaire, *, ids: Identifiers, software_version: str, reader: str
) -> Draft:
    """All that one response says, as its named graph is to hold it."""
    maker = _Maker(response, ids)
    maker.tell_response(questionnaire, software_version, reader)
    maker.tell_document()
    maker.tell_state()
    maker.tell_quotations()
    for answer in response.answers.values():
        maker.tell_answer(answer, questionnaire)
    iris = maker.entity_iris()
    for entity in response.entities:
        maker.tell_entity(entity, iris[entity.key])
    for relation in response.relations:
        maker.tell_relation(relation, iris)
    maker.tell_findings()
    return maker.draft


def make_statements(
    response: Response, questionnaire: Questionnaire, *, ids: Identifiers, software_version: str, reader: str
) -> Iterator[Statement]:
    """All that one response says, as statements: thing by thing, each once."""
    draft = write_response(response, questionnaire, ids=ids, software_version=software_version, reader=reader)
    return draft.statements()


def entity_iri(entity: Entity, response: Response, ids: Identifiers) -> URIRef:
    """The IRI that an entity of a response gets."""
    known = known_name(entity.labels) if entity.type == "Network" else None
    return ids.entity(entity.type, _code(response), (known,) if known else entity.labels)


def claim_iris(relation: Relation, response: Response, ids: Identifiers) -> dict[URIRef, list[Evidence]]:
    """The IRIs of the claims that a relation makes, one for each answer that says it, with the words it says it in."""
    maker = _Maker(response, ids)
    said = maker.said_of(relation, maker.entity_iris())
    return {URIRef(maker.claim_name(said, item)): words for item, words in _by_item(relation.evidence).items()}


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
    return dict(_Maker(response, ids).targets())


def _code(response: Response) -> str:
    assert response.state.iso3 is not None
    return response.state.iso3


def _date(value: str) -> Literal:
    datatype = next((type_ for pattern, type_ in _DATE_TYPES if re.fullmatch(pattern, value)), XSD.string)
    return Literal(value, datatype=datatype, normalize=False)


def _integer(value: int) -> str:
    return f'"{value}"^^{_INTEGER}'


@lru_cache(maxsize=1 << 10)
def _decimal(value: float) -> str:
    return write_value(f"{value:.2f}", XSD.decimal)


@cache
def _term(name: str) -> str:
    return write_iri(PG + name)


@cache
def _oa(name: str) -> str:
    return write_iri(OA + name)


@cache
def _schema(name: str) -> str:
    return write_iri(SCHEMA + name)


class _Said(NamedTuple):
    """A statement as it is written; `named` is its object as the claim's IRI is made from it."""

    subject: str
    predicate: str
    object: str
    named: str


class _Maker:
    """Makes what one response says; what is told of a thing stands in the order in which lines are sorted."""

    def __init__(self, response: Response, ids: Identifiers) -> None:
        self.draft = Draft()
        self._response, self._ids = response, ids
        self._place = place = (_code(response), response.round)
        self._state_iri = write_iri(ids.state(place[0]))
        # Base, state and round are looked through here; no other sign that an IRI cannot hold comes into what is
        # written without a look: digests and positions.
        self._response_iri = write_iri(ids.response(*place))
        self._document_iri = write_iri(ids.document(*place))
        #: The evidence that was described already: many claims rest on the same words.
        self._told: set[str] = set()
        self._answer: Callable[[str], str] = cache(lambda item: write_iri(ids.answer(*place, item)))
        self._paragraph: Callable[[str], str] = cache(lambda number: write_iri(ids.paragraph(number)))
        self._concept: Callable[[str, str], str] = cache(lambda scheme, name: write_iri(ids.concept(scheme, name)))

    def _text(self, value: str) -> str:
        return write_text(value, self._response.language)

    def tell_response(self, questionnaire: Questionnaire, software_version: str, reader: str) -> None:
        reading = write_iri(self._ids.reading(*self._place))
        label = f"{self._response.state.name}, {self._response.round}"
        self.draft.say(
            self._response_iri,
            (_TYPE, _term("Response")),
            (_LABEL, self._text(label)),
            (_term("state"), self._state_iri),
            (_term("questionnaire"), write_iri(questionnaire.iri)),
            (_term("round"), write_text(self._response.round)),
            (_LANGUAGE, write_text(self._response.language)),
            (_term("document"), self._document_iri),
            (_WAS_GENERATED_BY, reading),
        )
        self.draft.say(
            reading,
            (_TYPE, _ACTIVITY),
            (_TYPE, _term("Reading")),
            (_USED, self._document_iri),
            (_term("softwareVersion"), write_text(software_version)),
            (_term("reader"), write_text(reader)),
        )

    def tell_document(self) -> None:
        document = self._response.document
        self.draft.say(
            self._document_iri,
            (_TYPE, _term("Document")),
            (_LABEL, write_text(document.file)),
            (_term("fileName"), write_text(document.file)),
            (_term("sha256"), write_text(document.sha256)),
            (_FORMAT, write_text(document.media_type)),
            (_term("text"), write_text(document.text)),
        )
        if document.pages is not None:
            self.draft.say(self._document_iri, (_schema("numberOfPages"), _integer(document.pages)))

    def tell_state(self) -> None:
        state = self._response.state
        if not state.is_fictional:
            return
        self.draft.say(
            self._state_iri,
            (_TYPE, _term("State")),
            (_TYPE, _schema("Country")),
            (_term("iso3"), write_text(self._place[0])),
            (_term("fictional"), _TRUE),
            (_PREF_LABEL, self._text(state.name)),
        )

    def tell_quotations(self) -> None:
        for number, text in self._response.quotations.items():
            self.draft.say(self._paragraph(number), (_term("quotedText"), write_text(text, "en")))

    def tell_answer(self, answer: Answer, questionnaire: Questionnaire) -> None:
        item = questionnaire.items[answer.item]
        subject = self._answer(answer.item)
        self.draft.say(
            subject,
            (_TYPE, _schema("Answer")),
            (_TYPE, _term("Answer")),
            (_term("item"), write_iri(item.iri)),
            *self._mark(answer, item),
            *((_term("refersTo"), write_iri(questionnaire.items[other].iri)) for other in answer.refers_to),
            (_term("response"), self._response_iri),
            (_term("state"), self._state_iri),
        )
        if answer.text:
            self.draft.say(subject, (_term("text"), self._text(answer.text)))
        if answer.pieces:
            start, end = answer.pieces[0].start, answer.pieces[-1].end
            self.draft.say(subject, (_term("start"), _integer(start)), (_term("end"), _integer(end)))
        self._tell_implied(subject, answer)
        if answer.needs:
            self._tell_assistance(subject, self._ids.need(*self._place, answer.item), "Need", "Demand", item)
        if answer.offers:
            self._tell_assistance(subject, self._ids.offer(*self._place, answer.item), "Offer", "Offer", item)

    def _mark(self, answer: Answer, item: Item) -> Iterator[Pair]:
        mark = answer.mark
        if mark is None and item.kind == "choice":
            mark = "unmarked"
        elif mark is None and item.kind == "text" and not answer.text:
            mark = "blank"
        if mark is not None:
            yield _term("mark"), self._concept("mark", mark)

    def _tell_implied(self, subject: str, answer: Answer) -> None:
        if answer.implied is None:
            return
        implied = answer.implied
        self._claim(
            self._said_implied(subject, implied),
            implied.evidence,
            confidence=implied.confidence,
            method=implied.method,
            review=self._response.reviews.get(("implied", "", answer.item), "unreviewed"),
        )
        if answer.mark is not None and answer.mark != implied.status:
            self.draft.say(subject, (_term("contradiction"), _TRUE))

    def _said_implied(self, subject: str, implied: Implied) -> _Said:
        status = self._concept("mark", implied.status)
        return _Said(subject, _term("implied"), status, status)

    def _tell_assistance(self, answer: str, subject: URIRef, own: str, schema: str, item: Item) -> None:
        self.draft.say(
            write_iri(subject),
            (_TYPE, _schema(schema)),
            (_TYPE, _term(own)),
            (_term("answer"), answer),
            (_term("item"), write_iri(item.iri)),
            *((_term("paragraph"), self._paragraph(number)) for number in item.paragraphs),
            (_term("response"), self._response_iri),
            (_term("state"), self._state_iri),
        )

    def tell_entity(self, entity: Entity, subject: str) -> None:
        kinds = dict.fromkeys((entity.type, entity.kind or entity.type))
        self.draft.say(
            subject,
            *((_TYPE, _term(kind)) for kind in kinds),
            (_PREF_LABEL, self._text(entity.labels[0])),
            *((_ALT_LABEL, self._text(label)) for label in entity.labels[1:]),
            (_term("confidence"), _decimal(entity.confidence)),
        )
        if entity.type != "Network":
            self.draft.say(subject, (_term("state"), self._state_iri))
        for item, evidence in _by_item(entity.evidence).items():
            mentioned = self._said_mentioned(subject, item)
            self._claim_of(mentioned, evidence, entity, ("mention", entity.key, item))
        self._tell_attributes(entity, subject)

    def _said_mentioned(self, subject: str, item: str) -> _Said:
        answer = self._answer(item)
        return _Said(subject, _term("mentionedIn"), answer, answer)

    def _tell_attributes(self, entity: Entity, subject: str) -> None:
        for name, value in entity.attributes.items():
            said = self._said_attribute(subject, name, value)
            for evidence in _by_item(_attribute_words(entity, name)).values():
                self._claim_of(said, evidence, entity, ("attribute", entity.key, name))

    def _said_attribute(self, subject: str, name: str, value: str) -> _Said:
        term = self._attribute(name, value)
        return _Said(subject, write_iri(_ATTRIBUTES[name]), write_term(term), named(term))

    def _attribute(self, name: str, value: str) -> Object:
        if name == "level":
            return self._ids.concept("level", value)
        if name in ("number", "frequency"):
            return Literal(value)
        return _date(value)

    def entity_iris(self) -> dict[str, str]:
        """The IRIs of all entities, as they are written."""
        return {
            entity.key: write_iri(entity_iri(entity, self._response, self._ids)) for entity in self._response.entities
        }

    def targets(self) -> Iterator[tuple[str, Target]]:
        """Every entity and every claim, as what a decision can be about."""
        iris = self.entity_iris()
        for entity in self._response.entities:
            yield iris[entity.key][1:-1], Target("entity", entity.key)
            for target, said in self._told_of(entity, iris[entity.key]):
                yield self.claim_name(said, target.item), target
        for relation in self._response.relations:
            said = self.said_of(relation, iris)
            for item in _by_item(relation.evidence):
                yield self.claim_name(said, item), Target("relation", relation.s, item, relation.p, relation.o)
        for answer in self._response.answers.values():
            if answer.implied is not None:
                said = self._said_implied(self._answer(answer.item), answer.implied)
                yield self.claim_name(said, answer.implied.evidence[0].item), Target("implied", "", answer.item)

    def _told_of(self, entity: Entity, subject: str) -> Iterator[tuple[Target, _Said]]:
        for item in _by_item(entity.evidence):
            yield Target("mention", entity.key, item), self._said_mentioned(subject, item)
        for name, value in entity.attributes.items() if entity.evidence else ():
            item = _attribute_words(entity, name)[0].item
            yield Target("attribute", entity.key, item, name), self._said_attribute(subject, name, value)

    def claim_name(self, said: _Said, item: str) -> str:
        """The IRI of the claim that an answer makes by saying this."""
        return self._ids.claim_name(said.subject, said.predicate, said.named, self._answer(item))

    def said_of(self, relation: Relation, iris: Mapping[str, str]) -> _Said:
        """What a relation says."""
        end = self._end(relation.o, iris, relation.p)
        return _Said(self._end(relation.s, iris), _term(relation.p), end, end)

    def tell_relation(self, relation: Relation, iris: Mapping[str, str]) -> None:
        said = self.said_of(relation, iris)
        for evidence in _by_item(relation.evidence).values():
            self._claim_of(said, evidence, relation)

    def _end(self, end: str, iris: Mapping[str, str], predicate: str = "") -> str:
        if end == "STATE":
            return self._state_iri
        if predicate == "addresses":
            return self._paragraph(end)
        if predicate == "targets":
            return self._concept("target-group", end)
        return iris[end]

    def _claim_of(
        self,
        said: _Said,
        evidence: Sequence[Evidence],
        read: Entity | Relation,
        alone: tuple[str, str, str] = ("", "", ""),
    ) -> None:
        """The claim with the confidence and the review of what was read, or with its own where it was decided alone."""
        decided = self._response.reviews.get(alone)
        confidence = read.confidence if decided is None else 1.0
        self._claim(said, evidence, confidence=confidence, method=read.method, review=decided or read.review)

    def _claim(self, said: _Said, evidence: Sequence[Evidence], *, confidence: float, method: str, review: str) -> None:
        item = evidence[0].item
        self.draft.say(said.subject, (said.predicate, said.object))
        self.draft.say(
            f"<{self.claim_name(said, item)}>",
            (_OBJECT, said.object),
            (_PREDICATE, said.predicate),
            (_SUBJECT, said.subject),
            *_A_CLAIM,
            *[(_HAS_TARGET, self._evidence(words)) for words in evidence],
            (_ANSWER, self._answer(item)),
            (_CONFIDENCE, _decimal(confidence)),
            (_METHOD, write_text(method)),
            (_REVIEW, self._concept("review", review)),
        )

    def _evidence(self, words: Evidence) -> str:
        """The words as a thing of the graph, which is told once."""
        name = self._ids.evidence_name(*self._place, words.start, words.end)
        subject = f"<{name}>"
        if subject not in self._told:
            self._told.add(subject)
            self._tell_evidence(subject, f"<{name}/quote>", f"<{name}/position>", words)
        return subject

    def _tell_evidence(self, subject: str, quote: str, position: str, words: Evidence) -> None:
        text, start, end = self._response.document.text, words.start, words.end
        self.draft.say(
            subject, _A_PLACE, (_HAS_SELECTOR, position), (_HAS_SELECTOR, quote), (_HAS_SOURCE, self._document_iri)
        )
        self.draft.say(position, _A_POSITION, (_END, _integer(end)), (_START, _integer(start)))
        self.draft.say(
            quote,
            _A_QUOTE,
            (_EXACT, write_text(words.quote)),
            (_PREFIX, write_text(text[max(0, start - CONTEXT) : start])),
            (_SUFFIX, write_text(text[end : end + CONTEXT])),
        )

    def tell_findings(self) -> None:
        for finding in self._response.findings:
            self.draft.say(
                write_iri(self._ids.finding(*self._place, finding.where, finding.what)),
                (_TYPE, _term("Finding")),
                (_term("response"), self._response_iri),
                (_term("where"), write_text(finding.where)),
                (_term("message"), write_text(finding.what)),
                (_term("gravity"), write_text(str(finding.gravity))),
            )


# What stands in each claim and each piece of evidence, of which a response has a thousand.
_A_CLAIM = ((_TYPE, write_iri(RDF.Statement)), (_TYPE, _oa("Annotation")), (_TYPE, _term("Claim")))
_A_PLACE, _A_QUOTE, _A_POSITION = (
    (_TYPE, _oa(kind)) for kind in ("SpecificResource", "TextQuoteSelector", "TextPositionSelector")
)
_HAS_TARGET, _HAS_SELECTOR, _HAS_SOURCE = _oa("hasTarget"), _oa("hasSelector"), _oa("hasSource")
_EXACT, _PREFIX, _SUFFIX, _START, _END = map(_oa, ("exact", "prefix", "suffix", "start", "end"))
_ANSWER, _CONFIDENCE, _METHOD, _REVIEW = map(_term, ("answer", "confidence", "method", "review"))


def _attribute_words(entity: Entity, name: str) -> tuple[Evidence, ...]:
    """The words that state an attribute; the entity's first mention where the reader does not say which."""
    return tuple(entity.attribute_evidence.get(name) or entity.evidence[:1])


def _by_item(evidence: Sequence[Evidence]) -> Mapping[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for words in evidence:
        found.setdefault(words.item, []).append(words)
    return found
