"""The endpoint as strangers' clients see it: formats, caching, methods, other origins, odd requests."""

import json
import shutil
import socket
import subprocess
from urllib.parse import quote

import pytest
from rdflib import Dataset, Graph
from rdflib.namespace import RDFS
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from rdflib.query import Result
from rdflib.term import Literal, URIRef

from queries.protocol import formats
from tests.queries.protocol.conftest import TOKEN, Served

SELECT = "SELECT ?s ?o WHERE { ?s <http://example.org/p> ?o } ORDER BY ?s STR(?o)"
CONSTRUCT = "CONSTRUCT WHERE { ?s <http://example.org/p> ?o }"
A, B, P = (URIRef(f"http://example.org/{name}") for name in "abp")
HELD = {(A, P, Literal("x", lang="en")), (A, P, Literal(1)), (B, P, A)}


@pytest.mark.parametrize(
    ("media_type", "format_"), [(formats.JSON, "json"), (formats.XML, "xml"), (formats.TSV, "tsv")]
)
def test_an_independent_reader_finds_the_same_rows_in_each_format(
    reading: Served, media_type: str, format_: str
) -> None:
    response = reading.ask(SELECT, accept=media_type)
    assert response.headers["content-type"].startswith(media_type)
    rows = Result.parse(format=format_, source=_file(response.content))
    assert {(row.s, P, row.o) for row in rows} == HELD  # type: ignore[union-attr]


def test_csv_has_the_variables_first_and_plain_values_after(reading: Served) -> None:
    lines = reading.ask(SELECT, accept="text/csv").text.split("\r\n")
    assert lines == ["s,o", f"{A},1", f"{A},x", f"{B},{A}", ""]


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
@pytest.mark.parametrize(
    ("media_type", "format_"),
    [
        (formats.TURTLE, "turtle"),
        (formats.N_TRIPLES, "nt"),
        (formats.RDF_XML, "xml"),
        (formats.JSON_LD, "json-ld"),
        (formats.TRIG, "trig"),
        (formats.N_QUADS, "nquads"),
    ],
)
def test_an_independent_reader_finds_the_same_graph_in_each_format(
    reading: Served, media_type: str, format_: str
) -> None:
    response = reading.ask(CONSTRUCT, accept=media_type)
    assert response.headers["content-type"].startswith(media_type)
    found = Dataset(default_union=True)
    found.parse(data=response.text, format=format_)
    assert set(found.triples((None, None, None))) == HELD


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("*/*", formats.JSON),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", formats.XML),
        ("application/json", "application/json"),
        ("text/*", formats.CSV),
        ("text/turtle, */*;q=0.1", formats.JSON),
        ("application/sparql-results+json;q=0, */*", formats.XML),
    ],
)
def test_the_format_is_the_one_that_the_client_likes_best(reading: Served, accept: str, given: str) -> None:
    response = reading.ask(SELECT, accept=accept)
    assert response.headers["content-type"].partition(";")[0] == given
    assert "Accept" in response.headers["vary"]


def test_where_no_format_suits_the_client_is_told_which_there_are(reading: Served) -> None:
    response = reading.ask(SELECT, accept="image/png")
    assert response.status_code == 406
    assert formats.CSV in response.json()["detail"]


