"""What a store holds, in numbers and names: the facts that the description of the dataset rests on."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rdflib.namespace import RDF
from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.sorting import is_dumped
from graph.store import Store

_STATES = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?state ?iso3 ?fictional WHERE {
  ?response a pg:Response ; pg:state ?state . ?state pg:iso3 ?iso3 . OPTIONAL { ?state pg:fictional ?fictional }
} ORDER BY ?iso3"""
_LANGUAGES = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?language WHERE { ?response a pg:Response ; dcterms:language ?language } ORDER BY ?language"""
_NEWEST = """
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT (MAX(?end) AS ?newest) WHERE { ?reading prov:endedAtTime ?end }"""


@dataclass(frozen=True, slots=True)
class Replying:
    """A state that has a response in the store."""

    iri: URIRef
    iso3: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """Counts over all graphs that are published, and who replied in which languages."""

    triples: int
    subjects: int
    classes: Mapping[URIRef, int]
    properties: Mapping[URIRef, int]
    states: tuple[Replying, ...]
    languages: tuple[str, ...]

    @property
    def fictional(self) -> tuple[Replying, ...]:
        """The invented states among those that replied."""
        return tuple(state for state in self.states if state.fictional)


def published_graphs(store: Store, ids: Identifiers) -> list[URIRef]:
    """The graphs that are content: neither the times of readings nor the description itself."""
    return [graph for graph in store.graphs() if is_dumped(graph, ids) and graph != ids.graph("catalogue")]


def read_holding(store: Store, ids: Identifiers) -> Holding:
    """The facts of a store; a statement that two graphs hold counts in each."""
    subjects: set[URIRef] = set()
    members: dict[URIRef, set[URIRef]] = defaultdict(set)
    properties: dict[URIRef, int] = defaultdict(int)
    for graph in published_graphs(store, ids):
        for subject, predicate, object_ in store.statements(graph):
            subjects.add(subject)
            properties[predicate] += 1
            if predicate == RDF.type and isinstance(object_, URIRef):
                members[object_].add(subject)
    return Holding(
        triples=sum(properties.values()),
        subjects=len(subjects),
        classes={kind: len(members[kind]) for kind in sorted(members)},
        properties={name: properties[name] for name in sorted(properties)},
        states=tuple(_replying(row) for row in store.select(_STATES).rows),
        languages=tuple(str(row[0]) for row in store.select(_LANGUAGES).rows),
    )


def newest_reading(store: Store) -> str:
    """When the last response was read, as an instant; empty where no time was kept."""
    newest = next((row[0] for row in store.select(_NEWEST).rows), None)
    return "" if newest is None else str(newest)


def _replying(row: tuple[URIRef | Literal | None, ...]) -> Replying:
    state, iso3, fictional = row
    return Replying(URIRef(str(state)), str(iso3), str(fictional) == "true")
