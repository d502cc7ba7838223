"""How a store on a server copes with servers that are busy, gone, or want to know who asks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.model import Statement
from graph.remote import Addresses, AnswerCut, NoUnion, RemoteStore
from graph.store import StoreUnreachable, open_store

G = Identifiers().graph("response", "XAA", "first")
EMPTY = b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}'
YES = b'{"head": {}, "boolean": true}'
Reply = tuple[int, dict[str, str], bytes]


@contextmanager
def server(*replies: Reply) -> Iterator[tuple[str, list[str]]]:
    """A server that gives these replies in turn, and what it was told about who asks."""
    asked: list[str] = []
    left = list(replies)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(self.headers.get("Authorization", ""))
            status, headers, body = left.pop(0)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.server_port}/sparql", asked
        finally:
            listening.shutdown()
            thread.join()


@contextmanager
def connected(*replies: Reply, **access: str) -> Iterator[tuple[RemoteStore, list[str]]]:
    with server(*replies) as (address, asked):
        store = RemoteStore(address, pause=0.001, **access)  # type: ignore[arg-type]
        yield store, asked
        store.close()


def test_a_busy_server_is_asked_again() -> None:
    with connected((503, {}, b""), (429, {}, b""), (200, {}, EMPTY)) as (store, asked):
        assert store.revision() == "0" * 64
        assert len(asked) == 3


def test_a_server_that_stays_busy_is_named_with_its_reason() -> None:
    with connected(*[(503, {}, b"no room")] * 5) as (store, _), pytest.raises(StoreUnreachable, match=r"503.*no room"):
        store.revision()


def test_a_server_that_is_not_there_is_named() -> None:
    store = RemoteStore("http://127.0.0.1:9/sparql", pause=0.001)
    with pytest.raises(StoreUnreachable, match=r"127\.0\.0\.1:9"):
        store.revision()
    store.close()


def test_a_password_is_given_in_the_way_the_server_asks_for() -> None:
    wants_basic = (401, {"WWW-Authenticate": 'Basic realm="x"'}, b"")
    with connected(wants_basic, (200, {}, EMPTY), user="ann", password="secret") as (store, asked):
        store.revision()
        assert asked == ["", "Basic YW5uOnNlY3JldA=="]
    wants_digest = (401, {"WWW-Authenticate": 'Digest realm="x", nonce="n", qop="auth"'}, b"")
    with connected(wants_digest, wants_digest, (200, {}, EMPTY), user="ann", password="secret") as (store, asked):
        store.revision()
        assert asked[-1].startswith('Digest username="ann"')


def test_a_token_is_sent_as_bearer() -> None:
    with connected((200, {}, EMPTY), token="t0ken") as (store, asked):
        store.revision()
        assert asked == ["Bearer t0ken"]


def test_a_wrong_password_ends_in_a_sentence() -> None:
    with (
        connected((401, {}, b""), (401, {}, b""), user="ann", password="wrong") as (store, _),
        pytest.raises(StoreUnreachable, match="401"),
    ):
        store.revision()


def test_half_an_answer_is_refused() -> None:
    with connected((200, {"X-SPARQL-MaxRows": "10000"}, EMPTY)) as (store, _), pytest.raises(AnswerCut, match="10000"):
        store.revision()


def test_a_server_without_a_union_says_how_to_get_one() -> None:
    with connected((200, {}, YES)) as (store, _), pytest.raises(NoUnion, match="tdb2:unionDefaultGraph"):
        store.select("SELECT * { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("address", "update"),
    [
        ("http://localhost:3030/graph/query", "http://localhost:3030/graph/update"),
        ("http://localhost:7200/repositories/graph", "http://localhost:7200/repositories/graph/statements"),
        ("http://localhost:8890/sparql", "http://localhost:8890/sparql"),
    ],
)
def test_the_other_addresses_follow_from_that_of_queries(address: str, update: str) -> None:
    assert Addresses.of(address).update == update


def test_an_address_opens_a_store_on_a_server() -> None:
    store = open_store("http://127.0.0.1:9/sparql")
    assert isinstance(store, RemoteStore)
    store.close()


@pytest.mark.slow
def test_a_load_that_broke_off_is_taken_up_where_it_was(fuseki_addresses: Addresses) -> None:
    store = RemoteStore(fuseki_addresses)
    graphs = {
        Identifiers().graph("response", f"XB{letter}", "first"): [Statement(G, URIRef("urn:p"), Literal(letter))]
        for letter in "ABCD"
    }

    def breaking_off() -> Iterator[tuple[URIRef, list[Statement]]]:
        yield from list(graphs.items())[:2]
        raise ConnectionError("the network went away")

    with pytest.raises(ConnectionError):
        store.load(breaking_off())
    assert store.load(graphs.items()) == 2
    assert set(graphs) <= set(store.graphs())
    store.close()