def test_the_format_can_be_named_in_the_address(reading: Served) -> None:
    response = reading.client.get("/sparql", params={"query": SELECT, "format": "csv"}, headers={"Accept": "text/html"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"


def test_an_answer_that_the_client_has_is_not_sent_again(reading: Served) -> None:
    first = reading.ask(SELECT)
    again = reading.ask(SELECT, **{"If-None-Match": first.headers["etag"]})
    other = reading.ask(SELECT, accept="text/csv", **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)


def test_the_entity_tag_changes_when_and_only_when_the_content_does(writing: Served) -> None:
    def tag() -> str:
        return writing.ask("ASK {}").headers["etag"]

    before = tag()
    assert tag() == before
    writing.writing.post("/sparql", data={"update": "INSERT DATA { <http://a.example/new> a 1 }"})
    assert tag() != before


def test_head_gives_the_headers_of_get_and_nothing_else(reading: Served) -> None:
    get = reading.ask(SELECT)
    head = reading.client.head("/sparql", params={"query": SELECT})
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-length", "etag"):
        assert head.headers[name] == get.headers[name]


def test_scripts_of_other_origins_may_read_and_not_write(reading: Served) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    assert reading.client.get("/sparql?query=ASK{}", headers=origin).headers["access-control-allow-origin"] == "*"
    wanted = origin | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert reading.client.options("/sparql", headers=wanted).status_code == 200
    writing = wanted | {"Access-Control-Request-Headers": "authorization"}
    assert reading.client.options("/sparql", headers=writing).status_code == 400
    put = origin | {"Access-Control-Request-Method": "PUT"}
    assert reading.client.options("/graph-store", headers=put).status_code == 400


def test_a_server_without_a_token_writes_for_nobody(reading: Served) -> None:
    headers = {"Authorization": "Bearer"}
    for client_headers in ({}, headers, {"Authorization": "Bearer x"}):
        response = reading.client.post("/sparql", data={"update": "CLEAR ALL"}, headers=client_headers)
        assert response.status_code == 403
    assert reading.ask("ASK { ?s <http://example.org/p> ?o }").json()["boolean"] is True


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", f"Bearer {TOKEN}x", f"Digest {TOKEN}", "Basic !!"])
def test_only_the_token_lets_write(writing: Served, given: str) -> None:
    response = writing.client.post("/sparql", data={"update": "CLEAR ALL"}, headers={"Authorization": given})
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")


def test_a_query_that_cannot_be_read_is_told_where(reading: Served) -> None:
    response = reading.ask("SELECT * WHERE {\n ?s ?p }")
    assert response.status_code == 400
    assert "line 2" in response.json()["detail"]


def test_a_browser_without_a_query_gets_a_page(reading: Served) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    response = reading.client.get("/sparql", headers={"Accept": accept})
    assert response.headers["content-type"].startswith("text/html")


def test_the_description_names_every_graph(reading: Served) -> None:
    said = Graph().parse(data=reading.client.get("/sparql").text, format="turtle")
    assert {URIRef("http://example.org/one"), URIRef("http://example.org/two")} <= set(said.objects())


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /sparql?query=%FF HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (b"GET /sparql?query=ASK+{}&query=ASK+{} HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (b"PATCH /sparql HTTP/1.1\r\nHost: x\r\n\r\n", b"405"),
        (b"DELETE /sparql HTTP/1.1\r\nHost: x\r\n\r\n", b"405"),
        (b"GET /sparql?query=ASK{}&default-graph-uri=a%20b HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
         b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx", b"415"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
         b"Content-Length: 1\r\n\r\n\xff", b"400"),
        (b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        (b"NONSENSE\r\n\r\n", b"400"),
    ],
)  # fmt: skip
def test_an_odd_request_is_refused_with_its_reason(reading: Served, request_: bytes, status: bytes) -> None:
    host, port = reading.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(request_)
        assert connection.recv(4096).split(b" ")[1] == status


@pytest.mark.proof("rdflib SPARQLStore and SPARQLUpdateStore")
def test_rdflib_reads_through_its_sparql_store(reading: Served) -> None:
    graph = Graph(SPARQLStore(f"{reading.address}/sparql", returnFormat="json"))
    assert set(graph.triples((None, P, None))) == HELD


@pytest.mark.proof("rdflib SPARQLStore and SPARQLUpdateStore")
def test_rdflib_writes_through_its_update_store_with_the_token(writing: Served) -> None:
    address = f"{writing.address}/sparql"
    store = SPARQLUpdateStore(address, address, auth=("anybody", TOKEN))
    graph = Graph(store, identifier=URIRef("http://example.org/rdflib"))
    graph.add((A, RDFS.label, Literal("ä")))
    assert writing.ask("ASK { GRAPH <http://example.org/rdflib> { ?s ?p 'ä' } }").json()["boolean"] is True


@pytest.mark.proof("SPARQLWrapper reads and writes")
def test_sparqlwrapper_reads_and_writes(writing: Served) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{writing.address}/sparql")
    client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    client.setMethod(wrapper.POST)
    client.setQuery("INSERT DATA { GRAPH <http://example.org/w> { <http://example.org/w> a 1 } }")
    client.query()
    client.setQuery("SELECT ?g WHERE { GRAPH ?g { <http://example.org/w> ?p ?o } }")
    for kind in (wrapper.JSON, wrapper.XML):
        client.setReturnFormat(kind)
        assert "http://example.org/w" in str(
            client.query().convert() if kind == wrapper.JSON else client.query().convert().toxml()
        )


@pytest.mark.proof("curl asks and posts")
@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl_asks_and_posts(reading: Served) -> None:
    def curl(*arguments: str) -> str:
        done = subprocess.run(["curl", "-sS", *arguments], capture_output=True, text=True, check=True, timeout=30)
        return done.stdout

    address = f"{reading.address}/sparql"
    assert json.loads(curl(f"{address}?query={quote('ASK {}')}"))["boolean"] is True
    assert json.loads(curl("--data-urlencode", "query=ASK {}", address))["boolean"] is True
    sent = ("-H", "Content-Type: application/sparql-query", "--data-binary", SELECT)
    assert curl(*sent, "-H", "Accept: text/csv", address).startswith("s,o")


def _file(content: bytes) -> object:
    import io

    return io.BytesIO(content)
