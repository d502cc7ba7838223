"""What is exported is read again by programs that did not write it."""

import csv
import io
import json
import zipfile
from pathlib import Path

import networkx as nx
import polars
import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.term import Literal, URIRef

from graph.embedded import EmbeddedStore
from graph.export import FORMATS, NothingToExport, UnknownFormat, export
from graph.identifiers import Identifiers
from graph.model import Statement
from graph.vocabulary import vocabulary_graphs
from tests.graph.story import GRAPH, TEXT, story

IDS = Identifiers()
OTHER = IDS.response_graph("XAB", "first")
ODD = Statement(URIRef("urn:s"), URIRef("urn:p:local"), Literal("<&>\"' \\ \n\t \f ]]> é \U0001f600", lang="fr"))
SERVICE = "https://w3id.org/prevgraph/id/institution/XAA/probation-service"
MEDIATION = "https://w3id.org/prevgraph/id/programme/XAA/mediation"


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    store = EmbeddedStore()
    store.replace_all({**vocabulary_graphs(IDS), GRAPH: story(), OTHER: [ODD]})
    store.replace(IDS.graph("readings", "XAA", "first"), [ODD])
    return store


def quads(store: EmbeddedStore) -> set[tuple[object, ...]]:
    kept = [graph for graph in store.graphs() if "/readings/" not in graph]
    return {(*statement, graph) for graph in kept for statement in store.statements(graph)}


@pytest.mark.parametrize(("format_", "rdflib_name"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml")])
def test_triples_are_parsed_again_by_rdflib(
    store: EmbeddedStore, tmp_path: Path, format_: str, rdflib_name: str
) -> None:
    export(store, format_, tmp_path / "out")
    union = {quad[:3] for quad in quads(store)}
    assert len(Graph().parse(tmp_path / "out", format=rdflib_name)) == len(union)


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")  # rdflib's own
@pytest.mark.parametrize(("format_", "rdflib_name"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_quads_are_parsed_again_by_rdflib(store: EmbeddedStore, tmp_path: Path, format_: str, rdflib_name: str) -> None:
    export(store, format_, tmp_path / "out")
    read = Dataset()
    read.parse(tmp_path / "out", format=rdflib_name)
    assert sum(1 for quad in read.quads() if quad[3]) == len(quads(store))


def test_json_ld_says_the_very_same_to_another_parser(store: EmbeddedStore, tmp_path: Path) -> None:
    export(store, "jsonld", tmp_path / "out")
    export(store, "nquads", tmp_path / "quads")
    read = set(ox.parse(path=tmp_path / "out", format=ox.RdfFormat.JSON_LD))
    assert read == set(ox.parse(path=tmp_path / "quads", format=ox.RdfFormat.N_QUADS))


def test_json_ld_uses_the_bare_words_of_the_vocabulary(store: EmbeddedStore, tmp_path: Path) -> None:
    export(store, "jsonld", tmp_path / "out", response="XAA/first")
    (graph,) = json.loads((tmp_path / "out").read_text("utf-8"))["@graph"]
    (service,) = (node for node in graph["@graph"] if node["@id"] == SERVICE)
    assert service["implements"] == [MEDIATION]
    assert service["@type"] == ["pg:Institution", "pg:ProbationService"]


def test_a_part_is_a_state_a_response_or_a_graph(store: EmbeddedStore, tmp_path: Path) -> None:
    for part in ({"state": "XAB"}, {"response": "XAB/first"}, {"graph": str(OTHER)}):
        export(store, "ntriples", tmp_path / "out", **part)
        assert len((tmp_path / "out").read_bytes().splitlines()) == 1


def test_an_entity_a_relation_with_its_quotation_and_an_answer_are_rows(store: EmbeddedStore, tmp_path: Path) -> None:
    export(store, "csv", tmp_path / "tables", state="XAA")
    tables = {
        name: list(csv.DictReader((tmp_path / "tables" / f"{name}.csv").read_text("utf-8").splitlines()))
        for name in ("entities", "relations", "answers")
    }
    assert [(row["label"], row["other_names"], row["established"]) for row in tables["entities"]] == [
        ("Probation Service", "PS", "2000"),
        ("mediation", "", ""),
    ]
    (relation,) = tables["relations"]
    assert (relation["subject_label"], relation["predicate"], relation["object_label"], relation["quote"]) == (
        "Probation Service",
        "implements",
        "mediation",
        TEXT,
    )
    assert [(row["item"], row["mark"], row["text"]) for row in tables["answers"]] == [("9c", "yes", TEXT)]


def test_the_description_of_the_tables_names_their_columns(store: EmbeddedStore, tmp_path: Path) -> None:
    export(store, "csv", tmp_path / "tables.zip", state="XAA")
    with zipfile.ZipFile(tmp_path / "tables.zip") as packed:
        for table in json.loads(packed.read("csv-metadata.json"))["tables"]:
            (head, *_) = csv.reader(io.StringIO(packed.read(table["url"]).decode()))
            assert head == [column["name"] for column in table["tableSchema"]["columns"]]


def test_parquet_keeps_numbers_as_numbers(store: EmbeddedStore, tmp_path: Path) -> None:
    export(store, "parquet", tmp_path / "tables", state="XAA")
    relations = polars.read_parquet(tmp_path / "tables" / "relations.parquet")
    assert relations.select("start", "end", "confidence").rows() == [(0, len(TEXT), 0.85)]


@pytest.mark.parametrize(("format_", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_a_network_has_labels_on_nodes_and_the_quotation_on_edges(
    store: EmbeddedStore, tmp_path: Path, format_: str, read: object
) -> None:
    export(store, format_, tmp_path / "out", state="XAA")
    network = read(tmp_path / "out")  # type: ignore[operator]
    assert network.nodes[SERVICE]["label"] == "Probation Service"
    (edge,) = nx.MultiDiGraph(network).get_edge_data(SERVICE, MEDIATION).values()
    assert edge["quote"] == TEXT


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_graph_gives_the_same_bytes(store: EmbeddedStore, tmp_path: Path, format_: str) -> None:
    for name in ("one", "two"):
        export(store, format_, tmp_path / name / "out.zip", state="XAA")
    if format_ != "gexf":  # networkx writes the day into it
        assert (tmp_path / "one" / "out.zip").read_bytes() == (tmp_path / "two" / "out.zip").read_bytes()


def test_a_failed_export_leaves_the_file_as_it_was(store: EmbeddedStore, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("before")
    store_that_fails = EmbeddedStore()
    store_that_fails.replace(OTHER, [ODD])
    store_that_fails.statements = lambda graph: 1 / 0  # type: ignore[method-assign, assignment, return-value]
    with pytest.raises(ZeroDivisionError):
        export(store_that_fails, "turtle", tmp_path / "out")
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out").read_text() == "before"


def test_what_is_not_there_is_named(store: EmbeddedStore, tmp_path: Path) -> None:
    with pytest.raises(NothingToExport, match="XAZ"):
        export(store, "turtle", tmp_path / "out", state="XAZ")
    with pytest.raises(UnknownFormat, match="turtle"):
        export(store, "msword", tmp_path / "out")
