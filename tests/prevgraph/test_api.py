"""The public API: what a notebook does with a prevention graph."""

from pathlib import Path

import pytest

from prevgraph.api import SHOWN, Answer, PreventionGraph, examples, open_graph
from prevgraph.views import UnknownView
from queries.ask import UnknownParameter

TAVU = examples() / "responses" / "tavu-islands.txt.txt"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> PreventionGraph:
    opened = open_graph(tmp_path_factory.mktemp("api") / "store", states_files=[examples() / "states.toml"])
    opened.ingest(TAVU, jobs=1)
    return opened


def test_a_response_is_read_into_a_folder_and_skipped_the_second_time(graph: PreventionGraph) -> None:
    assert [one.skipped for one in graph.ingest([str(TAVU)], jobs=1)] == [True]


def test_a_question_gives_a_table_that_becomes_a_frame(graph: PreventionGraph) -> None:
    answer = graph.ask("institutions")
    assert isinstance(answer, Answer)
    assert len(answer) > 0
    assert answer.to_pandas().shape == (len(answer), len(answer.columns))
    assert answer.to_polars().columns == list(answer.names)
    assert "<table" in answer._repr_html_()
    assert repr(answer).endswith(f"{len(answer)} rows") == (len(answer) <= SHOWN)


def test_any_sparql_is_answered_in_its_own_form(graph: PreventionGraph) -> None:
    table = graph.sparql("SELECT ?s WHERE { ?s a <https://w3id.org/prevgraph/ontology#Institution> }")
    assert isinstance(table, Answer)
    assert len(table) == len({row["s"] for row in table})
    assert graph.sparql("ASK { ?s a <https://w3id.org/prevgraph/ontology#Institution> }") is True
    assert len(graph.sparql("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3")) == 3  # type: ignore[arg-type]


def test_a_network_can_be_measured_and_drawn(graph: PreventionGraph, tmp_path: Path) -> None:
    network = graph.network("who-implements-what", states=["XAC"])
    assert network.number_of_edges() > 0
    page = graph.draw("who-implements-what").save(tmp_path / "net.html").read_text("utf-8")
    assert all(network.nodes[iri]["node"].label[:20] in page for iri in network)


def test_what_a_response_says_can_be_looked_at_without_a_store() -> None:
    read = open_graph(states_files=[examples() / "states.toml"]).read(TAVU)
    assert read["state"]["iso3"] == "XAC"
    assert {entity["type"] for entity in read["entities"]} >= {"Institution"}


def test_what_cannot_be_asked_is_refused_by_name(graph: PreventionGraph) -> None:
    with pytest.raises(UnknownParameter, match="colour"):
        graph.ask("institutions", colour="red")
    with pytest.raises(UnknownView, match="who-implements-what"):
        graph.network("everything")


def test_a_folder_is_free_for_others_between_two_uses(graph: PreventionGraph) -> None:
    graph.ask("states")
    other = open_graph(graph._where, states_files=[examples() / "states.toml"])
    assert [one.error for one in other.ingest(TAVU, jobs=1)] == [None]
