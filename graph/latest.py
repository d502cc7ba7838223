"""Which reply of a state to a form is its latest, and which each replaces: what follows from all replies of a state.

No reply says this of itself, so it stands in a graph for each state (`inferred/CZE`), which changes in the same
transaction as the replies do. It follows from their rounds alone and not from the order in which they came.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from rdflib.namespace import DCTERMS
from rdflib.term import URIRef

from graph.identifiers import Identifiers
from graph.model import Statement
from graph.protocol import Row, Store
from graph.rounds import in_time
from ontology.terms import PG

_REPLIES = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?state ?form ?round ?response WHERE {
  ?response a pg:Response ; pg:state ?state ; pg:questionnaire ?form ; pg:round ?round }"""
_LINKED = "SELECT ?graph ?from ?to WHERE {{ GRAPH ?graph {{ ?from <{0}> ?to }} }}"
_ANY_LINK = "ASK { ?state <https://w3id.org/prevgraph/ontology#latestResponse> ?response }"
_ANY_REPLY = "ASK { ?response a <https://w3id.org/prevgraph/ontology#Response> }"


def is_unsaid(store: Store) -> bool:
    """Whether a store holds replies and says of none that it is the latest, as one that an older version made."""
    return not store.ask(_ANY_LINK) and store.ask(_ANY_REPLY)


@dataclass(frozen=True, slots=True)
class Reply:
    """A response and what places it: whose it is, to which form, in which round."""

    state: URIRef
    form: URIRef
    round: str
    response: URIRef


def link(replies: Iterable[Reply]) -> Iterator[Statement]:
    """What follows from all replies of one state: the latest to each form, and which reply each replaces."""
    by_form: defaultdict[URIRef, list[Reply]] = defaultdict(list)
    for reply in replies:
        by_form[reply.form].append(reply)
    for _, several in sorted(by_form.items()):
        ordered = sorted(several, key=lambda reply: in_time(reply.round))
        yield Statement(ordered[-1].state, PG.latestResponse, ordered[-1].response)
        for earlier, later in pairwise(ordered):
            yield Statement(later.response, DCTERMS.replaces, earlier.response)


def _reply(row: Row) -> Reply:
    state, form, round_, response = map(str, row)
    return Reply(URIRef(state), URIRef(form), round_, URIRef(response))


def _links(store: Store) -> Mapping[URIRef, set[Statement]]:
    """The links that a store says, by the graph that says them."""
    links: defaultdict[URIRef, set[Statement]] = defaultdict(set)
    for tie in (PG.latestResponse, DCTERMS.replaces):
        for row in store.select(_LINKED.format(tie)).rows:
            graph, one, other = (URIRef(str(term)) for term in row)
            links[graph].add(Statement(one, tie, other))
    return links


class Replies:
    """The replies that a store holds or is to hold, and the graphs that say how they follow each other.

    `links` are those that a store says now, by the graph that says them.
    """

    def __init__(
        self, ids: Identifiers, replies: Iterable[Reply] = (), links: Mapping[URIRef, set[Statement]] | None = None
    ) -> None:
        self._ids, self._links = ids, links or {}
        self._by_state: defaultdict[URIRef, dict[URIRef, Reply]] = defaultdict(dict)
        for reply in replies:
            self._by_state[reply.state][reply.response] = reply

    @classmethod
    def of(cls, store: Store) -> "Replies":
        """Those that a store holds now, and the states of which it says what is no longer so."""
        replies = cls(store.ids, map(_reply, store.select(_REPLIES).rows), _links(store))
        for linked in replies._links.values():
            for said in linked:
                if said.predicate == PG.latestResponse:
                    replies._by_state.setdefault(said.subject, {})
        return replies

    def add(self, reply: Reply) -> Mapping[URIRef, list[Statement]]:
        """The graph that changes with a reply that comes."""
        self._by_state[reply.state][reply.response] = reply
        return self.graph(reply.state)

    def remove(self, response: URIRef) -> Mapping[URIRef, list[Statement]]:
        """The graphs that change with a reply that goes."""
        states = [state for state, replies in self._by_state.items() if replies.pop(response, None)]
        return {graph: said for state in states for graph, said in self.graph(state).items()}

    def graphs(self) -> Mapping[URIRef, list[Statement]]:
        """The graph of every state."""
        return {graph: said for state in list(self._by_state) for graph, said in self.graph(state).items()}

    def amiss(self) -> Mapping[URIRef, list[Statement]]:
        """The graphs that do not say what they should: of a store of an older version, or written by other means."""
        return {graph: said for graph, said in self.graphs().items() if self._links.get(graph, set()) != set(said)}

    def graph(self, state: URIRef) -> Mapping[URIRef, list[Statement]]:
        """The graph of a state, by its name."""
        code = state.rpartition("/")[2]
        return {self._ids.graph("inferred", code): list(link(self._by_state[state].values()))}
