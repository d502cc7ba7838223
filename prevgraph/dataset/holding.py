"""What a store holds, in numbers and names: the facts that the description of the dataset rests on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.lines import Draft, Written
from graph.revision import NOTED, notes_graph, read_note, revision_of
from graph.sorting import is_dumped
from graph.store import Store
from ontology.terms import PG
from prevgraph.dataset.tally import THING, Tally, own_classes, tally_graphs

_STATES = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?state ?iso3 ?fictional WHERE {
  ?response a pg:Response ; pg:state ?state . ?state pg:iso3 ?iso3 . OPTIONAL { ?state pg:fictional ?fictional }
} ORDER BY ?iso3"""
_LANGUAGES = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?language WHERE { ?response a pg:Response ; dcterms:language ?language } ORDER BY ?language"""
_ROUNDS = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?round WHERE { ?response a pg:Response ; pg:round ?round } ORDER BY ?round"""
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
    """Counts over all graphs that are published, and who replied in which languages and rounds.

    `links` says of each class with which properties its members lead to which classes and datatypes (an empty name
    stands for all together).
    """

    triples: int
    subjects: int
    classes: Mapping[URIRef, int]
    properties: Mapping[URIRef, int]
    links: Mapping[tuple[URIRef, URIRef, str], int]
    states: tuple[Replying, ...]
    languages: tuple[str, ...]
    rounds: tuple[str, ...]

    @property
    def fictional(self) -> tuple[Replying, ...]:
        """The invented states among those that replied."""
        return tuple(state for state in self.states if state.fictional)


#: The graphs that a reading makes, whose tally is kept with it.
TALLIED = ("response", "inferred", "reviews")
_TALLIES = "SELECT ?reading ?tally WHERE { ?reading ?kept ?tally }"
_NOTES = "SELECT ?graph ?digest WHERE { GRAPH ?notes { ?graph ?noted ?digest } }"


def published_graphs(store: Store, ids: Identifiers) -> list[URIRef]:
    """The graphs that are content: neither the times of readings nor the description itself."""
    return [graph for graph in store.graphs() if is_dumped(graph, ids)]


def noted_digests(store: Store, ids: Identifiers) -> dict[URIRef, int]:
    """The digest that a store notes of each of its graphs."""
    rows = store.select(_NOTES, {"notes": notes_graph(ids), "noted": NOTED}).rows
    return {URIRef(str(graph)): read_note(str(digest)) for graph, digest in rows}


def read_holding(store: Store, ids: Identifiers) -> Holding:
    """The facts of a store; a statement that two graphs hold counts in each.

    The tallies that readings keep are added up, where their graphs are still those that were read; others are counted.
    """
    whole = Tally()
    counted: set[URIRef] = set()
    for graphs, tally in _kept(store, ids):
        counted.update(graphs)
        whole.add(tally)
    for graph in published_graphs(store, ids):
        if graph not in counted:
            whole.add(_count(store, graph))
    members = whole.all_members()
    return Holding(
        triples=whole.triples,
        subjects=whole.all_subjects(),
        classes={URIRef(kind): members[kind] for kind in sorted(members)},
        properties={URIRef(name): count for name, count in sorted(whole.properties.items())},
        links=_resolved(whole),
        states=tuple(_replying(row) for row in store.select(_STATES).rows),
        languages=tuple(str(row[0]) for row in store.select(_LANGUAGES).rows),
        rounds=tuple(str(row[0]) for row in store.select(_ROUNDS).rows),
    )


def tally_text(drafts: Sequence[Draft], written: Iterable[Written], *, own: str) -> str:
    """The tally of what a reading made, the response first, with what tells whether the graphs still are those."""
    return f"{revision_of(one.digest for one in written)} {tally_graphs(drafts, linked=1, own=own).to_text()}"


def _kept(store: Store, ids: Identifiers) -> Iterator[tuple[list[URIRef], Tally]]:
    """The tallies that readings keep, with the graphs that they are about."""
    noted = noted_digests(store, ids)
    readings = ids.reading("", "").rstrip("/")
    for reading, text in store.select(_TALLIES, {"kept": PG.tally}).rows:
        place = str(reading).removeprefix(readings).strip("/").split("/")
        graphs = [ids.graph(kind, *place) for kind in TALLIED]
        revision, _, tally = str(text).partition(" ")
        if revision == revision_of(noted.get(graph, 0) for graph in graphs):
            yield graphs, _read_tally(tally)


@lru_cache(maxsize=1024)
def _read_tally(text: str) -> Tally:
    return Tally.from_text(text)


def _count(store: Store, graph: URIRef) -> Tally:
    return tally_graphs([Draft.of(store.statements(graph))], linked=int("/graph/response/" in graph))


def _resolved(whole: Tally) -> dict[tuple[URIRef, URIRef, str], int]:
    """The links, each thing that others speak of replaced by its classes."""
    found: dict[tuple[URIRef, URIRef, str], int] = {}
    for (kind, name, end), count in sorted(whole.links.items()):
        for target in _targets(whole, end):
            key = (URIRef(kind), URIRef(name), target)
            found[key] = found.get(key, 0) + count
    return found


def _targets(whole: Tally, end: str) -> list[str]:
    """What a link leads to: the classes of a thing, none where it has none."""
    is_thing = end.startswith(THING)
    return sorted(own_classes(whole.shared.get(end.removeprefix(THING), ()))) if is_thing else [end]


def newest_reading(store: Store) -> str:
    """When the last response was read, as an instant; empty where no time was kept."""
    newest = next((row[0] for row in store.select(_NEWEST).rows), None)
    return "" if newest is None else str(newest)


def _replying(row: tuple[URIRef | Literal | None, ...]) -> Replying:
    state, iso3, fictional = row
    return Replying(URIRef(str(state)), str(iso3), str(fictional) == "true")
