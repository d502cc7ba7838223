"""A real server on the loopback interface, with a store of its own."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn

from graph.embedded import EmbeddedStore
from queries.protocol.application import application, run
from queries.protocol.guard import Guard
from queries.protocol.limits import Limits
from queries.protocol.service import Service, Settings

TOKEN = "the-token-of-these-tests"
_STARTING = 60


@dataclass(frozen=True)
class Served:
    """A running server: its address, its store's folder, a client, and a client that shows the token."""

    address: str
    folder: Path
    client: httpx.Client
    writing: httpx.Client

    def ask(self, query: str, **headers: str) -> httpx.Response:
        return self.client.get("/sparql", params={"query": query}, headers=headers)


@contextmanager
def serving(
    folder: Path, *, token: str = "", limits: Limits | None = None, hosts: frozenset[str] = frozenset()
) -> Iterator[Served]:
    """A server on a free port, in a thread of this process, its workers in processes of their own."""
    settings = Settings(str(folder), token, limits=limits or Limits(workers=2), guard=Guard(hosts))
    service = Service(settings)
    server = uvicorn.Server(uvicorn.Config(application(service), log_level="warning", ws="none"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=lambda: asyncio.run(run(service, server, listening)), daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        try:
            _wait_for(server, thread)
            with (
                httpx.Client(base_url=address, timeout=60) as client,
                httpx.Client(base_url=address, timeout=60, headers={"Authorization": f"Bearer {token}"}) as writing,
            ):
                yield Served(address, folder, client, writing)
        finally:
            server.should_exit = True
            thread.join(timeout=_STARTING)


def _wait_for(server: uvicorn.Server, thread: threading.Thread) -> None:
    until = time.monotonic() + _STARTING
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < until, "the server takes too long to start"
        time.sleep(0.01)


Serving = Callable[..., AbstractContextManager[Served]]


def filled(folder: Path, *updates: str) -> Path:
    """A store in a folder that holds what these updates say."""
    store = EmbeddedStore(folder)
    for update in updates:
        store.update(update)
    store.close()
    return folder


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server without a token, over three statements in two graphs."""
    folder = filled(
        tmp_path_factory.mktemp("read") / "store",
        """PREFIX : <http://example.org/>
        INSERT DATA { GRAPH :one { :a :p "x"@en , 1 } GRAPH :two { :b :p :a } }""",
    )
    with serving(folder) as served:
        yield served


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a token, over an empty store."""
    with serving(tmp_path_factory.mktemp("write") / "store", token=TOKEN) as served:
        yield served
