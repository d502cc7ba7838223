"""What a store shows to the public: all it holds, but for the needs of states that withhold them.

A need can be read from more than its own node: from the box in the document's text, from the words around a quotation,
from what stands beside the box. Those go out with it, for all boxes alike.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rdflib.namespace import Namespace
from rdflib.term import URIRef

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.lines import Content, write_graph
from graph.model import Statement
from graph.store import Store
from ontology.errors import PrevgraphError
from ontology.terms import PG
from prevgraph.dataset.holding import noted_digests
from queries.sharing import withhold_needs

OA = Namespace("http://www.w3.org/ns/oa#")
_PG = "PREFIX pg: <https://w3id.org/prevgraph/ontology#>\n"
_STATES = _PG + "SELECT DISTINCT ?state ?iso3 WHERE { ?state pg:iso3 ?iso3 }"
_WITHHOLDING = _PG + "SELECT DISTINCT ?state WHERE { ?state pg:withholdsNeeds true }"
_RESPONSES = (
    _PG + "SELECT DISTINCT ?state ?response ?document WHERE { ?response pg:state ?state ; pg:document ?document }"
)
_NEEDS = _PG + "SELECT DISTINCT ?state ?need WHERE { ?need a pg:Need ; pg:state ?state }"
_BOXES = (
    _PG
    + """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?state ?response ?answer ?number WHERE {
  ?answer pg:item ?item ; pg:response ?response . ?response pg:state ?state .
  ?item a pg:GridLine ; skos:notation ?number
}"""
)
_CLAIMS = (
    _PG
    + """PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT DISTINCT ?answer ?claim ?evidence ?selector WHERE {
  ?item a pg:GridLine . ?answer pg:item ?item . ?claim pg:answer ?answer ; oa:hasTarget ?evidence .
  ?evidence oa:hasSelector ?selector
}"""
)
_FINDINGS = _PG + "SELECT DISTINCT ?finding ?response ?where WHERE { ?finding pg:response ?response ; pg:where ?where }"


class NoSuchState(PrevgraphError):
    """A code that is no state's: whoever gave it would be published all the same."""

    message = "needs cannot be withheld for {0!r}: no state in the store has that code; write it as in CZE"


class NoResponse(PrevgraphError):
    """A state that has no response in the store."""

    message = "there is no response of {0!r} in the store; `prevgraph states` lists the states that replied"


@dataclass(frozen=True, slots=True)
class _Withheld:
    """What stays unpublished: whole nodes, and texts that show the same."""

    nodes: frozenset[URIRef]
    texts: frozenset[URIRef]
    quotations: tuple[str, ...]

    def covers(self, statement: Statement) -> bool:
        subject, predicate, object_ = statement
        if subject in self.nodes or object_ in self.nodes:
            return True
        if predicate == PG.tally:
            return True
        if predicate in (PG.text, PG.start, PG.end) and subject in self.texts:
            return True
        return predicate in (OA.prefix, OA.suffix) and str(subject).startswith(self.quotations)


def withholding_states(store: Store, codes: Collection[str]) -> list[URIRef]:
    """The states whose needs are withheld: those of these codes, and those of which the store itself says so."""
    known = {str(row[1]): URIRef(str(row[0])) for row in store.select(_STATES).rows}
    for code in sorted(codes):
        if code not in known:
            raise NoSuchState(code)
    said = {URIRef(str(row[0])) for row in store.select(_WITHHOLDING).rows}
    return sorted(said | {known[code] for code in codes})


@contextmanager
def public_part(
    store: Store, states: Collection[URIRef], *, ids: Identifiers, folder: Path, only: Collection[str] = ()
) -> Iterator[Store]:
    """The store without these states' needs, and with the responses of the states of the codes `only`, if it names any.

    The store itself where all of it is public, else a copy in a folder.
    """
    _require_known(store, only)
    if not states and not only:
        yield store
        return
    copy = EmbeddedStore(folder, ids=ids)
    try:
        fill_public(copy, store, states, ids=ids, only=only)
        yield copy
    finally:
        copy.close()


