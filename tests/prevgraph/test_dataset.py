"""The description of the dataset: valid DCAT-AP 3.0.1, true in its numbers, honest about what nobody stated."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SH, VOID, XSD
from rdflib.term import Literal, URIRef

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.model import Statement
from graph.store import Store
from ontology.terms import PG
from prevgraph.dataset.description import Dump, dataset_statements, describe
from prevgraph.dataset.holding import read_holding
from prevgraph.dataset.publisher import BadPublisher, Publisher, read_publisher
from prevgraph.dataset.quality import DQV
from prevgraph.held import remove
from prevgraph.ingesting import ingest
from prevgraph.reading import ReadingPlan

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "prevgraph" / "examples"
SHAPES = ROOT.parent / "shared" / "third-party" / "dcat-ap-3.0.1"
DATASET = URIRef("https://w3id.org/prevgraph/catalog/dataset")
OFFICE = Publisher(
    name="Office for Crime Prevention",
    homepage="https://office.example.org/",
    kind="http://purl.org/adms/publishertype/NationalAuthority",
    licence="https://creativecommons.org/licenses/by/4.0/",
    contact="data@office.example.org",
    address="https://data.example.org/",
    endpoint="https://data.example.org/sparql",
    issued="2026-01-31",
)
DUMP = Dump("nquads", "dumps/all.nq.gz", "N-Quads", "application/n-quads", "RDF_N_QUADS", 12, "ab" * 32)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """Two examples, a real state and a fictional one."""
    filled = EmbeddedStore()
    paths = [EXAMPLES / "responses" / name for name in ("czech-republic.md", "tavu-islands.txt.txt")]
    list(
        ingest(filled, paths, plan=ReadingPlan(states_files=(EXAMPLES / "states.toml",)), jobs=1, publisher=Publisher())
    )
    yield filled
    filled.close()


def as_graph(statements: list[Statement]) -> Graph:
    graph = Graph()
    for statement in statements:
        graph.add(statement)
    return graph


def official_shapes(*names: str) -> Graph:
    """The shapes as published, less the few property shapes that they refer to and that no file defines."""
    if not SHAPES.exists():
        pytest.skip(f"the DCAT-AP 3.0.1 shapes are not in {SHAPES}")
    shapes = Graph()
    for name in names:
        shapes.parse(SHAPES / f"{name}.ttl")
    for shape, part in list(shapes.subject_objects(SH.property)):
        if shapes.value(part, SH.path) is None:
            shapes.remove((shape, SH.property, part))
    return shapes


def faults(described: Graph, shapes: Graph) -> list[str]:
    conforms, report, _ = validate(described, shacl_graph=shapes)
    assert conforms == (not list(report.subjects(RDF.type, SH.ValidationResult)))
    return [f"{focus} {report.value(one, SH.resultPath)}" for one, focus in report.subject_objects(SH.focusNode)]


@pytest.mark.proof("DCAT-AP 3.0.1, official shapes (pyshacl)")
@pytest.mark.parametrize("publisher", [Publisher(), OFFICE], ids=["nothing stated", "all stated"])
def test_the_description_conforms_to_the_official_shapes(
    store: Store, publisher: Publisher, figure: Callable[[str], None]
) -> None:
    described = as_graph(dataset_statements(store, publisher, dumps=[DUMP]))
    found = faults(described, official_shapes("dcat-ap-SHACL", "range", "ranges"))
    assert found == []
    figure(f"DCAT-AP 3.0.1, {publisher.name}: {len(found)} of the mandatory shapes and ranges violated")


def test_what_the_profile_recommends_is_there_but_for_what_nobody_can_promise(store: Store) -> None:
    described = as_graph(dataset_statements(store, OFFICE, dumps=[DUMP]))
    missing = {
        one.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for one in faults(described, official_shapes("shapes_recommended"))
    }
    # Box and centre belong to places that others describe; to say how long it will stay is a promise.
    assert missing == {"availability", "bbox", "centroid"}


def test_the_period_is_that_of_the_rounds_and_the_kind_of_licence_what_its_address_tells(store: Store) -> None:
    held = replace(read_holding(store, store.ids), rounds=("ecosoc-2004-28-2011", "ecosoc-2004-28", "second"))
    described = as_graph(describe(held, OFFICE, ids=store.ids))
    period = described.value(DATASET, DCTERMS.temporal)
    assert [str(described.value(period, end)) for end in (DCAT.startDate, DCAT.endDate)] == ["2004", "2011"]
    assert described.value(URIRef(OFFICE.licence), DCTERMS.type) == URIRef(
        "http://purl.org/adms/licencetype/Attribution"
    )
    unknown = replace(OFFICE, licence="https://office.example.org/terms")
    silent = as_graph(describe(replace(held, rounds=("second",)), unknown, ids=store.ids))
    assert silent.value(DATASET, DCTERMS.temporal) is None
    assert silent.value(URIRef(unknown.licence), DCTERMS.type) is None


def test_the_shapes_would_find_a_fault(store: Store) -> None:
    described = as_graph(dataset_statements(store, OFFICE, dumps=[DUMP]))
    described.remove((DATASET, DCTERMS.title, None))
    assert faults(described, official_shapes("dcat-ap-SHACL")) == [f"{DATASET} {DCTERMS.title}"]


def test_the_numbers_are_those_of_the_store(store: Store) -> None:
    described = as_graph(dataset_statements(store, OFFICE))
    part = URIRef("https://w3id.org/prevgraph/catalog/class/pg-Institution")
    counted = store.select("SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?class }", {"class": PG.Institution})
    assert int(str(described.value(part, VOID.entities))) == int(str(counted.rows[0][0]))
    in_all = 'SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(!STRENDS(STR(?g), "/graph/store")) }'
    lines = store.select(in_all).rows[0][0]
    parts = described.objects(DATASET, VOID.propertyPartition)
    triples = sum(int(str(described.value(one, VOID.triples))) for one in parts)
    assert triples == int(str(described.value(DATASET, VOID.triples)))
    about = (graph for graph in store.graphs() if "/readings/" in graph or graph.endswith("/catalogue"))
    notes = sum(1 for graph in about for _ in store.statements(graph))
    assert triples + notes == int(str(lines))


def test_a_class_is_said_to_lead_where_its_members_lead(store: Store) -> None:
    described = as_graph(dataset_statements(store, OFFICE))
    pattern = """PREFIX pg: <https://w3id.org/prevgraph/ontology#>
    SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?a a pg:Institution ; pg:implements ?b . ?b a pg:Programme }
      FILTER(CONTAINS(STR(?g), "/graph/response/")) }"""
    part = URIRef("https://w3id.org/prevgraph/catalog/class/pg-Institution")
    (property_,) = (
        one
        for one in described.objects(part, VOID.propertyPartition)
        if (one, VOID.property, PG.implements) in described
    )
    (end,) = (
        one
        for one in described.objects(property_, VOID.classPartition)
        if (one, VOID["class"], PG.Programme) in described
    )
    assert described.value(end, VOID.triples) == store.select(pattern).rows[0][0]


def test_the_numbers_added_up_are_those_counted_anew(store: Store) -> None:
    ids = Identifiers()
    counted = EmbeddedStore()
    for graph in store.graphs():
        counted.replace(graph, (one for one in store.statements(graph) if one.predicate != PG.tally))
    assert read_holding(counted, ids) == read_holding(store, ids)
    counted.close()


def test_a_store_describes_itself_and_keeps_that_up_to_date(tmp_path: Path) -> None:
    ids, store = Identifiers(), EmbeddedStore()
    path = tmp_path / "tavu-islands.txt"
    path.write_bytes((EXAMPLES / "responses" / "tavu-islands.txt.txt").read_bytes())
    plan = ReadingPlan(states_files=(EXAMPLES / "states.toml",))
    list(ingest(store, [path], plan=plan, jobs=1, publisher=OFFICE))
    kept = as_graph(list(store.statements(ids.graph("catalogue"))))
    assert kept.value(DATASET, VOID.triples) == Literal(read_holding(store, ids).triples)
    assert list(kept.objects(None, FOAF.name)) == [Literal(OFFICE.name)]
    assert kept.value(DATASET, DCTERMS.modified) is None
    remove(store, "XAC", ids=ids, publisher=OFFICE)
    fewer = as_graph(list(store.statements(ids.graph("catalogue"))))
    assert 0 < int(str(fewer.value(DATASET, VOID.triples))) < int(str(kept.value(DATASET, VOID.triples)))
    store.close()


def test_each_relation_has_its_measured_precision_and_recall(store: Store) -> None:
    described = as_graph(dataset_statements(store, OFFICE))
    figures = json.loads((ROOT / "prevgraph" / "accuracy.json").read_text("utf-8"))
    for name, wanted in figures.items():
        for metric in ("precision", "recall"):
            one = URIRef(f"https://w3id.org/prevgraph/catalog/quality/{name}/{metric}")
            assert described.value(one, DCTERMS.subject) == PG[name]
            assert float(str(described.value(one, DQV.value))) == wanted[metric]


def test_a_size_keeps_the_type_that_the_profile_asks_for(store: Store) -> None:
    sizes = list(as_graph(dataset_statements(store, OFFICE, dumps=[DUMP])).objects(None, DCAT.byteSize))
    assert sizes == [Literal("12", datatype=XSD.nonNegativeInteger)]


def test_what_nobody_stated_is_not_made_up(store: Store) -> None:
    described = as_graph(dataset_statements(store, Publisher()))
    assert described.value(DATASET, DCTERMS.license) is None
    rights = described.value(DATASET, DCTERMS.rights)
    assert "No licence is stated" in str(described.value(rights, RDFS.label))
    assert not list(described.subjects(RDF.type, DCAT.DataService))
    assert [str(name) for name in described.objects(None, FOAF.name)] == ["Publisher not stated"]


def test_the_description_names_the_invented_states(store: Store) -> None:
    described = as_graph(dataset_statements(store, OFFICE))
    assert "XA" in str(described.value(DATASET, DCTERMS.description))
    places = {str(place).rsplit("/", 1)[1] for place in described.objects(DATASET, DCTERMS.spatial)}
    assert places == {"CZE"}


def test_the_date_is_the_one_given_or_that_of_the_newest_reading(store: Store) -> None:
    given = as_graph(dataset_statements(store, OFFICE, modified="2026-02-03"))
    assert given.value(DATASET, DCTERMS.modified) == Literal("2026-02-03", datatype=XSD.date)
    ends = [
        str(statement.object)
        for graph in store.graphs()
        if graph.startswith(Identifiers().graph("readings"))
        for statement in store.statements(graph)
        if statement.predicate.endswith("endedAtTime")
    ]
    assert str(as_graph(dataset_statements(store, OFFICE)).value(DATASET, DCTERMS.modified)) == max(ends)


def test_the_publisher_is_read_from_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "prevgraph.toml"
    file.write_text(
        'withhold_needs = ["cze"]\n[publisher]\nname = "Office"\nlicence = "https://example.org/l"\n', "utf-8"
    )
    found = read_publisher(file)
    assert (found.name, found.licence, found.withhold_needs) == ("Office", "https://example.org/l", ("CZE",))


@pytest.mark.parametrize("line", ['nmae = "Office"', "name = 3", 'licence = "CC BY"', 'withhold_needs = "CZE"'])
def test_a_publisher_that_cannot_be_used_is_refused_with_the_line_to_change(tmp_path: Path, line: str) -> None:
    file = tmp_path / "prevgraph.toml"
    file.write_text(f"[publisher]\n{line}\n", "utf-8")
    with pytest.raises(BadPublisher, match=line.split(" ")[0]):
        read_publisher(file)
