"""What would make the server call another address is refused before an engine sees it, and nothing else is."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from ontology.errors import PrevgraphError
from queries.protocol.errors import Refused
from queries.protocol.guard import Guard
from tests.queries.protocol.conftest import TOKEN, Served, serving

CALLS = [
    "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }",
    "SELECT * { service silent<http://a.example/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<http://a.example/>{} }",
    "SELECT * { SERVICE ?where { ?s ?p ?o } }",
    "PREFIX : <http://a.example/> SELECT * { SERVICE:x{ ?s ?p ?o } }",
    "PREFIX a: <http://a.example/> SELECT * { SERVICE a:x { ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { { SELECT * { SERVICE # here\n <http://a.example/> {} } } } }",
    "SELECT * { \\u0053ERVICE <http://a.example/> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "a\\u0022 . # " . SERVICE <http://a.example/> {} }',
    "SELECT * { ?s ?p '''it's''' SERVICE <http://a.example/> {} }",
    "ASK { FILTER(?a<?b)SERVICE<http://a.example/>{} }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
    "PREFIX etc: <file:///etc/> SELECT * FROM etc:passwd { ?s ?p ?o }",
]
FETCHES = [
    "LOAD <http://a.example/>",
    "LOAD SILENT <file:///etc/passwd> INTO GRAPH <http://a.example/g>",
    "INSERT DATA {} ; load<http://a.example/>",
    "PREFIX : <http://a.example/> LOAD:x",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <http://a.example/> { ?s ?p ?o } }",
    "INSERT { ?s ?p ?o } USING <file:///etc/passwd> WHERE { ?s ?p ?o }",
]
HARMLESS = [
    "SELECT * { ?s ?p 'SERVICE <http://a.example/> {}' } # SERVICE <http://a.example/> {}",
    'SELECT * { ?s ?p """ "SERVICE" <http://a.example/> { """ }',
    "SELECT ?SERVICE $load { ?SERVICE <http://a.example/SERVICE> $load }",
    "PREFIX service: <http://a.example/> SELECT * { ?s service:LOAD service:x }",
    "PREFIX service: <http://a.example/> DESCRIBE service:x",
    "SELECT * FROM <http://a.example/g> FROM NAMED <urn:a:b> { ?s ?p ?o }",
]


@pytest.mark.parametrize("query", CALLS)
def test_a_query_that_calls_out_is_refused(query: str) -> None:
    with pytest.raises(Refused):
        Guard().check_query(query)


@pytest.mark.parametrize("update", FETCHES)
def test_an_update_that_fetches_is_refused(update: str) -> None:
    with pytest.raises(Refused):
        Guard().check_update(update)


@pytest.mark.parametrize("query", HARMLESS)
def test_the_words_may_stand_wherever_they_call_nobody(query: str) -> None:
    Guard().check_query(query)


def test_a_host_on_the_list_may_be_called_and_no_other() -> None:
    guard = Guard(frozenset({"a.example"}))
    guard.check_query("SELECT * { SERVICE SILENT <https://a.example/sparql> { ?s ?p ?o } }")
    guard.check_update("LOAD <http://a.example/x>")
    for address in ("http://b.example/", "http://a.example.b.example/", "file://a.example/etc", "http://b.example@c/"):
        with pytest.raises(Refused):
            guard.check_query(f"SELECT * {{ SERVICE <{address}> {{}} }}")


@pytest.mark.parametrize("graph", ["file:///etc/passwd", "ftp://a.example/g"])
def test_no_graph_of_a_request_is_named_by_a_file(reading: Served, graph: str) -> None:
    for name in ("default-graph-uri", "named-graph-uri"):
        response = reading.client.get("/sparql", params={"query": "ASK {}", name: graph})
        assert response.status_code == 403


@pytest.fixture
def trap() -> Iterator[tuple[int, list[bytes]]]:
    """A port that nobody should call, and what was said to it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def listen() -> None:
            while True:
                try:
                    caller, _ = listening.accept()
                except OSError:
                    return
                with caller:
                    heard.append(caller.recv(100))

        threading.Thread(target=listen, daemon=True).start()
        yield listening.getsockname()[1], heard


def test_nobody_is_called_whatever_is_sent(tmp_path: Path, trap: tuple[int, list[bytes]]) -> None:
    port, heard = trap
    there = f"http://127.0.0.1:{port}/x"
    context = f'{{"@context": "{there}", "@id": "http://a.example/", "name": "a"}}'
    with serving(tmp_path / "store", token=TOKEN) as served:
        answers = [
            served.ask(f"SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}"),
            served.ask(f"SELECT * FROM <{there}> {{ ?s ?p ?o }}"),
            served.writing.post("/sparql", data={"update": f"LOAD <{there}>"}),
            served.writing.put(
                "/graph-store?graph=http://a.example/g",
                content=context,
                headers={"Content-Type": "application/ld+json"},
            ),
        ]
    assert [one.status_code for one in answers] == [403, 200, 403, 403]
    assert not heard


def test_a_file_of_json_ld_with_its_context_inside_is_taken(writing: Served) -> None:
    content = '{"@context": {"name": "http://a.example/name"}, "@id": "http://a.example/a", "name": "b"}'
    target = "/graph-store?graph=http://a.example/inside"
    headers = {"Content-Type": "application/ld+json"}
    assert writing.writing.put(target, content=content, headers=headers).status_code == 201
    assert "http://a.example/name" in writing.client.get(target, headers={"Accept": "application/n-triples"}).text


#: Spellings of a call, some of which an engine may take for one.
ODD = (
    "SERVICE{0}{{}}",
    "?s ?p 1SERVICE{0}{{}}",
    "?s ?p trueSERVICE{0}{{}}",
    "?s ?p 'x'@enSERVICE{0}{{}}",
    "?s ?p ''SERVICE{0}{{}}",
    "?s ?p 1.SERVICE SILENT{0}{{}}",
    "OPTIONAL{{}}SERVICE{0}{{}}",
    "?s ?p '\\u0027 . SERVICE{0}{{}} #'",
    "\\u0053ERVICE{0}{{}}",
)


def test_the_engine_reads_no_call_that_the_guard_does_not(trap: tuple[int, list[bytes]]) -> None:
    port, heard = trap
    store = EmbeddedStore()
    store.update("INSERT DATA { <http://a.example/a> <http://a.example/p> 1 }")
    calls = []
    for odd in ODD:
        query = f"SELECT * WHERE {{ {odd.format(f'<http://127.0.0.1:{port}/>')} }}"
        heard.clear()
        with suppress(PrevgraphError):
            store.select(query)
        calls += [query] if heard else []
    assert calls
    for query in calls:
        with pytest.raises(Refused):
            Guard().check_query(query)
