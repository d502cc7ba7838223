"""From a response as read to the statements of its named graph, in the shape that `docs/graph.md` describes.

They are made as they stand in lines: what is said of a claim and of its evidence comes from a template.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD
from rdflib.term import URIRef

from graph.identifiers import Identifiers
from graph.lines import Draft, Pair, write_iri, write_text, write_value
from graph.model import Statement
from ingest.claims import Claims, Said, attribute_words, by_item, term
from ingest.parts import Answer, Entity, Evidence, Relation, Response
from ontology.questionnaire import Item, Questionnaire

OA = "http://www.w3.org/ns/oa#"
SCHEMA = "https://schema.org/"

#: How many characters of context an `oa:TextQuoteSelector` keeps on either side.
CONTEXT = 32

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
    iris = maker.claims.entities()
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


def _integer(value: int) -> str:
    return f'"{value}"^^{_INTEGER}'


@lru_cache(maxsize=1 << 10)
def _decimal(value: float) -> str:
    return write_value(f"{value:.2f}", XSD.decimal)


@cache
def _oa(name: str) -> str:
    return write_iri(OA + name)


@cache
def _schema(name: str) -> str:
    return write_iri(SCHEMA + name)


class _Maker:
    """Makes what one response says; what is told of a thing stands in the order in which lines are sorted."""

    def __init__(self, response: Response, ids: Identifiers) -> None:
        self.draft = Draft()
        self._response, self._ids = response, ids
        self.claims = claims = Claims(response, ids)
        self._place, self._state_iri = claims.place, claims.state
        self._response_iri = write_iri(ids.response(*self._place))
        self._document_iri = write_iri(ids.document(*self._place))
        #: The evidence that was described already: many claims rest on the same words.
        self._told: set[str] = set()
        self._answer, self._paragraph, self._concept = claims.answer, claims.paragraph, claims.concept

    def _text(self, value: str) -> str:
        return write_text(value, self._response.language)

    def tell_response(self, questionnaire: Questionnaire, software_version: str, reader: str) -> None:
        reading = write_iri(self._ids.reading(*self._place))
        label = f"{self._response.state.name}, {self._response.round}"
        self.draft.say(
            self._response_iri,
            (_TYPE, term("Response")),
            (_LABEL, self._text(label)),
            (term("state"), self._state_iri),
            (term("questionnaire"), write_iri(questionnaire.iri)),
            (term("round"), write_text(self._response.round)),
            (_LANGUAGE, write_text(self._response.language)),
            (term("document"), self._document_iri),
            (_WAS_GENERATED_BY, reading),
        )
        self.draft.say(
            reading,
            (_TYPE, _ACTIVITY),
            (_TYPE, term("Reading")),
            (_USED, self._document_iri),
            (term("softwareVersion"), write_text(software_version)),
            (term("reader"), write_text(reader)),
        )

    def tell_document(self) -> None:
        document = self._response.document
        self.draft.say(
            self._document_iri,
            (_TYPE, term("Document")),
            (_LABEL, write_text(document.file)),
            (term("fileName"), write_text(document.file)),
            (term("sha256"), write_text(document.sha256)),
            (_FORMAT, write_text(document.media_type)),
            (term("text"), write_text(document.text)),
        )
        if document.pages is not None:
            self.draft.say(self._document_iri, (_schema("numberOfPages"), _integer(document.pages)))

    def tell_state(self) -> None:
        state = self._response.state
        if not state.is_fictional:
            return
        self.draft.say(
            self._state_iri,
            (_TYPE, term("State")),
            (_TYPE, _schema("Country")),
            (term("iso3"), write_text(self._place[0])),
            (term("fictional"), _TRUE),
            (_PREF_LABEL, self._text(state.name)),
        )

    def tell_quotations(self) -> None:
        for number, text in self._response.quotations.items():
            self.draft.say(self._paragraph(number), (term("quotedText"), write_text(text, "en")))

    def tell_answer(self, answer: Answer, questionnaire: Questionnaire) -> None:
        item = questionnaire.items[answer.item]
        subject = self._answer(answer.item)
        self.draft.say(
            subject,
            (_TYPE, _schema("Answer")),
            (_TYPE, term("Answer")),
            (term("item"), write_iri(item.iri)),
            *self._mark(answer, item),
            *((term("refersTo"), write_iri(questionnaire.items[other].iri)) for other in answer.refers_to),
            (term("response"), self._response_iri),
            (term("state"), self._state_iri),
        )
        if answer.text:
            self.draft.say(subject, (term("text"), self._text(answer.text)))
        if answer.pieces:
            start, end = answer.pieces[0].start, answer.pieces[-1].end
            self.draft.say(subject, (term("start"), _integer(start)), (term("end"), _integer(end)))
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
            yield term("mark"), self._concept("mark", mark)

    def _tell_implied(self, subject: str, answer: Answer) -> None:
        if answer.implied is None:
            return
        implied = answer.implied
        self._claim(
            self.claims.implied(subject, implied),
            implied.evidence,
            confidence=implied.confidence,
            method=implied.method,
            review=self._response.reviews.get(("implied", "", answer.item), "unreviewed"),
        )
        if answer.mark is not None and answer.mark != implied.status:
            self.draft.say(subject, (term("contradiction"), _TRUE))

    def _tell_assistance(self, answer: str, subject: URIRef, own: str, schema: str, item: Item) -> None:
        self.draft.say(
            write_iri(subject),
            (_TYPE, _schema(schema)),
            (_TYPE, term(own)),
            (term("answer"), answer),
            (term("item"), write_iri(item.iri)),
            *((term("paragraph"), self._paragraph(number)) for number in item.paragraphs),
            (term("response"), self._response_iri),
            (term("state"), self._state_iri),
        )

    def tell_entity(self, entity: Entity, subject: str) -> None:
        kinds = dict.fromkeys((entity.type, entity.kind or entity.type))
        self.draft.say(
            subject,
            *((_TYPE, term(kind)) for kind in kinds),
            (_PREF_LABEL, self._text(entity.labels[0])),
            *((_ALT_LABEL, self._text(label)) for label in entity.labels[1:]),
            (term("confidence"), _decimal(entity.confidence)),
        )
        if entity.type != "Network":
            self.draft.say(subject, (term("state"), self._state_iri))
        for item, evidence in by_item(entity.evidence).items():
            mentioned = self.claims.mentioned(subject, item)
            self._claim_of(mentioned, evidence, entity, ("mention", entity.key, item))
        self._tell_attributes(entity, subject)

    def _tell_attributes(self, entity: Entity, subject: str) -> None:
        for name, value in entity.attributes.items():
            said = self.claims.attribute(subject, name, value)
            for evidence in by_item(attribute_words(entity, name)).values():
                self._claim_of(said, evidence, entity, ("attribute", entity.key, name))

    def tell_relation(self, relation: Relation, iris: Mapping[str, str]) -> None:
        said = self.claims.related(relation, iris)
        for evidence in by_item(relation.evidence).values():
            self._claim_of(said, evidence, relation)

    def _claim_of(
        self,
        said: Said,
        evidence: Sequence[Evidence],
        read: Entity | Relation,
        alone: tuple[str, str, str] = ("", "", ""),
    ) -> None:
        """The claim with the confidence and the review of what was read, or with its own where it was decided alone."""
        decided = self._response.reviews.get(alone)
        confidence = read.confidence if decided is None else 1.0
        self._claim(said, evidence, confidence=confidence, method=read.method, review=decided or read.review)

    def _claim(self, said: Said, evidence: Sequence[Evidence], *, confidence: float, method: str, review: str) -> None:
        item = evidence[0].item
        self.draft.say(said.subject, (said.predicate, said.object))
        self.draft.say(
            f"<{self.claims.name(said, item)}>",
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
                (_TYPE, term("Finding")),
                (term("response"), self._response_iri),
                (term("where"), write_text(finding.where)),
                (term("message"), write_text(finding.what)),
                (term("gravity"), write_text(str(finding.gravity))),
            )


# What stands in each claim and each piece of evidence, of which a response has a thousand.
_A_CLAIM = ((_TYPE, write_iri(RDF.Statement)), (_TYPE, _oa("Annotation")), (_TYPE, term("Claim")))
_A_PLACE, _A_QUOTE, _A_POSITION = (
    (_TYPE, _oa(kind)) for kind in ("SpecificResource", "TextQuoteSelector", "TextPositionSelector")
)
_HAS_TARGET, _HAS_SELECTOR, _HAS_SOURCE = _oa("hasTarget"), _oa("hasSelector"), _oa("hasSource")
_EXACT, _PREFIX, _SUFFIX, _START, _END = map(_oa, ("exact", "prefix", "suffix", "start", "end"))
_ANSWER, _CONFIDENCE, _METHOD, _REVIEW = map(term, ("answer", "confidence", "method", "review"))
