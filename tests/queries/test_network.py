"""Networks: nodes and edges as claimed, with their words; filters, neighbourhoods, paths."""

from graph.identifiers import Identifiers
from graph.protocol import Store
from queries.claims import Edge
from queries.network import (
    Selection,
    edges,
    implementation_network,
    institution_network,
    membership_network,
    neighbourhood,
    nodes,
    path_between,
    sharing_network,
)

IDS = Identifiers()
PARTNERSHIP = str(IDS.entity("Programme", "CZE", ["Partnership"]))
DEPARTMENT = str(IDS.entity("Institution", "CZE", ["Crime Prevention department of the Ministry of Interior"]))


def named(links: list[Edge], store: Store) -> set[tuple[str, str]]:
    return {(edge.subject.rsplit("/", 1)[-1], edge.object.rsplit("/", 1)[-1]) for edge in links}


def test_an_edge_carries_every_place_that_says_so(store: Store) -> None:
    network = implementation_network(store, Selection(states=["CZE"]))
    edge = network.edges[DEPARTMENT, PARTNERSHIP, "implements"]["edge"]
    assert [source.item for source in edge.sources] == ["4(a)", "10"]
    assert "nation wide crime prevention programme called Partnership" in edge.sources[1].quote
    assert (edge.label, edge.confidence, edge.states) == ("implements", 0.8, {"CZE"})


def test_a_node_knows_its_kind_its_state_and_whether_it_is_fictional(store: Store) -> None:
    found = {node.iri: node for node in nodes(implementation_network(store))}
    node = found[PARTNERSHIP]
    assert (node.label, node.type, node.state, node.state_label, node.fictional) == (
        "Partnership",
        "Programme",
        "CZE",
        "Czechia",
        False,
    )
    assert node.target_groups == ("general-public",)
    assert {node.fictional for node in found.values() if node.state == "XAA"} == {True}
    assert found[str(IDS.paragraph("24(c)"))].label == "24(c) Positive conflict resolution"


def test_labels_come_in_the_language_asked_for(store: Store) -> None:
    network = implementation_network(store, Selection(states=["CZE"]), language="fr")
    assert network.nodes[str(IDS.state("CZE"))]["node"].label == "Tchéquie"
    assert network.edges[DEPARTMENT, PARTNERSHIP, "implements"]["edge"].label == "met en œuvre"


def test_a_paragraph_keeps_its_practices_and_who_runs_them(store: Store) -> None:
    network = implementation_network(store, Selection(states=["CZE"], paragraphs=["6(b)"]))
    assert PARTNERSHIP in network
    assert {edge.object for edge in edges(network) if edge.predicate == "addresses"} == {str(IDS.paragraph("6(b)"))}
    assert {edge.object for edge in edges(network) if edge.predicate == "implements"} <= {
        edge.subject for edge in edges(network) if edge.predicate == "addresses"
    }


def test_target_group_year_and_confidence_select(store: Store) -> None:
    schools = implementation_network(store, Selection(target_groups=["schools"]))
    practices = [node for node in nodes(schools) if node.type in ("Strategy", "Programme")]
    assert practices
    assert all("schools" in node.target_groups for node in practices)
    assert len(implementation_network(store, Selection(confidence=0.95))) == 0
    years = {node.year for node in nodes(implementation_network(store, Selection(since=2004, until=2005)))}
    assert years <= {None, 2004, 2005}


def test_institutions_stand_under_one_another(store: Store) -> None:
    network = institution_network(store, Selection(states=["CZE"]))
    ministry = str(IDS.entity("Institution", "CZE", ["Ministry of Interior"]))
    assert network.has_edge(DEPARTMENT, ministry, "partOf")


def test_states_and_cities_belong_to_networks(store: Store) -> None:
    network = membership_network(store)
    eucpn = str(IDS.entity("Network", "CZE", ["EUCPN"]))
    assert network.has_edge(str(IDS.state("CZE")), eucpn, "memberOf")


def test_sharing_runs_from_the_offering_state_through_the_area_to_the_state_in_need(store: Store) -> None:
    network = sharing_network(store)
    steps = path_between(network, str(IDS.state("CZE")), str(IDS.state("XAG")))
    assert [edge.predicate for edge in steps] == ["offers", "neededBy"]
    assert {source.start for edge in steps for source in edge.sources} == {None}


def test_a_neighbourhood_grows_by_the_step(store: Store) -> None:
    network = implementation_network(store)
    near, far = neighbourhood(network, PARTNERSHIP), neighbourhood(network, PARTNERSHIP, steps=2)
    assert set(near) == {PARTNERSHIP, *network.successors(PARTNERSHIP), *network.predecessors(PARTNERSHIP)}
    assert set(near) < set(far)
    assert len(neighbourhood(network, "https://example.org/nothing")) == 0


def test_there_is_no_path_to_what_is_not_there(store: Store) -> None:
    assert path_between(implementation_network(store), PARTNERSHIP, "https://example.org/nothing") == ()
