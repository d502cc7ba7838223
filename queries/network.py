"""Networks read from the store, as networkx graphs whose nodes and edges carry labels, kinds and the very words.

A network is a `networkx.MultiDiGraph`. Its nodes are IRIs (as `str`); `graph.nodes[iri]["node"]` is a `Node` and
`graph.edges[subject, object, predicate]["edge"]` an `Edge`. What is drawn, measured or exported starts here.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from graph.identifiers import Identifiers
from graph.protocol import Store
from queries.claims import Edge, Node, read_assistance, read_claims, read_things

if TYPE_CHECKING:
    import networkx as nx

    Network: TypeAlias = nx.MultiDiGraph[str]
else:
    Network: TypeAlias = Any

#: The predicates of each network.
IMPLEMENTATION = ("implements", "addresses", "leads", "coordinates", "adopted")
INSTITUTIONS = ("partOf", "leads", "coordinates")
MEMBERSHIP = ("memberOf",)


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a network to keep. An empty field keeps all.

    `states` are ISO 3166 codes, `paragraphs` numbers (`24(c)`, sub-paragraphs included), `kinds` class names of either
    level, `target_groups` notations (`women`), `since` and `until` years of the things (those without a year go out).
    """

    states: Collection[str] = ()
    paragraphs: Collection[str] = ()
    kinds: Collection[str] = ()
    target_groups: Collection[str] = ()
    since: int | None = None
    until: int | None = None
    confidence: float = 0.0


def implementation_network(store: Store, selection: Selection = Selection(), *, language: str = "en") -> Network:
    """Who implements what: institutions, strategies and programmes, the paragraphs they address, who leads."""
    return claim_network(store, IMPLEMENTATION, selection, language=language)


def institution_network(store: Store, selection: Selection = Selection(), *, language: str = "en") -> Network:
    """Which institution is part of which, and which leads or coordinates in its state."""
    return claim_network(store, INSTITUTIONS, selection, language=language)


def membership_network(store: Store, selection: Selection = Selection(), *, language: str = "en") -> Network:
    """Which states, cities and institutions belong to which networks and bodies."""
    return claim_network(store, MEMBERSHIP, selection, language=language)


def claim_network(
    store: Store,
    predicates: Sequence[str],
    selection: Selection = Selection(),
    *,
    language: str = "en",
) -> Network:
    """The claims with these predicates (`implements`, `partOf` ...) as a network, as far as `selection` keeps them."""
    links = list(read_claims(store, predicates, states=selection.states, language=language))
    return select(network_of(store, links, language=language), selection)


def sharing_network(store: Store, selection: Selection = Selection(), *, language: str = "en") -> Network:
    """Needs and offers: from each offering state through each area of assistance to each state that needs it.

    An offer is an edge `offers` from a state to an area, a need an edge `neededBy` from the area to a state; areas are
    the lines of the assistance grid. States whose needs are withheld from publication show none.
    """
    links = list(read_assistance(store, states=selection.states))
    return select(network_of(store, links, language=language), selection)


def network_of(store: Store, links: Sequence[Edge], *, language: str = "en") -> Network:
    """The network of these edges, its things labelled in a language."""
    iris = {end for edge in links for end in (edge.subject, edge.object)}
    return build(read_things(store, sorted(iris), language=language), links)


def nodes(network: Network) -> Iterator[Node]:
    """All nodes, in the order of their IRIs."""
    for iri in sorted(network.nodes):
        yield network.nodes[iri]["node"]


def edges(network: Network) -> Iterator[Edge]:
    """All edges, in the order of subject, object and predicate."""
    for subject, object_, predicate in sorted(network.edges(keys=True)):
        yield network.edges[subject, object_, predicate]["edge"]


def build(things: Iterable[Node], links: Iterable[Edge]) -> Network:
    """The network of these nodes and edges; an edge whose ends are not among the nodes is left out."""
    import networkx as nx

    network: Network = nx.MultiDiGraph()
    for thing in things:
        network.add_node(thing.iri, node=thing)
    for link in links:
        if link.subject in network and link.object in network:
            network.add_edge(link.subject, link.object, key=link.predicate, edge=link)
    return network


def select(network: Network, selection: Selection) -> Network:
    """The part of a network that a selection keeps; nodes left without an edge go out."""
    kept = {node.iri for node in nodes(network) if _keeps(node, selection)}
    if selection.paragraphs:
        kept &= _on_paragraphs(network, selection.paragraphs)
    links = [
        edge
        for edge in edges(network)
        if edge.subject in kept and edge.object in kept and edge.confidence >= selection.confidence
    ]
    ends = {end for edge in links for end in (edge.subject, edge.object)}
    return build((node for node in nodes(network) if node.iri in ends), links)


def neighbourhood(network: Network, iri: str, *, steps: int = 1) -> Network:
    """The part of a network within so many steps of a node, in either direction; empty where it is not there."""
    import networkx as nx

    near = nx.ego_graph(network.to_undirected(as_view=True), iri, radius=steps).nodes if iri in network else ()
    links = [edge for edge in edges(network) if edge.subject in near and edge.object in near]
    return build((node for node in nodes(network) if node.iri in near), links)


def path_between(network: Network, start: str, end: str) -> tuple[Edge, ...]:
    """The edges of a shortest path between two nodes, none where there is no path.

    Along the arrows where there is such a path, else whichever way they point.
    """
    import networkx as nx

    if start not in network or end not in network:
        return ()
    for ways in (network, network.to_undirected(as_view=True)):
        if nx.has_path(ways, start, end):
            stops = nx.shortest_path(ways, start, end)
            return tuple(_between(network, one, other) for one, other in pairwise(stops))
    return ()


def _between(network: Network, one: str, other: str) -> Edge:
    start, end = (one, other) if network.has_edge(one, other) else (other, one)
    found: list[Edge] = [data["edge"] for data in network[start][end].values()]
    return min(found, key=lambda edge: edge.predicate)


def _keeps(node: Node, selection: Selection) -> bool:
    if node.type in ("Paragraph", "GridLine", ""):
        return True
    if selection.states and node.state and node.state not in selection.states:
        return False
    if node.type == "State":
        return True
    if selection.kinds and not {node.kind, node.type} & set(selection.kinds):
        return False
    is_practice = node.type in ("Strategy", "Programme")
    if selection.target_groups and is_practice and not set(node.target_groups) & set(selection.target_groups):
        return False
    return _in_years(node, selection)


def _in_years(node: Node, selection: Selection) -> bool:
    if selection.since is None and selection.until is None:
        return True
    if node.year is None:
        return False
    return (selection.since or 0) <= node.year <= (selection.until or 9999)


def _on_paragraphs(network: Network, numbers: Collection[str]) -> set[str]:
    """The paragraphs asked for, the practices that address them, and all that is linked to such a practice."""
    ids = Identifiers()
    wanted = tuple(str(ids.paragraph(number)) for number in numbers)
    paragraphs = {iri for iri in network if any(iri == one or iri.startswith(one + "/") for one in wanted)}
    practices = {s for s, o, p in network.edges(keys=True) if p == "addresses" and o in paragraphs}
    around = {s for s, o, _ in network.edges(keys=True) if o in practices}
    return paragraphs | practices | around
