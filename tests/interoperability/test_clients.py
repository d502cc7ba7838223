"""The endpoint, asked by clients that no one here wrote, as their users would."""

import csv
import io
from collections.abc import Callable

import httpx
import pytest

from queries.catalogue import names, questions
from tests.interoperability.conftest import jena, needs_jena

PREFIXES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX void-ext: <http://ldf.fi/void-ext#>
"""
#: What SIB's SPARQL editor asks an endpoint when it starts: prefixes, examples, and which class leads where.
START_UP = {
    "prefixes": "SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix }",
    "examples": """SELECT DISTINCT ?sq ?comment ?query WHERE {
      ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?query }""",
    "void": """SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype WHERE {
      { ?part void:class ?subjectClass ; void:propertyPartition ?inner . ?inner void:property ?prop
        OPTIONAL { { ?inner void:classPartition [ void:class ?objectClass ] }
          UNION { ?inner void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] } }
      } UNION {
        ?links void:subjectsTarget [ void:class ?subjectClass ] ; void:linkPredicate ?prop ;
          void:objectsTarget [ void:class ?objectClass ] } }""",
}
_PG = "https://w3id.org/prevgraph/ontology#"


def start_up(address: str, name: str) -> list[dict[str, str]]:
    """The rows of one of these queries, asked as that editor asks: with a parameter of its own in the address."""
    response = httpx.get(
        f"{address}/sparql",
        params={"ac": "1", "query": PREFIXES + START_UP[name]},
        headers={"Accept": "application/sparql-results+json"},
        timeout=60,
    )
    assert response.status_code == 200, response.text
    rows = response.json()["results"]["bindings"]
    return [{name: value["value"] for name, value in row.items()} for row in rows]


@pytest.mark.proof("SIB's three start-up queries answered")
def test_the_prefixes_are_there(address: str) -> None:
    prefixes = {row["prefix"]: row["namespace"] for row in start_up(address, "prefixes")}
    assert prefixes["pg"] == _PG
    assert {"rdf", "rdfs", "skos", "oa", "prov"} <= prefixes.keys()


@pytest.mark.proof("SIB's three start-up queries answered")
def test_the_examples_are_there_and_run_as_they_stand(address: str, figure: Callable[[str], None]) -> None:
    examples = {row["sq"]: row["query"] for row in start_up(address, "examples")}
    own = {str(one.iri) for one in questions().values() if not one.variant_of}
    assert own == examples.keys()
    for iri, query in examples.items():
        asked = httpx.post(f"{address}/sparql", data={"query": query}, headers={"Accept": "text/csv"}, timeout=60)
        assert asked.status_code == 200, (iri, asked.text)
    figure(f"example queries found in the endpoint by SIB's query and run as they stand: {len(examples)}")
    assert len(names()) > len(examples) > 20


@pytest.mark.proof("SIB's three start-up queries answered")
def test_the_schema_of_classes_is_there(address: str) -> None:
    found = {
        (row["subjectClass"], row["prop"], row.get("objectClass", row.get("objectDatatype")))
        for row in start_up(address, "void")
    }
    assert (f"{_PG}Institution", f"{_PG}partOf", f"{_PG}Institution") in found
    assert (f"{_PG}Answer", f"{_PG}mark", f"{_PG}Mark") in found
    assert (f"{_PG}Answer", f"{_PG}start", "http://www.w3.org/2001/XMLSchema#integer") in found


@pytest.mark.slow
@needs_jena
@pytest.mark.proof("rsparql and arq (Apache Jena) ask")
def test_rsparql_reads_the_same_rows_over_http(address: str) -> None:
    query = f"SELECT ?state ?code WHERE {{ ?response <{_PG}state> ?state . ?state <{_PG}iso3> ?code }} ORDER BY ?code"
    said = jena("arq.rsparql", "--service", f"{address}/sparql", "--results", "csv", query)
    ours = httpx.get(f"{address}/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text
    assert list(csv.reader(io.StringIO(said))) == list(csv.reader(io.StringIO(ours)))
    assert said.count("CZE") > 0


@pytest.mark.slow
@needs_jena
@pytest.mark.proof("rsparql and arq (Apache Jena) ask")
def test_arq_reads_a_graph_from_its_own_address(address: str) -> None:
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?paragraph a <http://www.w3.org/2004/02/skos/core#Concept> }"
    said = jena("arq.arq", "--data", f"{address}/graph/guidelines", "--results", "csv", query)
    assert said.split() == ["n", "80"]
