"""The W3C's own tests of SPARQL 1.1 Protocol, Graph Store Protocol and Service Description, over real connections."""

from collections.abc import Callable

import httpx
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import RDF
from rdflib.term import URIRef

from queries.protocol.description import SD
from tests.queries.protocol.conftest import Served
from tests.queries.protocol.manifests import FOLDER, Case, Expected, Step, cases

PROTOCOL = cases(FOLDER / "protocol" / "manifest.ttl")
GRAPH_STORE = [
    case for name in ("direct", "indirect") for case in cases(FOLDER / "graph-store-protocol" / f"manifest-{name}.ttl")
]
absent = pytest.mark.skipif(not PROTOCOL, reason=f"the W3C manifests are not in {FOLDER}")
_KINDS = {"boolean": "sparql-results", "tabular": "sparql-results", "RDF": "turtle"}


@pytest.fixture
def with_graphs(writing: Served) -> Served:
    assert writing.writing.post("/sparql", data={"update": "DROP ALL"}).status_code == 204
    return writing


def run(case: Case, client: httpx.Client, writing: httpx.Client) -> None:
    for name, file in case.graphs:
        put = writing.put("/graph-store", params={"graph": name}, content=file.read_bytes(), headers=_TRIPLES)
        assert put.status_code == 201
    location = ""
    for step in case.steps:
        response = _send(step, client, location)
        expected = step.expected
        assert expected.allows(response.status_code), (case.name, response.status_code, response.text)
        _compare(expected, response)
        location = response.headers["location"] if expected.location else location


_TRIPLES = {"Content-Type": "application/n-triples"}


def _send(step: Step, client: httpx.Client, location: str) -> httpx.Response:
    path = step.path.replace("$LOCATION$", location).replace("/sparql/", "/sparql", 1)
    path = path.replace("/gsp", "/graph-store", 1) if path.startswith("/gsp") else path
    return client.request(step.method, path, headers=step.headers, content=step.body)


def _compare(expected: Expected, response: httpx.Response) -> None:
    kind = response.headers.get("content-type", "")
    if expected.boolean is not None:
        assert response.json()["boolean"] is expected.boolean
    if expected.format:
        assert _KINDS[expected.format] in kind
    if expected.content_type:
        assert kind.replace(" ", "") == expected.content_type.replace(" ", "")
    if expected.body:
        here = str(response.url)
        wanted = Graph().parse(data=expected.body, format="turtle", publicID=here)
        assert isomorphic(Graph().parse(data=response.text, format="turtle", publicID=here), wanted)


@pytest.mark.proof("SPARQL 1.1 Protocol, W3C manifest")
@absent
@pytest.mark.parametrize("case", PROTOCOL, ids=lambda case: case.name)
def test_the_protocol_is_as_the_w3c_tests_it(case: Case, with_graphs: Served) -> None:
    run(case, with_graphs.writing if case.writes else with_graphs.client, with_graphs.writing)


@pytest.mark.proof("SPARQL 1.1 Protocol, W3C manifest: updates refused without the token")
@absent
@pytest.mark.parametrize("case", [case for case in PROTOCOL if case.writes], ids=lambda case: case.name)
def test_no_update_is_done_without_the_token(case: Case, with_graphs: Served) -> None:
    before = with_graphs.ask("ASK {}").headers["etag"]
    for step in case.steps:
        if step.headers.get("content-type") != "application/sparql-query":
            assert _send(step, with_graphs.client, "").status_code == 401
    assert with_graphs.ask("ASK {}").headers["etag"] == before


@pytest.mark.proof("Graph Store Protocol, W3C manifests")
@absent
@pytest.mark.parametrize("case", GRAPH_STORE, ids=lambda case: case.name)
def test_the_graph_store_is_as_the_w3c_tests_it(case: Case, with_graphs: Served) -> None:
    run(case, with_graphs.writing, with_graphs.writing)


@pytest.mark.proof("Graph Store Protocol, W3C manifests: writes refused without the token")
@absent
@pytest.mark.parametrize("case", GRAPH_STORE, ids=lambda case: case.name)
def test_no_graph_is_written_without_the_token(case: Case, with_graphs: Served) -> None:
    writes = [step for step in case.steps if step.method in ("PUT", "POST", "DELETE")]
    assert {_send(step, with_graphs.client, "x:y").status_code for step in writes} <= {401}


@absent
def test_the_service_describes_itself_as_the_w3c_tests_it(reading: Served, figure: Callable[[str], None]) -> None:
    wanted = {case.name for case in cases(FOLDER / "service-description" / "manifest.ttl")}
    assert wanted == {"has-endpoint-triple", "returns-rdf", "conforms-to-schema"}
    response = reading.client.get("/sparql", headers={"Accept": "text/turtle"})
    said = Graph().parse(data=response.text, format="turtle")
    assert (None, SD.endpoint, URIRef(f"{reading.address}/sparql")) in said
    for _, property_, value in said:
        if property_ in _OBJECTS:
            assert (value, RDF.type, _OBJECTS[property_]) in said
    for subject, property_ in said.subject_predicates():
        if property_ in _SUBJECTS:
            assert (subject, RDF.type, _SUBJECTS[property_]) in said
    figure(f"Service Description, W3C manifest: {len(wanted)} of {len(wanted)} passed")


#: Domains and ranges of the Service Description vocabulary (its section 3).
_SUBJECTS = {
    SD.endpoint: SD.Service,
    SD.feature: SD.Service,
    SD.supportedLanguage: SD.Service,
    SD.resultFormat: SD.Service,
    SD.defaultDataset: SD.Service,
    SD.defaultGraph: SD.Dataset,
    SD.namedGraph: SD.Dataset,
    SD.name: SD.NamedGraph,
    SD.graph: SD.NamedGraph,
}
_OBJECTS = {
    SD.defaultDataset: SD.Dataset,
    SD.defaultGraph: SD.Graph,
    SD.namedGraph: SD.NamedGraph,
    SD.graph: SD.Graph,
}