def fill_public(
    copy: Store, store: Store, states: Collection[URIRef], *, ids: Identifiers, only: Collection[str] = ()
) -> None:
    """Let a copy hold of a store what is public, and nothing else."""
    withheld = _withheld(store, states)
    # A description in numbers would tell of what is left out.
    kept = [graph for graph in store.graphs() if graph != ids.graph("catalogue") and _is_of(graph, only, ids)]
    for graph in copy.graphs():
        if graph not in kept:
            copy.remove(graph)
    for graph in kept:
        copy.replace(graph, (one for one in store.statements(graph) if not withheld.covers(one)))
    if states:
        copy.replace(ids.graph("publication"), withhold_needs(states))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a copy shows: the digests that the graphs of the store had, and what was withheld of them."""

    noted: Mapping[URIRef, int]
    withheld: _Withheld


def follow_public(
    copy: Store, store: Store, states: Collection[URIRef], *, ids: Identifiers, before: Shown | None
) -> Shown:
    """Let a copy go over, in one step, to what is public of a store now.

    Graphs that are as they were `before` are not looked at, unless something else is withheld now.
    """
    now = Shown(noted_digests(store, ids), _withheld(store, states))
    if before is None:
        fill_public(copy, store, states, ids=ids)
        return now
    as_before = before.noted if before.withheld == now.withheld else {}
    kept = [graph for graph in store.graphs() if graph != ids.graph("catalogue")]
    own = {ids.graph("catalogue"), ids.graph("publication")} if states else {ids.graph("catalogue")}
    wanted: dict[URIRef, Content] = {graph: () for graph in copy.graphs() if graph not in {*kept, *own}}
    shown = noted_digests(copy, ids)
    for graph in kept:
        if graph in as_before and as_before[graph] == now.noted.get(graph):
            continue
        said = write_graph(graph, (one for one in store.statements(graph) if not now.withheld.covers(one)))
        if said.digest != shown.get(graph, 0):
            wanted[graph] = said
    if states:
        wanted[ids.graph("publication")] = tuple(withhold_needs(states))
    copy.replace_all(wanted)
    return now


def _require_known(store: Store, codes: Collection[str]) -> None:
    replied = {response.rsplit("/", 2)[-2] for _, response, _ in _rows(store, _RESPONSES)}
    for code in sorted(codes):
        if code not in replied:
            raise NoResponse(code)


def _is_of(graph: URIRef, only: Collection[str], ids: Identifiers) -> bool:
    """Whether a graph is of one of these states, or of none."""
    _, _, place = graph.removeprefix(ids.graph("")).partition("/")
    return not only or not place or place.partition("/")[0] in only


def _withheld(store: Store, states: Collection[URIRef]) -> _Withheld:
    """The needs of these states, and all else that was read from any box of the grid: what is missing must not tell."""
    named = set(map(str, states))
    needs = {need for state, need in _rows(store, _NEEDS) if state in named}
    boxes = [row for row in _rows(store, _BOXES) if row[0] in named]
    answers = {answer for _, _, answer, _ in boxes}
    numbers = {(response, number) for _, response, _, number in boxes}
    remarks = {finding for finding, response, where in _rows(store, _FINDINGS) if (response, where) in numbers}
    claims = {node for answer, *nodes in _rows(store, _CLAIMS) if answer in answers for node in nodes}
    documents = [document for state, _, document in _rows(store, _RESPONSES) if state in named]
    return _Withheld(
        nodes=frozenset(map(URIRef, needs | remarks | claims)),
        texts=frozenset(map(URIRef, [*documents, *answers])),
        quotations=tuple(f"{document.replace('/id/document/', '/id/evidence/')}/" for document in documents),
    )


def _rows(store: Store, query: str) -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in store.select(query).rows]
