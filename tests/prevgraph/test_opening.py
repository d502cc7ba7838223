"""Opening the store that a user names, with the login that the environment holds."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from graph.embedded import EmbeddedStore
from prevgraph.opening import NotEmbedded, embedded, open_named


@pytest.fixture
def server() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server on loopback that answers every ASK with yes and keeps the headers it was sent."""
    seen: list[dict[str, str]] = []

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            seen.append(dict(self.headers))
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.end_headers()
            self.wfile.write(b'{"head": {}, "boolean": true}')

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    with HTTPServer(("127.0.0.1", 0), Answering) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/query", seen
        running.shutdown()
        thread.join()


def test_a_token_goes_along_as_bearer(server: tuple[str, list[dict[str, str]]]) -> None:
    address, seen = server
    store = open_named(address, environment={"PREVGRAPH_STORE_TOKEN": "secret"})
    assert store.ask("ASK { ?s ?p ?o }")
    store.close()
    assert seen[-1]["Authorization"] == "Bearer secret"


def test_without_a_login_none_is_sent(server: tuple[str, list[dict[str, str]]]) -> None:
    address, seen = server
    store = open_named(address, environment={})
    assert store.ask("ASK { ?s ?p ?o }")
    store.close()
    assert "Authorization" not in seen[-1]


def test_a_folder_is_an_embedded_store(tmp_path: object) -> None:
    store = open_named(f"{tmp_path}/store", environment={})
    assert isinstance(store, EmbeddedStore)
    store.close()


def test_what_only_an_embedded_store_can_do_is_refused_for_a_server() -> None:
    with pytest.raises(NotEmbedded), embedded("http://127.0.0.1:9/query", read_only=True):
        pass
