"""The published statements in memory, by subject and by object, with the names under which pages show them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from rdflib.namespace import DCTERMS, FOAF, RDF, RDFS, SKOS, Namespace
from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.model import Object, Statement
from ontology.schema import classes, superclasses
from ontology.schema import label as word
from ontology.terms import PG
from prevgraph.site.places import Links
from queries.claims import TYPES, best_label
from viz.site import Quote, anchor

OA = Namespace("http://www.w3.org/ns/oa#")
_DISCO = Namespace("http://rdf-vocabulary.ddialliance.org/discovery#")
_NAMING = (SKOS.prefLabel, RDFS.label, _DISCO.questionText, DCTERMS.title, FOAF.name)
_LONGEST_NAME = 140

Triple = tuple[URIRef, URIRef, Object]


class Contents:
    """What is published, ready to be looked up."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.said: dict[URIRef, list[Statement]] = defaultdict(list)
        for statement in sorted(set(statements)):
            self.said[statement.subject].append(statement)
        self._names: dict[URIRef, str] = {}

    @cached_property
    def referring(self) -> Mapping[URIRef, Sequence[Statement]]:
        """The statements that lead to a resource."""
        found: dict[URIRef, list[Statement]] = defaultdict(list)
        for statements in self.said.values():
            for one in statements:
                if isinstance(one.object, URIRef):
                    found[one.object].append(one)
        return found

    @cached_property
    def claims(self) -> Mapping[Triple, Sequence[URIRef]]:
        """The claims that make a statement."""
        found: dict[Triple, list[URIRef]] = defaultdict(list)
        for claim in self.members(PG.Claim):
            subject, predicate = self.one(claim, RDF.subject), self.one(claim, RDF.predicate)
            object_ = self.one(claim, RDF.object)
            if isinstance(subject, URIRef) and isinstance(predicate, URIRef) and object_ is not None:
                found[subject, predicate, object_].append(claim)
        return found

    @cached_property
    def fictional(self) -> frozenset[URIRef]:
        """The states that were invented."""
        return frozenset(state for state in self.members(PG.State) if str(self.one(state, PG.fictional)) == "true")

    def members(self, kind: URIRef) -> list[URIRef]:
        """All of a class, sorted."""
        return [one.subject for one in self.referring.get(kind, ()) if one.predicate == RDF.type]

    def all(self, subject: URIRef, predicate: URIRef) -> list[Object]:
        return [one.object for one in self.said.get(subject, ()) if one.predicate == predicate]

    def one(self, subject: URIRef, predicate: URIRef) -> Object | None:
        return next(iter(self.all(subject, predicate)), None)

    def link(self, subject: URIRef, predicate: URIRef) -> URIRef | None:
        """The first resource that a property leads to."""
        return next((one for one in self.all(subject, predicate) if isinstance(one, URIRef)), None)

    def kinds(self, subject: URIRef) -> list[URIRef]:
        """The own classes of a resource, without those that another of its classes stands below."""
        own = [kind for kind in self.all(subject, RDF.type) if isinstance(kind, URIRef) and kind in classes()]
        above = {parent for kind in own for parent in superclasses(kind)}
        return [kind for kind in own if kind not in above]

    def type(self, subject: URIRef) -> str:
        """The main class of a resource, as networks call it; empty for what is of none."""
        kinds = {str(kind).removeprefix(str(PG)) for kind in self.all(subject, RDF.type)}
        return next((name for name in TYPES if name in kinds), "")

    def state(self, subject: URIRef) -> URIRef | None:
        """The state that a resource belongs to: its own, or that of the answer or response it stands in."""
        for step in (PG.state, PG.answer, PG.response):
            found = self.link(subject, step)
            if found is not None:
                return found if step == PG.state else self.state(found)
        return self._state_by_path(subject)

    def _state_by_path(self, subject: URIRef) -> URIRef | None:
        """For what names no state itself (documents, evidence): the state whose code its IRI holds."""
        _, _, local = subject.partition("/id/")
        parts = local.split("/")
        state = Identifiers().state(parts[1]) if len(parts) > 2 else None
        return state if state in self.said else None

    def is_fictional(self, subject: URIRef) -> bool:
        return subject in self.fictional or self.state(subject) in self.fictional

    def name(self, subject: URIRef) -> str:
        """What a page calls a resource."""
        if subject not in self._names:
            self._names[subject] = _cut(" ".join(self._name(subject).split()))
        return self._names[subject]

    def _name(self, subject: URIRef) -> str:
        label = self.label(subject)
        number = self.one(subject, SKOS.notation)
        if label:
            return f"{number} {label}" if number is not None and self._is_numbered(subject) else label
        kinds = self.kinds(subject)
        if PG.Claim in kinds:
            return self._claim_name(subject)
        if PG.Answer in kinds:
            return f"Answer to {self._number(subject)}{self._of_state(subject)}"
        if PG.Need in kinds or PG.Offer in kinds:
            item = self.link(subject, PG.item)
            area = self.name(item) if item else self._number(subject)
            return f"{word(kinds[0]).capitalize()}: {area}{self._of_state(subject)}"
        return self._name_by_words(subject)

    def _name_by_words(self, subject: URIRef) -> str:
        exact = self.one(subject, OA.exact)
        quote = self.quotation(subject)
        if exact is not None or quote:
            return f"“{exact if exact is not None else quote}”"
        start, end = self.one(subject, OA.start), self.one(subject, OA.end)
        if start is not None:
            return f"Characters {start} to {end}"
        file, message = self.one(subject, PG.fileName), self.one(subject, PG.message)
        if file is not None or message is not None:
            return str(file if file is not None else message)
        kind = self.kinds(subject)
        local = subject.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        return f"{word(kind[0]).capitalize()} {local}" if kind else local

    def label(self, subject: URIRef) -> str:
        """The label in English, or in whatever language there is; empty for none."""
        for predicate in _NAMING:
            if found := best_label([one for one in self.all(subject, predicate) if isinstance(one, Literal)], "en"):
                return found
        return word(subject) if subject in PG else ""

    def _is_numbered(self, subject: URIRef) -> bool:
        return any(kind in (PG.Paragraph, PG.Item, PG.Stem, PG.GridLine) for kind in self.all(subject, RDF.type))

    def _number(self, subject: URIRef) -> str:
        item = self.link(subject, PG.item)
        number = self.one(item, SKOS.notation) if item else None
        return str(number) if number is not None else subject.rsplit("/", 1)[-1]

    def _of_state(self, subject: URIRef) -> str:
        state = self.state(subject)
        return f", {self.name(state)}" if state else ""

    def _claim_name(self, claim: URIRef) -> str:
        parts = [self.link(claim, part) for part in (RDF.subject, RDF.predicate, RDF.object)]
        return " – ".join(self.name(part) for part in parts if part is not None)

    def quotation(self, evidence: URIRef) -> str:
        """The words that a piece of evidence quotes; empty for none."""
        exact = (self.one(one, OA.exact) for one in self.all(evidence, OA.hasSelector) if isinstance(one, URIRef))
        return next((str(words) for words in exact if words is not None), "")

    def position(self, evidence: URIRef) -> tuple[int, int] | None:
        """Where in its document a piece of evidence stands."""
        for selector in self.all(evidence, OA.hasSelector):
            if isinstance(selector, URIRef):
                start, end = self.one(selector, OA.start), self.one(selector, OA.end)
                if start is not None and end is not None:
                    return int(str(start)), int(str(end))
        return None

    def spans(self, document: URIRef) -> list[tuple[int, int]]:
        """All places in a document that something was read from."""
        evidence = (one.subject for one in self.referring.get(document, ()) if one.predicate == OA.hasSource)
        return sorted({place for one in evidence if (place := self.position(one))})

    def quotes(self, claim: URIRef, to: Links) -> Iterator[Quote]:
        """The words that a claim was read from."""
        for evidence in self.all(claim, OA.hasTarget):
            if isinstance(evidence, URIRef):
                yield self.quote(claim, evidence, to)

    def quote(self, claim: URIRef, evidence: URIRef, to: Links) -> Quote:
        """One piece of evidence for a claim, leading to its place in the document where the text is published."""
        answer = self.link(claim, PG.answer)
        where = f"question {self._number(answer)}" if answer else ""
        place, document = self.position(evidence), self.link(evidence, OA.hasSource)
        shown = self.one(document, PG.text) if document else None
        at = f"{to(document)}#{anchor(*place)}" if document and place and shown is not None else to(evidence)
        return Quote(self.quotation(evidence), f"{where}{self._of_state(claim)}", at, to(claim))


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
